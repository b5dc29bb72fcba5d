"""What every way of setting a screen is made of: words in large letters, a number, wrapped sentences."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar, NamedTuple, TypeVar

from lrx_cli.render.theme import Palette, Style
from lrx_cli.session.outputs.live.grid import Grid
from lrx_cli.session.outputs.live.letters import Scale, dots, drawn, fit, rows_at, spellable
from lrx_cli.session.outputs.live.scene import Panel, Scene
from lrx_cli.text import width, wrap

GAP = 2
_MORE = "... and more, in a larger window"
Line = TypeVar("Line")


class Area(NamedTuple):
    row: int
    column: int
    rows: int
    columns: int


class Setting(ABC):
    """A scene on its way to a grid. ``set`` of a kind of it puts everything where that kind has it."""

    margin: ClassVar = 0
    """The column at which sentences begin."""

    def __init__(self, scene: Scene, grid: Grid, palette: Palette) -> None:
        self.scene = scene
        self.grid = grid
        self.palette = palette
        self.columns = grid.columns
        self.rows = grid.rows
        self.unicode = grid.unicode
        self.parts = 1
        """In how many parts the panel is to be read; known when it is set."""

    @abstractmethod
    def set(self) -> None: ...

    def _in_a_row(self, row: int, column: int, columns: int, high: int, *, second: bool = True) -> None:
        """Word, second word and number beside each other; the number ends at the right."""
        scene = self.scene
        words = [scene.word] + ([scene.second] if second and scene.second is not None else [])
        spelled = [spellable(word) for word in words]
        known = [word for word in spelled if word is not None]
        number = self._number_room() if self._number_text() else ""
        needed = sum(map(dots, known)) + 2 * GAP * len(known)
        scale = None
        if number:
            # The words come first: they have to fit at least at half the width of their height.
            least = max(1, (2 * high // 5 + 1) // 2)
            scale = fit(number, columns - needed * least, high, halves=self.unicode)
            if scale is not None:
                text = self._number_text()
                start = column + columns - dots(text) * scale.x
                self._blocks(row, start, text, scale, "text")
                columns -= dots(number) * scale.x + GAP
        for index, word in enumerate(words):
            style = scene.phase if index == 0 else "text"
            left = sum(dots(other) + GAP for other in spelled[index + 1 :] if other)
            letters = spelled[index]
            share = columns if letters is None else columns * dots(letters) // (dots(letters) + left)
            used = self._word(row, column, word, share, 2 * high // 5, style)
            column += used + 2 * GAP
            columns -= used + 2 * GAP
        if number and scale is None:
            self._put(row, column, self._number_text(), "strong", max(1, columns))

    def _fits_in_a_row(self, columns: int, rows: int) -> bool:
        words = [self.scene.word, *([self.scene.second] if self.scene.second else [])]
        spelled = [spellable(word) for word in words]
        if None in spelled:
            return False
        number = self._number_room() if self._number_text() else ""
        needed = sum(dots(text) for text in (*spelled, number) if text) + 2 * GAP * len(words)
        return needed <= columns and (self.unicode or rows >= rows_at(2))

    def _word(self, row: int, column: int, text: str, columns: int, y: int, style: Style) -> int:
        """``text`` as large as fits, at most ``y`` half rows a dot; the columns it took."""
        scale = self._word_scale(text, columns, rows_at(y))
        if scale is None:
            return self._put(row, column, text, "strong", columns) - column
        self._blocks(row, column, text, scale, style)
        return dots(spellable(text) or "") * scale.x

    def _word_scale(self, text: str, columns: int, rows: int) -> Scale | None:
        spelled = spellable(text)
        return None if spelled is None else fit(spelled, columns, rows, halves=self.unicode)

    def _blocks(self, row: int, column: int, text: str, scale: Scale, style: Style) -> None:
        lines = drawn(spellable(text) or "", scale, halves=self.unicode)
        self.grid.blocks(row, column, lines, self.palette[style])

    def _number_text(self) -> str:
        if self.scene.seconds is not None:
            return str(self.scene.seconds)
        return ">" if self.scene.waits else ""

    def _number_room(self) -> str:
        """As wide as the number is at its widest, so that its digits never change their size."""
        return "0" * max(2, len(self._number_text()))

    def _number_scale(self, columns: int, rows: int) -> Scale | None:
        if not self._number_text():
            return None
        scale = fit(self._number_room(), columns, rows, halves=self.unicode)
        # A number is taller than it is wide, and costs less to change.
        return scale and scale._replace(x=min(scale.x, max(2, scale.y * 3 // 4)) if scale.x > 1 else 1)

    def _part(self, panel: Panel, paragraphs: Sequence[Sequence[Line]], rows: int) -> tuple[list[Line], str]:
        """The lines of the panel to be seen now, and what stands below them, in ``rows`` together."""
        if sum(map(len, paragraphs)) + bool(panel.foot) <= rows:
            return [line for lines in paragraphs for line in lines], panel.foot
        if rows < 2:
            return [], ""
        parts = in_parts(paragraphs, rows - 1)
        if not panel.key:
            return parts[0], _MORE
        self.parts = len(parts)
        part = min(panel.part, self.parts - 1)
        does = "reads on" if part + 1 < self.parts else "closes this"
        return parts[part], f"{part + 1} of {self.parts} · {panel.key} {does}"

    def _put(self, row: int, column: int, text: str, style: Style, cells: int) -> int:
        if cells <= 0:
            return column
        return self.grid.put(row, column, text, self.palette[style], cells=cells)

    def _lines(self, text: str, cells: int) -> list[str]:
        text = self.grid.plain(text)
        return wrap(text, cells) if width(text) > cells else [text]

    def _wrapped(
        self,
        row: int,
        end: int,
        text: str,
        style: Style,
        cells: int,
        column: int | None = None,
        *,
        whole: bool = False,
    ) -> int:
        """``text`` in rows before ``end``; the row after it. ``whole``: all of it or nothing."""
        if not text or row >= end:
            return row
        if column is None:
            column = self.margin
        lines = self._lines(text, cells)
        if whole and row + len(lines) > end:
            return row
        if row + len(lines) > end:
            kept = lines[: end - row]
            lines = [*kept[:-1], " ".join(lines[end - row - 1 :])]  # put cuts it with a sign
        for line in lines:
            self._put(row, column, line, style, cells)
            row += 1
        return row


def in_parts(paragraphs: Sequence[Sequence[Line]], rows: int) -> list[list[Line]]:
    """Of at most ``rows`` lines each. A paragraph goes on in the next part only if it is longer than one."""
    parts: list[list[Line]] = [[]]
    for paragraph in paragraphs:
        if len(parts[-1]) + len(paragraph) > rows and parts[-1]:
            parts.append([])
        for line in paragraph:
            if len(parts[-1]) == rows:
                parts.append([])
            parts[-1].append(line)
    return parts
