"""What a person said about their health, and what is known from it today. Shapes and rules; the words are
in ``checkin``, the keeping is in ``storage``.

Each answer is kept as it was given, with its moment. What holds today is worked out from all of them, so
correcting an answer is giving it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, cast, get_args

from lrx_cli.core.catalog.safety import Light
from lrx_cli.core.catalog.words import Flag
from lrx_cli.core.dates import Moment
from lrx_cli.core.health.profile import Person, Preference
from lrx_cli.core.health.traffic_light import NOTHING, Ratings

What = Literal["passed", "stopped", "flags", "cleared", "before", "after", "next_day", "reps", "mute"]
"""passed: all safety questions were answered and let the session go on · stopped: why there was none ·
flags: all that shape the choice, the flags a professional has cleared with them · cleared: what was ticked
under "see somebody first" and has been cleared · before, after: ratings, and after it the color ·
next_day: how it was the day after a session · reps: repetitions of one's own · mute: a suggestion that was
declined."""
WHATS: tuple[What, ...] = get_args(What)
NextDay = Literal["settled", "worse", "better"]

AWAY = 30
"""Days without a session after which all safety questions are asked again (our own number)."""
RED_RESTS = 2
"""Days for which what made it worse is left out (our own number)."""
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
    stopped: bool = False
    """The last time, the answers allowed no session."""
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
        last = self.last
        seen = max(self.passed_day, last.day) if last else self.passed_day
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

    def person(self, today: int, preference: Preference, now: NextDay | None = None) -> Person:
        """For the plan. ``now``: how the last session was by the next day, if that was said just now."""
        last = self.last
        reds = {
            exercise
            for told in self.sessions
            for exercise, light in told.marks.items()
            if light == "red" and today - told.day < RED_RESTS
        }
        ambers = {exercise for exercise, light in last.marks.items() if light == "amber"} if last else set()
        if now == "worse":
            reds |= set(last.marks) if last else set()
            ambers -= reds
        return Person(
            flags=self.flags,
            cleared=self.cleared,
            preference=preference,
            reds=frozenset(reds),
            ambers=frozenset(ambers),
            touchy=last is not None and last.color == "amber",
            reps=self.reps,
        )


def known(answers: Sequence[Answer], today: int) -> Known:
    """``answers``: all there are, in the order they were given."""
    found = Known()
    for answer in answers:
        value = answer.value
        match answer.what:
            case "passed":
                found = found._replace(passed_day=answer.given.day, stopped=False, red=False)
            case "stopped":
                found = found._replace(stopped=True)
            case "after" if value.get("color") == "red":
                found = found._replace(red=True)
            case "flags":
                found = found._replace(flags=_flags(value.get("flags")), cleared=_flags(value.get("cleared")))
            case "reps":
                reps = _numbers(value)
                raised = any(number > found.reps.get(exercise, number) for exercise, number in reps.items())
                raised = raised or len(reps) < len(found.reps)
                found = found._replace(reps=reps, raised_day=answer.given.day if raised else found.raised_day)
            case "mute" if today - answer.given.day < MUTED:
                found = found._replace(muted=found.muted | {str(value.get("kind"))})
            case _:
                pass
    return found._replace(sessions=told_of(answers))


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
