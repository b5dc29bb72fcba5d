"""Answers to a dialog that was not finished, kept until it is."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, field

from lrx_cli.errors import LrxError
from lrx_cli.storage import user_files


@dataclass(frozen=True)
class Draft:
    """What was answered, in order, and text that was typed and is not an answer yet, by its question."""

    answers: dict[str, str | None] = field(default_factory=dict)
    begun: dict[str, str] = field(default_factory=dict)


def read_draft(path: str) -> Draft | None:
    """``None``: there is none that can be read."""
    try:
        with open(path, "rb") as file:
            data = file.read(100_000)
    except OSError:
        return None
    from pydantic import TypeAdapter, ValidationError  # slow to import

    try:
        draft = TypeAdapter(Draft).validate_json(data)
    except ValidationError:
        return None
    return draft if draft.answers or draft.begun else None


def write_draft(path: str, draft: Draft) -> None:
    """Where it cannot be written the dialog goes on without it."""
    text = json.dumps({"answers": draft.answers, "begun": draft.begun}, indent=1)
    with suppress(LrxError):
        user_files.write(path, text.encode(), new=False, folders=True)


def remove_draft(path: str) -> None:
    with suppress(OSError):
        os.remove(path)
