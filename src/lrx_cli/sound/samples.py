"""Sound in memory: one channel of 16-bit samples, 12 of them a millisecond.

One rate for everything, so that nothing is ever converted while somebody waits. It is enough: the voice
has a thousandth of its power above 4 kHz, and a quarter fewer samples are a quarter less to ship.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable

Ms = int
"""Whole milliseconds."""
Samples = array  # array("h")

RATE = 12_000
PER_MS = RATE // 1_000
LOUDEST = 32_767


def silence(ms: Ms) -> Samples[int]:
    return array("h", bytes(2 * PER_MS * max(0, ms)))


def length(samples: Samples[int]) -> Ms:
    """In whole ms, rounded up: after so long it is over."""
    return -(-len(samples) // PER_MS)


def joined(pieces: Iterable[Samples[int]], gap: Ms) -> Samples[int]:
    """One after another, ``gap`` apart."""
    whole = array("h")
    for piece in pieces:
        if whole:
            whole.extend(silence(gap))
        whole.extend(piece)
    return whole


def laid(pieces: Iterable[tuple[Ms, Samples[int]]]) -> Samples[int]:
    """Each piece at its moment. They must not overlap: nothing talks over anything."""
    whole = array("h")
    for at, piece in pieces:
        missing = at * PER_MS - len(whole)
        if missing < 0:
            raise ValueError(f"the sound at {at} ms begins before the one before it is over")
        whole.extend(array("h", bytes(2 * missing)))
        whole.extend(piece)
    return whole


def at_volume(samples: Samples[int], percent: int) -> Samples[int]:
    """Softer; 100 is as it was made."""
    if percent >= 100:
        return samples
    # Loudness is felt as a power of the amplitude: the square makes half as loud of 50.
    factor = (max(0, percent) / 100) ** 2
    return array("h", (int(sample * factor) for sample in samples))


def wave(samples: Samples[int]) -> bytes:
    """A WAV file."""
    pcm = little_endian(samples)
    return wave_header(len(samples)) + pcm


def wave_header(count: int) -> bytes:
    """What a WAV file of ``count`` samples begins with."""
    size = 2 * count
    fields = (
        (b"RIFF",), (36 + size, 4), (b"WAVEfmt ",), (16, 4), (1, 2), (1, 2), (RATE, 4), (2 * RATE, 4),
        (2, 2), (16, 2), (b"data",), (size, 4),
    )  # fmt: skip
    return b"".join(
        field[0] if len(field) == 1 else field[0].to_bytes(field[1], "little") for field in fields
    )


def little_endian(samples: Samples[int]) -> bytes:
    if sys.byteorder == "big":
        samples = array("h", samples)
        samples.byteswap()
    return samples.tobytes()


def from_little_endian(pcm: bytes) -> Samples[int]:
    """An odd last byte is left out: some engines end in one."""
    samples = array("h")
    samples.frombytes(pcm[: len(pcm) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    return samples
