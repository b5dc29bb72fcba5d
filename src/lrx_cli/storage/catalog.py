"""Reading exercises: the built-in catalog, and what people add to it.

Whatever is in a file of one's own, the built-in exercises play: a file that is wrong is left out and named.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from lrx_cli.core.catalog.exercise import Catalog, CatalogFile, Exercise
from lrx_cli.errors import LrxError
from lrx_cli.storage.files import Problem, parse, read_bytes, required
from lrx_cli.storage.shipped import build, is_shipped
from lrx_cli.storage.user_files import own_files
from lrx_cli.text import clean

Fits = Callable[[Exercise], Iterable[str]]
"""What of an exercise does not fit its time, once it is laid out in time."""

MOST_FILES = 50
"""More are not read, since each is checked at every start."""
_RETIRED_FLAGS = ("first-hour",)
"""Conditions that 0.1 had and never asked about."""


def load_catalog(path: str) -> Catalog:
    """The catalog in the file ``path``. Raises one :class:`LrxError` that names everything wrong."""
    data = read_bytes(path)
    if is_shipped("exercises.json", data):
        return build(CatalogFile, json.loads(data))
    return required(checked_catalog(parse(data, path)), path)


def checked_catalog(
    document: Any, *, fits: Fits | None = None, beside: Catalog | None = None
) -> tuple[CatalogFile | None, list[Problem]]:
    """A catalog from a document, and everything wrong with it. ``beside``: what its exercises add to.

    An exercise whose shape is wrong is left out of the rules, so that one number in quotes does not hide what
    is wrong elsewhere.
    """
    from lrx_cli.storage.validation import validate, with_id  # imports pydantic

    _forget_retired_flags(document)
    catalog, problems = validate(document, CatalogFile)
    problems += _broken_rules(document, problems, fits, beside)
    return catalog, [with_id(problem, document) for problem in problems]


def _forget_retired_flags(document: Any) -> None:
    """Takes out what 0.1 knew as a condition: its cautions stay, as sentences that nothing depends on."""
    for exercise in _objects(document, "exercises"):
        for caution in _objects(exercise, "cautions"):
            if isinstance(caution.get("flags"), list):
                caution["flags"] = [flag for flag in caution["flags"] if flag not in _RETIRED_FLAGS]


def _objects(found: Any, name: str) -> list[dict[str, Any]]:
    """The objects in the list ``name`` of an object, wherever there are any."""
    members = found.get(name) if isinstance(found, dict) else None
    return [member for member in members if isinstance(member, dict)] if isinstance(members, list) else []


def _broken_rules(
    document: Any, shape: Sequence[Problem], fits: Fits | None, beside: Catalog | None
) -> list[Problem]:
    """The rules for every exercise whose shape is right, at the place where it is in the file."""
    from lrx_cli.storage.exercise_rules import catalog_problems

    whole = ("", "exercises", "sources")
    if not isinstance(document, dict) or any(problem.place in whole for problem in shape):
        return []
    if any(problem.place.startswith("sources.") for problem in shape):
        return []
    sound = [
        place
        for place in range(len(document["exercises"]))
        if not any(problem.place.startswith(f"exercises[{place}]") for problem in shape)
    ]
    exercises = [document["exercises"][place] for place in sound]
    catalog = build(Catalog, {"exercises": exercises, "sources": document["sources"]})
    complete = len(sound) == len(document["exercises"])
    problems = list(catalog_problems(catalog, complete=complete, beside=beside))
    for place, exercise in enumerate(catalog.exercises):
        problems += [Problem(f"exercises[{place}]", text) for text in (fits(exercise) if fits else ())]
    return [Problem(_moved(problem.place, sound), _moved(problem.text, sound)) for problem in problems]


def _moved(words: str, sound: Sequence[int]) -> str:
    """Renumbers ``exercises[1]`` among the sound ones as it is numbered in the file."""
    before, mark, rest = words.partition("exercises[")
    number, bracket, after = rest.partition("]")
    return f"{before}{mark}{sound[int(number)]}{bracket}{after}" if mark else words


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
    return joined(catalog, required(checked_catalog(document, beside=catalog), path))


def joined(catalog: Catalog, own: Catalog) -> Catalog:
    """Both catalogs in one. An exercise of ``own`` takes the place of the one that it replaces."""
    replacing = {exercise.id: exercise for exercise in own.exercises}
    kept = [replacing.pop(exercise.id, exercise) for exercise in catalog.exercises]
    return Catalog((*kept, *replacing.values()), {**catalog.sources, **own.sources})
