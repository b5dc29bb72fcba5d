"""How long it takes until a segment is safe on the disk, beside the least that a disk and SQLite need.

    python bench/saving.py [--folder FOLDER]

The short session of the tests is played in no time into a history in ``FOLDER`` (on a real disk, please; here
is taken). After each commit the same disk is asked for one write that is safe (``fsync``), and a database
with one table and the same settings for one row. What counts is the median: disks differ from write to
write.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.autoplay import Autoplay
from tests.session.short_session import short_session
from tests.storage.recorded import TODAY, session

from lrx_cli.core.player import Player
from lrx_cli.core.records.session_record import LoggedSegment
from lrx_cli.session.loop import run_loop
from lrx_cli.storage.history.recorder import Recorder
from lrx_cli.storage.history.store import Store, open_history

_ROW = b"x" * 160


class Saving(NamedTuple):
    """Medians, in ms."""

    ours: float
    fsync: float
    sqlite: float
    of: int


class Timed(Recorder):
    """Asks the disk for something else after each commit."""

    def __init__(self, store: Store, beside: dict[str, Callable[[], None]]) -> None:
        super().__init__(
            store, session(), short_session(), TODAY, tell=lambda line, now: print(line, file=sys.stderr)
        )
        self._beside = beside
        self.took: dict[str, list[float]] = {"ours": [], **{name: [] for name in beside}}

    def commit(self, running: LoggedSegment | None) -> list[int]:
        begun = perf_counter()
        written = super().commit(running)
        self.took["ours"].append((perf_counter() - begun) * 1_000)
        for name, work in self._beside.items():
            begun = perf_counter()
            work()
            self.took[name].append((perf_counter() - begun) * 1_000)
        return written


def measured(folder: str) -> Saving:
    with tempfile.TemporaryDirectory(dir=folder) as here:
        plain = os.open(f"{here}/plain", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        database = sqlite3.connect(f"{here}/least.sqlite3", isolation_level=None)
        database.execute("PRAGMA journal_mode = TRUNCATE")
        database.execute("PRAGMA synchronous = EXTRA")
        database.execute("CREATE TABLE row (value BLOB)")

        def write() -> None:
            os.write(plain, _ROW)
            os.fsync(plain)

        def insert() -> None:
            database.execute("INSERT INTO row VALUES (?)", (_ROW,))

        with open_history(f"{here}/history.sqlite3", TODAY) as store:
            recorder = Timed(store, {"fsync": write, "sqlite": insert})
            autoplay = Autoplay()
            run_loop(Player(short_session()), autoplay, autoplay, [recorder])
        os.close(plain)
        database.close()
    # The first one makes the session.
    ours, fsync, sqlite = (median(recorder.took[name][1:]) for name in ("ours", "fsync", "sqlite"))
    return Saving(ours, fsync, sqlite, len(recorder.took["ours"]) - 1)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", default=".")
    found = measured(parser.parse_args().folder)
    print(f"a segment saved by lrx   {found.ours:7.2f} ms, the median of {found.of}")
    print(f"one write and fsync      {found.fsync:7.2f} ms: {found.ours / found.fsync:.2f} times that")
    print(f"one row by SQLite alone  {found.sqlite:7.2f} ms: {found.ours / found.sqlite:.2f} times that")


if __name__ == "__main__":
    main()
