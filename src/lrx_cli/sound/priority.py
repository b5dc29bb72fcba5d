"""Which event makes which sound, and which sound gives way to which.

One clip at a time. A sound of less weight never interrupts one of more; among equals the later one counts,
because it belongs to the present. Tone and words of one moment are one clip, so nothing slips between them;
so are three ticks and what they announce, so that nothing can come late after them.
"""

from __future__ import annotations

from enum import IntEnum

from lrx_cli.sound.samples import Ms, Samples, laid
from lrx_cli.sound.tones import Tone, tone, tone_length

TONE_TO_VOICE: Ms = 120
TICK_EVERY: Ms = 1_000
LATE_TIP: Ms = 500
"""A tip that had to wait longer than this is not told any more."""
CLEAR_OF_END: Ms = 200
"""A line that had to wait is not told if it would not be over so long before its segment is."""


class Priority(IntEnum):
    TIP = 0
    STEP = 1
    CUE = 2
    SAFETY = 3


_BY_KIND = {
    "safety": Priority.SAFETY,
    "tip": Priority.TIP,
    "announce": Priority.STEP,
    "step": Priority.STEP,
}


def priority(kind: str, tone: Tone | None) -> Priority:
    """Of a cue. With a tone it tells what to do now, whatever its words are about."""
    if tone == "alert":
        return Priority.SAFETY
    by_kind = _BY_KIND.get(kind, Priority.CUE)
    return max(by_kind, Priority.CUE) if tone and by_kind != Priority.TIP else by_kind


def voice_after(tone: Tone | None) -> Ms:
    return tone_length(tone) + TONE_TO_VOICE if tone else 0


def moment(name: Tone | None, words: Samples[int] | None) -> Samples[int]:
    """Tone and words of one moment; either may be missing."""
    pieces = [] if name is None else [(0, tone(name))]
    if words is not None:
        pieces.append((voice_after(name), words))
    return laid(pieces)


def ticking(count: int, then: Samples[int] | None = None) -> Samples[int]:
    """``count`` ticks, one a second, and what they announce a second after the last one."""
    pieces = [(TICK_EVERY * place, tone("tick")) for place in range(count)]
    if then:
        pieces.append((TICK_EVERY * count, then))
    return laid(pieces)
