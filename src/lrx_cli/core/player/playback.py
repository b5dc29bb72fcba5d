"""The playhead: lets time pass over a route, pauses, counts in, goes on. Obeys nobody; ``player`` does.

Theory of operation. A running segment has an *anchor*, the moment at which its position was 0; a pause
keeps the position, and going on makes a new anchor from it, so a pause is arithmetic. The next thing
due is the next cue or, after the last one, the end; each is dealt with at the moment it was due, and
the next segment begins at that moment, however late the call came. Only a call that is too late for a
body to have followed (``stall``) pauses, at the first thing missed.

All moments in here are session time: ms since the session began, pauses included.
"""

from __future__ import annotations

from typing import Literal

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import opposite
from lrx_cli.core.player import events, interruptions
from lrx_cli.core.player.bookmark import Act, Bookmark
from lrx_cli.core.player.overlay import before_ticks, cut_line, led_by, mirrored
from lrx_cli.core.player.route import Part, Route
from lrx_cli.core.timeline.cue_duration import BETWEEN_LINES, TICKS, VOICE_TO_END, cue_duration, ticks
from lrx_cli.core.timeline.phrases import START
from lrx_cli.core.timeline.timeline import Block, Cue, Outcome, Segment, Timeline

COUNT_IN: Ms = 5_000
"""At least so long before an interrupted movement or hold goes on."""
MOVEMENT = ("move", "hold", "return")
OVER = ("leaving", "way_out", "finish")
"""The parts after an exercise."""
_GOES_ON: tuple[Act, ...] = ("go_on", "resume", "carry_on")


class Playback:
    """``stall``: a call later than this pauses. ``attended``: somebody can press something."""

    def __init__(self, timeline: Timeline, here: Bookmark, *, stall: Ms, attended: bool) -> None:
        self.timeline, self.here = timeline, here
        self.stall, self.attended = stall, attended
        self.route = Route(timeline, here.overlays)
        self.events: list[events.Event] = []
        """What happened since somebody last took them."""

    # --- where we are ---------------------------------------------------------------------------------

    @property
    def segment(self) -> Segment:
        """As it is played now."""
        assert self.here.segment is not None
        return self.here.segment

    @property
    def index(self) -> int:
        """Of the segment."""
        return self.segment.index

    @property
    def part(self) -> Part:
        """Of its block, that the segment belongs to."""
        return self.route.part(self.index)

    @property
    def number(self) -> int:
        """Of the block."""
        return self.segment.block

    @property
    def block(self) -> Block:
        return self.timeline.blocks[self.segment.block]

    @property
    def moving(self) -> bool:
        """Whether somebody is in the middle of a repetition."""
        return self.segment.kind in MOVEMENT and self.route.in_exercise(self.index)

    def position(self, at: Ms) -> Ms:
        """How far into the segment we are at that moment."""
        return at - self.here.anchor if self.here.state == "running" else self.here.position

    def posture(self, at: Ms) -> str:
        """The position the person is in; from half way through an approach, the one it leads to."""
        segment = self.segment
        if self.part != "approach":
            return self.here.posture
        half = segment.duration is not None and 2 * self.position(at) >= segment.duration
        arriving = half or segment.index > self.route.row(segment.index).start
        return self.block.position if arriving else self.here.posture

    @property
    def beginning(self) -> int | None:
        """Where the session starts, or is resumed; ``None``: there is nothing to play."""
        here = self.here
        return self.route.first_from(0, START) if here.beginning is None else here.beginning

    def on_this_side(self, segment: Segment) -> Segment:
        """What is stored for the first side, for the side that is being worked on."""
        side = self.segment.side
        return mirrored(segment) if side and segment.side == opposite(side) else segment

    def getting_up(self) -> str:
        """How to get up from here, in a sentence."""
        finish = self.route.finish(self.here.posture)
        return "" if finish is None else self.timeline.segments[finish].text

    @property
    def prescribed(self) -> set[int]:
        """The moves and holds of this session, and those that were done although a key took them out."""
        return self.here.done.union(self.route.prescribed())

    # --- time -----------------------------------------------------------------------------------------

    @property
    def due(self) -> Ms | None:
        """The next moment at which something happens by itself; ``None``: never."""
        here = self.here
        if here.state == "running":
            moment = self._moment_of(here.cue)
            return None if moment is None else here.anchor + moment
        if here.state == "paused" and here.pending:
            return here.pending[0][0]
        return None

    def _moment_of(self, cue: int) -> Ms | None:
        """When that cue of the segment is due; after the last one, when the segment ends."""
        cues = self.segment.cues
        return cues[cue].at if cue < len(cues) else self.segment.duration

    def pass_to(self, at: Ms) -> None:
        """Let time pass."""
        here = self.here
        while (due := self.due) is not None and due <= at:
            if at - due > self.stall and (here.state == "running" or self.goes_on_by_itself):
                self.pause(due, "stalled")  # at the first thing missed, as soon as that is noticed
                self._welcome_back(at)
            elif here.state == "running":
                self._play_to(at)
            else:
                self._act(due, here.pending.pop(0)[1])

    def _play_to(self, at: Ms) -> None:
        """What is due of the running segment, up to its end."""
        here, segment = self.here, self.segment
        anchor, index = here.anchor, segment.index
        for cue in segment.cues[here.cue :]:
            due = anchor + cue.at
            if due > at:
                return
            here.cue += 1
            # What is left of a count-in that was cut short is told now, and not in the past.
            told = max(due, self.events[-1].at) if self.events else due
            self.events.append(events.CueDue(told, index, cue))
        if segment.duration is not None and anchor + segment.duration <= at:
            self.move_on(anchor + segment.duration, "skipped" if here.cut else "done")

    @property
    def goes_on_by_itself(self) -> bool:
        """Whether a paused session will go on without a key."""
        return bool(self.here.pending) and self.here.pending[-1][1] in _GOES_ON

    def _act(self, at: Ms, act: Cue | Act) -> None:
        if isinstance(act, Cue):
            self.tell(at, act)
        elif act == "go_on":
            self.go_on(at)
        elif act == "give_up":
            self.give_up(at)
        else:
            self.resume(at, again=act == "resume")

    # --- segments -------------------------------------------------------------------------------------

    def begin(self, at: Ms, to: Segment | int | None) -> None:
        """Begin a segment, as it is played or by its index; ``None``: the session is over."""
        here = self.here
        if to is None:
            self.finish(at, "done")
            return
        segment = self.route.played(to) if isinstance(to, int) else to
        number = segment.block
        if here.block != number:
            here.block, here.played_in_block = number, 0
        here.segment = segment
        in_exercise = self.route.in_exercise(self.index)
        if in_exercise or self.part == "setup":
            here.posture = self.block.position
        if in_exercise:
            here.last_block = number
        here.anchor, here.position, here.jumped = at, 0, 0
        here.cue, here.cut = 0, False
        self.events.append(events.SegmentStarted(at, segment))

    def end(self, at: Ms, outcome: Outcome) -> None:
        """End the segment that is played or paused."""
        here, segment = self.here, self.segment
        here.position = self.position(at)
        active = here.position - here.jumped
        here.played += active
        here.played_in_block += active
        if outcome in ("done", "eased") and segment.kind in ("move", "hold"):
            here.done.add(segment.index)
        self.events.append(events.SegmentEnded(at, segment, outcome, active))

    def move_on(self, at: Ms, outcome: Outcome) -> None:
        """To whatever follows."""
        self.leave(at, self.route.after(self.index), outcome)

    def leave(self, at: Ms, to: Segment | int | None, outcome: Outcome = "skipped") -> None:
        """To somewhere else; ``to`` as for ``begin``."""
        self.end(at, outcome)
        self.begin(at, to)

    def leave_block(self, at: Ms, posture: str, line: Cue) -> None:
        """To the next exercise at once, with a line before everything else."""
        following = self.route.first_from(self.number + 1, posture)
        self.leave(at, None if following is None else led_by(self.route.played(following), line))

    def finish(self, at: Ms, outcome: Literal["done", "stopped"]) -> None:
        here = self.here
        here.outcome = outcome
        here.at, here.state, here.why, here.about, here.easing = at, "ended", None, None, False
        here.pending.clear()
        self.events.append(events.SessionEnded(at, outcome, len(here.done), len(self.prescribed)))

    def stop(self, at: Ms, closing: Cue) -> None:
        """End the session here, with a last line."""
        self.end(at, "stopped")
        self.tell(at, closing)
        self.finish(at, "stopped")

    def give_up(self, at: Ms) -> None:
        """It has not settled: enough for today."""
        self.stop(at, interruptions.not_settled(self.getting_up()))

    def quit(self, at: Ms) -> None:
        self.stop(at, interruptions.ended_here(self.getting_up(), anything_done=bool(self.here.done)))

    def jump(self, at: Ms, position: Ms, next_cue: int) -> None:
        """Go on from another position of the running segment, with that cue."""
        here = self.here
        here.jumped += position - self.position(at)
        here.anchor, here.cue = at - position, next_cue

    def tell(self, at: Ms, cue: Cue) -> None:
        """Say something that is not part of the segment."""
        self.events.append(events.CueDue(at, self.index, cue))

    def changed(self, at: Ms, what: events.What, block: Block | None, value: int | str | None) -> None:
        self.events.append(events.Changed(at, what, block.exercise if block else None, value))

    def drop(self, at: Ms, number: int, why: str) -> None:
        self.route.change(number, dropped=True)
        self.changed(at, "dropped", self.timeline.blocks[number], why)

    # --- pausing --------------------------------------------------------------------------------------

    def pause(self, at: Ms, why: events.Why) -> None:
        """Stand still. A pause that gets another reason is announced again; a count-in is called off."""
        here = self.here
        told_already = here.why == why
        here.position = self.position(at)
        here.state, here.why = "paused", why
        here.pending.clear()
        if not told_already:
            self.events.append(events.Paused(at, why))

    def lose(self, at: Ms, ms: Ms, *, asked: bool) -> None:
        """Time went by in which nobody could do anything: it is credited to nothing. Where that was so short
        that everybody is still in position, it goes on by itself after three ticks, unless it was ``asked``
        for."""
        self.changed(at, "lost", None, ms)
        if self.here.state == "running" or self.goes_on_by_itself:
            self.pause(at, "stalled")
            if asked or ms > self.stall:
                self._welcome_back(at)
            elif self.moving:
                self._count_in(at + TICKS)
            else:
                self.resume(at)

    def _welcome_back(self, at: Ms) -> None:
        if self.attended:
            self.tell(at, interruptions.WELCOME_BACK)
            self.here.pending.append((at + interruptions.STILL_AFTER, interruptions.STILL_PAUSED))
        else:
            self.go_on(at)

    def go_on(self, at: Ms, line: Cue | None = None) -> None:
        """Go on: at once, or after a count-in where somebody moves. ``line``: what is said instead of
        where we are."""
        here = self.here
        here.pending.clear()
        here.about, here.easing = None, False
        segment = self.segment
        if line is None:
            line = interruptions.GOING_ON
            if self.moving:
                line = interruptions.going_on(segment, self.block)
        length = cue_duration(line) + BETWEEN_LINES
        self.tell(at, line)
        if not self.moving:
            self.resume(at, lead=length)
            return
        end = at + max(COUNT_IN, length + TICKS)
        if segment.kind == "hold":
            end += self.block.dose.tempo
        self._count_in(end)

    def _count_in(self, end: Ms) -> None:
        pending = self.here.pending
        pending.extend((cue.at, cue) for cue in ticks(end - TICKS))
        pending.append((end, "resume"))

    def end_pause(self, at: Ms) -> None:
        """If there is one, to go elsewhere: nothing is said again."""
        if self.here.state == "paused":
            self.resume(at, again=False)

    def resume(self, at: Ms, *, again: bool = True, lead: Ms = 0) -> None:
        """Time passes again. ``again``: a line that was cut before half of it was said is due again.
        ``lead``: a line was just begun that takes so long, and wants to be heard first.

        A movement goes on exactly where it was, so a line that was cut is said again only where it
        fits. Elsewhere time can be given: to the line, and to all three ticks.
        """
        here, segment = self.here, self.segment
        assert here.why is not None
        self.events.append(events.Resumed(at, here.why))
        here.state, here.why, here.about, here.easing = "running", None, None, False
        here.pending.clear()
        here.anchor = at - here.position
        cut = cut_line(segment, here.position, here.cue) if again else None
        if self.moving:
            until = self._moment_of(here.cue)
            if cut is not None and until is not None:
                line = segment.cues[cut]
                if here.position + cue_duration(line) + VOICE_TO_END <= until:
                    self.tell(at, line)
            return
        following = before_ticks(segment, here.cue if cut is None else cut)
        until = self._moment_of(following)
        if until is not None:
            self.jump(at, min(here.position, until - lead), following)
