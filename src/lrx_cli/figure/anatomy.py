"""Checks that a drawn movement is possible for a body: reach, floor contact, no jumps, joint ranges.

The tests check every built-in figure, and ``lrx check`` checks drawings from users. Ranges are rounded
outward from those in textbooks of joint motion, since a drawn trunk has few joints and its shoulder blades
do not glide.
"""

import itertools
from collections.abc import Iterator
from math import acos, asin, atan2, degrees, hypot
from typing import NamedTuple

from lrx_cli.figure.figure import Figure, Move
from lrx_cli.figure.geometry import Vec, add, cross, dot, length, scale, sub, unit
from lrx_cli.figure.pose import SIDES, Pose
from lrx_cli.figure.skeleton import Skeleton, solve

MAX_MISS = 2.0
"""Centimeters by which a hand or foot may end short of its goal."""
MAX_SINK = 1.5
"""Centimeters that flesh may sink into the floor: it is soft."""
MAX_STEP = 14.0
"""Centimeters a joint may travel in one of the ``SAMPLES`` steps of a move."""
SAMPLES = 24
MAX_SLIDE = 1.2
"""Centimeters that a planted hand or foot may drift: the ball of a foot does when it rolls on its edge."""
PLANTED_WITHIN = 8.0
"""A hand or foot that touches the floor before and after, this near to where it was, is planted."""

FLESH = {
    "knee": 5.0, "ankle": 3.4, "heel": 2.8, "ball": 2.4, "toe": 2.0,
    "wrist": 2.4, "elbow": 3.6, "fingers": 1.5, "head": 8.5,
}  # fmt: skip
"""Centimeters from a joint to the skin that may lie on the floor."""

Range = tuple[float, float]
SPINE: dict[str, tuple[Range, Range, Range]] = {
    "lumbar": ((-50, 50), (-25, 25), (-20, 20)),
    "thoracic": ((-25, 45), (-30, 30), (-50, 50)),
    "neck and head": ((-65, 65), (-45, 45), (-80, 80)),
}
"""Degrees of bending forward, to the side, and of turning."""
KNEE: Range = (-1, 150)
ELBOW: Range = (-1, 152)
WRIST: Range = (0, 100)
ANKLE: Range = (-88, 32)
"""Toes pointed, toes drawn in; the drawn foot has no joint of its own in the middle."""
HIP: Range = (-30, 132)
"""How far the thigh is from straight down, in whatever direction; negative: behind."""
HIP_OUT: Range = (-40, 60)
KNEECAP_OUT: Range = (-60, 125)
"""How far the kneecap may face outward from where the pelvis would have it. Thighs turn some 50
degrees by themselves; the rest is what a pelvis that rolls and a shin that twists add."""


class Fault(NamedTuple):
    what: str
    """The kind of fault. Each kind is reported once a move, at its worst moment."""
    excess: float
    text: str


def faults(figure: Figure) -> list[str]:
    """What is wrong, each kind once for each pose and move. An empty list: a person can do this."""
    found = []
    for name, pose in figure.poses.items():
        found += [f"poses, {name}: {fault.text}" for fault in _pose_faults(pose, solve(pose))]
    for move in figure.moves:
        worst: dict[str, Fault] = {}
        for fault in _move_faults(figure, move):
            if fault.what not in worst or fault.excess > worst[fault.what].excess:
                worst[fault.what] = fault
        found += [f"moves, {move.from_} to {move.to}: {fault.text}" for fault in worst.values()]
    return found


def _move_faults(figure: Figure, move: Move) -> Iterator[Fault]:
    poses = [figure.between(move.from_, move.to, i / SAMPLES).pose for i in range(SAMPLES + 1)]
    bodies = [solve(pose) for pose in poses]
    planted = _planted(bodies[0], bodies[-1])
    for i, (pose, body) in enumerate(zip(poses, bodies, strict=True)):
        at = f" at {round(100 * i / SAMPLES)} %"
        for fault in _pose_faults(pose, body):
            yield fault._replace(text=fault.text + at)
        for joint, place in body.joints.items() if i else ():
            step = length(sub(place, bodies[i - 1].joints[joint]))
            if step > MAX_STEP:
                yield Fault(f"{joint} jumps", step, f"{joint} jumps {step:.0f} cm{at}")
        for joint in planted:
            slide = _apart(body.joints[joint], bodies[0].joints[joint])
            if slide > MAX_SLIDE:
                text = f"{joint} is planted and slides {slide:.1f} cm{at}"
                yield Fault(f"{joint} slides", slide, text)


def _planted(first: Skeleton, last: Skeleton) -> list[str]:
    def planted(joint: str, a: Vec, b: Vec) -> bool:
        return _touches(joint, a) and _touches(joint, b) and _apart(a, b) < PLANTED_WITHIN

    names = [(joint, f"{side}_{joint}") for side in SIDES for joint in ("ball", "wrist")]
    return [name for joint, name in names if planted(joint, first.joints[name], last.joints[name])]


def _touches(joint: str, place: Vec) -> bool:
    return place[1] < FLESH[joint] + 2.5


def _apart(a: Vec, b: Vec) -> float:
    """Distance along the floor, in centimeters."""
    return hypot(a[0] - b[0], a[2] - b[2])


def _pose_faults(pose: Pose, body: Skeleton) -> Iterator[Fault]:
    for limb, miss in body.misses.items():
        if miss > MAX_MISS:
            yield Fault(f"{limb} reach", miss, f"{limb} is {miss:.1f} cm short of its goal")
    for joint, place in body.joints.items():
        flesh = FLESH.get(joint.removeprefix("left_").removeprefix("right_"))
        if flesh is not None and place[1] - flesh < -MAX_SINK:
            below = flesh - place[1]
            yield Fault(f"{joint} floor", below, f"{joint} is {below:.1f} cm below the floor")
    for what, value, (low, high) in (*_spine(pose), *_limbs(pose, body)):
        excess = max(low - value, value - high)
        if excess > 0:
            text = f"{what} {value:.0f} degrees, possible are {low:g} to {high:g}"
            yield Fault(what, excess, text)


def _spine(pose: Pose) -> Iterator[tuple[str, float, Range]]:
    for name, bend in (
        ("lumbar", pose.lumbar),
        ("thoracic", pose.thoracic),
        ("neck and head", add(pose.neck, pose.head)),
    ):
        ranges = zip(("forward", "sideways", "turned"), bend, SPINE[name], strict=True)
        for kind, value, allowed in ranges:
            yield f"{name} {kind}", value, allowed


def _limbs(pose: Pose, body: Skeleton) -> Iterator[tuple[str, float, Range]]:
    joints, pelvis = body.joints, body.frames["pelvis"]
    for side, sign in (("left", -1.0), ("right", 1.0)):
        arm = [joints[f"{side}_{j}"] for j in ("shoulder", "elbow", "wrist", "fingers")]
        upper, fore, hand = (unit(sub(b, a)) for a, b in itertools.pairwise(arm))
        yield f"{side} elbow bent", _angle(upper, fore), ELBOW
        yield f"{side} wrist bent", _angle(fore, hand), WRIST
        hip, knee, ankle, heel, ball = (
            joints[f"{side}_{j}"] for j in ("hip", "knee", "ankle", "heel", "ball")
        )
        thigh, shin = unit(sub(knee, hip)), unit(sub(ankle, knee))
        ahead = dot(thigh, pelvis.forward)
        out = sign * dot(thigh, pelvis.right)
        yield f"{side} hip out", degrees(asin(max(-1.0, min(1.0, out)))), HIP_OUT
        swung = _angle(thigh, scale(pelvis.up, -1.0))
        yield f"{side} hip bent", swung if ahead >= 0 else -swung, HIP
        bent = _angle(thigh, shin)
        yield f"{side} knee bent", bent, KNEE
        if bent > 20:
            turned = _kneecap_turn(thigh, shin, pelvis.up, pelvis.forward)
            yield f"{side} kneecap outward", sign * turned, KNEECAP_OUT
        toes = unit(sub(ball, heel))
        yield f"{side} ankle", degrees(asin(max(-1.0, min(1.0, -dot(toes, shin))))), ANKLE


def _kneecap_turn(thigh: Vec, shin: Vec, up: Vec, forward: Vec) -> float:
    """Degrees between where the kneecap faces and where it would if the thigh had only swung there."""
    facing = unit(sub(scale(thigh, dot(thigh, shin)), shin))
    # The pelvis's front, carried along by the smallest turn that takes straight down to the thigh.
    down = scale(up, -1.0)
    axis, cosine = cross(down, thigh), dot(down, thigh)
    if cosine < -0.999:
        return 0.0
    carried = add(
        add(scale(forward, cosine), cross(axis, forward)), scale(axis, dot(axis, forward) / (1 + cosine))
    )
    sine = dot(cross(carried, facing), thigh)
    return degrees(atan2(sine, dot(carried, facing)))


def _angle(a: Vec, b: Vec) -> float:
    return degrees(acos(max(-1.0, min(1.0, dot(a, b)))))
