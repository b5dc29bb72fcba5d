"""Looking for damage, putting a damaged history aside, and saving what can be read.

Damage is never taken for emptiness: a damaged file keeps its content under a name with the date, and
nothing of it is written to again.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress

from lrx_cli.core.record import Record, Share, tallied
from lrx_cli.storage.history.answers import read_answers
from lrx_cli.storage.history.files import connect_reading, sync_folder
from lrx_cli.storage.history.rows import (
    Damaged,
    checksum,
    look_at_days,
    numbers,
    read_record,
    read_rows,
    read_running,
    read_score,
    read_session,
    read_shares,
    salvaged_rows,
)
from lrx_cli.storage.history.schema import as_made, is_ours, newest, version_of

RECENT = 10
"""So many sessions are looked at in full before each session; the others by ``lrx doctor``."""

_DAMAGE = (
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_TOOBIG,
    sqlite3.SQLITE_ERROR,  # "unsupported file format", and tables that are not there
)


ERRORS = (sqlite3.Error, Damaged, ValueError, TypeError, IndexError, KeyError)
"""What reading a history can raise. The last four are what a damaged file makes of our own reading: a
column that is not there, a word that is no number, an error message that is no text."""


def is_damage(error: Exception) -> bool:
    """Whether the file is not what was written, rather than not to be had (locked, unreadable, full)."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in _DAMAGE
    return isinstance(error, (sqlite3.DataError, *ERRORS[1:]))


def look(connection: sqlite3.Connection, *, recent: int | None = RECENT) -> None:
    """Raise at the first thing that is wrong. ``recent``: so many sessions in full; ``None``: all of them."""
    if not is_ours(connection):
        raise Damaged("it is not a history of lrx")
    # A backup may be older than the last migration, and as good as any.
    if not 0 < version_of(connection) <= newest() or not as_made(connection):
        raise Damaged("its tables are not as lrx makes them")
    if recent is None:
        said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if said != "ok":
            raise Damaged(str(said))
    found = numbers(connection)
    look_at_days(connection)
    read_answers(connection)
    for number in found[:recent]:
        read_record(connection, number)
        read_running(connection, number)
        read_score(connection, number)
    if recent is None:
        _look_for_strays(connection)
        _add_up_days(connection)


def problems_in(connection: sqlite3.Connection) -> list[str]:
    """What a full look finds; empty: all is as it was written."""
    try:
        look(connection, recent=None)
    except ERRORS as error:
        if not is_damage(error):
            raise
        return [str(error)]
    return []


def _look_for_strays(connection: sqlite3.Connection) -> None:
    for table in ("share", "segment", "event", "running", "seal", "score"):
        stray = connection.execute(
            f"SELECT count(*) FROM {table} WHERE session NOT IN (SELECT id FROM session)"
        ).fetchone()[0]
        if stray:
            raise Damaged(f"{stray} rows of {table} belong to no session")


def _add_up_days(connection: sqlite3.Connection) -> None:
    kept = connection.execute("SELECT day, done, active FROM day ORDER BY day").fetchall()
    summed = connection.execute(
        "SELECT day, sum(credit), sum(segment.active) FROM segment JOIN session ON session.id = session "
        "WHERE counted GROUP BY day ORDER BY day"
    ).fetchall()
    if kept != summed:
        raise Damaged("the sums of days are not what their sessions add up to")


def set_aside(path: str, stamp: str) -> str:
    """Rename the history out of the way, journal and all. ``stamp``: the date, for the name."""
    number, aside = 1, f"{path}.damaged-{stamp}"
    while os.path.lexists(aside):
        number += 1
        aside = f"{path}.damaged-{stamp}-{number}"
    # The journal first: beside a new history it would be taken for that one's.
    with suppress(FileNotFoundError):
        os.rename(f"{path}-journal", f"{aside}-journal")
    os.rename(path, aside)
    sync_folder(os.path.dirname(path))
    return aside


def salvage(path: str) -> Iterator[Record]:
    """The sessions that can still be read, whole or in part; those in part say so."""
    try:
        connection = connect_reading(path)
    except sqlite3.Error:
        return
    with closing(connection):
        for number in _numbers(connection):
            record = _salvaged(connection, number)
            if record is not None:
                yield record


def _numbers(connection: sqlite3.Connection) -> list[int]:
    """From every table that names sessions: one of them may be unreadable."""
    found: set[int] = set()
    for table, column in (("session", "id"), ("seal", "session"), ("segment", "session")):
        with suppress(sqlite3.DatabaseError):
            for (number,) in connection.execute(f"SELECT {column} FROM {table}"):
                if isinstance(number, int):
                    found.add(number)
    return sorted(found)


def _salvaged(connection: sqlite3.Connection, number: int) -> Record | None:
    try:
        return read_record(connection, number)
    except ERRORS as error:
        if not is_damage(error):
            raise
    try:
        _, _, session = read_session(connection, number)
    except ERRORS as error:
        if not is_damage(error):
            raise
        return None  # without it nobody knows when, or even whether it counts
    try:
        rows = read_rows(connection, number)
        whole = True
    except ERRORS as error:
        if not is_damage(error):
            raise
        found = {row.seq: row for row in salvaged_rows(connection, number)}
        rows = tuple(found[seq]._replace(seq=place) for place, seq in enumerate(sorted(found), start=1))
        whole = False
    try:
        shares = read_shares(connection, number)
    except ERRORS as error:
        if not is_damage(error):
            raise
        shares = tuple(_shares_read_off(connection, number))
    return Record(session._replace(whole=session.whole and whole), tallied(shares, rows), rows)


def _shares_read_off(connection: sqlite3.Connection, number: int) -> Iterator[Share]:
    """Sums can be made again; what was prescribed cannot, so a share without a good checksum is lost."""
    with suppress(sqlite3.DatabaseError):
        for session, block, exercise, planned, _, _, crc, _ in connection.execute(
            "SELECT * FROM share WHERE session = ?", (number,)
        ):
            if checksum("share", session, block, exercise, planned) == crc:
                yield Share(block, exercise, planned)
