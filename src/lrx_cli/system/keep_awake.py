"""Keep the computer awake while a session plays, where the system has a way.

A helper of the system's own is started beside us and holds the request. It ends when we do, whatever
ends us: one waits for our process, the other reads from a pipe whose other end only we hold. Where the
helper is missing, or says no, nothing is said: the session notices sleep by itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from shutil import which

_SYSTEMD = (
    "systemd-inhibit",
    "--what=idle:sleep",
    "--who=lrx",
    "--why=An exercise session is playing",
    "cat",
)
_CAFFEINATE = ("caffeinate", "-d", "-i", "-w")


@contextmanager
def kept_awake(wanted: bool) -> Iterator[None]:
    """Until it is left. Ask for it only where somebody follows the session as it plays: at speed 1, on
    a terminal; a session written to a file may sleep with the computer."""
    command = _command() if wanted else None
    child = _start(command) if command else None
    try:
        yield
    finally:
        if child is not None:
            _end(child)


def _command() -> Sequence[str] | None:
    if sys.platform == "darwin":
        return (*_CAFFEINATE, str(os.getpid()))
    if sys.platform == "linux":
        return _SYSTEMD
    return None


def _start(command: Sequence[str]) -> subprocess.Popen[bytes] | None:
    program = which(command[0])
    if program is None:
        return None
    try:
        # A session of its own: Ctrl-Z stops us and not the helper, and it has no terminal to ask on.
        return subprocess.Popen(
            [program, *command[1:]],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return None


def _end(child: subprocess.Popen[bytes]) -> None:
    """Let go of it; half a second is enough for what only waits, and nobody waits longer for it."""
    if child.stdin is not None:
        with suppress(OSError):
            child.stdin.close()
    child.terminate()
    try:
        child.wait(0.5)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
