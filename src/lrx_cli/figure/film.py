"""Frames of a figure at one size, kept for the next repetition; as PNG pictures, or as cells (``cells``).

The caller passes the time: how far a movement has come. During a movement there are up to twelve frames a
second; a hold, a rest or a pause needs one.
"""

from __future__ import annotations

import struct
import zlib
from abc import ABC, abstractmethod
from base64 import b64encode
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Generic, TypeVar

from lrx_cli.figure.figure import Figure, Scene
from lrx_cli.figure.palette import EMPTY, LIGHT, PRINT, TERMINAL_BACKGROUND, Palette
from lrx_cli.figure.raster import Stage
from lrx_cli.figure.skeleton import eased

RATE = 12
"""Frames a second. Slow movements look smooth, and more would not be seen."""
PIXEL_RATE = 8
"""The same of pixels: half the bytes, and half of what a terminal has to keep."""
KEPT = 160
"""Frames kept in memory: a repetition has 60 to 110. Equal cells are shared between them."""

SAMPLES_PER_PIXEL = 2
"""Samples across a pixel, and down. They are averaged to smooth the edges; three take half as long again, and
look the same."""
WIDEST = 648
"""Pixels. A terminal stretches a smaller picture; a larger one takes too long to make within its moment."""
_COMPRESSION = 6

_PIECE = 4096
"""Characters of a picture in one escape sequence, as the protocol has it."""

_MAX_PATTERNS = 6_000

Painted = TypeVar("Painted")
Frame = TypeVar("Frame")
"""What a film is made of: cells, or pixels."""


class Known(dict[tuple[int, ...], Painted]):
    """By the inks of its samples, a pixel or a cell. Most patterns come back in every picture."""

    def __init__(self, paint: Callable[[tuple[int, ...]], Painted]) -> None:
        super().__init__()
        self._paint = paint

    def __missing__(self, inks: tuple[int, ...]) -> Painted:
        if len(self) >= _MAX_PATTERNS:
            self.clear()
        found = self[inks] = self._paint(inks)
        return found


class Film(ABC, Generic[Frame]):
    """A figure over ``columns`` x ``rows`` cells of a terminal. When its size changes, make a new film."""

    def __init__(self, figure: Figure, columns: int, rows: int) -> None:
        self.figure, self.columns, self.rows = figure, columns, rows
        self.rate = RATE
        """May be lowered at any time, for a terminal that is slow to take frames."""
        self._painted = lru_cache(KEPT)(self._paint_moment)

    @abstractmethod
    def paint(self, scene: Scene) -> Frame:
        """Any scene of this figure at this size. It is not kept."""

    def frame(
        self,
        start: str,
        end: str,
        elapsed: int,
        length: int,
        mirrored: bool = False,
    ) -> Frame:
        """The frame to show ``elapsed`` ms into a movement of ``length`` ms."""
        count = self._count(start, end, length)
        index = count if elapsed >= length else max(0, elapsed) * count // max(1, length)
        return self._painted(start, end, eased(index / count) if count else 1.0, mirrored)

    def due(self, start: str, end: str, elapsed: int, length: int) -> int | None:
        """Milliseconds until the next frame that differs; ``None``: there is none."""
        count = self._count(start, end, length)
        if not count or elapsed >= length:
            return None
        index = max(0, elapsed) * count // length
        # Rounded up: a millisecond early would be the old frame again.
        return -(-(index + 1) * length // count) - elapsed

    def arrived(self, start: str, end: str, mirrored: bool = False) -> Frame:
        """Where a movement leads, with its arrow: for a drawing that does not move, and shows the way so."""
        return self._painted(start, end, 1.0, mirrored, arrow=True)

    def _paint_moment(
        self, start: str, end: str, u: float, mirrored: bool, arrow: bool | None = None
    ) -> Frame:
        return self.paint(self.figure.between(start, end, u, mirrored, arrow))

    def _count(self, start: str, end: str, length: int) -> int:
        return 0 if start == end else max(1, length * self.rate // 1000)


class PixelFilm(Film[bytes]):
    """A figure as PNG pictures for ``columns`` x ``rows`` cells of ``cell`` pixels, width and height. With a
    palette :func:`~lrx_cli.figure.palette.without_ground` they are transparent where nothing is."""

    def __init__(
        self, figure: Figure, columns: int, rows: int, cell: tuple[int, int], palette: Palette = LIGHT
    ) -> None:
        super().__init__(figure, columns, rows)
        self.rate = PIXEL_RATE
        width, height = columns * cell[0], rows * cell[1]
        shrunk = min(1.0, WIDEST / width)
        # A cell of the stage is one pixel wide and two high.
        self.width, self.height = int(width * shrunk), int(height * shrunk) // 2 * 2
        samples = SAMPLES_PER_PIXEL, 2 * SAMPLES_PER_PIXEL
        self._stage = Stage(figure, self.width, self.height // 2, *samples, shading=palette is not PRINT)
        self._transparent = palette[EMPTY] == TERMINAL_BACKGROUND
        self._known = Known(partial(_pixel, palette=palette))
        self._counts: dict[tuple[str, str, int], int] = {}

    def _count(self, start: str, end: str, length: int) -> int:
        """The number that a movement had first, however long it takes later: a terminal keeps pictures, and
        another number would have pictures of its own to send."""
        return self._counts.setdefault((start, end, self.rate), super()._count(start, end, length))

    def paint(self, scene: Scene) -> bytes:
        """The file."""
        rows = self._stage.samples(scene).rows
        empty = bytes(1) + self._known[(EMPTY,) * SAMPLES_PER_PIXEL**2] * self.width
        lines: list[bytes] = []
        for top in range(0, len(rows), SAMPLES_PER_PIXEL):
            band = rows[top : top + SAMPLES_PER_PIXEL]
            if not any(map(any, band)):  # a quarter of most pictures
                lines.append(empty)
                continue
            across = (row[k::SAMPLES_PER_PIXEL] for row in band for k in range(SAMPLES_PER_PIXEL))
            # Each line says first how it is filtered: not at all.
            lines.append(bytes(1) + b"".join(map(self._known.__getitem__, zip(*across, strict=True))))
        kind = 6 if self._transparent else 2
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, kind, 0, 0, 0)
        data = zlib.compress(b"".join(lines), _COMPRESSION)
        return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _pixel(inks: tuple[int, ...], palette: Palette) -> bytes:
    """Red, green, blue, and with a transparent ground the share of it that is not empty."""
    colors = [palette[ink] for ink in inks if palette[ink] != TERMINAL_BACKGROUND]
    seen = len(colors)
    pixel = [sum(color >> shift & 255 for color in colors) // max(1, seen) for shift in (16, 8, 0)]
    return bytes([*pixel, 255 * seen // len(inks)] if palette[EMPTY] == TERMINAL_BACKGROUND else pixel)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def graphics(control: str, data: bytes = b"") -> str:
    """A command of the kitty graphics protocol, to which the terminal answers nothing (``q=2``).

    https://sw.kovidgoyal.net/kitty/graphics-protocol/ describes ``control`` and ``data``.
    """
    text = b64encode(data).decode("ascii")
    pieces = [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]
    if len(pieces) < 2:
        return f"\x1b_G{control},q=2;{text}\x1b\\"
    first, *others = pieces
    more = [f"\x1b_Gm={int(at < len(others))},q=2;{piece}\x1b\\" for at, piece in enumerate(others, 1)]
    return f"\x1b_G{control},q=2,m=1;{first}\x1b\\" + "".join(more)
