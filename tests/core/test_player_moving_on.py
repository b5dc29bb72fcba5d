"""On, back, out and once more where it is easily forgotten: in a pause, on the way out, before the first."""

from __future__ import annotations

import pytest

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player import Changed, CueDue, Resumed, SegmentEnded, SessionEnded
from lrx_cli.core.player.interruptions import line as spoken_line
from lrx_cli.core.timeline import Cue, Timeline
from lrx_cli.core.timeline.cue_duration import cue_duration
from tests.core.playing import Session, begun, during, only, said, texts
from tests.core.scores import FLOWING, ONE_LEG, PLAIN, STRETCH, score

TWO = score(ONE_LEG, PLAIN)


# --- on -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("left", "begins"), [(3_301, "prepare"), (3_300, "move")])
def test_next_waits_for_ticks_only_where_there_is_time_for_them(left: Ms, begins: str) -> None:
    session = Session(TWO, at=8_000 + 12_000 - left)
    session.press("next")
    assert session.segment.kind == begins


def test_next_on_the_way_out_leads_to_the_next_exercise_without_ticks() -> None:
    """Even where that begins with a movement: nothing counted in from a way out."""
    made = score(ONE_LEG, PLAIN)
    bare = made.blocks[1]._replace(
        setup=range(0),
        approach={position: range(0) for position in made.blocks[1].approach},
    )
    session = during(made._replace(blocks=(made.blocks[0], bare)), kind="hold")
    session.press("skip")
    assert session.segment.kind == "return"
    assert [segment.kind for segment in begun(session.press("next"))] == ["move"]


def test_the_ticks_that_a_key_brings_are_the_last_that_is_told() -> None:
    """What was still to be told is left out."""
    session = Session(score(ONE_LEG, manual=True))
    session.press("next")
    session.wait(1_000)
    assert texts(session.press("next") + session.wait(3_000)) == ["3", "2", "1", "Lift 1."]


# --- leaving out --------------------------------------------------------------------------------------


def test_what_is_over_is_not_left_out_by_going_on_from_it() -> None:
    session = Session(score(PLAIN, ONE_LEG))
    leaving = session.until(block=0, kind="rest")
    events = session.press("skip")
    assert only(events, Changed) == []
    assert only(events, SegmentEnded) == [SegmentEnded(session.now, leaving, "skipped", 0)]
    assert (session.segment.block, session.segment.kind) == (1, "prepare")


def test_leaving_out_on_the_way_out_does_not_drop_it_twice() -> None:
    session = during(score(PLAIN, ONE_LEG), kind="hold")
    session.press("skip")
    events = session.press("skip")
    assert (only(events, Changed), said(events)) == ([], ["Next, kick."])


def test_from_a_return_no_way_out_is_needed() -> None:
    session = during(TWO, kind="return")
    assert said(session.press("skip")) == ["Skipped."]
    assert (session.segment.block, session.segment.kind) == (1, "prepare")


@pytest.mark.parametrize("kind", ["hold", "return", "switch", "prepare"])
def test_leaving_out_ends_a_pause(kind: str) -> None:
    """And the line that was cut by the pause is not said again: it is about what is left out."""
    session = during(TWO, kind=kind, block=0)
    session.press("pause")
    events = session.press("skip")
    assert session.player.state == "running"
    assert [event.why for event in only(events, Resumed)] == ["asked"]
    assert said(events) == ["Skipped. Lower the left leg." if kind == "hold" else "Skipped."]


def test_leaving_out_in_a_paused_finish_ends_the_session() -> None:
    session = during(score(PLAIN), word="DONE")
    session.press("pause")
    events = session.press("skip")
    assert only(events, Changed) == []
    assert [event.why for event in only(events, Resumed)] == ["asked"]
    assert only(events, SessionEnded)[0].outcome == "done"


# --- back ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "away"), [("move", 2_000), ("hold", 2_000), ("return", 0)])
def test_whoever_is_on_the_way_gets_the_time_to_come_back(kind: str, away: Ms) -> None:
    session = during(score(PLAIN), kind=kind)
    session.press("back")
    assert session.segment.cues[1].at == cue_duration(spoken_line("Once more.", "tick")) + 300 + away


def test_back_to_the_set_up_needs_no_time_to_come_back() -> None:
    session = during(score(PLAIN), kind="move")
    session.press("back", "back")
    assert [cue.text for cue in session.segment.cues[:2]] == ["Once more.", "Settle down here."]
    assert session.segment.cues[1].at == cue_duration(spoken_line("Once more.", "tick")) + 300


def test_without_a_set_up_the_first_repetition_is_the_beginning() -> None:
    made = score(PLAIN)
    session = Session(made._replace(blocks=(made.blocks[0]._replace(setup=range(0)),)))
    first = session.until_kind("move")
    session.press("back", "back")
    assert session.segment.index == first.index


def test_before_the_first_repetition_of_the_easier_form_there_is_none() -> None:
    """Its set-up is long past: what comes before it was the usual form."""
    session = during(score(STRETCH), kind="move")
    session.press("hurt", "hurt_strong")
    first = session.until_kind("move")
    assert first.index in session.player.timeline.blocks[0].easier
    session.press("back", "back")
    assert session.segment.index == first.index


def test_the_way_out_of_a_skip_is_told_once_more_for_the_side_one_is_on() -> None:
    session = during(TWO, side="right", kind="hold")
    session.press("skip")
    assert said(session.press("again")) == ["Lower the right leg. In full."]


def test_what_is_easier_is_told_once_more_for_the_side_one_is_on() -> None:
    session = during(score(STRETCH), side="right", kind="hold")
    session.press("hurt", "hurt_strong")
    assert session.segment.side == "right"
    session.press("back")
    assert session.segment.side == "right"


@pytest.mark.parametrize(("nth", "beginning"), [(0, 0), (1, 0), (2, 2), (3, 2)])
def test_back_leads_to_the_beginning_of_an_approach_and_of_a_set_up(nth: int, beginning: int) -> None:
    """However many segments they have."""
    session = Session(score(PLAIN._replace(stages=2)), begin=False)
    session.press("start")
    if nth:
        session.until(index=nth)
    assert [segment.index for segment in begun(session.press("back"))] == [beginning]


def test_twice_back_from_the_way_out_of_an_exercise_tells_that_again() -> None:
    session = Session(score(PLAIN, ONE_LEG))
    leaving = session.until(block=0, kind="rest")
    session.press("back", "back")
    assert session.segment.index == leaving.index


def test_a_repetition_that_is_no_longer_part_of_it_is_not_gone_back_to() -> None:
    session = during(score(FLOWING._replace(sets=2)), set=2, rep=1)
    session.press("ease", "back", "back")
    assert (session.segment.set, session.segment.rep) == (1, 4)


def test_back_in_a_pause_plays_all_of_the_repetition() -> None:
    session = during(score(PLAIN), kind="hold", after=700)
    session.press("pause", "back")
    went_on = session.wait(20_000)
    resumed = only(went_on, Resumed)[0].at
    assert [event.at for event in only(went_on, SegmentEnded)][:2] == [resumed + 2_000, resumed + 5_000]


# --- the other side --------------------------------------------------------------------------------------


def test_the_first_side_may_be_the_right_one() -> None:
    session = Session(score(ONE_LEG._replace(sides=("right", "left"))))
    assert said(session.press("side")) == ["Start with the left leg."]


def test_a_side_has_a_name_where_the_exercise_gives_it_none() -> None:
    made = score(ONE_LEG)
    session = Session(made._replace(blocks=(made.blocks[0]._replace(side_noun=""),)))
    assert said(session.press("side")) == ["Start with the right side."]


def test_the_other_side_leaves_out_nothing_that_was_not_told_yet() -> None:
    session = Session(TWO, at=8_000 + 1_000)
    session.press("side")
    assert texts(session.wait(9_000))[:2] == ["Start with the right leg.", "Lift your right leg a little."]


def setting_up(*lines: str) -> Timeline:
    """ONE_LEG, with these lines in its set-up, two seconds apart."""
    made = score(ONE_LEG)
    cues = tuple(Cue(2_000 * place, "step", text, text) for place, text in enumerate(lines))
    segments = [
        one._replace(cues=(*cues, *one.cues[-3:])) if one.index in made.blocks[0].setup else one
        for one in made.segments
    ]
    return made._replace(segments=tuple(segments))


def test_the_first_line_that_named_the_side_is_told_again_and_all_after_it() -> None:
    session = Session(setting_up("Bend your left leg.", "Rest.", "Lift your left foot."), at=8_000 + 5_000)
    at = session.now
    line = only(session.press("side"), CueDue)[0].cue
    again = only(session.wait(12_000), CueDue)
    lines = ["Bend your right leg.", "Rest.", "Lift your right foot."]
    assert [event.cue.text for event in again][:3] == lines
    assert again[0].at == at + cue_duration(line) + 300


# --- again --------------------------------------------------------------------------------------------


def test_what_is_said_again_is_the_last_line_and_not_the_next() -> None:
    session = Session(TWO, at=1_900)
    assert said(session.press("again")) == ["Next, kick."]


def test_it_goes_on_when_the_line_is_over() -> None:
    session = Session(TWO, at=3_900)
    at = session.now
    session.press("again")
    events = session.wait(10_000)
    assert [event.at for event in only(events, Resumed)] == [
        at + cue_duration(spoken_line("From start to supine.")) + 300
    ]


def test_in_a_movement_it_goes_on_with_a_count_in_when_the_line_is_over() -> None:
    session = during(TWO, kind="move")
    session.press("again")
    line = cue_duration(spoken_line("Lift 1. In full."))
    assert said(session.wait(line + 299)) == []
    assert said(session.wait(1)) == ["Carrying on. Left leg."]
