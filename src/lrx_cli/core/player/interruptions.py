"""What is said when a session is interrupted, as cues.

The player's other words are in ``phrases``; these answer a key. Each is told the moment it is asked for.
"""

from __future__ import annotations

from lrx_cli.core.catalog.exercise import Ms, Side
from lrx_cli.core.timeline.cue_duration import number_word, seconds_word
from lrx_cli.core.timeline.phrases import EASIER, SKIPPED
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
"""Shown, not spoken: whoever pressed it is looking."""
HURT_MENU = line(
    "If it went further down the leg, press one. Only too strong, press two. "
    "Three skips it, four ends. Space goes on.",
    kind="safety",
)
SOUND_OFF = line("Sound off.")
SOUND_ON = line("Sound on.")
VOICE_OFF = line("Voice off.")
VOICE_ON = line("Voice on.")
RELATIVES = line("Then this one is done for today, and so are its relatives.", kind="safety")


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


def emergency(text: str) -> Cue:
    return line(text, "alert", "safety")
