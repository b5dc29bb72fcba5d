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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby

from lrx_cli.core.ports import Keys, KeySource, Terminated
from lrx_cli.system.clock import awake_ns
from lrx_cli.system.key_decoder import Decoder
from lrx_cli.system.signals import ENDING, Signals

if sys.platform == "win32":
    from lrx_cli.system.windows import RealConsole, WindowsKeys
else:
    import termios
    import tty

_NOTCH = 3
"""The fewest arrow keys that a notch of a mouse wheel becomes where a terminal sends it as arrows."""
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

    def listen_to(self, source: KeySource) -> None:
        """What is not attended takes no keys."""

    def suspend(self) -> None:
        self._signals.stop()
        _end_if_asked(self._signals)


class TerminalKeys:
    interactive = True

    def __init__(self, signals: Signals, fd: int = 0) -> None:
        self._signals = signals
        self.fd = fd
        self._decoder = Decoder()
        self._unread: list[str] = []
        """Pressed while the terminal was being asked."""
        self._beside: KeySource | None = None
        self._fed_at = 0.0
        """When the last bytes came; patience is counted from there, however often we are asked meanwhile."""
        self._before = termios.tcgetattr(fd)
        """The terminal as it was found, and as it is given back."""
        self._ours = False
        signals.if_forced(self.give_back)

    def take(self) -> None:
        """Keys at once, without echo. What was typed before is not meant for us."""
        if self._ours:
            return
        self._before = termios.tcgetattr(self.fd)
        self._ours = True
        atexit.register(self.give_back)
        self._set()

    def _set(self) -> None:
        tty.setcbreak(self.fd, termios.TCSANOW)
        termios.tcflush(self.fd, termios.TCIFLUSH)

    def give_back(self) -> None:
        if not self._ours:
            return
        # Not TCSADRAIN: a terminal that takes no more output would keep us here.
        try:
            termios.tcflush(self.fd, termios.TCIFLUSH)
            termios.tcsetattr(self.fd, termios.TCSANOW, self._before)
        except (OSError, termios.error):
            pass  # the terminal is gone, and its settings with it
        self._ours = False
        atexit.unregister(self.give_back)

    def listen_to(self, source: KeySource) -> None:
        """Keys come from there, too, from now on."""
        self._beside = source

    def read(self, seconds: float) -> list[str]:
        if self._unread:
            unread, self._unread = self._unread, []
            return unread
        return self._read(seconds)

    def read_text(self, seconds: float) -> list[str]:
        """As ``read``, and what was pasted, as :class:`Pasted`."""
        self._decoder.takes_text = True
        try:
            return self.read(seconds)
        finally:
            self._decoder.takes_text = False

    def _read(self, seconds: float) -> list[str]:
        patience = self._decoder.patience
        left = None if patience is None else max(0.0, self._fed_at + patience / 1000 - _now_s())
        wait = seconds if left is None else min(seconds, left)
        beside = None if self._beside is None else self._beside.fd
        waited = [self.fd, self._signals.fd, *([] if beside is None else [beside])]
        readable, _, _ = select.select(waited, [], [], wait)
        names = _names(self._signals.taken()) if self._signals.fd in readable else []
        if "cont" in names and "stop" not in names:
            # Stopped by what cannot be caught; a shell may have changed the terminal meanwhile.
            if not self._in_front():
                return ["stop"]
            self._set()
            return names
        if "stop" in names:
            return names
        if self._beside is not None and beside in readable:
            names += self._beside.read()
        if self.fd in readable:
            keys = self._decoder.feed(self._typed())
            self._fed_at = _now_s()
            return names + without_wheel(keys)
        if left is not None and wait >= left:
            return names + self._decoder.settle()
        return names

    def ask(self, question: bytes, write: Callable[[bytes], None], seconds: float) -> list[bytes]:
        """What the terminal answers within ``seconds``; ``write`` sends it the question.

        The question ends with asking what the terminal is (``ESC [ c``), which nearly every one answers; so
        with that answer all are there. Keys that are pressed meanwhile come with the next ``read``. Raises
        ``Terminated``.
        """
        self._decoder.expect_answers()
        self._decoder.answers.clear()
        write(question)
        until = _now_s() + seconds
        while self._decoder.expecting and (left := until - _now_s()) > 0:
            self._unread += self._read(left)
        return list(self._decoder.answers)

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
            return os.tcgetpgrp(self.fd) == os.getpgrp()
        except OSError:
            raise Terminated(_HANGUP, gone=True) from None

    def _typed(self) -> bytes:
        try:
            data = os.read(self.fd, 4096)
        except OSError:  # EIO: hung up
            data = b""
        if not data:
            raise Terminated(_HANGUP, gone=True)
        return data


def _now_s() -> float:
    return awake_ns() / 1e9


def without_wheel(keys: list[str]) -> list[str]:
    """Without the arrows that a mouse wheel became: nobody presses one three times at once.

    Terminals are asked not to make arrows of it; tmux and a few others cannot be asked.
    """
    found: list[str] = []
    for key, run in groupby(keys):
        pressed = list(run)
        if key not in ("up", "down") or len(pressed) < _NOTCH:
            found += pressed
    return found


def _end_if_asked(signals: Signals) -> None:
    """A signal that came while we were stopped is not reported again."""
    if signals.ending is not None:
        raise Terminated(signals.ending)


def _names(taken: list[int]) -> list[str]:
    """Signals as the loop hears of them. A later one never hides that the end was asked for."""
    for number in taken:
        if number in ENDING:
            raise Terminated(number)
    names = []
    for name, key in (("SIGTSTP", "stop"), ("SIGCONT", "cont"), ("SIGWINCH", "resize")):
        if getattr(signal, name, None) in taken:
            names.append(key)
    return names
