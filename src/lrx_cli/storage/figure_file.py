"""What a drawing's file says, and the figure that it makes: every pose complete, every variant whole.

A pose names another one and what differs from it. A *variant* says only how it differs: its poses and view
are laid over the exercise's, all else replaces. One that starts from another base pose inherits no poses,
since they would mean something else there.

A file is checked against these dataclasses and read into them. Centimeters and degrees; see
``figure/__init__.py`` for the directions. Where something is laid over something else, ``None`` means that
the file does not say it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

from lrx_cli.core.catalog.limits import File, Text
from lrx_cli.figure.figure import Figure, Highlight, Joints, Move, Panel, Pitch, View, Yaw
from lrx_cli.figure.pose import BLOCKS, LIMBS, NONE, SIDES, Limb, Pose, Share, Three, mirrored
from lrx_cli.figure.props import Arrow, Props, Strap
from lrx_cli.figure.skeleton import Motion
from lrx_cli.shapes import Description, Id, Len, MaxLen, Shape
from lrx_cli.storage.files import Problem


class WrittenPose(Shape):
    """What differs from the pose it starts from: ``from``, or else the figure's base."""

    from_: Annotated[Id | None, Description("Another pose; its own name: the one it replaces.")] = None
    mirror: Annotated[Id | None, Description("Left and right of that pose exchanged.")] = None
    part: Annotated[Share | None, Description("Only this share of the way from ``from`` to ``to``.")] = None
    to: Id | None = None
    root: Annotated[Three | None, Description("The point between the hips.")] = None
    turn: Annotated[Three | None, Description("Yaw, pitch, twist of the pelvis.")] = None
    lumbar: Annotated[
        Three | None, Description("Degrees over the region: forward, to the right, turned left.")
    ] = None
    thoracic: Three | None = None
    neck: Three | None = None
    head: Three | None = None
    left_shrug: Annotated[Three | None, Description("The shoulder moved forward, up, out.")] = None
    right_shrug: Three | None = None
    left_arm: Limb | None = None
    right_arm: Limb | None = None
    left_leg: Limb | None = None
    right_leg: Limb | None = None


Bases = Mapping[str, WrittenPose]
"""The shared poses."""
Poses = Annotated[dict[Id, WrittenPose], MaxLen(40)]
Moves = Annotated[tuple[Move, ...], Len(1, 12)]
Panels = Annotated[tuple[Panel, ...], Len(1, 6)]


class PartialView(Shape):
    yaw: Yaw | None = None
    pitch: Pitch | None = None
    close: Joints | None = None


class FigureVariant(Shape):
    """Only what differs. Poses and view are laid over the exercise's, all else replaces; with a base of
    its own it inherits no poses."""

    alt: Text
    base: Id | None = None
    view: PartialView | None = None
    props: Props | None = None
    strap: Strap | None = None
    highlight: Highlight | None = None
    poses: Poses | None = None
    moves: Moves | None = None
    panels: Panels | None = None


class FigureFile(File, kw_only=True):
    """How an exercise looks: its poses and the ways between them. No words but ``alt``, no seconds."""

    alt: Annotated[Text, Description("What is seen, for those who do not see it.")]
    shown_side: Annotated[
        Literal["left", "right"] | None,
        Description("The working side as drawn; the other one is the picture turned around."),
    ] = None
    base: Annotated[Id, Description("The shared pose that the poses differ from.")]
    view: View
    props: Props | None = None
    strap: Strap | None = None
    highlight: Highlight | None = None
    poses: Poses
    moves: Annotated[Moves, Description("In the order of a repetition; ways back need none.")]
    panels: Panels
    variants: Annotated[dict[Id, FigureVariant], MaxLen(12)] | None = None


class BasesFile(File, kw_only=True):
    """The poses that drawings start from. Each says everything: there is none behind it."""

    poses: dict[Id, WrittenPose]


def figure_from(file: FigureFile, bases: Bases, variant: str | None = None) -> Figure:
    """The figure in one of its variants; one that the file does not have looks like the exercise."""
    written, inherited = _laid_over(file, (file.variants or {}).get(variant or ""))
    return Figure(
        _complete(written.poses, inherited, bases, written.base),
        written.moves,
        written.panels,
        written.view,
        written.props,
        written.highlight or (),
        written.alt,
        written.shown_side,
        written.strap,
    )


def _laid_over(file: FigureFile, variant: FigureVariant | None) -> tuple[FigureFile, Bases]:
    """The whole description to draw, and the poses behind it that it may still refer to."""
    if variant is None:
        return file, {}
    view = replace(file.view, **_given(variant.view)) if variant.view else file.view
    whole = replace(file, **{**_given(variant), "view": view})
    return replace(whole, poses=variant.poses or {}), {} if variant.base else file.poses


def _given(shape: Any) -> dict[str, Any]:
    """What a shape says, by field."""
    return {name: value for name, value in vars(shape).items() if value is not None}


class CircularPose(ValueError):
    """A pose that starts from itself, perhaps by way of others."""


def _complete(own: Bases, inherited: Bases, bases: Bases, base: str) -> dict[str, Pose]:
    """Every pose that can be drawn, whole: a variant's own, and the exercise's that it inherits."""
    layers = (own, inherited, bases)
    made: dict[tuple[int, str], Pose | None] = {}  # None while it is being made

    def pose(name: str, first: int = 0) -> Pose:
        layer = next(number for number in range(first, len(layers)) if name in layers[number])
        if (layer, name) not in made:
            made[layer, name] = None
            written = layers[layer][name]
            made[layer, name] = _changed(start(layer, name, written), written)
        found = made[layer, name]
        if found is None:
            raise CircularPose(f"the pose {name} starts from itself")
        return found

    def start(layer: int, name: str, written: WrittenPose) -> Pose:
        def other(named: str) -> Pose:
            """Its own name means the one that it replaces."""
            return pose(named, layer + 1 if named == name else 0)

        if written.mirror:
            return mirrored(other(written.mirror))
        if written.from_ and written.to and written.part is not None:
            return Motion(other(written.from_), other(written.to)).at(written.part)
        shared = layer == len(layers) - 1
        return _UNSAID if shared and not written.from_ else other(written.from_ or base)

    return {name: pose(name) for name in {**inherited, **own}}


_UNSAID = Pose(NONE, NONE, NONE, NONE, NONE, NONE, dict.fromkeys(LIMBS, Limb()))


def _changed(pose: Pose, written: WrittenPose) -> Pose:
    """The pose with everything that is written of another one."""
    given = _given(written)
    return pose._replace(
        limbs={name: given.get(name, limb) for name, limb in pose.limbs.items()},
        shrug={side: given.get(f"{side}_shrug", pose.shrug[side]) for side in SIDES},
        **{part: given[part] for part in given.keys() & Pose._fields},
    )


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
    for name, variant in ((None, None), *(file.variants or {}).items()):
        place = "" if name is None else f"variants.{name}."
        # What a variant inherits must make sense with its own poses too.
        written, inherited = _laid_over(file, variant)
        known = {*inherited, *written.poses}
        yield from _unknown(f"{place}base", written.base, bases, "shared pose")
        for pose_name, pose in written.poses.items():
            where = f"{place}poses.{pose_name}"
            yield from _pose_problems(pose, where)
            for key, other in (("from", pose.from_), ("mirror", pose.mirror), ("to", pose.to)):
                # Its own name means the pose that it replaces, or the shared one.
                there = {*(inherited if other == pose_name else known), *bases}
                yield from _unknown(f"{where}.{key}", other, there)
        for i, move in enumerate(written.moves):
            where = f"{place}moves[{i}]"
            for key, end in (("from", move.from_), ("to", move.to), ("via", move.via)):
                yield from _unknown(f"{where}.{key}", end, known)
            yield from _arrow_problems(move.arrow, f"{where}.arrow")
        for i, panel in enumerate(written.panels):
            for key, end in (("from", panel.from_), ("to", panel.to)):
                yield from _unknown(f"{place}panels[{i}].{key}", end, known)


def _unknown(place: str, name: str | None, known: Iterable[str], kind: str = "pose") -> Iterator[Problem]:
    """``None``: nothing is named there."""
    if name is not None and name not in known:
        yield Problem(place, f"there is no {kind} {name}; there are: {', '.join(sorted(known))}")


def _pose_problems(pose: WrittenPose, place: str) -> Iterator[Problem]:
    if pose.mirror and (pose.from_ or pose.part is not None):
        yield Problem(place, "is a mirror or starts from a pose, not both")
    partial = pose.part is not None
    if partial != (pose.to is not None) or (partial and not pose.from_):
        yield Problem(place, "a part of a way needs all of part, from and to")
    for name, limb in vars(pose).items():
        if isinstance(limb, Limb):
            yield from _limb_problems(limb, f"{place}.{name}")


def _limb_problems(limb: Limb, place: str) -> Iterator[Problem]:
    if sum(goal is not None for goal in (limb.at, limb.near, limb.angles)) != 1:
        yield Problem(place, "needs exactly one of at, near and angles")
    elif limb.near is not None:
        block = limb.near in BLOCKS
        if limb.offset is None or (limb.along is not None) == block:
            needs = "offset, and no along" if block else "along and offset"
            yield Problem(place, f"near {limb.near} needs {needs}")


def _arrow_problems(arrow: Arrow | None, place: str) -> Iterator[Problem]:
    if arrow is None:
        return
    if sum(kind is not None for kind in (arrow.trace, arrow.push, arrow.curve)) != 1:
        yield Problem(place, "needs exactly one of trace, push and curve")
    elif (arrow.push is None) != (arrow.way is None):
        yield Problem(place, "push and way go together")
