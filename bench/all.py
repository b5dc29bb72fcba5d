"""Every promise about speed and size in one table: budget, floor, lrx, other programs, met or not.

    python bench/all.py [--quick] [--peers FOLDER] [--without-peers]

Runs the other scripts, each on its own, and prints the rows of ``docs/performance.md``. About seven minutes
(``--quick``: three, and rougher). *Floor* is the least that was seen in the same run: the interpreter alone,
a dozen lines of Python that count down, a ticker in C, one fsync. Peers are installed from PyPI into an
environment of their own. Run it where little else runs: the load is printed with the table.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import lateness
import machine
import saving
import screen
import sent
import simulate
import startup

HERE = Path(__file__).resolve().parent
_STRETCH = {"--version": 1.15, "_complete show fig": 1.15}
"""Of starting; the others have none in numbers."""


class Row(NamedTuple):
    what: str
    budget: float
    stretch: float | None
    floor: float | None
    ours: float
    peers: dict[str, float]
    unit: str
    least: bool = False
    """Whether more is better: the budget is a least."""

    @property
    def verdict(self) -> str:
        if self._within(self.stretch):
            return "stretch"
        return "met" if self._within(self.budget) else "MISSED"

    def _within(self, limit: float | None) -> bool:
        if limit is None:
            return False
        return self.ours >= limit if self.least else self.ours <= limit


def starting(rounds: int, peers: dict[str, list[str]]) -> Iterator[Row]:
    """CPU time, the best of so many rounds, all in turn. Peers show their help."""
    ours = {line: [sys.executable, "-c", startup.START, *line.split()] for line in startup.BUDGETS}
    theirs = {name: [command[0], "--help"] for name, command in peers.items()}
    commands = {"": [sys.executable, "-c", "pass"]}
    commands |= {f"lrx {line}": command for line, command in ours.items()} | theirs
    best = dict.fromkeys(commands, float("inf"))
    with tempfile.TemporaryDirectory() as home:
        for _ in range(rounds):
            for name, command in commands.items():
                best[name] = min(best[name], cpu_seconds(command, startup.environment(home)))
    base = best[""]
    helps = {name: best[name] / base for name in theirs}
    for line, budget in startup.BUDGETS.items():
        others = helps if line == "--help" else {}
        yield Row(
            f"lrx {line}", budget, _STRETCH.get(line), 1.0, best[f"lrx {line}"] / base, others, "x pass"
        )


def cpu_seconds(command: list[str], environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def watched(folder: Path, *, quick: bool, with_peers: bool) -> screen.Run:
    """Before everything else that runs here, where that is allowed."""
    before = os.sched_getscheduler(0) if hasattr(os, "sched_getscheduler") else None
    if machine.may_come_first():
        machine.come_first()
    try:
        return screen.run(10 if quick else 40, 5 if quick else 15, folder, with_peers=with_peers)
    finally:
        if before is not None:
            os.sched_setscheduler(0, before, os.sched_param(0))


def seen(found: screen.Run) -> Iterator[Row]:
    floor, still, moving = (found.by_name[name] for name in ("floor", "lrx --no-figures", "lrx"))
    peers = {name: row for name, row in found.by_name.items() if name in screen.PEERS}

    def theirs(field: str) -> dict[str, float]:
        return {name: getattr(row, field) for name, row in peers.items()}

    late = {name: row.late.median for name, row in peers.items() if row.late}
    yield Row("first frame", 9, 6, floor.first, still.first, theirs("first"), "x print(1)")
    yield Row("first frame with a drawing", 9, 6, floor.first, moving.first, {}, "x print(1)")
    drifts = {name: abs(row.drift) for name, row in peers.items() if row.late}
    yield Row("drift of what is shown", 1, 1, abs(floor.drift), abs(still.drift), drifts, "ms")
    if floor.late and still.late:
        # Forty of them have no p99 worth its name; that of the cues is below.
        yield Row("a second shown late, median", 2, 0.1, floor.late.median, still.late.median, late, "ms")
    yield Row("CPU, nothing moving", 0.5, 0.1, floor.cpu, still.cpu, theirs("cpu"), "% of a core")
    yield Row("CPU, a drawing moving", 4, 2, None, moving.cpu, {}, "% of a core")
    yield Row("bytes, nothing moving", 300, 150, floor.sent, still.sent, theirs("sent"), "B/s")
    yield Row("frames, nothing moving", 4, None, floor.frames, still.frames, theirs("frames"), "/s")
    yield Row("bytes, a drawing moving", 20_000, 10_000, None, moving.sent, {}, "B/s")
    if still.key is not None:
        yield Row("key to screen", 5, 1, found.echo * 1_000, still.key, {}, "ms")
    if moving.key is not None:
        yield Row("key to screen, a drawing moving", 5, 1, found.echo * 1_000, moving.key, {}, "ms")
    yield Row("resident memory", 45, 25, floor.resident, still.resident, theirs("resident"), "MB")
    yield Row("resident memory with a drawing", 45, 25, floor.resident, moving.resident, {}, "MB")


def whole_sessions() -> Iterator[Row]:
    """Counted and not timed: the same everywhere."""
    for columns, rows, mode in ((80, 24, "truecolor"), (80, 24, "256"), (120, 40, "truecolor")):
        size = f"{columns}x{rows}, {'true color' if mode == 'truecolor' else mode}"
        words = sent.counted(columns, rows, mode, figures=False)
        yield Row(f"a session's bytes without a drawing, {size}", 300, 150, None, words.mean, {}, "B/s")
        drawn = sent.counted(columns, rows, mode, figures=True)
        yield Row(f"busiest second with a drawing, {size}", 20_000, 10_000, None, drawn.busiest, {}, "B")
        yield Row(f"a frame of the heaviest movement, {size}", 3_500, None, None, drawn.heaviest, {}, "B")


def lateness_rows(seconds: float) -> Iterator[Row]:
    realtime = machine.may_come_first()
    ours, ticker = lateness.measured(seconds, realtime=realtime)
    how = "before all others" if realtime else "as others"
    yield Row(f"a cue late, p99, idle ({how})", 2, 0.1, ticker and ticker.p99, ours.p99, {}, "ms")
    hogs = os.cpu_count() or 1
    ours, ticker = lateness.measured(seconds, hogs=hogs)
    if ticker is not None:
        ratio = ours.p99 / ticker.p99
        yield Row(f"a cue late, p99, {hogs} cores busy", 1.5, 1.5, 1.0, ratio, {}, "x ticker in C")


def saved() -> Iterator[Row]:
    found = saving.measured(".")
    least, ours = found.sqlite / found.fsync, found.ours / found.fsync
    yield Row("a segment saved, after its cue", 1.3, 1.3, least, ours, {}, "x fsync")


def statistics(segments: int) -> Iterator[Row]:
    command = [sys.executable, str(HERE / "faults" / "scale.py"), "--segments", str(segments)]
    few, many = map(json.loads, subprocess.run(command, check=True, capture_output=True).stdout.splitlines())
    for name, what in (("list_ms", "list"), ("before_a_session_ms", "before a session"), ("home_ms", "home")):
        yield Row(f"{what}: {segments} segments against 1000", 2, None, 1.0, many[name] / few[name], {}, "x")
    share = many["list_ms"] / many["count_ms"]
    yield Row(f"list: {segments} segments, against counting them", 1, 0.5, None, share, {}, "x count(*)")


def simulated(rounds: int) -> Iterator[Row]:
    for name, whole in simulate.plans().items():
        segments = len(simulate.compile(whole).segments)
        player = simulate.best(lambda whole=whole: simulate.driven(simulate.compile(whole)), rounds)
        loop = simulate.best(lambda whole=whole: simulate.played(simulate.compile(whole)), rounds)
        bare = simulate.best(lambda segments=segments: simulate.bare_loop(segments), rounds)
        told = f"{name}, {segments} segments"
        yield Row(f"simulated: {told}", 500, 2_500, 1 / bare, 1 / player, {}, "/s", least=True)
        yield Row(f"simulated by the loop: {told}", 500, 2_500, 1 / bare, 1 / loop, {}, "/s", least=True)


def shown(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def put(rows: Iterator[Row]) -> int:
    """How many were missed."""
    missed = 0
    for row in rows:
        others = ", ".join(f"{name} {shown(value)}" for name, value in row.peers.items())
        numbers = " ".join(f"{shown(value):>9}" for value in (row.budget, row.stretch, row.floor, row.ours))
        print(f"{row.what:64} {numbers}  {row.unit:13} {row.verdict:8} {others}".rstrip(), flush=True)
        missed += row.verdict == "MISSED"
    return missed


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--peers", type=Path, help="where they are, or are to be, installed")
    parser.add_argument("--without-peers", action="store_true")
    arguments = parser.parse_args()
    quick = arguments.quick
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(
        f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f}"
    )
    print(f"{'':64} {'budget':>9} {'stretch':>9} {'floor':>9} {'lrx':>9}")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as own:
        folder = arguments.peers or Path(own)
        peers = {} if arguments.without_peers else screen.peers(folder)
        missed = put(starting(5 if quick else 15, peers))
        found = watched(arguments.peers or Path(own), quick=quick, with_peers=not arguments.without_peers)
        missed += put(seen(found))
    missed += put(lateness_rows(10 if quick else 40))
    missed += put(whole_sessions())
    missed += put(saved())
    missed += put(statistics(100_000 if quick else 1_000_000))
    missed += put(simulated(5 if quick else 20))
    now = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"{missed} missed; {time.monotonic() - begun:.0f} s, load {now:.1f} at the end")
    return 0


if __name__ == "__main__":
    sys.exit(main())
