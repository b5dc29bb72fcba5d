"""A routine as a document, from the lines that somebody typed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from lrx_cli.core.catalog.typed_dose import TypedDose

Raw = dict[str, Any]
LONGEST_ID = 60


def routine_document(
    id: str,
    name: str,
    about: str,
    lines: Iterable[tuple[str, TypedDose]],
    *,
    ordered: bool,
    schema: str | None,
) -> Raw:
    """``lines``: the id of an exercise and its dose. ``schema``: where editors find what is allowed."""
    return {
        **({"$schema": schema} if schema else {}),
        "format": 1,
        "id": id,
        "name": name,
        "about": about,
        "ordered": ordered,
        "lines": [line for exercise, dose in lines for line in routine_lines(exercise, dose)],
    }


def routine_lines(exercise: str, dose: TypedDose) -> list[Raw]:
    """One line, or two where one side gets more: both sides first, then that side again."""
    line: Raw = {
        "exercise": exercise,
        "variant": dose.variant,
        "hold_s": _seconds(dose.hold),
        "reps": dose.reps,
        "sets": dose.sets,
        "rest_s": _seconds(dose.rest),
        "tempo_s": _seconds(dose.tempo),
        "only_side": dose.only_side,
        "note": dose.note,
    }
    if dose.sore_sets is None:
        return [_given(line)]
    usual = dose.sets or 1
    more = {
        **line, "sets": max(dose.sore_sets - usual, 1), "only_side": dose.sore_side, "note": None,
    }  # fmt: skip
    return [_given({**line, "sets": usual}), _given(more)]


def _given(line: Mapping[str, Any]) -> Raw:
    return {key: value for key, value in line.items() if value is not None}


def _seconds(ms: int | None) -> float | None:
    return None if ms is None else (ms // 1_000 if ms % 1_000 == 0 else ms / 1_000)


def id_from(name: str) -> str:
    """``Anna's sheet, left`` as ``annas-sheet-left``; empty where no letter is left."""
    plain = "".join(c if c.isascii() and c.isalnum() else "" if c in "'’" else " " for c in name.casefold())
    return "-".join(plain.split())[:LONGEST_ID].strip("-")


def text_of(document: Raw) -> str:
    """As a file: readable by people, whatever letters they write."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
