"""How a session is heard: which player, and which voice.

A voice says a line from the pack, else as it was rendered before, else by an engine of this computer.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from lrx_cli import locations
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.health.questions import Key, Query
from lrx_cli.core.player import Snapshot
from lrx_cli.core.player.interruptions import repertoire
from lrx_cli.core.ports import Output
from lrx_cli.core.settings import Settings
from lrx_cli.core.timeline import Timeline
from lrx_cli.core.timeline.cue_duration import speech
from lrx_cli.render.console import progress_bar
from lrx_cli.session.interview import Interview
from lrx_cli.session.outputs.sound import Sound
from lrx_cli.sound.clips import levels_of
from lrx_cli.sound.samples import PER_MS, Samples, length
from lrx_cli.storage.voice import RenderedLines, VoicePack
from lrx_cli.system.audio_players import OVER_SSH, AudioPlayer, Probe, candidates, is_far, why_silent
from lrx_cli.system.clock import awake_ns
from lrx_cli.system.speech_engines import CannotSpeak, Engine, find_engine


def real_ms() -> Ms:
    return awake_ns() // 1_000_000


_NO_PLAYER = (
    "No player here has a device to play to: lrx doctor says what was tried. "
    "lrx config set sound off plays without sound, and does not ask."
)


class AudioSetup:
    """Finds a player and a voice. The player is tried out while the voice is made ready."""

    def __init__(self, settings: Settings, *, voice: bool, speed: float = 1.0) -> None:
        self._settings = settings
        self._speed = speed
        self._probe = self._new_probe()
        self.voice: Voice | None = voice_now(settings.voice_command) if voice else None
        self._asked = False
        """Whether trouble was looked for, and so reported, already."""

    def _new_probe(self) -> Probe:
        return Probe(candidates(sys.platform, self._settings.player), real_ms)

    def prepare(self, timeline: Timeline, shown: Output, now: Snapshot) -> None:
        """Have an engine render what the voice pack does not have: lines of one's own exercises. There is a
        bar for it, so what is ``shown`` makes room meanwhile."""
        if self.voice is None or self.voice.engine is None:
            return
        if lines := self.voice.missing(repertoire(timeline)):
            with suppress(OSError):  # the loop finds out, too
                shown.suspend()
            self.voice.prepare(lines)
            with suppress(OSError):
                shown.redraw(now)

    @property
    def works(self) -> bool:
        """Whether a player works here. Ask before ``output``."""
        return self._probe.result() is not None

    def trouble(self) -> str | None:
        """Why nothing of the session would be heard, and what to do, where that can be told. Looks anew each
        time."""
        if self._asked and self._probe.result() is None:
            self._probe = self._new_probe()
        self._asked = True
        device = self._probe.result()
        return _NO_PLAYER if device is None else self._why_silent(device)

    def _why_silent(self, device: AudioPlayer | None) -> str | None:
        return why_silent(device.name) if device is not None and self._speed == 1 else None

    def output(self, notice: Callable[[str, Snapshot], None]) -> Sound:
        """``notice`` gets what has to be said about sound itself."""
        device = self._probe.result()
        self._probe.close()
        news = [trouble] if not self._asked and (trouble := self._why_silent(device)) else []
        if device is not None and is_far(os.environ):
            news.append(OVER_SSH)
        return Sound(
            device,
            self.voice.line if self.voice is not None else nobody,
            real_ms,
            bell=ring,
            notice=notice,
            news=news,
            trouble=lambda: self._why_silent(device),
            wake=self._settings.wake_ms if self._speed == 1 else 0,
            volume=self._settings.volume,
            speed=self._speed,
        )


def nobody(line: str) -> None:
    """Says a line where the voice is off: tones have to do."""


def ask_about_sound(interview: Interview, audio: AudioSetup) -> None:
    """Ask until something would be heard, or it does not matter: before a session, while the person still
    sits at the computer. Raises :class:`SessionDeclined`."""
    while trouble := audio.trouble():
        query = Query(
            "sound",
            "Nothing would be heard now.",
            (Key("space", "again", "look again"), Key("g", "silent", "go on without sound")),
            before=(trouble,),
            enter="again",
        )
        if interview.ask_before_session(query) == "silent":
            return


def ring() -> None:
    """The terminal's bell. Beside whatever is painted there: it moves nothing."""
    with suppress(OSError, ValueError):
        if os.isatty(1):
            os.write(1, b"\a")


@dataclass
class Voice:
    """Says lines: the pack first, then what was rendered before, then an engine of this computer."""

    pack: VoicePack
    engine: Engine | None
    rendered: RenderedLines | None
    """``None`` where there is no engine."""
    failed: list[str] = field(default_factory=list)
    """Why lines could not be rendered, each reason once."""

    def line(self, text: str) -> Samples[int] | None:
        """``None``: nobody says it here, and its tone has to do. So has it where a voice needs longer than
        the line has room: nothing talks over anything, and the clock does not wait."""
        found = self.pack.line(text)
        if found is None and self.rendered is not None:
            found = self.rendered.line(text)
        return found if found is not None and length(found) <= speech(text) else None

    def recording(self, text: str) -> Sequence[tuple[Ms, bytes | Samples[int]]] | None:
        """What :meth:`line` is made of: clips as the pack keeps them, not unpacked, else its samples."""
        clips = self.pack.packed(text)
        try:
            lasts = sum(before + -(-len(levels_of(clip)) // PER_MS) for before, clip in clips or ())
        except ValueError:
            clips = None
        if clips is None:
            line = self.line(text)
            return None if line is None else [(0, line)]
        return clips if lasts <= speech(text) else None

    def missing(self, lines: Iterable[str]) -> list[str]:
        """Those that an engine would have to render."""
        rendered = self.rendered
        return [
            line
            for line in dict.fromkeys(lines)
            if not self.pack.has(line) and (rendered is None or rendered.line(line) is None)
        ]

    def prepare(self, lines: Iterable[str]) -> None:
        """Render what is missing, with a bar where somebody looks. An engine that does not answer twice in a
        row is not asked again: a session must not wait for it line by line."""
        if self.engine is None or self.rendered is None or not (missing := self.missing(lines)):
            return
        silent = 0
        with progress_bar("Preparing the voice") as progress:
            for place, line in enumerate(missing):
                progress(place, len(missing))
                try:
                    self.rendered.keep(line, _fitting(self.engine, line))
                    silent = 0
                except CannotSpeak as error:
                    silent += 1
                    if str(error) not in self.failed:
                        self.failed.append(str(error))
                    if silent == 2:
                        break
        self.rendered.trim()


def _fitting(engine: Engine, line: str) -> Samples[int]:
    """At the first speed that fits the room; at the last one, where none does."""
    samples = engine.render(line, engine.speeds[0])
    for speed in engine.speeds[1:]:
        if length(samples) <= speech(line):
            break
        samples = engine.render(line, speed)
    return samples


def voice_now(command: str | None) -> Voice:
    """``command``: the setting ``voice_command``."""
    engine = find_engine(sys.platform, command)
    rendered = RenderedLines(locations.voice_cache_folder(), engine.key) if engine else None
    return Voice(VoicePack(locations.voice_folder()), engine, rendered)
