"""The output that stores a session. It comes last, so a commit never delays what was due at that moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from lrx_cli.core.catalog.exercise import Ms
from lrx_cli.core.dates import Moment
from lrx_cli.core.player.events import Event, SegmentEnded, SegmentStarted, SessionEnded, SessionStarted
from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.core.ports import Output
from lrx_cli.core.records.session_record import LoggedSegment, ResumeMode, RowBuilder
from lrx_cli.core.timeline.timeline import Segment
from lrx_cli.storage.history.breakage import Damaged
from lrx_cli.storage.history.journal import Journal
from lrx_cli.storage.history.opening import reason

EVERY: Ms = 5_000
"""How often a movement or hold that is being played is stored, and a failed commit is tried again."""


class Recorder(Output):
    """Stores the events of a session. Its own errors do not end the session.

    ``begun``: when this playing begins, and ``mode``: how an earlier one is resumed.
    ``credited``: the moves and holds that count already. ``tell`` shows the person one line. ``safe``
    gets the number of each row once it is on the disk.
    """

    def __init__(
        self,
        journal: Journal,
        begun: Moment,
        *,
        mode: ResumeMode | None = None,
        credited: frozenset[int] = frozenset(),
        played: Ms = 0,
        tell: Callable[[str, Snapshot], None],
        safe: Callable[[int], None] = lambda row: None,
    ) -> None:
        self._journal = journal
        self._begun = begun
        self._mode = mode
        self._rows = RowBuilder(begun.day, journal.next_seq, credited)
        self._played = played
        """Playing time of the segments that have ended, as the snapshot counts it."""
        self._tell = tell
        self._safe = safe
        self._segment: Segment | None = None
        self._latest: Snapshot | None = None
        self._over = False
        self._due: Ms | None = None
        """When the next commit is due though nothing happens; ``None``: not known yet."""
        self._failed = False

    @property
    def unsaved(self) -> bool:
        """Whether there are events that are not on the disk."""
        return self._failed

    # --- as an output ---------------------------------------------------------------------------------

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        self._latest = now
        changed = False
        for event in events:
            changed |= self._queue(event)
        if changed or self._failed or not events:
            self._commit(now)

    def wake(self, now: Ms) -> Ms | None:
        moving = self._segment is not None and self._segment.kind in ("move", "hold")
        if not self._failed and not (moving and self._journal.session.counted):
            self._due = None
            return None
        if self._due is None:
            self._due = now + EVERY
        return self._due

    def close(self) -> None:
        """Tries once more to write what could not be written."""
        if self._failed and self._latest is not None:
            self._commit(self._latest)

    # --- writing --------------------------------------------------------------------------------------

    def _queue(self, event: Event) -> bool:
        """Queues what is stored of an event. Returns whether there is anything to commit."""
        if isinstance(event, SegmentStarted):
            self._segment = event.segment
            return True
        if isinstance(event, SessionStarted):
            self._journal.add(self._rows.begun(self._mode, self._begun))
            return True
        if isinstance(event, SegmentEnded):
            self._played += event.active
            self._segment = None
        row = self._rows.row(event)
        if row is None:
            return False
        self._journal.add(row)
        self._over = self._over or (isinstance(event, SessionEnded) and event.outcome == "done")
        return True

    def _commit(self, now: Snapshot) -> None:
        self._due = None
        try:
            written = self._journal.commit(self._running(now), over=self._over)
        except (sqlite3.Error, OSError, Damaged) as error:
            if not self._failed:
                self._tell(f"This is not being saved: {reason(error)}. It is tried again.", now)
            self._failed = True
            return
        if self._failed:
            self._tell("It is saved again.", now)
        self._failed = False
        for row in written:
            self._safe(row)

    def _running(self, now: Snapshot) -> LoggedSegment | None:
        """The segment that is being played, as if it were stopped now."""
        if self._segment is None:
            return None
        active = max(0, now.session_elapsed - self._played)
        return self._rows.cut_off(now.segment or self._segment, now.at, active)
