"""Questions on a terminal: one at a time, each answered with one key.

Lines are only ever added, so answers stay visible above, a screen reader reads along, and any window will
do: what is taller than the window comes in parts. Keys typed before a question was there do not answer it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, TypeVar

from lrx_cli.core.health.questions import Answers, Query, Stop, Value
from lrx_cli.core.ports import Keys
from lrx_cli.render.health_check import answered, query_lines, ticked_line
from lrx_cli.render.paper import Paper

Answer = TypeVar("Answer")
Put = Callable[[Iterable[str]], None]

_PATIENCE_S = 1.0
"""How long one look for a key takes; there is no limit to how often we look."""
_MORE = "Any key: more."
_NEEDED = "This one needs an answer."
_NOT_NOW = Stop("not-now", "Not now, then. Any day is fine.")
_HELP = "Backspace: one back.   q: not now.   2 is buttock or hip, 4 calf or shin."


class Leaving(Exception):
    """``q``: not now."""


class Interview:
    """Questions in a row. ``rows``: how many lines the window has now."""

    def __init__(self, keys: Keys, put: Put, paper: Paper, rows: Callable[[], int]) -> None:
        self._keys = keys
        self._put = put
        self._paper = paper
        self._rows = rows

    def run(
        self, following: Callable[[Answers], Query | Stop | None]
    ) -> tuple[dict[str, Value], Stop | None]:
        """Until nothing follows. The answers in the order they were given, and why it stopped, if it did.

        Raises ``Terminated``: a signal, or the terminal is gone.
        """
        answers: dict[str, Value] = {}
        while True:
            query = following(answers)
            if query is None or isinstance(query, Stop):
                return answers, query
            try:
                found = self.ask(query)
            except Leaving:
                return answers, _NOT_NOW
            if isinstance(found, Back):
                if answers:
                    answers.popitem()
                continue
            self._put(answered(query, found))
            answers[query.id] = found

    def ask(self, query: Query) -> Value | Back:
        """One question. Raises :class:`Leaving` on ``q``."""
        ticked = list(query.ticked)
        self._show(
            [*query_lines(self._paper, query), *(ticked_line(self._paper, query, ticked) if ticked else ())]
        )
        by_key = {key.key: key.value for key in query.keys}
        while True:
            key = self._key()
            if key in by_key and query.ticks:
                _toggle(ticked, str(by_key[key]))
                self._put(ticked_line(self._paper, query, ticked))
            elif key in by_key:
                return by_key[key]
            elif key == "backspace":
                return Back()
            elif "any" in by_key and key not in ("q", "again"):
                return by_key["any"]
            elif key == "q":
                raise Leaving
            elif key == "?":
                self._put([_HELP])
            elif key == "again":
                self._show(query_lines(self._paper, query))
            elif key == "enter" and (ticked or not query.needed):
                return tuple(ticked) if query.ticks else query.enter
            elif key == "enter":
                self._put([_NEEDED])

    def choose(self, lines: Sequence[str], answers: Mapping[str, Answer]) -> Answer:
        """Show ``lines`` and wait for one of these keys."""
        self._show(lines)
        while True:
            key = self._key()
            if key in answers:
                return answers[key]
            if key == "again":
                self._show(lines)

    def tell(self, lines: Iterable[str]) -> None:
        self._put(lines)

    def _show(self, lines: Sequence[str]) -> None:
        """In parts that fit the window. What was typed before the last of them was there is forgotten."""
        part = max(self._rows() - 2, 4)
        left = list(lines)
        while len(left) > part:
            self._forget_typed()
            self._put([*left[:part], _MORE])
            left = left[part:]
            while self._key() == "again":
                pass
        self._forget_typed()
        self._put(left)

    def _forget_typed(self) -> None:
        for key in self._keys.read(0):
            if key == "stop":
                self._keys.suspend()

    def _key(self) -> str:
        """The next key; ``again``: we were stopped, and what was asked may have scrolled away."""
        while True:
            pressed = self._keys.read(_PATIENCE_S)
            if "stop" in pressed:
                self._keys.suspend()
                return "again"
            if "cont" in pressed:
                return "again"
            for key in pressed:
                if key != "resize":
                    # Only the first of them: the others were typed ahead.
                    return key.lower() if len(key) == 1 else key


class Back:
    """One question back."""


def ask_left(
    interview: Interview, question: Sequence[str]
) -> Literal["continue", "restart_exercise", "anew"]:
    """What is to become of a session that was left. Enter and space go on, as everywhere."""
    answers: dict[str, Literal["continue", "restart_exercise", "anew"]] = {
        "g": "continue",
        "enter": "continue",
        "space": "continue",
        "r": "restart_exercise",
        "n": "anew",
    }
    return interview.choose(question, answers)


def _toggle(ticked: list[str], value: str) -> None:
    if value in ticked:
        ticked.remove(value)
    else:
        ticked.append(value)
