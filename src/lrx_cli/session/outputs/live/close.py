"""A screen with little room, as of 40x12, and with hardly any."""

from __future__ import annotations

from lrx_cli.render.theme import Style
from lrx_cli.session.outputs.live.letters import dots, rows_at, spellable
from lrx_cli.session.outputs.live.scene import Panel
from lrx_cli.session.outputs.live.setting import GAP, Setting
from lrx_cli.text import width, wrap

_BESIDE = 16
"""Columns that a sentence needs beside a word."""


class Close(Setting):
    """Word and number over side and count; a line between, and what to do now below or beside."""

    def set(self) -> None:
        scene = self.scene
        if scene.panel is not None and scene.panel.spare:
            scene = self.scene = scene._replace(panel=None)
        between = 1 if self.rows >= 12 else 0
        high = rows_at(2 * max(1, (self.rows - 1 - between) // 10))
        self._in_a_row(0, 0, self.columns, high, second=False)
        end = self.rows
        if scene.phase == "hurt":
            self._close_text(high, end, 0)
            return
        if between:
            self._caption_close(high)
        else:
            end -= 1
            self._caption_close(end)
        top = high + between
        room = self.columns
        reads = scene.panel is not None and scene.phase == "paused"
        if scene.second is None or reads:
            # Who reads in a pause needs the room; the caption says the side and the number, too.
            self._close_text(top, end, 0)
            return
        text = scene.notice or scene.line
        below = max(0, end - top - high)
        fits = len(wrap(self.grid.plain(text), room)) <= below
        fits = fits and scene.panel is None and scene.phase != "paused"
        beside = spellable(scene.second)
        if not fits and beside is not None and room - dots(beside) - GAP >= _BESIDE:
            # The sentence is longer than its row: it stands beside the word, which gets narrower for it.
            room -= _BESIDE + GAP
        scale = self._word_scale(scene.second, room, high)
        if scale is None:
            self._put(top, 0, scene.second, "strong", self.columns)
            self._close_text(top + 1, end, 0)
            return
        self._blocks(top, 0, scene.second, scale, "text")
        column = dots(beside or "") * scale.x + GAP
        free = self.columns - column
        if not fits and free >= _BESIDE:
            self._close_text(top, end, column)
            return
        if scene.reps is not None and (count := self._word_scale(scene.reps, free, high)) is not None:
            self._blocks(top, self.columns - dots(scene.reps) * count.x, scene.reps, count, "aside")
        self._close_text(top + high, end, 0)

    def _caption_close(self, row: int) -> None:
        scene = self.scene
        clock = self.grid.put_right(row, scene.clock, self.palette["text"])
        both = " · ".join(part for part in (scene.title, scene.caption) if part)
        if width(self.grid.plain(both)) > clock - 1:
            # Which exercise it is comes first before it begins, then the side and the number.
            both = scene.caption if scene.caption and scene.second else scene.title
        self._put(row, 0, both, "text", clock - 1)

    def _close_text(self, top: int, end: int, column: int) -> None:
        """As much as there is room for, beside or below the words."""
        scene = self.scene
        room = self.columns - column
        if scene.panel is not None:
            self._short_panel(top, end, column, scene.panel)
            return
        if scene.notice:
            self._wrapped(top, end, scene.notice, "notice", room, column)
            return
        if end - top == 1 and scene.upcoming:
            both = f"{scene.line.rstrip('.')} · {scene.upcoming.replace('then: ', 'then ')}"
            if width(self.grid.plain(both)) <= room:
                self._put(top, column, both, "text", room)
                return
        row = self._wrapped(top, end, scene.line, "text", room, column)
        for aside in (*scene.asides, scene.upcoming):
            row = self._wrapped(row, end, aside, "aside", room, column, whole=True)

    def _short_panel(self, top: int, end: int, column: int, panel: Panel) -> None:
        """The line, then the panel's rows in short, as many to a line as fit."""
        scene = self.scene
        room = self.columns - column
        lines = self._in_short(panel, room)
        row = top
        if scene.notice or scene.phase == "hurt":
            style: Style = "notice" if scene.notice else "text"
            text = scene.notice or scene.line
            row = self._wrapped(top, max(top + 1, end - len(lines)), text, style, room, column)
            row += row + len(lines) < end
        if not panel.key:
            for line in lines:
                row = self._wrapped(row, end, line, "text", room, column)
            return
        paragraphs = [self._lines(line, room) for line in lines]
        shown, below = self._part(panel._replace(foot=""), paragraphs, end - row)
        for at, line in enumerate(shown, row):
            self._put(at, column, line, "text", room)
        self._put(end - 1, column, below, "aside", room)

    def _in_short(self, panel: Panel, room: int) -> list[str]:
        """The panel's rows in short, as many to a line as fit."""
        lines: list[str] = []
        for item in panel.rows:
            words = f"{item.mark} {item.short or item.text}".strip()
            if lines and width(lines[-1]) + GAP + width(words) <= room:
                lines[-1] += f"{' ' * GAP}{words}"
            else:
                lines.append(words)
        return lines


class Small(Close):
    """Large words in a row or over each other where they fit, else ordinary text, cut where it ends."""

    def set(self) -> None:
        scene = self.scene
        if scene.phase == "hurt" and scene.panel is not None:
            self._choices(scene.panel)
            return
        high = 0
        if self.rows >= 3 and self._fits_in_a_row(self.columns, self.rows):
            high = min(self.rows, rows_at(2) if self.rows > 5 else rows_at(1))
            self._in_a_row(0, 0, self.columns, high)
        elif self.rows >= 3 * 6 + 1:
            high = self._stacked()
        rest = [] if high else [scene.word, scene.second or "", scene.clock]
        said = f"{scene.notice or scene.line}"
        text = " ".join(part for part in [*rest, "" if self.rows - high < 2 else said] if part)
        if high and not rest:
            text = said
        self._wrapped(high, self.rows, text, "text", max(1, self.columns))

    def _choices(self, panel: Panel) -> None:
        """What can be answered comes before everything else, even the big word."""
        lines = self._in_short(panel, self.columns)
        row = 0
        if self.rows > len(lines):
            self._put(0, 0, self.scene.word, "strong", self.columns)
            row = 1
        else:
            lines[0] = f"{self.scene.word} {lines[0]}"
        for line in lines:
            row = self._wrapped(row, self.rows, line, "text", self.columns)
        self._wrapped(row, self.rows, self.scene.notice or self.scene.line, "text", self.columns)

    def _stacked(self) -> int:
        """One under the other on a tall and narrow screen. How many rows they took."""
        row = 0
        each = max(3, (self.rows - 4) // 3 - 1)
        words: tuple[tuple[str | None, Style], ...] = (
            (self.scene.word, self.scene.phase),
            (self.scene.second, "text"),
            (self._number_text(), "text"),
        )
        for text, style in words:
            if not text:
                continue
            scale = self._word_scale(text, self.columns, each)
            if scale is None:
                self._put(row, 0, text, "strong", self.columns)
                row += 2
            else:
                self._blocks(row, 0, text, scale, style)
                row += scale.rows + 1
        return row
