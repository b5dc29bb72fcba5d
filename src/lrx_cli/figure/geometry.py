"""Vectors of three numbers, the three flat shapes that everything is drawn with, and the camera between them.

Vectors are plain tuples, because a frame makes thousands. Shapes are in centimeters as the camera sees them,
y up. A person is a list of parts, each painted over those behind it. Every part brings a *gap*: its shapes a
little larger, which darken the body behind it, so that an arm in front of the chest stays an arm. Two tones
(light from the upper left) give volume. The camera is orthographic: no perspective.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from math import acos, cos, hypot, radians, sin, sqrt
from typing import NamedTuple

from lrx_cli.figure.palette import SHADE

Vec = tuple[float, float, float]
"""A place in centimeters, or a direction."""

UP: Vec = (0.0, 1.0, 0.0)
Point = tuple[float, float]


def add(a: Vec, b: Vec) -> Vec:
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def sub(a: Vec, b: Vec) -> Vec:
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def scale(a: Vec, factor: float) -> Vec:
    return (a[0] * factor, a[1] * factor, a[2] * factor)


def along(a: Vec, direction: Vec, distance: float) -> Vec:
    """From ``a``, ``distance`` times ``direction``."""
    return (a[0] + direction[0] * distance, a[1] + direction[1] * distance, a[2] + direction[2] * distance)


def dot(a: Vec, b: Vec) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vec, b: Vec) -> Vec:
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def length(a: Vec) -> float:
    return sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2])


def unit(a: Vec, otherwise: Vec = UP) -> Vec:
    """The direction of ``a``; ``otherwise`` where it has none."""
    size = length(a)
    return (a[0] / size, a[1] / size, a[2] / size) if size > 1e-9 else otherwise


def mix(a: Vec, b: Vec, u: float) -> Vec:
    """Straight from ``a`` (u = 0) to ``b`` (u = 1)."""
    return (a[0] + (b[0] - a[0]) * u, a[1] + (b[1] - a[1]) * u, a[2] + (b[2] - a[2]) * u)


def swing(a: Vec, b: Vec, u: float) -> Vec:
    """From one unit direction to another on the great circle, as a limb turns in its joint."""
    angle = acos(max(-1.0, min(1.0, dot(a, b))))
    if angle < 1e-4 or angle > 3.1415:
        return unit(mix(a, b, u), a)
    ratio = 1.0 / sin(angle)
    return add(scale(a, sin((1 - u) * angle) * ratio), scale(b, sin(u * angle) * ratio))


def turn(v: Vec, axis: Vec, degrees: float) -> Vec:
    """``v`` turned about a unit axis, by the right-hand rule."""
    if not degrees:
        return v
    angle = radians(degrees)
    c, s = cos(angle), sin(angle)
    k = dot(axis, v) * (1 - c)
    x = cross(axis, v)
    return (
        v[0] * c + x[0] * s + axis[0] * k,
        v[1] * c + x[1] * s + axis[1] * k,
        v[2] * c + x[2] * s + axis[2] * k,
    )


def direction(angle: float, outward: float = 0.0) -> Vec:
    """``angle`` in the side plane (0 is +x, 90 is up), ``outward`` from it toward the viewer."""
    a, o = radians(angle), radians(outward)
    return (cos(a) * cos(o), sin(a) * cos(o), sin(o))


class Capsule(NamedTuple):
    """Two circles and what a rubber band around them would cover: a limb."""

    x0: float
    y0: float
    r0: float
    x1: float
    y1: float
    r1: float

    def grown(self, by: float) -> Capsule:
        """With a rim of that width."""
        return Capsule(self.x0, self.y0, self.r0 + by, self.x1, self.y1, self.r1 + by)

    def lit(self, size: float = 0.80, shift: float = 0.19) -> Capsule:
        """The part of it that is lit from the upper left."""
        x0, y0, r0, x1, y1, r1 = self
        return Capsule(
            x0 - r0 * shift, y0 + r0 * shift, r0 * size, x1 - r1 * shift, y1 + r1 * shift, r1 * size
        )

    def corners(self) -> Sequence[Point]:
        """Points that must be in the picture."""
        return ((self.x0, self.y0), (self.x1, self.y1))


class Ellipse(NamedTuple):
    """An ellipsoid as the camera sees it: center, and the matrix of p' M^-1 p <= 1."""

    x: float
    y: float
    xx: float
    xy: float
    yy: float

    def grown(self, by: float) -> Ellipse:
        factor = (1 + by / max(1e-3, float(max(self.xx, self.yy)) ** 0.5)) ** 2
        return Ellipse(self.x, self.y, self.xx * factor, self.xy * factor, self.yy * factor)

    def lit(self, size: float = 0.80, shift: float = 0.19) -> Ellipse:
        r = float(min(self.xx, self.yy)) ** 0.5 * shift
        area = size * size
        return Ellipse(self.x - r, self.y + r, self.xx * area, self.xy * area, self.yy * area)

    def corners(self) -> Sequence[Point]:
        wide, high = self.xx**0.5, self.yy**0.5
        return ((self.x - wide, self.y - high), (self.x + wide, self.y + high))


class Polygon(NamedTuple):
    """Stays as it is where other shapes grow or are lit."""

    points: Sequence[Point]

    def grown(self, by: float) -> Polygon:
        return self

    def lit(self, size: float = 0.80, shift: float = 0.19) -> Polygon:
        return self

    def corners(self) -> Sequence[Point]:
        return self.points


Shape = Capsule | Ellipse | Polygon
Fill = tuple[Shape, int]
"""A shape and the ink that fills it (see ``palette``)."""


def skin_over(sections: Sequence[tuple[Ellipse, int]]) -> list[Fill]:
    """A smooth tube through ellipses: some of them, and between neighbors a quadrilateral that spans
    the points where each is widest across the tube. Ellipses alone would leave scallops."""
    fills: list[Fill] = []
    last = len(sections) - 1
    before: tuple[Point, Point, int] | None = None
    for i, (ellipse, ink) in enumerate(sections):
        a, b = sections[max(0, i - 1)][0], sections[min(last, i + 1)][0]
        dx, dy = b.x - a.x, b.y - a.y
        size = hypot(dx, dy)
        nx, ny = (-dy / size, dx / size) if size > 0.05 else (1.0, 0.0)
        gx, gy = ellipse.xx * nx + ellipse.xy * ny, ellipse.xy * nx + ellipse.yy * ny
        q = (nx * gx + ny * gy) ** 0.5 or 1.0
        one, two = (ellipse.x + gx / q, ellipse.y + gy / q), (ellipse.x - gx / q, ellipse.y - gy / q)
        if before is not None:
            fills.append((Polygon((before[0], one, two, before[1])), before[2]))
        if i % 3 == 0 or i == last:
            fills.append((ellipse, ink))
        before = (one, two, ink)
    return fills


def hull(points: Sequence[Point]) -> list[Point]:
    """The corners of the smallest convex polygon around the points."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    return _half_hull(ordered) + _half_hull(ordered[::-1])


def _half_hull(ordered: Sequence[Point]) -> list[Point]:
    corners: list[Point] = []
    for p in ordered:
        while len(corners) > 1 and _turns_right(corners[-2], corners[-1], p):
            corners.pop()
        corners.append(p)
    return corners[:-1]


def _turns_right(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) <= 0


class Part(NamedTuple):
    name: str
    nearness: float
    gap: Sequence[Shape]
    fills: Sequence[Fill]


class Detail(NamedTuple):
    """How finely a person is drawn. Coarse pixels need fewer and thicker things. Lengths in centimeters."""

    least_radius: float = 0.0
    gap: float = 1.6
    face: bool = True
    shading: bool = True

    def toned(self, shapes: Sequence[Shape], ink: int) -> list[Fill]:
        """The shapes in shade, then the lit part of each."""
        if not self.shading:
            return [(shape, ink) for shape in shapes]
        return [(shape, ink + SHADE) for shape in shapes] + [(shape.lit(), ink) for shape in shapes]

    def rim(self, shapes: Sequence[Shape], share: float = 1.0) -> list[Shape]:
        """The shapes as a gap."""
        return [shape.grown(self.gap * share) for shape in shapes]


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
        return (p[0] * r[0] + p[1] * r[1] + p[2] * r[2], p[0] * u[0] + p[1] * u[1] + p[2] * u[2])

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
    bodies: Iterable[Mapping[str, Vec]],
    camera: Camera,
    arrows: Iterable[Sequence[Point]],
    *,
    joints: Sequence[str] | None = None,
    things: Iterable[Fill] = (),
) -> Bounds:
    """What must be in the picture: these joints of the bodies (``None``: all), the arrows and the things.
    A body is given by the places of its joints.

    Computed once for all moments of an exercise, so that the picture does not jitter.
    """
    default = JOINT_MARGIN if joints is None else CLOSE_UP_MARGIN
    # What must be seen, each with the margin beside it, and above and below.
    seen: list[tuple[Point, float, float]] = []
    for body in bodies:
        margins = {name: WIDE_MARGINS.get(name, default) for name in joints or body}
        seen += [(camera.xy(body[name]), margin, margin) for name, margin in margins.items()]
    seen += [(point, *ARROW_MARGIN) for points in arrows for point in points]
    seen += [(point, 0.0, 0.0) for shape, _ink in things for point in shape.corners()]
    return Bounds(
        min(x - aside for (x, _), aside, _ in seen),
        min(y - above for (_, y), _, above in seen),
        max(x + aside for (x, _), aside, _ in seen),
        max(y + above for (_, y), _, above in seen),
    )
