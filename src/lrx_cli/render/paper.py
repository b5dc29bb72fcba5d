"""The paper a page is set on: how wide it is, whether it has colors, and how text is set on it.

Every string goes through :func:`~lrx_cli.text.clean` here, once, on its way to the terminal, so a page
cannot forget it. Colors never carry a meaning that words do not.

Set by hand and not with rich: ``lrx show`` starts in two thirds of the time (docs/design.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from lrx_cli.text import clean, width, wrap

Style = Literal["plain", "title", "label", "faint", "strong", "alert"]

_CODES: dict[Style, str] = {
    "plain": "",
    "title": "1;36",
    "label": "36",
    "faint": "2",
    "strong": "1",
    "alert": "1;33",
}
_ROOM_FOR_COLUMNS = 60
"""Below it, a label stands above its text instead of beside it."""


class Paper(NamedTuple):
    columns: int
    color: bool

    @property
    def narrow(self) -> bool:
        return self.columns < _ROOM_FOR_COLUMNS

    def paint(self, text: str, style: Style) -> str:
        """``text`` as it is, cleaned and in color."""
        text = clean(text)
        code = _CODES[style]
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and code and text else text

    def title(self, text: str) -> list[str]:
        return self.paragraph(text, style="title")

    def paragraph(self, text: str, *, indent: int = 0, mark: str = "", style: Style = "plain") -> list[str]:
        """``text`` in lines; after ``mark`` (a bullet, a number) the lines hang under its first word."""
        left = " " * indent
        hang = " " * width(mark)
        lines = wrap(clean(text), max(self.columns - indent - len(hang), 8))
        return [
            left + (mark if place == 0 else hang) + self.paint(line, style)
            for place, line in enumerate(lines)
        ]

    def items(self, texts: Sequence[str], *, indent: int = 2) -> list[str]:
        return [line for text in texts for line in self.paragraph(text, indent=indent, mark="- ")]

    def entry(self, label: str, text: str, *, column: int, indent: int = 0) -> list[str]:
        """``label`` at the left and ``text`` from ``column`` on; one above the other on narrow paper, and
        where the label takes more than half of it."""
        mark = clean(label) + " " * max(column - indent - width(clean(label)), 1)
        if self.narrow or indent + width(mark) > self.columns // 2:
            return [
                *self.paragraph(label, indent=indent, style="label"),
                *self.paragraph(text, indent=indent + 2),
            ]
        # A label wider than its column pushes its own first line and nothing else.
        lines = wrap(clean(text), self.columns - max(column, indent + width(mark)))
        first = " " * indent + self.paint(mark.rstrip(), "label") + mark[len(mark.rstrip()) :]
        return [first + lines[0], *(" " * max(column, indent + width(mark)) + line for line in lines[1:])]


def joined(sections: Sequence[Sequence[str]]) -> list[str]:
    """Sections with an empty line between them; empty sections leave no gap."""
    lines: list[str] = []
    for section in sections:
        if section:
            lines += ["", *section] if lines else section
    return lines


def clock(ms: int) -> str:
    """Whole seconds as ``24:05``, rounded to the nearest."""
    minutes, seconds = divmod((ms + 500) // 1000, 60)
    return f"{minutes}:{seconds:02d}"


def seconds(ms: int) -> str:
    """``2 s``, ``2.5 s``."""
    return f"{ms / 1000:g} s"
