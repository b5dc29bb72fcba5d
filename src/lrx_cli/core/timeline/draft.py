"""One block in the making, and its spoken segments: lines one after another, and the drawing beside them."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace

from lrx_cli.core.catalog.exercise import Dose, Exercise, Step
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import Position, Side, Teach
from lrx_cli.core.planning.plan import Plan, Planned
from lrx_cli.core.timeline import cue_duration as timing
from lrx_cli.core.timeline import phrases
from lrx_cli.core.timeline.phrases import fill_sides
from lrx_cli.core.timeline.timeline import Cue, CueKind, Kind, Posed, Segment
from lrx_cli.sound.tones import Tone, voice_at

_WORDS = {"prepare": "NEXT", "switch": "SWITCH", "rest": "REST", "return": "BACK"}
"""The big word of a segment that has none of its own."""
SETTLING: Ms = 1_500
"""How long a drawing takes into a set-up pose."""
IDLE: Ms = 5_000
"""A silence longer than this while one is busy, and the person hears to take their time."""
_AFTER_FULL: Ms = 1_500
"""Time to do what a full set-up line said."""
_AFTER_BRIEF: Ms = 1_000


def rest_pose(steps: Iterable[Step]) -> str | None:
    """The pose every movement begins in and comes back to: the last one of the set-up."""
    poses = [step.pose for step in steps if step.tag == "setup" and step.pose]
    return poses[-1] if poses else None


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
        gap: Ms = timing.BETWEEN_LINES,
        room_for: str | None = None,
        pose: str | None = None,
    ) -> None:
        """Add a line. ``text``: to read, where it differs. ``gap``: quiet after it.
        ``room_for``: take the time of this wording, though another is said. ``pose``: what the drawing
        does with it."""
        self.pose(pose)
        self.cues.append(Cue(self.now, kind, text or line, line, tone))
        self.now += voice_at(tone) + timing.speech(room_for or line) + gap

    def pose(self, pose: str | None, *, other_side: bool = False) -> None:
        """From now on the drawing stands so; ``None``: as it is."""
        if pose:
            self.poses.append(Posed(self.now, pose, SETTLING, other_side))

    def wait(self, until: Ms) -> None:
        """Let time pass; never backwards."""
        self.now = max(self.now, until)

    def idle(self, until: Ms) -> None:
        """Let time pass, and if it is long say that this is meant."""
        quiet = until - self.now
        if quiet > IDLE:
            self.wait(self.now + quiet // 3)
            self.say(phrases.TAKE_YOUR_TIME, "tip")
        self.wait(until)

    def tick(self) -> None:
        self.cues.extend(timing.ticks(self.now))
        self.now += timing.TICKS


class Draft:
    """A block in the making: what everything that is laid out for it needs to know."""

    def __init__(
        self, plan: Plan, place: int, *, attended: bool, audible: bool = True, line: Planned | None = None
    ) -> None:
        """``line``: played in place of the plan's."""
        self.plan = plan
        self.place = place
        self.attended = attended
        self.audible = audible
        self.line: Planned = line or plan.lines[place]
        self.exercise: Exercise = self.line.exercise
        self.dose: Dose = self.line.dose
        self.teach: Teach = self.line.teach
        self.side: Side | None = self.line.sides[0] if self.line.sides else None
        """The side that begins."""
        self.position: Position = self.line.position
        self.origin: str = plan.lines[place - 1].position if place else phrases.START
        """Where one comes from when all goes as planned."""
        earlier = (phrases.START, *(line.position for line in plan.lines[:place]))
        self.other_origins = [o for o in dict.fromkeys(earlier) if o != self.origin]
        """Wherever else one may come from, should blocks before this one be left out on the way."""
        variant = self.exercise.variant(self.dose.variant)
        self.side_noun = variant.side_noun or self.exercise.side_noun
        self.limit = variant.limit or self.exercise.limit
        self.leave = variant.leave or self.exercise.leave
        self.way_out = variant.way_out or self.exercise.way_out
        self.tip = variant.tip or self.exercise.tip
        self.easier_variant = _easier_variant(self.line)
        same = self.easier_variant == self.dose.variant
        self.easier_say = (variant.easier_say or phrases.HALF_AS_FAR) if same else self.exercise.easier_say
        """What is easier about the form that will really be played."""
        self.steps: tuple[Step, ...] = self.exercise.steps_of(self.line.level, self.dose.variant)
        self.hints = deque(self.exercise.hints if self.teach != "off" else ())
        """They take turns, across sides and sets: the first is the next one."""
        self.rest_pose = rest_pose(self.steps)
        """Where movements begin and come back to."""
        self.leave_pose = variant.leave_pose or self.exercise.leave_pose or self.rest_pose

    @property
    def eased(self) -> Draft:
        """The gentle form of it, with the same repetitions."""
        gentle = self.exercise.doses["gentle"]
        dose = replace(
            self.dose,
            hold=min(gentle.hold, self.dose.hold),
            tempo=max(gentle.tempo, self.dose.tempo),
            variant=self.easier_variant,
        )
        line = self.line._replace(level="gentle", dose=dose, teach="off")
        return Draft(self.plan, self.place, attended=self.attended, audible=self.audible, line=line)

    @property
    def full(self) -> bool:
        return self.teach == "full"

    @property
    def ends(self) -> bool:
        """Whether this is the last exercise."""
        return self.place == len(self.plan.lines) - 1

    def here(self, line: str, side: Side | None = None) -> str:
        """``line`` with the sides of this block filled in; the beginning side unless another is given."""
        return fill_sides(line, side or self.side)

    def pose_of(self, step: Step, side: Side | None = None) -> str | None:
        return self.here(step.pose, side) if step.pose else None

    def segment(
        self,
        script: Script,
        kind: Kind,
        text: str,
        *,
        full: str | None = None,
        word: str | None = None,
        side: Side | None = None,
        set_: int = 0,
    ) -> Segment:
        """``script`` as a segment of this exercise; on the beginning side unless another is given."""
        return Segment(
            0, kind, self.place, self.exercise.id, side or self.side, set_, 0, script.now,
            word or _WORDS[kind], text, full or text, tuple(script.cues), poses=tuple(script.poses),
        )  # fmt: skip

    def set_up(self, script: Script, step: Step, side: Side | None = None, *, full: bool) -> None:
        """Say one line of the set-up, and leave time to do it."""
        after = self.paced(max(step.takes, _AFTER_FULL if full else _AFTER_BRIEF))
        line = self.here(step.full if full else step.brief, side)
        script.say(line, "step", pose=self.pose_of(step, side))
        script.idle(script.now + after)

    def warn_nerve(self, script: Script, side: Side | None = None) -> None:
        """The limit of a nerve exercise, and what belongs to its movement."""
        script.say(self.here(self.limit, side), "safety")
        for step in self.steps:
            if step.with_previous:
                script.say(self.here(step.brief, side), "safety")

    def paced(self, ms: Ms) -> Ms:
        return round(ms * self.plan.pace)

    def setup_steps(self, scope: str, *, on_arrival: bool = False) -> list[Step]:
        return [
            step
            for step in self.steps
            if step.tag == "setup" and step.scope == scope and step.on_arrival == on_arrival
        ]

    @property
    def first_pose(self) -> str | None:
        """How the drawing stands before anything is set up."""
        return self.pose_of(self.steps[0])

    def with_side(self, frame: str, side: Side) -> str:
        """``Start with the {noun}.`` -> ``Start with the right leg.``"""
        return frame.format(noun=fill_sides(self.side_noun, side))

    def dose_line(self) -> str:
        """``Eight times on each leg, with a two-second pause.``; only the first half where little is said.

        One side alone is a sentence of its own before it. What was not recorded in one piece is worded so
        that it can be put together: ``Two sets of eight, on each leg.``
        """
        dose, sides = self.dose, self.line.sides
        both, number = len(sides) == 2, timing.number_word(dose.reps)
        if dose.sets > 1 or (both and dose.reps > self.exercise.reps_cap):
            often = f"{timing.counted(dose.sets, 'set')} of {number}{',' if both else ''}"
        else:
            often = {1: "one time", 2: "two times"}.get(dose.reps, f"{number} times")
        if both and self.exercise.side_mode == "alternating":
            often += " to each side"
        elif both:
            often += " on each leg" if self.exercise.is_nerve else " on each side"
        spoken = often if self.teach == "off" else f"{often}, {self._how_long()}"
        only = f"{fill_sides(self.side_noun, sides[0])} only. " if len(sides) == 1 else ""
        return "".join(f"{part[:1].upper()}{part[1:]}" for part in (only, spoken)) + "."

    def _how_long(self) -> str:
        dose = self.dose
        hold = timing.seconds_word(dose.hold)
        if not dose.hold:
            return "without a pause" if self.exercise.is_nerve else "without holding"
        if self.exercise.is_nerve:
            return f"with a {hold.replace(' ', '-').removesuffix('s')} pause"
        if sum(step.tag == "move" and not step.with_previous for step in self.steps) > 1:
            return f"holding each position for {hold}"
        return f"{hold} each" if dose.hold >= timing.STRETCH and dose.sets == 1 else f"holding for {hold}"


def _easier_variant(line: Planned) -> str:
    """The form that is played once this one is too strong: the gentle one in place of the level's own. A form
    that was chosen, or that conditions of the person ask for, stays."""
    doses, variant = line.exercise.doses, line.exercise.variant
    gentle = doses["gentle"].variant
    usual = line.dose.variant == doses[line.level].variant and gentle in (line.safe or (gentle,))
    return gentle if usual and variant(gentle).position == line.position else line.dose.variant


# --- getting down and up --------------------------------------------------------------------------

DRAWING = "getting-up"
_WAY = ("lie", "side", "sit", "knees", "kneel", "step", "stand")
"""The poses of the drawing, from the floor up."""
_NAMED = {
    "lie": re.compile("lie down on your (back|stomach)"),
    "side": re.compile("your side|your (left|right) side"),
    "sit": re.compile(r"\b[Ss]it(ting)?\b"),
    "knees": re.compile("hands and knees|onto your hands"),
    "kneel": re.compile("[Hh]ands on|kneel"),
    "step": re.compile("one (foot|knee)"),
    "stand": re.compile("stand up"),
}
"""How a sentence says it."""
_SLOWEST: Ms = 2_500
"""A move of the drawing takes no longer, and then stands until the next."""
_POSES = {
    "supine": "lie",
    "side-lying": "side",
    "prone": "knees",
    "quadruped": "knees",
    "seated": "stand",
    "standing": "stand",
    phrases.START: "stand",
}


def poses_between(origin: str, target: str, said: Sequence[tuple[Ms, str]], end: Ms) -> list[Posed]:
    """The way from one position to another, up to ``end`` ms of a segment. ``said``: its sentences and when
    they begin; a pose that one of them names does not begin before it.

    Empty unless exactly one of the two positions is on the floor.
    """
    first, last = (_WAY.index(_POSES[position]) for position in (origin, target))
    up = len(_WAY) - 1
    if (first == up) == (last == up):
        return []
    start, *way = _WAY[first : last + 1] if first < last else _WAY[last : first + 1][::-1]
    poses = [Posed(0, f"{DRAWING}:{start}", 0)]
    sentence = 0
    shared: list[list[str]] = [[] for _ in said]
    for pose in way:
        named = (place for place in range(sentence, len(said)) if _NAMED[pose].search(said[place][1]))
        sentence = next(named, sentence)
        shared[sentence].append(pose)
    # A sentence that names none is about what comes after the way.
    ends = [*(at for at, _ in said[1:]), end]
    for (at, _), until, names in zip(said, ends, shared, strict=True):
        each = (until - at) // max(1, len(names))
        for number, pose in enumerate(names):
            poses.append(Posed(at + number * each, f"{DRAWING}:{pose}", min(each, _SLOWEST)))
    return poses
