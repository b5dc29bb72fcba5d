"""``lrx`` alone: what this is, and the last session. Without a history it costs one look at the disk."""

from __future__ import annotations

import os.path
from contextlib import suppress

from lrx_cli import locations
from lrx_cli.cli.context import show_page
from lrx_cli.errors import LrxError
from lrx_cli.render.about import home
from lrx_cli.storage.catalog import load_safety


def print_home() -> None:
    show_page(home(load_safety(locations.safety_file()).in_short, last_session_summary()))


def last_session_summary() -> list[str]:
    path = locations.history_file()
    folder, name = os.path.split(path)
    with suppress(PermissionError):  # what is wrong then is said below
        if not os.path.isdir(folder) or not any(found.startswith(name) for found in os.listdir(folder)):
            return []  # neither the history nor a backup of it
    from lrx_cli.core.health.profile import health_profile
    from lrx_cli.render.history import last_words
    from lrx_cli.storage.history.backups import offer
    from lrx_cli.storage.history.reading import last_counted, reading, resumable
    from lrx_cli.storage.history.rows import read_answers
    from lrx_cli.system.clock import wall_clock

    try:
        with reading(path) as connection:
            last = last_counted(connection) if connection else None
            answers = read_answers(connection) if connection else []
            left = resumable(connection) if connection else None
            more = offer(connection, path).sentences if connection else []
    except LrxError as error:
        return [error.message]  # what to do about it, lrx history tells
    today = wall_clock().day
    holds = health_profile(answers, today)
    where = None if left is None else left.point.where
    return [*last_words(last, today, warned=holds.stopped, red=holds.red, where=where), *more]
