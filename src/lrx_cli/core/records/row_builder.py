"""From what a player tells to the rows of a record, while a session is played.

Apart from the record's shapes: what only reads a history imports no player.
"""

from collections.abc import Iterable, Mapping

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.dates import Moment
from lrx_cli.core.player import Changed, Event, Paused, Reported, Resumed, SegmentEnded, SessionEnded
from lrx_cli.core.records.session_record import (
    LOGGED_AS,
    EventKind,
    LoggedEvent,
    LoggedSegment,
    ResumeMode,
    Row,
)
from lrx_cli.core.timeline import Segment

_LOGGED: Mapping[type[Event], EventKind] = {
    Paused: "paused",
    Resumed: "resumed",
    Changed: "changed",
    Reported: "reported",
    SessionEnded: "ended",
}
"""What is kept besides ended segments, with the fields that the event has."""


class RowBuilder:
    """Turns player events into numbered rows, one after the other.

    ``day``: the local day it is played on. ``seq``: the number of the next row. ``credited``: the moves
    and holds that count already, by their index.
    """

    def __init__(self, day: int, seq: int = 1, credited: Iterable[int] = ()) -> None:
        self._day = day
        self._seq = seq
        self._credited = set(credited)

    def begun(self, mode: ResumeMode | None, now: Moment) -> LoggedEvent:
        """``mode``: ``None`` for a session that begins."""
        kind: EventKind = "began" if mode is None else LOGGED_AS[mode]
        return LoggedEvent(self._next(), 0, kind, {"utc": now.utc, "offset": now.offset})

    def row(self, event: Event) -> Row | None:
        """``None``: nothing of it is kept, or not by itself."""
        if isinstance(event, SegmentEnded):
            earned = event.outcome in ("done", "eased") and event.segment.kind in ("move", "hold")
            credit = earned and event.segment.index not in self._credited
            if credit:
                self._credited.add(event.segment.index)
            return self._finished(event, self._next(), credit)
        kind = _LOGGED.get(type(event))
        if kind is None:
            return None
        values = {field: value for field, value in event._asdict().items() if field != "at"}
        return LoggedEvent(self._next(), event.at, kind, values)

    def cut_off(self, segment: Segment, at: Ms, active: Ms) -> LoggedSegment:
        """The row of the segment that is being played, if it were stopped now; it takes no number."""
        return self._finished(SegmentEnded(at, segment, "stopped", active), self._seq, False)

    def _next(self) -> int:
        self._seq += 1
        return self._seq - 1

    def _finished(self, ended: SegmentEnded, seq: int, credit: bool) -> LoggedSegment:
        segment = ended.segment
        return LoggedSegment(
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
