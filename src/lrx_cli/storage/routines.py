"""Reading routines: the built-in ones, and files that people write."""

from __future__ import annotations

import json
import os.path
from typing import Any

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Routine, RoutineFile, RoutinesFile
from lrx_cli.errors import USAGE, LrxError
from lrx_cli.storage.files import parse, read_bytes
from lrx_cli.storage.shipped import build, is_shipped
from lrx_cli.storage.user_files import ENDING, own_files
from lrx_cli.text import clean, did_you_mean


def load_routines(path: str, catalog: Catalog) -> tuple[Routine, ...]:
    """The routines in the file ``path``. Raises one :class:`LrxError` that names everything wrong."""
    data = read_bytes(path)
    if is_shipped("routines.json", data):
        return build(RoutinesFile, json.loads(data)).routines
    document = parse(data, path)
    from lrx_cli.storage.check import require  # imports pydantic

    found: RoutinesFile = require(document, path, "routines", catalog)
    return found.routines


def load_routine(path: str, catalog: Catalog) -> Routine:
    """The one routine in a file that somebody wrote."""
    return routine_in(parse(read_bytes(path), path), path, catalog)


def routine_in(document: Any, path: str, catalog: Catalog) -> Routine:
    """The one routine in ``document``; ``path`` is for the error."""
    from lrx_cli.storage.check import require  # imports pydantic

    routine: RoutineFile = require(document, path, "routine", catalog)
    return routine


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
