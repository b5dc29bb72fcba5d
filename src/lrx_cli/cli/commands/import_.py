"""``lrx import FILE``: sessions that were exported on another machine. Nothing doubles."""

import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Annotated

import typer

from lrx_cli import locations
from lrx_cli.cli.options import argument
from lrx_cli.core.health.answers import Answer, What
from lrx_cli.core.records.session_record import Record
from lrx_cli.errors import CANNOT_WRITE
from lrx_cli.render.console import progress_bar, put, tell
from lrx_cli.storage.history.files import Damaged
from lrx_cli.storage.history.imports import Unread, read_history, standard_input
from lrx_cli.storage.history.merge import Merged, merge
from lrx_cli.storage.history.store import cannot, open_history
from lrx_cli.system.clock import wall_clock
from lrx_cli.text import count

app = typer.Typer(add_completion=False)


@app.command()
def import_history(
    file: Annotated[
        str, argument("FILE", "What lrx export history wrote, or a history file; - for standard input.")
    ],
) -> None:
    """Bring in a history from another machine.

    Examples:
      lrx export history -o history.json      on the old machine
      lrx import history.json                 on the new one
      ssh old lrx export history | lrx import -

    Sessions and answers that are already here stay as they are, unless a session
    in the file was continued elsewhere and has more. Either the whole file is
    imported or nothing.
    """
    if file != "-":
        _import(file, file)
        return
    with standard_input(sys.stdin.buffer) as copy:
        _import(copy, "Standard input")


def _import(file: str, name: str) -> None:
    path = locations.history_file()
    # Read through once before anything is opened for writing: a wrong file must leave no trace.
    unread: list[str] = []
    last: Record | None = None
    parts = 0
    for each in read_history(file, name):
        parts += 1
        if isinstance(each, Unread):
            unread.append(each.place)
        elif isinstance(each, Record):
            last = each

    def known(progress: Callable[[int, int], None]) -> Iterator[Record | Answer]:
        for number, each in enumerate(read_history(file, name), 1):
            progress(number, parts)
            if not isinstance(each, Unread):
                yield each

    with open_history(path, wall_clock()) as store:
        tell(store.notices)
        try:
            with progress_bar("Bringing in") as progress, store.transaction() as connection:
                merged = merge(connection, known(progress))
        except (sqlite3.Error, OSError, Damaged) as error:
            raise cannot(path, "be written", error, CANNOT_WRITE) from error
    put([f"{count(merged.added, 'session')} imported, {count(merged.known, 'session')} here already."])
    put(_what_else(merged, unread, last))


_ABOUT: dict[What, str] = {
    "passed": "warning signs",
    "stopped": "warning signs",
    "assessed": "warning signs",
    "flags": "your conditions",
    "cleared": "your conditions",
    "reps": "repetitions of your own",
    "raised": "doses that were raised",
    "mute": "suggestions that you declined",
}
"""What an answer is about that counts for more than one session."""


def _what_else(merged: Merged, unread: Sequence[str], last: Record | None) -> Iterator[str]:
    """What else came in, what stayed out, and why. ``last``: the last session in the file."""
    longer, others = merged.longer, merged.others
    if longer:
        yield f"{count(longer, 'session')} went on elsewhere, and {_is(longer)} now longer here, too."
    if others:
        yield f"{count(others, 'session')} {_is(others)} not the same here, and nothing was changed."
    if merged.answers:
        yield f"{count(merged.answers, 'answer')} about your health imported."
    if merged.newer:
        about = ", ".join(sorted({_ABOUT[what] for what in merged.newer}))
        yield f"Some are later than yours, so they count from now on: {about}."
    if merged.other_answers:
        yield (
            f"{count(merged.other_answers, 'answer')} left out: you said something else here about the "
            "same session, or the session is not the same here."
        )
    if unread:
        more = f" and {len(unread) - 3} more" if len(unread) > 3 else ""
        yield f"Left out, since this lrx does not know what it means: part of {', '.join(unread[:3])}{more}."
    if last is not None and last.outcome != "done" and last.session.counted and merged.added + longer:
        yield "The last session was left before its end. It can be resumed only where it was played."


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
