"""Finding damage, setting a damaged history aside, and saving what can be read.

A damaged file is never treated as an empty one: it keeps its content under a name with the date, and is
never written to again.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress

from lrx_cli.core.records.session_record import ExerciseTotals, Record, Row, Session, totals_of
from lrx_cli.storage.history.answers import read_answers
from lrx_cli.storage.history.files import (
    BESIDE,
    ERRORS,
    Damaged,
    as_far_as_it_goes,
    connect_reading,
    is_damage,
    sync_folder,
    what_is_wrong,
)
from lrx_cli.storage.history.rows import (
    checksum,
    look_at_days,
    numbers,
    read_record,
    read_rows,
    read_running,
    read_score,
    read_session,
    read_totals,
    salvaged_rows,
)
from lrx_cli.storage.history.schema import as_made, is_ours, newest, version_of

NOT_OURS = "it is empty, or not a history of lrx"
RECENT = 10
"""How many sessions are checked in full before each session; ``lrx doctor`` checks all."""


def check(connection: sqlite3.Connection, *, recent: int | None = RECENT) -> None:
    """Raises at the first damage. ``recent``: how many sessions are checked in full; ``None``: all."""
    if not is_ours(connection):
        raise Damaged(NOT_OURS)
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
    score = read_score(connection)
    if score:
        read_record(connection, score[0])
    if recent is None:
        _check_for_strays(connection)
        _check_sums_of_days(connection)


def problems_in(connection: sqlite3.Connection) -> list[str]:
    """What a full check finds; empty if everything is as it was written."""
    try:
        check(connection, recent=None)
    except ERRORS as error:
        if not is_damage(error):
            raise
        return [what_is_wrong(error)]
    return []


def _check_for_strays(connection: sqlite3.Connection) -> None:
    for table in ("share", "segment", "event", "running", "seal", "score"):
        stray = connection.execute(
            f"SELECT count(*) FROM {table} WHERE session NOT IN (SELECT id FROM session)"
        ).fetchone()[0]
        if stray:
            raise Damaged(f"{stray} rows of {table} belong to no session")


def _check_sums_of_days(connection: sqlite3.Connection) -> None:
    kept = connection.execute("SELECT day, done, active FROM day ORDER BY day").fetchall()
    summed = connection.execute(
        "SELECT day, sum(credit), sum(segment.active) FROM segment JOIN session ON session.id = session "
        "WHERE counted GROUP BY day ORDER BY day"
    ).fetchall()
    if kept != summed:
        raise Damaged("the sums of days are not what their sessions add up to")


def set_aside(path: str, stamp: str) -> str:
    """Renames the history and its journal. ``stamp``: the date, for the new name, which is returned."""
    number, aside = 1, f"{path}.damaged-{stamp}"
    while os.path.lexists(aside):
        number += 1
        aside = f"{path}.damaged-{stamp}-{number}"
    for ending in BESIDE:
        with suppress(FileNotFoundError):
            os.rename(f"{path}{ending}", f"{aside}{ending}")
    os.rename(path, aside)
    sync_folder(os.path.dirname(path))
    return aside


def salvage(path: str) -> list[Record]:
    """The sessions that can still be read, as they were played; ``whole`` says which are complete."""
    found = []
    with as_far_as_it_goes(), closing(connect_reading(path)) as connection:
        for number in _numbers(connection):
            with as_far_as_it_goes():
                _, rank, session = read_session(connection, number)
                found.append((rank, number, _salvaged(connection, number, session)))
    return [record for _, _, record in sorted(found, key=lambda one: one[:2])]


def _numbers(connection: sqlite3.Connection) -> list[int]:
    """From every table that names sessions: one of them may be unreadable."""
    found: set[int] = set()
    for table, column in (("session", "id"), ("seal", "session"), ("segment", "session")):
        with as_far_as_it_goes():
            for (number,) in connection.execute(f"SELECT {column} FROM {table}"):
                if isinstance(number, int):
                    found.add(number)
    return sorted(found)


def _salvaged(connection: sqlite3.Connection, number: int, session: Session) -> Record:
    with as_far_as_it_goes():
        return read_record(connection, number)
    rows, whole = _rows_left(connection, number)
    exercises = totals_of(_totals_left(connection, number), rows)
    return Record(session._replace(whole=session.whole and whole), exercises, rows)


def _rows_left(connection: sqlite3.Connection, number: int) -> tuple[tuple[Row, ...], bool]:
    """The rows that can be read, and whether they are all."""
    with as_far_as_it_goes():
        return read_rows(connection, number), True
    found = {row.seq: row for row in salvaged_rows(connection, number)}
    return tuple(found[seq]._replace(seq=place) for place, seq in enumerate(sorted(found), start=1)), False


def _totals_left(connection: sqlite3.Connection, number: int) -> list[ExerciseTotals]:
    """Sums can be computed again, but not what was prescribed: a row without a good checksum is lost."""
    with as_far_as_it_goes():
        return list(read_totals(connection, number))
    found = []
    with as_far_as_it_goes():
        for session, block, exercise, planned, _, _, crc, _ in connection.execute(
            "SELECT * FROM share WHERE session = ?", (number,)
        ):
            if checksum("share", session, block, exercise, planned) == crc:
                found.append(ExerciseTotals(block, exercise, planned))
    return found
