"""From the bytes of a keyboard to the names of keys; no terminal, no time.

Terminals write arrows and function keys as escape sequences, and the Escape key as the first byte of
one. So a lone ESC is a key only when nothing follows it for a moment: whoever feeds the decoder waits
``patience`` and then calls ``settle``.
"""

from __future__ import annotations

from lrx_cli.core.catalog.exercise import Ms

ESCAPE: Ms = 30
"""Longer than a terminal needs for the rest of a sequence, shorter than anybody notices."""
PASTE: Ms = 1_000
"""A paste whose end was lost is over when nothing came for so long."""
BURST = 8
"""More keys at once than a hand can press: text that was pasted, or typed ahead while we were away."""

_ESC = 0x1B
_PLAIN = {
    0x20: "space",
    0x0D: "enter",
    0x0A: "enter",
    0x09: "tab",
    0x7F: "backspace",
    0x08: "backspace",
}
_FINAL = {"A": "up", "B": "down", "C": "right", "D": "left", "H": "home", "F": "end"}
_TILDE = {
    "1": "home",
    "4": "end",
    "5": "pageup",
    "6": "pagedown",
    "7": "home",
    "8": "end",
    "15": "f5",
}
_PASTE_BEGINS = "200"
_PASTE_ENDS = b"\x1b[201~"
_CLICK = 6
"""Bytes of a mouse report of the old kind: ESC [ M, the button and the place."""
_STRINGS = b"]PX^_"
"""What follows ESC where a terminal answers a question in a string; ends at BEL or ESC \\."""


class Decoder:
    def __init__(self) -> None:
        self._left = bytearray()
        """The beginning of something whose end has not come yet."""
        self._pasting = False

    @property
    def patience(self) -> Ms | None:
        """How long to wait before ``settle``; ``None``: nothing is open."""
        if self._pasting:
            return PASTE
        return ESCAPE if self._left else None

    def feed(self, data: bytes) -> list[str]:
        """The keys that are complete now; none from a paste or a burst."""
        self._left += data
        keys: list[str] = []
        while self._left:
            taken, key = self._next()
            if not taken:
                break
            del self._left[:taken]
            if key:
                keys.append(key)
        return keys if len(keys) <= BURST else []

    def settle(self) -> list[str]:
        """Nothing more has come: a lone ESC was the Escape key, and half a sequence was nothing."""
        keys = ["esc"] if self._left == b"\x1b" and not self._pasting else []
        self._left.clear()
        self._pasting = False
        return keys

    def _next(self) -> tuple[int, str | None]:
        """How many bytes the next thing has (0: not all there yet), and the key it is, if it is one."""
        data = self._left
        if self._pasting:
            return self._paste()
        first = data[0]
        if first == _ESC:
            return self._sequence()
        if first < 0x80:
            return 1, _PLAIN.get(first) or (chr(first) if first > 0x20 else None)
        return self._utf8()

    def _paste(self) -> tuple[int, None]:
        end = self._left.find(_PASTE_ENDS)
        if end >= 0:
            self._pasting = False
            return end + len(_PASTE_ENDS), None
        # The end may be cut in two: keep what could be the beginning of it.
        return max(0, len(self._left) - len(_PASTE_ENDS) + 1), None

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
                number = data[2:at].decode("ascii").split(";")[0]
                if byte != ord("~"):
                    return at + 1, _FINAL.get(chr(byte))
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
