"""From a snapshot to the scene that shows it.

Seconds are rounded up: the last second of a hold is 1, and what shows 0 is over.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lrx_cli.core.catalog.exercise import Ms, opposite
from lrx_cli.core.player.interruptions import side_named
from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.core.timeline.cue_duration import TICKS
from lrx_cli.core.timeline.phrases import POSTURE
from lrx_cli.core.timeline.timeline import Block, Cue, Kind, Segment
from lrx_cli.render.theme import Phase
from lrx_cli.session.outputs.live.keys import chips
from lrx_cli.session.outputs.live.letters import spellable
from lrx_cli.session.outputs.live.panels import hurt_menu
from lrx_cli.session.outputs.live.scene import Bar, Scene, Told
from lrx_cli.session.outputs.live.wording import about, clock, inside, roughly, stopped_at, up, where_in

_READY = "READY"
_LISTEN = "LISTEN"
SWITCHING: Ms = 2_000
"""So long SWITCH is shown; then the side that is next."""
_LARGE = 6
"""Letters of a word that still is large beside another."""
_KIND_PHASES: Final[dict[Kind, Phase]] = {
    "prepare": "prepare",
    "move": "move",
    "hold": "hold",
    "return": "return",
    "switch": "switch",
    "rest": "rest",
}
_KIND_WORDS: Final[dict[Kind, str]] = {
    "prepare": "NEXT",
    "move": "MOVE",
    "hold": "HOLD",
    "return": "BACK",
    "switch": "SWITCH",
    "rest": "REST",
}
"""Where an exercise's own word needs letters that there are not."""


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


def scene_of(now: Snapshot, told: Told | None = None) -> Scene:
    told = told or Told()
    segment, block = now.segment, now.block
    if segment is None or block is None:
        return Scene("prepare", _READY)
    if now.state == "ended" or closing(now):
        return _over(now, told, segment)
    scene = _framed(now, told, segment, block)
    if now.hurt_about is not None:
        return scene._replace(
            phase="hurt",
            word="STOP",
            second=None,
            reps=None,
            place=stopped_at(segment, block),
            left="",
            clock="stopped",
            line=told.stopped.removeprefix("Stopped. "),
            panel=hurt_menu(now.allowed),
            chips=(),
        )
    if now.count_in is not None:
        return scene._replace(
            phase="prepare",
            word=_READY,
            line=segment.text,
            asides=(f"Going on: {where_in(now, segment)}.",),
            upcoming="",
        )
    if now.waits:
        return scene._replace(
            phase="paused",
            word=_LISTEN,
            clock="paused",
            line=told.said or segment.text,
            asides=("Time waits, and goes on by itself.",),
        )
    if now.state == "paused":
        return _paused(scene, now, told, segment)
    return _running(scene, now, told, segment, block)


def _framed(now: Snapshot, told: Told, segment: Segment, block: Block) -> Scene:
    """What stands around every moment of a session."""
    counted = countdown(now)
    seconds = None if counted is None else up(counted)
    side = _side(now, segment)
    count = f"{now.rep}/{now.reps}" if now.rep else None
    return Scene(
        phase="prepare",
        word="",
        second=side or count,
        reps=count if side else None,
        seconds=seconds,
        clock="" if seconds is None else clock(seconds),
        title=block.name,
        place=f"exercise {now.place} of {now.places}",
        left=f"{about(up(now.session_left))} left" + (f", {told.muted}" if told.muted else ""),
        caption=_caption(now, segment, block),
        bars=(
            Bar(now.exercise_elapsed // 1_000, up(now.exercise_total), "this exercise"),
            Bar(now.session_elapsed // 1_000, up(now.session_total), "the session"),
        ),
        chips=chips(now.allowed) if told.panel is None else (),
        notice=told.notice,
        panel=told.panel,
    )


def _running(scene: Scene, now: Snapshot, told: Told, segment: Segment, block: Block) -> Scene:
    phase, word, second = _words(scene, now, segment, block)
    ready = word == _READY
    heard = [cue for cue in segment.cues if cue.at <= now.elapsed and cue.kind != "count"]
    line = now.upcoming if ready and now.upcoming else _line(segment, heard)
    asides = [told.said] if told.said else []
    if segment.kind == "prepare":
        asides.extend(block.notes)  # never said, so they come before what is
    # What opens a movement says what is there already: its sentence, and which one it is.
    if heard and heard[-1].say and heard[-1].text != line and (heard[-1].at or segment.kind == "prepare"):
        asides.append(heard[-1].text)
    # In an alternating exercise the side is the word, so what is below it is free for the count.
    is_side = word in ("LEFT", "RIGHT") and segment.kind != "switch"
    return scene._replace(
        phase=phase,
        word=word,
        second=scene.reps if is_side else second,
        reps=None if is_side else scene.reps,
        waits=segment.duration is None,
        clock=scene.clock or "waiting",
        line=line,
        asides=tuple(asides),
        upcoming=f"then: {inside(now.upcoming)}" if now.upcoming and not ready else "",
    )


def _words(scene: Scene, now: Snapshot, segment: Segment, block: Block) -> tuple[Phase, str, str | None]:
    """The phase, and the two big words."""
    phase = _KIND_PHASES[segment.kind]
    if now.until_move is not None and now.until_move <= TICKS:
        return "prepare", _READY, scene.second
    if segment.kind == "switch" and segment.side:
        if not _side_told(now, segment) and segment.word == "ROLL":
            # Onto the other side than the one that will work: say which, and nothing else.
            return phase, "ROLL", opposite(segment.side).upper()
        if now.elapsed >= SWITCHING:
            noun = block.side_noun.replace("{s}", "").strip().upper()
            fits = len(noun) <= _LARGE and spellable(noun) is not None
            return phase, segment.side.upper(), noun if fits else None
        return phase, segment.word, segment.side.upper()
    word = spellable(segment.word) or _KIND_WORDS[segment.kind]
    if segment.kind == "rest" and segment.set and now.sets > 1:
        return phase, word, f"{segment.set}/{now.sets}"
    return phase, word, scene.second


def _line(segment: Segment, heard: Sequence[Cue]) -> str:
    """What to do now. Where more than one thing is told in a segment, the latest."""
    steps = [cue.text for cue in heard if cue.kind == "step" and (cue.at or segment.kind == "prepare")]
    return steps[-1] if steps and segment.duration is not None else segment.text


def _paused(scene: Scene, now: Snapshot, told: Told, segment: Segment) -> Scene:
    asides = [f"We were at: {where_in(now, segment)}."]
    if told.lost:
        asides.insert(0, f"{roughly(told.lost)} went by without you. Nothing of it counts.")
    if "skip" in now.allowed:
        asides.append("On a clicker: forward skips this exercise, back begins this repetition again.")
    return scene._replace(
        phase="paused",
        word="PAUSED",
        clock="paused",
        line="Take your time. Space goes on.",
        asides=tuple(asides),
    )


def _over(now: Snapshot, told: Told, segment: Segment) -> Scene:
    """The last words, and what was done."""
    minutes = max(1, round(now.session_elapsed / 60_000))
    stopped = now.outcome == "stopped"
    heard = [cue.text for cue in segment.cues if cue.at <= now.elapsed]
    return Scene(
        phase="hurt" if now.warned else "paused" if stopped else "done",
        word="STOP" if now.warned else "ENDED" if stopped else "DONE",
        second=None if now.warned else f"{minutes} MIN",
        clock="" if now.warned else f"{minutes} minute" + ("" if minutes == 1 else "s"),
        title="" if now.warned else f"{now.done} of {now.planned} movements and holds",
        line=told.said or (heard[-1] if heard else segment.text),
        chips=() if now.state == "ended" else chips(now.allowed),
        panel=None if now.warned else told.over,
    )


def _side(now: Snapshot, segment: Segment) -> str | None:
    if segment.side is None or not (segment.rep or _side_told(now, segment)):
        return None
    return segment.side.upper()


def _side_told(now: Snapshot, segment: Segment) -> bool:
    """Whether the side has been said. Before it is, the voice may be talking of the other one."""
    if segment.kind not in ("prepare", "switch"):
        return segment.kind != "rest" or bool(segment.set)
    if segment.kind == "switch" and segment.word != "ROLL":
        return True
    return any(cue.kind == "switch" and cue.at <= now.elapsed for cue in segment.cues)


def _caption(now: Snapshot, segment: Segment, block: Block) -> str:
    parts = []
    side = segment.side
    if side and segment.kind == "switch" and segment.word == "ROLL" and not _side_told(now, segment):
        return f"onto your {opposite(side)} side"
    if side and _side(now, segment):
        parts.append(side_named(block, side) + (" first" if segment.kind == "prepare" else ""))
    elif segment.kind == "prepare":
        parts.append(POSTURE[block.position])
    if now.sets > 1 and segment.set:
        parts.append(f"set {segment.set} of {now.sets}")
    if now.rep:
        parts.append(f"number {now.rep} of {now.reps}")
    return " · ".join(parts)


def farewell(scene: Scene) -> list[str]:
    """What stays to be read when the screen is gone."""
    head = [] if scene.phase == "hurt" else [f"{scene.word.capitalize()} after {scene.clock}: {scene.title}."]
    return [*head, scene.line]
