"""Reading WAV files that other programs wrote, as they really are: some engines that write to a pipe
promise two gigabytes in the header, and end where they end."""

from __future__ import annotations

from array import array

from lrx_cli.sound.samples import RATE, Samples, from_little_endian
from lrx_cli.sound.speech import resampled

_PCM = 1
_EXTENSIBLE = 0xFFFE
_HEADER = 8
"""A chunk's name and length."""


def samples_of(data: bytes) -> Samples[int]:
    """One channel at our rate. Raises ``ValueError`` with what is wrong."""
    samples, rate = read_wave(data)
    return samples if rate == RATE else resampled(samples, rate)


def read_wave(data: bytes) -> tuple[Samples[int], int]:
    """The first channel as it is, and its rate."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise ValueError("not a WAV file")
    rate = channels = 0
    place = 12
    while place + _HEADER <= len(data):
        name = data[place : place + 4]
        size = int.from_bytes(data[place + 4 : place + _HEADER], "little")
        body = data[place + _HEADER : place + _HEADER + size]
        if name == b"fmt ":
            channels, rate = _format(body)
        elif name == b"data":
            if not rate:
                break
            return _first_channel(body, channels), rate
        place += _HEADER + size + size % 2
    raise ValueError("a WAV file without sound in it")


def _format(body: bytes) -> tuple[int, int]:
    kind, channels = int.from_bytes(body[:2], "little"), int.from_bytes(body[2:4], "little")
    rate, bits = int.from_bytes(body[4:8], "little"), int.from_bytes(body[14:16], "little")
    if kind not in (_PCM, _EXTENSIBLE) or bits != 16 or not 1 <= channels <= 8:
        raise ValueError("not 16-bit PCM")
    if not 4_000 <= rate <= 192_000:
        raise ValueError(f"a rate of {rate} samples a second")
    return channels, rate


def _first_channel(body: bytes, channels: int) -> Samples[int]:
    samples = from_little_endian(body)
    if channels > 1:
        samples = array("h", samples[::channels])
    if not samples:
        raise ValueError("an empty WAV file")
    return samples
