"""A screen as cells, and from one screen to the next: only the cells that changed, in one piece.

A frame is one synchronized update (DEC 2026), so that no terminal shows half of it. Only these are used: SGR,
cursor position, cursor forward, clear screen, clear to the end of the line; on taking the terminal the
alternate screen, the hidden cursor and no wrapping. :func:`difference` is a function of two screens: nothing
gets out of step.

Full blocks are written as blanks in reverse colors: one byte, no seams, one cell wide in every terminal.
"""

import atexit
import os
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from lrx_cli.render.console import window
from lrx_cli.session.outputs.live.images import Image, SentImages
from lrx_cli.system.signals import put_right
from lrx_cli.text import width

Cell = tuple[str, str]
"""What stands there (a letter with its marks; ``""`` in the second half of a wide one) and how, as the
parameters of SGR."""
BLANK: Cell = (" ", "")
TAKE = b"\x1b[?1049h\x1b[?1007l\x1b[?25l\x1b[?7l"
GIVE_BACK = b"\x1b[?2026l\x1b[m\x1b[?7h\x1b[?25h\x1b[?1007h\x1b[?1049l"
SAVE_WHEEL, RESTORE_WHEEL = b"\x1b[?1007s", b"\x1b[?1007r"
"""Whether the wheel of a mouse makes arrow keys (mode 1007), as the person has it. Terminals that cannot
remember it have it on."""
_BEGIN = "\x1b[?2026h"
_END = "\x1b[?2026l"
_CLEAR = "\x1b[m\x1b[2J"
_FULL = "█"
_HALVES = frozenset("▀▄")


class Cells:
    """What a screen shows. ``image`` lies over blanks."""

    __slots__ = ("columns", "grid", "image", "rows")

    def __init__(self, columns: int, rows: int) -> None:
        self.columns = columns
        self.rows = rows
        self.grid = [[BLANK] * columns for _ in range(rows)]
        self.image: Image | None = None

    @property
    def size(self) -> tuple[int, int]:
        return self.columns, self.rows

    def put(self, row: int, column: int, cells: Sequence[Cell]) -> None:
        """Write cells over those that are there. What is outside the screen is left out."""
        cells = list(cells[: max(0, self.columns - column)])
        if not 0 <= row < self.rows or column < 0 or not cells:
            return
        end = column + len(cells)
        line = self.grid[row]
        # Of a wide letter that is written over in part, or does not fit whole, nothing stays.
        if not line[column][0]:
            line[column - 1] = BLANK
        if end < self.columns and not line[end][0]:
            line[end] = BLANK
        if end == self.columns and width(cells[-1][0]) > 1:
            cells[-1] = BLANK
        line[column:end] = cells

    def lines(self) -> list[str]:
        """As text, for reading."""
        return ["".join(char for char, _ in row).rstrip() for row in self.grid]


def cells_of(text: str) -> list[str]:
    """``text`` by cells: a letter with its marks in the first of its own, nothing in the second."""
    if text.isascii():
        return list(text)
    cells: list[str] = []
    for character in text:
        wide = width(character)
        if wide:
            cells.append(character)
            cells.extend([""] * (wide - 1))
        else:
            # A mark belongs to the letter before it; without one there is nothing to show.
            place = len(cells) - 1
            while place > 0 and cells[place] == "":
                place -= 1
            if place >= 0:
                cells[place] += character
    return cells


def difference(
    before: Cells | None, after: Cells, *, encoding: str = "utf-8", images: SentImages | None = None
) -> bytes:
    """What makes a terminal that shows ``before`` show ``after``; empty where that is nothing.

    ``before`` is ``None`` where nobody knows what the terminal shows; another size is as good as that.
    ``images``: those that the terminal has; ``None``: it shows none.
    """
    known = before is not None and before.size == after.size
    old = before if known and before is not None else Cells(*after.size)
    pen = _Pen()
    for row, (was, now) in enumerate(zip(old.grid, after.grid, strict=True)):
        if was != now:
            _write_changes(pen, row, was, now)
    pen.set("")
    over = "" if images is None else images.difference(old.image, after.image, cleared=not known)
    if known and not pen.out and not over:
        return b""
    return "".join((_BEGIN, "" if known else _CLEAR, *pen.out, over, _END)).encode(encoding, "replace")


def as_written(cell: Cell) -> Cell:
    """A cell as the terminal gets it: what looks the same and takes fewer bytes."""
    return (" ", _solid(cell[1])) if cell[0] == _FULL else cell


@lru_cache(maxsize=1024)
def _solid(style: str) -> str:
    """The style in which a blank looks as a full block does in ``style``."""
    manner, background, letters = _parts(style)
    if "7" in manner.split(";"):
        return background
    if not letters:
        return "7"
    first, *others = letters.split(";")
    return ";".join([str(int(first) + 10), *others])


class _Pen:
    """Knows where the cursor is and which style is set."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self._at: tuple[int, int] | None = None
        """``None``: after a letter whose width differs between terminals."""
        self._style = ""

    def write(self, row: int, column: int, cell: Cell) -> None:
        char, style = as_written(cell)
        if cell != BLANK or _shows_on_blanks(self._style):
            self.set(style)
        self._go(row, column)
        self.out.append(char)
        self._at = (row, column + 1) if _is_simple(char) else None

    def clear(self, row: int, column: int) -> None:
        """To the end of the line."""
        if _shows_on_blanks(self._style):
            self.set("")
        self._go(row, column)
        self.out.append("\x1b[K")

    def set(self, style: str) -> None:
        if style != self._style:
            self.out.append(_set(self._style, style))
            self._style = style

    def _go(self, row: int, column: int) -> None:
        if self._at is None or self._at[0] != row or self._at[1] > column:
            self.out.append(f"\x1b[{row + 1};{column + 1}H")
        elif self._at[1] < column:
            self.out.append(f"\x1b[{column - self._at[1]}C")
        self._at = row, column


def _set(before: str, style: str) -> str:
    """From one style to another: all of it, or only what is different where nothing has to go."""
    old, new = _parts(before), _parts(style)
    if old.manner not in ("", new.manner) or any(a and not b for a, b in zip(old, new, strict=True)):
        return f"\x1b[0;{style}m" if style else "\x1b[m"
    return f"\x1b[{';'.join(b for a, b in zip(old, new, strict=True) if a != b)}m"


class _Parts(NamedTuple):
    """Of a style; each empty, or parameters of SGR."""

    manner: str
    """Bold, reversed."""
    background: str
    letters: str
    """Their color."""


@lru_cache(maxsize=4096)
def _parts(style: str) -> _Parts:
    manner, background, letters = [], "", ""
    parameters = iter(style.split(";") if style else ())
    for parameter in parameters:
        color = [parameter]
        if parameter in ("38", "48"):  # its own numbers follow
            color.append(next(parameters))
            color += [next(parameters) for _ in range(3 if color[1] == "2" else 1)]
        number = int(parameter)
        if 30 <= number <= 38 or 90 <= number <= 97:
            letters = ";".join(color)
        elif 40 <= number <= 48 or 100 <= number <= 107:
            background = ";".join(color)
        else:
            manner.append(parameter)
    return _Parts(";".join(manner), background, letters)


def _write_changes(pen: _Pen, row: int, old: Sequence[Cell], new: Sequence[Cell]) -> None:
    end = len(new)
    while end and new[end - 1] == BLANK:
        end -= 1
    clears = any(cell != BLANK for cell in old[end:])
    for column in _columns(end if clears else len(new), old, new):
        pen.write(row, column, new[column])
    if clears:
        pen.clear(row, end)


def _columns(end: int, old: Sequence[Cell], new: Sequence[Cell]) -> list[int]:
    """The columns before ``end`` to write again, in order.

    Some terminals draw half blocks a hair wider than a cell. What stands out goes only when the cell in which
    it stands is written again, so a half block that goes takes both its neighbors with it; but for a blank on
    its own color, on which nothing stands out.
    """
    found = set()
    for column, (was, now) in enumerate(zip(old, new, strict=True)):
        if was != now:
            found.add(column)
            if was[0] in _HALVES and was[0] != now[0]:
                solid = " ", _solid(was[1])
                beside = (column - 1, column + 1)
                found.update(other for other in beside if 0 <= other < end and new[other] != solid)
    # A wide letter stands in its first cell.
    return sorted({column if new[column][0] else column - 1 for column in found if column < end})


def _is_simple(char: str) -> bool:
    """Whether every terminal moves the cursor by one for it."""
    return len(char) == 1 and (char <= "\u02ff" or "\u2190" <= char <= "\u259f")


def _shows_on_blanks(style: str) -> bool:
    """Whether a blank in this style is not as any other: reversed, underlined, on a color."""
    parts = _parts(style)
    return bool(parts.background) or not {"4", "7"}.isdisjoint(parts.manner.split(";"))


# --- the terminal -----------------------------------------------------------------------------------------


class Terminal:
    """The terminal at ``fd``. ``last``: written when it is given back."""

    def __init__(self, fd: int, encoding: str = "utf-8", last: bytes = b"") -> None:
        self.encoding = encoding
        self._fd, self._last = fd, last
        self.ours = False
        """Whether it was taken."""

    def size(self) -> tuple[int, int]:
        return window(self._fd)

    def take(self) -> None:
        """Also when it was taken already: after SIGSTOP another program may have used it since."""
        first, self.ours = not self.ours, True
        if first:
            atexit.register(self.give_back)
        self.write(SAVE_WHEEL + TAKE if first else TAKE)

    def give_back(self) -> None:
        if not self.ours:
            return
        self.ours = False
        atexit.unregister(self.give_back)
        put_right(self._fd, self._last + GIVE_BACK + RESTORE_WHEEL)

    def write(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._fd, data) :]
