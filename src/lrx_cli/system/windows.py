"""Keys and escape sequences on a Windows console. Written by the book, tested against a fake, untried.

Windows has no ``select`` for a keyboard and no signal for a new size, so both are looked for fifty times a
second. A console understands escape sequences when it is asked to; an old one does not, and gets lines.
"""

from __future__ import annotations

import ctypes
import signal
import sys
from typing import Any, Protocol

from lrx_cli.core.ports import KeySource, Terminated
from lrx_cli.system.keys import PLAIN
from lrx_cli.system.signals import Signals

POLL_S = 0.02
"""Real seconds; nobody notices a key that is so much late."""
_INTERRUPT = "\x03"
_PLAIN = {chr(code): name for code, name in PLAIN.items()} | {"\x1b": "esc"}
_LEADS = ("\x00", "\xe0")
"""What comes before the code of a key that is not a letter."""
_CODED = {
    "H": "up",
    "P": "down",
    "K": "left",
    "M": "right",
    "I": "pageup",
    "Q": "pagedown",
    "G": "home",
    "O": "end",
    "?": "f5",
    "S": "delete",
    "s": "word-left",
    "t": "word-right",
}
_STDOUT = -11
_VIRTUAL_TERMINAL = 0x0004


class Console(Protocol):
    """What ``msvcrt`` and ``os`` say of the console."""

    def kbhit(self) -> bool: ...

    def getwch(self) -> str: ...

    def size(self) -> tuple[int, int]: ...

    def wait(self, seconds: float) -> None: ...


class WindowsKeys:
    """``interactive``: there is a keyboard; without one only time passes, and what ends a session comes."""

    def __init__(self, signals: Signals, console: Console, *, interactive: bool = True) -> None:
        self.interactive = interactive
        self._signals = signals
        self._console = console
        self._size = console.size()

    def read(self, seconds: float) -> list[str]:
        left = seconds
        while True:
            if self._signals.ending is not None:
                raise Terminated(self._signals.ending)
            names = self._typed() if self.interactive else []
            if (size := self._console.size()) != self._size:
                self._size = size
                names.append("resize")
            if names or left <= 0:
                return names
            nap = min(left, POLL_S)
            self._console.wait(nap)
            left -= nap

    def listen_to(self, source: KeySource) -> None:
        """There is no remote on Windows yet."""

    def read_text(self, seconds: float) -> list[str]:
        """As ``read``: a console types what is pasted."""
        return self.read(seconds)

    def suspend(self) -> None:
        """There is no job control."""

    def _typed(self) -> list[str]:
        names = []
        while self._console.kbhit():
            key = self._console.getwch()
            if key == _INTERRUPT:
                raise Terminated(signal.SIGINT)
            name = _CODED.get(self._console.getwch()) if key in _LEADS else _PLAIN.get(key)
            if name is None and key not in _LEADS and key.isprintable():
                name = key
            if name is not None:
                names.append(name)
        return names


def obeys_escapes(kernel: Any) -> bool:
    """Whether the console obeys escape sequences, now that it is asked to. ``kernel``: the library with its
    functions."""
    mode = ctypes.c_ulong()
    handle = kernel.GetStdHandle(_STDOUT)
    return bool(
        kernel.GetConsoleMode(handle, ctypes.byref(mode))
        and kernel.SetConsoleMode(handle, mode.value | _VIRTUAL_TERMINAL)
    )


if sys.platform == "win32":
    import msvcrt
    import os
    import threading

    class RealConsole:
        def kbhit(self) -> bool:
            return msvcrt.kbhit()

        def getwch(self) -> str:
            return msvcrt.getwch()

        def size(self) -> tuple[int, int]:
            try:
                columns, rows = os.get_terminal_size()
            except OSError:
                return 0, 0
            return columns, rows

        def wait(self, seconds: float) -> None:
            threading.Event().wait(seconds)
