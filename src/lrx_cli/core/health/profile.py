"""What is known about a person's health today, worked out from all answers in the order they were given.

Correcting an answer is giving it again.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from lrx_cli.core.catalog.words import Flag, Light
from lrx_cli.core.health.answers import (
    BUTTOCK,
    NOTHING,
    After,
    Answer,
    Assessed,
    Before,
    Conditions,
    DayAfter,
    Declined,
    NewSign,
    NextDay,
    Passed,
    Raised,
    Ratings,
    Repetitions,
    Stopped,
    StopReason,
)

AWAY = 30
"""Days without a session after which all safety questions are asked again (our own number)."""
MUTED = 7
"""Days for which a suggestion that was declined is not made again (our own number)."""
_URGENT = frozenset({"calf-chest", "spreading", "infection"})
"""What 0.1 asked under "see somebody first" and is urgent."""
_WEEKS: Mapping[Flag, tuple[int, int]] = {
    "pregnancy": (16, 99),
    "surgery": (0, 12),
    "injection": (0, 2),
    "new-hip": (0, 12),
}
"""From which week on a condition counts, and until when (PG, N7, our own numbers). Without a week it does."""


class SessionAnswers(NamedTuple):
    """What was said about one session."""

    session: str
    day: int
    before: Ratings = NOTHING
    after: Ratings = NOTHING
    color: Light | None = None
    marks: Mapping[str, Light] = {}
    """The exercises that were reported to hurt, red or amber."""
    next_day: NextDay | None = None
    level: str = ""

    @property
    def settled(self) -> bool:
        """Nobody said that it was worse by the next day."""
        return self.next_day != "worse"


class HealthProfile(NamedTuple):
    """What holds today."""

    flags: frozenset[Flag] = frozenset()
    cleared: frozenset[Flag] = frozenset()
    reps: Mapping[str, int] = {}
    raised: Raised = Raised(None)
    """The exercises that were raised, one rung at a time."""
    muted: frozenset[str] = frozenset()
    """Suggestions that were declined in the last seven days, by their kind."""
    raised_day: int | None = None
    """When an exercise was last raised."""
    sessions: tuple[SessionAnswers, ...] = ()
    """The earliest first."""
    passed_day: int | None = None
    """When all safety questions were last answered and let a session go on."""
    stop: StopReason | None = None
    """A sign that was reported and holds until it is answered anew with no, or was assessed."""
    stopped: bool = False
    """The last time, the answers allowed no session."""
    advised: bool = False
    """Something was ticked that a professional should look at soon, and nobody has yet."""
    red: bool = False
    """A session was red, and not all safety questions have been answered since."""

    @property
    def last(self) -> SessionAnswers | None:
        return self.sessions[-1] if self.sessions else None

    def full_check(self, today: int) -> bool:
        """Whether all safety questions are due: the first time, after 30 days away, after a red, and as
        long as the answers allow no session."""
        if self.passed_day is None or self.stopped:
            return True
        days = [self.passed_day, *(session.day for session in self.sessions)]
        seen = max((day for day in days if day <= today), default=today - AWAY)
        return self.red or today - seen >= AWAY

    @property
    def worse_in_a_row(self) -> int:
        """How many sessions in a row, up to the last one, were still worse by the next day."""
        return len(list(takewhile(lambda session: not session.settled, reversed(self.sessions))))


def health_profile(answers: Sequence[Answer], today: int) -> HealthProfile:
    """``answers``: all there are, in the order they were given.

    A day after today is the work of a wrong clock. What was said then is trusted where it forbids something,
    and not where it would let a session go on: that is asked again.
    """
    found = HealthProfile()
    for answer in answers:
        day = answer.given.day
        match answer.said:
            case Passed():
                found = found._replace(stop=None, stopped=False, red=False)
                found = found._replace(passed_day=day if day <= today else None)
            case Assessed():
                found = found._replace(stop=None, advised=False)
            case Stopped() as stopped:
                reason = stopped.reason or ("urgent" if _URGENT.intersection(stopped.which) else found.stop)
                found = found._replace(stopped=True, stop=reason)
            case After(color="red"):
                found = found._replace(red=True)
            case Conditions() as ticked:
                found = found._replace(
                    flags=frozenset(flag for flag in ticked.flags if _counts(flag, ticked, today - day)),
                    cleared=ticked.cleared,
                    advised=bool(ticked.advice),
                )
            case Repetitions(by_exercise=reps):
                raised = any(number > found.reps.get(exercise, number) for exercise, number in reps.items())
                raised = raised or len(reps) < len(found.reps)
                found = found._replace(reps=reps, raised_day=day if raised else found.raised_day)
            case Raised(by_exercise=rungs) as raised:
                higher = sum(rungs.values()) > sum(found.raised.by_exercise.values())
                found = found._replace(raised=raised, raised_day=day if higher else found.raised_day)
            case Declined(kind=kind) if 0 <= today - day < MUTED:
                found = found._replace(muted=found.muted | {kind})
            case _:
                pass
    return found._replace(sessions=session_answers(answers))


def session_answers(answers: Iterable[Answer]) -> tuple[SessionAnswers, ...]:
    """What was said about each session, the earliest first."""
    found: dict[str, SessionAnswers] = {}
    for answer in answers:
        if not answer.session:
            continue
        session = found.get(answer.session) or SessionAnswers(answer.session, answer.given.day)
        match answer.said:
            case Before(ratings=ratings, level=level):
                session = session._replace(before=ratings, level=level)
            case After(ratings=ratings, color=color, marks=marks):
                session = session._replace(after=ratings, color=color, marks=marks)
            case DayAfter(answer=next_day):
                session = session._replace(next_day=next_day)
            case _:
                pass
        found[answer.session] = session
    return tuple(found.values())


def _counts(flag: Flag, ticked: Conditions, days: int) -> bool:
    """Whether a condition still counts, or counts already, so many days after it was ticked."""
    week = ticked.weeks.get(flag)
    if week is None or flag not in _WEEKS or days < 0:
        return True
    first, over = _WEEKS[flag]
    return first <= week + days // 7 < over


# --- the color of a session -------------------------------------------------------------------------------
#
# A clinic's rule of thumb, not a test (``safety.colors_note``). Where the symptom is counts more than how
# strong it is: less pain further down the leg is worse, a back that aches more while the leg lets go is not.

NOISE = 2
"""Points of pain: the smallest change beyond the noise of measuring (T2). A smaller one is never red."""
MUCH_BACK = 6
"""Back pain from which a real rise is red (N9)."""


def color(start: Ratings, now: Ratings, new: NewSign | None = None) -> Light | None:
    """The color, from the ratings before and after; ``None``: too little was said.

    One answer is enough for red or amber. Green needs the leg, how far down it goes, and what is new:
    otherwise too little was asked. A weaker leg is also a warning sign; the caller says so.
    """
    leg, back, far = (
        None if was is None or is_ is None else is_ - was for was, is_ in zip(start, now, strict=True)
    )
    if new in ("lasting", "weak"):
        return "red"
    if far is not None and far > 0 and (now.far or 0) >= BUTTOCK:
        return "red"  # further down, however strong it is
    if leg is not None and leg >= NOISE:
        return "red"
    nearer = (far is not None and far < 0) or (leg is not None and leg <= -NOISE)
    if back is not None and back >= NOISE and (now.back or 0) >= MUCH_BACK:
        return "amber" if nearer else "red"  # the back may ache more while the leg lets go
    worse = [change for change in (leg, back) if change is not None and change > 0]
    much = max(now.leg or 0, now.back or 0) >= 4
    if new == "brief" or (worse and not nearer and (max(worse) >= NOISE or much)):
        return "amber"
    known = None not in (leg, far, new)
    return "green" if known else None


def worse_of(colors: Iterable[Light | None]) -> Light | None:
    """The worst of them; ``None`` where there is none."""
    worst: tuple[Light, ...] = ("red", "amber", "green")
    found = set(colors)
    return next((light for light in worst if light in found), None)


LIGHTS: Mapping[str, Light] = {"spread": "red", "warning": "red", "strong": "amber"}
"""By the answer to what hurt: further down the leg is red, too strong is amber. Skipping an
exercise, ending and a mispress have no color."""


def marked(reported: Iterable[tuple[str, str]]) -> dict[str, Light]:
    """The exercises that were reported to hurt, from what was reported while they played, in order."""
    found: dict[str, Light] = {}
    exercise = None
    for what, value in reported:
        if what == "hurt":
            exercise = value
        elif what == "answer" and exercise is not None:
            light = LIGHTS.get(value)
            if light is not None and found.get(exercise) != "red":
                found[exercise] = light
            exercise = None
    return found
