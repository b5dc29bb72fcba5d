"""``lrx export history``: one's own data, for a spreadsheet or for another machine."""

import os
from typing import Annotated, Literal

import typer

from lrx_cli.cli.context import check_output, reading_history, write_output
from lrx_cli.cli.options import ForceOption, OutputOption, argument, option
from lrx_cli.errors import UsageError
from lrx_cli.exports.history import as_csv, as_json
from lrx_cli.render.console import tell
from lrx_cli.storage.history import queries
from lrx_cli.storage.history.tables import read_answers
from lrx_cli.text import clean

app = typer.Typer(add_completion=False)


@app.command()
def export(
    what: Annotated[str, argument("history", "What to export: history.")],
    format: Annotated[
        Literal["csv", "json"] | None,
        option("--format", "A table, or everything as JSON; json unless the file name ends in .csv."),
    ] = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """Write the history as a table or as JSON.

    Examples:
      lrx export history -o history.json
      lrx export history --format csv -o history.csv

    JSON is for lrx import on another machine, CSV for a spreadsheet.
    """
    if what != "history":
        raise UsageError(f'lrx export: found "{clean(what, 60)}", allowed: history.')
    ending = os.path.splitext(output or "")[1].lower()
    format = format or ("csv" if ending == ".csv" else "json")
    check_output(output, [f".{format}"], force=force)
    with reading_history() as connection:
        records = queries.records(connection)
        pieces = as_csv(records) if format == "csv" else as_json(records, read_answers(connection))
        document = "".join(pieces).encode()
    # What is in it is about somebody's health.
    if write_output(output, document, force=force, private=True):
        tell([f"{clean(output or '')} is written."])
