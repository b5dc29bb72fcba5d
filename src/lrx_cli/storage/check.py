"""Checking a file: its shape first, then what must hold together in it.

Every problem is found at once. An exercise whose shape is wrong is left out of the second step, so that
one number in quotes does not hide what is wrong elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from lrx_cli.core.catalog.exercise import Catalog, CatalogFile, Exercise
from lrx_cli.core.catalog.routine import RoutineFile, RoutinesFile
from lrx_cli.core.catalog.safety import SafetyFile
from lrx_cli.errors import INVALID_FILE, LrxError
from lrx_cli.storage.figures import checked_figure
from lrx_cli.storage.files import Problem, invalid, parse, read_bytes
from lrx_cli.storage.rules.exercise import catalog_problems
from lrx_cli.storage.rules.routine import routine_problems, routines_problems
from lrx_cli.storage.rules.safety import safety_problems
from lrx_cli.storage.shipped import build
from lrx_cli.storage.validation import validate
from lrx_cli.text import clean

Kind = Literal["catalog", "routine", "routines", "safety", "figure"]
Fits = Callable[[Exercise], Iterable[str]]
"""What of an exercise does not fit its time, once it is laid out in time."""

_MOST_VALUES = 60_000
"""In a whole file. The largest catalog has fewer, and each may be a mistake of a kilobyte."""
_KNOWN_BY: dict[str, Kind] = {
    "exercises": "catalog",
    "routines": "routines",
    "lines": "routine",
    "warning_signs": "safety",
    "stop_rules": "safety",
    "panels": "figure",
}
"""The name in a file that shows what kind of file it is."""


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
    """Whether a catalog adds to the built-in one: its exercises say that they are one's own."""
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
    return _checked(document, kind, catalog, fits, beside)[1]


def require(
    document: Any, path: str, kind: Kind, catalog: Catalog | None = None, beside: Catalog | None = None
) -> Any:
    """What a document of this kind is read into, or an error that names everything wrong with it.

    ``catalog`` and ``beside`` as for :func:`problems_in`.
    """
    value, problems = _checked(document, kind, catalog, None, beside)
    if problems:
        raise invalid(path, problems)
    return value


def _checked(
    document: Any, kind: Kind, catalog: Catalog | None, fits: Fits | None, beside: Catalog | None
) -> tuple[Any, list[Problem]]:
    if _count(document) > _MOST_VALUES:
        return None, [
            Problem("", f"the file has more than {_MOST_VALUES:,} values; no file of ours has so many")
        ]
    value: Any
    match kind:
        case "catalog":
            value, problems = validate(document, CatalogFile)
            problems += _catalog_rules(document, problems, fits, beside)
        case "safety":
            value, problems = validate(document, SafetyFile)
            problems += safety_problems(value) if value else ()
        case "routine":
            value, problems = validate(document, RoutineFile)
            problems += routine_problems(value, catalog) if value and catalog else ()
        case "routines":
            value, problems = validate(document, RoutinesFile)
            problems += routines_problems(value.routines, catalog) if value and catalog else ()
        case "figure":
            value, problems = checked_figure(document)
    return value, [_named(problem, document) for problem in problems]


def _count(value: Any) -> int:
    """How many values there are in lists and objects."""
    members: Iterable[Any] = value.values() if isinstance(value, dict) else value
    return sum(1 + _count(member) for member in members) if isinstance(value, (dict, list)) else 0


def _catalog_rules(
    document: Any, shape: Sequence[Problem], fits: Fits | None, beside: Catalog | None
) -> list[Problem]:
    """The rules for every exercise whose shape is right, at the place where it is in the file."""
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


def _named(problem: Problem, document: Any) -> Problem:
    """With the id of the exercise or routine after its number, so that nobody has to count."""
    for field in ("exercises", "routines"):
        if problem.place.startswith(f"{field}["):
            number = int(problem.place[len(field) + 1 :].partition("]")[0])
            item = document[field][number]
            id = item.get("id") if isinstance(item, dict) else None
            if isinstance(id, str):
                return Problem(f"{problem.place} ({clean(id, 60)})", problem.text)
    return problem
