"""What a session costs a terminal and a machine, beside other programs that count down.

    python bench/screen.py [--seconds 40] [--starts 15] [--peers FOLDER] [--without-peers] [--realtime]

Run it with the Python that has lrx installed, on Linux. Each program runs in a pty of 80x24, in turn, and
is watched from outside: what comes through the pty and when, and what the kernel says in /proc. The peers
(termdown, countdown-cli, breathe-cli, pomo-tui, all from PyPI) are installed into an environment of their
own, in ``FOLDER`` or one that goes afterwards. The floor is a dozen lines of Python that write a number once
a second and do nothing else.

*First frame*: from exec to the first bytes that show something, as a multiple of ``python -c 'print(1)'``
in a pty; the best of ``--starts``. *Key*: from pressing ``m``, which says on the screen that it is silent,
to the next bytes, the median of a few presses between other changes; a terminal's own echo of a key is what
the pty itself costs of that. *Late*: when a frame that shows another second came, against the grid that
begins with the earliest; and each line of ``lrx session --json`` against the moment that it names
(``at_ms``), p50 / p99 / latest. *Drift*: the median lateness of the last fifth less that of the first.
lrx plays what has little preparing, so that it moves, holds and returns nearly all the time.
``--realtime``: we and what we watch come before everything else, as if the machine were idle (Linux, needs
the right to do so).
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
import venv
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from machine import come_first, environment
from startup import ANSWERS, QUESTION

LRX = [
    sys.executable, "-c", "from lrx_cli.__main__ import main; main()", "session", "seal-stretch",
    "--teach", "off", "--pace", "0.5", "--no-sound", "--skip-check", "--fresh", "--no-inhibit",
]  # fmt: skip
PEERS = {
    "termdown": ["termdown", "600"],
    "countdown-cli": ["countdown", "600s"],
    "breathe-cli": ["breathe", "-d", "10", "-n", "--no-log", "-q"],
    "pomo-tui": ["pomo", "--work", "10", "--no-bell"],
}
"""By the name of the package: what is run."""
_FLOOR = """
import select, sys, time
begun = time.monotonic()
for left in range(600, 0, -1):
    sys.stdout.write(f"\\x1b[H{left:4}")
    sys.stdout.flush()
    select.select([], [], [], max(0, begun + 601 - left - time.monotonic()))
"""
FLOOR = [sys.executable, "-c", _FLOOR]
SETTLED = 8.0
"""Seconds from which on is measured: lrx has begun to move then."""
_CONTROL = re.compile(rb"\x1b(\[[0-9;?]*[A-Za-z]|[()][A-Z0-9]|[=>78])|[\x00-\x20]")
_PATIENCE = 20.0
"""Seconds without a byte after which a program will show nothing any more."""


class Usage(NamedTuple):
    """Of a process so far."""

    at: float
    cpu: float
    """Seconds."""
    wakes: int
    """How often it went to sleep of its own accord: voluntary context switches of all threads."""
    writes: int
    """Calls of write(2), to the terminal and to the history."""
    resident: int
    """Bytes."""


class Watched(NamedTuple):
    chunks: list[tuple[float, bytes]]
    """Seconds since exec, and what came."""
    first: Usage
    last: Usage
    keys: list[float]
    """Seconds from a key to what came next."""


def cpu_seconds(pid: int) -> float:
    return time.clock_gettime((~pid << 3) | 2)  # the CPU-time clock of another process


def usage(pid: int, begun: float) -> Usage:
    fields = dict(
        line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    )
    wakes = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        found = re.search(r"^voluntary_ctxt_switches:\s*(\d+)", (task / "status").read_text(), re.MULTILINE)
        wakes += int(found[1]) if found else 0
    try:
        written = re.search(r"syscw: (\d+)", Path(f"/proc/{pid}/io").read_text())
    except PermissionError:
        written = None
    return Usage(
        time.monotonic() - begun,
        cpu_seconds(pid),
        wakes,
        int(written[1]) if written else 0,
        int(fields["VmRSS"].split()[0]) * 1024,
    )


def started(command: Sequence[str], home: str) -> tuple[int, int, float]:
    """Process, the pty's other end, and the moment before."""
    begun = time.monotonic()
    pid, master = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        os.execvpe(command[0], list(command), environment(home))
    return pid, master, begun


def arrives(master: int, seconds: float) -> bytes:
    if not select.select([master], [], [], max(0.0, seconds))[0]:
        return b""
    try:
        return os.read(master, 65_536)
    except OSError:
        return b""


def ended(pid: int, master: int) -> None:
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + 3
    while os.waitpid(pid, os.WNOHANG)[0] == 0:
        arrives(master, 0.05)
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            break
    os.close(master)


class Start(NamedTuple):
    """Seconds until something is to be seen."""

    real: float
    cpu: float

    def least(self, other: Start) -> Start:
        return Start(min(self.real, other.real), min(self.cpu, other.cpu))


NEVER = Start(float("inf"), float("inf"))


def first_frame(command: Sequence[str], home: str) -> Start:
    pid, master, begun = started(command, home)
    shown = b""
    while not _CONTROL.sub(b"", shown):
        if not (came := arrives(master, _PATIENCE)):
            ended(pid, master)
            raise SystemExit(f"{command} showed nothing: {shown!r}")
        shown += came
        if QUESTION in shown:  # what it asks of the terminal is not to be seen
            os.write(master, ANSWERS)
            shown = b""
    took = Start(time.monotonic() - begun, cpu_seconds(pid))
    ended(pid, master)
    return took


def watched(command: Sequence[str], home: str, seconds: float, key: bytes) -> Watched:
    pid, master, begun = started(command, home)
    chunks: list[tuple[float, bytes]] = []
    first: Usage | None = None
    while (now := time.monotonic() - begun) < seconds:
        if first is None and now >= SETTLED:
            first = usage(pid, begun)
        until = SETTLED if first is None else seconds
        if data := arrives(master, until - now):
            chunks.append((time.monotonic() - begun, data))
        elif os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            raise SystemExit(f"{command} ended: {b''.join(data for _, data in chunks)!r}")
    assert first is not None
    last = usage(pid, begun)
    keys = [pressed(master, key) for _ in range(10)] if key else []
    ended(pid, master)
    return Watched(chunks, first, last, [took for took in keys if took < 0.1])


def pressed(master: int, key: bytes) -> float:
    """Seconds from the key to what came of it. Pressed when it has just been silent for a while."""
    while arrives(master, 0.12):
        pass
    begun = time.monotonic()
    os.write(master, key)
    return time.monotonic() - begun if arrives(master, 1) else 1.0


def echo() -> float:
    """Seconds from a key to a terminal's own echo of it."""
    master, slave = os.openpty()
    took = statistics.median(pressed(master, b"x") for _ in range(20))
    os.close(master)
    os.close(slave)
    return took


def bursts(chunks: Sequence[tuple[float, bytes]]) -> list[tuple[float, int]]:
    """What came together: when the first of it came, and how many bytes."""
    found: list[tuple[float, int]] = []
    before = -1.0
    for at, data in chunks:
        if found and at - before < 0.002:
            found[-1] = (found[-1][0], found[-1][1] + len(data))
        else:
            found.append((at, len(data)))
        before = at
    return found


def lateness(moments: Sequence[float], due: Sequence[float]) -> list[float]:
    """Ms after their moment, counted from the one that was least late: clocks begin when they like."""
    gaps = [at - then for at, then in zip(moments, due, strict=True)]
    least = min(gaps)
    return [(gap - least) * 1_000 for gap in gaps]


def on_the_grid(moments: Sequence[float]) -> tuple[list[float], list[float]]:
    """Of moments about a second apart: which grid of whole seconds they are on. Others are left out."""
    kept, due = [moments[0]], [0.0]
    for at in moments[1:]:
        whole = round(at - kept[0])
        if whole > due[-1] and abs(at - kept[0] - whole) < 0.2:
            kept.append(at)
            due.append(float(whole))
    return kept, due


def drift(late: Sequence[float]) -> float:
    fifth = max(1, len(late) // 5)
    return statistics.median(late[-fifth:]) - statistics.median(late[:fifth])


class Late(NamedTuple):
    """In ms."""

    median: float
    p99: float
    latest: float
    of: int

    def __str__(self) -> str:
        return f"{self.median:6.2f} / {self.p99:6.2f} / {self.latest:6.2f}   of {self.of}"


def spread(late: Sequence[float]) -> Late:
    row = sorted(late)
    return Late(statistics.median(row), row[int(0.99 * (len(row) - 1))], row[-1], len(row))


def cues(home: str, seconds: float) -> list[float]:
    """Lateness of every line of ``--json`` against its ``at_ms``, in ms. A pipe costs no terminal."""
    process = subprocess.Popen(
        [*LRX, "--json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(home)
    )
    assert process.stdout is not None
    fd, begun, text = process.stdout.fileno(), time.monotonic(), b""
    moments, due = [], []
    while (left := begun + seconds - time.monotonic()) > 0 and select.select([fd], [], [], left)[0]:
        text += os.read(fd, 65_536)
        at = time.monotonic()
        *lines, text = text.split(b"\n")
        for line in map(json.loads, lines):
            if line["at_ms"] > 500:
                moments.append(at)
                due.append(line["at_ms"] / 1_000)
    process.terminate()
    process.wait()
    process.stdout.close()
    return lateness(moments, due)


def peers(folder: Path) -> dict[str, list[str]]:
    programs = folder / "bin"
    if not all((programs / command[0]).exists() for command in PEERS.values()):
        venv.create(folder, with_pip=True)
        subprocess.run([programs / "pip", "install", "-qq", *PEERS], check=True)
    return {name: [str(programs / command[0]), *command[1:]] for name, command in PEERS.items()}


class Figures(NamedTuple):
    """Of one program."""

    first: float
    """As a multiple of ``print(1)``."""
    start: Start
    sent: float
    """Bytes a second."""
    busiest: int
    """Bytes of the busiest second."""
    frame: float
    """Bytes."""
    largest: int
    frames: float
    """A second."""
    writes: float
    """A second; to the disk, too."""
    cpu: float
    """Percent of a core."""
    wakes: float
    """A second."""
    resident: float
    """MB."""
    key: float | None
    """Ms; ``None``: no key was pressed."""
    late: Late | None
    """Of the seconds shown, in a program that has one row of them; ``None``: ours, whose movements begin
    off that grid and whose drawings move. Its lines say it (``Run.lines``)."""
    drift: float
    """Ms."""


def figured(seen: Watched, base: Start, start: Start, *, counts_seconds: bool) -> Figures:
    span = seen.last.at - seen.first.at
    frames = bursts([(at, data) for at, data in seen.chunks if seen.first.at <= at])
    sent = sum(size for _, size in frames)
    late: list[float] = []
    if counts_seconds and len(frames) / span <= 2:
        late = lateness(*on_the_grid([at for at, _ in frames]))
    return Figures(
        first=start.real / base.real,
        start=start,
        sent=sent / span,
        busiest=max(sum(size for then, size in frames if at <= then < at + 1) for at, _ in frames),
        frame=sent / len(frames),
        largest=max(size for _, size in frames),
        frames=len(frames) / span,
        writes=(seen.last.writes - seen.first.writes) / span,
        cpu=(seen.last.cpu - seen.first.cpu) / span * 100,
        wakes=(seen.last.wakes - seen.first.wakes) / span,
        resident=seen.last.resident / 1e6,
        key=statistics.median(seen.keys) * 1_000 if seen.keys else None,
        late=spread(late) if late else None,
        drift=drift(late) if late else 0.0,
    )


def cue_duration(name: str, found: Figures) -> None:
    print(f"\n{name}")
    print(
        f"  first frame              {found.first:8.2f}x  "
        f"({found.start.real * 1_000:.0f} ms, {found.start.cpu * 1_000:.0f} of CPU)"
    )
    print(f"  bytes a second           {found.sent:8.0f}   busiest second {found.busiest}")
    print(f"  bytes a frame            {found.frame:8.0f}   largest {found.largest}")
    print(f"  frames a second          {found.frames:8.2f}")
    print(f"  write calls, disk too    {found.writes:8.2f}")
    print(f"  CPU, % of a core         {found.cpu:8.2f}")
    print(f"  wake-ups a second        {found.wakes:8.1f}")
    print(f"  resident MB              {found.resident:8.1f}")
    if found.key is not None:
        print(f"  key to screen            {found.key:8.2f} ms")
    if found.late is not None:
        print(f"  seconds shown, late (ms)   {found.late}")
        print(f"  drift (ms)               {found.drift:8.2f}")


class Run(NamedTuple):
    base: Start
    echo: float
    """Seconds."""
    by_name: dict[str, Figures]
    """The floor, ``lrx --no-figures``, ``lrx`` and the peers."""
    lines: Late
    """Of ``lrx session --json``."""
    lines_drift: float


def run(seconds: float, rounds: int, folder: Path | None, *, with_peers: bool = True) -> Run:
    """Everything in turn. ``folder``: where the peers are or are to be installed; ``None``: somewhere that
    goes afterwards."""
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory())
        commands = {
            "floor": FLOOR,
            "lrx --no-figures": [*LRX, "--no-figures"],
            "lrx": [*LRX, "--figures"],
        }
        if with_peers:
            commands |= peers(folder or Path(stack.enter_context(tempfile.TemporaryDirectory())))
        python = [sys.executable, "-c", "print(1)"]
        starts: dict[str, Start] = {}
        base = NEVER
        for _ in range(rounds):
            base = base.least(first_frame(python, home))
            for name, command in commands.items():
                starts[name] = starts.get(name, NEVER).least(first_frame(command, home))
        by_name = {}
        for name, command in commands.items():
            print(f"{name}: {seconds + SETTLED:.0f} s ...", file=sys.stderr, flush=True)
            ours = name.startswith("lrx")
            seen = watched(command, home, seconds + SETTLED, b"m" if ours else b"")
            by_name[name] = figured(seen, base, starts[name], counts_seconds=not ours)
        lines = cues(home, seconds)
        return Run(base, echo(), by_name, spread(lines), drift(lines))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--starts", type=int, default=15)
    parser.add_argument("--peers", type=Path, help="where they are, or are to be, installed")
    parser.add_argument("--without-peers", action="store_true")
    parser.add_argument("--realtime", action="store_true")
    arguments = parser.parse_args()
    if arguments.realtime:
        come_first()
    found = run(arguments.seconds, arguments.starts, arguments.peers, with_peers=not arguments.without_peers)
    print(f"python -c 'print(1)' in a pty {found.base.real * 1_000:.1f} ms")
    print(f"a terminal's own echo {found.echo * 1_000:.3f} ms")
    for name, figures in found.by_name.items():
        cue_duration(name, figures)
    print(f"\nlrx --json, lines late (ms)   {found.lines}; drift {found.lines_drift:.2f} ms")


if __name__ == "__main__":
    main()
