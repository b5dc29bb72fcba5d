"""What a key means at this moment. Told the time, like the player; knows no terminal.

A key has several meanings and takes the first that makes sense now: space pauses, or goes on, or answers
"it was nothing" when it hurts. What makes sense is the player's ``allowed``, so keys, the help line and the
player cannot disagree. Views never reach the player. A key that does nothing now is answered, too.

Letters count by their place on the keyboard where the layout has other letters, and mean the same with Caps
Lock.

Presentation clickers send PageUp, PageDown, ``.``, ``b``, F5 and Esc, and send them twice now and then:
so moving is debounced. A remote has no H, so pausing twice says that it hurts; then back, forward and pause
are its answers.
"""

from __future__ import annotations

from typing import Final, Literal
from unicodedata import name, normalize

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player.events import Command
from lrx_cli.core.player.snapshot import Snapshot

View = Literal["mute", "voice", "keys", "details", "close", "unknown"]
"""What changes what is seen or heard, and not the session. ``details`` wants a pause too: reading takes
time. ``close``: what is open of ``keys`` and ``details``. ``unknown``: that key does nothing now."""

DEBOUNCE: Ms = 300
TWICE: Ms = 800
"""A second pause within it means that it hurts."""
QUIT_AGAIN: Ms = 5_000

_PAUSE = ("space", ".", "b", "f5", "esc")
_FORWARD = ("n", "right", "down", "enter", "pagedown")
_BACK = ("p", "left", "up", "pageup")

_TO_PAUSE: tuple[Command, ...] = ("pause", "go_on", "hurt_nothing", "hurt_settled")
_TO_GO_ON: tuple[Command, ...] = ("next",)
_TO_GO_BACK: tuple[Command, ...] = ("back", "hurt_spread", "hurt_unsettled")
_MEANINGS: Final[dict[str, tuple[Command, ...]]] = {
    "1": ("hurt_spread", "hurt_unsettled"),
    "2": ("hurt_strong",),
    "3": ("hurt_skip",),
    "4": ("hurt_end",),
    "5": ("hurt_warning",),
    "w": ("hurt_warning",),
    **dict.fromkeys(_PAUSE, _TO_PAUSE),
    **dict.fromkeys(_FORWARD, _TO_GO_ON),
    "n": ("next", "hurt_skip"),
    "pagedown": ("next", "hurt_skip"),
    "N": ("skip", "hurt_skip"),
    **dict.fromkeys(_BACK, _TO_GO_BACK),
    "r": ("again",),
    "+": ("longer",),
    "=": ("longer",),
    "-": ("shorter",),
    "e": ("hurt_strong", "ease"),
    "h": ("hurt",),
    "!": ("hurt",),
    "s": ("side",),
    "q": ("hurt_end", "quit"),
    "f": ("hurt_spread", "hurt_unsettled"),
}
"""By key, the first that is allowed counts. Of several keys with one meaning, a help line names the first.
``=`` is ``+`` without Shift."""
KEYS: Final[dict[Command, str]] = {
    command: key for key, commands in reversed(_MEANINGS.items()) for command in commands
}
"""The key that a help line names for a command. Those it does not have are not for people to press."""
_VIEW_KEYS: Final[dict[str, View]] = {"m": "mute", "v": "voice", "?": "keys", "i": "details"}

_QWERTY = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_LAYOUTS = (
    "йцукенгшщзхъфывапролджэячсмитьбю",  # Russian
    "йцукенгшщзхїфівапролджєячсмитьбю",  # Ukrainian
    ";ςερτυθιοπ[]ασδφγηξκλ΄'ζχψωβνμ,.",  # Greek
    "/'קראטוןםפ][שדגכעיחלךף,זסבהנמצתץ",  # Hebrew
)
"""The rows of a keyboard, as QWERTY and other layouts have them. Those that share its alphabet (QWERTZ,
AZERTY) mean what their letters say."""
_BY_PLACE: Final[dict[str, str]] = {
    letter: latin
    for layout in _LAYOUTS
    for letter, latin in zip(layout, _QWERTY, strict=True)
    if not letter.isascii()
}
_SIGNS_BY_PLACE: Final[dict[str, dict[str, str]]] = {"GREEK": {";": "q"}, "HEBREW": {"/": "q", "'": "w"}}
"""Where a letter's place has a sign that others have elsewhere: only after a letter of that script."""


class Keymap:
    """Remembers just what is needed to know one key press from two. Times are real ms, whatever the speed."""

    def __init__(self) -> None:
        self._ignored_until: Ms | None = None
        self._quit_at: Ms | None = None
        self._pause_key_at: Ms | None = None
        """When a session was last paused, or went on, by such a key."""
        self._steps: dict[str, Ms] = {}
        """When forward and back were last seen."""
        self._caps_lock = False
        """The last letter but N was a capital."""
        self._script = ""
        """Of the last letter, as Unicode names it."""

    def ignore_keys_until(self, until: Ms) -> None:
        """Drop what is pressed before ``until``: it was meant for what was on the screen before."""
        self._ignored_until = until

    def press(
        self, now: Ms, key: str, session: Snapshot, *, panel: View | None = None
    ) -> Command | View | None:
        """What to do about a key; ``None``: nothing. ``panel``: what is open over the session."""
        if self._ignored_until is not None and now < self._ignored_until:
            return None
        key = self._plain(key)
        view = "close" if key == "esc" and panel is not None else _VIEW_KEYS.get(key)
        if view is not None:
            return view
        if self._bounces(now, key):
            return None
        command = next((c for c in _MEANINGS.get(key, ()) if c in session.allowed), None)
        if key in _PAUSE:
            return self._paused(now, command) if session.allowed else None
        if command is None:
            counting_in = key in _FORWARD and session.count_in is not None  # it goes on by itself in a moment
            return None if counting_in or not session.allowed else "unknown"
        return self._twice(now) if command == "quit" else command

    def _plain(self, key: str) -> str:
        """The key that the table has: a Latin letter for one of the same place, small unless it is ``N``.

        Somebody who reads "press H" may well press it with Shift; only ``N`` is not ``n``. Where the letter
        before was a capital too, Caps Lock is on, and ``N`` was meant as ``n``.
        """
        if len(key) != 1:
            return key.removeprefix("word-")
        key = normalize("NFKC", key)
        if key == " ":
            return "space"
        meant = _SIGNS_BY_PLACE.get(self._script, {}).get(key) or _BY_PLACE.get(key.lower(), key.lower())
        if len(key) == 1 and key.isalpha():
            self._script = name(key, "").partition(" ")[0]
            if meant != "n":
                self._caps_lock = key.isupper()
        return "N" if meant == "n" and key.isupper() and not self._caps_lock else meant

    def _bounces(self, now: Ms, key: str) -> bool:
        """Whether this is the last press still. A key that is held down never stops bouncing."""
        way = "forward" if key in _FORWARD or key == "N" else "back" if key in _BACK else None
        if way is None:
            return False
        before = self._steps.get(way)
        self._steps[way] = now
        return before is not None and now - before < DEBOUNCE

    def _paused(self, now: Ms, command: Command | None) -> Command | View | None:
        """Twice in a moment says that it hurts, paused or not; a third press does not answer that yet."""
        just_now = self._pause_key_at is not None and now - self._pause_key_at <= TWICE
        if just_now and command in ("pause", "go_on"):
            command = "hurt"
        elif just_now and command in ("hurt_nothing", "hurt_settled"):
            command = None
        if command in ("pause", "go_on", "hurt"):
            self._pause_key_at = now
        return command or (None if just_now else "unknown")

    def _twice(self, now: Ms) -> Command:
        """Nobody ends a session by mistake: the first press asks."""
        asked, self._quit_at = self._quit_at, now
        if asked is not None and now - asked <= QUIT_AGAIN:
            self._quit_at = None
            return "quit"
        return "quit_asked"
