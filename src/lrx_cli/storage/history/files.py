"""Private files, and connections to them that keep their promises."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress

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


def make_folder(path: str) -> None:
    """0700 where we make it; the folders above it as usual."""
    if os.path.isdir(path):
        return
    parent = os.path.dirname(path)
    if parent and not os.path.isdir(parent):
        os.makedirs(parent, exist_ok=True)
    with suppress(FileExistsError):
        os.mkdir(path, 0o700)
    sync_folder(parent)


def make_private(path: str) -> None:
    """A new, empty file that only its owner can read; an error where there is one already."""
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
    os.close(os.open(path, flags, 0o600))
    sync_folder(os.path.dirname(path))


def write_private(path: str, data: bytes) -> None:
    """A new file with this in it, on the disk when this returns."""
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_file(path: str) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: str) -> None:
    """A name that was made, changed or removed stays so after a power cut. Windows has no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(path or ".", os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def connect(path: str, *, busy_ms: int = 5_000) -> sqlite3.Connection:
    """To a file that is there, for writing. Transactions are begun by hand."""
    connection = sqlite3.connect(_uri(path, "rw"), uri=True, isolation_level=None, timeout=busy_ms / 1000)
    connection.text_factory = _text
    try:
        for pragma in (*_PRAGMAS, *_WRITING):
            connection.execute(pragma).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def connect_reading(path: str) -> sqlite3.Connection:
    """To a file that is there; nothing is written.

    One exception: where a kill in the middle of a commit left a journal, SQLite has to take that commit
    back before anybody can read. That puts the file as it was promised to be, and changes nothing else.
    """
    mode = "rw" if _left_journal(path) else "ro"
    connection = sqlite3.connect(_uri(path, mode), uri=True, isolation_level=None, timeout=5)
    connection.text_factory = _text
    try:
        for pragma in (*_PRAGMAS, "PRAGMA query_only = ON"):
            connection.execute(pragma).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _text(data: bytes) -> str:
    """Never fails: what is no text any more is found by its checksum."""
    return data.decode("utf-8", "surrogateescape")


def _left_journal(path: str) -> bool:
    try:
        return os.path.getsize(f"{path}-journal") > 0
    except OSError:
        return False


def _uri(path: str, mode: str) -> str:
    path = os.path.abspath(path)
    if os.name == "nt":
        path = "/" + path.replace("\\", "/")
    for character in "%?#":  # the percent sign first
        path = path.replace(character, f"%{ord(character):02x}")
    return f"file:{path}?mode={mode}"
