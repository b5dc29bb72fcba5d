"""From what a player tells to the rows of a record, and from those to where a session was left.

Apart from the record's shapes: what only reads a history imports no player.

Somebody who comes back has got up meanwhile. So the exercise that was interrupted is got ready for again,
and from there it goes on with the movement or hold that was interrupted, or with the next one where
nobody was moving. Only that one segment is played twice; what was changed stays changed, what was done
counts.

A session may be left and resumed more than once: every playing is a chapter of the same rows, and
where a chapter began follows from the ones before it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from lrx_cli.core.dates import Moment
from lrx_cli.core.player import events, interruptions
from lrx_cli.core.player.bookmark import Bookmark
from lrx_cli.core.player.overlay import Overlay
from lrx_cli.core.player.pain import BETWEEN, LAST_RED
from lrx_cli.core.player.playback import COUNT_IN
from lrx_cli.core.player.route import Route
from lrx_cli.core.records.session_record import (
    EventKind,
    LoggedEvent,
    LoggedSegment,
    ResumeMode,
    Row,
    outcome,
)
from lrx_cli.core.timeline import Segment, Timeline
from lrx_cli.core.timeline.cue_duration import BETWEEN_LINES, TICKS, cue_duration, ticks
from lrx_cli.core.timeline.phrases import START

# --- while it is played ---------------------------------------------------------------------------

_LOGGED: Mapping[type[events.Event], EventKind] = {
    events.Paused: "paused",
    events.Resumed: "resumed",
    events.Changed: "changed",
    events.Reported: "reported",
    events.SessionEnded: "ended",
}
"""What is kept besides ended segments, with the fields that the event has."""


def session_began(seq: int, now: Moment, mode: ResumeMode | None = None) -> LoggedEvent:
    """The first row of a playing, for a session that begins, or is resumed in that mode."""
    return LoggedEvent(seq, 0, mode or "began", {"utc": now.utc, "offset": now.offset})


def row_of(event: events.Event, seq: int, day: int, credited: Collection[int] = ()) -> Row | None:
    """What is kept of an event; ``None``: nothing, or not by itself.

    ``day``: the local day it is played on. ``credited``: the moves and holds that count already, by index.
    """
    if isinstance(event, events.SegmentEnded):
        segment = event.segment
        earned = event.outcome in ("done", "eased") and segment.kind in ("move", "hold")
        return LoggedSegment(
            seq, event.at, day, segment.index, segment.kind, segment.block, segment.side, segment.set,
            segment.rep, event.outcome, event.active, segment.duration,
            credit=earned and segment.index not in credited,
        )  # fmt: skip
    kind = _LOGGED.get(type(event))
    values = {field: value for field, value in vars(event).items() if field != "at"}
    return None if kind is None else LoggedEvent(seq, event.at, kind, values)


# --- when it is taken up again --------------------------------------------------------------------


class ResumePoint(NamedTuple):
    """Where a session was left, found by :func:`find_resume_point`."""

    compiled: Timeline
    """The timeline that the session began with."""
    here: Bookmark
    last: Segment
    beginning: int
    """The first segment of the approach to what goes on."""

    def resume(self, mode: ResumeMode) -> tuple[Timeline, Bookmark]:
        """What to play, and where to start it: a player that resumes there is ready, not running."""
        here = self.here.copy()
        route = Route(self.compiled, here.overlays)
        number = self.compiled.segments[self.beginning].block
        if mode == "redone":
            route.change(number, begin=None, dropped=False)
        timeline = _with_way_in(self.compiled, number, route.overlay(number))
        here.state, here.segment = "ready", None
        here.beginning = Route(timeline, here.overlays).first_from(number, START)
        if number != here.block:
            here.block = None
        here.resumed_from = self.last.index
        return timeline, here

    @property
    def where(self) -> str:
        """``Figure four stretch, right side, repetition 2 of 3``."""
        number = self.compiled.segments[self.beginning].block
        block, overlay = self.compiled.blocks[number], self.here.overlays.get(number)
        if overlay is None or overlay.begin is None:
            return f"{block.name}, from its beginning"
        route = Route(self.compiled, self.here.overlays)
        segment = route.played(overlay.begin)
        words = [block.name]
        if segment.side:
            words.append(f"{segment.side} side")
        if block.dose.sets > 1:
            words.append(f"set {segment.set} of {block.dose.sets}")
        words.append(f"repetition {segment.rep} of {max(route.reps(number), segment.rep)}")
        return ", ".join(words)


def find_resume_point(timeline: Timeline, rows: Sequence[Row]) -> ResumePoint | None:
    """Where the session with these rows was left; ``None``: nothing in it is left to do, or it must not
    go on, for a warning sign ended it, or a second stop."""
    story = _Story(timeline)
    for row in rows:
        story.read(row)
    if outcome(rows) == "done" or story.here.warned or story.here.reds >= LAST_RED:
        return None
    return story.resume_point()


class _Story:
    """The rows read in order: what they changed, and where they led."""

    def __init__(self, timeline: Timeline) -> None:
        self._compiled = timeline
        self.here = Bookmark()
        self._route = Route(timeline, self.here.overlays)
        """With the timeline of the present chapter."""
        self._last: tuple[Segment, bool] | None = None
        """The segment that was played last, and whether it was cut."""
        self._inside: list[LoggedEvent] = []
        """What happened in the segment whose row comes next: it is kept when it ends."""

    def read(self, row: Row) -> None:
        if isinstance(row, LoggedSegment):
            segment = self._route.segments[row.place]
            self._settle(segment)
            self._count(segment, row)
            self._last = segment, row.outcome == "stopped"
        elif row.what == "went_on" or row.what == "redone":
            if (found := self.resume_point()) is not None:
                timeline, self.here = found.resume(row.what)
                self._route = Route(timeline, self.here.overlays)
                if self.here.beginning is not None:
                    self._last = timeline.segments[self.here.beginning], True
        else:
            self._inside.append(row)

    def resume_point(self) -> ResumePoint | None:
        if self._last is None:
            return None
        segment, cut = self._last
        self._settle(segment)
        beginning = self._go_on(segment, cut)
        return None if beginning is None else ResumePoint(self._compiled, self.here, segment, beginning)

    def _settle(self, segment: Segment) -> None:
        for happened in self._inside:
            value = happened.value.get("value")
            if happened.what == "changed":
                what, exercise = happened.value.get("what"), happened.value.get("exercise")
                self._change(segment, what, exercise, value)
            elif happened.what == "reported":
                self.here.reds += value == "spread"
                self.here.warned |= value == "warning"
        self._inside.clear()

    def _count(self, segment: Segment, row: LoggedSegment) -> None:
        here = self.here
        if here.block != segment.block:
            here.block, here.played_in_block = segment.block, 0
        here.played += row.active
        here.played_in_block += row.active
        if self._route.in_exercise(segment.index):
            here.last_block = segment.block
        if row.outcome in ("done", "eased") and segment.kind in ("move", "hold"):
            here.done.add(segment.index)

    def _change(self, segment: Segment, what: object, exercise: object, value: object) -> None:
        """The same change again. It was asked for while ``segment`` was played."""
        route, number = self._route, segment.block
        if what in ("hold", "ease") and isinstance(value, int):
            route.change(number, hold=value)
        elif what == "ease":
            route.take_some_off(number, segment.rep)
        elif what == "side":
            route.start_with_other_side(number)
        elif what == "easier":
            repetition = route.repetition_at(segment.index)
            if repetition is not None and not route.make_easier(number, repetition):
                route.halve(number, repetition)
        elif what == "restored" and isinstance(value, int):
            route.change(value, dropped=False)
        elif what == "dropped":
            self._drop(segment, exercise, value)

    def _drop(self, segment: Segment, exercise: object, why: object) -> None:
        route, number, before = self._route, segment.block, self.here.last_block
        if why == "family":
            blocks = route.timeline.blocks
            dropped = [n for n in range(number, len(blocks)) if blocks[n].exercise == exercise]
        elif why == "hurt" and route.part(segment.index) in BETWEEN and before is not None:
            dropped = [before]  # it was about the exercise done last
        else:
            dropped = [number]
        for one in dropped:
            route.change(one, dropped=True)

    def _go_on(self, last: Segment, cut: bool) -> int | None:
        """The approach to what is played next. ``cut``: ``last`` did not come to its end."""
        route, number = self._route, last.block
        if not route.overlay(number).dropped:
            if route.before_exercise(last.index):
                return route.first_from(number, START)
            index = last.index if cut else route.after(last.index)
            while index is not None and route.part(index) in ("entry", "body", "easier"):
                if route.segments[index].kind in ("move", "hold"):
                    first = index == route.timeline.blocks[number].body.start
                    route.change(number, begin=None if first else index)
                    return route.first_from(number, START)
                index = route.after(index)
        following = route.first_from(number + 1, START)
        return None if following is None or route.part(following) == "finish" else following


def _with_way_in(timeline: Timeline, number: int, overlay: Overlay) -> Timeline:
    """Resuming inside a hold needs a lead-in segment. It sounds like a count-in and comes behind all other
    segments, so that no index changes."""
    begin = overlay.begin
    if begin is None or timeline.segments[begin].kind != "hold":
        return timeline
    block, hold = timeline.blocks[number], timeline.segments[begin]
    line = interruptions.going_on(hold, block)
    start = cue_duration(line) + BETWEEN_LINES
    end = max(COUNT_IN, start + TICKS) + block.dose.tempo
    count = len(timeline.segments)
    setup = timeline.segments[block.setup.start : block.setup.stop] if begin in block.body else ()
    way_in = Segment(
        count + len(setup), "prepare", number, block.exercise, hold.side, 0, 0, end, hold.word,
        line.text, line.text, (line, *ticks(end - TICKS)),
    )  # fmt: skip
    added = (*(one._replace(index=count + place) for place, one in enumerate(setup)), way_in)
    led = (
        block._replace(setup=range(count, count + len(added)))
        if begin in block.body
        else block._replace(easier_entry=way_in.index)
    )
    blocks = (*timeline.blocks[:number], led, *timeline.blocks[number + 1 :])
    return timeline._replace(blocks=blocks, segments=(*timeline.segments, *added))
