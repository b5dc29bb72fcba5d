"""A session as one sound file: every tone and word at its sample, for a phone on the mat."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lrx_cli.core.catalog.exercise import Ms
from lrx_cli.core.timeline.timeline import Cue, Timeline
from lrx_cli.sound.samples import PER_MS, Samples, at_volume, wave
from lrx_cli.sound.tones import moment

Voice = Callable[[str], "Samples[int] | None"]


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
