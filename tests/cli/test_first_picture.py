"""The first picture does not wait for a loudspeaker, and the session begins with sound all the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Routine
from lrx_cli.core.catalog.words import Level
from lrx_cli.core.dates import Moment
from lrx_cli.core.planning.plan import Choice, Plan, plan
from lrx_cli.core.player.events import Event
from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.core.ports import Output, Terminated
from lrx_cli.core.records.session_record import Session
from lrx_cli.core.settings import Settings
from lrx_cli.core.timeline.timeline import Timeline
from lrx_cli.session.loop import SessionResult
from lrx_cli.session.playback import SessionOptions, SessionPlayback, SessionRun
from lrx_cli.system.signals import Signals
from tests.session.heard_session import Nobody


class Told(Output):
    """Whatever it is told, in words."""

    def __init__(self, name: str, log: list[tuple[str, Any]], lost: bool = False) -> None:
        self._name, self._log, self._lost = name, log, lost

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        if self._lost:
            raise OSError
        if events:
            self._log.append((f"{self._name} hears {type(events[0]).__name__}", now))

    def redraw(self, now: Snapshot) -> None:
        if self._lost:
            raise OSError
        self._log.append((f"{self._name} shows", now))

    def close(self) -> None:
        self._log.append((f"{self._name} closes", None))


class Hearing:
    def __init__(self, found: Callable[[], Output], *, works: bool = True) -> None:
        self._found = found
        self.works = works

    def prepare(self, timeline: object, shown: Output, now: Snapshot) -> None:
        """Nothing is missing."""

    def output(self, notice: object) -> Output:
        return self._found()


class Keeping:
    id = "a session"
    begun = Moment(0, 0)
    resumable = None

    def __init__(self, *kept: Output) -> None:
        self._kept = kept
        self.timeline: Timeline | None = None

    def recorder(self, session: Session, timeline: Timeline, *_more: object) -> list[Output]:
        self.timeline = timeline
        return [*self._kept]


class SomebodyEndsIt:
    interactive = True

    def read(self, seconds: float) -> list[str]:
        raise Terminated(15)

    def suspend(self) -> None:
        """Never asked for."""


@pytest.fixture
def today(catalog: Catalog, routines: dict[str, Routine]) -> Plan:
    return plan(catalog, Choice(routines["morning"]))


def played(
    today: Plan,
    seen: Output,
    found: Callable[[], Output],
    *,
    works: bool = True,
    keeping: Keeping | None = None,
    keys: object = None,
    speed: float = 1,
) -> SessionResult:
    class Seen(SessionPlayback):
        def screen(self, id: str, level: Level) -> Output:
            return seen

    options = SessionOptions(skip_check=True, no_inhibit=True, speed=speed)
    parts: dict[str, Any] = {"history": keeping or Keeping(), "keys": keys or SomebodyEndsIt()}
    run = SessionRun(
        options=options, settings=Settings(), catalog=Catalog((), {}), color=False, signals=Signals(), **parts
    )
    hearing: Any = Hearing(found, works=works)
    return Seen(run, lambda: hearing).play(today)


def test_the_first_picture_is_there_while_the_player_is_tried_out(today: Plan) -> None:
    log: list[tuple[str, Any]] = []

    def found() -> Output:
        log.append(("the player is known", None))
        return Told("sound", log)

    assert played(today, Told("screen", log), found).signal == 15
    said = [what for what, _ in log]
    assert said[:4] == [
        "screen shows", "the player is known", "sound hears SessionStarted", "screen hears SessionStarted",
    ]  # fmt: skip
    shown, begun = log[0][1], log[3][1]
    assert shown == begun, "it shows what the session begins with"
    assert shown.state == "running"


@pytest.mark.parametrize("works", [True, False])
def test_what_tones_mean_is_told_only_where_a_player_was_found(today: Plan, works: bool) -> None:
    log: list[tuple[str, Any]] = []
    keeping = Keeping()
    played(today, Told("screen", log), lambda: Told("sound", log), works=works, keeping=keeping)
    assert keeping.timeline is not None
    texts = [cue.text for segment in keeping.timeline.segments for cue in segment.cues]
    assert any("tone is level" in text for text in texts) is works


def test_where_no_player_can_be_tried_the_terminal_is_given_back(today: Plan) -> None:
    log: list[tuple[str, Any]] = []

    def broken() -> Output:
        raise MemoryError

    with pytest.raises(MemoryError):
        played(today, Told("screen", log), broken)
    assert [what for what, _ in log] == ["screen shows", "screen closes"]


def test_a_terminal_that_is_lost_meanwhile_ends_the_session_as_ever(today: Plan) -> None:
    log: list[tuple[str, Any]] = []
    ending = played(today, Told("screen", log, lost=True), lambda: Told("sound", log))
    assert ending.unwritten is not None
    assert log[-1][0] == "screen closes"


class Heard(Told):
    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        self._log += [(self._name, event) for event in events]


def test_nothing_is_kept_before_it_was_heard_and_seen(catalog: Catalog, routines: dict[str, Routine]) -> None:
    log: list[tuple[str, Any]] = []
    only = plan(catalog, Choice(routines["full"], named=("seal-stretch",)))
    keeping = Keeping(Heard("kept", log))
    played(only, Heard("seen", log), lambda: Heard("heard", log), keeping=keeping, keys=Nobody(), speed=1_000)
    order: dict[int, list[str]] = {}
    for name, event in log:
        if event is not None and not isinstance(event, Snapshot):
            order.setdefault(id(event), []).append(name)
    assert len(order) > 100
    assert all(names == ["heard", "seen", "kept"] for names in order.values())
