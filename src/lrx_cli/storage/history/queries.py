"""Reading the history: lists, one session in detail, sums, and what could be resumed. Writes nothing."""

import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from lrx_cli.core.records.progress import WEEK, Day, Past, Played, Practice, Totals, times_played
from lrx_cli.core.records.session_record import LoggedEvent, Record, totals_of
from lrx_cli.errors import CANNOT_WRITE, LrxError
from lrx_cli.storage.history import files, schema, tables
from lrx_cli.storage.history.backups import NOT_OURS, copies

if TYPE_CHECKING:  # a list of sessions needs no player
    from lrx_cli.core.records.player_rows import ResumePoint
from lrx_cli.storage.history.store import cannot, damaged, gone, newer

_DAY = "(started + utc_offset * 60000) / 86400000"
"""The local day on which a session began, since 1970-01-01."""


@contextmanager
def reading(path: str) -> Iterator[sqlite3.Connection]:
    """A connection that writes nothing; where there never was a history, to an empty one. Whatever is wrong
    with it, also if that is found while it is open, becomes an :class:`LrxError` that says what to do."""
    try:
        with files.finding_damage():
            connection = files.connect_reading(path)
    except FileNotFoundError as error:
        if os.path.islink(path):
            raise _unreadable(path, error) from None
        if any(copies(path)):
            raise gone(path) from None
        connection = schema.empty()
    except (OSError, files.Damaged, sqlite3.Error) as error:
        raise _unreadable(path, error) from error
    try:
        with files.finding_damage(), closing(connection):
            if not schema.is_ours(connection):
                raise files.Damaged(NOT_OURS)
            if schema.is_newer(connection):
                raise newer(path, connection)
            yield connection
    except (files.Damaged, sqlite3.Error) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: str, error: Exception) -> LrxError:
    if isinstance(error, files.Damaged):
        return damaged(path, error)
    return cannot(path, "be read", error, CANNOT_WRITE)


def summary(connection: sqlite3.Connection, number: int) -> Record:
    """A session without its segments, for lists: their sums are kept."""
    _, _, session = tables.read_session(connection, number)
    exercises = tables.read_totals(connection, number)
    happened = tables.read_happened(connection, number)
    if running := tables.read_running(connection, number):
        exercises = tuple(
            one._replace(active=one.active + running.active) if one.block == running.block else one
            for one in exercises
        )
    return Record(session, exercises, happened)


def detail(connection: sqlite3.Connection, number: int) -> Record:
    """All of a session. A segment that is being played, or was at a kill, is in it as stopped."""
    record = tables.read_record(connection, number)
    rows = tables.with_running(connection, number, record.rows)
    return Record(record.session, totals_of(record.exercises, rows), rows)


def records(connection: sqlite3.Connection) -> Iterator[Record]:
    """All sessions, the earliest first."""
    for number in reversed(tables.numbers(connection)):
        yield detail(connection, number)


def days(connection: sqlite3.Connection, since: int | None = None) -> list[Day]:
    """Every day on which something was played, the earliest first; only from the day ``since`` on."""
    tables.look_at_days(connection)
    first = -(2**62) if since is None else since
    rows = connection.execute(
        "SELECT day, sessions, active FROM day WHERE day >= ? AND sessions > 0 ORDER BY day", (first,)
    )
    return [Day(*row) for row in rows.fetchall()]


def totals(connection: sqlite3.Connection, today: int) -> Totals:
    """Takes time in proportion to the number of days."""
    # SQLite adds up all of them: reading thousands of days would be most of what a list takes.
    week = [day for day in days(connection, today - WEEK + 1) if day.day <= today]
    sessions, count, active = connection.execute(
        "SELECT coalesce(sum(sessions), 0), count(*), coalesce(sum(active), 0) FROM day WHERE sessions > 0"
    ).fetchone()
    return Totals(sessions, count, active, sum(day.sessions for day in week), sum(day.active for day in week))


def practice(connection: sqlite3.Connection) -> dict[str, Practice]:
    """By exercise: how often it was played to its end, and when last. For ``--teach auto``.

    Counts the last 300 sessions: what was last heard before them has to be explained again anyway.
    """
    rows = connection.execute(
        f"""SELECT exercise, count(*), max({_DAY})
           FROM (SELECT id, started, utc_offset FROM session WHERE counted ORDER BY rank DESC LIMIT 300)
           CROSS JOIN share ON share.session = id
           WHERE done > 0 AND done >= planned GROUP BY exercise"""
    ).fetchall()
    return {exercise: Practice(times, last_day) for exercise, times, last_day in rows}


def last_counted(connection: sqlite3.Connection) -> Record | None:
    tables.numbers(connection, latest=1)
    found = connection.execute("SELECT id FROM session WHERE counted ORDER BY rank DESC LIMIT 1").fetchone()
    return None if found is None else summary(connection, found[0])


def past(connection: sqlite3.Connection, today: int) -> Past:
    return Past(
        tables.read_answers(connection), last_counted(connection), times_played(practice(connection), today)
    )


def practiced(connection: sqlite3.Connection, since: int) -> list[Played]:
    """Of the counted sessions that began on the day ``since`` or later."""
    sessions = connection.execute(
        f"SELECT id FROM session WHERE counted AND {_DAY} >= ? ORDER BY rank", (since,)
    ).fetchall()
    found: dict[str, Played] = {}
    for (number,) in sessions:
        tables.read_session(connection, number)
        happened = tables.read_happened(connection, number)
        eased = _eased(connection, number) | {
            str(row.value.get("exercise"))
            for row in happened
            if row.what == "changed" and row.value.get("what") in ("ease", "easier")
        }
        skipped = _skipped(happened)
        hurt = {str(row.value.get("value")) for row in happened if row.value.get("what") == "hurt"}
        for totals in tables.read_totals(connection, number):
            name = totals.exercise
            if totals.done or name in skipped | hurt:
                before = found.get(name, Played(name, 0, 0, 0, 0))
                found[name] = Played(
                    name,
                    before.sessions + (totals.done > 0),
                    before.eased + (name in eased),
                    before.skipped + (name in skipped),
                    before.hurt + (name in hurt),
                )
    return list(found.values())


def _eased(connection: sqlite3.Connection, number: int) -> set[str]:
    rows = connection.execute(
        "SELECT DISTINCT exercise FROM segment JOIN share USING (session, block) "
        "WHERE session = ? AND outcome = ?",
        (number, tables.OUTCOMES.index("eased")),
    )
    return {exercise for (exercise,) in rows}


def _skipped(happened: tuple[LoggedEvent, ...]) -> set[str]:
    """Those that were left out by a key and not taken back."""
    found: set[str] = set()
    for row in happened:
        exercise = str(row.value.get("exercise"))
        match row.what, row.value.get("what"), row.value.get("value"):
            case "changed", "dropped", "skipped":
                found.add(exercise)
            case "changed", "restored", _:
                found.discard(exercise)
    return found


class Resumable(NamedTuple):
    """A session that was left before its end."""

    number: int
    record: Record
    point: "ResumePoint"

    @property
    def day(self) -> int:
        """When it was played last."""
        return self.record.finished[-1].day


def resumable(connection: sqlite3.Connection) -> Resumable | None:
    """The latest session, if something of it was done and something is left to go on with."""
    score = tables.read_score(connection)
    if score is None:
        return None
    number, packed = score
    record = detail(connection, number)
    if not record.done:
        return None
    try:
        from lrx_cli.storage.history.recorder import unpack  # with the shapes of the catalog

        timeline = unpack(packed)
    except (KeyError, TypeError, ValueError, zlib.error):
        return None  # laid out by another version, in a way that this one cannot read
    from lrx_cli.core.records.player_rows import find_resume_point  # imports the player

    where = None if timeline is None else find_resume_point(timeline, record.rows)
    return None if where is None else Resumable(number, record, where)


def all_ids(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """The number and the id of every session."""
    return [(number, session.id) for number, _, session in tables.read_sessions(connection)]


def ids(connection: sqlite3.Connection) -> Iterator[str]:
    """``session:row`` for everything that is stored: what ``ACK`` promised."""
    for number, _, session in tables.read_sessions(connection):
        for row in tables.read_rows(connection, number):
            yield f"{session.id}:{row.seq}"
