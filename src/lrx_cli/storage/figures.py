"""Reading drawings: one JSON file for each exercise, and the poses that several of them start from.

A file's numbers become shapes of the figure floor directly: no model library is loaded to draw what
the tests have checked. Other files are checked first, see ``figure_rules``.
"""

from __future__ import annotations

import json
import os.path

from lrx_cli.figure.figure import Figure
from lrx_cli.storage.figure_conversion import Json, figure_from
from lrx_cli.storage.figure_words import builtin_folder, own_folder
from lrx_cli.storage.files import invalid, parse, read_bytes

BASES = "_poses.json"
"""The file of the poses that figures start from."""


def load_figure(exercise: str, variant: str | None = None, *, folder: str | None = None) -> Figure | None:
    """The drawing of an exercise; ``None``: there is none, which is no mistake.

    Looks into the built-in folder, then into one's own. A variant that the drawing does not know is
    drawn like the exercise itself.
    """
    bases = read_bases()
    for place in (builtin_folder(), own_folder()) if folder is None else (folder,):
        path = os.path.join(place, f"{exercise}.json")
        if os.path.isfile(path):
            built_in = place == builtin_folder()
            data = json.loads(read_bytes(path)) if built_in else checked(path)
            return figure_from(data, bases, variant)
    return None


def checked(path: str) -> Json:
    """A drawing that somebody wrote. Raises one error that names everything wrong with it."""
    from lrx_cli.storage.rules.figure import problems_in

    data: Json = parse(read_bytes(path), path)
    problems = problems_in(data, read_bases())
    if problems:
        raise invalid(path, [str(problem) for problem in problems])
    return data


def read_bases() -> Json:
    """The shared poses, as they are written."""
    poses: Json = json.loads(read_bytes(os.path.join(builtin_folder(), BASES)))["poses"]
    return poses
