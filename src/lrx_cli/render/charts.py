"""Charts of letters and marks. No color carries a meaning, and sentences say the same elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from lrx_cli.core.dates import iso_date, weekday
from lrx_cli.core.records.adherence import WEEK
from lrx_cli.core.records.progress import Point, Week, median

_MOST = 10
_AXIS = 5
_DAYS = "Mo Tu We Th Fr Sa Su"


def pain_lines(points: Sequence[Point], first: int, last: int, columns: int) -> list[str]:
    """Leg (L) and back (B) over the days, 10 at the top; X where both are the same. Below them how far
    down it went, 0 to 5. A column is a day, or as many as it takes."""
    width = max(columns - _AXIS, 10)
    per_column = -(-(last - first + 1) // width)
    used = -(-(last - first + 1) // per_column)
    leg, back, far = (
        [_of(points, name, first + place * per_column, per_column) for place in range(used)]
        for name in ("leg", "back", "far")
    )
    lines = []
    for level in range(_MOST, -1, -1):
        row = "".join(
            "X" if a == level == b else "L" if a == level else "B" if b == level else " "
            for a, b in zip(leg, back, strict=True)
        )
        lines.append(f"{level:>3} |{row}".rstrip())
    lines.append("    +" + "-" * used)
    lines.append("down " + "".join("." if value is None else str(value) for value in far))
    begin, end = iso_date(first)[5:], iso_date(last)[5:]
    lines.append("     " + begin + end.rjust(used - len(begin)) if used > 12 else f"     {begin} to {end}")
    return lines


def _of(points: Sequence[Point], name: str, first: int, days: int) -> int | None:
    values = [
        value
        for point in points
        if first <= point.day < first + days and (value := getattr(point.ratings, name)) is not None
    ]
    return round(median(values)) if values else None


def week_bars(weeks: Sequence[Week], columns: int) -> list[str]:
    """Minutes a week, a mark for so many of them."""
    minutes = [round(week.active / 60_000) for week in weeks]
    room = max(columns - 32, 8)
    per_mark = max(1, -(-max(minutes, default=0) // room))
    return [
        f"{iso_date(week.first_day)}  {'#' * -(-played // per_mark)} {played} min".rstrip()
        for week, played in zip(weeks, minutes, strict=True)
    ]


def calendar(played: dict[int, int], first: int, today: int) -> list[str]:
    """A row a week, Monday first: o played, O more than once, . not; days to come are empty."""
    lines = [" " * 7 + _DAYS]
    for monday in range(first - weekday(first), today + 1, WEEK):
        marks = [
            " "
            if day > today or day < first
            else "O"
            if played.get(day, 0) > 1
            else "o"
            if day in played
            else "."
            for day in range(monday, monday + WEEK)
        ]
        lines.append(f"{iso_date(monday)[5:]}   {'  '.join(marks)}".rstrip())
    return lines
