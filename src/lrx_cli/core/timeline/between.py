"""Between and beside the repetitions: switches, rests, leaving, the way out, the end."""

from __future__ import annotations

from collections.abc import Sequence

from lrx_cli.core.catalog.exercise import Step
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import Position, Side, opposite
from lrx_cli.core.timeline import phrases
from lrx_cli.core.timeline.cue_duration import (
    AFTER_LEAVING,
    BETWEEN_LINES,
    TICKS,
    number_word,
    ordinal_word,
    seconds_word,
    speech,
)
from lrx_cli.core.timeline.draft import Draft
from lrx_cli.core.timeline.script import Script, poses_between
from lrx_cli.core.timeline.timeline import Segment

_AFTER_NERVE: Ms = 1_000
_BEFORE_ROLL: Ms = 500
_TIP_CLEAR: Ms = 2_500
"""A tip is said in a switch only if so much and its own length is left."""
_FINISH_GAP: Ms = 800
_WAY_OUT: Ms = 3_000
"""Time to come out of a movement, after hearing how."""
_EASIER_ENTRY: Ms = 5_000


def switch(draft: Draft, side: Side, set_: int, *, new_set: bool, steps: Sequence[Step]) -> Segment:
    """Leave this side, settle on the next, three ticks. It takes what it needs, and at least the rest."""
    roll, nerve = draft.exercise.roll, draft.exercise.listens_first
    script = Script()
    leave = draft.here(draft.leave, opposite(side))
    script.pose(draft.leave_pose)
    script.say(leave, "step", tone="switch", gap=_BEFORE_ROLL if roll else AFTER_LEAVING)
    if new_set:
        script.say(_set_of(set_, draft.dose.sets), "announce")
    per_side = [step for step in steps if step.tag == "setup" and step.scope == "side"]
    now_the = draft.with_side(phrases.NOW_THE, side)
    if roll:
        rolling = phrases.ROLL.brief if draft.teach == "off" else phrases.ROLL.full
        text = draft.here(rolling, side)
        until = script.now + draft.paced(phrases.ROLL.time)
        script.say(text, "step")
        script.wait(until)
    else:
        text = draft.here(per_side[0].brief, side) if per_side else now_the
        script.say(now_the, "switch")
    if nerve:  # what holds for one leg holds for the sore one all the more; the thigh is still down
        draft.warn_nerve(script, steps, side)
    for step in per_side:
        if draft.teach == "off":
            script.pose(draft.pose_of(step, side))
        else:
            draft.set_up(script, step, side, full=False)
    if roll:
        script.say(now_the, "switch")
    end = draft.paced(draft.dose.rest) - TICKS
    if draft.tip and draft.teach != "off" and script.now + speech(draft.tip) + _TIP_CLEAR <= end:
        script.say(draft.tip, "tip")
    script.wait(end)
    script.tick()
    full = " ".join((now_the, *(draft.here(step.full, side) for step in per_side)))
    word = "ROLL" if roll else None
    return draft.segment(script, "switch", text, full=full, word=word, side=side, set_=set_)


def rest(draft: Draft, set_: int) -> Segment:
    """Between two sets, before set number ``set_``: out of it, and into it again."""
    script = Script()
    script.pose(draft.leave_pose)
    script.say(draft.here(draft.leave), "step", tone="next")
    script.say(f"Rest for {seconds_word(draft.dose.rest)}.", "announce")
    coming = _set_of(set_, draft.dose.sets)
    last = draft.setup_steps("once")[-1:] if draft.teach != "off" else []
    again = [draft.here(step.brief) for step in last]
    needs = sum(speech(line) + BETWEEN_LINES for line in (coming, *again))
    script.wait(draft.paced(draft.dose.rest) - TICKS - needs)
    script.say(coming, "announce")
    for line in again:  # back into the position that resting left
        script.say(line, "step", pose=draft.rest_pose)
    script.tick()
    return draft.segment(script, "rest", coming, set_=set_)


def leaving(draft: Draft) -> Segment:
    """After the last repetition: out of it, and a moment to notice what it did."""
    script = Script()
    side = draft.line.sides[-1] if draft.line.sides else None
    leave = draft.here(draft.leave, side)
    script.pose(draft.leave_pose)
    script.say(leave, "step", tone=None if draft.ends else "next", gap=AFTER_LEAVING)
    if draft.exercise.listens_first:
        script.say(
            phrases.AFTER_NERVE if draft.attended else phrases.AFTER_NERVE_UNATTENDED,
            "safety",
            gap=_AFTER_NERVE,
            room_for=phrases.AFTER_NERVE,
        )
    return draft.segment(script, "rest", leave, side=side)


def way_out(draft: Draft) -> Segment:
    """Out of a movement that is left for good."""
    script = Script()
    out = draft.here(draft.way_out)
    script.pose(draft.leave_pose)
    script.say(f"{phrases.SKIPPED} {out}", "step", tone="next", text=out, gap=_WAY_OUT)
    return draft.segment(script, "return", out)


def easier_entry(draft: Draft) -> Segment:
    """What is easier from here, back into position from the way out, and three ticks."""
    script = Script()
    line = f"{phrases.EASIER} {draft.here(draft.easier_say)}"
    script.say(line, "step", tone="next")
    variant = draft.easier_variant or draft.dose.variant
    for step in draft.exercise.steps_of("gentle", variant):
        if step.tag == "setup" and step.scope != "rep" and not step.on_arrival:
            draft.set_up(script, step, full=False)
    script.wait(draft.paced(_EASIER_ENTRY) - TICKS)
    script.tick()
    return draft.segment(script, "prepare", line)


def finish(block: int, position: Position, *, on_bed: bool = False) -> Segment:
    """The end of a session, and how to get up from ``position``."""
    script = Script()
    script.say(phrases.THE_LAST_ONE, "end", tone="done", gap=_FINISH_GAP)
    begin = script.now
    text = phrases.getting_up(position, on_bed=on_bed)
    script.say(text, "end", gap=_FINISH_GAP)
    if not on_bed:
        script.poses += poses_between(position, "standing", begin, script.now)
    return script.segment("rest", block, None, word="DONE", text=text)


def _set_of(set_: int, sets: int) -> str:
    ordinal = ordinal_word(set_).capitalize()
    return f"{ordinal} and final set." if set_ == sets else f"{ordinal} set of {number_word(sets)}."
