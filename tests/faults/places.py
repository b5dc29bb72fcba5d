"""Where somebody can be in `lrx` on a terminal, and the way there.

For whatever may happen anywhere: tests try some places, ``bench/faults`` all of them.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from lrx_cli.core.player.keymap import TWICE
from tests.pty_driver import Terminal

ROOT = Path(__file__).parents[2]
LRX = [sys.executable, "-m", "lrx_cli"]
SHORT = ("session", "cat-cow", "--skip-check", "--no-sound", "--speed", "1000")
"""A whole session, in no time."""
ROUGH_SIZES = ((0, 0), (1, 1), (500, 500), (10, 2), (20, 10), (39, 24), (40, 12), (200, 60), (80, 24))
"""Columns and rows; ``(0, 0)`` is what a serial line says."""
_BEGUN = "exercise 1 of 1"
_FIRST_LINE = "Exercise 1"
_PAUSED = "We were at"
_PATIENCE_S = 60.0


class Place(NamedTuple):
    """``line``: what follows ``lrx``. ``way``: what stands on the screen, and what is typed then.
    ``before``: what was done earlier on."""

    line: tuple[str, ...]
    way: tuple[tuple[str, bytes], ...]
    shows: str
    before: tuple[str, ...] = ()


_ASKED = ("session", "cat-cow", "--no-sound")
_PLAYED = (*_ASKED, "--skip-check", "--fresh", "--teach", "off", "--pace", "0.5")
_LINES = (*_PLAYED, "--plain")
_FIRST_CHECK = (
    ("new, or worse", b"n"),
    ("Do any of these apply", b"\r"),
    ("Which leg hurts", b"l"),
    ("down to the floor", b"1"),
    ("Leg pain now", b"3"),
    ("Back pain now", b"3"),
)

PLACES: dict[str, Place] = {
    "preparing": Place(_PLAYED, (), _BEGUN),
    "paused": Place(_PLAYED, ((_BEGUN, b" "),), _PAUSED),
    "moving": Place(_PLAYED, ((_BEGUN, b"n"),), "number 1 of"),
    "count-in": Place(_PLAYED, ((_BEGUN, b"n"), ("number 1 of", b" "), (_PAUSED, b" ")), "Going on"),
    "hurt": Place(_PLAYED, ((_BEGUN, b"h"),), "further down"),
    "keys": Place(_PLAYED, ((_BEGUN, b"?"),), "closes this"),
    "steps": Place(_PLAYED, ((_BEGUN, b"i"),), "come out of it"),
    "end asked": Place(_PLAYED, ((_BEGUN, b"q"),), "Press Q again"),
    "lines": Place(_LINES, (), _FIRST_LINE),
    "lines, paused": Place(_LINES, ((_FIRST_LINE, b" "),), r"\(paused"),
    "first question": Place(_ASKED, (), "new, or worse"),
    "last question": Place(_ASKED, _FIRST_CHECK, "Lowest point"),
    "new routine": Place(("routine", "new", "mine"), (), "Exercise 1"),
    "new exercise": Place(("exercise", "new", "mine"), (), "In which position"),
    "deleting": Place(
        ("history", "1", "--delete"),
        (),
        r"\[y/N\]",
        ("session", "cat-cow", "--skip-check", "--speed", "1000"),
    ),
}


def environment(home: Path, **more: str) -> dict[str, str]:
    """For `lrx` with the settings and the history in ``home``."""
    return {"PYTHONPATH": str(ROOT / "src"), "LRX_HOME": str(home), **more}


def wait_until_keys_count(look: Callable[[], str], see: Callable[[float], object] = time.sleep) -> None:
    """Wait until the clock of a live screen has gone on twice.

    Keys of a session's first second are dropped, and on a busy machine that is long after its first picture.
    ``look``: what stands on the screen; ``see``: lets so many seconds go by.
    """
    until = time.monotonic() + _PATIENCE_S
    times: set[str] = set()
    while len(times) < 3:
        assert time.monotonic() < until, f"the session does not begin:\n{look()}"
        times.update(re.findall(r"\d+:\d\d", look())[:1])
        see(0.05)


@contextmanager
def at(
    name: str,
    home: Path,
    *,
    options: tuple[str, ...] = (),
    more: Mapping[str, str] | None = None,
    columns: int = 80,
    rows: int = 24,
    how: str = "-",
) -> Iterator[Terminal]:
    """A terminal on which `lrx` is at that place. ``home``: whose settings and history it has; ``more``:
    what else stands in its environment."""
    place = PLACES[name]
    own = environment(home, LC_ALL="C.UTF-8")
    if place.before:
        subprocess.run([*LRX, *place.before], env=os.environ | own, stdout=subprocess.DEVNULL, check=True)
    line = [*LRX, *place.line, *options]
    own.update(more or {})
    with Terminal(line, columns=columns, rows=rows, how=how, environment=own) as terminal:
        for shown, keys in place.way:
            terminal.wait_for_screen(shown)
            if shown == _BEGUN:
                wait_until_keys_count(lambda: terminal.screen, terminal.watch)
            elif shown == _FIRST_LINE:
                terminal.wait_for_screen("0:0[2-9]")
            elif shown == _PAUSED:
                time.sleep(TWICE / 1_000 + 0.1)  # going on at once says that it hurts
            terminal.type(keys)
        terminal.wait_for_screen(place.shows)
        yield terminal
