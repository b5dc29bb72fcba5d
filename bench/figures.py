"""How long a drawing takes: a frame in each size and mode, an SVG, and the load of a file.

    python bench/figures.py [ROUNDS]

Means over all exercises, each asked for the 24 frames of a movement of two seconds, as they come in a
session: the first repetition, with nothing remembered. What counts is the CPU time of the best round.
The budgets of issue 5 are 5 ms for a frame at 60x20 and 10 ms for an SVG. Beside each time stands how
many times as long it takes as one pass of plain Python over as many samples, so that machines can be
compared. The last column is what a painter that sends changed cells only would send for a frame.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise

from machine import best

from lrx_cli import locations
from lrx_cli.figure import cells
from lrx_cli.figure.cells import MODES, SAMPLES, CellFilm, Grid, Mode
from lrx_cli.figure.figure import Figure, Move
from lrx_cli.figure.svg import svg
from lrx_cli.storage.catalog import load_catalog
from lrx_cli.storage.figures import load_figure

SIZES = ((30, 10), (60, 20), (100, 40))
FRAMES = 24
FRAME_BUDGET, SVG_BUDGET = 5.0, 10.0
"""Milliseconds; the frame's at 60x20."""


def figures() -> list[Figure]:
    exercises = load_catalog(locations.exercises_file()).exercises
    return [figure for exercise in exercises if (figure := load_figure(exercise.id)) is not None]


def main_move(figure: Figure) -> Move:
    return next(move for move in figure.moves if move.arrow is not None)


def best_ms(rounds: int, work: Callable[[], object]) -> float:
    return 1000 * best(rounds, work)


def play(film: CellFilm) -> list[Grid]:
    move = main_move(film.figure)
    return [film.frame(move.from_, move.to, i * 2_000 // FRAMES, 2_000) for i in range(FRAMES)]


def plain_pass(samples: int) -> None:
    total = 0
    for value in bytes(samples):
        total += value


def sent(frames: list[Grid], mode: Mode) -> float:
    """Bytes a frame: where it changes, its colors if they are not those before, its glyph."""
    written = 0
    for before, after in pairwise(frames):
        colors, place = None, None
        for y, (old, new) in enumerate(zip(before, after, strict=True)):
            for x, (was, now) in enumerate(zip(old, new, strict=True)):
                if was == now:
                    continue
                if place != (y, x):
                    written += len(f"\x1b[{y + 1};{x + 1}H")
                if colors != now[1:]:
                    written += len(f"\x1b[{cells.sgr(now, mode)}m")
                    colors = now[1:]
                written += len(now.glyph.encode())
                place = (y, x + 1)
    return written / (len(frames) - 1)


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    over = False
    drawn = figures()
    load = best_ms(rounds, lambda: [f.bounds(False) for f in figures()]) / len(drawn)
    print(f"{'load and frame a figure':26} {load:7.2f} ms")
    for columns, rows in SIZES:
        for mode in MODES:

            def all_of_them(columns: int = columns, rows: int = rows, mode: Mode = mode) -> None:
                for figure in drawn:
                    # What is remembered across films would make every round but the first too good.
                    cells._average.cache_clear()
                    cells._two_colors.cache_clear()
                    play(CellFilm(figure, columns, rows, mode))

            frame = best_ms(rounds, all_of_them) / len(drawn) / FRAMES
            wide, high = SAMPLES[mode]
            count = columns * wide * rows * high
            plain = best_ms(rounds * 3, lambda count=count: plain_pass(count))
            traffic = sum(sent(play(CellFilm(f, columns, rows, mode)), mode) for f in drawn) / len(drawn)
            budget = ""
            if (columns, rows) == (60, 20):
                budget = f"  budget {FRAME_BUDGET:g} ms"
                over |= frame > FRAME_BUDGET
            print(
                f"{f'{columns}x{rows} {mode}':26} {frame:7.2f} ms {frame / plain:6.1f}x"
                f" {traffic:8.0f} B{budget}"
            )
    panels = [scene for figure in drawn for scene in figure.panels()]
    paper = best_ms(rounds, lambda: [svg(scene) for scene in panels]) / len(panels)
    over |= paper > SVG_BUDGET
    print(f"{'svg':26} {paper:7.2f} ms {'':16} budget {SVG_BUDGET:g} ms")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
