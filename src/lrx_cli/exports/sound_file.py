"""A session as a recording: every tone and word at its sample; its chapters, and its subtitles.

An MP3 file takes the extra ``mp3``; its tag is ID3 version 2.3 (id3.org/id3v2.3.0), with a title and chapters
to jump between (id3.org/id3v2-chapters-1.0).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from importlib import import_module
from itertools import pairwise
from typing import Any, NamedTuple

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.timeline import Cue, Timeline
from lrx_cli.core.timeline.cue_duration import speech
from lrx_cli.sound.samples import PER_MS, RATE, Samples, at_volume, laid, length, little_endian, moment
from lrx_cli.sound.tones import voice_at
from lrx_cli.text import clean

Voice = Callable[[str], "Samples[int] | None"]

_LEAST: Ms = 1_000
"""A line that is shorter stays as long, unless something else is said: nobody reads faster."""


class Placed(NamedTuple):
    at: Ms
    cue: Cue
    samples: Samples[int]


def laid_out(timeline: Timeline, voice: Voice, *, volume: int = 100) -> Samples[int]:
    """All of the session. ``voice`` gives a line as sound; ``None``: its tone has to do.

    Raises ``ValueError`` where one sound would begin before the one before it is over: a compiled timeline
    has no such place.
    """
    whole = laid((placed.at, at_volume(placed.samples, volume)) for placed in sounds(timeline, voice))
    whole.frombytes(bytes(max(0, 2 * (timeline.duration * PER_MS - len(whole)))))
    return whole


def sounds(timeline: Timeline, voice: Voice) -> Iterator[Placed]:
    """What is heard of the planned path, in order."""
    made: dict[tuple[str | None, str | None], Samples[int]] = {}
    for begun, segment in timeline.timed():
        for cue in segment.cues:
            key = (cue.tone, cue.say)
            if key not in made:
                made[key] = moment(cue.tone, voice(cue.say) if cue.say else None)
            if made[key]:
                yield Placed(begun + cue.at, cue, made[key])


class Chapter(NamedTuple):
    """An exercise, from the moment it is named to the moment the next one is."""

    exercise: str
    title: str
    start: Ms
    end: Ms


def chapters(timeline: Timeline) -> list[Chapter]:
    """In the order they are played. Together they last as long as the session."""
    starts: dict[int, Ms] = {}
    for begun, segment in timeline.timed():
        starts.setdefault(segment.block, begun)
    bounds = pairwise([*starts.values(), timeline.duration])
    return [
        Chapter(block.exercise, f"{number}. {block.name}", start, end)
        for number, (block, (start, end)) in enumerate(zip(timeline.blocks, bounds, strict=True), start=1)
    ]


def webvtt(timeline: Timeline, part: Chapter, voice: Voice) -> str:
    """The lines of ``part``, each from its tone to the end of its words. Times count from where ``part``
    begins."""
    lines = [
        (begun + cue.at, voice_at(cue.tone), cue.say)
        for begun, segment in timeline.timed()
        for cue in segment.cues
        if cue.say and part.start <= begun + cue.at < part.end
    ]
    nexts = [*(start for start, _, _ in lines[1:]), part.end]
    found = ["WEBVTT"]
    for (start, tone, text), following in zip(lines, nexts, strict=True):
        said = voice(text)
        lasts = tone + (speech(text) if said is None else length(said))
        end = min(following, start + max(lasts, _LEAST))
        times = f"{_clock(start - part.start)} --> {_clock(end - part.start)}"
        found.append(f"{times}\n{escape(clean(text), quote=False)}")
    return "\n\n".join(found) + "\n"


def _clock(ms: Ms) -> str:
    seconds, ms = divmod(ms, 1_000)
    return f"{seconds // 3_600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"


# --- as an MP3 file ----------------------------------------------------------------------------------


_KBIT_S = 32
"""Half an hour is 7 MB. Noise above 2 kHz, where consonants are, was 15 dB below them (measured)."""
_OUT_RATE = 24_000
"""Twice ours, for players that know MPEG-2 and not its extension to lower rates."""
_QUALITY = 5
"""LAME's usual one. 2 takes a third longer, and was not better above 2 kHz."""
_STEP = 10 * RATE
"""Samples between two calls of ``progress``."""

_UTF_16 = b"\x01"
_ORDERED_FROM_THE_TOP = b"\x03"
_NO_OFFSET = b"\xff" * 4
"""Chapters are found by their time, not by a place in the file."""


def mp3_encoder() -> Any:
    """That of the extra, which has no types. Raises ``ImportError`` where it is missing or broken."""
    return import_module("lameenc").Encoder()


def mp3(samples: Samples[int], progress: Callable[[int, int], None]) -> bytes:
    """``progress`` is called with how many samples of how many are done. Raises as :func:`mp3_encoder`."""
    encoder = mp3_encoder()
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


def mp3_tag(title: str, chapters: Sequence[Chapter], *, track: tuple[int, int] | None = None) -> bytes:
    """``track``: which file of how many this is. At most 255 chapters, as the format has it."""
    frames = [_text("TIT2", title), _text("TPE1", "lrx")]
    if track is not None:
        frames.append(_text("TRCK", f"{track[0]}/{track[1]}"))
    if chapters:
        names = b"".join(map(_name, range(len(chapters))))
        frames.append(_frame("CTOC", b"toc\0" + _ORDERED_FROM_THE_TOP + bytes([len(chapters)]) + names))
        frames += [_chapter(number, chapter) for number, chapter in enumerate(chapters)]
    body = b"".join(frames)
    return b"ID3\x03\x00\x00" + _without_high_bits(len(body)) + body


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
