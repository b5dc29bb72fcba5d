"""The loop: a clock and keys drive a player, outputs hear what happened.

One thread. It sleeps until the next thing is due, in the one call that also waits for keys and signals,
or until the clock wants to be looked at, so as to notice what was slept through. Whatever ends
a session (its last segment, a person, a signal, a reader who left) ends it the same way: the player is
stopped, the outputs get the last events, and the caller gets how it ended.
"""

import errno
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player import Command, Keymap, Lost, Player, View
from lrx_cli.core.ports import Clock, Keys, Look, Output, Terminated
from lrx_cli.errors import CANNOT_WRITE, WARNING_SIGN

_TYPED_AHEAD: Ms = 1_000
"""Keys of the first second were meant for what was there before."""
_HANGUP = 1
"""SIGHUP, by number: the name does not exist everywhere."""


class SessionResult(NamedTuple):
    """How a session ended."""

    outcome: Literal["done", "stopped"]
    done: int
    """Different movements and holds played to their end, or eased."""
    planned: int
    warned: bool = False
    """A warning sign was reported."""
    signal: int | None = None
    """What ended it from outside. End by the same signal (``system.signals.end_by``) once all is put
    right, unless the terminal is ``gone``."""
    gone: bool = False
    """The terminal or the reader of our lines is gone: there is nobody to tell anything."""
    unwritten: OSError | None = None
    """Why the lines could not be written; ``None``: they were."""

    @property
    def exit_code(self) -> int:
        if self.signal is not None:
            return 128 + self.signal
        if self.unwritten is not None and not self.gone:
            return CANNOT_WRITE
        return WARNING_SIGN if self.warned else 0


def run_loop(player: Player, clock: Clock, keys: Keys, outputs: Sequence[Output]) -> SessionResult:
    """Play to the end. ``outputs`` hear in their order: what sounds first, what keeps last."""
    loop = _Loop(player, clock, keys, outputs)
    try:
        loop.run()
    finally:
        loop.close()
    return loop.result()


class _Loop:
    def __init__(self, player: Player, clock: Clock, keys: Keys, outputs: Sequence[Output]) -> None:
        self._player = player
        self._clock = clock
        self._keys = keys
        self._outputs = list(outputs)
        """Those that still can be read."""
        self._all = outputs
        self._keymap = Keymap()
        self._now: Ms = 0
        self._paused_to_read = False
        """Whether it is paused for a panel that was opened, and goes on when that is closed."""
        self._ended: Terminated | None = None
        self._unwritten: OSError | None = None

    def run(self) -> None:
        look = self._clock.look()
        self._keymap.ignore_keys_until(look.real + _TYPED_AHEAD)
        self._do(look.now, "start")
        while self._player.state != "ended":
            try:
                self._turn(self._keys.read(self._nap()))
            except Terminated as ended:
                self._ended = ended
                self._pass(self._clock.look())
            if self._ended is not None or self._unwritten is not None:
                self._do(self._now, "quit")
                return

    def close(self) -> None:
        for output in self._all:
            try:
                output.close()
            except OSError as error:
                self._unwritten = self._unwritten or error

    def _turn(self, pressed: Sequence[str]) -> None:
        """One waking: time first, then what came in, then the frames that are due."""
        if "stop" in pressed:
            self._stop()
            return
        if "cont" in pressed:
            self._came_back(asked=False)
        look = self._clock.look()
        self._pass(look)
        if "resize" in pressed:
            self._redraw()
        for key in pressed:
            self._press(key, look)
        self._frames()

    def _pass(self, look: Look) -> None:
        self._do(look.now, Lost(look.lost) if look.lost else None)

    def _stop(self) -> None:
        """Ctrl-Z. Played up to here; what happens until we are continued is nobody's exercise."""
        self._pass(self._clock.look())
        self._ask_all(lambda output: output.suspend())
        self._keys.suspend()
        # However short it was: a person who pressed Ctrl-Z is not exercising.
        self._came_back(asked=True)

    def _came_back(self, *, asked: bool) -> None:
        look = self._clock.look(away=True)
        self._do(look.now, Lost(max(1, look.lost), asked))
        self._redraw()

    def _press(self, key: str, look: Look) -> None:
        match self._keymap.press(look.real, key, self._player.snapshot(look.now), panel=self._panel):
            case None:
                return
            case "mute" | "voice" | "keys" | "details" | "close" | "unknown" as view:
                self._view(view, look.now)
            case command:
                self._paused_to_read = False
                self._do(look.now, command)

    @property
    def _panel(self) -> View | None:
        return next((output.panel for output in self._outputs if output.panel is not None), None)

    def _view(self, view: View, now: Ms) -> None:
        before = self._panel
        if view == "details" and self._player.state == "running":
            self._paused_to_read = True  # reading takes time
            self._do(now, "pause")
        shown = self._player.snapshot(now)
        self._ask_all(lambda output: output.view(view, shown))
        if self._paused_to_read and before is not None and self._panel is None:
            self._paused_to_read = False
            self._do(now, "go_on")

    # --- outputs ------------------------------------------------------------------------------

    def _do(self, now: Ms, command: Command | Lost | None) -> None:
        """Tell the player, and the outputs what came of it."""
        self._now = now
        events = self._player.handle(now, command)
        if events:
            shown = self._player.snapshot(now)
            self._ask_all(lambda output: output.on_events(events, shown))

    def _frames(self) -> None:
        """For the outputs that need the loop now though nothing happens."""
        for output in list(self._outputs):
            wake = output.wake(self._now)
            if wake is not None and wake <= self._now:
                self._ask(output, lambda output: output.on_events((), self._player.snapshot(self._now)))

    def _redraw(self) -> None:
        shown = self._player.snapshot(self._now)
        self._ask_all(lambda output: output.redraw(shown))

    def _ask_all(self, what: Callable[[Output], None]) -> None:
        for output in list(self._outputs):
            self._ask(output, what)

    def _ask(self, output: Output, what: Callable[[Output], None]) -> None:
        try:
            what(output)
        except OSError as error:
            # Nobody reads this one any more; the others (history!) still hear how the session ends.
            self._outputs.remove(output)
            self._unwritten = self._unwritten or error

    # --- waiting ------------------------------------------------------------------------------

    def _nap(self) -> float:
        """How long to sleep, in seconds: nothing is due before."""
        moments = [self._player.deadline, *(output.wake(self._now) for output in self._outputs)]
        return self._clock.nap(min((due for due in moments if due is not None), default=None))

    # --- the end ------------------------------------------------------------------------------

    def result(self) -> SessionResult:
        last = self._player.snapshot(self._now)
        gone = self._ended is not None and self._ended.gone
        signal = self._ended.signal if self._ended is not None else None
        if self._unwritten is not None:
            # A reader may leave (`| head`); a terminal that cannot be written to has hung up.
            gone = gone or self._unwritten.errno in (errno.EPIPE, errno.EIO)
            if signal is None and self._unwritten.errno == errno.EIO:
                signal = _HANGUP
        return SessionResult(
            outcome=last.outcome or "stopped",
            done=last.done,
            planned=last.planned,
            warned=last.warned,
            signal=signal,
            gone=gone,
            unwritten=self._unwritten,
        )
