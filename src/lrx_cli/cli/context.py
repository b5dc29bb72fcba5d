"""What commands read: settings, the catalog, the paper to print on, and the values of options, each kind with
one voice."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TypeVar, cast

from lrx_cli import locations
from lrx_cli.cli.options import Choosing
from lrx_cli.core.catalog.exercise import LEVELS, POSITIONS, Catalog, Level
from lrx_cli.core.settings import (
    COLORS,
    MINUTES,
    ORDERS,
    PACE,
    SIDES,
    TEACHINGS,
    Kind,
    Number,
    Settings,
    Whole,
    Word,
)
from lrx_cli.errors import USAGE, LrxError
from lrx_cli.render.console import paper_for, tell
from lrx_cli.render.paper import Paper
from lrx_cli.session.plan_today import FLOOR_WORD, PlanOptions
from lrx_cli.storage.catalog import load_catalog
from lrx_cli.storage.settings import read_settings
from lrx_cli.text import clean

Read = TypeVar("Read")
_HOLD = Number(0, 600)
_REPS = Whole(1, 100)
"""Wide: each exercise has its own caps, and capping one says so."""


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


def read_position(found: str) -> str:
    return read_option("--position", Word((*POSITIONS, FLOOR_WORD)), found)


def plan_options(choosing: Choosing) -> PlanOptions:
    """What was typed, read; raises :class:`LrxError` with everything that means nothing."""
    mistakes = Mistakes()

    def read(name: str, kind: Kind[Read], found: str | None) -> Read | None:
        return None if found is None else mistakes.reading(read_option, name, kind, found)

    options = PlanOptions(
        exercises=choosing.exercises or (),
        routine=choosing.routine,
        level=read("--level", Word(LEVELS), choosing.level),
        minutes=read("--minutes", MINUTES, choosing.minutes),
        position=[mistakes.reading(read_position, word) for word in choosing.position or ()],
        skip=choosing.skip or (),
        order=read("--order", Word(ORDERS), choosing.order),
        variant=choosing.variant or (),
        hold=read("--hold", _HOLD, choosing.hold),
        reps=read("--reps", _REPS, choosing.reps),
        first_side=read("--first-side", Word(SIDES), choosing.first_side),
        sore_side=read("--sore-side", Word(SIDES), choosing.sore_side),
        teach=read("--teach", Word(TEACHINGS), choosing.teach),
        pace=read("--pace", PACE, choosing.pace),
    )
    mistakes.tell()
    return options
