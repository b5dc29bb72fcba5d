"""Where a session is: everything a player knows besides its timeline, as plain values.

A player that is given a bookmark goes on as if it had never stopped. All moments are session time.
"""

from __future__ import annotations

from copy import copy
from typing import Literal, NamedTuple

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player.events import State, Why
from lrx_cli.core.player.overlay import Overlay
from lrx_cli.core.timeline.phrases import START
from lrx_cli.core.timeline.timeline import Cue, Segment

Act = Literal["go_on", "resume", "carry_on", "give_up"]
"""What a paused player does by itself: begin the count-in; go on; go on without saying anything again; end
the session, because nobody said that the symptoms have settled."""


class Skip(NamedTuple):
    """An exercise was left out, and what was being played then."""

    at: Ms
    segment: Segment


class Bookmark:
    """Mutable. A new bookmark is before the first segment, with the values below."""

    at: Ms = 0
    """The moment of the bookmark or, once the session has ended, of its end."""
    state: State = "ready"
    why: Why | None = None
    beginning: int | None = None
    """The segment that a session which was resumed begins with; ``None``: the first one."""
    segment: Segment | None = None
    """As it is played now."""
    anchor: Ms = 0
    """While it runs: the moment at which its position was 0."""
    position: Ms = 0
    """While paused: how far into the segment we are. Below 0 for a moment where a line comes first."""
    jumped: Ms = 0
    """How much further its position is than the time played in it: jumping ahead adds, going back
    takes."""
    cue: int = 0
    """Which cue of the segment is due next."""
    cut: bool = False
    """A part of the segment was left out."""
    posture: str = START
    """The position of the body, as far as it can be known."""
    last_block: int | None = None
    """The block whose body was played last."""
    block: int | None = None
    played: Ms = 0
    """Playing time of the segments that have ended."""
    played_in_block: Ms = 0
    back_at: Ms | None = None
    """When going back was last asked for."""
    skip: Skip | None = None
    """The last exercise that was left out by a key, for taking that back."""
    about: int | None = None
    """The block that the open question "what hurts?" is about; ``None``: it is not open."""
    easing: bool = False
    """In a position of ease, after pain that went further down the leg."""
    reds: int = 0
    warned: bool = False
    outcome: Literal["done", "stopped"] | None = None
    resumed_from: int | None = None
    """The segment that an earlier playing of this session was interrupted in."""

    def __init__(self) -> None:
        self.pending: list[tuple[Ms, Cue | Act]] = []
        """What is due while paused, in order."""
        self.done: set[int] = set()
        """The moves and holds played to their end, or eased."""
        self.overlays: dict[int, Overlay] = {}

    @property
    def resumes_at(self) -> Ms | None:
        """When the count-in that runs is over; ``None``: none runs."""
        if self.pending and self.pending[-1][1] == "resume":
            return self.pending[-1][0]
        return None

    def copy(self) -> Bookmark:
        twin = copy(self)
        twin.pending, twin.done, twin.overlays = [*self.pending], {*self.done}, {**self.overlays}
        return twin
