"""Where a session is: everything a player knows besides its timeline, as plain values.

A player that is given a bookmark goes on as if it had never stopped. All moments are session time.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player.events import State, Why
from lrx_cli.core.player.overlay import Overlay
from lrx_cli.core.player.route import Place
from lrx_cli.core.timeline.phrases import START
from lrx_cli.core.timeline.timeline import Cue, Segment

Act = Literal["go_on", "resume", "carry_on", "give_up"]
"""What a paused player does by itself: begin the count-in; go on; go on without saying anything again; end
the session, because nobody said that the symptoms have settled."""


class Skip(NamedTuple):
    """An exercise was left out, and what was being played then."""

    at: Ms
    place: Place
    segment: Segment


class Bookmark:
    """Mutable. A new bookmark is before the first segment."""

    def __init__(self) -> None:
        self.at: Ms = 0
        """The moment of the bookmark or, once the session has ended, of its end."""
        self.state: State = "ready"
        self.why: Why | None = None
        self.place: Place | None = None
        self.segment: Segment | None = None
        """As it is played now."""
        self.anchor: Ms = 0
        """While it runs: the moment at which its position was 0."""
        self.position: Ms = 0
        """While paused: how far into the segment we are. Below 0 for a moment where a line comes first."""
        self.jumped: Ms = 0
        """How much further its position is than the time played in it: jumping ahead adds, going back
        takes."""
        self.cue = 0
        """Which cue of the segment is due next."""
        self.cut = False
        """A part of the segment was left out."""
        self.pending: list[tuple[Ms, Cue | Act]] = []
        """What is due while paused, in order."""
        self.posture: str = START
        """The position of the body, as far as it can be known."""
        self.last_block: int | None = None
        """The block whose body was played last."""
        self.block: int | None = None
        self.played: Ms = 0
        """Playing time of the segments that have ended."""
        self.played_in_block: Ms = 0
        self.back_at: Ms | None = None
        """When going back was last asked for."""
        self.skip: Skip | None = None
        """The last exercise that was left out by a key, for taking that back."""
        self.about: int | None = None
        """The block that the open question "what hurts?" is about; ``None``: it is not open."""
        self.easing = False
        """In a position of ease, after pain that went further down the leg."""
        self.reds = 0
        self.warned = False
        self.outcome: Literal["done", "stopped"] | None = None
        self.done: set[int] = set()
        """The moves and holds played to their end, or eased."""
        self.overlays: dict[int, Overlay] = {}
        self.resumed_from: int | None = None
        """The segment that an earlier playing of this session was interrupted in."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bookmark) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]  # it is moved on

    @property
    def resumes_at(self) -> Ms | None:
        """When the count-in that runs is over; ``None``: none runs."""
        if self.pending and self.pending[-1][1] == "resume":
            return self.pending[-1][0]
        return None

    def copy(self) -> Bookmark:
        made = Bookmark()
        own = {"pending": list(self.pending), "done": set(self.done), "overlays": dict(self.overlays)}
        vars(made).update(vars(self), **own)
        return made
