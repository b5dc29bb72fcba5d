"""All that a picture of a running session needs, taken at one moment. Plain values; changes nothing.

Sums over what is ahead are made once for each segment and change of the route, so a picture is cheap.
"""

from collections import Counter
from typing import Literal, NamedTuple

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player.events import Command, State, Why
from lrx_cli.core.player.playback import Playback
from lrx_cli.core.timeline.timeline import Block, Segment


class ExerciseResult(NamedTuple):
    """What became of one exercise of the session. Counts are of different moves and holds."""

    name: str
    outcome: Literal["done", "in part", "left out"]
    done: int
    planned: int


class Snapshot(NamedTuple):
    """``None`` stands for what there is not: no segment before the start, no pause. As it is made without
    arguments, nothing has begun."""

    at: Ms = 0
    """Session time: ms since it began, pauses included; 0 before."""
    state: State = "ready"
    why: Why | None = None
    """Why it is paused; ``None`` when it is not."""
    segment: Segment | None = None
    """As it is played now. After the end: the last one."""
    block: Block | None = None
    place: int = 0
    """Which exercise this is, from 1; 0 before the start."""
    places: int = 0
    """How many exercises the session has, dropped ones too."""
    elapsed: Ms = 0
    """Of this segment."""
    left: Ms | None = None
    """Of this segment; ``None``: it waits for a key."""
    until_move: Ms | None = None
    """Until the first movement, while preparing, resting or switching; ``None`` while moving, or where
    a key is waited for first."""
    count_in: Ms | None = None
    """Until an interrupted segment goes on; ``None``: no count-in runs."""
    waits: bool = False
    """Time waits while something is said, and goes on by itself then."""
    rep: int = 0
    """From 1; 0 outside a repetition."""
    reps: int = 0
    """How many a side (or the exercise, without sides) has in a set now."""
    set: int = 0
    sets: int = 0
    following: Segment | None = None
    """The segment that comes next if no key is pressed, as it will be played; ``None`` at the end."""
    exercise_elapsed: Ms = 0
    """Playing time, pauses not counted, of this exercise with its approach."""
    exercise_total: Ms = 0
    session_elapsed: Ms = 0
    """Playing time, pauses not counted."""
    session_total: Ms = 0
    """As it looks now: what was played and what is left, with every change that was asked for."""
    session_left: Ms = 0
    allowed: tuple[Command, ...] = ()
    hurt_about: str | None = None
    """The exercise that the open question "what hurts?" is about; ``None``: it is not open."""
    easing: bool = False
    """In a position of ease, until symptoms have settled; ``hurt_about`` is the exercise before it."""
    reds: int = 0
    """How often pain went further down the leg in this session; the second time ends it."""
    warned: bool = False
    """A warning sign was reported: the program ends with what to do, and exit code 3."""
    outcome: Literal["done", "stopped"] | None = None
    """``None`` until it has ended."""
    done: int = 0
    """Different movements and holds played to their end, or eased."""
    planned: int = 0
    results: tuple[ExerciseResult, ...] = ()
    """What became of each exercise, from the closing segment on; empty before."""

    @property
    def upcoming(self) -> str | None:
        """What to do after this segment, to read; ``None`` at the end."""
        return None if self.following is None else self.following.text


class Ahead(NamedTuple):
    """What comes after a segment if nothing is asked for, added up."""

    following: Segment | None
    """As it will be played."""
    in_block: Ms
    in_session: Ms
    until_move: Ms | None
    """From the segment's end to the next movement of this exercise; ``None``: there is none, or a key is
    waited for before it."""
    planned: int
    """Movements and holds of the session, whether they are ahead or not."""


def look_ahead(play: Playback) -> Ahead:
    """From where we are to the end."""
    route, here = play.route, play.here
    if here.segment is None:
        ahead = [] if play.beginning is None else [play.beginning, *route.ahead(play.beginning)]
    else:
        ahead = list(route.ahead(here.segment.index))
    in_block = in_session = 0
    until_move: Ms | None = None
    same = unknown = True
    for index in ahead:
        segment, duration = route.segments[index], route.duration(index)
        same = same and segment.block == here.block and not segment.is_finish
        if same and unknown:
            until_move = in_block if segment.kind == "move" else None
            unknown = segment.kind != "move" and segment.duration is not None
        in_block += duration if same else 0
        in_session += duration
    following = route.played(ahead[0]) if ahead else None
    return Ahead(following, in_block, in_session, until_move, len(play.prescribed))


def take(play: Playback, ahead: Ahead, at: Ms, allowed: tuple[Command, ...]) -> Snapshot:
    """``at``: session time."""
    here = play.here
    segment = here.segment
    over = here.state == "ended"
    blocks = play.timeline.blocks
    shown = Snapshot(
        state=here.state,
        why=here.why,
        places=len(blocks),
        allowed=allowed,
        outcome=here.outcome,
        planned=ahead.planned,
    )
    if segment is None:  # before the start; or after it, where there was nothing to play
        total = ahead.in_session
        return shown._replace(
            following=ahead.following if total else None, session_total=total, session_left=total
        )
    position = play.position(at)
    left = None if segment.duration is None else max(0, segment.duration - position)
    remaining = left or 0
    active = position - here.jumped
    following, in_block, in_session, until_move, _ = ahead
    if over:
        following, remaining, active, in_block, in_session, until_move = None, 0, 0, 0, 0, None
    if until_move is not None:
        until_move = None if left is None or play.moving else left + until_move
    block = blocks[segment.block]
    resumes_at = here.resumes_at
    return shown._replace(
        at=here.at if over else at,
        segment=segment,
        block=block,
        place=segment.block + 1,
        elapsed=max(0, position),
        left=left,
        until_move=until_move,
        count_in=None if resumes_at is None else resumes_at - at,
        waits=here.state == "paused" and resumes_at is None and play.goes_on_by_itself,
        rep=segment.rep,
        reps=max(play.route.reps(segment.block), segment.rep),
        set=segment.set,
        sets=block.dose.sets,
        following=following,
        exercise_elapsed=here.played_in_block + active,
        exercise_total=here.played_in_block + active + remaining + in_block,
        session_elapsed=here.played + active,
        session_total=here.played + active + remaining + in_session,
        session_left=remaining + in_session,
        hurt_about=None if here.about is None else blocks[here.about].exercise,
        easing=here.easing,
        reds=here.reds,
        warned=here.warned,
        done=len(here.done),
        results=_results(play) if over or segment.is_finish else (),
    )


def _results(play: Playback) -> tuple[ExerciseResult, ...]:
    """By exercise. One that was begun, not left out, and left behind, was done."""
    here, segments, blocks = play.here, play.timeline.segments, play.timeline.blocks
    planned = Counter(segments[index].block for index in play.prescribed)
    done = Counter(segments[index].block for index in here.done)
    last = len(blocks) if here.outcome != "stopped" or here.segment is None else here.segment.block
    found: list[ExerciseResult] = []
    for number, block in enumerate(blocks):
        whole = number < last and not play.route.overlay(number).dropped
        outcome: Literal["done", "in part", "left out"] = "left out"
        if done[number]:
            outcome = "done" if whole else "in part"
        found.append(ExerciseResult(block.name, outcome, done[number], planned[number]))
    return tuple(found)
