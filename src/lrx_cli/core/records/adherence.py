"""What was played of what was prescribed, in sums: plain values, and what they mean in a sentence or two.

Sessions played are counted, never broken streaks: a gap is nobody's failure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from lrx_cli.core.catalog.exercise import Ms
from lrx_cli.core.records.session_record import Session

WEEK = 7
FORGOTTEN = 30
"""Days after which an exercise is explained one step more fully again."""


class Summary(NamedTuple):
    """One session in a list."""

    session: Session
    outcome: Literal["done", "stopped", "interrupted"]
    done: int
    """Different movements and holds played to their end, or eased."""
    planned: int
    active: Ms
    """Playing time, pauses not counted."""
    exercises: tuple[str, ...]


class Day(NamedTuple):
    """What was played on one day. Sessions count once something in them was done."""

    day: int
    """Since 1970-01-01, in the local calendar of then."""
    sessions: int
    done: int
    active: Ms


class Practice(NamedTuple):
    """How well an exercise is known."""

    times: int
    """How often it was played to its end."""
    last_day: int


class Totals(NamedTuple):
    sessions: int
    days: int
    """Different days."""
    active: Ms
    week_sessions: int
    """In the last seven days, today included."""
    week_active: Ms


def times_played(practice: Mapping[str, Practice], today: int) -> dict[str, int]:
    """For ``--teach auto``: how often each exercise was played to its end, seen from today.

    Who has not heard one for a month gets a step more of it: as if it had been played fewer times.
    """
    return {
        exercise: _one_step_back(known.times) if today - known.last_day >= FORGOTTEN else known.times
        for exercise, known in practice.items()
    }


def _one_step_back(times: int) -> int:
    """From telling nothing to telling little, from telling little to telling all."""
    return 2 if times >= 6 else 0


def nudge(last: Summary | None, today: int, *, warned: bool = False, red: bool = False) -> str:
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
        return "You have played today. That is enough, and more is fine."
    if days == 1:
        return "A short session today keeps it going: lrx session --routine desk"
    if days < FORGOTTEN:
        return "Any day is a good day to go on: lrx session, or three for the desk."
    return "It has been a while: begin gently, with lrx session --level gentle."
