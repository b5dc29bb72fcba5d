"""How many frames a second a drawing gets: as many as look smooth, if the line and the terminal take them.

Two things make it fewer. A movement whose frames are heavy (a whole body that moves, a large screen, true
color) would send more than its share, so its frames come further apart, all of them alike. And a terminal
that shows frames late gets fewer of all movements until it has kept up for a while.
"""

from __future__ import annotations

from collections.abc import Hashable

from lrx_cli.core.catalog.exercise import Ms
from lrx_cli.figure.film import RATE

BUDGET = 18_000
"""Bytes a second; words that change meanwhile have the rest of 20 kB."""
_RATES = (RATE, 10, 8, 6, 5, 4, 3)
"""Below the last a movement is not recognized as one. Few, since every rate has frames of its own to make."""
_SLOWEST = _RATES[-1]
_LONGEST: Ms = 500
"""So long at most no frame comes after one in which all was new."""
_CALM: Ms = 20_000
"""After so long without a late frame a slow terminal is tried at a higher rate again."""


class Pace:
    """All moments are session time."""

    def __init__(self) -> None:
        self._most = RATE
        """What the terminal keeps up with."""
        self._last_late: Ms = 0
        self._heaviest: dict[Hashable, int] = {}
        """By movement: bytes of its heaviest frame so far. Repetitions are alike."""
        self._free: Ms = 0
        """When the last frame has had its share of the line: a whole drawing at once takes longer."""

    def of(self, movement: Hashable) -> int:
        """Frames a second."""
        heaviest = self._heaviest.get(movement, 0)
        return min(self._most, next((rate for rate in _RATES if rate * heaviest <= BUDGET), _SLOWEST))

    def wait(self, at: Ms) -> Ms:
        """How long no frame should come."""
        return max(0, self._free - at)

    def sent(self, size: int, at: Ms, movement: Hashable | None) -> None:
        """A frame took so many bytes. ``movement``: which one it goes on with; ``None``: all was new."""
        self._free = min(at + _LONGEST, max(self._free, at) + size * 1_000 // BUDGET)
        if movement is not None:
            self._heaviest[movement] = max(size, self._heaviest.get(movement, 0))

    def forget(self) -> None:
        """Other movements come, or the same ones in another size."""
        self._heaviest.clear()

    def late(self, by: Ms, at: Ms) -> None:
        """A frame came ``by`` ms after its moment."""
        if by > 1_000 // self._most:
            self._last_late = at
            self._most = max(_SLOWEST, self._most * 2 // 3)
        elif self._most < RATE and at - self._last_late > _CALM:
            self._last_late = at
            self._most = min(RATE, self._most + 3)
