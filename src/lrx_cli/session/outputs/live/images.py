"""Pictures of real pixels on a terminal (kitty graphics protocol): each is sent once, then placed by number.

https://sw.kovidgoyal.net/kitty/graphics-protocol/ describes it. Used is only what kitty, Konsole and Ghostty
have in common: send a PNG, place it over cells, take a placement or a picture away. The terminal is told to
answer nothing (``q=2``). No picture lies behind the letters: kitty has painted the whole screen red for that.
"""

from __future__ import annotations

import itertools
from typing import NamedTuple

_MEMORY = 48_000_000
"""Bytes of pictures, four a pixel, that a terminal is given to keep: a repetition or two at any size."""
_SMALL = 1 << 30
"""Other programs may have sent this terminal pictures of their own; they begin with small numbers."""
_PNG_SIZE = slice(16, 24)


GONE = b"\x1b_Ga=d,d=A,q=2\x1b\\"
"""Takes all pictures from the screen and the terminal's memory. On the alternate screen all are ours."""


class Image(NamedTuple):
    """A PNG picture over the cells of an area."""

    png: bytes
    row: int | None
    """``None``: it is where the cursor is, and not moved."""
    column: int
    columns: int
    rows: int


class SentImages:
    """What a terminal has of pictures."""

    def __init__(self) -> None:
        from secrets import randbelow  # slow to import, and few terminals show pictures

        self._next = itertools.count(_SMALL + randbelow(_SMALL))
        self._numbers: dict[bytes, int] = {}
        """By picture, the one shown last at the end."""

    def difference(self, before: Image | None, after: Image | None, *, cleared: bool = False) -> str:
        """What makes a terminal that shows ``before`` show ``after``, to be written next. ``cleared``: its
        screen is cleared before that, and some terminals lose then what they were sent."""
        if before == after and not cleared:
            return ""
        from lrx_cli.figure.film import graphics

        numbers = self._numbers
        parts = [graphics(f"a=d,d=I,i={numbers.pop(png)}") for png in self._dropped(after, cleared)]
        if after is not None:
            number = numbers.pop(after.png, None)
            if number is None:
                number = next(self._next)
                parts.append(graphics(f"a=t,f=100,i={number}", after.png))
            numbers[after.png] = number
            if after.row is not None:
                parts.append(f"\x1b[{after.row + 1};{after.column + 1}H")
            parts.append(graphics(f"a=p,i={number},p=1,c={after.columns},r={after.rows},C=1"))
        if before is not None and not cleared and (after is None or before.png != after.png):
            # The new one is there already, so nothing flickers.
            parts.append(graphics(f"a=d,d=i,i={numbers[before.png]}"))
        return "".join(parts)

    def _dropped(self, after: Image | None, cleared: bool) -> list[bytes]:
        """Pictures that go: all, or the oldest where a new one comes and there are many."""
        if cleared:
            return list(self._numbers)
        if after is None or after.png in self._numbers:
            return []
        # The one that is shown stays until the new one is there.
        too_many = len(self._numbers) + 1 - max(2, _MEMORY // _bytes_of(after.png))
        return list(self._numbers)[: max(0, min(too_many, len(self._numbers) - 1))]


def _bytes_of(png: bytes) -> int:
    size = png[_PNG_SIZE]
    return 4 * int.from_bytes(size[:4], "big") * int.from_bytes(size[4:], "big")
