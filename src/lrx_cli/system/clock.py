"""The one place that asks what time it is.

A person can only use time in which the program could speak to them. So two things are looked for at
every look, and neither trusts the other: a clock that counts sleep is compared with one that does not,
and the time since the last look is compared with what the loop promised (to look at least four times a
second). What was missed is reported as lost and is never part of ``now``. The wall clock plays no part.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.dates import Moment
from lrx_cli.core.ports import Look

STALL: Ms = 2_000
"""Real time: a loop that has not looked for longer did not run, and showed nobody anything."""
_SLEEP_NS = 100_000_000
"""The two clocks cannot be read in one instant; no real sleep is shorter."""
_BOTH_NS = 1_000_000
"""Two readings further apart than this were interrupted and are taken again."""
_NET_S = 0.25
"""Looked at so often at least, so that time in which nothing ran can be told from time that was used, and
somebody who opens the lid again hears so at once."""
_NEAR_S = 0.003
"""A long sleep may end a thousandth of its length late (Linux gathers timers); one of 3 ms may not. So
what is due is slept towards in two steps."""

Nanoseconds = Callable[[], int]


def awake_ns() -> int:
    """Stands still while the computer sleeps, where the system has such a clock."""
    if sys.platform == "darwin":
        return time.clock_gettime_ns(time.CLOCK_UPTIME_RAW)
    return time.monotonic_ns()


def all_ns() -> int:
    """Counts sleep, where the system has such a clock; elsewhere the stall rule has to do."""
    if sys.platform == "linux":
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    return time.monotonic_ns()


def wall_clock() -> Moment:
    """The date and the hour, for what is kept; nothing is measured with it."""
    now = time.time_ns() // 1_000_000
    offset = time.localtime(now // 1_000).tm_gmtoff or 0
    return Moment(now, offset // 60)


class MonotonicClock:
    """Real time since it was made, ``speed`` times as fast."""

    def __init__(
        self, speed: float = 1.0, *, awake: Nanoseconds = awake_ns, counting_sleep: Nanoseconds = all_ns
    ) -> None:
        self._rate = max(1, round(speed * 1_000))
        """Speed in thousandths: whole numbers, so that ``until`` and ``look`` agree to the last ns."""
        self._awake = awake
        self._counting_sleep = counting_sleep
        self._looked, self._slept = self._read()
        self._used_ns = 0
        """Usable real time up to the last look."""

    def look(self, *, away: bool = False) -> Look:
        awake, slept = self._read()
        gap = awake - self._looked
        sleep = slept - self._slept
        self._looked, self._slept = awake, slept
        if away or sleep > _SLEEP_NS or gap > STALL * 1_000_000:
            return Look(self._now(), self._session_ms(gap + max(sleep, 0)), awake // 1_000_000)
        self._used_ns += gap
        return Look(self._now(), 0, awake // 1_000_000)

    def nap(self, due: Ms | None) -> float:
        if due is None:
            return _NET_S
        left = self.until(due)
        return min(_NET_S, left - _NEAR_S if left > 2 * _NEAR_S else left)

    def until(self, moment: Ms) -> float:
        """Real seconds from now to that moment; 0 when it has come."""
        # Rounded up: a wake-up a microsecond early would find nothing due and sleep again.
        due_ns = -(-moment * 1_000_000_000 // self._rate)
        since_look = self._awake() - self._looked
        return max(0, due_ns - self._used_ns - since_look) / 1e9

    def _now(self) -> Ms:
        return self._session_ms(self._used_ns)

    def _session_ms(self, real_ns: int) -> Ms:
        return real_ns * self._rate // 1_000_000_000

    def _read(self) -> tuple[int, int]:
        """The clock that stops in sleep, and how much sleep there has been since some fixed moment."""
        for _ in range(3):
            before = self._awake()
            counting = self._counting_sleep()
            after = self._awake()
            if after - before < _BOTH_NS:
                break
        return after, counting - after
