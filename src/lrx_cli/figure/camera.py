"""Where the picture is taken from, and how much of the scene it shows. Orthographic: no perspective."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from math import cos, radians, sin
from typing import NamedTuple

from lrx_cli.figure.geometry import Capsule, Ellipse, Fill, Point, Polygon, Vec, dot
from lrx_cli.figure.skeleton import Skeleton

STEEP = 0.62
"""Sine of the pitch above which neither side of the body counts as the far one."""
JOINT_MARGIN, CLOSE_UP_MARGIN = 5.0, 7.0
"""Centimeters around a joint for the flesh on it; a close-up leaves a little air too."""
WIDE_MARGINS = {
    "head": 15.0, "chest": 12.0, "pelvis": 12.0,
    "left_fingers": 3.0, "right_fingers": 3.0, "left_toe": 4.0, "right_toe": 4.0,
}  # fmt: skip
"""Centimeters around the joints that need another margin."""
ARROW_MARGIN = (5.0, 4.0)
"""Centimeters for an arrow's head: to each side, and above and below."""


class Camera:
    """``yaw`` and ``pitch`` in degrees.

    Yaw 0 looks from the side, yaw 90 from the feet of a person who lies on the back; pitch is how far
    from above.
    """

    def __init__(self, yaw: float, pitch: float, *, flipped: bool = False) -> None:
        a, b = radians(yaw), radians(pitch)
        self.right: Vec = (cos(a), 0.0, -sin(a))
        self.up: Vec = (-sin(a) * sin(b), cos(b), -cos(a) * sin(b))
        self.toward: Vec = (sin(a) * cos(b), sin(b), cos(a) * cos(b))
        if flipped:
            # A mirror image shows a person who uses the other side.
            self.right = (-self.right[0], -self.right[1], -self.right[2])

    @property
    def looks_down(self) -> bool:
        return self.toward[1] > STEEP

    def xy(self, p: Vec) -> tuple[float, float]:
        r, u = self.right, self.up
        return (
            p[0] * r[0] + p[1] * r[1] + p[2] * r[2],
            p[0] * u[0] + p[1] * u[1] + p[2] * u[2],
        )

    def nearness(self, p: Vec) -> float:
        return dot(p, self.toward)

    def ellipse(self, center: Vec, axes: Sequence[Vec]) -> Ellipse:
        """An ellipsoid by its half axes."""
        x, y = self.xy(center)
        xx = xy = yy = 0.0
        for axis in axes:
            ax, ay = self.xy(axis)
            xx += ax * ax
            xy += ax * ay
            yy += ay * ay
        return Ellipse(x, y, xx, xy, yy)

    def capsules(self, places: Sequence[tuple[Vec, float]], least: float = 0.0) -> list[Capsule]:
        """A chain through places with radii, none thinner than ``least``."""
        seen = [(*self.xy(place), max(radius, least)) for place, radius in places]
        return [Capsule(*a, *b) for a, b in itertools.pairwise(seen)]


class Bounds(NamedTuple):
    """A rectangle, in centimeters as the camera sees them."""

    left: float
    bottom: float
    right: float
    top: float

    def flipped(self) -> Bounds:
        return Bounds(-self.right, self.bottom, -self.left, self.top)


def bounds_around(
    bodies: Iterable[Skeleton],
    camera: Camera,
    arrows: Iterable[Sequence[Point]],
    *,
    joints: Sequence[str] | None = None,
    things: Iterable[Fill] = (),
) -> Bounds:
    """What must be in the picture: these joints of the bodies (``None``: all), the arrows and the things.

    Computed once for all moments of an exercise, so that the picture does not jitter.
    """
    xs: list[float] = []
    ys: list[float] = []
    default = JOINT_MARGIN if joints is None else CLOSE_UP_MARGIN
    for body in bodies:
        for name in joints or body.joints:
            margin = WIDE_MARGINS.get(name, default)
            x, y = camera.xy(body.joints[name])
            xs += (x - margin, x + margin)
            ys += (y - margin, y + margin)
    for points in arrows:
        for x, y in points:
            xs += (x - ARROW_MARGIN[0], x + ARROW_MARGIN[0])
            ys += (y - ARROW_MARGIN[1], y + ARROW_MARGIN[1])
    for shape, _ink in things:
        if isinstance(shape, Polygon):
            xs += [x for x, _ in shape.points]
            ys += [y for _, y in shape.points]
        elif isinstance(shape, Capsule):
            xs += (shape.x0, shape.x1)
            ys += (shape.y0, shape.y1)
        elif isinstance(shape, Ellipse):
            wide, high = shape.xx**0.5, shape.yy**0.5
            xs += (shape.x - wide, shape.x + wide)
            ys += (shape.y - high, shape.y + high)
    return Bounds(min(xs), min(ys), max(xs), max(ys))
