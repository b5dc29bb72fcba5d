"""A room without a loudspeaker: devices that behave like players, and a clock that is moved by hand."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.sound.samples import Samples, samples_of


class HandClock:
    """Real time, as a test wants it."""

    def __init__(self) -> None:
        self.now: Ms = 0

    def __call__(self) -> Ms:
        return self.now


@dataclass
class Played:
    """One clip, as a player would have got it; also the process that plays it."""

    at: Ms
    samples: Samples[int]
    clock: HandClock
    ends_with: int = 0
    takes: Ms | None = None
    """How long the process lives; ``None``: as long as the clip."""
    obeys: bool = True
    stopped_at: Ms | None = None
    killed: bool = False

    @property
    def ms(self) -> Ms:
        return len(self.samples) // 12

    def poll(self) -> int | None:
        if self.killed or (self.stopped_at is not None and self.obeys):
            return -15
        takes = self.ms if self.takes is None else self.takes
        return self.ends_with if self.clock.now >= self.at + takes else None

    def terminate(self) -> None:
        if self.stopped_at is None:
            self.stopped_at = self.clock.now

    def kill(self) -> None:
        self.terminate()
        self.killed = True

    def wait(self, timeout: float | None = None) -> int:
        code = self.poll()
        if code is None and timeout is not None:
            self.clock.now += round(timeout * 1_000)
            code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired("player", timeout or 0)
        return code


@dataclass
class FakeDevice:
    """Plays into a list. What it is set to counts for the clips that begin from then on."""

    clock: HandClock
    name: str = "fake player"
    played: list[Played] = field(default_factory=list)
    missing: bool = False
    """It cannot even be started."""
    ends_with: int = 0
    takes: Ms | None = None
    obeys: bool = True

    def start(self, clip: bytes) -> Played:
        if self.missing:
            raise FileNotFoundError(2, "No such file or directory")
        self.played.append(
            Played(self.clock.now, samples_of(clip), self.clock, self.ends_with, self.takes, self.obeys)
        )
        return self.played[-1]

    def loses_its_device(self) -> None:
        self.ends_with, self.takes = 1, 10

    def gets_it_back(self) -> None:
        self.ends_with, self.takes = 0, None

    def hangs(self) -> None:
        self.takes = 10**9
