"""Taking up a session that was left, from its timeline and its rows alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import Side
from lrx_cli.core.dates import Moment
from lrx_cli.core.player import Event, Player, SegmentEnded, SegmentStarted, SessionEnded, SessionStarted
from lrx_cli.core.records.player_rows import find_resume_point, row_of, session_began
from lrx_cli.core.records.session_record import ResumeMode, Row
from lrx_cli.core.timeline import Segment, Timeline
from lrx_cli.core.timeline.cue_duration import cue_duration
from tests.core.playing import Session, begun, during, only
from tests.core.scores import FLOWING, KNEES, ONE_LEG, PLAIN, ROUND, STRETCH, Made, score, scores
from tests.core.test_player_properties import NEVER, Script, onward, scripts, started

TODAY = Moment(1_700_000_000_000, 60)


def rows_of(events: Sequence[Event], before: Sequence[Row] = (), mode: ResumeMode = "went_on") -> list[Row]:
    """What the history keeps of these events; a segment that has not ended is kept as cut off."""
    rows: list[Row] = [*before, session_began(len(before) + 1, TODAY, mode if before else None)]
    running: Segment | None = None
    for event in events:
        if isinstance(event, SegmentStarted):
            running = event.segment
        elif isinstance(event, SegmentEnded):
            running = None
        row = row_of(event, len(rows) + 1, TODAY.day)
        if row is not None:
            rows.append(row)
    if running is not None:
        cut_off = row_of(SegmentEnded(events[-1].at, running, "stopped", 1), len(rows) + 1, TODAY.day)
        assert cut_off is not None
        rows.append(cut_off)
    return rows


def resume(timeline: Timeline, rows: Sequence[Row], mode: ResumeMode = "went_on") -> Session:
    """The same session on another day, after it was cut off."""
    found = find_resume_point(timeline, rows)
    assert found is not None
    going_on, bookmark = found.resume(mode)
    again = Session(going_on, begin=False)
    again.player = Player(going_on, bookmark, 0)
    again.press("start")
    return again


def again(session: Session, mode: ResumeMode = "went_on") -> Session:
    return resume(session.player.timeline, rows_of(session.events), mode)


def test_an_exercise_whose_skip_was_taken_back_is_still_to_be_played() -> None:
    session = Session(score(PLAIN, ONE_LEG))
    session.until_kind("hold", 2)
    session.press("skip")
    session.wait(1_000)
    session.press("back")
    rest = again(session)
    assert rest.until_kind("move").exercise == "bridge"
    assert only(rest.finish(), SessionEnded)[0].done == 18


def work(session: Session) -> list[tuple[str, str | None, int]]:
    return [(s.kind, s.side, s.rep) for s in begun(session.events) if s.kind in ("move", "hold")]


def moves(session: Session) -> list[tuple[str | None, int]]:
    return [(side, rep) for kind, side, rep in work(session) if kind == "move"]


def where(session: Session) -> str:
    found = find_resume_point(session.player.timeline, rows_of(session.events))
    assert found is not None
    return found.where


def test_it_says_that_it_was_resumed_and_from_where() -> None:
    session = Session(score(PLAIN))
    hold = session.until_kind("hold", nth=2)
    assert only(again(session).events, SessionStarted)[0].resumed_from == hold.index


def test_it_gets_into_position_and_begins_the_interrupted_movement() -> None:
    session = during(score(PLAIN, ONE_LEG), block=1, rep=2)
    taken = again(session)
    taken.finish()
    kinds = [segment.kind for segment in begun(taken.events)]
    assert kinds[:3] == ["prepare", "prepare", "move"]
    assert begun(taken.events)[0].cues[1].text == "From start to supine."
    assert moves(taken) == [("left", 2), ("left", 3), ("right", 1), ("right", 2), ("right", 3)]


def test_into_a_hold_one_is_led_and_no_movement_is_played_twice() -> None:
    session = during(score(STRETCH), kind="hold", side="right")
    taken = again(session)
    taken.finish()
    assert work(taken)[:2] == [("hold", "right", 1), ("move", "right", 2)]
    way_in = begun(taken.events)[2]
    assert way_in.cues[0].say == "Carrying on. Right leg. Back into the stretch."
    assert [cue.tone for cue in way_in.cues[1:]] == ["tick"] * 3
    assert way_in.duration == way_in.cues[-1].at + 1_000
    assert way_in.duration >= 5_000 + session.player.timeline.blocks[0].dose.tempo


@pytest.mark.parametrize("kind", ["rest", "switch", "return"])
def test_what_is_not_work_is_not_waited_for_again(kind: str) -> None:
    session = during(score(ONE_LEG if kind != "rest" else PLAIN._replace(sets=2)), kind=kind)
    taken = again(session)
    taken.finish()
    assert work(taken)[0][0] == "move"
    assert work(taken) == work_after(session)


def work_after(session: Session) -> list[tuple[str, str | None, int]]:
    """What this session has still to do."""
    heard = len(begun(session.events))
    session.finish()
    return [(s.kind, s.side, s.rep) for s in begun(session.events)[heard:] if s.kind in ("move", "hold")]


def test_it_prepares_the_side_that_was_interrupted() -> None:
    session = during(score(ONE_LEG), side="right", rep=2)
    taken = again(session)
    assert taken.player.allowed.count("side") == 0
    taken.finish()
    told = [cue.text for segment in begun(taken.events)[:2] for cue in segment.cues]
    assert "Start with the right leg." in told
    assert moves(taken) == [("right", 2), ("right", 3)]


def test_what_was_done_before_counts() -> None:
    session = during(score(PLAIN), rep=3)
    played = session.shown.session_elapsed
    taken = again(session)
    assert taken.player.snapshot(0).session_elapsed == played + 1  # the cut segment had one ms
    taken.finish()
    ended = only(taken.events, SessionEnded)[0]
    assert (ended.done, ended.planned) == (6, 6)


def test_what_was_changed_stays_changed() -> None:
    session = Session(score(KNEES._replace(id="sway"), FLOWING, STRETCH))
    session.press("side")
    session.until_kind("hold")
    session.press("longer")
    early = again(session)
    early.finish()
    assert moves(early)[:4] == [("left", 1), ("right", 2), ("left", 2), ("right", 3)]
    assert [s.duration for s in begun(early.events) if s.kind == "hold"][:6] == [5_000] * 6
    session.until(block=1, rep=2)
    session.press("ease")
    session.until(block=2, kind="hold")
    session.press("hurt", "hurt_strong")
    session.until_kind("hold")
    late = again(session)
    assert [segment.duration for segment in begun(late.finish()) if segment.kind == "hold"] == [10_000] * 4


def test_a_hold_that_was_made_shorter_stays_shorter() -> None:
    session = during(score(STRETCH), kind="hold", after=6_000)
    session.press("ease")
    session.until_kind("hold")
    later = again(session).finish()
    assert {segment.duration for segment in begun(later) if segment.kind == "hold"} == {6_000}


def test_the_easier_form_is_gone_on_with_where_it_was() -> None:
    session = during(score(STRETCH), kind="hold")
    session.press("hurt", "hurt_strong")
    session.until(side="right", kind="hold")
    taken = again(session)
    taken.finish()
    assert work(taken) == [("hold", "right", 1), ("move", "right", 2), ("hold", "right", 2)]
    assert {s.duration for s in begun(taken.events) if s.kind == "hold"} == {10_000}
    told = [cue.say for segment in begun(taken.events) for cue in segment.cues]
    assert "Carrying on. Right leg. Back into the stretch." in told


def test_the_easier_form_is_led_into_on_the_side_that_was_interrupted() -> None:
    session = during(score(STRETCH), kind="hold")
    session.press("hurt", "hurt_strong")
    session.until(side="right", kind="move")
    taken = again(session)
    taken.finish()
    assert {segment.side for segment in begun(taken.events)[:3]} == {"right"}
    assert begun(taken.events)[2].cues[0].text.startswith("Easier from here.")
    assert work(taken)[0] == ("move", "right", 1)


def test_what_was_left_out_stays_left_out() -> None:
    session = during(
        score(ONE_LEG, PLAIN, ONE_LEG._replace(id="wave"), KNEES._replace(id="sway")), kind="hold"
    )
    session.press("hurt", "hurt_spread", "hurt_settled")
    session.until(block=1, kind="move")
    session.press("skip")
    taken = again(session)
    taken.finish()
    assert {segment.block for segment in begun(taken.events)} == {3}
    assert taken.player.snapshot(taken.now).reds == 1


def test_pain_told_while_preparing_leaves_the_coming_exercise_in() -> None:
    session = during(score(ONE_LEG, PLAIN), block=1)
    session.press("hurt", "hurt_spread", "hurt_settled")
    assert {segment.block for segment in begun(again(session).finish())} == {1}


def test_an_exercise_that_was_over_is_not_begun_again() -> None:
    session = during(score(PLAIN, ONE_LEG), kind="rest")
    assert {segment.block for segment in begun(again(session).events)} == {1}


def test_redoing_plays_the_whole_exercise_and_counts_nothing_twice() -> None:
    session = during(score(PLAIN, ONE_LEG), block=1, side="right", rep=3)
    taken = again(session, "redone")
    taken.finish()
    assert moves(taken) == [(side, rep) for side in ("left", "right") for rep in (1, 2, 3)]
    ended = only(taken.events, SessionEnded)[0]
    assert (ended.done, ended.planned) == (18, 18)


@pytest.mark.parametrize(
    ("kind", "side", "rep", "told"),
    [
        ("move", "right", 2, "Kick, right side, repetition 2 of 3"),
        ("hold", "left", 3, "Kick, left side, repetition 3 of 3"),
        ("prepare", "left", 0, "Kick, from its beginning"),
    ],
)
def test_where_it_was_left_is_said_in_words(kind: str, side: Side, rep: int, told: str) -> None:
    session = during(score(PLAIN, ONE_LEG), block=1, kind=kind, side=side, rep=rep)
    assert where(session) == told


def test_sets_are_named_where_there_are_several() -> None:
    session = during(score(PLAIN._replace(sets=2)), set=2, rep=1)
    assert where(session) == "Bridge, set 2 of 2, repetition 1 of 3"


def test_the_side_is_named_as_it_was_played() -> None:
    session = Session(score(ONE_LEG))
    session.press("side")
    session.until(rep=2)
    assert session.segment.side == "right"
    assert where(session) == "Kick, right side, repetition 2 of 3"


def test_nothing_is_left_of_a_session_that_was_finished() -> None:
    session = Session(score(PLAIN))
    session.finish()
    assert find_resume_point(session.player.timeline, rows_of(session.events)) is None
    nearly = during(score(PLAIN), word="DONE")
    assert find_resume_point(nearly.player.timeline, rows_of(nearly.events)) is None


def test_a_session_that_was_stopped_for_a_warning_sign_is_not_offered() -> None:
    session = during(score(PLAIN), kind="hold")
    session.press("hurt", "hurt_warning")
    assert find_resume_point(session.player.timeline, rows_of(session.events)) is None


def test_a_session_that_ended_with_its_second_stop_is_not_offered() -> None:
    session = Session(score(ONE_LEG, PLAIN, ROUND))
    for _ in range(2):
        session.until_kind("hold")
        session.press("hurt", "hurt_spread", "hurt_settled")
    assert find_resume_point(session.player.timeline, rows_of(session.events)) is None


def test_nothing_is_left_of_a_session_that_never_began() -> None:
    assert find_resume_point(score(PLAIN), rows_of([])) is None


def test_a_session_can_be_left_again_and_again() -> None:
    timeline = score(STRETCH, KNEES)
    whole = Session(timeline)
    path = [segment.index for segment in begun(whole.finish()) if is_work(segment)]
    session = during(timeline, kind="hold")
    rows = rows_of(session.events)
    for _ in range(len(work(whole)) - 2):
        session = resume(timeline, rows)
        cut = session.until(is_work)
        following = session.until(is_work)
        assert following.index == next(index for index in path if index > cut.index)
        rows = rows_of(session.events, rows)
    session = resume(timeline, rows)
    session.finish()
    ended = only(session.events, SessionEnded)[0]
    assert ended.done == ended.planned == len(work(whole))
    assert sum(getattr(row, "credit", 0) for row in rows_of(session.events, rows)) == ended.done


def test_who_is_cut_off_while_getting_ready_again_loses_nothing() -> None:
    timeline = score(PLAIN, ONE_LEG)
    session = during(timeline, side="right", kind="hold")
    rows = rows_of(session.events)
    for _ in range(3):
        session = resume(timeline, rows)
        session.until_kind("prepare")
        rows = rows_of(session.events, rows)
    session = resume(timeline, rows)
    session.finish()
    assert work(session)[0] == ("hold", "right", 1)


def is_work(segment: Segment) -> bool:
    return segment.kind in ("move", "hold")


@given(scores(), scripts)
def test_a_resumed_session_equals_one_that_was_never_interrupted(timeline: Timeline, script: Script) -> None:
    """Cut off after any number of key presses: what is done from there on is what would have been done,
    but for the segment that was cut, which is done again."""
    player, events = started(timeline)
    now = 1_000
    for gap, command in script:
        now += gap
        events += player.handle(now, command)
    found = find_resume_point(timeline, rows_of(events))
    if found is None or player.state == "ended":
        return  # nothing would have followed
    going_on, bookmark = found.resume("went_on")
    taken = Player(going_on, bookmark, 0, stall=NEVER)
    resumed = played_out(taken, 0, taken.handle(0, "start"))
    running = player.snapshot(now).segment
    rest = played_out(player, now, [])
    expected = essence(rest)
    if running is not None and is_work(running):
        expected = [(running.index, running.side), *expected]
    assert essence(resumed) == expected
    one, other = only(resumed, SessionEnded)[0], only(rest, SessionEnded)[0]
    assert (one.outcome, one.done, one.planned) == (other.outcome, other.done, other.planned)


def essence(events: Sequence[Event]) -> list[tuple[int, Side | None]]:
    """The movements and holds that are begun, as they are played."""
    return [(s.index, s.side) for s in begun(events) if s.kind in ("move", "hold")]


def played_out(player: Player, now: Ms, events: list[Event]) -> list[Event]:
    """To the end, going on whenever a key is waited for."""
    for _ in range(5_000):
        if player.state == "ended":
            return events
        due = player.deadline
        if player.state == "paused":
            events += player.handle(now, onward(player.snapshot(now)))
            due = player.deadline
        now = now if due is None else max(now, due)
        events += player.handle(now, None if due is not None else "next")
    raise AssertionError("it does not end")


# --- where it was cut ------------------------------------------------------------------------------------


def test_what_was_left_out_stays_left_out_though_its_way_out_was_cut() -> None:
    session = during(score(PLAIN, ONE_LEG), kind="hold")
    session.press("skip")
    assert session.segment.block == 0
    assert {segment.block for segment in begun(again(session).finish())} == {1}
    before_the_way_out = resume(session.player.timeline, rows_of(session.events)[:-1])
    assert {segment.block for segment in begun(before_the_way_out.finish())} == {1}


def test_the_first_one_left_out_for_pain_before_it_began_stays_left_out() -> None:
    session = Session(score(PLAIN, ONE_LEG))
    session.press("hurt", "hurt_spread", "hurt_settled")
    for rows in (rows_of(session.events), rows_of(session.events)[:-1]):
        taken = resume(session.player.timeline, rows)
        assert {segment.block for segment in begun(taken.finish())} == {1}


def test_between_two_segments_the_next_one_is_gone_on_with() -> None:
    """The row of the first was kept, and nothing of the second."""
    session = Session(score(PLAIN))
    hold = session.until_kind("hold", nth=2)
    taken = resume(session.player.timeline, rows_of(session.events)[:-1])
    taken.finish()
    assert work(taken)[0] == ("hold", None, hold.rep)


def test_from_a_switch_the_next_movement_is_gone_on_with() -> None:
    session = during(score(ONE_LEG), kind="switch")
    taken = again(session)
    taken.finish()
    assert [segment.kind for segment in begun(taken.events)][:3] == ["prepare", "prepare", "move"]
    assert moves(taken) == [("right", 1), ("right", 2), ("right", 3)]


def test_nothing_is_left_of_what_was_played_to_its_last_word() -> None:
    session = Session(score(PLAIN))
    session.finish()
    rows = rows_of(session.events)
    assert rows[-1].what == "ended"
    assert find_resume_point(session.player.timeline, rows[:-1]) is None


def test_the_time_of_an_exercise_goes_on_where_it_was() -> None:
    session = during(score(PLAIN, ONE_LEG), block=1, rep=1)
    taken = again(session)
    shown = taken.player.snapshot(taken.now)
    assert shown.exercise_elapsed == 8_000 + 12_000 + 1
    assert shown.session_elapsed > shown.exercise_elapsed


@pytest.mark.parametrize("easier", [False, True])
@pytest.mark.parametrize("made", [STRETCH, STRETCH._replace(level="gentle")])
def test_the_way_into_a_hold_is_told_in_time_and_has_a_place_of_its_own(made: Made, easier: bool) -> None:
    session = during(score(made), kind="move")
    if easier and made.level != "gentle":
        session.press("hurt", "hurt_strong")
    session.until_kind("hold")
    taken = again(session)
    segments = taken.player.timeline.segments
    assert [segment.index for segment in segments] == list(range(len(segments)))
    taken.until_kind("hold")
    way_in = begun(taken.events)[-2]
    line, *ticks = way_in.cues
    assert line.say == "Carrying on. Left leg. Back into the stretch."
    assert cue_duration(line) + 300 <= ticks[0].at == (way_in.duration or 0) - 3_000
    assert [segment.kind for segment in begun(taken.events)] == ["prepare", "prepare", "prepare", "hold"]
    assert begun(taken.events)[1].text == "Settle down here.", "whoever comes back has got up meanwhile"


@pytest.mark.parametrize(
    ("mode", "where"), [("redone", "from its beginning"), ("went_on", "right side, repetition 1 of 2")]
)
def test_a_session_that_was_resumed_and_cut_off_at_once_is_resumed_in_the_same_place(
    mode: ResumeMode, where: str
) -> None:
    """On the way back into a hold, whose segments are there only while that hold is what goes on."""
    timeline = score(STRETCH, PLAIN)
    session = during(timeline, kind="hold", side="right")
    rows = rows_of(session.events)
    taken = resume(timeline, rows)
    taken.until(lambda segment: segment.index >= len(timeline.segments))
    rows = rows_of(taken.events, rows)
    found = find_resume_point(timeline, [*rows, session_began(len(rows) + 1, TODAY, mode)])
    assert found is not None
    assert found.where == f"Stretch, {where}"
