"""Where one looks from. Orthographic: what is far away is as large as what is near."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from math import cos, radians, sin

from lrx_cli.figure.shapes import Capsule, Ellipse
from lrx_cli.figure.vectors import Vec, dot

STEEP = 0.62
"""From above this sine of the pitch no side of the body is the far one."""


class Camera:
    """``yaw`` walks around the person (90: from the feet of somebody on the back), ``pitch`` climbs."""

    def __init__(self, yaw: float, pitch: float, *, flipped: bool = False) -> None:
        a, b = radians(yaw), radians(pitch)
        self.right: Vec = (cos(a), 0.0, -sin(a))
        self.up: Vec = (-sin(a) * sin(b), cos(b), -cos(a) * sin(b))
        self.toward: Vec = (sin(a) * cos(b), sin(b), cos(a) * cos(b))
        if flipped:
            # The picture turned around is exactly a person who uses the other side.
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
