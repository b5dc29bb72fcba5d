"""From one screen to the next: only the cells that changed, in one piece.

What is written is one synchronized update (DEC 2026), so that no terminal shows half of it; one that
does not know it ignores it. Only these are used: SGR, cursor position, clear screen, clear to the end
of the line; and on taking the terminal the alternate screen, the hidden cursor and no wrapping.
A pure function of two screens: the painter has nothing to get out of step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from lrx_cli.session.outputs.live.grid import BLANK, Grid

TAKE = b"\x1b[?1049h\x1b[?1007l\x1b[?25l\x1b[?7l"
GIVE_BACK = b"\x1b[?2026l\x1b[m\x1b[?7h\x1b[?25h\x1b[?1007h\x1b[?1049l"
SAVE_WHEEL, RESTORE_WHEEL = b"\x1b[?1007s", b"\x1b[?1007r"
"""Whether the wheel of a mouse makes arrow keys (mode 1007), as the person has it. Terminals that cannot
remember it have it on."""
_BEGIN = "\x1b[?2026h"
_END = "\x1b[?2026l"
_CLEAR = "\x1b[m\x1b[2J"
_FULL = "█"
_BLOCKS = frozenset("█▀▄")
_NONE = "no one style"
_JUMP = 8
"""Bytes it takes to place the cursor; a few cells more or less are no matter."""


def difference(before: Grid | None, after: Grid, *, encoding: str = "utf-8") -> bytes:
    """What makes a terminal that shows ``before`` show ``after``; empty where that is nothing.

    ``before`` is ``None`` where nobody knows what the terminal shows; another size is as good as that.
    """
    known = before is not None and (before.columns, before.rows) == (after.columns, after.rows)
    old = before if known and before is not None else Grid(after.columns, after.rows)
    runs = [
        run
        for row in range(after.rows)
        if old.chars[row] != after.chars[row] or old.styles[row] != after.styles[row]
        for run in _changed(row, old, after)
    ]
    if known and not runs:
        return b""
    return _written(runs, "" if known else _CLEAR).encode(encoding, "replace")


class _Run(NamedTuple):
    """Cells beside each other, in one style; ``None`` clears from there to the end of the line."""

    row: int
    column: int
    style: str
    cells: Sequence[str] | None


def _written(runs: Sequence[_Run], first: str) -> str:
    """Style after style, each set once: the cursor has to be placed nearly every time, and a style costs
    more than that. Those with a color in common follow each other, and only the other color is told."""
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
    out.append(_END)
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


def _changed(row: int, old: Grid, new: Grid) -> Iterator[_Run]:
    chars, styles = new.chars[row], new.styles[row]
    old_chars, old_styles = old.chars[row], old.styles[row]
    end = new.columns
    while end and chars[end - 1] == BLANK and not styles[end - 1]:
        end -= 1
    tail = old_chars[end:]
    clears = tail.count(BLANK) != len(tail) or any(old_styles[end:])
    changed = _columns(end if clears else new.columns, old_chars, old_styles, chars, styles)
    start = stop = 0
    style: str | None = None
    for column in changed:
        if column < stop:
            continue
        first, after = _letter(chars, column)
        own = _needs(chars[first], styles[first])
        if start < stop:
            between = [_needs(chars[at], styles[at]) for at in range(stop, first)]
            joined = _common(style, *between, own)
            if joined is not _NONE and len("".join(chars[stop:first]).encode()) < _JUMP:
                style, stop = joined, after
                continue
            yield _Run(row, start, style or "", chars[start:stop])
        start, stop, style = first, after, own
    if start < stop:
        yield _Run(row, start, style or "", chars[start:stop])
    if clears:
        yield _Run(row, end, "", None)


def _columns(
    end: int,
    old_chars: Sequence[str],
    old_styles: Sequence[str],
    chars: Sequence[str],
    styles: Sequence[str],
) -> list[int]:
    """The columns before ``end`` to write again, in order.

    Some terminals draw blocks a hair wider than a cell. What stands out goes only when the cell in which
    it stands is written again, so a block that goes takes both its neighbors with it; but for a full block
    of its own color, on which nothing stands out.
    """
    found = set()
    for column in range(len(chars)):
        if chars[column] != old_chars[column]:
            found.add(column)
            if old_chars[column] in _BLOCKS:
                style = old_styles[column]
                found.update(
                    beside
                    for beside in (column - 1, column + 1)
                    if 0 <= beside < end and (chars[beside] != _FULL or styles[beside] != style)
                )
        elif styles[column] != old_styles[column]:
            found.add(column)
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


def _needs(char: str, style: str) -> str | None:
    """The style a cell has to be written in; ``None``: any in which a blank is just a blank."""
    return style if style or char != BLANK else None


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
    """Whether a blank in this style can be told from an ordinary one: reversed, underlined, on a color."""
    parts = _parts(style)
    return bool(parts.background) or not {"4", "7"}.isdisjoint(parts.manner.split(";"))
