"""Reading exercises (the built-in catalog, and what people add to it) and the safety texts; checking a file
of any kind.

Whatever is in a file of one's own, the built-in exercises play: a file that is wrong is left out and named.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, get_args

from lrx_cli.core.catalog.exercise import Catalog, CatalogFile, Exercise
from lrx_cli.core.catalog.words import Flag, Light
from lrx_cli.errors import INVALID_FILE, LrxError
from lrx_cli.storage.files import (
    FileKind,
    Problem,
    build,
    kind_of,
    load,
    parse,
    read_bytes,
    required,
    who_takes,
)
from lrx_cli.storage.user_files import own_files
from lrx_cli.text import clean

if TYPE_CHECKING:
    from lrx_cli.core.catalog.safety import Safety, SafetyFile  # 20 dataclasses, which a list does not need

Fits = Callable[[Exercise], Iterable[str]]
"""What of an exercise does not fit its time, once it is laid out in time."""

MOST_FILES = 50
"""More are not read, since each is checked at every start."""
_RETIRED_FLAGS = ("first-hour",)
"""Conditions that 0.1 had and never asked about."""


def load_catalog(path: str) -> Catalog:
    """The catalog in the file ``path``. Raises one :class:`LrxError` that names everything wrong."""
    return load(path, "exercises.json", CatalogFile, checked_catalog)


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


# --- safety texts ------------------------------------------------------------------------------------


def load_safety(path: str) -> Safety:
    """The safety file ``path``. Raises one :class:`LrxError` that names everything wrong."""
    from lrx_cli.core.catalog.safety import SafetyFile

    return load(path, "safety.json", SafetyFile, checked_safety)


def checked_safety(document: Any) -> tuple[SafetyFile | None, list[Problem]]:
    """The safety texts from a document, and everything wrong with them."""
    from lrx_cli.core.catalog.safety import SafetyFile
    from lrx_cli.storage.validation import validate  # imports pydantic

    safety, problems = validate(document, SafetyFile)
    return safety, problems if safety is None else list(safety_problems(safety))


# --- what must hold beyond its shape --------------------------------------------------------------


def safety_problems(safety: Safety) -> Iterator[Problem]:
    from lrx_cli.storage.exercise_rules import DESIGN  # slow to import, and shipped files are right

    yield from _twice("warning_signs.questions", "id", [q.id for q in safety.warning_signs.questions])
    yield from _twice("urgent.questions", "id", [q.id for q in safety.urgent.questions])
    yield from _twice("clearance.questions", "id", [q.id for q in safety.clearance.questions])
    for field in ("stop_rules", "start_limits", "get_help"):
        yield from _twice(field, "id", [rule.id for rule in getattr(safety, field)])
    yield from _twice("background.benefits", "id", [rule.id for rule in safety.background.benefits])
    flags = [condition.flag for condition in safety.conditions]
    yield from _twice("conditions", "flag", flags)
    if missing := [flag for flag in get_args(Flag) if flag not in flags]:
        yield Problem("conditions", f"lacks {', '.join(missing)}")
    colors = [color.id for color in safety.colors]
    if colors != list(get_args(Light)):
        yield Problem("colors", f"must be {', '.join(get_args(Light))}, in this order")
    for place, codes in _source_lists(safety):
        for code in codes:
            if code != DESIGN and code not in safety.sources:
                yield Problem(place, f'there is no source "{code}" in sources')


def _twice(field: str, key: str, values: Sequence[str]) -> Iterator[Problem]:
    for place, value in enumerate(values):
        if value in values[:place]:
            yield Problem(f"{field}[{place}].{key}", f'"{value}" is given twice')


def _source_lists(safety: Safety) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in ("emergency", "unwell", "colors_note"):
        yield f"{name}.sources", getattr(safety, name).sources
    for name, advice in vars(safety.how_often).items():
        yield f"how_often.{name}.sources", advice.sources
    for name in ("condition", "active", "floor_first", "flare", "too_easy"):
        yield f"background.{name}.sources", getattr(safety.background, name).sources
    yield "background.references", safety.background.references
    signs, clearance = safety.warning_signs, safety.clearance
    lists = {
        "warning_signs.questions": [question.sources for question in signs.questions],
        "urgent.questions": [question.sources for question in safety.urgent.questions],
        "clearance.questions": [question.sources for question in clearance.questions],
        "stop_rules": [rule.sources for rule in safety.stop_rules],
        "start_limits": [rule.sources for rule in safety.start_limits],
        "get_help": [rule.sources for rule in safety.get_help],
        "background.benefits": [rule.sources for rule in safety.background.benefits],
        "evidence.findings": [finding.sources for finding in safety.evidence.findings],
    }
    for name, listed in lists.items():
        for place, codes in enumerate(listed):
            yield f"{name}[{place}].sources", codes


# --- a file of any kind ------------------------------------------------------------------------------


def check_file(
    path: str, catalog: Catalog, fits: Fits | None = None, beside: Catalog | None = None
) -> tuple[FileKind, list[Problem]]:
    """What kind of file it is and everything wrong with it.

    ``catalog`` is what routines choose from, ``beside`` what exercises of one's own add to. Raises
    :class:`LrxError` for a file that cannot be read, is not JSON, or is no file of ours.
    """
    document = parse(read_bytes(path), path)
    kind = kind_of(document)
    if kind is None:
        raise LrxError(
            f"{clean(path)} is not a catalog, routine, figure or safety file.",
            problems=[
                "a catalog has exercises, a routine has lines, a figure has panels, "
                "a safety file has warning_signs"
            ],
            hint=who_takes(document, path),
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


def problems_in(
    document: Any,
    kind: FileKind,
    catalog: Catalog | None = None,
    fits: Fits | None = None,
    beside: Catalog | None = None,
) -> list[Problem]:
    """Everything wrong with a document of this kind. ``catalog`` is what its routines choose from;
    ``beside``: what its exercises add to, ``None`` where they stand alone."""
    from lrx_cli.storage.figures import checked_figure
    from lrx_cli.storage.routines import checked_routine, checked_routines

    match kind:
        case "catalog":
            return checked_catalog(document, fits=fits, beside=beside)[1]
        case "routine":
            return checked_routine(document, catalog)[1]
        case "routines":
            return checked_routines(document, catalog)[1]
        case "safety":
            return checked_safety(document)[1]
        case "figure":
            return checked_figure(document)[1]
