"""``lrx history``: past sessions in a list, one in detail; deleting them; what a backup can bring back."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from itertools import chain
from typing import Annotated

import typer

from lrx_cli import locations
from lrx_cli.cli.context import catalog_now, reading_history, show_page
from lrx_cli.cli.options import JsonOption, YesOption, argument, option
from lrx_cli.core.dates import Moment
from lrx_cli.core.health.answers import Answer
from lrx_cli.core.health.profile import session_answers
from lrx_cli.core.records.session_record import Record
from lrx_cli.errors import CANNOT_WRITE, NO_FILE, LrxError, UsageError
from lrx_cli.exports.history import FORMAT, document
from lrx_cli.render.console import print_json, put, tell
from lrx_cli.render.history import NOBODY_ASKED, history_document, history_page, session_page
from lrx_cli.storage.history import backups, queries
from lrx_cli.storage.history.files import connect_reading
from lrx_cli.storage.history.store import cannot, delete_sessions, open_history
from lrx_cli.storage.history.tables import numbers, read_answers
from lrx_cli.system.clock import wall_clock
from lrx_cli.text import clean, count

app = typer.Typer(add_completion=False)

SHOWN = 20
"""Sessions in the list, unless all are asked for."""
_PLACE_DIGITS = 4
"""A number of so few digits is a place in the list; an id is longer."""


@app.command()
def history(
    session: Annotated[
        str | None,
        argument(
            "[ID]", "One session: its number in the list (1 is the latest), or the beginning of its id."
        ),
    ] = None,
    all: Annotated[bool, option("--all", f"All sessions, not only the latest {SHOWN}.")] = False,
    delete: Annotated[bool, option("--delete", "Delete the session that is named, for good.")] = False,
    delete_all: Annotated[
        bool, option("--delete-all", "Delete all sessions, and every backup of them.")
    ] = False,
    yes: YesOption = False,
    restore: Annotated[bool, option("--restore", "Bring back what only a backup has.")] = False,
    ids: Annotated[bool, typer.Option("--ids", hidden=True)] = False,
    json: JsonOption = False,
) -> None:
    """Show past sessions, one in detail, or delete them.

    Examples:
      lrx history
      lrx history 1
      lrx history 1 --delete
      lrx history --json

    The latest comes first; its number is 1.
    """
    path = locations.history_file()
    if session is not None and (delete_all or restore):
        option, does = ("--delete-all", "deletes all") if delete_all else ("--restore", "brings back all")
        raise UsageError(
            f"{option} {does} sessions, and takes no ID.",
            hint="lrx history 1 --delete deletes one session." if delete_all else f"lrx history {option}",
        )
    if restore:
        _restore(path, wall_clock(), json=json)
    elif delete and session is None:
        raise UsageError(
            "Which session? --delete needs its number or its id.",
            hint="lrx history 1 --delete deletes the latest, lrx history --delete-all all of them.",
        )
    elif delete_all or delete:
        _delete(path, None if delete_all else session, sure=yes, json=json)
    elif ids:
        with queries.reading(path) as connection:
            put(f"HAVE {clean(id)}" for id in queries.ids(connection))
    elif session is not None:
        _show_one(session, json=json)
    else:
        _show_list(all=all, json=json)


def _show_list(*, all: bool, json: bool) -> None:
    today = wall_clock().day
    with reading_history() as connection:
        asked = session_answers(read_answers(connection))
        latest = numbers(connection, None if all else SHOWN)
        sessions = [queries.summary(connection, number) for number in latest]
        sums = queries.totals(connection, today)
    if json:
        print_json(history_document(sessions, sums))
    else:
        show_page(history_page(sessions, sums, today, {one.session: one for one in asked}, all=all))


def _show_one(asked: str, *, json: bool) -> None:
    with reading_history() as connection:
        number, _ = _found(connection, asked)
        record = queries.detail(connection, number)
        said = {one.session: one for one in session_answers(read_answers(connection))}
    if json:
        print_json({"format": FORMAT, "session": document(record)})
    else:
        names: dict[str, str] = {}
        with suppress(LrxError):  # what was done does not depend on what is in the catalog now
            names = catalog_now().names()
        show_page(session_page(record, names, said.get(record.session.id, NOBODY_ASKED)))


def _found(connection: sqlite3.Connection, asked: str) -> tuple[int, str]:
    """The session that is meant: its number in the history, and its id."""
    if not os.path.exists(locations.history_file()):
        raise LrxError("Nothing is recorded yet, so there is no session to show.", exit_code=NO_FILE)
    found = numbers(connection)
    words = asked.strip().lower()
    if words.isdecimal() and len(words) <= _PLACE_DIGITS:
        if 1 <= int(words) <= len(found):
            number = found[int(words) - 1]
            return number, queries.summary(connection, number).session.id
        recorded = f"the history has {count(len(found), 'session')}; 1 is the latest"
        raise UsageError(f"There is no session {int(words)}: {recorded if found else 'none is recorded'}.")
    fitting = [(number, id) for number, id in queries.all_ids(connection) if id.startswith(words)]
    if len(fitting) != 1 or not words:
        several = "no session" if not fitting else f"{len(fitting)} sessions"
        raise UsageError(
            f'"{clean(asked, 60)}" fits {several}.',
            hint="lrx history numbers them; 1 is the latest. lrx history --json has their ids.",
        )
    return fitting[0]


# --- what writes ------------------------------------------------------------------------------------


def _delete(path: str, asked: str | None, *, sure: bool, json: bool) -> None:
    """``asked``: which one; ``None``: all of them."""
    from lrx_cli.cli.dialogs import confirm  # slow to import, and a list asks nothing

    one: str | None = None
    if asked is None and not os.path.lexists(path):
        number = len(backups.offer(None, path).sessions)  # only backups are left to be deleted
    else:
        with queries.reading(path) as connection:
            one = None if asked is None else _found(connection, asked)[1]
            number = 1 if one else len(numbers(connection))
    if not number and not any(backups.copies(path)):
        _say(["Nothing is recorded, so there is nothing to delete."], json, deleted=0)
        return

    what = "this session" if one or number == 1 else f"all {number} sessions"
    if not sure:
        confirm(f"Delete {what} for good, and from every backup?", without="--yes")
    with open_history(path, wall_clock()) as store:
        if one is not None:
            tell(store.notices)
        try:
            deleted = delete_sessions(store, None if one is None else {one})
        except (sqlite3.Error, OSError) as error:
            raise cannot(path, "be deleted from", error, CANNOT_WRITE) from error
    deleted = max(deleted, number)
    said = f"{count(deleted, 'session is', 'sessions are')} deleted, backups included."
    _say([said], json, deleted=deleted)


def _say(lines: Sequence[str], json: bool, **found: object) -> None:
    """What was done: sentences for a person, or the same for a program."""
    if json:
        print_json({"format": FORMAT, **found})
    else:
        put(lines)


def _restore(path: str, now: Moment, *, json: bool) -> None:
    from lrx_cli.storage.history.merge import merge, resume_here

    with open_history(path, now, thorough=True) as store:
        before = backups.offer(store.connection, path)
        tell([notice for notice in store.notices if notice not in before.sentences])  # it is what happens now
        good = [name for name in backups.sources(path) if backups.is_good(name)]
        if not good:
            raise LrxError("There is no good backup to restore anything from.", exit_code=NO_FILE)
        others, resumable = 0, False
        try:
            for backup in reversed(good):  # the oldest first: in the order in which they were played
                with closing(connect_reading(backup)) as source:
                    kept = chain[Record | Answer](queries.records(source), read_answers(source))
                    with store.transaction() as connection:
                        others = max(others, merge(connection, kept, ours=True).others)
                        resumable = resume_here(connection, source) and bool(before.sessions)
        except (sqlite3.Error, OSError) as error:
            raise cannot(path, "be written", error, CANNOT_WRITE) from error
        after = backups.offer(store.connection, path)
        backups.restored(store.connection, path)
        with suppress(sqlite3.Error, OSError):  # what is back is in the history, backup or not
            backups.roll(store.connection, path)
    back, answers = len(before.sessions - after.sessions), before.answers and not after.answers
    lines = [f"{count(back, 'session is', 'sessions are')} back."] if back else []
    if answers:
        lines.append("Answers about your health are back.")
    if resumable:
        lines.append("lrx session --resume goes on with the last one.")
    if others:
        lines.append(
            f"{count(others, 'session is', 'sessions are')} not the same in a backup, and nothing "
            "was changed."
        )
    if not lines:
        lines.append("The backups have nothing that the history does not have.")
    _say(lines, json, restored=back, answers=answers, resumable=resumable, others=others)
