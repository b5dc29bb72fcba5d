"""Keep the computer awake while a session plays, where the system has a way.

Helpers of the system and of the desktop are started beside us and hold the request. They end when we do,
whatever ends us: one waits for our process, the others read from a pipe whose other end only we hold. Windows
has a function for it. Where none of them holds, a session says so once, and notices sleep by itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from shutil import which
from typing import Any

_WHY = "An exercise session is playing"
_LINUX = (
    ("systemd-inhibit", "--what=idle:sleep", "--who=lrx", f"--why={_WHY}", "cat"),
    # Desktops that heed only requests on the session's own bus bring a program for it.
    ("gnome-session-inhibit", "--app-id", "lrx", "--reason", _WHY, "--inhibit", "idle:suspend", "cat"),
    ("kde-inhibit", "--power", "--screenSaver", "cat"),
    ("mate-session-inhibit", "--app-id", "lrx", "--reason", _WHY, "--inhibit", "idle:suspend", "cat"),
)
_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2
"""Flags of SetThreadExecutionState."""


@contextmanager
def kept_awake(wanted: bool) -> Iterator[Callable[[], bool]]:
    """Until it is left. Yields a function that says whether anything holds the computer awake; helpers
    that fail do so within a second. Ask for it only where somebody follows the session as it plays: at
    speed 1, on a terminal; a session written to a file may sleep with the computer."""
    if wanted and sys.platform == "win32":
        import ctypes

        with _windows_awake(ctypes.windll.kernel32) as holds:
            yield holds
        return
    caffeinate = ("caffeinate", "-d", "-i", "-w", str(os.getpid()))
    commands = {"darwin": (caffeinate,), "linux": _LINUX}.get(sys.platform, ()) if wanted else ()
    children = [child for command in commands if (child := _start(command))]
    try:
        yield lambda: any(child.poll() is None for child in children)
    finally:
        for child in children:
            _end(child)


@contextmanager
def _windows_awake(kernel: Any) -> Iterator[Callable[[], bool]]:
    """``kernel``: the library with the function. It returns 0 where it refuses. Not tried on Windows yet."""
    held = kernel.SetThreadExecutionState(_CONTINUOUS | _SYSTEM | _DISPLAY) != 0
    try:
        yield lambda: held
    finally:
        kernel.SetThreadExecutionState(_CONTINUOUS)


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
