"""A terminal in memory for ``Live`` to paint on, which understands what its painter writes and no more."""

from __future__ import annotations

import re
from typing import NamedTuple

from lrx_cli.session.outputs.live.painter import GIVE_BACK, TAKE

_PIECES = re.compile(r"\x1b\[\??([\d;]*)([A-Za-z])|([^\x1b]+)")
_UNDERSTOOD = frozenset("CHJKhlm")


class Glyph(NamedTuple):
    """What stands in one cell, and the parameters of the SGR sequence it was written with."""

    char: str
    style: str


BLANK = Glyph(" ", "")
Screen = tuple[tuple[Glyph, ...], ...]
"""By row, all of the same length."""


class Painted:
    """A ``Terminal``. What it does not understand is an error: a picture must not be nearly right."""

    encoding = "utf-8"
    ours = True

    def __init__(self, columns: int, rows: int) -> None:
        self._columns, self._rows = columns, rows
        self._cells = [[BLANK] * columns for _ in range(rows)]

    def size(self) -> tuple[int, int]:
        return self._columns, self._rows

    def take(self) -> None:
        self.write(TAKE)

    def give_back(self) -> None:
        self.write(GIVE_BACK)

    def screen(self) -> Screen:
        return tuple(map(tuple, self._cells))

    def write(self, data: bytes) -> None:
        row = column = 0
        style = ""
        for parameters, verb, text in _PIECES.findall(data.decode(self.encoding)):
            if text:
                for char in text:
                    self._cells[row][column] = Glyph(char, style)
                    column += 1
            elif verb not in _UNDERSTOOD:
                raise ValueError(f"the painter wrote what nobody here understands: {verb!r} {parameters!r}")
            elif verb == "H":
                row, column = (int(number) - 1 for number in parameters.split(";"))
            elif verb == "C":
                column += int(parameters)
            elif verb == "J":
                self._cells = [[BLANK] * self._columns for _ in range(self._rows)]
            elif verb == "K":
                self._cells[row][column:] = [BLANK] * (self._columns - column)
            elif verb == "m":
                style = _merged(style, parameters)


def _merged(before: str, parameters: str) -> str:
    """The style after an SGR sequence: it replaces what it names, and all of it where it begins with 0."""
    if not parameters or parameters.startswith("0"):
        return parameters.removeprefix("0").removeprefix(";")
    kinds = {kind: words for words in (*_colors(before), *_colors(parameters)) for kind in [words[:2]]}
    return ";".join(kinds.values())


def _colors(style: str) -> list[str]:
    """By color or manner: ``1``, ``7``, ``38;2;1;2;3``."""
    return re.findall(r"[34]8;2;\d+;\d+;\d+|\d+", style)
