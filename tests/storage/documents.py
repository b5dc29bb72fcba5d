"""The built-in files as plain documents, to be broken in one place by a test."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[2] / "data"

_EXERCISES: dict[str, Any] = json.loads((DATA / "exercises.json").read_bytes())
_ROUTINES: dict[str, Any] = json.loads((DATA / "routines.json").read_bytes())
_SAFETY: dict[str, Any] = json.loads((DATA / "safety.json").read_bytes())


def catalog() -> dict[str, Any]:
    return deepcopy(_EXERCISES)


def routines() -> dict[str, Any]:
    return deepcopy(_ROUTINES)


def safety() -> dict[str, Any]:
    return deepcopy(_SAFETY)


def routine(**changes: Any) -> dict[str, Any]:
    """A routine as somebody writes it for themselves."""
    return {
        "$schema": "https://example.org/routine.schema.json",
        "format": 1,
        "id": "mine",
        "name": "Mine",
        "about": "Two for the evening.",
        "ordered": True,
        "lines": [
            {"exercise": "figure-four-stretch", "hold_s": 15, "reps": 3, "only_side": "left"},
            {"exercise": "cat-cow", "variant": "small", "note": "Slowly."},
        ],
        **changes,
    }
