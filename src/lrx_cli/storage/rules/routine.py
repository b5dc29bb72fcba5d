"""What must hold in a routine, beyond the shape of its file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lrx_cli.core.catalog.exercise import LEVELS, Catalog, Exercise
from lrx_cli.core.catalog.routine import Prescription, Routine
from lrx_cli.storage.files import Problem


def routines_problems(routines: Sequence[Routine], catalog: Catalog) -> Iterator[Problem]:
    ids = [routine.id for routine in routines]
    for place, routine in enumerate(routines):
        where = f"routines[{place}]"
        if routine.id in ids[:place]:
            yield Problem(f"{where}.id", f'"{routine.id}" is given twice')
        for problem in routine_problems(routine, catalog):
            yield Problem(f"{where}.{problem.place}", problem.text)


def routine_problems(routine: Routine, catalog: Catalog) -> Iterator[Problem]:
    exercises = {exercise.id: exercise for exercise in catalog.exercises}
    for place, line in enumerate(routine.lines):
        where = f"lines[{place}]"
        exercise = exercises.get(line.exercise)
        if exercise is None:
            known = ", ".join(exercises)
            yield Problem(f"{where}.exercise", f'there is no exercise "{line.exercise}"; allowed: {known}')
            continue
        for problem in _line_problems(line, exercise):
            yield Problem(f"{where}.{problem.place}", problem.text)


def _line_problems(line: Prescription, exercise: Exercise) -> Iterator[Problem]:
    if len(set(line.levels)) < len(line.levels):
        yield Problem("levels", "names a level twice")
    limited = set(line.levels) != set(LEVELS)
    if limited and not line.left_out:
        yield Problem("left_out", "is missing; say why it is left out at the other levels")
    if line.left_out and not limited:
        yield Problem("left_out", "says why it is left out, and it never is; limit its levels or drop this")
    ids = [variant.id for variant in exercise.variants]
    if line.variant is not None and line.variant not in ids:
        allowed = ", ".join(ids)
        yield Problem("variant", f'"{line.variant}" is no variant of {exercise.id}; allowed: {allowed}')
    if line.hold is not None and line.hold > exercise.hold_cap:
        yield Problem("hold_s", f"is more than {exercise.id} allows, {exercise.hold_cap / 1_000:g} s")
    if line.reps is not None and line.reps > exercise.reps_cap:
        yield Problem("reps", f"is more than {exercise.id} allows, {exercise.reps_cap}")
    if line.sets is not None and line.sets > exercise.sets_cap:
        yield Problem("sets", f"is more than {exercise.id} allows, {exercise.sets_cap}")
    if line.only_side and exercise.side_mode != "one_then_other":
        why = "it has no sides" if exercise.side_mode == "none" else "its sides take turns"
        yield Problem("only_side", f"is not for {exercise.id}; {why}")
