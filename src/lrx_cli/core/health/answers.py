"""What a person said about their health, and what is known from it today. Shapes and rules; the words are
in ``checkin``, the keeping is in ``storage``.

Each answer is kept as it was given, with its moment. What holds today is worked out from all of them, so
correcting an answer is giving it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, cast, get_args

from lrx_cli.core.catalog.words import Flag, Light
from lrx_cli.core.dates import Moment
from lrx_cli.core.health.traffic_light import NOTHING, Ratings

What = Literal[
    "passed", "stopped", "flags", "cleared", "before", "after", "next_day", "reps", "mute",
    "assessed",
]  # fmt: skip
"""passed: all safety questions were answered and let the session go on · stopped: why there was none ·
flags: all that shape the choice, the flags a professional has cleared with them · cleared: what was ticked
under "see somebody first" and has been cleared · before, after: ratings, and after it the color ·
next_day: how it was the day after a session · reps: repetitions of one's own · mute: a suggestion that was
declined · assessed: a professional has looked at the sign that was reported."""
WHATS: tuple[What, ...] = get_args(What)
NextDay = Literal["settled", "worse", "better"]

AWAY = 30
"""Days without a session after which all safety questions are asked again (our own number)."""
MUTED = 7
"""Days for which a suggestion that was declined is not made again (our own number)."""

Given = Mapping[str, object]


class Answer(NamedTuple):
    session: str
    """The id of the session that it belongs to; empty: of none."""
    given: Moment
    what: What
    value: Given


class Told(NamedTuple):
    """What was said about one session."""

    session: str
    day: int
    before: Ratings = NOTHING
    after: Ratings = NOTHING
    color: Light | None = None
    marks: Mapping[str, Light] = {}
    """The exercises that were told to hurt, red or amber."""
    next_day: NextDay | None = None
    level: str = ""

    @property
    def settled(self) -> bool:
        """Nobody said that it was worse by the next day."""
        return self.next_day != "worse"


class Known(NamedTuple):
    """What holds today."""

    flags: frozenset[Flag] = frozenset()
    cleared: frozenset[Flag] = frozenset()
    reps: Mapping[str, int] = {}
    muted: frozenset[str] = frozenset()
    """Suggestions that were declined in the last seven days, by their kind."""
    raised_day: int | None = None
    """When repetitions were last raised."""
    sessions: tuple[Told, ...] = ()
    """The earliest first."""
    passed_day: int | None = None
    """When all safety questions were last answered and let a session go on."""
    stop: Literal["emergency", "urgent"] | None = None
    """A sign that was reported and holds until it is answered anew with no, or was assessed."""
    stopped: bool = False
    """The last time, the answers allowed no session."""
    advised: bool = False
    """Something was ticked that a professional should look at soon, and nobody has yet."""
    red: bool = False
    """A session was red, and not all safety questions have been answered since."""

    @property
    def last(self) -> Told | None:
        return self.sessions[-1] if self.sessions else None

    def full_check(self, today: int) -> bool:
        """Whether all safety questions are due: the first time, after 30 days away, after a red, and as
        long as the answers allow no session."""
        if self.passed_day is None or self.stopped:
            return True
        days = [self.passed_day, *(told.day for told in self.sessions)]
        seen = max((day for day in days if day <= today), default=today - AWAY)
        return self.red or today - seen >= AWAY

    def worse_in_a_row(self, now: NextDay | None) -> int:
        """How many sessions in a row were still worse by the next day, the last one by ``now``."""
        count = 0
        answers = [told.next_day for told in self.sessions]
        if now is not None and answers:
            answers[-1] = now
        for answer in reversed(answers):
            if answer != "worse":
                break
            count += 1
        return count


def known(answers: Sequence[Answer], today: int) -> Known:
    """``answers``: all there are, in the order they were given.

    A day after today is the work of a wrong clock. What was said then is trusted where it forbids something,
    and not where it would let a session go on: that is asked again.
    """
    found = Known()
    for answer in answers:
        value, day = answer.value, answer.given.day
        match answer.what:
            case "passed":
                found = found._replace(stop=None, stopped=False, red=False)
                found = found._replace(passed_day=day if day <= today else None)
            case "assessed":
                found = found._replace(stop=None, advised=False)
            case "stopped":
                found = found._replace(stopped=True, stop=_stop(value) or found.stop)
            case "after" if value.get("color") == "red":
                found = found._replace(red=True)
            case "flags":
                found = found._replace(
                    flags=_flags_on(value, today - day),
                    cleared=_flags(value.get("cleared")),
                    advised=bool(value.get("advice")),
                )
            case "reps":
                reps = _numbers(value)
                raised = any(number > found.reps.get(exercise, number) for exercise, number in reps.items())
                raised = raised or len(reps) < len(found.reps)
                found = found._replace(reps=reps, raised_day=day if raised else found.raised_day)
            case "mute" if 0 <= today - day < MUTED:
                found = found._replace(muted=found.muted | {str(value.get("kind"))})
            case _:
                pass
    return found._replace(sessions=told_of(answers))


_URGENT = frozenset({"calf-chest", "spreading", "infection"})
"""What 0.1 asked under "see somebody first" and is urgent."""
_WEEKS: Mapping[Flag, tuple[int, int]] = {
    "pregnancy": (16, 99),
    "surgery": (0, 12),
    "injection": (0, 2),
    "new-hip": (0, 12),
}
"""From which week on a condition counts, and until when (PG, N7, our own numbers). Without a week it does."""


def _stop(value: Given) -> Literal["emergency", "urgent"] | None:
    why, which = value.get("why"), value.get("which")
    if why == "emergency":
        return "emergency"
    ticked = set(which) if isinstance(which, list | tuple) else set()
    return "urgent" if why == "urgent" or ticked & _URGENT else None


def _flags_on(value: Given, days: int) -> frozenset[Flag]:
    """The conditions that count so many days after they were ticked."""
    weeks = value.get("weeks")
    known_weeks = _numbers(weeks) if isinstance(weeks, Mapping) else {}
    return frozenset(
        flag for flag in _flags(value.get("flags")) if _counts(flag, known_weeks.get(flag), days)
    )


def _counts(flag: Flag, week: int | None, days: int) -> bool:
    if week is None or flag not in _WEEKS or days < 0:
        return True
    first, over = _WEEKS[flag]
    return first <= week + days // 7 < over


def told_of(answers: Iterable[Answer]) -> tuple[Told, ...]:
    """What was said about each session, the earliest first."""
    found: dict[str, Told] = {}
    for answer in answers:
        if not answer.session:
            continue
        told = found.get(answer.session) or Told(answer.session, answer.given.day)
        value = answer.value
        if answer.what == "before":
            told = told._replace(before=ratings(value), level=str(value.get("level", "")))
        elif answer.what == "after":
            marks = value.get("marks")
            told = told._replace(
                after=ratings(value),
                color=_light(value.get("color")),
                marks=_lights(marks) if isinstance(marks, Mapping) else {},
            )
        elif answer.what == "next_day":
            told = told._replace(next_day=_next_day(value.get("answer")))
        found[answer.session] = told
    return tuple(found.values())


def ratings(value: Given) -> Ratings:
    return Ratings(
        _rating(value.get("leg"), 10), _rating(value.get("back"), 10), _rating(value.get("far"), 5)
    )


def _rating(found: object, most: int) -> int | None:
    return found if isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= most else None


def _flags(found: object) -> frozenset[Flag]:
    known = get_args(Flag)
    return frozenset(
        cast("Flag", flag) for flag in (found if isinstance(found, list) else ()) if flag in known
    )


def _numbers(found: Given) -> dict[str, int]:
    return {key: value for key, value in found.items() if isinstance(value, int) and value > 0}


def _light(found: object) -> Light | None:
    return cast("Light", found) if found in get_args(Light) else None


def _lights(found: Mapping[str, object]) -> dict[str, Light]:
    return {key: light for key, value in found.items() if (light := _light(value)) is not None}


def _next_day(found: object) -> NextDay | None:
    return cast("NextDay", found) if found in get_args(NextDay) else None
