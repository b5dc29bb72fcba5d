"""What is to be played: how what was typed becomes a choice, and a choice today's plan."""

from __future__ import annotations

from collections.abc import Mapping

from lrx_cli import locations
from lrx_cli.cli.context import (
    Mistakes,
    read_level,
    read_option,
    read_positions,
    read_variant,
    typed,
)
from lrx_cli.cli.options import Choosing
from lrx_cli.core.catalog.exercise import Catalog, Ms
from lrx_cli.core.catalog.finding import find
from lrx_cli.core.catalog.routine import Routine
from lrx_cli.core.health.profile import Person
from lrx_cli.core.planning.plan import Choice, Plan
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
    from lrx_cli.core.timeline.fit_to_minutes import within

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
