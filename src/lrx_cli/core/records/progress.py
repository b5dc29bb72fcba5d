"""How it goes, from what was said and played: numbers, and what a change of them means in words.

A change is only spoken of between two weeks with enough ratings in each; two points are not a trend. Days
are counted, never broken streaks: a gap is nobody's failure. What is under the noise of measuring is called
that.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import FIRST_LEVEL, Level, Light, Preference
from lrx_cli.core.dates import weekday
from lrx_cli.core.health.answers import FAR, Answer, Ratings
from lrx_cli.core.health.policy import Situation
from lrx_cli.core.health.profile import NOISE, SessionAnswers, health_profile
from lrx_cli.core.records.session_record import Record

Measure = Literal["leg", "back", "far"]
MEASURES: tuple[Measure, ...] = get_args(Measure)

WEEK = 7
FORGOTTEN = 30
"""Days after which an exercise is explained one step more fully again."""

ENOUGH = 3
"""Ratings a week needs before anything is said about it (our own number)."""
IMPORTANT_LEG = 3
"""Points of leg pain that people with sciatica call important, roughly (T3)."""


class Day(NamedTuple):
    """What was played on one day, or in the week that it begins. Sessions count once something in them was
    done."""

    day: int
    """Since 1970-01-01, in the local calendar of then."""
    sessions: int
    active: Ms


class Practice(NamedTuple):
    """How well an exercise is known."""

    times: int
    """How often it was played to its end."""
    last_day: int


class Past(NamedTuple):
    """What a history knows that a session is planned by; nothing where there is none."""

    answers: Sequence[Answer] = ()
    """What was said about one's health, in the order it was given."""
    last: Record | None = None
    """The last session that counted, without its segments."""
    times_played: Mapping[str, int] = {}
    """By exercise, for ``--teach auto``."""

    @property
    def usual_level(self) -> Level:
        """Played where no level is asked for: that of the last session."""
        return FIRST_LEVEL if self.last is None else self.last.session.level

    def situation(self, today: int, preference: Preference) -> Situation:
        """What is known before anybody is asked how they are."""
        return Situation(health_profile(self.answers, today), today, preference, usual_level=self.usual_level)


class Totals(NamedTuple):
    sessions: int
    days: int
    """Different days."""
    active: Ms
    week_sessions: int
    """In the last seven days, today included."""
    week_active: Ms


class Point(NamedTuple):
    """How it was on one day, before the first session of it."""

    day: int
    ratings: Ratings


class Played(NamedTuple):
    """One exercise over the sessions looked at."""

    exercise: str
    sessions: int
    """In which something of it was done."""
    eased: int
    """Sessions in which a hold was eased or the easier form played."""
    skipped: int
    """Sessions in which it was left out on the way."""
    hurt: int
    """Sessions in which it was reported to hurt."""


class Change(NamedTuple):
    """The last seven days against the first week."""

    measure: Measure
    then: float
    """The median of the first week."""
    now: float
    words: str


class Progress(NamedTuple):
    since: int
    today: int
    points: tuple[Point, ...]
    days: tuple[Day, ...]
    weeks: tuple[Day, ...]
    changes: tuple[Change, ...]
    unclear: str
    """Why nothing is said about a change; empty: it is."""
    colors: Mapping[Light, int]
    played: tuple[Played, ...]
    no_change: bool
    """Two weeks and more, and the leg is as it was: the time to ask a professional."""
    after: tuple[Point, ...] = ()
    """How it was after sessions, after the last one of each day."""

    @property
    def sessions(self) -> int:
        return sum(day.sessions for day in self.days)

    @property
    def active(self) -> Ms:
        return sum(day.active for day in self.days)


def progress(
    sessions: Sequence[SessionAnswers], days: Sequence[Day], played: Sequence[Played], since: int, today: int
) -> Progress:
    """From the day ``since`` to ``today``, both included."""
    lately = [one for one in sessions if since <= one.day <= today]
    found = points(lately)
    changes, unclear = _changes(found, today)
    leg = next((change for change in changes if change.measure == "leg"), None)
    span = found[-1].day - found[0].day if found else 0
    seen = Counter(one.color for one in lately)
    colors: dict[Light, int] = {color: seen[color] for color in get_args(Light)}
    within = tuple(day for day in days if since <= day.day <= today)
    return Progress(
        since,
        today,
        found,
        within,
        weeks(within, today),
        changes,
        unclear,
        colors,
        tuple(sorted(played, key=lambda one: (-one.hurt, -one.eased, -one.skipped, one.exercise))),
        no_change=leg is not None and leg.then > 0 and abs(leg.now - leg.then) < NOISE and span >= 2 * WEEK,
        after=tuple({one.day: Point(one.day, one.after) for one in lately if one.after.any}.values()),
    )


def points(sessions: Iterable[SessionAnswers]) -> tuple[Point, ...]:
    """One a day, the first session's; days without ratings have none."""
    found: dict[int, Point] = {}
    for one in sessions:
        if one.before.any:
            found.setdefault(one.day, Point(one.day, one.before))
    return tuple(found[day] for day in sorted(found))


def weeks(days: Sequence[Day], today: int) -> tuple[Day, ...]:
    """Every week from the first one that was played in to this one, also those without a session."""
    if not days:
        return ()
    found = {monday: [0, 0] for monday in range(monday_of(days[0].day), today + 1, WEEK)}
    for day in days:
        sums = found.setdefault(monday_of(day.day), [0, 0])
        sums[0] += day.sessions
        sums[1] += day.active
    return tuple(Day(monday, *sums) for monday, sums in sorted(found.items()))


def monday_of(day: int) -> int:
    return day - weekday(day)


def _changes(found: Sequence[Point], today: int) -> tuple[tuple[Change, ...], str]:
    from statistics import median  # slow to import, and of no use to a session

    if not found:
        return (), "No ratings yet. Two quick keys before a session are enough to see how it goes."
    first = found[0].day
    if today - first < 2 * WEEK - 1:
        return (), "Less than two weeks of ratings: too early to speak of a change."
    then = [point for point in found if point.day < first + WEEK]
    now = [point for point in found if point.day > today - WEEK]
    changes = []
    for measure in MEASURES:
        before, after = _values(then, measure), _values(now, measure)
        if len(before) >= ENOUGH and len(after) >= ENOUGH:
            changes.append(_change(measure, median(before), median(after)))
    if not changes:
        return (), f"Fewer than {ENOUGH} ratings in the first or in the last seven days: no word on a change."
    return tuple(changes), ""


def _values(found: Sequence[Point], measure: str) -> list[int]:
    values = (getattr(point.ratings, measure) for point in found)
    return [value for value in values if value is not None]


def _change(measure: Measure, then: float, now: float) -> Change:
    if measure == "far":
        lately, first = FAR[round(now)], FAR[round(then)]
        words = f"Lowest point you feel it: {lately} in the last seven days, {first} in the first week"
        if now <= then - 1:
            words += ": nearer to the spine, which is a good sign, though no proof of what brought it."
        elif now >= then + 1:
            words += ": further down. Leave out what sends it there, and ask a professional if it stays."
        else:
            words += ": about the same."
        return Change(measure, then, now, words)
    words = f"{measure.capitalize()} pain: {now:g} in the last seven days, {then:g} in the first week"
    lower = then - now
    if measure == "leg" and lower >= IMPORTANT_LEG:
        words += f": lower by {IMPORTANT_LEG} or more, likely a change that matters."
    elif lower >= NOISE:
        words += f": lower by {NOISE} or more, likely a real change."
    elif lower <= -NOISE:
        words += f": higher by {NOISE} or more, likely a real change. Go gently, and ask if it stays so."
    else:
        words += f": about the same; less than {NOISE} points may be chance."
    return Change(measure, then, now, words)


def times_played(practice: Mapping[str, Practice], today: int) -> dict[str, int]:
    """For ``--teach auto``: how often each exercise was played to its end, seen from today.

    After a month without it, one step more is explained: as if it had been played fewer times.
    """
    return {
        exercise: known.times if today - known.last_day < FORGOTTEN else 2 if known.times >= 6 else 0
        for exercise, known in practice.items()
    }


def nudge(last: Record | None, today: int, *, warned: bool = False, red: bool = False) -> str:
    """What could be next, without pressing. ``warned``: the last answers allowed no session. ``red``: it
    was too much the last time."""
    if warned:
        return "You reported a warning sign. Get it looked at first; lrx about says what to do."
    if red:
        return "The last time was too much. A day or two of rest from these is fine; then begin gently."
    if last is None:
        return "Nothing is recorded yet. Three exercises are a good beginning: lrx session --routine morning"
    days = today - last.session.started.day
    if days <= 0:
        if not last.done:
            return "Nothing was done in it yet. Any time of the day is fine: lrx session"
        return "You have played today. That is enough, and more is fine."
    if days == 1:
        return "A short session today keeps it going: lrx session --routine desk"
    if days < FORGOTTEN:
        return "Any day is a good day to go on: lrx session, or three for the desk."
    return "It has been a while: begin gently, with lrx session --level gentle."
