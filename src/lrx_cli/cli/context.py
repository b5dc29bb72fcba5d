"""What commands read: settings, the catalog, the paper to print on, and the values of options, each kind with
one voice."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import FLOOR, LEVELS, POSITIONS, Catalog, Exercise, Level, Position
from lrx_cli.core.settings import COLORS, Kind, Settings, Word, did_you_mean, listed
from lrx_cli.errors import USAGE, LrxError
from lrx_cli.render.console import paper_for, tell
from lrx_cli.render.paper import Paper
from lrx_cli.storage.catalog import load_catalog
from lrx_cli.storage.settings import read_settings
from lrx_cli.text import clean

Read = TypeVar("Read")
_FLOOR = "floor"


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
    from lrx_cli.storage.user_files import with_own  # who has none does not pay for reading them

    catalog, told = with_own(builtin, folder)
    if told:
        tell(told)
    return catalog


def paper_now(color: str | None, settings: Settings) -> Paper:
    """For standard output. ``color`` is the option; without it the setting counts."""
    asked = settings.color if color is None else read_option("--color", Word(COLORS), color)
    return paper_for(sys.stdout, asked)


class Mistakes:
    """In a command line: all of them are told at once, and not one at each try."""

    def __init__(self) -> None:
        self._found: list[LrxError] = []

    def reading(self, read: Callable[..., Read], *words: object) -> Read:
        """What ``read`` makes of ``words``. Nothing may be done with it before ``tell``."""
        try:
            return read(*words)
        except LrxError as error:
            if error.exit_code != USAGE:  # in a file that was named: with a list of its own
                raise
            self._found.append(error)
            return cast(Read, None)

    def tell(self) -> None:
        """Raises :class:`LrxError` where there was a mistake."""
        if len(self._found) == 1:
            raise self._found[0]
        if self._found:
            problems = [" ".join([error.message, ", ".join(error.problems)]).strip() for error in self._found]
            raise LrxError(f"{len(problems)} things cannot be read.", problems=problems, exit_code=USAGE)


def typed(name: str, kind: Kind[Read], found: str | None, setting: Read) -> Read:
    """What was typed for an option, or else what is set."""
    return setting if found is None else read_option(name, kind, found)


def read_output(found: str | None) -> str | None:
    """What follows ``-o``, where it was given: a name that a file can have."""
    if found is None or (found and "\0" not in found):
        return found
    raise LrxError(f'-o: found "{clean(found, 60)}", allowed: the name of a file.', exit_code=USAGE)


def read_level(found: str | None, settings: Settings) -> Level:
    return typed("--level", Word(LEVELS), found, settings.level)


def read_positions(found: Sequence[str]) -> tuple[Position, ...]:
    """In the order a session passes through them; ``floor`` is four of them."""
    words = {read_option("--position", Word((*POSITIONS, _FLOOR)), word) for word in found}
    return tuple(
        position for position in POSITIONS if position in words or (_FLOOR in words and position in FLOOR)
    )


def read_variant(where: str, exercise: Exercise, found: str) -> str:
    names = [variant.id for variant in exercise.variants]
    if found.strip().lower() in names:
        return found.strip().lower()
    near = did_you_mean(found, names)
    raise LrxError(
        f'{where}: found "{found}", allowed for {exercise.name}: {listed(names)}.{near}', exit_code=USAGE
    )
