"""A session in the time there is: never over, breadth before depth, never silent about what is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Choice, Prescription, Routine
from lrx_cli.core.catalog.words import LEVELS, POSITIONS, Flag, Level
from lrx_cli.core.health.policy import Allowance, Effect, Situation, decide
from lrx_cli.core.health.profile import HealthProfile
from lrx_cli.core.planning.plan import Plan
from lrx_cli.core.timeline.compile import compile, playing_time
from lrx_cli.core.timeline.fit_to_minutes import NO_TIME, fit_to_minutes
from tests.core.invented import CATALOG as INVENTED
from tests.core.invented import FOLDING, SWAYING, WAVES
from tests.core.shipped import CATALOG, ROUTINES

SEATED_AND_STANDING = ("seated", "standing")


def numbers(found: Plan) -> set[int]:
    return {line.exercise.number for line in found.lines}


@pytest.mark.parametrize(
    ("minutes", "level", "teach", "expected"),
    [
        (5, "gentle", "short", {6, 3}),
        (5.5, "gentle", "off", {1, 6, 3}),
        (5.5, "gentle", "full", {6, 3}),  # telling everything takes time, too
        (6.5, "gentle", "full", {1, 6, 3}),
        (10.5, "gentle", "off", {2, 1, 6, 3, 4, 10}),
        (30, "standard", "off", set(range(1, 11))),
        (30, "gentle", "full", set(range(1, 11)) - {9}),
    ],
)
def test_what_fits_into_so_many_minutes(minutes: float, level: str, teach: str, expected: set[int]) -> None:
    choice = Choice(ROUTINES["full"], level=level, teach=teach, minutes=minutes)
    assert numbers(fit_to_minutes(CATALOG, choice)) == expected


@pytest.mark.parametrize("level", LEVELS)
def test_bending_forward_eases_it_means_no_backward_bends_however_long(level: str) -> None:
    for minutes in (5, 10, 15, 20, 30, 60):
        choice = Choice(ROUTINES["full"], level=level, minutes=minutes)
        assert not numbers(
            fit_to_minutes(CATALOG, choice, None, decide(Situation(HealthProfile(), 0, "flexion")))
        ) & {1, 10}


def test_the_desk_never_needs_the_floor() -> None:
    for minutes in (2, 3, 4, 5, 10):
        found = fit_to_minutes(CATALOG, Choice(ROUTINES["desk"], minutes=minutes))
        assert all(line.position in SEATED_AND_STANDING for line in found.lines)


def test_too_little_time_says_the_least_that_fits_and_that_fits() -> None:
    found = fit_to_minutes(CATALOG, Choice(ROUTINES["full"], minutes=1))
    assert not found.lines
    assert found.notes[-1].startswith("The least that fits is 3 minutes: Lower trunk rotation")
    assert {why for _, why in found.left_out} == {NO_TIME}
    assert len(fit_to_minutes(CATALOG, Choice(ROUTINES["full"], minutes=3)).lines) == 1


def test_without_minutes_nothing_is_made_shorter() -> None:
    found = fit_to_minutes(CATALOG, Choice(ROUTINES["full"]))
    assert len(found.lines) == 10
    assert {line.level for line in found.lines} == {"standard"}


def test_what_was_named_first_has_the_time_first() -> None:
    named = ("figure-four-stretch", "cat-cow", "open-book-rotation")
    found = fit_to_minutes(CATALOG, Choice(ROUTINES["full"], named=named, minutes=5))
    assert [line.exercise.id for line in found.lines] == list(named[: len(found.lines)])
    assert 0 < len(found.lines) < 3


@given(data=st.data())
def test_never_over_never_a_skipped_one_never_empty_without_a_sentence(data: st.DataObject) -> None:
    ids = [exercise.id for exercise in CATALOG.exercises]
    routine = data.draw(st.sampled_from(sorted(ROUTINES.values(), key=lambda r: r.id)))
    minutes = data.draw(st.none() | st.floats(1, 40))
    choice = Choice(
        routine,
        level=data.draw(st.sampled_from(LEVELS)),
        skip=tuple(data.draw(st.lists(st.sampled_from(ids), max_size=4))),
        positions=tuple(data.draw(st.lists(st.sampled_from(POSITIONS), max_size=3))),
        sore_side=data.draw(st.sampled_from([None, "left", "right"])),
        teach=data.draw(st.sampled_from(["auto", "full", "short", "off"])),
        pace=data.draw(st.sampled_from([0.5, 1.0, 1.5, 3.0])),
        minutes=minutes,
    )
    flags = data.draw(st.frozensets(st.sampled_from(get_args(Flag)), max_size=5))
    some = st.frozensets(st.sampled_from(ids), max_size=3)
    allowed = Allowance(
        flags=flags,
        cleared=data.draw(st.frozensets(st.sampled_from(sorted(flags)))) if flags else frozenset(),
        preference=data.draw(st.sampled_from(["extension", "flexion", "unsure"])),
        effect=Effect(
            level=data.draw(st.sampled_from(LEVELS)),
            most=data.draw(st.none() | st.integers(1, 5)),
            resting=data.draw(some),
            smaller=data.draw(some),
            fewer=data.draw(st.integers(0, 3)),
            mild_only=data.draw(st.booleans()),
            one_nerve=data.draw(st.booleans()),
        ),
        reps=data.draw(st.dictionaries(st.sampled_from(ids), st.integers(1, 9), max_size=3)),
    )
    times = data.draw(st.dictionaries(st.sampled_from(ids), st.integers(0, 9), max_size=5))
    found = fit_to_minutes(CATALOG, choice, times, allowed)
    timeline = compile(found)
    assert timeline.duration == playing_time(found)
    if minutes is not None:
        assert timeline.duration <= minutes * 60_000
    played = {line.exercise.id for line in found.lines}
    assert not played & (set(choice.skip) | allowed.effect.resting)
    told = sorted([*played, *(id for id, _ in found.left_out)])
    assert told == sorted({line.exercise for line in routine.lines})
    assert all(why for _, why in found.left_out)
    assert played or found.left_out


@given(
    minutes=st.floats(2, 25),
    more=st.floats(0.1, 10),
    level=st.sampled_from(LEVELS),
    preference=st.sampled_from(["extension", "flexion", "unsure"]),
    teach=st.sampled_from(["full", "short", "off"]),
)
def test_a_longer_session_loses_no_kind_of_movement(
    minutes: float, more: float, level: str, preference: str, teach: str
) -> None:
    def families(budget: float) -> set[str]:
        choice = Choice(ROUTINES["full"], level=level, teach=teach, minutes=budget)
        found = fit_to_minutes(CATALOG, choice, None, decide(Situation(HealthProfile(), 0, preference)))
        return {line.exercise.family for line in found.lines}

    assert families(minutes) <= families(minutes + more)


@pytest.mark.long
@pytest.mark.parametrize("level", LEVELS)
def test_never_over_by_a_second_whatever_the_minutes(level: str) -> None:
    for quarters in range(8, 120):
        choice = Choice(ROUTINES["full"], level=level, teach="short", minutes=quarters / 4)
        assert compile(fit_to_minutes(CATALOG, choice)).duration <= quarters * 15_000


# --- in the invented catalog -----------------------------------------------------------------------------


INVENTED_ALL = Routine(
    "all", "All", "", tuple(Prescription(one.id) for one in INVENTED.exercises), ordered=True
)


def fitted(minutes: float | None, *, routine: Routine = INVENTED_ALL, **asked: object) -> Plan:
    return fit_to_minutes(INVENTED, Choice(routine, minutes=minutes, teach="off", **asked))


def minutes_of(found: Plan) -> float:
    return playing_time(found) / 60_000


def test_what_just_fits_is_played_whole() -> None:
    whole = fitted(None)
    assert fitted(minutes_of(whole)) == whole
    assert fitted(minutes_of(whole) - 1 / 60) != whole


def test_what_just_fits_is_added_and_what_does_not_is_not() -> None:
    gentle = fitted(None, level="gentle")
    assert [line.level for line in fitted(minutes_of(gentle)).lines] == ["gentle"] * 4
    assert len(fitted(minutes_of(gentle) - 1 / 60).lines) < 4


def test_an_order_of_one_s_own_is_the_order_of_what_matters() -> None:
    """Its first exercises are kept, and it stops at the first that has no time."""
    for minutes in (1, 2, 3, 4, 5):
        played = [line.exercise.id for line in fitted(minutes, level="gentle").lines]
        assert played == [one.id for one in INVENTED.exercises][: len(played)]


def test_what_is_played_at_less_is_told_by_level_and_never_at_more() -> None:
    found = fitted(minutes_of(fitted(None, level="gentle")))
    names = "Swaying, Pedaling, Waves, Folding"
    assert found.notes == (f"At the gentle dose, to fit the time: {names}.",)
    assert fitted(60, level="gentle").notes == ()
    longest = fitted(minutes_of(fitted(None)) + 5, level="standard")
    assert {line.level for line in longest.lines} == {"standard"}


def test_relatives_come_once_every_family_has_one() -> None:
    other = replace(SWAYING, id="rocking", name="Rocking", number=15)
    catalog = Catalog((SWAYING, other, WAVES), {})
    lines = tuple(Prescription(one.id) for one in catalog.exercises)
    routine = Routine("mine", "Mine", "", lines, ordered=True)

    def ids(minutes: float) -> list[str]:
        found = fit_to_minutes(catalog, Choice(routine, level="gentle", teach="off", minutes=minutes))
        return [line.exercise.id for line in found.lines]

    two = fit_to_minutes(catalog, Choice(routine, level="gentle", teach="off", named=("swaying", "waves")))
    assert ids(minutes_of(two)) == ["swaying", "waves"]
    assert ids(minutes_of(two) - 1 / 60) == ["swaying"], "a relative is no breadth"
    assert ids(60) == ["swaying", "rocking", "waves"]


def test_more_of_what_there_is_is_played_as_far_as_it_goes() -> None:
    whole = minutes_of(fitted(None))
    levels = [line.level for line in fitted(whole - 1 / 60).lines]
    assert set(levels) == {"gentle", "standard"}
    assert levels[0] == "standard", "the first of the routine is raised first"


def test_with_nothing_to_play_there_is_nothing_to_fit() -> None:
    found = fitted(5, skip=tuple(one.id for one in INVENTED.exercises))
    assert (found.lines, found.notes) == ((), ())


def test_what_comes_first_is_not_passed_over_for_something_shorter() -> None:
    lines = tuple(Prescription(id) for id in ("swaying", "folding", "pedaling"))
    order = replace(INVENTED_ALL, lines=lines)
    room = minutes_of(fitted(None, level="gentle", named=("swaying", "pedaling")))
    assert room < minutes_of(fitted(None, level="gentle", named=("swaying", "folding")))
    assert [line.exercise.id for line in fitted(room + 0.1, routine=order).lines] == ["swaying"]


def test_more_of_one_comes_before_its_relatives_and_theirs_after() -> None:
    other = replace(SWAYING, id="rocking", name="Rocking", number=15)
    catalog = Catalog((SWAYING, other), {})
    lines = tuple(Prescription(one.id) for one in catalog.exercises)
    routine = Routine("mine", "Mine", "", lines, ordered=True)

    def levels(minutes: float) -> list[str]:
        found = fit_to_minutes(catalog, Choice(routine, teach="off", minutes=minutes))
        return [line.level for line in found.lines]

    alone = minutes_of(fit_to_minutes(catalog, Choice(routine, teach="off", named=("swaying",))))
    both = minutes_of(fit_to_minutes(catalog, Choice(routine, teach="off", level="gentle")))
    assert levels(max(alone, both)) == ["standard"]
    assert levels(60) == ["standard", "standard"]


def test_what_is_not_played_needs_no_note() -> None:
    lines = (Prescription("swaying"), Prescription("folding", note="Slowly."))
    order = replace(INVENTED_ALL, lines=lines)
    assert "Folding: Slowly." in fitted(60, routine=order).notes
    assert "Folding: Slowly." not in fitted(1.5, routine=order).notes


def test_an_order_of_one_s_own_counts_more_than_ours() -> None:
    lines = (Prescription("seal-stretch"), Prescription("lower-trunk-rotation"))

    def ids(*, ordered: bool = False, **asked: object) -> list[str]:
        routine = Routine("mine", "Mine", "", lines, ordered=ordered)
        choice = Choice(routine, level="gentle", teach="off", **asked)
        return [line.exercise.id for line in fit_to_minutes(CATALOG, choice).lines]

    alone = [
        minutes_of(
            fit_to_minutes(
                CATALOG, Choice(Routine("one", "", "", (line,), True), level="gentle", teach="off")
            )
        )
        for line in lines
    ]
    room = max(alone)
    assert ids(minutes=room) == ["lower-trunk-rotation"]
    assert ids(minutes=room, ordered=True) == ["seal-stretch"]
    assert ids(minutes=room, named=("seal-stretch", "lower-trunk-rotation")) == ["seal-stretch"]


def test_relatives_wait_for_every_family_and_are_raised_last() -> None:
    other = replace(SWAYING, id="rocking", name="Rocking", number=15)
    catalog = Catalog((SWAYING, other, FOLDING), {})

    def levels(*ids: str, level: Level = "standard", minutes: float | None = None) -> dict[str, str]:
        routine = Routine("mine", "Mine", "", tuple(Prescription(id) for id in ids), ordered=True)
        found = fit_to_minutes(catalog, Choice(routine, teach="off", level=level, minutes=minutes))
        return {line.exercise.id: line.level for line in found.lines}

    def lasts(*ids: str, level: Level) -> float:
        routine = Routine("mine", "Mine", "", tuple(Prescription(id) for id in ids), ordered=True)
        return minutes_of(fit_to_minutes(catalog, Choice(routine, teach="off", level=level)))

    for level in ("gentle", "standard"):
        relatives = lasts("swaying", "rocking", level=level)
        if relatives < lasts("swaying", "folding", level="gentle"):
            assert "rocking" not in levels("swaying", "rocking", "folding", level=level, minutes=relatives)
    room = lasts("swaying", "rocking", level="stronger") - 1 / 60
    raised = levels("swaying", "rocking", level="stronger", minutes=room)
    assert raised == {"swaying": "stronger", "rocking": "standard"}
