"""A scene as cells: each region of the screen is rendered with rich when what it shows has changed."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from rich.console import COLOR_SYSTEMS as BY_NAME
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.segment import Segment, SegmentLines
from rich.style import Style

from lrx_cli.render.console import COLOR_SYSTEMS, safe_text, theme
from lrx_cli.render.parts import Emergency
from lrx_cli.session.outputs.live.images import Image
from lrx_cli.session.outputs.live.layout import Shows, arrange, figure_area
from lrx_cli.session.outputs.live.painter import Cell, Cells, cells_of
from lrx_cli.session.outputs.live.panels import PanelView, panel_lines
from lrx_cli.session.outputs.live.scene import Scene
from lrx_cli.text import in_ascii

if TYPE_CHECKING:
    from lrx_cli.figure.cells import Mode

_KEPT: Final = 256
"""Regions and styles rendered before that are kept."""
_IN_ASCII: Final = str.maketrans("…·✓►▄▁\N{REPLACEMENT CHARACTER}", "~-+>#.?")
"""Signs of the regions, instead of which others stand where there is only ASCII."""

Drawn = Sequence[Sequence[Cell]] | bytes
"""Rows of cells; or a PNG picture for a terminal that shows pixels."""
Draw = Callable[[int, int], Drawn | None]
"""Makes a drawing of that many columns and rows; ``None``: there is none, and words get its room."""


class Frame:
    """``unicode``: whether the terminal's encoding has more than ASCII, so half blocks and lines."""

    def __init__(self, mode: Mode, *, unicode: bool = True) -> None:
        self._mode = mode
        self._colors = BY_NAME[COLOR_SYSTEMS[mode] or "standard"]
        self.unicode = unicode
        self._console = Console(
            file=io.StringIO(),
            force_terminal=True,
            color_system=COLOR_SYSTEMS[mode],
            theme=theme(mode),
            width=80,
            height=24,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
        )
        # A second comes back in every repetition. ``typed``: two kinds of regions may have the same values.
        self._rendered = lru_cache(_KEPT, typed=True)(self._render)
        self._parameters = lru_cache(_KEPT)(self._sgr)

    def cells(self, scene: Scene, columns: int, rows: int, draw: Draw = lambda columns, rows: None) -> Cells:
        """The whole screen. ``draw`` is asked for a drawing where there is room for one."""
        scene = self._spelled(scene)
        cells = Cells(columns, rows)
        area = figure_area(columns, rows, panel=scene.panel is not None)
        drawn = None if area is None or scene.over or scene.phase == "hurt" else draw(area.columns, area.rows)
        figure = area if drawn is not None else None
        for region in arrange(scene, columns, rows, figure=figure, halves=self.unicode):
            lines = self._rendered(region.shows, region.area.columns, region.area.rows)
            for at, line in enumerate(lines, region.area.row):
                cells.put(at, region.area.column, line)
        if area is None or drawn is None:
            return cells
        if isinstance(drawn, bytes):
            cells.image = Image(drawn, area.row, area.column, area.columns, area.rows)
            return cells
        for row, drawn_row in enumerate(drawn[: area.rows], area.row):
            cells.put(row, area.column, drawn_row[: area.columns])
        return cells

    def pages(self, scene: Scene, columns: int, rows: int) -> int:
        """In how many pages its panel is to be read on a screen of that size; 1 without one, too."""
        for region in arrange(self._spelled(scene), columns, rows, halves=self.unicode):
            if isinstance(region.shows, PanelView):
                return len(
                    region.shows.pages(self._console, self._options(region.area.columns, region.area.rows))
                )
        return 1

    def farewell(self, scene: Scene, columns: int) -> str:
        """What stays to be read on the ordinary screen: how it ended, and each exercise."""
        scene = self._spelled(scene)
        if scene.phase == "hurt":
            parts: list[RenderableType] = [Emergency(scene.line)]
        else:
            parts = [safe_text(f"{scene.word.capitalize()} after {scene.clock}: {scene.place}.", "bold")]
            if scene.panel is not None:
                parts += chain(*panel_lines(scene.panel, self._console, columns))
            parts += (safe_text(step.text) for step in scene.steps)
        lines = self._console.render_lines(Group(*parts), self._options(columns), pad=False)
        with self._console.capture() as capture:
            self._console.print(SegmentLines(lines, new_lines=True), crop=False)
        return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())

    def _spelled(self, scene: Scene) -> Scene:
        return scene if self.unicode else Scene(*_in_ascii(scene))

    def _options(self, columns: int, rows: int | None = None) -> ConsoleOptions:
        options = self._console.options.update(width=max(1, columns))
        options.max_height = rows or options.max_height
        options.encoding = "utf-8" if self.unicode else "ascii"
        return options

    def _render(self, shows: Shows, columns: int, rows: int) -> list[list[Cell]]:
        lines = self._console.render_lines(shows, self._options(columns, rows), pad=False)
        return [self._cell_row(line, columns) for line in lines[:rows]]

    def _cell_row(self, line: list[Segment], columns: int) -> list[Cell]:
        cells: list[Cell] = []
        for text, style, control in line:
            if control:
                continue
            if not self.unicode:
                text = text.translate(_IN_ASCII)
            own = self._parameters(style) if style else ""
            # A blank looks the same in every color; kept plain it is the same to the painter, too.
            blank = own if style and (style.bgcolor or style.reverse or style.underline) else ""
            cells += [(char, blank if char == " " else own) for char in cells_of(text)]
        if len(cells) > columns and not cells[columns][0]:  # of a wide letter that does not fit nothing stays
            cells[columns - 1] = " ", cells[columns - 1][1]
        return cells[:columns]

    def _sgr(self, style: Style) -> str:
        """The parameters of SGR; empty: as the terminal writes anyway."""
        shown = style.without_color if self._mode == "mono" else style
        text = shown.render("x", color_system=self._colors)
        return text[2 : text.index("m")] if text.startswith("\x1b[") else ""


def _in_ascii(value: Any) -> Any:
    if isinstance(value, str):
        return in_ascii(value)
    if isinstance(value, tuple):
        parts = map(_in_ascii, value)
        return type(value)(*parts) if hasattr(value, "_fields") else (*parts,)
    return value
