"""How a clip is handed to a player, and which player is taken."""

from __future__ import annotations

import os
import signal
import sys
import types
from pathlib import Path

import pytest

from lrx_cli.sound.samples import tone, wave
from lrx_cli.system.audio_players import FILE, AudioPlayer, Probe, candidates
from tests.session.outputs.loudspeakers import FakeDevice, HandClock

CLIP = wave(tone("go"))
COPY = "import sys; open(sys.argv[1], 'wb').write({source})"


def test_a_player_gets_the_clip_on_standard_input(tmp_path: Path) -> None:
    copied = tmp_path / "copied.wav"
    program = AudioPlayer([sys.executable, "-c", COPY.format(source="sys.stdin.buffer.read()"), str(copied)])
    assert program.start(CLIP).wait(20) == 0
    assert copied.read_bytes() == CLIP


def test_a_player_that_opens_standard_input_by_name_finds_the_clip_too(tmp_path: Path) -> None:
    copied = tmp_path / "copied.wav"
    program = AudioPlayer(
        [sys.executable, "-c", COPY.format(source="open('/dev/stdin', 'rb').read()"), str(copied)]
    )
    assert program.start(CLIP).wait(20) == 0
    assert copied.read_bytes() == CLIP


def test_a_player_that_wants_a_file_gets_one_that_is_gone_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clips = tmp_path / "clips"
    clips.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(clips))
    copied = tmp_path / "copied.wav"
    copy = COPY.format(source="open(sys.argv[2], 'rb').read()")
    program = AudioPlayer([sys.executable, "-c", copy, str(copied), FILE])
    process = program.start(CLIP)
    assert process.wait(20) == 0
    assert copied.read_bytes() == CLIP
    assert list(clips.iterdir()) == []


def test_what_a_player_prints_goes_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    noisy = AudioPlayer(
        [sys.executable, "-c", "import sys; print('ALSA lib'); print('jack', file=sys.stderr)"]
    )
    assert noisy.start(CLIP).wait(20) == 0
    assert capfd.readouterr() == ("", "")


def test_a_player_that_is_a_script_ends_with_what_it_has_started(tmp_path: Path) -> None:
    line = tmp_path / "line"
    os.mkfifo(line)
    process = AudioPlayer(["sh", "-c", f"sleep 600 > {line} & wait"]).start(CLIP)
    with open(line, "rb") as held:  # there, once the other end is open; at its end, once nobody has it open
        process.kill()
        process.wait(20)
        assert held.read() == b""


def test_a_player_that_hangs_ends_by_itself_where_nobody_is_left_to_end_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("lrx_cli.system.audio_players._LONGEST_S", 1)
    hangs = AudioPlayer([sys.executable, "-c", "import time; time.sleep(600)"])
    assert hangs.start(CLIP).wait(20) == -signal.SIGALRM


@pytest.mark.parametrize("used", ["never", "in a session", "in this home"])
def test_a_player_leaves_nothing_in_a_home_where_sound_was_never_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, used: str
) -> None:
    """paplay makes the folder in which it would find a server, before it finds that there is none."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("PULSE_RUNTIME_PATH", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    server = tmp_path / ".config" / "pulse"
    if used == "in a session":
        server = tmp_path / "run" / "pulse"
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(server.parent))
    if used == "in this home":
        server.mkdir(parents=True)
    looking = "${PULSE_RUNTIME_PATH:-${XDG_RUNTIME_DIR:-$HOME/.config}/pulse}"
    AudioPlayer(["sh", "-c", f'mkdir -p "{looking}" && touch "{looking}/found"']).start(CLIP).wait(20)
    assert (server / "found").exists() == (used != "never")
    assert any(tmp_path.iterdir()) == (used != "never")


def test_the_first_that_has_a_device_is_taken() -> None:
    clock = HandClock()
    missing, deaf, works, never = (FakeDevice(clock, name) for name in ("missing", "deaf", "works", "never"))
    missing.missing = True
    deaf.loses_its_device()
    probe = Probe([missing, deaf, works, never], clock)
    assert probe.result() is works
    assert [(tried.name, tried.works) for tried in probe.tried] == [
        ("missing", False),
        ("deaf", False),
        ("works", True),
    ]
    assert never.played == []


def test_a_player_that_drains_its_buffer_keeps_nobody_waiting() -> None:
    clock = HandClock()
    slow = FakeDevice(clock)
    slow.takes = 2_000
    assert Probe([slow], clock).result() is slow
    assert clock.now <= 150


def test_where_nothing_plays_everything_was_tried() -> None:
    clock = HandClock()
    deaf = FakeDevice(clock)
    deaf.loses_its_device()
    probe = Probe([deaf], clock)
    assert probe.result() is None
    assert "no device" in probe.tried[0].why


def test_a_player_of_ones_own_is_the_only_candidate() -> None:
    (device,) = candidates("linux", "mpv --really-quiet {file}")
    assert device.command == ("mpv", "--really-quiet", "{file}")


@pytest.mark.parametrize(
    ("platform", "names"),
    [("linux", ["paplay", "pw-play", "aplay", "play"]), ("darwin", ["afplay"]), ("win32", ["Windows"])],
)
def test_every_system_has_players(platform: str, names: list[str]) -> None:
    assert [device.name for device in candidates(platform)] == names


def test_on_windows_its_own_function_plays_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """As its documentation says: PlaySound waits for the end unless it is told not to."""
    played: list[tuple[str, int]] = []
    winsound = types.ModuleType("winsound")
    winsound.__dict__.update(
        SND_FILENAME=1, SND_NODEFAULT=4, PlaySound=lambda sound, flags: played.append((sound, flags))
    )
    monkeypatch.setitem(sys.modules, "winsound", winsound)
    (windows,) = candidates("win32")
    *_, code, file = windows.command
    monkeypatch.setattr(sys, "argv", ["-c", "clip.wav"])
    exec(code)
    assert (file, played) == (FILE, [("clip.wav", 5)])
