"""``lrx reset`` on a terminal that a killed program left broken."""

from __future__ import annotations

import os
import pty
import termios
import tty

from tests.cli.conftest import Lrx, start


def test_a_broken_terminal_echoes_and_shows_its_cursor_again() -> None:
    controlling, terminal = pty.openpty()
    sane = termios.tcgetattr(terminal)
    tty.setraw(terminal)
    assert not termios.tcgetattr(terminal)[3] & termios.ECHO
    result = start("reset", stdin=terminal, stdout=terminal)
    assert result.returncode == 0
    flags = termios.tcgetattr(terminal)
    for place, mask in (
        (0, termios.ICRNL | termios.IXON),
        (1, termios.OPOST | termios.ONLCR),
        (3, termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN),
    ):
        assert flags[place] & mask == mask
        assert sane[place] & mask == mask
    sent = os.read(controlling, 1000)
    for mode in (b"\x1b[?25h", b"\x1b[?1049l", b"\x1b[?2004l", b"\x1b[?1007h", b"\x1b[?7h", b"\x1b[0m"):
        assert mode in sent
    os.close(terminal)
    os.close(controlling)


def test_in_a_pipe_it_does_nothing(lrx: Lrx) -> None:
    result = lrx("reset")
    assert (result.code, result.out, result.err) == (0, "", "")
