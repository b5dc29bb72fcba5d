"""Lines laid one after another: how a spoken segment comes about, and the drawing beside it."""

from __future__ import annotations

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import Side
from lrx_cli.core.timeline.cue_duration import BETWEEN_LINES, TICKS, speech, voice_at
from lrx_cli.core.timeline.phrases import START
from lrx_cli.core.timeline.timeline import Cue, CueKind, Kind, Posed, Segment, Tone

_WORDS = {"prepare": "NEXT", "switch": "SWITCH", "rest": "REST", "return": "BACK"}
"""The big word of a segment that has none of its own."""
SETTLING: Ms = 1_500
"""How long a drawing takes into a set-up pose."""


def ticks(start: Ms) -> tuple[Cue, Cue, Cue]:
    """Three, one a second; what they announce begins three seconds after ``start``."""
    return (
        Cue(start, "count", "3", None, "tick"),
        Cue(start + 1_000, "count", "2", None, "tick"),
        Cue(start + 2_000, "count", "1", None, "tick"),
    )


class Script:
    """A segment in the making. ``now`` is where the next line would begin."""

    def __init__(self) -> None:
        self.now: Ms = 0
        self.cues: list[Cue] = []
        self.poses: list[Posed] = []

    def say(
        self,
        line: str,
        kind: CueKind,
        *,
        tone: Tone | None = None,
        text: str | None = None,
        gap: Ms = BETWEEN_LINES,
        room_for: str | None = None,
        pose: str | None = None,
    ) -> None:
        """Add a line. ``text``: to read, where it differs. ``gap``: quiet after it.
        ``room_for``: take the time of this wording, though another is said. ``pose``: what the drawing
        does with it."""
        self.pose(pose)
        self.cues.append(Cue(self.now, kind, text or line, line, tone))
        self.now += voice_at(tone) + speech(room_for or line) + gap

    def pose(self, pose: str | None) -> None:
        """From now on the drawing stands so; ``None``: as it is."""
        if pose:
            self.poses.append(Posed(self.now, pose, SETTLING))

    def sound(self, tone: Tone, kind: CueKind, text: str, length: Ms) -> None:
        """Add a tone without words."""
        self.cues.append(Cue(self.now, kind, text, None, tone))
        self.now += length

    def wait(self, until: Ms) -> None:
        """Let time pass; never backwards."""
        self.now = max(self.now, until)

    def tick(self) -> None:
        self.cues.extend(ticks(self.now))
        self.now += TICKS

    def segment(
        self,
        kind: Kind,
        block: int,
        exercise: str | None,
        *,
        text: str,
        full: str | None = None,
        word: str | None = None,
        side: Side | None = None,
        set: int = 0,
    ) -> Segment:
        return Segment(
            0, kind, block, exercise, side, set, 0, self.now, word or _WORDS[kind], text, full or text,
            tuple(self.cues), poses=tuple(self.poses),
        )  # fmt: skip


DRAWING = "getting-up"
_WAY = ("lie", "side", "sit", "knees", "kneel", "step", "stand")
"""The poses of the drawing, from the floor up."""
_SLOWEST: Ms = 2_500
"""A move of the drawing takes no longer, and then stands until the next."""
_POSES = {
    "supine": "lie",
    "side-lying": "side",
    "prone": "knees",
    "quadruped": "knees",
    "seated": "stand",
    "standing": "stand",
    START: "stand",
}


def poses_between(origin: str, target: str, begin: Ms, end: Ms) -> list[Posed]:
    """The way from one position to another, spread from ``begin`` to ``end`` ms of a segment.

    Empty unless exactly one of the two positions is on the floor.
    """
    first, last = (_WAY.index(_POSES[position]) for position in (origin, target))
    up = len(_WAY) - 1
    if (first == up) == (last == up):
        return []
    way = _WAY[first : last + 1] if first < last else _WAY[last : first + 1][::-1]
    each = (end - begin) // (len(way) - 1)
    poses = [Posed(0, f"{DRAWING}:{way[0]}", 0)]
    return poses + [
        Posed(begin + number * each, f"{DRAWING}:{pose}", min(each, _SLOWEST))
        for number, pose in enumerate(way[1:])
    ]
