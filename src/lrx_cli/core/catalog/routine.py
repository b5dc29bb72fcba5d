"""What is prescribed, in order: a routine and its lines; what of it was asked for; and what comes next."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, NamedTuple

from lrx_cli.core.catalog.exercise import Dose, Exercise, Levels
from lrx_cli.core.catalog.limits import File, Hold, Line, Ms, Name, Reps, Rest, Sets, Tempo, Text
from lrx_cli.core.catalog.words import LEVELS, Level, Order, Position, Side, Telling
from lrx_cli.shapes import Id, Len, Shape


class Prescription(Shape):
    """One line of a routine: an exercise and, perhaps, a dose of its own (the *Rx*).

    What is left out is as the catalog has it at today's level.
    """

    exercise: Id
    levels: Levels = LEVELS
    left_out: Line | None = None
    """Why it is left out at the other levels, in a sentence."""
    variant: Id | None = None
    hold: Hold | None = None
    reps: Reps | None = None
    sets: Sets | None = None
    rest: Rest | None = None
    tempo: Tempo | None = None
    only_side: Side | None = None
    often: Line | None = None
    """How many times a day or a week it was prescribed, in words. A session is always one time."""
    note: Text | None = None

    def above_caps(self, exercise: Exercise, dose: Dose) -> str | None:
        """What of ``dose`` is prescribed here beyond the most that ``exercise`` suggests, in a sentence."""
        more = [
            f"{most:g} {words}"
            for prescribed, found, most, words in (
                (self.sets, dose.sets, exercise.sets_cap, "set" if exercise.sets_cap == 1 else "sets"),
                (self.reps, dose.reps, exercise.reps_cap, "repetitions"),
                (self.hold, dose.hold / 1_000, exercise.hold_cap / 1_000, "s of holding"),
            )
            if prescribed is not None and found > most
        ]
        return f"As prescribed; lrx itself goes up to {' and '.join(more)}." if more else None


class Routine(Shape):
    id: Id
    name: Name
    about: Text
    lines: Annotated[tuple[Prescription, ...], Len(1, 60)]
    ordered: bool
    """Whether the order of the lines counts; otherwise the fewest changes of position do."""


class RoutineFile(Routine, File, kw_only=True):
    """One routine of one's own."""


class RoutinesFile(File, kw_only=True):
    """The built-in routines."""

    routines: Annotated[tuple[Routine, ...], Len(1, 100)]


class Choice(NamedTuple):
    """What was asked for. ``named`` exercises keep their order and are never left out."""

    routine: Routine
    named: tuple[str, ...] = ()
    level: Level | None = "standard"
    """``None``: that of the last session, gentle where there is none."""
    positions: tuple[Position, ...] = ()
    skip: tuple[str, ...] = ()
    order: Order = "position"
    variants: Mapping[str, str] = {}
    hold: Ms | None = None
    reps: int | None = None
    first_side: Side = "left"
    sore_side: Side | None = None
    teach: Telling = "auto"
    pace: float = 1.0
    """Stretches preparing, switching, resting and changing position, never a movement or a hold."""
    manual: bool = False
    """Wait for a key after every instruction."""
    minutes: float | None = None
    """Playing time, questions not counted; ``None``: as long as it takes. Kept by ``fit_to_minutes``."""
    most: int | None = None
    """Not more exercises than these; ``None``: all of them."""


# --- from one level to the next ---------------------------------------------------------------------
#
# A level changes repetitions, hold, form and sets together, which about doubles a session. A rung changes one
# of them: repetitions first, then the hold, then the form, then sets. The last rung below a level's own dose
# is that dose, so every number on the way lies between two that have sources.

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


def _between(exercise: Exercise, lower: Level, upper: Level) -> Iterator[Rung]:
    dose, target = exercise.doses[lower], exercise.doses[upper]
    longer_hold = f"a hold of {target.hold // 1_000} seconds"
    while dose.reps < target.reps:
        dose = replace(dose, reps=min(dose.reps + MORE_REPS, target.reps))
        yield Rung(lower, dose, f"{dose.reps} repetitions")
    if 0 < dose.hold < target.hold:
        dose = replace(dose, hold=target.hold)
        yield Rung(lower, dose, longer_hold)
    dose = replace(target, hold=dose.hold, sets=dose.sets)
    yield Rung(upper, dose, f"its {upper} form")
    if dose.hold < target.hold:
        dose = replace(dose, hold=target.hold)
        yield Rung(upper, dose, longer_hold)
    yield Rung(upper, target, f"{target.sets} sets")


def _played(exercise: Exercise, rung: Rung) -> tuple[object, ...]:
    """What somebody would notice of it."""
    dose = rung.dose
    steps = exercise.steps_of(rung.level, dose.variant)
    return dose.reps, dose.hold, dose.sets, dose.variant, dose.tempo, steps
