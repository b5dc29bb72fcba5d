"""Opening the history for writing: the lock, the private file, its version, and a check that it is whole."""

from __future__ import annotations

import os
import shlex
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress

from lrx_cli.core.dates import Moment
from lrx_cli.core.health.answers import Answer
from lrx_cli.core.records.session_record import Record
from lrx_cli.errors import CANNOT_CREATE, CANNOT_WRITE, INVALID_FILE, NO_FILE, LrxError
from lrx_cli.storage.history import backups, files, schema, tables
from lrx_cli.storage.history.backups import RECENT, check, salvage, set_aside
from lrx_cli.storage.history.merge import merge, remove
from lrx_cli.text import clean, count

_DANGLING = "it is a link to a file that is not there"
REPAIR = "lrx history --restore sets it aside, saves what can be read, and adds what backups have."
SESSION_BUSY_MS = 250
"""A session does not wait longer for a reader: it tries again later, and the person goes on moving."""


class Store:
    """The history, opened for writing; no other process writes until it is closed."""

    def __init__(
        self, path: str, lock: files.Lock, connection: sqlite3.Connection, notices: list[str]
    ) -> None:
        self.path = path
        self.connection = connection
        self.notices = notices
        """Sentences for the person: what was damaged, and what was done about it."""
        self.is_beside = False
        """Whether this is not the history any more, but a file beside it."""
        self._history = path
        self._lock = lock
        self._adopt()

    def _adopt(self) -> None:
        """What the file is now is what this process made of it."""
        self._file: tuple[int, int] | None = files.file_at(self.path)
        """Which file the connection is to; ``None``: after an error its state is unknown."""
        self._states = {tables.fingerprint(self.connection)}
        """What may be in it. More than one: after an error nobody knows whether a commit came through."""

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Writes all or nothing, and only into the very history that was opened, as this process left it.

        Raises :class:`Replaced` where it is gone or another one has its name, and what SQLite raises.
        """
        try:
            if not self._has_its_name():
                self._reconnect()
            # The pages that it remembers may be those of a file that was written over.
            self.connection.execute("PRAGMA shrink_memory").fetchall()
            with files.transaction(self.connection):
                if tables.fingerprint(self.connection) not in self._states:
                    raise files.Replaced("Another file has taken the place of the history")
                yield self.connection
                after = tables.fingerprint(self.connection)
                self._states.add(after)
            if not self._has_its_name():
                raise files.Replaced("Another file has taken the place of the history")
        except BaseException:
            self._file = None
            raise
        self._states = {after}

    def go_beside(self) -> str:
        """From here on writes into a new file beside the history, which is not what it was. Returns its name;
        it is a backup with more in it than the history has."""
        made = backups.new_kept(self._history)
        _write_new((), (), made)
        self.path = made
        self.reconnect()
        self.is_beside = True
        self._adopt()
        return os.path.basename(made)

    def reconnect(self) -> None:
        self.connection.close()
        self.connection = files.connect(self.path, busy_ms=SESSION_BUSY_MS)

    def _reconnect(self) -> None:
        try:
            found = files.file_at(self.path)
        except FileNotFoundError:
            raise files.Replaced("The history is gone") from None
        if not os.path.isfile(self.path):
            raise files.Replaced("Another file has taken the place of the history")
        self.reconnect()
        self._file = found

    def _has_its_name(self) -> bool:
        try:
            return files.file_at(self.path) == self._file
        except OSError:
            return False

    def close(self) -> None:
        with suppress(sqlite3.Error):
            if self.is_beside:  # a backup has no journal
                self.connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        with suppress(sqlite3.Error):
            self.connection.close()
        self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_history(path: str, now: Moment, *, busy_ms: int = 5_000, thorough: bool = False) -> Store:
    """``thorough``: every session is checked, not only the recent ones.

    Raises :class:`LrxError`: 75 while another process writes, 73 or 74 if it cannot be stored here.
    """
    folder = os.path.dirname(path)
    try:
        files.make_folder(folder)
        lock = files.Lock(f"{path}.lock", f"since {now.clock}")
    except OSError as error:
        if os.path.lexists(path):
            raise cannot(path, "be written", error, CANNOT_WRITE) from error
        raise cannot(path, "be created", error, CANNOT_CREATE) from error
    try:
        notices: list[str] = []
        _create_if_missing(path, notices)
        try:
            connection = _open_checked(path, busy_ms, None if thorough else RECENT)
        except files.Damaged as error:
            connection = _start_over(path, now, error, notices, busy_ms)
        notices += backups.keep_what_has_more(connection, path)
        notices += backups.offer(connection, path).sentences
        return Store(path, lock, connection, notices)
    except (sqlite3.Error, OSError) as error:
        lock.release()
        raise cannot(path, "be opened", error, CANNOT_WRITE) from error
    except BaseException:
        lock.release()
        raise


def damaged(path: str, error: files.Damaged) -> LrxError:
    good = backups.newest_good(path)
    kept = f"The newest good backup is {clean(good)}." if good else "There is no good backup."
    return LrxError(
        f"The history {clean(path)} is damaged: {clean(str(error), 200)}.",
        problems=[kept, "Nothing was changed, and nothing is thrown away."],
        hint=REPAIR,
        exit_code=INVALID_FILE,
    )


def gone(path: str) -> LrxError:
    return LrxError(
        f"The history {clean(path)} is gone.",
        problems=backups.offer(None, path).sentences or ["What lrx keeps beside it is still there."],
        hint="Put it back, if you know where it is. The next lrx session begins a new one.",
        exit_code=NO_FILE,
    )


def newer(path: str, connection: sqlite3.Connection) -> LrxError:
    return LrxError(
        f"The history {clean(path)} was made by a newer lrx "
        f"(version {schema.version_of(connection)} of the file; "
        f"this lrx knows {schema.newest()}).",
        hint="Use that lrx, or a newer one. Nothing was changed.",
        exit_code=CANNOT_WRITE,
    )


def cannot(path: str, what: str, error: Exception, exit_code: int) -> LrxError:
    if isinstance(error, FileNotFoundError) and os.path.islink(path):
        error = OSError(0, _DANGLING)
    message = f"The history {clean(path)} cannot {what}: {reason(error)}."
    return LrxError(message, hint=_advice(path), exit_code=exit_code)


def _advice(path: str) -> str | None:
    """What to do about what stands in the place of the history; ``None``: it may be any file."""
    if os.path.islink(path) and not os.path.exists(path):
        return f"Put {clean(os.readlink(path))} back, or remove the link: lrx begins a new history then."
    if os.path.exists(path) and not os.path.isfile(path):
        return "Move it away: lrx begins a new history then."
    if os.path.isfile(path) and not os.access(path, os.R_OK | os.W_OK):
        return f"It has to be yours to read and write: chmod u+rw {clean(shlex.quote(path))}"
    return None


def reason(error: Exception) -> str:
    """In few words, without a file's name."""
    if isinstance(error, OSError) and error.strerror:
        return clean(error.strerror.lower(), 100)
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return "another program is using it"
    if code == sqlite3.SQLITE_FULL:
        return "the disk is full"
    if code == sqlite3.SQLITE_READONLY:
        return "it is read-only"
    return clean(str(error), 100)


# --- inside -----------------------------------------------------------------------------------------


def _create_if_missing(path: str, notices: list[str]) -> None:
    """Creates a history if there is none, with a notice if there are backups of one.

    A new history is complete before it has its name, so one that is empty is never new, but damaged.
    """
    if os.path.lexists(path):
        return
    for ending in files.BESIDE:  # of what is gone
        with suppress(FileNotFoundError):
            os.remove(f"{path}{ending}")
    if os.path.isfile(_recovered(path)) and backups.is_good(_recovered(path)):
        _take_place(_recovered(path), path)  # killed in the middle of starting over
        return
    if any(backups.copies(path)):
        notices.append("The history is gone; this is a new one.")
    fresh = f"{path}.new"
    _write_new((), (), fresh)
    _take_place(fresh, path)


def _take_place(made: str, path: str) -> None:
    os.rename(made, path)
    files.sync(os.path.dirname(path))


def _open_checked(path: str, busy_ms: int, recent: int | None) -> sqlite3.Connection:
    """To SQLite a failed read looks like damage, so it is tried a second time."""
    with suppress(files.Damaged):
        return _checked(path, busy_ms, recent)
    return _checked(path, busy_ms, recent)


def _checked(path: str, busy_ms: int, recent: int | None) -> sqlite3.Connection:
    with files.finding_damage(), ExitStack() as opened:
        connection = opened.enter_context(closing(files.connect(path, busy_ms=busy_ms)))
        version = schema.version_of(connection)
        if schema.is_newer(connection):
            raise newer(path, connection)
        if schema.is_ours(connection) and 0 < version < schema.newest():
            backups.keep_version(connection, path, version)
            schema.migrate(connection)
        check(connection, recent=recent)
        opened.pop_all()
    return connection


def _start_over(
    path: str, now: Moment, error: files.Damaged, notices: list[str], busy_ms: int
) -> sqlite3.Connection:
    """A new history with all that can be read of the damaged one, which is kept under another name.

    The new one is complete before it takes that place, so a kill in between loses nothing.
    """
    records = salvage(path)
    _write_new(records, tables.salvaged_answers(path), _recovered(path))
    aside = set_aside(path, now.stamp)
    _take_place(_recovered(path), path)
    parts = sum(not record.session.whole for record in records)
    notices.append(
        f"The history was damaged ({clean(str(error), 100)}). "
        f"It is kept as {clean(os.path.basename(aside))}; {count(len(records), 'session')} could be read and "
        f"{'is' if len(records) == 1 else 'are'} here" + (f", {parts} only in part." if parts else ".")
    )
    return files.connect(path, busy_ms=busy_ms)


def _recovered(path: str) -> str:
    return f"{path}.recovered"


def _write_new(records: Sequence[Record], answers: Sequence[Answer], path: str) -> None:
    for name in (path, f"{path}-journal"):
        with suppress(FileNotFoundError):
            os.remove(name)
    files.make_private(path)
    with closing(files.connect(path)) as connection:
        # Nothing in it counts before all of it is there, so it is synced once, at the end.
        connection.execute("PRAGMA synchronous = OFF")
        schema.migrate(connection)
        with files.transaction(connection):
            merge(connection, [*records, *answers], ours=True)
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    files.sync(path)


# --- deleting -------------------------------------------------------------------------------------
#
# SQLite overwrites what is deleted (``secure_delete``), ``VACUUM`` writes the file anew, and backups and
# damaged files that were set aside go: they hold what was to be deleted. What this cannot reach is said in
# docs/history.md: snapshots of the file system, other people's backups, spare cells of an SSD.


def delete_sessions(store: Store, ids: set[str] | None) -> int:
    """Deletes these sessions and the answers that belong to them, or everything (``None``). Returns how many.

    The copies go first and the rows after them, so after a kill in between everything is still listed and can
    be deleted again. The other way round, a copy would be left of sessions that are no longer listed.
    """
    with store.transaction() as connection:
        sessions = tables.read_sessions(connection)
        numbers = [number for number, _, session in sessions if ids is None or session.id in ids]
        for number in numbers:
            remove(connection, number)
        tables.forget_answers(connection, ids)
        backups.erase_copies(store.path)
    connection.execute("VACUUM")
    if ids is not None:
        backups.roll(connection, store.path)
    return len(numbers)
