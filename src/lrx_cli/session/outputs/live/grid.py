"""A screen as cells, before anybody paints it.

A cell holds what stands there (a letter with its marks; nothing in the second half of a wide one) and
how, as the parameters of SGR. All words come in by ``put``, which cleans them: what is not clean never
is on a grid.
"""

from __future__ import annotations

from collections.abc import Sequence

from lrx_cli.text import clean, spelled, width

BLANK = " "
_HALF = ""
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


class Grid:
    """``unicode``: whether the terminal's encoding has more than ASCII."""

    __slots__ = ("chars", "columns", "rows", "styles", "unicode")

    def __init__(self, columns: int, rows: int, *, unicode: bool = True) -> None:
        self.columns = columns
        self.rows = rows
        self.unicode = unicode
        self.chars = [[BLANK] * columns for _ in range(rows)]
        self.styles = [[""] * columns for _ in range(rows)]

    def plain(self, text: str) -> str:
        """``text`` as it can stand here."""
        text = clean(text)
        return text if self.unicode or text.isascii() else _ascii(text)

    def cut(self, text: str, cells: int) -> str:
        """``text``, at a word's end and with a sign, where it is too long."""
        text = self.plain(text)
        if width(text) <= cells:
            return text
        sign = self.plain(_ELLIPSIS)
        room = cells - len(sign)
        if room <= 0:
            return _beginning(text, cells)
        kept = _beginning(text, room)
        if text[len(kept)] != BLANK and BLANK in kept.strip():
            kept = kept[: kept.rindex(BLANK)]
        return kept.rstrip(" ,;:") + sign

    def put(self, row: int, column: int, text: str, style: str = "", *, cells: int | None = None) -> int:
        """Write ``text`` in at most ``cells``; returns the column after it. Out of the screen is nowhere."""
        room = self.columns - column if cells is None else min(cells, self.columns - column)
        if not 0 <= row < self.rows or column < 0 or room <= 0:
            return column
        text = self.cut(text, room)
        taken: list[str] = list(text) if text.isascii() else _cells(text)
        end = column + len(taken)
        self._write(row, column, taken, [style] * len(taken))
        return end

    def put_right(self, row: int, text: str, style: str = "", *, end: int | None = None) -> int:
        """Write ``text`` so that it ends before column ``end``; returns the column it begins at."""
        end = self.columns if end is None else end
        column = max(0, end - width(self.plain(text)))
        self.put(row, column, text, style, cells=end - column)
        return column

    def blocks(self, row: int, column: int, lines: Sequence[str], style: str) -> None:
        """Write ``lines`` of blocks, all of them one cell wide. What is out of the screen is cut off."""
        for at, line in enumerate(lines, row):
            line = line[: max(0, self.columns - column)]
            if 0 <= at < self.rows and line:
                # A blank looks the same in every color; kept plain it is the same to the painter, too.
                self._write(at, column, list(line), ["" if char == BLANK else style for char in line])

    def _write(self, row: int, column: int, cells: list[str], styles: list[str]) -> None:
        chars = self.chars[row]
        end = column + len(cells)
        # Of a wide letter that is written over in part, nothing stays.
        if cells and chars[column] == _HALF:
            chars[column - 1] = BLANK
        if end < self.columns and chars[end] == _HALF:
            chars[end] = BLANK
        chars[column:end] = cells
        self.styles[row][column:end] = styles

    def band(self, row: int, rows: int, style: str) -> None:
        """Rows of nothing but ``style``."""
        for at in range(max(0, row), min(row + rows, self.rows)):
            self.chars[at] = [BLANK] * self.columns
            self.styles[at] = [style] * self.columns

    def lines(self) -> list[str]:
        """As text, for reading."""
        return ["".join(row).rstrip() for row in self.chars]


def _beginning(text: str, cells: int) -> str:
    """As much of ``text`` as fits."""
    if text.isascii():
        return text[:cells]
    taken = 0
    for place, character in enumerate(text):
        taken += width(character)
        if taken > cells:
            return text[:place]
    return text


def _cells(text: str) -> list[str]:
    cells: list[str] = []
    for character in text:
        wide = width(character)
        if wide:
            cells.append(character)
            cells.extend([_HALF] * (wide - 1))
        else:
            # A mark belongs to the letter before it; without one there is nothing to show.
            place = len(cells) - 1
            while place > 0 and cells[place] == _HALF:
                place -= 1
            if place >= 0:
                cells[place] += character
    return cells


def _ascii(text: str) -> str:
    while True:
        try:
            text.encode("ascii")
            return text
        except UnicodeEncodeError as error:
            instead, end = spelled(error)
            text = text[: error.start] + instead + text[end:]
