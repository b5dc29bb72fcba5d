"""Reading routines: the built-in ones, and files that people write."""

from __future__ import annotations

import json
import os.path
from typing import Any

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Routine, RoutineFile, RoutinesFile
from lrx_cli.errors import USAGE, LrxError
from lrx_cli.storage.files import Problem, parse, read_bytes, required
from lrx_cli.storage.shipped import build, is_shipped
from lrx_cli.storage.user_files import ENDING, own_files
from lrx_cli.text import clean, did_you_mean


def load_routines(path: str, catalog: Catalog) -> tuple[Routine, ...]:
    """The routines in the file ``path``. Raises one :class:`LrxError` that names everything wrong."""
    data = read_bytes(path)
    if is_shipped("routines.json", data):
        return build(RoutinesFile, json.loads(data)).routines
    return required(checked_routines(parse(data, path), catalog), path).routines


def load_routine(path: str, catalog: Catalog) -> Routine:
    """The one routine in a file that somebody wrote."""
    return routine_in(parse(read_bytes(path), path), path, catalog)


def routine_in(document: Any, path: str, catalog: Catalog) -> Routine:
    """The one routine in ``document``; ``path`` is for the error."""
    return required(checked_routine(document, catalog), path)


def checked_routine(document: Any, catalog: Catalog | None) -> tuple[RoutineFile | None, list[Problem]]:
    """A routine from a document, and everything wrong with it. ``None``: its exercises are not looked up."""
    from lrx_cli.storage.rules.routine import routine_problems
    from lrx_cli.storage.validation import validate  # imports pydantic

    routine, problems = validate(document, RoutineFile)
    if routine is not None and catalog is not None:
        problems = list(routine_problems(routine, catalog))
    return routine, problems


def checked_routines(document: Any, catalog: Catalog | None) -> tuple[RoutinesFile | None, list[Problem]]:
    """The same for the file of the built-in routines."""
    from lrx_cli.storage.rules.routine import routines_problems
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
