"""The alphabet of tones. Rising means move, level means stay, falling means come back.

The meaning is in direction and rhythm, not in pitch alone. The energy lies between 500 and 1500 Hz with
two overtones, because laptop speakers have no bass and older ears no treble; attack and release are
soft, because a click sounds like a fault.
"""

from enum import IntEnum
from functools import cache
from typing import Literal

Ms = int
"""Whole milliseconds."""
Tone = Literal["go", "stay", "back", "end", "tick", "switch", "next", "done", "alert"]

NOTES: dict[Tone, tuple[tuple[int, Ms], ...]] = {
    "go": ((660, 80), (0, 10), (880, 90)),
    "stay": ((740, 150),),
    "back": ((880, 80), (0, 10), (660, 90)),
    "end": ((880, 110), (0, 30), (587, 210)),
    "tick": ((880, 80),),
    "switch": ((784, 105), (0, 20), (523, 105), (0, 20), (784, 105), (0, 20), (523, 105)),
    "next": ((587, 130), (0, 40), (587, 130)),
    "done": ((523, 120), (0, 30), (659, 120), (0, 30), (784, 120), (0, 30), (1047, 350)),
    "alert": ((988, 150), (0, 75), (988, 150), (0, 75), (988, 150)),
}
"""Frequency in Hz (0: silence) and length."""

MEANING: dict[Tone, str] = {
    "go": "rising: move",
    "stay": "level: hold",
    "back": "falling: come back",
    "end": "long falling: a long hold is over, come back",
    "tick": "three of these, one a second: something changes",
    "switch": "high, low, high, low: change sides",
    "next": "two low ones, the same: what comes next",
    "done": "four rising: that was all",
    "alert": "three times the same: stop",
}


@cache
def tone_length(name: Tone) -> Ms:
    return sum(ms for _, ms in NOTES[name])


TONE_TO_VOICE: Ms = 120


def voice_at(tone: Tone | None) -> Ms:
    """When the voice begins, from the moment of its cue."""
    return tone_length(tone) + TONE_TO_VOICE if tone else 0


# --- which event makes which sound, and which gives way -------------------------------------------
#
# One clip at a time. A sound of less weight never interrupts one of more; among equals the later one counts,
# because it belongs to the present. Tone and words of one moment are one clip, so nothing slips between them;
# so are three ticks and what they announce, so that nothing can come late after them.

TICK_EVERY: Ms = 1_000
LATE_TIP: Ms = 500
"""A tip that had to wait longer than this is dropped."""
CLEAR_OF_END: Ms = 200
"""A line that had to wait is dropped unless it ends at least this long before its segment does."""


class Priority(IntEnum):
    TIP = 0
    STEP = 1
    CUE = 2
    SAFETY = 3


_BY_KIND = {"safety": Priority.SAFETY, "tip": Priority.TIP, "announce": Priority.STEP, "step": Priority.STEP}


def priority(kind: str, tone: Tone | None) -> Priority:
    """Of a cue. With a tone it says what to do now, whatever its words are about."""
    if tone == "alert":
        return Priority.SAFETY
    by_kind = _BY_KIND.get(kind, Priority.CUE)
    return max(by_kind, Priority.CUE) if tone and by_kind != Priority.TIP else by_kind
