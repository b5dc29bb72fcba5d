"""Samples as terminal cells: a glyph and two colors each.

With color, a cell is four quadrants in two colors: block glyphs, which every terminal font has, twice
as sharp as half blocks. Without color it is eight braille dots (see ``raster``).

To put a picture on the terminal's own background, pass ``without_ground(DARK)`` as the palette, or
``without_ground(LIGHT)`` where that background is light. Cells with nothing in them are then spaces without
colors, and cells at an edge have a glyph in the color of the body and no background.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Any, Literal, NamedTuple

from lrx_cli.figure.figure import Figure, Scene
from lrx_cli.figure.film import Film, Known, PixelFilm
from lrx_cli.figure.palette import DARK, EMPTY, TERMINAL_BACKGROUND, Palette, few_colors, without_ground
from lrx_cli.figure.raster import Stage, braille

Mode = Literal["truecolor", "256", "16", "mono"]
MODES: tuple[Mode, ...] = ("truecolor", "256", "16", "mono")
SAMPLES: dict[Mode, tuple[int, int]] = {"truecolor": (4, 4), "256": (2, 4), "16": (2, 4), "mono": (2, 4)}
"""How many samples wide and high a cell is."""
LEAST_COLUMNS, LEAST_ROWS = 30, 10
"""Smaller than this a drawing shows nothing: there is none."""

QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""Block glyphs by their quadrants: bit 1 upper left, 2 upper right, 4 lower left, 8 lower right."""


class Cell(NamedTuple):
    glyph: str
    foreground: int | None
    """0xRRGGBB in truecolor, a color's number in 256 and 16. ``None``: the terminal's own."""
    background: int | None


Row = tuple[Cell, ...]
Grid = tuple[Row, ...]

BLANK = Cell(" ", None, None)


def draw(scene: Scene, columns: int, rows: int, mode: Mode, palette: Palette = DARK) -> Grid:
    """The scene as ``rows`` rows of ``columns`` cells.

    ``palette`` is ``DARK``, ``LIGHT`` or one of them :func:`~lrx_cli.figure.palette.without_ground`; with
    fewer colors its counterpart is used. For many pictures at one size see ``film``.
    """
    return CellFilm(scene.figure, columns, rows, mode, palette).paint(scene)


class CellFilm(Film[Grid]):
    """A figure at ``columns`` x ``rows`` cells; palettes are as for :func:`draw`."""

    def __init__(self, figure: Figure, columns: int, rows: int, mode: Mode, palette: Palette = DARK) -> None:
        super().__init__(figure, columns, rows)
        self.mode: Mode = mode
        # Two tones of one of 16 colors are the same color, and lines have no tones.
        shading = mode in ("truecolor", "256")
        self._stage = Stage(figure, columns, rows, *SAMPLES[mode], shading=shading)
        color = _blended if mode == "truecolor" else _flat
        colors = palette if mode == "truecolor" else few_colors(palette, 16 if mode == "16" else 256)
        self._known = Known(partial(color, palette=colors))
        self._row = lru_cache(2 * rows)(self._cells)  # most of a person stays where it is

    def paint(self, scene: Scene) -> Grid:
        samples = self._stage.samples(scene)
        if self.mode == "mono":
            return tuple(tuple(map(_braille_cell, row)) for row in braille(samples))
        high = SAMPLES[self.mode][1]
        lines = [bytes(row) for row in samples.rows]
        return tuple(self._row(*lines[top : top + high]) for top in range(0, samples.height, high))

    def _cells(self, *lines: bytes) -> Row:
        wide = SAMPLES[self.mode][0]
        columns = [line[k::wide] for line in lines for k in range(wide)]
        return tuple(map(self._known.__getitem__, zip(*columns, strict=True)))


def _blended(pattern: tuple[int, ...], palette: Palette) -> Cell:
    """Each quadrant's average, then the best two colors for the four of them."""
    if pattern.count(pattern[0]) == 16:
        return Cell(" ", None, _or_none(palette[pattern[0]]))
    pairs = ((pattern[i : i + 2], pattern[i + 4 : i + 6]) for i in (0, 2, 8, 10))
    quadrants = tuple(_average(upper + lower, palette) for upper, lower in pairs)
    if TERMINAL_BACKGROUND in quadrants:
        return _cut_out(quadrants)
    bits, front, back = _two_colors(quadrants)
    if bits == 15:
        return Cell(" ", None, front)
    if bits.bit_count() > 2:
        # The color of most as background: fonts leave seams between blocks.
        bits, front, back = 15 ^ bits, back, front
    return Cell(QUADRANTS[bits], front, back)


def _cut_out(quadrants: tuple[int, ...]) -> Cell:
    """One color on the terminal's background: the commonest of the quadrants that are not empty."""
    colors = [color for color in quadrants if color != TERMINAL_BACKGROUND]
    if not colors:
        return BLANK
    front = Counter(colors).most_common(1)[0][0] if len(set(colors)) < len(colors) else _mean(colors)
    bits = sum(1 << n for n, color in enumerate(quadrants) if color != TERMINAL_BACKGROUND)
    return Cell(QUADRANTS[bits], front, None)


@lru_cache(maxsize=8_000)
def _average(inks: tuple[int, ...], palette: Palette) -> int:
    if palette[EMPTY] == TERMINAL_BACKGROUND and EMPTY in inks:
        seen = [palette[ink] for ink in inks if ink != EMPTY]
        return _mean(seen) if len(seen) >= 2 else TERMINAL_BACKGROUND
    a, b, c, d = (palette[ink] for ink in inks)
    if a == b == c or a == b == d or a == c == d:
        return a
    if b == c == d:
        return b
    return _mean((a, b, c, d))


@lru_cache(maxsize=8_000)
def _two_colors(quadrants: tuple[int, ...]) -> tuple[int, int, int]:
    """Which quadrants belong together (as bits), their color, and that of the others.

    Tries every pair of colors as the two and takes the one that errs least.
    """
    different = list(dict.fromkeys(quadrants))
    if len(different) == 1:
        return 15, different[0], different[0]
    best_bits, least = 0, 1 << 30
    for i, one in enumerate(different):
        for two in different[i + 1 :]:
            bits = error = 0
            for n, color in enumerate(quadrants):
                to_one, to_two = _distance(color, one), _distance(color, two)
                if to_one <= to_two:
                    bits |= 1 << n
                    error += to_one
                else:
                    error += to_two
            if error < least:
                best_bits, least = bits, error
    ones = [color for n, color in enumerate(quadrants) if best_bits >> n & 1]
    twos = [color for n, color in enumerate(quadrants) if not best_bits >> n & 1]
    return best_bits, _mean(ones), _mean(twos)


def _distance(a: int, b: int) -> int:
    red, green, blue = (a >> 16) - (b >> 16), (a >> 8 & 255) - (b >> 8 & 255), (a & 255) - (b & 255)
    return red * red + green * green + blue * blue


def _mean(colors: Sequence[int]) -> int:
    n = len(colors)
    red = sum(color >> 16 for color in colors) // n
    green = sum(color >> 8 & 255 for color in colors) // n
    blue = sum(color & 255 for color in colors) // n
    return red << 16 | green << 8 | blue


def _flat(pattern: tuple[int, ...], palette: Palette) -> Cell:
    """No blending: of each quadrant the upper color that there is, and the two commonest of those."""
    pairs = ((palette[pattern[i]], palette[pattern[i + 2]]) for i in (0, 1, 4, 5))
    quadrants = [lower if upper == TERMINAL_BACKGROUND else upper for upper, lower in pairs]
    counted = Counter(quadrants).most_common(2)
    if len(counted) == 1:
        return Cell(" ", None, _or_none(quadrants[0]))
    back, front = counted[0][0], counted[1][0]
    if front == TERMINAL_BACKGROUND:
        # It has no number that a glyph could be drawn with.
        back, front = front, back
    bits = 0
    for n, color in enumerate(quadrants):
        third = color not in (back, front) and color != TERMINAL_BACKGROUND
        if color == front or (third and back == TERMINAL_BACKGROUND):
            bits |= 1 << n
    return Cell(QUADRANTS[bits], _or_none(front), _or_none(back))


def _or_none(color: int) -> int | None:
    return None if color == TERMINAL_BACKGROUND else color


@lru_cache(maxsize=256)
def _braille_cell(dots: int) -> Cell:
    return Cell(chr(0x2800 + dots), None, None) if dots else BLANK


@lru_cache(maxsize=2048)
def sgr(cell: Cell, mode: Mode) -> str:
    """The terminal's words for the colors of a cell, to stand between ``ESC [`` and ``m``."""
    words = []
    for color, base in ((cell.foreground, 30), (cell.background, 40)):
        if color is None:
            continue
        if mode == "truecolor":
            words.append(f"{base + 8};2;{color >> 16};{color >> 8 & 255};{color & 255}")
        elif mode == "256":
            words.append(f"{base + 8};5;{color}")
        else:
            words.append(str(base + color if color < 8 else base + 52 + color))
    return ";".join(words)


def film_of(
    figure: Figure, columns: int, rows: int, mode: Mode, palette: Palette, cell: tuple[int, int] | None
) -> Film[Any]:
    """On the terminal's own background. ``cell``: how many pixels a cell is wide and high, where it is drawn
    in pixels."""
    if cell is None:
        return CellFilm(figure, columns, rows, mode, without_ground(palette))
    return PixelFilm(figure, columns, rows, cell, without_ground(palette))
