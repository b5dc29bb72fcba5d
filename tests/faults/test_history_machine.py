"""Anything may happen to a history, in any order: it holds what was done, or what was promised of it.

Sessions are played through the real recorder into a real file; the clock may be put back between them, the
disk may fill and be freed, the program may be killed at any moment and the session taken up from the file.
The long form is bench/faults/machine.py.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.dates import Moment
from lrx_cli.core.player.events import Command, Lost, SegmentEnded, SegmentStarted
from lrx_cli.core.player.player import Player
from lrx_cli.core.records.session_record import Record
from lrx_cli.core.timeline.timeline import Segment, Timeline
from lrx_cli.exports.history import as_json
from lrx_cli.storage.history import queries
from lrx_cli.storage.history.backups import problems_in
from lrx_cli.storage.history.imports import read_history
from lrx_cli.storage.history.merge import merge
from lrx_cli.storage.history.recorder import EVERY, Recorder
from lrx_cli.storage.history.store import delete_sessions, open_history
from lrx_cli.storage.history.tables import numbers
from tests.core.scores import scores
from tests.core.test_player_properties import NEVER, commands
from tests.core.test_resume import essence, is_work, played_out
from tests.storage.recorded import session, uuid
from tests.storage.test_history_recorder import Crowded, CrowdedDisk

pytestmark = pytest.mark.long

IN_MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None
"""Nobody waits for a disk there; what a power cut does is tested elsewhere."""
timelines = scores(manual=st.just(False))
moments = st.integers(0, 4 * 10**12)
"""Of the wall clock, ms since 1970."""
whiles = st.tuples(st.integers(0, 30), st.integers(0, 15_000))
"""So many movements or holds are begun, and then so many ms pass."""
Done = tuple[int, str, Ms]
"""A segment that has ended: where, how, and how long it was played."""


class AnyHistory(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.mkdtemp(prefix="lrx-history-", dir=IN_MEMORY)
        self.path = str(Path(self.folder) / "history.sqlite3")
        self.model: dict[str, list[Done]] = {}
        """By session, in the order in which they were begun."""
        self.work: dict[str, set[int]] = {}
        """The movements and holds of each; where one is taken up, others are added that are none."""
        self.promised: dict[str, set[int]] = {}
        """The rows of each that are said to be saved."""
        self.began = 0
        self.player: Player | None = None
        CrowdedDisk.full = False
        self.open()

    def teardown(self) -> None:
        CrowdedDisk.full = False
        assert problems_in(self.store.connection) == []
        self.store.close()
        shutil.rmtree(self.folder)

    def open(self) -> None:
        store = open_history(self.path, Moment(0, 0))
        assert store.notices == []
        self.store = Crowded(store.path, store._lock, store.connection, [])
        self.store.reconnect()
        self.store.connection.execute("PRAGMA synchronous = OFF").fetchall()

    # --- what may happen ------------------------------------------------------------------------------

    @initialize(timeline=timelines, utc=moments, passes=whiles)
    def the_first_session_begins(self, timeline: Timeline, utc: int, passes: tuple[int, Ms]) -> None:
        self.a_session_begins(timeline, utc, counted=True, passes=passes)

    @precondition(lambda self: self.player is None)
    @rule(timeline=timelines, utc=moments, counted=st.booleans(), passes=whiles)
    def a_session_begins(self, timeline: Timeline, utc: int, counted: bool, passes: tuple[int, Ms]) -> None:
        """By a clock that may have been put back since the last."""
        self.began += 1
        self.id, self.counted, self.timeline = uuid(self.began), counted, timeline
        self.model[self.id] = []
        self.work[self.id] = {segment.index for segment in timeline.segments if is_work(segment)}
        self.promised[self.id] = set()
        kept = session(self.began, started=Moment(utc, 0), counted=counted, timeline=timeline)
        self.recorder = Recorder(
            self.store,
            kept,
            timeline,
            kept.started,
            tell=lambda line, now: None,
            safe=self.promised[self.id].add,
        )
        self.play(Player(timeline), timeline)
        self.time_passes(passes)

    @precondition(lambda self: self.player is None and not CrowdedDisk.full and self.left is not None)
    @rule(utc=moments, passes=whiles)
    def the_last_one_is_taken_up(self, utc: int, passes: tuple[int, Ms]) -> None:
        found = self.left
        assert found is not None
        timeline, bookmark = found.point.resume("went_on")
        self.id, self.counted, self.timeline = found.record.session.id, True, timeline
        self.recorder = Recorder(
            self.store, found.record.session, timeline, Moment(utc, 0), before=found.record, mode="went_on",
            tell=lambda line, now: None, safe=self.promised[self.id].add,
        )  # fmt: skip
        self.play(Player(timeline, bookmark, 0, stall=NEVER), timeline)
        self.time_passes(passes)

    def play(self, player: Player, timeline: Timeline) -> None:
        self.player, self.now = player, 0
        self.running: Segment | None = None
        self.on_events(player, "start")

    @precondition(lambda self: self.player is not None)
    @rule(passes=whiles)
    def time_passes(self, passes: tuple[int, Ms]) -> None:
        begun, ms = passes
        until: Ms | None = None
        while self.player is not None:
            if until is None and (begun <= 0 or self.player.deadline is None):
                until = self.now + ms
            wakes = [self.player.deadline, self.recorder.wake(self.now)]
            due = min((wake for wake in wakes if wake is not None), default=None)
            if due is None or (until is not None and due > until):
                break
            self.now = max(self.now, due)
            self.on_events(self.player)
            begun -= self.fresh
        if self.player is not None and until is not None:
            self.now = until
            self.on_events(self.player)

    @precondition(lambda self: self.player is not None)
    @rule(command=st.one_of(commands, st.builds(Lost, st.integers(1, 90_000))))
    def anything_is_pressed_or_slept(self, command: Command | Lost) -> None:
        assert self.player is not None
        self.on_events(self.player, command)

    @rule(full=st.booleans())
    def the_disk_fills_or_is_freed(self, full: bool) -> None:
        CrowdedDisk.full = full

    @precondition(lambda self: self.player is not None)
    @rule()
    def the_program_is_killed(self) -> None:
        """Nothing is closed; the lock goes with the process."""
        self.store._lock.release()
        CrowdedDisk.full = False
        self.store.connection.close()
        self.open()
        assert problems_in(self.store.connection) == []
        player, self.player = self.player, None
        assert player is not None
        self.look_at_what_was_kept(player)

    @precondition(lambda self: self.player is None and len(self.model) > 1 and not CrowdedDisk.full)
    @rule(data=st.data())
    def one_is_deleted(self, data: st.DataObject) -> None:
        gone = data.draw(st.sampled_from(sorted(self.model)))
        was_there = gone in self.kept()
        assert delete_sessions(self.store, {gone}) == was_there
        del self.model[gone]

    @precondition(lambda self: self.player is None and len(self.model) > 1 and not CrowdedDisk.full)
    @rule()
    def it_is_exported_and_imported_elsewhere(self) -> None:
        exported = self.exported()
        file = Path(self.folder) / "export.json"
        file.write_text(exported)
        elsewhere = str(Path(self.folder) / "elsewhere" / "history.sqlite3")
        with open_history(elsewhere, Moment(0, 0)) as store:
            store.connection.execute("PRAGMA synchronous = OFF").fetchall()
            with store.transaction() as connection:
                merge(connection, (each for each in read_history(str(file)) if isinstance(each, Record)))
            assert problems_in(store.connection) == []
            assert "".join(as_json(queries.records(store.connection))) == exported
        shutil.rmtree(Path(elsewhere).parent)

    # --- what must hold -------------------------------------------------------------------------------

    @invariant()
    def it_is_ordered_as_it_was_played_and_not_by_the_clock(self) -> None:
        assert list(self.kept()) == [id for id in self.model if id in self.kept()]

    @invariant()
    def what_is_said_to_be_saved_is_there(self) -> None:
        if self.player is None or self.recorder.unsaved:
            return
        assert self.kept()[self.id] == self.model[self.id]
        record = self.record(self.id)
        assert {row.seq for row in record.rows} >= self.promised[self.id]
        assert record.done == len({place for place, how, _ in self.model[self.id] if self.earns(place, how)})

    @property
    def left(self) -> queries.Resumable | None:
        return queries.resumable(self.store.connection)

    # --- inside ---------------------------------------------------------------------------------------

    def on_events(self, player: Player, command: Command | Lost | None = None) -> None:
        events = player.handle(self.now, command)
        self.fresh = sum(isinstance(event, SegmentStarted) and is_work(event.segment) for event in events)
        for event in events:
            if isinstance(event, SegmentEnded):
                self.model[self.id].append((event.segment.index, event.outcome, event.active))
                self.running = None
            elif isinstance(event, SegmentStarted):
                self.running = event.segment
        due = self.recorder.wake(self.now)
        if events or (due is not None and due <= self.now):
            self.recorder.on_events(events, player.snapshot(self.now))
        if player.state == "ended":
            self.recorder.close()
            if self.recorder.unsaved:
                self.forget_what_was_not_kept()
            self.player = None

    def look_at_what_was_kept(self, player: Player) -> None:
        """After a kill: all, unless the disk was full; of what was running, all but five seconds; and what
        goes on from there is what would have gone on."""
        before, kept = self.model[self.id], self.kept().get(self.id)
        if self.recorder.unsaved or kept is None:
            self.forget_what_was_not_kept()
            return
        shown = player.snapshot(self.now)
        played = shown.session_elapsed - self.recorder._played
        if self.running is None:
            assert kept == before
        else:
            *ended, (place, how, active) = kept
            assert (ended, place, how) == (before, self.running.index, "stopped")
            lost = played - active
            assert lost >= 0
            if self.counted and is_work(self.running) and player.state == "running":
                assert lost <= EVERY
        self.model[self.id] = kept
        found = self.left
        if found is None or found.record.session.id != self.id or player.state == "ended":
            return
        taken = Player(*found.point.resume("went_on"), 0, stall=NEVER)
        resumed = essence(played_out(taken, 0, taken.handle(0, "start")))
        twin = Player(self.timeline, player.bookmark(self.now), self.now, stall=NEVER)
        rest = essence(played_out(twin, self.now, []))
        cut = self.running
        assert resumed == ([(cut.index, cut.side), *rest] if cut is not None and is_work(cut) else rest)

    def forget_what_was_not_kept(self) -> None:
        """A beginning of it is there, or nothing; what was running when the disk filled is its last."""
        kept, done = self.kept().get(self.id, []), self.model[self.id]
        if kept and kept != done[: len(kept)]:
            assert kept[:-1] == done[: len(kept) - 1]
            assert kept[-1][1] == "stopped"
        self.model[self.id] = kept

    def earns(self, place: int, how: str) -> bool:
        return how in ("done", "eased") and place in self.work[self.id]

    def record(self, id: str) -> queries.Record:
        return next(one for one in queries.records(self.store.connection) if one.session.id == id)

    def kept(self) -> dict[str, list[Done]]:
        """By session, the earliest first. What runs is in it only once the player is gone."""
        found = {}
        for number in reversed(numbers(self.store.connection)):
            record = queries.detail(self.store.connection, number)
            done = [(row.place, row.outcome, row.active) for row in record.finished]
            if self.player is not None and record.session.id == self.id and self.running is not None:
                done = done[:-1]
            found[record.session.id] = done
        return found

    def exported(self) -> str:
        return "".join(as_json(queries.records(self.store.connection)))


AnyHistory.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
TestAnyHistory = AnyHistory.TestCase
