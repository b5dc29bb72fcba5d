"""A sound as an MP3 file, by the extra ``mp3``; its tag has a title, and chapters to jump between.

ID3 version 2.3 (id3.org/id3v2.3.0) and its chapter frames (id3.org/id3v2-chapters-1.0).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from lrx_cli.exports.sound_file import Chapter
from lrx_cli.sound.samples import RATE, Samples, little_endian

_KBIT_S = 32
"""Half an hour is 7 MB. Noise above 2 kHz, where consonants are, was 15 dB below them (measured)."""
_OUT_RATE = 24_000
"""Twice ours, for players that know MPEG-2 and not its extension to lower rates."""
_QUALITY = 5
"""LAME's usual one. 2 takes a third longer, and was no better above 2 kHz."""
_STEP = 10 * RATE
"""Samples between two calls of ``progress``."""

_UTF_16 = b"\x01"
_ORDERED_FROM_THE_TOP = b"\x03"
_NO_OFFSET = b"\xff" * 4
"""Chapters are found by their time, not by a place in the file."""


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


def tag(title: str, chapters: Sequence[Chapter], *, track: tuple[int, int] | None = None) -> bytes:
    """``track``: which file of how many this is. At most 255 chapters, as the format has it."""
    frames = [_text("TIT2", title), _text("TPE1", "lrx")]
    if track is not None:
        frames.append(_text("TRCK", f"{track[0]}/{track[1]}"))
    if chapters:
        frames.append(_contents(len(chapters)))
        frames += [_chapter(number, chapter) for number, chapter in enumerate(chapters)]
    body = b"".join(frames)
    return b"ID3\x03\x00\x00" + _without_high_bits(len(body)) + body


def _contents(count: int) -> bytes:
    names = b"".join(_name(number) for number in range(count))
    return _frame("CTOC", b"toc\0" + _ORDERED_FROM_THE_TOP + count.to_bytes(1, "big") + names)


def _chapter(number: int, chapter: Chapter) -> bytes:
    times = chapter.start.to_bytes(4, "big") + chapter.end.to_bytes(4, "big")
    return _frame("CHAP", _name(number) + times + 2 * _NO_OFFSET + _text("TIT2", chapter.title))


def _name(number: int) -> bytes:
    return b"chapter%d\0" % number


def _text(name: str, text: str) -> bytes:
    return _frame(name, _UTF_16 + b"\xff\xfe" + text.encode("utf-16-le"))


def _frame(name: str, body: bytes) -> bytes:
    return name.encode() + len(body).to_bytes(4, "big") + b"\0\0" + body


def _without_high_bits(size: int) -> bytes:
    """Seven bits a byte, so that no player takes the size for sound."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
