"""Times of the day on days of the week."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.dates import (
    Moment,
    Reminder,
    first_day,
    flags_for,
    in_words,
    moment,
    read_days,
    read_time,
    times_a_day,
)

SUNDAY_EVENING = moment("2026-11-22T18:00:00+01:00")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("daily", (0, 1, 2, 3, 4, 5, 6)),
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("sat-mon", (0, 5, 6)),
        ("Monday, wed,FRI", (0, 2, 4)),
        ("weekend", (5, 6)),
        ("sun", (6,)),
    ],
)
def test_days_are_read(typed: str, meant: tuple[int, ...]) -> None:
    assert read_days(typed) == meant


@pytest.mark.parametrize("typed", ["", "someday", "mon-", "mon,,tue", "fri-xyz"])
def test_other_days_are_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="allowed: daily, mon-fri"):
        read_days(typed)


@pytest.mark.parametrize(("typed", "meant"), [("07:30", (7, 30)), ("7.05", (7, 5)), (" 23:59", (23, 59))])
def test_times_are_read(typed: str, meant: tuple[int, int]) -> None:
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["", "24:00", "7", "7:3", "7:60", "half past", "-1:30", "007:30"])
def test_other_times_are_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="allowed: a time"):
        read_time(typed)


@pytest.mark.parametrize(
    ("often", "times", "flags"),
    [
        ("every day", 1, "--at 08:00"),
        ("once a day", 1, "--at 08:00"),
        ("twice a day", 2, "--at 08:00,20:00"),
        ("morning and evening", 2, "--at 08:00,20:00"),
        ("3 times a day", 3, "--at 08:00,13:00,20:00"),
        ("4 times a day", 4, "--at 08:00,12:00,16:00,20:00"),
        ("9 times a day", 9, "--at 08:00"),
        ("once a week", 1, "--at 08:00 --days mon"),
        ("twice a week", 1, "--at 08:00 --days mon,thu"),
        ("3 times a week", 1, "--at 08:00 --days mon,wed,fri"),
        ("4 days a week", 1, "--at 08:00 --days mon,tue,thu,fri"),
        ("5 days a week", 1, "--at 08:00 --days mon-fri"),
        ("6 days a week", 1, "--at 08:00 --days mon-sat"),
        ("7 days a week", 1, "--at 08:00"),
        ("twice a day and 5 days a week", 2, "--at 08:00,20:00 --days mon-fri"),
        ("5 days a week and twice a day", 2, "--at 08:00,20:00 --days mon-fri"),
        ("on Mon, Wed and Fri", 1, "--at 08:00 --days mon,wed,fri"),
        ("every 2 hours", 1, None),
        ("before bed", 1, None),
    ],
)
def test_how_often_an_exercise_is_done_becomes_a_reminder(often: str, times: int, flags: str | None) -> None:
    assert times_a_day(often) == times
    assert flags_for(often) == flags


def reminder(hour: int, days: tuple[int, ...]) -> Reminder:
    return Reminder(hour, 0, days, "Exercises", "lrx session", 20)


def test_the_first_one_is_today_if_its_time_is_still_to_come() -> None:
    today = SUNDAY_EVENING.day
    assert first_day(reminder(19, (6,)), SUNDAY_EVENING) == today
    assert first_day(reminder(18, (6,)), SUNDAY_EVENING) == today + 7
    assert first_day(reminder(7, (0, 6)), SUNDAY_EVENING) == today + 1


@given(
    st.integers(0, 4_000_000_000_000),
    st.sets(st.integers(0, 6), min_size=1),
    st.integers(0, 23),
)
def test_the_first_one_is_within_a_week_and_on_one_of_its_days(utc: int, days: set[int], hour: int) -> None:
    from datetime import date, timedelta

    now = Moment(utc, 60)
    first = first_day(reminder(hour, tuple(sorted(days))), now)
    assert 0 <= first - now.day <= 7
    assert (date(1970, 1, 1) + timedelta(days=first)).weekday() in days


def test_days_are_said_in_the_order_of_the_week() -> None:
    assert in_words(read_days("sun,mon")) == "Mon, Sun"
    assert in_words(read_days("mon-fri")) == "Mon to Fri"
    assert in_words(read_days("sat,sun")) == "Sat, Sun"
    assert in_words(read_days("mon")) == "Mon"
    assert in_words(tuple(range(7))) == "Every day"
