"""Copies of the history beside it: three from the ends of the last sessions, one from before each
migration, and those that are kept: they have something that the history does not have.

A copy is made under another name, checked, and only then takes its place.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import NamedTuple

from lrx_cli.storage.history.damage import problems_in, salvage
from lrx_cli.storage.history.files import (
    BESIDE,
    ERRORS,
    connect_reading,
    is_damage,
    make_private,
    sync_file,
    sync_folder,
)
from lrx_cli.storage.history.merging import Missing, missing
from lrx_cli.storage.history.rows import read_sessions
from lrx_cli.storage.history.schema import is_ours, newest, version_of

KEPT = 3


def rolling(path: str) -> list[str]:
    """The newest first; not all of them need to be there."""
    return [f"{path}.backup-{number}" for number in range(1, KEPT + 1)]


def kept(path: str) -> list[str]:
    """Those with something that the history does not have: never rolled over, and removed only once all of it
    is in the history."""
    names = [name for name in copies(path) if name.startswith(f"{path}.backup-kept")]
    return [name for name in names if os.path.isfile(name) and not name.endswith(BESIDE)]


def new_kept(path: str) -> str:
    """A name for one more of them."""
    number, name = 1, f"{path}.backup-kept"
    while os.path.lexists(name):
        number += 1
        name = f"{path}.backup-kept-{number}"
    return name


def keep(path: str, backup: str) -> str:
    """Keeps it. Returns its new path."""
    name = new_kept(path)
    os.rename(backup, name)
    sync_folder(os.path.dirname(path))
    return name


def copies(path: str) -> Iterator[str]:
    """Every copy of the history beside it, including damaged files that were set aside."""
    folder, name = os.path.split(path)
    with suppress(FileNotFoundError):
        for found in sorted(os.listdir(folder)):
            if found.startswith((f"{name}.backup-", f"{name}.version-", f"{name}.damaged-")):
                yield os.path.join(folder, found)


def sources(path: str) -> list[str]:
    """Every copy from which something can be brought back, the newest first."""
    versions = [name for name in copies(path) if name.startswith(f"{path}.version-")]
    names = [*kept(path), *rolling(path), *reversed(versions)]
    return [name for name in names if os.path.isfile(name)]


def roll(connection: sqlite3.Connection, path: str) -> None:
    """Makes a new backup and drops the oldest. What only a backup has is kept when the history is opened."""
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


def is_good(name: str) -> bool:
    """Whether nothing in it is damaged."""
    try:
        with closing(connect_reading(name)) as connection:
            return not problems_in(connection)
    except (OSError, *ERRORS):
        return False


def newest_good(path: str) -> str | None:
    """The newest backup in which nothing is damaged; ``None``: there is none."""
    return next(filter(is_good, sources(path)), None)


class Offer(NamedTuple):
    """What the backups have that the history does not have, and can be brought back."""

    sessions: frozenset[str]
    answers: bool
    gone: bool = False
    """Whether there is no history at all."""

    @property
    def sentences(self) -> list[str]:
        """What it is, and what to do; empty where there is nothing."""
        if self.sessions:
            number = len(self.sessions)
            count, them = ("1 session", "it") if number == 1 else (f"{number} sessions", "them")
            what = count if self.gone else f"{count} that the history does not have, or not whole"
        elif self.answers:
            what, them = "answers about your health that the history does not have", "them"
        else:
            return []
        return [f"Backups have {what}. lrx history --restore brings {them} back."]


def offer(connection: sqlite3.Connection | None, path: str) -> Offer:
    """``connection``: the history; ``None``: it is gone. Writes nothing, and passes over what is damaged."""
    sessions: set[str] = set()
    answers = False
    for name in sources(path):
        with suppress(OSError, *ERRORS), closing(connect_reading(name)) as backup:
            if connection is None:
                found = Missing(frozenset(session.id for _, _, session in read_sessions(backup)))
            else:
                found = missing(connection, backup)
            if (found.sessions or found.answers) and not problems_in(backup):
                sessions |= found.sessions
                answers = answers or found.answers
    return Offer(frozenset(sessions), answers, connection is None)


def keep_what_has_more(connection: sqlite3.Connection, path: str) -> list[str]:
    """Keeps every rolling backup that has something which the history does not have, or that cannot be read.
    Returns sentences about those that cannot be read."""
    notices = []
    for name in rolling(path):
        if not os.path.isfile(name):
            continue
        with suppress(OSError):  # nor can it be rolled over then
            try:
                more = _has_more(connection, name)
            except (OSError, *ERRORS):
                kept = os.path.basename(keep(path, name))
                notices.append(f"A backup cannot be read by this lrx; it is kept as {kept}.")
            else:
                if more:
                    keep(path, name)
    return notices


def _has_more(connection: sqlite3.Connection, name: str) -> bool:
    try:
        with closing(connect_reading(name)) as backup:
            if is_ours(backup) and version_of(backup) > newest():
                raise sqlite3.NotSupportedError
            return any(missing(connection, backup))
    except ERRORS as error:
        if not is_damage(error):
            raise
        here = {session.id for _, _, session in read_sessions(connection)}
        return any(record.session.id not in here for record in salvage(name))


def restored(connection: sqlite3.Connection, path: str) -> None:
    """Removes the kept backups of which everything is in the history again."""
    for name in kept(path):
        with suppress(OSError, *ERRORS):
            if not _has_more(connection, name):
                os.remove(name)
                for ending in BESIDE:
                    with suppress(FileNotFoundError):
                        os.remove(f"{name}{ending}")
    sync_folder(os.path.dirname(path))


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
