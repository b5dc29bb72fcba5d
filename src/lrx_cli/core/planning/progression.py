"""More, or less, for next time: suggestions with their reason. Nothing is applied without a key.

Only one source publishes a progression (N1: begin with five, add one or two every few days if comfortable);
the counts here are our own. One exercise is raised at a time, by one rung, and what is declined is not
offered for a week.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Literal, NamedTuple

from lrx_cli.core.catalog.routine import rungs
from lrx_cli.core.catalog.words import Level
from lrx_cli.core.health.answers import BUTTOCK, Raised
from lrx_cli.core.health.profile import HealthProfile, SessionAnswers
from lrx_cli.core.planning.plan import Planned

Kind = Literal["restart", "fewer", "more", "further"]

GREENS_FOR_MORE = 3
GREENS_FOR_FURTHER = 6
DAYS_FOR_FURTHER = 7
"""First and last day included."""
DAYS_BETWEEN_RAISES = 4
"""So that a week has two raises at most."""
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
    raised: Raised | None = None
    """What is raised, once it is accepted; ``None``: as it was."""


def suggestion(known: HealthProfile, lines: Sequence[Planned], level: Level, today: int) -> Suggestion | None:
    """What could change today; ``None``: nothing. ``lines``: what is about to be played at ``level``."""
    makers = (
        _restart(known, lines, today),
        _fewer(known, lines),
        _more(known, lines, today),
        _further(known, lines, level, today),
    )
    return next((found for found in makers if found and found.kind not in known.muted), None)


def _restart(known: HealthProfile, lines: Sequence[Planned], today: int) -> Suggestion | None:
    last = known.last
    if last is None or today - last.day <= DAYS_OFF:
        return None
    lower = {line.exercise.id: BEGIN_WITH for line in lines if line.dose.reps > BEGIN_WITH}
    if not lower:
        return None
    days = today - last.day - 1
    return Suggestion(
        "restart",
        f"{days} days off: begin again with {BEGIN_WITH} repetitions of each, and add from there? "
        "(our rule of thumb)",
        {**known.reps, **lower},
    )


def _fewer(known: HealthProfile, lines: Sequence[Planned]) -> Suggestion | None:
    """Back by the rung that it was raised by; without one, fewer repetitions."""
    for line in lines:
        exercise, now = line.exercise, line.dose.reps
        marks = [session.marks.get(exercise.id) for session in known.sessions[-AMBERS_FOR_FEWER:]]
        if marks.count("amber") != AMBERS_FOR_FEWER:
            continue
        raised = known.raised.by_exercise
        if raised.get(exercise.id):
            rungs_left = {**raised, exercise.id: raised[exercise.id] - 1}
            return Suggestion(
                "fewer",
                f"{exercise.name} was too strong twice: one step back, as it was before?",
                known.reps,
                known.raised._replace(by_exercise=rungs_left),
            )
        if now - FEWER >= LEAST:
            return Suggestion(
                "fewer",
                f"{exercise.name} was too strong twice: {now - FEWER} repetitions instead of {now}?",
                {**known.reps, exercise.id: now - FEWER},
            )
    return None


def _more(known: HealthProfile, lines: Sequence[Planned], today: int) -> Suggestion | None:
    """One repetition back, of the first exercise that has fewer than it had."""
    if _raised_lately(known, today) or len(_green_run(known.sessions)) < GREENS_FOR_MORE:
        return None
    for line in lines:
        exercise, now = line.exercise, line.dose.reps
        usual = _usual_reps(known, line)
        if known.reps.get(exercise.id) != now or now >= usual:
            continue
        kept = {id: reps for id, reps in known.reps.items() if id != exercise.id}
        return Suggestion(
            "more",
            f"{GREENS_FOR_MORE} green sessions in a row, each settled by the next day: one more of "
            f"{exercise.name} ({now + 1} times)?",
            kept if now + 1 == usual else {**kept, exercise.id: now + 1},
        )
    return None


def _usual_reps(known: HealthProfile, line: Planned) -> int:
    """Repetitions without any of one's own."""
    level, number = known.raised.level, known.raised.by_exercise.get(line.exercise.id)
    if level and number:
        steps = rungs(line.exercise, level)
        return steps[min(number, len(steps) - 1)].dose.reps
    return line.exercise.doses[line.level].reps


def _further(known: HealthProfile, lines: Sequence[Planned], level: Level, today: int) -> Suggestion | None:
    """One exercise by one rung: the one that was raised least, in the order in which they are played."""
    if _raised_lately(known, today) or any(line.exercise.id in known.reps for line in lines):
        return None
    lately = _green_run(known.sessions, level)
    if len(lately) < GREENS_FOR_FURTHER or lately[0].day - lately[-1].day + 1 < DAYS_FOR_FURTHER:
        return None
    begun, now = lately[-1].before.far, lately[0].before.far
    if now is not None and now >= BUTTOCK and now > (now if begun is None else begun):
        return None
    raised = known.raised.by_exercise if known.raised.level == level else {}
    open_lines = [line for line in lines if _can_go_on(line, level, raised.get(line.exercise.id, 0))]
    if not open_lines:
        return None
    exercise = min(open_lines, key=lambda line: raised.get(line.exercise.id, 0)).exercise
    number = raised.get(exercise.id, 0) + 1
    return Suggestion(
        "further",
        f"{len(lately)} green sessions in a row, over a week or more: one step further with "
        f"{exercise.name}, {rungs(exercise, level)[number].change}? All else stays as it is.",
        known.reps,
        Raised(level, {**raised, exercise.id: number}),
    )


def _can_go_on(line: Planned, level: Level, number: int) -> bool:
    """Whether there is a rung above, and the exercise is played as its rung has it: in no safer form, and
    with no numbers of a routine."""
    steps = rungs(line.exercise, level)
    if number + 1 >= len(steps):
        return False
    same = ("reps", "hold", "sets", "variant")
    return not line.safe and all(getattr(line.dose, it) == getattr(steps[number].dose, it) for it in same)


def _raised_lately(known: HealthProfile, today: int) -> bool:
    return known.raised_day is not None and 0 <= today - known.raised_day < DAYS_BETWEEN_RAISES


def _green_run(sessions: Sequence[SessionAnswers], level: Level | None = None) -> list[SessionAnswers]:
    """The latest sessions, newest first, that were all green, settled and (if it is given) at that level."""

    def belongs(session: SessionAnswers) -> bool:
        return session.color == "green" and session.settled and level in (None, session.level)

    return list(takewhile(belongs, reversed(sessions)))
