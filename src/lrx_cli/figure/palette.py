"""Inks and their colors.

A drawing is made of inks: small numbers that say *what* something is (a shirt, on the far side, in the
shade). Palettes turn them into colors: 24 bit, 256, 16, or gray for paper. With few colors nothing is
blended: a terminal's nearest color would put purple fringes on everything.
"""

from __future__ import annotations

from collections.abc import Mapping

EMPTY = 0
LINE = 1
"""Where one part crosses another, and eyes."""
MAT, MAT_TOP, FLOOR, SEAT, SEAT_SIDE, SEAT_BACK, ARROW = 2, 3, 4, 5, 6, 7, 8
TRIM = 9
"""The stripe down the front of the shirt: it shows which way the chest faces."""
PILLOW = 12
SKIN, SHIRT, TROUSERS, SHOE, HAIR, MOVING = 16, 20, 24, 28, 32, 36
"""``MOVING`` is for what moves. Nothing else has its color."""
SHADE = 1
"""Added to an ink from PILLOW on: the side away from the light."""
FAR = 2
"""Added to an ink from SKIN on: the limb on the far side."""
INKS = 40

BODY = frozenset({TRIM, *range(SKIN, INKS)})
MOVING_INKS = frozenset(range(MOVING, MOVING + 4))
HAIR_INKS = frozenset(range(HAIR, HAIR + 4))
OUTLINED = (
    frozenset({MAT, MAT_TOP}),
    frozenset({FLOOR}),
    frozenset({SEAT, SEAT_SIDE, SEAT_BACK}),
    frozenset({PILLOW, PILLOW + SHADE}),
)
"""The props, each with an outline of its own where there is no color."""

Palette = tuple[int, ...]
"""By ink: 0xRRGGBB, the number of a color, or ``TERMINAL_BACKGROUND``."""

TERMINAL_BACKGROUND = -1
"""Nothing is painted here: what the picture stands on shows through."""


def without_ground(palette: Palette) -> Palette:
    """The palette for a picture that stands on what is behind it, for instance the terminal's background.

    Where there is nothing in the picture, cells then have no background of their own, and a PNG is
    transparent.
    """
    return (TERMINAL_BACKGROUND, *palette[1:])


def _palette(things: Mapping[int, int], shade: float) -> Palette:
    table = [0] * INKS
    for ink, color in things.items():
        table[ink] = color
    table[PILLOW + SHADE] = _shaded(table[PILLOW], shade)
    table[HAIR + FAR], table[MOVING + FAR] = (
        table[HAIR + FAR] or table[HAIR],
        table[MOVING + FAR] or table[MOVING],
    )
    for ink in range(SKIN, INKS, 2):
        table[ink + SHADE] = _shaded(table[ink], shade)
    return tuple(table)


def _shaded(color: int, by: float) -> int:
    """Darker, and a touch bluer, as shade is; ``by`` 1 leaves the color as it is."""
    if by == 1:
        return color
    r, g, b = color >> 16, color >> 8 & 255, color & 255
    return int(r * by) << 16 | int(g * by * 0.98) << 8 | min(255, int(b * (by + 0.06)))


DARK: Palette = _palette(
    {
        EMPTY: 0x12161D, LINE: 0x12161D, TRIM: 0xD9F2EE, ARROW: 0xFF5D73, PILLOW: 0xCFD6E4,
        MAT: 0x544679, MAT_TOP: 0x3D3357, FLOOR: 0x2A303B,
        SEAT: 0x8A7A66, SEAT_SIDE: 0x6B5D4D, SEAT_BACK: 0x443B31,
        SKIN: 0xF0C4A0, SKIN + FAR: 0xB78A6B, SHIRT: 0x3FB8AF, SHIRT + FAR: 0x2A7F7B,
        TROUSERS: 0x5B74C4, TROUSERS + FAR: 0x394A86, SHOE: 0xE6E9EF, SHOE + FAR: 0x99A1B0,
        HAIR: 0x96583A, MOVING: 0xFFB02E, MOVING + FAR: 0xC9821A,
    },
    0.74,
)  # fmt: skip

LIGHT: Palette = _palette(
    {
        EMPTY: 0xFBFAF7, LINE: 0x2B2F36, TRIM: 0xF2FBFA, ARROW: 0xD6294A, PILLOW: 0xDFE3EC,
        MAT: 0xB9AEDB, MAT_TOP: 0xD6CFEC, FLOOR: 0xD9D6CF,
        SEAT: 0xB39B7D, SEAT_SIDE: 0x927C60, SEAT_BACK: 0xC9B9A3,
        SKIN: 0xE8B48C, SKIN + FAR: 0xC99A76, SHIRT: 0x2A9D94, SHIRT + FAR: 0x7DC0BA,
        TROUSERS: 0x4660B0, TROUSERS + FAR: 0x93A3D4, SHOE: 0x3B4150, SHOE + FAR: 0x8A90A0,
        HAIR: 0x5B3524, MOVING: 0xF08C00, MOVING + FAR: 0xF5B95C,
    },
    0.80,
)  # fmt: skip

PRINT: Palette = _palette(
    {
        EMPTY: 0xFFFFFF, LINE: 0x1C1C1C, TRIM: 0xB0B0B0, ARROW: 0x111111, PILLOW: 0xF4F4F4,
        MAT: 0xDADADA, MAT_TOP: 0xECECEC, FLOOR: 0xE4E4E4,
        SEAT: 0xD4D4D4, SEAT_SIDE: 0xC4C4C4, SEAT_BACK: 0xDEDEDE,
        SKIN: 0xFFFFFF, SKIN + FAR: 0xF4F4F4, SHIRT: 0xF6F6F6, SHIRT + FAR: 0xECECEC,
        TROUSERS: 0xDFDFDF, TROUSERS + FAR: 0xCFCFCF, SHOE: 0xFFFFFF, SHOE + FAR: 0xF0F0F0,
        HAIR: 0x8A8A8A, MOVING: 0x969696, MOVING + FAR: 0xB4B4B4,
    },
    1.0,
)  # fmt: skip
"""Black ink and little of it; what moves is gray."""


def _few(things: Mapping[int, int], shades: Mapping[int, int]) -> Palette:
    table = [0] * INKS
    for ink, color in things.items():
        table[ink] = color
        if ink >= PILLOW:
            table[ink + SHADE] = shades.get(ink, color)
    table[HAIR + FAR], table[HAIR + FAR + SHADE] = table[HAIR], table[HAIR + SHADE]
    return tuple(table)


XTERM256: Palette = _few(
    {
        EMPTY: 233, LINE: 233, TRIM: 195, ARROW: 203, PILLOW: 252, MAT: 242, MAT_TOP: 238, FLOOR: 236,
        SEAT: 137, SEAT_SIDE: 95, SEAT_BACK: 238,
        SKIN: 223, SKIN + FAR: 137, SHIRT: 73, SHIRT + FAR: 30, TROUSERS: 68, TROUSERS + FAR: 61,
        SHOE: 255, SHOE + FAR: 246, HAIR: 130, MOVING: 214, MOVING + FAR: 172,
    },
    {
        SKIN: 180, SKIN + FAR: 95, SHIRT: 66, SHIRT + FAR: 23, TROUSERS: 61, TROUSERS + FAR: 60,
        SHOE: 250, SHOE + FAR: 243, HAIR: 94, MOVING: 172, MOVING + FAR: 136, PILLOW: 248,
    },
)  # fmt: skip
"""Numbers of the 256 colors; none below 16, since people change those."""

ANSI16: Palette = _few(
    {
        EMPTY: TERMINAL_BACKGROUND, LINE: 0, TRIM: 14, ARROW: 13, PILLOW: 7, MAT: 8, MAT_TOP: 8, FLOOR: 8,
        SEAT: 7, SEAT_SIDE: 8, SEAT_BACK: 8,
        SKIN: 15, SKIN + FAR: 7, SHIRT: 6, SHIRT + FAR: 6, TROUSERS: 12, TROUSERS + FAR: 4,
        SHOE: 15, SHOE + FAR: 7, HAIR: 1, MOVING: 11, MOVING + FAR: 3,
    },
    {},
)  # fmt: skip
"""Numbers of the 16 colors, and the terminal's own background where there is nothing."""

XTERM256_LIGHT: Palette = _few(
    {
        EMPTY: 231, LINE: 236, TRIM: 255, ARROW: 161, PILLOW: 254, MAT: 146, MAT_TOP: 189, FLOOR: 253,
        SEAT: 180, SEAT_SIDE: 137, SEAT_BACK: 187,
        SKIN: 180, SKIN + FAR: 138, SHIRT: 36, SHIRT + FAR: 115, TROUSERS: 62, TROUSERS + FAR: 110,
        SHOE: 239, SHOE + FAR: 245, HAIR: 94, MOVING: 208, MOVING + FAR: 215,
    },
    {
        SKIN: 173, SKIN + FAR: 137, SHIRT: 30, SHIRT + FAR: 73, TROUSERS: 61, TROUSERS + FAR: 67,
        SHOE: 237, SHOE + FAR: 242, HAIR: 58, MOVING: 172, MOVING + FAR: 179, PILLOW: 251,
    },
)  # fmt: skip

ANSI16_LIGHT: Palette = _few(
    {
        EMPTY: TERMINAL_BACKGROUND, LINE: 0, TRIM: 7, ARROW: 5, PILLOW: 7, MAT: 7, MAT_TOP: 7, FLOOR: 7,
        SEAT: 8, SEAT_SIDE: 8, SEAT_BACK: 7,
        SKIN: 8, SKIN + FAR: 8, SHIRT: 6, SHIRT + FAR: 6, TROUSERS: 4, TROUSERS + FAR: 12,
        SHOE: 0, SHOE + FAR: 8, HAIR: 0, MOVING: 3, MOVING + FAR: 3,
    },
    {},
)  # fmt: skip
"""For a light background, where white and bright yellow would not be seen."""

_LIGHT_LINE = LIGHT[LINE]


def few_colors(palette: Palette, colors: int) -> Palette:
    """The palette of 256 or 16 colors that stands in for a truecolor one: light or dark, with its ground."""
    light = palette[LINE] == _LIGHT_LINE
    if colors == 16:
        return ANSI16_LIGHT if light else ANSI16
    found = XTERM256_LIGHT if light else XTERM256
    return without_ground(found) if palette[EMPTY] == TERMINAL_BACKGROUND else found
