"""Arrows show where a movement goes. It disappears when the move ends."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from math import hypot
from typing import NamedTuple

from lrx_cli.figure.palette import ARROW
from lrx_cli.figure.shapes import Capsule, Fill, Point, Polygon
from lrx_cli.figure.vectors import Vec


class Trace(NamedTuple):
    """Follows the path of a joint, moved to the outside of its curve."""

    joint: str
    outward: float
    """Centimeters in the picture."""
    shift: Vec
    span: tuple[float, float]
    """From which share of the move to which; beyond 0 and 1 the arrow goes straight on."""
    over: bool
    """Painted over the body; otherwise behind it, so that nothing that moves is hidden."""


class Push(NamedTuple):
    """A straight arrow from a place."""

    start: Vec
    way: Vec
    over: bool


class Curve(NamedTuple):
    """A quadratic curve: start, control point, end."""

    points: tuple[Vec, Vec, Vec]
    over: bool


Arrow = Trace | Push | Curve

STEPS = 12
"""An arrow's line has this many pieces."""
MAX_HEAD = 0.6
"""The largest share of an arrow that its head may take."""


class Drawn(NamedTuple):
    """An arrow as the camera sees it."""

    points: Sequence[Point]
    over: bool


def curve_points(curve: Curve) -> list[Vec]:
    a, b, c = curve.points
    points: list[Vec] = []
    for i in range(STEPS + 1):
        u = i / STEPS
        p, q, r = (1 - u) ** 2, 2 * u * (1 - u), u * u
        points.append(
            (
                a[0] * p + b[0] * q + c[0] * r,
                a[1] * p + b[1] * q + c[1] * r,
                a[2] * p + b[2] * q + c[2] * r,
            )
        )
    return points


def pushed_outward(points: Sequence[Point], by: float) -> list[Point]:
    """The line moved to the outer side of its bend."""
    (ax, ay), (bx, by_), (cx, cy) = points[0], points[len(points) // 2], points[-1]
    left_turn = (bx - ax) * (cy - by_) - (by_ - ay) * (cx - bx) > 0
    distance = -by if left_turn else by
    moved = []
    for i, (x, y) in enumerate(points):
        (x0, y0), (x1, y1) = points[max(0, i - 1)], points[min(len(points) - 1, i + 1)]
        size = hypot(x1 - x0, y1 - y0) or 1.0
        moved.append((x - (y1 - y0) / size * distance, y + (x1 - x0) / size * distance))
    return moved


def arrow_fills(points: Sequence[Point], half_width: float, head: float) -> list[Fill]:
    """A line and a head of that length, shorter on a short line; empty if there is no room for it."""
    if len(points) < 2:
        return []
    at = [0.0]
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        at.append(at[-1] + hypot(x1 - x0, y1 - y0))
    total = at[-1]
    head = min(head, MAX_HEAD * total)
    if head < 2 * half_width:
        return []
    base, cut = _along(points, at, total - head), total - head * 0.6
    line = [p for p, distance in zip(points, at, strict=True) if distance < cut]
    line.append(_along(points, at, cut))
    fills: list[Fill] = [
        (Capsule(*a, half_width, *b, half_width), ARROW) for a, b in itertools.pairwise(line)
    ]
    tip_x, tip_y = points[-1]
    size = hypot(tip_x - base[0], tip_y - base[1]) or 1.0
    dx, dy = (tip_x - base[0]) / size * head * 0.58, (tip_y - base[1]) / size * head * 0.58
    corners = ((tip_x, tip_y), (base[0] - dy, base[1] + dx), (base[0] + dy, base[1] - dx))
    fills.append((Polygon(corners), ARROW))
    return fills


def _along(points: Sequence[Point], at: Sequence[float], distance: float) -> Point:
    for i in range(1, len(at)):
        if distance <= at[i]:
            u = (distance - at[i - 1]) / max(1e-9, at[i] - at[i - 1])
            (x0, y0), (x1, y1) = points[i - 1], points[i]
            return (x0 + (x1 - x0) * u, y0 + (y1 - y0) * u)
    return points[-1]
