"""What is asked of a history daily, with a thousand segments and with many more; and how large it is.

python bench/faults/scale.py --segments 1000000
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import typer

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src")]

from lrx_cli.core.dates import Moment
from lrx_cli.core.records.session_record import (
    ExerciseTotals,
    LoggedEvent,
    LoggedSegment,
    Record,
    Row,
    Session,
    totals_of,
)
from lrx_cli.core.timeline import Kind
from lrx_cli.storage.history import queries
from lrx_cli.storage.history.merge import merge
from lrx_cli.storage.history.store import open_history
from lrx_cli.storage.history.tables import numbers

NOW = Moment(1_700_000_000_000, 60)
A_SESSION = 250
"""Segments; ten exercises have about as many."""
_KINDS: tuple[Kind, ...] = ("move", "hold", "return", "prepare")


def main(segments: int = 1_000_000) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for size in (1_000, segments):
            path = str(Path(folder) / str(size) / "history.sqlite3")
            with open_history(path, NOW) as store:
                store.connection.execute("PRAGMA synchronous = OFF").fetchall()
                with store.transaction() as connection:
                    merge(connection, (played(day) for day in range(size // A_SESSION)))
            print(json.dumps({"segments": size, **figures(path, size)}))


def figures(path: str, segments: int) -> dict[str, float]:
    def listed() -> None:
        with queries.reading(path) as connection:
            [queries.summary(connection, number) for number in numbers(connection, 20)]
            queries.totals(connection, NOW.day)

    def before_a_session() -> None:
        with open_history(path, NOW) as store:
            queries.resumable(store.connection)
            queries.practice(store.connection)

    def home() -> None:
        with queries.reading(path) as connection:
            queries.last_counted(connection)

    def count() -> None:
        with queries.reading(path) as connection:
            connection.execute("SELECT count(*) FROM segment").fetchone()

    return {
        "bytes a segment": round(Path(path).stat().st_size / segments, 1),
        "list_ms": shortest_ms(listed),
        "before_a_session_ms": shortest_ms(before_a_session),
        "home_ms": shortest_ms(home),
        "count_ms": shortest_ms(count),
    }


def shortest_ms(what: Callable[[], None], times: int = 5) -> float:
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        what()
        found.append(time.perf_counter() - begun)
    return round(min(found) * 1_000, 1)


def played(day: int) -> Record:
    started = Moment((19_000 - 4_000 + day) * 86_400_000, 60)
    rows: list[Row] = [LoggedEvent(1, 0, "began", {"utc": started.utc, "offset": 60})]
    for place in range(A_SESSION):
        kind = _KINDS[place % 4]
        work = kind in ("move", "hold")
        block, rep = place * 10 // A_SESSION, place % 8 + 1
        rows.append(
            LoggedSegment(
                place + 2,
                place * 4_000,
                started.day,
                place,
                kind,
                block,
                "left",
                1,
                rep,
                "done",
                4_000,
                4_000,
                work,
            )
        )
    exercises = tuple(ExerciseTotals(n, f"exercise-number-{n}", A_SESSION // 20) for n in range(10))
    id = f"00000000-0000-4000-8000-{day:012x}"
    session = Session(id, started, "full", "standard", "auto", 1_400_000, True, "asked", "1.0")
    return Record(session, totals_of(exercises, rows), tuple(rows))


if __name__ == "__main__":
    typer.run(main)
