"""The last question before a session: what is played today, and whether it may be less."""

from __future__ import annotations

from collections.abc import Mapping

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog, Ms
from lrx_cli.core.dates import Moment
from lrx_cli.core.health.answers import Answer, Known
from lrx_cli.core.health.profile import Person
from lrx_cli.core.health.questions import Key, Query, only_some
from lrx_cli.core.planning.plan import Choice, Plan
from lrx_cli.core.planning.progression import Suggestion, suggestion
from lrx_cli.core.settings import Settings
from lrx_cli.core.timeline.compile import playing_time
from lrx_cli.errors import LrxError, NoSession
from lrx_cli.render.health_check import filled, today_lines
from lrx_cli.render.paper import Paper
from lrx_cli.session.interview import Interview, Leaving
from lrx_cli.session.plan_today import planned
from lrx_cli.session.recording import Keeping
from lrx_cli.storage.settings_file import SettingValue, write_settings

_FEWER_MINUTES = (20, 15, 10, 5, 3)
_KEYS = ("space begin", "m fewer minutes", "g gentle today", "r only some", "q not now")
_MENU = {"space": "begin", "enter": "begin", "m": "fewer", "g": "gentle", "r": "some", "q": "not now"}


class Settling:
    def __init__(
        self,
        interview: Interview,
        paper: Paper,
        catalog: Catalog,
        settings: Settings,
        keeping: Keeping,
        now: Moment,
    ) -> None:
        self._interview = interview
        self._paper = paper
        self._catalog = catalog
        self._settings = settings
        self._keeping = keeping
        self._now = now

    def planned(self, choice: Choice, person: Person) -> Plan:
        return planned(self._catalog, choice, self._settings, self._keeping.times_played, person)

    def suggest(self, before: Known, choice: Choice, person: Person) -> tuple[Choice, Person]:
        """At most one suggestion; only a key accepts it. Raises :class:`NoSession`."""
        lines = self.planned(choice, person).lines
        found = suggestion(before, lines, choice.level, self._now.day)
        if found is None:
            return choice, person
        query = Query("suggestion", found.text, (Key("y", "yes", "yes"), Key("n", "no", "not now")))
        given, stop = self._interview.run(lambda so_far: None if so_far else query)
        if stop:
            raise NoSession(0)
        if given["suggestion"] != "yes":
            self._keeping.keep_answers([Answer("", self._now, "mute", {"kind": found.kind})])
            return choice, person
        return self._accept(found, choice, person)

    def settle(self, choice: Choice, person: Person) -> Plan:
        """Until it is begun. Raises :class:`NoSession` where it is not."""
        names = {exercise.id: exercise.name for exercise in self._catalog.exercises}
        while True:
            plan = self.planned(choice, person)
            length = playing_time(plan)
            keys = filled(_KEYS if plan.lines else _KEYS[-1:], self._paper.columns)
            match self._interview.choose(["", *today_lines(self._paper, plan, length, names), *keys], _MENU):
                case "begin" if plan.lines:
                    return plan
                case "fewer" if plan.lines:
                    choice = choice._replace(minutes=_fewer(length))
                case "gentle":
                    choice = choice._replace(level="gentle")
                case "some" if plan.lines:
                    choice = self._only_some(choice, plan)
                case "not now":
                    self._interview.tell(["Not now, then. Any day is fine."])
                    raise NoSession(0)

    def _only_some(self, choice: Choice, plan: Plan) -> Choice:
        lines = [(line.exercise.id, line.exercise.name) for line in plan.lines]
        try:
            found = self._interview.ask(only_some(lines))
        except Leaving:
            return choice
        if not isinstance(found, tuple) or not found:
            return choice
        return choice._replace(skip=(*choice.skip, *(id for id, _ in lines if id not in found)))

    def _accept(self, found: Suggestion, choice: Choice, person: Person) -> tuple[Choice, Person]:
        if found.level is not None:
            write(self._interview, self._paper, {"level": found.level})
            return choice._replace(level=found.level), person
        self._keeping.keep_answers([Answer("", self._now, "reps", dict(found.reps))])
        return choice, person._replace(reps=found.reps)


def write(interview: Interview, paper: Paper, values: Mapping[str, SettingValue]) -> None:
    """Into the settings file; where that cannot be, it is told and nothing is lost but the keeping."""
    try:
        write_settings(locations.settings_file(), values)
    except LrxError as error:
        interview.tell(paper.paragraph(f"{error.message} So this counts for today only."))


def _fewer(length: Ms) -> float:
    """The next shorter of a few usual lengths."""
    return next((minutes for minutes in _FEWER_MINUTES if minutes * 60_000 < length), _FEWER_MINUTES[-1])
