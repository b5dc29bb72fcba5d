"""Keys on the screen: the line of those that work now, and what each does in a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lrx_cli.core.player.controls import Command
from lrx_cli.core.player.keymap import KEYS, View
from lrx_cli.session.outputs.live.scene import Chip

VIEW_KEYS: Final[Mapping[View, str]] = {"details": "i", "keys": "?"}
_CHIPS: Final[dict[Command | View, tuple[str, int]]] = {
    "pause": ("pause", 1),
    "go_on": ("go on", 1),
    "next": ("next", 3),
    "back": ("back", 4),
    "again": ("again", 6),
    "hurt": ("hurts", 0),
    "side": ("other side", 8),
    "quit": ("end", 6),
    "details": ("steps", 7),
    "keys": ("keys", 2),
    "ease": ("ease", 5),
    "skip": ("skip", 9),
    "longer": ("longer", 10),
    "shorter": ("shorter", 10),
}
"""In the order of the help line: what each does, in a word or two, and its rank. Those that come and go
stand at its end, so that the others keep their places."""


def in_a_word(command: Command) -> str:
    """What a key does, where there is hardly room to say so; empty: it takes more than a word."""
    return _CHIPS[command][0] if command in _CHIPS else ""


def chips(allowed: Sequence[Command]) -> tuple[Chip, ...]:
    keys: dict[Command | View, str] = dict(VIEW_KEYS.items())
    keys.update((command, KEYS[command]) for command in allowed if command in KEYS)
    return tuple(Chip(keys[what], does, rank) for what, (does, rank) in _CHIPS.items() if what in keys)
