"""Numbers, times, days, doses and steps, as every page, file and screen writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import POSTURE, SIDES, Level, Side
from lrx_cli.core.dates import date_of
from lrx_cli.text import lower_first, sentence, with_article

if TYPE_CHECKING:  # pages without exercises do not load their shapes
    from lrx_cli.core.catalog.exercise import Dose, Exercise, Source, Step, Variant
    from lrx_cli.core.planning.plan import Plan


def clock(ms: Ms) -> str:
    """Whole seconds as ``24:05``, rounded to the nearest."""
    minutes, seconds = divmod((ms + 500) // 1000, 60)
    return f"{minutes}:{seconds:02d}"


def seconds(ms: Ms) -> str:
    """``2 s``, ``2.5 s``."""
    return f"{ms / 1000:g} s"


def minutes(ms: Ms) -> str:
    """Whole minutes; under one, seconds."""
    if ms < 60_000:
        return f"{ms // 1_000} s"
    return f"{(ms + 30_000) // 60_000} min"


def hours(ms: Ms) -> str:
    """``47 min``, ``6 h 10 min``."""
    whole = (ms + 30_000) // 60_000
    return minutes(ms) if whole < 60 else f"{whole // 60} h {whole % 60} min"


def roughly(ms: Ms, minute: str = "minute", second: str = "second") -> str:
    """As people say it: ``40 seconds``, ``12 minutes``, ``2 hours``; with short units, ``12 min``."""
    seconds = max(1, round(ms / 1_000))
    count, unit = (seconds, second) if seconds < 60 else (round(seconds / 60), minute)
    if unit == minute and count >= 120:
        count, unit = round(count / 60), "hour"
    plural = "" if count == 1 or len(unit) < 4 else "s"
    return f"{count} {unit}{plural}"


def percent(part: int, whole: int) -> str:
    """Never ``100%`` while something is left, and never ``0%`` once something was done."""
    if not whole or part >= whole:
        return "all" if part else "0%"
    return f"{min(max(round(100 * part / whole), 1), 99)}%" if part else "0%"


def day_words(day: int, today: int) -> str:
    """Days since 1970-01-01 as ``today``, ``yesterday``, ``Thu 26 Nov``, or ``2025-10-25`` where the year is
    not this one, and where the day is after today, as a wrong clock leaves it."""
    if day == today:
        return "today"
    if day == today - 1:
        return "yesterday"
    date = date_of(day)
    if day > today or date.year != date_of(today).year:
        return date.isoformat()
    return f"{date:%a} {date.day} {date:%b}"


def short_date(day: int) -> str:
    """``9 Nov``"""
    date = date_of(day)
    return f"{date.day} {date:%b}"


def long_date(day: int) -> str:
    """``9 November 2026``"""
    date = date_of(day)
    return f"{date.day} {date:%B %Y}"


def picked(of: object, *names: str) -> dict[str, Any]:
    """Fields of a value that a document has under the same names."""
    return {name: getattr(of, name) for name in names}


# --- sources --------------------------------------------------------------------------------------

_NOT_SOURCES = {"design": "our choice", "known": "general knowledge"}
_QUALITY = {
    "A": "health body, guideline or paper",
    "B": "hospital or large publisher",
    "C": "a clinic's page",
    "D": "a copy or quotation",
}


def source_words(source: Source) -> str:
    """Title, place, and how much weight it bears."""
    return f"{source.title}; {source.where} ({_QUALITY[source.quality]}; {source.seen})"


def code_words(codes: Iterable[str]) -> str:
    return ", ".join(_NOT_SOURCES.get(code, code) for code in codes)


def with_sources(text: str, codes: Sequence[str]) -> str:
    return f"{text} ({code_words(codes)})" if codes else text


def all_codes(exercise: Exercise) -> list[str]:
    """Every source named anywhere on the page, in the order of the exercise's own list."""
    codes = [
        *exercise.sources,
        *(code for dose in exercise.doses.values() for codes in vars(dose.why).values() for code in codes),
        *(code for tip in exercise.tips for code in tip.sources),
        *(code for caution in exercise.cautions for code in caution.sources),
    ]
    return list(dict.fromkeys(code for code in codes if code not in _NOT_SOURCES))


# --- doses and positions --------------------------------------------------------------------------

POSITION_NAMES = {position: words.capitalize() for position, words in POSTURE.items()}


def dose_words(exercise: Exercise, dose: Dose, sides: Sequence[Side] = SIDES) -> str:
    """``2 sets, each 8 times, hold 3 s``. ``sides``: those that are done, where there are any."""
    times = {1: "once", 2: "twice"}.get(dose.reps, f"{dose.reps} times")
    if dose.sets > 1:
        times = f"{dose.sets} sets, each {times}"
    if exercise.side_mode != "none":
        times += " each side" if len(sides) == 2 else f" on the {sides[0]}"
    if not dose.hold:
        return f"{times}, no hold"
    return f"{times}, hold {seconds(dose.hold)}{' each way' if has_two_shapes(exercise, dose) else ''}"


def short_dose(exercise: Exercise, dose: Dose) -> str:
    """``8 × 3 s``, ``2 sets of 8 × 3 s``, ``5 times``: for a table, with its own column for the sides."""
    times = f"{dose.reps} times" if not dose.hold else f"{dose.reps} × {seconds(dose.hold)}"
    if dose.sets > 1:
        times = f"{dose.sets} sets of {times.removesuffix(' times')}"
    return f"{times} both ways" if dose.hold and has_two_shapes(exercise, dose) else times


def has_two_shapes(exercise: Exercise, dose: Dose) -> bool:
    """Whether one repetition goes two ways, as cat cow does: each of them has its hold."""
    moves = [
        step
        for step in exercise.steps
        if step.tag == "move"
        and step.scope == "rep"
        and not step.with_previous
        and step.from_rep == 1
        and (step.variants is None or dose.variant in step.variants)
    ]
    return len(moves) > 1 and exercise.side_mode == "none"


def needs_words(needs: tuple[str, ...]) -> str:
    """``a mat, a pillow``"""
    return ", ".join(map(with_article, needs)) if needs else "nothing"


def leaving_text(exercise: Exercise, variant: Variant, *, both: bool = True) -> str:
    """How to get out of it: after each side, or at the end."""
    leave = (variant.leave or exercise.leave).removeprefix("And ")  # as it follows a movement, aloud
    if exercise.side_mode == "one_then_other" and both:
        return f"{leave[:1].upper()}{leave[1:]} Repeat on the other side."
    return f"At the end: {lower_first(leave)}"


def step_texts(exercise: Exercise, level: Level, variant: str, hold: Ms) -> list[str]:
    """The steps to read, in order; those of a hold only where there is one."""
    return [
        step.text + _when(step, hold)
        for step in exercise.steps_of(level, variant)
        if hold or step.tag != "hold"
    ]


def _when(step: Step, hold: Ms) -> str:
    if step.from_rep > 1:
        return f" (From repetition {step.from_rep} on.)"
    return f" ({seconds(hold)})" if step.tag == "hold" else ""


def changed_words(plan: Plan, names: Mapping[str, str]) -> list[str]:
    """Every exclusion and every change with its reason; those with the same reason together. ``names``: of
    the exercises, by id."""
    reasons: dict[str, list[str]] = {}
    for id, why in plan.left_out:
        reasons.setdefault(why, []).append(names.get(id, id))
    return [f"Left out: {', '.join(listed)}. {sentence(why)}" for why, listed in reasons.items()] + list(
        plan.notes
    )
