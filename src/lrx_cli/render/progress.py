"""``lrx progress``: how it goes, in charts, in sentences, as a message to somebody, or for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from lrx_cli.core.catalog.safety import Safety
from lrx_cli.core.dates import iso_date, weekday
from lrx_cli.core.health.answers import FAR
from lrx_cli.core.records.progress import WEEK, Day, Measure, Played, Point, Progress
from lrx_cli.core.words import hours, short_date
from lrx_cli.render import parts
from lrx_cli.render.console import safe_text
from lrx_cli.text import count

_CALENDAR_WEEKS = 5
_BAR_WEEKS = 8
_DAYS_PANEL = 32
_BESIDE = 72
"""Columns from which minutes and days stand beside each other."""
_LEAST_WIDTH = 38
"""Columns below which a chart says less than a sentence."""
_WEEK_WORDS = 29
"""Columns that a week takes beside its bar: its date, its minutes, its days, and the gaps."""
_LABELS, _CHANGE, _FRAME, _LEAST_CHART = 14, 9, 4, 8
"""Columns beside a chart of ratings: names, from first to last, the frame; and of the chart itself."""
Names = Mapping[str, str]
NOTHING = "Nothing is recorded for these days."
_SCALE = (
    "2 points are about the smallest change beyond measuring noise, 3 what people with sciatica call "
    "important; lrx about --all names the sources."
)


@parts.page
def progress_page(
    room: parts.Room, found: Progress, safety: Safety, names: Names, *, charts: bool
) -> parts.Composed:
    """``charts``: drawn, on a terminal that can; otherwise everything is a sentence."""
    if not found.sessions and not found.points:
        yield parts.stacked(Text(NOTHING, "title"), Text("What you play, and how it felt, is shown here."))
        yield parts.hints(("lrx session", "play"), ("lrx progress --since 12m", "look further back"))
        return
    drawn = charts and room.boxes and room.width >= _LEAST_WIDTH
    title = f"{short_date(found.since)} to {short_date(found.today)}"
    words = f"{count(found.sessions, 'session')} on {count(len(found.days), 'day')}, {hours(found.active)}"
    yield parts.stacked(Text.assemble((title, "title"), (f"  {words}", "aside")), _colors(room, found))
    if drawn:
        yield _feelings(room, found)
        yield _effort(room, found)
    else:
        yield parts.stacked(*map(safe_text, _sentences(found)))
    mark = room.glyph("▸", "-") if drawn else "-"
    yield parts.bullets(_change_words(found, safety), mark=mark, style="accent")
    yield _exercises(room, found.played, names)
    yield Text(_SCALE, "aside") if found.points else None
    often = safety.how_often
    yield safe_text(f"{often.weeks.text} {often.walking.text} {often.step.text}", "aside")


def _point(point: Point) -> dict[str, object]:
    return {"day": iso_date(point.day), **point.ratings._asdict()}


def _colors(room: parts.Room, found: Progress) -> Text | None:
    colors = [(light, number) for light, number in found.colors.items() if number]
    if not colors:
        return None
    words = [Text.assemble(f"{number} ", parts.light_words(room, light)) for light, number in colors]
    return Text.assemble(("Sessions felt  ", "label"), Text(", ").join(words))


def _series(points: Sequence[Point], measure: Measure) -> dict[int, int]:
    return {point.day: value for point in points if (value := getattr(point.ratings, measure)) is not None}


def _feelings(room: parts.Room, found: Progress) -> RenderableType | None:
    """Leg pain with its axis, and below it, day for day, what else was rated."""
    points = [*found.points, *found.after]
    if not points or not room.unicode:
        return parts.stacked(*(safe_text(words) for words in _rating_words(found))) if points else None
    first = min(point.day for point in points)
    beside = _LABELS + AXIS + (_CHANGE + _FRAME if room.columns else 0)
    columns = Columns(first, found.today, max(room.width - beside, _LEAST_CHART))
    label, chart, ends = Column(style="label", no_wrap=True), Column(no_wrap=True), Column(no_wrap=True)
    grid = Table.grid(label, chart, ends, padding=(0, 1, 0, 0))
    leg = _series(found.points, "leg")
    for place, line in enumerate(tall(columns.values(leg)) if leg else ()):
        top = place == 0
        grid.add_row("leg pain" if top else "", line, _first_to_last(leg) if top and room.columns else "")
    rows: tuple[tuple[str, Sequence[Point], Measure, int], ...] = (
        ("  after", found.after, "leg", 10),
        ("back pain", found.points, "back", 10),
        ("  after", found.after, "back", 10),
        ("lowest point", found.points, "far", len(FAR) - 1),
    )
    for name, rated, measure, most in rows:
        series = _series(rated, measure)
        if series:
            change = _first_to_last(series) if room.columns and measure != "far" else ""
            grid.add_row(name, flat(columns.values(series), most), change)
    grid.add_row("", columns.axis(first, found.today))
    far = _series(found.points, "far")
    lowest = " → ".join(FAR[far[day]] for day in sorted({min(far), max(far)})) if far else ""
    where = f"Lowest point you feel it: {lowest}" if far else ""
    return parts.Section("How it felt, 0 to 10", grid, *([Text(where, "aside")] if where else []))


def _first_to_last(series: Mapping[int, int]) -> Text:
    first, last = series[min(series)], series[max(series)]
    return Text(f"{first} → {last}" if len(series) > 1 else f"{first}", "good" if last < first else "")


def _effort(room: parts.Room, found: Progress) -> RenderableType | None:
    if not found.days:
        return None
    beside = room.width >= _BESIDE
    taken = _WEEK_WORDS + (_FRAME if room.columns else 0) + (_DAYS_PANEL + 1 if beside else 0)
    width = max(room.width - taken, 4)
    minutes = parts.Section("Minutes a week", week_bars(room, found.weeks[-_BAR_WEEKS:], found.days, width))
    first = max(found.since, found.today - _CALENDAR_WEEKS * WEEK + 1)
    marks = {day.day: day.sessions for day in found.days}
    days = parts.Section("Days", calendar(room, marks, first, found.today))
    if not beside:
        return Group(minutes, Text(""), days)
    left = Column(width=room.width - _DAYS_PANEL - 1)
    grid = Table.grid(left, Column(width=_DAYS_PANEL), padding=(0, 1, 0, 0))
    grid.add_row(minutes, days)
    return grid


def progress_text(found: Progress, names: Names) -> RenderableType:
    """A message to somebody who helps: plain sentences, to be copied."""
    lines = [
        f"Exercises from {iso_date(found.since)} to {iso_date(found.today)}: {_played_words(found)}",
        *_rating_words(found),
        *(change.words for change in found.changes),
    ]
    stood_out = [one for one in found.played if one.hurt or one.eased or one.skipped]
    lines += [f"{names.get(one.exercise, one.exercise)}: {_counts(one)}." for one in stood_out]
    lines.append("Ratings are my own, from 0 to 10, before each session. The program does not diagnose.")
    return Group(*map(safe_text, lines))


def progress_document(found: Progress) -> dict[str, object]:
    """For ``--json``; docs/json.md describes it."""
    return {
        "format": 1,
        "since": iso_date(found.since),
        "until": iso_date(found.today),
        "sessions": found.sessions,
        "active_ms": found.active,
        "ratings": [_point(point) for point in found.points],
        "ratings_after": [_point(point) for point in found.after],
        "days": [
            {"day": iso_date(day.day), "sessions": day.sessions, "active_ms": day.active}
            for day in found.days
        ],
        "weeks": [
            {"first_day": iso_date(week.day), "sessions": week.sessions, "active_ms": week.active}
            for week in found.weeks
        ],
        "changes": [
            {"measure": change.measure, "first_week": change.then, "last_week": change.now}
            for change in found.changes
        ],
        "colors": dict(found.colors),
        "exercises": [one._asdict() for one in found.played],
    }


def _sentences(found: Progress) -> list[str]:
    return [
        *_rating_words(found),
        *(
            f"Week of {iso_date(week.day)}: {count(week.sessions, 'session')}, "
            f"{count(round(week.active / 60_000), 'minute')}."
            for week in found.weeks[-_BAR_WEEKS:]
        ),
    ]


def _played_words(found: Progress) -> str:
    words = f"{count(found.sessions, 'session')} on {count(len(found.days), 'day')}, "
    words += f"{count(round(found.active / 60_000), 'minute')} in all."
    colors = [f"{number} {light}" for light, number in found.colors.items() if number]
    return f"{words} Colors: {', '.join(colors)}." if colors else words


def _rating_words(found: Progress) -> list[str]:
    words = []
    measures: tuple[tuple[Measure, str], ...] = (("leg", "Leg pain"), ("back", "Back pain"))
    for when, points in (("before", found.points), ("after", found.after)):
        for measure, name in measures:
            values = list(_series(points, measure).values())
            if values:
                words.append(
                    f"{name} {when} sessions: between {min(values)} and {max(values)} of 10, "
                    f"last {values[-1]}, in {count(len(values), 'rating')}."
                )
    return words


def _change_words(found: Progress, safety: Safety) -> list[str]:
    words = [change.words for change in found.changes] or [found.unclear]
    if found.no_change:
        words += [rule.text for rule in safety.get_help if rule.id == "two-weeks"]
    return words


def _exercises(room: parts.Room, played: Sequence[Played], names: Names) -> RenderableType | None:
    if not played:
        return None
    if not room.columns:
        return parts.stacked(
            *(safe_text(f"{names.get(one.exercise, one.exercise)}: {_counts(one)}.") for one in played)
        )
    numbers = "Sessions", "Eased", "Skipped", "Hurt"
    grid = parts.table("Exercise", *numbers, right=numbers)
    for one in played:
        counted = ((one.sessions, ""), (one.eased, "warn"), (one.skipped, "warn"), (one.hurt, "stop"))
        cells = (Text(str(number), style if number else "aside") for number, style in counted)
        grid.add_row(safe_text(names.get(one.exercise, one.exercise), "name"), *cells)
    return grid


def _counts(one: Played) -> str:
    counts = [(one.eased, "eased in"), (one.skipped, "skipped in"), (one.hurt, "hurt in")]
    notes = [f"{words} {number}" for number, words in counts if number]
    return f"in {count(one.sessions, 'session')}" + (f"; {', '.join(notes)}" if notes else "")


# --- charts ---------------------------------------------------------------------------------------

_BLOCKS = " ▁▂▃▄▅▆▇█"
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


def tall(values: Sequence[float | None]) -> list[Text]:
    """Pain from 0 to 10 in rows of two points each, with the axis at the left and below."""
    lines = []
    for place, glyphs in enumerate(_blocks(values, 10, _ROWS)):
        label = Text({0: "10", _ROWS // 2: "5", _ROWS - 1: "0"}.get(place, ""), "aside")
        label.align("right", AXIS - 2)
        lines.append(Text.assemble(label, (" │", "aside"), (glyphs, "accent")))
    return [*lines, Text.assemble(" " * (AXIS - 1), ("└" + "─" * len(values), "aside"))]


def flat(values: Sequence[float | None], most: int) -> Text:
    """One row from 0 to ``most``."""
    return Text.assemble(" " * AXIS, (_blocks(values, most, 1)[0], "accent"))


def _blocks(values: Sequence[float | None], most: int, rows: int) -> list[str]:
    """Rows of blocks, the highest first. An empty column is a day without a rating; no pain is not that."""

    def glyph(value: float | None, row: int) -> str:
        height = 0 if value is None else max(1, round(value / most * rows * 8))
        return _BLOCKS[min(max(height - 8 * row, 0), 8)]

    return ["".join(glyph(value, row) for value in values) for row in reversed(range(rows))]


def week_bars(room: parts.Room, weeks: Sequence[Day], days: Sequence[Day], width: int) -> RenderableType:
    """Minutes a week, and on how many days."""
    most = max((week.active for week in weeks), default=0)
    first, minutes = Column(style="label", no_wrap=True), Column(justify="right", no_wrap=True)
    columns = first, Column(no_wrap=True), minutes, Column(style="aside", no_wrap=True)
    grid = Table.grid(*columns, padding=(0, 2, 0, 0))
    for week in weeks:
        played = sum(week.day <= day.day < week.day + WEEK for day in days)
        grid.add_row(
            short_date(week.day),
            parts.meter(room, week.active, most, width, before=0),
            hours(week.active) if week.active else "none",
            count(played, "day"),
        )
    return grid


def calendar(room: parts.Room, played: Mapping[int, int], first: int, today: int) -> RenderableType:
    """A row a week, Monday first, the days that were played marked; days to come are empty."""

    def mark(day: int) -> Text:
        if not first <= day <= today:
            return Text()
        if sessions := played.get(day, 0):
            return Text(room.glyph("■", "#") * min(sessions, 2), "good")
        return Text(room.glyph("·", "."), "aside")

    grid = Table.grid(*(Column(no_wrap=True) for _ in range(WEEK + 1)), padding=(0, 1, 0, 0))
    grid.add_row("", *(Text(name, "aside") for name in _WEEKDAYS))
    for monday in range(first - weekday(first), today + 1, WEEK):
        grid.add_row(Text(short_date(monday), "label"), *map(mark, range(monday, monday + WEEK)))
    return grid
