"""How late a cue is told, beside a program in C that only sleeps towards such moments.

    python bench/lateness.py [--seconds 30] [--hogs N] [--realtime]

A session of tones, one each 200 ms, is played by the real loop on the real clock, with a live screen; what
counts is the moment at which an output hears of the cue, which is before anything is drawn. The ticker
(``ticker.c``, by ``cc``) runs at the same time, so that both meet the same neighbors. ``--hogs``: so many
processes that only count run beside them. ``--realtime``: both are scheduled before everything else, as
if the machine were idle (Linux, needs the right to do so); the kernel then wakes them without slack.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from machine import come_first
from tests.session.heard_session import Stopwatch, beeping

from lrx_cli.core.player import Player
from lrx_cli.session.loop import run_loop
from lrx_cli.session.outputs.live.output import Live
from lrx_cli.session.outputs.live.painter import Terminal
from lrx_cli.system.clock import MonotonicClock, awake_ns
from lrx_cli.system.signals import Signals
from lrx_cli.system.terminal import NoKeys

PERIOD = 200
"""Ms."""
WARM = 5
"""The first ones, in which code runs for the first time, are left out."""


class Late(NamedTuple):
    """In ms."""

    median: float
    p99: float
    latest: float
    of: int


def late(values: Sequence[float]) -> Late:
    row = sorted(values)
    return Late(row[len(row) // 2], row[int(0.99 * (len(row) - 1))], row[-1], len(row))


def cue_duration(count: int) -> list[float]:
    """Lateness of each cue of a session in this process."""
    watch = Stopwatch()
    with open(os.devnull, "wb") as nowhere, Signals() as signals:
        live = Live(Terminal(nowhere.fileno()), mode="256")
        begun = awake_ns()
        clock = MonotonicClock()
        player = Player(beeping(count, PERIOD), attended=False)
        run_loop(player, clock, NoKeys(signals), [watch, live])
    origin = begun / 1e6 + player._origin
    return [moment * 1_000 - origin - at for at, _, moment in watch.told]


def measured(seconds: float, *, hogs: int = 0, realtime: bool = False) -> tuple[Late, Late | None]:
    """Of lrx, and of the ticker; ``None``: there is no C compiler."""
    count = round(seconds * 1_000 / PERIOD)
    with tempfile.TemporaryDirectory() as folder, busy(hogs):
        ticker = compiled(folder)
        commands = [[sys.executable, __file__, "--here", str(count)]]
        if ticker is not None:
            commands.append([ticker, str(PERIOD), str(count)])
        running = [
            subprocess.Popen(command, stdout=subprocess.PIPE, preexec_fn=come_first if realtime else None)
            for command in commands
        ]
        written = [process.communicate()[0] for process in running]
    if any(process.returncode for process in running):
        raise SystemExit("a program that is measured failed")
    ours = late(json.loads(written[0])[WARM:])
    return ours, late([float(line) for line in written[1].split()][WARM:]) if len(written) > 1 else None


def compiled(folder: str) -> str | None:
    program = f"{folder}/ticker"
    source = Path(__file__).with_name("ticker.c")
    try:
        subprocess.run(["cc", "-O2", "-o", program, str(source)], check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return program


@contextmanager
def busy(hogs: int) -> Iterator[None]:
    running = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(hogs)]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--hogs", type=int, default=0)
    parser.add_argument("--realtime", action="store_true")
    parser.add_argument("--here", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.here:
        print(json.dumps(cue_duration(arguments.here)))
        return
    ours, ticker = measured(arguments.seconds, hogs=arguments.hogs, realtime=arguments.realtime)
    for name, found in {"lrx": ours, "ticker": ticker}.items():
        if found is not None:
            spread = f"median {found.median:.3f}, p99 {found.p99:.3f}, latest {found.latest:.3f} ms"
            print(f"{name:8} {spread} of {found.of}")
    if ticker is not None:
        print(f"p99 is {ours.p99 / ticker.p99:.2f} times the ticker's")


if __name__ == "__main__":
    main()
