"""A sound as an MP3 file, by the extra ``mp3``."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from lrx_cli.sound.samples import RATE, Samples, little_endian

_KBIT_S = 32
"""Half an hour is 7 MB. Noise above 2 kHz, where consonants are, was 15 dB below them (measured)."""
_OUT_RATE = 24_000
"""Twice ours, for players that know MPEG-2 and not its extension to lower rates."""
_QUALITY = 5
"""LAME's usual one. 2 takes a third longer, and was no better above 2 kHz."""
_STEP = 10 * RATE
"""Samples between two calls of ``progress``."""


def can_write() -> bool:
    """Whether the extra is installed."""
    return find_spec("lameenc") is not None


def mp3(samples: Samples[int], progress: Callable[[int, int], None]) -> bytes:
    """``progress`` is called with how many samples of how many are done. Raises ``ImportError`` where the
    extra is missing."""
    encoder: Any = import_module("lameenc").Encoder()  # which has no types
    encoder.silence()
    encoder.set_bit_rate(_KBIT_S)
    encoder.set_in_sample_rate(RATE)
    encoder.set_out_sample_rate(_OUT_RATE)
    encoder.set_channels(1)
    encoder.set_quality(_QUALITY)
    found = bytearray()
    for start in range(0, len(samples), _STEP):
        found += encoder.encode(little_endian(samples[start : start + _STEP]))
        progress(min(start + _STEP, len(samples)), len(samples))
    return bytes(found + encoder.flush())
