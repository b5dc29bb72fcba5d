"""What a session needs of the world, as the loop sees it. Tests put others in their place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:  # imported lazily: looking at the clock needs no player
    from lrx_cli.core.catalog.limits import Ms
    from lrx_cli.core.player import Event, Snapshot, View


class Look(NamedTuple):
    """One look at the clock."""

    now: Ms
    """Time that a person could use: it stands still while the computer sleeps or the program hangs."""
    lost: Ms
    """How much went by unused since the last look; 0 nearly always."""
    real: Ms
    """Time as hands feel it, lost time included: how fast a key follows another does not change with
    the speed of the session."""


class Clock(Protocol):
    def look(self, *, away: bool = False) -> Look:
        """``away``: the program was stopped since the last look; all of that time is lost, however short."""
        ...

    def nap(self, due: Ms | None) -> float:
        """How long to sleep before the next look, in real seconds for ``Keys.read``: never past ``due``
        (``None``: nothing is), and less where the clock has to be looked at more often to be right.

        The one place where time is not in whole ms: a clock may run at another speed, and rounding
        would make every cue up to a ms late.
        """
        ...


class Terminated(Exception):
    """Something outside ends the session: a signal, or the terminal is gone (as by SIGHUP)."""

    def __init__(self, signal: int, *, gone: bool = False) -> None:
        super().__init__(signal)
        self.signal = signal
        self.gone = gone
        """The terminal is gone though no signal came."""


class KeySource(Protocol):
    """Keys that no keyboard sends, as from a remote."""

    @property
    def fd(self) -> int | None:
        """To wait for; ``None``: nothing comes from there, or no more."""
        ...

    def read(self) -> list[str]:
        """What was pressed, by the names of :class:`Keys`, without waiting."""
        ...


class Keys(Protocol):
    """Where keys come from. Waiting for a key and waiting for time are one call."""

    interactive: bool
    """Whether somebody can press something."""

    def read(self, seconds: float) -> list[str]:
        """The keys pressed within ``seconds`` of real time, as soon as there is one; often none.

        Names: single characters as they are, and ``space``, ``enter``, ``esc``, ``left``, ``right``,
        ``up``, ``down``, ``pageup``, ``pagedown``, ``f5``, ``home``, ``end``, ``backspace``, ``delete``,
        ``tab``, and those that edit a line: ``word-left``, ``word-right``, ``ctrl-a`` and the like.
        What comes the same way though no hand pressed it: ``resize`` (the terminal has another size),
        ``stop`` (give the terminal back and call ``suspend``), ``cont`` (we were stopped and run again).
        Raises ``Terminated``.
        """
        ...

    def listen_to(self, source: KeySource) -> None:
        """Let ``read`` wait for keys from there, too."""
        ...

    def suspend(self) -> None:
        """Give the terminal back, stop this process, and take the terminal again when it goes on."""
        ...


class Output(Protocol):
    """A way to present a session, or to keep it.

    May raise ``OSError`` into the loop and nothing else: nobody can read it any more, so the session
    ends. What only keeps a session looks after its own errors.
    """

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        """Quick. Without events: the moment asked for by ``wake`` has come."""
        ...

    def wake(self, now: Ms) -> Ms | None:
        """When this output next needs the loop though nothing happens; ``None``: never."""
        return None

    def view(self, view: View, now: Snapshot) -> None:
        """A key that changes what is seen or heard and not the session."""
        return

    @property
    def panel(self) -> View | None:
        """What is open over the session and can be closed; ``None``: nothing is."""
        return None

    def suspend(self) -> None:
        """Others get the terminal and the loudspeaker for a while: leave nothing of ours on them."""
        return

    def redraw(self, now: Snapshot) -> None:
        """The terminal is ours again, or has another size."""
        return

    def close(self) -> None:
        """The session is over. Called once, also after an error."""
        return
