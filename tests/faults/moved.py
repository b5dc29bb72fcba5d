"""Clocks of another program that can be moved while it runs."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tests.faults.places import ROOT

_SITE = '''
"""Found by Python as it starts: what ``time`` says is moved by so many seconds as a file says."""
import json, os, time

_file = os.environ["MOVED_CLOCKS"]
_real = {name: getattr(time, name) for name in ("time_ns", "monotonic_ns", "clock_gettime_ns")}


def _moved(kind):
    with open(_file) as file:
        return round(json.load(file)[kind] * 1e9)


def _clock(clock):
    kinds = {
        time.CLOCK_REALTIME: "wall",
        time.CLOCK_MONOTONIC: "awake",
        getattr(time, "CLOCK_BOOTTIME", None): "counting_sleep",
    }
    return _real["clock_gettime_ns"](clock) + (_moved(kinds[clock]) if clock in kinds else 0)


time.time_ns = lambda: _real["time_ns"]() + _moved("wall")
time.time = lambda: time.time_ns() / 1e9
time.monotonic_ns = lambda: _real["monotonic_ns"]() + _moved("awake")
time.monotonic = lambda: time.monotonic_ns() / 1e9
time.clock_gettime_ns = _clock
'''


class MovedClocks:
    """``environment``: what a Python program is to be started with. Everything is kept in ``folder``."""

    def __init__(self, folder: Path) -> None:
        site = folder / "site"
        site.mkdir()
        (site / "sitecustomize.py").write_text(_SITE)
        self._file = site / "moved.json"
        self.move()
        self.environment = {
            "PYTHONPATH": f"{site}{os.pathsep}{ROOT / 'src'}",
            "MOVED_CLOCKS": str(self._file),
        }

    def move(self, *, wall: float = 0, awake: float = 0, counting_sleep: float = 0) -> None:
        """All of them at once, in seconds from where they really are."""
        new = self._file.with_suffix(".new")
        new.write_text(json.dumps({"wall": wall, "awake": awake, "counting_sleep": counting_sleep}))
        new.replace(self._file)
