"""Reading exercises and routines (those that lrx ships with, and what people add to them) and the safety
texts; checking a file of any kind.

Whatever is in a file of one's own, the built-in exercises play: a file that is wrong is left out and named.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from lrx_cli.core.catalog.exercise import Catalog, CatalogFile, Exercise
from lrx_cli.core.catalog.routine import Routine, RoutineFile, RoutinesFile
from lrx_cli.errors import INVALID_FILE, USAGE, LrxError
from lrx_cli.storage.files import FileKind, Problem, invalid, kind_of, parse, read_bytes, who_takes
from lrx_cli.storage.shipped import Checked, build, checked, load, required
from lrx_cli.storage.user_files import ENDING, own_files, place_for
from lrx_cli.text import clean, did_you_mean

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
) -> Checked[CatalogFile]:
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
    from lrx_cli.storage.rules import catalog_problems

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
            document = parse(read_bytes(path), path)
            catalog = joined(catalog, required(checked_catalog(document, beside=catalog), path))
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

    return load(path, "safety.json", SafetyFile, checked_safety)


def checked_safety(document: Any) -> Checked[SafetyFile]:
    """The safety texts from a document, and everything wrong with them."""
    from lrx_cli.core.catalog.safety import SafetyFile
    from lrx_cli.storage.rules import safety_problems

    return checked(document, SafetyFile, safety_problems)


# --- routines ----------------------------------------------------------------------------------------


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
        raise invalid(path, ["this is not a routine: it has no lines"], hint)
    return required(checked_routine(document, catalog), path)


def checked_routine(document: Any, catalog: Catalog | None) -> Checked[RoutineFile]:
    """A routine from a document, and everything wrong with it. ``None``: its exercises are not looked up."""
    from lrx_cli.storage.rules import routine_problems

    return checked(document, RoutineFile, lambda found: routine_problems(found, catalog) if catalog else ())


def checked_routines(document: Any, catalog: Catalog | None) -> Checked[RoutinesFile]:
    """The same for the file of the built-in routines."""
    from lrx_cli.storage.rules import routines_problems

    return checked(
        document, RoutinesFile, lambda found: routines_problems(found.routines, catalog) if catalog else ()
    )


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
