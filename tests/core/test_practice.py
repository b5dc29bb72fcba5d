"""What sums mean: how much is explained, and what could be next."""

from __future__ import annotations

import pytest

from lrx_cli.core.dates import Moment
from lrx_cli.core.records.progress import Practice, nudge, times_played
from lrx_cli.core.records.session_record import ExerciseTotals, Record, Session


def test_what_was_not_heard_for_a_month_is_explained_one_step_more() -> None:
    known = {
        "often": Practice(9, 100),
        "often, long ago": Practice(9, 70),
        "a few times, long ago": Practice(4, 70),
        "a month but a day": Practice(4, 71),
        "six times, long ago": Practice(6, 70),
        "five times, long ago": Practice(5, 70),
    }
    assert times_played(known, 100) == {
        "often": 9,
        "often, long ago": 2,
        "a few times, long ago": 0,
        "a month but a day": 4,
        "six times, long ago": 2,
        "five times, long ago": 0,
    }


def last(day: int, done: int = 3) -> Record:
    started = Moment(day * 86_400_000, 0)
    session = Session("id", started, "desk", "gentle", "auto", 1, True, "asked", "1")
    return Record(session, (ExerciseTotals(0, "cat-cow", 10, done, 60_000),), ())


@pytest.mark.parametrize("days", [0, 1, 2, 10, 40, -3])
def test_the_nudge_never_counts_what_was_missed(days: int) -> None:
    words = nudge(last(100 - days), 100)
    assert not any(blame in words.lower() for blame in ("miss", "streak", "should", "must", "fail", "!"))


def test_the_nudge_fits_the_time_that_went_by() -> None:
    found = [nudge(last(100 - days), 100) for days in (0, 1, 5, 45)]
    assert len(set(found)) == 4
    assert "today" in found[0]
    assert "gently" in found[3]
    assert "Nothing is recorded" in nudge(None, 100)
    assert "Nothing was done" in nudge(last(100, done=0), 100)
    assert nudge(last(100 - 29), 100) == found[2]
    assert nudge(last(100 - 30), 100) == found[3]


def test_after_a_warning_sign_or_too_much_nobody_is_sent_back_to_exercising() -> None:
    for before in (None, last(100), last(98)):
        assert "looked at first" in nudge(before, 100, warned=True, red=True)
        assert "rest" in nudge(before, 100, red=True)
        for words in (nudge(before, 100, warned=True), nudge(before, 100, red=True)):
            assert "lrx session" not in words
