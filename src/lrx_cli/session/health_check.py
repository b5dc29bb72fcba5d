"""The questions around a session: asked, kept, and turned into what is played today.

Only where somebody can answer: both ends are a terminal. Everybody else gets the notice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.dates import Moment
from lrx_cli.core.health.answers import Answer, Given, Known, known
from lrx_cli.core.health.checkin import (
    after_question,
    flags_of,
    gentle_today,
    in_flare,
    next_day_of,
    next_question,
    ratings_of,
    settings_of,
)
from lrx_cli.core.health.questions import Answers, Occasion, Stop
from lrx_cli.core.health.traffic_light import NewSign, Ratings, color, marked, worse_of
from lrx_cli.core.planning.plan import Choice, Plan
from lrx_cli.core.player.events import Event, Reported
from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.core.ports import Keys, Output
from lrx_cli.core.settings import Settings
from lrx_cli.errors import WARNING_SIGN, NoSession
from lrx_cli.render.console import put, rows
from lrx_cli.render.health_check import outcome_lines
from lrx_cli.render.paper import Paper, Style
from lrx_cli.session.interview import Interview
from lrx_cli.session.loop import Ending
from lrx_cli.session.plan_confirmation import Settling, write
from lrx_cli.session.recording import Keeping
from lrx_cli.storage.safety import load_safety


class CheckedIn(NamedTuple):
    """What came of the questions before a session."""

    plan: Plan
    settings: Settings
    ratings: Ratings


class Overheard(Output):
    """Remembers what was reported while it played: which exercises hurt, and how."""

    def __init__(self) -> None:
        self.reported: list[Reported] = []

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        self.reported += [event for event in events if isinstance(event, Reported)]


class Checking:
    """The questions around one session, and what is kept of the answers."""

    def __init__(self, keys: Keys, paper: Paper, catalog: Catalog, keeping: Keeping, now: Moment) -> None:
        self.overheard = Overheard()
        self._paper = paper
        self._catalog = catalog
        self._keeping = keeping
        self._now = now
        self._safety = load_safety(locations.safety_file())
        self._interview = Interview(keys, put, paper, rows)

    def check_in(
        self, choice_of: Callable[[Settings], Choice], settings: Settings, *, full: bool, settle: bool
    ) -> CheckedIn:
        """Ask, and settle today's plan. Raises :class:`NoSession`, and ``Terminated``.

        ``choice_of``: what was typed, with the settings behind it. ``full``: ask all safety questions, due
        or not. ``settle``: whether what is played is still open.
        """
        today = self._now.day
        before = known(self._keeping.answers, today)
        occasion = Occasion(
            full=full or before.full_check(today),
            # Where nothing can be kept, the first questions would come every time.
            first=before.passed_day is None and self._keeping.kept and settle,
            next_day=_asks_next_day(before, today),
            worse_before=before.worse_in_a_row(None),
            level=choice_of(settings).level,
            flags=before.flags,
        )
        self._interview.tell(_head(self._paper, occasion))
        given, stop = self._interview.run(
            lambda so_far: next_question(self._safety, self._catalog, occasion, so_far)
        )
        if stop:
            self._stop(stop, given, before)
        said = _said(self._catalog, occasion, given, before, self._now)
        self._keeping.keep_answers(said)
        if occasion.first:
            settings = self._set(settings, given)
        after = known(self._keeping.answers, today)
        person = after.person(today, settings.preference, next_day_of(given))
        choice = choice_of(settings)
        settling = Settling(self._interview, self._paper, self._catalog, settings, self._keeping, self._now)
        if in_flare(given):
            person = person._replace(flags=person.flags | {"flare"})
        if gentle_today(given):
            choice = choice._replace(level="gentle")
        elif given.get("limit") is None and settle:  # a bad day is none for more
            choice, person = settling.suggest(after, choice, person)
        plan = settling.settle(choice, person) if settle else settling.planned(choice, person)
        return CheckedIn(plan, settings, ratings_of(given))

    def check_out(self, checked: CheckedIn, ending: Ending) -> int:
        """Keep how it was before, and ask how it is now; the exit code. The session itself is saved already.

        What cannot be asked any more, because a signal or a warning sign ended it, is kept unasked.
        Raises ``Terminated``.
        """
        if not ending.done and not self.overheard.reported:
            return 0  # nothing was done: nothing has changed
        before: dict[str, object] = {**_ratings(checked.ratings), "level": checked.plan.level}
        self._keep("before", before)
        marks = marked((event.what, str(event.value)) for event in self.overheard.reported)
        hurt = worse_of(marks.values())
        if ending.warned or ending.signal is not None or ending.gone or ending.unwritten is not None:
            self._keep("after", {"color": "red" if ending.warned else hurt, "marks": dict(marks)})
            if ending.warned:
                self._keep_sign()
            return 0
        self._interview.tell(["", *self._paper.title("How is it now? Enter leaves a line out.")])
        occasion = Occasion(full=False, was=checked.ratings)
        given, _ = self._interview.run(lambda answers: after_question(occasion, answers))
        ratings, new = ratings_of(given), _new_sign(given)
        found = worse_of([color(checked.ratings, ratings, new), hurt])
        kept = self._keep("after", {**_ratings(ratings), "new": new, "color": found, "marks": dict(marks)})
        if new == "weak":
            self._keep_sign()
            self._interview.tell(["", *self._paper.paragraph(self._safety.emergency.text, style="alert")])
        elif found is not None:
            names = {exercise.id: exercise.name for exercise in self._catalog.exercises}
            told = outcome_lines(self._paper, self._safety, found, marks, names, new)
            self._interview.tell(["", *told])
        self._interview.tell(["Saved." if kept else "These answers could not be saved."])
        return WARNING_SIGN if new == "weak" else 0

    # --- inside ---------------------------------------------------------------------------------------

    def _keep(self, what: str, value: Given) -> bool:
        answer = Answer(self._keeping.id, self._now, "before" if what == "before" else "after", value)
        return self._keeping.keep_answers([answer])

    def _keep_sign(self) -> None:
        """A warning sign during or after a session counts like one before it: all is asked again."""
        value: Given = {"why": "emergency", "which": []}
        self._keeping.keep_answers([Answer("", self._now, "stopped", value)])

    def _stop(self, stop: Stop, given: Answers, before: Known) -> None:
        kept = _next_day(given, before, self._now)
        if stop.counts_as_sign:
            value = {"why": stop.why, "which": _listed(given.get("which"))}
            kept.append(Answer("", self._now, "stopped", value))
        self._keeping.keep_answers(kept)
        style: Style = "alert" if stop.counts_as_sign else "plain"
        self._interview.tell(["", *self._paper.paragraph(stop.text, style=style)])
        raise NoSession(WARNING_SIGN if stop.counts_as_sign else 0)

    def _set(self, settings: Settings, given: Answers) -> Settings:
        """The first answers become settings. Where the file cannot be written they still count for today."""
        found = settings_of(given)
        if found:
            write(self._interview, self._paper, found)
        # Each value is one that its setting's kind reads, which mypy cannot follow through a table.
        return settings._replace(**found)  # type: ignore[arg-type]


def _head(paper: Paper, occasion: Occasion) -> list[str]:
    if occasion.full:
        return [*paper.title("Before we start: all questions, about a minute and a half.")]
    keys = 6 if occasion.next_day else 5
    return [*paper.title(f"Before we start: {keys} keys, about 15 seconds. Enter leaves one out.")]


def _asks_next_day(before: Known, today: int) -> bool:
    last = before.last
    return last is not None and last.next_day is None and last.day < today


def _said(catalog: Catalog, occasion: Occasion, given: Answers, before: Known, now: Moment) -> list[Answer]:
    kept = _next_day(given, before, now)
    if occasion.full:
        flags, cleared = flags_of(catalog, given)
        kept.append(Answer("", now, "passed", {"signs": given.get("signs")}))
        if given.get("which"):
            kept.append(Answer("", now, "cleared", {"which": _listed(given.get("which"))}))
        kept.append(Answer("", now, "flags", {"flags": sorted(flags), "cleared": sorted(cleared)}))
    return kept


def _next_day(given: Answers, before: Known, now: Moment) -> list[Answer]:
    found = next_day_of(given)
    if found is None or before.last is None:
        return []
    return [Answer(before.last.session, now, "next_day", {"answer": found})]


def _new_sign(given: Answers) -> NewSign | None:
    value = given.get("new")
    # One of these words; mypy does not narrow by `in`.
    return value if value in ("none", "brief", "lasting", "weak") else None  # type: ignore[return-value]


def _listed(value: object) -> list[str]:
    return sorted(value) if isinstance(value, tuple) else []


def _ratings(ratings: Ratings) -> Given:
    return ratings._asdict()
