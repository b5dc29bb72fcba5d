"""What must hold in the safety file, beyond its shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from lrx_cli.core.catalog.safety import Safety
from lrx_cli.core.catalog.words import Flag, Light
from lrx_cli.storage.files import Problem
from lrx_cli.storage.rules.exercise import DESIGN


def safety_problems(safety: Safety) -> Iterator[Problem]:
    yield from _twice("warning_signs.questions", "id", [q.id for q in safety.warning_signs.questions])
    yield from _twice("urgent.questions", "id", [q.id for q in safety.urgent.questions])
    yield from _twice("clearance.questions", "id", [q.id for q in safety.clearance.questions])
    for field in ("stop_rules", "start_limits", "get_help"):
        yield from _twice(field, "id", [rule.id for rule in getattr(safety, field)])
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
    signs, clearance = safety.warning_signs, safety.clearance
    lists = {
        "warning_signs.questions": [question.sources for question in signs.questions],
        "urgent.questions": [question.sources for question in safety.urgent.questions],
        "clearance.questions": [question.sources for question in clearance.questions],
        "stop_rules": [rule.sources for rule in safety.stop_rules],
        "start_limits": [rule.sources for rule in safety.start_limits],
        "get_help": [rule.sources for rule in safety.get_help],
        "evidence.findings": [finding.sources for finding in safety.evidence.findings],
    }
    for name, listed in lists.items():
        for place, codes in enumerate(listed):
            yield f"{name}[{place}].sources", codes
