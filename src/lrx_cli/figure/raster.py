"""A scene at one size (``Stage``): fitted into the picture, its detail chosen, and drawn as samples. They are
a grid of inks, which also become a line drawing in braille dots.

Plain Python, and quick: a shape costs one slice assignment for every line it crosses, whatever its
width. Painting back to front hides what is behind.

The line drawing is for terminals without color: outlines of body and things, a line where one part crosses
another, the stripe of the shirt, hair half-tone, and what moves solid. Each row of samples becomes one big
integer with a byte for each sample, so that finding edges takes a handful of operations a row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from math import ceil, sqrt
from typing import NamedTuple

from lrx_cli.figure.figure import Figure, Scene
from lrx_cli.figure.geometry import Bounds, Capsule, Detail, Ellipse, Point, Polygon, Shape
from lrx_cli.figure.palette import (
    ARROW,
    BODY,
    EMPTY,
    HAIR_INKS,
    LINE,
    MOVING_INKS,
    OUTLINED,
    PILLOW,
    SHADE,
    TRIM,
)
from lrx_cli.figure.props import arrow_fills

_RUNS = [bytes([ink]) * 2048 for ink in range(64)]
"""Ready-made lines of one ink."""


_GAP = bytes(LINE if ink in BODY | {PILLOW, PILLOW + SHADE} else ink for ink in range(256))
"""A gap darkens bodies (and what a head lies on), never the mat or the air behind them."""


class Samples:
    """``width`` x ``height`` samples; a unit is one sample high and ``per_unit`` samples wide."""

    def __init__(self, width: int, height: int, per_unit: float, rows: Iterable[bytes] | None = None) -> None:
        self.width, self.height, self.per_unit = width, height, per_unit
        self.rows = (
            [bytearray(width) for _ in range(height)] if rows is None else [bytearray(row) for row in rows]
        )

    def capsule(
        self, x0: float, y0: float, r0: float, x1: float, y1: float, r1: float, ink: int | None
    ) -> None:
        """``ink`` ``None`` paints a gap: it darkens bodies only."""
        spans = _Spans(min(y0 - r0, y1 - r1), max(y0 + r0, y1 + r1), self.height)
        spans.add_ellipse(x0, y0, r0 * r0, 0.0, r0 * r0)
        spans.add_ellipse(x1, y1, r1 * r1, 0.0, r1 * r1)
        dx, dy = x1 - x0, y1 - y0
        distance = sqrt(dx * dx + dy * dy)
        if distance > abs(r0 - r1) + 1e-6:  # otherwise one circle lies inside the other
            # The two straight edges.
            ux, uy = dx / distance, dy / distance
            c = (r0 - r1) / distance
            s = sqrt(1 - c * c)
            for t in (s, -s):
                nx, ny = ux * c - uy * t, uy * c + ux * t
                spans.add_edge(x0 + nx * r0, y0 + ny * r0, x1 + nx * r1, y1 + ny * r1)
        self._fill(spans, ink)

    def ellipse(self, x: float, y: float, xx: float, xy: float, yy: float, ink: int | None) -> None:
        tall = sqrt(max(0.0, yy))
        spans = _Spans(y - tall, y + tall, self.height)
        spans.add_ellipse(x, y, xx, xy, yy)
        self._fill(spans, ink)

    def polygon(self, points: Sequence[Point], ink: int | None) -> None:
        """Fills a convex polygon: every line from its first edge to its last."""
        if not points:
            return
        ys = [y for _, y in points]
        spans = _Spans(min(ys), max(ys), self.height)
        for point, other in zip(points, (*points[1:], points[0]), strict=True):
            spans.add_edge(*point, *other)
        self._fill(spans, ink)

    def _fill(self, spans: _Spans, ink: int | None) -> None:
        width, per_unit = self.width, self.per_unit
        run = _RUNS[ink] if ink is not None else b""
        rows = self.rows[spans.first : spans.first + len(spans.lows)]
        for line, low, high in zip(rows, spans.lows, spans.highs, strict=True):
            if high > low:
                start, end = int(low * per_unit + 0.5), int(high * per_unit + 0.5)
                if start < 0:
                    start = 0
                if end > width:
                    end = width
                if end > start:
                    line[start:end] = line[start:end].translate(_GAP) if ink is None else run[: end - start]


class _Spans:
    """From where to where a convex shape covers each line; only lines whose middle it reaches."""

    __slots__ = ("first", "highs", "lows")

    def __init__(self, top: float, bottom: float, height: int) -> None:
        self.first = max(0, ceil(top - 0.5))
        count = max(0, min(height - 1, int(bottom - 0.5)) + 1 - self.first)
        self.lows, self.highs = [1e9] * count, [-1e9] * count

    def add_ellipse(self, x: float, y: float, xx: float, xy: float, yy: float) -> None:
        if yy <= 1e-9:
            return
        slant = xy / yy
        across = (xx - xy * slant) / yy
        lows, highs, tall = self.lows, self.highs, sqrt(yy)
        middle = self.first + 0.5 - y
        for i in range(max(0, ceil(-tall - middle)), min(len(lows), int(tall - middle) + 1)):
            d = middle + i
            q = (yy - d * d) * across
            if q > 0:
                q, center = sqrt(q), x + slant * d
                low, high = center - q, center + q
                if low < lows[i]:
                    lows[i] = low
                if high > highs[i]:
                    highs[i] = high

    def add_edge(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A straight line; a level one adds nothing that its neighbors do not."""
        if y0 == y1:
            return
        if y0 > y1:
            x0, y0, x1, y1 = x1, y1, x0, y0
        first, lows, highs, slope = self.first, self.lows, self.highs, (x1 - x0) / (y1 - y0)
        start = x0 + (first + 0.5 - y0) * slope
        for i in range(max(0, ceil(y0 - 0.5) - first), min(len(lows), ceil(y1 - 0.5) - first)):
            x = start + i * slope
            if x < lows[i]:
                lows[i] = x
            if x > highs[i]:
                highs[i] = x


class Lens(NamedTuple):
    """From centimeters as the camera sees them to samples."""

    zoom: float
    origin_x: float
    origin_y: float

    def paint(self, samples: Samples, shape: Shape, ink: int | None) -> None:
        k, ox, oy = self
        if isinstance(shape, Capsule):
            x0, y0, r0, x1, y1, r1 = shape
            samples.capsule(x0 * k + ox, oy - y0 * k, r0 * k, x1 * k + ox, oy - y1 * k, r1 * k, ink)
        elif isinstance(shape, Ellipse):
            x, y, xx, xy, yy = shape
            square = k * k
            samples.ellipse(x * k + ox, oy - y * k, xx * square, -xy * square, yy * square, ink)
        else:
            assert isinstance(shape, Polygon)
            samples.polygon([(x * k + ox, oy - y * k) for x, y in shape.points], ink)

    def paint_all(self, samples: Samples, fills: Iterable[tuple[Shape, int | None]]) -> None:
        for shape, ink in fills:
            self.paint(samples, shape, ink)


assert EMPTY == 0, "a new bytearray is an empty picture"


DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of a braille glyph, for its four rows of two dots."""


def _marks(inks: Collection[int]) -> bytes:
    return bytes(ink in inks for ink in range(256))


_FIGURE = _marks(BODY | {LINE})
_MOVING, _HAIR, _LINE, _ARROW, _TRIM = (
    _marks(inks) for inks in (MOVING_INKS, HAIR_INKS, {LINE}, {ARROW}, {TRIM})
)
_THINGS = [_marks(inks) for inks in OUTLINED]


def braille(samples: Samples) -> list[list[int]]:
    """The dots of each cell, as the bits of its glyph."""
    dotted = _outlines(samples)
    grid = []
    for top in range(0, samples.height, 4):
        # Each sample's bit of its cell, for a whole row at once; the bits never overlap.
        cells = 0
        for line, bits in zip(dotted[top : top + 4], DOTS, strict=True):
            for k, bit in enumerate(bits):
                cells |= int.from_bytes(line[k::2], "little") * bit
        grid.append(list(cells.to_bytes(samples.width // 2, "little")))
    return grid


def _outlines(samples: Samples) -> list[bytes]:
    """The dots of each row of samples, a byte for each."""
    width = samples.width

    def lanes(marks: bytes) -> list[int]:
        """Which samples of each row are marked; one empty row more above and below."""
        return [0, *(int.from_bytes(row.translate(marks), "little") for row in samples.rows), 0]

    body, moving, hair, gaps, arrows, trims = map(lanes, (_FIGURE, _MOVING, _HAIR, _LINE, _ARROW, _TRIM))
    things = [
        (thing, [one | other for one, other in zip(thing, body, strict=True)])
        for thing in map(lanes, _THINGS)
    ]  # the body covers what is around it, and hides its outline
    whole = int.from_bytes(b"\1" * width, "little")
    checks = [int.from_bytes((pair * width)[:width], "little") for pair in (b"\1\0", b"\0\1")]
    dots = []
    for y in range(1, samples.height + 1):
        row = arrows[y]
        for thing, covered in things:
            row |= thing[y] & ~_surrounded(covered, y)
        if body[y]:
            m = moving[y]
            beside = (m << 8) | (m >> 8) | moving[y - 1] | moving[y + 1]
            row |= m | (gaps[y] & ~beside) | (body[y] & ~_surrounded(body, y))
            row |= trims[y] | (hair[y] & checks[y & 1])
        dots.append((row & whole).to_bytes(width, "little"))
    return dots


def _surrounded(rows: list[int], y: int) -> int:
    """The samples of row ``y`` whose four neighbors are all marked."""
    return (rows[y] << 8) & (rows[y] >> 8) & rows[y - 1] & rows[y + 1]


CLOSE_UP_FROM = 2.7
"""Centimeters to a pixel (a cell is one wide and two high) from which the picture is cropped to what must
be seen."""
NO_ARROWS_FROM = 9.0
NO_SHADING_FROM = 4.6
FACE_UP_TO = 2.6
MIN_RADIUS = 0.62
"""In pixels: thinner limbs would break up."""
GAP = 0.55
"""In pixels: the dark rim between a part and what lies behind it."""


class Stage:
    """A figure fitted into ``columns`` x ``rows`` cells of ``wide`` x ``high`` samples each."""

    def __init__(
        self, figure: Figure, columns: int, rows: int, wide: int, high: int, *, shading: bool = True
    ) -> None:
        self.width, self.height = columns * wide, rows * high
        self.per_unit = wide / (high / 2)
        self._middle = columns * high / 4, rows * high / 2
        margin = high / 2

        def zoom(bounds: Bounds) -> float:
            room_x, room_y = (2 * (middle - margin) for middle in self._middle)
            return min(room_x / (bounds.right - bounds.left), room_y / (bounds.top - bounds.bottom))

        bounds = figure.bounds(close=False)
        if high / 2 / zoom(bounds) > CLOSE_UP_FROM:
            bounds = figure.bounds(close=True)
        self._bounds, self._zoom = bounds, zoom(bounds)
        self.pixel = high / 2 / self._zoom
        """Centimeters to a pixel."""
        self.detail = Detail(
            least_radius=MIN_RADIUS * self.pixel,
            gap=GAP * self.pixel,
            face=self.pixel < FACE_UP_TO,
            shading=shading and self.pixel < NO_SHADING_FROM,
        )
        self._behind: dict[tuple[bool, tuple[str, str] | None], list[bytes]] = {}

    def samples(self, scene: Scene) -> Samples:
        left, bottom, right, top = self._bounds.flipped() if scene.flipped else self._bounds
        x, y = self._middle
        lens = Lens(self._zoom, x - self._zoom * (left + right) / 2, y + self._zoom * (bottom + top) / 2)
        # What does not move (props, an arrow behind the body) is drawn once and copied.
        key = scene.flipped, scene.pointing
        if key not in self._behind:
            empty = Samples(self.width, self.height, self.per_unit)
            lens.paint_all(empty, scene.backdrop)
            self._arrow(lens, empty, scene, over=False)
            self._behind[key] = [bytes(row) for row in empty.rows]
        samples = Samples(self.width, self.height, self.per_unit, self._behind[key])
        for part in scene.parts(self.detail):
            for shape in part.gap:
                lens.paint(samples, shape, None)
            lens.paint_all(samples, part.fills)
        self._arrow(lens, samples, scene, over=True)
        return samples

    def _arrow(self, lens: Lens, samples: Samples, scene: Scene, *, over: bool) -> None:
        arrow = scene.arrow
        if arrow is None or arrow.over != over or self.pixel >= NO_ARROWS_FROM:
            return
        half_width, head = max(1.0, 0.55 * self.pixel), min(max(8.0, 5.5 * self.pixel), 26.0)
        fills = arrow_fills(arrow.points, half_width, head)
        if over:
            lens.paint_all(samples, ((shape.grown(self.detail.gap), None) for shape, _ink in fills))
        lens.paint_all(samples, fills)
