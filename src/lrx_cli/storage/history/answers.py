"""A person's answers about their health: stored as given, never changed, deleted with their session.

Numbered from 1 without gaps, so that a row that is missing is noticed; a checksum tells whether a row is
what was written.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from typing import Any, cast

from lrx_cli.core.dates import Moment
from lrx_cli.core.health.answers import WHATS, Answer, What, from_kept
from lrx_cli.storage.history.files import Damaged, as_far_as_it_goes, connect_reading
from lrx_cli.storage.history.rows import checksum
from lrx_cli.storage.history.schema import ANSWERS, version_of


def add(connection: sqlite3.Connection, answers: Iterable[Answer]) -> None:
    """Inserts them. Runs inside a transaction."""
    last: int = connection.execute("SELECT coalesce(max(id), 0) FROM answer").fetchone()[0]
    for number, answer in enumerate(answers, start=last + 1):
        value = json.dumps(answer.kept, sort_keys=True, separators=(",", ":"))
        cells = (number, answer.session, answer.given.utc, answer.given.offset, answer.what, value)
        connection.execute(
            "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?, ?)", (*cells, checksum("answer", *cells))
        )


def bring_back(connection: sqlite3.Connection, answers: Iterable[Answer]) -> None:
    """Adds those that are missing, each at its place in time, since the latest answer counts. Runs inside a
    transaction."""
    here = read_answers(connection)
    missing = [answer for answer in answers if answer not in here]
    if missing:
        connection.execute("DELETE FROM answer")
        add(connection, sorted([*here, *missing], key=lambda answer: answer.given.utc))


def read_answers(connection: sqlite3.Connection) -> list[Answer]:
    """All of them, in the order they were given. Raises :class:`Damaged`."""
    if version_of(connection) < ANSWERS:
        return []
    found = []
    for place, cells in enumerate(connection.execute("SELECT * FROM answer ORDER BY id"), start=1):
        answer = _answer(cells)
        if answer is None or cells[0] != place:
            raise Damaged("an answer about your health is missing, or is not what was written")
        found.append(answer)
    return found


def forget(connection: sqlite3.Connection, sessions: Iterable[str] | None) -> None:
    """Deletes those that belong to these sessions, or all (``None``). Runs inside a transaction."""
    gone = None if sessions is None else set(sessions)
    kept = [] if gone is None else [a for a in read_answers(connection) if a.session not in gone]
    connection.execute("DELETE FROM answer")
    add(connection, kept)


def salvaged(path: str) -> list[Answer]:
    """The answers of a damaged history that can be read and are as they were written."""
    found = []
    with as_far_as_it_goes(), closing(connect_reading(path)) as connection:
        for cells in connection.execute("SELECT * FROM answer ORDER BY id"):
            answer = _answer(cells)
            if answer is not None:
                found.append(answer)
    return found


def _answer(cells: tuple[Any, ...]) -> Answer | None:
    """``None``: not what was written."""
    if len(cells) != 7 or checksum("answer", *cells[:-1]) != cells[-1] or cells[4] not in WHATS:
        return None
    _, session, utc, offset, what, text, _ = cells
    value = json.loads(text)
    if not isinstance(value, dict):
        return None
    return Answer(session, Moment(utc, offset), from_kept(cast("What", what), value))
