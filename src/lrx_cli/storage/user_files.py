"""What people add: exercises and routines of their own, one file each, in folders of the settings.

Whatever is in such a file, the built-in content plays: a file that is wrong is left out and told.
"""

from __future__ import annotations

import os

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.errors import LrxError
from lrx_cli.storage.files import invalid, parse, read_bytes
from lrx_cli.text import clean

ENDING = ".json"
MOST_FILES = 50
"""More are not read: every one of them is checked each time."""


def own_files(folder: str) -> list[str]:
    """The paths of the JSON files in ``folder``, by name; nothing where there is no folder."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    return [os.path.join(folder, name) for name in sorted(names) if _is_ours(name)]


def _is_ours(name: str) -> bool:
    # What editors leave beside a file begins with a point.
    return name.endswith(ENDING) and not name.startswith(".")


def with_own(builtin: Catalog, folder: str, *, without: str | None = None) -> tuple[Catalog, list[str]]:
    """The catalog with the exercises in ``folder``, and a sentence for each file that is left out.

    ``without``: a file that is not looked at, because it is the one being checked.
    """
    catalog, told = builtin, []
    files = own_files(folder)
    for path in files[:MOST_FILES]:
        if without is not None and os.path.realpath(path) == os.path.realpath(without):
            continue
        try:
            catalog = _with_file(catalog, path)
        except LrxError as error:
            told.append(f"{error.message} It is left out; lrx check {clean(path)} says more.")
    if len(files) > MOST_FILES:
        told.append(f"{clean(folder)} has {len(files)} files; only the first {MOST_FILES} are read.")
    return catalog, told


def _with_file(catalog: Catalog, path: str) -> Catalog:
    document = parse(read_bytes(path), path)
    from lrx_cli.storage.check import kind_of, require  # imports pydantic

    if kind_of(document) != "catalog":
        raise invalid(path, ["exercises: is missing"])
    return joined(catalog, require(document, path, "catalog", beside=catalog))


def joined(catalog: Catalog, own: Catalog) -> Catalog:
    """Both; an exercise of ``own`` takes the place of the one that it replaces."""
    replacing = {exercise.id: exercise for exercise in own.exercises}
    kept = [replacing.pop(exercise.id, exercise) for exercise in catalog.exercises]
    return Catalog((*kept, *replacing.values()), {**catalog.sources, **own.sources})
