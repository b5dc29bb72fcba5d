"""A session as a recording: every tone and word at its sample; its chapters, and its subtitles."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.timeline.cue_duration import speech
from lrx_cli.core.timeline.timeline import Cue, Timeline
from lrx_cli.sound.samples import PER_MS, Samples, at_volume, length, wave
from lrx_cli.sound.tones import moment, voice_after
from lrx_cli.text import clean

Voice = Callable[[str], "Samples[int] | None"]

_LEAST: Ms = 1_000
"""A line that is shorter stays as long, unless something else is said: nobody reads faster."""


class Placed(NamedTuple):
    at: Ms
    cue: Cue
    samples: Samples[int]


def render(timeline: Timeline, voice: Voice, *, volume: int = 100) -> bytes:
    """A WAV file as long as the session. ``voice`` gives a line as sound; ``None``: its tone has to do."""
    return wave(laid_out(timeline, voice, volume=volume))


def laid_out(timeline: Timeline, voice: Voice, *, volume: int = 100) -> Samples[int]:
    """The same as samples.

    Raises ``ValueError`` where one sound would begin before the one before it is over: a compiled timeline
    has no such place.
    """
    whole = array("h")
    for placed in sounds(timeline, voice):
        missing = placed.at * PER_MS - len(whole)
        if missing < 0:
            raise ValueError(
                f"{placed.cue.text!r} at {placed.at} ms begins before what is told before it is over"
            )
        whole.frombytes(bytes(2 * missing))
        whole.extend(at_volume(placed.samples, volume))
    whole.frombytes(bytes(max(0, 2 * (timeline.duration * PER_MS - len(whole)))))
    return whole


def sounds(timeline: Timeline, voice: Voice) -> Iterator[Placed]:
    """What is heard of the planned path, in order."""
    made: dict[tuple[str | None, str | None], Samples[int]] = {}
    begun: Ms = 0
    for segment in timeline.path:
        for cue in segment.cues:
            key = (cue.tone, cue.say)
            if key not in made:
                made[key] = moment(cue.tone, voice(cue.say) if cue.say else None)
            if made[key]:
                yield Placed(begun + cue.at, cue, made[key])
        begun += segment.duration or 0


class Chapter(NamedTuple):
    """An exercise, from the moment it is named to the moment the next one is."""

    exercise: str
    title: str
    start: Ms
    end: Ms


def chapters(timeline: Timeline) -> list[Chapter]:
    """In the order they are played. Together they last as long as the session."""
    found: list[Chapter] = []
    begun: Ms = 0
    for segment in timeline.path:
        end = begun + (segment.duration or 0)
        block = timeline.blocks[segment.block]
        if found and len(found) == segment.block + 1:
            found[-1] = found[-1]._replace(end=end)
        else:
            found.append(Chapter(block.exercise, f"{segment.block + 1}. {block.name}", begun, end))
        begun = end
    return found


def webvtt(timeline: Timeline, part: Chapter, voice: Voice) -> str:
    """The lines of ``part``, each from its tone to the end of its words. Times count from where ``part``
    begins."""
    spoken = [line for line in _lines(timeline, voice) if part.start <= line[0] < part.end]
    nexts = [*(start for start, _, _ in spoken[1:]), part.end]
    found = ["WEBVTT"]
    for (start, over, text), following in zip(spoken, nexts, strict=True):
        end = min(following, max(over, start + _LEAST))
        found.append(f"{_clock(start - part.start)} --> {_clock(end - part.start)}\n{_escaped(text)}")
    return "\n\n".join(found) + "\n"


def _lines(timeline: Timeline, voice: Voice) -> Iterator[tuple[Ms, Ms, str]]:
    """When each line of the planned path begins, when it is over, and its words."""
    begun: Ms = 0
    for segment in timeline.path:
        for cue in segment.cues:
            if cue.say:
                said = voice(cue.say)
                lasts = speech(cue.say) if said is None else length(said)
                yield begun + cue.at, begun + cue.at + voice_after(cue.tone) + lasts, cue.say
        begun += segment.duration or 0


def _clock(ms: Ms) -> str:
    seconds, ms = divmod(ms, 1_000)
    return f"{seconds // 3_600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"


def _escaped(text: str) -> str:
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
