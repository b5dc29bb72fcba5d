"""Somebody at a keyboard, and screens that remember what stood on them."""

from __future__ import annotations

from collections.abc import Iterable

import pyte

from lrx_cli.core.ports import Terminated
from lrx_cli.render.console import make_console
from lrx_cli.session.interview import Interview
from lrx_cli.session.question_screens import QuestionLines, QuestionScreen
from tests.pty_driver import paintable
from tests.render.pages import Stream


class FakeKeys:
    """Presses the next keys whenever somebody waits. What is ``ahead`` was typed before anybody asked."""

    interactive = True

    def __init__(self, *presses: str | list[str], ahead: Iterable[str] = ()) -> None:
        self._presses = list(presses)
        self._ahead = list(ahead)
        self.suspended = 0

    def read(self, seconds: float) -> list[str]:
        if self._ahead:
            found, self._ahead = self._ahead, []
            return found
        if seconds == 0:
            return []
        if not self._presses:
            raise Terminated(1, gone=True)
        found = self._presses.pop(0)
        return [found] if isinstance(found, str) else found

    def suspend(self) -> None:
        self.suspended += 1


class Asked:
    """An interview on a screen of its own; ``shown``: what stood in the window, each time it changed."""

    def __init__(self, keys: FakeKeys, *, columns: int = 80, rows: int = 24, color: bool = False) -> None:
        self.shown: list[str] = []
        self.stream = Stream(terminal=True)
        self._model = pyte.Screen(columns, rows)
        self._painting = pyte.ByteStream(self._model)
        self._seen = 0
        outer = self

        class Watched(QuestionScreen):
            def _write(self, text: str) -> None:
                super()._write(text)
                outer.look()

            def _write_last(self, data: bytes) -> None:
                self._write(data.decode())

        self.screen = Watched(self.stream, color=color, size=lambda: (columns, rows))
        self.interview = Interview(keys, self.screen)

    def look(self) -> None:
        text = self.stream.getvalue()[self._seen :]
        self._seen += len(text)
        self._painting.feed(paintable(text.replace("\n", "\r\n").encode()))
        window = "\n".join(line.rstrip() for line in self._model.display).rstrip()
        if not self.shown or self.shown[-1] != window:
            self.shown.append(window)

    @property
    def cursor(self) -> tuple[int, int]:
        """Row and column."""
        return self._model.cursor.y, self._model.cursor.x

    @property
    def stays(self) -> str:
        """What was written outside of the screen of the questions."""
        return self.stream.getvalue().rpartition("\x1b[?1049l")[2]


class InLines:
    """An interview in lines."""

    def __init__(self, keys: FakeKeys, *, columns: int = 80) -> None:
        self.stream = Stream(terminal=True)
        environment = {"ACCESSIBLE": "1"}
        screen = QuestionLines(lambda: make_console(self.stream, "never", environment, size=(columns, 24)))
        self.interview = Interview(keys, screen)

    @property
    def lines(self) -> list[str]:
        return self.stream.getvalue().splitlines()
