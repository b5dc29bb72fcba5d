"""The person decides what is played; the plan carries it out and says what it changed and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Prescription, Routine
from lrx_cli.core.catalog.words import LEVELS, POSITIONS, Level, Side
from lrx_cli.core.health.policy import ANYTHING, EASES_FORWARD, RESTS, Allowance, Effect
from lrx_cli.core.planning.plan import Choice, Plan, plan
from tests.core.invented import CATALOG as INVENTED
from tests.core.invented import FOLDING, PEDALING, WAVES
from tests.core.shipped import CATALOG, ROUTINES


def ids(found: object) -> list[str]:
    return [line.exercise.id for line in found.lines]


def test_gentle_leaves_back_rotation_out_and_says_why() -> None:
    found = plan(CATALOG, Choice(ROUTINES["full"], level="gentle"))
    assert "back-rotation-stretch" not in ids(found)
    [(left_out, why)] = found.left_out
    assert left_out == "back-rotation-stretch"
    assert "bends and twists" in why


def test_asked_for_by_name_it_plays_at_gentle_too() -> None:
    choice = Choice(ROUTINES["full"], named=("back-rotation-stretch",), level="gentle")
    assert ids(plan(CATALOG, choice)) == ["back-rotation-stretch"]


def test_several_named_keep_their_order() -> None:
    named = ("standing-back-extension", "cat-cow", "figure-four-stretch")
    assert ids(plan(CATALOG, Choice(ROUTINES["full"], named=named))) == list(named)


def test_a_routine_with_an_order_of_its_own_keeps_it() -> None:
    lines = tuple(Prescription(id) for id in ("standing-back-extension", "cat-cow", "seal-stretch"))
    own = Routine("mine", "Mine", "", lines, ordered=True)
    assert ids(plan(CATALOG, Choice(own))) == [line.exercise for line in lines]


def test_a_hold_beyond_the_cap_is_capped_and_said() -> None:
    found = plan(CATALOG, Choice(ROUTINES["full"], hold=120_000, reps=500))
    for line in found.lines:
        assert line.dose.hold <= line.exercise.hold_cap
        assert line.dose.reps <= line.exercise.reps_cap
        assert any(line.exercise.name in note for note in found.notes)


def test_an_override_never_makes_a_hold_where_the_level_has_none() -> None:
    found = plan(CATALOG, Choice(ROUTINES["full"], level="gentle", hold=2_000))
    for line in found.lines:
        if line.exercise.doses["gentle"].hold == 0:
            assert line.dose.hold == 0
            assert any(line.exercise.name in note for note in found.notes)


@pytest.mark.parametrize(("sore", "good"), [("left", "right"), ("right", "left")])
def test_a_nerve_glide_begins_with_the_good_leg_and_one_lies_on_the_good_side_first(
    sore: Side, good: Side
) -> None:
    found = plan(CATALOG, Choice(ROUTINES["full"], sore_side=sore, first_side=good))
    begins = {line.exercise.number: line.sides[0] for line in found.lines if line.sides}
    # The arm that opens is the upper one: with the sore side up, the good one lies underneath.
    assert begins == {3: good, 4: good, 6: good, 7: sore, 8: good, 9: good}


def test_only_one_side_when_the_prescription_says_so() -> None:
    line = Prescription("figure-four-stretch", only_side="left")
    found = plan(CATALOG, Choice(Routine("mine", "Mine", "", (line,), ordered=True)))
    assert found.lines[0].sides == ("left",)


def test_a_variant_in_another_position_moves_the_exercise_in_the_order() -> None:
    seated = {"standing-back-extension": "seated"}
    found = plan(CATALOG, Choice(ROUTINES["full"], variants=seated))
    assert found.lines[-1].position == "seated"


def test_auto_explains_less_with_practice_and_everything_without_a_history() -> None:
    choice = Choice(ROUTINES["full"], named=("cat-cow",))
    told = [plan(CATALOG, choice, {"cat-cow": n}).lines[0].teach for n in (0, 1, 2, 5, 6, 40)]
    assert told == ["full", "full", "short", "short", "off", "off"]
    assert plan(CATALOG, choice).lines[0].teach == "full"
    asked = Choice(ROUTINES["full"], named=("cat-cow",), teach="short")
    assert plan(CATALOG, asked, {"cat-cow": 40}).lines[0].teach == "short"


@given(data=st.data())
def test_nothing_is_lost_between_what_was_asked_and_what_is_told(data: st.DataObject) -> None:
    routine = data.draw(st.sampled_from(sorted(ROUTINES.values(), key=lambda r: r.id)))
    skip = data.draw(st.lists(st.sampled_from([e.id for e in CATALOG.exercises]), max_size=5))
    positions = data.draw(st.lists(st.sampled_from(POSITIONS), max_size=3))
    level = data.draw(st.sampled_from(LEVELS))
    found = plan(CATALOG, Choice(routine, skip=tuple(skip), positions=tuple(positions), level=level))
    told = ids(found) + [id for id, _ in found.left_out]
    assert sorted(told) == sorted(line.exercise for line in routine.lines)
    assert not set(ids(found)) & set(skip)
    assert all(line.position in positions for line in found.lines if positions)
    assert all(why for _, why in found.left_out)


# --- what was asked for, in the invented catalog ---------------------------------------------------------


def of(*lines: Prescription, allowed: Allowance = ANYTHING, **asked: object) -> Plan:
    routine = Routine("mine", "Mine", "", lines, ordered=False)
    return plan(INVENTED, Choice(routine, **asked), None, allowed)


@pytest.mark.parametrize(
    ("line", "note"),
    [
        (Prescription("waves", hold=60_000), None),
        (Prescription("waves", hold=61_000), "Waves: As prescribed; lrx itself goes up to 60 s of holding."),
        (Prescription("waves", reps=20), None),
        (Prescription("waves", reps=21), "Waves: As prescribed; lrx itself goes up to 20 repetitions."),
        (Prescription("waves", sets=4), None),
        (Prescription("waves", sets=5), "Waves: As prescribed; lrx itself goes up to 4 sets."),
        (Prescription("waves", note="Slowly."), "Waves: Slowly."),
    ],
)
def test_what_was_prescribed_is_played_and_told_where_it_is_above_the_caps(
    line: Prescription, note: str | None
) -> None:
    found = of(line)
    assert found.notes == (() if note is None else (note,))
    dose = found.lines[0].dose
    assert (dose.hold, dose.reps, dose.sets) == (line.hold or 3_000, line.reps or 7, line.sets or 2)


def test_the_caps_bind_what_is_typed_for_a_session_although_more_is_prescribed() -> None:
    found = of(Prescription("waves", reps=25, hold=70_000), reps=30, hold=90_000)
    assert (found.lines[0].dose.reps, found.lines[0].dose.hold) == (WAVES.reps_cap, WAVES.hold_cap)
    assert found.notes == (
        "Waves: 60 s is the longest hold here, not 90 s.",
        "Waves: 20 repetitions is the most here, not 30.",
    )


NO_HOLD = "Waves: the gentle level has no hold, so the one you asked for is left out."


@pytest.mark.parametrize(("hold", "notes"), [(0, ()), (1_000, (NO_HOLD,))])
def test_no_hold_is_none_to_ask_for(hold: int, notes: tuple[str, ...]) -> None:
    found = of(Prescription("waves"), level="gentle", hold=hold)
    assert (found.lines[0].dose.hold, found.notes) == (0, notes)


def test_a_hold_that_is_prescribed_is_made_at_every_level() -> None:
    assert of(Prescription("waves", hold=5_000), level="gentle").lines[0].dose.hold == 5_000


def test_repetitions_that_are_prescribed_are_fewer_only_after_a_bad_day() -> None:
    line = Prescription("waves", reps=12)
    assert of(line, allowed=Allowance(reps={"waves": 3})).lines[0].dose.reps == 12
    assert of(line, allowed=Allowance(effect=Effect(fewer=2))).lines[0].dose.reps == 10


def test_a_line_settles_its_dose_and_whoever_types_one_settles_it_again() -> None:
    line = Prescription("waves", hold=4_000, reps=3, sets=1, rest=30_000, tempo=5_000)
    dose = of(line).lines[0].dose
    assert (dose.hold, dose.reps, dose.sets, dose.rest, dose.tempo) == (4_000, 3, 1, 30_000, 5_000)
    typed = of(line, hold=0, reps=9).lines[0].dose
    assert (typed.hold, typed.reps, typed.sets, typed.rest, typed.tempo) == (0, 9, 1, 30_000, 5_000)


def test_repetitions_that_were_typed_count_more_than_those_on_the_way_up() -> None:
    allowed = Allowance(reps={"waves": 3})
    assert of(Prescription("waves"), allowed=allowed).lines[0].dose.reps == 3
    assert of(Prescription("waves"), allowed=allowed, reps=9).lines[0].dose.reps == 9


def test_why_an_exercise_is_left_out_is_told_in_words() -> None:
    lines = [Prescription(exercise.id) for exercise in INVENTED.exercises]
    lines[0] = replace(lines[0], levels=("gentle",))
    lines[1] = replace(lines[1], levels=("gentle",), left_out="It is too much.")
    assert of(*lines, positions=("side-lying",)).left_out == (
        ("swaying", "it is done on your back"),
        ("pedaling", "it is done on your back"),
        ("waves", "it is done on hands and knees"),
    )
    assert of(*lines, skip=("waves",)).left_out == (
        ("swaying", "not part of this routine at the standard level"),
        ("pedaling", "It is too much."),
        ("waves", "skipped, as you asked"),
    )


def test_what_must_not_be_played_today_stays_out_though_it_is_named() -> None:
    allowed = Allowance(effect=Effect(resting=frozenset({"waves"})))
    assert of(Prescription("waves"), allowed=allowed).left_out == (("waves", RESTS),)
    assert of(Prescription("swaying"), allowed=allowed, named=("waves",)).left_out == (("waves", RESTS),)


def test_what_is_only_unwanted_plays_if_it_is_named_and_says_why_it_was_left_out() -> None:
    family = INVENTED["waves"].family
    allowed = Allowance(effect=Effect(unwanted=frozenset({family})))
    assert of(Prescription("waves"), allowed=allowed).left_out == (("waves", EASES_FORWARD),)
    named = of(Prescription("swaying"), allowed=allowed, named=("waves",))
    assert [line.exercise.id for line in named.lines] == ["waves"]
    assert named.notes == (f"Waves: you asked for it by name. I{EASES_FORWARD[1:]}.",)


def test_no_more_exercises_than_asked_for_and_of_different_families_first() -> None:
    lines = [Prescription(exercise.id) for exercise in INVENTED.exercises]
    found = of(*lines, most=2)
    assert len(found.lines) == 2
    assert len({line.exercise.family for line in found.lines}) == 2
    assert {why for _, why in found.left_out} == {"not more than 2 exercises today"}
    fewer = of(*lines, most=2, allowed=Allowance(effect=Effect(most=1)))
    assert len(fewer.lines) == 1
    assert {why for _, why in fewer.left_out} == {"not more than 1 exercise today"}


def test_a_named_exercise_keeps_what_the_routine_prescribes_for_it() -> None:
    found = of(Prescription("waves", reps=3), named=("swaying", "waves"))
    assert [(line.exercise.id, line.dose.reps) for line in found.lines] == [("swaying", 6), ("waves", 3)]


def test_positions_come_in_the_order_one_passes_through_them_and_lines_keep_theirs_within() -> None:
    lines = [Prescription(id) for id in ("folding", "pedaling", "waves", "swaying")]
    assert ids(of(*lines)) == ["waves", "pedaling", "swaying", "folding"]
    assert ids(of(*lines, order="article")) == ["swaying", "pedaling", "waves", "folding"]


def test_after_an_amber_session_the_first_nerve_exercise_is_played_in_full_and_no_other() -> None:
    touchy = Allowance(effect=Effect(one_nerve=True))
    other = replace(PEDALING, id="treading", name="Treading", number=15)
    routine = Routine("mine", "Mine", "", (Prescription("pedaling"), Prescription("treading")), ordered=True)
    both = Catalog((PEDALING, other), {})

    def levels(level: Level, allowed: Allowance) -> tuple[list[str], tuple[str, ...]]:
        found = plan(both, Choice(routine, level=level), None, allowed)
        return [line.level for line in found.lines], found.notes

    note = "Treading: gentle today, for one nerve exercise in full is enough."
    assert levels("standard", touchy) == (["standard", "gentle"], (note,))
    assert levels("standard", ANYTHING) == (["standard", "standard"], ())
    assert levels("gentle", touchy) == (["gentle", "gentle"], ())
    amber = Allowance(effect=Effect(one_nerve=True, smaller=frozenset({"pedaling"})))
    assert levels("standard", amber) == (["gentle", "standard"], ("Pedaling: at the gentle dose today.",))


def test_what_is_needed_is_named_once_in_the_order_of_use() -> None:
    assert of(Prescription("waves"), Prescription("folding"), Prescription("swaying")).needs == (
        "mat",
        "pillow",
    )


def test_steps_are_those_of_the_level_and_of_the_form() -> None:
    first, *others = FOLDING.steps
    made = replace(
        FOLDING, steps=(first, replace(others[0], levels=("gentle",)), replace(others[1], variants=("far",)))
    )
    assert made.steps_of("gentle", "far") == made.steps
    assert made.steps_of("standard", "far") == (made.steps[0], made.steps[2])
    assert made.steps_of("gentle", "usual") == made.steps[:2]


def test_a_line_may_ask_for_a_form_and_a_position_means_that_form() -> None:
    line = Prescription("figure-four-stretch", variant="seated")
    routine = Routine("mine", "Mine", "", (line,), ordered=True)
    found = plan(CATALOG, Choice(routine, positions=("seated",)))
    assert [one.dose.variant for one in found.lines] == ["seated"]
    assert not plan(CATALOG, Choice(routine, positions=("supine",))).lines


def test_what_is_gentle_already_is_not_said_to_be_made_so() -> None:
    other = replace(PEDALING, id="treading", name="Treading", number=15)
    routine = Routine("mine", "Mine", "", (Prescription("pedaling"), Prescription("treading")), ordered=True)
    allowed = Allowance(effect=Effect(one_nerve=True, smaller=frozenset({"treading"})))
    found = plan(Catalog((PEDALING, other), {}), Choice(routine), None, allowed)
    assert found.notes == ("Treading: at the gentle dose today.",)
    gentle = plan(Catalog((PEDALING, other), {}), Choice(routine, level="gentle"), None, allowed)
    assert gentle.notes == ()
