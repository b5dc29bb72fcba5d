"""Checks of a history after a fault run has damaged it."""

from __future__ import annotations

import os

from lrx_cli.errors import LrxError
from lrx_cli.storage.history import queries
from lrx_cli.storage.history.backups import problems_in


def look(folder: str) -> tuple[str, set[str], int]:
    """What is in the home ``folder``: a status (``ok``, ``missing``, or what is wrong), the ids of every row
    that can be read, and how many sessions do not add up."""
    path = os.path.join(folder, "history.sqlite3")
    try:
        with queries.reading(path) as connection:
            if not os.path.exists(path):
                return "missing", set(), 0
            return "ok", set(queries.ids(connection)), len(problems_in(connection))
    except LrxError as error:
        return error.message, set(), 0
