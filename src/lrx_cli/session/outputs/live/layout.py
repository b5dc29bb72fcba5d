"""Where the parts of a scene stand on a screen of any size, and how large.

Three ways of arranging it, by how much room there is. *Full*: the word, the number and the side on rows of
their own, a drawing beside them; below, steps, bars and keys. *Close*, from 40x12 on: the word with the
number beside it, the side below, a line or two. *Small*: ordinary text.
What matters least goes first; the phase, the side and the seconds go last.
A screen is a list of regions, each of them a renderable in an area of its own.
"""

from typing import Final, NamedTuple

from lrx_cli.render.parts import Emergency
from lrx_cli.session.outputs.live import regions as show
from lrx_cli.session.outputs.live.letters import rows_at
from lrx_cli.session.outputs.live.panels import Panel, PanelView, Row, most_air, short_lines
from lrx_cli.session.outputs.live.regions import GAP, READABLE, Step
from lrx_cli.session.outputs.live.scene import Scene
from lrx_cli.text import width, wrap

_FULL: Final = (60, 18)
_CLOSE: Final = (30, 11)
"""Columns and rows from which on there is room for that."""
_FIGURE: Final = (76, 22)
_BESIDE_FIGURE: Final = 42
"""Columns that words need beside a drawing, at least."""
_PANEL: Final = 104
"""Columns of a panel, at most."""
_COLUMN: Final = 160
"""Columns of words in large letters above a panel, at most."""
_ABOVE_PANEL: Final = 6
"""Rows of a caption and of what to do now, above a panel where there is room."""
_ROW_MARKS: Final = 9
"""Columns of the marks of its rows, about."""
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


Shows = (
    show.Heading | show.Big | show.Number | show.Third | show.Line | show.Steps | show.Bars | show.Keys
    | show.Notice | PanelView | Emergency
)  # fmt: skip


class Region(NamedTuple):
    area: Area
    shows: Shows
    """Finds its rows and columns in the options that it is rendered with."""


def arrange(
    scene: Scene, columns: int, rows: int, *, figure: Area | None = None, halves: bool = True
) -> list[Region]:
    """The regions of a screen: none overlaps another, all are inside. ``figure``: the ``figure_area``, if a
    drawing will stand in it. ``halves``: whether there are half blocks."""
    screen = _Screen(scene, columns, rows, halves)
    if columns >= _FULL[0] and rows >= _FULL[1]:
        screen.full(figure)
    elif columns >= _CLOSE[0] and rows >= _CLOSE[1]:
        screen.close()
    else:
        screen.small()
    return screen.regions


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


class _Rows(NamedTuple):
    """What begins where on a full screen."""

    stage: int
    stage_rows: int
    steps: int
    step_rows: int
    bars: int
    bar_rows: int
    keys: int


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


def _panel_letters(rows: int) -> int:
    """How tall they are beside a panel, in half rows a dot."""
    return max(2 if rows >= 22 else 1, 2 * (rows // 5) // 5)


def _panel_row(rows: int) -> int:
    """What follows those letters begins there."""
    return (2 if rows >= _TALL else 1) + rows_at(_panel_letters(rows)) + 1


class _Screen:
    """A scene on its way to a screen of that size."""

    def __init__(self, scene: Scene, columns: int, rows: int, halves: bool) -> None:
        self.regions: list[Region] = []
        self._scene = scene
        self._columns, self._rows = columns, rows
        self._halves = halves
        self._number = str(scene.seconds) if scene.seconds is not None else ">" if scene.waits else ""

    def _put(self, shows: Shows, row: int, column: int, rows: int, columns: int) -> None:
        """What is outside the screen is left out."""
        rows, columns = min(rows, self._rows - row), min(columns, self._columns - column)
        if rows > 0 and columns > 0:
            self.regions.append(Region(Area(row, column, rows, columns), shows))

    def _number_columns(self, tallest: int) -> int:
        if not self._number:
            return 0
        return show.number_size(self._number, rows_at(tallest), halves=self._halves)[1]

    def _number_size(self, tallest: int, columns: int) -> int:
        """The largest that fits, in half rows a dot."""
        return next((y for y in range(tallest, 1, -1) if self._number_columns(y) <= columns), 1)

    def _letters(self, stage: int) -> int:
        """The largest that fit, in half rows a dot. None taller than a quarter of the screen: that is read
        from three meters, and larger only means more to write at every change."""
        tallest, least = 2 * (self._rows // 4) // 5, self._half(1)
        return next((y for y in range(tallest, least, -1) if self._stage_rows(y) <= stage), least)

    def _stage_rows(self, y: int) -> int:
        """Of the word, the number, and the third line in letters of half that size, with their gaps."""
        return 2 * (rows_at(y) + 1) - 1 + self._third_rows(self._half(y))

    def _third_rows(self, y: int) -> int:
        """Of a chip in letters of that size, with half a row of margin above and below."""
        return 1 + rows_at(y) + (self._halves and y % 2 == 0)

    def _half(self, y: int) -> int:
        return max(1 if self._halves else 2, y // 2)

    def _fits(self, words: str, columns: int, rows: int, tallest: int) -> int:
        """How many columns ``words`` take in large letters; 0: they do not fit."""
        lines = show.big_lines(words, columns, rows, tallest, halves=self._halves)
        return len(lines[0]) if lines else 0

    def _clock_columns(self, columns: int) -> int:
        return min(width(self._scene.clock) + 1, columns // 2) if self._scene.clock else 0

    def _beside_clock(self, shows: show.Line, row: int, column: int, columns: int) -> None:
        """A line that ends in the clock."""
        clock = self._clock_columns(columns)
        self._put(shows, row, column, 1, columns - clock)
        self._put(show.Line(self._scene.clock, right=True), row, column + columns - clock, 1, clock)

    # --- full -----------------------------------------------------------------------------------------

    def full(self, figure: Area | None) -> None:
        scene, at = self._scene, _full_rows(self._rows, halves=self._halves)
        self._put(show.Heading(scene.phase, scene.title, scene.place), 0, 0, 1, self._columns)
        if scene.chips:
            self._put(show.Keys(scene.chips), at.keys, 1, 1, self._columns - 2)
        if scene.panel is not None or scene.over:
            self._beside_panel(figure)
            return
        room = self._columns - 2 if figure is None else figure.column - GAP
        y = self._letters(at.stage_rows)
        high, small = rows_at(y), self._half(y)
        row = at.stage + max(0, at.stage_rows - self._stage_rows(y)) // 2
        self._put(show.Big(scene.word, scene.phase, y), row, 1, high + 1, room)
        row += high + 1
        self._number_and_clock(row, room, y)
        row += high
        third = min(self._third_rows(small), at.stage + at.stage_rows - row)
        if scene.third or self._rows >= _AIRY:
            words = scene.third or scene.caption.upper()
            self._put(show.Third(words, scene.side, small), row, 1, third, room)
        else:
            self._put(show.Line(scene.caption, "aside"), min(row + 1, at.steps - 1), 1, 1, room)
        if scene.notice:
            self._put(show.Notice(scene.notice), at.steps, 0, 3, self._columns)
        else:
            self._put(show.Steps(scene.steps), at.steps, 1, at.step_rows, self._columns - 2)
        if scene.bars:
            bars = show.Bars(scene.bars, stacked=at.bar_rows > 1)
            self._put(bars, at.bars, 1, at.bar_rows, self._columns - 2)

    def _number_and_clock(self, row: int, room: int, y: int) -> None:
        high, taken = rows_at(y), self._number_columns(y)
        if taken > room:
            high, taken = 1, room  # in ordinary digits
        self._put(show.Number(self._number, y), row, 1, high, taken)
        last = row + rows_at(y) - 1 if self._number else row
        beside = taken + GAP if taken else 0
        if beside >= room and last >= row + high:
            beside = 0  # below the ordinary digits
        if self._scene.clock:
            self._put(show.Line(self._scene.clock), last, 1 + beside, 1, room - beside)

    def _beside_panel(self, figure: Area | None) -> None:
        """The word and the number in a row, the side and what to do in words, and the panel in the rest."""
        scene, rows, tallest = self._scene, self._rows, _panel_letters(self._rows)
        high, row, at, room = rows_at(tallest), _panel_row(rows), 1, self._columns - 2
        wide = min(room, _PANEL)
        hurt = scene.phase == "hurt"
        if scene.panel is not None and (
            hurt or scene.over or figure is None
        ):  # nothing stands beside it: all of it is in the middle
            room = wide = min(room, _PANEL if hurt else _COLUMN)
            at = (self._columns - room) // 2
            row += self._air_above(scene.panel, row, wide)
        taken = 0
        if scene.over:
            taken = self._fits(scene.third, room // 2, high, tallest)
            self._put(show.Big(scene.third, "", tallest), row - high - 1, at + room - taken, high, taken)
        elif self._number:
            digits = self._number_size(tallest, room)
            taken = self._number_columns(digits)
            number = show.Number(self._number, digits, right=True)
            self._put(number, row - high - 1, at + room - taken, rows_at(digits), taken)
        left = room - taken - GAP if taken else room
        self._put(show.Big(scene.word, scene.phase, tallest), row - high - 1, at, high, left)
        if not scene.over and not hurt and (scene.caption or scene.clock):
            side = show.Line(f" {scene.caption} ", f"side.{scene.side}") if scene.side else None
            self._beside_clock(side or show.Line(scene.caption), row, at, room)
            row += 1 if rows < _AIRY else 2
        end = rows - 1 - (1 if scene.chips else 0)
        if scene.over and hurt:
            self._put(Emergency(scene.line), row, 0, end + 1 - row, self._columns)
            return
        asked = scene.over or hurt or rows >= _AIRY
        if scene.notice:
            self._put(show.Notice(scene.notice), row, at - 1, 1, wide + 2)
            row += 2
        elif scene.line and (asked or scene.steps[0].mark == "lost"):
            lines = 3 if scene.over or rows >= _AIRY else 2
            steps = scene.steps if scene.over or rows >= _AIRY else _now_only(scene)
            self._put(show.Steps(steps), row, at, lines, wide)
            row += lines + (0 if rows < _TALL or scene.over else 1)
        if scene.panel is not None:
            self._put(PanelView(scene.panel, scene.phase), row, at, end - row + 1, wide)

    def _air_above(self, panel: Panel, row: int, columns: int) -> int:
        """Rows above ``row`` that leave as much below the panel, once that has all the air that it takes."""
        if self._rows < _AIRY:
            return 0
        lines = sum(len(wrap(line.text, min(columns, READABLE) - _ROW_MARKS)) for line in panel.rows)
        taken = _ABOVE_PANEL + lines + most_air(self._rows - row) * (len(panel.rows) - 1) + 2
        return max(0, (self._rows - 1 - row - taken) // 2)

    # --- close ----------------------------------------------------------------------------------------

    def close(self) -> None:
        if self._scene.panel is not None and self._scene.panel.spare:
            self._scene = self._scene._replace(panel=None)
        scene, columns, rows = self._scene, self._columns, self._rows
        tallest = self._number_size(2 * max(1, (rows - 2) // 10), columns // 2)
        taken = self._number_columns(tallest)
        if taken > columns * 2 // 3:
            taken = 0  # the clock tells it, too
        digits = high = rows_at(tallest)
        beside = columns - taken - GAP if taken else columns
        fits = bool(self._fits(scene.word, beside, high, tallest))
        if not fits:
            high += 1  # over two lines
            fits = bool(self._fits(scene.word, beside, high, tallest))
        # Never a number beside LEFT: it would read as how much is left.
        below = taken > 0 and (not fits or scene.word in ("LEFT", "RIGHT"))
        number = show.Number(self._number, tallest, right=True)
        self._put(show.Big(scene.word, scene.phase, tallest), 0, 0, high, columns if below else beside)
        if not below:
            self._put(number, 0, columns - taken, digits, taken)
        if scene.phase == "hurt":
            self._close_text(high, columns)
            return
        self._close_caption(high)
        row, room = high + 1, columns
        if below and not scene.side:
            self._put(number, row, columns - taken, digits, taken)
            room -= taken + GAP
        if scene.third and scene.panel is None:
            small = self._half(tallest)
            third = min(self._third_rows(small), rows - row)
            self._put(show.Third(scene.third, scene.side, small), row, 0, third, room)
            row += third
        if room < columns and room < _LEAST_TEXT:
            row, room = max(row, high + 1 + digits), columns
        self._close_text(row, room)

    def _close_caption(self, row: int) -> None:
        scene, columns = self._scene, self._columns
        title = scene.place if scene.over else scene.title
        both = " · ".join(part for part in (title, "" if scene.over else scene.caption) if part)
        if width(both) > columns - self._clock_columns(columns):
            # Which exercise it is comes first before it begins, then the side and the number.
            both = scene.caption if scene.caption and scene.third and not scene.over else title
        self._beside_clock(show.Line(both), row, 0, columns)

    def _close_text(self, row: int, columns: int) -> None:
        scene, rows = self._scene, self._rows - row
        if rows <= 0 or columns <= 0:
            return
        if scene.panel is None:
            steps = _as_notice(scene) if scene.notice else scene.steps
            self._put(show.Steps(steps, marked=False), row, 0, rows, columns)
            return
        taken = 0
        if scene.phase == "hurt":
            choices = max(1, sum(map(len, short_lines(scene.panel, columns))))
            steps = _as_notice(scene) if scene.notice else _now_only(scene)
            lines = sum(-(-width(step.text) // max(1, columns - 6)) for step in steps)
            taken = min(max(1, rows - choices), lines)
            self._put(show.Steps(steps, marked=False), row, 0, taken, columns)
            taken += 1 if taken + 1 + choices <= rows else 0
        self._put(PanelView(scene.panel), row + taken, 0, rows - taken, columns)

    # --- small ----------------------------------------------------------------------------------------

    def small(self) -> None:
        """Ordinary text, cut where it ends. What can be answered comes before everything else."""
        scene, columns, rows = self._scene, self._columns, self._rows
        if scene.phase == "hurt" and scene.panel is not None:
            panel = scene.panel._replace(rows=(Row(scene.word, ""), *scene.panel.rows))
            choices = min(rows, sum(map(len, short_lines(panel, columns))))
            self._put(PanelView(panel), 0, 0, choices, columns)
            self._put(show.Steps(_now_only(scene), marked=False), choices, 0, rows, columns)
            return
        said = (scene.notice or scene.line) if rows > 1 else ""
        text = " ".join(filter(None, (scene.word, scene.third, scene.clock, said)))
        self._put(show.Steps((Step("now", text),), marked=False), 0, 0, rows, columns)


def _now_only(scene: Scene) -> tuple[Step, ...]:
    return tuple(step for step in scene.steps if step.mark in ("now", "lost"))


def _as_notice(scene: Scene) -> tuple[Step, ...]:
    return (Step("lost", scene.notice),)
