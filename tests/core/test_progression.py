"""More or less for next time: suggested with a reason, by the counts of the project's safety notes (7)."""

from __future__ import annotations

import pytest

from lrx_cli.core.catalog.exercise import Catalog, Level
from lrx_cli.core.catalog.routine import Routine
from lrx_cli.core.health.answers import Answer
from lrx_cli.core.health.profile import health_profile
from lrx_cli.core.planning.plan import Choice, plan
from lrx_cli.core.planning.progression import Suggestion, suggestion
from tests.core.said import FIRST, answer, at, session


def suggested(
    catalog: Catalog,
    routines: dict[str, Routine],
    answers: list[Answer],
    day: int,
    level: Level = "standard",
) -> Suggestion | None:
    lines = plan(catalog, Choice(routines["full"], level=level)).lines
    return suggestion(health_profile(answers, FIRST + day), lines, level, FIRST + day)


def reps(**numbers: int) -> Answer:
    return answer("", at(0), "reps", {id.replace("_", "-"): number for id, number in numbers.items()})


def test_three_green_sessions_suggest_one_repetition_more_of_two_exercises(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    own = reps(cat_cow=5, seal_stretch=5, open_book_rotation=3)
    greens = [answer for day in (4, 5, 6) for answer in session(day)]
    found = suggested(catalog, routines, [own, *greens], 7)
    assert found is not None
    assert found.kind == "more"
    assert found.reps == {"cat-cow": 6, "seal-stretch": 6, "open-book-rotation": 3}
    assert suggested(catalog, routines, [own, *greens[:6]], 7) is None  # two are not enough


def test_an_amber_or_a_worse_next_day_begins_the_count_again(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    own = reps(cat_cow=5)
    amber = [*session(4), *session(5, "amber"), *session(6)]
    worse = [*session(4), *session(5, next_day="worse"), *session(6)]
    assert suggested(catalog, routines, [own, *amber], 7) is None
    assert suggested(catalog, routines, [own, *worse], 7) is None


def test_repetitions_rise_twice_a_week_at_most(catalog: Catalog, routines: dict[str, Routine]) -> None:
    greens = [answer for day in (3, 4, 5) for answer in session(day)]
    raised = answer("", at(5, 12), "reps", {"cat-cow": 6})
    answers = [reps(cat_cow=5), *greens, raised, *session(6), *session(7)]
    assert suggested(catalog, routines, answers, 8) is None
    found = suggested(catalog, routines, [*answers, *session(8)], 9)
    assert found is not None
    assert found.reps == {"cat-cow": 7}


def test_six_green_sessions_in_a_week_suggest_the_next_level(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    greens = [answer for day in (0, 2, 3, 5, 6, 8) for answer in session(day)]
    found = suggested(catalog, routines, greens, 9, "gentle")
    assert found is not None
    assert (found.kind, found.level) == ("level", "standard")
    daily = [answer for day in range(20) for answer in session(day)]
    found = suggested(catalog, routines, daily, 20, "gentle")
    assert found is not None
    assert "20 green sessions in a row" in found.text
    short = [answer for day in range(6) for answer in session(day)]
    assert suggested(catalog, routines, short, 6, "gentle") is None
    other = [answer for day in (0, 2, 3, 5, 6, 8) for answer in session(day, level="standard")]
    assert suggested(catalog, routines, other, 9, "gentle") is None
    assert suggested(catalog, routines, greens, 9, "stronger") is None  # there is none above


def test_further_down_the_leg_than_at_the_start_is_no_time_for_more(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    greens = [answer for day in (0, 2, 3, 5, 6) for answer in session(day, before=(2, 2, 2))]
    lower = session(8, before=(2, 2, 4))
    assert suggested(catalog, routines, [*greens, *lower], 9, "gentle") is None


def test_two_ambers_on_an_exercise_suggest_fewer(catalog: Catalog, routines: dict[str, Routine]) -> None:
    marks = {"figure-four-stretch": "amber", "cat-cow": "amber"}
    answers = [*session(1, "amber", marks={"cat-cow": "amber"}), *session(2, "amber", marks=marks)]
    found = suggested(catalog, routines, answers, 3)
    assert found is not None
    assert found.kind == "fewer"
    assert found.reps == {"cat-cow": catalog["cat-cow"].doses["standard"].reps - 2}


def test_days_off_suggest_beginning_with_five(catalog: Catalog, routines: dict[str, Routine]) -> None:
    answers = session(1)
    assert suggested(catalog, routines, answers, 4) is None
    found = suggested(catalog, routines, answers, 5)
    assert found is not None
    assert found.kind == "restart"
    assert set(found.reps.values()) == {5}
    assert all(catalog[id].doses["standard"].reps > 5 for id in found.reps)
    assert suggested(catalog, routines, answers, 5, "gentle") is None  # it is five there anyway


def test_what_was_declined_is_not_offered_for_a_week(catalog: Catalog, routines: dict[str, Routine]) -> None:
    declined = answer("", at(5), "mute", {"kind": "restart"})
    assert suggested(catalog, routines, [*session(1), declined], 5) is None
    assert suggested(catalog, routines, [*session(1), declined], 11) is None
    assert suggested(catalog, routines, [*session(1), declined], 12) is not None


def test_days_off_are_those_between(catalog: Catalog, routines: dict[str, Routine]) -> None:
    found = suggested(catalog, routines, session(1), 5)
    assert found is not None
    assert found.text.startswith("3 days off: begin again with 5 repetitions of each")


@pytest.mark.parametrize(("reps_now", "fewer"), [(4, 2), (3, None)])
def test_fewer_than_two_are_not_suggested(
    catalog: Catalog, routines: dict[str, Routine], reps_now: int, fewer: int | None
) -> None:
    marks = {"cat-cow": "amber"}
    ambers = [*session(1, "amber", marks=marks), *session(2, "amber", marks=marks)]
    found = suggested(catalog, routines, [reps(cat_cow=reps_now), *ambers], 3)
    assert (found and found.reps) == (None if fewer is None else {"cat-cow": fewer})


def test_whoever_is_back_at_the_level_s_repetitions_has_none_of_their_own(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    usual = catalog["cat-cow"].doses["standard"].reps
    greens = [answer for day in (4, 5, 6) for answer in session(day)]
    found = suggested(catalog, routines, [reps(cat_cow=usual - 1, swaying=3), *greens], 7)
    assert found is not None
    assert found.reps == {"swaying": 3}, "what is not played today stays as it is"


def test_who_has_fewer_repetitions_gets_those_back_before_a_level(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    """Raised today already, so nothing is suggested; without repetitions of one's own the level would be."""
    greens = [answer for day in (0, 2, 3, 5, 6, 8) for answer in session(day)]
    fewer = answer("", at(8, 12), "reps", {"cat-cow": 4})
    again = answer("", at(8, 13), "reps", {"cat-cow": 4, "seal-stretch": 1})
    more = answer("", at(8, 14), "reps", {"cat-cow": 4, "seal-stretch": 2})
    assert suggested(catalog, routines, [*greens, fewer, again, more], 9, "gentle") is None


@pytest.mark.parametrize(("far", "kind"), [(1, "level"), (2, None)])
def test_an_ache_in_the_low_back_alone_is_no_reason_to_stay(
    catalog: Catalog, routines: dict[str, Routine], far: int, kind: str | None
) -> None:
    greens = [answer for day in (0, 2, 3, 5, 6) for answer in session(day, before=(2, 2, 0))]
    found = suggested(catalog, routines, [*greens, *session(8, before=(2, 2, far))], 9, "gentle")
    assert (found.kind if found else None) == kind


def test_a_session_that_was_not_green_ends_the_row(catalog: Catalog, routines: dict[str, Routine]) -> None:
    greens = [answer for day in (0, 2, 3, 5, 6, 8) for answer in session(day)]
    assert suggested(catalog, routines, [*greens, *session(9, "amber")], 10, "gentle") is None
    before = [*session(0, "amber"), *[answer for day in (1, 2, 3, 5, 6) for answer in session(day)]]
    assert suggested(catalog, routines, [*before, *session(8)], 9, "gentle") is not None
    assert suggested(catalog, routines, before, 9, "gentle") is None
