"""Clips through the system's own player: a process a clip, one clip at a time.

A process of its own costs 10 ms that nobody hears and buys what no library in this process can: what it
prints goes nowhere, its faults are not ours, and after a lost headset or a sound server that was started
again the next clip simply plays. Nothing here ever waits for it:

- it is looked at when the session is awake anyway, and a moment after it began, when a player without a
  device has given up;
- a clip is over when its time is over; a player that then lingers (they drain their buffers) is left
  alone for three seconds more, and killed if it still hangs;
- one that is asked to stop and does not is killed at the next look.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.system.audio_players import AudioPlayer, ProcessGroup

LINGER: Ms = 250
"""So long after its clip a player may still be heard."""
HUNG: Ms = 3_000
"""So long after its clip a player is given up. It drains its buffers for two seconds at most, and what a
stalled output still owes is played all at once when it goes on: too late to be followed."""
GIVEN_UP: Ms = 80
"""A player without a device has ended by then: 8 to 50 ms were measured."""
OBEY: Ms = 150


_FINISHING: list[ProcessGroup] = []
"""What was left to end by itself. Remembered, for Python complains of a process that is forgotten."""


@dataclass
class _Clip:
    process: ProcessGroup
    begun: Ms
    over: Ms
    """When it has been heard."""
    stopped: Ms | None = None
    """When it was asked to stop; ``None``: it was not."""

    def kill(self) -> None:
        with suppress(OSError):
            self.process.kill()


class Loudspeaker:
    """Plays one clip at a time; without a ``device``, none. ``clock`` tells real time; all moments in here
    are its.

    ``news`` is called with the reason when clips fail one after another, and with ``None`` when they play
    again.
    """

    def __init__(
        self, device: AudioPlayer | None, clock: Callable[[], Ms], news: Callable[[str | None], None]
    ) -> None:
        self._device = device
        self._name = "" if device is None else device.name
        self._clock = clock
        self._news = news
        self._clips: list[_Clip] = []
        """The last one may be heard; those before it are lingering, or asked to stop."""
        self._failures = 0
        self._reported = False
        self.proven = False
        """Whether a clip was played to its end."""

    def play(self, wave: bytes, length: Ms) -> bool:
        """Begin at once, in the place of whatever plays. ``False``: it cannot even begin."""
        if self._device is None:
            return False
        self.stop()
        now = self._clock()
        try:
            process = self._device.start(wave)
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            self._failed(f"cannot be started: {why}")
            return False
        self._clips.append(_Clip(process, now, now + length))
        return True

    def stop(self) -> None:
        """Silence, as soon as the player obeys."""
        now = self._clock()
        for clip in self._clips:
            if clip.stopped is None and now < clip.over + LINGER and clip.process.poll() is None:
                clip.stopped = now
                with suppress(OSError):
                    clip.process.terminate()

    def look(self) -> bool:
        """Take note of what ended, kill what hangs. Never waits. ``False``: a clip was not heard."""
        now = self._clock()
        failures = self._failures
        for clip in list(self._clips):
            code = clip.process.poll()
            if code is not None:
                self._clips.remove(clip)
            if clip.stopped is not None:
                if code is None and now >= clip.stopped + OBEY:
                    clip.kill()
            elif code is None and now >= clip.over + HUNG:
                clip.stopped = now
                clip.kill()
                self._failed("does not come to an end")
            elif code:
                self._failed(f"ended with code {code}")
            elif code == 0:
                self._failures, self.proven = 0, True
                if self._reported:
                    self._reported = False
                    self._news(None)
        return self._failures <= failures

    @property
    def due(self) -> Ms | None:
        """When to look next, on the clock; ``None``: nothing is running."""
        return min(map(self._due, self._clips), default=None)

    def _due(self, clip: _Clip) -> Ms:
        now = self._clock()
        if clip.stopped is not None:
            return max(now + 20, clip.stopped + OBEY)
        moments = (clip.begun + GIVEN_UP, clip.over + LINGER, clip.over + HUNG // 2, clip.over + HUNG)
        return next((moment for moment in moments if now < moment), now + LINGER)

    def close(self, *, finish: bool = False) -> None:
        """End every process but, to ``finish`` what is being said, the one that is heard: it ends by
        itself, if it ever has."""
        if finish and self.proven and self._clips and self._clips[-1].stopped is None:
            _FINISHING.append(self._clips.pop().process)
        self.stop()
        for clip in self._clips:
            if clip.process.poll() is None:
                clip.kill()
        for clip in self._clips:
            with suppress(OSError, subprocess.TimeoutExpired):
                clip.process.wait(0.2)
        self._clips.clear()

    def _failed(self, why: str) -> None:
        self._failures += 1
        if self._failures == 2 and not self._reported:
            self._reported = True
            self._news(f"{self._name} {why}")
