"""Shapes as samples."""

from __future__ import annotations

from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.figure.geometry import Capsule, Ellipse, Polygon, Shape, hull, skin_over
from lrx_cli.figure.palette import LINE, MAT, SHIRT, SKIN
from lrx_cli.figure.raster import Lens, Samples

coordinates = st.floats(-200, 200)
radii = st.floats(0.1, 80)
capsules = st.builds(Capsule, coordinates, coordinates, radii, coordinates, coordinates, radii)
ellipses = st.builds(
    lambda x, y, a, b, slant: Ellipse(x, y, a * a, slant * a * b, b * b),
    coordinates, coordinates, radii, radii, st.floats(-0.95, 0.95),
)  # fmt: skip
polygons = st.builds(
    lambda points: Polygon(hull(points)),
    st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=8),
)


def painted(shape: Shape, size: int = 100) -> Samples:
    samples = Samples(size, size, 1.0)
    Lens(1.0, size / 2, size / 2).paint(samples, shape, SHIRT)
    return samples


def area(samples: Samples) -> int:
    return sum(row.count(SHIRT) for row in samples.rows)


@given(st.one_of(capsules, ellipses, polygons))
def test_whatever_is_painted_stays_within_the_picture(shape: Shape) -> None:
    samples = painted(shape)
    assert [len(row) for row in samples.rows] == [100] * 100


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (Capsule(0, 0, 20, 0, 0, 20), pi * 400),
        (Capsule(-20, 0, 10, 20, 0, 10), pi * 100 + 40 * 20),
        (Capsule(-5, 5, 20, 0, 0, 3), pi * 400),
        (Ellipse(0, 0, 900, 0, 100), pi * 30 * 10),
        (Ellipse(0, 0, 500, 300, 500), pi * (500 * 500 - 300 * 300) ** 0.5),
        (Polygon(((-20, -20), (20, -20), (20, 20), (-20, 20))), 1600),
        (Polygon(((0, 30), (-30, -30), (30, -30))), 1800),
    ],
)
def test_a_shape_covers_its_area(shape: Shape, expected: float) -> None:
    assert area(painted(shape)) == pytest.approx(expected, rel=0.03)


@given(capsules)
def test_a_capsule_turned_around_is_the_same(shape: Capsule) -> None:
    x0, y0, r0, x1, y1, r1 = shape
    assert painted(shape).rows == painted(Capsule(x1, y1, r1, x0, y0, r0)).rows


def test_a_gap_darkens_bodies_and_nothing_else() -> None:
    samples = Samples(12, 1, 1.0, [bytes([0] * 4 + [MAT] * 4 + [SKIN] * 4)])
    Lens(1.0, 0, 0.5).paint(samples, Capsule(0, 0, 3, 12, 0, 3), None)
    assert list(samples.rows[0]) == [0] * 4 + [MAT] * 4 + [LINE] * 4


def test_a_tube_has_no_scallops() -> None:
    sections = [(Ellipse(x, 0, 4, 0, 400), SHIRT) for x in range(-40, 41, 8)]
    samples = Samples(100, 100, 1.0)
    Lens(1.0, 50, 50).paint_all(samples, skin_over(sections))
    heights = [sum(row[x] == SHIRT for row in samples.rows) for x in range(12, 88)]
    assert min(heights) >= 38


@given(st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=12))
def test_a_hull_holds_all_its_points_and_turns_one_way(points: list[tuple[float, float]]) -> None:
    corners = hull(points)
    if len(corners) < 3:
        return
    for a, b in zip(corners, [*corners[1:], corners[0]], strict=True):
        for p in points:
            turn = (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])
            assert turn >= -1e-6 * 400 * 400
