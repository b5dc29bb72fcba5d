"""A session from what was asked for to the exit code: settled, told what it is, played, kept."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.health.answers import known
from lrx_cli.core.planning.plan import Choice, Plan
from lrx_cli.core.ports import Keys, Terminated
from lrx_cli.core.records.session_record import Asked, ResumeMode
from lrx_cli.core.settings import Settings
from lrx_cli.errors import USAGE, LrxError, NoSession, OutputLost
from lrx_cli.render.console import abandon_output, has_screen, put, rows, tell
from lrx_cli.render.notice import notice_page
from lrx_cli.render.paper import Paper
from lrx_cli.session.loop import Ending
from lrx_cli.session.outputs.factory import Seeing, Way
from lrx_cli.session.plan_today import PlanOptions, choice_from, planned
from lrx_cli.session.playing import Playing
from lrx_cli.session.recording import Keeping
from lrx_cli.storage.safety import load_safety
from lrx_cli.system.clock import wall_clock
from lrx_cli.system.keyboard import is_terminal, open_keys
from lrx_cli.system.signals import Signals, end_by

if TYPE_CHECKING:
    from lrx_cli.session.audio import Hearing
    from lrx_cli.session.health_check import CheckedIn, Checking


class SessionOptions(NamedTuple):
    """The options of ``lrx session`` besides those of its plan; ``None`` where nothing was said."""

    plain: bool = False
    manual: bool = False
    skip_check: bool = False
    check: bool = False
    speed: float = 1.0
    sound: bool | None = None
    voice: bool | None = None
    resume: bool = False
    fresh: bool = False
    figures: bool | None = None
    no_inhibit: bool = False
    json: bool = False


def sit(wanted: SessionOptions, plan: PlanOptions, settings: Settings, catalog: Catalog, paper: Paper) -> int:
    """The exit code."""
    speed = wanted.speed
    if wanted.resume and (wanted.fresh or speed != 1):
        raise LrxError("--resume goes with neither --fresh nor --speed.", exit_code=USAGE)

    def choice_of(settings: Settings) -> Choice:
        return choice_from(plan, settings, catalog, manual=wanted.manual)

    choice_of(settings)  # what was typed wrong is told before anything is opened or asked
    with_keys = not wanted.json and is_terminal(0)
    if wanted.manual and not with_keys:
        raise LrxError("--manual waits for keys, and there is no keyboard here.", exit_code=USAGE)
    way = _way(wanted, settings)
    figures = settings.figures if wanted.figures is None else wanted.figures
    seeing = Seeing(way, paper, catalog, settings, figures=figures, speed=speed)
    with (
        Keeping(wall_clock(), resume=wanted.resume) as keeping,
        Signals() as signals,
        open_keys(signals, wanted=with_keys) as keys,
    ):
        if wanted.resume and keeping.resumable is None:
            raise LrxError("There is no session to go on with.", hint="lrx session begins one.")
        now = wall_clock()
        # Where nobody is asked, what was said before still holds.
        person = known(keeping.answers, now.day).person(now.day, settings.preference)
        today = planned(catalog, choice_of(settings), settings, keeping.times_played, person)
        asks = is_terminal(0) and sys.stdout.isatty() and not wanted.json
        asks = asks and not wanted.skip_check and speed == 1
        if not asks:
            _refuse_nothing(today)
        if keeping.told:
            tell(keeping.told)
        checking: Checking | None = None
        checked: CheckedIn | None = None
        if asks:
            from lrx_cli.session.health_check import Checking  # questions, only where somebody answers

            checking = Checking(keys, paper, catalog, keeping, now)
        code = 0
        try:
            how = _how(keeping, keys, paper, always=wanted.resume, never=wanted.fresh or speed != 1)
            if checking:
                checked = checking.check_in(choice_of, settings, full=wanted.check, settle=how is None)
                today, settings = checked.plan, checked.settings
            else:
                _tell_first(paper, today, short=wanted.skip_check, to_stderr=wanted.json)
            hearing = _hearing(settings, way, sound=wanted.sound, voice=wanted.voice, speed=speed)
            playing = Playing(
                seeing,
                hearing,
                keeping,
                signals,
                keys,
                speed=speed,
                awake=not wanted.no_inhibit,
                beside=[checking.overheard] if checking else [],
            )
            asked: Asked = "asked" if checked else "skipped" if wanted.skip_check else "not asked"
            ending = playing.go_on(how) if how else playing.begin(today, asked=asked)
        except Terminated as ended:
            ending = Ending("stopped", 0, 0, signal=ended.signal, gone=ended.gone)
        except NoSession as none:
            return none.code
        if ending.signal is None:
            keeping.back_up()
        if keeping.saved and way != "json" and ending.unwritten is None and not ending.gone:
            put(["Saved."])
        elif keeping.unsaved:
            tell(["This session is not saved whole; what is saved, lrx history shows."])
        if checking and checked:
            try:
                code = checking.check_out(checked, ending)
            except Terminated as ended:
                ending = ending._replace(signal=ended.signal, gone=ended.gone)
        unkept = keeping.exit_code
    return _leave(ending, code or unkept)


def _way(wanted: SessionOptions, settings: Settings) -> Way:
    if wanted.json:
        return "json"
    if wanted.plain or settings.plain or not has_screen(sys.stdout, os.environ):
        return "plain"
    return "live"


def _refuse_nothing(today: Plan) -> None:
    if not today.lines:
        raise LrxError(
            "Nothing is left to play.",
            problems=[f"{id}: {why}" for id, why in today.left_out] + list(today.notes),
            exit_code=USAGE,
        )


def _how(keeping: Keeping, keys: Keys, paper: Paper, *, always: bool, never: bool) -> ResumeMode | None:
    """How the session that was left goes on; ``None``: a new one begins."""
    if keeping.resumable is None or never:
        return None
    if always:
        return "continue"
    if not keys.interactive:
        return None
    from lrx_cli.render.history import left_words
    from lrx_cli.session.interview import Interview, ask_left

    where = left_words(keeping.resumable.point.where, keeping.resumable.day, wall_clock().day)
    answer = ask_left(Interview(keys, put, paper, rows), where)
    return None if answer == "anew" else answer


def _hearing(
    settings: Settings, way: Way, *, sound: bool | None, voice: bool | None, speed: float
) -> Hearing | None:
    """``None``: it is silent. A flag counts more than a setting, a setting more than the custom: what is
    looked at on a terminal is heard as well; lines are not read aloud, for a screen reader may be doing
    that; a file, a pipe and a session that is only tried out are silent."""
    sound = settings.sound if sound is None else sound
    voice = settings.voice if voice is None else voice
    if sound is None:
        sound = bool(voice) or (way != "json" and speed == 1 and sys.stdout.isatty())
    if not sound:
        return None
    from lrx_cli.session.audio import Hearing  # players and voices, only where there is sound

    return Hearing(settings, voice=way == "live" if voice is None else voice, speed=speed)


def _tell_first(paper: Paper, today: Plan, *, short: bool, to_stderr: bool) -> None:
    """Where nobody is asked how they are, everybody reads the notice."""
    notice = notice_page(paper, load_safety(locations.safety_file()), today, short=short)
    if to_stderr:
        tell(notice)
    else:
        put(notice)


def _leave(ending: Ending, unkept: int) -> int:
    """End as what ended the session asks for, or with an exit code; ``unkept``: the one where the session
    could not be kept."""
    if ending.unwritten is not None:
        if ending.signal is None:
            raise OutputLost(ending.unwritten)
        abandon_output()
    elif ending.signal is not None and not ending.gone:
        end_by(ending.signal)
    return ending.exit_code or unkept
