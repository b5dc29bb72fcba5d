"""From a checked document to a catalog: the same fields, seconds as milliseconds.

Plain and quick, because every start of the program goes through here; whether the document is right is
decided elsewhere. Routines and the safety file have a module each, so that nobody pays for shapes that
are not wanted.
"""

from __future__ import annotations

from typing import Any, cast

from lrx_cli.core.catalog.exercise import (
    LEVELS,
    Catalog,
    Caution,
    Dose,
    Exercise,
    Gap,
    Level,
    Ms,
    Source,
    Step,
    Tip,
    Variant,
)

Raw = dict[str, Any]
"""An object of a JSON document."""


def catalog_from(raw: Raw) -> Catalog:
    return Catalog(
        exercises=tuple(map(_exercise, raw["exercises"])),
        sources={code: source_from(code, source) for code, source in raw["sources"].items()},
    )


def source_from(code: str, raw: Raw) -> Source:
    return Source(code, raw["title"], raw["where"], raw["quality"], raw["seen"])


def _exercise(raw: Raw) -> Exercise:
    return Exercise(
        id=raw["id"],
        number=raw["number"],
        name=raw["name"],
        name_source=raw["name_source"],
        name_note=raw["name_note"],
        aliases=tuple(raw["aliases"]),
        family=raw["family"],
        needs=tuple(raw["needs"]),
        optional=tuple(raw["optional"]),
        target=raw["target"],
        benefit=raw["benefit"],
        side_mode=raw["side_mode"],
        side_noun=raw["side_noun"],
        side_meaning=raw["side_meaning"],
        first_side=raw["first_side"],
        variants=tuple(map(_variant, raw["variants"])),
        steps=tuple(map(_step, raw["steps"])),
        doses={level: _dose(raw["doses"][level]) for level in LEVELS},
        hold_cap=ms(raw["hold_cap_s"]),
        reps_cap=raw["reps_cap"],
        sets_cap=raw["sets_cap"],
        caps_why=raw["caps_why"],
        limit=raw["limit"],
        tip=raw.get("tip"),
        hints=tuple(raw["hints"]),
        leave=raw["leave"],
        leave_pose=raw.get("leave_pose"),
        way_out=raw["way_out"],
        easier_say=raw["easier_say"],
        first_check=raw.get("first_check"),
        roll=raw["roll"],
        tips=tuple(Tip(tip["text"], tuple(tip["sources"])) for tip in raw["tips"]),
        cautions=tuple(map(_caution, raw["cautions"])),
        easier=tuple(raw["easier"]),
        harder=tuple(raw["harder"]),
        requires_ok=tuple(raw["requires_ok"]),
        gaps=tuple(map(_gap, raw["gaps"])),
        sources=tuple(raw["sources"]),
        overrides=raw.get("overrides", False),
    )


def ms(seconds: float) -> Ms:
    """Files count in seconds, the code in whole milliseconds."""
    return round(seconds * 1_000)


def _step(raw: Raw) -> Step:
    variants = raw.get("variants")
    return Step(
        tag=raw["tag"],
        scope=raw["scope"],
        text=raw["text"],
        full=raw["full"],
        brief=raw["brief"],
        cue=raw.get("cue", ""),
        quiet=raw.get("quiet"),
        word=raw.get("word", ""),
        before=raw.get("before"),
        levels=cast("tuple[Level, ...]", tuple(raw.get("levels", LEVELS))),
        variants=None if variants is None else tuple(variants),
        from_rep=raw.get("from_rep", 1),
        on_arrival=raw.get("on_arrival", False),
        with_previous=raw.get("with_previous", False),
        pose=raw.get("pose"),
    )


def _dose(raw: Raw) -> Dose:
    return Dose(
        hold=ms(raw["hold_s"]),
        reps=raw["reps"],
        sets=raw["sets"],
        rest=ms(raw["rest_s"]),
        tempo=ms(raw["tempo_s"]),
        variant=raw["variant"],
        why={number: tuple(sources) for number, sources in raw["why"].items()},
        note=raw.get("note", ""),
    )


def _variant(raw: Raw) -> Variant:
    return Variant(
        id=raw["id"],
        name=raw["name"],
        text=raw["text"],
        position=raw["position"],
        needs=tuple(raw["needs"]),
        limit=raw.get("limit"),
        tip=raw.get("tip"),
        leave=raw.get("leave"),
        leave_pose=raw.get("leave_pose"),
        way_out=raw.get("way_out"),
        easier_say=raw.get("easier_say"),
    )


def _caution(raw: Raw) -> Caution:
    return Caution(
        text=raw["text"],
        flags=tuple(raw["flags"]),
        action=raw["action"],
        sources=tuple(raw["sources"]),
        variant=raw.get("variant"),
    )


def _gap(raw: Raw) -> Gap:
    return Gap(
        code=raw["code"],
        what=raw["what"],
        resolution=raw["resolution"],
        tell=raw.get("tell"),
        upfront=raw.get("upfront", False),
    )
