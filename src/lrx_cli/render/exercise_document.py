"""``lrx show --json``: all of an exercise, named as in the catalog's file, times in seconds."""

from __future__ import annotations

from lrx_cli.core.catalog.exercise import Catalog, Exercise
from lrx_cli.core.catalog.limits import to_document
from lrx_cli.render.sources import all_codes


def exercise_document(catalog: Catalog, exercise: Exercise) -> dict[str, object]:
    """docs/json.md describes it."""
    return {
        "format": 1,
        "exercise": {
            **to_document(exercise),
            "positions": list(exercise.positions),
            "equipment": list(exercise.needs),
            "sides": exercise.side_mode,
        },
        "sources": {
            code: {"code": code, **to_document(catalog.sources[code])}
            for code in all_codes(exercise)
            if code in catalog.sources
        },
    }
