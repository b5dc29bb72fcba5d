"""Reading drawings: one JSON file for each exercise, and the poses that several of them start from.

The shapes of drawings are imported where one is drawn: a page of words needs no more than the words of it.
"""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING, Any

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Exercise
from lrx_cli.errors import LrxError
from lrx_cli.storage.documents import Checked, check, load
from lrx_cli.storage.files import parse, read_bytes

if TYPE_CHECKING:
    from lrx_cli.figure.figure import Figure
    from lrx_cli.storage.figure_file import Bases, FigureFile

BASES = "_poses.json"
"""The file of the poses that figures start from."""


def builtin_folder() -> str:
    return os.path.join(locations.catalog_folder(), "figures")


def own_folder() -> str:
    """Drawings of people's own exercises."""
    return os.path.join(locations.exercises_folder(), "figures")


def load_figure(exercise: str, variant: str | None = None) -> Figure | None:
    """The drawing of an exercise; ``None``: there is none, which is not a mistake.

    Looks into the built-in folder, then into one's own. A variant that the drawing does not know is
    drawn like the exercise itself. Raises :class:`LrxError` for a drawing that is wrong.
    """
    from lrx_cli.storage.figure_file import FigureFile, figure_from

    path = _path_of(exercise)
    if path is None:
        return None
    file = load(path, f"figures/{exercise}.json", FigureFile, checked_figure)
    return figure_from(file, read_bases(), variant)


def figure_words(exercise: str, variant: str) -> str | None:
    """What a drawing shows, in words; ``None``: there is no drawing, or it has none. The rest of it is
    checked where it is drawn."""
    path = _path_of(exercise)
    if path is None:
        return None
    try:
        document = parse(read_bytes(path), path)
    except LrxError:
        return None  # ``lrx check`` says what is wrong with it
    words = _member(_member(_member(document, "variants"), variant) or document, "alt")
    return words if isinstance(words, str) else None


def _member(found: Any, name: str) -> Any:
    return found.get(name) if isinstance(found, dict) else None


def _path_of(exercise: str) -> str | None:
    paths = (os.path.join(folder, f"{exercise}.json") for folder in (builtin_folder(), own_folder()))
    return next(filter(os.path.isfile, paths), None)


def checked_figure(document: Any) -> Checked[FigureFile]:
    """A drawing from a document, and everything wrong with it."""
    from lrx_cli.storage.figure_file import FigureFile, figure_problems

    return check(_said(document), FigureFile, lambda file: figure_problems(file, read_bases()))


def _said(document: Any) -> Any:
    """Without what is null: that is as good as left out."""
    if isinstance(document, dict):
        return {name: _said(value) for name, value in document.items() if value is not None}
    return [_said(value) for value in document] if isinstance(document, list) else document


def read_bases() -> Bases:
    """The shared poses, as they are written."""
    from lrx_cli.storage.figure_file import BasesFile

    path = os.path.join(builtin_folder(), BASES)
    return load(path, f"figures/{BASES}", BasesFile, lambda document: check(document, BasesFile)).poses


def unknown_poses(exercise: Exercise) -> list[str]:
    """The poses that its steps name and its drawing does not have; nothing where there is no drawing."""
    found = []
    for variant in exercise.variants:
        try:
            figure = load_figure(exercise.id, variant.id)
        except LrxError as error:
            return [error.message]
        if figure is None:
            return []
        poses = [step.pose for step in exercise.steps if not step.variants or variant.id in step.variants]
        for pose in dict.fromkeys([*poses, variant.leave_pose or exercise.leave_pose]):
            names = [(pose or "").replace("{s}", side).replace("{o}", side) for side in ("left", "right")]
            if pose and not figure.poses.keys() >= set(names):
                known = ", ".join(sorted(figure.poses))
                found.append(f'the pose "{pose}" is not in its drawing, which has: {known}')
    return list(dict.fromkeys(found))
