"""``lrx config show``, ``lrx config set`` and ``lrx config path``"""

from __future__ import annotations

import os
from typing import Annotated

from lrx_cli import locations
from lrx_cli.cli.context import paper_now, read_option
from lrx_cli.cli.declaring import Argument, Verbs
from lrx_cli.cli.options import ColorOption, JsonOption
from lrx_cli.core.settings import SETTINGS, did_you_mean
from lrx_cli.errors import USAGE, LrxError
from lrx_cli.render.console import put, put_json, tell
from lrx_cli.render.settings import settings_document, settings_page, value_words
from lrx_cli.storage.settings import read_settings, variable
from lrx_cli.storage.settings_file import write_settings
from lrx_cli.text import clean


def overview() -> None:
    """Show the settings and where each comes from.

    A flag counts more than the environment, the environment more than the file.

    \b
    Examples:
      lrx config show
      lrx config set level gentle
      lrx config path
      LRX_LEVEL=gentle lrx session
    """
    show()


def show(json: JsonOption = False, color: ColorOption = None) -> None:
    """Show every setting, its value, and where that comes from."""
    found = read_settings(locations.settings_file(), os.environ)
    paper = paper_now(color, found.settings)
    if json:
        put_json(settings_document(found.settings, found.origins))
    else:
        put(settings_page(paper, found.settings, found.origins, locations.settings_file()))


def set(
    key: Annotated[str, Argument("KEY", "The setting, as lrx config show names it.")],
    value: Annotated[str, Argument("VALUE", "What it is to be.")],
) -> None:
    """Set one setting in the settings file; comments and everything else in it stay as they are.

    \b
    Examples:
      lrx config set level gentle
      lrx config set minutes 10
      lrx config set voice no
    """
    setting = SETTINGS.get(key)
    if setting is None:
        raise LrxError(
            f"{clean(key, 60)} is not a setting.{did_you_mean(key, SETTINGS)}",
            hint="lrx config show lists them.",
            exit_code=USAGE,
        )
    found = read_option(key, setting.kind, value)
    write_settings(locations.settings_file(), {key: found})
    put([f"{key} is {value_words(found)} now."])
    if os.environ.get(variable(key)):
        tell([f"{variable(key)} in the environment counts more."])


def path() -> None:
    """Print where the settings file is, or would be."""
    put([clean(locations.settings_file())])


VERBS: Verbs = {
    "": overview,
    "show": show,
    "set": set,
    "path": path,
}
