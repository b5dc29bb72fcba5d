"""Copies of the history beside it, and what is done about damage.

There are three copies from the ends of the last sessions, one from before each migration, and those that are
kept: they have something that the history does not have. A copy is made under another name, checked, and only
then takes its place. A damaged file is never treated as an empty one: it keeps its content under a name with
the date, and is never written to again.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from itertools import pairwise

from lrx_cli.core.records.session_record import ExerciseTotals, Record, Row, totals_of
from lrx_cli.storage.history import files, schema, tables
from lrx_cli.storage.history.merge import Missing, missing

KEPT = 3
_COPIES = ("backup-", "version-", "damaged-", "recovered")


def rolling(path: str) -> list[str]:
    """The newest first; not all of them need to be there."""
    return [f"{path}.backup-{number}" for number in range(1, KEPT + 1)]


def kept(path: str) -> list[str]:
    """Those with something that the history does not have: never rolled over, and removed only once all of it
    is in the history."""
    names = [name for name in copies(path) if name.startswith(f"{path}.backup-kept")]
    return [name for name in names if os.path.isfile(name) and not name.endswith(files.BESIDE)]


def new_kept(path: str) -> str:
    """A name for one more of them."""
    return _free(f"{path}.backup-kept")


def _free(name: str) -> str:
    """``name``, with a number where there is such a file already."""
    found, number = name, 1
    while os.path.lexists(found):
        number += 1
        found = f"{name}-{number}"
    return found


def keep(path: str, backup: str) -> str:
    """Keeps it. Returns its new path."""
    name = new_kept(path)
    os.rename(backup, name)
    files.sync(os.path.dirname(path))
    return name


def copies(path: str) -> Iterator[str]:
    """Every copy of the history beside it, including damaged files that were set aside and what was saved
    from them."""
    folder, name = os.path.split(path)
    with suppress(FileNotFoundError):
        for found in sorted(os.listdir(folder)):
            if found.startswith(tuple(f"{name}.{what}" for what in _COPIES)):
                yield os.path.join(folder, found)


def sources(path: str) -> list[str]:
    """Every copy from which something can be brought back, the newest first."""
    versions = [name for name in copies(path) if name.startswith(f"{path}.version-")]
    names = [*kept(path), *rolling(path), *reversed(versions)]
    return [name for name in names if os.path.isfile(name)]


def roll(connection: sqlite3.Connection, path: str) -> None:
    """Makes a new backup and drops the oldest. What only a backup has is kept when the history is opened."""
    _copy(connection, path, rolling(path))


def keep_version(connection: sqlite3.Connection, path: str, version: int) -> None:
    """Copies the history before it is migrated from ``version``."""
    _copy(connection, path, [f"{path}.version-{version}"])


def is_good(name: str) -> bool:
    """Whether nothing in it is damaged."""
    with suppress(OSError, sqlite3.Error, files.Damaged), closing(files.connect_reading(name)) as connection:
        return not problems_in(connection)
    return False


def newest_good(path: str) -> str | None:
    """The newest backup in which nothing is damaged; ``None``: there is none."""
    return next(filter(is_good, sources(path)), None)


def offer(connection: sqlite3.Connection | None, path: str) -> Missing:
    """What the backups have that the history does not have, and can be brought back. ``connection``: the
    history; ``None``: it is gone. Writes nothing, and passes over what is damaged."""
    found = Missing(gone=connection is None)
    for name in sources(path):
        with suppress(OSError, *files.ERRORS), closing(files.connect_reading(name)) as backup:
            if connection is None:
                more = Missing(frozenset(session.id for _, _, session in tables.read_sessions(backup)))
            else:
                more = missing(connection, backup)
            if (more.sessions or more.answers) and not problems_in(backup):
                found = Missing(
                    found.sessions | more.sessions, answers=found.answers or more.answers, gone=found.gone
                )
    return found


def keep_what_has_more(connection: sqlite3.Connection, path: str) -> list[str]:
    """Keeps every rolling backup that has something which the history does not have, or that cannot be read.
    Returns sentences about those that cannot be read."""
    notices = []
    for name in filter(os.path.isfile, rolling(path)):
        with suppress(OSError):  # nor can it be rolled over then
            try:
                more = _has_more(connection, name)
            except (OSError, *files.ERRORS):
                kept = os.path.basename(keep(path, name))
                notices.append(f"A backup cannot be read by this lrx; it is kept as {kept}.")
            else:
                if more:
                    keep(path, name)
    return notices


def _has_more(connection: sqlite3.Connection, name: str) -> bool:
    try:
        with files.finding_damage(), closing(files.connect_reading(name)) as backup:
            if schema.is_newer(backup):
                raise sqlite3.NotSupportedError
            return any(missing(connection, backup))
    except files.Damaged:
        here = {session.id for _, _, session in tables.read_sessions(connection)}
        return any(record.session.id not in here for record in salvage(name))


def restored(connection: sqlite3.Connection, path: str) -> None:
    """Removes the kept backups of which everything is in the history again."""
    for name in kept(path):
        with suppress(OSError, *files.ERRORS):
            if not _has_more(connection, name):
                for ending in ("", *files.BESIDE):
                    with suppress(FileNotFoundError):
                        os.remove(f"{name}{ending}")
    files.sync(os.path.dirname(path))


def erase_copies(path: str) -> None:
    """Overwrites every copy, then removes it: on most disks the old blocks are then gone, too."""
    for name in copies(path):
        with suppress(FileNotFoundError):
            with open(name, "r+b") as file:
                file.write(b"\0" * os.path.getsize(name))
                file.flush()
                os.fsync(file.fileno())
            os.remove(name)
    files.sync(os.path.dirname(path))


def _copy(connection: sqlite3.Connection, path: str, names: Sequence[str]) -> None:
    """Copies the history to the first of ``names``; what had that gets the next, and the last is gone."""
    fresh = f"{path}.backup-new"
    with suppress(FileNotFoundError):
        os.remove(fresh)
    files.make_private(fresh)
    with closing(sqlite3.connect(fresh, isolation_level=None)) as copy:
        # The copy is synced whole, below; it needs no journal on its way.
        copy.execute("PRAGMA journal_mode = OFF").fetchall()
        copy.execute("PRAGMA synchronous = OFF")
        connection.backup(copy)
        if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("the copy is damaged")
    files.sync(fresh)
    for newer, older in reversed(list(pairwise([fresh, *names]))):
        with suppress(FileNotFoundError):
            os.replace(newer, older)
    files.sync(os.path.dirname(path))


# --- damage ------------------------------------------------------------------------------------------


NOT_OURS = "it is empty, or not a history of lrx"
RECENT = 10
"""How many sessions are checked in full before each session; ``lrx doctor`` checks all."""


def check(connection: sqlite3.Connection, *, recent: int | None = RECENT) -> None:
    """Raises at the first damage. ``recent``: how many sessions are checked in full; ``None``: all."""
    if not schema.is_ours(connection):
        raise files.Damaged(NOT_OURS)
    # A backup may be older than the last migration, and as good as any.
    if not 0 < schema.version_of(connection) <= schema.newest() or not schema.as_made(connection):
        raise files.Damaged("its tables are not as lrx makes them")
    if recent is None:
        said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if said != "ok":
            raise files.Damaged(str(said))
    found = tables.numbers(connection)
    tables.look_at_days(connection)
    tables.read_answers(connection)
    for number in found[:recent]:
        tables.read_record(connection, number)
        tables.read_running(connection, number)
    score = tables.read_score(connection)
    if score:
        tables.read_record(connection, score[0])
    if recent is None:
        _check_for_strays(connection)
        _check_sums_of_days(connection)


def problems_in(connection: sqlite3.Connection) -> list[str]:
    """What a full check finds; empty if everything is as it was written."""
    try:
        with files.finding_damage():
            check(connection, recent=None)
    except files.Damaged as error:
        return [str(error)]
    return []


def _check_for_strays(connection: sqlite3.Connection) -> None:
    for table in ("share", "segment", "event", "running", "seal", "score"):
        stray = connection.execute(
            f"SELECT count(*) FROM {table} WHERE session NOT IN (SELECT id FROM session)"
        ).fetchone()[0]
        if stray:
            raise files.Damaged(f"{stray} rows of {table} belong to no session")


def _check_sums_of_days(connection: sqlite3.Connection) -> None:
    kept = connection.execute("SELECT day, done, active FROM day ORDER BY day").fetchall()
    summed = connection.execute(
        "SELECT day, sum(credit), sum(segment.active) FROM segment JOIN session ON session.id = session "
        "WHERE counted GROUP BY day ORDER BY day"
    ).fetchall()
    if kept != summed:
        raise files.Damaged("the sums of days are not what their sessions add up to")


def set_aside(path: str, stamp: str) -> str:
    """Renames the history and its journal. ``stamp``: the date, for the new name, which is returned."""
    aside = _free(f"{path}.damaged-{stamp}")
    for ending in files.BESIDE:
        with suppress(FileNotFoundError):
            os.rename(f"{path}{ending}", f"{aside}{ending}")
    os.rename(path, aside)
    files.sync(os.path.dirname(path))
    return aside


def salvage(path: str) -> list[Record]:
    """The sessions that can still be read, as they were played; ``whole`` says which are complete."""
    found = []
    with files.until_damage(), closing(files.connect_reading(path)) as connection:
        for number in _numbers(connection):
            with files.until_damage():
                _, rank, session = tables.read_session(connection, number)
                rows, all_rows = _rows_left(connection, number)
                exercises, all_exercises = _totals_left(connection, number)
                session = session._replace(whole=session.whole and all_rows and all_exercises)
                found.append((rank, number, Record(session, totals_of(exercises, rows), rows)))
    return [record for _, _, record in sorted(found, key=lambda one: one[:2])]


def _numbers(connection: sqlite3.Connection) -> list[int]:
    """From every table that names sessions: one of them may be unreadable."""
    found: set[int] = set()
    for table, column in (("session", "id"), ("seal", "session"), ("segment", "session")):
        with files.until_damage():
            for (number,) in connection.execute(f"SELECT {column} FROM {table}"):
                if isinstance(number, int):
                    found.add(number)
    return sorted(found)


def _rows_left(connection: sqlite3.Connection, number: int) -> tuple[tuple[Row, ...], bool]:
    """The rows that can be read, and whether they are all."""
    with files.until_damage():
        return tables.read_rows(connection, number), True
    found = {row.seq: row for row in tables.salvaged_rows(connection, number)}
    return tuple(found[seq]._replace(seq=place) for place, seq in enumerate(sorted(found), start=1)), False


def _totals_left(connection: sqlite3.Connection, number: int) -> tuple[list[ExerciseTotals], bool]:
    """The exercises that can be read, and whether they are all. Sums can be computed again, but not what was
    prescribed: a row without a good checksum is lost."""
    with files.until_damage():
        return list(tables.read_totals(connection, number)), True
    found = []
    with files.until_damage():
        for session, block, exercise, planned, _, _, crc, _ in connection.execute(
            "SELECT * FROM share WHERE session = ?", (number,)
        ):
            if tables.checksum("share", session, block, exercise, planned) == crc:
                found.append(ExerciseTotals(block, exercise, planned))
    had = connection.execute("SELECT shares FROM session WHERE id = ?", (number,)).fetchone()
    return found, had == (len(found),)
