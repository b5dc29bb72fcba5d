"""A scene at one size: fitted into the picture, its detail chosen, and drawn as samples; or as a PNG file."""

from __future__ import annotations

import struct
import zlib

from lrx_cli.figure.camera import Bounds
from lrx_cli.figure.figure import Figure, Scene
from lrx_cli.figure.geometry import Detail, grown
from lrx_cli.figure.palette import EMPTY, LIGHT, PRINT, TERMINAL_BACKGROUND, Palette
from lrx_cli.figure.props import arrow_fills
from lrx_cli.figure.raster import Lens, Samples

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
        self,
        figure: Figure,
        columns: int,
        rows: int,
        wide: int,
        high: int,
        *,
        flipped: bool = False,
        shading: bool = True,
        margin: float = 1.0,
    ) -> None:
        self.figure, self.flipped = figure, flipped
        self.width, self.height = columns * wide, rows * high
        self.per_unit = wide / (high / 2)
        across, down, edge = columns * high / 2, rows * high, margin * high / 2
        room = (across - 2 * edge, down - 2 * edge)
        bounds = figure.bounds(False, flipped)
        zoom = _zoom(bounds, room)
        if high / 2 / zoom > CLOSE_UP_FROM:
            bounds = figure.bounds(True, flipped)
            zoom = _zoom(bounds, room)
        left, bottom, right, top = bounds
        self.lens = Lens(
            zoom,
            (across - zoom * (right - left)) / 2 - zoom * left,
            down - (down - zoom * (top - bottom)) / 2 + zoom * bottom,
        )
        self.pixel = high / 2 / zoom
        """Centimeters to a pixel."""
        self.detail = Detail(
            least_radius=MIN_RADIUS * self.pixel,
            gap=GAP * self.pixel,
            face=self.pixel < FACE_UP_TO,
            shading=shading and self.pixel < NO_SHADING_FROM,
        )
        self._behind: dict[tuple[str, str] | None, list[bytes]] = {}

    def samples(self, scene: Scene) -> Samples:
        lens, per_unit = self.lens, self.per_unit
        # What does not move (props, an arrow behind the body) is drawn once and copied.
        behind = self._behind.get(scene.pointing)
        if behind is None:
            empty = Samples(self.width, self.height, per_unit)
            lens.paint_all(empty, scene.backdrop)
            self._arrow(empty, scene, over=False)
            behind = self._behind[scene.pointing] = [bytes(row) for row in empty.rows]
        samples = Samples(self.width, self.height, per_unit, behind)
        for part in scene.parts(self.detail):
            for shape in part.gap:
                lens.paint(samples, shape, None)
            lens.paint_all(samples, part.fills)
        self._arrow(samples, scene, over=True)
        return samples

    def _arrow(self, samples: Samples, scene: Scene, *, over: bool) -> None:
        arrow = scene.arrow
        if arrow is None or arrow.over != over or self.pixel >= NO_ARROWS_FROM:
            return
        half_width, head = max(1.0, 0.75 * self.pixel), min(max(8.0, 4.2 * self.pixel), 18.0)
        fills = arrow_fills(arrow.points, half_width, head)
        if over:
            for shape, _ink in fills:
                self.lens.paint(samples, grown(shape, self.detail.gap), None)
        self.lens.paint_all(samples, fills)


def _zoom(bounds: Bounds, room: tuple[float, float]) -> float:
    return min(room[0] / (bounds.right - bounds.left), room[1] / (bounds.top - bounds.bottom))


SAMPLES_PER_PIXEL = 3
"""Samples across a pixel, and down. They are averaged to smooth the edges."""


def png(scene: Scene, width: int, height: int, palette: Palette = LIGHT) -> bytes:
    """The scene in ``width`` x ``height`` pixels."""
    clear = palette[EMPTY] == TERMINAL_BACKGROUND
    stage = Stage(
        scene.figure,
        width,
        height // 2,
        SAMPLES_PER_PIXEL,
        2 * SAMPLES_PER_PIXEL,
        flipped=scene.flipped,
        shading=palette is not PRINT,
    )
    rows = stage.samples(scene).rows
    known: dict[tuple[int, ...], bytes] = {}
    lines = bytearray()
    for top in range(0, len(rows), SAMPLES_PER_PIXEL):
        lines.append(0)  # each line says how it is filtered: not at all
        band = rows[top : top + SAMPLES_PER_PIXEL]
        for inks in zip(
            *[row[k::SAMPLES_PER_PIXEL] for row in band for k in range(SAMPLES_PER_PIXEL)], strict=True
        ):
            pixel = known.get(inks)
            if pixel is None:
                pixel = known[inks] = _average(inks, palette)
            lines += pixel
    header = struct.pack(">IIBBBBB", width, len(rows) // SAMPLES_PER_PIXEL, 8, 6 if clear else 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(bytes(lines), 9))
        + _chunk(b"IEND", b"")
    )


def _average(inks: tuple[int, ...], palette: Palette) -> bytes:
    """Red, green, blue, and with a transparent ground the share of the pixel that is not empty."""
    colors = [palette[ink] for ink in inks if palette[ink] != TERMINAL_BACKGROUND]
    seen = len(colors)
    pixel = [sum(color >> shift & 255 for color in colors) // max(1, seen) for shift in (16, 8, 0)]
    return bytes([*pixel, 255 * seen // len(inks)] if palette[EMPTY] == TERMINAL_BACKGROUND else pixel)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
