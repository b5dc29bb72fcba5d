"""A session from its options to its exit code: asked about, planned, played, kept."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Choice
from lrx_cli.core.health.answers import Answer, Assessed, StopReason
from lrx_cli.core.health.policy import decide
from lrx_cli.core.planning.plan import Plan
from lrx_cli.core.ports import Terminated
from lrx_cli.core.records.session_record import ResumeMode
from lrx_cli.core.settings import Settings
from lrx_cli.core.timeline.fit_to_minutes import fit_to_minutes
from lrx_cli.core.words import changed_words
from lrx_cli.errors import WARNING_SIGN, LrxError, OutputLost, SessionDeclined, UsageError
from lrx_cli.render.console import (
    abandon_output,
    make_console,
    print_json,
    print_page,
    put,
    tell,
    tell_page,
    window,
)
from lrx_cli.render.question import notice_page, refusal_page
from lrx_cli.session.history import SessionHistory
from lrx_cli.session.loop import SessionResult
from lrx_cli.session.outputs.jsonl import refused
from lrx_cli.session.playback import SessionOptions, SessionPlayback, SessionRun, Way
from lrx_cli.storage.catalog import load_safety
from lrx_cli.system.clock import wall_clock
from lrx_cli.system.signals import Signals, end_by
from lrx_cli.system.terminal import ask_terminal, open_keys

if TYPE_CHECKING:
    from lrx_cli.session.audio import AudioSetup
    from lrx_cli.session.health_check import HealthCheck
    from lrx_cli.session.interview import Interview


def run_session(
    options: SessionOptions,
    choice_of: Callable[[Settings], Choice],
    settings: Settings,
    catalog: Catalog,
    color: bool,
) -> int:
    """The exit code. ``choice_of``: what was typed, with the settings behind it. ``color``: whether standard
    output has colors."""
    has_keyboard = not options.json and os.isatty(0)
    if options.resume and (options.fresh or options.speed != 1):
        raise UsageError("--resume cannot be combined with --fresh or --speed.")
    if options.manual and not has_keyboard:
        raise UsageError("--manual waits for keys, and there is no keyboard here.")
    choice = choice_of(settings)  # what was typed wrong is said before anything is opened or asked
    with (
        SessionHistory(wall_clock(), resume=options.resume) as history,
        Signals() as signals,
        open_keys(signals, wanted=has_keyboard) as keys,
    ):
        if options.resume and history.resumable is None:
            raise LrxError("There is no session to continue.", hint="lrx session starts one.")
        run = _Run(
            options, settings, catalog, color, history, signals, keys, choice=choice, choice_of=choice_of
        )
        try:
            result, code = run.to_the_end()
        except SessionDeclined as declined:
            return declined.code
        finally:
            run.give_back()
        unkept = history.exit_code
    return _end(result, code or unkept)


@dataclass(kw_only=True)
class _Run(SessionRun):
    """The steps of a run, in their order."""

    choice: Choice
    choice_of: Callable[[Settings], Choice]
    """What to choose once answers have become settings."""
    questions: Interview | None = None

    @property
    def asks(self) -> bool:
        options = self.options
        unasked = options.json or options.skip_check or options.no_input or options.speed != 1
        return self.keys.interactive and sys.stdout.isatty() and not unasked

    def to_the_end(self) -> tuple[SessionResult, int]:
        """How the session ended, and the exit code of the questions after it. Raises
        :class:`SessionDeclined`."""
        if self.options.assessed:
            self.history.keep_answers([Answer("", wall_clock(), Assessed())])
        unasked = None if self.asks else self._plan_unasked()
        tell(self.history.notices)
        check: HealthCheck | None = None
        try:
            if self.way == "live":
                traits = ask_terminal(self.keys, sys.stdout.fileno(), sys.stdout.encoding or "", os.environ)
                wide = self.settings.wide
                self.traits = traits if wide is None else traits._replace(wide=wide)
            mode = self._resume_mode()
            if unasked is None:
                from lrx_cli.session.health_check import HealthCheck

                check = HealthCheck(self._interview(), self.catalog, self.history, wall_clock())
                plan, self.settings = check.check_in(
                    self.choice_of, self.settings, full=self.options.check, confirm=mode is None
                )
            else:
                plan = unasked
                self._print_notice(plan)
            audio = self._audio()
            self.give_back()
            result = SessionPlayback(self, audio, check).play(plan, mode)
        except Terminated as ended:
            self._say_stopped(ended)
            return SessionResult("stopped", 0, 0, signal=ended.signal, gone=ended.gone), 0
        if result.signal is None:
            self.history.back_up()
        self._say_saved(result)
        if check is None:
            return result, 0
        try:
            return result, check.check_out(result, plan, self.settings)
        except Terminated as ended:
            return result._replace(signal=ended.signal, gone=ended.gone), 0

    def give_back(self) -> None:
        """The terminal is not needed for questions any more."""
        if self.questions is not None:
            try:
                self.questions.screen.give_back()
            except OutputLost:  # it is gone; what could not be written must not be tried again at the end
                abandon_output()

    # --- before it ------------------------------------------------------------------------------------

    def _plan_unasked(self) -> Plan:
        """What is played where nobody is asked: what was said before still holds. Raises
        :class:`SessionDeclined` for a warning sign, and :class:`LrxError` if nothing is left."""
        past = self.history.past
        allowed = decide(past.situation(wall_clock().day, self.settings.preference))
        if allowed.effect.refuse:
            self._repeat_refusal(allowed.effect.refuse)
        plan = fit_to_minutes(self.catalog, self.choice, past.times_played, allowed)
        if not plan.lines:
            problems = changed_words(plan, self.catalog.names())
            raise UsageError("Nothing is left to play.", problems=problems)
        return plan

    def _print_notice(self, plan: Plan) -> None:
        """Where nobody is asked how they are, everybody reads it."""
        safety, short = load_safety(locations.safety_file()), self.options.skip_check
        notice = notice_page(safety, plan, self.catalog.names(), short=short)
        if self.options.json:
            tell_page(notice, color=self.color)
        else:
            print_page(make_console(sys.stdout, self.color), notice)

    def _audio(self) -> Callable[[], AudioSetup] | None:
        """Makes the sound, if there is any: after the first picture, unless there is time to ask about it."""
        speed, settings = self.options.speed, self.settings
        sound, voice = heard(self.way, sound=settings.sound, voice=settings.voice, speed=speed)
        if not sound:
            return None

        def make() -> AudioSetup:
            from lrx_cli.session.audio import AudioSetup  # players and voices

            return AudioSetup(self.settings, voice=voice, speed=speed)

        if not self.asks:
            return make
        from lrx_cli.session.audio import ask_about_sound

        audio = make()
        ask_about_sound(self._interview(), audio)
        return lambda: audio

    def _resume_mode(self) -> ResumeMode | None:
        """How the session that was left goes on; ``None``: a new one begins."""
        resumable = self.history.resumable
        if resumable is None or self.options.fresh or self.options.speed != 1:
            return None
        if self.options.resume:
            return "went_on"
        if self.options.no_input or not self.keys.interactive:
            return None
        from lrx_cli.session.health_check import ask_to_resume

        return ask_to_resume(self._interview(), resumable.point.where, resumable.day, wall_clock().day)

    def _interview(self) -> Interview:
        if self.questions is None:
            from lrx_cli.session.interview import Interview
            from lrx_cli.session.question_screens import open_screen

            plain, wide = self.way == "plain", bool(self.traits.wide)
            screen = open_screen(self.signals, color=self.color, plain=plain, wide=wide)
            self.questions = Interview(self.keys, screen)
        return self.questions

    def _repeat_refusal(self, reason: StopReason) -> None:
        """A warning sign that was reported stops every session, however it is started. Raises
        :class:`SessionDeclined`."""
        from lrx_cli.core.health.checkin import refusal_text  # slow to import

        text = refusal_text(load_safety(locations.safety_file()), reason)
        if self.options.json:
            print_json(refused(reason, text), indent=None)
        else:
            size = window(sys.stdout) if sys.stdout.isatty() else None
            print_page(make_console(sys.stdout, self.color, size=size), refusal_page(text))
        raise SessionDeclined(WARNING_SIGN)

    # --- after it -------------------------------------------------------------------------------------

    def _say_stopped(self, ended: Terminated) -> None:
        """Ctrl-C is answered with a word, while there is somebody to read it."""
        self.give_back()
        if ended.signal == signal.SIGINT and not ended.gone and self.way != "json":
            with suppress(OutputLost):
                put(["Stopped. Nothing was played."])

    def _say_saved(self, result: SessionResult) -> None:
        history = self.history
        if history.saved and self.way != "json" and result.unwritten is None and not result.gone:
            there = f"Saved in {history.beside}. lrx history --restore brings it into the history."
            put(["Saved." if history.beside is None else there])
        elif history.unsaved == "all":
            tell(["This session is not saved."])
        elif history.unsaved:
            where = "lrx history shows" if history.beside is None else f"is in {history.beside}"
            tell([f"This session is not saved whole; what is saved, {where}."])


def heard(way: Way, *, sound: bool | None, voice: bool | None, speed: float) -> tuple[bool, bool]:
    """Whether there is sound, and whether there are words in it. ``None``: as is usual, which is both on the
    live screen; tones alone with plain lines on a terminal, since a screen reader may be reading those; and
    nothing with JSON lines, in a file or a pipe, and at another speed, which is only a trial."""
    if sound is None:
        sound = bool(voice) or (way != "json" and speed == 1 and sys.stdout.isatty())
    return sound, way == "live" if voice is None else voice


def _end(result: SessionResult, unkept: int) -> int:
    """End as what ended the session asks for, or with an exit code; ``unkept``: the one where the session
    could not be kept."""
    if result.unwritten is not None:
        if result.signal is None:
            raise OutputLost(result.unwritten)
        abandon_output()
    elif result.signal is not None and not result.gone:
        end_by(result.signal)
    return result.exit_code or unkept
