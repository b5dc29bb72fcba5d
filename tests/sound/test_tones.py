"""The alphabet of tones: what tells them apart, and that they harm no ear."""

from __future__ import annotations

from math import cos, log10, pi, sin, sqrt
from statistics import fmean
from typing import get_args

import pytest

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Choice, Routine
from lrx_cli.core.catalog.words import Teach
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.timeline.compile import compile
from lrx_cli.core.timeline.phrases import LESSON
from lrx_cli.sound.samples import LOUDEST, RATE, length, tone
from lrx_cli.sound.tones import MEANING, NOTES, Tone, tone_length
from lrx_cli.storage.voice import VoicePack
from tests.sound_server import pitch

TONES: tuple[Tone, ...] = tuple(NOTES)


def test_there_is_one_sound_for_every_tone_of_the_timeline() -> None:
    assert set(TONES) == set(MEANING) == set(get_args(Tone))


@pytest.mark.parametrize("name", TONES)
def test_each_lasts_as_long_as_the_timeline_thinks(name: Tone) -> None:
    assert tone_length(name) == length(tone(name))


@pytest.mark.parametrize(
    ("name", "first", "last"), [("go", 660, 880), ("back", 880, 660), ("end", 880, 587), ("stay", 740, 740)]
)
def test_direction_tells_the_phase(name: Tone, first: int, last: int) -> None:
    samples = tone(name).tolist()
    assert abs(pitch(samples[:800], RATE) - first) <= 10
    assert abs(pitch(samples[-800:], RATE) - last) <= 10


@pytest.mark.parametrize("name", TONES)
def test_none_clips_or_clicks(name: Tone) -> None:
    samples = tone(name).tolist()
    loudest = max(map(abs, samples))
    assert loudest < LOUDEST * 0.5
    assert max(map(abs, samples[:6])) < loudest * 0.08
    assert max(map(abs, samples[-6:])) < loudest * 0.08


def loudness_on_a_small_loudspeaker(samples: list[int]) -> float:
    """In dB, where something sounds, through a high-pass of second order at 500 Hz."""
    turn = 2 * pi * 500 / RATE
    damping = sin(turn) / sqrt(2)
    one = two = before = before_that = 0.0
    passed = []
    for sample in samples:
        level = (1 + cos(turn)) / 2 * (sample - 2 * before + before_that)
        level = (level + 2 * cos(turn) * one - (1 - damping) * two) / (1 + damping)
        one, two, before, before_that = level, one, sample, before
        passed.append(level * level)
    blocks = [fmean(passed[start : start + 240]) for start in range(0, len(passed) - 239, 240)]
    return 10 * log10(fmean(block for block in blocks if block > max(blocks) / 1_000))


def test_no_tone_is_louder_than_the_voice_on_a_small_loudspeaker() -> None:
    pack = VoicePack(locations.voice_folder())
    lines = (
        "Now the left leg.",
        "Roll onto your back.",
        "Keep breathing.",
        "Halfway through.",
        "Start with the left leg.",
    )
    clips = [clip for clip in map(pack.line, lines) if clip is not None]
    voice = fmean(loudness_on_a_small_loudspeaker(clip.tolist()) for clip in clips)
    for name in TONES:
        assert voice - 3 < loudness_on_a_small_loudspeaker(tone(name).tolist()) < voice + 0.5, name


def test_only_a_movement_rises_and_what_comes_next_is_not_taken_for_one() -> None:
    rising = [name for name, notes in NOTES.items() if notes[0][0] < notes[-1][0]]
    assert rising == ["go", "done"]  # what is done is said as well, and is the last thing there is


@pytest.mark.parametrize("teach", ["full", "short", "off"])
def test_a_tone_that_no_lesson_explains_always_comes_with_words(
    teach: Teach, catalog: Catalog, routines: dict[str, Routine]
) -> None:
    taught = {name for _, name in LESSON} | {"end"}  # which falls as well, only for longer
    score = compile(plan(catalog, Choice(routines["full"], teach=teach)))
    alone = {cue.tone for segment in score.segments for cue in segment.cues if cue.tone and not cue.say}
    assert alone <= taught
    assert {"go", "stay", "back", "tick"} <= taught


def test_rhythms_differ_so_that_pitch_is_not_needed() -> None:
    rhythms = {name: tuple(ms for _, ms in notes) for name, notes in NOTES.items()}
    by_rhythm = {rhythm: [name for name in TONES if rhythms[name] == rhythm] for rhythm in rhythms.values()}
    # Going and coming back share one: there the direction tells.
    assert [names for names in by_rhythm.values() if len(names) > 1] == [["go", "back"]]
