"""All that a picture of a running session needs, taken at one moment. Plain values; changes nothing.

Sums over what is ahead are made once and kept until a key changes the route, so a picture is cheap.
"""

from collections import Counter
from typing import Literal, NamedTuple

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player.events import Command, State, Why
from lrx_cli.core.player.playback import Playback
from lrx_cli.core.player.route import Place
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


class After(NamedTuple):
    """What comes after one segment, if nothing is asked for."""

    place: Place | None
    in_block: Ms
    in_session: Ms
    until_move: Ms | None
    """From the segment's end to the next movement of this exercise; ``None``: there is none, or a key
    is waited for before it."""


class Ahead:
    """The route from where we are to the end, added up."""

    def __init__(self, play: Playback) -> None:
        self._version = play.route.version
        self.after = _walk(play)
        self._played: dict[int, Segment] = {}
        self.planned = len(play.here.done.union(play.route.prescribed()))

    def still_holds(self, play: Playback) -> bool:
        """Whether it was added up on this route, and we have not jumped off it."""
        place = play.here.place
        return self._version == play.route.version and (place is None or place.index in self.after)

    def played(self, play: Playback, place: Place) -> Segment:
        """The segment there, as it is played on this route."""
        if place.index not in self._played:
            self._played[place.index] = play.route.played(place)
        return self._played[place.index]


def _walk(play: Playback) -> dict[int, After]:
    """By segment index; only what is still reached."""
    route, segments = play.route, play.timeline.segments
    places: list[Place] = []
    place = play.here.place or (route.beginning() if play.here.state == "ready" else None)
    while place is not None:
        places.append(place)
        place = route.after(place)
    walked: dict[int, After] = {}
    following: Place | None = None
    in_block = in_session = 0
    until_move: Ms | None = None
    for place in reversed(places):
        if following is not None:
            segment = segments[following.index]
            duration = route.duration(following)
            same = segment.block == segments[place.index].block and following.part != "finish"
            in_block = in_block + duration if same else 0
            in_session += duration
            if not same:
                until_move = None
            elif segment.kind == "move":
                until_move = 0
            elif segment.duration is None:
                until_move = None
            elif until_move is not None:
                until_move += duration
        walked[place.index] = After(following, in_block, in_session, until_move)
        following = place
    return walked


def take(play: Playback, ahead: Ahead, at: Ms, allowed: tuple[Command, ...]) -> Snapshot:
    """``at``: session time."""
    here = play.here
    segment, place = here.segment, here.place
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
    if segment is None or place is None:  # before the start; or after it, where there was nothing to play
        first = here.place or play.route.beginning()
        if first is None or over:
            return shown
        total = play.route.duration(first) + ahead.after[first.index].in_session
        return shown._replace(
            following=ahead.played(play, first) if total else None, session_total=total, session_left=total
        )
    position = play.position(at)
    left = None if segment.duration is None else max(0, segment.duration - position)
    remaining = left or 0
    active = position - here.jumped
    following, in_block, in_session, until_move = ahead.after[place.index]
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
        following=None if following is None else ahead.played(play, following),
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
    prescribed = here.done.union(play.route.prescribed())
    planned = Counter(segments[index].block for index in prescribed)
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
