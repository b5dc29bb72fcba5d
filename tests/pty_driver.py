"""A pseudo-terminal with a shell's part played by a small parent, for tests of the real program.

The parent is the session leader and moves its child in and out of the foreground, as a shell with job
control does: without one, Ctrl-Z cannot stop anything (an orphaned process group ignores it).
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType

import pyte

_SHELL = r"""
import fcntl, os, signal, sys, termios
tty, news, orders = map(int, sys.argv[1:4])
os.setsid()
fcntl.ioctl(tty, termios.TIOCSCTTY, 0)
for fd in (1, 2) if sys.argv[4] == "piped" else (0, 1, 2):
    os.dup2(tty, fd)
ours = (signal.SIGTTOU, signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGHUP)
for number in ours:
    signal.signal(number, signal.SIG_IGN)
gate, opened = os.pipe()
child = os.fork()
if child == 0:
    os.setpgid(0, 0)
    os.read(gate, 1)
    for fd in (news, orders, gate, opened):
        os.close(fd)
    for number in (*ours, signal.SIGTERM, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)
    if sys.argv[4] == "nohup":
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    os.execvp(sys.argv[5], sys.argv[5:])
os.setpgid(child, child)
os.tcsetpgrp(tty, child)
os.write(news, b"started %d\n" % child)
os.write(opened, b"x")
while True:
    _, status = os.waitpid(child, os.WUNTRACED)
    if not os.WIFSTOPPED(status):
        os.write(news, b"ended %d\n" % os.waitstatus_to_exitcode(status))
        break
    os.tcsetpgrp(tty, os.getpgrp())
    os.write(news, b"stopped %d\n" % os.WSTOPSIG(status))
    if os.read(orders, 1) == b"f":
        os.tcsetpgrp(tty, child)
    os.killpg(child, signal.SIGCONT)
"""
_PATIENCE_S = 60.0
"""Only a test that fails waits so long."""
_LAST_WORDS_S = 2.0
"""What a program wrote before it ended may reach the other side of a busy machine's terminal later."""
_GIVEN_BACK = {b"1049": b"l", b"25": b"h", b"7": b"h", b"2004": b"l", b"2026": b"l", b"1007": b"h"}
"""The modes of a terminal that nobody has taken: the ordinary screen, a cursor, lines that wrap."""


def paintable(shown: bytes) -> bytes:
    """Without the two sequences that pyte takes for others: it knows no saving and restoring of modes."""
    return re.sub(rb"\x1b\[\?\d+[sr]", b"", shown)


LONG_STOP_S = 2.5
"""Long enough that a session does not go on from it as if nothing had been."""


class Terminal:
    """Runs ``argv`` as the foreground job of a terminal of 80x24 (or ``columns`` and ``rows``).

    ``stdin``: something else than the terminal. ``how``: ``nohup`` for a program that is to ignore
    hang-ups. ``environment``: over this process's own.
    """

    def __init__(
        self,
        argv: list[str],
        *,
        columns: int = 80,
        rows: int = 24,
        stdin: int | None = None,
        how: str = "-",
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._master, self._slave = os.openpty()
        os.set_blocking(self._master, False)
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._screen = pyte.Screen(columns or 80, rows or 24)
        self._painting = pyte.ByteStream(self._screen)
        self._painted = 0
        """How much of ``shown`` is on ``_screen``."""
        self._found = termios.tcgetattr(self._slave)
        self._before = self._settings()
        self.shown = b""
        news, news_end = os.pipe()
        orders_end, orders = os.pipe()
        self._news, self._orders = news, orders
        self._told = b""
        self._read = True
        self._over = False
        self._waited = 0.0
        passed = (self._slave, news_end, orders_end)
        own = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "NO_COLOR")}
        self._shell = subprocess.Popen(
            [
                sys.executable,
                "-S",
                "-E",
                "-c",
                _SHELL,
                *map(str, passed),
                "piped" if stdin is not None else how,
                *argv,
            ],
            pass_fds=passed,
            stdin=subprocess.DEVNULL if stdin is None else stdin,
            env=own | {"TERM": "xterm-256color"} | dict(environment or {}),
        )
        os.close(news_end)
        os.close(orders_end)
        self.pid = int(self.news("started"))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # A number that is free again may be somebody else's.
        for pid in (self._shell.pid,) if self._over else (self.pid, self._shell.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._shell.wait()
        for fd in (self._master, self._slave, self._news, self._orders):
            if fd >= 0:
                os.close(fd)

    # --- the person ---------------------------------------------------------------------------

    def type(self, keys: bytes) -> None:
        """As fast as the terminal takes them. What is shown meanwhile is seen."""
        until = time.monotonic() + _PATIENCE_S
        while keys:
            assert time.monotonic() < until, f"the terminal takes no keys; shown was:\n{self.text}"
            try:
                keys = keys[os.write(self._master, keys) :]
            except BlockingIOError:
                self.watch(0.01)

    def kill(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def foreground(self) -> None:
        """``fg``"""
        os.write(self._orders, b"f")

    def background(self) -> None:
        """``bg``"""
        os.write(self._orders, b"b")

    def resize(self, columns: int, rows: int = 24) -> None:
        self._paint()
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._screen.resize(rows or 24, columns or 80)

    def hang_up(self) -> None:
        """The window is closed. No signal comes (the shell, which outlives it here, would get that):
        the terminal just answers nothing any more."""
        os.close(self._master)
        self._master = -1

    def flood(self) -> None:
        """Fill the line up to where writing to it blocks; from then on nobody reads it."""
        line = os.open(os.ttyname(self._slave), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
        for size in (4096, 1):
            with suppress(BlockingIOError):
                while True:
                    os.write(line, b"." * size)
        os.close(line)
        self._read = False

    def read_again(self) -> None:
        """What was written to the terminal is read from now on."""
        self._read = True

    def made_sane(self) -> None:
        """What many shells do to the terminal when a job stops."""
        termios.tcsetattr(self._slave, termios.TCSANOW, self._found)

    # --- what is seen ---------------------------------------------------------------------------

    def wait_for(self, pattern: bytes, *, after: int = 0) -> int:
        """Until the terminal has shown it; where it ends, to look for something later."""
        until = time.monotonic() + _PATIENCE_S
        while not (found := re.search(pattern, self.shown[after:])):
            if time.monotonic() > until or not self._see(_PATIENCE_S):
                raise AssertionError(f"{pattern!r} was not shown; shown was:\n{self.text}")
        return after + found.end()

    def wait_for_screen(self, pattern: str) -> None:
        """Until it stands on the screen, written at once or piece by piece."""
        until = time.monotonic() + _PATIENCE_S
        while not re.search(pattern, self.screen):
            if time.monotonic() > until or not self._see(_PATIENCE_S):
                raise AssertionError(f"{pattern!r} does not stand on the screen:\n{self.screen}")

    def watch(self, seconds: float) -> None:
        """See what is shown for so long."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and self._see(left):
            pass

    def news(self, what: str) -> str:
        """Until the job has started, stopped or ended as expected: the number that comes with it."""
        while b"\n" not in self._told:
            self._see(0)
            if not select.select([self._news], [], [], 0.02)[0]:
                self._waited += 0.02
                assert self._waited < _PATIENCE_S, f"it has not {what}; shown was:\n{self.text}"
                continue
            self._told += os.read(self._news, 4096)
        self._waited = 0.0
        line, self._told = self._told.split(b"\n", 1)
        kind, number = line.decode().split()
        self._over = kind == "ended"
        assert kind == what, f"expected {what}, but {line.decode()}; shown was:\n{self.text}"
        while self._see(0.05):
            pass
        return number

    def ended(self) -> int:
        """The exit status, negative for a signal."""
        return int(self.news("ended"))

    @property
    def text(self) -> str:
        return re.sub(r"\x1b\[[0-9;]*m", "", self.shown.decode("utf-8", "replace")).replace("\r\n", "\n")

    @property
    def screen(self) -> str:
        """What stands on the screen, line by line."""
        self._paint()
        return "\n".join(self._screen.display)

    def _paint(self) -> None:
        self._painting.feed(paintable(self.shown[self._painted :]))
        self._painted = len(self.shown)

    @property
    def as_found(self) -> bool:
        """Whether the terminal's settings and modes are what they were, and no color is left on."""
        until = time.monotonic() + (_LAST_WORDS_S if self._over else 0)
        while not (as_found := self._is_as_found()) and time.monotonic() < until:
            self._see(0.1)
        return as_found

    def _is_as_found(self) -> bool:
        colors = re.findall(rb"\x1b\[([0-9;]*)m", self.shown)
        modes = dict(re.findall(rb"\x1b\[\?(\d+)([hl])", self.shown))
        return (
            self._settings() == self._before
            and (not colors or colors[-1] in (b"", b"0"))
            and all(_GIVEN_BACK.get(mode) == state for mode, state in modes.items())
        )

    def _settings(self) -> list[object]:
        settings = termios.tcgetattr(self._slave)
        settings[3] &= ~getattr(termios, "PENDIN", 0)
        return settings

    def _see(self, seconds: float) -> bool:
        """Whatever is shown within so long; False: nothing."""
        if self._master < 0 or not self._read or not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            self.shown += os.read(self._master, 65536)
        except OSError:
            return False
        return True
