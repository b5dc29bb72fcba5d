"""The real loop on a pseudo-terminal: whatever ends a session, the terminal is as it was found."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.pty_driver import LONG_STOP_S, Terminal

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
PROGRAM = [
    sys.executable,
    "-c",
    f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'src')!r}]; "
    "from tests.session.play_short_session import main; sys.exit(main())",
]
BEGUN = rb"Lie down on your back"
TYPED_AHEAD_S = 1.05
"""Keys of the first second are dropped."""


def begun(*options: str, how: str = "-") -> Terminal:
    terminal = Terminal([*PROGRAM, *options], how=how)
    terminal.wait_for(BEGUN)
    return terminal


@pytest.mark.parametrize(
    "number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT], ids=lambda number: number.name
)
def test_a_signal_ends_it_politely_and_is_passed_on(number: signal.Signals) -> None:
    with begun() as terminal:
        terminal.kill(number)
        assert terminal.ended() == -number
        assert terminal.as_found
        assert "Ended after" in terminal.text
        assert "Traceback" not in terminal.text


@pytest.mark.parametrize(
    ("keys", "number"), [(b"\x03", signal.SIGINT), (b"\x1c", signal.SIGQUIT), (b"\x03\x03", signal.SIGINT)]
)
def test_the_signal_keys_of_the_terminal_work(keys: bytes, number: signal.Signals) -> None:
    with begun() as terminal:
        terminal.type(keys)
        assert terminal.ended() == -number
        assert terminal.as_found


def test_q_twice_ends_it_and_typing_ahead_does_not() -> None:
    with begun() as terminal:
        terminal.type(b"qq")
        time.sleep(TYPED_AHEAD_S)
        terminal.type(b"q")
        time.sleep(0.05)
        terminal.type(b"q")
        assert terminal.ended() == 0
        assert terminal.as_found
        assert "Ended after" in terminal.text


@pytest.mark.parametrize("how", ["Ctrl-Z", "by force"])
def test_stopped_and_continued_it_comes_back_paused(how: str) -> None:
    with begun() as terminal:
        if how == "Ctrl-Z":
            terminal.type(b"\x1a")
            assert terminal.news("stopped") == str(int(signal.SIGTSTP))
            assert terminal.as_found
        else:
            terminal.kill(signal.SIGSTOP)
            terminal.news("stopped")
            terminal.made_sane()
        seen = len(terminal.shown)
        terminal.foreground()
        terminal.wait_for(rb"\(paused", after=seen)
        assert not terminal.as_found, "keys are read one by one again"
        terminal.type(b"\x03")
        assert terminal.ended() == -signal.SIGINT
        assert terminal.as_found


@pytest.mark.parametrize("how", ["Ctrl-Z", "by force"])
def test_in_the_background_it_stops_again_and_leaves_the_shell_its_terminal(how: str) -> None:
    with begun() as terminal:
        if how == "Ctrl-Z":
            terminal.type(b"\x1a")
        else:
            terminal.kill(signal.SIGSTOP)
        terminal.news("stopped")
        terminal.background()
        terminal.news("stopped")
        assert terminal.as_found
        terminal.foreground()
        terminal.wait_for(rb"\(paused")
        terminal.kill(signal.SIGTERM)
        assert terminal.ended() == -signal.SIGTERM
        assert terminal.as_found


def test_asked_to_end_while_stopped_it_ends_when_it_goes_on() -> None:
    with begun() as terminal:
        terminal.type(b"\x1a")
        terminal.news("stopped")
        terminal.kill(signal.SIGTERM)
        terminal.background()
        assert terminal.ended() == -signal.SIGTERM
        assert terminal.as_found


def test_so_it_does_without_a_keyboard_and_says_so() -> None:
    with Terminal([*PROGRAM, "--json"]) as terminal:
        terminal.wait_for(b"segment_started")
        terminal.type(b"\x1a")
        terminal.news("stopped")
        terminal.kill(signal.SIGTERM)
        terminal.foreground()
        assert terminal.ended() == -signal.SIGTERM
        assert '"session_ended"' in terminal.text


@pytest.mark.parametrize("how", ["-", "nohup"])
def test_a_terminal_that_is_gone_ends_it(how: str) -> None:
    with begun(how=how) as terminal:
        terminal.hang_up()
        assert terminal.ended() == 128 + signal.SIGHUP


def test_a_storm_of_sizes_ends_nothing_and_pauses_nothing() -> None:
    with begun() as terminal:
        for columns in range(1, 60):
            terminal.resize(columns)
        terminal.wait_for(rb"Knees bent")
        assert "paused" not in terminal.text.split("Exercise 1")[1]
        terminal.kill(signal.SIGTERM)
        assert terminal.ended() == -signal.SIGTERM
        assert terminal.as_found


def test_a_terminal_that_takes_nothing_more_cannot_keep_it_from_ending() -> None:
    """Nobody reads the other end: the line discipline fills, and writing to it blocks for good."""
    with begun() as terminal:
        terminal.kill(signal.SIGSTOP)
        terminal.news("stopped")
        terminal.flood()
        terminal.foreground()
        terminal.kill(signal.SIGTERM)
        assert terminal.ended() == -signal.SIGTERM
        assert terminal.as_found


def test_stdin_that_is_no_terminal_is_never_read() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"qqqq\nnot for you\n")
    with Terminal([*PROGRAM, "--speed", "1000"], stdin=reader) as terminal:
        assert terminal.ended() == 0
        assert "Done after" in terminal.text
    os.close(writer)
    assert os.read(reader, 100) == b"qqqq\nnot for you\n"
    os.close(reader)


def test_without_a_keyboard_a_stop_goes_on_by_itself() -> None:
    reader, writer = os.pipe()
    with Terminal([*PROGRAM, "--speed", "60"], stdin=reader) as terminal:
        terminal.wait_for(BEGUN)
        terminal.kill(signal.SIGSTOP)
        terminal.news("stopped")
        time.sleep(LONG_STOP_S)
        terminal.foreground()
        assert terminal.ended() == 0
        assert "went by without you" in terminal.text
        assert "Done after" in terminal.text
    os.close(writer)
    os.close(reader)


def test_a_reader_who_leaves_ends_it_quietly() -> None:
    program = subprocess.Popen(
        [*PROGRAM, "--speed", "20"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.readline()
    program.stdout.close()
    assert program.wait() == 0
    assert program.stderr.read() == b""
    program.stderr.close()


def test_a_full_disk_is_no_success() -> None:
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(
            [*PROGRAM, "--speed", "1000", "--json"],
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ended.returncode == 74
    assert ended.stderr == b""
