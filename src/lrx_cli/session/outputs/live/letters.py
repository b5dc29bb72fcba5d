"""Letters as tall as a third of the screen, for reading from the floor.

A letter is a few big dots, five rows of them. Scaled up, a dot is ``x`` columns wide and ``y`` half
rows tall: half blocks give twice as many sizes as whole rows do. Diagonals are filled and, in large
letters, corners cut, so that an N is an N and not a staircase.

Digits are those of a clock: each is most of the one before it, so that a second costs little to write.

Rows of text on a screen of 80x24 cannot be read from three meters; letters of a fifth of its height can.
"""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

ROWS = 5
_ONE = "¹"
"""A 1 among letters; alone, it is most of a 2 and of a 0."""
_FONT = {
    "A": "### #.# ### #.# #.#",
    "B": "##. #.# ##. #.# ##.",
    "C": "### #.. #.. #.. ###",
    "D": "##. #.# #.# #.# ##.",
    "E": "### #.. ##. #.. ###",
    "F": "### #.. ##. #.. #..",
    "G": "#### #... #.## #..# ####",
    "H": "#.# #.# ### #.# #.#",
    "I": "# # # # #",
    "J": "..# ..# ..# #.# ###",
    "K": "#..# #.#. ##.. #.#. #..#",
    "L": "#.. #.. #.. #.. ###",
    "M": "#...# ##.## #.#.# #...# #...#",
    "N": "#..# ##.# #.## #..# #..#",
    "O": "### #.# #.# #.# ###",
    "P": "### #.# ### #.. #..",
    "Q": "#### #..# #..# #.## ####",
    "R": "##. #.# ##. #.# #.#",
    "S": "### #.. ### ..# ###",
    "T": "### .#. .#. .#. .#.",
    "U": "#.# #.# #.# #.# ###",
    "V": "#.# #.# #.# #.# .#.",
    "W": "#...# #...# #.#.# #.#.# .#.#.",
    "X": "#.# #.# .#. #.# #.#",
    "Y": "#.# #.# .#. .#. .#.",
    "Z": "### ..# .#. #.. ###",
    "0": "### #.# #.# #.# ###",
    "1": "..# ..# ..# ..# ..#",
    _ONE: ".#. ##. .#. .#. ###",
    "2": "### ..# ### #.. ###",
    "3": "### ..# ### ..# ###",
    "4": "#.# #.# ### ..# ..#",
    "5": "### #.. ### ..# ###",
    "6": "### #.. ### #.# ###",
    "7": "### ..# ..# ..# ..#",
    "8": "### #.# ### #.# ###",
    "9": "### #.# ### ..# ###",
    "/": "..# ..# .#. #.. #..",
    "+": "... .#. ### .#. ...",
    "-": "... ... ### ... ...",
    "'": "# # . . .",
    "!": "# # # . #",
    "?": "### ..# .## ... .#.",
    ">": "#.. ##. ### ##. #..",
    " ": ". . . . .",
}
_GLYPHS = {letter: tuple(rows.split()) for letter, rows in _FONT.items()}
_BLOCKS = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}
_ROUND_FROM = 4
"""The scale from which cutting a corner leaves a corner. At less it is hardly seen, and as digits count
down the corners come and go: 26 bytes a second at 80x24."""


class Scale(NamedTuple):
    x: int
    """Columns a dot."""
    y: int
    """Half rows a dot; even where there are no half blocks."""


def rows_at(y: int) -> int:
    """How many rows letters of ``y`` half rows a dot take."""
    return (ROWS * y + 1) // 2


def spellable(text: str) -> str | None:
    """``text`` in the letters there are, accents dropped; ``None``: it needs others."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", text.upper()) if not unicodedata.combining(letter)
    )
    plain = plain.replace("1", _ONE)
    return plain if plain and all(letter in _GLYPHS for letter in plain) else None


def dots(text: str) -> int:
    """How many dots wide ``text`` is, with one between letters."""
    return sum(len(_GLYPHS[letter][0]) for letter in text) + max(0, len(text) - 1)


def fit(text: str, columns: int, rows: int, *, halves: bool = True) -> Scale | None:
    """The tallest scale at which ``text`` fits and is neither thin nor flat; ``None``: there is none."""
    wide = columns // max(1, dots(text))
    step = 1 if halves else 2
    tallest = (2 * rows) // ROWS
    for y in range(tallest - tallest % step, 0, -step):
        x = min(wide, max(y, 2))
        if 2 * x >= y:
            return Scale(x, y)
    return None


@lru_cache(maxsize=128)
def drawn(text: str, scale: Scale, *, halves: bool = True) -> tuple[str, ...]:
    """``text`` as rows of blocks and spaces, all equally long."""
    raster = _raster(text, scale, rounded=halves)
    if not halves:
        return tuple("".join("█" if dot else " " for dot in row) for row in raster[::2])
    if len(raster) % 2:
        raster.append([False] * len(raster[0]))
    return tuple(
        "".join(_BLOCKS[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(raster[::2], raster[1::2], strict=True)
    )


def _raster(text: str, scale: Scale, *, rounded: bool) -> list[list[bool]]:
    grid = [".".join(_GLYPHS[letter][row] for letter in text) for row in range(ROWS)]
    wide = len(grid[0])

    lit = {(row, column) for row in range(ROWS) for column in range(wide) if grid[row][column] == "#"}
    corners_stay = min(scale) < _ROUND_FROM

    def is_lit(y: int, x: int) -> bool:
        (row, up), (column, left) = divmod(y, scale.y), divmod(x, scale.x)
        inside = (row, column) in lit
        if not rounded or (inside and corners_stay):
            return inside
        # How far the dot's nearest corner is, where its side counts ``side * 2``; and what lies beyond.
        below, after = row + (1 if 2 * up >= scale.y else -1), column + (1 if 2 * left >= scale.x else -1)
        up, left, side = min(up, scale.y - 1 - up), min(left, scale.x - 1 - left), scale.x * scale.y
        far = (2 * up + 1) * scale.x + (2 * left + 1) * scale.y
        if inside:
            return far * 3 >= side * 2 or not lit.isdisjoint(((below, column), (row, after), (below, after)))
        return far < side and (below, column) in lit and (row, after) in lit and (below, after) not in lit

    return [[is_lit(y, x) for x in range(wide * scale.x)] for y in range(ROWS * scale.y)]
