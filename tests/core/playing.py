"""Ways to drive a player in a test: by sentences like "on to the second hold, then press that key"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player import Command, CueDue, Event, Lost, Player, SegmentEnded, SegmentStarted, Snapshot
from lrx_cli.core.timeline import Kind, Segment, Timeline

E = TypeVar("E")


class Session:
    """A player, the time, and everything that happened."""

    def __init__(self, timeline: Timeline, *, attended: bool = True, begin: bool = True, at: Ms = 0) -> None:
        """``at``: so far into it."""
        self.timeline = timeline
        self.player = Player(timeline, attended=attended)
        self.now: Ms = 0
        self.events: list[Event] = []
        if begin:
            self.press("start")
        if at:
            self.wait(at)

    def press(self, *commands: Command | Lost | None) -> list[Event]:
        """One after the other at this moment; what came of them."""
        fresh = [event for command in commands for event in self.player.handle(self.now, command)]
        self.events += fresh
        return fresh

    def wait(self, ms: Ms) -> list[Event]:
        """Time passes, and the driver wakes whenever something is due."""
        until = self.now + ms
        fresh: list[Event] = []
        while (due := self.player.deadline) is not None and due <= until:
            self.now = max(self.now, due)
            fresh += self.press(None)
        self.now = until
        return fresh + self.press(None)

    def sleep(self, ms: Ms) -> list[Event]:
        """Time passes, and the driver wakes only afterwards."""
        self.now += ms
        return self.press(None)

    def until(self, is_it: Callable[[Segment], bool] | None = None, **fields: object) -> Segment:
        """Wait for the beginning of the next segment like that, or with those fields."""
        if is_it is None:
            return self.until(lambda it: all(getattr(it, name) == fields[name] for name in fields))
        while self.player.state != "ended":
            due = self.player.deadline
            assert due is not None, "waits for a key"
            self.now = due
            begun = [event.segment for event in self.press(None) if isinstance(event, SegmentStarted)]
            if begun and is_it(begun[-1]):
                return begun[-1]
        raise AssertionError("there was none")

    def until_kind(self, kind: Kind, nth: int = 1) -> Segment:
        for _ in range(nth - 1):
            self.until(kind=kind)
        return self.until(kind=kind)

    def finish(self) -> list[Event]:
        """To the end, going on whenever a key is waited for."""
        fresh: list[Event] = []
        while self.player.state != "ended":
            due = self.player.deadline
            if due is None:
                fresh += self.press("next" if self.player.state == "running" else "go_on")
            else:
                fresh += self.wait(due - self.now)
        return fresh

    @property
    def shown(self) -> Snapshot:
        return self.player.snapshot(self.now)

    @property
    def segment(self) -> Segment:
        segment = self.shown.segment
        assert segment is not None
        return segment


def during(
    timeline: Timeline,
    is_it: Callable[[Segment], bool] | None = None,
    *,
    after: Ms = 0,
    attended: bool = True,
    **fields: object,
) -> Session:
    """A session so far into the first segment like that, or with those fields."""
    session = Session(timeline, attended=attended)
    session.until(is_it, **fields)
    session.wait(after)
    return session


def only(events: Iterable[Event], kind: type[E]) -> list[E]:
    return [event for event in events if isinstance(event, kind)]


def said(events: Sequence[Event]) -> list[str]:
    return [event.cue.say for event in only(events, CueDue) if event.cue.say is not None]


def texts(events: Sequence[Event]) -> list[str]:
    return [event.cue.text for event in only(events, CueDue)]


def tones(events: Sequence[Event]) -> list[str]:
    return [event.cue.tone for event in only(events, CueDue) if event.cue.tone is not None]


def outcomes(events: Sequence[Event]) -> list[str]:
    return [event.outcome for event in only(events, SegmentEnded)]


def begun(events: Sequence[Event]) -> list[Segment]:
    return [event.segment for event in only(events, SegmentStarted)]
