"""``lrx export history``: one's own data, for a spreadsheet or for another machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Annotated, Literal

import typer

from lrx_cli import locations
from lrx_cli.cli.context import read_output
from lrx_cli.errors import CANNOT_CREATE, CANNOT_WRITE, USAGE, LrxError, OutputLost
from lrx_cli.exports import history_csv, history_json
from lrx_cli.render.console import tell
from lrx_cli.storage.history import reading
from lrx_cli.storage.history.answers import read_answers
from lrx_cli.text import clean

app = typer.Typer(add_completion=False)


@app.command()
def export(
    what: Annotated[
        str, typer.Argument(metavar="history", help="What to export: history.", show_default=False)
    ],
    format: Annotated[
        Literal["csv", "json"], typer.Option("--format", help="A table, or all of it (json, the default).")
    ] = "json",
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to this new file, readable only by you."),
    ] = None,
) -> None:
    """Write the history as a table or as JSON.

    Examples:
      lrx export history -o history.json
      lrx export history --format csv -o history.csv

    JSON is for lrx import on another machine, a table for a spreadsheet.
    """
    if what != "history":
        raise LrxError(f'lrx export: found "{clean(what, 60)}", allowed: history.', exit_code=USAGE)
    output = read_output(output)
    with reading.reading(locations.history_file()) as connection:
        records = reading.records(connection) if connection else ()
        if format == "csv":
            pieces = history_csv.render(records)
        else:
            pieces = history_json.render(records, read_answers(connection) if connection else ())
        if output is None:
            _to_stdout(pieces)
        else:
            _to_file(output, pieces)
            tell([f"{clean(output)} is written."])


def _to_stdout(pieces: Iterator[str]) -> None:
    try:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(newline="")  # the line ends of a table are its own
        for piece in pieces:
            sys.stdout.write(piece)
        sys.stdout.flush()
    except OSError as error:
        raise OutputLost(error) from error


def _to_file(path: str, pieces: Iterator[str]) -> None:
    """A new file, 0600: what is in it is about somebody's health. Half of one is removed."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise LrxError(
            f"{clean(path)} is there already.", hint="Name a new file.", exit_code=CANNOT_CREATE
        ) from None
    except OSError as error:
        raise LrxError(
            f"{clean(path)} cannot be created: {error.strerror}.", exit_code=CANNOT_CREATE
        ) from error
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        os.remove(path)
        raise LrxError(
            f"{clean(path)} cannot be written: {error.strerror}.", exit_code=CANNOT_WRITE
        ) from error
    except BaseException:
        os.remove(path)
        raise
