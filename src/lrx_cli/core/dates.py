"""Moments and days of the wall clock, on the standard library's calendar. ``now`` is always an argument.

The history keeps a moment as milliseconds since 1970 in UTC with the offset of local time, and a day as the
number of days since 1970-01-01. What lies outside the years 1 to 9999 (a broken clock) counts as their end.
"""

from __future__ import annotations

import re
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
