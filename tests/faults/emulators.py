"""Terminals that people really use: tmux, and xterm on a screen without a monitor."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Container
from pathlib import Path
from types import TracebackType

import pyte

from tests.faults.places import LRX, environment
from tests.pty_driver import paintable

PLAYED = ("session", "figure-four", "--skip-check", "--no-sound", "--teach", "off")
_PATIENCE_S = 60.0
"""A real terminal without a graphics card, beside other tests."""
_CELL = (6, 13)
"""Pixels of xterm's own font, across and down."""


def missing(*programs: str) -> str:
    """Of these programs, those that are not here."""
    return ", ".join(program for program in programs if shutil.which(program) is None)


def _environment(home: Path) -> dict[str, str]:
    """What a terminal keeps in a home stays in ``home``, too. Mesa asks the system for the real one."""
    outside = {k: v for k, v in os.environ.items() if k != "TMUX" and not k.startswith("XDG_")}
    own = environment(home, LC_ALL="C.UTF-8", HOME=str(home), MESA_SHADER_CACHE_DISABLE="true")
    return outside | own


class Tmux:
    """A shell in a window of its own tmux. ``home``: whose history and settings `lrx` has there."""

    def __init__(self, columns: int, rows: int, home: Path) -> None:
        self._folder = tempfile.mkdtemp(prefix="lrx-tmux-")
        size = ("-x", str(columns), "-y", str(rows))
        self._tmux("-f", os.devnull, "new-session", "-d", *size, "sh", environment=_environment(home))
        self.run("PS1='ready> '; clear")
        self.wait_for("^ready>")

    def __enter__(self) -> Tmux:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shell = self._tmux("display", "-p", "#{pane_pid}").strip()
        played = Path(f"/proc/{shell}/task/{shell}/children").read_text().split()
        self._tmux("kill-server")
        # What is hung up saves its session first, into the home that the caller is about to remove.
        until = time.monotonic() + _PATIENCE_S
        while any(Path("/proc", pid).exists() for pid in (shell, *played)) and time.monotonic() < until:
            time.sleep(0.02)
        shutil.rmtree(self._folder, ignore_errors=True)

    def run(self, *line: str) -> None:
        """Have the shell do it."""
        self.type(" ".join(line), "Enter")

    def type(self, *keys: str) -> None:
        self._tmux("send-keys", *keys)

    def screen(self, *, history: bool = False) -> str:
        """What stands in the window; ``history``: and what has scrolled out of it."""
        return self._tmux("capture-pane", "-p", *(("-S", "-") if history else ()))

    def wait_for(self, pattern: str) -> str:
        until = time.monotonic() + _PATIENCE_S
        while not re.search(pattern, screen := self.screen()):
            assert time.monotonic() < until, f"{pattern!r} does not stand there:\n{screen}"
            time.sleep(0.05)
        return screen

    @property
    def taken(self) -> bool:
        """Whether a program has the screen: the other one, or without a cursor, or without wrapping."""
        return self._tmux("display", "-p", "#{alternate_on}#{cursor_flag}#{wrap_flag}").strip() != "011"

    def _tmux(self, *arguments: str, environment: dict[str, str] | None = None) -> str:
        # Named from its own folder: the path of a socket may be a hundred bytes long.
        line = ["tmux", "-S", "socket", *arguments]
        return subprocess.run(
            line, cwd=self._folder, env=environment, capture_output=True, text=True, check=True
        ).stdout


class Monitor:
    """An X server without a monitor, and what can be seen on it: every pixel."""

    def __init__(self, width: int, height: int, home: Path) -> None:
        display, told = os.pipe()
        self._server = subprocess.Popen(
            [
                "Xvfb", "-displayfd", str(told), "-screen", "0", f"{width}x{height}x24",
                "-nolisten", "tcp", "-noreset",
            ],
            pass_fds=[told],
            env=_environment(home),
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(told)
        with open(display) as telling:
            # The whole line: the server writes its end separately, and dies where nobody waits for that.
            self.environment = _environment(home) | {"DISPLAY": f":{telling.readline().strip()}"}

    def photograph(self, path: Path) -> None:
        subprocess.run(["import", "-silent", "-window", "root", str(path)], env=self.environment, check=True)

    def seen(self, kind: str) -> bytes:
        """Its pixels, as ImageMagick's ``gray`` or ``rgb``."""
        return subprocess.run(
            ["import", "-silent", "-window", "root", "-depth", "8", f"{kind}:-"],
            env=self.environment,
            capture_output=True,
            check=True,
        ).stdout

    def close(self) -> None:
        self._server.terminate()
        self._server.wait()


class Kitty:
    """A shell in a kitty of its own, which shows pictures of real pixels."""

    SIZE = 900, 560
    """Pixels; of its window, too."""

    def __init__(self, home: Path) -> None:
        self._monitor = Monitor(*self.SIZE, home)
        self._socket = home / "kitty"
        options = {
            "allow_remote_control": "yes", "background": "#000000",
            "remember_window_size": "no", "initial_window_width": "80c", "initial_window_height": "24c",
            "cursor_blink_interval": "0",
        }  # fmt: skip
        set_to = (word for name, value in options.items() for word in ("-o", f"{name}={value}"))
        self._process = subprocess.Popen(
            ["kitty", "--config", "NONE", "--listen-on", f"unix:{self._socket}", *set_to, "sh"],
            env=self._monitor.environment | {"LIBGL_ALWAYS_SOFTWARE": "1", "PS1": "ready> "},
            stderr=subprocess.DEVNULL,
        )
        self.wait_for("ready>")

    def __enter__(self) -> Kitty:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait()
        self._monitor.close()

    def type(self, text: str) -> None:
        self._remote("send-text", "--", text)

    @property
    def screen(self) -> str:
        return self._remote("get-text")

    def wait_for(self, pattern: str, seconds: float = _PATIENCE_S) -> None:
        until = time.monotonic() + seconds
        while not re.search(pattern, screen := self.screen):
            assert time.monotonic() < until, f"{pattern!r} does not stand there:\n{screen}"
            time.sleep(0.05)

    def wait_for_drawing(self, colors: Container[bytes], pixels: Callable[[int], bool]) -> None:
        """Until as many pixels have one of these colors."""
        until = time.monotonic() + _PATIENCE_S
        while not pixels(drawn := self.count(colors)):
            assert time.monotonic() < until, f"{drawn} pixels of the drawing are seen"
            time.sleep(0.1)

    def kill(self) -> None:
        """Whatever runs there in the foreground."""
        window = json.loads(self._remote("ls"))[0]["tabs"][0]["windows"][0]
        for process in window["foreground_processes"]:
            os.kill(process["pid"], signal.SIGKILL)

    def count(self, colors: Container[bytes]) -> int:
        """Pixels of these colors, each red, green and blue."""
        seen = self._monitor.seen("rgb")
        return sum(seen[at : at + 3] in colors for at in range(0, len(seen), 3))

    def photograph(self, path: Path) -> None:
        self._monitor.photograph(path)

    def _remote(self, *command: str) -> str:
        line = ["kitty", "@", "--to", f"unix:{self._socket}", *command]
        done = subprocess.run(line, env=self._monitor.environment, capture_output=True, text=True)
        return done.stdout


class XTerm:
    """`lrx` in an xterm, and what can be seen of it: every pixel. ``line``: what follows ``lrx``."""

    def __init__(self, columns: int, rows: int, home: Path, *line: str) -> None:
        self._size = columns, rows
        self._sent = home / "sent"
        self._monitor = Monitor(columns * _CELL[0], rows * _CELL[1], home)
        looks = [
            "-u8",
            "-tn",
            "xterm-256color",
            "-bw",
            "0",
            "-b",
            "0",
            "+sb",
            "-bg",
            "black",
            "-fg",
            "white",
            "+bc",
        ]
        # What records outlives its terminal, and what it records with it: not for long.
        recorder = ["timeout", "--foreground", "180", "script", "-qfc"]
        recorded = [*recorder, " ".join([*LRX, *line]), str(self._sent)]
        line_of_xterm = ["xterm", *looks, "-geometry", f"{columns}x{rows}+0+0", "-e", *recorded]
        self._xterm = subprocess.Popen(
            line_of_xterm, env=self._monitor.environment, stderr=subprocess.DEVNULL
        )

    def __enter__(self) -> XTerm:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._xterm.terminate()
        self._xterm.wait()
        self._monitor.close()

    def wait_for(self, pattern: str, seconds: float = _PATIENCE_S) -> pyte.Screen:
        """Until it stands on the screen, by what was sent there."""
        until = time.monotonic() + seconds
        while True:
            screen = pyte.Screen(*self._size)
            pyte.ByteStream(screen).feed(paintable(self._sent.read_bytes() if self._sent.exists() else b""))
            if re.search(pattern, text := "\n".join(screen.display)):
                return screen
            assert time.monotonic() < until, f"{pattern!r} does not stand there:\n{text}"
            time.sleep(0.05)

    def photograph(self, path: Path) -> None:
        self._monitor.photograph(path)

    def mispainted(self, pattern: str) -> list[tuple[int, int]]:
        """The blocks that are not lit and the blanks that are, by row and column.

        Of a screen that shows ``pattern``: once all is painted, or when it should have been long ago.
        """
        until = time.monotonic() + _PATIENCE_S
        while True:
            lit = self._lit()
            cells = self.wait_for(pattern).buffer
            wrong = [
                (row, column)
                for row, parts in enumerate(lit)
                for column, part in enumerate(parts)
                if _mispainted(cells[row][column], part)
            ]
            if not wrong or time.monotonic() > until:
                return wrong
            time.sleep(0.2)

    def _lit(self) -> list[list[float]]:
        """Of every cell, by row and column, which part of its pixels is not black."""
        columns, rows = self._size
        seen = self._monitor.seen("gray")
        wide, high = _CELL
        line = columns * wide

        def part(row: int, column: int) -> float:
            first = row * high * line + column * wide
            cell = b"".join(seen[first + y * line : first + y * line + wide] for y in range(high))
            return 1 - cell.count(0) / len(cell)

        return [[part(row, column) for column in range(columns)] for row in range(rows)]


def is_block(cell: pyte.screens.Char) -> bool:
    """Whether all of it is of one color that is not the background's."""
    return cell.data == "█" or (cell.data == " " and (cell.reverse or cell.bg != "default"))


def _mispainted(cell: pyte.screens.Char, lit: float) -> bool:
    return lit < 0.9 if is_block(cell) else cell.data == " " and lit > 0.2
