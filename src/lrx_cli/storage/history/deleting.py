"""Deleting: the rows, and every copy of them that lrx has made.

SQLite overwrites what is deleted (``secure_delete``), ``VACUUM`` writes the file anew, and backups and
damaged files that were set aside go: they hold what was to be deleted. What this cannot reach is said in
docs/history.md: snapshots of the file system, other people's backups, spare cells of an SSD.
"""

from __future__ import annotations

import os
from contextlib import suppress

from lrx_cli.storage.history import answers, backups
from lrx_cli.storage.history.files import sync_folder
from lrx_cli.storage.history.merging import remove
from lrx_cli.storage.history.opening import Store
from lrx_cli.storage.history.rows import read_sessions


def delete(store: Store, ids: set[str] | None) -> int:
    """Deletes these sessions and the answers that belong to them, or everything (``None``). Returns how many.

    The copies go first and the rows after them, so after a kill in between everything is still listed and can
    be deleted again. The other way round, a copy would be left of sessions that are no longer listed.
    """
    connection = store.connection
    connection.execute("BEGIN IMMEDIATE")
    try:
        numbers = [
            number for number, _, session in read_sessions(connection) if ids is None or session.id in ids
        ]
        for number in numbers:
            remove(connection, number)
        answers.forget(connection, ids)
        _forget_copies(store.path)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("VACUUM")
    if ids is not None:
        backups.roll(connection, store.path)
    return len(numbers)


def _forget_copies(path: str) -> None:
    for name in list(backups.copies(path)):
        _erase(name)
    for name in (f"{path}.recovered", f"{path}.recovered-journal"):
        _erase(name)
    sync_folder(os.path.dirname(path))


def _erase(path: str) -> None:
    """Overwrite, then remove: on most disks the old blocks are then gone, too."""
    with suppress(FileNotFoundError):
        with open(path, "r+b") as file:
            file.write(b"\0" * os.path.getsize(path))
            file.flush()
            os.fsync(file.fileno())
        os.remove(path)
