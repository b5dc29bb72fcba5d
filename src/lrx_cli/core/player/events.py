"""What may be asked of a session, and what happens in it: commands and events.

When a command makes sense is one table for the player, the help line and the keymap; at other times the
player ignores it. Events are the facts that every output hears, each with the moment it was due.

``at`` is session time: ms since the session began, pauses included.
"""

from typing import Literal, NamedTuple

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.timeline.timeline import Cue, Outcome, Segment, Timeline
from lrx_cli.shapes import Frozen

Command = Literal[
    "start",
    "pause",
    "go_on",
    "next",
    "skip",
    "back",
    "again",
    "longer",
    "shorter",
    "ease",
    "side",
    "hurt",
    "hurt_spread",
    "hurt_strong",
    "hurt_skip",
    "hurt_end",
    "hurt_warning",
    "hurt_nothing",
    "hurt_settled",
    "hurt_unsettled",
    "quit_asked",
    "quit",
]
State = Literal["ready", "running", "paused", "ended"]

Mode = Literal[
    "ready",
    "preparing",
    "between",
    "moving",
    "closing",
    "paused",
    "counting",
    "hurt",
    "easing",
    "ended",
]
"""What the person is in the middle of. ``preparing``: on the way to an exercise; ``moving``: in a repetition;
``between``: rests, switches and ways out of it; ``closing``: the last words; ``counting``: paused, and the
count-in runs; ``hurt``: the question what hurts is open; ``easing``: at ease, until it has settled."""

ALLOWED: dict[Mode, tuple[Command, ...]] = {
    "ready": ("start",),
    "preparing": (
        "pause", "next", "back", "again", "longer", "shorter", "side", "skip", "hurt", "quit_asked", "quit",
    ),
    "between": ("pause", "next", "back", "again", "longer", "shorter", "skip", "hurt", "quit_asked", "quit"),
    "moving": (
        "pause", "next", "back", "again", "ease", "longer", "shorter", "skip", "hurt", "quit_asked", "quit",
    ),
    "closing": ("pause", "next", "back", "again", "hurt", "quit_asked", "quit"),
    "paused": ("go_on", "next", "back", "again", "skip", "hurt", "quit_asked", "quit"),
    "counting": ("pause", "back", "skip", "hurt", "quit_asked", "quit"),
    "hurt": (
        "hurt_spread", "hurt_strong", "hurt_skip", "hurt_end", "hurt_warning", "hurt_nothing",
        "quit_asked", "quit",
    ),
    "easing": ("hurt_settled", "hurt_unsettled", "hurt_end", "hurt_warning", "quit_asked", "quit"),
    "ended": (),
}  # fmt: skip
"""In the order of the help line. What depends on the exercise (has it holds? two sides?) the player
takes out."""


class Lost(NamedTuple):
    """The driver's word that so much time went by unused: the computer slept, or the program hung."""

    ms: Ms
    asked: bool = False
    """The person stopped the program: however short that was, it waits for them."""


Why = Literal["asked", "stalled", "hurt"]
What = Literal["hold", "ease", "side", "easier", "dropped", "restored", "lost", "longer"]


class SessionStarted(Frozen):
    at: Ms
    timeline: Timeline
    resumed_from: int | None = None


class SegmentStarted(Frozen):
    at: Ms
    segment: Segment
    """As it is played now: a changed hold or side is already in it."""


class CueDue(Frozen):
    at: Ms
    index: int
    """The segment that is played or interrupted."""
    cue: Cue


class SegmentEnded(Frozen):
    at: Ms
    segment: Segment
    outcome: Outcome
    active: Ms
    """Time played in it, pauses not counted."""


class Changed(Frozen):
    at: Ms
    what: What
    exercise: str | None
    value: int | str | None
    """hold, ease: the new hold in ms · side: the side that begins · easier: the repetition it begins at ·
    dropped: why (skipped, hurt, family) · restored: the place of the block that is played after all ·
    lost, longer: ms."""


class Reported(Frozen):
    at: Ms
    what: Literal["hurt", "answer"]
    value: int | str


class Paused(Frozen):
    at: Ms
    why: Why


class Resumed(Frozen):
    at: Ms
    why: Why


class SessionEnded(Frozen):
    at: Ms
    outcome: Literal["done", "stopped"]
    done: int
    """Different movement and hold segments played to their end, or eased."""
    planned: int


Event = (
    SessionStarted | SegmentStarted | CueDue | SegmentEnded
    | Changed | Reported | Paused | Resumed | SessionEnded
)  # fmt: skip
