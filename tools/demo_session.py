"""A real session on the live screen, played in no time, and of it the moments that are worth looking at."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from painted import Painted, Screen
from tests.autoplay import Autoplay

from lrx_cli import locations
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.routine import Choice
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.player import Event, Player, Snapshot
from lrx_cli.core.ports import Output
from lrx_cli.core.timeline.compile import compile
from lrx_cli.session.loop import run_loop
from lrx_cli.session.outputs.live.output import Live
from lrx_cli.session.outputs.live.picture import Picture
from lrx_cli.storage.catalog import load_catalog, load_routines
from lrx_cli.storage.figures import load_figure

COLUMNS, ROWS = 80, 24
EXERCISES = ("cat-cow", "seated-knee-extension")
"""One on the floor with two movements, one on a chair with sides: all that a session has."""
READY: Ms = 3_000
"""Of getting ready, the end: the count to the first movement."""
HELD: Ms = 1_500
"""Of a hold, the beginning. Nothing moves in the rest of it but the digits."""
SWITCHED: Ms = 3_000
OVER: Ms = 3_500
"""Of changing sides, and of the end, the beginning."""


class Frame(NamedTuple):
    at: Ms
    """When it is first seen, from the beginning of the demo."""
    screen: Screen
    cut: bool
    """What was to be seen between the frame before and this one was left out."""
    word: str
    """The word of the segment that is played: HOLD, say."""


class Demo(NamedTuple):
    frames: tuple[Frame, ...]
    lasts: Ms


class _Camera(Output):
    """In front of the live screen: after everything that it hears, a look at what it painted."""

    def __init__(self, live: Live, canvas: Painted) -> None:
        self.frames: list[Frame] = []
        self.lasts: Ms = 0
        """As far as the demo has come, when nothing is being recorded."""
        self._live, self._canvas = live, canvas
        self._since: Ms | None = None
        """Session time at which the demo would have begun, were nothing left out; ``None``: not recording."""

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        self._live.on_events(events, now)
        if not _is_worth_it(now):
            if self._since is not None:
                self.lasts, self._since = now.at - self._since, None
            return
        assert now.segment is not None
        cut = self._since is None
        if self._since is None:
            self._since = now.at - self.lasts
        screen = self._canvas.screen()
        if cut or screen != self.frames[-1].screen:
            self.frames.append(Frame(now.at - self._since, screen, cut, now.segment.word))

    def wake(self, now: Ms) -> Ms | None:
        return self._live.wake(now)


class _Sparing:
    """A ``Drawing`` that draws nothing in between of what nobody will see."""

    def __init__(self, picture: Picture) -> None:
        self.frame, self.late, self.sent = picture.frame, picture.late, picture.sent
        self._due = picture.due

    def due(self, now: Snapshot) -> Ms | None:
        return self._due(now) if _is_worth_it(now) else None


def _is_worth_it(now: Snapshot) -> bool:
    segment = now.segment
    if segment is None or now.state != "running":
        return False
    if segment.kind == "prepare":
        return now.until_move is not None and now.until_move <= READY
    if segment.kind == "rest":
        return segment.word == "DONE" and now.elapsed < OVER
    if now.rep > 1 or (segment.side == "right" and segment.kind != "switch"):
        return False  # as before, or as on the left
    return now.elapsed < {"hold": HELD, "switch": SWITCHED}.get(segment.kind, now.elapsed + 1)


@cache
def record() -> Demo:
    """The same each time: the clock is nobody's, and nothing else could differ."""
    catalog = load_catalog(locations.exercises_file())
    routines = {r.id: r for r in load_routines(locations.builtin_routines_file(), catalog)}
    choice = Choice(routines["full"], named=EXERCISES, teach="full")
    canvas = Painted(COLUMNS, ROWS)
    camera = _Camera(
        Live(canvas, mode="truecolor", make_drawing=lambda: _Sparing(Picture(load_figure, "truecolor"))),
        canvas,
    )
    autoplay = Autoplay()
    run_loop(Player(compile(plan(catalog, choice))), autoplay, autoplay, [camera])
    return Demo(tuple(camera.frames), camera.lasts)
