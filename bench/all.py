"""Every budget in one table: what, budget, floor, version 0.1, lrx now, whether it is met, other programs.

    python bench/all.py [--quick] [--peers FOLDER] [--without-peers]

Runs the other scripts and prints the rows of ``docs/performance.md``. About ten minutes (``--quick``: four,
and rougher). *Floor* is the least that was seen in the same run: the interpreter alone, a ten-line program of
the same stack, a dozen lines of Python that count down, a ticker in C, one fsync. *0.1* is what that
version had on a quiet machine of two cores. Peers are installed from PyPI into an environment of their own;
where that is not possible, their column stays empty. Run it where little else runs: the load is printed with
the table. Exits with 1 where a budget is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

import lateness
import machine
import page
import pixels
import saving
import screen
import sent
import startup

HERE = Path(__file__).resolve().parent


class Row(NamedTuple):
    what: str
    budget: float | None
    """The most that is allowed; ``None``: a figure to know, without a budget."""
    floor: float | None
    before: float | None
    """Of version 0.1."""
    ours: float
    peers: dict[str, float]
    unit: str

    @property
    def verdict(self) -> str:
        if self.budget is None:
            return ""
        return "met" if self.ours <= self.budget else "MISSED"


def starts(rounds: int, peers: dict[str, list[str]]) -> Iterator[Row]:
    """CPU time of whole commands. Peers show their help."""
    found = startup.measured(rounds, peers)
    floor = found["floor"].least
    helps = {name: found[name].least for name in peers}
    for command in startup.COMMANDS:
        ours = found[command.name].least
        others = helps if command.line == "--help" else {}
        yield Row(command.name, command.budget, floor, command.before, ours, others, "x pass")
    worst = max(found[c.name].least for c in startup.COMMANDS if c.budget == startup.PAGE and not c.tab)
    yield Row(
        "the slowest page of shipped files", startup.FLOOR_BUDGET, 1.0, 0.5, worst / floor, {}, "x floor"
    )


def first_frames(rounds: int, found: screen.Run) -> Iterator[Row]:
    """Real time to the first whole frame. Peers: to the first thing they show."""
    ours = startup.first_frames(rounds)
    peers = {name: row.first for name, row in found.by_name.items() if name in screen.PEERS}
    for command in startup.FIRST_FRAMES:
        what = f"first frame of {command.name}"
        least = found.by_name["floor"].first
        yield Row(what, command.budget, least, command.before, ours[command.name].least, peers, "x print(1)")
        peers = {}


def watched(folder: Path, *, quick: bool, with_peers: bool) -> screen.Run:
    """At real-time priority, where that is allowed."""
    before = os.sched_getscheduler(0) if hasattr(os, "sched_getscheduler") else None
    if machine.may_come_first():
        machine.come_first()
    try:
        return screen.run(10 if quick else 40, 5 if quick else 15, folder, with_peers=with_peers)
    finally:
        if before is not None:
            os.sched_setscheduler(0, before, os.sched_param(0))


def sessions(found: screen.Run) -> Iterator[Row]:
    """What a session costs a terminal and a machine."""
    floor, still, moving = (found.by_name[name] for name in ("floor", "lrx --no-figures", "lrx"))
    peers = {name: row for name, row in found.by_name.items() if name in screen.PEERS}

    def theirs(field: str) -> dict[str, float]:
        return {name: getattr(row, field) for name, row in peers.items()}

    late = {name: row.late.median for name, row in peers.items() if row.late}
    drifts = {name: abs(row.drift) for name, row in peers.items() if row.late}
    yield Row("drift of what is shown", 1, abs(floor.drift), 0.1, abs(found.lines_drift), drifts, "ms")
    if floor.late:
        # Ours is what `--json` says: a movement's seconds need not be on the grid of the session's own.
        yield Row("shown late, median", None, floor.late.median, 0.2, found.lines.median, late, "ms")
    yield Row("CPU, nothing moving", 0.5, floor.cpu, 0.25, still.cpu, theirs("cpu"), "% of a core")
    yield Row("CPU, a drawing moving", 4, None, 1.1, moving.cpu, {}, "% of a core")
    yield Row("bytes, nothing moving", 330, floor.sent, 293, still.sent, theirs("sent"), "B/s")
    yield Row("frames, nothing moving", 4, floor.frames, 1.05, still.frames, theirs("frames"), "/s")
    if still.key is not None:
        own = found.echo * 1_000
        yield Row("key to screen, above the pty's own", 5, own, 0.7, still.key - own, {}, "ms")
    yield Row("resident memory", 45, floor.resident, 18.2, still.resident, theirs("resident"), "MB")
    yield Row("resident memory with a drawing", 45, floor.resident, 21.5, moving.resident, {}, "MB")


def whole_sessions() -> Iterator[Row]:
    """Counted and not timed: the same everywhere."""
    for columns, rows, most, before in ((80, 24, 20_000, 18_400), (120, 40, 24_000, 23_700)):
        size = f"{columns}x{rows}, true color"
        words = sent.counted(columns, rows, "truecolor", figures=False)
        budget, mean = (330, 293) if columns == 80 else (None, None)
        yield Row(f"a session's bytes without a drawing, {size}", budget, None, mean, words.mean, {}, "B/s")
        drawn = sent.counted(columns, rows, "truecolor", figures=True)
        yield Row(f"busiest second with a drawing, {size}", most, None, before, drawn.busiest, {}, "B")


def late_cues(seconds: float, runs: int) -> Iterator[Row]:
    realtime = machine.may_come_first()
    ours, ticker = lateness.measured(seconds, realtime=realtime)
    how = "at real-time priority" if realtime else "as others"
    yield Row(f"a cue late, p99, idle ({how})", 1, ticker and ticker.p99, 0.3, ours.p99, {}, "ms")
    hogs = os.cpu_count() or 1
    shares = []
    for _ in range(runs):
        ours, ticker = lateness.measured(seconds, hogs=hogs)
        if ticker is None:
            return
        shares.append(ours.p99 / ticker.p99)
    what = f"a cue late, p99, {hogs} cores busy, median of {runs}"
    yield Row(what, 2, 1.0, 2.5, median(shares), {}, "x ticker in C")


def saved() -> Iterator[Row]:
    found = saving.measured(".")
    least, ours = found.sqlite / found.fsync, found.ours / found.fsync
    yield Row("a segment saved, after its cue", None, least, 6.3, ours, {}, "x fsync")


def statistics(segments: int) -> Iterator[Row]:
    command = [sys.executable, str(HERE / "faults" / "scale.py"), "--segments", str(segments)]
    _, many = map(json.loads, subprocess.run(command, check=True, capture_output=True).stdout.splitlines())
    share = many["list_ms"] / many["count_ms"]
    yield Row(f"list over {segments} segments", 0.5, None, 0.32, share, {}, "x count(*)")


def shown(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def put(rows: Iterator[Row]) -> int:
    """How many were missed."""
    missed = 0
    for row in rows:
        others = ", ".join(f"{name} {shown(value)}" for name, value in row.peers.items())
        numbers = " ".join(f"{shown(value):>9}" for value in (row.budget, row.floor, row.before, row.ours))
        print(f"{row.what:60} {numbers}  {row.unit:13} {row.verdict:7} {others}".rstrip(), flush=True)
        missed += row.verdict == "MISSED"
    return missed


def installed_peers(folder: Path) -> dict[str, list[str]]:
    """What to run of each; nothing, with a line that says so, where they cannot be installed."""
    try:
        return screen.peers(folder)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"without peers: {error}")
        return {}


def phone_page() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        (folder := Path(name, "pages")).mkdir()
        full, three = page.full_routine(folder), page.three_exercises(folder)
    yield Row("the phone page: the full routine", page.FULL / 1e6, None, None, full.size, {}, "MB")
    yield Row("the phone page: any three exercises", page.THREE / 1e6, None, None, three.size, {}, "MB")
    yield Row("making the page of the full routine", page.MAKING, None, None, full.cpu, {}, "s of CPU")


def real_pictures() -> Iterator[Row]:
    for what, cost, size, cpu in zip(
        ("first repetition", "later ones"), pixels.measured(), pixels.BYTES, pixels.CPU, strict=True
    ):
        yield Row(f"pixels, {what}, the heaviest exercise", size, None, None, cost.bytes, {}, "B/s")
        yield Row(f"pixels, {what}, the heaviest exercise", cpu, None, None, cost.cpu, {}, "% of a core")
    yield Row("first frame held by a silent terminal", pixels.HELD, None, None, pixels.held(), {}, "ms")


def load() -> float:
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--peers", type=Path, help="where they are, or are to be, installed")
    parser.add_argument("--without-peers", action="store_true")
    arguments = parser.parse_args()
    quick = arguments.quick
    python = f"Python {platform.python_version()}"
    print(f"{platform.platform()}, {python}, {os.cpu_count()} cores, load {load():.1f}")
    print(f"{'':60} {'budget':>9} {'floor':>9} {'0.1':>9} {'lrx':>9}")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as own:
        folder = arguments.peers or Path(own)
        peers = {} if arguments.without_peers else installed_peers(folder)
        missed = put(starts(5 if quick else 15, peers))
        seen = watched(folder, quick=quick, with_peers=bool(peers))
        missed += put(first_frames(5 if quick else 15, seen))
        missed += put(sessions(seen))
    missed += put(late_cues(10 if quick else 40, 1 if quick else 6))
    missed += put(whole_sessions())
    missed += put(phone_page())
    missed += put(real_pictures())
    missed += put(saved())
    missed += put(statistics(100_000 if quick else 1_000_000))
    print(f"{missed} missed; {time.monotonic() - begun:.0f} s, load {load():.1f} at the end")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
