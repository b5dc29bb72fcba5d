"""Questions to a person at a terminal: one at a time, each answered with one key, or with a line of text.

What is asked is data (:class:`Query`, :class:`TextQuestion`); a flow says which questions there are, in their
order, given the answers so far. ``Interview`` asks, goes back, explains a key that answers nothing, and
returns the answers. How a question looks, on a screen of its own or in lines that are only added, is for
``question_screens``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.console import Group
from rich.text import Text

from lrx_cli.core.health.questions import Key, Query, Stop, Value
from lrx_cli.core.ports import Keys
from lrx_cli.errors import LrxError, SessionDeclined
from lrx_cli.render.question import QuestionView, answer_in_words, key_names
from lrx_cli.session.question_screens import QuestionLines, QuestionScreen, TextQuestion
from lrx_cli.system.keys import LineEditor, with_alt

Answers = dict[str, Value]

_PATIENCE_S = 1.0
"""How long one look for a key takes; there is no limit to how often we look."""
NOT_NOW = Stop("not-now", "Not now, then. Any day is fine.")
_LEAVE = ("q", "esc", "ctrl-d")


class Cancelled(Exception):
    """The person leaves: ``q``, Esc or Ctrl-D."""


class Back:
    """One question back."""


class Review(NamedTuple):
    """Everything that was answered, before anything is done with it."""

    id: str
    ask: str
    fields: tuple[tuple[str, str, str], ...]
    """For each answer: the id of its question, its name, and the answer in words."""
    finish: Callable[[], None]
    """Does it. Raises :class:`LrxError` where an answer has to be another."""
    does: str = "write it"


Question = Query | TextQuestion | Review
Flow = Callable[[Mapping[str, Value]], Iterable[Question] | Stop]
Keep = Callable[[Mapping[str, Value], Mapping[str, str]], None]


class Interview:
    def __init__(self, keys: Keys, screen: QuestionScreen | QuestionLines) -> None:
        self._keys = keys
        self.screen = screen

    def run(
        self,
        flow: Flow,
        *,
        title: str = "",
        answers: Mapping[str, Value] | None = None,
        begun: Mapping[str, str] | None = None,
        counted: bool = True,
        keep: Keep = lambda given, begun: None,
    ) -> tuple[Answers, Stop | None]:
        """Until all is answered. The answers in the order they were given, and why it stopped, if it did.

        ``answers``: those that are known, each taken when its question comes, unless it does not answer it;
        ``begun``: text that is not an answer yet, by its question. ``counted``: how many questions there are
        is known, and is shown. ``keep``: is given both whenever they change. Raises ``Terminated``: a
        signal, or the terminal is gone.
        """
        given: Answers = {}
        known = dict(answers or {})
        taken_back: dict[str, Value] = dict(begun or {})
        while True:
            questions = flow(given)
            if isinstance(questions, Stop):
                return given, questions
            so_far: list[Question] = []
            coming = iter(questions)
            for question in coming:
                so_far.append(question)
                if question.id not in given:
                    break
            else:
                return given, None
            was, notice = taken_back.get(question.id), ""
            if question.id in known and not isinstance(question, Review):
                was = known.pop(question.id)
                notice = _problem(question, str(was or "")) if isinstance(question, TextQuestion) else ""
                if not notice:
                    given[question.id] = was
                    continue
            if isinstance(question, Query) and isinstance(was, tuple):
                question = question._replace(ticked=was)
            view = QuestionView(
                _as_query(question),
                title,
                _screens(so_far) if counted else 0,
                _screens([*so_far, *coming]) if counted else 0,
                can_go_back=bool(given),
                before=_on_the_same_screen(so_far, given),
                notice=notice,
            )
            try:
                if isinstance(question, Review):
                    if self._review(question, view, flow, given, keep):
                        return given, None
                    continue
                found = self._answer(question, view, was if isinstance(was, str) else "", given, keep)
            except Cancelled:
                return given, NOT_NOW
            if not isinstance(found, Back):
                given[question.id] = found
            elif given:
                id, answer = given.popitem()
                taken_back[id] = answer
            keep(given, {})

    def ask(
        self, query: Query, *, title: str = "", above: Group | None = None, back: bool = False
    ) -> Value | Back:
        """One question by itself. Raises :class:`Cancelled`."""
        return self._ask_query(QuestionView(query, title, above=above, can_go_back=back))

    def ask_before_session(
        self, query: Query, *, title: str = "", above: Group | None = None, left: str = ""
    ) -> Value | Back:
        """The same, where leaving means that there is no session now: raises :class:`SessionDeclined`.
        ``left``: what else is said then."""
        try:
            return self.ask(query, title=title, above=above)
        except Cancelled:
            self.screen.tell(Text(f"{NOT_NOW.text} {left}".strip()))
            raise SessionDeclined(0) from None

    # --- one question ---------------------------------------------------------------------------------

    def _answer(
        self, question: Query | TextQuestion, view: QuestionView, begun: str, given: Answers, keep: Keep
    ) -> Value | Back:
        if isinstance(question, Query):
            return self._ask_query(view)
        line = LineEditor(begun)
        try:
            return self._ask_text(question, line, view)
        except BaseException:
            keep(given, {question.id: line.text})
            raise

    def _ask_query(self, view: QuestionView) -> Value | Back:
        query = view.query
        ticked = list(query.ticked)
        by_key = {key.key: key.value for key in query.keys}
        view = view._replace(ticked=ticked)

        def tick(key: str) -> None:
            value = str(by_key[key])
            ticked[:] = [one for one in ticked if one != value] + ([] if value in ticked else [value])
            self.screen.changed(view)

        ticks = tick if query.ticks else None
        self._show_whole(view, ticks)
        while True:
            key = self._key()
            if key == "again":
                self._show_whole(view, ticks)
            elif key in by_key and query.ticks:
                view = view._replace(notice="")
                tick(key)
            elif key in by_key:
                return self._answered(query, by_key[key])
            elif key == "backspace" and view.can_go_back:
                return Back()
            elif key in _LEAVE:
                raise Cancelled
            elif key == "?":
                self._show_whole(view._replace(notice=""), ticks)
            elif "any" in by_key:
                return self._answered(query, by_key["any"])
            elif key == "enter" and (ticked or not query.needed):
                return self._answered(query, tuple(ticked) if query.ticks else query.enter)
            else:
                view = view._replace(notice=f"Press {key_names(query)}.")
                self.screen.changed(view)

    def _answered(self, query: Query, value: Value) -> Value:
        self.screen.answered(query, value)
        return value

    def _ask_text(self, question: TextQuestion, line: LineEditor, view: QuestionView) -> str | Back:
        read_text = getattr(self._keys, "read_text", self._keys.read)
        self._forget_typed()
        self.screen.show_text(question, line, view)
        while True:
            pressed = self._read(read_text)
            if "again" in pressed:
                self.screen.show_text(question, line, view._replace(notice=""))
            for key in with_alt(pressed):
                notice = ""
                if key == "enter":
                    typed = " ".join(line.text.split())
                    notice = _problem(question, typed)
                    if not notice:
                        self.screen.answered(view.query, typed)
                        return typed
                elif key == "backspace" and not line.text and view.can_go_back:
                    return Back()
                elif key == "esc" or (key == "ctrl-d" and not line.text):
                    raise Cancelled
                elif key != "again":
                    line.press("delete" if key == "ctrl-d" else key)
                view = view._replace(notice=notice)
            self.screen.show_text(question, line, view)

    def _review(self, review: Review, view: QuestionView, flow: Flow, given: Answers, keep: Keep) -> bool:
        """Whether it is done; otherwise something was changed, or is asked again."""
        view = view._replace(number=0, can_go_back=True)
        while True:
            found = self._ask_query(view)
            if found is None:
                try:
                    review.finish()
                except LrxError as error:
                    view = view._replace(notice=" ".join(dict.fromkeys([error.message, *error.problems])))
                    continue
                return True
            id = list(given)[-1] if isinstance(found, Back) else str(found)
            questions = flow(given)
            same = [] if isinstance(questions, Stop) else (one for one in questions if one.id == id)
            question = next(iter(same), None)
            if isinstance(question, Query | TextQuestion):
                again = view._replace(query=_as_query(question), notice="")
                answer = self._answer(question, again, str(given[id] or ""), given, keep)
                if not isinstance(answer, Back):
                    given[id] = answer
                    keep(given, {})
            return False

    # --- keys -----------------------------------------------------------------------------------------

    def _show_whole(self, view: QuestionView, tick: Callable[[str], None] | None = None) -> None:
        """In parts that fit the window. What was typed before the last of them is forgotten. ``tick``: what
        the question's keys do on any part, instead of turning to the next."""
        part = 0
        while True:
            self._forget_typed()
            if part + 1 >= self.screen.show(view, part):
                return
            while (key := self._key()) in [one.key for one in view.query.keys] and tick is not None:
                tick(key)
            if key in _LEAVE:
                raise Cancelled
            part = 0 if key == "again" else max(0, part - 1) if key in ("backspace", "up") else part + 1

    def _forget_typed(self) -> None:
        if "stop" in self._keys.read(0):
            self._stop()

    def _stop(self) -> None:
        self.screen.give_back()
        self._keys.suspend()

    def _key(self) -> str:
        """The next key, small where it is a letter."""
        pressed = self._read(self._keys.read)
        key = "again" if "again" in pressed else pressed[0]  # the others were typed ahead
        return key.lower() if len(key) == 1 else key

    def _read(self, read: Callable[[float], list[str]]) -> list[str]:
        """The next keys; ``again``: what was asked may not be on the screen any more."""
        while not (pressed := read(_PATIENCE_S)):
            pass
        if "stop" in pressed:
            self._stop()
            return ["again"]
        return ["again" if key in ("cont", "resize") else key for key in pressed]


def _screens(questions: Sequence[Question]) -> int:
    """How many screens they take: those in a row that share one take one."""
    return sum(1 if screen else len([*alone]) for screen, alone in groupby(questions, _screen))


def _screen(question: Question) -> str:
    """The screen it shares with others in a row; empty: it stands alone."""
    return question.screen if isinstance(question, Query) else ""


def _on_the_same_screen(so_far: Sequence[Question], given: Answers) -> tuple[tuple[str, str], ...]:
    """Questions above the last one, and their answers in words."""
    *before, last = so_far
    same = [one for one in before if _screen(last) and _screen(one) == _screen(last)]
    return tuple((one.ask, answer_in_words(_as_query(one), given[one.id])) for one in same)


def _as_query(question: Question) -> Query:
    if isinstance(question, Query):
        return question
    if isinstance(question, TextQuestion):
        return Query(question.id, question.ask, (), needed=question.needed)
    letters = "1234567890abcdefghijklmnoprstuvwxyz"
    keys = tuple(
        Key(letter, id, f"{name}: {answer}")
        for letter, (id, name, answer) in zip(letters, question.fields, strict=False)
    )
    return Query(question.id, question.ask, (Key("enter", None, question.does), *keys))


def _problem(question: TextQuestion, typed: str) -> str:
    """What is wrong with it; empty: nothing."""
    if not typed:
        return "This one is needed." if question.needed else ""
    try:
        question.check(typed)
    except (LrxError, ValueError) as error:
        return " ".join([str(error), *getattr(error, "problems", ())])
    return ""
