"""Real players and a real sound server, recorded. Figures on an idle machine are in ``bench/sound.py``; the
limits here are wide, for machines that have other things to do."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from statistics import median

import pytest

from lrx_cli.session.audio import real_ms
from lrx_cli.session.outputs.loudspeaker import Loudspeaker
from lrx_cli.session.outputs.sound import Sound
from lrx_cli.sound.samples import length, silence, ticking, tone, wave
from lrx_cli.system.audio_players import AudioPlayer, Probe, ProcessGroup, candidates
from tests.session.heard_session import beeping, play_aloud
from tests.sound_server import RATE, Recording, SoundServer, available, onsets, pitch

pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(not available(), reason="needs pulseaudio and pulseaudio-utils"),
]
FAR_OFF_MS = 250
"""Half of the way to the next sound. How exact it is where nothing else runs, ``bench/sound.py`` says."""


@pytest.fixture(scope="module")
def server() -> Iterator[SoundServer]:
    with SoundServer() as server:
        yield server


@pytest.fixture(autouse=True)
def _in_its_room(server: SoundServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_RUNTIME_DIR", "PULSE_SERVER", "HOME"):
        monkeypatch.setenv(name, server.environment[name])


class Ears:
    """What a session would tell about its sound."""

    def __init__(self, device: AudioPlayer) -> None:
        self.notices: list[str] = []
        self.bells = 0
        self.sound = Sound(
            device,
            lambda line: None,
            real_ms,
            bell=self._ring,
            notice=lambda sentence, now: self.notices.append(sentence),
        )

    def _ring(self) -> None:
        self.bells += 1


class Remembering(AudioPlayer):
    """Knows the processes it started."""

    def __init__(self, command: Sequence[str]) -> None:
        super().__init__(command)
        self.started: list[ProcessGroup] = []

    def start(self, clip: bytes) -> ProcessGroup:
        self.started.append(super().start(clip))
        return self.started[-1]


def paplay() -> AudioPlayer:
    return candidates("linux")[0]


@pytest.fixture(scope="module")
def heard(server: SoundServer) -> tuple[list[float], list[int], object]:
    """One session of beeps, ticks and an end tone: when each sound was heard, its pitch, what was told."""
    before = dict(os.environ)
    os.environ.update(server.environment)
    try:
        recording = Recording(server)
        told = play_aloud(beeping(4, 500, hold=4_000), Ears(paplay()).sound)
        samples, first = recording.stop()
    finally:
        os.environ.clear()
        os.environ.update(before)
    places = onsets(samples)
    return (
        [first + place / RATE for place in places],
        [pitch(samples[p + 200 : p + 1_400]) for p in places],
        told,
    )


def test_every_sound_is_heard_at_its_moment(heard) -> None:
    moments, pitches, told = heard
    due = [told.due(at) for at, cue, _ in told.told if cue.tone]
    assert len(moments) == len(due)
    errors = [abs(moment - expected) * 1_000 for moment, expected in zip(moments, due, strict=True)]
    assert median(errors) < FAR_OFF_MS, errors
    expected = {"go": 660, "back": 880, "stay": 740, "tick": 880, "end": 880}
    for found, (_, cue, _) in zip(pitches, told.told, strict=True):
        assert abs(found - expected[cue.tone]) <= 20, cue


def test_ticks_and_their_end_are_a_second_apart_whatever_the_computer_does(heard) -> None:
    moments, _, _ = heard
    *_, three, two, one, end = moments
    for gap in (two - three, one - two, end - one):
        assert abs(gap - 1) * 1_000 < 5


def test_the_screen_changes_when_the_hold_is_heard_to_end(heard) -> None:
    moments, _, told = heard
    assert abs(moments[-1] - told.told[-1][2]) * 1_000 < FAR_OFF_MS


def test_a_clip_stops_when_another_begins(server: SoundServer) -> None:
    recording = Recording(server)
    loudspeaker = Loudspeaker(paplay(), real_ms, lambda why: None)
    apart_s = 3
    long = ticking(2) + silence(1_000 * apart_s) + tone("tick")
    loudspeaker.play(wave(long), length(long))
    recording.wait_for(2)
    time.sleep(0.5)  # a silence between the two
    loudspeaker.play(wave(tone("stay")), 150)
    recording.wait_for(3)
    time.sleep(apart_s)  # until the third tick would have been heard
    loudspeaker.close()
    samples, _ = recording.stop()
    assert [pitch(samples[p + 200 : p + 1_400]) // 20 for p in onsets(samples)] == [44, 44, 37]


@pytest.mark.parametrize(
    ("command", "reason"),
    [(["false"], "false ended with code 1"), (["there-is-no-such-player"], "cannot be started")],
)
def test_a_player_that_fails_costs_the_session_nothing_but_its_sound(
    command: list[str], reason: str, capfd: pytest.CaptureFixture[str]
) -> None:
    ears = Ears(AudioPlayer(command))
    told = play_aloud(beeping(4, 250), ears.sound)
    assert len(told.told) == 4
    assert ears.bells >= 1
    assert reason in ears.notices[0]
    assert capfd.readouterr() == ("", "")


def test_a_player_that_never_ends_is_gone_when_the_session_is(capfd: pytest.CaptureFixture[str]) -> None:
    device = Remembering(["sleep", "60"])
    told = play_aloud(beeping(4, 250), Ears(device).sound)
    assert len(told.told) == 4
    assert len(device.started) == 4
    assert all(process.poll() is not None for process in device.started)
    assert capfd.readouterr() == ("", "")


def test_sound_comes_back_with_the_server(server: SoundServer, capfd: pytest.CaptureFixture[str]) -> None:
    ears = Ears(paplay())
    server.kill()
    play_aloud(beeping(4, 300), ears.sound)
    assert ears.bells >= 1
    assert ears.notices == ["No sound: paplay ended with code 1. Everything is shown in writing."]
    server.start()
    recording = Recording(server)
    play_aloud(beeping(6, 500), ears.sound)
    samples, _ = recording.stop()
    assert onsets(samples)
    assert ears.notices[1:] == ["Sound is back."]
    assert capfd.readouterr() == ("", "")


def test_the_probe_takes_the_first_player_that_has_a_device(monkeypatch: pytest.MonkeyPatch) -> None:
    devices = [AudioPlayer(["there-is-no-such-player"]), AudioPlayer(["false"]), paplay()]
    probe = Probe(devices, real_ms)
    found = probe.result()
    assert found is devices[2]
    assert [tried.works for tried in probe.tried] == [False, False, True]
    probe.close()
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    nowhere = Probe([paplay()], real_ms)
    assert nowhere.result() is None
