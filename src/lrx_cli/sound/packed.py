"""A clip of speech as few bytes, read back fast.

A sample becomes one of 86 levels, which lie close together where it is quiet (the ``p`` of "stop" is a
hundredth of full scale) and far apart where it is loud and nobody hears the difference. Speech changes
slowly against 12,000 samples a second, so what is kept is the change of the change of the level, a byte
each, and zlib finds the rest. Reading back is two running sums and a table. Levels count modulo 256, so
no change is ever too large for its byte.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect
from collections.abc import Iterable
from itertools import accumulate, pairwise

from lrx_cli.sound.samples import LOUDEST, Samples

_FINEST = 240
_GROWTH = 0.05
"""A level is so much of itself, and the finest step, away from the next. Found by trying: finer, the pack
outgrows 6 MB; coarser, a recognizer begins to miss words."""


def _law() -> list[int]:
    levels = [0.0]
    while (louder := levels[-1] * (1 + _GROWTH) + _FINEST) <= LOUDEST:
        levels.append(louder)
    return [round(level) for level in levels]


_LOUDER = _law()
_BETWEEN = [(low + high) / 2 for low, high in pairwise(_LOUDER)]
_LEVELS = tuple(
    _LOUDER[min(place, len(_LOUDER) - 1)] if place < 128 else -_LOUDER[min(256 - place, len(_LOUDER) - 1)]
    for place in range(256)
)


def pack(samples: Samples[int]) -> bytes:
    levels = (bisect(_BETWEEN, abs(sample)) * (1 if sample >= 0 else -1) for sample in samples)
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_FILTERED)
    return deflate.compress(bytes(_changes(_changes(levels)))) + deflate.flush()


def unpack(packed: bytes) -> Samples[int]:
    """Raises ``ValueError`` for what is not a packed clip."""
    try:
        changes = zlib.decompress(packed, -15)
    except zlib.error as error:
        raise ValueError("not a clip of the voice pack") from error
    if not changes:
        raise ValueError("an empty clip of the voice pack")
    levels = _LEVELS
    return array("h", [levels[level & 255] for level in accumulate(accumulate(changes))])


def _changes(levels: Iterable[int]) -> Iterable[int]:
    before = 0
    for level in levels:
        yield (level - before) & 255
        before = level
