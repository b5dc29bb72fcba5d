"""What a whole session costs a terminal and a loop: counted, so the same on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pytest

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.routine import Choice, Routine
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.player.events import Command, Event, Lost
from lrx_cli.core.player.player import Player
from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.core.ports import Output
from lrx_cli.core.timeline.compile import compile
from lrx_cli.core.timeline.timeline import Timeline
from lrx_cli.figure.cells import Mode
from lrx_cli.session.loop import run_loop
from lrx_cli.session.outputs.live.output import Live
from lrx_cli.session.outputs.live.picture import Picture
from lrx_cli.storage.figures import load_figure
from tests.autoplay import Autoplay


@pytest.fixture(scope="module")
def timeline(catalog: Catalog, routines: dict[str, Routine]) -> Timeline:
    """The exercise in which most of the body moves."""
    return compile(plan(catalog, Choice(routines["full"], named=("seal-stretch",), teach="short")))


class Counting:
    """A canvas that keeps how much was written when."""

    encoding = "utf-8"
    ours = True

    def __init__(self, columns: int, rows: int) -> None:
        self._size = columns, rows
        self.now: Ms = 0
        self.sizes: list[tuple[Ms, int]] = []

    def size(self) -> tuple[int, int]:
        return self._size

    def take(self) -> None: ...
    def give_back(self) -> None: ...

    def write(self, data: bytes) -> None:
        self.sizes.append((self.now, len(data)))


class Timed(Live):
    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        self._terminal.now = now.at
        super().on_events(events, now)


class Traffic(NamedTuple):
    frames: float
    """A second."""
    mean: float
    """Bytes a second."""
    busiest: int
    """Bytes of the busiest second; the first, in which all is new, is left out."""


def traffic(
    timeline: Timeline, columns: int, rows: int, drawing: Picture | None, mode: Mode = "truecolor"
) -> Traffic:
    canvas = Counting(columns, rows)
    autoplay = Autoplay()
    live = Timed(canvas, mode=mode, make_drawing=lambda: drawing)
    run_loop(Player(timeline), autoplay, autoplay, [live])
    sizes = [(at, size) for at, size in canvas.sizes if at > 1_000]
    seconds = timeline.duration / 1_000
    busiest = max(sum(size for at, size in sizes if begun <= at < begun + 1_000) for begun, _ in sizes)
    return Traffic(len(sizes) / seconds, sum(size for _, size in sizes) / seconds, busiest)


@pytest.mark.parametrize(
    ("columns", "rows", "mode", "most"),
    [(80, 24, "truecolor", 280), (80, 24, "256", 250), (80, 24, "mono", 180), (40, 12, "truecolor", 190)],
)
def test_words_and_numbers_are_cheap(
    timeline: Timeline, columns: int, rows: int, mode: Mode, most: int
) -> None:
    words = traffic(timeline, columns, rows, None, mode)
    assert words.frames < 1.2
    assert words.mean < most
    assert words.busiest < 1_500


@pytest.mark.parametrize(
    ("columns", "rows", "most"), [(80, 24, 20_000), pytest.param(120, 40, 26_000, marks=pytest.mark.long)]
)
def test_a_body_that_moves_stays_within_its_share_of_the_line(
    timeline: Timeline, columns: int, rows: int, most: int
) -> None:
    drawn = traffic(timeline, columns, rows, Picture(load_figure, "truecolor"))
    assert drawn.busiest < most
    assert drawn.frames > 1.5, "and moves all the same"


class CountingPlayer(Player):
    __slots__ = ("asked", "looks")

    def __init__(self, timeline: Timeline) -> None:
        super().__init__(timeline)
        self.looks = self.asked = 0

    def handle(self, now: Ms, command: Command | Lost | None = None) -> list[Event]:
        self.asked += 1
        return super().handle(now, command)

    def snapshot(self, now: Ms) -> Snapshot:
        self.looks += 1
        return super().snapshot(now)


class Listening(Output):
    def __init__(self) -> None:
        self.moments: list[Ms] = []

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        self.moments.append(now.at)


def test_the_loop_turns_and_looks_once_for_each_moment_at_which_something_happens(timeline: Timeline) -> None:
    player, listening, autoplay = CountingPlayer(timeline), Listening(), Autoplay()
    run_loop(player, autoplay, autoplay, [listening, Listening()])
    moments = len(listening.moments)
    assert moments == len(set(listening.moments)) > 30
    assert player.asked == moments
    assert player.looks == moments + 1, "one more for how it ended"
