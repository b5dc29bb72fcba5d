"""An exercise drawn on a page: its key poses side by side, or what they show in words."""

from __future__ import annotations

from collections.abc import Sequence

from lrx_cli.figure.cells import LEAST_COLUMNS, LEAST_ROWS, Grid, Mode, draw, runs, sgr
from lrx_cli.figure.figure import Figure
from lrx_cli.figure.palette import Palette
from lrx_cli.render.paper import Paper

_GAP = 2
_WIDEST = 48
"""A panel that is larger shows nothing more."""


def panel_size(columns: int) -> tuple[int, int, int]:
    """How many panels stand beside each other in ``columns``, and the columns and rows of each."""
    count = max(1, min(3, (columns + _GAP) // (LEAST_COLUMNS + _GAP)))
    wide = min(_WIDEST, (columns - _GAP * (count - 1)) // count)
    return count, wide, max(LEAST_ROWS, wide * 2 // 5)


def drawn_panels(paper: Paper, figure: Figure, mode: Mode, palette: Palette) -> list[str]:
    """From where it starts to where it leads; as many as there is room for, and where there is none, none."""
    if paper.columns < LEAST_COLUMNS:
        return []
    count, wide, high = panel_size(paper.columns)
    grids = [draw(scene, wide, high, mode, palette) for scene in figure.panels(count)]
    return beside_each_other(grids, mode)


def beside_each_other(grids: Sequence[Grid], mode: Mode) -> list[str]:
    return [
        (" " * _GAP).join(_line(grid, row, mode) for grid in grids).rstrip() for row in range(len(grids[0]))
    ]


def _line(grid: Grid, row: int, mode: Mode) -> str:
    parts = []
    for glyphs, front, back in runs(grid[row]):
        if front is None and back is None:
            parts.append(glyphs)
        else:
            parts.append(f"\x1b[{sgr(front, back, mode)}m{glyphs}\x1b[0m")
    return "".join(parts)
