"""Options that mean the same in every command that has them.

A command's parameter is called like the alias without ``Option``: ``level: LevelOption = None``. Where an
option is also a setting, ``envvar`` names its variable, and the settings file gives its default:
``cli/group`` sees to that for every option whose variable is called like its parameter.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import Annotated

import typer

from lrx_cli.cli import completion
from lrx_cli.cli.panels import HOW_MUCH, ORDER, OUTPUT, SAFETY, SCREEN, WHAT
from lrx_cli.core.catalog.words import Level, Order, Side, Telling
from lrx_cli.core.settings import LEAST_MINUTES, LEAST_PACE, MOST_MINUTES, MOST_PACE


class PositionWord(StrEnum):
    """What ``--position`` takes: typer makes choices of many values from an Enum."""

    QUADRUPED = "quadruped"
    PRONE = "prone"
    SUPINE = "supine"
    SIDE_LYING = "side-lying"
    SEATED = "seated"
    STANDING = "standing"
    FLOOR = "floor"


def finite(value: float | None) -> float | None:
    """Callback of every number: what is not a number is in no range, and would pass for one in each."""
    if value is not None and not math.isfinite(value):
        raise typer.BadParameter("that is not a number.")
    return value


JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.", rich_help_panel=OUTPUT)]

# --- what ------------------------------------------------------------------------------------------

ExerciseArgument = Annotated[
    str,
    typer.Argument(
        metavar="EXERCISE",
        help="An id, a name, a number, or a part of one that fits only one.",
        show_default=False,
        autocompletion=completion.exercises,
    ),
]
ExercisesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[EXERCISE]...",
        help="Only these, in this order: an id, a name, a number, or a part of one that fits only one.",
        show_default=False,
        autocompletion=completion.exercises,
    ),
]
RoutineOption = Annotated[
    str | None,
    typer.Option(
        "--routine",
        metavar="NAME|FILE",
        help="What to play when no exercise is named: full, morning, desk, evening, one of your own, or a "
        "routine file.",
        envvar="LRX_ROUTINE",
        autocompletion=completion.routines,
        show_envvar=False,
        rich_help_panel=WHAT,
    ),
]
PositionOption = Annotated[
    list[PositionWord] | None,
    typer.Option(
        "--position",
        case_sensitive=False,
        metavar="POSITION",
        help="Only exercises done so: quadruped, prone, supine, side-lying, seated, standing; floor means "
        "the first four. May be given more than once.",
        rich_help_panel=WHAT,
    ),
]
SkipOption = Annotated[
    list[str] | None,
    typer.Option(
        "--skip",
        metavar="EXERCISE",
        help="Leave this one out. May be given more than once.",
        autocompletion=completion.exercises,
        rich_help_panel=WHAT,
    ),
]
VariantsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--variant",
        metavar="EXERCISE=NAME",
        help="The form of an exercise, as lrx show names them. May be given more than once.",
        autocompletion=completion.variants,
        rich_help_panel=WHAT,
    ),
]

# --- how much --------------------------------------------------------------------------------------

LevelOption = Annotated[
    Level | None,
    typer.Option(
        "--level",
        case_sensitive=False,
        help="How much is prescribed.",
        envvar="LRX_LEVEL",
        show_envvar=False,
        rich_help_panel=HOW_MUCH,
    ),
]
MinutesOption = Annotated[
    float | None,
    typer.Option(
        "--minutes",
        metavar="NUMBER",
        min=LEAST_MINUTES,
        max=MOST_MINUTES,
        callback=finite,
        help="Play no longer than this, the questions before and after not counted.",
        envvar="LRX_MINUTES",
        show_envvar=False,
        rich_help_panel=HOW_MUCH,
    ),
]
HoldOption = Annotated[
    float | None,
    typer.Option(
        "--hold",
        metavar="SECONDS",
        min=0,
        max=600,
        callback=finite,
        help="Hold so long, as far as each exercise allows.",
        rich_help_panel=HOW_MUCH,
    ),
]
RepsOption = Annotated[
    int | None,
    typer.Option(
        "--reps",
        metavar="NUMBER",
        min=1,
        max=100,
        help="Repeat so often, as far as each exercise allows.",
        rich_help_panel=HOW_MUCH,
    ),
]
TeachOption = Annotated[
    Telling | None,
    typer.Option(
        "--teach",
        case_sensitive=False,
        help="How much is explained; auto explains less the better you know an exercise.",
        envvar="LRX_TEACH",
        show_envvar=False,
        rich_help_panel=HOW_MUCH,
    ),
]
PaceOption = Annotated[
    float | None,
    typer.Option(
        "--pace",
        metavar="NUMBER",
        min=LEAST_PACE,
        max=MOST_PACE,
        callback=finite,
        help="Preparing, switching, resting and changing position take so many times as long; movements and "
        "holds stay as they are.",
        envvar="LRX_PACE",
        show_envvar=False,
        rich_help_panel=HOW_MUCH,
    ),
]

# --- order and sides -------------------------------------------------------------------------------

OrderOption = Annotated[
    Order | None,
    typer.Option(
        "--order",
        case_sensitive=False,
        help="The fewest changes of position, or the article's numbers.",
        envvar="LRX_ORDER",
        show_envvar=False,
        rich_help_panel=ORDER,
    ),
]
FirstSideOption = Annotated[
    Side | None,
    typer.Option(
        "--first-side",
        case_sensitive=False,
        help="The side that begins.",
        envvar="LRX_FIRST_SIDE",
        show_envvar=False,
        rich_help_panel=ORDER,
    ),
]
SoreSideOption = Annotated[
    Side | None,
    typer.Option(
        "--sore-side",
        case_sensitive=False,
        help="The side that hurts; it comes second in the nerve glides.",
        envvar="LRX_SORE_SIDE",
        show_envvar=False,
        rich_help_panel=ORDER,
    ),
]

# --- screen and sound ------------------------------------------------------------------------------

FiguresOption = Annotated[
    bool | None,
    typer.Option(
        "--figures/--no-figures",
        help="Draw how it is done.",
        envvar="LRX_FIGURES",
        show_envvar=False,
        rich_help_panel=SCREEN,
    ),
]
PlainOption = Annotated[
    bool,
    typer.Option(
        "--plain",
        help="Lines only: nothing on the screen is moved or rewritten.",
        envvar="LRX_PLAIN",
        show_envvar=False,
        rich_help_panel=SCREEN,
    ),
]

# --- output ----------------------------------------------------------------------------------------

OutputOption = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write it here; - is standard output.",
        rich_help_panel=OUTPUT,
    ),
]
ForceOption = Annotated[
    bool,
    typer.Option("--force", help="Replace the file where it is there already.", rich_help_panel=OUTPUT),
]
YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask.", rich_help_panel=SAFETY)]
