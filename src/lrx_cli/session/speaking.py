"""The voice of a session: the pack, then what was rendered before, then an engine of this computer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

from lrx_cli import locations
from lrx_cli.core.timeline.cue_duration import speech
from lrx_cli.sound.samples import Samples, length
from lrx_cli.storage.voice import RenderedLines, VoicePack
from lrx_cli.system.speech_engines import CannotSpeak, Engine, find_engine


class Speaking:
    def __init__(self, pack: VoicePack, engine: Engine | None, rendered: RenderedLines | None) -> None:
        """``rendered``: ``None`` where there is no engine."""
        self.pack = pack
        self.engine = engine
        self.rendered = rendered
        self.failed: list[str] = []
        """Why lines could not be rendered, each reason once."""

    def line(self, text: str) -> Samples[int] | None:
        """``None``: nobody says it here, and its tone has to do. So has it where a voice needs longer than
        the line has room: nothing talks over anything, and the clock does not wait."""
        found = self.pack.line(text)
        if found is None and self.rendered is not None:
            found = self.rendered.line(text)
        return found if found is not None and length(found) <= speech(text) else None

    def missing(self, lines: Iterable[str]) -> list[str]:
        """Those that an engine would have to render."""
        rendered = self.rendered
        return [
            line
            for line in dict.fromkeys(lines)
            if not self.pack.has(line) and (rendered is None or rendered.line(line) is None)
        ]

    def prepare(self, lines: Iterable[str], progress: Callable[[int, int], None]) -> None:
        """Render what is missing. ``progress`` is told how many of how many are done. An engine that does
        not answer twice in a row is not asked again: a session must not wait for it line by line."""
        if self.engine is None or self.rendered is None:
            return
        missing = self.missing(lines)
        silent = 0
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
        if missing:
            progress(len(missing), len(missing))
            self.rendered.trim()


def _fitting(engine: Engine, line: str) -> Samples[int]:
    """At the first speed that fits the room; at the last one, where none does."""
    samples = engine.render(line, engine.speeds[0])
    for speed in engine.speeds[1:]:
        if length(samples) <= speech(line):
            break
        samples = engine.render(line, speed)
    return samples


def voice_now(command: str | None) -> Speaking:
    """``command``: the setting ``voice_command``."""
    engine = find_engine(sys.platform, command)
    rendered = RenderedLines(locations.voice_cache_folder(), engine.key) if engine else None
    return Speaking(VoicePack(locations.voice_folder()), engine, rendered)
