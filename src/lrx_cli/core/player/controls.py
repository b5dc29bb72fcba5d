"""What a person may ask of a session, and when it makes sense: one table for the player and the help line.

A command that is not in the table at that moment is ignored by the player, not told by the help line,
and not chosen by the keymap.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from lrx_cli.core.catalog.limits import Ms

Command = Literal[
    "start",
    "pause",
    "go_on",
    "next",
    "skip",
    "back",
    "again",
    "longer",
    "shorter",
    "ease",
    "side",
    "hurt",
    "hurt_spread",
    "hurt_strong",
    "hurt_skip",
    "hurt_end",
    "hurt_warning",
    "hurt_nothing",
    "hurt_settled",
    "hurt_unsettled",
    "quit_asked",
    "quit",
]
State = Literal["ready", "running", "paused", "ended"]

Mode = Literal[
    "ready",
    "preparing",
    "between",
    "move",
    "hold",
    "return",
    "closing",
    "paused",
    "counting",
    "hurt",
    "easing",
    "ended",
]
"""What the person is in the middle of. ``preparing``: on the way to an exercise; ``between``: rests,
switches and ways out of it; ``closing``: the last words; ``counting``: paused, and the count-in runs;
``hurt``: the question what hurts is open; ``easing``: in a position of ease, waiting for it to settle."""

ALLOWED: dict[Mode, tuple[Command, ...]] = {
    "ready": ("start",),
    "preparing": (
        "pause", "next", "back", "again", "longer", "shorter", "side", "skip", "hurt", "quit_asked", "quit",
    ),
    "between": ("pause", "next", "back", "again", "longer", "shorter", "skip", "hurt", "quit_asked", "quit"),
    "move": (
        "pause", "next", "back", "again", "ease", "longer", "shorter", "skip", "hurt", "quit_asked", "quit",
    ),
    "hold": (
        "pause", "next", "back", "again", "ease", "longer", "shorter", "skip", "hurt", "quit_asked", "quit",
    ),
    "return": (
        "pause", "next", "back", "again", "ease", "longer", "shorter", "skip", "hurt", "quit_asked", "quit",
    ),
    "closing": ("pause", "next", "back", "again", "hurt", "quit_asked", "quit"),
    "paused": ("go_on", "next", "back", "again", "skip", "hurt", "quit_asked", "quit"),
    "counting": ("pause", "back", "skip", "hurt", "quit_asked", "quit"),
    "hurt": (
        "hurt_spread", "hurt_strong", "hurt_skip", "hurt_end", "hurt_warning", "hurt_nothing",
        "quit_asked", "quit",
    ),
    "easing": ("hurt_settled", "hurt_unsettled", "hurt_end", "hurt_warning", "quit_asked", "quit"),
    "ended": (),
}  # fmt: skip
"""In the order of the help line. What depends on the exercise (has it holds? two sides?) the player
takes out, but where the mode settles it: :data:`AS_IN_TABLE`."""
AS_IN_TABLE: frozenset[Mode] = frozenset({"ready", "paused", "counting", "hurt", "easing", "ended"})


class Lost(NamedTuple):
    """The driver's word that so much time went by unused: the computer slept, or the program hung."""

    ms: Ms
    asked: bool = False
    """The person stopped the program: however short that was, it waits for them."""
