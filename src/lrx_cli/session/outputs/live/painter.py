"""A screen as cells, and from one screen to the next: only the cells that changed, in one piece.

A frame is one synchronized update (DEC 2026), so that no terminal shows half of it. Only these are used: SGR,
cursor position, clear screen, clear to the end of the line; on taking the terminal the alternate screen, the
hidden cursor and no wrapping. :func:`difference` is a function of two screens: nothing gets out of step.

Full blocks are written as blanks in reverse colors: one byte, no seams, one cell wide in every terminal.
"""

import atexit
import contextlib
import os
import select
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from lrx_cli.render.console import window
from lrx_cli.session.outputs.live.images import Image, SentImages
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
_NONE = "no one style"
_JUMP = 8
"""Bytes it takes to place the cursor; a few cells more or less are no matter."""


class Cells:
    """What a screen shows. ``image`` lies over blanks."""

    __slots__ = ("columns", "grid", "image", "rows")

    def __init__(self, columns: int, rows: int) -> None:
        self.columns = columns
        self.rows = rows
        self.grid = [[BLANK] * columns for _ in range(rows)]
        self.image: Image | None = None

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
        if end == self.columns and _is_wide(cells[-1][0]):
            cells[-1] = BLANK
        line[column:end] = cells

    def lines(self) -> list[str]:
        """As text, for reading."""
        return ["".join(char for char, _ in row).rstrip() for row in self.grid]


def _is_wide(char: str) -> bool:
    return bool(char) and not char.isascii() and width(char) > 1


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
    known = before is not None and (before.columns, before.rows) == (after.columns, after.rows)
    old = before if known and before is not None else Cells(after.columns, after.rows)
    runs = [
        run
        for row, (was, now) in enumerate(zip(old.grid, after.grid, strict=True))
        if was != now
        for run in _changed(row, [*map(as_written, was)], [*map(as_written, now)])
    ]
    over = "" if images is None else images.difference(old.image, after.image, cleared=not known)
    if known and not runs and not over:
        return b""
    return _written(runs, "" if known else _CLEAR, over).encode(encoding, "replace")


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


class _Run(NamedTuple):
    """Cells beside each other, in one style; ``None`` clears from there to the end of the line."""

    row: int
    column: int
    style: str
    cells: Sequence[str] | None


def _written(runs: Sequence[_Run], first: str, last: str) -> str:
    """Style after style, each set once: the cursor has to be placed nearly every time, and a style costs
    more than that. Those with a color in common follow each other, and only the other color is written."""
    by_style: dict[str, list[_Run]] = {"": []}
    for run in runs:
        by_style.setdefault(run.style, []).append(run)
    out = [_BEGIN, first]
    set_before = ""
    for style in sorted(by_style, key=_parts):
        out.append(_set(set_before, style))
        set_before = style
        at: tuple[int, int] | None = None
        """Where the cursor is; ``None``: after a letter of which terminals think differently."""
        for run in by_style[style]:
            column = run.column
            if run.cells is None:
                out.append(_to(run.row, column) + "\x1b[K" if at != (run.row, column) else "\x1b[K")
                continue
            for cell in run.cells:
                if cell:
                    if at != (run.row, column):
                        out.append(_to(run.row, column))
                    out.append(cell)
                    at = (run.row, column + 1) if _is_simple(cell) else None
                column += 1
    if set_before:
        out.append("\x1b[m")
    out += [last, _END]
    return "".join(out)


def _to(row: int, column: int) -> str:
    return f"\x1b[{row + 1};{column + 1}H"


def _set(before: str, style: str) -> str:
    """From one style to another: all of it, or only what is different where nothing has to go."""
    if before == style:
        return ""
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


def _changed(row: int, old: Sequence[Cell], new: Sequence[Cell]) -> Iterator[_Run]:
    chars = [char for char, _ in new]
    end = len(new)
    while end and new[end - 1] == BLANK:
        end -= 1
    clears = any(cell != BLANK for cell in old[end:])
    start = stop = 0
    style: str | None = None
    for column in _columns(end if clears else len(new), old, new):
        if column < stop:
            continue
        first, after = _letter(chars, column)
        own = _needs(new[first])
        if start < stop:
            joined = _common(style, *map(_needs, new[stop:first]), own)
            if joined is not _NONE and len("".join(chars[stop:first]).encode()) < _JUMP:
                style, stop = joined, after
                continue
            yield _Run(row, start, style or "", chars[start:stop])
        start, stop, style = first, after, own
    if start < stop:
        yield _Run(row, start, style or "", chars[start:stop])
    if clears:
        yield _Run(row, end, "", None)


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
    return sorted(column for column in found if column < end)


def _letter(chars: Sequence[str], column: int) -> tuple[int, int]:
    """The first column and the one after the letter that ``column`` is part of."""
    first = column
    while first and not chars[first]:
        first -= 1
    after = column + 1
    while after < len(chars) and not chars[after]:
        after += 1
    return first, after


def _needs(cell: Cell) -> str | None:
    """The style a cell has to be written in; ``None``: any in which a blank is just a blank."""
    return None if cell == BLANK else cell[1]


def _common(*needed: str | None) -> str | None:
    """The one style that does for all; ``None``: any does. ``_NONE``: there is none."""
    styles = {style for style in needed if style is not None}
    if len(styles) > 1 or (None in needed and any(map(_shows_on_blanks, styles))):
        return _NONE
    return styles.pop() if styles else None


def _is_simple(char: str) -> bool:
    """Whether every terminal moves the cursor by one for it."""
    return len(char) == 1 and (char <= "\u02ff" or "\u2190" <= char <= "\u259f")


def _shows_on_blanks(style: str) -> bool:
    """Whether a blank in this style is not as any other: reversed, underlined, on a color."""
    parts = _parts(style)
    return bool(parts.background) or not {"4", "7"}.isdisjoint(parts.manner.split(";"))


# --- the terminal -----------------------------------------------------------------------------------------

_PATIENCE_S = 0.5
"""Real seconds that a slow terminal may need until it takes the last few bytes."""


class Canvas(Protocol):
    """A terminal to paint on."""

    encoding: str

    def size(self) -> tuple[int, int]:
        """Columns and rows, at least 1 each."""
        ...

    def take(self) -> None: ...

    def give_back(self) -> None:
        """As it was. May be called any number of times."""
        ...

    def write(self, data: bytes) -> None: ...


class Terminal:
    """The terminal at ``fd``. ``last``: written when it is given back."""

    def __init__(self, fd: int, encoding: str = "utf-8", last: bytes = b"") -> None:
        self.encoding = encoding
        self._fd, self._last, self._ours = fd, last, False

    def size(self) -> tuple[int, int]:
        return window(self._fd)

    def take(self) -> None:
        """Also when it was taken already: after SIGSTOP another program may have used it since."""
        first, self._ours = not self._ours, True
        if first:
            atexit.register(self.give_back)
        self.write(SAVE_WHEEL + TAKE if first else TAKE)

    def give_back(self) -> None:
        if not self._ours:
            return
        self._ours = False
        atexit.unregister(self.give_back)
        # Where the terminal is gone there is nothing to put right.
        with contextlib.suppress(OSError):
            if not self._takes_more(_PATIENCE_S):
                self._drop_what_waits()
            if self._takes_more(0):
                os.write(self._fd, self._last + GIVE_BACK + RESTORE_WHEEL)

    def _takes_more(self, seconds: float) -> bool:
        if sys.platform == "win32":
            return True
        return bool(select.select([], [self._fd], [], seconds)[1])

    def _drop_what_waits(self) -> None:
        """Nobody reads the terminal, or Ctrl-S holds it: what is left of a frame makes room for what puts
        it right."""
        if sys.platform == "win32":
            return
        import termios

        with contextlib.suppress(termios.error):
            # Linux lets go only of what was held in this way, and not by a key.
            termios.tcflow(self._fd, termios.TCOOFF)
            termios.tcflow(self._fd, termios.TCOON)
            termios.tcflush(self._fd, termios.TCOFLUSH)

    def write(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._fd, data) :]
