"""A scene as PNG, with nothing but the standard library."""

from __future__ import annotations

import struct
import zlib

from lrx_cli.figure.figure import Scene
from lrx_cli.figure.palette import LIGHT, PRINT, Palette
from lrx_cli.figure.stage import Stage

FINER = 3
"""Samples across a pixel, and down: they are averaged, or edges would have steps."""


def png(scene: Scene, width: int, height: int, palette: Palette = LIGHT) -> bytes:
    stage = Stage(
        scene.figure,
        width,
        height // 2,
        FINER,
        2 * FINER,
        flipped=scene.flipped,
        shading=palette is not PRINT,
    )
    rows = stage.samples(scene).rows
    known: dict[tuple[int, ...], bytes] = {}
    lines = bytearray()
    for top in range(0, len(rows), FINER):
        lines.append(0)  # each line says how it is filtered: not at all
        band = rows[top : top + FINER]
        for inks in zip(*[row[k::FINER] for row in band for k in range(FINER)], strict=True):
            pixel = known.get(inks)
            if pixel is None:
                pixel = known[inks] = _average(inks, palette)
            lines += pixel
    header = struct.pack(">IIBBBBB", width, len(rows) // FINER, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(bytes(lines), 9))
        + _chunk(b"IEND", b"")
    )


def _average(inks: tuple[int, ...], palette: Palette) -> bytes:
    colors = [palette[ink] for ink in inks]
    return bytes(sum(color >> shift & 255 for color in colors) // len(colors) for shift in (16, 8, 0))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
