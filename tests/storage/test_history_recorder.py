"""Keeping a session: what is on the disk, when, and what happens where it cannot be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player.events import Event, SegmentEnded
from lrx_cli.core.player.player import Snapshot
from lrx_cli.core.ports import Output
from lrx_cli.core.records.progress import Day
from lrx_cli.storage.history import queries, tables
from lrx_cli.storage.history.backups import problems_in
from lrx_cli.storage.history.recorder import pack, unpack
from lrx_cli.storage.history.store import Store, delete_sessions
from lrx_cli.storage.history.tables import numbers
from tests.session.short_session import short_session
from tests.storage.recorded import hurried, ids, later, record, records, resume, uuid


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lrx" / "history.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with hurried(path) as store:
        yield store


class Listener(Output):
    """Another output: hears the same, and looks at the history at that very moment."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.events: list[Event] = []

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        self.events += events

    @property
    def active(self) -> Ms:
        return sum(event.active for event in self.events if isinstance(event, SegmentEnded))


def test_a_session_is_kept_with_all_that_was_done(store: Store, path: Path) -> None:
    heard = Listener(path)
    recorder = record(store, others=[heard])
    assert not recorder.unsaved
    (kept,) = records(path)
    assert (kept.outcome, kept.done, kept.planned, kept.active) == ("done", 10, 10, heard.active)
    ended = [event for event in heard.events if isinstance(event, SegmentEnded)]
    assert [(row.place, row.outcome, row.active) for row in kept.finished] == [
        (event.segment.index, event.outcome, event.active) for event in ended
    ]
    assert [(totals.exercise, totals.done) for totals in kept.exercises] == [
        ("knee-lift", 6),
        ("long-stretch", 4),
    ]


def test_what_is_promised_can_be_read_by_others_at_that_moment(store: Store, path: Path) -> None:
    missing: list[str] = []

    def look(row: int) -> None:
        if f"{uuid(1)}:{row}" not in ids(path):
            missing.append(f"{row}")

    record(store, safe=look)
    assert missing == []
    assert len(ids(path)) == len(records(path)[0].rows)


def test_nothing_that_has_ended_is_lost_by_a_kill(store: Store, path: Path) -> None:
    heard = Listener(path)
    record(store, cut_at=40_000, others=[heard])
    store.connection.close()  # as a kill leaves it: nothing is said to SQLite
    (kept,) = records(path)
    assert kept.outcome == "interrupted"
    assert kept.done == sum(
        event.segment.kind in ("move", "hold") and event.outcome == "done"
        for event in heard.events
        if isinstance(event, SegmentEnded)
    )


def test_of_a_running_hold_at_most_five_seconds_are_lost(store: Store, path: Path) -> None:
    heard = Listener(path)
    recorder = record(store, cut_at=60_500, others=[heard])
    running = tables.read_running(store.connection, 1)
    assert running is not None
    assert running.kind == "hold"
    begun = [event.at for event in heard.events if isinstance(event, SegmentEnded)][-1]
    assert 60_500 - begun - 5_000 <= running.active <= 60_500 - begun
    assert running.active > 0
    assert recorder.wake(60_500) is not None


def test_partial_sessions_count_for_what_was_done(store: Store, path: Path) -> None:
    record(store, 1, [(30_000, "q"), (31_000, "q")], started=later(0))
    record(store, 2, cut_at=30_000, started=later(0))
    record(store, 3, started=later(1))
    first, second, third = records(path)
    assert (first.outcome, second.outcome, third.outcome) == ("stopped", "interrupted", "done")
    with queries.reading(str(path)) as connection:
        days = queries.days(connection)
        done = connection.execute("SELECT done FROM day ORDER BY day").fetchall()
    assert days == [
        Day(later(0).day, 2, first.active + second.active),
        Day(later(1).day, 1, third.active),
    ]
    assert done == [(first.done + second.done,), (third.done,)]


def test_what_is_done_twice_counts_once(store: Store, path: Path) -> None:
    record(store, presses=[(14_000, "p")])
    (kept,) = records(path)
    first_move = [row for row in kept.finished if row.kind == "move" and row.rep == 1 and row.block == 0]
    assert [(row.outcome, row.credit) for row in first_move] == [("done", True), ("done", False)]
    assert (kept.done, kept.planned) == (10, 10)


def test_sessions_at_another_speed_are_marked_and_count_nowhere(store: Store, path: Path) -> None:
    record(store, counted=False, cut_at=40_000)
    (kept,) = records(path)
    assert not kept.session.counted
    assert kept.done > 0
    assert queries.days(store.connection) == []
    assert queries.practice(store.connection) == {}
    assert queries.resumable(store.connection) is None


def test_a_session_that_is_resumed_is_one_session_in_the_end(store: Store, path: Path) -> None:
    record(store, cut_at=60_500)
    resume(store, now=later(1), cut_at=12_000)
    resume(store, now=later(2))
    (kept,) = records(path)
    assert (kept.outcome, kept.done, kept.planned) == ("done", 10, 10)
    assert sum(row.credit for row in kept.finished) == 10
    assert queries.resumable(store.connection) is None
    assert {day.day for day in queries.days(store.connection)} == {later(0).day, later(2).day}
    assert sum(day.active for day in queries.days(store.connection)) >= kept.active - 12_000


def test_a_session_that_was_finished_or_left_for_a_new_one_is_not_offered(store: Store) -> None:
    record(store, 1)
    assert queries.resumable(store.connection) is None
    record(store, 2, cut_at=40_000)
    found = queries.resumable(store.connection)
    assert found is not None
    assert found.record.session.id == uuid(2)
    record(store, 3, [(40_000, "q"), (41_000, "q")])
    found = queries.resumable(store.connection)
    assert found is not None
    assert found.record.session.id == uuid(3)


def test_a_session_in_which_nothing_was_done_is_not_offered(store: Store) -> None:
    record(store, cut_at=3_000)
    assert queries.resumable(store.connection) is None


def test_a_timeline_comes_back_as_it_was_compiled() -> None:
    timeline = short_session(waits=True)
    assert unpack(pack(timeline)) == timeline


def test_a_day_on_which_nothing_was_done_stays_though_another_session_of_it_is_deleted(store: Store) -> None:
    record(store, 1, cut_at=0)
    record(store, 2, counted=False)
    delete_sessions(store, {uuid(2)})
    assert problems_in(store.connection) == []
    delete_sessions(store, {uuid(1)})
    assert store.connection.execute("SELECT count(*) FROM day").fetchone() == (0,)


def test_order_does_not_depend_on_the_clock(store: Store) -> None:
    for number, days in enumerate((5, -3, 2), start=1):
        record(store, number, started=later(days))
    assert numbers(store.connection) == [3, 2, 1]


# --- a history that cannot be written ----------------------------------------------------------------


class CrowdedDisk(sqlite3.Connection):
    """On a disk that is full until it is freed."""

    full = False

    def execute(self, sql: str, *parameters: object) -> sqlite3.Cursor:
        if CrowdedDisk.full and sql.startswith("INSERT"):
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return super().execute(sql, *parameters)


class Crowded(Store):
    def reconnect(self) -> None:
        self.connection.close()
        self.connection = sqlite3.connect(self.path, factory=CrowdedDisk, isolation_level=None)


@pytest.fixture
def crowded(store: Store) -> Iterator[Crowded]:
    CrowdedDisk.full = False
    store.connection.close()
    store.connection = sqlite3.connect(store.path, factory=CrowdedDisk, isolation_level=None)
    crowded = Crowded(store.path, store._lock, store.connection, [])
    yield crowded
    crowded.connection.close()
    CrowdedDisk.full = False


class Filling(Output):
    """Fills the disk at one moment and frees it at another."""

    def __init__(self, full: Ms, free: Ms | None) -> None:
        self.full, self.free = full, free

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        CrowdedDisk.full = now.at >= self.full and (self.free is None or now.at < self.free)


def test_on_a_full_disk_the_session_goes_on_and_one_line_says_it_is_not_saved(
    crowded: Crowded, path: Path
) -> None:
    told: list[str] = []
    promised: list[int] = []
    recorder = record(crowded, others=[Filling(20_000, None)], tell=told.append, safe=promised.append)
    assert recorder.unsaved
    assert told == ["This is not being saved: the disk is full. It is tried again."]
    assert ids(path) == {f"{uuid(1)}:{row}" for row in promised}
    assert 0 < len(promised) < 25


def test_what_was_in_line_is_kept_once_there_is_room(crowded: Crowded, path: Path) -> None:
    told: list[str] = []
    recorder = record(crowded, others=[Filling(20_000, 60_000)], tell=told.append)
    assert not recorder.unsaved
    assert told[1:] == ["It is saved again."]
    (kept,) = records(path)
    assert (kept.outcome, kept.done) == ("done", 10)


def test_what_failed_last_is_tried_once_more_at_the_end(crowded: Crowded, path: Path) -> None:
    class Freed(Output):
        def close(self) -> None:
            CrowdedDisk.full = False

    told: list[str] = []
    recorder = record(crowded, others=[Filling(97_000, None), Freed()], tell=told.append)
    assert not recorder.unsaved
    assert told[-1] == "It is saved again."
    assert records(path)[0].outcome == "done"


def test_a_full_disk_from_the_start_is_told_too(crowded: Crowded, path: Path) -> None:
    CrowdedDisk.full = True
    told: list[str] = []
    recorder = record(crowded, tell=told.append)
    assert recorder.unsaved
    assert len(told) == 1
    assert records(path) == []


class Doubtful(sqlite3.Connection):
    """The ``after``th commit comes through, and then its answer is an error."""

    after = 4

    def execute(self, sql: str, *parameters: object) -> sqlite3.Cursor:
        found = super().execute(sql, *parameters)
        if sql == "COMMIT":
            Doubtful.after -= 1
            if Doubtful.after == 0:
                raise sqlite3.OperationalError("disk I/O error")
        return found


def test_a_commit_in_doubt_is_not_written_twice(store: Store, path: Path) -> None:
    store.connection.close()
    Doubtful.after = 4
    store.connection = sqlite3.connect(path, factory=Doubtful, isolation_level=None)
    told: list[str] = []
    recorder = record(store, tell=told.append)
    assert [line[:24] for line in told] == ["This is not being saved:", "It is saved again."]
    assert not recorder.unsaved
    (kept,) = records(path)
    assert (kept.outcome, kept.done, len(kept.rows)) == ("done", 10, 25)


def test_a_reader_in_the_way_costs_nothing_but_a_later_try(store: Store, path: Path) -> None:
    reader = sqlite3.connect(path, isolation_level=None)

    class Reading(Output):
        def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
            if 20_000 <= now.at < 30_000 and not reader.in_transaction:
                reader.execute("BEGIN")
                reader.execute("SELECT count(*) FROM session").fetchone()
            elif now.at >= 30_000 and reader.in_transaction:
                reader.execute("COMMIT")

    store.connection.execute("PRAGMA busy_timeout = 10")
    told: list[str] = []
    recorder = record(store, others=[Reading()], tell=told.append)
    reader.close()
    assert told[0] == "This is not being saved: another program is using it. It is tried again."
    assert not recorder.unsaved
    assert records(path)[0].done == 10


@given(
    st.lists(st.tuples(st.integers(1_000, 90_000), st.sampled_from("nprseh+-N !123")), max_size=8),
    st.integers(2_000, 110_000),
)
def test_the_sums_are_what_the_events_add_up_to(
    tmp_path_factory: pytest.TempPathFactory, presses: list[tuple[Ms, str]], cut_at: Ms
) -> None:
    path = tmp_path_factory.mktemp("sums") / "history.sqlite3"
    heard = Listener(path)
    keys = [(moment, "space" if key == " " else key) for moment, key in presses]
    with hurried(path) as store:
        record(store, 1, keys, cut_at=cut_at, others=[heard])
        running = tables.read_running(store.connection, 1)
        (done,) = store.connection.execute("SELECT sum(done) FROM day").fetchone()
        kept = tables.read_record(store.connection, 1)
    assert kept.active == heard.active
    assert [row.seq for row in kept.rows] == list(range(1, len(kept.rows) + 1))
    different = {
        event.segment.index
        for event in heard.events
        if isinstance(event, SegmentEnded)
        and event.outcome in ("done", "eased")
        and event.segment.kind in ("move", "hold")
    }
    assert kept.done == len(different)
    assert (done or 0) == kept.done
    assert running is None or running.active >= 0
