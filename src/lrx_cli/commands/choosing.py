"""What is to be played: the options that session and preview share, and how they become a choice.

A command that takes a ``choosing: Choosing`` has all its options, so they are written down once and cannot
differ between the commands that have them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, NamedTuple

from lrx_cli import locations
from lrx_cli.commands.declaring import Argument, Option
from lrx_cli.commands.options import (
    LevelOption,
    Mistakes,
    PositionOption,
    read_level,
    read_option,
    read_positions,
    read_variant,
    typed,
)
from lrx_cli.core.exercise import Catalog, Ms
from lrx_cli.core.finding import find
from lrx_cli.core.person import Person
from lrx_cli.core.plan import Choice, Plan
from lrx_cli.core.routine import Routine
from lrx_cli.core.settings import (
    MINUTES,
    ORDERS,
    PACE,
    SIDES,
    TEACHINGS,
    Number,
    Settings,
    Whole,
    Word,
)
from lrx_cli.errors import USAGE, LrxError
from lrx_cli.storage.routines import find_routine

_HOLD = Number(0, 600)
_REPS = Whole(1, 100)
"""Wide: each exercise has its own caps, and capping one says so."""


class Choosing(NamedTuple):
    """What was typed; ``None`` and empty: not given, so the settings count."""

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


def choice_from(choosing: Choosing, settings: Settings, catalog: Catalog, *, manual: bool = False) -> Choice:
    """Raises :class:`LrxError` with everything that was typed and means nothing."""
    mistakes = Mistakes()
    read = mistakes.reading
    named = [read(_id_of, catalog, words) for words in choosing.exercises or ()]
    skip = [read(_id_of, catalog, words) for words in choosing.skip or ()]
    variants = [read(_variant_of, catalog, words) for words in choosing.variant or ()]
    choice = Choice(
        routine=read(read_routine, choosing.routine, settings, catalog),
        named=tuple(dict.fromkeys(named)),
        level=read(read_level, choosing.level, settings),
        positions=read(read_positions, choosing.position or ()),
        skip=tuple(skip),
        order=read(typed, "--order", Word(ORDERS), choosing.order, settings.order),
        variants=dict(filter(None, variants)),
        hold=read(_hold_of, choosing.hold),
        reps=read(typed, "--reps", _REPS, choosing.reps, None),
        first_side=read(typed, "--first-side", Word(SIDES), choosing.first_side, settings.first_side),
        sore_side=read(typed, "--sore-side", Word(SIDES), choosing.sore_side, settings.sore_side),
        teach=read(typed, "--teach", Word(TEACHINGS), choosing.teach, settings.teach),
        pace=read(typed, "--pace", PACE, choosing.pace, settings.pace),
        manual=manual,
        minutes=read(typed, "--minutes", MINUTES, choosing.minutes, settings.minutes),
    )
    mistakes.tell()
    return choice


def planned(
    catalog: Catalog,
    choice: Choice,
    settings: Settings,
    times_played: Mapping[str, int] | None = None,
    person: Person | None = None,
) -> Plan:
    """What is played of ``choice``. Without a ``person`` only the settings are known of them."""
    from lrx_cli.core.budget import within

    return within(catalog, choice, times_played, person or Person(preference=settings.preference))


def read_routine(found: str | None, settings: Settings, catalog: Catalog) -> Routine:
    """A built-in routine, one of the person's own, or the one in a file."""
    return find_routine(
        settings.routine if found is None else found,
        builtin=locations.builtin_routines_file(),
        folder=locations.routines_folder(),
        catalog=catalog,
    )


def _id_of(catalog: Catalog, words: str) -> str:
    return find(catalog, words).id


def _hold_of(found: str | None) -> Ms | None:
    return None if found is None else round(read_option("--hold", _HOLD, found) * 1000)


def _variant_of(catalog: Catalog, words: str) -> tuple[str, str]:
    exercise_words, equals, name = words.partition("=")
    if not equals:
        raise LrxError(
            f'--variant: found "{words}", allowed: EXERCISE=NAME.',
            hint="For example: --variant standing-back-extension=seated",
            exit_code=USAGE,
        )
    exercise = find(catalog, exercise_words)
    return exercise.id, read_variant(f"--variant {exercise.id}", exercise, name)
