"""The three flat shapes everything is drawn with, in centimeters as the camera sees them (y up)."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from typing import NamedTuple


class Capsule(NamedTuple):
    """Two circles and what a rubber band around them would cover: a limb."""

    x0: float
    y0: float
    r0: float
    x1: float
    y1: float
    r1: float


class Ellipse(NamedTuple):
    """An ellipsoid as the camera sees it: center, and the matrix of p' M^-1 p <= 1."""

    x: float
    y: float
    xx: float
    xy: float
    yy: float


class Polygon(NamedTuple):
    points: Sequence[tuple[float, float]]


Shape = Capsule | Ellipse | Polygon
Fill = tuple[Shape, int]
"""A shape and the ink (see ``palette``) that fills it."""

Point = tuple[float, float]


def grown(shape: Shape, by: float) -> Shape:
    """The shape with a rim of that width; polygons stay as they are."""
    if isinstance(shape, Capsule):
        x0, y0, r0, x1, y1, r1 = shape
        return Capsule(x0, y0, r0 + by, x1, y1, r1 + by)
    if isinstance(shape, Ellipse):
        factor = (1 + by / max(1e-3, float(max(shape.xx, shape.yy)) ** 0.5)) ** 2
        return Ellipse(shape.x, shape.y, shape.xx * factor, shape.xy * factor, shape.yy * factor)
    return shape


def lit(shape: Shape, size: float = 0.80, shift: float = 0.19) -> Shape:
    """The part that the light from the upper left falls on."""
    if isinstance(shape, Capsule):
        x0, y0, r0, x1, y1, r1 = shape
        return Capsule(
            x0 - r0 * shift, y0 + r0 * shift, r0 * size, x1 - r1 * shift, y1 + r1 * shift, r1 * size
        )
    if isinstance(shape, Ellipse):
        r = float(min(shape.xx, shape.yy)) ** 0.5 * shift
        area = size * size
        return Ellipse(shape.x - r, shape.y + r, shape.xx * area, shape.xy * area, shape.yy * area)
    return shape


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
