"""A pose: the trunk by angles, each limb by a goal for its end.

A goal is one of three kinds. Together they keep contacts still and swings round:

- ``at`` a place in the world, for hands and feet planted on floor, seat or counter: they never slide;
- ``near`` a part of the body: a hand behind the thigh moves with it;
- ``angles`` of both bones: a free limb swings on an arc.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal, NamedTuple

from lrx_cli.figure.geometry import UP, Vec
from lrx_cli.shapes import Description, Interval, Shape

SIDES = ("left", "right")
LIMBS = ("left_arm", "right_arm", "left_leg", "right_leg")
BLOCKS = ("pelvis", "chest", "head")
"""The parts of the trunk that have a front, an up and a right of their own."""
NONE: Vec = (0.0, 0.0, 0.0)

Number = Annotated[float, Interval(ge=-400, le=400)]
Length = Annotated[float, Interval(gt=0, le=400)]
Share = Annotated[float, Interval(ge=0, le=1)]
Two = tuple[Number, Number]
Three = tuple[Number, Number, Number]
"""A vector, as a file may have it."""
Bone = Literal[
    "left_upper_arm", "right_upper_arm", "left_forearm", "right_forearm",
    "left_thigh", "right_thigh", "left_shin", "right_shin",
]  # fmt: skip
BodyPart = Literal[Bone, "pelvis", "chest", "head"]


class Limb(Shape):
    """Where a wrist or an ankle is: exactly one of ``at``, ``near`` and ``angles``."""

    at: Annotated[Three | None, Description("A place in the world: planted.")] = None
    near: Annotated[BodyPart | None, Description("Near a part of the body, and moving with it.")] = None
    along: Annotated[Share | None, Description("Where on that bone: 0 is its root, 1 its end.")] = None
    offset: Annotated[
        Three | None,
        Description("From there: x, y, z of the world; of pelvis, chest, head: up, forward, right."),
    ] = None
    angles: Annotated[
        tuple[Two, Two] | None,
        Description("Upper and lower bone: angle in the side plane (0 is +x, 90 up), and out of it."),
    ] = None
    pole: Annotated[Three, Description("Where elbow or knee points, if the goal is a place.")] = UP
    tip: Annotated[
        Three | None,
        Description("Where fingers or toes point; left out: along the forearm, or from the shin by ankle."),
    ] = None
    tip_in: Annotated[Literal["chest"] | None, Description("The tip is up, forward, right of the chest.")] = (
        None
    )
    ankle: Annotated[
        Annotated[float, Interval(ge=-90, le=40)],
        Description("Toes drawn in, in degrees from a right angle; negative: pointed."),
    ] = 0


class TurnedLimb(Limb):
    """Between goals of different kinds: both bones as unit vectors. No file has it."""

    directions: tuple[Vec, Vec] = (UP, UP)


class Pose(NamedTuple):
    root: Vec
    """The point between the hip joints."""
    turn: Vec
    """Yaw, pitch and twist of the pelvis. Standing, facing +x: 0, 0, 0. On the back, head at the
    left: pitch 90. On the front, head at the right: pitch -90."""
    lumbar: Vec
    """Total over the region: bent forward, sideways to the right, twisted to the left."""
    thoracic: Vec
    neck: Vec
    head: Vec
    limbs: Mapping[str, Limb]
    shrug: Mapping[str, Vec] = {"left": NONE, "right": NONE}
    """By side: the shoulder moved forward, up, out from where it hangs."""


def other_side(name: str) -> str:
    """``left_knee`` for ``right_knee``, ``left`` for ``right``; a name without a side is its own."""
    side, *part = name.split("_", 1)
    return "_".join(({"left": "right", "right": "left"}.get(side, side), *part))


def mirrored(pose: Pose) -> Pose:
    """The same pose with left and right exchanged, in the plane through the middle of the mat."""
    yaw, pitch, twist = pose.turn
    bends = {name: getattr(pose, name) for name in ("lumbar", "thoracic", "neck", "head")}
    return pose._replace(
        root=_across(pose.root),
        turn=(-yaw, pitch, -twist),
        limbs={other_side(name): _mirrored_limb(limb) for name, limb in pose.limbs.items()},
        shrug={other_side(side): moved for side, moved in pose.shrug.items()},
        **{name: (forward, -sideways, -twist) for name, (forward, sideways, twist) in bends.items()},
    )


def _across(v: Vec) -> Vec:
    return (v[0], v[1], -v[2])


def _mirrored_limb(limb: Limb) -> Limb:
    vectors = {name: getattr(limb, name) for name in ("at", "offset", "pole", "tip")}
    changed: dict[str, Any] = {name: _across(vector) for name, vector in vectors.items() if vector}
    if limb.near:
        changed["near"] = other_side(limb.near)
    if limb.angles:
        changed["angles"] = tuple((angle, -outward) for angle, outward in limb.angles)
    if isinstance(limb, TurnedLimb):
        changed["directions"] = tuple(map(_across, limb.directions))
    return replace(limb, **changed)
