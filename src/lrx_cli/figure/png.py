"""A scene as PNG, with nothing but the standard library.

With a palette :func:`~lrx_cli.figure.palette.without_ground` the picture is transparent where nothing is.
"""

from __future__ import annotations

import struct
import zlib

from lrx_cli.figure.figure import Scene
from lrx_cli.figure.palette import EMPTY, LIGHT, PRINT, TERMINAL_BACKGROUND, Palette
from lrx_cli.figure.stage import Stage

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
