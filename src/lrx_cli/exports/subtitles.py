"""What a session says, to read while its sound plays: a WebVTT file (w3.org/TR/webvtt1)."""

from __future__ import annotations

from collections.abc import Iterator

from lrx_cli.core.catalog.exercise import Ms
from lrx_cli.core.timeline.cue_duration import speech
from lrx_cli.core.timeline.timeline import Timeline
from lrx_cli.exports.chapters import Chapter
from lrx_cli.exports.wav import Voice
from lrx_cli.sound.samples import length
from lrx_cli.sound.tones import voice_after
from lrx_cli.text import clean

_LEAST: Ms = 1_000
"""A line that is shorter stays as long, unless something else is said: nobody reads faster."""


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
