"""``lrx progress``: how it goes."""

import os
import sys
from typing import Annotated

import typer

from lrx_cli import locations
from lrx_cli.cli.context import catalog_now, reading_history, settings_now, show_page
from lrx_cli.cli.options import JsonOption, option
from lrx_cli.core.health.profile import session_answers
from lrx_cli.core.records.progress import Progress, progress
from lrx_cli.errors import UsageError
from lrx_cli.render.console import is_read_aloud, print_json
from lrx_cli.render.progress import progress_document, progress_page, progress_text
from lrx_cli.storage.catalog import load_safety
from lrx_cli.storage.history.queries import days, practiced
from lrx_cli.storage.history.tables import read_answers
from lrx_cli.system.clock import wall_clock

app = typer.Typer(add_completion=False)

_UNITS = {"d": 1, "w": 7, "m": 30}
_USUAL = 12 * 7
_MOST = 10_000


@app.command()
def show(
    since: Annotated[
        str | None,
        option("--since", "How many days, weeks or months to look back: 10d, 2w, 3m.", metavar="2w"),
    ] = None,
    text: Annotated[bool, option("--text", "Plain sentences, to send to someone who helps you.")] = False,
    plain: Annotated[bool, option("--plain", "Sentences instead of charts.")] = False,
    json: JsonOption = False,
) -> None:
    """Show your progress: pain, minutes, days, and each exercise.

    Examples:
      lrx progress
      lrx progress --since 4w
      lrx progress --text --since 2w

    Ratings are those given before each session. A change is mentioned only when
    it is more than chance.
    """
    settings = settings_now()
    found = _progress(_USUAL if since is None else _days(since))
    if json:
        print_json(progress_document(found))
        return
    names = catalog_now().names()
    if text:
        show_page(progress_text(found, names))
        return
    dumb = sys.stdout.isatty() and os.environ.get("TERM") == "dumb"
    charts = not (plain or settings.plain or dumb or is_read_aloud(os.environ))
    show_page(progress_page(found, load_safety(locations.safety_file()), names, charts=charts))


def _progress(back: int) -> Progress:
    today = wall_clock().day
    since = today - back + 1
    with reading_history() as connection:
        return progress(
            session_answers(read_answers(connection)),
            days(connection, since),
            practiced(connection, since),
            since,
            today,
        )


def _days(found: str) -> int:
    number, unit = found[:-1], found[-1:].lower()
    if number.isascii() and number.isdigit() and unit in _UNITS and 0 < int(number) < _MOST:
        return int(number) * _UNITS[unit]
    raise UsageError(f'--since: found "{found}", allowed: a number with d, w or m, like 10d, 2w or 3m.')
