"""Sound in memory: one channel of 16-bit samples, 12 of them a millisecond.

One rate for everything, so that nothing is ever converted while somebody waits. It is enough: the voice
has a thousandth of its power above 4 kHz, and a quarter fewer samples are a quarter less to ship.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterable, Sequence
from functools import cache
from math import cos, gcd, pi, sin, sqrt
from operator import mul

from lrx_cli.sound.tones import NOTES, TICK_EVERY, Ms, Tone, voice_at

Samples = array  # array("h")

RATE = 12_000
PER_MS = RATE // 1_000
LOUDEST = 32_767


def silence(ms: Ms) -> Samples[int]:
    return array("h", bytes(2 * PER_MS * max(0, ms)))


def length(samples: Samples[int]) -> Ms:
    """In whole ms, rounded up: after so long it is over."""
    return -(-len(samples) // PER_MS)


def laid(pieces: Iterable[tuple[Ms, Samples[int]]]) -> Samples[int]:
    """Each piece at its moment. They must not overlap: nothing talks over anything."""
    whole = array("h")
    for at, piece in pieces:
        missing = at * PER_MS - len(whole)
        if missing < 0:
            raise ValueError(f"the sound at {at} ms begins before the one before it is over")
        whole.extend(array("h", bytes(2 * missing)))
        whole.extend(piece)
    return whole


def at_volume(samples: Samples[int], percent: int) -> Samples[int]:
    """Softer; 100 is as it was made."""
    if percent >= 100:
        return samples
    # Loudness is felt as a power of the amplitude: the square makes half as loud of 50.
    factor = (max(0, percent) / 100) ** 2
    return array("h", (int(sample * factor) for sample in samples))


def wave(samples: Samples[int]) -> bytes:
    """A WAV file."""
    size = 2 * len(samples)
    form = struct.pack("<IHHIIHH", 16, 1, 1, RATE, 2 * RATE, 2, 16)
    head = struct.pack("<4sI8s20s4sI", b"RIFF", 36 + size, b"WAVEfmt ", form, b"data", size)
    return head + little_endian(samples)


def little_endian(samples: Samples[int]) -> bytes:
    if sys.byteorder == "big":
        samples = array("h", samples)
        samples.byteswap()
    return samples.tobytes()


def from_little_endian(pcm: bytes) -> Samples[int]:
    """An odd last byte is left out: some engines end in one."""
    samples = array("h")
    samples.frombytes(pcm[: len(pcm) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


# --- tones ----------------------------------------------------------------------------------------

OVERTONES = ((1, 1.0), (2, 0.35), (3, 0.15))
LEVEL = 0.19
"""Of full scale. A small loudspeaker has nothing below 500 Hz, which takes 5.4 dB from the voice and less
than 1 from these: there they are as loud as it, and no louder."""
ATTACK: Ms = 6
RELEASE: Ms = 25


@cache
def tone(name: Tone) -> Samples[int]:
    """Shared: not to be changed."""
    whole = array("h")
    for frequency, ms in NOTES[name]:
        whole.extend(_note(frequency, ms) if frequency else silence(ms))
    return whole


def _note(frequency: int, ms: Ms) -> Samples[int]:
    count = ms * PER_MS
    attack, release = ATTACK * PER_MS, min(RELEASE, ms // 2) * PER_MS
    scale = LOUDEST * LEVEL / sum(share for _, share in OVERTONES)
    step = 2 * pi * frequency / RATE
    return array(
        "h",
        (
            int(
                scale
                * min(1.0, place / attack, (count - place) / release)
                * sum(share * sin(step * number * place) for number, share in OVERTONES)
            )
            for place in range(count)
        ),
    )


def moment(name: Tone | None, words: Samples[int] | None) -> Samples[int]:
    """Tone and words of one moment; either may be missing."""
    pieces = [] if name is None else [(0, tone(name))]
    if words is not None:
        pieces.append((voice_at(name), words))
    return laid(pieces)


def ticking(count: int, then: Samples[int] | None = None) -> Samples[int]:
    """``count`` ticks, one a second, and what they announce a second after the last one."""
    pieces = [(TICK_EVERY * place, tone("tick")) for place in range(count)]
    if then:
        pieces.append((TICK_EVERY * count, then))
    return laid(pieces)


# --- speech of other programs ---------------------------------------------------------------------

LOUDNESS_DB = -16.0
PEAK_DB = -1.0
_QUIET = 250
"""Of full scale; below it an engine says nothing yet, or nothing any more."""
_LEAD = 8 * PER_MS
_TAIL = 20 * PER_MS
_BLOCK = 20 * PER_MS
_REACH = 24
"""Samples to either side that the resampling filter looks at."""


def as_clip(samples: Samples[int], rate: int) -> Samples[int]:
    """Raises ``ValueError`` where nothing is said."""
    return leveled(trimmed(resampled(samples, rate)))


def resampled(samples: Samples[int], rate: int) -> Samples[int]:
    """From ``rate`` to ours, through a windowed sinc."""
    if rate == RATE:
        return samples
    phases, down = _filter(rate)
    up = len(phases)
    span = 2 * _REACH + 1
    padded = [0] * _REACH + samples.tolist() + [0] * (_REACH + 1)
    found = array("h")
    for place in range(len(samples) * up // down):
        start, phase = divmod(place * down, up)
        level = sum(map(mul, phases[phase], padded[start : start + span]))
        found.append(max(-LOUDEST, min(LOUDEST, round(level))))
    return found


@cache
def _filter(rate: int) -> tuple[Sequence[Sequence[float]], int]:
    """For each place between two samples of the source, how much of each neighbor; and the step."""
    divisor = gcd(rate, RATE)
    up = RATE // divisor
    cutoff = 0.95 * min(1.0, RATE / rate)
    phases = []
    for phase in range(up):
        taps = [_tap(place - phase / up, cutoff) for place in range(-_REACH, _REACH + 1)]
        total = sum(taps)
        phases.append([tap / total for tap in taps])
    return phases, rate // divisor


def _tap(distance: float, cutoff: float) -> float:
    window = 0.5 + 0.5 * cos(pi * distance / (_REACH + 1))
    turn = pi * distance * cutoff
    return window * (sin(turn) / turn if turn else 1.0)


def trimmed(samples: Samples[int]) -> Samples[int]:
    """The silence before it would be lateness, the silence after it would keep the next line waiting."""
    said = [place for place, sample in enumerate(samples) if abs(sample) > _QUIET]
    if not said:
        raise ValueError("nothing is said")
    cut = samples[max(0, said[0] - _LEAD) : said[-1] + _TAIL]
    fading = min(_TAIL, len(cut))
    for place in range(fading):  # what is cut off must not click
        cut[-1 - place] = cut[-1 - place] * place // fading
    return cut


def leveled(samples: Samples[int]) -> Samples[int]:
    """Measured where something is said, not in the pauses."""
    powers = [
        sum(sample * sample for sample in samples[start : start + _BLOCK]) / _BLOCK
        for start in range(0, max(1, len(samples) - _BLOCK + 1), _BLOCK)
    ]
    speaking = [power for power in powers if power > max(powers) / 1000]
    loudness = sqrt(sum(speaking) / len(speaking))
    gain = min(_amplitude(LOUDNESS_DB) / loudness, _amplitude(PEAK_DB) / max(map(abs, samples)))
    return array("h", (int(sample * gain) for sample in samples))


def _amplitude(decibels: float) -> float:
    return LOUDEST * float(10 ** (decibels / 20))


# --- WAV files ------------------------------------------------------------------------------------
#
# As they really are: some engines that write to a pipe promise two gigabytes in the header, and end where
# they end.

_PCM = 1
_EXTENSIBLE = 0xFFFE
_HEADER = 8
"""A chunk's name and length."""


def samples_of(data: bytes) -> Samples[int]:
    """One channel at our rate. Raises ``ValueError`` with what is wrong."""
    return resampled(*read_wave(data))


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
            samples = from_little_endian(body)[::channels]
            if not samples:
                raise ValueError("an empty WAV file")
            return samples, rate
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
