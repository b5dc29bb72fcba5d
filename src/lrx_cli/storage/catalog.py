"""Reading exercises and routines (those that lrx ships with, and what people add to them) and the safety
texts; checking a file of any kind.

Whatever is in a file of one's own, the built-in exercises play: a file that is wrong is left out and named.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lrx_cli.core.catalog.exercise import Catalog, CatalogFile, Exercise, Source
from lrx_cli.core.catalog.routine import Routine, RoutineFile, RoutinesFile
from lrx_cli.errors import INVALID_FILE, LrxError, UsageError
from lrx_cli.storage.documents import Checked, build, check, load, required
from lrx_cli.storage.files import FileKind, Problem, invalid, kind_of, parse, read_bytes, who_takes
from lrx_cli.storage.user_files import ENDING, file_called, id_of, own_files, place_for
from lrx_cli.text import clean, did_you_mean

if TYPE_CHECKING:
    from lrx_cli.core.catalog.safety import Safety  # 20 dataclasses, which a list does not need

MOST_FILES = 50
"""More are not read, since each is checked at every start."""
_RETIRED_FLAGS = ("first-hour",)
"""Conditions that 0.1 had and never asked about."""


def load_catalog(path: str) -> Catalog:
    """The catalog in the file ``path``. Raises one :class:`LrxError` that names everything wrong."""
    return load(path, "exercises.json", CatalogFile, _checked_catalog)


def _checked_catalog(
    document: Any, beside: Catalog | None = None, *, thorough: bool = False
) -> Checked[CatalogFile]:
    """An exercise whose shape is wrong is left out of the rules, so that one number in quotes does not hide
    what is wrong elsewhere."""
    from lrx_cli.storage.validation import validate, with_id  # imports pydantic

    _forget_retired_flags(document)
    catalog, problems = validate(document, CatalogFile)
    problems += _broken_rules(document, problems, beside, thorough=thorough)
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
    document: Any, shape: Sequence[Problem], beside: Catalog | None, *, thorough: bool
) -> list[Problem]:
    """The rules for every exercise whose shape is right, at the place where it is in the file."""
    from lrx_cli.storage.figures import unknown_poses
    from lrx_cli.storage.rules import catalog_problems
    from lrx_cli.storage.wording_rules import timing_problems

    whole = ("", "exercises", "sources")
    if not isinstance(document, dict) or any(problem.place in whole for problem in shape):
        return []
    if any(problem.place.startswith("sources.") for problem in shape):
        return []
    sound = {
        place: build(Exercise, exercise)
        for place, exercise in enumerate(document["exercises"])
        if not any(problem.place.startswith(f"exercises[{place}]") for problem in shape)
    }
    sources = {code: build(Source, source) for code, source in document["sources"].items()}
    complete = len(sound) == len(document["exercises"])
    problems = list(catalog_problems(sound, sources, complete=complete, beside=beside))
    for place, exercise in sound.items() if thorough else ():
        troubles = (*timing_problems(exercise), *unknown_poses(exercise))
        problems += [Problem(f"exercises[{place}]", text) for text in troubles]
    return problems


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
            document = parse(read_bytes(path), path)
            catalog = joined(catalog, required(_checked_catalog(document, catalog), path))
        except LrxError as error:
            notices.append(f"{error.message} It is left out; lrx check {clean(path)} says more.")
    if len(files) > MOST_FILES:
        notices.append(f"{clean(folder)} has {len(files)} files; only the first {MOST_FILES} are read.")
    return catalog, notices


def joined(catalog: Catalog, own: Catalog) -> Catalog:
    """Both catalogs in one. An exercise of ``own`` takes the place of the one that it replaces."""
    replacing = {exercise.id: exercise for exercise in own.exercises}
    kept = [replacing.pop(exercise.id, exercise) for exercise in catalog.exercises]
    return Catalog((*kept, *replacing.values()), {**catalog.sources, **own.sources})


# --- safety texts ------------------------------------------------------------------------------------


def load_safety(path: str) -> Safety:
    """The safety file ``path``. Raises one :class:`LrxError` that names everything wrong."""
    from lrx_cli.core.catalog.safety import SafetyFile

    return load(path, "safety.json", SafetyFile, lambda document: checked_as("safety", document))


# --- routines ----------------------------------------------------------------------------------------


def load_routines(path: str, catalog: Catalog) -> tuple[Routine, ...]:
    """The routines in the file ``path``. Raises one :class:`LrxError` that names everything wrong."""
    found = load(path, "routines.json", RoutinesFile, lambda found: checked_as("routines", found, catalog))
    return found.routines


def load_routine(path: str, catalog: Catalog) -> Routine:
    """The one routine in a file that somebody wrote."""
    return routine_in(parse(read_bytes(path), path), path, catalog)


def routine_in(document: Any, path: str, catalog: Catalog) -> Routine:
    """The one routine in ``document``; ``path`` is for the error."""
    if kind_of(document) != "routine":
        hint = who_takes(document, path) or "lrx routine new asks for what a sheet says, line by line."
        raise invalid(path, ["this is not a routine: it has no lines"], hint)
    found: Routine = required(checked_as("routine", document, catalog), path)
    return found


def find_routine(found: str, *, builtin: str, folder: str, catalog: Catalog) -> Routine:
    """The routine called ``found``: a built-in one by its id or name, one's own in ``folder`` by the name of
    its file, or any file by its path. A built-in name always means the built-in routine."""
    routines = load_routines(builtin, catalog)
    for routine in routines:
        if found.casefold() in (routine.id, routine.name.casefold()):
            return routine
    path: str | None = found
    if not found.endswith(ENDING) and os.path.basename(found) == found:
        named = os.path.join(folder, found + ENDING)
        called = place_for(folder, found, [routine.id for routine in routines])
        path = next(filter(os.path.isfile, (named, found, called)), None)
    elif not os.path.isfile(found):
        path = file_called(folder, found) or found
    if path is None:
        known = [*(routine.id for routine in routines), *map(id_of, own_files(folder))]
        raise UsageError(
            f'There is no routine "{clean(found, 60)}".{did_you_mean(found, known)}',
            hint=f"Routines here: {', '.join(clean(name, 60) for name in known)}. "
            "A file is named by its path.",
        )
    return load_routine(path, catalog)


# --- a file of any kind ------------------------------------------------------------------------------


def check_file(path: str, catalog: Catalog, beside: Catalog) -> list[Problem]:
    """Everything wrong with a file of any kind. ``catalog`` is what routines choose from, ``beside`` what
    exercises of one's own add to.

    Raises :class:`LrxError` for a file that cannot be read, is not JSON, or is not a file of ours.
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
    adds_to = beside if _is_own(document) else None
    return checked_as(kind, document, catalog, adds_to, thorough=True)[1]


def _is_own(document: Any) -> bool:
    """Whether a catalog adds to the built-in one: its exercises say that they are one's own."""
    return any(
        exercise.get("name_source") == "own" or exercise.get("overrides") is True
        for exercise in _objects(document, "exercises")
    )


def checked_as(
    kind: FileKind,
    document: Any,
    catalog: Catalog | None = None,
    beside: Catalog | None = None,
    *,
    thorough: bool = False,
) -> Checked[Any]:
    """What a document of this kind is read into, and everything wrong with it.

    ``catalog`` is what its routines choose from; ``None``: their exercises are not looked up. ``beside``:
    what its exercises add to; ``None``: they stand alone. ``thorough``: also what shows only when an exercise
    is laid out in time and drawn.
    """
    from lrx_cli.core.catalog.safety import SafetyFile
    from lrx_cli.storage import rules
    from lrx_cli.storage.figures import checked_figure

    match kind:
        case "catalog":
            return _checked_catalog(document, beside, thorough=thorough)
        case "routine":
            return check(document, RoutineFile, lambda found: rules.routine_problems(found, catalog))
        case "routines":
            return check(document, RoutinesFile, lambda found: rules.routines_problems(found, catalog))
        case "safety":
            return check(document, SafetyFile, rules.safety_problems)
        case "figure":
            return checked_figure(document)
