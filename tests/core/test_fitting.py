from __future__ import annotations

from lrx_cli.core.exercise import Catalog, Exercise, Step
from lrx_cli.core.fitting import misfits


def reworded(exercise: Exercise, tag: str, **forms: str | None) -> Exercise:
    steps: list[Step] = [
        step._replace(**forms) if step.tag == tag else step  # type: ignore[arg-type]
        for step in exercise.steps
    ]
    return exercise._replace(steps=tuple(steps))


def test_everything_in_the_catalog_fits_its_time(catalog: Catalog) -> None:
    assert {e.id: misfits(e) for e in catalog.exercises if misfits(e)} == {}


def test_a_movement_sentence_that_is_too_long_is_told_in_seconds_and_letters(
    catalog: Catalog,
) -> None:
    long = "Breathe out and press the floor away so that your chest and shoulders rise, slowly and evenly."
    [problem] = misfits(reworded(catalog["seal-stretch"], "move", full=long))
    for part in ("needs", "letters out", long):
        assert part in problem


def test_a_hold_that_cannot_carry_its_words_asks_for_a_line_before(catalog: Catalog) -> None:
    long = "Stay where you are, let everything go loose, and breathe."
    wordy = reworded(catalog["seal-stretch"], "hold", full=long, brief=long, before=None)
    assert any("`before`" in problem for problem in misfits(wordy))
    told_before = reworded(catalog["seal-stretch"], "hold", full=long, brief=long, before="Hips heavy.")
    assert misfits(told_before) == []


def test_a_nerve_movement_has_to_fit_its_tempo(catalog: Catalog) -> None:
    glide = catalog["lower-body-nerve-glide"]
    wordy = reworded(
        glide, "move", brief="Swing the foot up slowly and evenly.", cue="swing the foot up slowly"
    )
    assert any("has 1.5 s" in problem for problem in misfits(wordy))
