"""Values to rows and back, and the checksums that show whether a row is what was written.

SQLite does not notice a flipped bit inside a value. So every row carries a checksum of all its values,
its key and its table's name; and a session has a seal: how many rows, and a digest of their checksums
in order, so that a row that is missing is noticed too.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from typing import Any, cast, get_args
from zlib import crc32

from lrx_cli.core.catalog.words import Side
from lrx_cli.core.dates import Moment
from lrx_cli.core.health.answers import WHATS, Answer, What, from_kept
from lrx_cli.core.records.session_record import (
    ExerciseTotals,
    LoggedEvent,
    LoggedSegment,
    Record,
    Row,
    Session,
    Value,
    totals_of,
)
from lrx_cli.core.timeline import Kind, Outcome
from lrx_cli.storage.history.files import Damaged, connect_reading, until_damage
from lrx_cli.storage.history.schema import ANSWERS, MARK, version_of

KINDS: tuple[Kind, ...] = ("prepare", "move", "hold", "return", "rest", "switch")
"""Kept as numbers from 0, sides and outcomes too: never change the order, only append."""
SIDES: tuple[Side, ...] = ("left", "right")
OUTCOMES: tuple[Outcome, ...] = ("done", "eased", "skipped", "stopped")
assert set(KINDS) == set(get_args(Kind))
assert set(OUTCOMES) == set(get_args(Outcome))
_WORDS: dict[str, tuple[str, ...]] = {"kind": KINDS, "side": SIDES, "outcome": OUTCOMES}
_ROWS = ("segment", "event")
"""The tables with the rows of a session."""


def checksum(table: str, *values: object) -> int:
    """Of ``ascii``, which no version of Python writes differently, and no encoding."""
    return crc32(ascii((table, *values)).encode("ascii"))


# --- writing ----------------------------------------------------------------------------------------


def insert_row(connection: sqlite3.Connection, number: int, row: Row) -> int:
    """The row's checksum, for the seal."""
    if isinstance(row, LoggedEvent):
        return _insert(connection, "event", (number, row.seq, row.at, row.what, _json(row.value)))
    return _insert(connection, "segment", (number, *_cells(row)))


def put_running(connection: sqlite3.Connection, number: int, row: LoggedSegment | None) -> None:
    """``row`` as it would be written if the segment were stopped now. The seal says that it is there."""
    connection.execute("DELETE FROM running WHERE session = ?", (number,))
    if row is not None:
        _insert(connection, "running", (number, _json(_cells(row))))


def put_seal(
    connection: sqlite3.Connection, number: int, rows: int, digest: int, *, running: bool = False
) -> None:
    connection.execute("DELETE FROM seal WHERE session = ?", (number,))
    _insert(connection, "seal", (number, rows, digest, running))


def put_score(connection: sqlite3.Connection, number: int, timeline: bytes) -> None:
    """The only one that there is from now on."""
    connection.execute("DELETE FROM score")
    _insert(connection, "score", (number, timeline))


def sealed(digest: int, crc: int) -> int:
    """The digest with one more row."""
    return crc32(crc.to_bytes(4, "big"), digest)


def insert_record(connection: sqlite3.Connection, record: Record, rank: int) -> int:
    """Inserts a session and returns its number. Rows are numbered anew if some are missing."""
    number: int = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM session").fetchone()[0]
    id, (utc, offset), *rest = record.session
    _insert(connection, "session", (number, id, rank, utc, offset, *rest, len(record.exercises)))
    for totals in record.exercises:
        # With nothing done: that is added up as segments are inserted.
        crc = checksum("share", number, totals.block, totals.exercise, totals.planned)
        connection.execute(
            "INSERT INTO share (session, block, exercise, planned, done, active, crc) "
            "VALUES (?, ?, ?, ?, 0, 0, ?)",
            (number, totals.block, totals.exercise, totals.planned, crc),
        )
    digest = 0
    for row in record.rows:
        digest = sealed(digest, insert_row(connection, number, row))
    put_seal(connection, number, len(record.rows), digest)
    return number


def _insert(connection: sqlite3.Connection, table: str, values: Iterable[object]) -> int:
    cells = tuple(int(value) if isinstance(value, bool) else value for value in values)
    crc = checksum(table, *cells)
    connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * (len(cells) + 1))})", (*cells, crc))
    return crc


def _cells(row: LoggedSegment) -> tuple[int | None, ...]:
    return tuple(
        _WORDS[name].index(value) if isinstance(value, str) else value if value is None else int(value)
        for name, value in zip(row._fields, row, strict=True)
    )


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def fingerprint(connection: sqlite3.Connection) -> tuple[int, ...]:
    """Of all that is kept: sessions, how far each was written, and answers. Another history has another."""
    found: tuple[int, ...] = connection.execute(
        "SELECT (SELECT coalesce(sum(crc), 0) FROM session), "
        "(SELECT coalesce(sum(crc), 0) FROM seal), (SELECT coalesce(sum(crc), 0) FROM answer)"
    ).fetchone()
    return version_of(connection), *found


# --- reading ----------------------------------------------------------------------------------------


def read_sessions(connection: sqlite3.Connection) -> Iterator[tuple[int, int, Session]]:
    """Number, rank and session, in the order they were inserted."""
    return map(_session, connection.execute("SELECT * FROM session ORDER BY id").fetchall())


def numbers(connection: sqlite3.Connection, latest: int | None = None) -> list[int]:
    """The numbers of the sessions, the latest first. Checks that none is missing or has moved."""
    sessions, ranks, _ = _book(connection)
    found = connection.execute(
        "SELECT count(*), coalesce(sum(((id * 7919 + rank) % ?1 + ?1) % ?1), 0) % ?1 FROM session", (MARK,)
    ).fetchone()
    if found != (sessions, ranks):
        raise Damaged(f"{found[0]} sessions are there, and {sessions} were kept")
    rows = connection.execute(
        "SELECT id FROM session ORDER BY rank DESC, id DESC LIMIT ?", (-1 if latest is None else latest,)
    )
    return [number for (number,) in rows.fetchall()]


def look_at_days(connection: sqlite3.Connection) -> None:
    """Checks that the sum of every day is what was counted, and that none is missing."""
    _, _, days = _book(connection)
    found = connection.execute(
        # A damaged row can have NULL for anything, and what is compared with NULL is neither true nor false.
        "SELECT count(*), coalesce(sum(NOT coalesce("
        "mark = (day * 7919 + sessions * 104729 + done * 1299709 + active * 15485863) % ?, 0)), 0) FROM day",
        (MARK,),
    ).fetchone()
    if found != (days, 0):
        raise Damaged("the sum of a day is not what was counted")


def _book(connection: sqlite3.Connection) -> tuple[int, int, int]:
    found = connection.execute("SELECT sessions, ranks, days, mark FROM book").fetchall()
    if len(found) != 1:
        raise Damaged("the number of sessions is missing")
    sessions, ranks, days, mark = found[0]
    if (sessions * 104729 + ranks * 1299709 + days * 15485863 + 7919) % MARK != mark:
        raise Damaged("the number of sessions is not what was counted")
    return sessions, ranks, days


def read_session(connection: sqlite3.Connection, number: int) -> tuple[int, int, Session]:
    cells = connection.execute("SELECT * FROM session WHERE id = ?", (number,)).fetchone()
    if cells is None:
        raise Damaged(f"session {number} is missing")
    return _session(cells)


def _session(cells: tuple[Any, ...]) -> tuple[int, int, Session]:
    _require("session", cells)
    number, uuid, rank, utc, offset, *rest = cells[:-2]
    session = Session(uuid, Moment(utc, offset), *rest)
    session = session._replace(counted=bool(session.counted), whole=bool(session.whole))
    return number, rank, session


def read_totals(connection: sqlite3.Connection, number: int) -> tuple[ExerciseTotals, ...]:
    exercises = []
    rows = connection.execute("SELECT * FROM share WHERE session = ? ORDER BY block", (number,)).fetchall()
    for session, block, exercise, planned, done, active, crc, mark in rows:
        if checksum("share", session, block, exercise, planned) != crc:
            raise Damaged(f"an exercise of session {number} is not what was written")
        if (session * 7919 + block * 104729 + done * 1299709 + active * 15485863) % MARK != mark:
            raise Damaged(f"the sum of an exercise of session {number} is not what was counted")
        exercises.append(ExerciseTotals(block, exercise, planned, done, active))
    expected = connection.execute("SELECT shares FROM session WHERE id = ?", (number,)).fetchone()
    if expected != (len(exercises),):
        raise Damaged(f"an exercise of session {number} is missing")
    return tuple(exercises)


def read_rows(connection: sqlite3.Connection, number: int) -> tuple[Row, ...]:
    """All rows of a session, checked against its seal."""
    found = [_checked(table, cells) for table in _ROWS for cells in _cells_of(connection, table, number)]
    found.sort(key=lambda pair: pair[0].seq)
    digest = 0
    for place, (row, crc) in enumerate(found, start=1):
        if row.seq != place:
            raise Damaged(f"a row of session {number} is missing")
        digest = sealed(digest, crc)
    rows, sealed_with, _ = read_seal(connection, number)
    if (rows, sealed_with) != (len(found), digest):
        raise Damaged(f"session {number} has {len(found)} rows, and {rows} were written")
    return tuple(row for row, _ in found)


def read_seal(connection: sqlite3.Connection, number: int) -> tuple[int, int, bool]:
    """How many rows a session has, their digest, and whether one more is in the making."""
    cells = connection.execute("SELECT * FROM seal WHERE session = ?", (number,)).fetchone()
    if cells is None:
        raise Damaged(f"session {number} has no seal")
    _require("seal", cells)
    return cells[1], cells[2], bool(cells[3])


def read_happened(connection: sqlite3.Connection, number: int) -> tuple[LoggedEvent, ...]:
    """The events of a session without its segments, for lists, where segments are only counted."""
    found = [_checked("event", cells)[0] for cells in _cells_of(connection, "event", number)]
    segments = connection.execute("SELECT count(*) FROM segment WHERE session = ?", (number,)).fetchone()[0]
    if read_seal(connection, number)[0] != len(found) + segments:
        raise Damaged(f"a row of session {number} is missing")
    return tuple(row for row in found if isinstance(row, LoggedEvent))


def read_running(connection: sqlite3.Connection, number: int) -> LoggedSegment | None:
    cells = connection.execute("SELECT * FROM running WHERE session = ?", (number,)).fetchone()
    if read_seal(connection, number)[2] != (cells is not None):
        raise Damaged(f"what was being played in session {number} is missing")
    if cells is None:
        return None
    _require("running", cells)
    return _finished(tuple(json.loads(cells[1])))


def with_running(connection: sqlite3.Connection, number: int, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """``rows`` of a session, and what it was interrupted in as stopped."""
    running = read_running(connection, number)
    return rows if running is None else (*rows, running._replace(seq=len(rows) + 1))


def read_score(connection: sqlite3.Connection) -> tuple[int, bytes] | None:
    """The session that can be resumed, and its timeline; ``None``: there is none."""
    found = connection.execute("SELECT * FROM score").fetchall()
    if not found:
        return None
    if len(found) > 1:
        raise Damaged("two sessions have a timeline")
    _require("score", found[0])
    number, timeline, _ = found[0]
    return number, timeline


def read_record(connection: sqlite3.Connection, number: int) -> Record:
    """All of a session, with every checksum and sum checked."""
    _, _, session = read_session(connection, number)
    rows = read_rows(connection, number)
    exercises = read_totals(connection, number)
    if exercises != totals_of(exercises, rows):
        raise Damaged(f"the sums of session {number} are not what its rows add up to")
    return Record(session, exercises, rows)


def salvaged_rows(connection: sqlite3.Connection, number: int) -> Iterator[Row]:
    """The rows of a session that can be read and are as they were written."""
    for table in _ROWS:
        with until_damage():
            for cells in _cells_of(connection, table, number):
                with until_damage():
                    yield _checked(table, cells)[0]


def _cells_of(connection: sqlite3.Connection, table: str, number: int) -> sqlite3.Cursor:
    return connection.execute(f"SELECT * FROM {table} WHERE session = ? ORDER BY seq", (number,))


def _checked(table: str, cells: tuple[Any, ...]) -> tuple[Row, int]:
    _require(table, cells)
    if table == "event":
        _, seq, at, what, value, crc = cells
        return LoggedEvent(seq, at, what, _value(value)), crc
    return _finished(cells[1:-1]), cells[-1]


def _value(text: str) -> dict[str, Value]:
    value = json.loads(text)
    if not (isinstance(value, dict) and all(isinstance(one, str | int | None) for one in value.values())):
        raise Damaged("what happened in a session is not as lrx writes it")
    return value


def _require(table: str, cells: tuple[Any, ...]) -> None:
    if checksum(table, *cells[:-1]) != cells[-1]:
        raise Damaged(f"a row of {table} is not what was written")


def _finished(cells: Iterable[Any]) -> LoggedSegment:
    row = LoggedSegment(*cells)
    words: dict[str, Any] = {
        name: words[number] for name, words in _WORDS.items() if (number := getattr(row, name)) is not None
    }
    return row._replace(credit=bool(row.credit), **words)


# --- answers about health ----------------------------------------------------------------------------


def add_answers(connection: sqlite3.Connection, answers: Iterable[Answer]) -> None:
    """Inserts them. Runs inside a transaction."""
    last: int = connection.execute("SELECT coalesce(max(id), 0) FROM answer").fetchone()[0]
    for number, answer in enumerate(answers, start=last + 1):
        value = json.dumps(answer.kept, sort_keys=True, separators=(",", ":"))
        _insert(connection, "answer", (number, answer.session, *answer.given, answer.what, value))


def put_answers(connection: sqlite3.Connection, answers: Iterable[Answer]) -> None:
    """These are all that there are from now on. Runs inside a transaction."""
    connection.execute("DELETE FROM answer")
    add_answers(connection, answers)


def read_answers(connection: sqlite3.Connection) -> list[Answer]:
    """All of them, in the order they were given. Raises :class:`Damaged`."""
    if version_of(connection) < ANSWERS:
        return []
    found = []
    for place, cells in enumerate(connection.execute("SELECT * FROM answer ORDER BY id"), start=1):
        answer = _answer(cells)
        if answer is None or cells[0] != place:
            raise Damaged("an answer about your health is missing, or is not what was written")
        found.append(answer)
    return found


def forget_answers(connection: sqlite3.Connection, sessions: Collection[str] | None) -> None:
    """Deletes those that belong to these sessions, or all (``None``). Runs inside a transaction."""
    here = read_answers(connection) if sessions is not None else []
    put_answers(connection, [answer for answer in here if answer.session not in (sessions or ())])


def salvaged_answers(path: str) -> list[Answer]:
    """The answers of a damaged history that can be read and are as they were written."""
    found = []
    with until_damage(), closing(connect_reading(path)) as connection:
        for cells in connection.execute("SELECT * FROM answer ORDER BY id"):
            found.append(_answer(cells))
    return [answer for answer in found if answer is not None]


def _answer(cells: tuple[Any, ...]) -> Answer | None:
    """``None``: not what was written."""
    if len(cells) != 7 or checksum("answer", *cells[:-1]) != cells[-1] or cells[4] not in WHATS:
        return None
    _, session, utc, offset, what, text, _ = cells
    value = json.loads(text)
    if not isinstance(value, dict):
        return None
    return Answer(session, Moment(utc, offset), from_kept(cast("What", what), value))
