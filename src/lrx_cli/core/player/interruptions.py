"""What is said when a session is interrupted, as cues.

The other words of a session are in ``core.timeline.phrases``. These answer a key, the moment it is pressed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import SIDES, Side
from lrx_cli.core.player.overlay import swap_sides
from lrx_cli.core.timeline import phrases
from lrx_cli.core.timeline.cue_duration import number_word, seconds_word
from lrx_cli.core.timeline.phrases import EASE, EASIER, SKIPPED, fill_sides
from lrx_cli.core.timeline.timeline import Block, Cue, CueKind, Segment, Timeline
from lrx_cli.sound.tones import Tone
from lrx_cli.text import sentence

STILL_AFTER: Ms = 60_000
"""So long after a pause began, it is said once that it still is one."""
MENU_QUIET: Ms = 2_000
"""To come out of it, before anything is asked."""
MENU_AGAIN: Ms = 30_000
TEN_SECONDS: Ms = 10_000


def line(text: str, tone: Tone | None = None, kind: CueKind = "announce") -> Cue:
    """Something that is said as it is read, now."""
    return Cue(0, kind, text, text, tone)


EMERGENCY = (
    "Please stop here. Call your emergency number, or go to an emergency department now. "
    "If you have chest pain or trouble breathing, call at once. With the other signs you need emergency care "
    "within hours: the nerves of your lower back may be under pressure. Do not exercise. "
    "Do not wait for an appointment."
)
WARNING_SIGN = line(EMERGENCY, "alert", "safety")
PAUSED = line("Paused now. Take your time.")
STILL_PAUSED = line("Still paused. Press space to continue.")
WELCOME_BACK = line("Welcome back. The session waited for you. Press space to continue.")
GOING_ON = line("Carrying on.")
ONCE_MORE = line("Once more.", "tick")
TEN_MORE = line("Ten more seconds.", "tick")
LEFT_OUT = line(SKIPPED, "next")
SKIPPED_NOW = Cue(0, "announce", f"{SKIPPED} Press P to bring it back.", SKIPPED, "next")
TAKEN_BACK = Cue(0, "announce", "Not skipped. Once more.", ONCE_MORE.text, "tick")
SMALLER = line("Smaller from here.", "back")
HALF_LEFT = line(f"{EASIER} Fewer repetitions, no holds.")
EASIER_NEXT = line(EASIER)
QUIT_ASKED = line("Press Q again to end.", "tick")
UNKNOWN_KEY = Cue(0, "announce", "That key does nothing now. Space: pause. H: it hurts. ?: all keys.")
UNKNOWN_KEY_PAUSED = UNKNOWN_KEY._replace(text=UNKNOWN_KEY.text.replace("Space: pause", "Space: continue"))
"""Shown, not spoken: the person who pressed it is looking."""
HURT_MENU = line(
    "Press five for numbness between your legs, bladder or bowel trouble, a weak leg, chest pain or "
    "trouble breathing. If your symptoms moved further down your leg, press one. If it is just too much, "
    "press two. Three to skip, four to stop, space to carry on. On a remote, the back button means further "
    "down the leg, forward skips, and pause carries on.",
    kind="safety",
)
EASE_WAIT: Ms = 120_000
"""So long symptoms that went down the leg are given to settle (our own number)."""
EASE_GIVE_UP: Ms = 120_000
"""So long an answer is waited for after that, before the session ends."""
HAVE_THEY_SETTLED = line(
    "Are your symptoms back to where they were? If so, press space, or pause on your remote. "
    "If not, press one, or the back button. Without an answer, we will stop here in two minutes.",
    "tick",
    "safety",
)
SOUND_OFF = line("Sound off.")
SOUND_ON = line("Sound on.")
VOICE_OFF = line("Voice off.")
VOICE_ON = line("Voice on.")


def side_named(block: Block, side: Side) -> str:
    """``left leg``."""
    return fill_sides(block.side_noun, side) or f"{side} side"


def going_on(segment: Segment, block: Block) -> Cue:
    """Where we are, for somebody who has forgotten."""
    where, side = f"Repetition {number_word(segment.rep)}", ""
    if segment.side:
        side = side_named(block, segment.side)
        where += f", {side}"
        side = f" {sentence(side)}"
    into = " Back into the stretch." if segment.kind == "hold" else ""
    # The number is heard with the repetition after it.
    return line(f"{GOING_ON.text} {where}.{into}")._replace(say=f"{GOING_ON.text}{side}{into}")


def easing_off(hold: Ms) -> Cue:
    """Spoken in one way for holds of any length."""
    said = "Easing off. Come back slowly."
    return line(f"{said} {_each_hold_is(hold)}", "end")._replace(say=f"{said} Shorter holds from now on.")


def holds_changed(hold: Ms, before: Ms) -> Cue:
    """Short and round lengths are spoken, of others whether they are longer or shorter."""
    told = line(_each_hold_is(hold), "tick")
    if hold > 10_000 and hold % 5_000:
        told = told._replace(say=f"{'Longer' if hold > before else 'Shorter'} holds from now on.")
    return told


def _each_hold_is(hold: Ms) -> str:
    return f"Each hold is {seconds_word(hold)} now."


def no_further(hold: Ms, most: Literal["longest", "shortest"]) -> Cue:
    return line(f"{seconds_word(hold).capitalize()} is the {most} here.", "tick")


def starting_with(block: Block, side: Side) -> Cue:
    return line(f"Start with the {side_named(block, side)}.", "switch", "switch")


def stopped(way_out: str) -> Cue:
    return line(f"Stopped. {way_out} Take your time.", "alert", "safety")


def ended_here(getting_up: str, *, anything_done: bool = True) -> Cue:
    """Spoken in one way, for which there is a recording; to read, nothing counts where nothing was done."""
    spoken = f"Session ended. What you did still counts. {getting_up}"
    return line(spoken, kind="end")._replace(text=spoken if anything_done else f"Session ended. {getting_up}")


def second_stop(getting_up: str) -> Cue:
    return line(
        f"That was the second time. That is enough for today, and that is fine. {getting_up}", kind="safety"
    )


def ease(posture: str) -> Cue:
    """Into a position of ease, and how long we wait there; shorter to read than to hear."""
    rest = EASE.get(posture, EASE["standing"])
    said = (
        f"Find a comfortable position. {rest} We will wait two minutes. "
        "Press space once your symptoms have settled. If they do not settle, press one."
    )
    return Cue(0, "safety", f"{rest} Two minutes, or space once it has settled.", said)


def left_out(names: Sequence[str]) -> Cue:
    """After they have settled. ``names``: of the exercises that are left out now, to read."""
    said = "Good. We will leave out this exercise and similar ones for the rest of today."
    return Cue(0, "safety", f"{said} Left out: {', '.join(names)}." if names else said, said)


def not_settled(getting_up: str) -> Cue:
    return line(
        "That is enough for today. Stay in this position until your symptoms ease. If they have not "
        "settled by tomorrow, ask a physiotherapist or a doctor. When they have eased, get up slowly. "
        f"{getting_up}",
        kind="safety",
    )


ALWAYS: tuple[Cue, ...] = tuple(cue for cue in list(globals().values()) if isinstance(cue, Cue))
"""What answers a key in any session."""


def repertoire(timeline: Timeline) -> list[str]:
    """Every line that the session may say: what was compiled, and what keys can make of it. So a voice can be
    rendered before it begins.

    In the order of their first use, each once; what answers keys comes last.
    """
    lines = dict.fromkeys(cue.say or "" for segment in timeline.segments for cue in segment.cues)
    for segment in timeline.segments:
        # `again` says all of it; a return that comes unexpectedly is said though its tone would do.
        lines[segment.full] = None
        if segment.kind == "return":
            lines[segment.cues[0].text] = None
    lines |= dict.fromkeys(cue.say or "" for cue in answers(timeline))
    lines |= dict.fromkeys(map(swap_sides, list(lines)))
    return [line for line in lines if line]


def answers(timeline: Timeline) -> Iterator[Cue]:
    """All that keys can make a session say."""
    yield from ALWAYS
    yield left_out(())
    # One begins on one's feet.
    yield ease("standing")
    yield stopped(phrases.RESTING["standing"])
    for segment in timeline.segments:
        if segment.rep:
            yield going_on(segment, timeline.blocks[segment.block])
    for index in timeline.finish.values():
        getting_up = timeline.segments[index].text
        yield ended_here(getting_up)
        yield second_stop(getting_up)
        yield not_settled(getting_up)
    for block in timeline.blocks:
        yield stopped(block.way_out_text)
        yield stopped(phrases.RESTING[block.position])
        yield ease(block.position)
        if block.first_side:
            for side in SIDES:
                yield starting_with(block, side)
        yield from _holds(block)


def _holds(block: Block) -> Iterator[Cue]:
    if not block.dose.hold:
        return
    yield no_further(block.hold_cap, "longest")
    yield no_further(1_000, "shortest")
    for hold in range(1_000, block.hold_cap + 1, 1_000):
        yield holds_changed(hold, 0)
        yield holds_changed(hold, hold)
        yield easing_off(hold)
