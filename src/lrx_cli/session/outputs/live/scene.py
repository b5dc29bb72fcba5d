"""What is on the live screen, in words and numbers, made from a snapshot; where it stands is for ``layout``.

Two moments with the same scene look the same.
Seconds are rounded up: the last second of a hold is 1, and what shows 0 is over.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import POSTURE, Side, opposite
from lrx_cli.core.player import Snapshot
from lrx_cli.core.player.interruptions import side_named
from lrx_cli.core.timeline import Block, Cue, Kind, Segment, big_word, named_side, rolls_over, side_told_at
from lrx_cli.core.timeline.cue_duration import TICKS
from lrx_cli.core.words import clock, roughly
from lrx_cli.render.console import Phase
from lrx_cli.session.outputs.live.letters import spellable
from lrx_cli.session.outputs.live.panels import Panel, chips, hurt_panel
from lrx_cli.session.outputs.live.regions import Bar, Chip, Step


class Scene(NamedTuple):
    phase: Phase
    word: str
    """Big: what to do."""
    side: Side | None = None
    """The color of ``third``; ``None``: it is not a side."""
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
    """Keys or details, as long as they are looked at; at the end, what was done."""
    beside_card: str = ""
    """What else there is to say then."""


_READY = "READY"
_LONGEST_NOUN = 6
"""Letters of a part of the body that is still read from afar beside LEFT."""
_KIND_WORDS: Final[dict[Kind, str]] = {
    "prepare": "SET UP",
    "move": "MOVE",
    "hold": "HOLD",
    "return": "BACK",
    "switch": "SWITCH",
    "rest": "REST",
}
"""Where the timeline's own word is none, or needs letters that there are not."""
_ACTIVITY: Final[dict[Kind, str]] = {
    "prepare": "getting ready",
    "move": "movement",
    "hold": "hold",
    "return": "on the way back",
    "switch": "changing sides",
    "rest": "rest",
}


def countdown(now: Snapshot) -> Ms | None:
    """What the huge number counts down, in ms; ``None``: nothing."""
    if now.state == "ended" or now.segment is None or closing(now):
        return None
    if now.count_in is not None:
        return now.count_in
    if now.state == "paused":
        return None
    if now.segment.kind in ("prepare", "switch", "rest") and now.until_move is not None:
        return now.until_move
    return now.left


def closing(now: Snapshot) -> bool:
    """Whether the last words are being said: nothing is left to do."""
    return now.segment is not None and now.segment.is_finish and now.state != "paused"


def scene_of(now: Snapshot, notes: ScreenNotes | None = None) -> Scene:
    notes = notes or ScreenNotes()
    segment, block = now.segment, now.block
    if segment is None or block is None:
        return Scene("prepare", _READY)
    if now.state == "ended" or closing(now):
        return _over(now, notes, segment)
    scene = _framed(now, notes, segment, block)
    if now.hurt_about is not None:
        return _hurt(scene, now, notes, segment, block)
    if now.count_in is not None:
        steps = Step("now", segment.text), Step("note", f"Going on: {_where(now, segment)}.")
        return scene._replace(word=_READY, steps=steps)
    if now.waits:
        steps = Step("now", notes.said or segment.text), Step("note", "Time waits, and continues by itself.")
        return scene._replace(phase="paused", word="LISTEN", clock="paused", steps=steps)
    if now.state == "paused":
        return _paused(scene, now, notes, segment)
    return _running(scene, now, notes, segment, block)


def _framed(now: Snapshot, notes: ScreenNotes, segment: Segment, block: Block) -> Scene:
    counted = countdown(now)
    seconds = None if counted is None else ceil_seconds(counted)
    side = None
    if segment.side and _side_is_known(now, segment, block):
        side = named_side(segment.side, block)
    exercise = f"number {now.rep} of {now.reps}" if now.rep else ""
    if now.sets > 1 and segment.set:
        exercise = f"set {segment.set}, {now.rep} of {now.reps}" if now.rep else f"set {segment.set}"
    return Scene(
        phase="prepare",
        word="",
        side=side,
        third=_side_words(block, side) if side else f"{now.rep} OF {now.reps}" if now.rep else "",
        seconds=seconds,
        clock="" if seconds is None else clock(seconds * 1_000),
        title=block.name,
        place=f"exercise {now.place} of {now.places}" + (f" · {notes.muted}" if notes.muted else ""),
        caption=_caption(now, segment, block),
        bars=(
            Bar("exercise", now.exercise_elapsed // 1_000, ceil_seconds(now.exercise_total), exercise),
            Bar(
                "session",
                now.session_elapsed // 1_000,
                ceil_seconds(now.session_total),
                f"{_about(ceil_seconds(now.session_left))} left",
            ),
        ),
        chips=chips(now.allowed) if notes.panel is None else (),
        notice=notes.notice,
        panel=notes.panel,
    )


def _running(scene: Scene, now: Snapshot, notes: ScreenNotes, segment: Segment, block: Block) -> Scene:
    word = _word(now, segment, block)
    third, side = scene.third, scene.side
    if rolls_over(segment, block) and not side and segment.side:
        # Onto the other side than the one that will work: say which, and nothing else.
        side = opposite(segment.side)
        third = f"{side.upper()} SIDE"
    elif word in ("LEFT", "RIGHT"):
        # Where the side is the word, the count has its place.
        third, side = f"{now.rep} OF {now.reps}", None
    elif segment.kind == "rest" and segment.set and now.sets > 1:
        third, side = f"SET {segment.set} OF {now.sets}", None
    return scene._replace(
        phase="prepare" if word == _READY else segment.kind,
        word=word,
        side=side,
        third=third,
        waits=segment.duration is None,
        clock=scene.clock or "waiting",
        steps=_steps(now, notes, segment, block, ready=word == _READY),
    )


def _word(now: Snapshot, segment: Segment, block: Block) -> str:
    if now.until_move is not None and now.until_move <= TICKS:
        return _READY
    if rolls_over(segment, block) and _side_is_known(now, segment, block):
        return _KIND_WORDS["switch"]
    return spellable(big_word(segment, block)) or _KIND_WORDS[segment.kind]


def _steps(
    now: Snapshot, notes: ScreenNotes, segment: Segment, block: Block, *, ready: bool
) -> tuple[Step, ...]:
    """What was done, what is done now with all there is to know of it, and what comes."""
    heard = [cue for cue in segment.cues if cue.at <= now.elapsed and cue.kind != "count"]
    so_far = _steps_so_far(segment, heard)
    line = now.upcoming if ready and now.upcoming else so_far[-1] if so_far else segment.text
    before = so_far[-2] if len(so_far) > 1 else notes.before
    found = [Step("done", before if before != line else ""), Step("now", line), Step("note", notes.said)]
    if segment.kind == "prepare":
        found.extend(Step("note", note) for note in block.notes)  # never said, so before what is
    # What opens a movement says what is there already: its sentence, and which one it is.
    if heard and heard[-1].say and heard[-1].text != line and (heard[-1].at or segment.kind == "prepare"):
        found.append(Step("note", heard[-1].text))
    if not ready:
        coming = [cue.text for cue in segment.cues if cue.at > now.elapsed and cue.kind == "step"]
        following = coming[0] if coming and so_far else now.upcoming
        if following and following != line:
            following = following.removeprefix("And ")
            found.append(Step("next", following[:1].upper() + following[1:]))
    return _with_words(*found)


def _with_words(*steps: Step) -> tuple[Step, ...]:
    return tuple(step for step in steps if step.text)


def _steps_so_far(segment: Segment, heard: Sequence[Cue]) -> list[str]:
    """What there was to do, where a segment announces more than one thing."""
    if segment.duration is None:
        return []
    return [cue.text for cue in heard if cue.kind == "step" and (cue.at or segment.kind == "prepare")]


def last_step(segment: Segment) -> str:
    """The last thing to do in a segment that is over."""
    so_far = _steps_so_far(segment, segment.cues)
    return so_far[-1] if so_far else segment.text


def _paused(scene: Scene, now: Snapshot, notes: ScreenNotes, segment: Segment) -> Scene:
    lost = f"{roughly(notes.lost)} went by without you. Nothing of it counts." if notes.lost else ""
    steps = _with_words(
        Step("lost", lost),
        Step("now", "Take your time. Press space to continue."),
        Step("note", notes.said),  # before the rest: it answers the last key
        Step("note", f"We were at: {_where(now, segment)}."),
    )
    return scene._replace(phase="paused", word="PAUSED", clock="paused", steps=steps)


def _hurt(scene: Scene, now: Snapshot, notes: ScreenNotes, segment: Segment, block: Block) -> Scene:
    place = "stopped"
    if segment.rep:
        side = f", {side_named(block, segment.side)}" if segment.side else ""
        place = f"stopped at number {segment.rep}{side}"
    return scene._replace(
        phase="hurt",
        word="STOP",
        side=None,
        third="",
        place=place,
        clock="stopped",
        steps=(Step("now", notes.way_out.removeprefix("Stopped. ")),),
        panel=hurt_panel(now.allowed),
        chips=(),
    )


def _over(now: Snapshot, notes: ScreenNotes, segment: Segment) -> Scene:
    stopped = now.outcome == "stopped"
    heard = [cue.text for cue in segment.cues if cue.at <= now.elapsed]
    said = notes.said or (heard[-1] if heard else segment.text)
    if now.warned:
        return Scene("hurt", "STOP", steps=(Step("now", said),), over=True)
    return Scene(
        phase="paused" if stopped else "done",
        word="ENDED" if stopped else "DONE",
        third=roughly(now.session_elapsed, minute="min", second="sec").upper(),
        clock=roughly(now.session_elapsed),
        title="Session ended" if stopped else "Session done",
        place=f"{now.done} of {now.planned} movements and holds",
        steps=_with_words(Step("now", said), Step("note", notes.beside_card)),
        chips=() if now.state == "ended" else chips(now.allowed),
        panel=notes.panel,
        over=True,
    )


# --- sides ----------------------------------------------------------------------------------------------


def _side_is_known(now: Snapshot, segment: Segment, block: Block) -> bool:
    told = side_told_at(segment, block)
    return told is not None and told <= now.elapsed


def _side_words(block: Block, side: Side) -> str:
    """``LEFT LEG``; the part of the body where there is one that can be read from afar."""
    noun = block.side_noun.removeprefix("{s}").strip().upper()
    fits = "{" not in noun and len(noun) <= _LONGEST_NOUN and spellable(noun) is not None
    return f"{side} {noun}".upper() if fits else side.upper()


def _caption(now: Snapshot, segment: Segment, block: Block) -> str:
    parts = []
    side = segment.side
    if side and _side_is_known(now, segment, block):
        parts.append(side_named(block, side) + (" first" if segment.kind == "prepare" else ""))
    elif side and rolls_over(segment, block):
        return f"onto your {opposite(side)} side"
    elif segment.kind == "prepare":
        parts.append(POSTURE[block.position])
    if now.sets > 1 and segment.set:
        parts.append(f"set {segment.set} of {now.sets}")
    if now.rep:
        parts.append(f"number {now.rep} of {now.reps}")
    return " · ".join(parts)


# --- small pieces of text -------------------------------------------------------------------------------


def _where(now: Snapshot, segment: Segment) -> str:
    """``hold, 8 of 20 seconds left``."""
    if segment.duration is None or now.left is None:
        return _ACTIVITY[segment.kind]
    left, of = ceil_seconds(now.left), ceil_seconds(segment.duration)
    return f"{_ACTIVITY[segment.kind]}, {left} of {of} seconds left"


def ceil_seconds(ms: Ms) -> int:
    return -(-ms // 1_000)


def _about(seconds: int) -> str:
    """To the minute as long as there are some: only one thing on the screen counts every second."""
    return f"{-(-seconds // 60)} min" if seconds >= 120 else clock(seconds * 1_000)
