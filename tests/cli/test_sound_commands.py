"""``lrx render``, ``lrx sounds``, ``lrx doctor``, and how a session decides what is heard."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from lrx_cli.core.settings import Settings
from lrx_cli.session import run as command
from lrx_cli.session.audio import AudioSetup
from lrx_cli.sound.samples import length, samples_of
from tests.cli.conftest import Lrx

COLLECT = (
    "import os, sys; folder = {folder!r}; number = str(len(os.listdir(folder))); "
    "open(os.path.join(folder, number), 'wb').write(sys.stdin.buffer.read())"
)
"""A player, as a program: keeps what it is given, numbered."""


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that clips are played into."""
    folder = tmp_path / "heard"
    folder.mkdir()
    monkeypatch.setenv("LRX_PLAYER", f'{sys.executable} -c "{COLLECT.format(folder=str(folder))}"')
    return folder


@pytest.fixture
def _muted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer with a player that plays and a sound server that says it is muted."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, script in (("paplay", "cat > /dev/null"), ("pactl", "echo 'Mute: yes'")):
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("LRX_PLAYER", "paplay")


@pytest.fixture
def _no_player(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LRX_PLAYER", "there-is-no-such-player")


def test_a_session_is_rendered_into_one_file(lrx: Lrx, tmp_path: Path) -> None:
    file = tmp_path / "session.wav"
    result = lrx("render", "seal", "--teach", "off", "--level", "gentle", "-o", str(file))
    assert result.code == 0, result.err
    assert "minutes" in result.out
    assert length(samples_of(file.read_bytes())) > 60_000
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_a_session_is_rendered_into_one_page(lrx: Lrx, tmp_path: Path) -> None:
    file = tmp_path / "session.html"
    result = lrx("render", "seal", "--teach", "off", "--level", "gentle", "-o", str(file))
    assert result.code == 0, result.err
    assert "minutes" in result.out
    assert "An iPhone or iPad plays it only from a web address" in " ".join(result.out.split())
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert list(tmp_path.glob("session.*")) == [file]


def test_a_page_has_the_name_of_what_it_plays(lrx: Lrx, tmp_path: Path) -> None:
    titles = []
    for chosen in (["--routine", "desk"], ["seal"], ["seal", "cat-cow"]):
        file = tmp_path / f"{len(titles)}.html"
        assert lrx("render", *chosen, "--no-voice", "-o", str(file)).code == 0
        titles.append(file.read_text(encoding="utf-8").partition("<title>")[2].partition("</title>")[0])
    assert titles == ["Desk", "Seal stretch", "Seal stretch, Cat cow"]


def test_a_page_says_what_is_left_out_and_why(lrx: Lrx, tmp_path: Path) -> None:
    file = tmp_path / "session.html"
    chosen = ("--routine", "desk", "--skip", "seated-pelvic-tilt", "--no-voice")
    result = lrx("render", *chosen, "-o", str(file))
    why = "Left out: Seated pelvic tilt. Skipped, as you asked."
    assert why in " ".join(result.out.split())
    assert f'<ul><li dir="auto">{why}</li></ul>' in file.read_text(encoding="utf-8")


def test_a_page_is_one_file(lrx: Lrx, tmp_path: Path) -> None:
    result = lrx("render", "seal", "--split", "-o", str(tmp_path / "session.html"))
    assert result.code == 2
    assert "--split" in result.err


def test_rendering_takes_the_place_of_an_older_file_when_asked(lrx: Lrx, tmp_path: Path) -> None:
    file = tmp_path / "session.wav"
    file.write_bytes(b"older")
    assert lrx("render", "seal", "--teach", "off", "--no-voice", "-o", str(file), "--force").code == 0
    assert file.read_bytes()[:4] == b"RIFF"


def test_rendering_needs_a_file(lrx: Lrx) -> None:
    result = lrx("render")
    assert result.code == 2
    assert "-o" in result.err


def test_what_cannot_be_written_says_so(lrx: Lrx, tmp_path: Path) -> None:
    result = lrx("render", "seal", "--teach", "off", "--no-voice", "-o", str(tmp_path / "nowhere" / "x.wav"))
    assert result.code == 73
    assert "cannot be written" in result.err


def test_every_tone_is_played_and_named(lrx: Lrx, heard: Path) -> None:
    result = lrx("sounds", "go", "back")
    assert result.code == 0, result.err
    assert result.out.splitlines() == ["go: rising: move", "back: falling: come back"]
    clips = [length(samples_of(path.read_bytes())) for path in sorted(heard.iterdir())]
    assert clips == [150, 180, 180]  # the first one was the silence that tried the player out


@pytest.mark.usefixtures("_muted")
def test_a_muted_computer_is_found_before_anything_is_played(lrx: Lrx) -> None:
    result = lrx("sounds", "go")
    assert result.out.splitlines()[0] == "The sound of this computer is muted. Unmute it."
    findings = {finding["what"]: finding for finding in lrx("doctor", "--json").json["findings"]}
    assert findings["sound"]["works"] is False
    assert "muted" in findings["sound"]["found"]


@pytest.mark.usefixtures("_muted")
def test_a_session_that_asks_nothing_says_first_that_nothing_is_heard(lrx: Lrx) -> None:
    result = lrx("session", "seal", "--speed", "1000", "--teach", "off", "--sound", "--no-voice")
    assert "muted" not in result.out, "who tries it out faster does not listen"
    audio = AudioSetup(Settings(player="paplay"), voice=False)
    sound = audio.output(lambda sentence, now: None)
    assert sound.news == ["The sound of this computer is muted. Unmute it."]


def test_over_ssh_it_is_said_where_the_sound_comes_out(
    lrx: Lrx, heard: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    assert "ssh" in lrx("sounds", "go").out.splitlines()[0]
    assert "ssh" in lrx("doctor").out


def test_an_unknown_tone_names_the_nearest(lrx: Lrx) -> None:
    result = lrx("sounds", "bakc")
    assert result.code == 2
    assert "back" in result.err


@pytest.mark.usefixtures("_no_player")
def test_where_nothing_plays_it_says_what_was_tried(lrx: Lrx) -> None:
    result = lrx("sounds")
    assert result.code == 1
    assert "there-is-no-such-player: not installed" in result.err


@pytest.mark.usefixtures("_no_player")
def test_the_doctor_tells_what_was_found_and_what_that_means(lrx: Lrx) -> None:
    result = lrx("doctor")
    assert result.code == 0
    assert "there-is-no-such-player" in result.out
    assert "voice pack" in result.out
    findings = {finding["what"]: finding for finding in lrx("doctor", "--json").json["findings"]}
    assert findings["sound"]["works"] is False
    assert findings["voice pack"]["works"] is True


def test_the_doctor_looks_at_every_row_of_the_history(lrx: Lrx, home: Path) -> None:
    def found() -> dict[str, object]:
        findings = lrx("doctor", "--json").json["findings"]
        return next(finding for finding in findings if finding["what"] == "history")

    assert "not there yet" in str(found()["found"])
    assert lrx("session", "seal", "--speed", "1000", "--skip-check").code == 0
    assert found()["works"] is True
    assert "as it was written" in str(found()["found"])
    path = home / "history.sqlite3"
    written = bytearray(path.read_bytes())
    place = written.index(b"seal-stretch", 4096)
    written[place] ^= 1
    path.write_bytes(written)
    assert found()["works"] is False
    assert path.read_bytes() == written, "looking changes nothing"


class OnTerminal:
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("way", "speed", "sound", "voice", "expected"),
    [
        ("live", 1, None, None, (True, True)),
        ("plain", 1, None, None, (True, False)),
        ("plain", 1, None, True, (True, True)),
        ("live", 1, False, None, (False, False)),
        ("live", 1, None, False, (True, False)),
        ("live", 20, None, None, (False, False)),
        ("live", 20, True, None, (True, True)),
        ("json", 1, None, None, (False, False)),
        ("json", 1, None, True, (True, True)),
    ],
)
def test_what_is_heard_where_nobody_says_otherwise(
    way: str,
    speed: float,
    sound: bool | None,
    voice: bool | None,
    expected: tuple[bool, bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", OnTerminal())
    sounds, speaks = command.heard(way, sound=sound, voice=voice, speed=speed)
    assert (sounds, sounds and speaks) == expected


def test_a_file_is_silent(heard: Path, lrx: Lrx) -> None:
    assert lrx("session", "seal", "--speed", "1000", "--teach", "off").code == 0
    assert list(heard.iterdir()) == []


def test_a_session_that_is_asked_for_sound_plays_it(heard: Path, lrx: Lrx) -> None:
    result = lrx("session", "seal", "--speed", "1000", "--teach", "off", "--sound", "--no-voice")
    assert result.code == 0, result.err
    assert list(heard.iterdir())


def test_lines_of_ones_own_are_spoken_by_a_command_of_ones_own(
    lrx: Lrx, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lrx_cli.session.audio import voice_now
    from lrx_cli.sound.samples import tone, wave

    clip = tmp_path / "clip.wav"
    clip.write_bytes(wave(tone("alert")))
    monkeypatch.setenv("LRX_HOME", str(tmp_path / "home"))
    speaking = voice_now(
        f"{sys.executable} -c \"import sys; sys.stdout.buffer.write(open({str(clip)!r}, 'rb').read())\""
    )
    own = ["Wave both arms about for a while.", "Hop."]
    assert speaking.missing([*own, "Halfway through."]) == own
    speaking.prepare([*own, "Halfway through."])
    assert speaking.line(own[0]) is not None
    assert speaking.line("Halfway through.") is not None


def test_a_line_that_takes_longer_than_its_room_is_left_to_its_tone(tmp_path: Path) -> None:
    from lrx_cli.session.audio import Voice
    from lrx_cli.sound.samples import silence
    from lrx_cli.storage.voice import RenderedLines, VoicePack

    rendered = RenderedLines(str(tmp_path), "an engine")
    rendered.keep("Hop.", silence(5_000))
    assert Voice(VoicePack(str(tmp_path)), None, rendered).line("Hop.") is None
