"""The score: what will be shown, said and toned, and when. Made by ``compile``, played by ``Player``.

A timeline is a row of segments. The *planned path* comes first, in the order it is played; behind it
stand the alternates that a key may call for: coming from another position, the easier form, the way
out. So nothing is ever compiled while somebody lies on the floor, and an index names one segment for
good.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import Family, Level, Position, Side, SideMode, Teach, opposite
from lrx_cli.sound.tones import Tone

if TYPE_CHECKING:  # what was played is read without the catalog
    from lrx_cli.core.catalog.exercise import Dose

Kind = Literal["prepare", "move", "hold", "return", "rest", "switch"]
CueKind = Literal["announce", "step", "hold", "count", "halfway", "switch", "tip", "safety", "end"]
Outcome = Literal["done", "eased", "skipped", "stopped"]
"""How a segment ended once it was played."""

ROLL_OVER: Final = "ROLL OVER"
_TAKE_POSITION: Final[Mapping[Position, str]] = {
    "quadruped": "HANDS AND KNEES",
    "prone": "LIE DOWN",
    "supine": "LIE DOWN",
    "side-lying": "LIE DOWN",
    "seated": "SIT",
    "standing": "STAND",
}
_LYING: Final = frozenset({"prone", "supine", "side-lying"})


class Cue(NamedTuple):
    """Something to tell, ``at`` ms after its segment begins."""

    at: Ms
    kind: CueKind
    text: str
    """To read; never empty."""
    say: str | None = None
    """To hear; ``None``: the tone is enough, or nothing is said. Follows the tone by 120 ms."""
    tone: Tone | None = None


class Posed(NamedTuple):
    """Where the drawing goes: from ``at`` ms after the segment begins, to ``pose``, in ``over`` ms."""

    at: Ms
    pose: str
    """Of the exercise's drawing; ``getting-up:stand`` is the pose ``stand`` of another drawing."""
    over: Ms
    other_side: bool = False
    """Drawn for the side that is left, in the segment of a switch to the other one."""


class Segment(NamedTuple):
    """A stretch of time in which one thing is done."""

    index: int  # type: ignore[assignment]  # shadows tuple.index, which no one needs of a segment
    kind: Kind
    block: int
    """The place of its exercise in the session, from 0; the finish has the last one's."""
    exercise: str | None
    """``None`` while changing position and at the finish."""
    side: Side | None
    set: int
    """From 1; 0 outside a set."""
    rep: int
    """From 1; 0 outside a repetition."""
    duration: Ms | None
    """``None``: waits for a key."""
    word: str
    """The big word: ROUND, HOLD, SWITCH."""
    text: str
    """What to do now, to read."""
    full: str
    """The same in full, to say again when asked."""
    cues: tuple[Cue, ...]
    shape: int = 0
    """Which of a repetition's shapes this belongs to: cat cow has 0 and 1."""
    quiet: bool = False
    """Of a repetition that is only counted (class Q): plain lines give all of it one line."""
    poses: tuple[Posed, ...] = ()
    """What the drawing does meanwhile; empty: it stays as it is."""

    @property
    def is_finish(self) -> bool:
        """Whether this is the closing segment of a session: how to get up, after the last exercise."""
        return self.kind == "rest" and self.exercise is None


class Block(NamedTuple):
    """One exercise of a session, and what may be played of it instead of what was planned.

    A block is played as: an approach (by where the person comes from), the set-up, the body
    (repetitions, switches, rests), the leaving. Each of them is a range of segment indexes.
    """

    exercise: str
    name: str
    family: Family
    position: Position
    variant: str
    level: Level
    teach: Teach
    dose: Dose
    side_mode: SideMode
    side_noun: str
    first_side: Side | None
    hold_cap: Ms
    notes: tuple[str, ...]
    """To read while preparing: what we changed against the article, where it changes what one does."""
    approach: Mapping[str, range]
    """By the position one comes from; ``start`` for the beginning of a session."""
    setup: range
    body: range
    leaving: range
    easier: range
    """The body in its gentle form; the same repetitions by number."""
    easier_entry: int
    """The segment that leads into the easier form: what is easier, and three ticks."""
    way_out: int
    """The segment that is played when a movement or a hold is left for good."""
    way_out_text: str
    loads: tuple[str, ...] = ()
    """What it asks of the back and the nerve; after pain that spread, what loads the same is left out."""


def big_word(segment: Segment, block: Block) -> str:
    """What to do, in a word or three to be read from afar: the segment's own, but of what leads to an
    exercise by where it leads. With the side that then works it is ``SWITCH``, see ``side_told_at``."""
    if rolls_over(segment, block):
        return ROLL_OVER
    if segment.kind != "prepare":
        return segment.word
    if segment.index == block.easier_entry:
        return "EASIER"
    origin = next((origin for origin, row in block.approach.items() if segment.index in row), None)
    if segment.exercise is not None:
        return segment.word if origin == block.position else "SET UP"
    return ROLL_OVER if {origin, block.position} <= _LYING else _TAKE_POSITION[block.position]


def rolls_over(segment: Segment, block: Block) -> bool:
    """Whether it is a change of sides for which one has to roll over, since one lies on a side."""
    return segment.kind == "switch" and block.position == "side-lying"


def side_told_at(segment: Segment, block: Block) -> Ms | None:
    """From when in a segment its side is told; ``None``: never. Before, the voice may be talking of the
    other one."""
    if segment.side is None or (segment.kind == "rest" and not segment.set):
        return None
    if segment.kind == "prepare" or rolls_over(segment, block):
        return next((cue.at for cue in segment.cues if cue.kind == "switch"), None)
    return 0


def named_side(side: Side, block: Block) -> Side:
    """The side that is told: knees that roll to the right are seen and heard as right, though it is the left
    side that works."""
    return opposite(side) if "{o}" in block.side_noun else side


class Timeline(NamedTuple):
    routine: str
    level: Level
    teach: str
    """As asked for: ``auto``, ``full``, ``short`` or ``off``."""
    blocks: tuple[Block, ...]
    segments: tuple[Segment, ...]
    planned: int
    """How many segments the planned path has; the rest are alternates."""
    finish: Mapping[str, int]
    """The closing segment by the position one ends in; the planned one is on the path."""
    named: bool = False
    """Exercises were named, so what is played is not a routine."""

    @property
    def path(self) -> tuple[Segment, ...]:
        return self.segments[: self.planned]

    def timed(self) -> Iterator[tuple[Ms, Segment]]:
        """Each segment of the planned path, after the moment at which it begins."""
        start: Ms = 0
        for segment in self.path:
            yield start, segment
            start += segment.duration or 0

    @property
    def duration(self) -> Ms:
        """Playing time of the planned path; what waits for a key counts nothing."""
        return sum(segment.duration or 0 for segment in self.path)
