"""How clear a coded clip of speech is: its signal against its noise where consonants are."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, log10, pi, sin

from lrx_cli.sound.clips import STEPS, pack, unpack
from lrx_cli.sound.samples import RATE, Samples, length

CONSONANTS_HZ = 2_000
"""Voiced sounds have most of their power below, consonants above."""
CLEAR_DB = 11.0
"""The least a clip is packed to. The mean is 18; with noise alike at all frequencies, as in 0.1, it was 6."""


SHORT_MS = 600
CLEAR_SHORT_DB = 17.0
"""A number or another word alone gets no help from the words around it: "six" is an s, a moment, and an x."""


LATE = RATE * 30 // 1000
"""A soft beginning, as of "thirty", may lose so many samples and no more: 30 ms."""
HEARD = 100


def begins(samples: Samples[int]) -> int:
    """At which sample it is first loud enough to be heard."""
    return next((place for place, sample in enumerate(samples) if abs(sample) > HEARD), len(samples))


def consonants_to_noise(samples: Samples[int], coded: Samples[int]) -> float:
    """Signal to noise above 2 kHz, in dB, over the whole clip."""
    signal = high_passed(samples)
    noise = high_passed([after - before for before, after in zip(samples, coded, strict=True)])
    power = sum(value * value for value in noise)
    return 10 * log10(sum(value * value for value in signal) / power) if power else float("inf")


def packed_clearly(samples: Samples[int]) -> tuple[bytes, float]:
    """The shortest packing that is clear, and how clear it is, in dB."""
    packed, clarity = b"", 0.0
    needed = CLEAR_SHORT_DB if length(samples) <= SHORT_MS else CLEAR_DB
    for step in range(len(STEPS)):
        packed = pack(samples, step)
        coded = unpack(packed)
        clarity = consonants_to_noise(samples, coded)
        if clarity >= needed and begins(coded) <= begins(samples) + LATE:
            break
    return packed, clarity


def high_passed(samples: Sequence[int]) -> list[float]:
    """What lies above 2 kHz: a Butterworth filter of the fourth order."""
    values: Sequence[float] = samples
    for quality in (0.5412, 1.3066):
        values = _second_order(values, quality)
    return list(values)


def _second_order(samples: Sequence[float], quality: float) -> list[float]:
    turn = 2 * pi * CONSONANTS_HZ / RATE
    alpha = sin(turn) / (2 * quality)
    scale = 1 + alpha
    outer, inner = (1 + cos(turn)) / 2 / scale, -(1 + cos(turn)) / scale
    one, two = -2 * cos(turn) / scale, (1 - alpha) / scale
    found: list[float] = []
    x1 = x2 = y1 = y2 = 0.0
    for x in samples:
        y = outer * (x + x2) + inner * x1 - one * y1 - two * y2
        x1, x2, y1, y2 = x, x1, y, y1
        found.append(y)
    return found
