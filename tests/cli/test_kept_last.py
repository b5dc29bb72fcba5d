"""In which order a session is told: what is due now comes before what is only kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Routine
from lrx_cli.core.planning.plan import Choice, plan
from lrx_cli.core.player.events import Event
from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.core.ports import Output
from lrx_cli.core.timeline.timeline import Timeline
from lrx_cli.session.playback import SessionPlayback
from tests.session.heard_session import Nobody


class Told(Output):
    """Writes down that it heard of an event, in a list shared with others."""

    def __init__(self, name: str, shared: list[tuple[str, Event]]) -> None:
        self._name, self._shared = name, shared

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        self._shared += [(self._name, event) for event in events]


class Around:
    """What stands around a session, as ``SessionPlayback`` asks for it."""

    way, id, works = "json", "1", True

    def __init__(self) -> None:
        self.told: list[tuple[str, Event]] = []

    def prepare(self, *_: object) -> None: ...

    def output(self, *_: object, **asked: object) -> Output:
        return Told("seen" if asked else "heard", self.told)

    def recorder(self, timeline: Timeline, **_: object) -> list[Output]:
        return [Told("kept", self.told)]


def test_nothing_is_kept_before_it_was_heard_and_seen(catalog: Catalog, routines: dict[str, Routine]) -> None:
    around: Any = Around()
    playing = SessionPlayback(around, lambda: around, around, around, Nobody(), speed=1_000, stay_awake=False)
    playing.begin(plan(catalog, Choice(routines["full"], named=("seal-stretch",))), asked="not asked")
    order: dict[int, list[str]] = {}
    for name, event in around.told:
        order.setdefault(id(event), []).append(name)
    assert len(order) > 100
    assert all(names == ["heard", "seen", "kept"] for names in order.values())
