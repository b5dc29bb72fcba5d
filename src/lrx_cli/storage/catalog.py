"""Reading exercises: the built-in catalog, and what people add to it.

Whatever is in a file of one's own, the built-in exercises play: a file that is wrong is left out and named.
"""

from __future__ import annotations

import json
import os

from lrx_cli.core.catalog.exercise import Catalog, CatalogFile
from lrx_cli.errors import LrxError
from lrx_cli.storage.files import invalid, parse, read_bytes
from lrx_cli.storage.shipped import build, is_shipped
from lrx_cli.storage.user_files import own_files
from lrx_cli.text import clean

MOST_FILES = 50
"""More are not read, since each is checked at every start."""


def load_catalog(path: str) -> Catalog:
    """The catalog in the file ``path``. Raises one :class:`LrxError` that names everything wrong."""
    data = read_bytes(path)
    if is_shipped("exercises.json", data):
        return build(CatalogFile, json.loads(data))
    document = parse(data, path)
    from lrx_cli.storage.check import require  # imports pydantic

    catalog: CatalogFile = require(document, path, "catalog")
    return catalog


def with_own(builtin: Catalog, folder: str, *, without: str | None = None) -> tuple[Catalog, list[str]]:
    """The catalog with the exercises in ``folder``, and a sentence for each file that is left out.

    ``without``: a file that is left out silently, because it is the one being checked.
    """
    catalog, notices = builtin, []
    files = own_files(folder)
    for path in files[:MOST_FILES]:
        if without is not None and os.path.realpath(path) == os.path.realpath(without):
            continue
        try:
            catalog = _with_file(catalog, path)
        except LrxError as error:
            notices.append(f"{error.message} It is left out; lrx check {clean(path)} says more.")
    if len(files) > MOST_FILES:
        notices.append(f"{clean(folder)} has {len(files)} files; only the first {MOST_FILES} are read.")
    return catalog, notices


def _with_file(catalog: Catalog, path: str) -> Catalog:
    document = parse(read_bytes(path), path)
    from lrx_cli.storage.check import kind_of, require  # imports pydantic

    if kind_of(document) != "catalog":
        raise invalid(path, ["exercises: is missing"])
    return joined(catalog, require(document, path, "catalog", beside=catalog))


def joined(catalog: Catalog, own: Catalog) -> Catalog:
    """Both catalogs in one. An exercise of ``own`` takes the place of the one that it replaces."""
    replacing = {exercise.id: exercise for exercise in own.exercises}
    kept = [replacing.pop(exercise.id, exercise) for exercise in catalog.exercises]
    return Catalog((*kept, *replacing.values()), {**catalog.sources, **own.sources})
