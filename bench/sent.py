"""How many bytes a whole session sends to a terminal: counted, not timed, so the same everywhere.

    python bench/sent.py

The full routine, with everything taught, is played in no time on canvases that keep what is written. A *move*
is any stretch of an exercise in which a drawing moves for more than 30 frames.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.autoplay import Autoplay

from lrx_cli import locations
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.routine import Choice
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.player import Player, Snapshot
from lrx_cli.core.timeline import Timeline
from lrx_cli.core.timeline.compile import compile
from lrx_cli.figure.cells import Mode
from lrx_cli.session.loop import run_loop
from lrx_cli.session.outputs.live.output import Live
from lrx_cli.session.outputs.live.picture import Picture
from lrx_cli.storage.catalog import load_catalog, load_routines
from lrx_cli.storage.figures import load_figure

MODES: tuple[Mode, ...] = ("truecolor", "256", "mono")


class Sent(NamedTuple):
    at: Ms
    size: int
    of: tuple[str | None, str]
    """The exercise, and the kind of segment."""
    moving: bool
    """Whether the drawing goes on moving after it."""


class Canvas:
    encoding = "utf-8"
    ours = True

    def __init__(self, columns: int, rows: int) -> None:
        self._size = columns, rows
        self.sizes: list[int] = []

    def size(self) -> tuple[int, int]:
        return self._size

    def take(self) -> None: ...

    def give_back(self) -> None: ...

    def write(self, data: bytes) -> None:
        self.sizes.append(len(data))


class Watched(Live):
    def __init__(self, canvas: Canvas, mode: Mode, drawing: Picture | None) -> None:
        super().__init__(canvas, mode=mode, make_drawing=lambda: drawing)
        self.canvas, self.picture = canvas, drawing
        self.sent: list[Sent] = []

    def _draw(self, now: Snapshot) -> None:
        before = len(self.canvas.sizes)
        super()._draw(now)
        of = (now.segment.exercise, now.segment.kind) if now.segment else (None, "")
        moving = self.picture is not None and self.picture.due(now) is not None
        self.sent += [Sent(now.at, size, of, moving) for size in self.canvas.sizes[before:]]


def played(timeline: Timeline, columns: int, rows: int, mode: Mode, *, figures: bool) -> list[Sent]:
    output = Watched(Canvas(columns, rows), mode, Picture(load_figure, mode) if figures else None)
    autoplay = Autoplay()
    run_loop(Player(timeline), autoplay, autoplay, [output])
    return output.sent


def busiest(sent: list[Sent]) -> int:
    """Bytes of the busiest second but the first, in which all is new."""
    most = total = first = 0
    for frame in sent:
        total += frame.size
        while sent[first].at <= frame.at - 1_000:
            total -= sent[first].size
            first += 1
        if frame.at > 1_000:
            most = max(most, total)
    return most


class Counted(NamedTuple):
    """Of a whole session."""

    mean: float
    """Bytes a second."""
    busiest: int
    """Bytes of its busiest second."""
    frame: float
    """Bytes of a frame in which a drawing moves."""
    heaviest: float
    """The same of the heaviest move."""
    over: int
    """Frames of more than 3.5 kB."""
    of: int


def full_routine() -> Timeline:
    catalog = load_catalog(locations.exercises_file())
    (full,) = (r for r in load_routines(locations.builtin_routines_file(), catalog) if r.id == "full")
    return compile(plan(catalog, Choice(full, teach="full")))


def counted(columns: int, rows: int, mode: Mode, *, figures: bool) -> Counted:
    sent = played(full_routine(), columns, rows, mode, figures=figures)
    moves = defaultdict(list)
    for frame in sent:
        if frame.moving:
            moves[frame.of].append(frame.size)
    frames = [size for sizes in moves.values() for size in sizes] or [0]
    return Counted(
        mean=sum(frame.size for frame in sent) * 1_000 / sent[-1].at,
        busiest=busiest(sent),
        frame=sum(frames) / len(frames),
        heaviest=max((sum(s) / len(s) for s in moves.values() if len(s) > 30), default=0),
        over=sum(size > 3_500 for size in frames),
        of=len(frames),
    )


def main() -> None:
    for columns, rows in ((80, 24), (120, 40)):
        for mode in MODES:
            for figures in (False, True):
                found = counted(columns, rows, mode, figures=figures)
                print(
                    f"{columns}x{rows} {mode:9} {'drawing' if figures else 'words only':10} "
                    f"{found.mean:6.0f} B/s, busiest {found.busiest:6}; "
                    f"a frame {found.frame:5.0f}, of the heaviest move {found.heaviest:5.0f}, "
                    f"over 3.5 kB {found.over} of {found.of}"
                )


if __name__ == "__main__":
    main()
