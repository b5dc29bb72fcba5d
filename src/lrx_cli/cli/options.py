"""Options that mean the same in every command that has them. Declared here, and read by ``reading``."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from lrx_cli.cli.declaring import Argument, Flag, Option

JsonOption = Annotated[bool, Flag("--json", "Print JSON, for programs.")]
ColorOption = Annotated[str | None, Option("--color", "auto|always|never", "When to use colors.")]
LevelOption = Annotated[str | None, Option("--level", "gentle|standard|stronger", "How much is prescribed.")]
PositionOption = Annotated[
    list[str] | None,
    Option(
        "--position",
        "POSITION",
        "Only exercises done so: prone, supine, side-lying, quadruped, seated, standing; "
        "floor means the first four. May be given more than once.",
    ),
]


class Choosing(NamedTuple):
    """What is to be played, as it was typed; ``None`` and empty: not given, so the settings count.

    A command that takes a ``choosing: Choosing`` has all of these options.
    """

    exercises: Annotated[
        list[str] | None,
        Argument(
            "[EXERCISE]...",
            "Only these, in this order: an id, a name, a number, or a part of one that fits only one.",
        ),
    ] = None
    routine: Annotated[
        str | None,
        Option(
            "--routine",
            "NAME|FILE",
            "What to play when no exercise is named: full, morning, desk, evening, or a routine file.",
        ),
    ] = None
    level: LevelOption = None
    minutes: Annotated[
        str | None,
        Option(
            "--minutes", "NUMBER", "Play no longer than this, the questions before and after not counted."
        ),
    ] = None
    position: PositionOption = None
    skip: Annotated[
        list[str] | None,
        Option("--skip", "EXERCISE", "Leave this one out. May be given more than once."),
    ] = None
    order: Annotated[
        str | None,
        Option("--order", "position|article", "The fewest changes of position, or the article's numbers."),
    ] = None
    variant: Annotated[
        list[str] | None,
        Option(
            "--variant",
            "EXERCISE=NAME",
            "The form of an exercise, as lrx show names them. May be given more than once.",
        ),
    ] = None
    hold: Annotated[
        str | None, Option("--hold", "SECONDS", "Hold so long, as far as each exercise allows.")
    ] = None
    reps: Annotated[
        str | None, Option("--reps", "NUMBER", "Repeat so often, as far as each exercise allows.")
    ] = None
    first_side: Annotated[str | None, Option("--first-side", "left|right", "The side that begins.")] = None
    sore_side: Annotated[
        str | None,
        Option("--sore-side", "left|right", "The side that hurts; it comes second in the nerve glides."),
    ] = None
    teach: Annotated[
        str | None,
        Option(
            "--teach",
            "auto|full|short|off",
            "How much is explained; auto explains less the better you know an exercise.",
        ),
    ] = None
    pace: Annotated[
        str | None,
        Option(
            "--pace",
            "NUMBER",
            "Preparing, switching, resting and changing position take so many times as long, 0.5 to 3; "
            "movements and holds stay as they are.",
        ),
    ] = None
