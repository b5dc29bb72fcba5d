"""Props, painted behind the person: mat, floor, chair, counter, pillow. Arrows, which show where a movement
goes and disappear when it ends."""

import itertools
from collections.abc import Sequence
from math import dist, hypot
from typing import Annotated, Literal, NamedTuple

from lrx_cli.figure.geometry import Camera, Capsule, Fill, Point, Polygon, Vec, hull, mix
from lrx_cli.figure.palette import ARROW, FLOOR, MAT, MAT_TOP, PILLOW, SEAT, SEAT_BACK, SEAT_SIDE, SHADE
from lrx_cli.figure.pose import NONE, Bone, Length, Number, Share, Three
from lrx_cli.shapes import Description, Interval, Shape

Joint = Literal[
    "pelvis", "low_back", "chest", "skull", "head",
    "left_shoulder", "right_shoulder", "left_elbow", "right_elbow", "left_wrist", "right_wrist",
    "left_fingers", "right_fingers", "left_hip", "right_hip", "left_knee", "right_knee",
    "left_ankle", "right_ankle", "left_heel", "right_heel", "left_ball", "right_ball",
    "left_toe", "right_toe",
]  # fmt: skip
Beyond = Annotated[float, Interval(ge=-2, le=3)]


class Ground(Shape):
    """A mat or a piece of floor, its top at height 0."""

    from_: Number
    to: Number
    half_width: Length


class Chair(Shape):
    """Facing +x."""

    back_edge: Number
    """Where the seat begins, along x."""
    height: Length
    depth: Length
    backrest: bool = True


class Counter(Shape):
    """A block to hold on to."""

    low: Three
    high: Three


class Pillow(Shape):
    center: Three
    half_size: Three


class Props(Shape):
    """What is around the person."""

    mat: Ground | None = None
    floor: Ground | None = None
    chair: Chair | None = None
    counter: Counter | None = None
    pillow: Pillow | None = None


class Strap(Shape):
    """A belt from hand to hand around a bone. It moves with them."""

    around: Bone
    along: Share
    """0 at the bone's root, 1 at its end."""


CHAIR_HALF_WIDTH = 20.0
WORKTOP = 5.0
"""Thickness of a counter's top, in centimeters."""
MAT_THICKNESS, FLOOR_THICKNESS = 2.2, 1.2


def backdrop(props: Props, camera: Camera, *, ground: bool = True) -> list[Fill]:
    """All props in painting order, perhaps without the ground."""
    fills: list[Fill] = []
    for prop, thickness, inks in (
        (props.mat, MAT_THICKNESS, (MAT_TOP, MAT)),
        (props.floor, FLOOR_THICKNESS, (FLOOR, FLOOR)),
    ):
        if prop and ground:
            low, high = (prop.from_, -thickness, -prop.half_width), (prop.to, 0.0, prop.half_width)
            fills += _block(camera, low, high, inks)
    if props.chair:
        fills += _chair(camera, props.chair)
    if props.counter:
        fills += _counter(camera, props.counter)
    if props.pillow:
        fills += _pillow(camera, props.pillow)
    return fills


def _counter(camera: Camera, counter: Counter) -> list[Fill]:
    """A cupboard with two doors under a worktop."""
    (x0, y0, z0), (x1, y1, z1) = counter.low, counter.high
    under = y1 - WORKTOP
    fills = _block(camera, counter.low, (x1, under, z1), (SEAT_SIDE, SEAT_SIDE))
    middle = (x0 + x1) / 2
    fills.append((_rod(camera, (middle, y0 + 6, z1), 0.9, (middle, under - 6, z1), 0.9), SEAT_BACK))
    for x in (middle - 6, middle + 6):
        fills.append((_rod(camera, (x, under - 22, z1), 1.2, (x, under - 12, z1), 1.2), SEAT_BACK))
    edge = 2.0
    return fills + _block(camera, (x0 - edge, under, z0 - edge), (x1 + edge, y1, z1 + edge), (SEAT, SEAT))


def _pillow(camera: Camera, pillow: Pillow) -> list[Fill]:
    x, y, z = pillow.half_size
    shape = camera.ellipse(pillow.center, ((x, 0, 0), (0, y, 0), (0, 0, z)))
    return [(shape, PILLOW + SHADE), (shape.lit(0.88, 0.1), PILLOW)]


def _chair(camera: Camera, chair: Chair) -> list[Fill]:
    x, h, z = chair.back_edge, chair.height, CHAIR_HALF_WIDTH
    front = x + chair.depth
    legs: dict[float, list[Fill]] = {}
    for side, ink in ((2 - z, SEAT_BACK), (z - 2, SEAT_SIDE)):
        legs[side] = [
            (_rod(camera, (at, h - 3, side), 1.9, (at, 1.5, side), 1.6), ink) for at in (x + 1, front - 3)
        ]
    fills = legs[2 - z]
    if chair.backrest:
        for side in (2 - z, z - 2):
            post = _rod(camera, (x + 1, h - 2, side), 1.6, (x - 3.6, h + 20, side), 1.6)
            fills.append((post, SEAT_SIDE))
        rest = [(x - 1, h + 14), (x - 5, h + 46), (x - 3.6, h + 14), (x - 7.6, h + 46)]
        corners = [(at, up, side) for at, up in rest for side in (-z, z)]
        fills.append((_outline(camera, corners), SEAT))
    fills += legs[z - 2]
    return fills + _block(camera, (x, h - 4, -z), (front, h, z), (SEAT, SEAT_SIDE))


def _block(camera: Camera, low: Vec, high: Vec, inks: tuple[int, int]) -> list[Fill]:
    """A box seen from a little above: its outline, and its top."""
    top_ink, side_ink = inks
    corners = [(x, y, z) for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])]
    fills: list[Fill] = [(_outline(camera, corners), side_ink)]
    if camera.toward[1] > 0.05:
        fills.append((_outline(camera, [corner for corner in corners if corner[1] == high[1]]), top_ink))
    return fills


def _rod(camera: Camera, a: Vec, ra: float, b: Vec, rb: float) -> Capsule:
    return camera.capsules([(a, ra), (b, rb)])[0]


def _outline(camera: Camera, corners: Sequence[Vec]) -> Polygon:
    # Corners that fall on each other must be equal, or the hull has needles.
    return Polygon(hull([(round(x, 4), round(y, 4)) for x, y in map(camera.xy, corners)]))


class Arrow(Shape):
    """Exactly one of ``trace`` (along a joint's way), ``push`` with ``way`` (straight) and ``curve``."""

    trace: Joint | None = None
    outward: Annotated[Number, Description("Pushed to the outside of its bend.")] = 0
    """Centimeters in the picture."""
    shift: Three = NONE
    span: Annotated[tuple[Beyond, Beyond], Description("From which share of the way to which.")] = (0.1, 1)
    """Beyond 0 and 1 the arrow goes straight on."""
    push: Annotated[Three | None, Description("Where a straight arrow begins.")] = None
    way: Three | None = None
    curve: Annotated[tuple[Three, Three, Three] | None, Description("Start, control point, end.")] = None
    over: Annotated[bool, Description("In front of the body instead of behind it.")] = False
    """Behind it, nothing that moves is hidden."""


STEPS = 12
"""An arrow's line has this many pieces."""
MAX_HEAD = 0.6
"""The largest share of an arrow that its head may take."""


class Drawn(NamedTuple):
    """An arrow as the camera sees it."""

    points: Sequence[Point]
    over: bool


def curve_points(start: Vec, control: Vec, end: Vec) -> list[Vec]:
    """Of a quadratic curve."""
    shares = [i / STEPS for i in range(STEPS + 1)]
    return [mix(mix(start, control, u), mix(control, end, u), u) for u in shares]


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
    at = [0.0, *itertools.accumulate(itertools.starmap(dist, itertools.pairwise(points)))]
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
    tip = points[-1]
    share = head * 0.58 / (dist(tip, base) or 1.0)
    dx, dy = (tip[0] - base[0]) * share, (tip[1] - base[1]) * share
    corners = (tip, (base[0] - dy, base[1] + dx), (base[0] + dy, base[1] - dx))
    fills.append((Polygon(corners), ARROW))
    return fills


def _along(points: Sequence[Point], at: Sequence[float], distance: float) -> Point:
    pieces = zip(itertools.pairwise(at), itertools.pairwise(points), strict=True)
    for (start, end), ((x0, y0), (x1, y1)) in pieces:
        if distance <= end:
            u = (distance - start) / max(1e-9, end - start)
            return (x0 + (x1 - x0) * u, y0 + (y1 - y0) * u)
    return points[-1]
