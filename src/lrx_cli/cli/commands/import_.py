"""``lrx import FILE``: sessions that were exported on another machine. Nothing doubles."""

import sqlite3
import sys
from typing import Annotated

import typer

from lrx_cli import locations
from lrx_cli.errors import CANNOT_WRITE
from lrx_cli.render.console import put, tell
from lrx_cli.storage.history.importing import read_history, standard_input
from lrx_cli.storage.history.merging import merge
from lrx_cli.storage.history.opening import cannot, open_history
from lrx_cli.system.clock import wall_clock

app = typer.Typer(add_completion=False)


@app.command()
def import_history(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="What lrx export history wrote; - for standard input.", show_default=False
        ),
    ],
) -> None:
    """Bring in a history from another machine.

    Examples:
      lrx export history -o history.json      on the old machine
      lrx import history.json                 on the new one
      ssh old lrx export history | lrx import -

    Sessions that are here already stay as they are, unless the file has the same
    ones with more: those went on elsewhere. All of the file is taken or nothing.
    """
    if file != "-":
        _import(file, file)
        return
    with standard_input(sys.stdin.buffer) as copy:
        _import(copy, "Standard input")


def _import(file: str, name: str) -> None:
    path = locations.history_file()
    # Read through once before anything is opened for writing: a wrong file must leave no trace.
    for _ in read_history(file, name):
        pass
    with open_history(path, wall_clock()) as store:
        tell(store.notices)
        try:
            merged = merge(store.connection, read_history(file, name))
        except (sqlite3.Error, OSError) as error:
            raise cannot(path, "be written", error, CANNOT_WRITE) from error
    lines = [f"{_sessions(merged.added)} brought in, {_sessions(merged.known)} here already."]
    if merged.longer:
        lines.append(
            f"{_sessions(merged.longer)} went on elsewhere, and {_is(merged.longer)} longer here now."
        )
    if merged.others:
        lines.append(
            f"{_sessions(merged.others)} {_is(merged.others)} not the same here, and nothing was changed."
        )
    put(lines)


def _sessions(number: int) -> str:
    return "1 session" if number == 1 else f"{number} sessions"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
