"""What is to be played: how the options of a command become a choice, and a choice today's plan."""

import os.path
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog, Exercise, find
from lrx_cli.core.catalog.routine import Routine
from lrx_cli.core.catalog.words import Flag, Level, Order, Side, Telling, positions_named
from lrx_cli.core.health.policy import Allowance, Refusal, Situation, decide
from lrx_cli.core.health.profile import HealthProfile, health_profile
from lrx_cli.core.planning.plan import Choice, Plan
from lrx_cli.core.settings import Settings
from lrx_cli.errors import USAGE, LrxError
from lrx_cli.storage.routines import find_routine
from lrx_cli.text import did_you_mean, listed


class PlanOptions(NamedTuple):
    """What to play, as the command line has it. ``None`` and empty: not given, so the settings decide.

    The fields are called like the parameters of the commands that take them.
    """

    exercises: Sequence[str] = ()
    """Ids, names, numbers, or parts of them."""
    routine: str | None = None
    """A name or a file."""
    level: Level | None = None
    minutes: float | None = None
    position: Sequence[str] = ()
    """Positions, or ``floor``."""
    skip: Sequence[str] = ()
    order: Order | None = None
    variant: Sequence[str] = ()
    """Each ``EXERCISE=NAME``."""
    hold: float | None = None
    """Seconds."""
    reps: int | None = None
    first_side: Side | None = None
    sore_side: Side | None = None
    teach: Telling | None = None
    pace: float | None = None


def choice_from(
    options: PlanOptions, settings: Settings, catalog: Catalog, *, manual: bool = False
) -> Choice:
    """Raises :class:`LrxError` where an option names what is not there."""
    return Choice(
        named=tuple(dict.fromkeys(find(catalog, words).id for words in options.exercises)),
        routine=read_routine(options.routine, settings, catalog),
        level=options.level or settings.level,
        positions=positions_named(options.position),
        skip=tuple(find(catalog, words).id for words in options.skip),
        order=options.order or settings.order,
        variants=dict(_variant_of(catalog, words) for words in options.variant),
        hold=None if options.hold is None else round(options.hold * 1000),
        reps=options.reps,
        first_side=options.first_side or settings.first_side,
        sore_side=options.sore_side or settings.sore_side,
        teach=options.teach or settings.teach,
        pace=options.pace or settings.pace,
        manual=manual,
        minutes=options.minutes or settings.minutes,
    )


def planned(
    catalog: Catalog,
    choice: Choice,
    settings: Settings,
    times_played: Mapping[str, int] | None = None,
    allowed: Allowance | None = None,
) -> Plan:
    """What is played of ``choice``. Without ``allowed`` only the settings are known of the person."""
    from lrx_cli.core.timeline.compile import fit_to_minutes

    allowed = allowed or decide(Situation(HealthProfile(), 0, settings.preference))
    return fit_to_minutes(catalog, choice, times_played, allowed)


def read_routine(found: str | None, settings: Settings, catalog: Catalog) -> Routine:
    """A built-in routine, one of the person's own, or the one in a file."""
    return find_routine(
        settings.routine if found is None else found,
        builtin=locations.builtin_routines_file(),
        folder=locations.routines_folder(),
        catalog=catalog,
    )


def read_variant(where: str, exercise: Exercise, found: str) -> str:
    """The id of the variant called ``found``; ``where``: the option, for the error."""
    names = [variant.id for variant in exercise.variants]
    if found.strip().lower() in names:
        return found.strip().lower()
    near = did_you_mean(found, names)
    raise LrxError(
        f'{where}: found "{found}", allowed for {exercise.name}: {listed(names)}.{near}', exit_code=USAGE
    )


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


def planned_for_me(catalog: Catalog, choice: Choice, settings: Settings) -> Plan:
    """What ``lrx session`` would play of ``choice`` if it began now, before its questions are asked."""
    past = _history_of()
    situation = Situation(past.health, past.today, settings.preference, last_level=past.last_level)
    return planned(catalog, choice, settings, past.times_played, decide(situation))


def my_flags() -> frozenset[Flag]:
    """What the person has said that an exercise may have to mind."""
    return _history_of().health.flags


def sign_that_holds() -> Refusal | None:
    """A warning sign that was reported, and neither answered anew since nor assessed."""
    return _history_of().health.stop


class _Past(NamedTuple):
    """What the history knows today."""

    today: int
    times_played: Mapping[str, int] = {}
    health: HealthProfile = HealthProfile()
    last_level: Level | None = None


def _history_of() -> _Past:
    """Nothing is known where there is no history, or none that can be read; what is wrong with it,
    ``lrx history`` says."""
    from lrx_cli.system.clock import wall_clock

    path, today = locations.history_file(), wall_clock().day
    if not os.path.exists(path):
        return _Past(today)
    from lrx_cli.core.records.progress import times_played
    from lrx_cli.storage.history.queries import last_counted, practice, reading
    from lrx_cli.storage.history.rows import read_answers

    try:
        with reading(path) as connection:
            if connection is None:
                return _Past(today)
            last = last_counted(connection)
            return _Past(
                today,
                times_played(practice(connection), today),
                health_profile(read_answers(connection), today),
                None if last is None else last.session.level,
            )
    except LrxError:
        return _Past(today)
