"""One playing of a session: what is played, seen, heard and kept, put together."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from lrx_cli.core.planning.plan import Plan
from lrx_cli.core.player.events import CueDue, Event
from lrx_cli.core.player.keymap import Keymap
from lrx_cli.core.player.player import Player
from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.core.ports import Keys, Output
from lrx_cli.core.records.session_record import Asked, ResumeMode
from lrx_cli.core.timeline.compile import compile
from lrx_cli.core.timeline.timeline import Cue, Timeline
from lrx_cli.render.console import tell
from lrx_cli.session.loop import Ending, play
from lrx_cli.session.outputs.factory import Seeing
from lrx_cli.session.recording import Keeping
from lrx_cli.system.clock import STALL, MonotonicClock, to_the_moment
from lrx_cli.system.signals import Signals

if TYPE_CHECKING:
    from lrx_cli.session.audio import Hearing


class Playing:
    """``awake``: whether the computer is kept from falling asleep meanwhile."""

    def __init__(
        self,
        seeing: Seeing,
        hearing: Hearing | None,
        keeping: Keeping,
        signals: Signals,
        keys: Keys,
        *,
        speed: float,
        awake: bool,
        beside: Sequence[Output] = (),
    ) -> None:
        """``beside``: who else hears what happens."""
        self._beside = beside
        self._seeing = seeing
        self._hearing = hearing
        self._keeping = keeping
        self._keys = keys
        self._speed = speed
        # What plays faster than a person moves, or into a file, has nobody to stay awake for.
        self._awake = awake and speed == 1 and sys.stdout.isatty()
        self._stall = int(STALL * speed)
        self._signals = signals
        self._seen: Output | None = None

    def begin(self, today: Plan, *, asked: Asked) -> Ending:
        """A new session. ``asked``: what became of the safety questions."""
        keeping, attended = self._keeping, self._keys.interactive
        timeline = compile(today, attended=attended, audible=self._hearing is not None)
        self._prepare(timeline)
        player = Player(timeline, stall=self._stall, attended=attended)
        kept = keeping.recorder(
            timeline,
            routine=today.routine,
            level=today.level,
            teach=today.teach,
            counted=self._speed == 1,
            asked=asked,
            notice=self._notice,
        )
        return self._play(player, kept, keeping.id)

    def go_on(self, how: ResumeMode) -> Ending:
        """The session that was left."""
        resumable = self._keeping.resumable
        assert resumable is not None
        timeline, bookmark = resumable.point.resume(how)
        self._prepare(timeline)
        attended = self._keys.interactive
        player = Player.resume_at(timeline, bookmark, 0, stall=self._stall, attended=attended)
        kept = self._keeping.take_up(how, timeline, bookmark, notice=self._notice)
        return self._play(player, kept, self._keeping.id)

    def _prepare(self, timeline: Timeline) -> None:
        if self._hearing is not None:
            self._hearing.prepare(timeline)

    def _play(self, player: Player, kept: list[Output], id: str) -> Ending:
        """Told in this order: sound, what is seen, history."""
        seen = self._seen = self._seeing.output(self._signals, id=id, attended=self._keys.interactive)
        heard = [] if self._hearing is None else [self._heard(self._hearing, player, seen)]
        outputs = [*heard, seen, *kept, *self._beside, *([_StayingAwake()] if self._awake else [])]
        with to_the_moment():
            return play(player, MonotonicClock(self._speed), self._keys, outputs, Keymap())

    def _heard(self, hearing: Hearing, player: Player, seen: Output) -> Output:
        """Which player works is known a tenth of a second after it was asked to play: there is the first
        picture to look at meanwhile. What it shows is what another player, told to begin, would do now."""
        rehearsal = Player.resume_at(
            player.timeline, player.bookmark(0), 0, stall=self._stall, attended=self._keys.interactive
        )
        rehearsal.handle(0, "start")
        try:
            with suppress(OSError):  # the loop finds out, too, and ends the session as it should
                seen.redraw(rehearsal.snapshot(0))
            return hearing.output(self._notice)
        except BaseException:
            seen.close()
            raise

    def _notice(self, sentence: str, now: Snapshot) -> None:
        """What sound and history have to say about themselves: beside the session, not as a part of it."""
        if self._seen is None or self._seeing.way == "json" or now.segment is None:
            tell([sentence])
        else:
            cue = Cue(0, "announce", sentence)
            self._seen.on_events([CueDue(now.at, now.segment.index, cue)], now)


class _StayingAwake(Output):
    """Keeps the computer awake, from the first picture on: whoever waits for that does not wait for this."""

    def __init__(self) -> None:
        self._held: ExitStack | None = None

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        if self._held is None:
            from lrx_cli.system.keep_awake import kept_awake

            self._held = ExitStack()
            self._held.enter_context(kept_awake(True))

    def close(self) -> None:
        if self._held is not None:
            self._held.close()
