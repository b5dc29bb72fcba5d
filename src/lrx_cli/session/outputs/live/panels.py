"""What takes the room below the words: the keys, an exercise in detail, what hurts, what was done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from lrx_cli.core.catalog.exercise import Exercise, Side
from lrx_cli.core.player.controls import Command
from lrx_cli.core.player.keymap import KEYS
from lrx_cli.core.timeline.repetitions import fill_sides
from lrx_cli.core.timeline.timeline import Block
from lrx_cli.session.outputs.live.keys import VIEW_KEYS, in_a_word
from lrx_cli.session.outputs.live.scene import Panel, Row

_DOES: Final[dict[Command, str]] = {
    "pause": "pause; also Esc, b and the clicker's button",
    "go_on": "go on, after a count-in",
    "next": "on to what is next; also right arrow, Enter and PageDown",
    "back": "this repetition again, twice the one before; also left arrow and PageUp",
    "again": "hear it again, in full; time waits",
    "ease": "end this hold now; the next ones get its length",
    "longer": "longer holds, or ten seconds more here",
    "shorter": "shorter holds, or on with it",
    "side": "start with the other side",
    "skip": "leave this exercise out",
    "hurt": "it hurts: stop at once",
    "hurt_spread": "it went further down the leg",
    "hurt_strong": "only too strong",
    "hurt_skip": "skip it",
    "hurt_warning": "a warning sign",
    "hurt_nothing": "it was nothing",
    "hurt_end": "end the session",
    "quit": "press it twice to end; what you did counts",
}
_VIEWS: Final = (
    Row(VIEW_KEYS["details"], "steps, tip and cautions of this exercise; pauses", short="steps"),
    Row("m, v", "all sound off and on; only the voice", short="sound"),
)


def keys_panel(allowed: Sequence[Command]) -> Panel:
    """Every key that works now."""
    rows = [
        Row(KEYS[command], does, short=in_a_word(command))
        for command, does in _DOES.items()
        if command in allowed
    ]
    key = VIEW_KEYS["keys"]
    return Panel((*rows, *_VIEWS), f"{key} closes this. Time goes on.", key=key)


def details_panel(exercise: Exercise, block: Block, side: Side | None) -> Panel:
    """How it is done, what to mind, how to come out of it."""
    steps = [
        step.text
        for step in exercise.steps_of(block.level, block.variant)
        if step.tag != "hold" or block.dose.hold
    ]
    rows = [Row(str(number), text) for number, text in enumerate(steps, 1)]
    rows.append(Row("", fill_sides(exercise.limit, side)))
    rows.append(Row("", f"To come out of it: {block.way_out_text}"))
    rows += [Row("!", caution.text) for caution in exercise.cautions]
    rows += [Row("", f"Tip: {tip.text}") for tip in exercise.tips[:1]]
    return Panel(tuple(rows), key=VIEW_KEYS["details"])


def hurt_menu(allowed: Sequence[Command]) -> Panel:
    """What may be answered to "what hurts?"."""
    rows: dict[Command, Row] = {
        "hurt_spread": Row(
            "1", "it went further down the leg, or new tingling", "leave it out today", "further down the leg"
        ),
        "hurt_strong": Row("2", "same place, only too strong", "an easier way", "too strong"),
        "hurt_skip": Row("3", "skip it", "the next exercise", "skip"),
        "hurt_end": Row("4", "end the session", "what you did counts", "end"),
        "hurt_warning": Row(
            "5", "numb between the legs, bladder, bowel, weak leg", "get help now", "numb/bladder/weak"
        ),
        "hurt_nothing": Row("space", "it was nothing: go on where we were", "", "it was nothing, go on"),
    }
    return Panel(
        tuple(row for command, row in rows.items() if command in allowed),
        "Nothing plays until you press a key. Stopping is never counted as failure.",
    )


def done_panel(blocks: Sequence[Block], whole: Iterable[int], begun: Iterable[int]) -> Panel:
    """Every exercise of the session and what became of it. ``whole`` and ``begun`` are their places."""
    whole, begun = set(whole), set(begun)
    return Panel(
        tuple(
            Row("", block.name, "done" if place in whole else "in part" if place in begun else "left out")
            for place, block in enumerate(blocks)
        ),
        spare=True,
    )
