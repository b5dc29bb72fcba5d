"""What every command reads first: settings, the catalog, and the paper it prints on. Loads no parser."""

from __future__ import annotations

import os
import sys
from typing import TypeVar

from lrx_cli import locations
from lrx_cli.commands.terminal import paper_for, tell
from lrx_cli.core.exercise import Catalog
from lrx_cli.core.settings import COLORS, Kind, Settings, Word
from lrx_cli.errors import USAGE, LrxError
from lrx_cli.pages.paper import Paper
from lrx_cli.storage.catalog import load_catalog
from lrx_cli.storage.settings import read_settings

Read = TypeVar("Read")


def read_option(name: str, kind: Kind[Read], found: str) -> Read:
    try:
        return kind.read(found)
    except ValueError as error:
        raise LrxError(f"{name}: {error}", exit_code=USAGE) from error


def settings_now() -> Settings:
    return read_settings(locations.settings_file(), os.environ).settings


def catalog_now() -> Catalog:
    """The built-in exercises and one's own. A file of one's own that is wrong is told, and left out."""
    builtin = load_catalog(locations.exercises_file())
    folder = locations.exercises_folder()
    if not os.path.isdir(folder):
        return builtin
    from lrx_cli.storage.own import with_own  # who has none does not pay for reading them

    catalog, told = with_own(builtin, folder)
    if told:
        tell(told)
    return catalog


def paper_now(color: str | None, settings: Settings) -> Paper:
    """For standard output. ``color`` is the option; without it the setting counts."""
    asked = settings.color if color is None else read_option("--color", Word(COLORS), color)
    return paper_for(sys.stdout, asked)
