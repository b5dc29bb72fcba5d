"""What must hold together in a drawing: names that lead somewhere, and a body that can do it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lrx_cli.figure.anatomy import faults
from lrx_cli.storage.figure_conversion import CircularPose, figure_from, variant_names
from lrx_cli.storage.figure_models import FigureFile
from lrx_cli.storage.shapes import Problem, shape_problems


def problems_in(document: Any, bases: Mapping[str, Any]) -> list[Problem]:
    """Everything wrong in a drawing: its shape, what it refers to, and what no body could do."""
    problems = [*_nulls(document, ""), *shape_problems(document, FigureFile)]
    if not problems:
        problems = list(_broken_references(document, bases))
    if not problems:
        for variant in (None, *variant_names(document)):
            place = "" if variant is None else f"variants.{variant}"
            try:
                found = faults(figure_from(document, bases, variant))
            except CircularPose as error:
                found = [str(error)]
            problems += [Problem(place, fault) for fault in found]
    return problems


def _nulls(value: Any, place: str) -> Iterator[Problem]:
    """A name with nothing behind it: left out is what leaves it as it was."""
    if isinstance(value, dict):
        for key, member in value.items():
            inside = f"{place}.{key}" if place else str(key)
            if member is None:
                yield Problem(inside, "is null; leave it out instead")
            yield from _nulls(member, inside)
    elif isinstance(value, list):
        for i, member in enumerate(value):
            yield from _nulls(member, f"{place}[{i}]")


def _broken_references(document: Mapping[str, Any], bases: Mapping[str, Any]) -> Iterator[Problem]:
    own = set(document["poses"])
    yield from _in_description(document, "", own, own, bases)
    for name, variant in document.get("variants", {}).items():
        place = f"variants.{name}."
        inherited = set() if "base" in variant else own
        known = inherited | set(variant.get("poses", {}))
        yield from _in_description(variant, place, known, inherited, bases)
        if "moves" not in variant or "panels" not in variant:
            # What it inherits must make sense with its own poses too.
            left = {key: document[key] for key in ("moves", "panels") if key not in variant}
            yield from _in_description(left, place, known, inherited, bases)


def _in_description(
    described: Mapping[str, Any],
    place: str,
    known: set[str],
    replaced: set[str],
    bases: Mapping[str, Any],
) -> Iterator[Problem]:
    if "base" in described and described["base"] not in bases:
        yield Problem(f"{place}base", f"there is no shared pose {described['base']}; {_names(bases)}")
    for name, pose in described.get("poses", {}).items():
        where = f"{place}poses.{name}"
        yield from _pose_problems(pose, where)
        for key in ("from", "mirror", "to"):
            # A name of its own means the pose it replaces, or the shared one.
            there = {*replaced, *bases} if pose.get(key) == name and place else {*known, *bases}
            if key in pose and (pose[key] not in there or (pose[key] == name and not place)):
                yield Problem(f"{where}.{key}", f"there is no pose {pose[key]}; {_names(there)}")
    for kind in ("moves", "panels"):
        for i, way in enumerate(described.get(kind, ())):
            for key in ("from", "to", "via"):
                if way.get(key) is not None and way[key] not in known:
                    where = f"{place}{kind}[{i}].{key}"
                    yield Problem(where, f"there is no pose {way[key]}; {_names(known)}")
            yield from _arrow_problems(way.get("arrow"), f"{place}{kind}[{i}].arrow")


def _pose_problems(pose: Mapping[str, Any], place: str) -> Iterator[Problem]:
    if "mirror" in pose and ("from" in pose or "part" in pose):
        yield Problem(place, "is a mirror or starts from a pose, not both")
    if ("part" in pose) != ("to" in pose) or ("part" in pose and "from" not in pose):
        yield Problem(place, "a part of a way needs all of part, from and to")
    for name, limb in pose.items():
        if not isinstance(limb, dict):
            continue
        if sum(key in limb for key in ("at", "near", "angles")) != 1:
            yield Problem(f"{place}.{name}", "needs exactly one of at, near and angles")
        elif "near" in limb:
            block = limb["near"] in ("pelvis", "chest", "head")
            if "offset" not in limb or ("along" in limb) == block:
                needs = "offset, and no along" if block else "along and offset"
                yield Problem(f"{place}.{name}", f"near {limb['near']} needs {needs}")


def _arrow_problems(arrow: Mapping[str, Any] | None, place: str) -> Iterator[Problem]:
    if arrow is None:
        return
    if sum(key in arrow for key in ("trace", "push", "curve")) != 1:
        yield Problem(place, "needs exactly one of trace, push and curve")
    elif ("push" in arrow) != ("way" in arrow):
        yield Problem(place, "push and way go together")


def _names(known: Mapping[str, Any] | set[str]) -> str:
    return f"there are: {', '.join(sorted(known))}"
