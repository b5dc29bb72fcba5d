"""One playing of a session: what is played, shown, heard and kept, put together.

Each way to show one is imported where it is taken: none of them is cheap.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Literal, NamedTuple

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.planning.plan import Plan
from lrx_cli.core.player import CueDue, Event, Keymap, Player, Snapshot
from lrx_cli.core.ports import Keys, Output
from lrx_cli.core.records.session_record import Asked, ResumeMode
from lrx_cli.core.settings import Settings
from lrx_cli.core.timeline import Cue
from lrx_cli.core.timeline.compile import compile
from lrx_cli.render.console import columns, is_read_aloud, mode_of, tell
from lrx_cli.session.history import SessionHistory
from lrx_cli.session.loop import SessionResult, play
from lrx_cli.system.clock import STALL, MonotonicClock, to_the_moment
from lrx_cli.system.signals import Signals
from lrx_cli.system.terminal import NOT_ASKED, TerminalTraits

if TYPE_CHECKING:
    from lrx_cli.session.audio import AudioSetup
    from lrx_cli.session.outputs.live.picture import Picture

Way = Literal["json", "live", "plain"]
"""How a session is shown: as JSON lines, on the live screen, or as plain lines."""

_FASTEST = 4
"""From this speed on nothing moves that could be followed."""
_HELPERS_FAIL: Ms = 2_000
"""A helper that cannot keep the computer awake has ended by then."""
_MAY_SLEEP = "Nothing here keeps this computer awake: if it falls asleep, the session pauses."


class OutputFactory(NamedTuple):
    """Makes the output that shows a session."""

    way: Way
    color: bool
    catalog: Catalog
    settings: Settings
    figures: bool
    """Whether exercises are drawn, where there is a screen."""
    speed: float
    traits: TerminalTraits = NOT_ASKED
    week: Ms | None = None
    """How much was played this week before this session; ``None``: nobody knows."""
    end_words: str = ""
    """What else is said on the end card: how it felt before, and what decides about the next time."""
    often: str = ""
    """How often this is to be done."""

    def output(self, signals: Signals, *, id: str, attended: bool) -> Output:
        """``id``: the session's. ``attended``: somebody can press keys, so keys are spoken of."""
        if self.way == "json":
            from lrx_cli.session.outputs.jsonl import JsonLines

            return JsonLines(sys.stdout, id=id)
        if self.way == "live":
            from lrx_cli.session.outputs.live.images import GONE, SentImages
            from lrx_cli.session.outputs.live.output import Live
            from lrx_cli.session.outputs.live.painter import Terminal
            from lrx_cli.session.outputs.live.panels import EndNotes

            terminal = Terminal(sys.stdout.fileno(), self._encoding, GONE if self._cell else b"")
            signals.if_forced(terminal.give_back)
            return Live(
                terminal,
                mode=mode_of(self.color, os.environ),
                exercises={exercise.id: exercise for exercise in self.catalog.exercises},
                make_drawing=self._drawing if self.figures else None,
                images=SentImages() if self._cell else None,
                end_notes=EndNotes(self.week, self.end_words, self.often),
            )
        from lrx_cli.session.outputs.plain import Plain

        return Plain(
            sys.stdout,
            width=lambda: columns(sys.stdout, os.environ),
            color=self.color,
            keys=attended,
            aloud=is_read_aloud(os.environ),
        )

    @property
    def _cell(self) -> tuple[int, int] | None:
        """Of the terminal, where exercises are drawn in pixels."""
        return self.traits.cell_for(self.settings.pictures) if self.color else None

    @property
    def _encoding(self) -> str:
        """Of the letters that can be placed: where block letters are two columns wide, none of them."""
        return "ascii" if self.traits.wide else sys.stdout.encoding

    def _drawing(self) -> Picture:
        from lrx_cli.session import drawing as drawn  # slow to import
        from lrx_cli.session.outputs.live.picture import Picture

        mode = mode_of(self.color, os.environ)
        palette = drawn.palette_of(os.environ, self.traits.background)
        return Picture(
            drawn.figure_of,
            mode,
            palette,
            moving=self.settings.animation and self.speed <= _FASTEST,
            cell=self._cell,
        )


class SessionPlayback:
    """One playing of a session: the player, and everything that hears what happens.

    ``stay_awake``: whether the computer is kept from falling asleep meanwhile. ``listeners``: outputs that
    hear everything too.
    """

    def __init__(
        self,
        factory: OutputFactory,
        audio: Callable[[], AudioSetup] | None,
        history: SessionHistory,
        signals: Signals,
        keys: Keys,
        *,
        speed: float,
        stay_awake: bool,
        listeners: Sequence[Output] = (),
    ) -> None:
        self._listeners = listeners
        self._factory = factory
        self._audio = audio
        self._history = history
        self._keys = keys
        self._speed = speed
        # What plays faster than a person moves, or into a file, has nobody to stay awake for.
        self._stay_awake = stay_awake and speed == 1 and sys.stdout.isatty()
        self._stall = int(STALL * speed)
        self._signals = signals
        self._shown: Output | None = None
        self._sounds = False
        """Whether a player works here."""

    def begin(self, today: Plan, *, asked: Asked) -> SessionResult:
        """A new session. ``asked``: what became of the safety questions."""
        player = self._new_player(today, audible=self._audio is not None)
        with self._opened(player, id=self._history.id) as outputs:
            if self._audio is not None and not self._sounds:
                # The first picture is shown already; what differs comes later: tones are not explained.
                player = self._new_player(today, audible=False)
            outputs += self._history.recorder(
                player.timeline,
                routine="" if today.named else today.routine,
                level=today.level,
                teach=today.teach,
                counted=self._speed == 1,
                asked=asked,
                notice=self._notice,
            )
        return self._play(player, outputs)

    def _new_player(self, today: Plan, *, audible: bool) -> Player:
        attended = self._keys.interactive
        timeline = compile(today, attended=attended, audible=audible)
        return Player(timeline, stall=self._stall, attended=attended)

    def resume(self, mode: ResumeMode) -> SessionResult:
        """The session that was left."""
        resumable = self._history.resumable
        assert resumable is not None
        timeline, bookmark = resumable.point.resume(mode)
        attended = self._keys.interactive
        player = Player(timeline, bookmark, 0, stall=self._stall, attended=attended)
        with self._opened(player, id=resumable.record.session.id) as outputs:
            outputs += self._history.take_up(mode, timeline, notice=self._notice)
        return self._play(player, outputs)

    @contextmanager
    def _opened(self, player: Player, *, id: str) -> Iterator[list[Output]]:
        """Sound, and what is shown. ``id``: of the session.

        The first picture is there before anything that takes a moment: a player that is tried out, a voice
        that speaks what is new to it, a history that writes. It shows what another player would do now, if it
        began.
        """
        shown = self._shown = self._factory.output(self._signals, id=id, attended=self._keys.interactive)
        rehearsal = Player(
            player.timeline, player.bookmark(0), 0, stall=self._stall, attended=self._keys.interactive
        )
        rehearsal.handle(0, "start")
        outputs = [shown]
        try:
            with suppress(OSError):  # the loop finds out, too, and ends the session as it should
                shown.redraw(rehearsal.snapshot(0))
            if self._audio is not None:
                audio = self._audio()
                audio.prepare(player.timeline, shown, rehearsal.snapshot(0))
                outputs.insert(0, audio.output(self._notice))
                self._sounds = audio.works
            yield outputs
        except BaseException:
            for output in outputs:
                output.close()
            raise

    def _play(self, player: Player, outputs: Sequence[Output]) -> SessionResult:
        """``outputs``: those of ``_opened``, then history; they get the events in this order."""
        outputs = [*outputs, *self._listeners, *([_KeepAwake(self._notice)] if self._stay_awake else [])]
        if self._keys.interactive and self._speed == 1:
            from lrx_cli.system.remote import Remote, bus_address  # after the first picture

            if address := bus_address():
                remote = Remote(address)
                self._keys.listen_to(remote)
                outputs.append(remote)
        with to_the_moment():
            return play(player, MonotonicClock(self._speed), self._keys, outputs, Keymap())

    def _notice(self, sentence: str, now: Snapshot) -> None:
        """What sound and history have to say about themselves: beside the session, not as a part of it."""
        if self._shown is None or self._factory.way == "json" or now.segment is None:
            tell([sentence])
        else:
            cue = Cue(0, "announce", sentence)
            self._shown.on_events([CueDue(now.at, now.segment.index, cue)], now)


class _KeepAwake(Output):
    """Keeps the computer awake from the first picture on, so that the picture does not wait for that.

    ``notice`` is called once where nothing here can.
    """

    def __init__(self, notice: Callable[[str, Snapshot], None]) -> None:
        self._notice = notice
        self._held: ExitStack | None = None
        self._holds: Callable[[], bool] | None = None
        self._since: Ms = 0

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        if self._held is None:
            from lrx_cli.system.keep_awake import kept_awake

            self._held = ExitStack()
            self._holds = self._held.enter_context(kept_awake(True))
            self._since = now.at
        elif self._holds is not None and now.at >= self._since + _HELPERS_FAIL:
            from lrx_cli.system.audio_players import is_far

            if not self._holds() and not is_far(os.environ):
                self._notice(_MAY_SLEEP, now)
            self._holds = None

    def close(self) -> None:
        if self._held is not None:
            self._held.close()
