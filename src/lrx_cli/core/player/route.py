"""Which segment follows which, with what keys have changed; and each of them as it is played.

A block is played in parts: the approach (by where the person comes from), the set-up, the body, the
leaving. The easier form stands in for the rest of the body, with an entry before it; the way out is
played when a movement is left for good; the finish closes the session. A :class:`Place` names a segment
and the part it is played in.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any, Literal, NamedTuple

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import Side, opposite
from lrx_cli.core.player.overlay import PLAIN, Overlay, after_hold, mirrored, with_hold
from lrx_cli.core.timeline.phrases import START
from lrx_cli.core.timeline.timeline import Segment, Timeline

Part = Literal["approach", "setup", "entry", "body", "easier", "leaving", "way_out", "finish"]

FEWER = 2
"""So many repetitions are taken off an exercise without holds when it is eased."""


class Place(NamedTuple):
    part: Part
    index: int  # type: ignore[assignment]  # shadows tuple.index, which no one needs of a place
    row: range
    """The segments of this part."""

    @property
    def in_exercise(self) -> bool:
        """In its repetitions, of either form, or between them."""
        return self.part in ("body", "easier")

    @property
    def before_exercise(self) -> bool:
        return self.part in ("approach", "setup")


class Route:
    """A timeline with the overlays of its blocks. Walking it changes nothing; ``change`` does."""

    def __init__(self, timeline: Timeline, overlays: dict[int, Overlay]) -> None:
        self.timeline = timeline
        self.segments = timeline.segments
        self.overlays = overlays
        """By block; a block that is not in it is played as compiled."""
        self.version = 0
        """Counts the changes, so that sums over the route can be kept."""

    # --- what was changed ---------------------------------------------------------------------------

    def overlay(self, block: int) -> Overlay:
        return self.overlays.get(block, PLAIN)

    def change(self, block: int, **changes: Any) -> None:
        # Of an overlay's own fields: _replace refuses any other name.
        self.overlays[block] = self.overlay(block)._replace(**changes)
        self.version += 1

    # What keys change: made by a key, and made again from the event that it left.

    def start_with_other_side(self, number: int) -> Side:
        """Gives the side that begins now."""
        swapped = not self.overlay(number).swapped
        self.change(number, swapped=swapped)
        first = self.timeline.blocks[number].first_side or "left"
        return opposite(first) if swapped else first

    def take_some_off(self, number: int, rep: int) -> None:
        """Two repetitions fewer, from ``rep`` on, where no hold could be made shorter."""
        if self.hold(number) is None:
            reps = self.reps(number)
            self.change(number, reps=min(reps, max(rep, reps - FEWER)))

    def make_easier(self, number: int, repetition: Place) -> bool:
        """The easier form from that repetition on; ``False``: there is none, or it is being played."""
        block, overlay = self.timeline.blocks[number], self.overlay(number)
        if overlay.easier or block.easier == block.body:
            return False
        easier = self.in_easier_form(repetition)
        gentle = self.compiled_hold(block.easier)
        kept = None if overlay.hold is None or gentle is None else min(overlay.hold, gentle)
        self.change(number, easier=(repetition.index, easier), hold=kept)
        return True

    def halve(self, number: int, repetition: Place) -> None:
        """Half of the repetitions left, that one among them, and no holds."""
        rep = self.segments[repetition.index].rep
        self.change(number, reps=halved(self.reps(number), rep), holds=False)

    def repetition_at(self, place: Place) -> Place | None:
        """The one that is being done, or the next one of this exercise; ``None``: it is over."""
        if place.in_exercise:
            return self.repetition_ahead(place)
        body = self.timeline.blocks[self.segments[place.index].block].body
        if place.before_exercise:
            return self.repetition_ahead(Place("body", body.start, body))
        return None

    def reps(self, number: int) -> int:
        """How many repetitions a set of a block has now, on each side."""
        return self.overlay(number).reps or self.timeline.blocks[number].dose.reps

    # --- walking ------------------------------------------------------------------------------------

    def beginning(self) -> Place | None:
        """``None``: there is nothing to play."""
        return self.block_after(-1, START)

    def after(self, place: Place) -> Place | None:
        """What follows when nothing is asked for; ``None``: the session is over."""
        part, index, row = place
        block = self.segments[index].block
        index += 1
        if place.in_exercise:
            overlay = self.overlay(block)
            index = self._next_played(overlay, index, row.stop)
            if part == "body" and overlay.easier and overlay.easier[0] <= index:
                return self.entry(block)
        return Place(part, index, row) if index in row else self._after_part(part, block)

    def _after_part(self, part: Part, block: int) -> Place | None:
        if part == "finish":
            return None
        if part in ("leaving", "way_out"):
            return self.block_after(block, self.timeline.blocks[block].position)
        if part == "entry" and (easier := self._easier(block)):
            return easier
        return self._opening(
            block, "setup" if part == "approach" else "body" if part == "setup" else "leaving"
        )

    def block_after(self, block: int, origin: str) -> Place | None:
        """The approach, from ``origin``, of the next block that is still to be played, or the finish."""
        for number in range(block + 1, len(self.timeline.blocks)):
            if not self.overlay(number).dropped:
                return self.approach(number, origin)
        return self.finish(origin)

    def approach(self, number: int, origin: str) -> Place | None:
        return _first("approach", self.approach_row(number, origin)) or self._opening(number, "setup")

    def approach_row(self, number: int, origin: str) -> range:
        """The segments that lead to a block. A position that was taken for a later exercise, before an
        earlier one was taken back, is either the one that is needed, or left by way of standing."""
        block = self.timeline.blocks[number]
        known = block.approach.get(origin)
        if known is not None:
            return known
        return range(0) if origin == block.position else block.approach[START]

    def finish(self, origin: str) -> Place | None:
        """Closing segment for ``origin``; falls back to the last block's position."""
        finish = self.timeline.finish
        if not finish:
            return None
        index = finish.get(origin)
        if index is None:
            index = finish[self.timeline.blocks[-1].position]
        return _alone("finish", index)

    def setup(self, number: int) -> Place | None:
        return _first("setup", self.timeline.blocks[number].setup)

    def entry(self, number: int) -> Place:
        return _alone("entry", self.timeline.blocks[number].easier_entry)

    def way_out(self, number: int) -> Place:
        return _alone("way_out", self.timeline.blocks[number].way_out)

    def _opening(self, number: int, part: Literal["setup", "body", "leaving"]) -> Place | None:
        """The first segment from that part of a block on."""
        block = self.timeline.blocks[number]
        overlay = self.overlay(number)
        if part == "setup" and (setup := self.setup(number)):
            return setup
        if part in ("setup", "body"):
            begin = block.body.start if overlay.begin is None else overlay.begin
            start = self._next_played(overlay, begin, block.body.stop)
            if overlay.easier and overlay.easier[0] <= start:
                return self.entry(number)
            if start < block.body.stop:
                return Place("body", start, block.body)
        return _first("leaving", block.leaving) or self.block_after(number, block.position)

    def _easier(self, number: int) -> Place | None:
        """The first segment of the easier form that is still to be played."""
        overlay, stop = self.overlay(number), self.timeline.blocks[number].easier.stop
        assert overlay.easier is not None
        row = range(overlay.easier[1], stop)
        begin = overlay.begin if overlay.begin is not None and overlay.begin in row else row.start
        index = self._next_played(overlay, begin, stop)
        return Place("easier", index, row) if index in row else None

    def _next_played(self, overlay: Overlay, index: int, stop: int) -> int:
        """The next segment of a body, from ``index`` on, that is still part of it; ``stop``: none is."""
        return next((i for i in range(index, stop) if overlay.plays(self.segments[i])), stop)

    # --- repetitions --------------------------------------------------------------------------------

    def restart(self, place: Place) -> Place:
        """Where to begin again what ``place`` is in."""
        if place.before_exercise:
            return place._replace(index=place.row.start)
        return self.repetition(place)

    def repetition(self, place: Place) -> Place:
        """Where the repetition begins that ``place`` is in; outside of one, ``place`` itself."""
        if not self.segments[place.index].rep:
            return place
        index = place.index
        while index > place.row.start and _same_repetition(self.segments[index - 1], self.segments[index]):
            index -= 1
        return place._replace(index=index)

    def repetition_before(self, place: Place) -> Place | None:
        """The repetition before the one that ``place`` is in, or before the rest or switch that it is."""
        if not place.in_exercise:
            return None
        overlay = self.overlay(self.segments[place.index].block)
        for index in range(self.repetition(place).index - 1, place.row.start - 1, -1):
            segment = self.segments[index]
            if segment.rep and overlay.plays(segment):
                return self.repetition(place._replace(index=index))
        return None

    def repetition_ahead(self, place: Place) -> Place | None:
        """This repetition's beginning, or that of the next one from a rest or a switch on."""
        for index in range(place.index, place.row.stop):
            if self.segments[index].rep:
                return self.repetition(place._replace(index=index))
        return None

    def way_back(self, place: Place) -> Place | None:
        """The return that belongs to a move or a hold; ``None``: it has none of its own."""
        here = self.segments[place.index]
        for index in range(place.index + 1, place.row.stop):
            segment = self.segments[index]
            if not _same_repetition(segment, here) or segment.shape != here.shape:
                return None
            if segment.kind == "return":
                return place._replace(index=index)
        return None

    def in_easier_form(self, place: Place) -> int:
        """Which segment of the easier form is the same repetition as the one that begins at ``place``."""
        here = self.segments[place.index]
        return next(
            index
            for index in self.timeline.blocks[here.block].easier
            if _same_repetition(self.segments[index], here) and self.segments[index].side == here.side
        )

    # --- as played ----------------------------------------------------------------------------------

    def played(self, place: Place) -> Segment:
        """The segment with everything that was changed."""
        segment = self.segments[place.index]
        if not self.overlays or place.part == "finish":
            return segment
        overlay = self.overlays.get(segment.block)
        if overlay is None:
            return segment
        if segment.kind == "hold" and overlay.hold is not None and overlay.hold != segment.duration:
            segment = with_hold(segment, overlay.hold)
        elif segment.kind == "return" and place.in_exercise:
            before = self.segments[segment.index - 1]
            if before.kind == "hold" and _same_repetition(before, segment):
                hold = overlay.hold if overlay.hold is not None else before.duration
                segment = after_hold(segment, hold if overlay.holds else None)
        return mirrored(segment) if self._is_mirrored(segment, place, overlay) else segment

    def _is_mirrored(self, segment: Segment, place: Place, overlay: Overlay) -> bool:
        """What leads into the body is stored for the side that begins, and may lead to the other one."""
        leads_to: int | None = None
        if place.part == "entry":
            easier = self._easier(segment.block)
            leads_to = None if easier is None else easier.index
        elif place.before_exercise:
            leads_to = overlay.begin
        side = None if leads_to is None else self.segments[leads_to].side
        return overlay.swapped != (side is not None and segment.side == opposite(side))

    def duration(self, place: Place) -> Ms:
        """How long it takes, as played; 0 where a key is waited for."""
        segment = self.segments[place.index]
        overlay = self.overlay(segment.block)
        if segment.kind == "hold" and overlay.hold is not None:
            return overlay.hold
        return segment.duration or 0

    def hold(self, number: int) -> Ms | None:
        """How long the holds of a block are now; ``None``: it has none."""
        overlay = self.overlay(number)
        if not overlay.holds:
            return None
        block = self.timeline.blocks[number]
        row = block.easier if overlay.easier else block.body
        compiled = self.compiled_hold(row)
        return compiled if compiled is None or overlay.hold is None else overlay.hold

    def compiled_hold(self, row: range) -> Ms | None:
        """How long the holds of a body are compiled to be; ``None``: it has none."""
        segments = self.segments[row.start : row.stop]
        return next((segment.duration for segment in segments if segment.kind == "hold"), None)

    def has_two_sides(self, number: int) -> bool:
        body = self.timeline.blocks[number].body
        return {"left", "right"} <= {segment.side for segment in self.segments[body.start : body.stop]}

    def prescribed(self) -> Iterator[int]:
        """The moves and holds that belong to the session, those of dropped blocks too: what was left
        out was prescribed all the same. What was made easier is not."""
        for number, block in enumerate(self.timeline.blocks):
            overlay, rows = self.overlay(number), [block.body]
            if overlay.easier is not None:
                until, begin = overlay.easier
                rows = [range(block.body.start, until), range(begin, block.easier.stop)]
            for index in chain(*rows):
                segment = self.segments[index]
                if segment.kind in ("move", "hold") and overlay.plays(segment):
                    yield index


def halved(reps: int, rep: int) -> int:
    """The last repetition, once those from ``rep`` to ``reps`` are halved."""
    return rep - 1 + (reps - rep + 2) // 2


def place_of(timeline: Timeline, segment: Segment) -> Place:
    """In which part of its block a segment stands. The easier form of what is easy already is the body."""
    block, index = timeline.blocks[segment.block], segment.index
    rows: tuple[tuple[Part, range], ...] = (
        ("body", block.body),
        ("easier", block.easier),
        ("setup", block.setup),
        ("leaving", block.leaving),
        *(("approach", row) for row in block.approach.values()),
    )
    for part, row in rows:
        if index in row:
            return Place(part, index, row)
    alone: dict[int, Part] = {block.way_out: "way_out", block.easier_entry: "entry"}
    return _alone(alone.get(index, "finish"), index)


def _first(part: Part, row: range) -> Place | None:
    return Place(part, row.start, row) if row else None


def _alone(part: Part, index: int) -> Place:
    return Place(part, index, range(index, index + 1))


def _same_repetition(one: Segment, other: Segment) -> bool:
    return one.rep == other.rep and one.set == other.set
