"""Where questions are shown: on a screen of their own, or line by line.

On a screen of its own (the terminal's alternate one) a question stands alone, and nothing of the answers is
left in the window afterwards. Where nothing may be moved or cleared (a screen reader, a plain terminal) lines
are only ever added, one choice a line, with a word for every state.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import NamedTuple, TextIO

from rich.console import Console, Group, RenderableType
from rich.segment import Segment, SegmentLines
from rich.text import Text

from lrx_cli.core.health.questions import Query, Value
from lrx_cli.render import question as pages
from lrx_cli.render.console import make_console, noticing_loss, safe_text, window
from lrx_cli.render.parts import in_pages
from lrx_cli.system.keys import LineEditor
from lrx_cli.system.signals import Signals, put_right
from lrx_cli.text import width

_TAKE = "\x1b[?1007s\x1b[?1049h\x1b[?1007l\x1b[?2004h\x1b[?25l"
_GIVE_BACK = b"\x1b[?25h\x1b[?2004l\x1b[?1007h\x1b[?1007r\x1b[?1049l"
"""The alternate screen, no wheel that types arrows, pastes marked as such, no cursor."""
_CLEAR = "\x1b[H\x1b[2J"
_CLEAR_REST = "\x1b[H\x1b[J"
_WIDEST, _TALLEST = 100, 30
"""Columns and rows of a question; in a larger window there is a margin around it."""
_PROMPT = "> "

Lines = list[list[Segment]]


class TextQuestion(NamedTuple):
    """One line of text."""

    id: str
    ask: str
    check: Callable[[str], object]
    """Raises ``ValueError`` or :class:`LrxError` with what is wrong and what is allowed."""
    hint: str = ""
    needed: bool = True
    """``False``: Enter alone leaves it empty."""
    empty: str = "leave it out"
    """What Enter alone does where it is not needed."""


class QuestionScreen:
    """One question on the screen. ``color``: whether there are colors. ``size``: columns and rows of the
    window; otherwise it is asked for them. ``wide``: characters of ambiguous width take two columns, so there
    are no blocks and lines."""

    def __init__(
        self,
        stream: TextIO,
        *,
        color: bool,
        size: Callable[[], tuple[int, int]] | None = None,
        wide: bool = False,
    ) -> None:
        self._wide = wide
        self._stream = stream
        self._color = color
        self._size = size or (lambda: window(stream))
        self._ours = False
        self._part = 0
        self._alone = False
        """What is to stay is to stand alone in the window."""
        self._later: list[RenderableType] = []
        """What is to stay, to be shown when the terminal is given back."""

    def show(self, view: pages.QuestionView, part: int) -> int:
        self._part = part
        console = self._console()
        if not self._fits(console, view):
            compact = view._replace(compact=True)
            view = compact if self._fits(console, compact) else view._replace(paged=True)
        return self._paint(console, view, part, pages.blocks(view), pages.footer(view))

    def _fits(self, console: Console, view: pages.QuestionView) -> bool:
        parts = (pages.header(view, console.width), *pages.blocks(view), pages.footer(view))
        return sum(len(self._lines(console, part)) for part in parts) + 2 <= console.height

    def show_text(self, question: TextQuestion, line: LineEditor, view: pages.QuestionView) -> None:
        console = self._console()
        shown, place = visible(line, console.width - width(_PROMPT) - 1)
        typed = Text.assemble((_PROMPT, "label"), safe_text(shown))
        hint = [safe_text(question.hint, "aside")] if question.hint else []
        above = [safe_text(question.ask, "title"), *hint, Text()]
        keys = [("Enter", "go on" if line.text or question.needed else question.empty), ("Esc", "leave")]
        if view.can_go_back and not line.text:
            keys.insert(1, ("Backspace", "back"))
        notice = safe_text(view.notice, "stop") if view.notice else Text()
        row = 2 + sum(len(self._lines(console, part)) for part in above)
        self._paint(console, view, 0, [*above, typed], Group(notice, pages.chips(keys)))
        left, top = self._margins()
        self._write(f"\x1b[{top + row + 1};{left + width(_PROMPT) + place + 1}H\x1b[?25h")

    def changed(self, view: pages.QuestionView) -> None:
        self.show(view, self._part)

    def answered(self, query: Query, value: Value) -> None:
        """The next question stands alone."""

    def tell(self, *parts: RenderableType, alone: bool = False) -> None:
        self._alone = self._alone or alone
        self._later += parts
        if not self._ours:
            self._print_later()

    def give_back(self) -> None:
        """May be called any number of times."""
        self.put_right()
        self._print_later()

    def put_right(self) -> None:
        """By force, too: past the stream, which may be in the middle of a write that waits."""
        if self._ours:
            self._ours = False
            self._write_last(_GIVE_BACK)

    def _print_later(self) -> None:
        parts, self._later = self._later, []
        size = None
        if self._alone:
            self._alone = False
            size = self._size()
            self._write("\n" * size[1] + _CLEAR_REST)
        if parts:
            print_stays(make_console(self._stream, self._color, size=size), parts)

    def _console(self) -> Console:
        columns, rows = self._size()
        size = min(columns, _WIDEST), rows - self._margins()[1]
        return make_console(self._stream, self._color, size=size, wide=self._wide, screen=True)

    def _margins(self) -> tuple[int, int]:
        """Columns on the left, and rows above: the same for every question, so that none jumps."""
        columns, rows = self._size()
        return max(0, columns - _WIDEST) // 2, max(0, rows - _TALLEST) // 3

    def _paint(
        self,
        console: Console,
        view: pages.QuestionView,
        part: int,
        content: Iterable[RenderableType],
        below: RenderableType,
    ) -> int:
        head = [*self._lines(console, pages.header(view, console.width)), []]
        foot = self._lines(console, below)
        room = max(2, console.height - len(head) - len(foot) - 1)
        # From the end, so that the last part is full and the keys stay together.
        upwards = in_pages((self._lines(console, block)[::-1] for block in reversed([*content])), room)
        parts = [lines[::-1] for lines in reversed(upwards)]
        if part + 1 < len(parts):
            foot = self._lines(console, Group(Text(), pages.chips(pages.ways_on(view))))
        left, top = self._margins()
        margin = [Segment(" " * left)] if left else []
        lines = [*head, *parts[min(part, len(parts) - 1)], [], *foot]
        shown = [*([[]] * top), *([*margin, *line] for line in lines)]
        with console.capture() as capture:
            console.print(SegmentLines(shown, new_lines=True), end="", crop=False)
        painted = capture.get().removesuffix("\n")
        if not self._ours:
            self._ours = True
            self._write(_TAKE)
        self._write(f"\x1b[?25l{_CLEAR}{painted}")
        return len(parts)

    def _lines(self, console: Console, part: RenderableType) -> Lines:
        return console.render_lines(part, console.options.update(height=None), pad=False)

    def _write(self, text: str) -> None:
        with noticing_loss():
            self._stream.write(text)
            self._stream.flush()

    def _write_last(self, data: bytes) -> None:
        put_right(self._stream.fileno(), data)


class QuestionLines:
    """Questions as lines that are only added. ``console``: of the width to write in."""

    def __init__(self, console: Callable[[], Console]) -> None:
        self._console = console
        self._named = False
        """Whether the ways out were named."""
        self._ticked: tuple[str, ...] = ()
        self._typing: tuple[str, str] | None = None
        """The question that text is being typed for, and what was said of it last."""
        self._painted = 0

    def show(self, view: pages.QuestionView, part: int) -> int:
        above = [view.above] if view.above is not None else []
        self._print(*above, *pages.in_words(view, keys_named=self._named))
        self._named = True
        self._ticked = tuple(view.ticked)
        return 1

    def changed(self, view: pages.QuestionView) -> None:
        if view.notice:
            self._print(safe_text(view.notice))
            return
        before, self._ticked = self._ticked, tuple(view.ticked)
        for key, item in zip(view.query.keys, view.query.items, strict=False):
            if (key.value in view.ticked) is not (key.value in before):
                self._print(pages.choice_line(key, item, view.ticked))

    def answered(self, query: Query, value: Value) -> None:
        if self._typing is not None:
            self._typing = None
            self._print(Text())
        elif words := pages.answer_in_words(query, value):
            self._print(safe_text(f"Answer: {words}."))

    def show_text(self, question: TextQuestion, line: LineEditor, view: pages.QuestionView) -> None:
        if self._typing is None or self._typing[0] != question.id:
            place = [Text(f"Question {view.number} of {view.total}.")] if view.number else []
            empty = "" if question.needed else f" Enter alone: {question.empty}."
            hint = safe_text(f"({question.hint}{empty})" if question.hint or empty else "", "aside")
            self._print(Text(), *place, safe_text(question.ask), *([hint] if hint else []))
            self._typing, self._painted = (question.id, ""), 0
        if view.notice and self._typing[1] != view.notice:
            self._print(Text(), safe_text(view.notice))
            self._painted = 0
        self._typing = question.id, view.notice
        room = self._console().width - width(_PROMPT) - 1
        shown, place_in_line = visible(line, room)
        over = max(0, self._painted - width(shown))
        self._painted = width(shown)
        back = "\b" * (over + self._painted - place_in_line)
        self._write(f"\r{_PROMPT}{shown}{' ' * over}{back}")

    def tell(self, *parts: RenderableType, alone: bool = False) -> None:
        self._print(*parts)

    def give_back(self) -> None:
        if self._typing is not None:
            self._typing = None
            self._print(Text())

    def _print(self, *parts: RenderableType) -> None:
        print_stays(self._console(), parts)

    def _write(self, text: str) -> None:
        with noticing_loss():
            self._console().file.write(text)
            self._console().file.flush()


def open_screen(
    signals: Signals, *, color: bool, plain: bool, wide: bool = False
) -> QuestionScreen | QuestionLines:
    """On standard output, and given back when a signal ends the program. ``plain``: lines that are only
    added. ``wide``: characters of ambiguous width take two columns."""
    screen: QuestionScreen | QuestionLines
    if plain:
        # Lines for a screen reader are plain enough for every terminal: without boxes.
        environment = {**os.environ, "ACCESSIBLE": "1"}
        screen = QuestionLines(lambda: make_console(sys.stdout, color, environment))
    else:
        screen = QuestionScreen(sys.stdout, color=color, wide=wide)
        signals.if_forced(screen.put_right)
    return screen


def print_stays(console: Console, parts: Iterable[RenderableType]) -> None:
    with noticing_loss():
        for part in parts:
            console.print(part)
        console.file.flush()


def visible(line: LineEditor, room: int) -> tuple[str, int]:
    """The part of a line around its cursor that fits into ``room`` cells, and the cell of the cursor."""
    start = 0
    while width(line.text[start : line.place]) > room - 1:
        start += 1
    end = len(line.text)
    while end > line.place and width(line.text[start:end]) > room:
        end -= 1
    return line.text[start:end], width(line.text[start : line.place])
