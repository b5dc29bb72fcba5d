"""Where the parts of a scene stand on a screen of any size, and how large.

Three ways of arranging it, by how much room there is. *Full*: the word, the number and the side on rows of
their own, a drawing beside them; below, steps, bars and keys. *Close*, from 40x12 on: the word with the
number beside it, the side below, a line or two. *Small*: words as large as they go, at last ordinary text.
What matters least goes first; the phase, the side and the seconds go last.
A screen is a list of regions, each of them a renderable in an area of its own.
"""

from functools import lru_cache
from typing import Final, NamedTuple

from rich.console import RenderableType

from lrx_cli.render.parts import Emergency
from lrx_cli.session.outputs.live import regions as show
from lrx_cli.session.outputs.live.letters import dots, fit, rows_at, spellable
from lrx_cli.session.outputs.live.panels import Panel, PanelView, short_lines
from lrx_cli.session.outputs.live.regions import GAP, Step
from lrx_cli.session.outputs.live.scene import Scene
from lrx_cli.text import width

_FULL: Final = (60, 18)
_CLOSE: Final = (30, 11)
"""Columns and rows from which on there is room for that."""
_FIGURE: Final = (76, 22)
_BESIDE_FIGURE: Final = 42
"""Columns that words need beside a drawing, at least."""
_PANEL: Final = 104
"""Columns of a panel, at most."""
_BESIDE_PANEL: Final = (180, 40)
"""Columns and rows from which on there is room for a drawing beside a panel."""
_LEAST_TEXT: Final = 16
"""Columns that a sentence needs beside a number."""
_TALL: Final = 24
"""Rows from which on each bar has one."""
_AIRY: Final = 30
"""Rows from which on there is room for some air."""


class Area(NamedTuple):
    row: int
    column: int
    rows: int
    columns: int


class Region(NamedTuple):
    area: Area
    shows: RenderableType


# --- full -----------------------------------------------------------------------------------------------


class _Rows(NamedTuple):
    """What begins where on a full screen."""

    stage: int
    stage_rows: int
    steps: int
    step_rows: int
    bars: int
    bar_rows: int
    keys: int


@lru_cache(maxsize=8)
def _full_rows(rows: int, *, halves: bool = True) -> _Rows:
    """Without half blocks letters are taller, and there is less air."""
    air = 1 if rows >= _AIRY else 0
    stacked = rows >= _TALL and bool(halves or air)
    keys = rows - 1
    bars = keys - air - (2 if stacked else 1)
    step_rows = 3 if rows < _TALL else 4 if not air else 6
    steps = bars - (1 if air or (halves and not stacked) else 0) - step_rows
    stage = 2 if stacked else 1
    return _Rows(stage, steps - air - stage, steps, step_rows, bars, keys - air - bars, keys)


def figure_area(columns: int, rows: int, *, panel: bool = False) -> Area | None:
    """Where a drawing would stand, perhaps beside a panel; ``None``: the words need the room."""
    least = _BESIDE_PANEL if panel else _FIGURE
    if columns < least[0] or rows < least[1]:
        return None
    if panel:
        row = _panel_row(rows) + 2
        return Area(row, 1 + _PANEL + GAP, rows - 2 - row, columns - _PANEL - GAP - 2)
    at = _full_rows(rows)
    words = max(_BESIDE_FIGURE, columns * 2 // 5)
    return Area(at.stage, words + GAP, at.stage_rows, columns - words - GAP - 1)


class _Sizes(NamedTuple):
    """Of letters, in half rows a dot."""

    word: int
    third: int
    halves: bool

    @property
    def rows(self) -> int:
        """Of the word, the number, and the third line with their gaps."""
        return 2 * (rows_at(self.word) + 1) - 1 + _third_rows(self.third, halves=self.halves)


def _third_rows(y: int, *, halves: bool) -> int:
    """Of a chip in letters of that size, with half a row of margin above and below."""
    return 1 + rows_at(y) + (halves and y % 2 == 0)


@lru_cache(maxsize=8)
def _sizes(stage: int, rows: int, *, halves: bool) -> _Sizes:
    """The largest letters that fit. None taller than a quarter of the screen: that is read from three meters,
    and larger only means more to write at every change."""
    least = 1 if halves else 2
    y = max(least, 2 * (rows // 4) // 5)
    while y > least and _Sizes(y, max(least, y // 2), halves).rows > stage:
        y -= 1
    return _Sizes(y, max(least, y // 2), halves)


def _full(scene: Scene, columns: int, rows: int, *, figure: bool, halves: bool) -> list[Region]:
    at = _full_rows(rows, halves=halves)
    found = [Region(Area(0, 0, 1, columns), show.Heading(scene.phase, scene.title, scene.place))]
    if scene.chips:
        found.append(Region(Area(at.keys, 1, 1, columns - 2), show.Keys(scene.chips)))
    if scene.panel is not None or scene.over:
        return [*found, *_beside_panel(scene, columns, rows, figure=figure, halves=halves)]
    area = figure_area(columns, rows) if figure else None
    room = columns - 2 if area is None else area.column - GAP
    size = _sizes(at.stage_rows, rows, halves=halves)
    high = rows_at(size.word)
    row = at.stage + max(0, at.stage_rows - size.rows) // 2
    found.append(Region(Area(row, 1, high + 1, room), show.Big(scene.word, scene.phase, size.word, high + 1)))
    row += high + 1
    found.extend(_number_and_clock(scene, row, high, room, size.word, halves=halves))
    row += high
    if scene.third:
        third = min(_third_rows(size.third, halves=halves), at.stage + at.stage_rows - row)
        shows = show.Third(scene.third, scene.side, size.third, third)
        found.append(Region(Area(row, 1, third, room), shows))
    elif scene.caption and rows >= _AIRY:
        third = min(_third_rows(size.third, halves=halves), at.stage + at.stage_rows - row)
        found.append(
            Region(Area(row, 1, third, room), show.Third(scene.caption.upper(), None, size.third, third))
        )
    elif scene.caption:
        area = Area(min(row + 1, at.steps - 1), 1, 1, room)
        found.append(Region(area, show.Line(scene.caption, "aside")))
    found.append(
        Region(Area(at.steps, 1, at.step_rows, columns - 2), show.Steps(scene.steps, at.step_rows))
        if not scene.notice
        else Region(Area(at.steps, 0, 3, columns), show.Notice(scene.notice, 3))
    )
    if scene.bars:
        area = Area(at.bars, 1, at.bar_rows, columns - 2)
        found.append(Region(area, show.Bars(scene.bars, stacked=at.bar_rows > 1)))
    return found


def _number(scene: Scene) -> str:
    return str(scene.seconds) if scene.seconds is not None else ">" if scene.waits else ""


def _number_and_clock(
    scene: Scene, row: int, high: int, room: int, tallest: int, *, halves: bool
) -> list[Region]:
    number = _number(scene)
    taken = show.number_columns(number or "0", high, tallest, halves=halves)
    found = []
    if number and 0 < taken <= room:
        found.append(Region(Area(row, 1, high, taken), show.Number(number, high, tallest)))
    elif number:
        found.append(Region(Area(row, 1, 1, room), show.Number(number, high, tallest)))
    column = taken + GAP if number and taken <= room else 0
    if scene.clock and room - column > 0:
        at = row + high - 1 if number else row
        found.append(Region(Area(at, 1 + column, 1, room - column), show.Line(scene.clock)))
    return found


def _panel_letters(rows: int) -> int:
    """How tall they are beside a panel, in half rows a dot."""
    return max(2 if rows >= 22 else 1, 2 * (rows // 5) // 5)


def _panel_row(rows: int) -> int:
    """What follows those letters begins there."""
    return (2 if rows >= _TALL else 1) + rows_at(_panel_letters(rows)) + 1


def _beside_panel(scene: Scene, columns: int, rows: int, *, figure: bool, halves: bool) -> list[Region]:
    """The word and the number in a row, the side and what to do in words, and the panel in the rest."""
    tallest = _panel_letters(rows)
    high = rows_at(tallest)
    row, room = _panel_row(rows) - high - 1, columns - 2
    wide = _PANEL if figure and figure_area(columns, rows, panel=True) else room
    number = _number(scene) if not scene.over else scene.third
    found = []
    taken = 0
    if number and scene.over:
        big = show.big_lines(number, room // 2, show.Big(number, "", tallest, high), halves=halves)
        taken = len(big[0]) if big else 0
        if big:
            area = Area(row, 1 + room - taken, high, taken)
            found.append(Region(area, show.Big(number, "", tallest, high)))
    elif number:
        taken = show.number_columns(number, high, tallest, halves=halves)
        found.append(
            Region(Area(row, 1 + room - taken, high, taken), show.Number(number, high, tallest, right=True))
        )
    left = room - taken - GAP if taken else room
    found.append(Region(Area(row, 1, high, left), show.Big(scene.word, scene.phase, tallest, high)))
    row += high + 1
    caption = "" if scene.over else scene.caption if scene.phase != "hurt" else ""
    if caption or (scene.clock and not scene.over and scene.phase != "hurt"):
        style = f"side.{scene.side}" if scene.side else ""
        clock = min(width(scene.clock) + 1, room // 2)
        if caption:
            words = f" {caption} " if scene.side else caption
            found.append(Region(Area(row, 1, 1, room - clock), show.Line(words, style)))
        found.append(Region(Area(row, 1 + room - clock, 1, clock), show.Line(scene.clock, right=True)))
        row += 1 if rows < _AIRY else 2
    end = rows - 1 - (1 if scene.chips else 0)
    if scene.over and scene.phase == "hurt":
        return [*found, Region(Area(row, 0, end + 1 - row, columns), Emergency(scene.line))]
    lines = 3 if scene.over or rows >= _AIRY else 2
    if scene.notice:
        found.append(Region(Area(row, 0, 1, wide + 2), show.Notice(scene.notice, 1)))
        row += 2
    elif scene.line and (
        scene.over or scene.phase == "hurt" or rows >= _AIRY or scene.steps[0].mark == "lost"
    ):
        steps = scene.steps if scene.over or rows >= _AIRY else _now_only(scene)
        found.append(Region(Area(row, 1, lines, wide), show.Steps(steps, lines)))
        row += lines + (0 if rows < _TALL or scene.over else 1)
    if scene.panel is not None:
        area = Area(row, 1, end - row + 1, min(room, _PANEL))
        found.append(Region(area, PanelView(scene.panel, area.rows, scene.phase)))
    return found


def _now_only(scene: Scene) -> tuple[Step, ...]:
    return tuple(step for step in scene.steps if step.mark in ("now", "lost"))


# --- close ----------------------------------------------------------------------------------------------


def _close(scene: Scene, columns: int, rows: int, *, halves: bool) -> list[Region]:
    if scene.panel is not None and scene.panel.spare:
        scene = scene._replace(panel=None)
    tallest = 2 * max(1, (rows - 2) // 10)
    number = _number(scene)
    taken = show.number_columns(number, rows_at(tallest), tallest, halves=halves) if number else 0
    while tallest > 1 and taken > columns // 2:
        tallest -= 1
        taken = show.number_columns(number, rows_at(tallest), tallest, halves=halves)
    if taken > columns * 2 // 3:
        number, taken = "", 0  # the clock tells it, too
    digits = high = rows_at(tallest)
    beside = columns - taken - GAP if taken else columns
    word = show.Big(scene.word, scene.phase, tallest, high)
    fits = bool(show.big_lines(scene.word, beside, word, halves=halves))
    if not fits:
        word = word._replace(rows=high + 1)  # over two lines
        high += 1
        fits = bool(show.big_lines(scene.word, beside, word, halves=halves))
    # Never a number beside LEFT: it would read as how much is left.
    below = bool(number) and (not fits or scene.word in ("LEFT", "RIGHT"))
    found = [Region(Area(0, 0, high, columns if below else beside), word)]
    shows = show.Number(number, digits, tallest, right=True)
    if number and not below:
        found.append(Region(Area(0, columns - taken, digits, taken), shows))
    if scene.phase == "hurt":
        return [*found, *_close_text(scene, Area(high, 0, rows - high, columns))]
    found.extend(_close_caption(scene, high, columns))
    row, room = high + 1, columns
    if below and not scene.side:
        found.append(Region(Area(row, columns - taken, digits, taken), shows))
        room -= taken + GAP
    if scene.third and scene.panel is None:
        tall = max(1 if halves else 2, tallest // 2)
        third = min(_third_rows(tall, halves=halves), rows - row)
        found.append(Region(Area(row, 0, third, room), show.Third(scene.third, scene.side, tall, third)))
        row += third
    if room < columns and room < _LEAST_TEXT:
        row, room = max(row, high + 1 + digits), columns
    found.extend(_close_text(scene, Area(row, 0, rows - row, room)))
    return found


def _close_caption(scene: Scene, row: int, columns: int) -> list[Region]:
    clock = min(width(scene.clock) + 1, columns // 2) if scene.clock else 0
    title = scene.place if scene.over else scene.title
    both = " · ".join(part for part in (title, "" if scene.over else scene.caption) if part)
    if width(both) > columns - clock:
        # Which exercise it is comes first before it begins, then the side and the number.
        both = scene.caption if scene.caption and scene.third and not scene.over else title
    found = [Region(Area(row, 0, 1, columns - clock), show.Line(both))]
    if clock:
        found.append(Region(Area(row, columns - clock, 1, clock), show.Line(scene.clock, right=True)))
    return found


def _close_text(scene: Scene, area: Area) -> list[Region]:
    """As much as there is room for."""
    if area.rows <= 0 or area.columns <= 0:
        return []
    if scene.panel is None:
        if scene.notice:
            return [Region(area, show.Steps(_as_notice(scene), area.rows, marked=False))]
        return [Region(area, show.Steps(scene.steps, area.rows, marked=False))]
    if scene.phase != "hurt":
        return [Region(area, PanelView(scene.panel, area.rows))]
    choices = _short_rows(scene.panel, area.columns)
    above = max(1, area.rows - choices)
    steps = _as_notice(scene) if scene.notice else _now_only(scene)
    taken = min(above, sum(-(-width(step.text) // max(1, area.columns - 6)) for step in steps))
    gap = 1 if taken + 1 + choices <= area.rows else 0
    row = area.row + taken + gap
    rest = Area(row, area.column, area.row + area.rows - row, area.columns)
    found = [Region(area._replace(rows=taken), show.Steps(steps, taken, marked=False))]
    return [*found, Region(rest, PanelView(scene.panel, rest.rows))] if rest.rows > 0 else found


def _short_rows(panel: Panel, columns: int) -> int:
    return max(1, sum(map(len, short_lines(panel, columns))))


def _as_notice(scene: Scene) -> tuple[Step, ...]:
    return (scene.steps[0]._replace(mark="lost", text=scene.notice),) if scene.steps else ()


# --- small ----------------------------------------------------------------------------------------------


def _small(scene: Scene, columns: int, rows: int, *, halves: bool) -> list[Region]:
    """Large words in a row or over each other where they fit, else ordinary text, cut where it ends."""
    whole = Area(0, 0, rows, columns)
    line = scene.notice or scene.line
    if scene.phase == "hurt" and scene.panel is not None:
        # What can be answered comes before everything else, even the big word.
        choices = min(rows, _short_rows(scene.panel, columns))
        head = 1 if rows > choices else 0
        found = [Region(Area(0, 0, 1, columns), show.Line(scene.word, "bold"))] if head else []
        panel = scene.panel
        if not head and panel.rows:
            first = panel.rows[0]
            panel = panel._replace(rows=(first._replace(mark=f"{scene.word} {first.mark}"), *panel.rows[1:]))
        found.append(Region(Area(head, 0, choices, columns), PanelView(panel, choices)))
        rest = rows - head - choices
        if rest > 0:
            below = Area(head + choices, 0, rest, columns)
            found.append(Region(below, show.Steps(_now_only(scene), rest, marked=False)))
        return found
    words = [text for text in (scene.word, scene.third, _number(scene)) if text]
    spelled = [spellable(text) for text in words]
    row = 0
    found = []
    if rows >= 3 and None not in spelled:
        needed = sum(dots(text or "") for text in spelled) + 2 * GAP * (len(words) - 1)
        high = 3 if rows <= 5 or not halves else 5
        if needed <= columns and (halves or rows >= 5):
            column = 0
            for text, letters in zip(words, spelled, strict=True):
                scale = fit(letters or "", dots(letters or ""), high, halves=halves)
                taken = dots(letters or "") * (scale.x if scale else 1)
                style = scene.phase if text == scene.word else ""
                area = Area(0, column, high, taken)
                found.append(Region(area, show.Big(text, style, 2 if high > 3 else 1, high)))
                column += taken + 2 * GAP
            row = high
        elif rows >= 3 * 6 + 1:
            for text in words:
                style = scene.phase if text == scene.word else ""
                found.append(Region(Area(row, 0, 6, columns), show.Big(text, style, 2, 6)))
                row += 6
    unsaid = [] if row else [scene.word, scene.third, scene.clock]
    said = "" if not row and rows < 2 else line
    text = " ".join(part for part in [*unsaid, said] if part)
    if text and row < rows:
        area = whole._replace(row=row, rows=rows - row)
        step = scene.steps[0] if scene.steps else None
        steps = (step._replace(mark="now", text=text),) if step else ()
        shows: RenderableType = show.Steps(steps, area.rows, marked=False) if steps else show.Line(text)
        found.append(Region(area, shows))
    return found


def arrange(
    scene: Scene, columns: int, rows: int, *, figure: bool = False, halves: bool = True
) -> list[Region]:
    """The regions of a screen: none overlaps another, all are inside. ``figure``: a drawing will stand in
    ``figure_area``. ``halves``: whether there are half blocks."""
    if columns >= _FULL[0] and rows >= _FULL[1]:
        found = _full(scene, columns, rows, figure=figure, halves=halves)
    elif columns >= _CLOSE[0] and rows >= _CLOSE[1]:
        found = _close(scene, columns, rows, halves=halves)
    else:
        found = _small(scene, columns, rows, halves=halves)
    found = [
        region if _is_inside(region.area, columns, rows) else _cut(region, columns, rows) for region in found
    ]
    return [region for region in found if region.area.rows > 0 and region.area.columns > 0]


def _is_inside(area: Area, columns: int, rows: int) -> bool:
    return area.row + area.rows <= rows and area.column + area.columns <= columns


def _cut(region: Region, columns: int, rows: int) -> Region:
    """What of it is on the screen."""
    area = region.area
    columns, rows = min(area.columns, columns - area.column), min(area.rows, rows - area.row)
    return region._replace(area=area._replace(rows=rows, columns=columns))
