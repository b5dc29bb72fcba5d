"""The player: gets the time and what was asked for, returns what happened.

It has no clock, disk, terminal or chance: ``handle(now, command)`` lets time pass to ``now``, then obeys.
So a session is a list of ``(now, command)`` and replays exactly. ``now`` is any clock that never goes
back; events carry session time, which begins with ``start``.

This is the door. ``playback`` lets time pass, ``commands`` and ``pain`` obey, ``route`` knows
what follows what, ``overlay`` what a segment is like once something was changed, ``events`` what is
allowed when.
"""

from __future__ import annotations

from collections.abc import Callable

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player import commands, interruptions, pain
from lrx_cli.core.player.bookmark import Bookmark
from lrx_cli.core.player.events import ALLOWED, Command, Event, Lost, Mode, Reported, SessionStarted, State
from lrx_cli.core.player.playback import Playback
from lrx_cli.core.player.snapshot import Ahead, Snapshot, look_ahead, take
from lrx_cli.core.timeline.timeline import Timeline


class Player:
    """One playing of a timeline: from its beginning or, as if it had never stopped, from ``bookmark``, whose
    moment is ``now``.

    ``stall``: a call later than this pauses, for nobody can catch up. ``attended``: somebody can press
    something; where not, a stall goes on by itself after the count-in.
    """

    def __init__(
        self,
        timeline: Timeline,
        bookmark: Bookmark | None = None,
        now: Ms | None = None,
        *,
        stall: Ms = 2_000,
        attended: bool = True,
    ) -> None:
        self.timeline = timeline
        here = Bookmark() if bookmark is None else bookmark.copy()
        self._play = Playback(timeline, here, stall=stall, attended=attended)
        self._origin = (now or 0) - here.at
        """The driver's time at session time 0."""
        self._last = now
        self._ahead: Ahead | None = None
        self._ahead_of: object = None
        """The route and the segment that it was added up for."""

    def bookmark(self, now: Ms) -> Bookmark:
        """All that another player needs; nothing may be due before ``now`` that was not yet reported."""
        kept = self._play.here.copy()
        if kept.state in ("running", "paused"):
            kept.at = now - self._origin
        return kept

    @property
    def state(self) -> State:
        return self._play.here.state

    @property
    def deadline(self) -> Ms | None:
        """When something is next due if nobody presses anything; ``None``: never."""
        due = self._play.due
        return None if due is None else self._origin + due

    @property
    def allowed(self) -> tuple[Command, ...]:
        """What makes sense now, in the order of the help line."""
        return tuple(command for command in ALLOWED[self._mode] if self._makes_sense(command))

    def handle(self, now: Ms, command: Command | Lost | None = None) -> list[Event]:
        """Let time pass to ``now``, then obey. What makes no sense now is ignored."""
        if self._last is not None and now < self._last:
            raise ValueError(f"the clock went back, from {self._last} to {now}")
        self._last = now
        play = self._play
        events: list[Event] = []
        play.events = events
        play.pass_to(now - self._origin)
        if command is not None:
            self._obey(now, command)
            # What was asked for may have made something due at this very moment.
            play.pass_to(now - self._origin)
        return events

    def snapshot(self, now: Ms) -> Snapshot:
        """All that a picture needs; changes nothing. ``now``: not before the last call of ``handle``."""
        play = self._play
        where = play.route.version, play.here.segment and play.here.segment.index
        if self._ahead is None or self._ahead_of != where:
            self._ahead, self._ahead_of = look_ahead(play), where
        return take(play, self._ahead, now - self._origin, self.allowed)

    def _obey(self, now: Ms, command: Command | Lost) -> None:
        play = self._play
        at = now - self._origin
        if isinstance(command, Lost):
            if play.here.state in ("running", "paused"):
                play.lose(at, command.ms, asked=command.asked)
        elif command in self.allowed:
            if command == "start":
                self._origin, at = now, 0
            if command.startswith("hurt_"):
                play.events.append(Reported(at, "answer", command.removeprefix("hurt_")))
            _OBEY[command](play, at)

    @property
    def _mode(self) -> Mode:
        play, here = self._play, self._play.here
        if here.state == "ready" or here.state == "ended":
            return here.state
        if here.state == "paused":
            if here.about is not None:
                return "easing" if here.easing else "hurt"
            return "paused" if here.resumes_at is None else "counting"
        if play.route.before_exercise(play.index):
            return "preparing"
        if play.part == "finish":
            return "closing"
        return "moving" if play.moving else "between"

    def _makes_sense(self, command: Command) -> bool:
        """What the table cannot know: has this exercise holds, two sides, something to wait for?"""
        play = self._play
        if command == "longer" or command == "shorter":
            if play.moving:
                return play.route.hold(play.number) is not None
            return command == "shorter" or play.segment.duration is not None
        if command == "ease":
            return play.segment.kind != "return" or play.route.hold(play.number) is None
        if command == "side":
            resumed = play.route.overlay(play.number).begin is not None
            return not resumed and play.route.has_two_sides(play.number)
        return True


def _start(play: Playback, at: Ms) -> None:
    here = play.here
    here.state = "running"
    play.events.append(SessionStarted(at, play.timeline, here.resumed_from))
    play.begin(at, play.beginning)


def _pause(play: Playback, at: Ms) -> None:
    play.pause(at, "asked")
    play.tell(at, interruptions.PAUSED)
    play.here.pending.append((at + interruptions.STILL_AFTER, interruptions.STILL_PAUSED))


def _shorter(play: Playback, at: Ms) -> None:
    """Of what is not a movement, shorter is: on."""
    (commands.shorter if play.moving else commands.advance)(play, at)


_OBEY: dict[Command, Callable[[Playback, Ms], None]] = {
    "start": _start,
    "pause": _pause,
    "go_on": Playback.go_on,
    "next": commands.advance,
    "skip": commands.skip,
    "back": commands.back,
    "again": commands.say_again,
    "longer": commands.longer,
    "shorter": _shorter,
    "ease": commands.ease,
    "side": commands.side,
    "hurt": pain.hurt,
    "hurt_spread": pain.spread,
    "hurt_strong": pain.strong,
    "hurt_skip": pain.skip,
    "hurt_end": Playback.quit,
    "hurt_warning": pain.warning,
    "hurt_nothing": Playback.go_on,
    "hurt_settled": pain.settled,
    "hurt_unsettled": Playback.give_up,
    "quit_asked": lambda play, at: play.tell(at, interruptions.QUIT_ASKED),
    "quit": Playback.quit,
}
