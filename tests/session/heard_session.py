"""A real session, loop and clock and players, in a room where what is heard is recorded with its time."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player.events import CueDue, Event
from lrx_cli.core.player.player import Player
from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.core.ports import Output
from lrx_cli.core.timeline.timeline import Cue, Segment, Timeline
from lrx_cli.session.loop import run_loop
from lrx_cli.session.outputs.sound import Sound
from lrx_cli.system.clock import MonotonicClock
from tests.session.short_session import Sheet, short_session, ticks


class Nobody:
    """No keyboard, and nothing that could wake the loop."""

    interactive = False

    def read(self, seconds: float) -> list[str]:
        time.sleep(seconds)
        return []

    def suspend(self) -> None:
        raise AssertionError("nobody can press Ctrl-Z")


@dataclass
class Stopwatch(Output):
    """Stands for the screen: notes when it was told of each cue."""

    told: list[tuple[Ms, Cue, float]] = field(default_factory=list)
    """Session time at which it was due, what it is, and the real moment."""

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        moment = time.monotonic()
        self.told += [(event.at, event.cue, moment) for event in events if isinstance(event, CueDue)]


def beeping(beeps: int, every: Ms, hold: Ms = 0) -> Timeline:
    """Moves with nothing but their tone, ``every`` ms, and then a hold with ticks and its return."""
    sheet = Sheet()

    def add(kind: str, duration: Ms, *cues: Cue) -> None:
        sheet.add(Segment(0, kind, 0, "knee-lift", None, 1, 1, duration, "UP", "Up.", "Up.", cues))

    add("prepare", 500)
    for number in range(beeps):
        add(
            "move" if number % 2 == 0 else "return",
            every,
            Cue(0, "step", "Up.", None, "go" if number % 2 == 0 else "back"),
        )
    if hold:
        add("hold", hold, Cue(0, "hold", "Hold.", None, "stay"), *ticks(hold - 3_000))
        add("return", 1_200, Cue(0, "end", "And lower.", None, "end"))
    planned = len(sheet.segments)
    spare = sheet.add(sheet.segments[0])  # a way out that is not on the way
    nothing, body = range(0), range(1, planned)
    block = short_session().blocks[0]
    block = block._replace(
        approach={"start": range(1)},
        setup=nothing,
        body=body,
        leaving=nothing,
        easier=body,
        easier_entry=spare,
        way_out=spare,
    )
    return Timeline("beeps", "standard", "full", (block,), tuple(sheet.segments), planned, {})


@dataclass
class Heard:
    begun: float
    """The real moment of session time 0."""
    told: list[tuple[Ms, Cue, float]]

    def due(self, at: Ms) -> float:
        return self.begun + at / 1_000

    @property
    def lateness_ms(self) -> list[float]:
        """Of the loop, cue by cue, with the sound before the screen."""
        return [(moment - self.due(at)) * 1_000 for at, _, moment in self.told]


def play_aloud(timeline: Timeline, sound: Sound) -> Heard:
    screen = Stopwatch()
    player = Player(timeline, attended=False)
    clock = MonotonicClock()
    made = time.monotonic()
    run_loop(player, clock, Nobody(), [sound, screen])
    return Heard(made + player._origin / 1_000, screen.told)
