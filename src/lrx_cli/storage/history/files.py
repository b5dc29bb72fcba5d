"""The files of the history: private ones, connections to them that keep their promises, and the lock."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

from lrx_cli.errors import BUSY, LrxError
from lrx_cli.storage.user_files import make_folders

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PRAGMAS = (
    # Not from the file: a function named in a damaged or foreign schema is not called.
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
)
_WRITING = (
    # TRUNCATE and EXTRA: what was committed survives a power cut, and a plain copy of the file is whole.
    "PRAGMA journal_mode = TRUNCATE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA fullfsync = ON",
    # What is deleted is overwritten.
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
)

BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a file. It belongs to that file alone, and would be played back into any other
that gets its name."""
_LARGEST_ROW = 16_777_216
"""Bytes; a compiled timeline, the largest by far, has a hundredth of it. What claims to be larger is damaged,
and gets no memory."""


_FAR = 1_000_000
"""Windows locks bytes and not files, and what is locked cannot be read there: so one that is not used."""


def make_folder(path: str) -> None:
    """0700 where we make it, and its name on the disk."""
    if not os.path.isdir(path):
        make_folders(path)
        sync(os.path.dirname(path))


def make_private(path: str) -> None:
    """A new, empty file that only its owner can read; an error where there is one already."""
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
    os.close(os.open(path, flags, 0o600))
    sync(os.path.dirname(path))


def sync(path: str) -> None:
    """What is in a file, or the names in a folder, stay so after a power cut. Windows syncs no folder."""
    is_folder = os.path.isdir(path or ".")
    if is_folder and os.name == "nt":
        return
    descriptor = os.open(path or ".", os.O_RDONLY if is_folder else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def connect(path: str, *, busy_ms: int = 5_000) -> sqlite3.Connection:
    """To a file that is there, for writing. Transactions are begun by hand."""
    return _opened(path, lambda: "rw", busy_ms, _WRITING)


def connect_reading(path: str) -> sqlite3.Connection:
    """To a file that is there; nothing is written.

    One exception: where a kill in the middle of a commit left a journal, SQLite has to take that commit
    back before anybody can read. That puts the file as it was promised to be, and changes nothing else.
    """
    return _opened(path, lambda: _mode(path), 5_000, ("PRAGMA query_only = ON",))


def _opened(path: str, mode: Callable[[], str], busy_ms: int, pragmas: Iterable[str]) -> sqlite3.Connection:
    _refuse_oddities(path)
    uri = f"{_uri(path)}?mode={mode()}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=busy_ms / 1000)
    # Never fails: text that was damaged is found by its checksum.
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_ROW)
    try:
        for pragma in (*_PRAGMAS, *pragmas):
            connection.execute(pragma).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_oddities(path: str) -> None:
    """SQLite would wait forever at a pipe that has the name of a history or of its journal."""
    for name, what in ((path, "it"), (f"{path}-journal", "its journal"), (f"{path}-wal", "its journal")):
        try:
            mode = os.stat(name).st_mode
        except FileNotFoundError:
            if name == path:
                raise
        else:
            if not stat.S_ISREG(mode):
                raise OSError(errno.EINVAL, f"{what} is not an ordinary file")


def _mode(path: str) -> str:
    if _has_content(f"{path}-journal"):
        return "rw"
    if _has_content(f"{path}-wal"):
        return "ro"
    with open(path, "rb") as file:
        is_wal = file.read(19)[18:] == b"\x02"
    # Another program may have switched the file to WAL; even to read one, SQLite makes files beside it,
    # unless the URI says that there is no writer. With an empty journal that holds for everything committed.
    return "ro&immutable=1" if is_wal else "ro"


def _has_content(path: str) -> bool:
    try:
        return os.path.getsize(path) > 0
    except OSError:
        return False


def _uri(path: str) -> str:
    path = os.path.abspath(path)
    if os.name == "nt":
        path = "/" + path.replace("\\", "/")
    for character in "%?#":  # the percent sign first
        path = path.replace(character, f"%{ord(character):02x}")
    return f"file:{path}"


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of what is written in it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def file_at(path: str) -> tuple[int, int]:
    """Which file has that name now; ``OSError``: none that can be seen."""
    found = os.stat(path)
    return found.st_dev, found.st_ino


# --- one writer at a time ---------------------------------------------------------------------------


class Lock:
    """One writer at a time: gone the moment its process is, however that ends.

    Held from when it is made until ``release``. ``note`` says since when, for the message of another process.

    Raises :class:`LrxError` (75) where another process holds it, ``OSError`` where there can be none.
    """

    def __init__(self, path: str, note: str) -> None:
        flags = os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
        self._descriptor = os.open(path, flags, 0o600)
        try:
            _take(self._descriptor)
        except (BlockingIOError, PermissionError):
            held = os.read(self._descriptor, 200).decode("utf-8", "replace").strip()
            os.close(self._descriptor)
            raise LrxError(
                f"Another lrx holds the history{f' ({held})' if held else ''}.",
                hint="Wait until it ends; what it plays is kept.",
                exit_code=BUSY,
            ) from None
        except OSError:
            os.close(self._descriptor)
            raise
        with suppress(OSError):  # on a full disk the note is missing; the lock is held all the same
            os.ftruncate(self._descriptor, 0)
            os.write(self._descriptor, f"process {os.getpid()}, {note}\n".encode())

    def release(self) -> None:
        os.close(self._descriptor)


def _take(descriptor: int) -> None:
    if sys.platform == "win32":
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


# --- errors of reading, and which of them are damage ----------------------------------------------


class Damaged(Exception):
    """Something in the history is not what was written. The message says what, without the file's name."""


class Replaced(Damaged):
    """The file is not the one that was opened, or not as this process left it. The message is a sentence
    without its full stop."""


ERRORS = (
    sqlite3.Error,
    Damaged,
    # What a damaged file makes of our own reading: a column that is not there, a word that is not a number,
    # an error message that is not text, a date in ten million years, a row that claims to be gigabytes long.
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    OverflowError,
    RecursionError,
    MemoryError,
)
"""What reading a history can raise."""

_DAMAGE = (
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_TOOBIG,
    sqlite3.SQLITE_ERROR,  # "unsupported file format", and tables that are not there
)


@contextmanager
def finding_damage() -> Iterator[None]:
    """Turns all that shows that a file is not what was written into :class:`Damaged`. Other errors stay as
    they are: a file that is only locked, unreadable or on a full disk may be whole."""
    try:
        yield
    except Damaged:
        raise
    except ERRORS as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is None:
            damage = not isinstance(error, sqlite3.Error) or isinstance(error, sqlite3.DataError)
        else:
            damage = code & 0xFF in _DAMAGE
        if not damage:
            raise
        raise Damaged(str(error) or "a row claims to be larger than any can be") from error


@contextmanager
def until_damage() -> Iterator[None]:
    """For saving what can be read: ends without an error where the damage begins."""
    with suppress(Damaged), finding_damage():
        yield
