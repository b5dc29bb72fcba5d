"""``lrx show`` says what is to be seen, or shows it: by where it is printed and what was asked for."""

from __future__ import annotations

import sys

import pytest

from tests.cli.conftest import ROOT, Lrx
from tests.pty_driver import Terminal


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
    own = {"PYTHONPATH": str(ROOT / "src")}
    with Terminal([sys.executable, "-m", "lrx_cli", "show", *arguments], environment=own) as terminal:
        if keys:
            terminal.wait_for(rb"\x1b\[\?25l")
            terminal.type(keys)
        assert terminal.ended() == 0
        assert terminal.as_found
        return terminal.shown


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
