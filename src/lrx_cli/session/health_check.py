"""The questions around a session: asked, kept, and turned into what is played today.

Only where somebody can answer: both ends are a terminal. Everybody else gets the notice.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from rich.text import Text

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Choice
from lrx_cli.core.catalog.words import Light
from lrx_cli.core.dates import Moment, ago
from lrx_cli.core.health import checkin, questions
from lrx_cli.core.health.answers import (
    NEW_SIGNS,
    NOTHING,
    After,
    Answer,
    Before,
    Declined,
    Repetitions,
    Said,
    Stopped,
    one_of,
    ratings,
)
from lrx_cli.core.health.policy import Allowance, decide, promises
from lrx_cli.core.health.profile import HealthProfile, color, health_profile, marked, worse_of
from lrx_cli.core.planning.plan import Plan
from lrx_cli.core.planning.progression import suggestion
from lrx_cli.core.player import Event, Reported, Snapshot
from lrx_cli.core.ports import Output, Terminated
from lrx_cli.core.records.session_record import ResumeMode
from lrx_cli.core.settings import Settings
from lrx_cli.core.timeline.fit_to_minutes import fit_to_minutes
from lrx_cli.errors import WARNING_SIGN, LrxError, SessionDeclined
from lrx_cli.render.console import safe_text
from lrx_cli.render.parts import Emergency
from lrx_cli.render.question import minutes_of, outcome, today_card
from lrx_cli.session.history import SessionHistory
from lrx_cli.session.interview import Back, Cancelled, Interview
from lrx_cli.session.loop import SessionResult
from lrx_cli.storage.catalog import load_safety
from lrx_cli.storage.settings import write_settings

_TITLE = "Before we start"
_LENGTHS = (1, checkin.FIRST_EXERCISES, 5, 7, None)
"""Exercises that can be chosen for today; ``None``: all of them."""
_BEGIN = (
    questions.Key("space", "begin", "begin"),
    questions.Key("m", "length", "shorter or longer"),
    questions.Key("g", "gentle", "gentle today"),
    questions.Key("r", "some", "some of them"),
)


class HurtReports(Output):
    """Remembers what was reported while it played: which exercises hurt, and how."""

    def __init__(self) -> None:
        self.reported: list[Reported] = []

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        self.reported += [event for event in events if isinstance(event, Reported)]


class HealthCheck:
    """The questions around one session, and what is kept of the answers."""

    def __init__(self, interview: Interview, catalog: Catalog, history: SessionHistory, now: Moment) -> None:
        self.reports = HurtReports()
        self._interview = interview
        self._catalog = catalog
        self._history = history
        self._now = now
        self._safety = load_safety(locations.safety_file())
        self.ratings = NOTHING
        """Before the session."""
        self._later: Sequence[questions.Query] = ()
        """What is asked once, after the session."""

    def check_in(
        self, choice_of: Callable[[Settings], Choice], settings: Settings, *, full: bool, confirm: bool
    ) -> tuple[Plan, Settings]:
        """Ask, and confirm today's plan; what is played, and the settings with what was said. Raises
        :class:`SessionDeclined`, and ``Terminated``.

        ``choice_of``: what was typed, with the settings behind it. ``full``: ask all safety questions, due
        or not. ``confirm``: whether what is played is still open.
        """
        today = self._now.day
        before = health_profile(self._history.past.answers, today)
        occasion = questions.Occasion(
            full=full or before.full_check(today),
            # Where nothing can be kept, the first questions would come every time.
            check=full,
            first=before.passed_day is None and self._history.kept and confirm,
            next_day=checkin.next_day_is_due(before, today),
            worse_before=any(not session.settled for session in before.sessions[-2:-1]),
            flags=before.flags,
            was=before.last.before if before.last else NOTHING,
        )
        given, stop = self._interview.run(
            lambda so_far: checkin.questions_before(self._safety, self._catalog, occasion, so_far),
            title=_TITLE,
        )
        if stop:
            self._stop(stop, given, before)
        self._history.keep_answers(
            checkin.said_in(self._safety, self._catalog, occasion, given, before, self._now)
        )
        if occasion.full:
            settings = self._set(settings, given)
        self.ratings = ratings(given)
        situation = self._history.past.situation(today, settings.preference)._replace(now=self.ratings)
        allowed = decide(situation)
        choice = choice_of(settings)
        if confirm and not choice.named and choice.minutes is None:
            # As many as the last time: how many is a step of its own, and a key takes it.
            last = None if occasion.first else self._history.past.last
            choice = choice._replace(most=max(checkin.FIRST_EXERCISES, len(last.exercises) if last else 0))
        # A bad day is none for more.
        if not occasion.first and allowed.effect.level == "stronger" and confirm:
            allowed = self._suggest(situation.known, choice, allowed)
        plan = self._confirm(choice, allowed) if confirm else self._planned(choice, allowed)
        # What can wait: nothing that is unsafe hangs on it.
        self._later = (
            questions.later_questions(given) if occasion.first and settings.preference == "unsure" else ()
        )
        return plan, settings

    def check_out(self, result: SessionResult, plan: Plan, settings: Settings) -> int:
        """Keep how it was before, and ask how it is now; the exit code. The session itself is saved already.
        ``plan``, ``settings``: what :meth:`check_in` came to.

        What cannot be asked any more, because a signal or a warning sign ended it, is kept unasked.
        Raises ``Terminated``.
        """
        if not result.done and not self.reports.reported:
            return 0  # nothing was done: nothing has changed
        self._keep(Before(self.ratings, plan.level))
        marks = marked((event.what, str(event.value)) for event in self.reports.reported)
        played = [line.exercise.id for line in plan.lines]
        hurt = worse_of(marks.values())
        if result.warned or result.signal is not None or result.gone or result.unwritten is not None:
            self._keep(After(color="red" if result.warned else hurt, marks=marks))
            if result.warned:
                self._keep_sign()
            return 0

        def color_by(answers: questions.Answers) -> Light | None:
            new = one_of(NEW_SIGNS, answers.get("new"))
            return worse_of([color(self.ratings, ratings(answers), new), hurt])

        def flow(answers: questions.Answers) -> list[questions.Query]:
            # What could wait is not asked on a day that made it worse.
            later = () if color_by(answers) == "red" else self._later
            return [*checkin.questions_after(self.ratings), *later]

        so_far: dict[str, object] = {}
        try:
            given, _ = self._interview.run(
                flow, title="How is it now?", keep=lambda answers, _: so_far.update(answers)
            )
        except Terminated:
            self._keep(After(ratings(so_far), color=hurt, marks=marks))
            raise
        now, new = ratings(given), one_of(NEW_SIGNS, given.get("new"))
        if any(query.id in given for query in self._later):
            self._set(settings, given)
        found = color_by(given)
        if found == "red" and not marks and len(played) == 1:
            marks = {played[0]: "red"}  # nothing else can have been too much
        kept = self._keep(After(now, new, found, marks))
        if new == "weak":
            self._keep_sign()
            self._interview.screen.tell(Emergency(self._safety.emergency.text), alone=True)
        elif found is not None:
            often = self._safety.how_often.words(plan.level) if found == "green" else ()
            known = health_profile(self._history.past.answers, self._now.day)
            # What the next session will do, from the rules that it will be planned by.
            promised = promises(known, self._now.day, self._catalog.names())
            self._interview.screen.tell(Text(), outcome(self._safety, found, new, promised, often))
        if not kept:
            self._interview.screen.tell(Text("These answers could not be saved."))
        self._interview.screen.give_back()
        return WARNING_SIGN if new == "weak" else 0

    # --- what is played today -------------------------------------------------------------------------

    def _planned(self, choice: Choice, allowed: Allowance) -> Plan:
        return fit_to_minutes(self._catalog, choice, self._history.past.times_played, allowed)

    def _suggest(self, before: HealthProfile, choice: Choice, allowed: Allowance) -> Allowance:
        """At most one suggestion; only a key accepts it. Raises :class:`SessionDeclined`."""
        plan = self._planned(choice, allowed)
        found = suggestion(before, plan.lines, plan.level, self._now.day)
        if found is None:
            return allowed
        query = questions.Query(
            "suggestion", found.text, (questions.Key("y", "yes", "yes"), questions.Key("n", "no", "not now"))
        )
        if self._interview.ask_before_session(query, title=_TITLE) != "yes":
            self._history.keep_answers([Answer("", self._now, Declined(found.kind))])
            return allowed
        said: list[Said] = [] if found.reps == allowed.reps else [Repetitions(dict(found.reps))]
        if found.raised is not None:
            said.append(found.raised)
        self._history.keep_answers([Answer("", self._now, one) for one in said])
        return allowed._replace(reps=found.reps, raised=found.raised or allowed.raised)

    def _confirm(self, choice: Choice, allowed: Allowance) -> Plan:
        """Until it is begun. Raises :class:`SessionDeclined` where it is not."""
        names = self._catalog.names()
        while True:
            plan = self._planned(choice, allowed)
            keys: tuple[questions.Key, ...] = _BEGIN if plan.lines else _BEGIN[2:3]
            if plan.level == "gentle":
                keys = tuple(key for key in keys if key.value != "gentle")
            query = questions.Query(
                "today", "", keys, enter="begin" if plan.lines else None, needed=not plan.lines
            )
            above = today_card(plan, names)
            match self._interview.ask_before_session(query, title=_TITLE, above=above):
                case "begin":
                    return plan
                case "length":
                    choice = self._another_length(choice, allowed)
                case "gentle":
                    choice = choice._replace(level="gentle")
                case "some":
                    choice = self._only_some(choice, plan)

    def _another_length(self, choice: Choice, allowed: Allowance) -> Choice:
        """For today only. The times are those of what would be played."""
        plans: dict[int, tuple[Choice, Plan]] = {}
        for most in _LENGTHS:
            tried = choice._replace(most=most, minutes=None)
            plan = self._planned(tried, allowed)
            plans.setdefault(len(plan.lines), (tried, plan))
        lengths = [(count, minutes_of(plan)) for count, (_, plan) in sorted(plans.items())]
        found = self._ask_aside(questions.how_long(lengths))
        return plans[found][0] if isinstance(found, int) else choice

    def _only_some(self, choice: Choice, plan: Plan) -> Choice:
        lines = [(line.exercise.id, line.exercise.name) for line in plan.lines]
        found = self._ask_aside(questions.only_some(lines))
        if not isinstance(found, tuple) or not found:
            return choice
        return choice._replace(skip=(*choice.skip, *(id for id, _ in lines if id not in found)))

    def _ask_aside(self, query: questions.Query) -> questions.Value | Back:
        """Leaving it goes back to what it was asked from, too."""
        try:
            return self._interview.ask(query, title=_TITLE, back=True)
        except Cancelled:
            return Back()

    # --- inside ---------------------------------------------------------------------------------------

    def _keep(self, said: Said) -> bool:
        return self._history.keep_answers([Answer(self._history.id, self._now, said)])

    def _keep_sign(self) -> None:
        """A warning sign during or after a session counts like one before it: all is asked again."""
        self._keep(Stopped("emergency"))

    def _stop(self, stop: questions.Stop, given: questions.Answers, before: HealthProfile) -> None:
        kept = checkin.said_of_last(given, before, self._now)
        if stop.why == "emergency" or stop.why == "urgent":
            kept.append(Answer("", self._now, Stopped(stop.why, questions.ticked_in(given, "which"))))
        self._history.keep_answers(kept)
        if stop.counts_as_sign:
            self._interview.screen.tell(Emergency(stop.text), alone=True)
        else:
            self._interview.screen.tell(safe_text(stop.text))
        raise SessionDeclined(WARNING_SIGN if stop.counts_as_sign else 0)

    def _set(self, settings: Settings, given: questions.Answers) -> Settings:
        """The first answers become settings. Where the file cannot be written they still count for today."""
        found = checkin.settings_of(given, settings.pace)
        try:
            write_settings(locations.settings_file(), found)
        except LrxError as error:
            words = f"{error.message} So this counts for today only."
            self._interview.screen.tell(safe_text(words))
        return replace(settings, **found)  # type: ignore[arg-type]  # each is what its setting takes; mypy cannot tell


def ask_to_resume(interview: Interview, where: str, day: int, today: int) -> ResumeMode | None:
    """What is to become of a session that was left, at ``where`` on ``day``; ``None``: a new one begins.
    Raises :class:`SessionDeclined`."""
    query = questions.Query(
        "resume",
        f"You stopped {ago(day, today)} at: {where}.",
        (
            questions.Key("space", "went_on", "go on from there"),
            questions.Key("r", "redone", "redo this exercise"),
            questions.Key("n", "new", "start anew"),
            questions.Key("g", "went_on", ""),
        ),
        enter="went_on",
    )
    left = "You can still continue what you stopped."
    answer = interview.ask_before_session(query, title=_TITLE, left=left)
    if answer == "went_on":
        return "went_on"
    return "redone" if answer == "redone" else None
