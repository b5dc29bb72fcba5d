"""The plain path, pauses, and time that nobody could use."""

from __future__ import annotations

import pytest

from lrx_cli.core.player import (
    Changed,
    CueDue,
    Lost,
    Paused,
    Player,
    Resumed,
    SegmentEnded,
    SegmentStarted,
    SessionEnded,
    SessionStarted,
)
from lrx_cli.core.player.interruptions import WELCOME_BACK
from lrx_cli.core.timeline import Kind, Timeline
from lrx_cli.core.timeline.cue_duration import speech
from tests.core.playing import Session, begun, during, only, outcomes, said, texts, tones
from tests.core.scores import KNEES, ONE_LEG, PLAIN, STRETCH, score

EMPTY = Timeline("nothing", "standard", "full", (), (), 0, {})


def test_before_the_start_nothing_is_due_and_nothing_happens() -> None:
    player = Player(score(PLAIN))
    assert player.handle(5_000) == []
    assert player.handle(6_000, "pause") == []
    assert (player.state, player.deadline, player.allowed) == ("ready", None, ("start",))


def test_session_time_begins_with_the_start() -> None:
    player = Player(score(PLAIN))
    player.handle(3_000)
    events = player.handle(7_000, "start")
    assert events[0] == SessionStarted(0, player.timeline)
    assert isinstance(events[1], SegmentStarted)
    assert [event.at for event in events] == [0, 0, 0]
    assert player.deadline == 9_000


def test_a_late_wake_up_delays_one_thing_and_never_the_rest() -> None:
    session = during(score(PLAIN), kind="move")
    hold = session.player.timeline.segments[3]
    session.sleep(2_000 + 1_500)
    late = session.events[-2:]
    assert late == [SegmentStarted(22_000, hold), CueDue(22_000, 3, hold.cues[0])]
    assert session.player.deadline == 25_000


def test_a_segment_begins_at_the_moment_the_one_before_was_due_to_end() -> None:
    session = Session(score(PLAIN))
    session.finish()
    ends = {event.segment.index: event.at for event in only(session.events, SegmentEnded)}
    for event in only(session.events, SegmentStarted)[1:]:
        assert event.at == ends[event.segment.index - 1]


def test_a_clock_that_goes_back_is_an_error() -> None:
    player = Player(score(PLAIN))
    player.handle(5_000, "start")
    with pytest.raises(ValueError, match="went back"):
        player.handle(4_999)


def test_nothing_to_play_ends_at_once() -> None:
    player = Player(EMPTY)
    assert player.snapshot(0).session_total == 0
    assert player.handle(0, "start") == [SessionStarted(0, EMPTY), SessionEnded(0, "done", 0, 0)]
    assert player.snapshot(10).outcome == "done"


def test_the_end_allows_nothing_more() -> None:
    session = Session(score(PLAIN))
    session.finish()
    assert session.player.allowed == ()
    assert session.player.deadline is None
    assert session.wait(60_000) == []
    assert session.press("start", "pause", "quit", Lost(5_000)) == []


# --- pausing -----------------------------------------------------------------------------------------


def test_a_pause_stands_still_and_keeps_the_rest_of_the_hold() -> None:
    session = during(score(STRETCH), kind="hold", after=7_000)
    session.press("pause")
    session.wait(500_000)
    assert session.shown.left == 13_000
    session.press("go_on")
    ended = only(session.finish(), SegmentEnded)[0]
    assert (ended.outcome, ended.active) == ("done", 20_000)


def test_it_is_said_once_that_it_is_still_paused() -> None:
    session = Session(score(PLAIN), at=1_000)
    session.press("pause")
    assert session.wait(59_999) == []
    assert said(session.wait(1)) == ["Still paused. Press space to continue."]
    assert session.wait(10**7) == []


def test_a_movement_goes_on_after_a_count_in_that_its_sentence_fits_into() -> None:
    session = during(score(ONE_LEG), kind="move", after=500)
    session.press("pause")
    at = session.now
    session.press("go_on")
    events = session.wait(60_000)
    count_in = speech("Carrying on. Left leg.") + 300 + 3_000
    assert count_in > 5_000
    ticks = [event.at - at for event in only(events, CueDue)[:3]]
    assert ticks == [count_in - 3_000, count_in - 2_000, count_in - 1_000]
    assert only(events, Resumed) == [Resumed(at + count_in, "asked")]
    assert only(events, SegmentEnded)[0].at == at + count_in + 1_500


def test_getting_back_into_a_hold_gets_its_tempo_and_time_for_the_sentence() -> None:
    session = during(score(ONE_LEG), kind="hold", after=1_000)
    session.press("pause")
    at = session.now
    line = said(session.press("go_on"))
    assert line == ["Carrying on. Left leg. Back into the stretch."]
    resumed = only(session.wait(60_000), Resumed)
    assert resumed == [Resumed(at + speech(line[0]) + 300 + 3_000 + ONE_LEG.tempo, "asked")]


def test_pausing_in_the_count_in_calls_it_off() -> None:
    session = during(score(PLAIN), kind="hold")
    session.press("pause", "go_on")
    session.wait(4_500)
    events = session.press("pause")
    assert said(events) == ["Paused now. Take your time."]
    assert only(events, Paused) == [], "it has been a pause all the time"
    assert only(session.wait(50_000), Resumed) == []
    session.press("go_on")
    assert len(only(session.finish(), Resumed)) == 1


def test_preparing_goes_on_at_once() -> None:
    session = Session(score(PLAIN), at=1_990)
    session.press("pause")
    session.wait(5_000)
    events = session.press("go_on")
    assert only(events, Resumed) == [Resumed(session.now, "asked")]
    assert session.player.state == "running"
    assert session.player.deadline == session.now + speech("Carrying on.") + 300, (
        "what is said next waits for 'Carrying on.'"
    )


def test_going_on_is_heard_even_when_all_else_was_said() -> None:
    session = during(score(PLAIN), kind="rest", after=3_900)
    session.press("pause", "go_on")
    assert session.player.deadline == session.now + speech("Carrying on.") + 300


@pytest.mark.parametrize("told", [9_500, 10_500, 11_500])
def test_ticks_that_were_cut_come_again_all_three(told: int) -> None:
    session = Session(score(PLAIN), at=8_000 + told)
    session.press("pause")
    session.wait(5_000)
    session.press("go_on")
    events = session.wait(4_400)
    assert tones(events) == ["tick", "tick", "tick", "go"]


def test_a_line_cut_before_half_of_it_was_said_is_said_again() -> None:
    session = Session(score(PLAIN), at=2_000 + 400)
    session.press("pause", "go_on")
    assert texts(session.wait(2_000)) == ["From start to supine."]
    again = Session(score(PLAIN), at=2_000 + 1_500)
    again.press("pause", "go_on")
    assert texts(again.wait(2_000)) == []


def test_a_line_cut_in_a_hold_is_said_again_only_where_it_fits() -> None:
    cut = during(score(STRETCH), kind="hold", after=500)
    cut.press("pause", "go_on")
    events = cut.wait(12_000)
    assert texts(events)[texts(events).index("1") + 1] == "Stay there."
    short = during(score(ONE_LEG), kind="hold", after=500)
    short.press("pause", "go_on")
    assert "Stay there." in texts(short.wait(12_000))
    quick = during(score(PLAIN._replace(tempo=1_500)), kind="move", after=600)
    quick.press("pause", "go_on")
    assert "Lift 1." not in texts(quick.wait(6_500)), "0.9 s are left for a line of 1.2 s"


# --- time that nobody could use ---------------------------------------------------------------------------


def test_a_long_sleep_pauses_instead_of_rushing() -> None:
    session = during(score(PLAIN), kind="hold")
    due = session.player.deadline
    assert due is not None
    events = session.sleep(3_600_000)
    assert events[0] == Paused(due, "stalled")
    assert said(events) == ["Welcome back. The session waited for you. Press space to continue."]
    assert only(events, CueDue)[0].at == session.now
    assert (session.player.state, session.shown.done) == ("paused", 1)


def test_just_in_time_is_no_stall() -> None:
    session = during(score(PLAIN), kind="hold")
    session.sleep(3_000 + 2_000)
    assert session.player.state == "running"
    other = during(score(PLAIN), kind="hold")
    other.sleep(3_000 + 2_001)
    assert other.player.state == "paused"


def test_the_driver_says_how_late_is_too_late() -> None:
    player = Player(score(PLAIN), stall=120_000)
    player.handle(0, "start")
    player.handle(30_000)
    assert player.state == "running"


def test_what_was_missed_is_told_after_going_on() -> None:
    session = Session(score(PLAIN), at=1_000)
    session.sleep(60_000)
    session.press("go_on")
    events = session.finish()
    assert texts(events)[0] == "From start to supine."
    assert outcomes(events) == ["done"] * session.player.timeline.planned


def test_without_a_keyboard_a_stall_goes_on_by_itself_after_the_count_in() -> None:
    session = during(score(PLAIN), kind="hold", attended=False)
    session.sleep(60_000)
    awake = session.now
    assert said(session.events[-2:]) == ["Carrying on. Back into the stretch."]
    assert only(session.wait(60_000), Resumed)[0].at > awake + 5_000
    session.finish()
    assert isinstance(session.events[-1], SessionEnded)
    assert session.events[-1].done == session.events[-1].planned


def test_a_stall_in_the_count_in_calls_it_off_too() -> None:
    session = during(score(PLAIN), kind="hold")
    session.press("pause", "go_on")
    events = session.sleep(90_000)
    assert session.player.state == "paused"
    assert only(events, Resumed) == []
    assert session.shown.count_in is None
    assert session.shown.why == "stalled"


def test_lost_time_pauses_and_is_kept_as_an_event() -> None:
    session = during(score(PLAIN), kind="hold", after=1_000)
    events = session.press(Lost(45_000))
    assert events[:2] == [Changed(session.now, "lost", None, 45_000), Paused(session.now, "stalled")]
    assert session.shown.left == 2_000
    assert said(events) == ["Welcome back. The session waited for you. Press space to continue."]


@pytest.mark.parametrize("attended", [True, False])
@pytest.mark.parametrize("kind", ["move", "hold"])
def test_a_short_stall_costs_three_ticks_and_no_key(kind: Kind, attended: bool) -> None:
    session = during(score(PLAIN), kind=kind, attended=attended, after=1_000)
    at, left = session.now, session.shown.left
    events = session.press(Lost(400)) + session.wait(3_000)
    assert events[1] == Paused(at, "stalled")
    assert said(events) == []
    assert tones(events) == ["tick", "tick", "tick"]
    assert only(events, Resumed) == [Resumed(at + 3_000, "stalled")]
    assert session.shown.left == left


def test_a_short_stop_that_was_asked_for_waits_for_its_key() -> None:
    session = during(score(PLAIN), kind="hold", after=1_000)
    events = session.press(Lost(400, asked=True))
    assert said(events) == [WELCOME_BACK.text]


def test_lost_time_in_a_pause_changes_nothing_but_is_told() -> None:
    session = Session(score(PLAIN), at=1_000)
    session.press("pause")
    assert session.press(Lost(45_000)) == [Changed(session.now, "lost", None, 45_000)]
    assert session.shown.why == "asked"


def test_lost_time_without_a_keyboard_goes_on_by_itself() -> None:
    session = during(score(KNEES), kind="move", attended=False)
    session.press(Lost(45_000))
    session.finish()
    assert session.shown.outcome == "done"


# --- waiting for a key ------------------------------------------------------------------------------------


def test_what_waits_for_a_key_waits_for_ever() -> None:
    session = Session(score(PLAIN, manual=True), at=3_000)
    assert session.player.deadline is None
    assert session.wait(10**8) == []
    assert [segment.kind for segment in begun(session.press("next"))] == ["prepare"]


def test_the_key_before_a_movement_brings_three_ticks() -> None:
    session = Session(score(PLAIN, manual=True))
    session.press("next")
    session.wait(5_000)
    at = session.now
    session.press("next")
    events = session.wait(3_000)
    assert tones([*session.events[-len(events) - 1 :]])[-4:] == ["tick", "tick", "tick", "go"]
    assert [segment.kind for segment in begun(events)] == ["move"]
    assert only(events, SegmentStarted)[0].at == at + 3_000
    assert outcomes(events) == ["done"]


def test_who_is_welcomed_back_and_stays_away_is_told_once_more() -> None:
    session = Session(score(PLAIN))
    session.sleep(10_000)
    assert said(session.wait(59_999)) == []
    assert said(session.wait(600_000)) == ["Still paused. Press space to continue."]
