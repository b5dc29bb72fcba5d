"""Moments and days of the wall clock, and when to be reminded. ``now`` is always an argument.

The history keeps a moment as milliseconds since 1970 in UTC with the offset of local time, and a day as the
number of days since 1970-01-01. What lies outside the years 1 to 9999 (a broken clock) counts as their end.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from lrx_cli.core.catalog.limits import Ms

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = date(1970, 1, 1)
_MS = timedelta(milliseconds=1)
_FARTHEST = timedelta(hours=14)
"""No place on earth is further ahead of UTC."""
_ISO = re.compile(r"\d{4}-\d\d-\d\dT([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{1,3})?(Z|[+-]\d\d:[0-5]\d)", re.ASCII)


class Moment(NamedTuple):
    """A moment of the wall clock: for dating what is kept, never for measuring."""

    utc: Ms
    """Since 1970-01-01."""
    offset: int
    """How many minutes local time was ahead of UTC."""

    @property
    def local(self) -> datetime:
        """Without a time zone: what a clock on the wall shows."""
        ahead = self.utc + self.offset * 60_000
        try:
            return (_EPOCH + ahead * _MS).replace(tzinfo=None)
        except OverflowError:
            return datetime.max if ahead > 0 else datetime.min

    @property
    def day(self) -> int:
        """Days since 1970-01-01 in the local calendar."""
        return (self.local.date() - _FIRST).days

    @property
    def clock(self) -> str:
        """``18:40``"""
        return f"{self.local:%H:%M}"

    @property
    def iso(self) -> str:
        """ISO 8601 with offset, to the ms: ``2023-11-14T23:13:20.000+01:00``."""
        sign, ahead = ("-" if self.offset < 0 else "+"), abs(self.offset)
        return f"{self.local.isoformat(timespec='milliseconds')}{sign}{ahead // 60:02d}:{ahead % 60:02d}"

    @property
    def stamp(self) -> str:
        """To the second, for a file's name: ``2023-11-14T231320``."""
        return self.iso[:19].replace(":", "")


def moment(iso: str) -> Moment:
    """Reads what :attr:`Moment.iso` writes; ms may be left out, ``Z`` is UTC. Raises ``ValueError``."""
    if not _ISO.fullmatch(iso):
        raise ValueError(iso)
    found = datetime.fromisoformat(iso)
    offset = found.utcoffset()
    assert offset is not None
    if abs(offset) > _FARTHEST:
        raise ValueError(iso)
    return Moment((found - _EPOCH) // _MS, offset // timedelta(minutes=1))


def date_of(day: int) -> date:
    """The date of a day, which counts from 1970-01-01."""
    try:
        return _FIRST + timedelta(days=day)
    except OverflowError:
        return date.max if day > 0 else date.min


def iso_date(day: int) -> str:
    """``2023-11-14``"""
    return date_of(day).isoformat()


def weekday(day: int) -> int:
    """0 is Monday."""
    return date_of(day).weekday()


def ago(day: int, today: int) -> str:
    """``today``, ``yesterday``, ``3 days ago``; where a clock was put back: ``today``."""
    days = today - day
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{days} days ago"


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
    if found := re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", text.strip()):
        return int(found[1]), int(found[2])
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


_TIMES = {1: "08:00", 2: "08:00,20:00", 3: "08:00,13:00,20:00", 4: "08:00,12:00,16:00,20:00"}
_REMINDED = (" a day", "every day", " a week", "morning and evening")
_WEEK = {1: "mon", 2: "mon,thu", 3: "mon,wed,fri", 4: "mon,tue,thu,fri", 5: "mon-fri", 6: "mon-sat"}


def times_a_day(often: str) -> int:
    """How many boxes a day has on paper, for ``twice a day and 5 days a week``; 1 where it does not say."""
    return _count(often, " a day") or (2 if often.startswith("morning and evening") else 1)


def flags_for(often: str) -> str | None:
    """What to give ``lrx remind`` for ``twice a day`` or ``3 days a week``; ``None``: it cannot remind so."""
    named = ",".join(day for day in DAYS if day.capitalize() in often)
    if not named and not any(words in often for words in _REMINDED):
        return None
    days = named or _WEEK.get(_count(often, " a week"))
    return f"--at {_TIMES.get(times_a_day(often), _TIMES[1])}{f' --days {days}' if days else ''}"


def _count(often: str, what: str) -> int:
    """The number before `` a day`` or `` a week``; 0: it says nothing of that."""
    said = next((part.partition(what)[0].split() for part in often.split(" and ") if what in part), None)
    if said is None:
        return 0
    return next((int(word) for word in said if word.isdecimal()), 2 if "twice" in said else 1)


def in_words(days: Sequence[int]) -> str:
    """Days of the week, in its order: ``Every day``, ``Mon to Fri``, ``Mon, Wed, Fri``."""
    if len(days) == len(DAYS):
        return "Every day"
    names = [DAYS[day].capitalize() for day in days]
    in_a_row = len(days) > 2 and days[-1] - days[0] == len(days) - 1
    return f"{names[0]} to {names[-1]}" if in_a_row else ", ".join(names)
