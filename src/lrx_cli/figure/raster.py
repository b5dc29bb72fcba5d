"""Shapes as samples (a grid of inks, filled line by line), and samples as a line drawing in braille dots.

Plain Python, and quick: a shape costs one slice assignment for every line it crosses, whatever its
width. Painting back to front hides what is behind.

The line drawing is for terminals without color: outlines of body and things, a line where one part crosses
another, the stripe of the shirt, hair half-tone, and what moves solid. Each row of samples becomes one big
integer with a byte for each sample, so that finding edges takes a handful of operations a row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from math import ceil, sqrt

from lrx_cli.figure.geometry import Capsule, Ellipse, Fill, Point, Polygon, Shape
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

_RUNS = [bytes([ink]) * 2048 for ink in range(64)]
"""Ready-made lines of one ink."""


def _gap_table() -> bytes:
    table = bytearray(range(256))
    for ink in (*BODY, PILLOW, PILLOW + SHADE):
        table[ink] = LINE
    return bytes(table)


_GAP = _gap_table()
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
        dx, dy = x1 - x0, y1 - y0
        distance = sqrt(dx * dx + dy * dy)
        if distance <= abs(r0 - r1) + 1e-6:
            # One circle lies inside the other.
            if r1 > r0:
                x0, y0, r0 = x1, y1, r1
            self.ellipse(x0, y0, r0 * r0, 0.0, r0 * r0, ink)
            return
        # The two straight edges, each from its upper to its lower end.
        ux, uy = dx / distance, dy / distance
        c = (r0 - r1) / distance
        s = sqrt(1 - c * c)
        nx, ny = ux * c - uy * s, uy * c + ux * s
        a_x, a_top, b_x, a_bottom = x0 + nx * r0, y0 + ny * r0, x1 + nx * r1, y1 + ny * r1
        if a_top > a_bottom:
            a_x, a_top, b_x, a_bottom = b_x, a_bottom, a_x, a_top
        a_slope = (b_x - a_x) / (a_bottom - a_top) if a_bottom - a_top > 1e-9 else 0.0
        nx, ny = ux * c + uy * s, uy * c - ux * s
        b_x, b_top, e_x, b_bottom = x0 + nx * r0, y0 + ny * r0, x1 + nx * r1, y1 + ny * r1
        if b_top > b_bottom:
            b_x, b_top, e_x, b_bottom = e_x, b_bottom, b_x, b_top
        b_slope = (e_x - b_x) / (b_bottom - b_top) if b_bottom - b_top > 1e-9 else 0.0
        first = max(0, ceil(min(y0 - r0, y1 - r1) - 0.5))
        last = min(self.height - 1, int(max(y0 + r0, y1 + r1) - 0.5))
        square0, square1 = r0 * r0, r1 * r1
        width, per_unit, rows = self.width, self.per_unit, self.rows
        run = _RUNS[ink] if ink is not None else b""
        for row in range(first, last + 1):
            y = row + 0.5
            low, high = 1e9, -1e9
            q = square0 - (y - y0) * (y - y0)
            if q > 0:
                q = sqrt(q)
                low, high = x0 - q, x0 + q
            q = square1 - (y - y1) * (y - y1)
            if q > 0:
                q = sqrt(q)
                if x1 - q < low:
                    low = x1 - q
                if x1 + q > high:
                    high = x1 + q
            if a_top <= y <= a_bottom:
                q = a_x + (y - a_top) * a_slope
                if q < low:
                    low = q
                if q > high:
                    high = q
            if b_top <= y <= b_bottom:
                q = b_x + (y - b_top) * b_slope
                if q < low:
                    low = q
                if q > high:
                    high = q
            if high > low:
                # Written out here (and not as _span) because most of a frame's time is spent here.
                start, end = int(low * per_unit + 0.5), int(high * per_unit + 0.5)
                if start < 0:
                    start = 0
                if end > width:
                    end = width
                if end > start:
                    if ink is None:
                        line = rows[row]
                        line[start:end] = line[start:end].translate(_GAP)
                    else:
                        rows[row][start:end] = run[: end - start]

    def ellipse(self, x: float, y: float, xx: float, xy: float, yy: float, ink: int | None) -> None:
        if yy <= 1e-9:
            return
        slant = xy / yy
        across = xx - xy * slant
        if across <= 0:
            return
        tall = sqrt(yy)
        for row in range(max(0, ceil(y - tall - 0.5)), min(self.height - 1, int(y + tall - 0.5)) + 1):
            d = row + 0.5 - y
            q = 1 - d * d / yy
            if q > 0:
                q = sqrt(across * q)
                middle = x + slant * d
                self._span(row, middle - q, middle + q, ink)

    def polygon(self, points: Sequence[Point], ink: int | None) -> None:
        """Fills a convex polygon: every line from its first edge to its last."""
        if not points:
            return
        height = self.height
        ys = [y for _, y in points]
        first = max(0, ceil(min(ys) - 0.5))
        count = min(height - 1, int(max(ys) - 0.5)) + 1 - first
        if count <= 0:
            return
        lows, highs = [1e9] * count, [-1e9] * count
        xa, ya = points[-1]
        for xb, yb in points:
            if ya < yb:
                x, top, bottom, slope = xa, ya, yb, (xb - xa) / (yb - ya)
            elif yb < ya:
                x, top, bottom, slope = xb, yb, ya, (xa - xb) / (ya - yb)
            else:
                xa = xb
                continue
            # The lines whose middle the edge passes.
            start = ceil(top - 0.5) - first
            if start < 0:
                start = 0
            x += (start + first + 0.5 - top) * slope
            for i in range(start, min(count, ceil(bottom - 0.5) - first)):
                if x < lows[i]:
                    lows[i] = x
                if x > highs[i]:
                    highs[i] = x
                x += slope
            xa, ya = xb, yb
        width, per_unit, rows = self.width, self.per_unit, self.rows
        run = _RUNS[ink] if ink is not None else b""
        for i in range(count):
            if highs[i] > lows[i]:
                begin, end = int(lows[i] * per_unit + 0.5), int(highs[i] * per_unit + 0.5)
                if begin < 0:
                    begin = 0
                if end > width:
                    end = width
                if end > begin:
                    line = rows[first + i]
                    if ink is None:
                        line[begin:end] = line[begin:end].translate(_GAP)
                    else:
                        line[begin:end] = run[: end - begin]

    def _span(self, row: int, low: float, high: float, ink: int | None) -> None:
        start = max(0, int(low * self.per_unit + 0.5))
        end = min(self.width, int(high * self.per_unit + 0.5))
        if end > start:
            line = self.rows[row]
            if ink is None:
                line[start:end] = line[start:end].translate(_GAP)
            else:
                line[start:end] = _RUNS[ink][: end - start]


class Lens:
    """From centimeters as the camera sees them to samples."""

    __slots__ = ("origin_x", "origin_y", "zoom")

    def __init__(self, zoom: float, origin_x: float, origin_y: float) -> None:
        self.zoom, self.origin_x, self.origin_y = zoom, origin_x, origin_y

    def paint(self, samples: Samples, shape: Shape, ink: int | None) -> None:
        k, ox, oy = self.zoom, self.origin_x, self.origin_y
        if isinstance(shape, Capsule):
            x0, y0, r0, x1, y1, r1 = shape
            samples.capsule(x0 * k + ox, oy - y0 * k, r0 * k, x1 * k + ox, oy - y1 * k, r1 * k, ink)
        elif isinstance(shape, Ellipse):
            square = k * k
            samples.ellipse(
                shape.x * k + ox,
                oy - shape.y * k,
                shape.xx * square,
                -shape.xy * square,
                shape.yy * square,
                ink,
            )
        else:
            assert isinstance(shape, Polygon)
            samples.polygon([(x * k + ox, oy - y * k) for x, y in shape.points], ink)

    def paint_all(self, samples: Samples, fills: Iterable[Fill]) -> None:
        for shape, ink in fills:
            self.paint(samples, shape, ink)


assert EMPTY == 0, "a new bytearray is an empty picture"


DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of a braille glyph, for its four rows of two dots."""


def _marks(inks: Collection[int]) -> bytes:
    table = bytearray(256)
    for ink in inks:
        table[ink] = 1
    return bytes(table)


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


class _Lanes:
    """The rows of a picture as integers, and a checkerboard to fill half of them with."""

    def __init__(self, samples: Samples) -> None:
        self.samples, width = samples, samples.width
        self.all = int.from_bytes(b"\1" * width, "little")
        self.checks = (
            int.from_bytes((b"\1\0" * width)[:width], "little"),
            int.from_bytes((b"\0\1" * width)[:width], "little"),
        )
        self.body = self.of(_FIGURE)

    def of(self, marks: bytes) -> list[int]:
        """Which samples of each row are marked; one empty row more above and below."""
        rows = (int.from_bytes(row.translate(marks), "little") for row in self.samples.rows)
        return [0, *rows, 0]

    def edge(self, rows: list[int], y: int) -> int:
        """Marked samples of row ``y`` with an unmarked neighbor."""
        here = rows[y]
        return here & ~((here << 8) & (here >> 8) & rows[y - 1] & rows[y + 1])

    def things(self) -> list[int]:
        """Outlines of what is around the body, but not where the body covers it."""
        found = [0] * (self.samples.height + 2)
        for marks in _THINGS:
            rows = self.of(marks)
            for y in range(1, self.samples.height + 1):
                here = rows[y]
                if here:
                    wide = here | self.body[y]
                    above, below = rows[y - 1] | self.body[y - 1], rows[y + 1] | self.body[y + 1]
                    found[y] |= here & ~((wide << 8) & (wide >> 8) & above & below)
        return found

    def as_rows(self, dots: list[int]) -> list[bytes]:
        width = self.samples.width
        return [(row & self.all).to_bytes(width, "little") for row in dots]


def _outlines(samples: Samples) -> list[bytes]:
    lanes = _Lanes(samples)
    moving, hair, gaps = lanes.of(_MOVING), lanes.of(_HAIR), lanes.of(_LINE)
    arrows, trims, things = lanes.of(_ARROW), lanes.of(_TRIM), lanes.things()
    dots = []
    for y in range(1, samples.height + 1):
        row = arrows[y] | things[y]
        if lanes.body[y]:
            m = moving[y]
            beside = (m << 8) | (m >> 8) | moving[y - 1] | moving[y + 1]
            row |= m | (gaps[y] & ~beside) | lanes.edge(lanes.body, y)
            row |= trims[y] | (hair[y] & lanes.checks[y & 1])
        dots.append(row)
    return lanes.as_rows(dots)
