"""Checking a file of any kind: its shape, then what must hold together in it.

Each kind is checked by the module that reads it.
"""

from __future__ import annotations

from typing import Any, Literal

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.errors import INVALID_FILE, LrxError
from lrx_cli.storage.catalog import Fits, checked_catalog
from lrx_cli.storage.figures import checked_figure
from lrx_cli.storage.files import Problem, parse, read_bytes
from lrx_cli.storage.routines import checked_routine, checked_routines
from lrx_cli.storage.safety import checked_safety
from lrx_cli.text import clean

Kind = Literal["catalog", "routine", "routines", "safety", "figure"]
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
