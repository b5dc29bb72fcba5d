"""What is on the live screen, in words and numbers; where it stands and how large is for ``frame``.

Two moments with the same scene look the same.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import Side
from lrx_cli.render.console import Phase

Mark = Literal["done", "now", "next", "note", "lost"]


class Step(NamedTuple):
    """A line of what was done, is done and comes."""

    mark: Mark
    text: str


class Chip(NamedTuple):
    """A key that works now."""

    key: str
    does: str
    rank: int = 0
    """What has a higher one is given up first where there is no room."""


class Row(NamedTuple):
    """A line of a panel."""

    mark: str
    """A key, a number, a sign; or nothing."""
    text: str
    note: str = ""
    short: str = ""
    """Instead of ``text``, where there is little room; empty: the same."""


class Panel(NamedTuple):
    """What takes the room below the words for as long as it is read."""

    title: str
    rows: tuple[Row, ...]
    foot: str = ""
    keys: bool = False
    """Whether the marks are keys."""
    key: str = ""
    """Turns to what does not fit, page by page, and closes it after the last; empty: there is none."""
    page: int = 0
    """Which is open, from 0."""
    spare: bool = False
    """Goes where there is little room: what to do now matters more."""


class Bar(NamedTuple):
    name: str
    done: int
    """Seconds."""
    of: int
    label: str


class Scene(NamedTuple):
    phase: Phase
    word: str
    """Big: what to do."""
    side: Side | None = None
    """The color of ``third``; ``None``: it is no side."""
    third: str = ""
    """Big, below the number: LEFT LEG, 4 OF 8."""
    seconds: int | None = None
    """Huge; ``None``: nothing is counted down."""
    waits: bool = False
    """A key is waited for."""
    clock: str = ""
    """The same as ordinary text: ``0:07``, ``paused``."""
    title: str = ""
    place: str = ""
    caption: str = ""
    """Which repetition of which set; the position, before there is one."""
    steps: tuple[Step, ...] = ()
    bars: tuple[Bar, ...] = ()
    chips: tuple[Chip, ...] = ()
    notice: str = ""
    """Asks for an answer within seconds: stands out from everything else."""
    panel: Panel | None = None
    over: bool = False
    """The session has ended, or its last words are being said."""

    @property
    def line(self) -> str:
        """What to do now."""
        return next((step.text for step in self.steps if step.mark == "now"), "")


class ScreenNotes(NamedTuple):
    """What the screen knows beside the snapshot: what was said and asked for since."""

    said: str = ""
    """What the player said in answer to a key, for a few seconds."""
    notice: str = ""
    way_out: str = ""
    """What was said when it hurt."""
    lost: Ms = 0
    """How much time had gone by unused when it stalled; 0 when it did not."""
    muted: str = ""
    before: str = ""
    """The last thing done before this segment, in the same exercise."""
    panel: Panel | None = None
    """Keys or details, as long as they are looked at."""
    card: Panel | None = None
    """What was done, for the end."""
    beside_card: str = ""
    """What else there is to say then."""
