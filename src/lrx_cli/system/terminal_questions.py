"""What a terminal says of itself: how dark it is, and how wide it writes characters of ambiguous width.

A terminal that does not know a question may print it. So terminals are asked only where their name is one of
those that are known not to, never through tmux or screen (which answer for themselves, or swallow the
question), and on the alternate screen, which is cleared before anybody can read what is on it.

Another question is another entry in ``_QUESTIONS`` and another field of ``TerminalTraits``; the last one
stays last, since its answer says that there are no more.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Literal, NamedTuple

from lrx_cli.core.ports import Keys
from lrx_cli.system.keyboard import TerminalKeys

Background = Literal["dark", "light"]

_ASKABLE = (
    "xterm", "rxvt", "alacritty", "foot", "st", "kitty", "wezterm", "ghostty", "konsole", "mlterm", "contour",
    "mintty", "gnome", "vte",
)  # fmt: skip
"""How ``TERM`` begins (up to a hyphen) where all questions below are known to print nothing."""
_PATIENCE_S = 0.2
"""Terminals on the same machine answer within 10 ms; over a network it takes as long as the way there."""
_PROBE = "▄"
"""A character of ambiguous width that the screen is full of."""
_ENTER = b"\x1b[?1049h\x1b[H"
_LEAVE = b"\x1b[H\x1b[2J\x1b[?1049l"
_QUESTIONS: Mapping[str, bytes] = {
    "width": _PROBE.encode() + b"\x1b[6n",
    "background": b"\x1b]11;?\x1b\\",
    "device": b"\x1b[c",
}
_PLACE = re.compile(rb"\x1b\[(\d+);(\d+)R")
_COLOR = re.compile(rb"\x1b\]11;rgba?:([0-9a-fA-F]+)/([0-9a-fA-F]+)/([0-9a-fA-F]+)")
_HALF_BRIGHT = 0.5
_LUMA = 0.299, 0.587, 0.114
"""Shares of red, green and blue in how bright a color looks (ITU-R BT.601)."""


class TerminalTraits(NamedTuple):
    """``None``: the terminal was not asked, or did not say."""

    background: Background | None = None
    wide: bool | None = None
    """Whether characters of ambiguous width take two columns."""
    answered: bool = False


NOT_ASKED = TerminalTraits()


def ask_terminal(keys: Keys, stream_fd: int, encoding: str, environment: Mapping[str, str]) -> TerminalTraits:
    """Ask the terminal, where it may be asked; within ``_PATIENCE_S`` seconds.

    ``keys``: of the same terminal as ``stream_fd``. What is in its window is there again afterwards.
    Raises ``Terminated``.
    """
    asks = may_ask(environment)
    if not asks or not isinstance(keys, TerminalKeys) or not _same_terminal(keys.fd, stream_fd):
        return TerminalTraits(background=background_set(environment))
    questions = [
        question
        for name, question in _QUESTIONS.items()
        if name != "width" or encoding.lower().replace("-", "") == "utf8"
    ]

    def write(data: bytes) -> None:
        with suppress(OSError):  # who paints next finds out, too
            os.write(stream_fd, data)

    try:
        answers = keys.ask(_ENTER + b"".join(questions), write, _PATIENCE_S)
    finally:
        write(_LEAVE)
    traits = traits_of(answers)
    if traits.background is None:
        traits = traits._replace(background=background_set(environment))
    return traits


def may_ask(environment: Mapping[str, str]) -> bool:
    if sys.platform == "win32" or environment.get("TMUX") or environment.get("STY"):
        return False
    return environment.get("TERM", "").partition("-")[0] in _ASKABLE


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
    for answer in answers:
        if color := _COLOR.match(answer):
            bright = sum(
                share * int(part, 16) / (16 ** len(part) - 1)
                for share, part in zip(_LUMA, color.groups(), strict=True)
            )
            background = "light" if bright > _HALF_BRIGHT else "dark"
        elif (place := _PLACE.fullmatch(answer)) and place[2] in (b"2", b"3"):
            wide = place[2] == b"3"
    return TerminalTraits(background, wide, answered=bool(answers))


def _same_terminal(one: int, other: int) -> bool:
    try:
        return os.ttyname(one) == os.ttyname(other)
    except OSError:
        return False
