"""A session of eight hours, in no time: told in lines and in JSON, kept in a history. It must end at the very
millisecond it was to end, and need no more memory and no more open files at its end than near its beginning.

python bench/faults/long_session.py --hours 8
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import typer

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests import autoplay
from tests.core.scores import STRETCH, score
from tests.storage.recorded import hurried, record, records

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player import Event, SessionEnded, Snapshot
from lrx_cli.core.ports import Output
from lrx_cli.session.outputs.jsonl import JsonLines
from lrx_cli.session.outputs.plain import Plain

HOUR: Ms = 3_600_000
MOST_GROWTH_KB = 5_000


class Measuring(Output):
    """Memory and open files after a tenth of the session, and at its end."""

    def __init__(self, early: Ms) -> None:
        self._early = early
        self.found: list[tuple[int, int]] = []
        self.ended: Ms = 0

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        over = [event for event in events if isinstance(event, SessionEnded)]
        if over or (not self.found and now.at >= self._early):
            self.found.append((_resident_kb(), len(os.listdir("/proc/self/fd"))))
        if over:
            self.ended = over[0].at


def main(hours: float = 8) -> None:
    once = score(STRETCH).duration
    timeline = score(STRETCH._replace(sets=1 + int(1.3 * hours * HOUR / once)))
    measuring = Measuring(timeline.duration // 10)
    autoplay.LONGEST_PLAY = 2 * timeline.duration  # a guard against scripts that hang
    with tempfile.TemporaryDirectory() as folder, open(os.devnull, "w") as nowhere:
        path = Path(folder) / "history.sqlite3"
        others = [
            Plain(nowhere, width=lambda: 80, color=False, keys=True),
            JsonLines(nowhere, id="long"),
            measuring,
        ]
        with hurried(path) as store:
            record(store, timeline=timeline, others=others)
        (kept,) = records(path)
    (early_kb, early_files), (kb, files) = measuring.found
    figures = {
        "hours": round(timeline.duration / HOUR, 1),
        "segments": timeline.planned,
        "drift_ms": measuring.ended - timeline.duration,
        "played and kept": kept.done,
        "planned": kept.planned,
        "grown_kb": kb - early_kb,
        "more open files": files - early_files,
    }
    print(json.dumps(figures))
    whole = kept.done == kept.planned and kept.outcome == "done"
    grown = kb - early_kb > MOST_GROWTH_KB or files > early_files
    raise typer.Exit(1 if figures["drift_ms"] or grown or not whole else 0)


def _resident_kb() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


if __name__ == "__main__":
    typer.run(main)
