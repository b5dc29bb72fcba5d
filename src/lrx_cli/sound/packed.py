"""A clip of speech as few bytes, read back fast.

What makes words clear lies above 2 kHz, where speech is 25 dB softer than below. Noise that is equally
loud at every frequency, as rounding makes it, drowns it. So the clip is first tilted towards the treble (a
sample less most of what the two before it predict), then rounded, and tilted back when it is read, which
turns the noise down where the consonants are.

A tilted sample becomes one of 255 levels, a byte each, close together where it is quiet and far apart where
it is loud and nobody hears the difference. The first byte of a clip says how close: a clip with soft
consonants needs closer levels than others. The bytes are deflated. ``bench/voice.py`` compares this
with other tilts, laws and rates.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect
from itertools import pairwise

from lrx_cli.sound.samples import LOUDEST, Samples

TILT = (1.7, -0.76)
"""How much of the last sample and of the one before it predicts the next."""
STEPS = (200.0, 160.0, 130.0, 105.0, 85.0, 70.0)
"""How far apart the two softest levels of a clip may be, in samples' units."""
_GROWTH = 0.1
"""Each distance is so much longer than the one before."""
_LAW = tuple(((1 + _GROWTH) ** place - 1) / _GROWTH for place in range(128))
_BETWEEN = [(low + high) / 2 for low, high in pairwise(_LAW)]
_LEVELS = (*_LAW, -_LAW[127], *(-level for level in reversed(_LAW[1:])))
"""By level modulo 256."""


def pack(samples: Samples[int], step: int) -> bytes:
    """``step``: an index of :data:`STEPS`; a greater one is clearer and longer."""
    scale = STEPS[step]
    levels = bytearray()
    before = earlier = 0
    for sample in samples:
        tilted = (sample - TILT[0] * before - TILT[1] * earlier) / scale
        level = bisect(_BETWEEN, abs(tilted))
        levels.append(level if tilted >= 0 else -level & 255)
        before, earlier = sample, before
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_FILTERED)
    return bytes([step]) + deflate.compress(levels) + deflate.flush()


def unpack(packed: bytes) -> Samples[int]:
    """Raises ``ValueError`` for what is not a packed clip."""
    if not packed or packed[0] >= len(STEPS):
        raise ValueError("not a clip of the voice pack")
    try:
        places = zlib.decompress(packed[1:], -15)
    except zlib.error as error:
        raise ValueError("not a clip of the voice pack") from error
    if not places:
        raise ValueError("an empty clip of the voice pack")
    scale = STEPS[packed[0]]
    levels = [scale * level for level in _LEVELS]
    one, two = TILT
    tilted = [levels[place] for place in places]
    samples: list[float] = []
    sample = before = 0.0
    for value in tilted:
        sample, before = value + one * sample + two * before, sample
        samples.append(sample)
    try:
        return array("h", map(int, samples))
    except OverflowError:  # loud enough that rounding went past full scale
        return array("h", (int(max(-LOUDEST, min(LOUDEST, sample))) for sample in samples))
