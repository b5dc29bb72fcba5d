"""Numbers, times and days as every page writes them."""

from __future__ import annotations

from lrx_cli.core.catalog.exercise import Ms
from lrx_cli.core.dates import date_of


def clock(ms: Ms) -> str:
    """Whole seconds as ``24:05``, rounded to the nearest."""
    minutes, seconds = divmod((ms + 500) // 1000, 60)
    return f"{minutes}:{seconds:02d}"


def seconds(ms: Ms) -> str:
    """``2 s``, ``2.5 s``."""
    return f"{ms / 1000:g} s"


def minutes(ms: Ms) -> str:
    """Whole minutes; under one, seconds."""
    if ms < 60_000:
        return f"{ms // 1_000} s"
    return f"{(ms + 30_000) // 60_000} min"


def hours(ms: Ms) -> str:
    """``47 min``, ``6 h 10 min``."""
    whole = (ms + 30_000) // 60_000
    return minutes(ms) if whole < 60 else f"{whole // 60} h {whole % 60} min"


def count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def percent(part: int, whole: int) -> str:
    """Never ``100%`` while something is left, and never ``0%`` once something was done."""
    if not whole or part >= whole:
        return "all" if part else "0%"
    return f"{min(max(round(100 * part / whole), 1), 99)}%" if part else "0%"


def day_words(day: int, today: int) -> str:
    """Days since 1970-01-01 as ``today``, ``yesterday``, ``Thu 26 Nov``, or ``2025-10-25`` where the year is
    not this one, and where the day is after today, as a wrong clock leaves it."""
    if day == today:
        return "today"
    if day == today - 1:
        return "yesterday"
    date = date_of(day)
    if day > today or date.year != date_of(today).year:
        return date.isoformat()
    return f"{date:%a} {date.day} {date:%b}"


def short_date(day: int) -> str:
    """``9 Nov``"""
    date = date_of(day)
    return f"{date.day} {date:%b}"


def long_date(day: int) -> str:
    """``9 November 2026``"""
    date = date_of(day)
    return f"{date.day} {date:%B %Y}"


def lower_first(text: str) -> str:
    """For the middle of a sentence; a name in capitals (NHS) stays one."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
