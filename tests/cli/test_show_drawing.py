"""``lrx show`` says what is to be seen, or shows it: by where it is printed and what was asked for."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time

import pytest

from tests.cli.conftest import Lrx


def test_in_a_pipe_a_drawing_is_words(lrx: Lrx) -> None:
    out = lrx("show", "cat-cow").out
    assert "Picture: " in out
    assert "⣿" not in out
    assert "▀" not in out


def test_in_a_pipe_it_is_drawn_when_asked_for(lrx: Lrx) -> None:
    out = lrx("show", "cat-cow", "--figures").out
    assert "Picture: " not in out
    assert any(0x2800 < ord(char) <= 0x28FF for char in out), "without color: braille lines"


def test_without_figures_there_is_neither(lrx: Lrx) -> None:
    out = lrx("show", "cat-cow", "--no-figures").out
    assert "Picture: " not in out
    assert not any(0x2800 < ord(char) <= 0x28FF for char in out)


@pytest.mark.parametrize("exercise", [str(number) for number in range(1, 11)])
def test_every_exercise_says_what_is_to_be_seen(lrx: Lrx, exercise: str) -> None:
    assert "Picture: " in lrx("show", exercise).out


def on_a_terminal(*arguments: str, keys: bytes = b"") -> bytes:
    """What ``lrx show`` writes to a terminal of 80x24; ``keys`` are pressed once it draws."""
    master, slave = pty.openpty()
    import fcntl
    import struct
    import termios

    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    before = termios.tcgetattr(slave)
    child = subprocess.Popen(
        [sys.executable, "-m", "lrx_cli", "show", *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": "src"},
        start_new_session=True,
    )
    written = b""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        ready, _, _ = select.select([master], [], [], 0.05)
        if ready:
            written += os.read(master, 65536)
            if keys and b"\x1b[?25l" in written:
                os.write(master, keys)
                keys = b""
        elif child.poll() is not None:
            break
    assert child.wait(5) == 0
    assert termios.tcgetattr(slave) == before, "the terminal is as it was"
    os.close(slave)
    os.close(master)
    return written


def test_on_a_terminal_it_moves_until_a_key_is_pressed() -> None:
    written = on_a_terminal("cat-cow", "--animate", keys=b" ")
    assert written.rindex(b"\x1b[?25h") > written.rindex(b"\x1b[?25l"), "the cursor is back"
    assert b"Breathe out, round your" in written


@pytest.mark.parametrize("option", [[], ["--no-animation"]])
def test_nothing_moves_on_a_terminal_unless_asked_for(option: list[str]) -> None:
    written = on_a_terminal("standing-back-extension", *option)
    assert b"\x1b[?25l" not in written
    assert b"Stand by a counter" in written
    assert "▀".encode() in written or "▄".encode() in written
