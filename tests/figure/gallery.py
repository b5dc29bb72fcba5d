"""All built-in drawings, each in all of its variants, read once."""

from __future__ import annotations

import json
import os
from functools import cache
from typing import Any

from lrx_cli.figure.figure import Figure
from lrx_cli.storage.figures import builtin_folder, load_figure

EXERCISES = tuple(
    sorted(name.removesuffix(".json") for name in os.listdir(builtin_folder()) if not name.startswith("_"))
)


@cache
def written(exercise: str) -> dict[str, Any]:
    with open(os.path.join(builtin_folder(), f"{exercise}.json"), encoding="utf-8") as file:
        data: dict[str, Any] = json.load(file)
    return data


DRAWINGS = tuple(
    (exercise, variant)
    for exercise in EXERCISES
    for variant in (None, *written(exercise).get("variants", {}))
)


@cache
def drawing(exercise: str, variant: str | None = None) -> Figure:
    figure = load_figure(exercise, variant)
    assert figure is not None
    return figure
