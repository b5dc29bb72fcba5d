"""The terminal that the live screen paints on: taken as a whole, given back as it was."""

from __future__ import annotations

import atexit
import contextlib
import os
import select
import sys
from typing import Protocol

from lrx_cli.session.outputs.live.painter import GIVE_BACK, RESTORE_WHEEL, SAVE_WHEEL, TAKE

ROWS, COLUMNS = 24, 80
"""Of a terminal that does not know its size, or says 0."""
_PATIENCE_S = 0.5
"""Real seconds that a slow terminal may need until it takes the last few bytes."""


class Canvas(Protocol):
    """A terminal to paint on."""

    encoding: str

    def size(self) -> tuple[int, int]:
        """Columns and rows, at least 1 each."""
        ...

    def take(self) -> None: ...

    def give_back(self) -> None:
        """As it was. May be called any number of times."""
        ...

    def write(self, data: bytes) -> None: ...


class Terminal:
    """The terminal at ``fd``."""

    def __init__(self, fd: int, encoding: str = "utf-8") -> None:
        self.encoding = encoding
        self._fd = fd
        self._ours = False

    def size(self) -> tuple[int, int]:
        try:
            columns, rows = os.get_terminal_size(self._fd)
        except OSError:
            columns = rows = 0
        return columns or COLUMNS, rows or ROWS

    def take(self) -> None:
        """Also when it was taken already: after SIGSTOP another program may have used it since."""
        first, self._ours = not self._ours, True
        if first:
            atexit.register(self.give_back)
        self.write(SAVE_WHEEL + TAKE if first else TAKE)

    def give_back(self) -> None:
        if not self._ours:
            return
        self._ours = False
        atexit.unregister(self.give_back)
        # Where the terminal is gone there is nothing to put right.
        with contextlib.suppress(OSError):
            if not self._takes_more(_PATIENCE_S):
                self._drop_what_waits()
            if self._takes_more(0):
                os.write(self._fd, GIVE_BACK + RESTORE_WHEEL)

    def _takes_more(self, seconds: float) -> bool:
        if sys.platform == "win32":
            return True
        return bool(select.select([], [self._fd], [], seconds)[1])

    def _drop_what_waits(self) -> None:
        """Nobody reads the terminal, or Ctrl-S holds it: what is left of a frame makes room for what puts
        it right."""
        if sys.platform == "win32":
            return
        import termios

        with contextlib.suppress(termios.error):
            # Linux lets go only of what was held in this way, and not by a key.
            termios.tcflow(self._fd, termios.TCOOFF)
            termios.tcflow(self._fd, termios.TCOON)
            termios.tcflush(self._fd, termios.TCOFLUSH)

    def write(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._fd, data) :]
