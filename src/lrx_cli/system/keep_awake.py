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
from contextlib import ExitStack, contextmanager, suppress
from shutil import which
from typing import Any

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player import Event, Snapshot
from lrx_cli.core.ports import Output
from lrx_cli.system.audio_players import ProcessGroup, end, is_far

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
_HELPERS_FAIL: Ms = 2_000
"""A helper that cannot keep the computer awake has ended by then."""
_MAY_SLEEP = "Nothing here keeps this computer awake: if it falls asleep, the session pauses."


class KeepAwake(Output):
    """Keeps the computer awake from the first picture on, so that the picture does not wait for that.

    ``notice`` is called once where nothing here can.
    """

    def __init__(self, notice: Callable[[str, Snapshot], None]) -> None:
        self._notice = notice
        self._held = ExitStack()
        self._holds: Callable[[], bool] | None = None
        self._unsure_until: Ms | None = None

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        if self._holds is None:
            self._holds = self._held.enter_context(kept_awake())
            self._unsure_until = now.at + _HELPERS_FAIL
        elif self._unsure_until is not None and now.at >= self._unsure_until:
            self._unsure_until = None
            if not self._holds() and not is_far(os.environ):
                self._notice(_MAY_SLEEP, now)

    def close(self) -> None:
        self._held.close()


@contextmanager
def kept_awake() -> Iterator[Callable[[], bool]]:
    """Until it is left. Yields a function that says whether anything holds the computer awake; helpers
    that fail do so within a second. Ask for it only where somebody follows the session as it plays: at
    speed 1, on a terminal; a session written to a file may sleep with the computer."""
    if sys.platform == "win32":
        import ctypes

        with _windows_awake(ctypes.windll.kernel32) as holds:
            yield holds
        return
    caffeinate = ("caffeinate", "-d", "-i", "-w", str(os.getpid()))
    commands = {"darwin": (caffeinate,), "linux": _LINUX}.get(sys.platform, ())
    helpers: list[ProcessGroup] = []
    with ExitStack() as held:
        for name, *options in commands:
            with suppress(OSError):
                if program := which(name):
                    helper = ProcessGroup(
                        [program, *options], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
                    )
                    held.enter_context(helper)
                    held.callback(end, helper, 0.5)  # enough for what only waits
                    helpers.append(helper)
        yield lambda: any(helper.poll() is None for helper in helpers)


@contextmanager
def _windows_awake(kernel: Any) -> Iterator[Callable[[], bool]]:
    """``kernel``: the library with the function. It returns 0 where it refuses. Not tried on Windows yet."""
    held = kernel.SetThreadExecutionState(_CONTINUOUS | _SYSTEM | _DISPLAY) != 0
    try:
        yield lambda: held
    finally:
        kernel.SetThreadExecutionState(_CONTINUOUS)
