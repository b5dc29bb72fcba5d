"""From a checked document to the safety texts."""

from __future__ import annotations

from lrx_cli.core.catalog.safety import (
    Advice,
    Clearance,
    Color,
    Condition,
    Evidence,
    Finding,
    Question,
    Rule,
    Safety,
    WarningSigns,
)
from lrx_cli.storage.catalog_conversion import Raw, source_from


def safety_from(raw: Raw) -> Safety:
    signs, clearance, evidence = raw["warning_signs"], raw["clearance"], raw["evidence"]
    return Safety(
        notice=tuple(raw["notice"]),
        in_short=raw["in_short"],
        not_for=tuple(raw["not_for"]),
        warning_signs=WarningSigns(
            ask=signs["ask"],
            daily=signs["daily"],
            questions=tuple(map(_question, signs["questions"])),
            assessed=signs["assessed"],
        ),
        emergency=_advice(raw["emergency"]),
        unwell=_advice(raw["unwell"]),
        clearance=Clearance(
            ask=clearance["ask"],
            cleared=clearance["cleared"],
            text=clearance["text"],
            questions=tuple(map(_question, clearance["questions"])),
        ),
        conditions=tuple(
            Condition(found["flag"], found["name"], found["text"], found["asked"])
            for found in raw["conditions"]
        ),
        stop_rules=tuple(map(_rule, raw["stop_rules"])),
        start_limits=tuple(map(_rule, raw["start_limits"])),
        colors=tuple(Color(color["id"], color["text"]) for color in raw["colors"]),
        colors_note=_advice(raw["colors_note"]),
        get_help=tuple(map(_rule, raw["get_help"])),
        evidence=Evidence(
            text=evidence["text"],
            findings=tuple(
                Finding(found["topic"], found["text"], tuple(found["sources"]))
                for found in evidence["findings"]
            ),
        ),
        our_choices=tuple(raw["our_choices"]),
        about_numbers=raw["about_numbers"],
        sources={code: source_from(code, source) for code, source in raw["sources"].items()},
    )


def _question(raw: Raw) -> Question:
    return Question(raw["id"], raw["text"], tuple(raw["sources"]))


def _rule(raw: Raw) -> Rule:
    return Rule(raw["id"], raw["text"], tuple(raw["sources"]))


def _advice(raw: Raw) -> Advice:
    return Advice(raw["text"], tuple(raw["sources"]), raw.get("when", ""))
