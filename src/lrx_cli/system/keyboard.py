"""Keys from a terminal, and their absence. Standard library only.

The terminal is in cbreak mode (keys come at once and are not echoed) and keeps its signal keys, so
Ctrl-C, Ctrl-Z and Ctrl-\\ arrive as signals. It is given back by one function that may be called any
number of times: at the normal end, after an error, before stopping, and at exit whatever happened.

A session without a keyboard never touches stdin: it may be a pipe that belongs to somebody else.
Windows (msvcrt, without signals to speak of) has another class of this shape: ``windows``.
"""

from __future__ import annotations

import atexit
import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from lrx_cli.core.ports import Ended, Keys
from lrx_cli.system.decode import Decoder
from lrx_cli.system.signals import ENDING, Signals

if sys.platform == "win32":
    from lrx_cli.system.windows import RealConsole, WindowsKeys
else:
    import termios
    import tty

_HANGUP = getattr(signal, "SIGHUP", signal.SIGTERM)


@contextmanager
def open_keys(signals: Signals, *, wanted: bool, fd: int = 0) -> Iterator[Keys]:
    """The keyboard at ``fd`` where it is a terminal and ``wanted``; else no keys, and ``fd`` is not read."""
    if sys.platform == "win32":
        yield WindowsKeys(signals, RealConsole(), interactive=wanted and is_terminal(fd))
        return
    if not wanted or not is_terminal(fd):
        yield NoKeys(signals)
        return
    keys = TerminalKeys(signals, fd)
    keys.take()
    try:
        yield keys
    finally:
        keys.give_back()


def is_terminal(fd: int) -> bool:
    try:
        return os.isatty(fd)
    except OSError:
        return False


class NoKeys:
    """Nobody can press anything: only time passes, and signals come."""

    interactive = False

    def __init__(self, signals: Signals) -> None:
        self._signals = signals

    def read(self, seconds: float) -> list[str]:
        select.select([self._signals.fd], [], [], seconds)
        return _names(self._signals.taken())

    def suspend(self) -> None:
        self._signals.stop()
        _end_if_asked(self._signals)


class TerminalKeys:
    interactive = True

    def __init__(self, signals: Signals, fd: int = 0) -> None:
        self._signals = signals
        self._fd = fd
        self._decoder = Decoder()
        self._before = termios.tcgetattr(fd)
        """The terminal as it was found, and as it is given back."""
        self._ours = False
        signals.if_forced(self.give_back)

    def take(self) -> None:
        """Keys at once, without echo. What was typed before is not meant for us."""
        if self._ours:
            return
        self._before = termios.tcgetattr(self._fd)
        self._ours = True
        atexit.register(self.give_back)
        self._set()

    def _set(self) -> None:
        tty.setcbreak(self._fd, termios.TCSANOW)
        termios.tcflush(self._fd, termios.TCIFLUSH)

    def give_back(self) -> None:
        if not self._ours:
            return
        # Not TCSADRAIN: a terminal that takes no more output would keep us here.
        try:
            termios.tcflush(self._fd, termios.TCIFLUSH)
            termios.tcsetattr(self._fd, termios.TCSANOW, self._before)
        except (OSError, termios.error):
            pass  # the terminal is gone, and its settings with it
        self._ours = False
        atexit.unregister(self.give_back)

    def read(self, seconds: float) -> list[str]:
        patience = self._decoder.patience
        wait = seconds if patience is None else min(seconds, patience / 1000)
        readable, _, _ = select.select([self._fd, self._signals.fd], [], [], wait)
        names = _names(self._signals.taken()) if self._signals.fd in readable else []
        if "cont" in names and "stop" not in names:
            # Stopped by what cannot be caught; a shell may have changed the terminal meanwhile.
            if not self._in_front():
                return ["stop"]
            self._set()
            return names
        if "stop" in names:
            return names
        if self._fd in readable:
            return names + self._decoder.feed(self._typed())
        if patience is not None and wait * 1000 >= patience:
            return names + self._decoder.settle()
        return names

    def suspend(self) -> None:
        if self._ours:
            self.give_back()
            # Sent on in the background (`bg`) there is no keyboard: stop again, until somebody looks.
            while self._signals.stop() and self._signals.ending is None and not self._in_front():
                pass
            _end_if_asked(self._signals)
        self.take()

    def _in_front(self) -> bool:
        try:
            return os.tcgetpgrp(self._fd) == os.getpgrp()
        except OSError:
            raise Ended(_HANGUP, gone=True) from None

    def _typed(self) -> bytes:
        try:
            data = os.read(self._fd, 4096)
        except OSError:  # EIO: hung up
            data = b""
        if not data:
            raise Ended(_HANGUP, gone=True)
        return data


def _end_if_asked(signals: Signals) -> None:
    """What came while we were stopped is not told twice."""
    if signals.ending is not None:
        raise Ended(signals.ending)


def _names(taken: list[int]) -> list[str]:
    """Signals as the loop hears of them. A later one never hides that the end was asked for."""
    for number in taken:
        if number in ENDING:
            raise Ended(number)
    names = []
    for name, key in (("SIGTSTP", "stop"), ("SIGCONT", "cont"), ("SIGWINCH", "resize")):
        if getattr(signal, name, None) in taken:
            names.append(key)
    return names
