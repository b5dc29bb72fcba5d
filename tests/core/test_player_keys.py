"""What the keys do: one test a row of the table, and what is easily got wrong about each."""

from __future__ import annotations

from typing import Any

import pytest

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.routine import Choice
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.player import Changed, CueDue, Resumed, SegmentEnded, SegmentStarted, SessionEnded
from lrx_cli.core.player.commands import TAKE_BACK
from lrx_cli.core.player.events import ALLOWED
from lrx_cli.core.timeline.compile import compile
from lrx_cli.core.timeline.phrases import GETTING_UP
from tests.core.playing import Session, begun, during, only, outcomes, said, texts, tones
from tests.core.scores import FLOWING, KNEES, ONE_LEG, PLAIN, ROUND, STRETCH, Made, score
from tests.core.shipped import CATALOG, ROUTINES

TWO = score(ONE_LEG, PLAIN)


NO_LONGER = score(PLAIN._replace(hold=1_000))
ROWS = [
    # In that kind of segment, so far into it, these keys sound this, lead there, and say this.
    ("pause", TWO, "move", 500, "pause", "", "paused in move", "Paused now. Take your time."),
    ("go on, in a hold", TWO, "hold", 500, "pause go_on", "", "paused in hold",
     "Paused now. Take your time.", "Carrying on. Left leg. Back into the stretch."),
    ("go on, in a move", TWO, "move", 500, "pause go_on", "", "paused in move",
     "Paused now. Take your time.", "Carrying on. Left leg."),
    ("go on, in a switch", TWO, "switch", 4_000, "pause go_on", "", "running in switch",
     "Paused now. Take your time.", "Carrying on."),
    ("ease a hold", score(STRETCH), "hold", 12_800, "ease", "end", "running in return",
     "Easing off. Come back slowly. Shorter holds from now on."),
    ("ease a move", TWO, "move", 500, "ease", "back", "running in return", "Smaller from here."),
    ("ease without holds", score(FLOWING), "move", 500, "ease", "back", "running in return",
     "Smaller from here."),
    ("longer", score(STRETCH), "hold", 500, "longer", "tick", "running in hold",
     "Each hold is twenty five seconds now."),
    ("at the cap", TWO, "hold", 500, "longer", "tick", "running in hold",
     "Three seconds is the longest here."),
    ("shorter", TWO, "hold", 500, "shorter", "tick", "running in hold", "Each hold is two seconds now."),
    ("at the least", NO_LONGER, "hold", 500, "shorter", "tick", "running in hold",
     "One second is the shortest here."),
    ("more of a rest", TWO, "switch", 500, "longer", "tick", "running in switch", "Ten more seconds."),
    ("skip, out of a hold", TWO, "hold", 500, "skip", "next", "running in return",
     "Skipped. Lower the left leg."),
    ("skip, in a switch", TWO, "switch", 500, "skip", "next", "running in prepare", "Skipped."),
    ("next, out of a hold", TWO, "hold", 500, "next", "back", "running in return", "And lower."),
    ("back", TWO, "hold", 500, "back", "tick", "running in move", "Once more."),
    ("again", TWO, "hold", 500, "again", "", "paused in hold", "Stay there. In full."),
    ("ask to quit", TWO, "hold", 500, "quit_asked", "tick", "running in hold", "Press Q again to end."),
    ("quit", TWO, "hold", 500, "quit_asked quit", "tick", "ended in hold",
     "Press Q again to end.", f"Session ended. What you did still counts. {GETTING_UP['supine']}"),
    ("hurt", TWO, "hold", 500, "hurt", "alert", "paused in hold",
     "Stopped. Lower the left leg. Take your time."),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_every_interruption_is_told_as_written(row: tuple[Any, ...]) -> None:
    _, timeline, kind, after, keys, sounds, then, *lines = row
    session = during(timeline, kind=kind, after=after)
    events = session.press(*keys.split())
    shown = session.shown
    assert (said(events), tones(events)) == (lines, sounds.split())
    assert f"{shown.state} in {session.segment.kind}" == then


def test_the_other_side_first_is_told_while_preparing() -> None:
    session = Session(TWO, at=1_000)
    events = session.press("side")
    assert (said(events), tones(events)) == (["Start with the right leg."], ["switch"])
    assert only(events, Changed) == [Changed(1_000, "side", "kick", "right")]


# --- on -----------------------------------------------------------------------------------------------


def test_next_goes_from_a_hold_by_way_of_its_own_return() -> None:
    session = Session(score(ROUND))
    session.until_kind("hold", nth=2)
    events = session.press("next")
    assert outcomes(events) == ["skipped"]
    back = begun(events)[0]
    assert (back.kind, back.rep, back.shape) == ("return", 1, 1)


def test_next_goes_from_the_first_shape_to_the_second() -> None:
    session = during(score(ROUND), kind="move")
    session.press("next")
    session.wait(1_900)
    events = session.press("next")
    assert [(s.kind, s.rep, s.shape) for s in begun(events)] == [("move", 1, 1)]


def test_next_brings_the_ticks_forward_while_preparing() -> None:
    session = Session(TWO, at=8_000 + 1_000)
    session.press("next")
    events = session.wait(3_000)
    assert tones(session.events)[-4:] == ["tick", "tick", "tick", "go"]
    assert outcomes(events) == ["skipped"], "not all of it was told"
    assert only(events, SegmentEnded)[0].active == 4_000


def test_next_goes_from_an_approach_to_the_set_up() -> None:
    session = Session(TWO, at=100)
    events = session.press("next")
    assert [segment.index for segment in begun(events)] == [1]
    assert texts(events) == ["Settle down here."]


def test_next_in_the_last_words_ends_the_session() -> None:
    session = during(score(PLAIN), word="DONE")
    assert only(session.press("next"), SessionEnded)[0].outcome == "done"


def test_a_return_that_comes_early_is_said_and_lasts_as_long_as_its_words() -> None:
    session = during(score(PLAIN._replace(tempo=1_000)), kind="hold")
    back = begun(session.press("next"))[0]
    # The tone 180, the gap 120, "And lower." 950, and 200 ms of quiet.
    assert (back.cues[0].say, back.duration) == ("And lower.", 1_450)


def test_a_movement_without_a_way_back_of_its_own_goes_to_what_follows() -> None:
    made = score(PLAIN)
    no_returns = tuple(s._replace(kind="move") if s.kind == "return" else s for s in made.segments)
    timeline = made._replace(segments=no_returns)
    for key, outcome in (("next", "skipped"), ("ease", "eased")):
        session = Session(timeline)
        hold = session.until_kind("hold")
        events = session.press(key)
        assert [segment.index for segment in begun(events)] == [hold.index + 1]
        assert outcomes(events) == [outcome]
        assert ("Easing off." in " ".join(said(events))) == (key == "ease")


# --- leaving out --------------------------------------------------------------------------------------


def test_skipping_goes_to_the_next_exercise_from_where_one_is() -> None:
    session = during(score(ROUND, ONE_LEG, PLAIN), kind="hold")
    assert only(session.press("skip"), Changed) == [Changed(session.now, "dropped", "round", "skipped")]
    assert session.until_kind("prepare").cues[1].text == "From quadruped to supine."
    assert only(session.finish(), SessionEnded)[0].done > 0


@pytest.mark.parametrize(("after", "origin"), [(3_999, "quadruped"), (4_000, "seated")])
def test_half_way_there_counts_as_there(after: Ms, origin: str) -> None:
    session = during(score(ROUND, PLAIN._replace(position="seated"), ONE_LEG), block=1, after=after)
    session.press("skip")
    assert session.segment.cues[2].text == f"From {origin} to supine."


def test_who_has_moved_and_only_arranges_things_is_there() -> None:
    session = during(score(ROUND, PLAIN._replace(position="seated", stages=2), ONE_LEG), text="Arrive.")
    session.press("skip")
    assert session.segment.cues[2].text == "From seated to supine."


def test_skipping_the_last_one_gets_one_up_from_there() -> None:
    session = during(score(ROUND, PLAIN), block=1, after=1_000)
    session.press("skip")
    assert session.segment.text.startswith("To get up, put your hands on a chair")
    assert texts(session.events)[-1] == "Skipped. Press P to bring it back."


def test_the_way_out_is_told_for_the_side_one_is_on() -> None:
    session = during(TWO, side="right", kind="hold")
    assert said(session.press("skip")) == ["Skipped. Lower the right leg."]


@pytest.mark.parametrize("where", ["hold", "move", "return", "switch"])
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_skip_is_taken_back_within_five_seconds(where: str, side: str) -> None:
    session = Session(score(ONE_LEG._replace(sets=2), PLAIN))
    before = session.until(lambda segment: segment.kind == where and segment.side in (side, None))
    session.press("skip")
    session.wait(TAKE_BACK)
    events = session.press("back")
    [back] = only(events, Changed)
    assert (back.what, back.exercise, back.value) == ("restored", "kick", 0)
    again = session.segment
    assert (again.block, again.side, again.rep) == (before.block, before.side, before.rep)
    assert not session.shown.count_in
    assert only(session.finish(), SessionEnded)[0].outcome == "done"
    done = {e.segment.exercise for e in only(session.events, SegmentEnded) if e.outcome == "done"} - {None}
    assert done == {"kick", "bridge"}


def test_later_than_that_going_back_is_going_back() -> None:
    session = during(score(ONE_LEG, PLAIN), kind="hold")
    session.press("skip")
    session.wait(TAKE_BACK + 1)
    assert only(session.press("back"), Changed) == []
    assert session.until_kind("move").block == 1


def test_a_skip_while_preparing_is_taken_back_too() -> None:
    session = Session(score(PLAIN, ONE_LEG), at=500)
    session.press("skip", "back")
    assert (session.segment.block, session.segment.kind) == (0, "prepare")
    assert only(session.finish(), SessionEnded)[0].done == 18


def test_a_skip_of_the_last_exercise_and_one_out_of_a_pause_are_taken_back_too() -> None:
    session = during(score(PLAIN, ONE_LEG), block=1, kind="hold", side="right")
    session.press("pause", "skip", "pause", "back")
    assert (session.segment.block, session.segment.side, session.segment.kind) == (1, "right", "move")
    assert session.shown.count_in is not None
    assert only(session.finish(), SessionEnded)[0].done == 18


def test_what_was_taken_back_and_played_counts_as_done_and_not_in_part() -> None:
    session = during(score(ONE_LEG, PLAIN), kind="hold")
    session.press("skip", "back")
    session.finish()
    assert [(each.name, each.outcome) for each in session.shown.results] == [
        (block.name, "done") for block in session.timeline.blocks
    ]


def test_a_skip_that_was_taken_back_is_not_taken_back_again() -> None:
    session = Session(score(ONE_LEG, PLAIN))
    session.until_kind("hold", 2)
    session.press("skip", "back")
    rep = session.segment.rep
    assert only(session.press("back", "back"), Changed) == []
    assert session.segment.rep == rep - 1


# --- forward out of a pause --------------------------------------------------------------------------


def test_forward_out_of_a_paused_hold_is_the_way_back_and_skips_nothing() -> None:
    session = Session(TWO)
    hold = session.until_kind("hold")
    session.press("pause")
    events = session.press("next")
    assert [type(event) for event in events[:2]] == [Resumed, SegmentEnded]
    assert (session.segment.kind, session.segment.rep, session.segment.block) == ("return", hold.rep, 0)
    assert session.player.state == "running"


def test_forward_out_of_a_paused_way_back_counts_in_for_the_next_repetition() -> None:
    session = Session(TWO)
    back = session.until_kind("return")
    session.press("pause", "next")
    assert (session.segment.kind, session.segment.rep) == ("move", back.rep + 1)
    assert session.shown.count_in is not None


def test_forward_out_of_a_paused_preparation_gets_ready_for_it() -> None:
    session = Session(TWO, at=500)
    session.press("pause", "next")
    assert session.player.state == "running"
    assert session.segment.kind == "prepare"
    assert session.until_kind("move").rep == 1


def test_skipped_exercises_stay_among_what_was_planned() -> None:
    session = Session(score(PLAIN, PLAIN))
    session.press("skip")
    ended = only(session.finish(), SessionEnded)[0]
    assert (ended.outcome, ended.done, ended.planned) == ("done", 6, 12)


# --- back ---------------------------------------------------------------------------------------------


def test_back_begins_this_repetition_again() -> None:
    session = during(score(ROUND), rep=2, shape=1, kind="hold")
    events = session.press("back")
    assert outcomes(events) == ["skipped"]
    assert (begun(events)[0].rep, begun(events)[0].shape, begun(events)[0].kind) == (2, 0, "move")


def test_back_twice_is_the_one_before() -> None:
    session = during(score(PLAIN), rep=3)
    session.press("back")
    session.wait(2_000)
    session.press("back")
    assert session.segment.rep == 2
    session.wait(2_001)
    session.press("back")
    assert session.segment.rep == 2


def test_back_across_a_switch_is_the_last_of_the_other_side() -> None:
    session = during(TWO, kind="switch")
    session.press("back")
    assert session.segment.kind == "switch"
    session.press("back")
    assert (session.segment.side, session.segment.rep) == ("left", 3)


def test_while_preparing_back_tells_it_all_again() -> None:
    session = Session(TWO, at=7_000)
    session.press("back")
    assert session.segment.index == 0
    assert texts(session.wait(4_000)) == ["Next, kick.", "From start to supine."]


def test_what_is_played_again_counts_once() -> None:
    session = during(score(PLAIN), rep=3)
    session.press("back", "back")
    ended = only(session.finish(), SessionEnded)[0]
    assert (ended.done, ended.planned) == (6, 6)


def test_back_in_a_pause_begins_the_repetition_after_a_count_in() -> None:
    session = during(score(PLAIN), kind="hold")
    session.press("pause")
    events = session.press("back")
    assert said(events) == ["Once more."]
    assert only(events, Resumed) == []
    events = session.wait(5_000)
    assert tones(events) == ["tick", "tick", "tick", "go"]


# --- again --------------------------------------------------------------------------------------------


def test_saying_it_again_takes_no_time_from_the_hold() -> None:
    session = during(score(STRETCH), kind="hold", after=3_000)
    session.press("again")
    events = session.finish()
    assert said(events)[0] == "Carrying on. Left leg. Back into the stretch."
    assert only(events, SegmentEnded)[0].active == 20_000


def test_while_preparing_the_last_line_is_said_again_and_then_it_goes_on() -> None:
    session = Session(TWO, at=3_900)
    assert said(session.press("again")) == ["From start to supine."]
    events = session.wait(3_000)
    assert said(events) == []
    assert len(only(events, Resumed)) == 1


def test_saying_it_again_in_a_pause_stays_in_the_pause() -> None:
    session = during(score(STRETCH), kind="hold")
    session.press("pause")
    assert said(session.press("again")) == ["Stay there. In full."]
    assert only(session.wait(30_000), Resumed) == []


# --- more and less ------------------------------------------------------------------------------------


def holds(session: Session) -> list[Ms]:
    return [event.active for event in only(session.events, SegmentEnded) if event.segment.kind == "hold"]


def test_longer_counts_for_the_running_hold_and_all_that_follow() -> None:
    session = during(score(STRETCH), kind="hold", after=2_000)
    session.press("longer")
    session.finish()
    assert holds(session) == [25_000] * 4


def test_a_hold_that_is_shortened_below_what_was_held_ends_now() -> None:
    session = during(score(PLAIN._replace(hold=9_000)), kind="hold", after=8_500)
    session.press("shorter")
    session.finish()
    assert holds(session) == [8_500, 8_000, 8_000]
    assert outcomes(session.events).count("skipped") == 0


def test_steps_are_a_second_below_ten_and_five_from_there() -> None:
    session = during(score(PLAIN._replace(hold=12_000)), kind="move")
    steps = [*["shorter"] * 3, *["longer"] * 4]
    changes = [event.value for key in steps for event in only(session.press(key), Changed)]
    assert changes == [10_000, 9_000, 8_000, 9_000, 10_000, 15_000, 20_000]


def test_longer_stops_at_the_cap() -> None:
    session = during(score(PLAIN._replace(hold=12_000, cap=14_000)), kind="hold")
    assert only(session.press("longer"), Changed)[0].value == 14_000
    events = session.press("longer")
    assert (only(events, Changed), said(events)) == ([], ["Fourteen seconds is the longest here."])


def test_where_there_are_no_holds_there_is_no_longer() -> None:
    session = during(score(FLOWING), kind="move")
    assert {"longer", "shorter"}.isdisjoint(session.player.allowed)
    assert session.press("longer") == []


def test_ten_more_seconds_of_a_switch_delay_the_ticks_all_three() -> None:
    session = during(TWO, kind="switch", after=6_500)
    session.press("longer")
    events = session.wait(8_000 + 10_000 - 6_500)
    assert tones(events) == ["tick", "tick", "tick", "go"]
    assert only(events, SegmentEnded)[0].active == 18_000
    changed = only(session.events, Changed)
    assert [(change.what, change.exercise, change.value) for change in changed] == [
        ("longer", "kick", 10_000)
    ]


def test_shorter_is_on_where_nobody_moves() -> None:
    session = during(TWO, kind="switch")
    session.press("shorter")
    assert [event.active for event in only(session.wait(4_000), SegmentEnded)] == [3_000]


def test_nobody_can_wait_longer_for_a_key() -> None:
    session = Session(score(PLAIN, manual=True))
    assert "longer" not in session.player.allowed


def told_in_hold(session: Session) -> list[tuple[Ms, str]]:
    """When and what, in ms of the hold that runs, to its end."""
    begins = only(session.events, SegmentStarted)[-1].at
    index = session.segment.index
    session.until(lambda segment: segment.index != index)
    cues = [event for event in only(session.events, CueDue) if event.index == index and event.at >= begins]
    return [(event.at - begins, event.cue.text) for event in cues]


@pytest.mark.parametrize(
    ("pressed", "told_then"),
    [
        (2_000, [(4_000, "Breathe out."), (12_500, "Halfway through.")]),
        (4_000, [(4_000, "Breathe out."), (12_500, "Halfway through.")]),
        (12_000, [(4_000, "Breathe out."), (10_000, "Halfway through.")]),
    ],
)
def test_a_longer_hold_is_told_as_one_and_nothing_twice(pressed: Ms, told_then: list[tuple[Ms, str]]) -> None:
    session = during(score(STRETCH), kind="hold", after=pressed)
    session.press("longer")
    lines = [one for one in told_in_hold(session) if one[1] != "Each hold is twenty five seconds now."]
    ticks = [(22_000, "3"), (23_000, "2"), (24_000, "1")]
    assert lines == [(0, "Stay there."), *told_then, *ticks]


# --- ease ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hold", "held", "left"),
    [
        (20_000, 12_800, 12_000),
        (20_000, 3_000, 5_000),
        (10_000, 3_000, 5_000),
        (9_000, 3_400, 3_000),
        (3_000, 500, 2_000),
        (1_000, 400, 1_000),
    ],
)
def test_easing_credits_the_hold_and_shortens_the_others(hold: Ms, held: Ms, left: Ms) -> None:
    session = during(score(PLAIN._replace(hold=hold, tempo=4_000)), kind="hold", after=held)
    events = session.press("ease")
    assert outcomes(events) == ["eased"]
    assert only(events, Changed) == [Changed(session.now, "ease", "bridge", left)]
    ended = only(session.finish(), SessionEnded)[0]
    assert holds(session) == [held, left, left]
    assert ended.done == ended.planned


def test_the_return_after_easing_waits_for_its_words() -> None:
    session = during(score(STRETCH), kind="hold", after=12_000)
    back = begun(session.press("ease"))[0]
    cue = only(session.events, CueDue)[-1].cue
    assert back.kind == "return"
    assert back.duration is not None
    assert back.duration > 5_000 > STRETCH.tempo
    assert cue.tone == "end"


def test_easing_an_exercise_without_holds_takes_two_repetitions_off() -> None:
    session = during(score(FLOWING), rep=2)
    assert only(session.press("ease"), Changed) == [Changed(session.now, "ease", "flow", None)]
    ended = only(session.finish(), SessionEnded)[0]
    assert max(segment.rep for segment in begun(session.events)) == 4
    assert (ended.done, ended.planned) == (4, 4)


def test_easing_on_the_way_back_is_told_and_does_not_stop_it() -> None:
    session = Session(score(FLOWING))
    back = session.until_kind("return")
    events = session.press("ease")
    assert (said(events), tones(events)) == (["Smaller from here."], ["tick"])
    assert (session.segment, outcomes(events)) == (back, [])


def test_easing_in_the_last_repetitions_ends_with_this_one() -> None:
    session = during(score(FLOWING), rep=5, kind="return")
    session.press("ease")
    session.finish()
    assert max(segment.rep for segment in begun(session.events)) == 5


def test_a_return_with_a_hold_before_it_cannot_be_eased() -> None:
    session = during(score(PLAIN), kind="return")
    assert "ease" not in session.player.allowed


# --- side ---------------------------------------------------------------------------------------------


def sides(session: Session) -> list[str | None]:
    return [segment.side for segment in begun(session.events) if segment.kind == "move"]


def test_the_other_side_first_turns_the_whole_exercise_round() -> None:
    session = Session(TWO, at=2_500)
    session.press("side")
    session.finish()
    assert sides(session)[:6] == ["right"] * 3 + ["left"] * 3
    told = texts(session.events)
    assert "Start with the right leg." in told
    assert "Now the left leg." in told
    assert "Start with the left leg." not in told


def test_what_was_told_of_the_first_side_is_told_again_for_the_other() -> None:
    session = Session(TWO, at=8_000 + 7_000)
    session.press("side")
    assert texts(session.wait(2_900)) == ["Lift your right leg a little."]


def test_the_other_side_in_the_ticks_brings_all_three_again() -> None:
    named_only = tuple(
        s._replace(cues=tuple(cue for cue in s.cues if "Lift your" not in cue.text)) for s in TWO.segments
    )
    session = Session(TWO._replace(segments=named_only), at=8_000 + 9_500)
    session.press("side")
    assert tones(session.wait(2_850 + 3_000)) == ["tick", "tick", "tick", "go"]


def test_twice_is_as_before() -> None:
    session = Session(TWO)
    session.press("side", "side")
    session.finish()
    assert sides(session)[:6] == ["left"] * 3 + ["right"] * 3
    assert [event.value for event in only(session.events, Changed)] == ["right", "left"]


@pytest.mark.parametrize(
    ("made", "kind"),
    [(PLAIN, "prepare"), (ONE_LEG._replace(sides=("left",)), "prepare"), (KNEES, "move")],
    ids=["no sides", "one side only", "begun already"],
)
def test_where_there_is_no_other_side_to_begin_with_it_is_ignored(made: Made, kind: str) -> None:
    session = Session(score(made))
    if kind != "prepare":
        session.until_kind(kind)
    assert "side" not in session.player.allowed
    assert session.press("side") == []


def test_alternating_sides_turn_round_as_well() -> None:
    session = Session(score(KNEES))
    session.press("side")
    session.finish()
    assert sides(session) == ["right", "left"] * 3


# --- what makes sense ---------------------------------------------------------------------------------


def test_in_the_last_words_there_is_nothing_to_change() -> None:
    session = during(TWO, word="DONE")
    assert session.player.allowed == ALLOWED["closing"]


def test_on_the_way_out_there_is_nothing_to_ease() -> None:
    """Not even where a movement without holds could be eased on its way back."""
    session = during(score(FLOWING, PLAIN), kind="move")
    session.press("skip")
    assert session.segment.kind == "return"
    assert session.player.allowed == ALLOWED["between"]


# --- the end ------------------------------------------------------------------------------------------


def test_quitting_keeps_what_was_done() -> None:
    session = during(TWO, kind="return")
    events = session.press("quit")
    ended = events[-1]
    assert isinstance(ended, SessionEnded)
    assert (ended.outcome, ended.done, ended.planned) == ("stopped", 2, 18)
    assert outcomes(events) == ["stopped"]


def test_quitting_before_getting_down_needs_no_getting_up_from_the_mat() -> None:
    session = Session(score(PLAIN), at=100)
    events = session.press("quit")
    assert said(events)[0].startswith("Session ended. What you did still counts.")
    shown = [event.cue.text for event in events if isinstance(event, CueDue)]
    assert shown[-1].startswith("Session ended. "), "nothing was done yet, so nothing counts"
    assert "counts" not in shown[-1]


def test_an_exercise_that_was_taken_back_can_be_left_out_again_from_the_position_of_a_later_one() -> None:
    timeline = compile(plan(CATALOG, Choice(ROUTINES["morning"], teach="full")))
    session = Session(timeline)
    for command in ("skip", "skip", "next", "back", "skip"):
        session.wait(300)
        session.press(command)
    assert session.segment.block == 2
    session.finish()
