"""The person decides what is played; the plan carries it out and says what it changed and why."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from lrx_cli.core.exercise import LEVELS, POSITIONS, Catalog
from lrx_cli.core.plan import Choice, plan
from lrx_cli.core.routine import Prescription, Routine


def ids(found: object) -> list[str]:
    return [line.exercise.id for line in found.lines]  # type: ignore[attr-defined]


def test_gentle_leaves_back_rotation_out_and_says_why(catalog: Catalog, routines: dict[str, Routine]) -> None:
    found = plan(catalog, Choice(routines["full"], level="gentle"))
    assert "back-rotation-stretch" not in ids(found)
    [(left_out, why)] = found.left_out
    assert left_out == "back-rotation-stretch"
    assert "flare" in why


def test_asked_for_by_name_it_plays_at_gentle_too(catalog: Catalog, routines: dict[str, Routine]) -> None:
    choice = Choice(routines["full"], named=("back-rotation-stretch",), level="gentle")
    assert ids(plan(catalog, choice)) == ["back-rotation-stretch"]


def test_several_named_keep_their_order(catalog: Catalog, routines: dict[str, Routine]) -> None:
    named = ("standing-back-extension", "cat-cow", "figure-four-stretch")
    assert ids(plan(catalog, Choice(routines["full"], named=named))) == list(named)


def test_a_routine_with_an_order_of_its_own_keeps_it(catalog: Catalog) -> None:
    lines = tuple(Prescription(id) for id in ("standing-back-extension", "cat-cow", "seal-stretch"))
    own = Routine("mine", "Mine", "", lines, ordered=True)
    assert ids(plan(catalog, Choice(own))) == [line.exercise for line in lines]


def test_a_hold_beyond_the_cap_is_capped_and_said(catalog: Catalog, routines: dict[str, Routine]) -> None:
    found = plan(catalog, Choice(routines["full"], hold=120_000, reps=500))
    for line in found.lines:
        assert line.dose.hold <= line.exercise.hold_cap
        assert line.dose.reps <= line.exercise.reps_cap
        assert any(line.exercise.name in note for note in found.notes)


def test_an_override_never_makes_a_hold_where_the_level_has_none(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    found = plan(catalog, Choice(routines["full"], level="gentle", hold=2_000))
    for line in found.lines:
        if line.exercise.doses["gentle"].hold == 0:
            assert line.dose.hold == 0
            assert any(line.exercise.name in note for note in found.notes)


def test_the_sore_side_begins_second_where_the_easier_one_should_begin(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    found = plan(catalog, Choice(routines["full"], sore_side="left", first_side="left"))
    for line in found.lines:
        if line.sides:
            easier_first = line.exercise.first_side == "easier"
            assert line.sides[0] == ("right" if easier_first else "left")


def test_only_one_side_when_the_prescription_says_so(catalog: Catalog) -> None:
    line = Prescription("figure-four-stretch", only_side="left")
    found = plan(catalog, Choice(Routine("mine", "Mine", "", (line,), ordered=True)))
    assert found.lines[0].sides == ("left",)


def test_a_variant_in_another_position_moves_the_exercise_in_the_order(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    seated = {"standing-back-extension": "seated"}
    found = plan(catalog, Choice(routines["full"], variants=seated))
    assert found.lines[-1].position == "seated"


def test_auto_explains_less_with_practice_and_everything_without_a_history(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    choice = Choice(routines["full"], named=("cat-cow",))
    told = [plan(catalog, choice, {"cat-cow": n}).lines[0].teach for n in (0, 1, 2, 5, 6, 40)]
    assert told == ["full", "full", "short", "short", "off", "off"]
    assert plan(catalog, choice).lines[0].teach == "full"
    asked = Choice(routines["full"], named=("cat-cow",), teach="short")
    assert plan(catalog, asked, {"cat-cow": 40}).lines[0].teach == "short"


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_nothing_is_lost_between_what_was_asked_and_what_is_told(
    catalog: Catalog, routines: dict[str, Routine], data: st.DataObject
) -> None:
    routine = data.draw(st.sampled_from(sorted(routines.values(), key=lambda r: r.id)))
    skip = data.draw(st.lists(st.sampled_from([e.id for e in catalog.exercises]), max_size=5))
    positions = data.draw(st.lists(st.sampled_from(POSITIONS), max_size=3))
    level = data.draw(st.sampled_from(LEVELS))
    found = plan(catalog, Choice(routine, skip=tuple(skip), positions=tuple(positions), level=level))
    told = ids(found) + [id for id, _ in found.left_out]
    assert sorted(told) == sorted(line.exercise for line in routine.lines)
    assert not set(ids(found)) & set(skip)
    assert all(line.position in positions for line in found.lines if positions)
    assert all(why for _, why in found.left_out)
