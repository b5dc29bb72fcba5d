"""From one level to the next one step at a time: of one exercise, and in one variable.

A level changes repetitions, hold, form and sets together, which about doubles a session. So what is raised is
one exercise by one rung: repetitions first, then the hold, then the form, then sets. The last rung below a
level's own dose is that dose, so every number on the way lies between two that have sources.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from lrx_cli.core.catalog.exercise import Dose, Exercise
from lrx_cli.core.catalog.words import LEVELS, Level
from lrx_cli.core.health.answers import Raised

MORE_REPS = 2
"""Repetitions added at once, at most (N1: one or two every few days)."""


class Rung(NamedTuple):
    level: Level
    """The level whose steps and form are played."""
    dose: Dose
    change: str
    """What is different from the rung below, in a few words; empty on the first."""


@lru_cache(maxsize=256)
def rungs(exercise: Exercise, level: Level) -> tuple[Rung, ...]:
    """All of them from the dose of ``level`` up to that of the highest level."""
    found = [Rung(level, exercise.doses[level], "")]
    for lower, upper in pairwise(LEVELS[LEVELS.index(level) :]):
        for rung in _between(exercise, lower, upper):
            if _played(exercise, rung) == _played(exercise, found[-1]):
                found[-1] = rung._replace(change=found[-1].change)
            else:
                found.append(rung)
    return tuple(found)


def raised_to(exercise: Exercise, level: Level, raised: Raised, form: str | None) -> Rung | None:
    """What it was raised to; ``None``: nothing, or another level, or a ``form``, was asked for."""
    number = raised.by_exercise.get(exercise.id)
    if not number or raised.level != level or form is not None:
        return None
    found = rungs(exercise, level)
    return found[min(number, len(found) - 1)]


def _between(exercise: Exercise, lower: Level, upper: Level) -> Iterator[Rung]:
    dose, target = exercise.doses[lower], exercise.doses[upper]
    while dose.reps < target.reps:
        dose = replace(dose, reps=min(dose.reps + MORE_REPS, target.reps))
        yield Rung(lower, dose, f"{dose.reps} repetitions")
    if 0 < dose.hold < target.hold:
        dose = replace(dose, hold=target.hold)
        yield Rung(lower, dose, f"a hold of {_seconds(target)}")
    dose = replace(target, hold=dose.hold, sets=dose.sets)
    yield Rung(upper, dose, f"its {upper} form")
    if dose.hold < target.hold:
        dose = replace(dose, hold=target.hold)
        yield Rung(upper, dose, f"a hold of {_seconds(target)}")
    yield Rung(upper, target, f"{target.sets} sets")


def _played(exercise: Exercise, rung: Rung) -> tuple[object, ...]:
    """What somebody would notice of it."""
    dose = rung.dose
    steps = exercise.steps_of(rung.level, dose.variant)
    return dose.reps, dose.hold, dose.sets, dose.variant, dose.tempo, steps


def _seconds(dose: Dose) -> str:
    return f"{dose.hold // 1000} seconds"
