"""Timelines made by hand: small, complete, and shaped as the compiler shapes them.

``score`` builds one from a few facts about each exercise; ``scores`` draws any.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import strategies as st

from lrx_cli.core.catalog.exercise import Dose, Why
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import Family, Level, Position, Side, SideMode, opposite
from lrx_cli.core.timeline import Block, Cue, Kind, Segment, Timeline
from lrx_cli.core.timeline.cue_duration import ticks
from lrx_cli.core.timeline.phrases import GETTING_UP, START
from lrx_cli.sound.tones import Tone

POSTURES: tuple[Position, ...] = ("quadruped", "prone", "supine", "side-lying", "seated", "standing")


NO_REASONS = Why((), (), (), (), ())


class Made(NamedTuple):
    """What is to be known of an exercise to make a block of it."""

    id: str = "bridge"
    position: Position = "supine"
    family: Family = "hip"
    level: Level = "standard"
    side_mode: SideMode = "none"
    sides: tuple[Side, ...] = ("left", "right")
    reps: int = 3
    sets: int = 1
    hold: Ms = 3_000
    tempo: Ms = 2_000
    rest: Ms = 8_000
    shapes: int = 1
    gentle_hold: Ms | None = 2_000
    """``None``: there is no easier form."""
    cap: Ms = 60_000
    stages: int = 1
    """How many segments its approach and its set-up have."""

    @property
    def turns(self) -> list[tuple[Side | None, ...]]:
        if self.side_mode == "none":
            return [(None,)]
        return [self.sides] if self.side_mode == "alternating" else [(side,) for side in self.sides]


PLAIN = Made()
ONE_LEG = Made("kick", "supine", "nerve", side_mode="one_then_other", cap=3_000)
STRETCH = Made(
    "stretch", "supine", "hip", side_mode="one_then_other", hold=20_000, reps=2, gentle_hold=10_000
)
KNEES = Made("knees", "supine", "rotation", side_mode="alternating", hold=4_000)
FLOWING = Made("flow", "seated", "flex-ext", hold=0, reps=6, gentle_hold=0)
ROUND = Made("round", "quadruped", "flex-ext", shapes=2)


def score(*made: Made, manual: bool = False) -> Timeline:
    """The planned path first, the alternates behind it."""
    laid: list[Segment] = []

    def lay(segments: Sequence[Segment]) -> range:
        start = len(laid)
        laid.extend(segments)
        return range(start, len(laid))

    approaches: list[dict[str, range]] = []
    rows = []
    for number, one in enumerate(made):
        origin = made[number - 1].position if number else START
        approaches.append({origin: lay(approach(number, one, origin))})
        rows.append((lay(setup(number, one)), lay(body(number, one, one.hold)), lay([leaving(number, one)])))
    last = len(made) - 1
    finishes = {made[last].position: lay([finish(last, made[last].position)]).start}
    planned = len(laid)
    for one in made:
        if one.position not in finishes:
            finishes[one.position] = lay([finish(last, one.position)]).start
    blocks = []
    for number, one in enumerate(made):
        for origin in (START, *(earlier.position for earlier in made[:number])):
            if origin not in approaches[number]:
                approaches[number][origin] = lay(approach(number, one, origin))
        easier = rows[number][1]
        if one.gentle_hold is not None and one.level != "gentle":
            easier = lay(body(number, one, min(one.gentle_hold, one.hold)))
        entry = lay([easier_entry(number, one)]).start
        out = lay([way_out(number, one)]).start
        blocks.append(block(one, approaches[number], rows[number], easier, entry, out))
    numbered = (segment._replace(index=index) for index, segment in enumerate(laid))
    return Timeline(
        "made",
        "standard",
        "full",
        tuple(blocks),
        tuple(waiting(segment) if manual else segment for segment in numbered),
        planned,
        finishes,
    )


def waiting(segment: Segment) -> Segment:
    if segment.kind not in ("prepare", "switch", "rest") or segment.word == "DONE":
        return segment
    return segment._replace(duration=None, cues=tuple(cue for cue in segment.cues if cue.kind != "count"))


def line(at: Ms, text: str, tone: Tone | None = None, kind: str = "step") -> Cue:
    return Cue(at, kind, text, text, tone)


def segment(
    kind: Kind,
    number: int,
    one: Made,
    duration: Ms,
    cues: Sequence[Cue],
    *,
    side: Side | None = None,
    set: int = 0,
    rep: int = 0,
    shape: int = 0,
    word: str = "",
    text: str = "",
) -> Segment:
    shown = text or cues[0].text
    return Segment(
        0, kind, number, one.id, side, set, rep, duration, word or kind.upper(), shown,
        f"{shown} In full.", tuple(cues), shape,
    )  # fmt: skip


def first_side(one: Made) -> Side | None:
    return None if one.side_mode == "none" else one.sides[0]


def approach(number: int, one: Made, origin: str) -> list[Segment]:
    cues = [
        line(0, f"Next, {one.id}.", "next", "announce"),
        line(2_000, f"From {origin} to {one.position}."),
    ]
    arriving = [line(0, "Arrive."), line(2_000, "Stay here.")]
    return [
        segment("prepare", number, one, 8_000, told, side=first_side(one))
        for told in (cues, *[arriving] * (one.stages - 1))
    ]


def setup(number: int, one: Made) -> list[Segment]:
    side = first_side(one)
    told = [line(0, "Settle down here.")]
    if side:
        told.append(line(2_000, f"Start with the {side} leg.", kind="switch"))
        told.append(line(4_500, f"Lift your {side} leg a little."))
    return [
        *[segment("prepare", number, one, 5_000, told[:1], side=side)] * (one.stages - 1),
        segment("prepare", number, one, 12_000, [*told, *ticks(9_000)], side=side),
    ]


def body(number: int, one: Made, hold: Ms) -> list[Segment]:
    laid: list[Segment] = []
    for set_ in range(1, one.sets + 1):
        for turn, sides in enumerate(one.turns):
            if laid:
                kind: Kind = "switch" if turn or len(one.turns) > 1 else "rest"
                cues = [line(0, f"Now the {sides[0]} leg." if sides[0] else "Rest here.", "switch")]
                cues.extend(ticks(one.rest - 3_000))
                laid.append(segment(kind, number, one, one.rest, cues, side=sides[0], set=set_))
            for rep in range(1, one.reps + 1):
                halves = [(side, shape) for side in sides for shape in range(one.shapes)]
                for half, (side, _) in enumerate(halves):
                    laid += repetition(number, one, hold, side, set_, rep, half)
    return laid


def repetition(
    number: int, one: Made, hold: Ms, side: Side | None, set_: int, rep: int, shape: int
) -> list[Segment]:
    def part(kind: Kind, duration: Ms, cues: Sequence[Cue]) -> Segment:
        return segment(kind, number, one, duration, cues, side=side, set=set_, rep=rep, shape=shape)

    done = [part("move", one.tempo, [line(0, f"Lift {rep}.", "go")])]
    if hold:
        cues = [Cue(0, "hold", "Stay there.", "Stay there." if hold >= 3_000 else None, "stay")]
        if hold >= 10_000:
            cues.append(line(hold // 5, "Breathe out.", kind="tip"))
            cues.append(line(hold // 2, "Halfway through.", kind="halfway"))
        done.append(part("hold", hold, [*cues, *(ticks(hold - 3_000) if hold >= 5_000 else ())]))
    tone: Tone = "end" if hold >= 5_000 else "back"
    done.append(part("return", one.tempo, [Cue(0, "step", "And lower.", None, tone)]))
    return done


def leaving(number: int, one: Made) -> Segment:
    side = one.turns[-1][-1]
    text = f"Put the {side} foot down." if side else "Rest there."
    return segment("rest", number, one, 4_000, [line(0, text, "next")], side=side)


def finish(number: int, position: Position) -> Segment:
    text = GETTING_UP[position]
    cues = [line(0, "That was the last one.", "done", "end"), line(4_000, text, kind="end")]
    return segment("rest", number, PLAIN, 12_000, cues, text=text, word="DONE")._replace(exercise=None)


def easier_entry(number: int, one: Made) -> Segment:
    cues = [line(0, "Easier from here. Smaller.", "next"), *ticks(3_000)]
    return segment("prepare", number, one, 6_000, cues, side=first_side(one))


def way_out(number: int, one: Made) -> Segment:
    cues = [line(0, f"Skipped. {out_of(one)}", "next")]
    return segment("return", number, one, 6_000, cues, side=first_side(one), text=out_of(one))


def out_of(one: Made) -> str:
    side = first_side(one)
    return f"Lower the {side} leg." if side else "Lower your hips."


def block(
    one: Made,
    approach: dict[str, range],
    row: tuple[range, range, range],
    easier: range,
    entry: int,
    out: int,
) -> Block:
    return Block(
        exercise=one.id,
        name=one.id.capitalize(),
        family=one.family,
        position=one.position,
        variant="standard",
        level=one.level,
        teach="full",
        dose=Dose(one.hold, one.reps, one.sets, one.rest, one.tempo, "standard", NO_REASONS),
        side_mode=one.side_mode,
        side_noun="{s} leg" if first_side(one) else "",
        first_side=first_side(one),
        hold_cap=one.cap,
        notes=(),
        approach=approach,
        setup=row[0],
        body=row[1],
        leaving=row[2],
        easier=easier,
        easier_entry=entry,
        way_out=out,
        way_out_text=out_of(one),
    )


# --- any ---------------------------------------------------------------------------------------------

_EITHER = st.booleans()
_FAMILIES: dict[str, Family] = {"lift": "rotation", "turn": "nerve", "bend": "hip"}
"""By exercise: one that is played twice is of the same family both times."""
_HOLDS = st.sampled_from([0, 1_000, 2_000, 3_000, 5_000, 9_000, 12_000, 20_000])


@st.composite
def exercises(draw: st.DrawFn) -> Made:
    first: Side = draw(st.sampled_from(["left", "right"]))
    both: tuple[Side, ...] = (first, opposite(first))
    id = draw(st.sampled_from(list(_FAMILIES)))
    one = Made(
        id=id,
        position=draw(st.sampled_from(POSTURES)),
        family=_FAMILIES[id],
        level=draw(st.sampled_from(["gentle", "standard"])),
        side_mode=draw(st.sampled_from(["none", "alternating", "one_then_other"])),
        sides=draw(st.sampled_from([both, both, both[:1]])),
        reps=draw(st.integers(1, 4)),
        sets=draw(st.integers(1, 2)),
        hold=draw(_HOLDS),
        shapes=draw(st.integers(1, 2)),
        gentle_hold=draw(st.one_of(st.none(), _HOLDS)),
        cap=draw(st.sampled_from([3_000, 30_000])),
        stages=draw(st.integers(1, 2)),
    )
    return one._replace(cap=max(one.cap, one.hold))


def scores(*, manual: st.SearchStrategy[bool] = _EITHER) -> st.SearchStrategy[Timeline]:
    """Timelines of one to four exercises, now and then waiting for keys."""
    return st.builds(
        lambda made, manual: score(*made, manual=manual),
        st.lists(exercises(), min_size=1, max_size=4),
        manual,
    )
