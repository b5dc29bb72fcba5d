"""Any signal at any place, and at random moments: the terminal comes back, whatever ends `lrx`.

    python bench/faults/signals.py --random 300 --seed 1

First everything that can end or stop a program (signals, keys, a terminal that is gone, takes nothing, or
changes its size) at every place of ``tests/faults/places.py``; then signals, one or two of them, at random
moments of the first seconds. Prints its seed, every finding, and one JSON line of figures; exit 1 with a
finding.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.faults.places import LRX, PLACES, ROUGH_SIZES, at, environment
from tests.pty_driver import Terminal

from lrx_cli.errors import CANNOT_WRITE

GONE = frozenset({128 + signal.SIGHUP, -signal.SIGHUP, 1, 0, CANNOT_WRITE})
"""A prompt that reads lines takes a terminal that is gone for the end of its input, or cannot be written."""
_AT_ONCE_S = 20.0
"""Until it has ended. A second where nothing else runs; a machine that does much else needs many."""

Act = Callable[[Terminal], frozenset[int]]
"""Does it, and says with which status the program may end."""


def _sent(*numbers: signal.Signals) -> Act:
    def act(terminal: Terminal) -> frozenset[int]:
        for number in numbers:
            with suppress(ProcessLookupError):  # the first of two has ended it
                terminal.kill(number)
        return frozenset(-number for number in numbers)

    return act


def _typed(keys: bytes, number: signal.Signals) -> Act:
    def act(terminal: Terminal) -> frozenset[int]:
        terminal.type(keys)
        return frozenset({-number})

    return act


def _stopped(number: signal.Signals | None, ending: signal.Signals, *, asleep: bool) -> Act:
    """Stopped (``None``: by Ctrl-Z) and ended later, or ``asleep``."""

    def act(terminal: Terminal) -> frozenset[int]:
        if number is None:
            terminal.type(b"\x1a")
        else:
            terminal.kill(number)
        terminal.news("stopped")
        if number is not signal.SIGSTOP:
            assert terminal.as_found, "while it is stopped, the terminal is not as it was"
        if asleep:
            terminal.kill(ending)
        terminal.foreground()
        if not asleep:
            time.sleep(0.1)
            terminal.kill(ending)
        return frozenset({-ending})

    return act


def _resized(terminal: Terminal) -> frozenset[int]:
    for columns, rows in ROUGH_SIZES:
        terminal.resize(columns, rows)
        terminal.watch(0.02)
    terminal.watch(0.5)
    terminal.kill(signal.SIGTERM)
    return frozenset({-signal.SIGTERM})


def _flooded(terminal: Terminal) -> frozenset[int]:
    for _ in range(4):
        terminal.flood()
        time.sleep(0.05)
    terminal.kill(signal.SIGTERM)
    return frozenset({-signal.SIGTERM})


def _held(terminal: Terminal) -> frozenset[int]:
    """Ctrl-S, and the end while it is in the middle of writing."""
    terminal.type(b"\x13")
    time.sleep(1.2)
    terminal.kill(signal.SIGTERM)
    return frozenset({-signal.SIGTERM})


def _hung_up(terminal: Terminal) -> frozenset[int]:
    terminal.hang_up()
    return GONE


ACTS: dict[str, Act] = {
    **{
        number.name: _sent(number)
        for number in (
            signal.SIGINT,
            signal.SIGTERM,
            signal.SIGHUP,
            signal.SIGQUIT,
            signal.SIGUSR1,
            signal.SIGUSR2,
            signal.SIGALRM,
            signal.SIGXCPU,
            signal.SIGPWR,
        )
    },
    "INT and TERM": _sent(signal.SIGINT, signal.SIGTERM),
    "PIPE and HUP": _sent(signal.SIGPIPE, signal.SIGHUP),
    "WINCH, CONT and QUIT": _sent(signal.SIGWINCH, signal.SIGCONT, signal.SIGQUIT),
    "Ctrl-C": _typed(b"\x03", signal.SIGINT),
    "Ctrl-C twice": _typed(b"\x03\x03", signal.SIGINT),
    "Ctrl-\\": _typed(b"\x1c", signal.SIGQUIT),
    "Ctrl-Z": _stopped(None, signal.SIGTERM, asleep=False),
    "TSTP, INT while stopped": _stopped(signal.SIGTSTP, signal.SIGINT, asleep=True),
    "STOP": _stopped(signal.SIGSTOP, signal.SIGHUP, asleep=False),
    "STOP, TERM while stopped": _stopped(signal.SIGSTOP, signal.SIGTERM, asleep=True),
    "sizes": _resized,
    "takes nothing": _flooded,
    "Ctrl-S": _held,
    "hang-up": _hung_up,
}

_WAITING = ("takes nothing", "Ctrl-S")
"""Nobody reads what is written, so it takes longer to end."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--random", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--places", nargs="*", default=list(PLACES), metavar="PLACE", help="only these")
    parser.add_argument("--acts", nargs="*", default=list(ACTS), metavar="ACT", help="only these")
    parser.add_argument("--seconds", type=float, default=1500, help="give up after so long")
    arguments = parser.parse_args()
    until = time.monotonic() + arguments.seconds
    found: list[str] = []
    runs = slowest = 0.0
    for place in arguments.places:
        for act in arguments.acts:
            if time.monotonic() > until:
                break
            problems, took = _tried(place, act)
            runs += 1
            slowest = max(slowest, took if act not in _WAITING else 0)
            found += [f"{place}, {act}: {problem}" for problem in problems]
    chance = random.Random(arguments.seed)
    sent = 0
    while sent < arguments.random and time.monotonic() < until:
        sent += 1
        found += [f"random {sent}: {problem}" for problem in _at_random(chance)]
    for problem in found:
        print(problem)
    figures = {"seed": arguments.seed, "places x acts": int(runs), "random": sent, "bad": len(found)}
    print(json.dumps({**figures, "slowest end, s": round(slowest, 2)}))
    return 1 if found else 0


def _tried(place: str, act: str) -> tuple[list[str], float]:
    """What went wrong, and how long it took to end."""
    with tempfile.TemporaryDirectory() as home:
        try:
            with at(place, Path(home)) as terminal:
                expected = ACTS[act](terminal)
                begun = time.monotonic()
                status = terminal.ended()
                took = time.monotonic() - begun
                wrong = _wrong(terminal, status, expected, gone=act == "hang-up")
                if took > _AT_ONCE_S:
                    wrong.append(f"took {took:.1f} s")
                return wrong, took
        except AssertionError as error:
            return [str(error)[-1500:]], 0.0


def _wrong(terminal: Terminal, status: int, expected: frozenset[int], *, gone: bool = False) -> list[str]:
    found = []
    if status not in expected:
        found.append(f"ended with {status}")
    if not gone:
        terminal.read_again()
        terminal.watch(0.2)
        if not terminal.as_found:
            found.append("the terminal is not as it was")
    if "Traceback" in terminal.text or "bug in lrx" in terminal.text:
        found.append(terminal.text[-1500:])
    return found


def _at_random(chance: random.Random) -> list[str]:
    numbers = chance.choices(
        (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT), k=chance.choice((1, 1, 2))
    )
    options = chance.choice(((), ("--plain",)))
    # Mostly while it starts, where most is put together and taken.
    wait = chance.choice((chance.uniform(0, 0.5), chance.uniform(0, 0.5), chance.uniform(0, 3)))
    line = ["session", "cat-cow", "--no-sound", "--skip-check", *options]
    with (
        tempfile.TemporaryDirectory() as home,
        Terminal([*LRX, *line], environment=environment(Path(home))) as terminal,
    ):
        terminal.watch(wait) if chance.random() < 0.5 else time.sleep(wait)
        for number in numbers:
            with suppress(ProcessLookupError):
                terminal.kill(number)
            time.sleep(chance.choice((0, 0.002, 0.02)))
        expected = frozenset(-number for number in numbers)
        try:
            status = terminal.ended()
        except AssertionError as error:
            return [f"{numbers} after {wait:.3f} s: {error}"]
        wrong = _wrong(terminal, status, expected)
        if "KeyboardInterrupt" in terminal.text and "lrx_cli" not in terminal.text and terminal.as_found:
            return []  # Python itself was being started, and none of our code ran
        return [f"{numbers} after {wait:.3f} s {options}: {problem}" for problem in wrong]


if __name__ == "__main__":
    raise SystemExit(main())
