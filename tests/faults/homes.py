"""A home as faults find it: a history in which everything has happened, and all that can be seen of it."""

from __future__ import annotations

import shutil
from pathlib import Path

from lrx_cli.storage.history import backups, queries
from lrx_cli.storage.history.tables import numbers, read_answers
from tests.core.said import answer
from tests.storage.recorded import history, hurried, keep, later, record, uuid

NAME = "history.sqlite3"
SESSION = (
    "session", "seated-knee-extension", "--reps", "1", "--teach", "off", "--speed", "1000", "--skip-check",
    "--plain",
)  # fmt: skip
"""A command line: the shortest session that there is."""


def lived_in(path: Path) -> Path:
    """Every table has something in it: the last of three sessions was cut off, and can be resumed."""
    history(path, 2)
    with hurried(path) as store:
        keep(store, [answer(uuid(2), later(2), "after", {"leg": 4, "back": 3})])
        record(store, 3, started=later(3), cut_at=60_000)
        backups.roll(store.connection, store.path)
    return path


def seen(path: Path) -> object:
    """All that any command shows."""
    with queries.reading(str(path)) as connection:
        found = numbers(connection)
        left = queries.resumable(connection)
        return (
            [queries.summary(connection, number) for number in found],
            queries.days(connection),
            list(queries.records(connection)),
            queries.totals(connection, later(9).day),
            queries.practice(connection),
            read_answers(connection),
            None if left is None else (left.record, left.point.where),
        )


def clear(folder: Path) -> None:
    """For the next one."""
    shutil.rmtree(folder)
    folder.mkdir()
