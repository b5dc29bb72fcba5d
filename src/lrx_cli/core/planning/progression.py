"""More, or less, for next time: suggestions with their reason. Nothing is applied without a key.

Only one source publishes a progression (N1: begin with five, add one or two every few days if comfortable);
the counts here are our own. One thing changes at a time, and what is declined is not offered for a week.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from lrx_cli.core.catalog.exercise import LEVELS, Level
from lrx_cli.core.health.profile import HealthProfile, SessionAnswers
from lrx_cli.core.health.traffic_light import BUTTOCK
from lrx_cli.core.planning.plan import Planned

Kind = Literal["restart", "fewer", "more", "level"]

GREENS_FOR_MORE = 3
GREENS_FOR_LEVEL = 6
DAYS_FOR_LEVEL = 7
"""First and last day included."""
DAYS_BETWEEN_RAISES = 4
"""So that a week has two raises at most."""
AT_ONCE = 2
"""Exercises that are raised at once."""
DAYS_OFF = 3
BEGIN_WITH = 5
"""Repetitions to begin with (N1)."""
AMBERS_FOR_FEWER = 2
FEWER = 2
LEAST = 2
"""Fewer repetitions than these are not suggested."""


class Suggestion(NamedTuple):
    kind: Kind
    text: str
    """What and why, in a sentence or two, as a question to say yes or no to."""
    reps: Mapping[str, int] = {}
    """All repetitions of one's own, once it is accepted."""
    level: Level | None = None


def suggestion(known: HealthProfile, lines: Sequence[Planned], level: Level, today: int) -> Suggestion | None:
    """What could change today; ``None``: nothing. ``lines``: what is about to be played at ``level``."""
    full = {line.exercise.id: line.exercise.doses[line.level].reps for line in lines}
    names = {line.exercise.id: line.exercise.name for line in lines}
    makers = (
        _restart(known, full, today),
        _fewer(known, full, names),
        _more(known, full, names, today),
        _next_level(known, full, level),
    )
    return next((found for found in makers if found and found.kind not in known.muted), None)


def _restart(known: HealthProfile, full: Mapping[str, int], today: int) -> Suggestion | None:
    last = known.last
    if last is None or today - last.day <= DAYS_OFF:
        return None
    lower = {
        exercise: BEGIN_WITH
        for exercise, reps in full.items()
        if min(reps, known.reps.get(exercise, reps)) > BEGIN_WITH
    }
    if not lower:
        return None
    days = today - last.day - 1
    return Suggestion(
        "restart",
        f"{days} days off: begin again with {BEGIN_WITH} repetitions of each, and add from there? "
        "(our rule of thumb)",
        {**known.reps, **lower},
    )


def _fewer(known: HealthProfile, full: Mapping[str, int], names: Mapping[str, str]) -> Suggestion | None:
    for exercise, reps in full.items():
        marks = [told.marks.get(exercise) for told in known.sessions[-AMBERS_FOR_FEWER:]]
        now = min(reps, known.reps.get(exercise, reps))
        if marks.count("amber") == AMBERS_FOR_FEWER and now - FEWER >= LEAST:
            fewer = now - FEWER
            return Suggestion(
                "fewer",
                f"{names[exercise]} was too strong twice: {fewer} repetitions instead of {now}?",
                {**known.reps, exercise: fewer},
            )
    return None


def _more(
    known: HealthProfile, full: Mapping[str, int], names: Mapping[str, str], today: int
) -> Suggestion | None:
    if known.raised_day is not None and today - known.raised_day < DAYS_BETWEEN_RAISES:
        return None
    if not _green(known.sessions, GREENS_FOR_MORE):
        return None
    lower = [exercise for exercise, reps in full.items() if known.reps.get(exercise, reps) < reps][:AT_ONCE]
    if not lower:
        return None
    more = {exercise: known.reps[exercise] + 1 for exercise in lower}
    listed = " and ".join(f"{names[exercise]} ({reps} times)" for exercise, reps in more.items())
    kept = {**known.reps, **more}
    return Suggestion(
        "more",
        f"{GREENS_FOR_MORE} green sessions in a row, each settled by the next day: one more of {listed}?",
        {exercise: reps for exercise, reps in kept.items() if reps < full.get(exercise, reps + 1)},
    )


def _next_level(known: HealthProfile, full: Mapping[str, int], level: Level) -> Suggestion | None:
    higher = LEVELS[LEVELS.index(level) + 1 :]
    if not higher or any(known.reps.get(exercise, reps) < reps for exercise, reps in full.items()):
        return None
    lately = _green_run(known.sessions, level)
    if len(lately) < GREENS_FOR_LEVEL or lately[-1].day - lately[0].day + 1 < DAYS_FOR_LEVEL:
        return None
    begun, now = lately[0].before.far, lately[-1].before.far
    if now is not None and now >= BUTTOCK and now > (now if begun is None else begun):
        return None
    return Suggestion(
        "level",
        f"{len(lately)} green sessions in a row at the {level} level, over a week or more: "
        f"try {higher[0]} from now on?",
        level=higher[0],
    )


def _green_run(sessions: Sequence[SessionAnswers], level: Level) -> Sequence[SessionAnswers]:
    """The latest sessions that were all green, settled, and at this level."""
    count = 0
    for told in reversed(sessions):
        if told.color != "green" or not told.settled or told.level != level:
            break
        count += 1
    return sessions[len(sessions) - count :]


def _green(sessions: Sequence[SessionAnswers], count: int) -> bool:
    lately = sessions[-count:]
    return len(lately) == count and all(told.color == "green" and told.settled for told in lately)
