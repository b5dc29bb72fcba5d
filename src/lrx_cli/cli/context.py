"""What commands share: the options that all of them take, settings, catalog, and where pages and documents
go."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from lrx_cli import locations
from lrx_cli.core.catalog.words import FIRST_LEVEL
from lrx_cli.errors import CANNOT_CREATE, LrxError, UsageError
from lrx_cli.text import clean, listed

if TYPE_CHECKING:
    import sqlite3

    from rich.console import RenderableType

    from lrx_cli.core.catalog.exercise import Catalog
    from lrx_cli.core.catalog.words import Color, Level
    from lrx_cli.core.records.progress import Past
    from lrx_cli.core.settings import Settings


class GlobalOptions:
    """What was given of the options that every command takes; they are called like the attributes."""

    color: Color | None = None
    no_input = False
    no_pager = False

    def reset(self) -> None:
        vars(self).clear()


STDOUT = "-"
"""The name of a file that is not one."""

_VARIABLES = ("LRX_HOME", "LRX_SPEED", "LRX_DEBUG", "LRX_TEST_ACK")
"""Variables that are not settings."""
_LANGUAGE = ("LC_ALL", "LC_CTYPE", "LANG")
_WIDE_LANGUAGES = ("zh", "ja", "ko")
"""Where terminals are set to write characters of ambiguous width in two columns."""

global_options = GlobalOptions()
"""A process has one command line; tests reset this for each of theirs."""


def settings_now() -> Settings:
    """What file and environment say. Raises :class:`LrxError` where either has a mistake."""
    from lrx_cli.storage.settings import read_settings

    return read_settings(locations.settings_file(), os.environ).settings


def past_now() -> Past | None:
    """What the history knows today; ``None``: there is none, or none that can be read. What is wrong with it,
    ``lrx history`` says."""
    path = locations.history_file()
    if not os.path.exists(path):
        return None
    from lrx_cli.storage.history.queries import past, reading
    from lrx_cli.system.clock import wall_clock

    try:
        with reading(path) as connection:
            return past(connection, wall_clock().day)
    except LrxError:
        return None


def level_now(asked: Level | None) -> Level:
    """The level that a session would play: as asked, as set, else the usual one."""
    if level := asked or settings_now().level:
        return level
    past = past_now()
    return past.usual_level if past else FIRST_LEVEL


def catalog_now(*, quiet: bool = False) -> Catalog:
    """The built-in exercises and one's own. A file of one's own that has a mistake is left out, and named
    unless ``quiet``."""
    from lrx_cli.storage.catalog import load_catalog

    builtin = load_catalog(locations.exercises_file())
    folder = locations.exercises_folder()
    if not os.path.isdir(folder):
        return builtin
    from lrx_cli.render.console import tell
    from lrx_cli.storage.catalog import with_own  # slow to import

    catalog, problems = with_own(builtin, folder)
    tell([] if quiet else problems)
    return catalog


def name_unknown_variables() -> None:
    """Say which variables look like ours and mean nothing: a slip of the finger would go unnoticed."""
    names = [name for name in os.environ if name.startswith("LRX_") and name not in _VARIABLES]
    if not names:
        return
    from lrx_cli.render.console import tell
    from lrx_cli.storage.settings import KEYS, variable
    from lrx_cli.text import did_you_mean

    known = [*map(variable, KEYS), *_VARIABLES]
    tell(
        f"{clean(name, 60)} in the environment means nothing to lrx.{did_you_mean(name, known)}"
        for name in sorted(names)
        if name not in known
    )


@contextmanager
def reading_history() -> Iterator[sqlite3.Connection]:
    """The history, to show something of it; an empty one where there is none. Where its backups have more,
    that is said. Raises :class:`LrxError` where it is gone or cannot be read."""
    from lrx_cli.render.console import tell
    from lrx_cli.storage.history.backups import offer
    from lrx_cli.storage.history.queries import reading

    path = locations.history_file()
    with reading(path) as connection:
        tell(offer(connection, path).sentences)
        yield connection


def color_now() -> Color:
    """The option or variable, else the settings file. A broken file has its say elsewhere."""
    return global_options.color or _readable_now().color


def wide_now() -> bool:
    """The setting, else what the terminal says. A broken file has its say elsewhere."""
    setting = _readable_now().wide
    return _said_by_terminal() if setting is None else setting


def _readable_now() -> Settings:
    from lrx_cli.storage.settings import readable_settings

    return readable_settings(locations.settings_file(), os.environ).settings


@cache
def _said_by_terminal() -> bool:
    """Whether it writes characters of ambiguous width in two columns. A page asks only where the language
    makes it likely: it must not wait for an answer everywhere."""
    likely = any(os.environ.get(name, "").startswith(_WIDE_LANGUAGES) for name in _LANGUAGE)
    if not likely or not sys.stdout.isatty():
        return False
    from lrx_cli.system.terminal import ask_standard_output

    return bool(ask_standard_output().wide)


def show_page(page: RenderableType) -> None:
    """Print a page on standard output: through a pager where it is longer than the screen."""
    from lrx_cli.render.console import make_console, print_page

    print_page(make_console(sys.stdout, color_now(), wide=wide_now()), page, pager=pager_now())


def pager_now() -> str:
    """The command that shows what is longer than the screen; empty for none."""
    return "" if global_options.no_pager else os.environ.get("PAGER", "less")


def colors_now() -> bool:
    """Whether standard output has colors."""
    from lrx_cli.render.console import wants_color

    return wants_color(sys.stdout, color_now(), os.environ)


# --- -o FILE, the same for every command that writes a document ------------------------------------


def check_output(output: str | None, endings: Sequence[str], *, force: bool) -> None:
    """Raises :class:`LrxError` where ``output`` cannot be written, before any work is done for it.

    ``endings``: those that the document can have, as in ``.wav``. ``None`` and ``-``: standard output.
    """
    if output is None or output == STDOUT:
        return
    if not output or "\0" in output:
        raise UsageError(f'-o: found "{clean(output, 60)}", allowed: the name of a file.')
    if os.path.splitext(output)[1].lower() not in endings:
        name = f'-o: found "{clean(os.path.basename(output), 60)}"'
        raise UsageError(f"{name}, allowed: a name that ends in {listed(endings)}.")
    if os.path.lexists(output) and not force:
        raise LrxError(
            f"{clean(output)} already exists, and was not replaced.",
            hint="Name a new file, or replace it with --force.",
            exit_code=CANNOT_CREATE,
        )


def write_output(output: str | None, document: bytes, *, force: bool, private: bool = False) -> bool:
    """Whether a file was written; otherwise it went to standard output. ``private``: for its owner alone."""
    if output is not None and output != STDOUT:
        from lrx_cli.storage.user_files import write

        write(output, document, new=not force, private=private)
        return True
    from lrx_cli.render.console import noticing_loss

    with noticing_loss():
        sys.stdout.flush()
        sys.stdout.buffer.write(document)  # as it is: the ends of lines are the document's own
        sys.stdout.flush()
    return False


def refuse_terminal(what: str, hint: str) -> None:
    """Raises :class:`UsageError` where a document would end on a screen that cannot show it."""
    if sys.stdout.isatty():
        raise UsageError(what, hint=hint)
