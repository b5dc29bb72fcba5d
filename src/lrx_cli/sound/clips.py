"""How a line is put together from clips, and a clip of speech as few bytes, read back fast.

A part of a line is a sentence, or a piece of one where a count meets what is counted: ``Four,`` and ``round
up.`` One clip of each then serves every exercise, at a place where one pauses anyway. Numbers above thirty,
which are rare, are put together too: ``About forty`` and ``six minutes.`` A line that cannot be put together
from the parts there are has no voice.

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

import re
import zlib
from array import array
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from lrx_cli.sound.samples import LOUDEST, Samples, silence
from lrx_cli.sound.tones import Ms

BETWEEN_SENTENCES: Ms = 300
AFTER_COUNT: Ms = 180

_ONE_TO_NINE = "one two three four five six seven eight nine"
_TEN_TO_TWENTY = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
_THIRTY_ON = "thirty forty fifty sixty seventy eighty ninety"
_COUNTED = (
    "repetition of final first next one pair exercise exercises time times once twice set sets "
    "on to each leg side the"
)
_COUNTING = frozenset(f"{_ONE_TO_NINE} {_TEN_TO_TWENTY} {_THIRTY_ON} {_COUNTED}".split())
"""A beginning of nothing but these words is a part of its own."""
_NUMBERS = frozenset(f"{_ONE_TO_NINE} {_TEN_TO_TWENTY} {_THIRTY_ON}".split())
_TENS = frozenset(_THIRTY_ON.split())
_ONES = frozenset(_ONE_TO_NINE.split()) - {"nine"}
"""Without nine: put together, ``fifty nine`` would take longer than the timeline gives it."""


class Part(NamedTuple):
    text: str
    """As it is rendered: with a capital, so that what begins a line and what ends one are one clip."""
    before: Ms
    """Quiet before it, inside its line."""


def parts(line: str) -> list[Part]:
    found: list[Part] = []
    for sentence in sentences(line):
        gap = BETWEEN_SENTENCES if found else 0
        for piece in _pieces(sentence):
            found.append(Part(piece[:1].upper() + piece[1:], gap))
            gap = AFTER_COUNT if piece[-1] in ",:" else 0
    return found


def sentences(line: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.?!]) ", " ".join(line.split())) if sentence]


def _pieces(sentence: str) -> Iterator[str]:
    words = sentence.split(" ")
    if (of := _of(words)) is not None:  # Four | of eight, | round. Two sets | of eight, | on each side.
        yield " ".join(words[:of])
        yield " ".join(words[of : of + 2])
        if words[of + 2 :]:
            yield from _pieces(" ".join(words[of + 2 :]))
        return
    head = _counting(words)
    start = 0
    if head and words[head - 1][-1] == ":" and "of" in words[1:head]:  # Next, number four | of ten:
        start = words.index("of", 1)
        yield " ".join(words[:start])
    if head:
        yield " ".join(words[start:head])
    start = head
    for place in range(head, len(words) - 1):
        if words[place].lower() in _TENS and words[place + 1] in _ONES:
            yield " ".join(words[start : place + 1])
            start = place + 1
    yield " ".join(words[start:])


def _of(words: Sequence[str]) -> int | None:
    """Where the "of" stands in a sentence that begins with ``four of eight`` or ``two sets of eight``.
    Nobody would hear ``of one`` alone."""
    if "of" not in words[1:-1]:
        return None
    of = words.index("of", 1)
    most = words[of + 1].rstrip(",.").lower()
    counted = words[: of - 1] if words[of - 1] in ("set", "sets") else words[:of]
    return of if most != "one" and all(word.lower() in _NUMBERS for word in (*counted, most)) else None


def _counting(words: Sequence[str]) -> int:
    """How many words the beginning has that only counts; 0: there is none, or nothing else."""
    head = 0
    for place, word in enumerate(words[:-1], start=1):
        if word.strip(",:").lower() not in _COUNTING:
            break
        if word[-1] in ",:":
            head = place
    return head


def name_of(part: str) -> str:
    """What the clip of a part is called: a digest of its text, so a changed text never finds an old clip."""
    import hashlib  # takes longer to load than all that a silent session does without it

    return hashlib.sha256(part.encode()).hexdigest()[:16]


def spoken(line: str, clip: Callable[[str], Samples[int] | None]) -> Samples[int] | None:
    """The line as sound. ``clip`` gives that of a part; ``None``: one of them is missing."""
    whole = array("h")
    for part in parts(line):
        found = clip(part.text)
        if found is None:
            return None
        whole += silence(part.before) + found
    return whole or None


TILT = (1.7, -0.76)
"""How much of the last sample and of the one before it predicts the next."""
STEPS = (200.0, 160.0, 130.0, 105.0, 85.0, 70.0)
"""How far apart the two softest levels of a clip may be, in samples' units."""
_GROWTH = 0.1
"""Each distance is so much longer than the one before."""
_LAW = tuple(((1 + _GROWTH) ** place - 1) / _GROWTH for place in range(128))
_BETWEEN = [(low + high) / 2 for low, high in pairwise(_LAW)]
LEVELS = (*_LAW, -_LAW[127], *(-level for level in reversed(_LAW[1:])))
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


def levels_of(packed: bytes) -> bytes:
    """Its levels, one for each sample. Raises ``ValueError`` for what is not a packed clip."""
    try:
        places = zlib.decompress(packed[1:], -15)
    except zlib.error as error:
        raise ValueError("not a clip of the voice pack") from error
    if not places or packed[0] >= len(STEPS):
        raise ValueError("not a clip of the voice pack")
    return places


def unpack(packed: bytes) -> Samples[int]:
    """Raises ``ValueError`` for what is not a packed clip."""
    places = levels_of(packed)
    scale = STEPS[packed[0]]
    levels = [scale * level for level in LEVELS]
    one, two = TILT
    samples: list[float] = []
    sample = before = 0.0
    for place in places:
        sample, before = levels[place] + one * sample + two * before, sample
        samples.append(sample)
    try:
        return array("h", map(int, samples))
    except OverflowError:  # loud enough that rounding went past full scale
        return array("h", (int(max(-LOUDEST, min(LOUDEST, sample))) for sample in samples))
