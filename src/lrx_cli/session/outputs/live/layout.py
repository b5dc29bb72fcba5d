"""Where a scene stands on a screen of any size, and how large.

Three ways of setting it, by how much room there is. *Full*: big words at the left, a huge number (or a
drawing) at the right, sentences, bars and keys below. *Close*, from 40x12 on: big words, the number and
a line or two. *Small*: words as large as they go, at last ordinary text. What matters least goes first;
the phase, the side and the seconds go last.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from lrx_cli.core.catalog.exercise import Ms
from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.render.theme import Palette
from lrx_cli.session.outputs.live.close import Close, Small
from lrx_cli.session.outputs.live.full import Full, stage_rows
from lrx_cli.session.outputs.live.grid import Grid
from lrx_cli.session.outputs.live.scene import Scene
from lrx_cli.session.outputs.live.setting import GAP, Area, Setting

_FULL = (60, 18)
_CLOSE = (30, 11)
"""Columns and rows from which on there is room for that."""
_FIGURE = (76, 22)
_BESIDE_FIGURE = 42
"""Columns that words need beside a drawing, at least."""

Cells = Sequence[Sequence[tuple[str, str]]]
"""Rows of cells, each what stands there and the parameters of its SGR."""


class Drawing(Protocol):
    """Something to see beside the words: a person doing the exercise."""

    def frame(self, now: Snapshot, columns: int, rows: int) -> Cells | None:
        """``None``: nothing to see."""
        ...

    def due(self, now: Snapshot) -> Ms | None:
        """In how many ms the next frame differs, if nothing happens; ``None``: nothing moves."""
        ...

    def late(self, by: Ms, at: Ms) -> None:
        """A frame was ready, and came ``by`` ms after its moment, at session time ``at``."""
        ...

    def sent(self, size: int, at: Ms) -> None:
        """The frame that was asked for last was written in so many bytes, at session time ``at``."""
        ...


def figure_area(columns: int, rows: int) -> Area | None:
    """Where a drawing would stand; ``None``: the words need the room."""
    if columns < _FIGURE[0] or rows < _FIGURE[1]:
        return None
    words = max(_BESIDE_FIGURE, columns * 2 // 5)
    return Area(2, words + GAP, stage_rows(rows), columns - words - GAP)


def arrange(
    scene: Scene,
    columns: int,
    rows: int,
    palette: Palette,
    *,
    unicode: bool = True,
    drawn: Cells | None = None,
) -> Grid:
    """``unicode``: whether there is more than ASCII, so half blocks and lines. ``drawn``: what stands in
    the ``figure_area``; where that is ``None``, or a panel needs the room, it is left out."""
    grid = Grid(columns, rows, unicode=unicode)
    area = figure_area(columns, rows) if drawn is not None and scene.panel is None else None
    _setting(scene, grid, palette, area).set()
    if area is not None and drawn is not None:
        for row, cells in enumerate(drawn[: area.rows], area.row):
            for column, (char, style) in enumerate(cells[: area.columns], area.column):
                grid.chars[row][column], grid.styles[row][column] = char, style
    return grid


def parts(scene: Scene, columns: int, rows: int, palette: Palette, *, unicode: bool = True) -> int:
    """In how many parts its panel is to be read on a screen of that size; 1 without one, too."""
    setting = _setting(scene, Grid(columns, rows, unicode=unicode), palette)
    setting.set()
    return setting.parts


def _setting(scene: Scene, grid: Grid, palette: Palette, figure: Area | None = None) -> Setting:
    if grid.columns >= _FULL[0] and grid.rows >= _FULL[1]:
        return Full(scene, grid, palette, figure)
    if grid.columns >= _CLOSE[0] and grid.rows >= _CLOSE[1]:
        return Close(scene, grid, palette)
    return Small(scene, grid, palette)
