"""The real program, wherever it may be: what ends it, and what is typed, leaves the terminal as it was."""

from __future__ import annotations

import random
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from lrx_cli.errors import CANNOT_WRITE, WARNING_SIGN
from tests.faults.cat import piece
from tests.faults.places import LRX, ROOT, ROUGH_SIZES, at, wait_until_keys_count
from tests.pty_driver import Terminal

pytestmark = pytest.mark.long


def ends_well(terminal: Terminal, *numbers: signal.Signals) -> None:
    assert terminal.ended() in {-number for number in numbers}
    assert terminal.as_found
    assert "Traceback" not in terminal.text
    assert "bug" not in terminal.text


@pytest.mark.parametrize("place", ["first question", "new routine", "lines", "preparing"])
def test_two_signals_at_once_end_it_once(place: str, tmp_path: Path) -> None:
    with at(place, tmp_path) as terminal:
        terminal.kill(signal.SIGINT)
        with suppress(ProcessLookupError):  # it may have ended between the two
            terminal.kill(signal.SIGTERM)
        ends_well(terminal, signal.SIGINT, signal.SIGTERM)


@pytest.mark.parametrize("place", ["first question", "hurt"])
def test_ctrl_z_works_at_a_question_too(place: str, tmp_path: Path) -> None:
    with at(place, tmp_path) as terminal:
        terminal.type(b"\x1a")
        terminal.news("stopped")
        assert terminal.as_found
        terminal.foreground()
        terminal.wait_for_screen("new, or worse" if place == "first question" else "further down")
        terminal.kill(signal.SIGHUP)
        ends_well(terminal, signal.SIGHUP)


def test_ctrl_z_stops_a_drawing_that_moves(tmp_path: Path) -> None:
    own = {"PYTHONPATH": str(ROOT / "src"), "LRX_HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    with Terminal([*LRX, "show", "figure-four", "--animate"], environment=own) as terminal:
        terminal.wait_for(rb"\x1b\[1A")  # a second picture over the first one
        terminal.type(b"\x1a")
        terminal.news("stopped")
        assert terminal.as_found
        terminal.foreground()
        assert terminal.ended() == 0
        assert terminal.as_found


@pytest.mark.parametrize("place", ["first question", "new routine", "paused"])
def test_a_terminal_that_is_gone_is_no_bug(place: str, tmp_path: Path) -> None:
    with at(place, tmp_path) as terminal:
        terminal.hang_up()
        # The keys say so first, or what cannot be written any more.
        assert terminal.ended() in (1, CANNOT_WRITE, 128 + signal.SIGHUP)


@pytest.mark.parametrize("held", [True, False], ids=["Ctrl-S", "nobody reads"])
@pytest.mark.parametrize("place", ["first question", "new routine", "paused"])
def test_a_terminal_that_takes_nothing_is_put_right_all_the_same(
    place: str, held: bool, tmp_path: Path
) -> None:
    with at(place, tmp_path) as terminal:
        if held:
            terminal.type(b"\x13")
            terminal.watch(0.2)
        else:
            terminal.flood()
        terminal.kill(signal.SIGTERM)
        assert terminal.ended() == -signal.SIGTERM
        terminal.read_again()
        assert terminal.as_found


@pytest.mark.parametrize("place", ["first question", "new routine"])
def test_a_question_that_cannot_be_painted_ends_all_the_same(place: str, tmp_path: Path) -> None:
    """The end comes while a write waits for a terminal that takes nothing."""
    with at(place, tmp_path) as terminal:
        terminal.type(b"\x13")
        terminal.watch(0.2)
        for columns, rows in ROUGH_SIZES:  # each paints the question again
            terminal.resize(columns, rows)
            terminal.watch(0.05)
        terminal.kill(signal.SIGTERM)
        assert terminal.ended() == -signal.SIGTERM
        assert terminal.as_found


def test_no_size_ends_it_or_leaves_half_a_screen(tmp_path: Path) -> None:
    with at("preparing", tmp_path) as terminal:
        for columns, rows in ROUGH_SIZES:
            terminal.resize(columns, rows)
            terminal.watch(0.02)
        terminal.wait_for_screen("exercise 1 of 1(.*\n)+.*session")
        terminal.kill(signal.SIGTERM)
        ends_well(terminal, signal.SIGTERM)


def test_a_cat_on_the_keyboard_breaks_nothing(tmp_path: Path) -> None:
    """It may say that it hurts, by pausing twice, and with the next key that the session ends."""
    chance = random.Random(1)
    with at("preparing", tmp_path) as terminal:
        wait_until_keys_count(lambda: terminal.screen, terminal.watch)
        for _ in range(80):
            terminal.type(piece(chance))
            terminal.watch(0.002)
        terminal.type(b"\x1b[201~\x1b[200~qq\x1b[201~\x1b[<0;10;10M\x1b[M !!")
        terminal.watch(0.3)
        with suppress(ProcessLookupError):
            terminal.kill(signal.SIGTERM)
        assert terminal.ended() in (-signal.SIGTERM, 0, WARNING_SIGN)
        assert terminal.as_found
        assert "Traceback" not in terminal.text
        assert "bug" not in terminal.text
