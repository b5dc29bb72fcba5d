"""A session in no time: a clock that jumps to what is due next, and keys pressed at their moments."""

from __future__ import annotations

import signal
from collections.abc import Iterable

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.ports import Look, Terminated

LONGEST_PLAY: Ms = 4 * 60 * 60 * 1_000
"""A script that forgot a key (a session that waits, a pause) ends here as by SIGTERM; nothing hangs."""


class Autoplay:
    """A clock and keys at once.

    Presses ``presses`` (moment, key) and sleeps ``sleeps`` (moment, how long) at their moments.
    """

    def __init__(
        self,
        presses: Iterable[tuple[Ms, str]] = (),
        *,
        sleeps: Iterable[tuple[Ms, Ms]] = (),
        interactive: bool = True,
    ) -> None:
        self.interactive = interactive
        self._presses = sorted(presses)
        self._sleeps = sorted(sleeps)
        self._now: Ms = 0
        self._lost: Ms = 0

    def look(self, *, away: bool = False) -> Look:
        lost, self._lost = self._lost, 0
        return Look(self._now, lost, self._now)

    def nap(self, due: Ms | None) -> float:
        return max(0, (LONGEST_PLAY if due is None else due) - self._now) / 1_000

    def read(self, seconds: float) -> list[str]:
        if self._now >= LONGEST_PLAY:
            raise Terminated(signal.SIGTERM)
        then = self._now + round(seconds * 1_000)
        if self._sleeps and self._sleeps[0][0] <= then:
            moment, self._lost = self._sleeps.pop(0)
            self._now = max(self._now, moment)
            return []
        if self._presses and self._presses[0][0] <= then:
            self._now = max(self._now, self._presses[0][0])
            return [self._presses.pop(0)[1]]
        self._now = then
        return []

    def suspend(self) -> None:
        """Nothing is stopped: what a stop costs is in ``sleeps``."""
