"""Clips: packed and read back, put together, read from files of others."""

from __future__ import annotations

from array import array
from math import pi, sin
from operator import add
from random import Random

import pytest
from clarity import high_passed
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.sound.clips import STEPS, pack, unpack
from lrx_cli.sound.samples import (
    LOUDEST,
    PER_MS,
    RATE,
    Samples,
    as_clip,
    at_volume,
    laid,
    length,
    leveled,
    moment,
    read_wave,
    resampled,
    samples_of,
    silence,
    ticking,
    tone,
    trimmed,
    wave,
)

samples = st.lists(st.integers(-LOUDEST, LOUDEST), min_size=1, max_size=300).map(lambda row: array("h", row))


def humming(ms: int, level: float = 0.3, rate: int = RATE, frequency: int = 300) -> Samples[int]:
    count = rate * ms // 1_000
    return array("h", (int(LOUDEST * level * sin(2 * pi * frequency * n / rate)) for n in range(count)))


@given(samples, st.integers(0, len(STEPS) - 1))
def test_a_packed_clip_is_read_back_within_full_scale_at_any_step(clip: Samples[int], step: int) -> None:
    again = unpack(pack(clip, step))
    assert len(again) == len(clip)
    assert max(map(abs, again)) <= LOUDEST


def test_a_finer_step_is_clearer_and_longer() -> None:
    chance = Random(1)
    clip = array("h", (chance.randint(-400, 400) for _ in range(RATE // 2)))
    sizes, errors = [], []
    for step in range(len(STEPS)):
        packed = pack(clip, step)
        sizes.append(len(packed))
        errors.append(sum((a - b) ** 2 for a, b in zip(clip, unpack(packed), strict=True)))
    assert sizes == sorted(sizes)
    assert errors == sorted(errors, reverse=True)


def test_the_noise_of_packing_is_softer_above_two_kilohertz_than_below() -> None:
    vowel, consonant = humming(400, 0.3, frequency=300), humming(400, 0.02, frequency=3_000)
    clip = array("h", map(add, vowel, consonant))
    noise = [b - a for a, b in zip(clip, unpack(pack(clip, 0)), strict=True)]
    above = sum(value**2 for value in high_passed(noise))
    assert above < sum(value**2 for value in noise) / 4


def test_silence_stays_silent() -> None:
    assert unpack(pack(silence(100), 0)) == silence(100)


@pytest.mark.parametrize(
    "broken",
    [b"", b"nonsense", b"\x00", pack(array("h", [1, 2, 3]), 0)[:-2], b"\x00\x03\x00", b"\xff\x03\x00"],
)
def test_what_is_not_a_clip_is_refused(broken: bytes) -> None:
    with pytest.raises(ValueError, match="clip"):
        unpack(broken)


def test_tone_and_words_of_one_moment_are_one_clip() -> None:
    spoken = humming(500)
    clip = moment("go", spoken)
    assert length(clip) == 180 + 120 + 500
    assert clip[: 180 * PER_MS] == tone("go")
    assert clip[300 * PER_MS :] == spoken


def test_ticks_are_a_second_apart_to_the_sample() -> None:
    clip = ticking(3, tone("end"))
    for second in range(3):
        start = second * RATE
        assert clip[start : start + 80 * PER_MS] == tone("tick")
        assert not any(clip[start + 80 * PER_MS : start + RATE])
    assert clip[3 * RATE :] == tone("end")


def test_nothing_may_be_laid_over_what_still_sounds() -> None:
    with pytest.raises(ValueError, match="begins before"):
        laid([(0, humming(200)), (100, humming(200))])


def test_half_the_volume_is_a_quarter_of_the_amplitude() -> None:
    assert max(at_volume(humming(100), 50)) == max(humming(100)) // 4
    assert at_volume(humming(100), 100) == humming(100)
    assert not any(at_volume(humming(100), 0))


@given(samples)
def test_a_wave_file_comes_back_as_it_was(clip: Samples[int]) -> None:
    assert samples_of(wave(clip)) == clip


def test_an_engine_that_promises_more_than_it_writes_is_believed_what_it_wrote() -> None:
    clip = humming(50)
    streamed = bytearray(wave(clip))
    streamed[4:8] = streamed[40:44] = (2**31 - 200).to_bytes(4, "little")
    assert samples_of(bytes(streamed)) == clip


def test_of_two_channels_the_first_is_taken() -> None:
    clip = humming(50)
    both = array("h", (value for sample in clip for value in (sample, 0)))
    data = bytearray(wave(both))
    data[22:24] = (2).to_bytes(2, "little")
    assert samples_of(bytes(data)) == clip


@pytest.mark.parametrize(
    "data", [b"", b"RIFF", b"not a wave file at all", wave(array("h", [1, 2]))[:40], wave(array("h"))]
)
def test_what_is_not_a_wave_file_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="WAV"):
        read_wave(data)


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100])
def test_another_rate_keeps_length_and_level(rate: int) -> None:
    clip = resampled(humming(300, rate=rate), rate)
    assert abs(length(clip) - 300) <= 1
    middle = clip[1_000:-1_000]
    assert abs(max(middle) - LOUDEST * 0.3) < LOUDEST * 0.01


def test_what_the_rate_cannot_carry_is_gone_and_does_not_come_back_as_another_pitch() -> None:
    too_high = resampled(humming(300, rate=44_100, frequency=9_000), 44_100)
    assert max(map(abs, too_high[500:-500])) < LOUDEST * 0.005


def test_silence_around_words_is_cut_off() -> None:
    clip = trimmed(silence(500) + humming(200) + silence(700))
    assert 200 < length(clip) < 240


def test_who_says_nothing_is_no_clip() -> None:
    with pytest.raises(ValueError, match="nothing is said"):
        as_clip(silence(500), RATE)


@pytest.mark.parametrize("level", [0.02, 0.1, 0.9])
def test_every_clip_is_as_loud_as_every_other(level: float) -> None:
    clip = leveled(humming(500, level))
    assert abs(max(clip) - LOUDEST * 10 ** (-16 / 20) * 2**0.5) < LOUDEST * 0.01
