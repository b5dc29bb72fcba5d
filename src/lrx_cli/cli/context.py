"""What commands share in one run of the program: the answers of the options that all of them take, settings,
catalog, and where pages are printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from lrx_cli import locations
from lrx_cli.errors import LrxError

if TYPE_CHECKING:
    import sqlite3

    import typer
    from rich.console import RenderableType

    from lrx_cli.core.catalog.exercise import Catalog
    from lrx_cli.core.catalog.words import Color
    from lrx_cli.core.settings import Settings
    from lrx_cli.session.plan_today import PlanOptions


class Run:
    """What the options said that every command takes."""

    color: Color | None
    asks: bool
    pages: bool

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.color = None
        self.asks = True
        self.pages = True


run = Run()
"""The one that is on. A process has one; tests reset it for each command line."""


def file_settings() -> Mapping[str, object]:
    """What the settings file says, by key. Raises :class:`LrxError` where it has a mistake."""
    from lrx_cli.storage.settings import read_settings

    path = locations.settings_file()
    if not os.path.lexists(path):
        return {}
    found = read_settings(path, {})
    return {key: getattr(found.settings, key) for key in found.origins}


def settings_now() -> Settings:
    """What file and environment say. Raises :class:`LrxError` where either has a mistake."""
    from lrx_cli.storage.settings import read_settings

    return read_settings(locations.settings_file(), os.environ).settings


def catalog_now() -> Catalog:
    """The built-in exercises and one's own. A file of one's own that has a mistake is left out and named."""
    from lrx_cli.storage.catalog import load_catalog

    builtin = load_catalog(locations.exercises_file())
    folder = locations.exercises_folder()
    if not os.path.isdir(folder):
        return builtin
    from lrx_cli.render.console import tell
    from lrx_cli.storage.catalog import with_own  # slow to import

    catalog, problems = with_own(builtin, folder)
    tell(problems)
    return catalog


@contextmanager
def reading_history() -> Iterator[sqlite3.Connection | None]:
    """The history, to show something of it; ``None``: there is none. Where its backups have more, that is
    said. Raises :class:`LrxError` where it is gone or cannot be read."""
    from lrx_cli.render.console import tell
    from lrx_cli.storage.history.backups import offer
    from lrx_cli.storage.history.reading import reading

    path = locations.history_file()
    with reading(path) as connection:
        if connection is not None:
            tell(offer(connection, path).sentences)
        yield connection


def color_now() -> Color:
    """The option or variable, else the settings file. A broken file has its say elsewhere."""
    if run.color is not None:
        return run.color
    try:
        return settings_now().color
    except LrxError:
        return "auto"


def wide_now() -> bool:
    """The setting. A broken file has its say elsewhere."""
    try:
        return bool(settings_now().wide)
    except LrxError:
        return False


def show_page(page: RenderableType) -> None:
    """Print a page on standard output: through a pager where it is longer than the screen."""
    from lrx_cli.render.console import make_console, print_page

    pager = os.environ.get("PAGER", "less") if run.pages else ""
    print_page(make_console(sys.stdout, color_now(), wide=wide_now()), page, pager=pager)


def colors_now() -> bool:
    """Whether standard output has colors."""
    from lrx_cli.render.console import wants_color

    return wants_color(sys.stdout, color_now(), os.environ)


def taken(ctx: typer.Context, names: Iterable[str]) -> dict[str, Any]:
    """The values of the parameters of those names that were given, or have a default."""
    return {name: ctx.params[name] for name in names if ctx.params.get(name) is not None}


def plan_options(ctx: typer.Context) -> PlanOptions:
    """What the command line says about the plan. The parameters are called like its fields."""
    from lrx_cli.session.plan_today import PlanOptions

    return PlanOptions(**taken(ctx, PlanOptions._fields))
