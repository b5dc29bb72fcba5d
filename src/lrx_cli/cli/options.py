"""Options that several commands have, as aliases; those of a plan, as one group; what can be completed.

A command's parameter is called like the alias without ``Option``: ``level: LevelOption = None``.
"""

import inspect
import math
import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from enum import StrEnum
from functools import wraps
from typing import Annotated, Any, NamedTuple, TypeVar

import typer

from lrx_cli import locations
from lrx_cli.cli.context import catalog_now
from lrx_cli.core.catalog.words import Level, Order, Side, Telling
from lrx_cli.core.settings import LEAST_MINUTES, LEAST_PACE, MOST_MINUTES, MOST_PACE
from lrx_cli.errors import LrxError

WHAT = "What"
HOW_MUCH = "How much"
ORDER = "Order and sides"
SCREEN = "Screen and sound"
SAFETY = "Safety"
OUTPUT = "Output"
"""The panels of options in the help of a command, in this order."""

Offered = Iterator[tuple[str, str]]
"""Words, each with what it is."""

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 ,.-]+")

Result = TypeVar("Result")


def option(flags: str, help: str, panel: str | None = None, **more: Any) -> Any:
    """``flags``: separated by spaces. ``panel``: of the help. A setting has its default, and its variable,
    from the settings."""
    return typer.Option(*flags.split(), help=help, rich_help_panel=panel, case_sensitive=False, **more)


def number(
    flag: str, help: str, panel: str, least: float, most: float, metavar: str = "NUMBER", **more: Any
) -> Any:
    return option(flag, help, panel, min=least, max=most, metavar=metavar, callback=_finite, **more)


def argument(metavar: str, help: str, completed_by: Callable[[], Any] | None = None) -> Any:
    return typer.Argument(metavar=metavar, help=help, show_default=False, autocompletion=completed_by)


class PositionWord(StrEnum):
    """What ``--position`` takes: typer makes choices of many values from an Enum."""

    QUADRUPED = "quadruped"
    PRONE = "prone"
    SUPINE = "supine"
    SIDE_LYING = "side-lying"
    SEATED = "seated"
    STANDING = "standing"
    FLOOR = "floor"


def _finite(value: float | None) -> float | None:
    """What is not a number is in no range, and would pass for one in each."""
    if value is not None and not math.isfinite(value):
        raise typer.BadParameter("that is not a number.")
    return value


# --- what can be completed -------------------------------------------------------------------------
#
# A shell may put what it gets through an ``eval``, and files of one's own can hold or be called anything. So
# only ids are offered, which have nothing in them but letters, digits and hyphens, and what is said about
# them has letters, digits and the plainest punctuation.


def complete_exercises() -> Offered:
    """Every exercise, built in or one's own."""
    for exercise in catalog_now(quiet=True).exercises:
        yield from _safe(exercise.id, exercise.name)


def complete_own_exercises() -> Offered:
    yield from _own(locations.exercises_folder())


def complete_routines() -> Offered:
    """Every routine, built in or one's own."""
    from lrx_cli.storage.catalog import load_routines

    for routine in load_routines(locations.builtin_routines_file(), catalog_now(quiet=True)):
        yield from _safe(routine.id, routine.name)
    yield from complete_own_routines()


def complete_own_routines() -> Offered:
    yield from _own(locations.routines_folder())


def complete_variants() -> Offered:
    """``EXERCISE=VARIANT``, every one there is."""
    for exercise in catalog_now(quiet=True).exercises:
        for variant in exercise.variants:
            for id, what in _safe(variant.id, exercise.name):
                yield f"{exercise.id}={id}", what


def complete_variants_of_shown() -> Offered:
    """The variants of the exercise that stands on the command line."""
    from lrx_cli.core.catalog.exercise import find

    # typer stops reading at the option that still waits for its value, so it has not seen the exercise.
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS", "")
    catalog = catalog_now(quiet=True)
    for word in line.split():
        with suppress(LrxError):
            exercise = find(catalog, word.strip("'\""))
            for variant in exercise.variants:
                yield from _safe(variant.id, exercise.name)
            return


def _safe(id: str, what: str) -> Offered:
    if _ID.fullmatch(id):
        yield id, _NOT_PLAIN.sub(" ", what)[:60].strip()


def _own(folder: str) -> Offered:
    from lrx_cli.storage.user_files import id_of, own_files

    for path in own_files(folder):
        yield from _safe(id_of(path), "your own")


# --- options of several commands -------------------------------------------------------------------

JsonOption = Annotated[bool, option("--json", "Print JSON, for programs.", OUTPUT)]
LevelOption = Annotated[Level | None, option("--level", "Which dose to play.", HOW_MUCH)]
PositionOption = Annotated[
    list[PositionWord] | None,
    option(
        "--position",
        "Only exercises in this position: quadruped, prone, supine, side-lying, seated, standing; floor "
        "means the first four. May be given more than once.",
        WHAT,
        metavar="POSITION",
    ),
]
OutputOption = Annotated[
    str | None, option("--output -o", "Write to this file; - is standard output.", OUTPUT, metavar="FILE")
]
ForceOption = Annotated[bool, option("--force", "Replace the file if it exists.", OUTPUT)]
YesOption = Annotated[bool, option("--yes", "Do not ask.")]


# --- the options of the plan -----------------------------------------------------------------------


class PlanOptions(NamedTuple):
    """What to play, and how: the options that session, preview, render and handout share.

    One field is one option, in the order of the help. ``None``: not typed, so the settings decide.
    """

    exercises: Annotated[
        list[str] | None,
        argument(
            "[EXERCISE]...",
            "Only these, in this order: an id, a name, a number, or a part of one that fits only one.",
            complete_exercises,
        ),
    ] = None
    routine: Annotated[
        str | None,
        option(
            "--routine",
            "What to play when no exercise is named: full, morning, desk, evening, one of your own, or "
            "a routine file.",
            WHAT,
            metavar="NAME|FILE",
            autocompletion=complete_routines,
        ),
    ] = None
    position: PositionOption = None
    skip: Annotated[
        list[str] | None,
        option(
            "--skip",
            "Leave this one out. May be given more than once.",
            WHAT,
            metavar="EXERCISE",
            autocompletion=complete_exercises,
        ),
    ] = None
    variant: Annotated[
        list[str] | None,
        option(
            "--variant",
            "Which form of an exercise to do; lrx show lists them. May be given more than once.",
            WHAT,
            metavar="EXERCISE=NAME",
            autocompletion=complete_variants,
        ),
    ] = None
    level: LevelOption = None
    minutes: Annotated[
        float | None,
        number(
            "--minutes",
            "Play no longer than this, not counting the questions before and after.",
            HOW_MUCH,
            LEAST_MINUTES,
            MOST_MINUTES,
        ),
    ] = None
    hold: Annotated[
        float | None,
        number(
            "--hold", "Hold this long, up to the limit of each exercise.", HOW_MUCH, 0, 600, metavar="SECONDS"
        ),
    ] = None
    reps: Annotated[
        int | None,
        number("--reps", "Repeat this many times, up to the limit of each exercise.", HOW_MUCH, 1, 100),
    ] = None
    teach: Annotated[
        Telling | None,
        option(
            "--teach", "How much is explained; auto explains less the better you know an exercise.", HOW_MUCH
        ),
    ] = None
    pace: Annotated[
        float | None,
        number(
            "--pace",
            "Take this many times as long to prepare, switch sides, rest and change position; movements "
            "and holds stay as they are.",
            HOW_MUCH,
            LEAST_PACE,
            MOST_PACE,
        ),
    ] = None
    order: Annotated[
        Order | None,
        option("--order", "By position, for the fewest changes, or by the article's numbers.", ORDER),
    ] = None
    first_side: Annotated[Side | None, option("--first-side", "The side to start with.", ORDER)] = None
    sore_side: Annotated[
        Side | None, option("--sore-side", "The side that hurts; it comes second in the nerve glides.", ORDER)
    ] = None


def takes_plan(command: Callable[..., Result]) -> Callable[..., Result]:
    """Give a command the options of the plan, before its own. It gets them as ``plan: PlanOptions``.

    typer reads the signature of a function, so the command is given one that has them all.
    """
    shared = inspect.signature(PlanOptions).parameters
    own = dict(inspect.signature(command).parameters)
    del own["plan"]

    @wraps(command)
    def with_plan(**given: Any) -> Result:
        plan = PlanOptions(**{name: given.pop(name) for name in shared})
        return command(plan=plan, **given)

    parameters = [one.replace(kind=one.KEYWORD_ONLY) for one in (*shared.values(), *own.values())]
    vars(with_plan)["__signature__"] = inspect.Signature(parameters)
    with_plan.__annotations__ = {one.name: one.annotation for one in parameters}
    return with_plan
