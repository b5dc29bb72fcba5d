"""How much must be in the picture: once for all moments of an exercise, so that nothing jitters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lrx_cli.figure.arrows import Drawn
from lrx_cli.figure.camera import Camera
from lrx_cli.figure.shapes import Capsule, Ellipse, Fill, Polygon
from lrx_cli.figure.skeleton import Skeleton

ROOM, CLOSE_ROOM = 5.0, 7.0
"""Around a joint, in centimeters, for the flesh on it; in a close-up a little air too."""
WIDE = {
    "head": 15.0, "chest": 12.0, "pelvis": 12.0,
    "left_fingers": 3.0, "right_fingers": 3.0, "left_toe": 4.0, "right_toe": 4.0,
}  # fmt: skip
ARROW_ROOM = (5.0, 4.0)
"""To the sides, and above and below, for an arrow's head."""


class Bounds(NamedTuple):
    """In centimeters as the camera sees them."""

    left: float
    bottom: float
    right: float
    top: float

    def flipped(self) -> Bounds:
        return Bounds(-self.right, self.bottom, -self.left, self.top)


def around(
    bodies: Iterable[Skeleton],
    camera: Camera,
    arrows: Iterable[Drawn],
    *,
    joints: Sequence[str] | None = None,
    things: Iterable[Fill] = (),
) -> Bounds:
    """Around these joints (``None``: all) of the bodies, the arrows and the things."""
    xs: list[float] = []
    ys: list[float] = []
    room = ROOM if joints is None else CLOSE_ROOM
    for body in bodies:
        for name in joints or body.joints:
            margin = WIDE.get(name, room)
            x, y = camera.xy(body.joints[name])
            xs += (x - margin, x + margin)
            ys += (y - margin, y + margin)
    for points, _over in arrows:
        for x, y in points:
            xs += (x - ARROW_ROOM[0], x + ARROW_ROOM[0])
            ys += (y - ARROW_ROOM[1], y + ARROW_ROOM[1])
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
