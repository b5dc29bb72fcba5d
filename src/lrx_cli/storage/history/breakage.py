"""The errors of reading a history, and which of them are damage and not only a busy or unreadable file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


class Damaged(Exception):
    """Something in the history is not what was written. The message says what, without the file's name."""


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


def is_damage(error: Exception) -> bool:
    """Whether the file is not what was written, as opposed to locked, unreadable or on a full disk."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in _DAMAGE
    return isinstance(error, (sqlite3.DataError, *ERRORS[1:]))


def what_is_wrong(error: Exception) -> str:
    return str(error) or "a row claims to be larger than any can be"


@contextmanager
def as_far_as_it_goes() -> Iterator[None]:
    """For saving what can be read: ends without an error where the damage begins. A file that is only locked
    or unreadable is an error all the same, since it may be whole."""
    try:
        yield
    except ERRORS as error:
        if not is_damage(error):
            raise
