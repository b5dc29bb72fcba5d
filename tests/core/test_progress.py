"""What the numbers say, and when they say nothing."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.health.answers import Answer
from lrx_cli.core.health.profile import session_answers
from lrx_cli.core.records.progress import Day, Played, Progress, monday_of, progress, weekday, weeks
from tests.core.said import FIRST, session


def shown(answers: list[Answer], today: int, *, days: list[Day] | None = None) -> Progress:
    return progress(session_answers(answers), days or [], (), FIRST, FIRST + today)


def rated(*legs: int, first: int = 0, far: int = 3, back: int = 2) -> list[Answer]:
    return [
        answer
        for day, leg in enumerate(legs, start=first)
        for answer in session(day, before=(leg, back, far), next_day=None)
    ]


def words(found: Progress) -> str:
    return " ".join(change.words for change in found.changes)


def test_two_points_are_no_trend() -> None:
    found = shown([*rated(8), *rated(2, first=20)], 20)
    assert found.changes == ()
    assert "Fewer than 3 ratings" in found.unclear


def test_less_than_two_weeks_are_too_early() -> None:
    assert "too early" in shown(rated(*[6] * 13), 12).unclear
    assert shown(rated(*[6] * 14), 13).changes
    assert "No ratings" in shown([], 3).unclear


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (6, "about the same; less than 2 points may be chance"),
        (5, "about the same; less than 2 points may be chance"),
        (4, "lower by 2 or more, likely a real change"),
        (3, "lower by 3 or more, likely a change that matters"),
        (8, "higher by 2 or more, likely a real change"),
    ],
)
def test_a_change_of_leg_pain_in_words(now: int, said: str) -> None:
    found = shown([*rated(6, 6, 6, 6), *rated(now, now, now, first=15)], 18)
    assert said in found.changes[0].words
    assert f"Leg pain: {now} in the last seven days, 6 in the first week" in found.changes[0].words


def test_one_bad_day_does_not_make_a_change() -> None:
    found = shown([*rated(5, 5, 9), *rated(5, 0, 5, first=15)], 18)
    assert "about the same" in found.changes[0].words


def test_how_far_down_is_told_by_where_it_is() -> None:
    nearer = shown([*rated(4, 4, 4, far=5), *rated(4, 4, 4, first=15, far=2)], 18)
    assert "buttock in the last seven days, foot in the first week: nearer to the spine" in words(nearer)
    assert "no proof" in words(nearer)
    further = shown([*rated(4, 4, 4, far=2), *rated(4, 4, 4, first=15, far=4)], 18)
    assert "further down" in words(further)


def test_two_weeks_without_a_change_are_noticed_and_a_painless_leg_is_not() -> None:
    assert shown([*rated(5, 5, 5), *rated(5, 5, 5, first=14)], 17).no_change
    assert not shown([*rated(5, 5, 5), *rated(2, 2, 2, first=14)], 17).no_change
    assert not shown([*rated(0, 0, 0), *rated(0, 0, 0, first=14)], 17).no_change


def test_days_are_in_their_week_and_weeks_without_a_session_are_there() -> None:
    monday = monday_of(FIRST)
    days = [Day(monday, 1, 60_000), Day(monday + 6, 2, 120_000), Day(monday + 15, 1, 30_000)]
    found = weeks(days, monday + 16)
    assert [(week.sessions, week.active) for week in found] == [(3, 180_000), (0, 0), (1, 30_000)]


@given(day=st.integers(-50_000, 100_000))
def test_weekdays_are_those_of_the_calendar(day: int) -> None:
    assert weekday(day) == (datetime.date(1970, 1, 1) + datetime.timedelta(days=day)).weekday()


def test_only_the_days_asked_for_count() -> None:
    answers = [*rated(9, 9, 9), *rated(1, first=30)]
    found = progress(session_answers(answers), [], (), FIRST + 20, FIRST + 31)
    assert [point.ratings.leg for point in found.points] == [1]
    assert found.colors == {"green": 1, "amber": 0, "red": 0}


def test_what_hurt_comes_first_then_what_was_eased_or_left_out() -> None:
    played = [
        Played("d", 9, 0, 0, 0),
        Played("c", 9, 0, 2, 0),
        Played("b", 9, 2, 0, 0),
        Played("e", 9, 1, 9, 0),
        Played("f", 9, 0, 2, 0),
        Played("a", 1, 0, 0, 1),
    ]
    found = progress((), [], played, FIRST, FIRST)
    assert "".join(one.exercise for one in found.played) == "abecfd"


def test_a_week_without_a_change_of_the_back_alone_says_nothing_about_the_leg() -> None:
    backs = [
        answer
        for day in (0, 1, 2, 15, 16, 17)
        for answer in session(day, before=(None, 4, None), next_day=None)
    ]
    found = shown(backs, 18)
    assert [change.measure for change in found.changes] == ["back"]
    assert not found.no_change


@pytest.mark.parametrize(("leg", "last", "unchanged"), [(1, 14, True), (5, 13, False), (5, 14, True)])
def test_two_weeks_are_fourteen_days_between_ratings(leg: int, last: int, unchanged: bool) -> None:
    found = shown([*rated(*[leg] * 3), *rated(*[leg] * 3, first=last - 2)], last)
    assert found.no_change == unchanged


def test_nothing_rated_is_no_two_weeks() -> None:
    assert not shown([], 40).no_change


def test_a_lower_back_matters_from_two_points_on_and_is_not_called_more() -> None:
    found = shown([*rated(4, 4, 4, back=6), *rated(4, 4, 4, first=15, back=1)], 18)
    assert "Back pain: 1 in the last seven days, 6 in the first week: lower by 2 or more" in words(found)


def test_the_first_week_has_seven_days() -> None:
    """The eighth day is no part of it."""
    first = [*rated(2, 2), *rated(8, first=6), *rated(9, 9, 9, 9, first=7)]
    found = shown([*first, *rated(2, 2, 2, first=18)], 20)
    assert found.changes[0].then == 2


def test_how_far_down_it_is_may_stay_the_same() -> None:
    same = shown([*rated(4, 4, 4, far=3), *rated(4, 4, 4, first=15, far=3)], 18)
    assert "thigh in the last seven days, thigh in the first week: about the same." in words(same)
    nearer = shown([*rated(4, 4, 4, far=4), *rated(4, 4, 4, first=15, far=3)], 18)
    assert "nearer to the spine" in words(nearer)


def test_the_last_week_is_there_though_it_has_only_begun() -> None:
    monday = monday_of(FIRST)
    found = weeks([Day(monday, 1, 60_000)], monday + 7)
    assert [(week.day, week.sessions) for week in found] == [(monday, 1), (monday + 7, 0)]
    assert [week.sessions for week in weeks([Day(monday, 1, 60_000)], monday)] == [1]
    assert weeks([], monday) == ()
