"""What happened: the facts that every output hears, each with the moment it was due.

``at`` is session time: ms since the session began, pauses included.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lrx_cli.core.exercise import Ms
from lrx_cli.core.timeline import Cue, Segment, Timeline

Outcome = Literal["done", "eased", "skipped", "stopped"]
Why = Literal["asked", "stalled", "hurt"]
What = Literal["hold", "ease", "side", "easier", "dropped", "lost", "longer"]


@dataclass(frozen=True, slots=True)
class SessionStarted:
    at: Ms
    timeline: Timeline
    resumed_from: int | None = None


@dataclass(frozen=True, slots=True)
class SegmentStarted:
    at: Ms
    segment: Segment
    """As it is played now: a changed hold or side is already in it."""


@dataclass(frozen=True, slots=True)
class CueDue:
    at: Ms
    index: int
    """The segment that is played or interrupted."""
    cue: Cue


@dataclass(frozen=True, slots=True)
class SegmentEnded:
    at: Ms
    segment: Segment
    outcome: Outcome
    active: Ms
    """Time played in it, pauses not counted."""


@dataclass(frozen=True, slots=True)
class Changed:
    at: Ms
    what: What
    exercise: str | None
    value: int | str | None
    """hold, ease: the new hold in ms · side: the side that begins · easier: the repetition it begins at ·
    dropped: why (skipped, hurt, family) · lost, longer: ms."""


@dataclass(frozen=True, slots=True)
class Reported:
    at: Ms
    what: Literal["hurt", "rating", "answer"]
    value: int | str


@dataclass(frozen=True, slots=True)
class Paused:
    at: Ms
    why: Why


@dataclass(frozen=True, slots=True)
class Resumed:
    at: Ms
    why: Why


@dataclass(frozen=True, slots=True)
class SessionEnded:
    at: Ms
    outcome: Literal["done", "stopped"]
    done: int
    """Different movement and hold segments played to their end, or eased."""
    planned: int


Event = (
    SessionStarted
    | SegmentStarted
    | CueDue
    | SegmentEnded
    | Changed
    | Reported
    | Paused
    | Resumed
    | SessionEnded
)
