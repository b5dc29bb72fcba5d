"""What a drawing shows, in words. Reading only those loads nothing that draws."""

from __future__ import annotations

import os.path
from typing import Any

from lrx_cli import locations
from lrx_cli.errors import LrxError
from lrx_cli.storage.files import parse, read_bytes


def builtin_folder() -> str:
    return os.path.join(locations.catalog_folder(), "figures")


def own_folder() -> str:
    """Drawings of people's own exercises."""
    return os.path.join(locations.exercises_folder(), "figures")


def figure_file(exercise: str) -> str | None:
    """The file of an exercise's drawing: a built-in one, or one's own; ``None``: it has none."""
    for folder in (builtin_folder(), own_folder()):
        path = os.path.join(folder, f"{exercise}.json")
        if os.path.isfile(path):
            return path
    return None


def figure_words(exercise: str, variant: str) -> str | None:
    """``None``: there is no drawing, or nothing in it says what it shows."""
    path = figure_file(exercise)
    if path is None:
        return None
    try:
        document: Any = parse(read_bytes(path), path)
        words = document.get("variants", {}).get(variant, {}).get("alt", document["alt"])
    except (LrxError, KeyError, AttributeError):
        return None  # ``lrx check`` says what is wrong with it
    return words if isinstance(words, str) else None
