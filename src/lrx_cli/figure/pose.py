"""A pose: the trunk by angles, each limb by a goal for its end.

A goal is one of three kinds. Together they keep contacts still and swings round:

- :class:`At` a place in the world, for hands and feet planted on floor, seat or counter: they never slide;
- :class:`OnBone` or :class:`OnBlock`, a place on the body: a hand behind the thigh moves with it;
- :class:`Angles` of both bones: a free limb swings on an arc.
"""

from collections.abc import Mapping
from typing import NamedTuple

from lrx_cli.figure.geometry import UP, Vec

SIDES = ("left", "right")
LIMBS = ("left_arm", "right_arm", "left_leg", "right_leg")
BLOCKS = ("pelvis", "chest", "head")
"""The parts of the trunk that have a front, an up and a right of their own."""
BONES = ("upper_arm", "forearm", "thigh", "shin")


class At(NamedTuple):
    """The wrist or ankle is at a place in the world."""

    point: Vec


class OnBone(NamedTuple):
    """The wrist or ankle is near a bone: ``right_thigh``, ``left_forearm`` ..."""

    bone: str
    along: float
    """0 at the bone's root, 1 at its end."""
    offset: Vec
    """From there, in the world's directions."""


class OnBlock(NamedTuple):
    """The wrist or ankle is near pelvis, chest or head, measured in that block's own directions."""

    block: str
    offset: Vec
    """Up, forward, right."""


class Angles(NamedTuple):
    """Both bones by angle: in the side plane (0 is +x, 90 is up), and out of it to the viewer."""

    upper: tuple[float, float]
    lower: tuple[float, float]


class Directions(NamedTuple):
    """Both bones as unit vectors: what other goals become when they are interpolated with angles."""

    upper: Vec
    lower: Vec


Goal = At | OnBone | OnBlock | Angles | Directions


class Limb(NamedTuple):
    goal: Goal
    pole: Vec = UP
    """The direction in which elbow or knee points, if the goal is a place."""
    tip: Vec | None = None
    """The direction of fingers or toes. ``None``: fingers follow the forearm, toes the shin and ``ankle``."""
    tip_in_chest: bool = False
    """``tip`` is up, forward, right of the chest and turns with it, instead of the world's x, y, z."""
    ankle: float = 0.0
    """Degrees that the toes are pulled toward the shin, from a right angle; negative: pointed."""


NONE: Vec = (0.0, 0.0, 0.0)


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
    shrug: Mapping[str, Vec] = {}
    """By side: the shoulder moved forward, up, out from where it hangs."""


def other_side(name: str) -> str:
    """``left_knee`` for ``right_knee``; a name without a side is its own."""
    if name.startswith("left_"):
        return "right_" + name[5:]
    if name.startswith("right_"):
        return "left_" + name[6:]
    return name


def mirrored(pose: Pose) -> Pose:
    """The same pose with left and right exchanged, in the plane through the middle of the mat."""
    yaw, pitch, twist = pose.turn
    return Pose(
        root=_across(pose.root),
        turn=(-yaw, pitch, -twist),
        lumbar=_bent_across(pose.lumbar),
        thoracic=_bent_across(pose.thoracic),
        neck=_bent_across(pose.neck),
        head=_bent_across(pose.head),
        limbs={other_side(name): _mirrored_limb(limb) for name, limb in pose.limbs.items()},
        shrug={"left" if side == "right" else "right": moved for side, moved in pose.shrug.items()},
    )


def _across(v: Vec) -> Vec:
    return (v[0], v[1], -v[2])


def _bent_across(bend: Vec) -> Vec:
    return (bend[0], -bend[1], -bend[2])


def _mirrored_limb(limb: Limb) -> Limb:
    goal = limb.goal
    there: Goal
    if isinstance(goal, At):
        there = At(_across(goal.point))
    elif isinstance(goal, OnBone):
        there = OnBone(other_side(goal.bone), goal.along, _across(goal.offset))
    elif isinstance(goal, OnBlock):
        there = OnBlock(goal.block, _across(goal.offset))
    elif isinstance(goal, Angles):
        there = Angles((goal.upper[0], -goal.upper[1]), (goal.lower[0], -goal.lower[1]))
    else:
        there = Directions(_across(goal.upper), _across(goal.lower))
    return limb._replace(
        goal=there,
        pole=_across(limb.pole),
        tip=None if limb.tip is None else _across(limb.tip),
    )
