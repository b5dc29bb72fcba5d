"""A terminal: keys from it, and their absence; and what it says of itself. Standard library only.

The terminal is in cbreak mode (keys come at once and are not echoed) and keeps its signal keys, so
Ctrl-C, Ctrl-Z and Ctrl-\\ arrive as signals. It is given back by one function that may be called any
number of times: at the normal end, after an error, before stopping, and at exit whatever happened.

A session without a keyboard never touches stdin: it may be a pipe that belongs to somebody else.
Windows (msvcrt, without signals to speak of) has another class of this shape: ``windows``.
"""

import atexit
import os
import re
import select
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import groupby
from typing import Literal, NamedTuple

from lrx_cli.core.catalog.words import Pictures
from lrx_cli.core.ports import Keys, KeySource, Terminated
from lrx_cli.system.clock import awake_ns
from lrx_cli.system.keys import Decoder
from lrx_cli.system.signals import ENDING, Signals, end_by, put_right

if sys.platform == "win32":
    from lrx_cli.system.windows import RealConsole, WindowsKeys
else:
    import termios
    import tty

Background = Literal["dark", "light"]

_NOTCH = 3
"""The fewest arrow keys that a notch of a mouse wheel becomes where a terminal sends it as arrows."""
_HANGUP = getattr(signal, "SIGHUP", signal.SIGTERM)


@contextmanager
def open_keys(signals: Signals, *, wanted: bool, fd: int = 0) -> Iterator[Keys]:
    """The keyboard at ``fd`` where it is a terminal and ``wanted``; else no keys, and ``fd`` is not read."""
    if sys.platform == "win32":
        yield WindowsKeys(signals, RealConsole(), interactive=wanted and os.isatty(fd))
        return
    if not wanted or not os.isatty(fd):
        yield NoKeys(signals)
        return
    keys = TerminalKeys(signals, fd)
    keys.take()
    try:
        yield keys
    finally:
        keys.give_back()


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
        with suppress(OSError, termios.error):  # the terminal is gone, and its settings with it
            termios.tcflush(self.fd, termios.TCIFLUSH)
            # Not TCSADRAIN: a terminal that takes no more output would keep us here.
            termios.tcsetattr(self.fd, termios.TCSANOW, self._before)
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
        self._decoder.expecting = True
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


# --- what a terminal says of itself ----------------------------------------------------------------
#
# A terminal that does not know a question may print it. So terminals are asked only where their name is one
# of those that are known not to, never through tmux or screen (which answer for themselves, or swallow the
# question), and on the alternate screen, which is cleared before anybody can read what is on it.
#
# Another question is another entry in ``_QUESTIONS`` and another field of ``TerminalTraits``; the last one
# stays last, since its answer says that there are no more.

_ASKABLE = (
    "xterm", "rxvt", "alacritty", "foot", "st", "kitty", "wezterm", "ghostty", "konsole", "mlterm", "contour",
    "mintty", "gnome", "vte",
)  # fmt: skip
"""How ``TERM`` begins (up to a hyphen) where all questions below are known to print nothing."""
_PATIENCE_S = 0.19
"""Terminals on the same machine answer within 10 ms; over a network it takes as long as the way there."""
_PROBE = "▄"
"""A character of ambiguous width that the screen is full of."""
_ENTER = b"\x1b[?1049h\x1b[H"
_LEAVE = b"\x1b[H\x1b[2J\x1b[?1049l"
_PICTURE = 31
"""The number of the picture that is not shown, only asked about (kitty graphics protocol)."""
_QUESTIONS: Mapping[str, bytes] = {
    "width": _PROBE.encode() + b"\x1b[6n",
    "background": b"\x1b]11;?\x1b\\",
    "pixels": b"\x1b_Gi=%d,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[16t" % _PICTURE,
    "device": b"\x1b[c",
}
_PLACE = re.compile(rb"\x1b\[(\d+);(\d+)R")
_COLOR = re.compile(rb"\x1b\]11;rgba?:([0-9a-fA-F]+)/([0-9a-fA-F]+)/([0-9a-fA-F]+)")
_SHOWS_PIXELS = re.compile(rb"\x1b_Gi=%d;OK\x1b\\" % _PICTURE)
_CELL_SIZE = re.compile(rb"\x1b\[6;(\d+);(\d+)t")
_CELL: tuple[int, int] = (9, 20)
"""Pixels, width and height, where a terminal does not say it: it stretches what does not fit."""
_NOT_PIXELS = {"iTerm.app", "Apple_Terminal"}
"""What ``TERM_PROGRAM`` says where the question is printed, or answered and nothing shown."""
_HINTS = ("KITTY_WINDOW_ID", "KONSOLE_VERSION", "GHOSTTY_RESOURCES_DIR", "WEZTERM_PANE")
"""Variables that only terminals with pixels set."""
_HALF_BRIGHT = 0.5
_LUMA = 0.299, 0.587, 0.114
"""Shares of red, green and blue in how bright a color looks (ITU-R BT.601)."""


class TerminalTraits(NamedTuple):
    """``None``: the terminal was not asked, or did not say."""

    background: Background | None = None
    wide: bool | None = None
    """Whether characters of ambiguous width take two columns."""
    cell: tuple[int, int] | None = None
    """Of a terminal that shows pixels: how many a cell is wide and high. ``None``: it shows none."""

    def cell_for(self, pictures: Pictures) -> tuple[int, int] | None:
        """The same, as the setting ``pictures`` has it."""
        return {"auto": self.cell, "blocks": None, "pixels": self.cell or _CELL}[pictures]


NOT_ASKED = TerminalTraits()


def ask_terminal(keys: Keys, stream_fd: int, encoding: str, environment: Mapping[str, str]) -> TerminalTraits:
    """Ask the terminal, where it may be asked; within ``_PATIENCE_S`` seconds.

    ``keys``: of the same terminal as ``stream_fd``. What is in its window is there again afterwards.
    Raises ``Terminated``.
    """
    asks = may_ask(environment)
    if not asks or not isinstance(keys, TerminalKeys) or not _same_terminal(keys.fd, stream_fd):
        return TerminalTraits(background=background_set(environment))
    left_out = set() if encoding.lower().replace("-", "") == "utf8" else {"width"}
    # urxvt prints that question.
    if environment.get("TERM", "").startswith("rxvt") or environment.get("TERM_PROGRAM") in _NOT_PIXELS:
        left_out.add("pixels")
    questions = [question for name, question in _QUESTIONS.items() if name not in left_out]

    def write(data: bytes) -> None:
        with suppress(OSError):  # the next write finds out, too
            os.write(stream_fd, data)

    try:
        answers = keys.ask(_ENTER + b"".join(questions), write, _PATIENCE_S)
    finally:
        put_right(stream_fd, _LEAVE)
    traits = traits_of(answers)
    if traits.background is None:
        traits = traits._replace(background=background_set(environment))
    return traits


def ask_standard_output() -> TerminalTraits:
    """The same of the terminal that standard output is. Ends the program if a signal asks for that."""
    try:
        with Signals() as signals, open_keys(signals, wanted=True) as keys:
            return ask_terminal(keys, sys.stdout.fileno(), sys.stdout.encoding or "", os.environ)
    except Terminated as ended:
        end_by(ended.signal)


def may_ask(environment: Mapping[str, str]) -> bool:
    if sys.platform == "win32" or environment.get("TMUX") or environment.get("STY"):
        return False
    return environment.get("TERM", "").partition("-")[0] in _ASKABLE


def seems_to_show_pixels(environment: Mapping[str, str]) -> bool:
    """Whether its name says so, which the terminal itself may be asked then while a page stands on it."""
    named = environment.get("TERM") in ("xterm-kitty", "xterm-ghostty")
    hinted = environment.get("TERM_PROGRAM") == "vscode" or any(map(environment.get, _HINTS))
    return may_ask(environment) and (named or hinted)


def background_set(environment: Mapping[str, str]) -> Background | None:
    """As the variable ``COLORFGBG`` has it, which some terminals set: the last number is the background's."""
    last = environment.get("COLORFGBG", "").rpartition(";")[2]
    if not last.isdecimal():
        return None
    return "light" if last in ("7", "15") else "dark"


def traits_of(answers: Sequence[bytes]) -> TerminalTraits:
    """What the answers say; those to other questions say nothing."""
    background: Background | None = None
    wide: bool | None = None
    pixels, cell = False, _CELL
    for answer in answers:
        if color := _COLOR.match(answer):
            bright = sum(
                share * int(part, 16) / (16 ** len(part) - 1)
                for share, part in zip(_LUMA, color.groups(), strict=True)
            )
            background = "light" if bright > _HALF_BRIGHT else "dark"
        elif (place := _PLACE.fullmatch(answer)) and place[2] in (b"2", b"3"):
            wide = place[2] == b"3"
        elif _SHOWS_PIXELS.fullmatch(answer):
            pixels = True
        elif (size := _CELL_SIZE.fullmatch(answer)) and int(size[1]) and int(size[2]):
            cell = int(size[2]), int(size[1])
    return TerminalTraits(background, wide, cell=cell if pixels else None)


def _same_terminal(one: int, other: int) -> bool:
    try:
        return os.ttyname(one) == os.ttyname(other)
    except OSError:
        return False
