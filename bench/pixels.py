"""What real pictures on a terminal cost: bytes and CPU of the first repetition and of those after it.

    python bench/pixels.py

Each exercise is played at the standard level, in no time, on a canvas of 80x24 that keeps what is written,
with cells of 9x20 pixels. A repetition is all that has its number. *Held*: how long the first frame waits
for a terminal that answers nothing.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sent import Canvas

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.autoplay import Autoplay

from lrx_cli import locations
from lrx_cli.core.catalog.routine import Choice
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.player import Player, Snapshot
from lrx_cli.core.timeline import Timeline
from lrx_cli.core.timeline.compile import compile
from lrx_cli.session.loop import run_loop
from lrx_cli.session.outputs.live.images import SentImages
from lrx_cli.session.outputs.live.output import Live
from lrx_cli.session.outputs.live.picture import Picture
from lrx_cli.storage.catalog import load_catalog, load_routines
from lrx_cli.storage.figures import load_figure
from lrx_cli.system.signals import Signals
from lrx_cli.system.terminal import ask_terminal, open_keys

CELL = 9, 20
BYTES, CPU, HELD = (130_000, 2_000), (16, 2), 200
"""Budgets: bytes a second and percent of a core, of the first repetition and of later ones; ms."""


class Cost(NamedTuple):
    bytes: float
    """A second."""
    cpu: float
    """Percent of a core."""


class Watched(Live):
    """Counts by repetition of the first exercise."""

    def __init__(self, canvas: Canvas) -> None:
        picture = Picture(load_figure, "truecolor", cell=CELL)
        super().__init__(canvas, mode="truecolor", make_drawing=lambda: picture, images=SentImages())
        self.canvas = canvas
        self.spent: dict[int, list[float]] = {}
        """By repetition: bytes, and seconds of CPU."""
        self._rep = 0

    def wake(self, now: int) -> int | None:
        begun = time.process_time()
        due = super().wake(now)  # the next frame is composed here
        self._add(time.process_time() - begun)
        return due

    def _draw(self, now: Snapshot) -> None:
        self._rep = now.segment.rep if now.segment and now.segment.set == 1 else 0
        begun = time.process_time()
        super()._draw(now)
        self._add(time.process_time() - begun)

    def _add(self, seconds: float) -> None:
        spent = self.spent.setdefault(self._rep, [0, 0])
        spent[0] += sum(self.canvas.sizes)
        spent[1] += seconds
        self.canvas.sizes.clear()


def costs(timeline: Timeline) -> tuple[Cost, Cost]:
    """Of the first repetition, and of the third: in the second the pace may still change."""
    output = Watched(Canvas(80, 24))
    autoplay = Autoplay()
    run_loop(Player(timeline), autoplay, autoplay, [output])

    def cost(rep: int) -> Cost:
        lasts = sum(s.duration or 0 for s in timeline.path if s.rep == rep and s.set == 1) / 1_000
        size, seconds = output.spent[rep]
        return Cost(size / lasts, 100 * seconds / lasts)

    return cost(1), cost(min(3, max(output.spent)))


def exercises() -> Iterator[tuple[str, Timeline]]:
    catalog = load_catalog(locations.exercises_file())
    routine = load_routines(locations.builtin_routines_file(), catalog)[0]
    for exercise in catalog.exercises:
        choice = Choice(routine, named=(exercise.id,), level="standard", teach="off")
        yield exercise.id, compile(plan(catalog, choice))


def held() -> float:
    """Milliseconds."""
    master, slave = os.openpty()
    with Signals() as signals, open_keys(signals, wanted=True, fd=slave) as keys:
        begun = time.monotonic()
        ask_terminal(keys, slave, "utf-8", {"TERM": "xterm-kitty"})
        took = time.monotonic() - begun
    os.close(master)
    os.close(slave)
    return took * 1_000


def measured() -> tuple[Cost, Cost]:
    """The most of any exercise."""
    found = [costs(timeline) for _, timeline in exercises()]
    firsts, laters = zip(*found, strict=True)
    return most(firsts), most(laters)


def most(costs: Sequence[Cost]) -> Cost:
    return Cost(max(cost.bytes for cost in costs), max(cost.cpu for cost in costs))


def main() -> None:
    for name, timeline in exercises():
        for what, cost in zip(("first repetition", "later"), costs(timeline), strict=True):
            print(f"{name:26} {what:16} {cost.bytes:8,.0f} B/s {cost.cpu:5.1f} % of a core")
    print(f"budgets: {BYTES[0]:,} and {BYTES[1]:,} B/s, {CPU[0]} and {CPU[1]} %")
    print(f"first frame held by a terminal that answers nothing: {held():.0f} ms (budget {HELD})")


if __name__ == "__main__":
    main()
