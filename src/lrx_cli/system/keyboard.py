"""Keys from a terminal: from bytes to the names of keys, and from a terminal to bytes. Standard library only.

Terminals write arrows and function keys as escape sequences, and the Escape key as the first byte of one. So
a lone ESC is a key only when nothing follows it for a moment. Terminals also answer questions on the same
line: once an answer has begun, its end is waited for, and no part of it ever becomes a key.

The terminal is in cbreak mode (keys come at once and are not echoed) and keeps its signal keys, so
Ctrl-C, Ctrl-Z and Ctrl-\\ arrive as signals. It is given back by one function that may be called any
number of times: at the normal end, after an error, before stopping, and at exit whatever happened.

A session without a keyboard never touches stdin: it may be a pipe that belongs to somebody else.
Windows (msvcrt, without signals to speak of) has another class of this shape: ``windows``.
"""

from __future__ import annotations

import atexit
import os
import re
import select
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby

from lrx_cli.core.catalog.exercise import Ms
from lrx_cli.core.ports import Keys, Terminated
from lrx_cli.system.clock import awake_ns
from lrx_cli.system.signals import ENDING, Signals

if sys.platform == "win32":
    from lrx_cli.system.windows import RealConsole, WindowsKeys
else:
    import termios
    import tty

ESCAPE: Ms = 30
"""Longer than a terminal needs for the rest of a sequence, shorter than anybody notices."""
BEGUN: Ms = 1_000
"""A paste, or a terminal's answer, whose end was lost is over when nothing came for so long."""
BURST = 8
"""More keys at once than a hand can press: text that was pasted, or typed ahead while we were away."""

_ESC = 0x1B
_PLAIN = {
    0x20: "space",
    0x0D: "enter",
    0x0A: "enter",
    0x09: "tab",
    0x7F: "backspace",
    0x08: "backspace",
}
_FINAL = {"A": "up", "B": "down", "C": "right", "D": "left", "H": "home", "F": "end"}
_TILDE = {
    "1": "home",
    "4": "end",
    "5": "pageup",
    "6": "pagedown",
    "7": "home",
    "8": "end",
    "15": "f5",
}
_PASTE_BEGINS = "200"
_PASTE_ENDS = b"\x1b[201~"
_CLICK = 6
"""Bytes of a mouse report of the old kind: ESC [ M, the button and the place."""
_STRINGS = b"]PX^_"
"""What follows ESC where a terminal answers a question in a string; ends at BEL or ESC \\."""
_ANSWER_BEGINS = re.compile(rb"\x1b(\[[?<\d]|[]PX^_])")
"""Answers, and reports that no hand makes."""
_ANSWER = re.compile(rb"\x1b(\[[?\d;]*[Rct]|[]PX^_].*)", re.DOTALL)
"""A whole one: a place, what the terminal is, a size, or a string."""
_DEVICE_ATTRIBUTES = re.compile(rb"\x1b\[\?[\d;]*c")
_ANSWERS_KEPT = 16
_NOTCH = 3
"""The fewest arrow keys that a notch of a mouse wheel becomes where a terminal sends it as arrows."""


class Decoder:
    """``answers``: what the terminal said of itself since they were last taken, the last few."""

    def __init__(self) -> None:
        self.answers: list[bytes] = []
        self._left = bytearray()
        """The beginning of something whose end has not come yet."""
        self._pasting = False
        self._expecting = False
        """The terminal was asked something, so an ESC may well begin an answer."""

    @property
    def patience(self) -> Ms | None:
        """How long to wait before ``settle``; ``None``: nothing is open."""
        left = self._left
        if self._pasting:
            return BEGUN
        if not left:
            return None
        return BEGUN if self._expecting or _ANSWER_BEGINS.match(left) else ESCAPE

    def expect_answers(self) -> None:
        """The terminal is being asked, and at the end what it is; so that answer is its last one.

        Until then a lone ESC is waited for as long as for the rest of an answer. A terminal that never
        answers costs one slow Escape key: after that one, nothing is expected any more.
        """
        self._expecting = True

    @property
    def expecting(self) -> bool:
        return self._expecting

    def feed(self, data: bytes) -> list[str]:
        """The keys that are complete now; none from a paste or a burst."""
        self._left += data
        keys: list[str] = []
        while self._left:
            pasting = self._pasting
            taken, key = self._next()
            if not taken:
                break
            if key is None and not pasting:
                self._note_answer(bytes(self._left[:taken]))
            del self._left[:taken]
            if key:
                keys.append(key)
        return keys if len(keys) <= BURST else []

    def settle(self) -> list[str]:
        """Nothing more has come: a lone ESC was the Escape key, and half a sequence was nothing."""
        keys = ["esc"] if self._left == b"\x1b" and not self._pasting else []
        if keys:
            self._expecting = False
        self._left.clear()
        self._pasting = False
        return keys

    def _note_answer(self, sequence: bytes) -> None:
        if _ANSWER.fullmatch(sequence):
            self.answers = [*self.answers, sequence][-_ANSWERS_KEPT:]
        if _DEVICE_ATTRIBUTES.fullmatch(sequence):
            self._expecting = False

    def _next(self) -> tuple[int, str | None]:
        """How many bytes the next thing has (0: not all there yet), and the key it is, if it is one."""
        data = self._left
        if self._pasting:
            return self._paste()
        first = data[0]
        if first == _ESC:
            return self._sequence()
        if first < 0x80:
            return 1, _PLAIN.get(first) or (chr(first) if first > 0x20 else None)
        return self._utf8()

    def _paste(self) -> tuple[int, None]:
        end = self._left.find(_PASTE_ENDS)
        if end >= 0:
            self._pasting = False
            return end + len(_PASTE_ENDS), None
        # The end may be cut in two: keep what could be the beginning of it.
        return max(0, len(self._left) - len(_PASTE_ENDS) + 1), None

    def _sequence(self) -> tuple[int, str | None]:
        data = self._left
        if len(data) == 1:
            return 0, None
        second = data[1]
        if second == ord("["):
            return self._csi()
        if second == ord("O"):
            if data[2:3] == b"\x1b":
                return 2, None  # broken off, and something new begins
            return (3, _FINAL.get(chr(data[2]))) if len(data) > 2 else (0, None)
        if second in _STRINGS:
            ends = [
                at + size for mark, size in ((b"\x07", 1), (b"\x1b\\", 2)) if (at := data.find(mark, 2)) > 0
            ]
            return (min(ends), None) if ends else (0, None)
        return 1, "esc"  # Escape, and quickly another key; the other key is its own

    def _csi(self) -> tuple[int, str | None]:
        data = self._left
        if data[2:3] == b"[":  # the Linux console: ESC [ [ E is F5
            return (4, "f5" if data[3] == ord("E") else None) if len(data) > 3 else (0, None)
        if data[2:3] == b"M":  # a click, where a program before us left the mouse on
            return (_CLICK, None) if len(data) >= _CLICK else (0, None)
        for at in range(2, len(data)):
            byte = data[at]
            if 0x40 <= byte <= 0x7E:
                number = data[2:at].decode("ascii").split(";")[0]
                if byte != ord("~"):
                    return at + 1, _FINAL.get(chr(byte))
                self._pasting = number == _PASTE_BEGINS
                return at + 1, _TILDE.get(number)
            if not 0x20 <= byte <= 0x3F:
                return at, None  # broken off: what comes now is something new
        return 0, None

    def _utf8(self) -> tuple[int, str | None]:
        data = self._left
        size = 2 if data[0] < 0xE0 else 3 if data[0] < 0xF0 else 4
        if len(data) < size and all(0x80 <= byte < 0xC0 for byte in data[1:]):
            return 0, None
        try:
            return size, data[:size].decode("utf-8")
        except UnicodeDecodeError:
            return 1, None


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
        self.fd = fd
        self._decoder = Decoder()
        self._unread: list[str] = []
        """Pressed while the terminal was being asked."""
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

    def read(self, seconds: float) -> list[str]:
        if self._unread:
            unread, self._unread = self._unread, []
            return unread
        return self._read(seconds)

    def _read(self, seconds: float) -> list[str]:
        patience = self._decoder.patience
        left = None if patience is None else max(0.0, self._fed_at + patience / 1000 - _now_s())
        wait = seconds if left is None else min(seconds, left)
        readable, _, _ = select.select([self.fd, self._signals.fd], [], [], wait)
        names = _names(self._signals.taken()) if self._signals.fd in readable else []
        if "cont" in names and "stop" not in names:
            # Stopped by what cannot be caught; a shell may have changed the terminal meanwhile.
            if not self._in_front():
                return ["stop"]
            self._set()
            return names
        if "stop" in names:
            return names
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
    """What came while we were stopped is not told twice."""
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
