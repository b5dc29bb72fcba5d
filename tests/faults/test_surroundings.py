"""What a session is surrounded by: kinds of terminals, languages, streams, and clocks that jump."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.moved import MovedClocks
from tests.faults.places import LRX, SHORT, at, environment
from tests.pty_driver import Terminal

pytestmark = pytest.mark.long

NO_ESCAPES = ("dumb", "unknown")


@pytest.mark.parametrize(
    ("term", "language"),
    [
        ("dumb", "C.UTF-8"),
        ("unknown", "de_DE.UTF-8"),
        ("", "C.UTF-8"),
        ("vt100", "C"),
        ("linux", "POSIX"),
        ("xterm", "en_US.ISO-8859-1"),
        ("nonsense", "xx_YY.nonsense"),
    ],
)
def test_every_terminal_in_every_language_gets_a_whole_session(
    term: str, language: str, tmp_path: Path
) -> None:
    own = environment(tmp_path, TERM=term, LC_ALL=language)
    with Terminal([*LRX, *SHORT], environment=own) as terminal:
        assert terminal.ended() == 0
        assert terminal.as_found
        assert "Done after" in terminal.text
        assert (b"\x1b[?1049h" in terminal.shown) is (term not in ("", *NO_ESCAPES))
        assert b"\x1b" not in terminal.shown or term not in NO_ESCAPES


@pytest.mark.parametrize("mode", [("-OO",), ("-X", "dev", "-W", "error")], ids=" ".join)
def test_every_mode_of_python_plays_a_session(mode: tuple[str, ...], tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, *mode, "-m", "lrx_cli", *SHORT],
        env=os.environ | environment(tmp_path),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"Done after" in ended.stdout


def test_without_a_terminal_of_its_own_it_plays_to_the_end(tmp_path: Path) -> None:
    ended = subprocess.run(
        [*LRX, *SHORT],
        env=os.environ | environment(tmp_path),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        start_new_session=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")


# --- clocks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wall", "awake", "asleep"), [(8, 0, 8), (3_600, 3_600, 3_600)], ids=["Linux and macOS", "Windows"]
)
def test_a_laptop_that_slept_finds_its_session_paused(
    wall: int, awake: int, asleep: int, tmp_path: Path
) -> None:
    """On Linux and macOS one clock stands still meanwhile, on Windows none does."""
    clocks = MovedClocks(tmp_path)
    with at("preparing", tmp_path, more=clocks.environment) as terminal:
        terminal.wait_for_screen("0:3[0-9]")  # the second after the first picture: the session plays
        clocks.move(wall=wall, awake=awake, counting_sleep=asleep)
        terminal.wait_for_screen("went by without you")
        terminal.wait_for_screen("paused")


@pytest.mark.parametrize(
    "wall",
    [-3_600, *(pytest.param(wall, marks=pytest.mark.long) for wall in (-1_700_000_000, 2_400_000_000))],
)
def test_the_wall_clock_may_say_what_it_likes(wall: float, tmp_path: Path) -> None:
    """Summer time, a correction, 1970 and the next century: nothing is lost, and it is kept."""
    clocks = MovedClocks(tmp_path)
    # So high that what it begins with is still there, however late one looks.
    with at("lines", tmp_path, options=("--speed", "60"), more=clocks.environment, rows=200) as terminal:
        clocks.move(wall=wall)
        assert terminal.ended() == 0
        assert "without you" not in terminal.text
        assert "Saved." in terminal.text
