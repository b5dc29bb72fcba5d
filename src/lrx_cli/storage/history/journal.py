"""One session, written as it happens: what is added is on the disk once ``commit`` has returned.

What could not be written stays queued and goes with the next commit, in order. After an error it is
uncertain whether the commit came through, so the seal is read before anything is written again.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from lrx_cli.core.records.session_record import LoggedSegment, Row, Session, planned_totals
from lrx_cli.core.timeline.timeline import Timeline
from lrx_cli.storage.history.breakage import Damaged
from lrx_cli.storage.history.merging import rank_after
from lrx_cli.storage.history.opening import Store
from lrx_cli.storage.history.rows import (
    insert_row,
    insert_session,
    insert_share,
    put_running,
    put_score,
    put_seal,
    read_running,
    read_seal,
    sealed,
)
from lrx_cli.storage.history.score import pack


class Before(NamedTuple):
    """How far a session that is resumed was written."""

    number: int
    rows: int
    running: LoggedSegment | None
    """The segment that was being played at a kill: stored as stopped with the first commit."""


class Journal:
    """Writes one session. Its first commit inserts the session, unless ``before`` says that it is there."""

    def __init__(
        self, store: Store, session: Session, timeline: Timeline, *, before: Before | None = None
    ) -> None:
        self.session = session
        self._store = store
        self._timeline = timeline
        self._number = before.number if before else None
        self._rows = before.rows if before else 0
        """How many are written."""
        self._queue: list[Row] = []
        """To be written, in order."""
        if before and before.running:
            self._queue.append(before.running._replace(seq=before.rows + 1))
        self._broken = False

    @property
    def next_seq(self) -> int:
        return self._rows + len(self._queue) + 1

    @property
    def waiting(self) -> int:
        """How many rows are not written yet."""
        return len(self._queue)

    def add(self, row: Row) -> None:
        self._queue.append(row)

    def commit(self, running: LoggedSegment | None, *, over: bool = False) -> list[int]:
        """Writes what is queued. Returns the numbers of the rows that are now on the disk.

        ``running``: the segment that is being played, as it would be stored if it stopped here.
        ``over``: it was played to its end, so it will never be resumed.
        """
        if self._broken:
            self._store.reconnect()
            self._broken = False
        try:
            rows = self._write(running, over)
        except (sqlite3.Error, OSError, Damaged):
            self._broken = True
            raise
        written = [row.seq for row in self._queue]
        self._rows = rows
        self._queue.clear()
        return written

    def _write(self, running: LoggedSegment | None, over: bool) -> int:
        connection = self._store.connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            number = self._begun(connection)
            rows, digest = self._sealed(connection, number)
            for row in self._queue[rows - self._rows :]:
                digest = sealed(digest, insert_row(connection, number, row))
                rows += 1
            put_seal(connection, number, rows, digest, running=running is not None)
            if running is None:
                connection.execute("DELETE FROM running WHERE session = ?", (number,))
            else:
                put_running(connection, number, running)
            if over:
                connection.execute("DELETE FROM score WHERE session = ?", (number,))
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        self._number = number
        return rows

    def _begun(self, connection: sqlite3.Connection) -> int:
        """The session's number; inserts the session if the first commit has not come through yet."""
        if self._number is not None:
            return self._number
        found = connection.execute("SELECT id FROM session WHERE uuid = ?", (self.session.id,)).fetchone()
        if found is not None:
            number: int = found[0]
            return number
        _end_interrupted(connection)
        exercises = planned_totals(self._timeline)
        rank = rank_after(connection, self.session.started)
        number = insert_session(connection, self.session, rank, len(exercises))
        for totals in exercises:
            insert_share(connection, number, totals)
        if self.session.counted:
            # A new session is begun: the one before it cannot be resumed any more.
            connection.execute("DELETE FROM score")
            put_score(connection, number, pack(self._timeline))
        put_seal(connection, number, 0, 0)
        return number

    def _sealed(self, connection: sqlite3.Connection, number: int) -> tuple[int, int]:
        """How many rows are written, and their digest: more than we know of after an uncertain commit."""
        found: tuple[int, int] = connection.execute(
            "SELECT rows, digest FROM seal WHERE session = ?", (number,)
        ).fetchone()
        if not self._rows <= found[0] <= self._rows + len(self._queue):
            raise Damaged("another program has written to this session")
        return found


def written_before(connection: sqlite3.Connection, number: int) -> Before:
    rows, _, _ = read_seal(connection, number)
    return Before(number, rows, read_running(connection, number))


def _end_interrupted(connection: sqlite3.Connection) -> None:
    """Stores the segments that were being played at a kill as stopped, with the time they had. Runs inside
    a transaction."""
    for (number,) in connection.execute("SELECT session FROM running").fetchall():
        running = read_running(connection, number)
        assert running is not None
        rows, digest, _ = read_seal(connection, number)
        crc = insert_row(connection, number, running._replace(seq=rows + 1))
        put_seal(connection, number, rows + 1, sealed(digest, crc))
        connection.execute("DELETE FROM running WHERE session = ?", (number,))
