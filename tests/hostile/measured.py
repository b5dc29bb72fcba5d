"""A command line as a process of its own, and what it took: seconds of the processor, memory, exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tests.cli.conftest import ROOT

_PROGRAM = """
import os, sys
from lrx_cli.cli.app import run
code = run(sys.argv[2:])
with open("/proc/self/status") as status:
    memory = next(line.split()[1] for line in status if line.startswith("VmHWM"))
os.write(int(sys.argv[1]), f"{memory} {sum(os.times()[:2])}".encode())
sys.exit(code)
"""
"""The most memory is asked of the program itself: for a parent it counts what was there before it began."""
MOST_MEGABYTES = 200
"""More than this no file may take. Of it, 25 are Python's and pydantic's."""


class Measured(NamedTuple):
    code: int
    out: str
    err: str
    seconds: float
    """Of the processor."""
    megabytes: float
    """The most that was in memory at once."""


def measured(
    arguments: Sequence[str | bytes], environment: Mapping[str, str], *, patience: float = 30
) -> Measured:
    """Raises ``TimeoutExpired``, and ``ValueError`` where the program did not come to its end."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as figures:
        try:
            ended = subprocess.run(
                [sys.executable, "-c", _PROGRAM, str(writing), *arguments],
                env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), **environment},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=patience,
                pass_fds=[writing],
                check=False,
            )
        finally:
            os.close(writing)
        memory, seconds = figures.read().split()
    out, err = (stream.decode("utf-8", "surrogateescape") for stream in (ended.stdout, ended.stderr))
    return Measured(ended.returncode, out, err, float(seconds), int(memory) / 1_000)
