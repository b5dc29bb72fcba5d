"""Interpolation between two poses.

Where both poses give a limb the same kind of goal, its numbers are interpolated, so that a hand that is
planted in both stays where it is. Where the kinds differ, both are first converted to one kind.
"""

from __future__ import annotations

from lrx_cli.figure.pose import (
    NONE,
    Angles,
    At,
    Directions,
    Goal,
    Limb,
    OnBlock,
    OnBone,
    Pose,
)
from lrx_cli.figure.skeleton import ROOTS, Skeleton, solve
from lrx_cli.figure.vectors import Vec, mix, sub, swing, unit


def eased(t: float) -> float:
    """The share of the way after the share ``t`` of the time: slow, fast, slow."""
    t = min(1.0, max(0.0, t))
    return min(1.0, t * t * t * (t * (6 * t - 15) + 10))


class Motion:
    """From ``start`` to ``end``. Prepared once, evaluated for every frame."""

    def __init__(self, start: Pose, end: Pose) -> None:
        self.start, self.end = start, end
        first, last = solve(start), solve(end)
        self._limbs = {
            name: _same_kind(name, limb, first, end.limbs[name], last) for name, limb in start.limbs.items()
        }

    def at(self, u: float) -> Pose:
        """The pose at the share ``u`` of the way (not of the time, see :func:`eased`)."""
        if u <= 0:
            return self.start
        if u >= 1:
            return self.end
        a, b = self.start, self.end
        return Pose(
            root=mix(a.root, b.root, u),
            turn=mix(a.turn, b.turn, u),
            lumbar=mix(a.lumbar, b.lumbar, u),
            thoracic=mix(a.thoracic, b.thoracic, u),
            neck=mix(a.neck, b.neck, u),
            head=mix(a.head, b.head, u),
            limbs={name: _mixed(one, two, u) for name, (one, two) in self._limbs.items()},
            shrug={
                side: mix(a.shrug.get(side, NONE), b.shrug.get(side, NONE), u)
                for side in {*a.shrug, *b.shrug}
            },
        )


def _same_kind(name: str, a: Limb, first: Skeleton, b: Limb, last: Skeleton) -> tuple[Limb, Limb]:
    if not _same_terms(a.goal, b.goal):
        if isinstance(a.goal, Angles | Directions) or isinstance(b.goal, Angles | Directions):
            a = a._replace(goal=_bone_directions(name, first))
            b = b._replace(goal=_bone_directions(name, last))
        else:
            a = a._replace(goal=At(first.joints[_end_of(name)]))
            b = b._replace(goal=At(last.joints[_end_of(name)]))
    if (a.tip is None) != (b.tip is None) or a.tip_in_chest != b.tip_in_chest:
        a = a._replace(tip=_tip_direction(name, first), tip_in_chest=False)
        b = b._replace(tip=_tip_direction(name, last), tip_in_chest=False)
    return a, b


def _same_terms(a: Goal, b: Goal) -> bool:
    if isinstance(a, OnBone) and isinstance(b, OnBone):
        return a.bone == b.bone
    if isinstance(a, OnBlock) and isinstance(b, OnBlock):
        return a.block == b.block
    return type(a) is type(b)


def _end_of(limb: str) -> str:
    side, _, kind = limb.partition("_")
    return f"{side}_{ROOTS[kind][2]}"


def _bone_directions(limb: str, body: Skeleton) -> Directions:
    side, _, kind = limb.partition("_")
    root, middle, end = (body.joints[f"{side}_{joint}"] for joint in ROOTS[kind])
    return Directions(unit(sub(middle, root)), unit(sub(end, middle)))


def _tip_direction(limb: str, body: Skeleton) -> Vec:
    side, _, kind = limb.partition("_")
    start, end = ("wrist", "fingers") if kind == "arm" else ("heel", "ball")
    return unit(sub(body.joints[f"{side}_{end}"], body.joints[f"{side}_{start}"]))


def _mixed(a: Limb, b: Limb, u: float) -> Limb:
    return Limb(
        goal=_mixed_goal(a.goal, b.goal, u),
        pole=mix(a.pole, b.pole, u),
        tip=None if a.tip is None or b.tip is None else mix(a.tip, b.tip, u),
        tip_in_chest=a.tip_in_chest,
        ankle=a.ankle + (b.ankle - a.ankle) * u,
    )


def _mixed_goal(a: Goal, b: Goal, u: float) -> Goal:
    if isinstance(a, At) and isinstance(b, At):
        return At(mix(a.point, b.point, u))
    if isinstance(a, OnBone) and isinstance(b, OnBone):
        return OnBone(a.bone, a.along + (b.along - a.along) * u, mix(a.offset, b.offset, u))
    if isinstance(a, OnBlock) and isinstance(b, OnBlock):
        return OnBlock(a.block, mix(a.offset, b.offset, u))
    if isinstance(a, Angles) and isinstance(b, Angles):
        return Angles(_mixed_pair(a.upper, b.upper, u), _mixed_pair(a.lower, b.lower, u))
    assert isinstance(a, Directions)
    assert isinstance(b, Directions)
    return Directions(swing(a.upper, b.upper, u), swing(a.lower, b.lower, u))


def _mixed_pair(a: tuple[float, float], b: tuple[float, float], u: float) -> tuple[float, float]:
    return (a[0] + (b[0] - a[0]) * u, a[1] + (b[1] - a[1]) * u)
