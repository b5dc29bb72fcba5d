"""What is kept of a session: plain values, as the history stores them and an export writes them.

A record is a journal: segments that have ended and the events between them share one numbering
(``seq``, from 1), so their order never depends on a clock.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import Level, Side
from lrx_cli.core.dates import Moment
from lrx_cli.core.timeline import Kind, Outcome, Timeline

ResumeMode = Literal["went_on", "redone"]
"""How a session that was left goes on: where it was, or with its exercise from the beginning."""
EventKind = Literal[ResumeMode, "began", "paused", "resumed", "changed", "reported", "ended"]
Asked = Literal["asked", "skipped", "not asked"]
"""Whether the person was asked how they are: they were, said not to, or there was nobody to ask."""
Value = str | int | None


class Session(NamedTuple):
    """What is known of a session when it begins."""

    id: str
    """A UUID: the same on every machine that the session is carried to."""
    started: Moment
    routine: str
    """Empty where exercises were named: it was not a routine that was played."""
    level: Level
    teach: str
    planned_ms: Ms
    counted: bool
    """Played at the speed of a person; others are marked and count nowhere."""
    asked: Asked
    version: str
    """Of the lrx that played it."""
    whole: bool = True
    """False: a part of its record was damaged, and what is here is what could be read."""


class ExerciseTotals(NamedTuple):
    """One exercise of a session: what was prescribed, and what was played of it."""

    block: int
    """Its place in the session, from 0."""
    exercise: str
    planned: int
    """Different movements and holds."""
    done: int = 0
    active: Ms = 0
    """Playing time, getting ready included, pauses not."""


class LoggedSegment(NamedTuple):
    """A segment that has ended."""

    seq: int
    at: Ms
    """When it ended: session time of that playing, pauses included."""
    day: int
    """The local day it was played on, since 1970-01-01."""
    place: int
    """Its index in the timeline."""
    kind: Kind
    block: int
    side: Side | None
    set: int
    rep: int
    outcome: Outcome
    active: Ms
    duration: Ms | None
    """As it was to be played; ``None``: waited for a key."""
    credit: bool
    """A movement or hold that was played to its end or eased, for the first time in this session."""


EXPORTED_AS = {"at": "at_ms", "place": "index", "active": "active_ms", "duration": "duration_ms"}
"""The names that some fields have in an exported history."""
EXPORT_HEAD, EXPORT_ANSWERS, EXPORT_END = (
    '{"format": 1, "kind": "history", "sessions": [', '], "answers": [', "]}"
)  # fmt: skip
"""The lines of an exported history around those of its sessions and answers."""


class LoggedEvent(NamedTuple):
    """Anything else that happened, as it is kept."""

    seq: int
    at: Ms
    what: EventKind
    value: Mapping[str, Value]
    """began, went_on, redone: ``utc`` and ``offset`` of the wall clock · paused, resumed: ``why`` ·
    changed: ``what``, ``exercise``, ``value`` · reported: ``what``, ``value`` ·
    ended: ``outcome``, ``done``, ``planned``."""


Row = LoggedSegment | LoggedEvent


class Record(NamedTuple):
    """All of one session."""

    session: Session
    exercises: tuple[ExerciseTotals, ...]
    rows: tuple[Row, ...]
    """By ``seq``; in a list of sessions only the events."""

    @property
    def done(self) -> int:
        """Different movements and holds played to their end, or eased."""
        return sum(totals.done for totals in self.exercises)

    @property
    def planned(self) -> int:
        """Different movements and holds: as the player counted at the end, else as it was planned."""
        found = sum(totals.planned for totals in self.exercises)
        for row in self.rows:
            if isinstance(row, LoggedEvent) and row.what == "ended":
                value = row.value.get("planned")
                found = value if isinstance(value, int) else found
        return max(self.done, found)

    @property
    def active(self) -> Ms:
        """Playing time, pauses not counted."""
        return sum(totals.active for totals in self.exercises)

    @property
    def outcome(self) -> Literal["done", "stopped", "interrupted"]:
        return outcome(self.rows)

    @property
    def finished(self) -> tuple[LoggedSegment, ...]:
        return tuple(row for row in self.rows if isinstance(row, LoggedSegment))


def outcome(rows: Iterable[Row]) -> Literal["done", "stopped", "interrupted"]:
    """``interrupted``: it never heard of its end (a power cut, a kill), or it is being played."""
    found: Literal["done", "stopped", "interrupted"] = "interrupted"
    for row in rows:
        if isinstance(row, LoggedEvent):
            if row.what == "ended":
                found = "done" if row.value.get("outcome") == "done" else "stopped"
            elif row.what in ("went_on", "redone"):
                found = "interrupted"
    return found


def planned_totals(timeline: Timeline) -> tuple[ExerciseTotals, ...]:
    """What a timeline prescribes, by exercise."""
    return tuple(
        ExerciseTotals(
            number,
            block.exercise,
            sum(timeline.segments[index].kind in ("move", "hold") for index in block.body),
        )
        for number, block in enumerate(timeline.blocks)
    )


def totals_of(exercises: Sequence[ExerciseTotals], rows: Iterable[Row]) -> tuple[ExerciseTotals, ...]:
    """The totals with what the rows add up to: how the history must have counted."""
    done = dict.fromkeys((one.block for one in exercises), 0)
    active = dict(done)
    for row in rows:
        if isinstance(row, LoggedSegment) and row.block in done:
            done[row.block] += row.credit
            active[row.block] += row.active
    return tuple(one._replace(done=done[one.block], active=active[one.block]) for one in exercises)
