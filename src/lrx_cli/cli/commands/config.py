"""``lrx config show|set|unset|path``"""

import os
from typing import Annotated

import typer

from lrx_cli import locations
from lrx_cli.cli.context import catalog_now, settings_now, show_page
from lrx_cli.cli.options import JsonOption, argument
from lrx_cli.errors import UsageError, usage_of
from lrx_cli.render.console import print_json, put, tell
from lrx_cli.render.program import settings_document, settings_page, value_words
from lrx_cli.storage import settings as stored
from lrx_cli.text import clean, did_you_mean

app = typer.Typer(add_completion=False)
KeyArgument = Annotated[
    str, argument("KEY", "The setting, as lrx config show names it.", lambda: stored.KEYS)
]


@app.callback(invoke_without_command=True)
def overview(ctx: typer.Context) -> None:
    """Show and change the settings, and say where each comes from.

    Examples:
      lrx config show
      lrx config set level gentle
      lrx config unset level
      lrx config path
      LRX_LEVEL=gentle lrx session

    An option overrides the environment, and the environment overrides the file.
    """
    if ctx.invoked_subcommand is None:
        show()


@app.command("show")
def show(json: JsonOption = False) -> None:
    """Show every setting, its value, and where that comes from.

    Example:
      lrx config show --json

    What is wrong in the file or the environment is named and ignored.
    """
    path = locations.settings_file()
    found = stored.readable_settings(path, os.environ)
    if json:
        print_json(settings_document(found.settings, found.origins))
    else:
        show_page(settings_page(found.settings, found.origins, path))
    tell(clean(problem, 400) for problem in found.problems)


@app.command("set")
def set(key: KeyArgument, value: Annotated[str, argument("VALUE", "Its new value.")]) -> None:
    """Set one setting in the settings file.

    Examples:
      lrx config set level gentle
      lrx config set minutes 10
      lrx config set voice no

    Comments and everything else in the file stay as they are.
    """
    if key not in stored.KEYS:
        raise _unknown(key)
    with usage_of(key):
        found = stored.read_setting(key, value)
    if key == "routine":  # one that is not there would stop every session
        from lrx_cli.cli.plan_today import read_routine  # slow to import

        read_routine(str(found), settings_now(), catalog_now())
    stored.write_settings(locations.settings_file(), {key: found})
    put([clean(f"{key} is {value_words(found)} now.")])
    _tell_what_counts_more(key)


@app.command("unset")
def unset(key: KeyArgument) -> None:
    """Remove one setting from the settings file, so that its default applies again.

    Example:
      lrx config unset level

    A name that is not a setting can be taken out too, if it is in the file.
    """
    was_set = stored.unset_setting(locations.settings_file(), key)
    if not was_set and key not in stored.KEYS:
        raise _unknown(key)
    words = "is not set any more" if was_set else "was not set"
    put([f"{clean(key, 60)} {words}."])
    _tell_what_counts_more(key)


def _unknown(key: str) -> UsageError:
    return UsageError(
        f"{clean(key, 60)} is not a setting.{did_you_mean(key, stored.KEYS)}",
        hint="lrx config show lists them.",
    )


def _tell_what_counts_more(key: str) -> None:
    if key in stored.KEYS and os.environ.get(stored.variable(key)):
        tell([f"{stored.variable(key)} in the environment counts more."])


@app.command("path")
def path() -> None:
    """Print where the settings file is, or would be."""
    put([clean(locations.settings_file())])
