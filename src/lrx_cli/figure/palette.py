"""Inks and their colors.

A drawing is made of inks: small numbers that say *what* something is (a shirt, on the far side, in the
shade). Palettes turn them into colors: 24 bit, 256, 16, or gray for paper. With few colors nothing is
blended: a terminal's nearest color would put purple fringes on everything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter

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


_COLORS: Mapping[int, tuple[int, ...]] = {
    # On dark, on light, on paper; of 256 colors on dark, and in shade, on light, and in shade; of 16 on dark,
    # on light.
    EMPTY:          (0x12161D, 0xFBFAF7, 0xFFFFFF, 233, 233, 231, 231, -1, -1),
    LINE:           (0x12161D, 0x2B2F36, 0x1C1C1C, 233, 233, 236, 236,  0,  0),
    TRIM:           (0xD9F2EE, 0xF2FBFA, 0xB0B0B0, 195, 195, 255, 255, 14,  7),
    ARROW:          (0xFF5D73, 0xD6294A, 0x111111, 203, 203, 161, 161, 13,  5),
    PILLOW:         (0xCFD6E4, 0xDFE3EC, 0xF4F4F4, 250, 246, 254, 251,  7,  7),
    MAT:            (0x544679, 0xB9AEDB, 0xDADADA, 242, 242, 146, 146,  8,  7),
    MAT_TOP:        (0x3D3357, 0xD6CFEC, 0xECECEC, 238, 238, 189, 189,  8,  7),
    FLOOR:          (0x2A303B, 0xD9D6CF, 0xE4E4E4, 236, 236, 253, 253,  8,  7),
    SEAT:           (0x8A7A66, 0xB39B7D, 0xD4D4D4, 137, 137, 180, 180,  7,  8),
    SEAT_SIDE:      (0x6B5D4D, 0x927C60, 0xC4C4C4,  95,  95, 137, 137,  8,  8),
    SEAT_BACK:      (0x443B31, 0xC9B9A3, 0xDEDEDE, 238, 238, 187, 187,  8,  7),
    SKIN:           (0xF0C4A0, 0xE8B48C, 0xFFFFFF, 223, 180, 180, 173, 15,  8),
    SKIN + FAR:     (0xB78A6B, 0xC99A76, 0xF4F4F4, 137,  95, 138, 137,  7,  8),
    SHIRT:          (0x3FB8AF, 0x2A9D94, 0xF6F6F6,  73,  66,  36,  30,  6,  6),
    SHIRT + FAR:    (0x2A7F7B, 0x7DC0BA, 0xECECEC,  30,  23, 115,  73,  6,  6),
    TROUSERS:       (0x5B74C4, 0x4660B0, 0xDFDFDF,  68,  61,  62,  61, 12,  4),
    TROUSERS + FAR: (0x394A86, 0x93A3D4, 0xCFCFCF,  61,  60, 110,  67,  4, 12),
    SHOE:           (0xE6E9EF, 0x3B4150, 0xFFFFFF, 250, 247, 239, 237, 15,  0),
    SHOE + FAR:     (0x99A1B0, 0x8A90A0, 0xF0F0F0, 245, 242, 245, 242,  7,  8),
    HAIR:           (0x96583A, 0x5B3524, 0x8A8A8A, 130,  94,  94,  58,  1,  0),
    MOVING:         (0xFFB02E, 0xF08C00, 0x969696, 214, 172, 208, 172, 11,  3),
    MOVING + FAR:   (0xC9821A, 0xF5B95C, 0xB4B4B4, 172, 136, 215, 179,  3,  3),
}  # fmt: skip
"""By ink. On paper it is black ink and little of it; what moves is gray. Of the 256 colors none is below 16,
since people change those; of the 16, the terminal's own background is where there is nothing, and on a light
one white and bright yellow would not be seen."""


def _palette(column: int, in_shade: Callable[[tuple[int, ...]], int]) -> Palette:
    table = [0] * INKS
    for ink, colors in _COLORS.items():
        table[ink] = colors[column]
        if ink >= PILLOW:
            table[ink + SHADE] = in_shade(colors)
    table[HAIR + FAR : HAIR + FAR + 2] = table[HAIR : HAIR + 2]
    return tuple(table)


def _shaded(color: int, by: float) -> int:
    """Darker, and a touch bluer, as shade is."""
    r, g, b = color >> 16, color >> 8 & 255, color & 255
    return int(r * by) << 16 | int(g * by * 0.98) << 8 | min(255, int(b * (by + 0.06)))


DARK = _palette(0, lambda colors: _shaded(colors[0], 0.74))
EITHER: Palette = tuple(
    _shaded(color, 0.74) if ink in (PILLOW, PILLOW + SHADE, SHOE, SHOE + SHADE) else color
    for ink, color in enumerate(DARK)
)
"""Where nobody says what the background is: on a white one nothing is lost, either."""
LIGHT = _palette(1, lambda colors: _shaded(colors[1], 0.80))
PRINT = _palette(2, itemgetter(2))
XTERM256, XTERM256_LIGHT = _palette(3, itemgetter(4)), _palette(5, itemgetter(6))
ANSI16, ANSI16_LIGHT = _palette(7, itemgetter(7)), _palette(8, itemgetter(8))


def few_colors(palette: Palette, colors: int) -> Palette:
    """The palette of 256 or 16 colors that stands in for a truecolor one: light or dark, with its ground."""
    light = palette[LINE] == LIGHT[LINE]
    if colors == 16:
        return ANSI16_LIGHT if light else ANSI16
    found = XTERM256_LIGHT if light else XTERM256
    return without_ground(found) if palette[EMPTY] == TERMINAL_BACKGROUND else found
