"""What is on the screen, in words and numbers; where it stands and how large is for ``layout``.

Two snapshots with the same scene look the same, so a scene is also what tells whether there is anything
to paint.
"""

from __future__ import annotations

from typing import NamedTuple

from lrx_cli.core.catalog.exercise import Ms
from lrx_cli.render.theme import Phase


class Chip(NamedTuple):
    """A key that works now."""

    key: str
    does: str
    rank: int = 0
    """What has a higher one is given up first where there is no room."""


class Row(NamedTuple):
    """A line of a panel."""

    mark: str
    """A key, or nothing."""
    text: str
    note: str = ""
    short: str = ""
    """Instead of ``text``, where there is little room; empty: the same."""


class Panel(NamedTuple):
    """What takes the room below the words for as long as it is read."""

    rows: tuple[Row, ...]
    foot: str = ""
    spare: bool = False
    """Goes where there is little room: what to do now is more."""
    key: str = ""
    """Turns to what does not fit, part by part, and closes it after the last; empty: there is none."""
    part: int = 0
    """Which is open, from 0."""


class Bar(NamedTuple):
    done: int
    """Seconds."""
    of: int
    label: str


class Scene(NamedTuple):
    phase: Phase
    word: str
    """Big."""
    second: str | None = None
    """Big, below: LEFT, LEG, 4/8; ``None``: there is none."""
    reps: str | None = None
    """Big where there is a side, too, and little room for small text: 4/8."""
    seconds: int | None = None
    """Huge; ``None``: nothing is counted down."""
    waits: bool = False
    """A key is waited for."""
    clock: str = ""
    """The same as ordinary text: ``0:07``, ``paused``."""
    title: str = ""
    place: str = ""
    left: str = ""
    """Of the session."""
    caption: str = ""
    line: str = ""
    """What to do now."""
    asides: tuple[str, ...] = ()
    upcoming: str = ""
    bars: tuple[Bar, ...] = ()
    chips: tuple[Chip, ...] = ()
    notice: str = ""
    """Asks for an answer within seconds: stands out from everything else."""
    panel: Panel | None = None


class Told(NamedTuple):
    """What a screen knows beside the snapshot: what was heard and asked for since."""

    said: str = ""
    """What the player said to a key, for a few seconds."""
    notice: str = ""
    stopped: str = ""
    """What was said when it hurt: the way out."""
    lost: Ms = 0
    """How much time had gone by unused when it stalled; 0 when it did not."""
    muted: str = ""
    panel: Panel | None = None
    """Keys or details, as long as they are looked at."""
    over: Panel | None = None
    """What was done, for the end."""
