"""``lrx session`` as a process: what it plays is what preview showed, whoever reads it."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ROOT, Lrx, start
from tests.pty_driver import Terminal

FAST = ("--speed", "1000")


def played(*arguments: str) -> list[dict[str, Any]]:
    result = start("session", *arguments, "--json", *FAST)
    assert result.returncode == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    "choice", [("seal", "10"), ("3", "--level", "gentle", "--first-side", "right", "--teach", "short")]
)
def test_a_session_plays_what_its_preview_showed(lrx: Lrx, choice: tuple[str, ...]) -> None:
    events = played(*choice)
    preview = lrx("preview", *choice, "--json").json
    started = [event for event in events if event["event"] == "segment_started"]
    assert [(event["at_ms"], event["index"], event["kind"], event["side"]) for event in started] == [
        (segment["start_ms"], segment["index"], segment["kind"], segment["side"])
        for segment in preview["segments"]
    ]
    cues = [event for event in events if event["event"] == "cue"]
    moments = [
        cue["at_ms"]
        for segment in preview["segments"]
        for cue in segment["cues"]
        if not any(word in cue["text"] for word in ("tone", "ticks"))  # explained only where there are some
    ]
    assert [cue["at_ms"] for cue in cues] == moments
    assert events[0]["event"] == "session_started"
    assert events[0]["planned_ms"] == preview["duration_ms"] == events[-1]["at_ms"]
    assert events[-1]["event"] == "session_ended"
    assert events[-1]["done"] == events[-1]["planned"] > 0


def test_lines_go_into_a_pipe_without_a_key_being_read() -> None:
    result = start("session", "seal", "--level", "standard", *FAST, input=b"qqqq", stdin=None)
    assert result.returncode == 0
    assert b"8 of 8" in result.stdout
    assert b"\x1b" not in result.stdout
    assert result.stderr == b""


def test_who_is_not_asked_reads_the_notice() -> None:
    first, _, _ = start("session", "seal", *FAST).stdout.decode().partition("Exercise 1 of 1")
    assert "do not exercise, get emergency care" in " ".join(first.split())
    assert "Hinge Health" in first
    short, _, _ = start("session", "seal", *FAST, "--skip-check").stdout.decode().partition("Exercise 1 of 1")
    assert "do not exercise, get emergency care" in " ".join(short.split())
    assert "Hinge Health" not in short


def test_the_notice_is_kept_out_of_the_json() -> None:
    result = start("session", "seal", *FAST, "--json")
    assert b"get emergency care" in result.stderr.replace(b"\n", b" ")
    assert all(json.loads(line)["event"] for line in result.stdout.splitlines())


def test_what_was_changed_is_told_before_it_plays() -> None:
    result = start("session", "3", "--hold", "20", "--level", "gentle", *FAST)
    assert b"the gentle level has no hold" in result.stdout.replace(b"\n", b" ")


def test_waiting_for_keys_needs_a_keyboard() -> None:
    result = start("session", "--manual")
    assert (result.returncode, result.stdout) == (2, b"")
    assert b"there is no keyboard" in result.stderr


def test_a_choice_of_nothing_is_not_played() -> None:
    result = start("session", "cat-cow", "--skip", "cat-cow")
    assert (result.returncode, result.stdout) == (2, b"")
    why = "  - Left out: Cat cow. Skipped, as you asked.\n"
    assert result.stderr.decode() == f"Error: Nothing is left to play.\n{why}"


def test_the_environment_sets_the_speed_and_says_so_when_it_is_wrong() -> None:
    assert start("session", "seal", env={"LRX_SPEED": "1000"}).returncode == 0
    result = start("session", "seal", env={"LRX_SPEED": "0"})
    assert result.returncode == 78
    assert b"LRX_SPEED in the environment: " in result.stderr


@pytest.mark.parametrize("room", [0, 3_000], ids=["for nothing", "for some lines"])
def test_lines_that_cannot_be_written_are_a_failure(tmp_path: Path, room: int) -> None:
    def leave_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    with open(tmp_path / "lines", "wb") as lines:
        result = start(
            "session", "--level", "stronger", *FAST, "--skip-check",
            env={"PYTHONDONTWRITEBYTECODE": "1"},  # or half a module would be kept for the next program
            stdout=lines,
            preexec_fn=leave_room,
        )  # fmt: skip
    assert result.returncode == 74
    assert b"could not be written" in result.stderr


def test_playing_writes_down_the_history_and_nothing_else(tmp_path: Path) -> None:
    assert start("session", "seal", *FAST, env={"LRX_HOME": str(tmp_path / "home")}).returncode == 0
    files = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert "history.sqlite3" in files
    assert all(name.startswith("history.sqlite3") or name == "history.lock" for name in files), files


def test_the_computer_stays_awake_as_long_as_somebody_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    helper = tmp_path / "systemd-inhibit"
    helper.write_text(f"#!/bin/sh\ntrap : TERM\n: > {tmp_path}/held\ncat\n: > {tmp_path}/let-go\n")
    helper.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    monkeypatch.setenv("LRX_HOME", str(tmp_path / "home"))
    session = [sys.executable, "-m", "lrx_cli", "session", "seal", "--skip-check", "--no-sound"]
    with Terminal(session) as terminal:
        terminal.wait_for_screen("min left")
        _appears(tmp_path / "held")
        terminal.kill(signal.SIGTERM)
        assert terminal.ended() == -signal.SIGTERM
    _appears(tmp_path / "let-go")


def _appears(path: Path) -> None:
    for _ in range(500):
        if path.exists():
            return
        time.sleep(0.02)
    raise AssertionError(f"{path.name} did not appear")


def test_named_exercises_are_no_routine(lrx: Lrx, home: Path) -> None:
    started = json.loads(lrx("session", "cat-cow", "--json", "--speed", "1000").out.splitlines()[0])
    assert (started["event"], started["routine"]) == ("session_started", None)
    assert lrx("preview", "cat-cow", "--json").json["routine"] is None
    [kept] = lrx("history", "--json").json["sessions"]
    assert kept["routine"] is None
    exported = home.parent / "history.json"
    assert lrx("export", "history", "-o", str(exported)).code == 0
    shutil.rmtree(home)
    assert lrx("import", str(exported)).code == 0
    [brought] = lrx("history", "--json").json["sessions"]
    assert brought == kept
    assert "Played        exercises by name, gentle level" in lrx("history", "1").out
    assert lrx("preview", "--json").json["routine"] == "full"
