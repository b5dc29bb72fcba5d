"""The output that stores a session. It comes last, so a commit never delays what was due at that moment."""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from lrx_cli.core.catalog.exercise import Dose, Why
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.dates import Moment
from lrx_cli.core.player import Event, SegmentEnded, SegmentStarted, SessionStarted, Snapshot
from lrx_cli.core.ports import Output
from lrx_cli.core.records.player_rows import row_of, session_began
from lrx_cli.core.records.session_record import (
    LoggedSegment,
    Record,
    ResumeMode,
    Row,
    Session,
    outcome,
    planned_totals,
)
from lrx_cli.core.timeline import Block, Cue, Posed, Segment, Timeline
from lrx_cli.storage.history import files, tables
from lrx_cli.storage.history.merge import rank_after
from lrx_cli.storage.history.store import Store, reason

EVERY: Ms = 5_000
"""How often a movement or hold that is being played is stored, and a failed commit is tried again."""


class Recorder(Output):
    """Stores the events of a session. Its own errors do not end the session.

    ``begun``: when this playing begins. Of a session that is resumed, ``before`` is what was played of it
    (with the segment in which it was killed, as stopped), and ``mode`` how it is resumed. ``tell`` shows the
    person one line. ``safe`` gets the number of each row once it is on the disk.

    What could not be written goes with the next commit, in order. All of the session stays in memory, too:
    where the history is not what it was any more, it is written beside it from its beginning.
    """

    def __init__(
        self,
        store: Store,
        session: Session,
        timeline: Timeline,
        begun: Moment,
        *,
        before: Record | None = None,
        mode: ResumeMode | None = None,
        tell: Callable[[str, Snapshot], None],
        safe: Callable[[int], None] = lambda row: None,
    ) -> None:
        self._store = store
        self._session = session
        self._timeline = timeline
        self._begun = begun
        self._mode = mode
        self._exercises = before.exercises if before else planned_totals(timeline)
        self._rows: list[Row] = list(before.rows) if before else []
        """All of the session, in order."""
        self._written = len(self._rows)
        """How many of them are written."""
        self._played = sum(row.active for row in self._rows if isinstance(row, LoggedSegment))
        """Playing time of the segments that have ended, as the snapshot counts it."""
        self._tell = tell
        self._safe = safe
        self._segment: Segment | None = None
        self._latest: Snapshot | None = None
        self._due: Ms | None = None
        """When the next commit is due though nothing happens; ``None``: not known yet."""
        self.unsaved = False
        """Whether there are events that are not on the disk."""

    @property
    def _next_seq(self) -> int:
        return len(self._rows) + 1

    @property
    def nothing_saved(self) -> bool:
        return self._written == 0

    # --- as an output ---------------------------------------------------------------------------------

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        self._latest = now
        changed = False
        for event in events:
            changed |= self._queue(event)
        if changed or self.unsaved or not events:
            self._commit(now)

    def wake(self, now: Ms) -> Ms | None:
        moving = self._segment is not None and self._segment.kind in ("move", "hold")
        if not self.unsaved and not (moving and self._session.counted):
            self._due = None
        elif self._due is None:
            self._due = now + EVERY
        return self._due

    def close(self) -> None:
        """Tries once more to write what could not be written."""
        if self.unsaved and self._latest is not None:
            with suppress(OSError):  # only now: a folder that was moved away could not be moved back
                files.make_folder(os.path.dirname(self._store.path))
            self._commit(self._latest)

    # --- writing --------------------------------------------------------------------------------------

    def _queue(self, event: Event) -> bool:
        """Queues what is stored of an event. Returns whether there is anything to commit."""
        if isinstance(event, SegmentStarted):
            self._segment = event.segment
            return True
        credited: set[int] = set()
        if isinstance(event, SegmentEnded):
            self._segment = None
            self._played += event.active
            credited = {row.place for row in self._rows if isinstance(row, LoggedSegment) and row.credit}
        if isinstance(event, SessionStarted):
            row: Row | None = session_began(self._next_seq, self._begun, self._mode)
        else:
            row = row_of(event, self._next_seq, self._begun.day, credited)
        if row is not None:
            self._rows.append(row)
        return row is not None

    def _commit(self, now: Snapshot) -> None:
        self._due = None
        running = None
        if self._segment is not None:
            active = max(0, now.session_elapsed - self._played)
            stopped = SegmentEnded(now.at, now.segment or self._segment, "stopped", active)
            row = row_of(stopped, self._next_seq, self._begun.day)
            running = row if isinstance(row, LoggedSegment) else None
        try:
            try:
                with files.finding_damage():
                    written = self.commit(running)
            except files.Damaged as error:
                what = str(error) if isinstance(error, files.Replaced) else "The history is damaged"
                name = self._store.go_beside()
                self._tell(f"{what}. This session is kept beside it, in {name}.", now)
                written = self.commit(running)
        except (OSError, *files.ERRORS) as error:
            if not self.unsaved:
                why = "its folder is gone" if isinstance(error, FileNotFoundError) else reason(error)
                self._tell(f"This is not being saved: {why}. It is tried again.", now)
            self.unsaved = True
            return
        if self.unsaved:
            self._tell("It is saved again.", now)
        self.unsaved = False
        for seq in written:
            self._safe(seq)

    def commit(self, running: LoggedSegment | None) -> list[int]:
        """Writes what is queued. Returns the numbers of the rows that are on the disk only now.

        ``running``: the segment that is being played, as it would be stored if it stopped here.
        """
        with self._store.transaction() as connection:
            number = self._number(connection)
            # After an error nobody knows whether that commit came through.
            rows, digest, _ = tables.read_seal(connection, number)
            for row in self._rows[rows:]:
                digest = tables.sealed(digest, tables.insert_row(connection, number, row))
            tables.put_seal(connection, number, len(self._rows), digest, running=running is not None)
            tables.put_running(connection, number, running)
            if running is None and outcome(self._rows) == "done":  # it will never be resumed
                connection.execute("DELETE FROM score WHERE session = ?", (number,))
        written = [row.seq for row in self._rows[min(rows, self._written) :]]
        self._written = len(self._rows)
        return written

    def _number(self, connection: sqlite3.Connection) -> int:
        """The session's number; inserts the session where it is not there yet."""
        found = connection.execute("SELECT id FROM session WHERE uuid = ?", (self._session.id,)).fetchone()
        if found is not None:
            number: int = found[0]
            return number
        _end_interrupted(connection)
        rank = rank_after(connection, self._session.started)
        number = tables.insert_record(connection, Record(self._session, self._exercises, ()), rank)
        if self._session.counted:
            # A new session is begun: the one before it cannot be resumed any more.
            tables.put_score(connection, number, pack(self._timeline))
        return number


def _end_interrupted(connection: sqlite3.Connection) -> None:
    """Stores the segments that were being played at a kill as stopped, with the time they had. Runs inside
    a transaction."""
    for (number,) in connection.execute("SELECT session FROM running").fetchall():
        running = tables.read_running(connection, number)
        assert running is not None
        rows, digest, _ = tables.read_seal(connection, number)
        crc = tables.insert_row(connection, number, running._replace(seq=rows + 1))
        tables.put_seal(connection, number, rows + 1, tables.sealed(digest, crc))
        tables.put_running(connection, number, None)


# --- a compiled timeline as bytes --------------------------------------------------------------------


FORMAT = 1
"""Of what is packed. A timeline of another format is not resumed."""
LARGEST = 16_777_216
"""Bytes, unpacked; the longest session has a hundredth of it."""
_RANGES = ("setup", "body", "leaving", "easier")


def pack(timeline: Timeline) -> bytes:
    blocks = [block._asdict() for block in timeline.blocks]
    document = {**timeline._asdict(), "format": FORMAT, "blocks": blocks}
    text = json.dumps(document, separators=(",", ":"), default=_packed)
    return zlib.compress(text.encode("ascii"), 6)


def _packed(value: Any) -> Any:
    return [value.start, value.stop] if isinstance(value, range) else vars(value)


def unpack(packed: bytes) -> Timeline | None:
    """``None``: made by a version of lrx that wrote timelines in another way."""
    engine = zlib.decompressobj()
    document = json.loads(engine.decompress(packed, LARGEST))
    if document.pop("format") != FORMAT:
        return None
    blocks, segments = map(_block, document["blocks"]), map(_segment, document["segments"])
    return Timeline(**{**document, "blocks": tuple(blocks), "segments": tuple(segments)})


def _block(packed: dict[str, Any]) -> Block:
    why = {name: tuple(codes) for name, codes in packed["dose"]["why"].items()}
    known = {name: packed[name] for name in Block._fields if name in packed}  # 0.1 kept more
    return Block(
        **{
            **known,
            **{name: range(*packed[name]) for name in _RANGES},
            "approach": {origin: range(*span) for origin, span in packed["approach"].items()},
            "notes": tuple(packed["notes"]),
            "loads": tuple(packed.get("loads", ())),
            "dose": Dose(**{**packed["dose"], "why": Why(**why)}),
        }
    )


def _segment(cells: list[Any]) -> Segment:
    segment = Segment(*cells)
    return segment._replace(
        cues=tuple(Cue(*cue) for cue in segment.cues),
        poses=tuple(Posed(*posed) for posed in segment.poses),
    )
