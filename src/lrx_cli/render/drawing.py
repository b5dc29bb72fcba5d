"""A drawing as something to print: of what size is settled when the page is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rich.color import Color
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.segment import ControlType, Segment
from rich.style import Style
from rich.table import Table

from lrx_cli.figure.cells import BLANK, LEAST_COLUMNS, LEAST_ROWS, Cell, Grid, Mode, draw
from lrx_cli.figure.figure import Figure
from lrx_cli.figure.film import PixelFilm, graphics
from lrx_cli.figure.palette import Palette, without_ground
from lrx_cli.render.parts import numbered

GAP = 2
_WIDEST = 48
"""A panel that is larger shows nothing more."""


class Panels:
    """Drawings beside each other."""

    def __init__(self, grids: Sequence[Grid], mode: Mode) -> None:
        self._grids, self._mode = grids, mode

    def beside(self, texts: Sequence[str]) -> RenderableType:
        """With ``texts``, numbered, at its right."""
        return _Beside(self, texts)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        width = sum(len(grid[0]) for grid in self._grids) + GAP * (len(self._grids) - 1)
        return Measurement(width, width)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for row in range(len(self._grids[0])):
            line = []
            for place, grid in enumerate(self._grids):
                if place:
                    line.append(Segment(" " * GAP))
                line += [Segment(cell.glyph, _style(cell, self._mode)) for cell in grid[row]]
            yield from Segment.simplify(line)
            yield Segment.line()


class PixelPanels(Panels):
    """The same of real pixels, over blank cells. ``commands`` of the kitty graphics protocol show them from
    where the cursor is, which is the upper left corner. They are sent when the last line is written: by then
    nothing scrolls under them any more."""

    def __init__(self, commands: str, columns: int, rows: int, count: int = 1) -> None:
        super().__init__([((BLANK,) * columns,) * rows] * count, "mono")
        self._commands, self._rows = commands, rows

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = list(super().__rich_console__(console, options))
        up = f"\x1b[{self._rows - 1}A" if self._rows > 1 else ""
        last = len(lines) - len(lines) // self._rows
        there_and_back = f"\x1b7{up}{self._commands}\x1b8"
        lines.insert(last, Segment(there_and_back, None, [(ControlType.CURSOR_MOVE_TO_COLUMN, 0)]))
        yield from lines


class _Beside:
    """Steps beside a picture; where that is shorter, the last ones below it."""

    def __init__(self, picture: Panels, texts: Sequence[str]) -> None:
        self._picture, self._texts = picture, texts

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        taken = Measurement.get(console, options, self._picture).maximum + GAP
        narrow = options.update(width=options.max_width - taken)
        rows = len(console.render_lines(self._picture, options))

        def lines(beside: int) -> int:
            high = len(console.render_lines(numbered(self._texts[:beside]), narrow))
            rest = self._texts[beside:]
            return max(rows, high) + (len(console.render_lines(numbered(rest), options)) if rest else 0)

        beside = min(range(len(self._texts), 0, -1), key=lines)
        grid = Table.grid(padding=(0, GAP, 0, 0))
        grid.add_row(self._picture, numbered(self._texts[:beside]))
        yield grid
        if beside < len(self._texts):
            yield numbered(self._texts[beside:], first=beside + 1)


class Drawing:
    """What draws an exercise, on the terminal's own background, in whatever room a page has. ``cell``: how
    many pixels a cell is wide and high, where it is drawn in pixels."""

    least = LEAST_COLUMNS

    def __init__(
        self, figure: Figure, mode: Mode, palette: Palette, cell: tuple[int, int] | None = None
    ) -> None:
        self._figure, self._mode, self._palette = figure, mode, without_ground(palette)
        self._cell = cell

    def small(self, columns: int) -> Panels:
        """Where the exercise leads, with its arrow, to stand beside something."""
        return self._paint(1, columns, max(LEAST_ROWS, columns * 3 // 8))

    def wide(self, columns: int) -> Panels:
        """From where it starts to where it leads: as many key poses as there is room for."""
        return self._paint(*panel_size(columns))

    def _paint(self, count: int, columns: int, rows: int) -> Panels:
        scenes = self._figure.panels(count)
        if self._cell is not None:
            film = PixelFilm(self._figure, columns, rows, self._cell, self._palette)
            show = f"a=T,f=100,c={columns},r={rows},C=1"
            commands = f"\x1b[{columns + GAP}C".join(graphics(show, film.paint(one)) for one in scenes)
            return PixelPanels(commands, columns, rows, len(scenes))
        return Panels([draw(one, columns, rows, self._mode, self._palette) for one in scenes], self._mode)


def panel_size(columns: int) -> tuple[int, int, int]:
    """How many panels stand beside each other in ``columns``, and the columns and rows of each."""
    count = max(1, min(3, (columns + GAP) // (LEAST_COLUMNS + GAP)))
    wide = min(_WIDEST, (columns - GAP * (count - 1)) // count)
    return count, wide, max(LEAST_ROWS, wide * 2 // 5)


@lru_cache(maxsize=2048)
def _style(cell: Cell, mode: Mode) -> Style:
    return Style(color=_color(cell.foreground, mode), bgcolor=_color(cell.background, mode))


def _color(color: int | None, mode: Mode) -> Color | None:
    if color is None:
        return None
    if mode == "truecolor":
        return Color.from_rgb(color >> 16, color >> 8 & 255, color & 255)
    return Color.from_ansi(color)
