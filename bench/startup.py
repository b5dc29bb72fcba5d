"""How long lrx takes to start, as a multiple of the interpreter alone.

    python bench/startup.py [ROUNDS]

Run it with the Python that has lrx installed, on Linux. Each command runs once a round, in turn, so that a
busy machine slows all of them; what counts is the CPU time of the fastest run of each. *First frame*: from
exec to the first picture of ``lrx session`` in a pty of 80x24, nobody asked, as real time,
against that of ``python -c 'print(1)'`` in one. Budgets are those of docs/design.md; nobody has a history or
settings here. Exits with 1 where one is missed.
"""

from __future__ import annotations

import fcntl
import os
import pty
import resource
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

BUDGETS: dict[str, float] = {
    "--version": 1.3,
    "_complete show fig": 1.3,
    "": 6,
    "--help": 6,
    "session --help": 6,
    "list": 6,
    "list --level gentle --json": 6,
    "show figure-four": 6,
    "preview": 6,
    "preview --routine morning --minutes 5": 6,
}
"""By command line: how many times as long as ``python -c pass``."""
FRAMES: dict[str, float] = {"session --no-figures --no-sound": 9, "session --no-sound": 9, "session": 9}
"""By command line: how many times as long as ``print(1)`` until the first picture."""
UNASKED = ("--skip-check", "--fresh")
PLAYER = "sleep 0.3"
"""Stands for a player that finds a device."""
PICTURE = b"min left"
"""Is in the first picture, and in nothing that is told before it."""

# What a console script does; some installers put an `import re` before it, which costs as much as half of
# starting Python.
START = "from lrx_cli.cli.app import main; main()"


def environment(home: str) -> dict[str, str]:
    # A container may forbid writing byte code, and every run would compile everything again.
    dropped = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "COLUMNS", "LINES", "NO_COLOR")
    kept = {key: value for key, value in os.environ.items() if key not in dropped}
    return (
        kept
        | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        | {
            "LRX_HOME": home,
            "LRX_PLAYER": PLAYER,
        }
    )


def cpu_seconds(arguments: list[str], home: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment(home))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def seconds_until(shown: bytes, arguments: list[str]) -> float:
    """From exec until the terminal has been sent ``shown``."""
    with tempfile.TemporaryDirectory() as home:
        begun = time.monotonic()
        pid, master = pty.fork()
        if pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execve(sys.executable, [sys.executable, *arguments], environment(home))
        seen = b""
        while shown not in seen and select.select([master], [], [], 20)[0]:
            seen += os.read(master, 65_536)
        took = time.monotonic() - begun
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(master)
    return took


def told(name: str, took: float, base: float, budget: float) -> bool:
    """Whether it was within its budget."""
    print(f"{name:42} {took * 1000:7.1f} ms {took / base:6.2f}x  budget {budget:g}x")
    return took <= budget * base


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    base = base_frame = float("inf")
    best = dict.fromkeys(BUDGETS, float("inf"))
    frames = dict.fromkeys(FRAMES, float("inf"))
    with tempfile.TemporaryDirectory() as home:
        for _ in range(rounds):
            base = min(base, cpu_seconds(["-c", "pass"], home))
            for line in BUDGETS:
                best[line] = min(best[line], cpu_seconds(["-c", START, *line.split()], home))
            base_frame = min(base_frame, seconds_until(b"1", ["-c", "print(1)"]))
            for line in FRAMES:
                started = ["-c", START, *line.split(), *UNASKED]
                frames[line] = min(frames[line], seconds_until(PICTURE, started))
    print(f"{'python -c pass':42} {base * 1000:7.1f} ms")
    kept = [told(f"lrx {line}".strip(), best[line], base, budget) for line, budget in BUDGETS.items()]
    print(f"{'print(1) in a pty':42} {base_frame * 1000:7.1f} ms")
    kept += [
        told(f"lrx {line}, first frame", frames[line], base_frame, budget) for line, budget in FRAMES.items()
    ]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
