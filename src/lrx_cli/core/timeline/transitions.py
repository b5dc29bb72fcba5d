"""All of a block but its repetitions: the way into it, switches and rests, and the way out of it.

Limits come before movement, and what costs effort comes last. A silence in which one changes position
carries information, never steps.
"""

from __future__ import annotations

from collections.abc import Sequence

from lrx_cli.core.catalog.exercise import Step
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import Position, Side, opposite
from lrx_cli.core.timeline import cue_duration as timing
from lrx_cli.core.timeline import phrases
from lrx_cli.core.timeline.draft import IDLE, SETTLING, Draft, Script, poses_between
from lrx_cli.core.timeline.timeline import Cue, CueKind, Posed, Segment
from lrx_cli.sound.tones import TONE_TO_VOICE, tone_length
from lrx_cli.text import sentence, with_article

# --- before the first repetition ------------------------------------------------------------------

_AFTER_CHECK: Ms = 2_000
"""To notice what lying here does."""
_OFF_QUIET: Ms = 2_000
"""Where nothing is said, a moment is still needed to get ready."""
_BEFORE_TICKS: Ms = 300
_MOST_COUNTED = 10
"""More exercises are not counted aloud: the voice pack has only the numbers that the built-in ones need."""
_ROUNDING: Ms = 3_000
"""About how long the opening line itself takes."""


def approach(draft: Draft, origin: str, *, opening: Ms | None = None) -> list[Segment]:
    """From hearing the name to being in position, coming from ``origin``.

    ``opening``: the session begins here and lasts so long, what is said now not counted.
    """
    script = Script()
    script.pose(draft.first_pose)
    if opening is not None:
        _open_session(script, draft, opening)
    script.say(_name_line(draft), "announce", tone="next" if draft.place == 0 else None)
    if origin == draft.position:
        text = phrases.STAY[draft.position]
        if draft.teach != "off" or draft.position == "standing":  # eyes open, a hand on the counter
            script.say(text, "step")
        script.say(draft.dose_line(), "announce")
        return [draft.segment(script, "prepare", text)]
    change = phrases.change(origin, draft.position, on_bed=draft.plan.on_bed)
    text = draft.here(change.text)
    until = script.now + draft.paced(change.time)
    lesson = _tones_lesson() if opening is not None else Script()
    _change_position(script, text, draft.dose_line(), until - lesson.now)
    said = [(cue.at, cue.text) for cue in script.cues if cue.kind == "step"]
    way = poses_between(origin, draft.position, said, until - SETTLING)
    if draft.first_pose and way and not draft.plan.on_bed:
        # The last sentence leads into it where it says nothing of the way: "Then turn and sit down."
        begin = until - SETTLING if way[-1].at >= said[-1][0] else said[-1][0]
        script.poses[:] = [*way, Posed(begin, draft.first_pose, SETTLING)]
    if draft.audible:
        script.cues += [cue._replace(at=script.now + cue.at) for cue in lesson.cues]
    script.wait(max(until, script.now + lesson.now))
    changing = draft.segment(script, "prepare", text)._replace(exercise=None)
    arriving = draft.setup_steps("once", on_arrival=True) if draft.teach != "off" else []
    if not arriving:
        return [changing]
    script = Script()
    for step in arriving:
        draft.set_up(script, step, full=draft.full)
    return [changing, draft.segment(script, "prepare", script.cues[0].text)]


def setup(draft: Draft) -> Segment:
    """From being in position to the first move."""
    script = Script()
    once = draft.setup_steps("once")
    per_side = draft.setup_steps("side")
    steps = [*once, *per_side]
    # Lying on the side costs nothing: settle first, then listen.
    first, then = (steps, []) if draft.exercise.roll else (once, per_side)
    _set_up_all(script, draft, first, full=draft.full)
    _warn(script, draft)
    if draft.side:
        script.say(draft.with_side(phrases.START_WITH, draft.side), "switch")
        lengthy, quick = _lengthy_first(then)
        _set_up_all(script, draft, lengthy, full=draft.full)
        if draft.full and draft.exercise.is_nerve:
            move = next(step for step in draft.steps if step.tag == "move")
            script.say(f"{phrases.IN_A_MOMENT} {draft.here(move.full)}", "step")
        _set_up_all(script, draft, quick, full=draft.full)
    if draft.teach == "off" and not any(cue.kind == "step" for cue in script.cues):
        script.wait(script.now + draft.paced(_OFF_QUIET))
    script.wait(script.now + _BEFORE_TICKS)
    script.tick()
    text = phrases.STAY[draft.position]
    if steps:
        text = draft.here(steps[-1].full if draft.full else steps[-1].brief)
    full = " ".join(draft.here(step.full) for step in steps)
    return draft.segment(script, "prepare", text, full=full)


def _open_session(script: Script, draft: Draft, opening: Ms) -> None:
    named = dict.fromkeys(phrases.SPOKEN_NEEDS.get(thing, thing) for thing in draft.plan.needs)
    things = [with_article(thing) for thing in named]
    needed = [phrases.spoken_needs(things)] if things else []
    places = _places(draft.plan.needs)
    lines = [(phrases.SLOWLY, phrases.SLOWLY_UNATTENDED)] if draft.full else []
    lines += [
        (phrases.FURTHER, phrases.FURTHER_UNATTENDED),
        (phrases.EMERGENCY_SIGNS, phrases.EMERGENCY_SIGNS),
    ]
    said = sum(
        timing.speech(line) + timing.BETWEEN_LINES
        for line in (*needed, *places, *(usual for usual, _ in lines))
    )
    minutes = round((opening + said + _ROUNDING) / 60_000)
    about = f"about {timing.counted(minutes, 'minute')}" if minutes else "less than a minute"
    whole = f"{timing.counted(len(draft.plan.lines), 'exercise').capitalize()}, {about}."
    spoken = whole if len(draft.plan.lines) <= _MOST_COUNTED else f"{about.capitalize()}."
    script.say(spoken, "announce", text=whole, room_for=whole)
    for line in needed:
        script.say(line, "announce", text=f"You need: {', '.join(things)}.")
    for line in places:
        script.say(line, "announce")
    for usual, unattended in lines:
        script.say(usual if draft.attended else unattended, "safety", room_for=usual)


def _places(needs: Sequence[str]) -> list[str]:
    """Where to put what is needed, so that nobody has to get up for it, and what to get up by."""
    chair = any("chair" in thing for thing in needs)
    lines = []
    if len(needs) > 1 and "mat" in needs:
        lines.append(phrases.NEAR_MAT)
    elif len(needs) > 1 and "firm bed" in needs:
        lines.append(phrases.NEAR_BED)
    elif chair and any("counter" in thing for thing in needs):
        lines.append(phrases.NEAR_COUNTER)
    if "mat" in needs and not chair:
        lines.append(phrases.NEAR_CHAIR)
    return lines


def _name_line(draft: Draft) -> str:
    name, place, places = draft.exercise.name, draft.place, len(draft.plan.lines)
    if places == 1:
        return sentence(name)
    if not name[1:2].isupper():  # an abbreviation keeps its letters
        name = name[:1].lower() + name[1:]
    if place == 0:
        return f"First, {name}."
    if draft.ends:
        return f"Final exercise: {name}."
    if draft.teach == "off" or places > _MOST_COUNTED:
        return f"Next, {name}."
    return f"Next, exercise {timing.number_word(place + 1)} of {timing.number_word(places)}: {name}."


def _tones_lesson() -> Script:
    """What the tones mean, in the silence of getting down; a chair is reached sooner than heard."""
    script = Script()
    for words, tone in phrases.LESSON:
        script.say(words, "tip", gap=TONE_TO_VOICE)
        script.cues.append(Cue(script.now, "tip", phrases.LESSON_TONE, None, tone))
        script.now += tone_length(tone) + timing.BETWEEN_LINES
    return script


def _change_position(script: Script, text: str, dose: str, until: Ms) -> None:
    """A sentence at a time and the dose, with the time between them that there is to do what each says."""
    steps = [f"{part.removesuffix('.')}." for part in text.split(". ")]
    lines: list[tuple[str, CueKind]] = [*((step, "step") for step in steps), (dose, "announce")]

    def gap() -> Ms:
        spare = until - script.now - sum(timing.speech(line) + timing.BETWEEN_LINES for line, _ in lines)
        return max(0, spare // len(lines))

    if gap() > IDLE:
        lines.insert(len(steps), (phrases.TAKE_YOUR_TIME, "tip"))
    between = gap()
    for line, kind in lines:
        script.say(line, kind, gap=timing.BETWEEN_LINES + between)


def _set_up_all(
    script: Script, draft: Draft, steps: Sequence[Step], side: Side | None = None, *, full: bool
) -> None:
    """Where little is said, only what tells the form is; the rest is shown."""
    for step in steps:
        if draft.teach == "off" and not (step.variants or step.takes):
            script.pose(draft.pose_of(step, side))
        else:
            draft.set_up(script, step, side, full=full)


def _lengthy_first(steps: Sequence[Step]) -> tuple[list[Step], list[Step]]:
    """What takes time is done before anything has to be remembered or held."""
    return [step for step in steps if step.takes], [step for step in steps if not step.takes]


def _warn(script: Script, draft: Draft) -> None:
    """What to know before moving: the first check, what a short hold cannot carry, the limit."""
    exercise = draft.exercise
    if not draft.full:
        if exercise.is_nerve:
            draft.warn_nerve(script)
        return
    if exercise.first_check:
        gap = draft.paced(_AFTER_CHECK) + timing.BETWEEN_LINES
        script.say(exercise.first_check, "safety")
        if_so = phrases.IF_SO if draft.attended else phrases.IF_SO_UNATTENDED
        script.say(if_so, "safety", gap=gap, room_for=phrases.IF_SO_UNATTENDED)
    if draft.dose.hold:
        for step in draft.steps:
            if step.before:
                script.say(draft.here(step.before), "step")
    if not exercise.is_nerve:
        script.say(draft.limit, "tip")
        if draft.place == 0:
            script.say(phrases.ON_THE_FIRST, "tip")


# --- between the repetitions, and after them ------------------------------------------------------

_AFTER_NERVE: Ms = 1_000
_BEFORE_ROLL: Ms = 500
_TIP_CLEAR: Ms = 2_500
"""A tip is said in a switch only if so much and its own length is left."""
_FINISH_GAP: Ms = 800
_WAY_OUT: Ms = 3_000
"""Time to come out of a movement, after hearing how."""
_EASIER_ENTRY: Ms = 5_000


def switch(draft: Draft, side: Side, set_: int, *, new_set: bool) -> Segment:
    """Leave this side, settle on the next, three ticks. It takes what it needs, and at least the rest."""
    roll, nerve = draft.exercise.roll, draft.exercise.is_nerve
    script = Script()
    leave = draft.here(draft.leave, opposite(side))
    script.pose(draft.leave_pose, other_side=True)
    script.say(leave, "step", tone="switch", gap=_BEFORE_ROLL if roll else timing.AFTER_LEAVING)
    if new_set:
        script.say(set_line(set_, draft.dose.sets), "announce")
    per_side = draft.setup_steps("side")
    now_the = draft.with_side(phrases.NOW_THE, side)
    script.pose(draft.leave_pose)
    if roll:
        text = draft.here(phrases.ROLL.text, side)
        until = script.now + draft.paced(phrases.ROLL.time)
        script.say(text, "step")
        script.idle(until)
    else:
        text = draft.here(per_side[0].brief, side) if per_side else now_the
        script.say(now_the, "switch")
    lengthy, quick = _lengthy_first(per_side)
    _set_up_all(script, draft, lengthy, side, full=False)
    if nerve:  # what holds for one leg holds for the sore one all the more; the thigh is still down
        draft.warn_nerve(script, side)
    _set_up_all(script, draft, quick, side, full=False)
    if roll:
        script.say(now_the, "switch")
    end = draft.paced(draft.dose.rest) - timing.TICKS
    if draft.tip and draft.teach != "off" and script.now + timing.speech(draft.tip) + _TIP_CLEAR <= end:
        script.say(draft.tip, "tip")
    script.idle(end)
    script.tick()
    full = " ".join((now_the, *(draft.here(step.full, side) for step in per_side)))
    word = "ROLL" if roll else None
    return draft.segment(script, "switch", text, full=full, word=word, side=side, set_=set_)


def rest(draft: Draft, set_: int) -> Segment:
    """Between two sets, before set number ``set_``: out of it, and into it again."""
    script = Script()
    script.pose(draft.leave_pose)
    script.say(draft.here(draft.leave), "step", tone="next")
    script.say(rest_line(draft.dose.rest), "announce")
    coming = set_line(set_, draft.dose.sets)
    again = [draft.here(step.brief) for step in draft.setup_steps("once")[-1:]]
    needs = sum(timing.speech(line) + timing.BETWEEN_LINES for line in (coming, *again))
    script.wait(draft.paced(draft.dose.rest) - timing.TICKS - needs)
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
    script.say(leave, "step", tone=None if draft.ends else "next", gap=timing.AFTER_LEAVING)
    if draft.exercise.is_nerve:
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
    eased = draft.eased
    for step in eased.steps:
        if step.tag == "setup" and step.scope != "rep" and not step.on_arrival:
            eased.set_up(script, step, full=False)
    script.wait(draft.paced(_EASIER_ENTRY) - timing.TICKS)
    script.tick()
    return draft.segment(script, "prepare", line)


def finish(last: Draft, position: Position) -> Segment:
    """The end of a session, after its last exercise, and how to get up from ``position``."""
    on_bed = last.plan.on_bed
    script = Script()
    script.say(phrases.THE_END, "end", tone="done", gap=_FINISH_GAP)
    begin = script.now
    text = phrases.getting_up(position, on_bed=on_bed)
    script.say(text, "end", gap=_FINISH_GAP)
    if not on_bed:
        script.poses += poses_between(position, "standing", [(begin, text)], script.now)
    return last.segment(script, "rest", text, word="DONE")._replace(exercise=None, side=None)


def set_line(set_: int, sets: int) -> str:
    """``Second set of three.``"""
    ordinal = timing.ordinal_word(set_).capitalize()
    return f"{ordinal} and final set." if set_ == sets else f"{ordinal} set of {timing.number_word(sets)}."


def rest_line(rest: Ms) -> str:
    return f"Rest for {timing.seconds_word(rest)}."
