"""From the bytes of a keyboard to the names of keys, and from keys to a line of text; no terminal, no time.

Terminals write arrows and function keys as escape sequences, and the Escape key as the first byte of one.
So a lone ESC is a key only when nothing follows it for a moment: the caller waits ``patience`` and
then calls ``settle``. Terminals also answer questions on the same line: once an answer has
begun, its end is waited for, and no part of it ever becomes a key.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.text import REPLACEMENT, clean

ESCAPE: Ms = 30
"""Longer than a terminal needs for the rest of a sequence, shorter than anybody notices."""
BEGUN: Ms = 1_000
"""A paste, or a terminal's answer, whose end was lost is over when nothing came for so long."""
BURST = 8
"""More keys at once than a hand can press: text that was pasted, or typed ahead while we were away."""
LONGEST_PASTE = 4_000
"""Characters of a paste that are kept where text is wanted."""
LONGEST_LINE = 500
"""Characters of a line that is edited; what is pasted beyond that is dropped."""

_ESC = 0x1B
PLAIN = {
    0x20: "space",
    0x0D: "enter",
    0x0A: "enter",
    0x09: "tab",
    0x7F: "backspace",
    0x08: "backspace",
    **{ord(letter) - 0x60: f"ctrl-{letter}" for letter in "abdefknpuw"},
}
_FINAL = {"A": "up", "B": "down", "C": "right", "D": "left", "H": "home", "F": "end"}
_TILDE = {
    "1": "home",
    "3": "delete",
    "4": "end",
    "5": "pageup",
    "6": "pagedown",
    "7": "home",
    "8": "end",
    "15": "f5",
}
_BY_WORD = {"left": "word-left", "right": "word-right"}
_ALT, _CTRL = 2, 4
"""Bits of the second number of a sequence, less one: which keys are held down with an arrow."""
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


class Pasted(str):
    """Text that was pasted, as it is. Never the name of a key, whatever it says."""


class Decoder:
    """``answers``: what the terminal said of itself since they were last taken, the last few.

    ``takes_text``: a paste is wanted, and comes as :class:`Pasted`; otherwise it is dropped.
    ``expecting``: the terminal was asked, and at the end what it is; so that answer is its last one. Until
    then a lone ESC is waited for as long as for the rest of an answer. A terminal that never answers costs
    one slow Escape key: after that one, nothing is expected any more.
    """

    def __init__(self) -> None:
        self.takes_text = self.expecting = False
        self.answers: list[bytes] = []
        self._left = bytearray()
        """The beginning of something whose end has not come yet."""
        self._pasting = False
        self._pasted = bytearray()

    @property
    def patience(self) -> Ms | None:
        """How long to wait before ``settle``; ``None``: nothing is open."""
        left = self._left
        if self._pasting:
            return BEGUN
        if not left:
            return None
        return BEGUN if self.expecting or _ANSWER_BEGINS.match(left) else ESCAPE

    def feed(self, data: bytes) -> list[str]:
        """The keys that are complete now. A burst is a paste."""
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
            elif pasting and not self._pasting:
                keys += self._take_pasted()
        if len([key for key in keys if not isinstance(key, Pasted)]) <= BURST:
            return keys
        return [Pasted("".join(map(_typed, keys))[:LONGEST_PASTE])] if self.takes_text else []

    def settle(self) -> list[str]:
        """Nothing more has come: a lone ESC was the Escape key, and half a sequence was nothing."""
        keys = ["esc"] if self._left == b"\x1b" and not self._pasting else []
        if keys:
            self.expecting = False
        if self._pasting:
            keys = self._take_pasted()
        self._left.clear()
        self._pasting = False
        return keys

    def _take_pasted(self) -> list[str]:
        text = self._pasted.decode("utf-8", "replace")[:LONGEST_PASTE]
        self._pasted.clear()
        return [Pasted(text)] if self.takes_text and text else []

    def _note_answer(self, sequence: bytes) -> None:
        if _ANSWER.fullmatch(sequence):
            self.answers = [*self.answers, sequence][-_ANSWERS_KEPT:]
        if _DEVICE_ATTRIBUTES.fullmatch(sequence):
            self.expecting = False

    def _next(self) -> tuple[int, str | None]:
        """How many bytes the next thing has (0: not all there yet), and the key it is, if it is one."""
        data = self._left
        if self._pasting:
            return self._paste()
        first = data[0]
        if first == _ESC:
            return self._sequence()
        if first < 0x80:
            return 1, PLAIN.get(first) or (chr(first) if first > 0x20 else None)
        return self._utf8()

    def _paste(self) -> tuple[int, None]:
        end = self._left.find(_PASTE_ENDS)
        # The end may be cut in two: keep what could be the beginning of it.
        size = end if end >= 0 else max(0, len(self._left) - len(_PASTE_ENDS) + 1)
        if len(self._pasted) < 4 * LONGEST_PASTE:
            self._pasted += self._left[:size]
        if end < 0:
            return size, None
        self._pasting = False
        return end + len(_PASTE_ENDS), None

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
                number, *more = data[2:at].decode("ascii").split(";")
                if byte != ord("~"):
                    key = _FINAL.get(chr(byte))
                    held = int(more[0]) - 1 if more and more[0].isdecimal() else 0
                    return at + 1, _BY_WORD.get(key or "", key) if held & (_ALT | _CTRL) else key
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


def _typed(key: str) -> str:
    """The character that a key types."""
    return (
        key if len(key) == 1 or isinstance(key, Pasted) else " " if key in ("space", "enter", "tab") else ""
    )


class LineEditor:
    """One line of text while it is typed: ``text`` with the cursor before character ``place``.

    Keys come by their names, a paste as one text. Whatever comes, the line holds only what a screen can show:
    control characters and line ends become blanks or nothing.
    """

    def __init__(self, text: str = "") -> None:
        self.text = printable(text)
        self.place = len(self.text)

    def press(self, key: str) -> bool:
        """Obey an editing key, or insert what was typed. ``False``: the key means nothing here."""
        if isinstance(key, Pasted):
            self._insert(printable(" ".join(key.split("\n"))))
        elif key == "space":
            self._insert(" ")
        elif len(key) == 1:
            self._insert(printable(key))
        elif key in _EDITS:
            _EDITS[key](self)
        else:
            return False
        return True

    def _insert(self, typed: str) -> None:
        typed = typed[: LONGEST_LINE - len(self.text)]
        self.text = self.text[: self.place] + typed + self.text[self.place :]
        self.place += len(typed)

    def _move(self, to: int) -> None:
        self.place = max(0, min(to, len(self.text)))

    def _delete(self, start: int, end: int) -> None:
        self.text = self.text[:start] + self.text[end:]
        self.place = start

    def _word_start(self) -> int:
        """Of the word that the cursor is in or behind."""
        return self.text[: self.place].rstrip().rfind(" ") + 1

    def _word_end(self) -> int:
        rest = self.text[self.place :]
        blanks = len(rest) - len(rest.lstrip())
        return self.place + blanks + len(rest.lstrip().partition(" ")[0])


_EDITS: dict[str, Callable[[LineEditor], None]] = {
    "left": lambda line: line._move(line.place - 1),
    "right": lambda line: line._move(line.place + 1),
    "home": lambda line: line._move(0),
    "end": lambda line: line._move(len(line.text)),
    "word-left": lambda line: line._move(line._word_start()),
    "word-right": lambda line: line._move(line._word_end()),
    "backspace": lambda line: line._delete(max(0, line.place - 1), line.place),
    "delete": lambda line: line._delete(line.place, line.place + 1),
    "ctrl-w": lambda line: line._delete(line._word_start(), line.place),
    "ctrl-u": lambda line: line._delete(0, line.place),
    "ctrl-k": lambda line: line._delete(line.place, len(line.text)),
}
_EDITS |= {
    "ctrl-a": _EDITS["home"], "ctrl-e": _EDITS["end"], "ctrl-b": _EDITS["left"], "ctrl-f": _EDITS["right"],
}  # fmt: skip


def with_alt(pressed: list[str]) -> list[str]:
    """Escape and a letter at once are that letter with Alt held down; anything else is as it was pressed."""
    if pressed[:1] != ["esc"] or len(pressed) == 1:
        return pressed
    names = {"b": "word-left", "f": "word-right", "backspace": "ctrl-w"}
    return [names[key] for key in pressed[1:2] if key in names]


def printable(text: str) -> str:
    """``text`` without anything that a terminal could obey; blanks for line ends and tabs."""
    return clean(text[:LONGEST_LINE], LONGEST_LINE).replace(REPLACEMENT, "")
