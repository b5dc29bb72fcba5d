"""Reading routines (the built-in ones, and files that people write), and what must hold in them."""

from __future__ import annotations

import os.path
from collections.abc import Iterator, Sequence
from typing import Any

from lrx_cli.core.catalog.exercise import Catalog, Exercise
from lrx_cli.core.catalog.routine import Prescription, Routine, RoutineFile, RoutinesFile
from lrx_cli.core.catalog.words import LEVELS
from lrx_cli.errors import USAGE, LrxError
from lrx_cli.storage.files import (
    Problem,
    invalid,
    kind_of,
    load,
    parse,
    read_bytes,
    required,
    who_takes,
    within,
)
from lrx_cli.storage.user_files import ENDING, own_files, place_for
from lrx_cli.text import clean, did_you_mean


def load_routines(path: str, catalog: Catalog) -> tuple[Routine, ...]:
    """The routines in the file ``path``. Raises one :class:`LrxError` that names everything wrong."""
    return load(path, "routines.json", RoutinesFile, lambda found: checked_routines(found, catalog)).routines


def load_routine(path: str, catalog: Catalog) -> Routine:
    """The one routine in a file that somebody wrote."""
    return routine_in(parse(read_bytes(path), path), path, catalog)


def routine_in(document: Any, path: str, catalog: Catalog) -> Routine:
    """The one routine in ``document``; ``path`` is for the error."""
    if kind_of(document) != "routine":
        hint = who_takes(document, path) or "lrx routine new asks for what a sheet says, line by line."
        raise invalid(path, ["this is no routine: it has no lines"], hint)
    return required(checked_routine(document, catalog), path)


def checked_routine(document: Any, catalog: Catalog | None) -> tuple[RoutineFile | None, list[Problem]]:
    """A routine from a document, and everything wrong with it. ``None``: its exercises are not looked up."""
    from lrx_cli.storage.validation import validate  # imports pydantic

    routine, problems = validate(document, RoutineFile)
    if routine is not None and catalog is not None:
        problems = list(routine_problems(routine, catalog))
    return routine, problems


def checked_routines(document: Any, catalog: Catalog | None) -> tuple[RoutinesFile | None, list[Problem]]:
    """The same for the file of the built-in routines."""
    from lrx_cli.storage.validation import validate, with_id  # imports pydantic

    found, problems = validate(document, RoutinesFile)
    if found is not None and catalog is not None:
        problems = list(routines_problems(found.routines, catalog))
    return found, [with_id(problem, document) for problem in problems]


def find_routine(found: str, *, builtin: str, folder: str, catalog: Catalog) -> Routine:
    """The routine called ``found``: a built-in one by its id or name, one's own in ``folder`` by the name of
    its file, or any file by its path. A built-in name always means the built-in routine."""
    routines = load_routines(builtin, catalog)
    for routine in routines:
        if found.casefold() in (routine.id, routine.name.casefold()):
            return routine
    is_path = found.endswith(ENDING) or os.path.basename(found) != found
    own = os.path.join(folder, found + ENDING)
    if not is_path and os.path.isfile(own):
        return load_routine(own, catalog)
    if is_path or os.path.isfile(found):
        return load_routine(found, catalog)
    own = place_for(folder, found, [routine.id for routine in routines])
    if os.path.isfile(own):
        return load_routine(own, catalog)
    raise _unknown(found, [*(routine.id for routine in routines), *own_routines(folder)])


def own_routines(folder: str) -> tuple[str, ...]:
    """The names of the routine files in ``folder``, in alphabetical order."""
    return tuple(os.path.basename(path).removesuffix(ENDING) for path in own_files(folder))


def _unknown(found: str, known: list[str]) -> LrxError:
    return LrxError(
        f'There is no routine "{clean(found, 60)}".{did_you_mean(found, known)}',
        hint=f"Routines here: {', '.join(clean(name, 60) for name in known)}. A file is named by its path.",
        exit_code=USAGE,
    )


# --- what must hold in a routine, beyond the shape of its file ------------------------------------


def routines_problems(routines: Sequence[Routine], catalog: Catalog) -> Iterator[Problem]:
    ids = [routine.id for routine in routines]
    for place, routine in enumerate(routines):
        where = f"routines[{place}]"
        if routine.id in ids[:place]:
            yield Problem(f"{where}.id", f'"{routine.id}" is given twice')
        yield from within(where, routine_problems(routine, catalog))


def routine_problems(routine: Routine, catalog: Catalog) -> Iterator[Problem]:
    exercises = {exercise.id: exercise for exercise in catalog.exercises}
    for place, line in enumerate(routine.lines):
        where = f"lines[{place}]"
        exercise = exercises.get(line.exercise)
        if exercise is None:
            known = ", ".join(exercises)
            yield Problem(f"{where}.exercise", f'there is no exercise "{line.exercise}"; allowed: {known}')
            continue
        yield from within(where, _line_problems(line, exercise))


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
    if line.hold and not any(step.tag == "hold" for step in exercise.steps):
        yield Problem("hold_s", f"is not for {exercise.id}; it has no hold")
    if line.only_side and exercise.side_mode != "one_then_other":
        why = "it has no sides" if exercise.side_mode == "none" else "its sides take turns"
        yield Problem("only_side", f"is not for {exercise.id}; {why}")
