"""Reading the safety file (notice, questions, stop rules, evidence), and what must hold in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, get_args

from lrx_cli.core.catalog.safety import Safety, SafetyFile
from lrx_cli.core.catalog.words import Flag, Light
from lrx_cli.storage.files import Problem, parse, read_bytes, required
from lrx_cli.storage.shipped import build, is_shipped


def load_safety(path: str) -> Safety:
    """The safety file ``path``. Raises one :class:`LrxError` that names everything wrong."""
    data = read_bytes(path)
    if is_shipped("safety.json", data):
        return build(SafetyFile, json.loads(data))
    return required(checked_safety(parse(data, path)), path)


def checked_safety(document: Any) -> tuple[SafetyFile | None, list[Problem]]:
    """The safety texts from a document, and everything wrong with them."""
    from lrx_cli.storage.validation import validate  # imports pydantic

    safety, problems = validate(document, SafetyFile)
    return safety, problems if safety is None else list(safety_problems(safety))


# --- what must hold beyond its shape --------------------------------------------------------------


def safety_problems(safety: Safety) -> Iterator[Problem]:
    from lrx_cli.storage.exercise_rules import DESIGN  # slow to import, and shipped files are right

    yield from _twice("warning_signs.questions", "id", [q.id for q in safety.warning_signs.questions])
    yield from _twice("urgent.questions", "id", [q.id for q in safety.urgent.questions])
    yield from _twice("clearance.questions", "id", [q.id for q in safety.clearance.questions])
    for field in ("stop_rules", "start_limits", "get_help"):
        yield from _twice(field, "id", [rule.id for rule in getattr(safety, field)])
    yield from _twice("background.benefits", "id", [rule.id for rule in safety.background.benefits])
    flags = [condition.flag for condition in safety.conditions]
    yield from _twice("conditions", "flag", flags)
    if missing := [flag for flag in get_args(Flag) if flag not in flags]:
        yield Problem("conditions", f"lacks {', '.join(missing)}")
    colors = [color.id for color in safety.colors]
    if colors != list(get_args(Light)):
        yield Problem("colors", f"must be {', '.join(get_args(Light))}, in this order")
    for place, codes in _source_lists(safety):
        for code in codes:
            if code != DESIGN and code not in safety.sources:
                yield Problem(place, f'there is no source "{code}" in sources')


def _twice(field: str, key: str, values: Sequence[str]) -> Iterator[Problem]:
    for place, value in enumerate(values):
        if value in values[:place]:
            yield Problem(f"{field}[{place}].{key}", f'"{value}" is given twice')


def _source_lists(safety: Safety) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in ("emergency", "unwell", "colors_note"):
        yield f"{name}.sources", getattr(safety, name).sources
    for name, advice in vars(safety.how_often).items():
        yield f"how_often.{name}.sources", advice.sources
    for name in ("condition", "active", "floor_first", "flare", "too_easy"):
        yield f"background.{name}.sources", getattr(safety.background, name).sources
    yield "background.references", safety.background.references
    signs, clearance = safety.warning_signs, safety.clearance
    lists = {
        "warning_signs.questions": [question.sources for question in signs.questions],
        "urgent.questions": [question.sources for question in safety.urgent.questions],
        "clearance.questions": [question.sources for question in clearance.questions],
        "stop_rules": [rule.sources for rule in safety.stop_rules],
        "start_limits": [rule.sources for rule in safety.start_limits],
        "get_help": [rule.sources for rule in safety.get_help],
        "background.benefits": [rule.sources for rule in safety.background.benefits],
        "evidence.findings": [finding.sources for finding in safety.evidence.findings],
    }
    for name, listed in lists.items():
        for place, codes in enumerate(listed):
            yield f"{name}[{place}].sources", codes
