"""What is kept of a session: every event once, in order, and sums that follow from the rows alone."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given

from lrx_cli.core.dates import Moment
from lrx_cli.core.player import Changed, Paused, Reported, Resumed, SegmentEnded, SessionEnded
from lrx_cli.core.records.player_rows import row_of, session_began
from lrx_cli.core.records.session_record import (
    ExerciseTotals,
    LoggedEvent,
    LoggedSegment,
    Record,
    Row,
    Session,
    outcome,
    planned_totals,
    totals_of,
)
from lrx_cli.core.timeline import Timeline
from tests.core.playing import only
from tests.core.scores import ONE_LEG, PLAIN, score, scores
from tests.core.test_player_properties import Script, play, scripts

NOW = Moment(1_700_000_000_000, 60)
SESSION = Session("id", NOW, "made", "standard", "full", 1, True, "asked", "1")


def ended(seq: int, **value: str | int | None) -> LoggedEvent:
    return LoggedEvent(seq, 9, "ended", value)


@given(scores(), scripts)
def test_the_sums_of_a_session_are_those_of_its_events(timeline: Timeline, script: Script) -> None:
    events = play(timeline, [*script, (0, "quit"), (0, "hurt_end")])
    rows: list[Row] = [session_began(1, NOW)]
    for event in events:
        counted = [row.place for row in rows if isinstance(row, LoggedSegment) and row.credit]
        if (row := row_of(event, len(rows) + 1, NOW.day, counted)) is not None:
            rows.append(row)
    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    kept = Record(SESSION, totals_of(planned_totals(timeline), rows), tuple(rows))
    last = only(events, SessionEnded)[0]
    assert (kept.done, kept.planned) == (last.done, last.planned)
    assert kept.outcome == last.outcome
    assert kept.active == sum(event.active for event in only(events, SegmentEnded))
    happened = [event for event in events if isinstance(event, (Paused, Resumed, Changed, Reported))]
    told = [row.what for row in rows if isinstance(row, LoggedEvent)]
    assert len(told) == 1 + len(happened) + 1
    assert told.count("paused") == len(only(events, Paused))
    assert told.count("resumed") == len(only(events, Resumed))


def test_it_begins_with_the_wall_clock() -> None:
    assert session_began(1, NOW) == LoggedEvent(1, 0, "began", {"utc": NOW.utc, "offset": NOW.offset})


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([], "interrupted"),
        ([ended(1, outcome="done")], "done"),
        ([ended(1, outcome="stopped")], "stopped"),
        ([ended(1)], "stopped"),
        ([ended(1, outcome="stopped"), LoggedEvent(2, 0, "went_on", {})], "interrupted"),
        ([ended(1, outcome="stopped"), LoggedEvent(2, 0, "redone", {})], "interrupted"),
        ([ended(1, outcome="stopped"), LoggedEvent(2, 0, "paused", {})], "stopped"),
        ([LoggedEvent(1, 0, "redone", {}), ended(2, outcome="done")], "done"),
    ],
)
def test_how_a_session_came_out_is_the_last_that_was_heard_of_it(rows: list[Row], found: str) -> None:
    assert outcome(rows) == found


SHARES = (ExerciseTotals(0, "kick", 12), ExerciseTotals(1, "bridge", 6))


def test_what_was_planned_is_what_was_counted_at_the_end() -> None:
    for rows, found in (
        ((), 18),
        ((ended(1, planned=10),), 10),
        ((ended(1, planned=10), ended(2, planned=7)), 7),
        ((ended(1, planned=None),), 18),
        ((LoggedEvent(1, 0, "changed", {"planned": 3}),), 18),
    ):
        assert Record(SESSION, SHARES, rows).planned == found


def test_a_record_never_has_more_done_than_planned() -> None:
    exercises = (SHARES[0]._replace(done=11),)
    assert Record(SESSION, exercises, (ended(1, planned=4),)).planned == 11
    assert Record(SESSION, exercises, ()).planned == 12


def test_shares_are_the_moves_and_holds_of_each_exercise() -> None:
    assert planned_totals(score(ONE_LEG, PLAIN)) == SHARES


def test_rows_of_no_known_exercise_count_for_none() -> None:
    row = LoggedSegment(1, 9, NOW.day, 0, "move", 7, None, 1, 1, "done", 500, 500, True)
    assert totals_of(SHARES, [row]) == SHARES
    assert totals_of(SHARES, [row._replace(block=1)]) == (SHARES[0], SHARES[1]._replace(done=1, active=500))


def test_a_pause_is_kept_with_its_reason_and_so_is_its_end() -> None:
    events = play(score(PLAIN), [(9_000, "pause"), (5_000, "go_on"), (0, "quit")])
    rows = [row for event in events if isinstance(row := row_of(event, 1, NOW.day), LoggedEvent)]
    why = {"why": "asked"}
    kept = [(row.what, row.at, row.value) for row in rows[:2]]
    assert kept == [("paused", 9_000, why), ("resumed", 14_000, why)]


def test_kept_rows_of_two_kinds_cannot_be_mistaken_for_each_other() -> None:
    widths = [len(kind._fields) for kind in get_args(Row)]
    assert len(set(widths)) == len(widths)
