"""What is kept of a session: plain values, as the history stores them and an export writes them.

A record is a journal: *segments* that have ended and *happenings* between them share one numbering
(``seq``, from 1), so their order never depends on a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from lrx_cli.core.catalog.exercise import Level, Ms, Side
from lrx_cli.core.dates import Moment
from lrx_cli.core.player.events import (
    Changed,
    Event,
    Outcome,
    Paused,
    Reported,
    Resumed,
    SegmentEnded,
    SessionEnded,
)
from lrx_cli.core.timeline.timeline import Kind, Segment, Timeline

Deed = Literal["began", "went_on", "redone", "paused", "resumed", "changed", "reported", "ended"]
DEEDS: tuple[Deed, ...] = (
    "began", "went_on", "redone", "paused", "resumed", "changed", "reported", "ended",
)  # fmt: skip
Asked = Literal["asked", "skipped", "not asked"]
"""Whether the person was asked how they are: they were, said not to, or there was nobody to ask."""
ASKED: tuple[Asked, ...] = ("asked", "skipped", "not asked")
Value = str | int | None


class Session(NamedTuple):
    """What is known of a session when it begins."""

    id: str
    """A UUID: the same on every machine that the session is carried to."""
    started: Moment
    routine: str
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


class Share(NamedTuple):
    """One exercise of a session: what was prescribed, and what was played of it."""

    block: int
    """Its place in the session, from 0."""
    exercise: str
    planned: int
    """Different movements and holds."""
    done: int = 0
    active: Ms = 0
    """Playing time, getting ready included, pauses not."""


class Finished(NamedTuple):
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


class Happened(NamedTuple):
    """Anything else that happened."""

    seq: int
    at: Ms
    what: Deed
    value: Mapping[str, Value]
    """began, went_on, redone: ``utc`` and ``offset`` of the wall clock · paused, resumed: ``why`` ·
    changed: ``what``, ``exercise``, ``value`` · reported: ``what``, ``value`` ·
    ended: ``outcome``, ``done``, ``planned``."""


Row = Finished | Happened


class Record(NamedTuple):
    """All of one session."""

    session: Session
    shares: tuple[Share, ...]
    rows: tuple[Row, ...]
    """By ``seq``."""

    @property
    def done(self) -> int:
        return sum(share.done for share in self.shares)

    @property
    def planned(self) -> int:
        """Different movements and holds: as the player counted at the end, else as it was planned."""
        return max(self.done, planned(self.rows, self.shares))

    @property
    def active(self) -> Ms:
        return sum(share.active for share in self.shares)

    @property
    def outcome(self) -> Literal["done", "stopped", "interrupted"]:
        return outcome(self.rows)

    @property
    def finished(self) -> tuple[Finished, ...]:
        return tuple(row for row in self.rows if isinstance(row, Finished))


def outcome(rows: Iterable[Row]) -> Literal["done", "stopped", "interrupted"]:
    """``interrupted``: it never heard of its end (a power cut, a kill), or it is being played."""
    found: Literal["done", "stopped", "interrupted"] = "interrupted"
    for row in rows:
        if isinstance(row, Happened):
            if row.what == "ended":
                found = "done" if row.value.get("outcome") == "done" else "stopped"
            elif row.what in ("went_on", "redone"):
                found = "interrupted"
    return found


def planned(rows: Iterable[Row], shares: Iterable[Share]) -> int:
    found = sum(share.planned for share in shares)
    for row in rows:
        if isinstance(row, Happened) and row.what == "ended":
            value = row.value.get("planned")
            found = value if isinstance(value, int) else found
    return found


def shares_of(timeline: Timeline) -> tuple[Share, ...]:
    """What a timeline prescribes, by exercise."""
    return tuple(
        Share(
            number,
            block.exercise,
            sum(timeline.segments[index].kind in ("move", "hold") for index in block.body),
        )
        for number, block in enumerate(timeline.blocks)
    )


def tallied(shares: Sequence[Share], rows: Iterable[Row]) -> tuple[Share, ...]:
    """The shares with what the rows add up to: how the history must have counted."""
    done = dict.fromkeys((share.block for share in shares), 0)
    active = dict(done)
    for row in rows:
        if isinstance(row, Finished) and row.block in done:
            done[row.block] += row.credit
            active[row.block] += row.active
    return tuple(
        Share(share.block, share.exercise, share.planned, done[share.block], active[share.block])
        for share in shares
    )


def _happening(event: Event) -> tuple[Deed, dict[str, Value]] | None:
    """What is kept of an event besides ended segments; ``None``: nothing."""
    match event:
        case Paused(why=why):
            return "paused", {"why": why}
        case Resumed(why=why):
            return "resumed", {"why": why}
        case Changed(what=what, exercise=exercise, value=value):
            return "changed", {"what": what, "exercise": exercise, "value": value}
        case Reported(what=what, value=value):
            return "reported", {"what": what, "value": value}
        case SessionEnded(outcome=outcome, done=done, planned=planned):
            return "ended", {"outcome": outcome, "done": done, "planned": planned}
        case _:
            return None


class Scribe:
    """Makes rows of what happens, one after the other.

    ``day``: the local day it is played on. ``seq``: the number of the next row. ``credited``: the moves
    and holds that count already, by their index.
    """

    def __init__(self, day: int, seq: int = 1, credited: Iterable[int] = ()) -> None:
        self._day = day
        self._seq = seq
        self._credited = set(credited)

    def begun(self, how: Deed, now: Moment) -> Happened:
        return Happened(self._next(), 0, how, {"utc": now.utc, "offset": now.offset})

    def row(self, event: Event) -> Row | None:
        """``None``: nothing of it is kept, or not by itself."""
        if isinstance(event, SegmentEnded):
            earned = event.outcome in ("done", "eased") and event.segment.kind in ("move", "hold")
            credit = earned and event.segment.index not in self._credited
            if credit:
                self._credited.add(event.segment.index)
            return self._finished(event, self._next(), credit)
        kept = _happening(event)
        return None if kept is None else Happened(self._next(), event.at, *kept)

    def cut_off(self, segment: Segment, at: Ms, active: Ms) -> Finished:
        """The row of the segment that is being played, if it were stopped now; it takes no number."""
        return self._finished(SegmentEnded(at, segment, "stopped", active), self._seq, False)

    def _next(self) -> int:
        self._seq += 1
        return self._seq - 1

    def _finished(self, ended: SegmentEnded, seq: int, credit: bool) -> Finished:
        segment = ended.segment
        return Finished(
            seq,
            ended.at,
            self._day,
            segment.index,
            segment.kind,
            segment.block,
            segment.side,
            segment.set,
            segment.rep,
            ended.outcome,
            ended.active,
            segment.duration,
            credit,
        )
