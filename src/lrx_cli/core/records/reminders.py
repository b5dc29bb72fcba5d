"""When to be reminded: times of the day on days of the week."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lrx_cli.core.dates import Moment, weekday

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_GROUPS = {"daily": "mon-sun", "weekdays": "mon-fri", "weekend": "sat-sun"}


class Reminder(NamedTuple):
    hour: int
    minute: int
    days: tuple[int, ...]
    """0 is Monday."""
    title: str
    command: str
    """What to type then."""
    minutes: int
    """How long it will take."""


def read_time(text: str) -> tuple[int, int]:
    """Hour and minute of ``7:30`` or ``19.30``. Raises ``ValueError``."""
    hour, _, minute = text.strip().replace(".", ":").partition(":")
    plain = hour.isdecimal() and minute.isdecimal() and len(hour) <= 2 and len(minute) == 2
    if plain and int(hour) < 24 and int(minute) < 60:
        return int(hour), int(minute)
    raise ValueError(f'found "{text}", allowed: a time from 0:00 to 23:59, as in 07:30.')


def read_days(text: str) -> tuple[int, ...]:
    """``mon-fri``, ``mon,wed,fri``, ``sat-mon``, ``daily``, in the order of the week; or ``ValueError``."""
    found: set[int] = set()
    asked = text.strip().casefold()
    for piece in _GROUPS.get(asked, asked).split(","):
        first, dash, last = (word.strip()[:3] for word in piece.partition("-"))
        ends = (first, last) if dash else (first, first)
        if any(end not in DAYS for end in ends):
            raise ValueError(f'found "{text}", allowed: daily, mon-fri, or days such as mon,wed,fri.')
        start, end = map(DAYS.index, ends)
        found.update(day % 7 for day in range(start, end + (7 if end < start else 0) + 1))
    return tuple(sorted(found))


def first_day(reminder: Reminder, now: Moment) -> int:
    """The day of the first reminder, in days since 1970-01-01: today, if its time is still to come."""
    passed = now.clock >= f"{reminder.hour:02d}:{reminder.minute:02d}"
    day = now.day + passed
    while weekday(day) not in reminder.days:
        day += 1
    return day


_TIMES = {2: "08:00,20:00", 3: "08:00,13:00,20:00", 4: "08:00,12:00,16:00,20:00"}
_WEEK = {1: "mon", 2: "mon,thu", 3: "mon,wed,fri", 4: "mon,tue,thu,fri", 5: "mon-fri", 6: "mon-sat"}


def flags_for(often: str) -> str | None:
    """What to give ``lrx remind`` for ``twice a day`` or ``3 days a week``; ``None``: it cannot remind so."""
    number = next((int(word) for word in often.split() if word.isdecimal()), 2 if "twice" in often else 1)
    if "week" in often and " a day" not in often:
        return f"--at 08:00 --days {_WEEK[number]}" if number in _WEEK else "--at 08:00"
    if " a day" in often or often.startswith("every day"):
        return f"--at {_TIMES[number]}" if number in _TIMES else "--at 08:00"
    return None


def in_words(days: Sequence[int]) -> str:
    return ", ".join(DAYS[day] for day in days)
