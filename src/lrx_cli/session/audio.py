"""Making a session heard: which player, and which voice."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress

from lrx_cli.core.catalog.exercise import Ms
from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.core.player.spoken_lines import repertoire
from lrx_cli.core.settings import Settings
from lrx_cli.core.timeline.timeline import Timeline
from lrx_cli.session.outputs.sound import Sound
from lrx_cli.session.speaking import Speaking, voice_now
from lrx_cli.system.audio_players import Probe, candidates
from lrx_cli.system.clock import awake_ns


def real_ms() -> Ms:
    return awake_ns() // 1_000_000


class Hearing:
    """Made early: the player is tried out while the session is still being put together."""

    def __init__(self, settings: Settings, *, voice: bool, speed: float = 1.0) -> None:
        self._settings = settings
        self._speed = speed
        self._probe = Probe(candidates(sys.platform, real_ms, settings.player), real_ms)
        self.speaks = voice
        self._speaking: Speaking | None = voice_now(settings.voice_command) if voice else None

    def prepare(self, timeline: Timeline) -> None:
        """Have an engine render what the voice pack does not have: lines of one's own exercises."""
        if self._speaking is not None:
            self._speaking.prepare(repertoire(timeline), show_progress)

    def output(self, notice: Callable[[str, Snapshot], None]) -> Sound:
        """``notice`` gets what has to be said about sound itself."""
        device = self._probe.result()
        self._probe.close()
        return Sound(
            device,
            self._speaking.line if self._speaking is not None else _nobody,
            real_ms,
            bell=ring,
            notice=notice,
            volume=self._settings.volume,
            speed=self._speed,
        )


def _nobody(line: str) -> None:
    """The voice is off: tones have to do."""


def ring() -> None:
    """The terminal's bell. Beside whatever is painted there: it moves nothing."""
    with suppress(OSError, ValueError):
        if os.isatty(1):
            os.write(1, b"\a")


def show_progress(done: int, of: int) -> None:
    """On one line of a terminal that is gone when all is done; nowhere else."""
    with suppress(OSError, ValueError):
        if not os.isatty(2):
            return
        filled = 24 * done // of
        bar = "#" * filled + "." * (24 - filled)
        line = f"\rPreparing the voice [{bar}] {done} of {of}" if done < of else "\r\x1b[K"
        os.write(2, line.encode())
