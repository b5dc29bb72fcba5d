"""The places of all joints of a pose.

The trunk is a chain of small bends, so that a back curves instead of breaking. Limbs whose end is
given are solved as two bones and an elbow (inverse kinematics): first those that aim at the world,
then those that aim at the body, since their goal moves with the rest.

Between two poses, numbers are interpolated where both give a limb the same kind of goal, so that a hand that
is planted in both stays where it is. Where the kinds differ, both are first converted to one kind.
"""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from math import sqrt
from typing import Any, NamedTuple

from lrx_cli.figure.geometry import (
    UP,
    Vec,
    add,
    along,
    cross,
    direction,
    dot,
    length,
    mix,
    scale,
    sub,
    swing,
    turn,
    unit,
)
from lrx_cli.figure.pose import BLOCKS, NONE, Limb, Pose, TurnedLimb

PELVIS, LUMBAR, THORACIC, NECK, HEAD = 11.0, 18.0, 27.0, 8.5, 11.0
UPPER_ARM, FOREARM, HAND = 28.0, 25.0, 16.0
THIGH, SHIN = 42.0, 41.0
HALF_SHOULDERS, HALF_HIPS = 16.5, 8.5
SHOULDER_DROP = 4.0
"""How far the shoulder joints lie below the top of the thoracic spine."""
LUMBAR_BENDS, THORACIC_BENDS, NECK_BENDS = 4, 6, 2
HEEL, BALL, TOE = (-4.5, 4.0), (11.0, 4.6), (17.5, 5.2)
"""From the ankle: toward the toes, and toward the sole."""


class Frame(NamedTuple):
    """The directions of a block of the trunk."""

    up: Vec
    forward: Vec
    right: Vec

    def vector(self, up: float, forward: float, right: float) -> Vec:
        """So far in each of its directions."""
        return add(scale(self.up, up), add(scale(self.forward, forward), scale(self.right, right)))


class Vertebra(NamedTuple):
    height: float
    """Centimeters along the spine from between the hips."""
    place: Vec
    frame: Frame


class Skeleton:
    def __init__(self) -> None:
        self.joints: dict[str, Vec] = {}
        self.frames: dict[str, Frame] = {}
        self.spine: list[Vertebra] = []
        self.misses: dict[str, float] = {}
        """By limb: how far its goal is out of reach."""

    def spine_at(self, height: float) -> tuple[Vec, Frame]:
        """Place and directions at any height of the spine, also a little beyond its ends."""
        spine = self.spine
        if height <= 0:
            _, place, frame = spine[0]
            return along(place, frame.up, height), frame
        for below, above in itertools.pairwise(spine):
            if height <= above.height + 1e-6:
                u = (height - below.height) / (above.height - below.height)
                ways = zip(below.frame, above.frame, strict=True)
                return mix(below.place, above.place, u), Frame(*[unit(mix(a, b, u)) for a, b in ways])
        top, place, frame = spine[-1]
        return along(place, frame.up, height - top), frame

    def bone(self, name: str) -> tuple[Vec, Vec]:
        """Root and end of a bone named with its side."""
        side, _, kind = name.partition("_")
        root, end = BONE_ENDS[kind]
        return self.joints[f"{side}_{root}"], self.joints[f"{side}_{end}"]


LIMB_BONES = {"arm": ("upper_arm", "forearm", "hand"), "leg": ("thigh", "shin", "foot")}
BONE_ENDS = {
    "upper_arm": ("shoulder", "elbow"),
    "forearm": ("elbow", "wrist"),
    "thigh": ("hip", "knee"),
    "shin": ("knee", "ankle"),
    "hand": ("wrist", "fingers"),
    "foot": ("heel", "ball"),
}


def solve(pose: Pose) -> Skeleton:
    body = Skeleton()
    _place_trunk(body, pose)
    # What is attached to the body comes last; of that, a foot that rests on the other thigh goes before the
    # hand that may hold that foot's leg.
    for name, limb in sorted(pose.limbs.items(), key=_turn_of):
        _place_limb(body, name, limb)
    return body


def _turn_of(named: tuple[str, Limb]) -> int:
    name, limb = named
    return 0 if limb.near is None else 2 if name.endswith("arm") else 1


def _place_trunk(body: Skeleton, pose: Pose) -> None:
    joints, frames, spine = body.joints, body.frames, body.spine
    yaw, pitch, twist = pose.turn
    standing = Frame(up=UP, forward=(1.0, 0.0, 0.0), right=(0.0, 0.0, 1.0))
    place, frame = pose.root, _bent(_bent(standing, 0, 0, yaw), -pitch, 0, twist)
    joints["pelvis"], frames["pelvis"] = place, frame
    for side, sign in (("left", -1.0), ("right", 1.0)):
        joints[f"{side}_hip"] = along(place, frame.right, sign * HALF_HIPS)
    spine.append(Vertebra(0.0, place, frame))
    place, height = along(place, frame.up, PELVIS), PELVIS
    spine.append(Vertebra(height, place, frame))
    for name, size, bends, bend in (
        ("low_back", LUMBAR, LUMBAR_BENDS, pose.lumbar),
        ("chest", THORACIC, THORACIC_BENDS, pose.thoracic),
    ):
        for _ in range(bends):
            bent = _bent(frame, *scale(bend, 1 / bends))
            # Half of the bend below the joint and half above it: otherwise curves come out short.
            place = along(place, unit(add(frame.up, bent.up)), size / bends)
            height, frame = height + size / bends, bent
            spine.append(Vertebra(height, place, frame))
        joints[name], frames[name] = place, frame
    shoulders = joints["chest"] = along(place, frame.up, -SHOULDER_DROP)
    for side, sign in (("left", -1.0), ("right", 1.0)):
        joint = along(shoulders, frame.right, sign * HALF_SHOULDERS)
        forward, up, out = pose.shrug[side]
        joints[f"{side}_shoulder"] = add(joint, frame.vector(up, forward, sign * out))
    bend = scale(pose.neck, 1 / NECK_BENDS)
    for _ in range(NECK_BENDS):
        frame = _bent(frame, *bend)
        place = along(place, frame.up, NECK / NECK_BENDS)
    joints["skull"] = place
    frame = _bent(frame, *pose.head)
    frames["head"] = frame
    joints["head"] = along(along(place, frame.up, HEAD), frame.forward, 1.5)


def _bent(frame: Frame, flex: float, side: float, twist: float) -> Frame:
    up, forward, right = frame
    up, forward = turn(up, right, -flex), turn(forward, right, -flex)
    up, right = turn(up, forward, side), turn(right, forward, side)
    return Frame(up, turn(forward, up, twist), turn(right, up, twist))


def two_bones(root: Vec, target: Vec, first: float, second: float, pole: Vec) -> tuple[Vec, Vec, float]:
    """Elbow, end, and how far the target is out of reach. The elbow turns toward ``pole``."""
    way = sub(target, root)
    distance = length(way)
    ahead = unit(way)
    # A limb is never quite straight and never quite folded: both would lose the elbow's direction.
    reach = min(max(distance, abs(first - second) + 0.5), (first + second) * 0.9995)
    # A pole along the limb says nothing; then any direction will do that is its own mirror image.
    aside = unit(sub(pole, scale(ahead, dot(pole, ahead))), (1.0, 0.0, 0.0))
    cosine = (first * first + reach * reach - second * second) / (2 * first * reach)
    cosine = max(-1.0, min(1.0, cosine))
    elbow = add(root, add(scale(ahead, first * cosine), scale(aside, first * sqrt(1 - cosine * cosine))))
    return elbow, along(root, ahead, reach), abs(distance - reach)


def _place_limb(body: Skeleton, name: str, limb: Limb) -> None:
    joints = body.joints
    side, _, kind = name.partition("_")
    upper, lower, _ = LIMB_BONES[kind]
    (root, middle), (_, end) = BONE_ENDS[upper], BONE_ENDS[lower]
    first, second = (UPPER_ARM, FOREARM) if kind == "arm" else (THIGH, SHIN)
    start = joints[f"{side}_{root}"]
    directions: Sequence[Vec] = [direction(*angles) for angles in limb.angles or ()]
    if isinstance(limb, TurnedLimb):
        directions = limb.directions
    if directions:
        elbow = along(start, directions[0], first)
        last = along(elbow, directions[1], second)
    else:
        elbow, last, miss = two_bones(start, _target(body, limb), first, second, limb.pole)
        if miss > 1e-6:
            body.misses[name] = miss
    joints[f"{side}_{middle}"], joints[f"{side}_{end}"] = elbow, last
    if kind == "arm":
        _place_hand(body, side, limb, elbow, last)
    else:
        _place_foot(body, side, limb, start, elbow, last)


def _target(body: Skeleton, limb: Limb) -> Vec:
    if limb.near is None:
        return limb.at or NONE
    offset = limb.offset or NONE
    if limb.near in BLOCKS:
        return add(body.joints[limb.near], body.frames[limb.near].vector(*offset))
    return add(mix(*body.bone(limb.near), limb.along or 0), offset)


def _place_hand(body: Skeleton, side: str, limb: Limb, elbow: Vec, wrist: Vec) -> None:
    fingers = sub(wrist, elbow)
    if limb.tip is not None:
        fingers = body.frames["chest"].vector(*limb.tip) if limb.tip_in else limb.tip
    body.joints[f"{side}_fingers"] = along(wrist, unit(fingers), HAND)


def _place_foot(body: Skeleton, side: str, limb: Limb, hip: Vec, knee: Vec, ankle: Vec) -> None:
    down = unit(sub(ankle, knee))
    if limb.tip is not None:
        toes = unit(limb.tip)
    else:
        toes = unit(_kneecap(body.frames["pelvis"], hip, knee, ankle, down))
        if limb.ankle:
            toes = turn(toes, unit(cross(toes, down)), -limb.ankle)
    sole = unit(sub(down, scale(toes, dot(down, toes))), (0.0, -1.0, 0.0))
    for joint, (forward, below) in (("heel", HEEL), ("ball", BALL), ("toe", TOE)):
        body.joints[f"{side}_{joint}"] = along(along(ankle, toes, forward), sole, below)


def _kneecap(pelvis: Frame, hip: Vec, knee: Vec, ankle: Vec, down: Vec) -> Vec:
    """Where the kneecap faces, at a right angle to the shin."""
    facing = sub(knee, scale(add(hip, ankle), 0.5))
    facing = sub(facing, scale(down, dot(facing, down)))
    if length(facing) < 3:
        # A straight knee points nowhere by itself: then the hip says where its front is.
        thigh = unit(sub(knee, hip))
        facing = add(
            scale(pelvis.forward, -dot(thigh, pelvis.up)), scale(pelvis.up, dot(thigh, pelvis.forward))
        )
        facing = sub(facing, scale(down, dot(facing, down)))
    return facing


def eased(t: float) -> float:
    """The share of the way after the share ``t`` of the time: slow, fast, slow."""
    t = min(1.0, max(0.0, t))
    return min(1.0, t * t * t * (t * (6 * t - 15) + 10))


class Motion:
    """From ``start`` to ``end``. Prepared once, evaluated for every frame."""

    def __init__(self, start: Pose, end: Pose) -> None:
        self.start, self.end = start, end
        first, last = solve(start), solve(end)
        pairs = {
            name: _in_the_same_terms(name, limb, first, end.limbs[name], last)
            for name, limb in start.limbs.items()
        }
        self._from, self._to = (
            pose._replace(limbs={name: pair[which] for name, pair in pairs.items()})
            for which, pose in enumerate((start, end))
        )

    def at(self, u: float) -> Pose:
        """The pose at the share ``u`` of the way (not of the time, see :func:`eased`)."""
        if u <= 0:
            return self.start
        if u >= 1:
            return self.end
        return Pose(*_between(tuple(self._from), tuple(self._to), u))


def _between(a: Any, b: Any, u: float) -> Any:
    """The share ``u`` of the way, number by number; what is not a number is the same in both."""
    if a is b or a == b:  # most are
        return a
    if isinstance(a, tuple):
        return tuple([_between(one, other, u) for one, other in zip(a, b, strict=True)])
    if isinstance(a, dict):
        return {name: _between(value, b[name], u) for name, value in a.items()}
    if isinstance(a, TurnedLimb):  # its bones swing
        ways = zip(a.directions, b.directions, strict=True)
        swung = {"directions": tuple(swing(*way, u) for way in ways)}
        return TurnedLimb(**_between(vars(a) | swung, vars(b) | swung, u))
    return Limb(**_between(vars(a), vars(b), u)) if isinstance(a, Limb) else a + (b - a) * u


def _in_the_same_terms(name: str, a: Limb, first: Skeleton, b: Limb, last: Skeleton) -> tuple[Limb, Limb]:
    """Both limbs with goals of one kind; where those differ, as places or as directions of the bones."""
    if _terms(a) != _terms(b):
        free = any(limb.at is None and limb.near is None for limb in (a, b))
        change = _as_directions if free else _as_place
        a, b = change(name, a, first), change(name, b, last)
    if (a.tip is None) != (b.tip is None) or a.tip_in != b.tip_in:
        a, b = _with_tip(name, a, first), _with_tip(name, b, last)
    return a, b


def _terms(limb: Limb) -> tuple[type[Limb], str | None, bool]:
    return type(limb), limb.near, limb.angles is None


def _as_place(name: str, limb: Limb, body: Skeleton) -> Limb:
    _, lower, _ = _bones(name, body)
    return replace(limb, at=lower[1], near=None, along=None, offset=None)


def _as_directions(name: str, limb: Limb, body: Skeleton) -> Limb:
    upper, lower, _ = (unit(sub(end, root)) for root, end in _bones(name, body))
    return TurnedLimb(
        pole=limb.pole, tip=limb.tip, tip_in=limb.tip_in, ankle=limb.ankle, directions=(upper, lower)
    )


def _with_tip(name: str, limb: Limb, body: Skeleton) -> Limb:
    _, _, (root, end) = _bones(name, body)
    return replace(limb, tip=unit(sub(end, root)), tip_in=None)


def _bones(limb: str, body: Skeleton) -> list[tuple[Vec, Vec]]:
    """Root and end of its two bones, and of hand or foot."""
    side, _, kind = limb.partition("_")
    return [body.bone(f"{side}_{bone}") for bone in LIMB_BONES[kind]]
