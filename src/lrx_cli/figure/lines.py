"""Without color: a line drawing in braille dots.

Outlines of body and things, a line where one part crosses another, hair half-tone, and what moves
solid. Each row of samples becomes one big integer with a byte for each sample, so that finding edges
is a handful of operations a row and not one a sample.
"""

from __future__ import annotations

from collections.abc import Collection

from lrx_cli.figure.palette import ARROW, BODY, HAIR_INKS, LINE, MOVING_INKS, OUTLINED
from lrx_cli.figure.raster import Samples

DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of a braille glyph, for its four rows of two dots."""


def _marks(inks: Collection[int]) -> bytes:
    table = bytearray(256)
    for ink in inks:
        table[ink] = 1
    return bytes(table)


_FIGURE = _marks(BODY | {LINE})
_MOVING, _HAIR, _LINE, _ARROW = (_marks(s) for s in (MOVING_INKS, HAIR_INKS, {LINE}, {ARROW}))
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
    arrows, things = lanes.of(_ARROW), lanes.things()
    dots = []
    for y in range(1, samples.height + 1):
        row = arrows[y] | things[y]
        if lanes.body[y]:
            m = moving[y]
            beside = (m << 8) | (m >> 8) | moving[y - 1] | moving[y + 1]
            row |= m | (gaps[y] & ~beside) | lanes.edge(lanes.body, y)
            row |= hair[y] & lanes.checks[y & 1]
        dots.append(row)
    return lanes.as_rows(dots)
