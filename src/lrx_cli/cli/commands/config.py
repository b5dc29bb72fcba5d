"""``lrx config show``, ``lrx config set`` and ``lrx config path``"""

from __future__ import annotations

import os
from typing import Annotated

import typer

from lrx_cli import locations
from lrx_cli.cli.context import paper_now
from lrx_cli.cli.options import JsonOption
from lrx_cli.core.settings import SETTINGS, Value
from lrx_cli.errors import USAGE, LrxError
from lrx_cli.render.console import put, put_json, tell
from lrx_cli.render.settings import settings_document, settings_page, value_words
from lrx_cli.storage.settings import read_settings, variable
from lrx_cli.storage.settings_file import write_settings
from lrx_cli.text import clean, did_you_mean

app = typer.Typer(add_completion=False)


@app.callback(invoke_without_command=True)
def overview(ctx: typer.Context) -> None:
    """Show and change the settings, and say where each comes from.

    Examples:
      lrx config show
      lrx config set level gentle
      lrx config path
      LRX_LEVEL=gentle lrx session

    A flag counts more than the environment, the environment more than the file.
    """
    if ctx.invoked_subcommand is None:
        show()


@app.command("show")
def show(json: JsonOption = False) -> None:
    """Show every setting, its value, and where that comes from."""
    found = read_settings(locations.settings_file(), os.environ)
    paper = paper_now()
    if json:
        put_json(settings_document(found.settings, found.origins))
    else:
        put(settings_page(paper, found.settings, found.origins, locations.settings_file()))


@app.command("set")
def set(
    key: Annotated[
        str,
        typer.Argument(metavar="KEY", help="The setting, as lrx config show names it.", show_default=False),
    ],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="What it is to be.", show_default=False)],
) -> None:
    """Set one setting in the settings file.

    Examples:
      lrx config set level gentle
      lrx config set minutes 10
      lrx config set voice no

    Comments and everything else in the file stay as they are.
    """
    setting = SETTINGS.get(key)
    if setting is None:
        raise LrxError(
            f"{clean(key, 60)} is not a setting.{did_you_mean(key, SETTINGS)}",
            hint="lrx config show lists them.",
            exit_code=USAGE,
        )
    try:
        found: Value = setting.kind.read(value)
    except ValueError as error:
        raise LrxError(f"{key}: {error}", exit_code=USAGE) from error
    write_settings(locations.settings_file(), {key: found})
    put([clean(f"{key} is {value_words(found)} now.")])
    if os.environ.get(variable(key)):
        tell([f"{variable(key)} in the environment counts more."])


@app.command("path")
def path() -> None:
    """Print where the settings file is, or would be."""
    put([clean(locations.settings_file())])
