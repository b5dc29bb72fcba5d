"""Build the voice pack: ``python tools/build_voice.py`` (needs py-nanotts; takes about a minute).

Each part of a line is rendered at speed 0.9 and, while a line it belongs to does not fit the time that the
timeline gives it, a notch faster, up to 1.15. A line that does not fit then is named, and nothing is
written. What is said about safety begins slower than that where it would be hurried. The same texts always
give the same files; parts that did not change are not rendered again.

The engine is SVOX Pico (Apache License 2.0) as packed by py-nanotts, a tool of the development only. Its
voice is part of it under the same license, and what it speaks is free to use.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import version
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

from clarity import packed_clearly
from voice_lines import built_in_lines, hurried, safety_parts

from lrx_cli.core.timeline.cue_duration import speech
from lrx_cli.sound.clips import name_of, parts
from lrx_cli.sound.samples import as_clip, from_little_endian, length

FOLDER = ROOT / "data" / "voice"
INDEX = FOLDER / "index.tsv"
SPEEDS = (0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0, 1.05, 1.1, 1.15)
USUAL = SPEEDS.index(0.9)
VOICE = "en-US"
RENDER_VOLUME = 0.7
"""Above that the engine clips."""
ENGINE_RATE = 16_000
_WAY = 9
"""Counts the ways of making a clip: after a change all are made again."""


def main() -> int:
    lines = built_in_lines()
    texts = sorted({part.text for line in lines for part in parts(line)})
    kept = read_index()
    clear = {text: made.clarity for text, made in kept.items()}
    clips: dict[tuple[str, float], array[int]] = {}
    lengths: dict[str, dict[float, int]] = {
        text: dict(kept[text].lengths) if text in kept else {} for text in texts
    }

    new = [(text, SPEEDS[USUAL]) for text in texts if text not in kept]
    for key, clip in zip(new, _processes().starmap(_render, new, chunksize=1), strict=True):
        clips[key] = clip
        lengths[key[0]][key[1]] = length(clip)

    def length_at(text: str, speed: float) -> int:
        if speed not in lengths[text]:
            clips[text, speed] = render(text, speed)
            lengths[text][speed] = length(clips[text, speed])
        return lengths[text][speed]

    speeds, too_long = choose_speeds(lines, texts, length_at)
    if too_long:
        print("These do not fit the time the timeline gives them, even at the highest speed:")
        for line, ms in too_long:
            print(f"  {ms} ms for {speech(line)} ms: {line}")
        return 1
    rows = []
    rendered = 0
    for text in texts:
        speed = speeds[text]
        path = FOLDER / f"{name_of(text)}.clip"
        if (
            not path.exists()
            or (text, speed) in clips
            or text not in kept
            or max(kept[text].lengths) != speed
        ):
            packed, clarity = packed_clearly(clips.get((text, speed)) or render(text, speed))
            path.write_bytes(packed)
            clear[text] = clarity
            rendered += 1
        tried = " ".join(
            f"{speed}:{ms}" for speed, ms in sorted(lengths[text].items()) if speed <= speeds[text]
        )
        rows.append(f"{name_of(text)}\t{tried}\t{clear[text]:.1f}\t{text}\n")
    wanted = {f"{name_of(text)}.clip" for text in texts}
    for path in FOLDER.glob("*.clip"):
        if path.name not in wanted:
            path.unlink()
    INDEX.write_text(f"# {making()}\n" + "".join(sorted(rows)), encoding="utf-8")
    total = sum(path.stat().st_size for path in FOLDER.iterdir())
    seconds = sum(lengths[text][speeds[text]] for text in texts) / 1000
    print(
        f"{len(lines)} lines from {len(texts)} parts, {seconds:.0f} s, {total / 1e6:.2f} MB; "
        f"{rendered} made; "
        + ", ".join(f"{n} at {speed}" for speed in SPEEDS if (n := list(speeds.values()).count(speed)))
    )
    return 0


def choose_speeds(
    lines: Sequence[str], texts: Sequence[str], length_at: Callable[[str, float], int]
) -> tuple[dict[str, float], list[tuple[str, int]]]:
    """Of each part, the slowest speed at which all its lines fit; and the lines that do not fit at any.

    In a line that is too long what comes first is said faster first: it leads to what matters.
    """
    notches = dict.fromkeys(texts, USUAL)
    calm = safety_parts() & set(texts)
    for text in calm:
        while notches[text] and hurried(text, length_at(text, SPEEDS[notches[text]])):
            notches[text] -= 1

    def length_of(text: str) -> int:
        return length_at(text, SPEEDS[notches[text]])

    def may_be_faster(text: str) -> bool:
        notch = notches[text] + 1
        return notch < len(SPEEDS) and not (text in calm and hurried(text, length_at(text, SPEEDS[notch])))

    while True:
        too_long = [(line, ms) for line in lines if (ms := spoken_length(line, length_of)) > speech(line)]
        faster = {
            part
            for line, _ in too_long
            if (part := next((p.text for p in parts(line) if may_be_faster(p.text)), None))
        }
        if not faster:
            return {text: SPEEDS[notch] for text, notch in notches.items()}, too_long
        for part in faster:
            notches[part] += 1


def spoken_length(line: str, length_of: Callable[[str], int]) -> int:
    """In ms. ``length_of`` gives that of a part."""
    return sum(part.before + length_of(part.text) for part in parts(line))


def render(text: str, speed: float) -> array[int]:
    return _processes().apply(_render, (text, speed))


@cache
def _processes() -> Pool:
    """A new one for each text: the engine goes on with what the text before left in it, a new engine too, and
    no build would be like the one before."""
    import py_nanotts  # noqa: F401 - loaded once, before they are made

    return get_context("fork").Pool(maxtasksperchild=1)


def _render(text: str, speed: float) -> array[int]:
    from py_nanotts import NanoTTS

    pcm = NanoTTS().speak(text, voice=VOICE, speed=speed, volume=RENDER_VOLUME)
    return as_clip(from_little_endian(pcm), ENGINE_RATE)


class Made(NamedTuple):
    """A part as it was made before."""

    lengths: dict[float, int]
    """In ms, at each speed that was tried; the highest is the one that was taken."""
    clarity: float
    """See :func:`clarity.consonants_to_noise`."""


def making() -> str:
    """What the clips of an index are made with."""
    return f"{_WAY} {version('py-nanotts')}"


def read_index() -> dict[str, Made]:
    """Every part made before, by its text."""
    if not INDEX.exists():
        return {}
    head, *rows = INDEX.read_text(encoding="utf-8").splitlines()
    if head != f"# {making()}":
        return {}
    found = {}
    for row in rows:
        _, tried, clarity, text = row.split("\t")
        lengths = {float(speed): int(ms) for speed, _, ms in (one.partition(":") for one in tried.split())}
        found[text] = Made(lengths, float(clarity))
    return found


if __name__ == "__main__":
    sys.exit(main())
