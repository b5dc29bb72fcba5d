"""From a drawing as it is written to a figure that can be drawn: every pose complete, every variant whole.

A *variant* says only how it differs: its poses and view are laid over the exercise's, all else
replaces. One that starts from another base pose inherits no poses, since they would mean something
else there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from lrx_cli.figure.figure import VIA, Figure, Moment, Move, View
from lrx_cli.figure.geometry import UP, Vec
from lrx_cli.figure.pose import (
    BLOCKS,
    LIMBS,
    NONE,
    SIDES,
    Angles,
    At,
    Goal,
    Limb,
    OnBlock,
    OnBone,
    Pose,
    mirrored,
)
from lrx_cli.figure.props import Arrow, Chair, Counter, Curve, Ground, Pillow, Prop, Push, Strap, Trace
from lrx_cli.figure.skeleton import Motion
from lrx_cli.storage.figure_shapes import (
    ArrowShape,
    FigureFile,
    LimbShape,
    MoveShape,
    PanelShape,
    PoseShape,
    PropsShape,
    VariantShape,
)
from lrx_cli.storage.files import Problem

Bases = Mapping[str, PoseShape]
"""The shared poses."""

TRUNK = ("root", "turn", "lumbar", "thoracic", "neck", "head")


def figure_from(file: FigureFile, bases: Bases, variant: str | None = None) -> Figure:
    """The figure in one of its variants; one that the file does not have looks like the exercise."""
    written, inherited = _laid_over(file, (file.variants or {}).get(variant or ""))
    poses = _Poses(written.poses, inherited, bases, written.base)
    view = written.view
    return Figure(
        poses={name: poses.pose(name) for name in poses.names()},
        moves=[_move(move) for move in written.moves],
        panels=[Moment(panel.from_, panel.to, float(panel.at)) for panel in written.panels],
        view=View(float(view.yaw), float(view.pitch), view.close or ()),
        props=tuple(_props(written.props or PropsShape())),
        highlight=written.highlight or (),
        alt=written.alt,
        shown_side=written.shown_side,
        strap=Strap(written.strap.around, float(written.strap.along)) if written.strap else None,
    )


def _laid_over(file: FigureFile, variant: VariantShape | None) -> tuple[FigureFile, Bases]:
    """The whole description to draw, and the poses behind it that it may still refer to."""
    if variant is None:
        return file, {}
    view = replace(file.view, **_given(variant.view)) if variant.view else file.view
    whole = replace(file, **{**_given(variant), "view": view})
    if variant.base:
        return whole, {}
    return replace(whole, poses=variant.poses or {}), file.poses


def _given(shape: Any) -> dict[str, Any]:
    """What a shape says, by field."""
    return {name: value for name, value in vars(shape).items() if value is not None}


class CircularPose(ValueError):
    """A pose that starts from itself, perhaps by way of others."""


class _Poses:
    """Poses by name: a variant's own, then the exercise's, then the shared ones."""

    def __init__(self, own: Bases, inherited: Bases, bases: Bases, base: str) -> None:
        self.layers = (own, inherited, bases)
        self.base = base
        self._made: dict[tuple[int, str], Pose] = {}
        self._making: list[tuple[int, str]] = []

    def names(self) -> list[str]:
        own, inherited, _ = self.layers
        return list(dict.fromkeys([*inherited, *own]))

    def pose(self, name: str, *, asked_by: tuple[int, str] | None = None) -> Pose:
        """``asked_by`` is the pose that refers to it: one that refers to its own name means the one
        that it replaces."""
        first = 0 if asked_by is None or asked_by[1] != name else asked_by[0] + 1
        for layer in range(first, len(self.layers)):
            if name in self.layers[layer]:
                key = (layer, name)
                if key in self._making:
                    raise CircularPose(f"the pose {name} starts from itself")
                if key not in self._made:
                    self._making.append(key)
                    self._made[key] = self._make(key, self.layers[layer][name])
                    self._making.remove(key)
                return self._made[key]
        raise KeyError(f"there is no pose {name}")

    def _make(self, key: tuple[int, str], written: PoseShape) -> Pose:
        if written.mirror:
            return _changed(mirrored(self.pose(written.mirror, asked_by=key)), written)
        if written.part is not None and written.from_ and written.to:
            start = self.pose(written.from_, asked_by=key)
            end = self.pose(written.to, asked_by=key)
            return _changed(Motion(start, end).at(float(written.part)), written)
        if written.from_:
            return _changed(self.pose(written.from_, asked_by=key), written)
        if key[0] < 2:
            return _changed(self.pose(self.base, asked_by=key), written)
        return _complete(written)


def _complete(written: PoseShape) -> Pose:
    return Pose(
        **{part: _vec(getattr(written, part) or NONE) for part in TRUNK},
        limbs={name: _limb(getattr(written, name)) for name in LIMBS},
        shrug=_shrugs(written),
    )


def _changed(pose: Pose, written: PoseShape) -> Pose:
    given = _given(written)
    parts = {part: _vec(given[part]) if part in given else getattr(pose, part) for part in TRUNK}
    limbs = {name: _limb(given[name]) if name in given else limb for name, limb in pose.limbs.items()}
    return Pose(**parts, limbs=limbs, shrug={**pose.shrug, **_shrugs(written)})


def _shrugs(written: PoseShape) -> dict[str, Vec]:
    shrugs = {side: getattr(written, f"{side}_shrug") for side in SIDES}
    return {side: _vec(shrug) for side, shrug in shrugs.items() if shrug is not None}


def _limb(written: LimbShape) -> Limb:
    goal: Goal
    if written.at is not None:
        goal = At(_vec(written.at))
    elif written.angles is not None:
        (a, b), (c, d) = written.angles
        goal = Angles((float(a), float(b)), (float(c), float(d)))
    else:  # the rules see to it that a limb has one of the three, and what belongs to it
        near, offset = written.near or "", _vec(written.offset or NONE)
        goal = OnBlock(near, offset) if near in BLOCKS else OnBone(near, float(written.along or 0), offset)
    return Limb(
        goal=goal,
        pole=_vec(written.pole or UP),
        tip=_vec(written.tip) if written.tip else None,
        tip_in_chest=written.tip_in == "chest",
        ankle=float(written.ankle or 0),
    )


def _move(written: MoveShape) -> Move:
    return Move(
        start=written.from_,
        end=written.to,
        via=written.via,
        via_at=VIA if written.via_at is None else float(written.via_at),
        highlight=written.highlight,
        arrow=_arrow(written.arrow) if written.arrow else None,
    )


def _arrow(written: ArrowShape) -> Arrow:
    if written.curve is not None:
        start, control, end = written.curve
        return Curve((_vec(start), _vec(control), _vec(end)), written.over)
    if written.push is not None:
        return Push(_vec(written.push), _vec(written.way or NONE), written.over)
    first, last = written.span or (0.1, 1.0)
    return Trace(
        joint=written.trace or "",
        outward=float(written.outward or 0),
        shift=_vec(written.shift or NONE),
        span=(float(first), float(last)),
        over=written.over,
    )


def _props(written: PropsShape) -> Iterator[Prop]:
    for kind, ground in (("mat", written.mat), ("floor", written.floor)):
        if ground:
            yield Ground(kind, float(ground.from_), float(ground.to), float(ground.half_width))
    if chair := written.chair:
        yield Chair(float(chair.back_edge), float(chair.height), float(chair.depth), chair.backrest)
    if counter := written.counter:
        yield Counter(_vec(counter.low), _vec(counter.high))
    if pillow := written.pillow:
        yield Pillow(_vec(pillow.center), _vec(pillow.half_size))


def _vec(written: Sequence[float]) -> Vec:
    x, y, z = written
    return (float(x), float(y), float(z))


# --- what must hold together: names that lead somewhere, a body that can do it --------------------


def figure_problems(file: FigureFile, bases: Bases) -> list[Problem]:
    """Everything wrong in a drawing whose shape is right: what it refers to, and what no body could do."""
    from lrx_cli.figure.anatomy import faults  # only checked files need it

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
