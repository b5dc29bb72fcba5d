"""How long commands take to start, as multiples of the interpreter and of the least that this stack costs.

    python bench/startup.py [ROUNDS]

Run it with the Python that has lrx installed, on Linux. Each command runs once a round, in turn, so that a
busy machine slows all of them. A figure is CPU time of the whole process, as a ratio to ``python -c pass`` of
the same environment: fastest run to fastest run, and beside it the median of the ratios of each round. *Stack
floor* is ``stack_floor.py``. *First frame* is real time from exec to the first whole frame of ``lrx session``
in a pty of 80x24 without a history, as a ratio to ``python -c 'print(1)'`` in one; the pty answers what it is
asked at once. Exits with 1 where a budget is missed.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import resource
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from machine import environment
from tests.written_example import put_into

FLOOR = [sys.executable, str(Path(__file__).with_name("stack_floor.py"))]
LRX = [sys.executable, "-c", "from lrx_cli.__main__ import main; main()"]
"""What a console script does. Some installers put an `import re` before it."""
FLOOR_BUDGET = 1.35
"""Of a page of shipped files, times the stack floor."""
PAGE, OWN, HELP = 12.0, 20.0, 15.0


class Command(NamedTuple):
    line: str
    budget: float
    """Times ``python -c pass``; for a first frame, times ``print(1)``."""
    before: float
    """The same of version 0.1."""
    own: bool = False
    """Whether there are exercises and routines of one's own."""
    tab: bool = False
    """Whether it is completed and not run."""

    @property
    def name(self) -> str:
        words = f"lrx {self.line}".strip()
        return f"{words}{'<Tab>' if self.tab else ''}{', own files' if self.own else ''}"


COMMANDS = (
    Command("--version", 7, 1.0),
    Command("", PAGE, 2.8),
    Command("list", PAGE, 3.3),
    Command("show figure-four", PAGE, 3.3),
    Command("preview", PAGE, 4.7),
    Command("history", PAGE, 5.6),
    Command("list", OWN, 16, own=True),
    Command("show bridge", OWN, 16, own=True),
    Command("preview --routine back-and-bridge", OWN, 16, own=True),
    Command("--help", HELP, 5.8),
    Command("session --help", HELP, 6.2),
    Command("show fig", PAGE, 1.2, tab=True),
)
FIRST_FRAMES = (
    Command("session --no-figures --no-sound", 13, 7.0),
    Command("session --no-sound", 13, 8.3),
    Command("session", 13, 10.5),
)
"""With the questions skipped."""
PLAYER = "#!/bin/sh\nexec sleep 0.3\n"
"""Stands for a player that finds a device."""
QUESTION = b"\x1b[c"
ANSWERS = b"\x1b[1;2R\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62;22c"
"""Where the cursor is, the color of the background, what kind of terminal it is: as xterm says it."""
FRAME = re.compile(rb"\x1b\[\?1049h.*\x1b\[\?2026l", re.DOTALL)
"""The screen is taken, and something was painted whole."""


class Ratio(NamedTuple):
    least: float
    """Fastest run to fastest base."""
    median: float
    """Of the rounds."""
    seconds: float
    """Of the fastest run."""


def cpu_seconds(command: list[str], home: str, more: dict[str, str] | None = None) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment(home) | (more or {}))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def with_player(home: str) -> str:
    """A folder in ``home`` with a program that is taken for a player."""
    folder = os.path.join(home, "bin")
    os.mkdir(folder)
    with open(
        os.path.join(folder, "paplay"), "w", opener=lambda path, flags: os.open(path, flags, 0o755)
    ) as file:
        file.write(PLAYER)
    return folder


def seconds_until(shown: re.Pattern[bytes], command: list[str]) -> float:
    """From exec until the terminal has been sent ``shown``."""
    with tempfile.TemporaryDirectory() as home:
        path = f"{with_player(home)}:{os.defpath}"
        begun = time.monotonic()
        pid, master = pty.fork()
        if pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execve(command[0], command, environment(home) | {"PATH": path})
        seen = b""
        asked = False
        while not shown.search(seen):
            if not select.select([master], [], [], 20)[0]:
                raise SystemExit(
                    f"{command} showed nothing that was waited for:\n{seen.decode(errors='replace')}"
                )
            seen += os.read(master, 65_536)
            if QUESTION in seen and not asked:
                os.write(master, ANSWERS)
                asked = True
        took = time.monotonic() - begun
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(master)
    return took


def ratios(times: dict[str, list[float]], base: str) -> dict[str, Ratio]:
    return {
        name: Ratio(
            min(row) / min(times[base]),
            median(one / least for one, least in zip(row, times[base], strict=True)),
            min(row),
        )
        for name, row in times.items()
    }


def measured(rounds: int, peers: dict[str, list[str]]) -> dict[str, Ratio]:
    """By name: ``pass``, ``floor``, each of `COMMANDS`, and the help of each peer."""
    with tempfile.TemporaryDirectory() as nobodys, tempfile.TemporaryDirectory() as somebodys:
        put_into(Path(somebodys))
        runs: dict[str, tuple[list[str], str, dict[str, str]]] = {
            "pass": ([sys.executable, "-c", "pass"], nobodys, {}),
            "floor": (FLOOR, nobodys, {}),
        }
        for command in COMMANDS:
            home = somebodys if command.own else nobodys
            words = command.line.split()
            if command.tab:
                typed = {
                    "_LRX_COMPLETE": "complete_bash",
                    "COMP_WORDS": f"lrx {command.line}",
                    "COMP_CWORD": str(len(words)),
                }
                runs[command.name] = (LRX, home, typed)
            else:
                runs[command.name] = ([*LRX, *words], home, {})
        runs |= {name: ([command[0], "--help"], nobodys, {}) for name, command in peers.items()}
        times: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(rounds):
            for name, (line, home, more) in runs.items():
                times[name].append(cpu_seconds(line, home, more))
    return ratios(times, "pass")


def first_frames(rounds: int) -> dict[str, Ratio]:
    """By name: ``print(1)``, and each of `FIRST_FRAMES`."""
    times: dict[str, list[float]] = {"print(1)": [], **{command.name: [] for command in FIRST_FRAMES}}
    for _ in range(rounds):
        times["print(1)"].append(seconds_until(re.compile(rb"1"), [sys.executable, "-c", "print(1)"]))
        for command in FIRST_FRAMES:
            line = [*LRX, *command.line.split(), "--skip-check", "--fresh"]
            times[command.name].append(seconds_until(FRAME, line))
    return ratios(times, "print(1)")


def lines_of(found: dict[str, Ratio], commands: tuple[Command, ...], unit: str) -> Iterator[tuple[str, bool]]:
    """A line for each command, and whether it is within its budget."""
    for command in commands:
        took = found[command.name]
        within = took.least <= command.budget
        floor = ""
        if command.budget == PAGE and not command.tab:
            share = took.least / found["floor"].least
            within &= share <= FLOOR_BUDGET
            floor = f"{share:5.2f} of the floor ({FLOOR_BUDGET})"
        yield (
            f"{command.name:45} {took.seconds * 1_000:6.0f} ms {took.least:6.2f} {took.median:6.2f} {unit}"
            f"  budget {command.budget:g}, 0.1 {command.before:g}  {floor}",
            within,
        )


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    found = measured(rounds, {})
    print(f"{'':45} {'least':>9} {'least':>6} {'median':>6}")
    for name in ("pass", "floor"):
        took = found[name]
        print(f"{name:45} {took.seconds * 1_000:6.0f} ms {took.least:6.2f} {took.median:6.2f} x pass")
    kept = True
    frames = first_frames(rounds)
    for rows in (lines_of(found, COMMANDS, "x pass"), lines_of(frames, FIRST_FRAMES, "x print(1)")):
        for line, within in rows:
            print(f"{line}{'' if within else '  MISSED'}".rstrip())
            kept &= within
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
