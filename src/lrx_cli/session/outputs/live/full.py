"""A screen with room: 80x24 and up. Big words and a huge number, sentences, bars and keys below."""

from __future__ import annotations

from typing import ClassVar

from lrx_cli.render.theme import Palette
from lrx_cli.session.outputs.live.grid import Grid
from lrx_cli.session.outputs.live.letters import ROWS, dots, rows_at
from lrx_cli.session.outputs.live.scene import Bar, Chip, Panel, Row, Scene
from lrx_cli.session.outputs.live.setting import GAP, Area, Setting
from lrx_cli.text import width, wrap

_READABLE = 100
"""A longer line is hard to find the beginning of the next from."""
_BAR_LABEL = 16
_TALL = 30
"""Rows from which on there is room for some air."""
_ABOVE = 2
"""Rows above the big words: the header, and nothing."""


def stage_rows(rows: int) -> int:
    """Rows for the big words; above them is the header, below the caption, sentences, bars, keys."""
    return rows - _ABOVE - _below(rows)


def _below(rows: int) -> int:
    return 10 if rows < _TALL else 13


class Full(Setting):
    """``figure``: where a drawing will stand; the words keep to the left of it."""

    margin: ClassVar = 1

    def __init__(self, scene: Scene, grid: Grid, palette: Palette, figure: Area | None = None) -> None:
        super().__init__(scene, grid, palette)
        self.figure = figure

    def set(self) -> None:
        self._header(0)
        if self.scene.panel is not None:
            self._with_panel(self.scene.panel)
            return
        stage = Area(_ABOVE, 1, stage_rows(self.rows), self.columns - 2)
        if self.figure is None:
            self._stage(stage)
        else:
            self._narrow_stage(stage._replace(columns=self.figure.column - GAP))
        air = 1 if self.rows >= _TALL else 0
        caption = stage.row + stage.rows
        keys = self.rows - 1
        bars = keys - air - len(self.scene.bars)
        self._caption(caption)
        self._sentences(caption + 2, bars - air)
        self._bars(bars)
        self._chips(keys)

    def _header(self, row: int) -> None:
        scene = self.scene
        places = [scene.place, scene.left]
        while places and width(scene.title) + 3 + width(" · ".join(places)) > self.columns - 2:
            places.pop()
        self._put(row, 1, scene.title, "strong", self.columns - 2)
        if any(places):
            text = " · ".join(place for place in places if place)
            self.grid.put_right(row, text, self.palette["text"], end=self.columns - 1)

    def _stage(self, area: Area) -> None:
        """Two words, one over the other, and a huge number beside them."""
        words = area.columns
        number = self._number_scale(area.columns * 2 // 5, min(area.rows, self.rows * 5 // 12))
        if number is not None:
            text = self._number_text()
            start = area.column + area.columns - dots(self._number_room()) * number.x
            offset = (area.rows - number.rows) // 2
            shift = (dots(self._number_room()) - dots(text)) * number.x
            self._blocks(area.row + offset, start + shift, text, number, "text")
            words = start - area.column - 2 * GAP
        elif self.scene.seconds is not None:
            self._put(area.row, area.column, self._number_text(), "strong", area.columns)
        self._two_words(area._replace(columns=words))

    def _narrow_stage(self, area: Area) -> None:
        """Beside a drawing: a word, and under it the number and the second word."""
        first, second, gap = self._two_heights(area.rows)
        self._word(area.row, area.column, self.scene.word, area.columns, first, self.scene.phase)
        row = area.row + rows_at(first) + gap
        column = area.column
        number = self._number_scale(area.columns * 2 // 5, rows_at(second))
        if number is not None:
            self._blocks(row, column, self._number_text(), number, "text")
            column += dots(self._number_room()) * number.x + GAP
        if self.scene.second is not None:
            room = area.column + area.columns - column
            self._word(row, column, self.scene.second, room, second, "text")

    def _two_words(self, area: Area) -> None:
        scene = self.scene
        first, second, gap = self._two_heights(area.rows)
        row = area.row + (area.rows - rows_at(first) - gap - rows_at(second)) // 2
        self._word(row, area.column, scene.word, area.columns, first, scene.phase)
        if scene.second is not None:
            row += rows_at(first) + gap
            self._word(row, area.column, scene.second, area.columns, second, "text")

    def _two_heights(self, rows: int) -> tuple[int, int, int]:
        """How tall two words over each other may be, in half rows a dot, and the rows between them.

        Each at most a quarter of the screen: that is read from three meters, and larger only means more
        to write at every change.
        """
        most = max(1, 2 * (self.rows // 4) // ROWS)
        second = 1
        while second < most and 2 * rows_at(second + 1) + second % 2 <= rows:
            second += 1
        first = second
        while first < most and rows_at(first + 1) + 1 + rows_at(second) <= rows:
            first += 1
        return first, second, min(max(0, rows - rows_at(first) - rows_at(second)), 1 + first // 2)

    def _caption(self, row: int) -> None:
        self._put(row, 1, self.scene.caption, "text", self.columns - 2)
        self.grid.put_right(row, self.scene.clock, self.palette["text"], end=self.columns - 1)

    def _sentences(self, top: int, end: int) -> None:
        """What to do now, what else there is to know, and what comes then, in rows ``top`` to ``end``."""
        scene = self.scene
        room = min(self.columns - 2, _READABLE)
        bottom = end
        lines = [wrap(self.grid.plain(text), room) for text in (scene.line, *scene.asides[:1]) if text]
        if scene.upcoming and sum(map(len, lines)) < end - top:
            end -= 1
            self._put(end, 1, scene.upcoming, "aside", room)
        row = self._wrapped(top, end, scene.line, "strong", room)
        for aside in scene.asides:
            row = self._wrapped(row, end, aside, "text", room)
        if scene.notice:
            self._notice(max(top, bottom - 3), bottom)

    def _notice(self, top: int, end: int) -> None:
        """Across the whole width, over whatever stands there."""
        rows = min(3, end - top)
        self.grid.band(top, rows, self.palette["notice"])
        text = self.grid.cut(self.scene.notice, self.columns - 2)
        column = max(0, (self.columns - width(text)) // 2)
        self.grid.put(top + rows // 2, column, text, self.palette["notice"])

    def _bars(self, row: int) -> None:
        for at, bar in enumerate(self.scene.bars, row):
            self._bar(at, bar)

    def _bar(self, row: int, bar: Bar) -> None:
        cells = self.columns - 2 - _BAR_LABEL
        full = 0 if bar.of <= 0 else min(cells, bar.done * cells // bar.of)
        done, left = ("━", "─") if self.unicode else ("=", ".")
        self.grid.blocks(row, 1, [done * full], self.palette["text"])
        self.grid.blocks(row, 1 + full, [left * (cells - full)], self.palette["track"])
        self._put(row, 1 + cells + GAP, bar.label, "aside", _BAR_LABEL - GAP)

    def _chips(self, row: int) -> None:
        chips = list(self.scene.chips)
        while len(chips) > 1 and sum(map(_chip_width, chips)) + GAP * (len(chips) - 1) > self.columns - 2:
            chips.remove(max(chips, key=lambda chip: chip.rank))
        column = 1
        for chip in chips:
            column = self.grid.put(row, column, chip.key, self.palette["strong"])
            column = self.grid.put(row, column + 1, chip.does, self.palette["aside"]) + GAP

    def _with_panel(self, panel: Panel) -> None:
        scene = self.scene
        high = max(5, self.rows // 6)
        self._in_a_row(2, 1, self.columns - 2, high)
        row = 2 + high
        self._caption(row)
        row = self._wrapped(row + 1, row + 4, scene.line, "strong", min(self.columns - 2, _READABLE)) + 1
        if scene.notice:
            self._notice(row - 1, row)
        end = self.rows - 1
        if scene.chips:
            self._chips(end)
            end -= 1
        self._panel(row, end + 1, panel)

    def _panel(self, top: int, end: int, panel: Panel) -> None:
        """Its rows, wrapped, with the notes beside them where there is room for all."""
        marks = max((width(row.mark) for row in panel.rows), default=0)
        indent = 1 + (marks + GAP if marks else 0)
        room = min(self.columns - 1 - indent, _READABLE)
        texts = max((width(row.text) for row in panel.rows if row.note), default=0)
        noted = texts + GAP + max((width(row.note) for row in panel.rows), default=0) <= room
        paragraphs = [
            [(row if at == 0 else Row("", ""), line) for at, line in enumerate(self._lines(row.text, room))]
            for row in panel.rows
        ]
        lines, below = self._part(panel, paragraphs, end - top)
        for at, (row, line) in enumerate(lines, top):
            self._put(at, 1, row.mark, "strong", marks or 1)
            self._put(at, indent, line, "text", texts if row.note and noted else room)
            if row.note and noted:
                self._put(at, indent + texts + GAP, row.note, "aside", room - texts - GAP)
        self._put(end - 1, 1, below, "aside", self.columns - 2)


def _chip_width(chip: Chip) -> int:
    return width(chip.key) + 1 + width(chip.does)
