"""Adding the sessions of a backup, a damaged file or another machine to a history, each only once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from lrx_cli.core.dates import Moment
from lrx_cli.core.records.session_record import Record
from lrx_cli.storage.history.rows import insert_record, read_sessions


class Merged(NamedTuple):
    added: int
    known: int
    """Those that were there already."""


def merge(connection: sqlite3.Connection, records: Iterable[Record]) -> Merged:
    """Adds all of them or none, in one transaction. ``records``: in the order they were played, which is kept
    though a clock may have been put back in between.

    A session that is there already is replaced only by one with more rows: it was continued elsewhere, or a
    part of it was lost here.
    """
    added = known = 0
    rank: int | None = None
    connection.execute("BEGIN IMMEDIATE")
    try:
        here = {session.id: number for number, _, session in read_sessions(connection)}
        for record in records:
            rank = _rank(record.session.started, rank)
            found = here.get(record.session.id)
            if found is not None:
                if len(record.rows) <= _rows(connection, found):
                    known += 1
                    continue
                remove(connection, found)
            number = insert_record(connection, record, rank)
            here[record.session.id] = number
            added += 1
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return Merged(added, known)


def _rows(connection: sqlite3.Connection, number: int) -> int:
    """How many rows a session has, including the segment that it was interrupted in."""
    found: int = connection.execute(
        "SELECT (SELECT count(*) FROM segment WHERE session = :n) + "
        "(SELECT count(*) FROM event WHERE session = :n) + (SELECT count(*) FROM running WHERE session = :n)",
        {"n": number},
    ).fetchone()[0]
    return found


def remove(connection: sqlite3.Connection, number: int) -> None:
    """Deletes a session and its part in all sums. Runs inside a transaction."""
    connection.execute("DELETE FROM segment WHERE session = ?", (number,))
    for table in ("event", "share", "running", "seal", "score"):
        connection.execute(f"DELETE FROM {table} WHERE session = ?", (number,))
    connection.execute("DELETE FROM session WHERE id = ?", (number,))
    connection.execute("DELETE FROM day WHERE sessions = 0 AND done = 0 AND active = 0")


def rank_after(connection: sqlite3.Connection, started: Moment) -> int:
    """The place of a session that begins now among the others: by its date, but never before one that was
    played earlier here, since a clock can be put back."""
    latest: int | None = connection.execute("SELECT max(rank) FROM session").fetchone()[0]
    return _rank(started, latest)


def _rank(started: Moment, latest: int | None) -> int:
    return started.utc if latest is None else max(started.utc, latest + 1)
