"""It hurts: what is asked, and what each answer does."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from lrx_cli.core.catalog.words import Position
from lrx_cli.core.player import (
    Changed,
    Command,
    CueDue,
    Event,
    Paused,
    Player,
    Reported,
    Resumed,
    SessionEnded,
    interruptions,
)
from lrx_cli.core.player.interruptions import EMERGENCY, HAVE_THEY_SETTLED, HURT_MENU
from lrx_cli.core.player.interruptions import line as spoken_line
from lrx_cli.core.timeline.cue_duration import cue_duration
from tests.core.playing import Session, begun, during, only, outcomes, said, tones
from tests.core.scores import KNEES, ONE_LEG, PLAIN, ROUND, STRETCH, Made, score

MENU = HURT_MENU.say
EASE = interruptions.ease("supine").say
FAMILY = score(ONE_LEG._replace(id="kick"), PLAIN._replace(id="bow"), ONE_LEG._replace(id="wave"), ROUND)


def hurting(session: Session, *answers: Command) -> list[Event]:
    session.press("hurt")
    session.wait(6_000)
    return session.press(*answers)


def test_everything_stops_and_the_way_out_comes_first() -> None:
    session = during(FAMILY, side="right", kind="hold")
    at = session.now
    events = session.press("hurt")
    assert events[:2] == [Paused(at, "hurt"), Reported(at, "hurt", "kick")]
    assert (said(events), tones(events)) == (["Stopped. Lower the right leg. Take your time."], ["alert"])
    assert only(events, CueDue)[0].cue.kind == "safety"


def test_the_question_comes_after_two_seconds_of_quiet_and_once_more_after_thirty() -> None:
    session = during(FAMILY, kind="hold")
    at = session.now
    session.press("hurt")
    asked = only(session.wait(600_000), CueDue)
    assert [event.cue.say for event in asked] == [MENU, MENU]
    assert (
        asked[0].at
        == at + cue_duration(spoken_line("Stopped. Lower the left leg. Take your time.", "alert")) + 2_000
    )
    assert asked[1].at == asked[0].at + cue_duration(spoken_line(MENU)) + 30_000
    assert session.player.deadline is None


def test_only_the_answers_are_allowed_and_going_on_is_one_of_them() -> None:
    session = during(FAMILY, kind="move")
    session.press("hurt")
    assert session.press("go_on", "next", "skip", "pause", "back") == []
    assert session.shown.hurt_about == "kick"


def test_a_mispress_costs_a_count_in() -> None:
    session = during(FAMILY, kind="hold")
    events = hurting(session, "hurt_nothing")
    assert events[0] == Reported(session.now, "answer", "nothing")
    assert said(events) == ["Carrying on. Left leg. Back into the stretch."]
    events = session.finish()
    assert only(events, Resumed)[0].why == "hurt"
    assert "skipped" not in outcomes(events)


def test_a_pause_becomes_a_hurt_pause() -> None:
    session = during(FAMILY, kind="hold")
    session.press("pause")
    assert only(session.press("hurt"), Paused) == [Paused(session.now, "hurt")]
    session.press("hurt_nothing")
    assert [event.why for event in only(session.wait(60_000), Resumed)] == ["hurt"]


# --- further down the leg --------------------------------------------------------------------------------


def test_the_question_names_the_warning_signs() -> None:
    """Nobody lying on the floor reads them."""
    for words in ("numbness between your legs", "bladder", "weak leg", "chest pain", "press five"):
        assert words.casefold() in (MENU or "").casefold()


def test_further_down_leads_into_a_position_of_ease_and_waits_there() -> None:
    session = during(FAMILY, kind="hold")
    events = hurting(session, "hurt_spread")
    at = session.now
    assert only(events, Reported) == [Reported(at, "answer", "spread")]
    assert only(events, Changed) == [
        Changed(at, "dropped", "kick", "hurt"),
        Changed(at, "dropped", "wave", "family"),
    ]
    assert said(events) == [EASE]
    shown = session.player.snapshot(at)
    assert (shown.state, shown.easing, shown.waits) == ("paused", True, False)
    assert session.press("go_on", "next", "hurt_spread", "pause") == []
    assert said(session.wait(110_000)) == []
    assert said(session.wait(25_000)) == [HAVE_THEY_SETTLED.say]


@pytest.mark.parametrize("position", get_args(Position))
def test_nobody_who_lies_or_kneels_is_told_to_sit_or_stand_for_ease(position: Position) -> None:
    session = during(score(PLAIN._replace(position=position)), kind="hold")
    [line] = said(hurting(session, "hurt_spread"))
    assert bool(re.search(r"\b(sit|stand)\b", line.casefold())) == (position in ("seated", "standing"))


def test_when_it_has_settled_it_goes_on_without_what_loads_the_same() -> None:
    session = during(FAMILY, kind="hold")
    hurting(session, "hurt_spread")
    events = session.press("hurt_settled")
    assert only(events, Reported) == [Reported(session.now, "answer", "settled")]
    opening = only(events, CueDue)[0].cue
    assert opening.say == "Good. We will leave out this exercise and similar ones for the rest of today."
    assert opening.text.endswith("Left out: Kick, Wave.")
    assert {segment.block for segment in begun(session.finish())} == {1, 3}
    assert session.shown.reds == 1


@pytest.mark.parametrize("answer", ["hurt_unsettled", None])
def test_where_it_does_not_settle_the_session_ends_well(answer: Command | None) -> None:
    session = during(FAMILY, kind="hold")
    hurting(session, "hurt_spread")
    events = session.press(answer) if answer else session.wait(300_000)
    assert said(events)[-1].startswith("That is enough for today. Stay in this position until your")
    ended = events[-1]
    assert isinstance(ended, SessionEnded)
    assert ended.outcome == "stopped"
    assert not session.shown.easing


def test_without_a_keyboard_further_down_ends_the_session() -> None:
    session = during(FAMILY, kind="hold", attended=False)
    events = hurting(session, "hurt_spread")
    assert isinstance(events[-1], SessionEnded)


def test_what_loads_the_same_is_left_out_whatever_family_it_is_of() -> None:
    timeline = FAMILY._replace(
        blocks=tuple(
            block._replace(loads=loads)
            for block, loads in zip(FAMILY.blocks, (("nerve",), ("nerve", "flexion"), (), ()), strict=True)
        )
    )
    session = during(timeline, kind="hold")
    dropped = [event.exercise for event in only(hurting(session, "hurt_spread"), Changed)]
    assert dropped == ["kick", "bow"]


def test_the_second_time_ends_the_session() -> None:
    session = during(FAMILY, kind="hold")
    hurting(session, "hurt_spread")
    session.press("hurt_settled")
    session.until_kind("hold")
    events = hurting(session, "hurt_spread")
    assert said(events)[0].startswith(
        "That was the second time. That is enough for today, and that is fine. To get up,"
    )
    ended = events[-1]
    assert isinstance(ended, SessionEnded)
    assert (ended.outcome, outcomes(events)) == ("stopped", ["stopped"])


def test_while_preparing_it_is_about_the_exercise_just_finished() -> None:
    session = during(score(ONE_LEG._replace(position="prone"), PLAIN), block=1, after=100)
    events = session.press("hurt")
    assert only(events, Reported) == [Reported(session.now, "hurt", "kick")]
    assert said(events) == ["Stopped. Rest your forehead on your hands. Take your time."]
    events = session.press("hurt_spread", "hurt_settled")
    assert only(events, Changed) == [Changed(session.now, "dropped", "kick", "hurt")]
    assert session.player.state == "running"
    assert (session.segment.block, session.segment.kind) == (1, "prepare")


def test_after_the_last_one_the_last_words_go_on() -> None:
    session = Session(score(PLAIN))
    finish = session.until(lambda segment: segment.is_finish)
    assert said(hurting(session, "hurt_spread")) == [EASE]
    session.press("hurt_settled")
    assert session.segment == finish


def test_a_relative_that_is_being_prepared_is_left_out_too() -> None:
    session = during(score(ONE_LEG, ONE_LEG._replace(id="wave"), PLAIN), block=1)
    session.press("hurt", "hurt_spread", "hurt_settled")
    assert session.segment.block == 2


def test_at_the_end_it_is_about_what_was_done_last_and_not_what_was_left_out() -> None:
    session = during(score(ONE_LEG, PLAIN), block=1)
    session.press("skip")
    assert session.segment.word == "DONE"
    events = session.press("hurt")
    assert only(events, Reported)[0].value == "kick"
    assert said(events) == ["Stopped. Rest with your knees bent. Take your time."]


def test_on_the_way_into_the_easier_form_it_is_about_that_exercise() -> None:
    session = during(score(ONE_LEG, PLAIN), block=1)
    hurting(session, "hurt_strong")
    session.until(lambda segment: segment.text.startswith("Easier from here."))
    events = session.press("hurt")
    assert only(events, Reported)[0].value == "bridge"
    assert said(events) == ["Stopped. Rest with your knees bent. Take your time."]


def test_what_was_only_done_in_its_easier_form_was_done() -> None:
    session = Session(score(PLAIN, ONE_LEG), at=9_000)
    hurting(session, "hurt_strong")
    session.until(block=1)
    assert only(session.press("hurt"), Reported)[0].value == "bridge"


def test_before_anything_was_done_it_is_about_what_is_being_prepared() -> None:
    session = Session(FAMILY, at=9_000)
    assert only(session.press("hurt"), Reported)[0].value == "kick"


# --- only too strong ------------------------------------------------------------------------------------


def test_too_strong_brings_the_easier_form_of_this_repetition() -> None:
    session = during(score(STRETCH), side="right", kind="hold", after=3_000)
    events = hurting(session, "hurt_strong")
    assert only(events, Changed) == [Changed(session.now, "easier", "stretch", 1)]
    assert said(events) == ["Easier from here. Smaller."]
    assert session.segment.side == "right"
    rest = begun(session.finish())
    work = [(segment.side, segment.rep, segment.duration) for segment in rest if segment.kind == "hold"]
    assert work == [("right", 1, 10_000), ("right", 2, 10_000)]
    assert rest[0].kind == "move"
    ended = session.events[-1]
    assert isinstance(ended, SessionEnded)
    assert (ended.done, ended.planned) == (9, 9), "what was done before it hurt is done all the same"


def test_a_hold_that_was_made_shorter_is_not_made_longer_by_the_easier_form() -> None:
    session = during(score(STRETCH), kind="hold", after=6_000)
    session.press("ease")
    session.until_kind("hold")
    hurting(session, "hurt_strong")
    assert [s.duration for s in begun(session.finish()) if s.kind == "hold"] == [6_000] * 3


@pytest.mark.parametrize("made", [PLAIN._replace(level="gentle"), PLAIN._replace(gentle_hold=None)])
def test_too_strong_where_it_is_gentle_already_halves_what_is_left(made: Made) -> None:
    session = during(score(made._replace(reps=6)), rep=2, kind="hold")
    events = hurting(session, "hurt_strong")
    assert only(events, Changed) == [Changed(session.now, "easier", "bridge", 2)]
    rest = [*begun(events), *begun(session.finish())]
    assert rest[0].kind == "prepare", "back into position, which the way out has left"
    assert [(s.kind, s.rep) for s in rest if s.rep and s.kind != "return"] == [
        ("move", 2), ("move", 3), ("move", 4),
    ]  # fmt: skip


def test_less_of_it_begins_this_repetition_again_where_there_is_no_set_up() -> None:
    timeline = score(PLAIN._replace(level="gentle", reps=6))
    session = Session(timeline._replace(blocks=(timeline.blocks[0]._replace(setup=range(0)),)))
    first = session.until(rep=2)
    session.until_kind("hold")
    hurting(session, "hurt_strong")
    assert session.segment.index == first.index
    assert session.shown.count_in is not None
    assert max(segment.rep for segment in begun(session.finish())) == 4


@pytest.mark.parametrize(("at", "last"), [(2, 4), (3, 4), (5, 5), (6, 6)])
def test_half_of_what_is_left_is_rounded_up(at: int, last: int) -> None:
    session = during(score(PLAIN._replace(level="gentle", reps=6)), rep=at)
    hurting(session, "hurt_strong")
    assert max(segment.rep for segment in begun(session.finish())) == last


def test_a_second_time_halves_what_the_first_left() -> None:
    session = during(score(PLAIN._replace(level="gentle", reps=8)), kind="move")
    hurting(session, "hurt_strong")
    session.until_kind("return")
    hurting(session, "hurt_strong")
    assert max(segment.rep for segment in begun(session.finish())) == 2


def test_twice_while_preparing_is_the_easier_form_and_half_of_it() -> None:
    session = Session(score(PLAIN._replace(reps=4)), at=9_000)
    hurting(session, "hurt_strong")
    hurting(session, "hurt_strong")
    work = [s for s in begun(session.finish()) if s.rep]
    assert {s.index in session.player.timeline.blocks[0].easier for s in work} == {True}
    assert (max(s.rep for s in work), "hold" in {s.kind for s in work}) == (2, False)


def test_on_the_way_to_the_first_one_it_can_be_made_easier() -> None:
    session = Session(score(PLAIN), at=1_000)
    events = hurting(session, "hurt_strong")
    assert [(change.what, change.value) for change in only(events, Changed)] == [("easier", 1)]
    assert said(events) == ["Easier from here."]


def test_an_easier_form_without_holds_has_none_whatever_their_length_was() -> None:
    session = during(score(PLAIN._replace(gentle_hold=0)), kind="hold")
    session.press("shorter")
    hurting(session, "hurt_strong")
    assert "hold" not in {segment.kind for segment in begun(session.finish())}


def test_too_strong_cuts_the_line_that_was_being_said() -> None:
    session = during(score(STRETCH), kind="move", after=100)
    session.press("hurt")
    assert said(session.press("hurt_strong")) == ["Easier from here. Smaller."]


def test_too_strong_for_the_easier_form_halves_it_as_well() -> None:
    session = during(score(PLAIN._replace(reps=5)), kind="hold")
    hurting(session, "hurt_strong")
    session.until_kind("hold")
    assert said(hurting(session, "hurt_strong")) == ["Easier from here. Fewer repetitions, no holds."]
    rest = begun(session.finish())
    assert max(segment.rep for segment in rest) == 3
    assert "hold" not in {segment.kind for segment in rest}


def test_a_return_without_its_hold_sounds_like_one() -> None:
    session = during(score(STRETCH._replace(level="gentle", reps=4)), kind="hold")
    hurting(session, "hurt_strong")
    back = session.until_kind("return")
    assert back.cues[0].tone == "back"


def test_in_a_switch_the_easier_form_begins_after_it() -> None:
    session = during(score(KNEES, ONE_LEG._replace(id="kick")), kind="switch")
    hurting(session, "hurt_strong")
    assert session.segment.kind == "switch"
    entry = session.until(lambda segment: segment.kind != "switch")
    assert entry.text.startswith("Easier from here.")
    assert session.until_kind("move").side == "right"
    assert session.until_kind("hold").duration == 2_000


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_skip_on_the_way_into_the_easier_form_is_taken_back_on_its_side(side: str) -> None:
    session = during(score(ONE_LEG, PLAIN), kind="hold", side=side)
    hurting(session, "hurt_strong")
    entry = session.segment
    assert (entry.text[:16], entry.side) == ("Easier from here", side)
    session.press("skip", "back")
    assert (session.segment.text, session.segment.side) == (entry.text, side)
    assert session.until_kind("move").side == side


def test_what_is_being_prepared_is_made_easier_too() -> None:
    session = Session(score(PLAIN), at=9_000)
    hurting(session, "hurt_strong")
    session.finish()
    holds = [segment.duration for segment in begun(session.events) if segment.kind == "hold"]
    assert holds == [2_000] * 3
    assert [s.kind for s in begun(session.events)].count("move") == 3


def test_what_is_over_cannot_be_made_easier() -> None:
    session = during(score(PLAIN), word="DONE")
    events = hurting(session, "hurt_strong")
    assert only(events, Changed) == []
    assert session.player.state == "running"


# --- the other answers ---------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["hold", "prepare"])
@pytest.mark.parametrize("answer", ["spread", "strong", "skip", "end", "warning", "nothing"])
def test_every_answer_is_reported_once_before_anything_else_happens(answer: str, where: str) -> None:
    """The color of the day is told from these."""
    session = during(FAMILY, kind=where)
    events = hurting(session, f"hurt_{answer}")
    assert only(events, Reported) == [Reported(session.now, "answer", answer)]
    assert events[0] == Reported(session.now, "answer", answer)


def test_an_answer_closes_the_question() -> None:
    session = during(FAMILY, kind="hold")
    hurting(session, "hurt_nothing")
    shown = session.shown
    assert shown.hurt_about is None
    assert "pause" in shown.allowed
    assert not any(command.startswith("hurt_") for command in shown.allowed)


def test_where_no_side_is_worked_on_the_way_out_is_the_one_of_the_first() -> None:
    made = score(ONE_LEG)
    neutral = tuple(s._replace(side=None) if s.kind == "switch" else s for s in made.segments)
    session = during(made._replace(segments=neutral), kind="switch")
    assert said(session.press("hurt")) == ["Stopped. Lower the left leg. Take your time."]


def test_an_exercise_that_is_over_is_not_skipped_any_more() -> None:
    session = during(FAMILY, text="Put the right foot down.")
    events = hurting(session, "hurt_skip")
    assert only(events, Changed) == []
    assert session.until_kind("prepare").block == 1


def test_three_skips_it_without_a_second_way_out() -> None:
    session = during(FAMILY, kind="hold")
    events = hurting(session, "hurt_skip")
    assert only(events, Changed) == [Changed(session.now, "dropped", "kick", "skipped")]
    assert (said(events), session.segment.kind, session.segment.block) == (["Skipped."], "prepare", 1)


def test_three_after_the_last_one_only_goes_on() -> None:
    session = during(score(PLAIN), word="DONE")
    assert only(hurting(session, "hurt_skip"), Changed) == []
    session.finish()
    assert session.shown.outcome == "done"


def test_four_ends_here() -> None:
    session = during(FAMILY, kind="hold")
    events = hurting(session, "hurt_end")
    assert said(events)[0].startswith("Session ended. What you did still counts. To get up,")
    assert session.shown.outcome == "stopped"


def test_a_warning_sign_is_told_what_to_do_and_ends_it() -> None:
    player = Player(FAMILY)
    player.handle(0, "start")
    events = player.handle(1_000, "hurt") + player.handle(2_000, "hurt_warning")
    assert said(events)[-1] == EMERGENCY
    assert Reported(2_000, "answer", "warning") in events
    assert player.snapshot(2_000).warned
    assert player.state == "ended"


def test_hurting_while_the_way_out_is_played_stays_with_that_exercise() -> None:
    session = during(FAMILY, kind="hold")
    session.press("skip")
    events = session.press("hurt", "hurt_strong")
    assert only(events, Reported)[0].value == "kick"
    session.press("hurt", "hurt_spread", "hurt_settled")
    assert session.segment.block == 1
