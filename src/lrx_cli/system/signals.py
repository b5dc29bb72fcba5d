"""Signals, reported to the loop instead of interrupting it.

A handler that raises can fire between any two lines, also in those that give the terminal back. So
handlers here do nothing: Python writes each signal's number into a pipe, the one ``select`` that waits
for keys also waits for that pipe, and the loop acts when it is ready to.

One exception: when a signal asked for the end and the end does not come (a terminal that takes no more
output holds the writer forever), an alarm puts the terminal right and ends the process by force.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import NoReturn

_ASKED = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK")
_UNASKED = (
    "SIGUSR1", "SIGUSR2", "SIGXCPU", "SIGVTALRM", "SIGPROF", "SIGIO", "SIGPWR", "SIGSTKFLT",
)  # fmt: skip
"""Nobody sends these to mean anything here, but each of them ends a program that does not take it."""


def _known(*names: str) -> frozenset[int]:
    """The numbers of those that this system has."""
    return frozenset(getattr(signal, name) for name in names if hasattr(signal, name))


ENDING = _known(*_ASKED, *_UNASKED)
_TOLD = _known("SIGTSTP", "SIGCONT", "SIGWINCH")
_POLITE_S = 2.0
"""Real seconds for a polite end; it takes a few ms where nothing is stuck."""

_PATIENCE_S = 0.5
"""Real seconds that a slow terminal may need until it takes the last few bytes."""

NO_FD = -1


def quiet_start() -> None:
    """Until the loop runs, Ctrl-C ends the program at once and without a traceback.

    The first thing the program does. Where SIGINT is ignored (a job in the background) it stays so.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def end_by(number: int) -> NoReturn:
    """End as that signal ends a program, so that a shell (and a script in it) sees why it ended."""
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
    raise SystemExit(128 + number)  # only where the signal cannot be delivered


class Signals:
    """Takes the signals for as long as it is entered. ``fd`` becomes readable when one has come."""

    def __init__(self) -> None:
        self.fd = NO_FD
        self._write = NO_FD
        self._before: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}
        self._wakeup_before = NO_FD
        self._in_time: list[Callable[[], None]] = []
        self.ending: int | None = None
        """The first signal that asked for the end."""

    def __enter__(self) -> Signals:
        if sys.platform != "win32":  # where nothing waits for a pipe; ``ending`` is looked at instead
            self.fd, self._write = os.pipe()
            os.set_blocking(self.fd, False)
            os.set_blocking(self._write, False)
            self._wakeup_before = signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        for number in ENDING | _TOLD:
            before = signal.getsignal(number)
            if before is signal.SIG_IGN and number in ENDING:
                continue  # as by nohup: it is to be ignored
            self._before[number] = before
            signal.signal(number, self._note)
        if hasattr(signal, "SIGTTOU"):
            # Putting the terminal right from the background must not stop us on the way out.
            self._before[signal.SIGTTOU] = signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        if hasattr(signal, "SIGALRM"):
            self._before[signal.SIGALRM] = signal.signal(signal.SIGALRM, self._force)
        return self

    def __exit__(self, *_: object) -> None:
        if hasattr(signal, "SIGALRM"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        for number, before in self._before.items():
            signal.signal(number, signal.SIG_DFL if before is None else before)
        self._before.clear()
        if self.fd != NO_FD:
            signal.set_wakeup_fd(self._wakeup_before)
            os.close(self.fd)
            os.close(self._write)
            self.fd = self._write = NO_FD

    def taken(self) -> list[int]:
        """The signals that have come since it was last asked, in order."""
        try:
            return list(os.read(self.fd, 4096))
        except BlockingIOError:
            return []

    def stop(self) -> bool:
        """Stop this process as Ctrl-Z does; returns when it goes on. False: nothing could stop it."""
        before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, before)
        return signal.SIGCONT in self.taken()

    def if_forced(self, restore: Callable[[], None]) -> None:
        """What to put right when the end has to be forced; may run at any moment, more than once."""
        self._in_time.append(restore)

    def _note(self, number: int, frame: FrameType | None) -> None:
        if number in ENDING and self.ending is None:
            self.ending = number
            if hasattr(signal, "SIGALRM"):
                signal.setitimer(signal.ITIMER_REAL, _POLITE_S)

    def _force(self, number: int, frame: FrameType | None) -> None:
        for restore in self._in_time:
            restore()
        end_by(self.ending or number)


def put_right(fd: int, last: bytes) -> None:
    """Write what gives the terminal at ``fd`` back. May run at any moment, and does not wait for long.

    Where nobody reads the terminal, or Ctrl-S holds it, what waits there makes room. Where it is gone there
    is nothing to put right.
    """
    with suppress(OSError):
        if not _takes_more(fd, _PATIENCE_S):
            _drop_what_waits(fd)
        if _takes_more(fd, 0):
            os.write(fd, last)


def _takes_more(fd: int, seconds: float) -> bool:
    if sys.platform == "win32":
        return True
    return bool(select.select([], [fd], [], seconds)[1])


def _drop_what_waits(fd: int) -> None:
    if sys.platform == "win32":
        return
    import termios

    with suppress(termios.error):
        # Linux lets go only of what was held in this way, and not by a key.
        termios.tcflow(fd, termios.TCOOFF)
        termios.tcflow(fd, termios.TCOON)
        termios.tcflush(fd, termios.TCOFLUSH)
