"""Good documents of every kind that lrx reads, small enough to be damaged in every place."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from lrx_cli.exports.history import as_json
from tests.storage import documents
from tests.storage.recorded import history, records
from tests.written_example import examples

_EXAMPLES = examples()
_FIGURES = documents.DATA / "figures"


def _one_exercise() -> dict[str, Any]:
    """The catalog with the exercise that has most to it, and the sources that it needs."""
    whole = documents.catalog()
    exercise = next(each for each in whole["exercises"] if each["id"] == "figure-four-stretch")
    needed = json.dumps(exercise)
    sources = {code: source for code, source in whole["sources"].items() if f'"{code}"' in needed}
    return {**whole, "exercises": [exercise], "sources": sources}


def _figure(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((_FIGURES / f"{name}.json").read_bytes())
    return found


def exported(folder: Path) -> dict[str, Any]:
    """What ``lrx export history`` writes of one session."""
    found: dict[str, Any] = json.loads("".join(as_json(records(history(folder / "kept", 1)))))
    return found


DOCUMENTS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "an exercise of one's own": lambda: json.loads(_EXAMPLES["exercises/bridge.json"]),
    "a routine of one's own": lambda: documents.routine(),
    "a drawing of one's own": lambda: json.loads(_EXAMPLES["exercises/figures/bridge.json"]),
    "a drawing with variants": lambda: _figure("cat-cow"),
    "the catalog": _one_exercise,
    "the routines": documents.routines,
    "the safety file": documents.safety,
}
