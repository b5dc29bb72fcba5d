"""Dates of the wall clock, as whole numbers and as words. The calendar is arithmetic; no clock is asked."""

from __future__ import annotations

from typing import NamedTuple

from lrx_cli.core.catalog.exercise import Ms

_DAY: Ms = 86_400_000
_MINUTE: Ms = 60_000
_FAR = 14 * 60
"""No place on earth is more minutes ahead of UTC."""


class Moment(NamedTuple):
    """A moment of the wall clock: for dating what is kept, never for measuring."""

    utc: Ms
    """Since 1970-01-01."""
    offset: int
    """How many minutes local time was ahead of UTC."""

    @property
    def day(self) -> int:
        """Days since 1970-01-01 in the local calendar."""
        return self._local // _DAY

    @property
    def clock(self) -> str:
        """``18:40``"""
        minutes = self._local % _DAY // _MINUTE
        return f"{minutes // 60:02d}:{minutes % 60:02d}"

    @property
    def iso(self) -> str:
        """ISO 8601 with offset, to the ms: ``2023-11-14T23:13:20.000+01:00``."""
        ms = self._local % _DAY
        sign, ahead = ("-" if self.offset < 0 else "+"), abs(self.offset)
        seconds = f"{ms // 1_000 % 60:02d}.{ms % 1_000:03d}"
        return f"{date(self.day)}T{self.clock}:{seconds}{sign}{ahead // 60:02d}:{ahead % 60:02d}"

    @property
    def stamp(self) -> str:
        """To the second, for a file's name: ``2023-11-14T231320``."""
        return self.iso[:19].replace(":", "")

    @property
    def _local(self) -> Ms:
        return self.utc + self.offset * _MINUTE


def moment(iso: str) -> Moment:
    """What ``iso`` says, as :attr:`Moment.iso` writes it; the ms may be left out, and ``Z`` is UTC.

    Raises ``ValueError``.
    """
    text = iso[:-1] + "+00:00" if iso.endswith("Z") else iso
    days, rest = _read_date(text[:10]), text[10:]
    time, zone = rest[1:-6], rest[-6:]
    hours, minutes, seconds = time[:2], time[3:5], time[6:8]
    ms = time[9:] or "0"
    fits = rest[:1] == "T" and time[2:3] + time[5:6] == "::" and time[8:9] in ("", ".")
    numbers = (hours, minutes, seconds, zone[1:3], zone[4:6])
    if not fits or zone[:1] not in ("+", "-") or zone[3:4] != ":" or len(ms) > 3 or len(time) == 9:
        raise ValueError(iso)
    if not all(len(part) == 2 and part.isascii() and part.isdigit() for part in numbers):
        raise ValueError(iso)
    if not (ms.isascii() and ms.isdigit()):
        raise ValueError(iso)
    offset = (int(zone[1:3]) * 60 + int(zone[4:6])) * (-1 if zone[0] == "-" else 1)
    if int(hours) > 23 or int(minutes) > 59 or int(seconds) > 59 or abs(offset) > _FAR or int(zone[4:6]) > 59:
        raise ValueError(iso)
    local = ((days * 24 + int(hours)) * 60 + int(minutes)) * 60_000 + int(seconds) * 1_000
    return Moment(local + int(ms.ljust(3, "0")) - offset * _MINUTE, offset)


def date(day: int) -> str:
    """``2023-11-14``, of the days since 1970-01-01."""
    # The Gregorian calendar repeats every 400 years (146,097 days); years begin in March here, so that the
    # day that comes and goes is the last one.
    era, of_era = divmod(day + 719_468, 146_097)
    year = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return f"{year + era * 400 + (month <= 2):04d}-{month:02d}-{of_year - (153 * shifted + 2) // 5 + 1:02d}"


def _read_date(text: str) -> int:
    parts = (text[:4], text[5:7], text[8:10])
    if text[4:5] + text[7:8] != "--" or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError(text)
    year, month, of_month = map(int, parts)
    shifted = year - (month <= 2)
    era, of_era = divmod(shifted, 400)
    of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + of_month - 1
    days = era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468
    if date(days) != text:  # the 30th of February, the 13th month
        raise ValueError(text)
    return days


def ago(day: int, today: int) -> str:
    """``today``, ``yesterday``, ``3 days ago``; where a clock was put back: ``today``."""
    days = today - day
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{days} days ago"
