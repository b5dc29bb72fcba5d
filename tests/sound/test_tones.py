"""The alphabet of tones: what tells them apart, and that they harm no ear."""

from __future__ import annotations

from math import cos, pi
from typing import get_args

import pytest

from lrx_cli.core.timeline import cue_duration as telling
from lrx_cli.core.timeline import timeline
from lrx_cli.sound.samples import LOUDEST, RATE, length
from lrx_cli.sound.tones import MEANING, NOTES, TONE_TO_VOICE, Tone, tone, tone_length

TONES: tuple[Tone, ...] = tuple(NOTES)


def pitch(samples: list[int]) -> int:
    """The strongest frequency, by Goertzel's algorithm, to 5 Hz."""

    def power(frequency: int) -> float:
        turn = 2 * cos(2 * pi * frequency / RATE)
        one = two = 0.0
        for sample in samples:
            one, two = sample + turn * one - two, one
        return one * one + two * two - turn * one * two

    return max(range(400, 1_300, 5), key=power)


def test_there_is_one_sound_for_every_tone_of_the_timeline() -> None:
    assert set(TONES) == set(MEANING) == set(get_args(timeline.Tone))


@pytest.mark.parametrize("name", TONES)
def test_each_lasts_as_long_as_the_timeline_thinks(name: Tone) -> None:
    assert telling.TONE[name] == tone_length(name) == length(tone(name))


def test_the_voice_follows_a_tone_when_the_timeline_thinks() -> None:
    assert telling.TONE_TO_VOICE == TONE_TO_VOICE


@pytest.mark.parametrize(
    ("name", "first", "last"), [("go", 660, 880), ("back", 880, 660), ("end", 880, 587), ("stay", 740, 740)]
)
def test_direction_tells_the_phase(name: Tone, first: int, last: int) -> None:
    samples = tone(name).tolist()
    assert abs(pitch(samples[:800]) - first) <= 10
    assert abs(pitch(samples[-800:]) - last) <= 10


@pytest.mark.parametrize("name", TONES)
def test_none_clips_or_clicks(name: Tone) -> None:
    samples = tone(name).tolist()
    assert LOUDEST * 0.3 < max(map(abs, samples)) < LOUDEST * 0.5
    assert max(map(abs, samples[:6])) < LOUDEST * 0.03
    assert max(map(abs, samples[-6:])) < LOUDEST * 0.03


def test_rhythms_differ_so_that_pitch_is_not_needed() -> None:
    rhythms = {name: tuple(ms for _, ms in notes) for name, notes in NOTES.items()}
    by_rhythm = {rhythm: [name for name in TONES if rhythms[name] == rhythm] for rhythm in rhythms.values()}
    # Going and coming back share one: there the direction tells.
    assert [names for names in by_rhythm.values() if len(names) > 1] == [["go", "back"]]
