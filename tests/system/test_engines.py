"""Engines: what they are given, and what becomes of those that fail. They are played by small programs."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.sound.samples import RATE, length
from lrx_cli.system import speech_engines as engines
from lrx_cli.system.speech_engines import CannotSpeak, Engine, find_engine, speakable

SPEAKS = """
import sys, wave, math, array
text = sys.stdin.read()
open({heard!r}, "w").write(text + "|" + " ".join(sys.argv[1:]))
out = {out}
samples = array.array("h", (int(9000 * math.sin(n / 8)) for n in range(8000)))
with wave.open(out, "wb") as file:
    file.setparams((1, 2, 16000, len(samples), "NONE", ""))
    file.writeframes(samples.tobytes())
"""


class Bench:
    """Makes engines, and knows what they were given."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.heard_file = folder / "heard.txt"

    @property
    def heard(self) -> str:
        return self.heard_file.read_text()

    def program(self, source: str) -> str:
        path = self._folder / "engine.py"
        path.write_text(source)
        return str(path)

    def to_stdout(self, *arguments: str) -> Engine:
        source = SPEAKS.format(heard=str(self.heard_file), out="sys.stdout.buffer")
        return Engine("fake", (sys.executable, self.program(source), *arguments), str)

    def to_file(self) -> Engine:
        source = SPEAKS.format(heard=str(self.heard_file), out="sys.argv[1]")
        return Engine("fake", (sys.executable, self.program(source), "{file}"))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_a_line_goes_in_on_standard_input_and_comes_back_as_sound(bench: Bench) -> None:
    clip = bench.to_stdout().render("--help me up")
    assert abs(length(clip) - 500) < 60
    assert bench.heard == "help me up\n|"


def test_an_engine_may_write_a_file_instead(bench: Bench) -> None:
    clip = bench.to_file().render("Up.")
    assert len(clip) > RATE / 3


def test_an_engine_is_told_its_speed_in_its_own_way(bench: Bench) -> None:
    bench.to_stdout("--fast={speed}", "{speed}").render("Up.", 1.1)
    assert bench.heard == "Up.\n|--fast={speed} 1.1"


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("raise SystemExit(3)", "ended with code 3"),
        ("print('not a sound')", "not a WAV file"),
        ("pass", "not a WAV file"),
    ],
)
def test_an_engine_that_fails_says_why(bench: Bench, source: str, why: str) -> None:
    with pytest.raises(CannotSpeak, match=why):
        Engine("fake", (sys.executable, bench.program(source))).render("Up.")


def test_an_engine_that_never_stops_writing_fills_neither_memory_nor_disk() -> None:
    with pytest.raises(CannotSpeak, match="never stops"):
        Engine("endless", ("yes",)).render("Lift your leg")


def test_an_engine_that_never_stops_writing_its_file_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(CannotSpeak, match="never stops"):
        Engine("endless", ("sh", "-c", 'yes > "$0"', "{file}")).render("Lift your leg")
    assert list(tmp_path.iterdir()) == []


def test_an_engine_may_use_more_memory_and_larger_files_than_it_speaks(bench: Bench) -> None:
    large = "import os; os.ftruncate(os.memfd_create('sound server'), 1 << 26)\n"
    source = SPEAKS.format(heard=str(bench.heard_file), out="sys.stdout.buffer")
    clip = Engine("espeak-ng", (sys.executable, bench.program(large + source))).render("Up.")
    assert length(clip) > 400


def test_an_engine_that_leaves_something_behind_is_not_waited_for() -> None:
    with pytest.raises(CannotSpeak, match="not a WAV file"):
        Engine("script", ("sh", "-c", "setsid sleep 60 &")).render("Lift your leg")


@pytest.mark.external
@pytest.mark.parametrize("engine", engines.engines("linux"), ids=lambda engine: engine.name)
def test_the_real_engines_speak_and_faster_when_asked(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))  # espeak-ng makes a folder of PulseAudio's there
    clips = [engine.render("- Lift your left leg, <slowly>.", speed) for speed in engine.speeds]
    lengths = [length(clip) for clip in clips]
    assert lengths == sorted(lengths, reverse=True)
    assert 1_000 < lengths[-1] < lengths[0] < 5_000


def test_an_engine_that_hangs_ends_with_what_it_has_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "_PATIENCE_S", 0.3)
    line = tmp_path / "line"
    os.mkfifo(line)
    held = os.open(line, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(CannotSpeak, match="did not answer"):
        Engine("script", ("sh", "-c", f"sleep 600 > {line} & wait")).render("Lift your leg")
    os.set_blocking(held, True)
    assert os.read(held, 1) == b""
    os.close(held)


def test_an_engine_that_is_not_there_says_so() -> None:
    with pytest.raises(CannotSpeak, match="No such file"):
        Engine("fake", ("there-is-no-such-engine",)).render("Up.")


def test_nothing_to_say_is_not_asked_for(bench: Bench) -> None:
    with pytest.raises(CannotSpeak, match="nothing to say"):
        bench.to_stdout().render(" -- ")
    assert not bench.heard_file.exists()


@given(st.text(max_size=900))
def test_what_an_engine_gets_is_one_line_of_words(text: str) -> None:
    line = speakable(text)
    assert line.isprintable() or line == ""
    assert not line.startswith("-")
    assert not set(line) & set("<>&\\`{}|")
    assert "[[" not in line
    assert len(line) <= 600
    assert speakable(line) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Bend to 90\N{DEGREE SIGN}.", "Bend to 90 degrees ."),
        ("3 \N{MULTIPLICATION SIGN} 10", "3 times 10"),
        ("a < b & c", "a less than b and c"),
        ("[[slnc 9000]] Up.", "(slnc 9000) Up."),
        ("Up.\nDown.\0", "Up. Down."),
        ("-v loud", "v loud"),
    ],
)
def test_what_engines_would_obey_becomes_words(text: str, line: str) -> None:
    assert speakable(text) == line


def test_a_command_of_ones_own_comes_before_all_others() -> None:
    engine = find_engine("linux", "my-voice --name 'Jo Ann' {file}")
    assert engine is not None
    assert engine.command == ("my-voice", "--name", "Jo Ann", "{file}")


@pytest.mark.parametrize(
    ("there", "expected"), [(["flite"], "flite"), (["espeak-ng"], "espeak-ng"), ([], None)]
)
def test_of_what_is_installed_the_clearest_is_taken(
    there: list[str], expected: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in there:
        program = tmp_path / name
        program.write_text("#!/bin/sh\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "py_nanotts", None)
    engine = find_engine("linux")
    assert (engine.name if engine else None) == expected


def test_on_windows_its_own_voice_takes_the_line_and_gives_back_sound() -> None:
    _, windows = engines.engines("win32")
    assert windows.command[0] == "powershell"
    assert windows.speed is not None
    assert [windows.speed(speed) for speed in windows.speeds] == ["-1", "0", "1", "2"]
    assert not any('"' in part for part in windows.command), "Windows would end the argument there"


def test_on_a_mac_its_own_voice_writes_a_file(monkeypatch: pytest.MonkeyPatch, bench: Bench) -> None:
    (say,) = engines.engines("darwin")
    assert say.command[0] == "say"
    assert "{file}" in say.command
    assert say.speed is not None
    assert say.speed(1.0) == "175"
