"""Checking a file: its shape first, then what must hold together in it.

Every problem is found at once. An exercise whose shape is wrong is left out of the second step, so that
one number in quotes does not hide what is wrong elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from pydantic import BaseModel

from lrx_cli.core.catalog.exercise import Catalog, Exercise
from lrx_cli.core.catalog.routine import Routine
from lrx_cli.core.catalog.safety import Safety
from lrx_cli.errors import INVALID_FILE, LrxError
from lrx_cli.storage.catalog_conversion import catalog_from
from lrx_cli.storage.files import invalid, parse, read_bytes
from lrx_cli.storage.models import CatalogFile, RoutineFile, RoutinesFile
from lrx_cli.storage.routine_conversion import routine_from, routines_from
from lrx_cli.storage.rules.exercise import catalog_problems
from lrx_cli.storage.rules.routine import routine_problems, routines_problems
from lrx_cli.storage.rules.safety import safety_problems
from lrx_cli.storage.safety_conversion import safety_from
from lrx_cli.storage.safety_models import SafetyFile
from lrx_cli.storage.shapes import Problem, shape_problems
from lrx_cli.text import clean

Kind = Literal["catalog", "routine", "routines", "safety", "figure"]
Fits = Callable[[Exercise], Iterable[str]]
"""What of an exercise does not fit its time, once it is laid out in time."""

_MODELS: dict[Kind, type[BaseModel]] = {
    "catalog": CatalogFile,
    "routine": RoutineFile,
    "routines": RoutinesFile,
    "safety": SafetyFile,
}
_KNOWN_BY: dict[str, Kind] = {
    "exercises": "catalog",
    "routines": "routines",
    "lines": "routine",
    "warning_signs": "safety",
    "stop_rules": "safety",
    "panels": "figure",
}
"""The name in a file that tells what kind of file it is."""


def check_file(
    path: str, catalog: Catalog, fits: Fits | None = None, beside: Catalog | None = None
) -> tuple[Kind, list[Problem]]:
    """What kind of file it is and everything wrong with it.

    ``catalog`` is what routines choose from, ``beside`` what exercises of one's own add to. Raises
    :class:`LrxError` for a file that cannot be read, is not JSON, or is no file of ours.
    """
    document = parse(read_bytes(path), path)
    kind = kind_of(document)
    if kind is None:
        raise LrxError(
            f"{clean(path)} is no catalog, routine, figure or safety file.",
            problems=[
                "a catalog has exercises, a routine has lines, a figure has panels, "
                "a safety file has warning_signs"
            ],
            exit_code=INVALID_FILE,
        )
    return kind, problems_in(document, kind, catalog, fits, beside if is_own(document) else None)


def is_own(document: Any) -> bool:
    """Whether a catalog adds to the built-in one: its exercises say that they are somebody's own."""
    exercises = document.get("exercises") if isinstance(document, dict) else None
    return isinstance(exercises, list) and any(
        isinstance(exercise, dict)
        and (exercise.get("name_source") == "own" or exercise.get("overrides") is True)
        for exercise in exercises
    )


def kind_of(document: Any) -> Kind | None:
    """What kind of file a document comes from; ``None`` if it is none of ours."""
    if not isinstance(document, dict):
        return None
    return next((kind for name, kind in _KNOWN_BY.items() if name in document), None)


def problems_in(
    document: Any,
    kind: Kind,
    catalog: Catalog | None = None,
    fits: Fits | None = None,
    beside: Catalog | None = None,
) -> list[Problem]:
    """Everything wrong with a document of this kind. ``catalog`` is what its routines choose from;
    ``beside``: what its exercises add to, ``None`` where they stand alone."""
    if kind == "figure":
        from lrx_cli.storage import figures  # a drawing's rules are not paid for by a routine
        from lrx_cli.storage.rules import (
            figure as figure_rules,
        )  # a drawing's rules are not paid for by a routine

        return figure_rules.problems_in(document, figures.read_bases())
    problems = shape_problems(document, _MODELS[kind])
    if kind == "catalog":
        problems += _catalog_rules(document, problems, fits, beside)
    elif not problems and kind == "safety":
        problems += safety_problems(safety_from(document))
    elif not problems and catalog is not None:
        if kind == "routine":
            problems += routine_problems(routine_from(document), catalog)
        else:
            problems += routines_problems(routines_from(document), catalog)
    return [_named(problem, document) for problem in problems]


def _catalog_rules(
    document: Any, shape: Sequence[Problem], fits: Fits | None, beside: Catalog | None
) -> list[Problem]:
    """The rules for every exercise whose shape is right, at the place where it stands in the file."""
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
    catalog = catalog_from({**document, "exercises": [document["exercises"][place] for place in sound]})
    complete = len(sound) == len(document["exercises"])
    problems = list(catalog_problems(catalog, complete=complete, beside=beside))
    for place, exercise in enumerate(catalog.exercises):
        problems += [Problem(f"exercises[{place}]", text) for text in (fits(exercise) if fits else ())]
    return [Problem(_moved(problem.place, sound), _moved(problem.text, sound)) for problem in problems]


def _moved(words: str, sound: Sequence[int]) -> str:
    """``exercises[1]`` among the sound ones, as it is numbered in the file."""
    before, mark, rest = words.partition("exercises[")
    number, bracket, after = rest.partition("]")
    return f"{before}{mark}{sound[int(number)]}{bracket}{after}" if mark else words


def _named(problem: Problem, document: Any) -> Problem:
    """With the exercise's or routine's id behind its number, which nobody wants to count out."""
    for field in ("exercises", "routines"):
        if problem.place.startswith(f"{field}["):
            number = int(problem.place[len(field) + 1 :].partition("]")[0])
            item = document[field][number]
            id = item.get("id") if isinstance(item, dict) else None
            if isinstance(id, str):
                return Problem(f"{problem.place} ({clean(id, 60)})", problem.text)
    return problem


def require_catalog(document: Any, path: str) -> Catalog:
    """The catalog in ``document``, or an error that names everything wrong with it."""
    _require(document, "catalog", path)
    return catalog_from(document)


def require_own_catalog(document: Any, path: str, beside: Catalog) -> Catalog:
    """The exercises in ``document``, which somebody adds to the catalog ``beside``."""
    kind = kind_of(document)
    if kind != "catalog":
        raise invalid(path, ["exercises: is missing; allowed: a list in brackets"])
    problems = problems_in(document, kind, beside=beside)
    if problems:
        raise invalid(path, [str(problem) for problem in problems])
    return catalog_from(document)


def require_safety(document: Any, path: str) -> Safety:
    _require(document, "safety", path)
    return safety_from(document)


def require_routines(document: Any, path: str, catalog: Catalog) -> tuple[Routine, ...]:
    _require(document, "routines", path, catalog)
    return routines_from(document)


def require_routine(document: Any, path: str, catalog: Catalog) -> Routine:
    _require(document, "routine", path, catalog)
    return routine_from(document)


def _require(document: Any, kind: Kind, path: str, catalog: Catalog | None = None) -> None:
    problems = problems_in(document, kind, catalog)
    if problems:
        raise invalid(path, [str(problem) for problem in problems])
