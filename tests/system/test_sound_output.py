"""Whether anything is heard: what the system's own tools answer, and that nobody waits for one that hangs."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from lrx_cli.system import audio_players
from lrx_cli.system.audio_players import MUTED, NO_OUTPUT, VOLUME_0, is_far, silence_in, why_silent
from tests.sound_server import SoundServer, available

PACTL = "alsa_output.pci-0000.stereo\nMute: {mute}\nVolume: front-left: 26214 /  {level}% / -23.88 dB\n"
WPCTL = 'id 51, type PipeWire:Interface:Node\n  * node.name = "{name}"\nVolume: {level}{muted}\n'
AMIXER = "Simple mixer control 'Master',0\n  Front Left: Playback 0 [{level}%] [-10.00dB] [{switch}]\n"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (PACTL.format(mute="no", level=40), None),
        (PACTL.format(mute="yes", level=40), MUTED),
        (PACTL.format(mute="no", level=0), VOLUME_0),
        (PACTL.format(mute="no", level=100).replace("alsa_output.pci-0000.stereo", "auto_null"), NO_OUTPUT),
        (WPCTL.format(name="alsa_output.usb", level="0.40", muted=""), None),
        (WPCTL.format(name="alsa_output.usb", level="0.40", muted=" [MUTED]"), MUTED),
        (WPCTL.format(name="alsa_output.usb", level="0.00", muted=""), VOLUME_0),
        (WPCTL.format(name="auto_null", level="0.40", muted=""), NO_OUTPUT),
        (AMIXER.format(level=60, switch="on"), None),
        (AMIXER.format(level=60, switch="off"), MUTED),
        (AMIXER.format(level=0, switch="on"), VOLUME_0),
        ("", None),
        ("Connection refused", None),
    ],
)
def test_the_answers_of_each_tool_are_understood(answer: str, why: str | None) -> None:
    assert silence_in(answer) == why


def tool(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "pactl"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_a_tool_that_hangs_is_ended_and_nothing_is_concluded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = tmp_path / "line"
    os.mkfifo(line)
    held = os.open(line, os.O_RDONLY | os.O_NONBLOCK)
    tool(tmp_path, f"exec sleep 600 > {line}", monkeypatch)
    monkeypatch.setattr(audio_players, "_PATIENCE_S", 0.2)
    assert why_silent("paplay") is None
    os.set_blocking(held, True)
    assert os.read(held, 1) == b"", "it has ended"
    os.close(held)


def test_of_a_player_of_ones_own_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_popen(*args: object, **named: object) -> None:
        raise AssertionError("something was started")

    monkeypatch.setattr(subprocess, "Popen", no_popen)
    assert why_silent("my-player") is None


@pytest.mark.parametrize(
    ("environment", "far"),
    [
        ({}, False),
        ({"SSH_CONNECTION": "a 1 b 2"}, True),
        ({"SSH_CONNECTION": "a", "PULSE_SERVER": ""}, False),
    ],
)
def test_over_ssh_the_sound_comes_out_elsewhere(environment: dict[str, str], far: bool) -> None:
    assert is_far(environment) == far


@pytest.mark.external
@pytest.mark.skipif(not available(), reason="needs pulseaudio and pulseaudio-utils")
def test_a_real_sound_server_says_what_silences_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with SoundServer() as server:
        for name in ("XDG_RUNTIME_DIR", "PULSE_SERVER", "HOME"):
            monkeypatch.setenv(name, server.environment[name])

        def after(*command: str) -> str | None:
            subprocess.run(["pactl", *command], check=True, capture_output=True)
            return why_silent("paplay")

        assert why_silent("paplay") is None
        assert after("set-sink-mute", "room", "1") == MUTED
        assert after("set-sink-mute", "room", "0") is None
        assert after("set-sink-volume", "room", "0%") == VOLUME_0
        assert after("load-module", "module-null-sink", "sink_name=auto_null") == VOLUME_0
        assert after("set-default-sink", "auto_null") == NO_OUTPUT
