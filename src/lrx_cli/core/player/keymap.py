"""What a key means at this moment. Told the time, like the player; knows no terminal.

A key has several meanings and takes the first that makes sense now: forward goes on, or skips the
exercise while paused, or answers "skip it" when it hurts. What makes sense is the player's ``allowed``,
so keys, the help line and the player cannot disagree. Views never reach the player.

Presentation clickers send PageUp, PageDown, ``.``, ``b``, F5 and Esc, and send them twice now and then:
so those only pause and move, and moving is debounced.
"""

from __future__ import annotations

from typing import Final, Literal, cast

from lrx_cli.core.catalog.exercise import Ms
from lrx_cli.core.player.controls import Command
from lrx_cli.core.player.snapshot import Snapshot

View = Literal["mute", "voice", "keys", "details"]
VIEWS: Final[frozenset[str]] = frozenset({"mute", "voice", "keys", "details"})
"""What changes what is seen or heard, and not the session. ``details`` wants a pause too: reading takes
time."""

DEBOUNCE: Ms = 300
QUIT_AGAIN: Ms = 5_000

_PAUSE = ("space", ".", "b", "f5", "esc")
_FORWARD = ("right", "down", "n", "enter", "pagedown")
_BACK = ("left", "up", "p", "pageup")

_MEANINGS: Final[dict[str, tuple[Command, ...]]] = {
    **dict.fromkeys(_PAUSE, cast("tuple[Command, ...]", ("pause", "go_on"))),
    "space": ("pause", "go_on", "hurt_nothing"),
    **dict.fromkeys(_FORWARD, cast("tuple[Command, ...]", ("next", "skip"))),
    "n": ("next", "hurt_skip", "skip"),
    "pagedown": ("next", "hurt_skip", "skip"),
    "N": ("skip", "hurt_skip"),
    **dict.fromkeys(_BACK, cast("tuple[Command, ...]", ("back",))),
    "r": ("again",),
    "+": ("longer",),
    "=": ("longer",),
    "-": ("shorter",),
    "e": ("hurt_strong", "ease"),
    "h": ("hurt",),
    "!": ("hurt",),
    "s": ("side",),
    "q": ("hurt_end", "quit"),
    "1": ("hurt_spread",),
    "f": ("hurt_spread",),
    "2": ("hurt_strong",),
    "3": ("hurt_skip",),
    "4": ("hurt_end",),
    "5": ("hurt_warning",),
    "w": ("hurt_warning",),
}
"""By key, the first that is allowed counts. ``=`` is ``+`` without Shift."""
_VIEW_KEYS: Final[dict[str, View]] = {"m": "mute", "v": "voice", "?": "keys", "i": "details"}

KEYS: Final[dict[Command, str]] = {
    "pause": "space",
    "go_on": "space",
    "next": "n",
    "back": "p",
    "skip": "N",
    "again": "r",
    "longer": "+",
    "shorter": "-",
    "ease": "e",
    "side": "s",
    "hurt": "h",
    "hurt_spread": "1",
    "hurt_strong": "2",
    "hurt_skip": "3",
    "hurt_end": "4",
    "hurt_warning": "5",
    "hurt_nothing": "space",
    "quit": "q",
}
"""The key that a help line names for a command. Those it does not have are not for people to press."""


class Keymap:
    """Remembers just what telling one key from two needs. Times are real ms, whatever the speed."""

    __slots__ = ("_deaf_until", "_quit_at", "_steps")

    def __init__(self) -> None:
        self._deaf_until: Ms | None = None
        self._quit_at: Ms | None = None
        self._steps: dict[str, Ms] = {}
        """When forward and back were last seen."""

    def deaf(self, until: Ms) -> None:
        """Drop what is pressed before ``until``: it was meant for what was on the screen before."""
        self._deaf_until = until

    def press(self, now: Ms, key: str, session: Snapshot) -> Command | View | None:
        """What to do about a key; ``None``: nothing."""
        if self._deaf_until is not None and now < self._deaf_until:
            return None
        key = _plain(key)
        view = _VIEW_KEYS.get(key)
        if view is not None:
            return view
        if self._bounces(now, key):
            return None
        command = next((c for c in _MEANINGS.get(key, ()) if c in session.allowed), None)
        if command == "skip" and key != "N" and session.count_in is not None:
            return None  # it goes on in a moment: who presses forward now means that, not the next exercise
        return self._twice(now) if command == "quit" else command

    def _bounces(self, now: Ms, key: str) -> bool:
        """Whether this is the last press still. A key that is held down never stops bouncing."""
        way = "forward" if key in _FORWARD or key == "N" else "back" if key in _BACK else None
        if way is None:
            return False
        before = self._steps.get(way)
        self._steps[way] = now
        return before is not None and now - before < DEBOUNCE

    def _twice(self, now: Ms) -> Command:
        """Nobody ends a session by mistake: the first press asks."""
        asked, self._quit_at = self._quit_at, now
        if asked is not None and now - asked <= QUIT_AGAIN:
            self._quit_at = None
            return "quit"
        return "quit_asked"


def _plain(key: str) -> str:
    """Whoever is told to press H may well press it with Shift. ``N`` alone is not ``n``."""
    return key if key == "N" else key.lower()
