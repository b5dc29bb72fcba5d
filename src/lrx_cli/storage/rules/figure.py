"""What must hold together in a drawing: names that lead somewhere, and a body that can do it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from lrx_cli.figure.anatomy import faults
from lrx_cli.storage.figure_conversion import Bases, CircularPose, figure_from
from lrx_cli.storage.figure_shapes import (
    ArrowShape,
    FigureFile,
    LimbShape,
    MoveShape,
    PanelShape,
    PoseShape,
)
from lrx_cli.storage.files import Problem


def figure_problems(file: FigureFile, bases: Bases) -> list[Problem]:
    """Everything wrong in a drawing whose shape is right: what it refers to, and what no body could do."""
    problems = list(_broken_references(file, bases))
    if problems:
        return problems
    for variant in (None, *(file.variants or ())):
        place = "" if variant is None else f"variants.{variant}"
        try:
            found = faults(figure_from(file, bases, variant))
        except CircularPose as error:
            found = [str(error)]
        problems += [Problem(place, fault) for fault in found]
    return problems


def _broken_references(file: FigureFile, bases: Bases) -> Iterator[Problem]:
    own = file.poses.keys()
    yield from _pose_references(file.base, file.poses, "", own, own, bases)
    yield from _way_references(file.moves, file.panels, "", own)
    for name, variant in (file.variants or {}).items():
        place = f"variants.{name}."
        poses = variant.poses or {}
        inherited = set() if variant.base else own
        known = inherited | poses.keys()
        yield from _pose_references(variant.base or file.base, poses, place, known, inherited, bases)
        # What it inherits must make sense with its own poses too.
        yield from _way_references(variant.moves or file.moves, variant.panels or file.panels, place, known)


def _pose_references(
    base: str, poses: Bases, place: str, known: Set[str], replaced: Set[str], bases: Bases
) -> Iterator[Problem]:
    if base not in bases:
        yield Problem(f"{place}base", f"there is no shared pose {base}; {_names(bases)}")
    for name, pose in poses.items():
        where = f"{place}poses.{name}"
        yield from _pose_problems(pose, where)
        for key, other in (("from", pose.from_), ("mirror", pose.mirror), ("to", pose.to)):
            # A name of its own means the pose it replaces, or the shared one.
            there = {*replaced, *bases} if other == name and place else {*known, *bases}
            if other is not None and (other not in there or (other == name and not place)):
                yield Problem(f"{where}.{key}", f"there is no pose {other}; {_names(there)}")


def _way_references(
    moves: tuple[MoveShape, ...], panels: tuple[PanelShape, ...], place: str, known: Set[str]
) -> Iterator[Problem]:
    for i, move in enumerate(moves):
        where = f"{place}moves[{i}]"
        for key, pose in (("from", move.from_), ("to", move.to), ("via", move.via)):
            if pose is not None and pose not in known:
                yield Problem(f"{where}.{key}", f"there is no pose {pose}; {_names(known)}")
        yield from _arrow_problems(move.arrow, f"{where}.arrow")
    for i, panel in enumerate(panels):
        for key, pose in (("from", panel.from_), ("to", panel.to)):
            if pose not in known:
                yield Problem(f"{place}panels[{i}].{key}", f"there is no pose {pose}; {_names(known)}")


def _pose_problems(pose: PoseShape, place: str) -> Iterator[Problem]:
    if pose.mirror and (pose.from_ or pose.part is not None):
        yield Problem(place, "is a mirror or starts from a pose, not both")
    partial = pose.part is not None
    if partial != (pose.to is not None) or (partial and not pose.from_):
        yield Problem(place, "a part of a way needs all of part, from and to")
    for name, limb in vars(pose).items():
        if isinstance(limb, LimbShape):
            yield from _limb_problems(limb, f"{place}.{name}")


def _limb_problems(limb: LimbShape, place: str) -> Iterator[Problem]:
    if sum(goal is not None for goal in (limb.at, limb.near, limb.angles)) != 1:
        yield Problem(place, "needs exactly one of at, near and angles")
    elif limb.near is not None:
        block = limb.near in ("pelvis", "chest", "head")
        if limb.offset is None or (limb.along is not None) == block:
            needs = "offset, and no along" if block else "along and offset"
            yield Problem(place, f"near {limb.near} needs {needs}")


def _arrow_problems(arrow: ArrowShape | None, place: str) -> Iterator[Problem]:
    if arrow is None:
        return
    if sum(kind is not None for kind in (arrow.trace, arrow.push, arrow.curve)) != 1:
        yield Problem(place, "needs exactly one of trace, push and curve")
    elif (arrow.push is None) != (arrow.way is None):
        yield Problem(place, "push and way go together")


def _names(known: Mapping[str, object] | Set[str]) -> str:
    return f"there are: {', '.join(sorted(known))}"
