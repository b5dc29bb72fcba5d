"""The live screen on a pseudo-terminal: it is given back whole, whatever happens."""

from __future__ import annotations

import re
import signal
import time

import pytest

from tests.pty_driver import LONG_STOP_S, Terminal
from tests.session.outputs.live.test_painter import ALLOWED, Model
from tests.session.test_session_on_a_terminal import PROGRAM, TYPED_AHEAD_S

pytestmark = pytest.mark.long

FIRST = "exercise 1 of 2"
PAUSED = "We were at"
STALLED_S = 3.6
"""A second until the next frame, two that have to be missed, and some."""


def begun() -> Terminal:
    terminal = Terminal([*PROGRAM, "--live"])
    terminal.wait_for_screen(FIRST)
    return terminal


def modes(terminal: Terminal) -> dict[bytes, bytes]:
    """What was asked for last of each mode: ``h`` on, ``l`` off."""
    return dict(re.findall(rb"\x1b\[\?(\d+)([hl])", terminal.shown))


TAKEN = {b"1049": b"h", b"25": b"l", b"7": b"l", b"2026": b"l", b"1007": b"l"}
GIVEN_BACK = {b"1049": b"l", b"25": b"h", b"7": b"h", b"2026": b"l", b"1007": b"h"}


@pytest.mark.parametrize(
    "number",
    [
        signal.SIGINT,
        signal.SIGTERM,
        signal.SIGHUP,
        signal.SIGQUIT,
        signal.SIGUSR1,
        signal.SIGXCPU,
        pytest.param(getattr(signal, "SIGPWR", signal.SIGUSR2), id="SIGPWR"),  # not on macOS
    ],
    ids=lambda number: number.name,
)
def test_a_signal_gives_the_screen_back_and_leaves_what_was_done(number: signal.Signals) -> None:
    with begun() as terminal:
        assert modes(terminal) == TAKEN
        terminal.kill(number)
        assert terminal.ended() == -number
        assert modes(terminal) == GIVEN_BACK
        assert terminal.as_found
        assert "Ended after" in terminal.text.split("\x1b[?1049l")[-1]
        assert "Traceback" not in terminal.text


def test_an_alarm_from_outside_gives_the_screen_back_too() -> None:
    with begun() as terminal:
        terminal.kill(signal.SIGALRM)
        assert terminal.ended() == -signal.SIGALRM
        assert terminal.as_found


def test_q_twice_gives_the_screen_back() -> None:
    with begun() as terminal:
        time.sleep(TYPED_AHEAD_S)
        terminal.type(b"q")
        terminal.wait_for_screen("Press Q again to end")
        terminal.type(b"q")
        assert terminal.ended() == 0
        assert modes(terminal) == GIVEN_BACK
        assert terminal.as_found


def test_ctrl_z_gives_it_back_and_fg_comes_back_paused_and_whole() -> None:
    with begun() as terminal:
        terminal.type(b"\x1a")
        terminal.news("stopped")
        assert modes(terminal) == GIVEN_BACK
        assert terminal.as_found
        seen = len(terminal.shown)
        terminal.foreground()
        terminal.wait_for(rb"\x1b\[2J", after=seen)
        terminal.wait_for_screen(PAUSED)
        assert modes(terminal) == TAKEN
        model = Model(80, 24)
        model.feed(terminal.shown[seen:])
        text = "\n".join(model.screen.display)
        for part in ("exercise 1 of 2", "paused", "without you", "exercise", "go on"):
            assert part in text
        terminal.kill(signal.SIGTERM)
        assert terminal.ended() == -signal.SIGTERM
        assert modes(terminal) == GIVEN_BACK


def test_stopped_by_force_it_takes_the_screen_again() -> None:
    with begun() as terminal:
        terminal.kill(signal.SIGSTOP)
        terminal.news("stopped")
        seen = len(terminal.shown)
        time.sleep(LONG_STOP_S)
        terminal.foreground()
        taken = terminal.wait_for(rb"\x1b\[\?1049h", after=seen)
        terminal.wait_for(rb"\x1b\[2J", after=taken)
        terminal.wait_for_screen(PAUSED)
        assert modes(terminal) == TAKEN
        terminal.kill(signal.SIGTERM)
        assert terminal.ended() == -signal.SIGTERM
        assert modes(terminal) == GIVEN_BACK


def test_a_storm_of_sizes_leaves_a_whole_screen() -> None:
    with begun() as terminal:
        for columns in (*range(60), 500, 1, 72):
            terminal.resize(columns)
        terminal.wait_for_screen("exercise 1 of 2(.*\n)+.*session")
        terminal.kill(signal.SIGTERM)
        assert terminal.ended() == -signal.SIGTERM
        assert modes(terminal) == GIVEN_BACK


def test_a_terminal_that_takes_nothing_more_cannot_keep_it_from_ending() -> None:
    with begun() as terminal:
        terminal.kill(signal.SIGSTOP)
        terminal.news("stopped")
        terminal.flood()
        terminal.foreground()
        terminal.kill(signal.SIGTERM)
        assert terminal.ended() == -signal.SIGTERM
        terminal.read_again()
        terminal.watch(0.2)
        assert terminal.as_found


def test_a_terminal_that_is_held_with_ctrl_s_is_given_back_all_the_same() -> None:
    with begun() as terminal:
        terminal.type(b"\x13")
        terminal.watch(0.2)
        terminal.kill(signal.SIGTERM)
        assert terminal.ended() == -signal.SIGTERM
        assert terminal.as_found


def test_a_terminal_that_stalls_pauses_the_session_and_says_what_was_lost() -> None:
    with begun() as terminal:
        for _ in range(4):  # what is in between takes some more each time
            terminal.flood()
            time.sleep(0.1)
        time.sleep(STALLED_S)
        terminal.read_again()
        terminal.wait_for_screen("paused")
        terminal.resize(90)  # and all of it is painted again
        terminal.wait_for_screen("seconds went by without you")
        terminal.kill(signal.SIGTERM)
        assert terminal.ended() == -signal.SIGTERM
        assert modes(terminal) == GIVEN_BACK


def test_only_known_control_sequences_are_written() -> None:
    with Terminal([*PROGRAM, "--live", "--speed", "50"]) as terminal:
        assert terminal.ended() == 0
        assert b"\x1b" not in ALLOWED.sub(b"", terminal.shown)
        assert terminal.shown.count(b"\x1b[?1049h") == 1
