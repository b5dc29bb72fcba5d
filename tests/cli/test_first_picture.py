"""The first picture does not wait for a loudspeaker, and the session begins with sound all the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Routine
from lrx_cli.core.planning.plan import Choice, Plan, plan
from lrx_cli.core.player.events import Event
from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.core.ports import Output, Terminated
from lrx_cli.core.timeline.timeline import Timeline
from lrx_cli.session.loop import SessionResult
from lrx_cli.session.playback import SessionPlayback


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


class Seeing:
    way = "live"

    def __init__(self, seen: Output) -> None:
        self._seen = seen

    def output(self, signals: object, *, id: str, attended: bool) -> Output:
        return self._seen


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

    def __init__(self) -> None:
        self.timeline: Timeline | None = None

    def recorder(self, timeline: Timeline, **_named: object) -> list[Output]:
        self.timeline = timeline
        return []


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
) -> SessionResult:
    hearing = Hearing(found, works=works)
    parts: list[Any] = [Seeing(seen), lambda: hearing, keeping or Keeping(), None, SomebodyEndsIt()]
    return SessionPlayback(*parts, speed=1, stay_awake=False).begin(today, asked="skipped")


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
    assert any("level tone" in text for text in texts) is works


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
