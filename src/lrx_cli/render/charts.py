"""Charts of block glyphs with axes and labels in words. Sentences say the same elsewhere, so no color and no
glyph carries a meaning alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from lrx_cli.core.dates import weekday
from lrx_cli.core.records.progress import WEEK, Day, Week
from lrx_cli.render.parts import Room, meter
from lrx_cli.render.words import count, hours, short_date

_BLOCKS = " ▁▂▃▄▅▆▇█"
_PAIN = 10
_ROWS = 5
_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
Series = Mapping[int, int]
"""By day since 1970-01-01: a rating."""


class Columns:
    """Days as columns of a chart: one each, or as many to a column as it takes to fit ``width``."""

    def __init__(self, first: int, last: int, width: int) -> None:
        days = max(last - first + 1, 1)
        self._first = first
        self._each = -(-days // max(width, 1))
        self.count = -(-days // self._each)

    def values(self, series: Series) -> list[float | None]:
        """The median of the days of each column."""
        found: list[float | None] = []
        for place in range(self.count):
            start = self._first + place * self._each
            values = [series[day] for day in range(start, start + self._each) if day in series]
            found.append(median(values) if values else None)
        return found

    def axis(self, first: int, last: int) -> Text:
        """The dates of both ends."""
        begin, end = short_date(first), short_date(last)
        gap = self.count - len(begin) - len(end)
        words = begin + " " * gap + end if gap > 0 else f"{begin} to {end}"
        return Text.assemble(" " * AXIS, (words, "aside"))


AXIS = 4
"""Columns of the axis at the left of a chart."""


def tall(values: Sequence[float | None], style: str) -> list[Text]:
    """Pain from 0 to 10 in rows of two points each, with the axis at the left and below."""
    lines = []
    for row in reversed(range(_ROWS)):
        glyphs = [
            " " if value is None else _BLOCKS[min(max(round(value * 4) - row * 8, 0), 8)] for value in values
        ]
        if row == 0:  # no pain is not nothing said
            glyphs = [
                "▁" if value is not None and glyph == " " else glyph
                for value, glyph in zip(values, glyphs, strict=True)
            ]
        label = Text({_ROWS - 1: "10", _ROWS // 2: "5", 0: "0"}.get(row, ""), "aside")
        label.align("right", AXIS - 2)
        lines.append(Text.assemble(label, (" │", "aside"), ("".join(glyphs), style)))
    return [*lines, Text.assemble(" " * (AXIS - 1), ("└" + "─" * len(values), "aside"))]


def flat(values: Sequence[float | None], most: int, style: str) -> Text:
    """One row from 0 to ``most``; an empty column is a day without a rating."""
    glyphs = "".join(" " if value is None else _BLOCKS[1 + round(value / most * 7)] for value in values)
    return Text.assemble(" " * AXIS, (glyphs, style))


def week_bars(room: Room, weeks: Sequence[Week], days: Sequence[Day], width: int) -> RenderableType:
    """Minutes a week, and on how many days."""
    most = max((week.active for week in weeks), default=0)
    grid = Table(box=None, show_header=False, pad_edge=False)
    grid.add_column(style="label", no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(style="aside", no_wrap=True)
    for week in weeks:
        played = sum(week.first_day <= day.day < week.first_day + WEEK for day in days)
        grid.add_row(
            short_date(week.first_day),
            meter(room, week.active, most, width, track=False),
            hours(week.active) if week.active else "none",
            count(played, "day"),
        )
    return grid


def calendar(room: Room, played: Mapping[int, int], first: int, today: int) -> RenderableType:
    """A row a week, Monday first, the days that were played marked; days to come are empty."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    for _ in range(WEEK + 1):
        grid.add_column(no_wrap=True)
    grid.add_row("", *(Text(name, "aside") for name in _WEEKDAYS))
    for monday in range(first - weekday(first), today + 1, WEEK):
        days = range(monday, monday + WEEK)
        grid.add_row(Text(short_date(monday), "label"), *_marks(room, played, days, first, today))
    return grid


def _marks(
    room: Room, played: Mapping[int, int], days: Iterable[int], first: int, today: int
) -> Iterable[Text]:
    for day in days:
        sessions = played.get(day, 0)
        if first <= day <= today and sessions:
            yield Text(room.glyph("■", "#") * min(sessions, 2), "good")
        else:
            yield Text(room.glyph("·", ".") if first <= day <= today else "", "aside")
