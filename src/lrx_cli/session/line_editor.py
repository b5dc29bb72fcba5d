"""One line of text while it is typed: no terminal, no time.

Keys come by their names, a paste as one text. Whatever comes, the line holds only what a screen can show:
control characters and line ends become blanks or nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from lrx_cli.system.key_decoder import Pasted
from lrx_cli.text import REPLACEMENT, clean

LONGEST = 500
"""Characters of a line; what is pasted beyond that is dropped."""


class LineEditor:
    """``text`` with the cursor before character ``place``."""

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
        typed = typed[: LONGEST - len(self.text)]
        self.text = self.text[: self.place] + typed + self.text[self.place :]
        self.place += len(typed)

    def _move(self, to: int) -> None:
        self.place = max(0, min(to, len(self.text)))

    def _delete(self, start: int, end: int) -> None:
        self.text = self.text[:start] + self.text[end:]
        self.place = start

    def _word_start(self) -> int:
        """Of the word that the cursor is in or behind."""
        return len(self.text[: self.place].rstrip().rpartition(" ")[0]) + 1 if self._in_later_word else 0

    @property
    def _in_later_word(self) -> bool:
        return " " in self.text[: self.place].rstrip()

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


def printable(text: str) -> str:
    """``text`` without anything that a terminal could obey; blanks for line ends and tabs."""
    return clean(text[:LONGEST], LONGEST).replace(REPLACEMENT, "")
