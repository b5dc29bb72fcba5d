"""Copies of the history beside it: three from the ends of the last sessions, one from before each
migration.

A copy is made under another name, checked, and only then takes its place.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress

from lrx_cli.storage.history.damage import problems_in
from lrx_cli.storage.history.files import ERRORS, connect_reading, make_private, sync_file, sync_folder

KEPT = 3


def rolling(path: str) -> list[str]:
    """The newest first; not all of them need to be there."""
    return [f"{path}.backup-{number}" for number in range(1, KEPT + 1)]


def kept(path: str) -> str:
    """A backup with more in it than the history has: kept until it is restored, and never rolled over."""
    return f"{path}.backup-kept"


def keep(path: str, good: str) -> str:
    """Keeps ``good``, a backup, until it is restored. Returns its new path."""
    if good != kept(path):
        os.replace(good, kept(path))
        sync_folder(os.path.dirname(path))
    return kept(path)


def restored(path: str) -> None:
    """Removes the kept backup, once everything in it is in the history again."""
    with suppress(FileNotFoundError):
        os.remove(kept(path))
        sync_folder(os.path.dirname(path))


def copies(path: str) -> Iterator[str]:
    """Every copy of the history beside it, including damaged files that were set aside."""
    folder, name = os.path.split(path)
    with suppress(FileNotFoundError):
        for found in sorted(os.listdir(folder)):
            if found.startswith((f"{name}.backup-", f"{name}.version-", f"{name}.damaged-")):
                yield os.path.join(folder, found)


def roll(connection: sqlite3.Connection, path: str) -> None:
    """Makes a new backup and drops the oldest."""
    fresh = f"{path}.backup-new"
    _copy(connection, fresh)
    names = rolling(path)
    for older, newer in zip(reversed(names), [*reversed(names[:-1]), fresh], strict=True):
        with suppress(FileNotFoundError):
            os.replace(newer, older)
    sync_folder(os.path.dirname(path))


def keep_version(connection: sqlite3.Connection, path: str, version: int) -> None:
    """Copies the history before it is migrated from ``version``."""
    fresh = f"{path}.backup-new"
    _copy(connection, fresh)
    os.replace(fresh, f"{path}.version-{version}")
    sync_folder(os.path.dirname(path))


def newest_good(path: str) -> str | None:
    """The newest backup in which nothing is damaged; ``None``: there is none."""
    for name in (kept(path), *rolling(path)):
        if not os.path.isfile(name):
            continue
        try:
            with closing(connect_reading(name)) as connection:
                if not problems_in(connection):
                    return name
        except (OSError, *ERRORS):
            continue
    return None


def _copy(connection: sqlite3.Connection, target: str) -> None:
    with suppress(FileNotFoundError):
        os.remove(target)
    make_private(target)
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        # The copy is synced whole, below; it needs no journal on its way.
        copy.execute("PRAGMA journal_mode = OFF").fetchall()
        copy.execute("PRAGMA synchronous = OFF")
        connection.backup(copy)
        if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("the copy is damaged")
    sync_file(target)
