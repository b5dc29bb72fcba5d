"""What is said when a session is interrupted, as cues.

The player's other words are in ``phrases``; these answer a key. Each is told the moment it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from lrx_cli.core.catalog.exercise import Ms, Position, Side
from lrx_cli.core.timeline.cue_duration import number_word, seconds_word
from lrx_cli.core.timeline.phrases import EASE, EASIER, SKIPPED
from lrx_cli.core.timeline.timeline import Block, Cue, CueKind, Segment, Tone

STILL_AFTER: Ms = 60_000
"""So long after a pause began, it is said once that it still is one."""
MENU_QUIET: Ms = 2_000
"""To come out of it, before anything is asked."""
MENU_AGAIN: Ms = 30_000
TEN_SECONDS: Ms = 10_000

EMERGENCY = (
    "Please stop here. These can be signs of pressure on the nerves at the base of the spine. "
    "That needs emergency care within hours. Go to an emergency department, or call your emergency "
    "number, now. Do not exercise, and do not wait for an appointment."
)


def line(text: str, tone: Tone | None = None, kind: CueKind = "announce") -> Cue:
    """Something that is said as it is read, now."""
    return Cue(0, kind, text, text, tone)


PAUSED = line("Paused now. Take your time.")
STILL_PAUSED = line("Still paused. Space goes on.")
WELCOME_BACK = line("Welcome back. The session waited for you. Space goes on.")
GOING_ON = line("Going on.")
ONCE_MORE = line("Once more.", "tick")
TEN_MORE = line("Ten more seconds.", "tick")
LEFT_OUT = line(SKIPPED, "next")
SKIPPED_NOW = Cue(0, "announce", f"{SKIPPED} P takes it back.", SKIPPED, "next")
TAKEN_BACK = Cue(0, "announce", "Not skipped. Once more.", ONCE_MORE.text, "tick")
SMALLER = line("Smaller from here.", "back")
HALF_LEFT = line(f"{EASIER} Fewer of them, and without holding.")
EASIER_NEXT = line(EASIER)
QUIT_ASKED = line("Press Q again to end.", "tick")
UNKNOWN_KEY = Cue(
    0, "announce", "That key does nothing now. Space pauses, H when it hurts, ? shows the keys."
)
UNKNOWN_KEY_PAUSED = UNKNOWN_KEY._replace(text=UNKNOWN_KEY.text.replace("pauses", "goes on"))
"""Shown, not spoken: the person who pressed it is looking."""
HURT_MENU = line(
    "If your symptoms moved further down your leg, press one. If it is just too much, press two. "
    "Three to skip, four to stop. Press five for numbness between your legs, bladder or bowel trouble, "
    "a weak leg, chest pain or trouble breathing. Space to carry on.",
    kind="safety",
)
EASE_WAIT: Ms = 120_000
"""So long symptoms that went down the leg are given to settle (our own number)."""
EASE_GIVE_UP: Ms = 120_000
"""So long an answer is waited for after that, before the session ends."""
HAVE_THEY_SETTLED = line(
    "Have your symptoms gone back to where they were? If so, press space, or pause on your remote. "
    "If not, press one, and we stop here.",
    "tick",
    "safety",
)
SOUND_OFF = line("Sound off.")
SOUND_ON = line("Sound on.")
VOICE_OFF = line("Voice off.")
VOICE_ON = line("Voice on.")


def side_named(block: Block, side: Side) -> str:
    """``left leg``."""
    return block.side_noun.replace("{s}", side) or f"{side} side"


def going_on(segment: Segment, block: Block) -> Cue:
    """Where we are, for somebody who has forgotten."""
    where = f"Number {number_word(segment.rep)}"
    if segment.side:
        where += f", {side_named(block, segment.side)}"
    into = " Into the stretch again." if segment.kind == "hold" else ""
    return line(f"{GOING_ON.text} {where}.{into}")


def easing_off(hold: Ms) -> Cue:
    return line(f"Easing off. Come back slowly. {_holds_are(hold)}", "end")


def holds_changed(hold: Ms) -> Cue:
    return line(_holds_are(hold), "tick")


def _holds_are(hold: Ms) -> str:
    return f"Holds are {seconds_word(hold)} now."


def most_here(hold: Ms) -> Cue:
    return line(f"{seconds_word(hold).capitalize()} is the most here.", "tick")


def least_here(hold: Ms) -> Cue:
    return line(f"{seconds_word(hold).capitalize()} is the least here.", "tick")


def starting_with(block: Block, side: Side) -> Cue:
    return line(f"Starting with the {side_named(block, side)}.", "switch", "switch")


def stopped(way_out: str) -> Cue:
    return line(f"Stopped. {way_out} Take your time.", "alert", "safety")


def ended_here(getting_up: str, *, anything_done: bool = True) -> Cue:
    """Spoken in one way, for which there is a recording; to read, nothing counts where nothing was done."""
    spoken = f"Ended here. What you did counts. {getting_up}"
    return line(spoken, kind="end")._replace(text=spoken if anything_done else f"Ended here. {getting_up}")


def second_stop(getting_up: str) -> Cue:
    return line(f"That is the second stop. Enough for today, and that is fine. {getting_up}", kind="safety")


def ease(position: Position) -> Cue:
    """Into a position of ease, and how long we wait there; shorter to read than to hear."""
    said = (
        f"Now find a position of ease. {EASE[position]} We wait two minutes. Press space as soon as your "
        "symptoms have gone back to where they were. If they do not, press one."
    )
    return Cue(0, "safety", f"{EASE[position]} Two minutes, or space once it has settled.", said)


def left_out(names: Sequence[str]) -> Cue:
    """After they have settled. ``names``: of the exercises that are left out now, to read."""
    said = "Good. We leave this one and similar ones out for the rest of today."
    return Cue(0, "safety", f"{said} Left out: {', '.join(names)}." if names else said, said)


def not_settled(getting_up: str) -> Cue:
    return line(
        "Then that is enough for today. Stay in this position until it eases. If it does not settle by "
        f"tomorrow, ask a physiotherapist or a doctor. {getting_up}",
        kind="safety",
    )


def emergency(text: str) -> Cue:
    return line(text, "alert", "safety")
