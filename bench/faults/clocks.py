"""Laptops that sleep, clocks that jump and processes that stop: no time is made, and none is lost.

    python bench/faults/clocks.py

A session on a terminal, in real time, whose clocks are moved while it plays (``tests/faults/moved.py``). A
gap has to pause it, with as many seconds left as there were; the wall clock alone must change nothing.
Prints every finding and one JSON line of figures; exit 1 with a finding.
"""

from __future__ import annotations

import json
import re
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import typer

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.faults.moved import MovedClocks
from tests.faults.places import at, wait_until_keys_count
from tests.pty_driver import Terminal

GAPS: dict[str, dict[str, float]] = {
    "an hour asleep, Linux and macOS": {"wall": 3_600, "counting_sleep": 3_600},
    "an hour asleep, Windows": {"wall": 3_600, "awake": 3_600, "counting_sleep": 3_600},
    "8 seconds asleep": {"wall": 8, "counting_sleep": 8},
    "a night asleep": {"wall": 36_000, "counting_sleep": 36_000},
}
WALL: dict[str, float] = {
    "summer time begins": 3_600,
    "summer time ends": -3_600,
    "a correction": 0.4,
    "1970": -1_700_000_000,
    "2100": 2_400_000_000,
}
PLACES = ("preparing", "moving", "keys")
_LEFT = re.compile(r"(\d+):(\d\d)")
_SLACK_S = 1.5
"""The screen shows whole seconds, and is looked at between two of them."""
Act = Callable[[Terminal, MovedClocks], None]


def _moved(**by: float) -> Act:
    return lambda terminal, clocks: clocks.move(**by)


def _stopped(terminal: Terminal, clocks: MovedClocks) -> None:
    terminal.kill(signal.SIGSTOP)
    terminal.news("stopped")
    time.sleep(3)
    terminal.foreground()


def _nothing(terminal: Terminal, clocks: MovedClocks) -> None:
    """A session by itself."""


_EVENTS: tuple[tuple[str, Act, bool], ...] = (
    *((name, _moved(**by), True) for name, by in GAPS.items()),
    *((name, _moved(wall=by), False) for name, by in WALL.items()),
    ("stopped for 3 seconds", _stopped, True),
    ("nothing", _nothing, False),
)
"""What happens, and whether the session has to be paused by it."""


def main() -> None:
    found: list[str] = []
    for place in PLACES:
        for name, happens, paused in _EVENTS:
            found += _tried(place, name, happens, paused=paused)
    for problem in found:
        print(problem)
    print(json.dumps({"runs": len(PLACES) * len(_EVENTS), "bad": len(found)}))
    raise typer.Exit(1 if found else 0)


def _tried(place: str, name: str, happens: Act, *, paused: bool) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        clocks = MovedClocks(Path(folder))
        try:
            with at(place, Path(folder), more=clocks.environment) as terminal:
                wait_until_keys_count(lambda: terminal.screen, terminal.watch)
                before = _left(terminal)
                happens(terminal, clocks)
                since = time.monotonic()
                if paused:
                    terminal.wait_for_screen("paused")
                    went = time.monotonic() - since
                    terminal.watch(0.3)  # what is typed while it comes back is dropped
                    terminal.type(b" ")
                    terminal.wait_for_screen(r"\A(?!(.*\n)*.*paused)(.*\n)*.*\d:\d\d")
                    if before - _left(terminal) > 1 + went + _SLACK_S:
                        return [f"{place}, {name}: from {before} to {_left(terminal)} seconds"]
                else:
                    terminal.watch(1.0)
                    if "paused" in terminal.screen:
                        return [f"{place}, {name}: it is paused"]
                    gone = before - _left(terminal)
                    if not 0 <= gone <= time.monotonic() - since + _SLACK_S:
                        return [f"{place}, {name}: {gone} seconds are gone"]
                terminal.kill(signal.SIGTERM)
                if terminal.ended() != -signal.SIGTERM or not terminal.as_found:
                    return [f"{place}, {name}: it did not end well"]
        except AssertionError as error:
            return [f"{place}, {name}: {error}"]
    return []


def _left(terminal: Terminal) -> int:
    """Seconds, as the screen says: of the session in its last minutes, else of what is being done."""
    terminal.wait_for_screen(_LEFT.pattern)
    found = re.search(f"{_LEFT.pattern} left", terminal.screen) or _LEFT.search(terminal.screen)
    assert found is not None, f"no seconds on the screen:\n{terminal.screen}"
    return 60 * int(found[1]) + int(found[2])


if __name__ == "__main__":
    typer.run(main)
