from __future__ import annotations

from dataclasses import replace

import pytest

from lrx_cli.core.catalog.exercise import Dose, Doses, Exercise, Step
from lrx_cli.core.timeline.cue_duration import speech
from lrx_cli.storage.wording_rules import _letters_over, timing_problems
from tests.core.invented import PEDALING, SWAYING
from tests.core.shipped import CATALOG


def at_every_level(dose: Dose) -> Doses:
    return Doses(dose, dose, dose)


SWAYING_ALONE = replace(SWAYING, doses=at_every_level(SWAYING.doses["standard"]))
NERVE_ALONE = replace(PEDALING, doses=at_every_level(PEDALING.doses["standard"]))


def reworded(exercise: Exercise, tag: str, **forms: str | None) -> Exercise:
    steps: list[Step] = [replace(step, **forms) if step.tag == tag else step for step in exercise.steps]
    return replace(exercise, steps=tuple(steps))


def test_everything_in_the_catalog_fits_its_time() -> None:
    assert {e.id: timing_problems(e) for e in CATALOG.exercises if timing_problems(e)} == {}


def test_a_movement_sentence_that_is_too_long_is_told_in_seconds_and_letters_over() -> None:
    long = "Breathe out and press the floor away so that your chest and shoulders rise, slowly and evenly."
    [problem] = timing_problems(reworded(CATALOG["seal-stretch"], "move", full=long))
    for part in ("needs", "letters out", long):
        assert part in problem


def test_a_hold_that_cannot_carry_its_words_asks_for_a_line_before() -> None:
    long = "Stay where you are, let everything go loose, and breathe."
    wordy = reworded(CATALOG["seal-stretch"], "hold", full=long, brief=long, before=None)
    assert any("`before`" in problem for problem in timing_problems(wordy))
    told_before = reworded(CATALOG["seal-stretch"], "hold", full=long, brief=long, before="Hips heavy.")
    assert timing_problems(told_before) == []


def test_a_nerve_movement_has_to_fit_its_tempo() -> None:
    glide = CATALOG["lower-body-nerve-glide"]
    wordy = reworded(
        glide, "move", brief="Swing the foot up slowly and evenly.", cue="swing the foot up slowly"
    )
    assert any("has 1.5 s" in problem for problem in timing_problems(wordy))


def long(letters: int) -> str:
    """A sentence of one word: it takes 400 ms and 66 for each letter, in steps of 50."""
    return f"{'a' * letters}."


def test_what_just_fits_is_no_problem_and_a_letter_more_is() -> None:
    """Invented: a tempo of three seconds, so a movement lasts 5.5 at most, of which 0.3 go before the voice
    and 0.7 after it in the full form."""
    letters = next(n for n in range(100) if 300 + speech(long(n)) + 700 > 3_000 + 2_500) - 1
    for tag in ("move", "return"):
        assert timing_problems(reworded(SWAYING_ALONE, tag, full=long(letters))) == []
        [problem] = timing_problems(reworded(SWAYING_ALONE, tag, full=long(letters + 1)))
        needs = 300 + speech(long(letters + 1)) + 700
        assert f"needs {needs / 1000:.1f} s, and with a tempo of 3.0 s it may last 5.5 s" in problem
        assert problem.endswith(f": take {-(-(needs - 5_500) // 66)} letters out")


@pytest.mark.parametrize(("over", "letters"), [(1, 1), (66, 1), (67, 2), (132, 2), (133, 3)])
def test_letters_to_take_out_are_enough(over: int, letters: int) -> None:
    assert _letters_over(over) == letters


def test_a_nerve_movement_fits_by_its_reminder_or_by_its_cue() -> None:
    room = 1_500
    fits = next(n for n in range(100) if speech(long(n)) > room) - 1
    assert speech(long(fits)) == room
    for brief, cue, fine in (
        (fits, fits, True),
        (fits, fits + 1, True),
        (fits + 1, fits, True),
        (fits + 1, fits + 1, False),
    ):
        found = timing_problems(reworded(NERVE_ALONE, "move", brief=long(brief), cue=long(cue)))
        assert (found == []) == fine
        if not fine:
            assert "takes 1.6 s to say and has 1.5 s: take 1 letters out" in found[0]


def test_a_hold_fits_by_either_of_its_forms_or_by_what_is_told_before() -> None:
    room = 4_000 - 150 - 120 - 200
    fits = next(n for n in range(100) if speech(long(n)) > room) - 1
    for full, brief, before, fine in (
        (fits, fits + 1, None, True),
        (fits + 1, fits, None, True),
        (fits + 1, fits + 1, "Before.", True),
        (fits + 1, fits + 1, None, False),
    ):
        words = {"full": long(full), "brief": long(brief), "before": before}
        found = timing_problems(reworded(SWAYING_ALONE, "hold", **words))
        assert (found == []) == fine
    assert "has 3.5 s: shorten `brief`" in found[0]


def test_a_hold_that_has_no_room_at_all_says_it_by_its_tone() -> None:
    for hold, fine in ((1_000, True), (1_400, False), (0, True)):
        dose = replace(SWAYING_ALONE.doses["standard"], hold=hold)
        wordy = reworded(SWAYING_ALONE, "hold", full=long(30), brief=long(30))
        assert (timing_problems(replace(wordy, doses=at_every_level(dose))) == []) == fine


def test_each_level_is_looked_at_that_there_is() -> None:
    quick = replace(
        SWAYING, doses=replace(SWAYING.doses, stronger=replace(SWAYING.doses["stronger"], tempo=500))
    )
    assert timing_problems(SWAYING_ALONE) == []
    found = set(timing_problems(quick)) - set(timing_problems(SWAYING))
    assert found
    assert all("tempo of 0.5 s" in problem for problem in found)


def test_a_step_is_looked_at_where_it_is_played() -> None:
    steps = tuple(
        replace(one, levels=("stronger",), full=long(90)) if one.tag == "return" else one
        for one in SWAYING.steps
    )
    usual = tuple(replace(one, levels=("gentle", "standard")) for one in SWAYING.steps if one.tag == "return")
    found = set(timing_problems(replace(SWAYING, steps=(*steps, *usual)))) - set(timing_problems(SWAYING))
    assert any(long(90) in problem for problem in found)
