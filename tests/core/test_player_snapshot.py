"""What a picture is made of."""

from __future__ import annotations

from lrx_cli.core.player import Player
from tests.core.playing import Session, during
from tests.core.scores import FLOWING, ONE_LEG, PLAIN, ROUND, STRETCH, score


def test_before_the_start_the_whole_session_is_ahead() -> None:
    timeline = score(ONE_LEG, PLAIN)
    shown = Player(timeline).snapshot(0)
    assert (shown.state, shown.segment, shown.place, shown.places) == ("ready", None, 0, 2)
    assert shown.session_total == shown.session_left == timeline.duration
    assert shown.upcoming == "Next, kick."
    assert (shown.done, shown.planned) == (0, 18)
    assert (shown.rep, shown.reps, shown.set, shown.sets) == (0, 0, 0, 0)
    assert (shown.at, shown.elapsed, shown.left, shown.until_move, shown.count_in) == (0, 0, None, None, None)
    assert (shown.exercise_elapsed, shown.exercise_total, shown.session_elapsed) == (0, 0, 0)
    assert (shown.hurt_about, shown.reds, shown.warned, shown.outcome) == (None, 0, False, None)
    assert shown.allowed == ("start",)


def test_where_we_are_and_what_follows() -> None:
    session = during(score(ONE_LEG, PLAIN), rep=2, kind="hold", after=1_200)
    shown = session.shown
    assert (shown.elapsed, shown.left) == (1_200, 1_800)
    assert (shown.rep, shown.reps, shown.set, shown.sets) == (2, 3, 1, 1)
    assert (shown.place, shown.places) == (1, 2)
    assert shown.upcoming == "And lower."
    assert shown.block is not None
    assert shown.block.exercise == "kick"
    assert (shown.until_move, shown.count_in, shown.why) == (None, None, None)
    assert (shown.done, shown.planned) == (3, 18)


def test_preparing_counts_down_to_the_first_movement() -> None:
    session = Session(score(PLAIN), at=3_000)
    assert session.shown.until_move == 5_000 + 12_000
    session.press("next")
    assert session.shown.until_move == 12_000


def test_where_a_key_is_waited_for_nothing_counts_down() -> None:
    session = Session(score(PLAIN, manual=True))
    shown = session.shown
    assert (shown.left, shown.until_move) == (None, None)
    assert shown.session_total == shown.session_left == session.player.timeline.duration


def test_the_count_in_counts_down() -> None:
    session = during(score(PLAIN), kind="move")
    session.press("pause", "back")
    session.wait(1_000)
    shown = session.shown
    assert (shown.state, shown.count_in, shown.why) == ("paused", 4_000, "asked")


def test_the_time_of_an_exercise_is_its_own_alone() -> None:
    session = during(score(PLAIN, ROUND), rep=2, kind="hold", after=1_000)
    shown = session.shown
    assert shown.exercise_elapsed == 8_000 + 12_000 + 7_000 + 2_000 + 1_000
    assert shown.exercise_total == 8_000 + 12_000 + 3 * 7_000 + 4_000


def test_who_quits_has_nothing_ahead() -> None:
    session = Session(score(PLAIN, ROUND), at=3_000)
    session.press("quit")
    shown = session.shown
    assert (shown.exercise_elapsed, shown.exercise_total) == (3_000, 3_000)
    assert (shown.session_elapsed, shown.session_total, shown.session_left) == (3_000, 3_000, 0)
    assert (shown.until_move, shown.upcoming, shown.left) == (None, None, 5_000)


def test_what_is_taken_up_is_shown_from_there_before_it_starts() -> None:
    timeline = score(PLAIN, ROUND)
    session = Session(timeline)
    approach = session.until(block=1)
    kept = session.player.bookmark(session.now)
    kept.state, kept.segment, kept.beginning = "ready", None, approach.index
    shown = Player(timeline, kept, 0).snapshot(0)
    assert shown.upcoming == approach.text
    assert shown.session_total == sum(one.duration or 0 for one in timeline.path[approach.index :])


def test_time_left_follows_longer_holds() -> None:
    session = during(score(STRETCH), kind="hold")
    before = session.shown
    session.press("longer")
    after = session.shown
    assert after.session_left - before.session_left == 4 * 5_000
    assert after.exercise_total - before.exercise_total == 4 * 5_000


def test_time_left_follows_what_is_left_out() -> None:
    session = Session(score(PLAIN, ROUND))
    session.press("skip")
    shown = session.shown
    other = Player(score(ROUND)).snapshot(0)
    assert shown.session_left > other.session_left, "'Skipped.' takes a moment"
    assert shown.session_left < other.session_left + 2_500


def test_repetitions_follow_easing() -> None:
    session = during(score(FLOWING), kind="move")
    assert session.shown.reps == 6
    session.press("ease")
    assert session.shown.reps == 4


def test_the_time_of_an_exercise_begins_with_its_approach() -> None:
    session = during(score(PLAIN, ROUND), block=1, after=2_500)
    shown = session.shown
    assert shown.exercise_elapsed == 2_500
    assert shown.exercise_total == 8_000 + 12_000 + 3 * 2 * (2_000 + 3_000 + 2_000) + 4_000


def test_pauses_are_not_played() -> None:
    session = Session(score(PLAIN), at=5_000)
    session.press("pause")
    session.wait(50_000)
    shown = session.shown
    assert (shown.at, shown.session_elapsed) == (55_000, 5_000)


def test_at_the_end_it_stands_still() -> None:
    session = Session(score(PLAIN))
    session.finish()
    ended = session.shown
    later = session.player.snapshot(session.now + 99_000)
    assert later == ended
    assert (ended.outcome, ended.session_left, ended.allowed, ended.upcoming) == ("done", 0, (), None)
    assert (ended.left, ended.exercise_total) == (0, ended.exercise_elapsed)


def test_a_picture_changes_nothing() -> None:
    looked, blind = (
        Session(score(PLAIN._replace(reps=2), ROUND)),
        Session(score(PLAIN._replace(reps=2), ROUND)),
    )
    for _ in range(200):
        looked.wait(500)
        for ahead in (0, 400, 90_000):
            looked.player.snapshot(looked.now + ahead)
        blind.wait(500)
    assert looked.events == blind.events


def test_at_the_end_each_exercise_says_what_became_of_it() -> None:
    session = during(score(ONE_LEG, PLAIN, ROUND), block=0, rep=2, kind="move")
    assert session.shown.results == (), "not before the end"
    session.press("skip")
    session.until(block=2, rep=1, kind="hold")
    session.wait(1_000)
    session.press("quit")
    left, whole, begun = session.shown.results
    assert (left.outcome, whole.outcome, begun.outcome) == ("in part", "done", "in part")
    assert 0 < left.done < left.planned
    assert whole.done == whole.planned
    assert begun.done == 1


def test_what_was_not_begun_was_left_out() -> None:
    session = during(score(ONE_LEG, PLAIN), kind="move")
    session.press("quit")
    assert {result.outcome for result in session.shown.results} == {"left out"}
