"""The calendar file and the line for cron."""

from __future__ import annotations

import shlex
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from lrx_cli.core.dates import Reminder, moment
from lrx_cli.exports.reminders import as_calendar, as_cron_lines

SUNDAY = moment("2026-11-22T18:00:00+01:00")
WORKDAYS = Reminder(7, 30, (0, 1, 2, 3, 4), "Back exercises: Morning", "lrx session --routine morning", 9)


def events(*reminders: Reminder) -> list[Event]:
    calendar = Calendar.from_ical(as_calendar(reminders, SUNDAY))
    found = calendar.walk("VEVENT")
    assert not calendar.errors
    assert all(not event.errors for event in found)
    return list(found)


def test_a_calendar_program_reads_time_days_and_alarm() -> None:
    (event,) = events(WORKDAYS)
    assert event.decoded("dtstart") == datetime(2026, 11, 23, 7, 30)  # without a zone: local, wherever
    assert event.decoded("duration") == timedelta(minutes=9)
    assert event["rrule"] == {"FREQ": ["WEEKLY"], "BYDAY": ["MO", "TU", "WE", "TH", "FR"]}
    assert event["summary"] == "Back exercises: Morning"
    assert event["description"] == "lrx session --routine morning"
    (alarm,) = event.walk("VALARM")
    assert alarm["action"] == "DISPLAY"
    assert alarm.decoded("trigger") == timedelta(0)


def test_the_moment_it_was_made_is_in_utc() -> None:
    (event,) = events(WORKDAYS)
    assert as_calendar([WORKDAYS], SUNDAY).count("\r\nDTSTAMP:20261122T170000Z\r\n") == 1
    assert event.decoded("dtstamp").utcoffset() == timedelta(0)


def test_the_same_reminder_has_the_same_uid_whenever_it_is_made_and_another_has_another() -> None:
    later = Calendar.from_ical(as_calendar([WORKDAYS], moment("2027-01-01T00:00:00Z")))
    (event,), (again,) = events(WORKDAYS), later.walk("VEVENT")
    assert event["uid"] == again["uid"]
    others = events(WORKDAYS._replace(hour=8), WORKDAYS._replace(days=(6,)), WORKDAYS._replace(title="Other"))
    assert len({event["uid"], *(other["uid"] for other in others)}) == 4


words = st.text(st.characters(blacklist_categories=["Cc", "Cs"]), max_size=90)


@given(words, words)
def test_whatever_it_is_called_it_is_folded_by_octets_and_read_back(title: str, command: str) -> None:
    from lrx_cli.text import clean

    reminder = WORKDAYS._replace(title=title, command=command)
    document = as_calendar([reminder], SUNDAY)
    lines = document.encode().split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 for line in lines)
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    for line in lines:
        line.decode()  # no letter is cut in two
    (event,) = events(reminder)
    assert str(event["summary"]) == clean(title)
    assert str(event["description"]) == clean(command)


def test_long_lines_are_counted_in_octets() -> None:
    document = as_calendar([WORKDAYS._replace(title="Übungen für später, ähnlich " * 6)], SUNDAY).encode()
    lines = document.split(b"\r\n")
    longest = max(map(len, lines))
    assert 72 < longest <= 75
    assert any(line.startswith(b" ") for line in lines)


def test_what_means_something_to_the_format_is_escaped() -> None:
    document = as_calendar([WORKDAYS._replace(title="a;b,c\\d:e")], SUNDAY)
    assert "\r\nSUMMARY:a\\;b\\,c\\\\d:e\r\n" in document


def test_cron_gets_a_line_with_its_own_numbers_for_days() -> None:
    line = as_cron_lines([WORKDAYS._replace(days=(0, 5, 6))], "linux")
    assert line.startswith("30 7 * * 0,1,6 ")
    assert line.endswith(" notify-send 'Back exercises: Morning' 'lrx session --routine morning'\n")


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_a_name_can_do_nothing_in_the_shell_that_cron_starts(platform: str) -> None:
    nasty = "'; rm -rf ~ #\" $(x) `y` 100% \n done"
    line = as_cron_lines([WORKDAYS._replace(title=nasty)], platform)
    assert line.count("\n") == 1
    command = line.split(" ", 5)[5].replace("\\%", "%")
    assert "%" not in line.split(" ", 5)[5].replace("\\%", "")
    words = shlex.split(command.partition("notify-send" if platform == "linux" else "osascript")[2])
    assert len(words) == 2
    assert "$(x) `y` 100%" in " ".join(words)


def test_every_reminder_has_a_day_that_is_one_of_its_own() -> None:
    for day in range(7):
        (event,) = events(WORKDAYS._replace(days=(day,)))
        assert event.decoded("dtstart").weekday() == day
        assert event.decoded("dtstart").date() > date(2026, 11, 22)


def test_a_name_that_is_no_text_is_still_a_reminder() -> None:
    (event,) = events(WORKDAYS._replace(title="a\udcff", command="lrx session --routine 'a\udcff.json'"))
    assert event["summary"] == "a\N{REPLACEMENT CHARACTER}"
