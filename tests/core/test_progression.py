"""More or less for next time: suggested with a reason, by the counts of the project's safety notes (7)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from lrx_cli.core.catalog.routine import Choice, rungs
from lrx_cli.core.catalog.words import LEVELS, Level
from lrx_cli.core.health.answers import Answer, Raised, Repetitions
from lrx_cli.core.health.policy import Allowance, Situation, decide
from lrx_cli.core.health.profile import health_profile
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.planning.progression import Suggestion, suggestion
from tests.core.said import FIRST, answer, at, session
from tests.core.shipped import CATALOG, ROUTINES


def suggested(answers: list[Answer], day: int, level: Level = "standard") -> Suggestion | None:
    known = health_profile(answers, FIRST + day)
    allowed = Allowance(reps=known.reps, raised=known.raised)
    lines = plan(CATALOG, Choice(ROUTINES["full"], level=level), None, allowed).lines
    return suggestion(known, lines, level, FIRST + day)


def offered(answers: list[Answer], day: int, level: Level = "standard") -> Suggestion:
    found = suggested(answers, day, level)
    assert found is not None
    return found


def sessions(*days: int, **said: object) -> list[Answer]:
    return [answer for day in days for answer in session(day, **said)]


def reps(**numbers: int) -> Answer:
    return answer("", at(0), "reps", {id.replace("_", "-"): number for id, number in numbers.items()})


def raised(day: int, level: str = "gentle", **numbers: int) -> Answer:
    rungs = {id.replace("_", "-"): number for id, number in numbers.items()}
    return answer("", at(day), "raised", {"level": level, "rungs": rungs})


GREENS = sessions(0, 2, 3, 5, 6, 8)
"""Six in more than a week."""


def test_three_green_sessions_suggest_one_repetition_more_of_one_exercise() -> None:
    own = reps(cat_cow=5, seal_stretch=5, open_book_rotation=3)
    greens = sessions(4, 5, 6)
    found = offered([own, *greens], 7)
    assert found.kind == "more"
    assert found.reps == {"cat-cow": 6, "seal-stretch": 5, "open-book-rotation": 3}
    assert suggested([own, *greens[:6]], 7) is None  # two are not enough


@pytest.mark.parametrize("level", LEVELS)
def test_from_one_rung_to_the_next_one_thing_changes(level: Level) -> None:
    for exercise in CATALOG.exercises:
        steps = rungs(exercise, level)
        assert steps[0].dose == exercise.doses[level]
        assert steps[-1].dose == exercise.doses["stronger"]
        assert steps[-1].level == "stronger" or len(steps) == 1
        for below, above in pairwise(steps):
            changes = [
                above.dose.reps != below.dose.reps,
                above.dose.hold != below.dose.hold,
                above.dose.sets != below.dose.sets,
                (above.dose.variant, above.dose.tempo) != (below.dose.variant, below.dose.tempo)
                or exercise.steps_of(above.level, above.dose.variant)
                != exercise.steps_of(below.level, below.dose.variant),
            ]
            assert (exercise.id, above.change, sum(changes)) == (exercise.id, above.change, 1)
            assert 0 <= above.dose.reps - below.dose.reps <= 2
            assert above.dose.hold >= below.dose.hold


def test_six_green_sessions_in_a_week_raise_one_exercise_by_one_variable() -> None:
    """What is played the next day differs in one number of one exercise."""
    found = offered(GREENS, 9, "gentle")
    assert (found.kind, found.raised) == ("further", Raised("gentle", {"cat-cow": 1}))
    assert "Cat cow, 7 repetitions" in found.text
    choice = Choice(ROUTINES["full"], level="gentle")
    before = plan(CATALOG, choice)
    after = plan(CATALOG, choice, None, Allowance(raised=found.raised))
    changed = [(a.dose, b.dose) for a, b in zip(before.lines, after.lines, strict=True) if a != b]
    assert [(a.reps, b.reps) for a, b in changed] == [(5, 7)]
    assert replace(changed[0][1], reps=5) == changed[0][0]


def test_whatever_was_raised_least_is_raised_next() -> None:
    found = offered([raised(1, cat_cow=1), *GREENS], 9, "gentle")
    assert found.raised == Raised("gentle", {"cat-cow": 1, "seal-stretch": 1})
    assert suggested([*GREENS, raised(8, cat_cow=1)], 9, "gentle") is None, "raised lately"


def test_what_was_raised_is_played_on_a_day_without_limits_only() -> None:
    answers = [raised(1, cat_cow=2), *session(3, "amber", level="standard")]
    for day, reps_played in ((2, 8), (4, 5)):
        known = health_profile(answers[: 1 if day == 2 else None], FIRST + day)
        allowed = decide(Situation(known, FIRST + day))
        [line] = [
            line
            for line in plan(CATALOG, Choice(ROUTINES["full"], level="gentle"), None, allowed).lines
            if line.exercise.id == "cat-cow"
        ]
        assert line.dose.reps == reps_played
    other = decide(Situation(health_profile(answers[:1], FIRST + 2), FIRST + 2))
    standard = plan(CATALOG, Choice(ROUTINES["full"], level="standard"), None, other)
    assert standard.lines == plan(CATALOG, Choice(ROUTINES["full"], level="standard")).lines


def test_what_was_too_strong_twice_goes_back_by_the_step_that_it_was_raised_by() -> None:
    marks = {"cat-cow": "amber"}
    ambers = [*session(5, "amber", marks=marks), *session(6, "amber", marks=marks)]
    found = offered([raised(1, cat_cow=3), *ambers], 7, "gentle")
    assert (found.kind, found.reps, found.raised) == ("fewer", {}, Raised("gentle", {"cat-cow": 2}))


def test_an_amber_or_a_worse_next_day_begins_the_count_again() -> None:
    own = reps(cat_cow=5)
    amber = [*session(4), *session(5, "amber"), *session(6)]
    worse = [*session(4), *session(5, next_day="worse"), *session(6)]
    assert suggested([own, *amber], 7) is None
    assert suggested([own, *worse], 7) is None


def test_repetitions_rise_twice_a_week_at_most() -> None:
    greens = sessions(3, 4, 5)
    raised = answer("", at(5, 12), "reps", {"cat-cow": 6})
    answers = [reps(cat_cow=5), *greens, raised, *session(6), *session(7)]
    assert suggested(answers, 8) is None
    found = offered([*answers, *session(8)], 9)
    assert found.reps == {"cat-cow": 7}


def test_more_needs_six_green_sessions_at_its_level_over_a_week() -> None:
    daily = sessions(*range(20))
    found = offered(daily, 20, "gentle")
    assert "20 green sessions in a row" in found.text
    short = sessions(*range(6))
    assert suggested(short, 6, "gentle") is None
    other = sessions(0, 2, 3, 5, 6, 8, level="standard")
    assert suggested(other, 9, "gentle") is None


def test_at_the_top_there_is_no_more() -> None:
    greens = sessions(0, 2, 3, 5, 6, 8, level="stronger")
    assert suggested(greens, 9, "stronger") is None


def test_further_down_the_leg_than_at_the_start_is_no_time_for_more() -> None:
    greens = sessions(0, 2, 3, 5, 6, before=(2, 2, 2))
    lower = session(8, before=(2, 2, 4))
    assert suggested([*greens, *lower], 9, "gentle") is None


def test_what_was_raised_by_a_clock_that_was_ahead_holds_nothing_up() -> None:
    ahead = [reps(cat_cow=4), answer("", at(900), "reps", {"cat-cow": 5})]
    greens = sessions(4, 5, 6)
    found = offered([*ahead, *greens], 7)
    assert found.reps == {"cat-cow": 6}


def test_two_ambers_on_an_exercise_suggest_fewer() -> None:
    marks = {"figure-four-stretch": "amber", "cat-cow": "amber"}
    answers = [*session(1, "amber", marks={"cat-cow": "amber"}), *session(2, "amber", marks=marks)]
    found = offered(answers, 3)
    assert found.kind == "fewer"
    assert found.reps == {"cat-cow": CATALOG["cat-cow"].doses["standard"].reps - 2}


def test_days_off_suggest_beginning_with_five() -> None:
    answers = session(1)
    assert suggested(answers, 4) is None
    found = offered(answers, 5)
    assert found.kind == "restart"
    assert set(found.reps.values()) == {5}
    assert all(CATALOG[id].doses["standard"].reps > 5 for id in found.reps)
    assert suggested(answers, 5, "gentle") is None  # it is five there anyway


def test_what_was_declined_is_not_offered_for_a_week() -> None:
    declined = answer("", at(5), "mute", {"kind": "restart"})
    assert suggested([*session(1), declined], 5) is None
    assert suggested([*session(1), declined], 11) is None
    assert suggested([*session(1), declined], 12) is not None


def test_days_off_are_those_between() -> None:
    found = offered(session(1), 5)
    assert found.text.startswith("3 days off: begin again with 5 repetitions of each")


@pytest.mark.parametrize(("reps_now", "fewer"), [(4, 2), (3, None)])
def test_fewer_than_two_are_not_suggested(reps_now: int, fewer: int | None) -> None:
    marks = {"cat-cow": "amber"}
    ambers = [*session(1, "amber", marks=marks), *session(2, "amber", marks=marks)]
    found = suggested([reps(cat_cow=reps_now), *ambers], 3)
    assert (found and found.reps) == (None if fewer is None else {"cat-cow": fewer})


def test_whoever_is_back_at_the_level_s_repetitions_has_none_of_their_own() -> None:
    usual = CATALOG["cat-cow"].doses["standard"].reps
    greens = sessions(4, 5, 6)
    found = offered([reps(cat_cow=usual - 1, swaying=3), *greens], 7)
    assert found.reps == {"swaying": 3}, "what is not played today stays as it is"


def test_who_has_fewer_repetitions_gets_those_back_before_more() -> None:
    """Raised today already, so nothing is suggested; without repetitions of one's own more would be."""
    greens = sessions(0, 2, 3, 5, 6, 8)
    fewer = answer("", at(8, 12), "reps", {"cat-cow": 4})
    again = answer("", at(8, 13), "reps", {"cat-cow": 4, "seal-stretch": 1})
    more = answer("", at(8, 14), "reps", {"cat-cow": 4, "seal-stretch": 2})
    assert suggested([*greens, fewer, again, more], 9, "gentle") is None


@pytest.mark.parametrize(("far", "kind"), [(1, "further"), (2, None)])
def test_an_ache_in_the_low_back_alone_is_no_reason_to_stay(far: int, kind: str | None) -> None:
    greens = sessions(0, 2, 3, 5, 6, before=(2, 2, 0))
    found = suggested([*greens, *session(8, before=(2, 2, far))], 9, "gentle")
    assert (found.kind if found else None) == kind


def test_an_ache_that_was_there_at_the_start_is_no_reason_to_stay_either() -> None:
    """It is compared with the first of the row, not with the one after that."""
    first = session(0, before=(2, 2, 2))
    greens = sessions(2, 3, 5, 6, before=(2, 2, 1))
    assert suggested([*first, *greens, *session(8, before=(2, 2, 2))], 9, "gentle")


def test_a_session_that_was_not_green_ends_the_row() -> None:
    greens = sessions(0, 2, 3, 5, 6, 8)
    assert suggested([*greens, *session(9, "amber")], 10, "gentle") is None
    before = [*session(0, "amber"), *sessions(1, 2, 3, 5, 6)]
    assert suggested([*before, *session(8)], 9, "gentle") is not None
    assert suggested(before, 9, "gentle") is None


def test_over_weeks_of_yes_one_thing_changes_at_a_time_and_twice_a_week_at_most() -> None:
    answers: list[Answer] = []
    changes: list[int] = []
    before: dict[str, tuple[object, ...]] = {}
    for day in range(70):
        known = health_profile(answers, FIRST + day)
        found = suggested(answers, day, "gentle")
        if found is not None:
            answers.append(Answer("", at(day), found.raised or Repetitions(found.reps)))
            known = health_profile(answers, FIRST + day)
        allowed = decide(Situation(known, FIRST + day))
        lines = plan(CATALOG, Choice(ROUTINES["full"], level="gentle"), None, allowed).lines
        played = {
            line.exercise.id: (line.dose.reps, line.dose.hold, line.dose.sets, line.dose.variant)
            for line in lines
        }
        different = [
            id
            for id, dose in played.items()
            for one, other in zip(dose, before.get(id, dose), strict=True)
            if one != other
        ]
        assert len(different) <= 1
        changes += [day] * len(different)
        before = played
        answers += session(day)
    assert len(changes) >= 10
    assert all(later - sooner >= 4 for sooner, later in pairwise(changes))
