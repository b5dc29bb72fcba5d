"""One playing of a session: what is played, shown, heard and kept, put together. (How the player itself lets
time pass is ``core.player.playback``.)

Each way to show one is imported where it is taken: none of them is cheap.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from lrx_cli import __version__, locations
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.words import Level
from lrx_cli.core.planning.plan import Plan
from lrx_cli.core.player import Bookmark, CueDue, Player, Snapshot
from lrx_cli.core.ports import Keys, Output
from lrx_cli.core.records.session_record import Asked, ResumeMode, Session
from lrx_cli.core.settings import Settings
from lrx_cli.core.timeline import Cue, Timeline
from lrx_cli.core.timeline.compile import compile
from lrx_cli.render.console import columns, has_screen, is_read_aloud, mode_of, tell
from lrx_cli.session.history import SessionHistory
from lrx_cli.session.loop import SessionResult, run_loop
from lrx_cli.storage.catalog import load_safety
from lrx_cli.system.clock import STALL, MonotonicClock
from lrx_cli.system.signals import Signals
from lrx_cli.system.terminal import NOT_ASKED, TerminalTraits

if TYPE_CHECKING:
    from lrx_cli.session.audio import AudioSetup
    from lrx_cli.session.health_check import HealthCheck
    from lrx_cli.session.outputs.live.panels import EndNotes
    from lrx_cli.session.outputs.live.picture import Picture

_FASTEST = 4
"""From this speed on nothing moves that could be followed."""


Way = Literal["json", "live", "plain"]
"""How a session is shown: as JSON lines, on the live screen, or as plain lines."""


class SessionOptions(NamedTuple):
    """The options of ``lrx session`` that are not settings, besides those of its plan."""

    manual: bool = False
    skip_check: bool = False
    check: bool = False
    speed: float = 1.0
    resume: bool = False
    fresh: bool = False
    assessed: bool = False
    no_inhibit: bool = False
    no_input: bool = False
    """Keys still count; only nothing is asked."""
    json: bool = False


@dataclass
class SessionRun:
    """One run of ``lrx session``: what it was given, and what is open for as long as it lasts."""

    options: SessionOptions
    settings: Settings
    catalog: Catalog
    color: bool
    """Whether standard output has colors."""
    history: SessionHistory
    signals: Signals
    keys: Keys
    traits: TerminalTraits = NOT_ASKED

    @property
    def way(self) -> Way:
        if self.options.json:
            return "json"
        return "plain" if self.settings.plain or not has_screen(sys.stdout, os.environ) else "live"


@dataclass
class SessionPlayback:
    """One playing of a session: everything that hears what happens, and the loop that drives it."""

    run: SessionRun
    make_audio: Callable[[], AudioSetup] | None
    """Makes the sound, if there is any."""
    check: HealthCheck | None = None
    """Asked before, and asks afterwards."""
    _shown: Output | None = field(default=None, init=False)

    def play(self, today: Plan, resumed: ResumeMode | None = None) -> SessionResult:
        """``resumed``: how the session that was left goes on, instead of ``today``."""
        run, speed = self.run, self.run.options.speed
        left = run.history.resumable if resumed else None
        if resumed and left:
            id, (timeline, bookmark) = left.record.session.id, left.point.resume(resumed)
        else:
            id, bookmark = run.history.id, Bookmark()
            timeline = self._compiled(today, audible=self.make_audio is not None)
        shown = self._shown = self.screen(id, timeline.level)
        outputs = [shown]
        try:
            # The first picture is there before anything that takes a moment: a player of sounds that is tried
            # out, a voice that speaks what is new to it, a history that writes. The session itself begins
            # after them, so what it will begin with is taken from another player of the same timeline.
            first = self._player(timeline, bookmark)
            first.handle(0, "start")
            with suppress(OSError):  # the loop finds out, too, and ends the session as it should
                shown.redraw(first.snapshot(0))
            if self.make_audio is not None:
                audio = self.make_audio()
                audio.prepare(timeline, shown, first.snapshot(0))
                if left is None and not audio.works:
                    # Tones that cannot be heard are not explained. Nothing of that is in the first picture.
                    timeline = self._compiled(today, audible=False)
                outputs.insert(0, audio.output(self._notice))
            session = left.record.session if left else self._session(today, timeline)
            outputs += run.history.recorder(session, timeline, self._notice, resumed)
            outputs += self._listeners()
        except BaseException:
            for output in outputs:
                output.close()
            raise
        return run_loop(self._player(timeline, bookmark), MonotonicClock(speed), run.keys, outputs)

    def _listeners(self) -> Iterator[Output]:
        """Outputs that show and keep nothing. What they import comes after the first picture."""
        run, speed = self.run, self.run.options.speed
        if self.check is not None:
            yield self.check.reports
        # What plays faster than a person moves, or into a file, has nobody to stay awake for.
        if speed == 1 and sys.stdout.isatty() and not run.options.no_inhibit:
            from lrx_cli.system.keep_awake import KeepAwake

            yield KeepAwake(self._notice)
        if speed == 1 and run.keys.interactive:
            from lrx_cli.system.remote import Remote, bus_address

            if address := bus_address():
                remote = Remote(address)
                run.keys.listen_to(remote)
                yield remote

    def _compiled(self, today: Plan, *, audible: bool) -> Timeline:
        return compile(today, attended=self.run.keys.interactive, audible=audible)

    def _player(self, timeline: Timeline, bookmark: Bookmark) -> Player:
        stall = int(STALL * self.run.options.speed)
        return Player(timeline, bookmark, 0, stall=stall, attended=self.run.keys.interactive)

    def _session(self, today: Plan, timeline: Timeline) -> Session:
        options, history = self.run.options, self.run.history
        skipped: Asked = "skipped" if options.skip_check else "not asked"
        return Session(
            history.id,
            history.begun,
            "" if today.named else today.routine,
            today.level,
            today.teach,
            timeline.duration,
            counted=options.speed == 1,
            asked="asked" if self.check else skipped,
            version=__version__,
        )

    def _notice(self, sentence: str, now: Snapshot) -> None:
        """What sound and history have to say about themselves: beside the session, not as a part of it."""
        if self._shown is None or self.run.way == "json" or now.segment is None:
            tell([sentence])
        else:
            cue = Cue(0, "announce", sentence)
            self._shown.on_events([CueDue(now.at, now.segment.index, cue)], now)

    # --- the output that shows it ---------------------------------------------------------------------

    def screen(self, id: str, level: Level) -> Output:
        """``id``: the session's. ``level``: what says how often this is to be done."""
        run = self.run
        if run.way == "json":
            from lrx_cli.session.outputs.jsonl import JsonLines

            return JsonLines(sys.stdout, id=id)
        if run.way == "live":
            from lrx_cli.session.outputs.live.images import GONE, SentImages
            from lrx_cli.session.outputs.live.output import Live
            from lrx_cli.session.outputs.live.painter import Terminal

            # Of the letters that can be placed: where block letters are two columns wide, none of them.
            encoding = "ascii" if run.traits.wide else sys.stdout.encoding
            terminal = Terminal(sys.stdout.fileno(), encoding, GONE if self._cell else b"")
            run.signals.if_forced(terminal.give_back)
            return Live(
                terminal,
                mode=mode_of(run.color, os.environ),
                exercises={exercise.id: exercise for exercise in run.catalog.exercises},
                make_drawing=self._drawing if run.settings.figures else None,
                images=SentImages() if self._cell else None,
                end_notes=self._end_notes(level),
            )
        from lrx_cli.session.outputs.plain import Plain

        return Plain(
            sys.stdout,
            width=lambda: columns(sys.stdout, os.environ),
            color=run.color,
            keys=run.keys.interactive,
            aloud=is_read_aloud(os.environ),
        )

    @property
    def _cell(self) -> tuple[int, int] | None:
        """Of the terminal, where exercises are drawn in pixels."""
        return self.run.traits.cell_for(self.run.settings.pictures) if self.run.color else None

    def _drawing(self) -> Picture:
        from lrx_cli.session import drawing as drawn  # slow to import
        from lrx_cli.session.outputs.live.picture import Picture

        mode = mode_of(self.run.color, os.environ)
        palette = drawn.palette_of(os.environ, self.run.traits.background)
        moving = self.run.settings.animation and self.run.options.speed <= _FASTEST
        return Picture(drawn.figure_of, mode, palette, moving=moving, cell=self._cell)

    def _end_notes(self, level: Level) -> EndNotes:
        """How it felt before, and what decides about the next time: the answers that follow, if there are
        any."""
        from lrx_cli.session.outputs.live.panels import EndNotes

        week = self.run.history.played_this_week if self.run.options.speed == 1 else None
        if self.check is None:
            often = load_safety(locations.safety_file()).how_often.words(level)[0].partition(": ")[2]
            return EndNotes(week, often=f"Next: {often}")
        was = self.check.ratings
        rated = (("leg", was.leg), ("back", was.back))
        before = ", ".join(f"{name} {value}" for name, value in rated if value is not None)
        words = "How you feel now decides what changes."
        return EndNotes(week, f"Before: {before}. {words}" if before else words)
