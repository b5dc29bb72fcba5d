"""What is to be played: how the options of a command become a choice, and a choice today's plan."""

from typing import NamedTuple

from lrx_cli import locations
from lrx_cli.cli.context import catalog_now, color_now, past_now, settings_now
from lrx_cli.cli.options import PlanOptions
from lrx_cli.core.catalog.exercise import Catalog, Exercise, find
from lrx_cli.core.catalog.routine import Choice, Routine
from lrx_cli.core.catalog.words import Flag, positions_named
from lrx_cli.core.health.policy import decide
from lrx_cli.core.health.profile import HealthProfile, health_profile
from lrx_cli.core.planning.plan import Plan
from lrx_cli.core.records.progress import Past
from lrx_cli.core.settings import Settings
from lrx_cli.core.timeline.fit_to_minutes import fit_to_minutes
from lrx_cli.errors import UsageError
from lrx_cli.storage.catalog import find_routine
from lrx_cli.system.clock import wall_clock
from lrx_cli.text import did_you_mean, listed


class Today(NamedTuple):
    """What would be played now, and what it was worked out from."""

    settings: Settings
    catalog: Catalog
    choice: Choice
    plan: Plan


def plan_now(options: PlanOptions, *, manual: bool = False, what: str | None = None) -> Today:
    """``what``: is to be done with the plan. Then one without exercises raises :class:`UsageError`."""
    settings, catalog = settings_now(), catalog_now()
    choice = choice_from(options, settings, catalog, manual=manual)
    plan = planned_for_me(catalog, choice, settings)
    if what and not plan.lines:
        from lrx_cli.core.words import changed_words

        why = changed_words(plan, catalog.names())
        raise UsageError(f"Nothing is left to {what}.", problems=why)
    return Today(settings, catalog, choice, plan)


def choice_from(
    options: PlanOptions, settings: Settings, catalog: Catalog, *, manual: bool = False
) -> Choice:
    """Raises :class:`UsageError` where an option names what is not there."""
    return Choice(
        named=tuple(dict.fromkeys(find(catalog, words).id for words in options.exercises or ())),
        routine=read_routine(options.routine, settings, catalog),
        level=options.level or settings.level,
        positions=positions_named(options.position or ()),
        skip=tuple(find(catalog, words).id for words in options.skip or ()),
        order=options.order or settings.order,
        variants=dict(_variant_of(catalog, words) for words in options.variant or ()),
        hold=None if options.hold is None else round(options.hold * 1000),
        reps=options.reps,
        first_side=options.first_side or settings.first_side,
        sore_side=options.sore_side or settings.sore_side,
        teach=options.teach or settings.teach,
        pace=options.pace or settings.pace,
        manual=manual,
        minutes=options.minutes or settings.minutes,
    )


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
    raise UsageError(f'{where}: found "{found}", allowed for {exercise.name}: {listed(names)}.{near}')


def _variant_of(catalog: Catalog, words: str) -> tuple[str, str]:
    exercise_words, equals, name = words.partition("=")
    if not equals:
        raise UsageError(
            f'--variant: found "{words}", allowed: EXERCISE=NAME.',
            hint="For example: --variant standing-back-extension=seated",
        )
    exercise = find(catalog, exercise_words)
    return exercise.id, read_variant(f"--variant {exercise.id}", exercise, name)


# --- what is known of the person ------------------------------------------------------------------


def planned_for_me(catalog: Catalog, choice: Choice, settings: Settings) -> Plan:
    """What ``lrx session`` would play of ``choice`` if it began now, before its questions are asked."""
    past = past_now() or Past()
    allowed = decide(past.situation(wall_clock().day, settings.preference))
    return fit_to_minutes(catalog, choice, past.times_played, allowed)


def my_flags() -> frozenset[Flag]:
    """What the person has said that an exercise may have to mind."""
    return _health_now().flags


def tell_refusal() -> bool:
    """Whether a warning sign that was reported still holds, neither answered anew since nor assessed. What to
    do is printed then, beside the output."""
    sign = _health_now().stop
    if sign is None:
        return False
    from lrx_cli.core.health.checkin import refusal_text  # slow to import, all of them
    from lrx_cli.render.console import tell_page
    from lrx_cli.render.question import refusal_page
    from lrx_cli.storage.catalog import load_safety

    text = refusal_text(load_safety(locations.safety_file()), sign)
    tell_page(refusal_page(text), color=color_now())
    return True


def _health_now() -> HealthProfile:
    past = past_now()
    return health_profile(past.answers if past else (), wall_clock().day)
