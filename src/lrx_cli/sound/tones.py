"""The alphabet of tones. Rising means move, level means stay, falling means come back.

The meaning is in direction and rhythm, not in pitch alone. The energy lies between 500 and 1500 Hz with
two overtones, because laptop speakers have no bass and older ears no treble; attack and release are
soft, because a click sounds like a fault.
"""

from __future__ import annotations

from array import array
from functools import cache
from math import pi, sin
from typing import Literal

from lrx_cli.sound.samples import LOUDEST, PER_MS, RATE, Ms, Samples, silence

Tone = Literal["go", "stay", "back", "end", "tick", "switch", "next", "done", "alert"]

NOTES: dict[Tone, tuple[tuple[int, Ms], ...]] = {
    "go": ((660, 80), (0, 10), (880, 90)),
    "stay": ((740, 150),),
    "back": ((880, 80), (0, 10), (660, 90)),
    "end": ((880, 110), (0, 30), (587, 210)),
    "tick": ((880, 80),),
    "switch": ((784, 105), (0, 20), (523, 105), (0, 20), (784, 105), (0, 20), (523, 105)),
    "next": ((587, 130), (0, 40), (740, 130)),
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
    "next": "two rising, slowly: what comes next",
    "done": "four rising: that was all",
    "alert": "three times the same: stop",
}

_OVERTONES = ((1, 1.0), (2, 0.35), (3, 0.15))
_LEVEL = 0.45
"""Of full scale: about as loud as the voice, and no clipping however they are played."""
_ATTACK: Ms = 6
_RELEASE: Ms = 25


@cache
def tone(name: Tone) -> Samples[int]:
    """Shared: not to be changed."""
    whole = array("h")
    for frequency, ms in NOTES[name]:
        whole.extend(_note(frequency, ms) if frequency else silence(ms))
    return whole


def tone_length(name: Tone) -> Ms:
    return sum(ms for _, ms in NOTES[name])


def _note(frequency: int, ms: Ms) -> Samples[int]:
    count = ms * PER_MS
    attack, release = _ATTACK * PER_MS, min(_RELEASE, ms // 2) * PER_MS
    scale = LOUDEST * _LEVEL / sum(share for _, share in _OVERTONES)
    step = 2 * pi * frequency / RATE
    return array(
        "h",
        (
            int(
                scale
                * min(1.0, place / attack, (count - place) / release)
                * sum(share * sin(step * number * place) for number, share in _OVERTONES)
            )
            for place in range(count)
        ),
    )
