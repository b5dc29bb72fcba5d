"""Flags x exercise: the matrix of the project's safety notes (5.4), and what follows from it for a plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lrx_cli.core.catalog.exercise import LEVELS, Catalog, Caution
from lrx_cli.core.catalog.routine import Routine
from lrx_cli.core.health.profile import Person
from lrx_cli.core.health.tailoring import RED, concerned_by, fit
from lrx_cli.core.planning.plan import Choice, plan
from tests.core.invented import FOLDING

NUMBERED = range(1, 11)
SKIP, ASK, OK = "skip", "ask", "ok"
MATRIX: dict[str, list[str]] = {
    # ok: as planned, perhaps with a sentence · skip · ask · else the form that is played
    "flare": ["forearms", "small", "ankle-loose", "no-pull", OK, "small", "short-arm", "half-height",
              SKIP, "counter"],
    "backward-worse": [SKIP, "small", OK, OK, OK, OK, OK, OK, OK, SKIP],
    "stenosis": [SKIP, "small", OK, OK, OK, OK, OK, OK, OK, SKIP],
    "spondylolisthesis": [ASK, "small", OK, OK, OK, "small", OK, OK, "no-hand", ASK],
    "bending-worse": [OK, "small", "ankle-loose", "no-pull", OK, OK, OK, "half-height", "no-hand", OK],
    "osteoporosis": [ASK, "small", OK, "no-pull", OK, "small", "short-arm", OK, SKIP, "counter"],
    "pregnancy": [SKIP, "no-sink", SKIP, "seated", OK, SKIP, "short-arm", OK, SKIP, "counter"],
    "surgery": [SKIP, SKIP, SKIP, SKIP, ASK, ASK, SKIP, SKIP, SKIP, SKIP],
    "wrist": ["forearms", "counter", "strap", "strap", OK, OK, OK, OK, OK, "standing"],
    "knee": [OK, "counter", OK, "seated", OK, OK, OK, "half-height", OK, OK],
    "hip": [OK, OK, OK, ASK, OK, "small", OK, OK, ASK, OK],
    "shoulder": ["forearms", OK, "strap", "strap", OK, OK, "short-arm", OK, "arm-low", OK],
    "dizzy": [OK, "small", OK, OK, OK, OK, "short-arm", OK, OK, "seated"],
    "no-floor": [SKIP, "counter", SKIP, "seated", OK, SKIP, SKIP, OK, SKIP, OK],
    "first-hour": [OK, "small", OK, "no-pull", OK, "small", OK, OK, SKIP, OK],
}  # fmt: skip


@pytest.mark.parametrize("flag", MATRIX)
def test_the_matrix_of_flags_and_exercises(catalog: Catalog, flag: str) -> None:
    person = Person(flags=frozenset({flag}))  # type: ignore[arg-type]
    by_number = {exercise.number: exercise for exercise in catalog.exercises}
    for number, expected in zip(NUMBERED, MATRIX[flag], strict=True):
        exercise = by_number[number]
        found = fit(exercise, person, "right")
        asks = flag in concerned_by(exercise, person.flags)
        said = (ASK if asks else SKIP) if found.left_out else found.variant or OK
        assert (number, said) == (number, expected)


def test_a_professional_s_yes_lets_what_had_to_be_asked_play(catalog: Catalog) -> None:
    flags = frozenset({"osteoporosis"})
    seal = catalog["seal-stretch"]
    assert fit(seal, Person(flags=flags)).left_out  # type: ignore[arg-type]
    assert not fit(seal, Person(flags=flags, cleared=flags)).left_out  # type: ignore[arg-type]
    rotation = catalog["back-rotation-stretch"]  # to be left out, whoever says yes
    assert fit(rotation, Person(flags=flags, cleared=flags)).left_out  # type: ignore[arg-type]


def test_two_forms_at_once_are_one_form_and_the_gentle_dose(catalog: Catalog) -> None:
    found = fit(catalog["cat-cow"], Person(flags=frozenset({"flare", "wrist"})))
    assert (found.variant, found.gentle) == ("counter", True)
    assert len(found.notes) == 2
    standing = fit(catalog["standing-back-extension"], Person(flags=frozenset({"dizzy", "wrist"})))
    assert standing.variant == "seated"  # a fall is worse than a sore wrist


def test_in_a_flare_the_nerve_exercises_spare_the_sore_leg(catalog: Catalog) -> None:
    flare = Person(flags=frozenset({"flare"}))
    for id in ("lower-body-nerve-glide", "seated-knee-extension"):
        assert fit(catalog[id], flare, "left").only_side == "right"
    assert fit(catalog["lower-body-nerve-glide"], flare).left_out
    assert not fit(catalog["seated-knee-extension"], flare).left_out


def test_who_is_eased_by_bending_forward_gets_no_backward_bends(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    found = plan(catalog, Choice(routines["full"]), None, Person(preference="flexion"))
    numbers = {line.exercise.number for line in found.lines}
    assert numbers == {2, 3, 4, 5, 6, 7, 8, 9}
    assert {id for id, _ in found.left_out} == {"seal-stretch", "standing-back-extension"}


def test_what_made_it_worse_yesterday_rests_and_its_relatives_play(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    person = Person(reds=frozenset({"open-book-rotation"}))
    found = plan(catalog, Choice(routines["full"]), None, person)
    assert ("open-book-rotation", RED) in found.left_out
    assert "lower-trunk-rotation" in [line.exercise.id for line in found.lines]


def test_named_it_plays_and_says_what_speaks_against_it(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    choice = Choice(routines["full"], named=("seal-stretch",))
    found = plan(catalog, choice, None, Person(flags=frozenset({"stenosis"})))
    assert [line.exercise.id for line in found.lines] == ["seal-stretch"]
    assert "by name" in found.notes[0]
    assert "narrowed spinal canal" in found.notes[0]


def test_a_form_that_was_typed_counts_more_and_is_not_silent(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    choice = Choice(routines["full"], named=("cat-cow",), variants={"cat-cow": "floor"})
    found = plan(catalog, choice, None, Person(flags=frozenset({"knee"})))
    assert found.lines[0].dose.variant == "floor"
    assert any("knees" in note for note in found.notes)


def test_smaller_after_amber_and_only_one_nerve_exercise_in_full(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    person = Person(ambers=frozenset({"figure-four-stretch"}), touchy=True)
    found = plan(catalog, Choice(routines["full"]), None, person)
    levels = {line.exercise.id: line.level for line in found.lines}
    assert levels["figure-four-stretch"] == "gentle"
    nerves = [levels[id] for id in ("lower-body-nerve-glide", "seated-knee-extension")]
    assert sorted(nerves) == ["gentle", "standard"]
    assert len([note for note in found.notes if "gentle" in note]) == 2


def test_repetitions_of_one_s_own_are_never_more_than_the_level_s(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    for level in LEVELS:
        own = Person(reps={"cat-cow": 3, "seal-stretch": 99})
        found = plan(catalog, Choice(routines["full"], level=level), None, own)
        reps = {line.exercise.id: line.dose.reps for line in found.lines}
        assert reps["cat-cow"] == 3
        assert reps["seal-stretch"] == catalog["seal-stretch"].doses[level].reps


def test_the_easier_leg_alone_is_told_and_so_is_every_caution(catalog: Catalog) -> None:
    found = fit(catalog["seated-knee-extension"], Person(flags=frozenset({"flare"})), "left")
    assert found.notes[-1] == "The right leg only today: it is the easier one."


def test_one_form_alone_is_no_gentle_dose(catalog: Catalog) -> None:
    for flags in ({"flare"}, {"dizzy"}, {"flare", "first-hour"}):
        found = fit(catalog["cat-cow"], Person(flags=frozenset(flags)))  # type: ignore[arg-type]
        assert (found.variant, found.gentle) == ("small", False)


def test_the_gravest_of_what_a_caution_is_for_decides_which_form_comes_first() -> None:
    cautions = (
        Caution("Not far.", ("wrist",), "modify", (), "usual"),
        Caution("Far.", ("flare", "dizzy"), "modify", (), "far"),
    )
    made = replace(FOLDING, cautions=cautions)
    assert fit(made, Person(flags=frozenset({"wrist", "flare", "dizzy"}))).variant == "far"
    assert fit(made, Person(flags=frozenset({"wrist", "flare"}))).variant == "usual"
