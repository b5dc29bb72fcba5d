"""Which segment follows which, with what keys have changed; and each of them as it is played.

A block is played in parts: the approach (by where the person comes from), the set-up, the body, the
leaving. The easier form stands in for the rest of the body, with an entry before it; the way out is
played when a movement is left for good; the finish closes the session. Where we are is the index of a
segment, and each segment belongs to one part.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import Side, opposite
from lrx_cli.core.player.overlay import PLAIN, Overlay, after_hold, mirrored, with_hold
from lrx_cli.core.timeline.phrases import START
from lrx_cli.core.timeline.timeline import Segment, Timeline

Part = Literal["approach", "setup", "entry", "body", "easier", "leaving", "way_out", "finish"]
_ORDER: tuple[Part, ...] = ("approach", "setup", "body", "entry", "easier", "leaving", "way_out")
"""What follows what in a block; the way out is the last of it."""

FEWER = 2
"""So many repetitions are taken off an exercise without holds when it is eased."""


class Route:
    """A timeline with the overlays of its blocks. Walking it changes nothing; ``change`` does."""

    def __init__(self, timeline: Timeline, overlays: dict[int, Overlay]) -> None:
        self.timeline = timeline
        self.segments = timeline.segments
        self.overlays = overlays
        """By block; a block that is not in it is played as compiled."""
        self.version = 0
        """Counts the changes, so that sums over the route can be kept."""
        self._rows = _rows(timeline)

    def part(self, index: int) -> Part:
        return self._rows[index][0]

    def row(self, index: int) -> range:
        """The segments of the same part."""
        return self._rows[index][1]

    def in_exercise(self, index: int) -> bool:
        """In its repetitions, of either form, or between them."""
        return self.part(index) in ("body", "easier")

    def before_exercise(self, index: int) -> bool:
        return self.part(index) in ("approach", "setup")

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

    def make_easier(self, number: int, repetition: int) -> bool:
        """The easier form from that repetition on; ``False``: there is none, or it is being played."""
        block, overlay = self.timeline.blocks[number], self.overlay(number)
        if overlay.easier is not None or block.easier == block.body:
            return False
        gentle = self.compiled_hold(block.easier)
        kept = None if overlay.hold is None or gentle is None else min(overlay.hold, gentle)
        self.change(number, easier=repetition, hold=kept)
        return True

    def halve(self, number: int, repetition: int) -> None:
        """Half of the repetitions left, that one among them, and no holds."""
        rep = self.segments[repetition].rep
        self.change(number, reps=halved(self.reps(number), rep), holds=False)

    def repetition_at(self, index: int) -> int | None:
        """The one that is being done, or the next one of this exercise; ``None``: it is over."""
        if self.in_exercise(index):
            return self.repetition_ahead(index)
        if self.before_exercise(index):
            return self.repetition_ahead(self.timeline.blocks[self.segments[index].block].body.start)
        return None

    def reps(self, number: int) -> int:
        """How many repetitions a set of a block has now, on each side."""
        return self.overlay(number).reps or self.timeline.blocks[number].dose.reps

    # --- walking ------------------------------------------------------------------------------------

    def after(self, index: int) -> int | None:
        """What follows when nothing is asked for; ``None``: the session is over."""
        return next(self.ahead(index), None)

    def first_from(self, number: int, origin: str) -> int | None:
        """The first segment of a block, or of the next one where it is left out, coming from ``origin``."""
        return next(self._blocks(number, origin), None)

    def ahead(self, index: int) -> Iterator[int]:
        """All that follows when nothing is asked for."""
        part, row = self._rows[index]
        if part != "finish":
            number = self.segments[index].block
            yield from self._still_played(number, range(index + 1, row.stop))
            yield from self._behind(number, part)
            yield from self._blocks(number + 1, self.timeline.blocks[number].position)

    def _blocks(self, number: int, origin: str) -> Iterator[int]:
        """The blocks from that one on, and the finish."""
        for later in range(number, len(self.timeline.blocks)):
            if not self.overlay(later).dropped:
                yield from self.approach_row(later, origin)
                yield from self._behind(later, "approach")
                origin = self.timeline.blocks[later].position
        if (finish := self.finish(origin)) is not None:
            yield finish

    def _behind(self, number: int, part: Part) -> Iterator[int]:
        """What is still to be played of a block behind one of its parts."""
        block, overlay = self.timeline.blocks[number], self.overlay(number)
        body, easier = block.body, self._easier(number)
        entry = range(0) if overlay.easier is None else _only(block.easier_entry)
        if overlay.begin is not None:
            body = range(overlay.begin, body.stop)
            easier = range(overlay.begin, easier.stop) if overlay.begin in easier else easier
        rows = (block.setup, body, entry, easier, block.leaving)
        for row in rows[_ORDER.index(part) :]:
            yield from self._still_played(number, row)

    def _easier(self, number: int) -> range:
        """The segments of the easier form, from where it is played; empty: it is not."""
        begin = self.overlay(number).easier
        if begin is None:
            return range(0)
        return range(self.in_easier_form(begin), self.timeline.blocks[number].easier.stop)

    def _still_played(self, number: int, row: Iterable[int]) -> Iterator[int]:
        """Those of a block's segments that no change has taken out."""
        overlay, stop = self.overlay(number), self.timeline.blocks[number].body.stop
        replaced = range(stop if overlay.easier is None else overlay.easier, stop)
        return (i for i in row if i not in replaced and overlay.plays(self.segments[i]))

    def approach_row(self, number: int, origin: str) -> range:
        """The segments that lead to a block. A position that was taken for a later exercise, before an
        earlier one was taken back, is either the one that is needed, or left by way of standing."""
        block = self.timeline.blocks[number]
        known = block.approach.get(origin)
        if known is not None:
            return known
        return range(0) if origin == block.position else block.approach[START]

    def finish(self, origin: str) -> int | None:
        """Closing segment for ``origin``; falls back to the last block's position."""
        finish = self.timeline.finish
        return finish.get(origin, finish[self.timeline.blocks[-1].position]) if finish else None

    # --- repetitions --------------------------------------------------------------------------------

    def restart(self, index: int) -> int:
        """Where to begin again what that segment is in."""
        return self.row(index).start if self.before_exercise(index) else self.repetition(index)

    def repetition(self, index: int) -> int:
        """Where the repetition begins that a segment is in; outside of one, the segment itself."""
        start, segments = self.row(index).start, self.segments
        while (
            segments[index].rep and index > start and _same_repetition(segments[index - 1], segments[index])
        ):
            index -= 1
        return index

    def repetition_before(self, index: int) -> int | None:
        """The repetition before the one that a segment is in, or before the rest or switch that it is."""
        if not self.in_exercise(index):
            return None
        number = self.segments[index].block
        row = self.row(index)
        if self.part(index) == "easier":  # not back before where it was entered
            row = self._easier(number) or row
        before = self._still_played(number, range(self.repetition(index) - 1, row.start - 1, -1))
        return next((self.repetition(one) for one in before if self.segments[one].rep), None)

    def repetition_ahead(self, index: int) -> int | None:
        """This repetition's beginning, or that of the next one from a rest or a switch on."""
        ahead = range(index, self.row(index).stop)
        return next((self.repetition(one) for one in ahead if self.segments[one].rep), None)

    def way_back(self, index: int) -> int | None:
        """The return that belongs to a move or a hold; ``None``: it has none of its own."""
        here = self.segments[index]
        for following in range(index + 1, self.row(index).stop):
            segment = self.segments[following]
            if not _same_repetition(segment, here) or segment.shape != here.shape:
                return None
            if segment.kind == "return":
                return following
        return None

    def in_easier_form(self, repetition: int) -> int:
        """Where the same repetition begins in the easier form."""
        here = self.segments[repetition]
        return next(
            index
            for index in self.timeline.blocks[here.block].easier
            if _same_repetition(self.segments[index], here) and self.segments[index].side == here.side
        )

    # --- as played ----------------------------------------------------------------------------------

    def played(self, index: int) -> Segment:
        """The segment with everything that was changed."""
        segment = self.segments[index]
        if not self.overlays or self.part(index) == "finish":
            return segment
        overlay = self.overlays.get(segment.block)
        if overlay is None:
            return segment
        if segment.kind == "hold" and overlay.hold is not None and overlay.hold != segment.duration:
            segment = with_hold(segment, overlay.hold)
        elif segment.kind == "return" and self.in_exercise(index):
            before = self.segments[index - 1]
            if before.kind == "hold" and _same_repetition(before, segment):
                hold = overlay.hold if overlay.hold is not None else before.duration
                segment = after_hold(segment, hold if overlay.holds else None)
        return mirrored(segment) if self._is_mirrored(segment, overlay) else segment

    def _is_mirrored(self, segment: Segment, overlay: Overlay) -> bool:
        """What leads into the body is stored for the side that begins, and may lead to the other one."""
        leads_to: int | None = None
        if self.part(segment.index) == "entry":
            leads_to = next(self._behind(segment.block, "entry"), None)
        elif self.before_exercise(segment.index):
            leads_to = overlay.begin
        side = None
        if leads_to is not None and self.in_exercise(leads_to):
            side = self.segments[leads_to].side
        return overlay.swapped != (side is not None and segment.side == opposite(side))

    def duration(self, index: int) -> Ms:
        """How long it takes, as played; 0 where a key is waited for."""
        segment = self.segments[index]
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
        row = block.body if overlay.easier is None else block.easier
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
            for index in self._still_played(number, (*block.body, *self._easier(number))):
                if self.segments[index].kind in ("move", "hold"):
                    yield index


def halved(reps: int, rep: int) -> int:
    """The last repetition, once those from ``rep`` to ``reps`` are halved."""
    return rep - 1 + (reps - rep + 2) // 2


def _rows(timeline: Timeline) -> dict[int, tuple[Part, range]]:
    """By segment: the part that it belongs to, and the segments of that part."""
    rows: list[tuple[Part, range]] = [("finish", _only(index)) for index in timeline.finish.values()]
    for block in timeline.blocks:
        rows += [
            *(("approach", row) for row in block.approach.values()),
            ("setup", block.setup),
            ("easier", block.easier),
            ("body", block.body),  # of what is easy already, the easier form is the body
            ("leaving", block.leaving),
            ("entry", _only(block.easier_entry)),
            ("way_out", _only(block.way_out)),
        ]
    return {index: (part, row) for part, row in rows for index in row}


def _only(index: int) -> range:
    return range(index, index + 1)


def _same_repetition(one: Segment, other: Segment) -> bool:
    return one.rep == other.rep and one.set == other.set
