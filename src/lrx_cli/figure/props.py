"""Props: mat, floor, chair, counter, pillow. All are painted behind the person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lrx_cli.figure.camera import Camera
from lrx_cli.figure.palette import (
    FLOOR,
    MAT,
    MAT_TOP,
    PILLOW,
    SEAT,
    SEAT_BACK,
    SEAT_SIDE,
    SHADE,
)
from lrx_cli.figure.shapes import Fill, Point, Polygon, Shape, hull, lit
from lrx_cli.figure.vectors import Vec


class Ground(NamedTuple):
    """A mat or a piece of floor, its top at height 0."""

    kind: str
    """``mat`` or ``floor``."""
    start: float
    end: float
    half_width: float


class Chair(NamedTuple):
    """Facing +x."""

    back_edge: float
    """Where the seat begins, along x."""
    height: float
    depth: float
    backrest: bool


class Counter(NamedTuple):
    """A block to hold on to."""

    low: Vec
    high: Vec


class Pillow(NamedTuple):
    center: Vec
    half_size: Vec


Prop = Ground | Chair | Counter | Pillow


class Strap(NamedTuple):
    """A belt from one hand around a bone to the other hand. It moves with them."""

    around: str
    """``left_thigh`` ..."""
    along: float
    """0 at the bone's root, 1 at its end."""


CHAIR_HALF_WIDTH = 20.0
WORKTOP = 5.0
"""Thickness of a counter's top, in centimeters."""
MAT_THICKNESS, FLOOR_THICKNESS = 2.2, 1.2


def backdrop(props: Sequence[Prop], camera: Camera) -> list[Fill]:
    """All props in painting order."""
    fills: list[Fill] = []
    for prop in sorted(props, key=lambda prop: not isinstance(prop, Ground)):
        if isinstance(prop, Ground):
            mat = prop.kind == "mat"
            thickness = MAT_THICKNESS if mat else FLOOR_THICKNESS
            fills += _block(
                camera,
                (prop.start, -thickness, -prop.half_width),
                (prop.end, 0.0, prop.half_width),
                (MAT_TOP, MAT) if mat else (FLOOR, FLOOR),
            )
        elif isinstance(prop, Counter):
            fills += _counter(camera, prop)
        elif isinstance(prop, Pillow):
            fills += _pillow(camera, prop)
        else:
            fills += _chair(camera, prop)
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
    return [(shape, PILLOW + SHADE), (lit(shape, 0.88, 0.1), PILLOW)]


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
        corners = [_rounded(camera.xy((at, up, side))) for at, up in rest for side in (-z, z)]
        fills.append((Polygon(hull(corners)), SEAT))
    fills += legs[z - 2]
    return fills + _block(camera, (x, h - 4, -z), (front, h, z), (SEAT, SEAT_SIDE))


def _block(camera: Camera, low: Vec, high: Vec, inks: tuple[int, int]) -> list[Fill]:
    """A box seen from a little above: its outline, and its top."""
    top_ink, side_ink = inks
    corners = [(x, y, z) for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])]
    fills: list[Fill] = [(Polygon(hull([_rounded(camera.xy(c)) for c in corners])), side_ink)]
    if camera.toward[1] > 0.05:
        top = [_rounded(camera.xy(c)) for c in corners if c[1] == high[1]]
        fills.append((Polygon(hull(top)), top_ink))
    return fills


def _rod(camera: Camera, a: Vec, ra: float, b: Vec, rb: float) -> Shape:
    return camera.capsules([(a, ra), (b, rb)])[0]


def _rounded(p: Point) -> Point:
    # Corners that fall on each other must be equal, or the hull has needles.
    return (round(p[0], 4), round(p[1], 4))
