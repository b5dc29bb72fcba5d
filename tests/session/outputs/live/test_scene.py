"""What is on the screen when, in words."""

from __future__ import annotations

import pytest

from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.core.timeline.timeline import Cue
from lrx_cli.session.outputs.live.frame import Frame
from lrx_cli.session.outputs.live.scene import Scene, ScreenNotes, countdown, scene_of
from tests.session.outputs.live.states import after, at, played, states

STATES = states()


def scene(name: str) -> Scene:
    return scene_of(*STATES[name])


@pytest.mark.parametrize(
    ("name", "word", "side", "third"),
    [
        ("prepare", "SET UP", None, ""),
        ("lie down", "LIE DOWN", None, ""),
        ("ready", "READY", None, ""),
        ("move", "UP", "right", "RIGHT LEG"),
        ("move without sides", "UP", None, "1 OF 3"),
        ("hold", "HOLD", "right", "RIGHT LEG"),
        ("return", "DOWN", "left", "LEFT LEG"),
        ("switch", "SWITCH", "left", "LEFT LEG"),
        ("roll", "ROLL OVER", "right", "RIGHT SIDE"),
        ("roll, the side", "SWITCH", "left", "LEFT LEG"),
        ("rest", "REST", None, "SET 1 OF 2"),
        ("paused", "PAUSED", "right", "RIGHT LEG"),
        ("stalled", "PAUSED", "right", "RIGHT LEG"),
        ("counting in", "READY", "right", "RIGHT LEG"),
        ("hurt", "STOP", None, ""),
        ("done", "DONE", None, "2 MIN"),
        ("stopped", "ENDED", None, "55 SEC"),
        ("warning sign", "STOP", None, ""),
    ],
)
def test_the_big_words_of_every_state(name: str, word: str, side: str | None, third: str) -> None:
    assert (scene(name).word, scene(name).side, scene(name).third) == (word, side, third)


@pytest.mark.parametrize(
    ("origin", "position", "word"),
    [
        ("start", "quadruped", "HANDS AND KNEES"),
        ("quadruped", "prone", "LIE DOWN"),
        ("prone", "supine", "ROLL OVER"),
        ("supine", "side-lying", "ROLL OVER"),
        ("side-lying", "seated", "SIT"),
        ("seated", "standing", "STAND"),
    ],
)
def test_while_a_position_is_taken_the_word_says_how(origin: str, position: str, word: str) -> None:
    now = STATES["lie down"][0]
    assert now.block is not None
    block = now.block._replace(position=position, approach={origin: now.block.approach["start"]})
    shown = scene_of(now._replace(block=block))
    assert shown.word == word
    assert now.until_move is not None
    assert shown.seconds == -(-now.until_move // 1_000), "the number counts to the first movement"


def test_a_side_is_not_shown_before_it_is_told() -> None:
    now = after(at("prepare", side="right"))
    assert now.segment is not None
    told = Cue(1_500, "switch", "Start with the right leg.", "Start with the right leg.")
    segment = now.segment._replace(cues=(told, *now.segment.cues))
    before = now._replace(segment=segment, elapsed=1_499)
    assert scene_of(before).third == ""
    assert "right" not in scene_of(before).caption
    behind = now._replace(segment=segment, elapsed=1_500)
    assert scene_of(behind).third == "RIGHT LEG"
    assert scene_of(behind).caption == "right leg first"


def test_where_the_other_side_is_named_its_color_is_shown_too() -> None:
    now = after(at("hold", side="right", elapsed=1_000))
    assert now.block is not None
    shown = scene_of(now._replace(block=now.block._replace(side_noun="knees to the {o}")))
    assert (shown.side, shown.third) == ("left", "LEFT")
    assert shown.caption.startswith("knees to the left")


def test_while_rolling_only_the_side_to_roll_onto_is_shown() -> None:
    rolling = scene("roll")
    assert rolling.caption == "onto your right side"
    assert "LEFT" not in (rolling.word + rolling.third)


def test_where_the_side_is_the_word_the_count_is_below_it() -> None:
    now = after(at("move", side="right"))
    assert now.segment is not None
    shown = scene_of(now._replace(segment=now.segment._replace(word="RIGHT"), rep=3, reps=6))
    assert (shown.word, shown.side, shown.third) == ("RIGHT", None, "3 OF 6")


@pytest.mark.parametrize(
    ("left", "seconds"), [(12_000, 12), (11_999, 12), (11_001, 12), (11_000, 11), (1, 1)]
)
def test_seconds_are_rounded_up(left: int, seconds: int) -> None:
    now = after(at("hold", side="right"))._replace(left=left)
    assert scene_of(now).seconds == seconds
    assert scene_of(now).clock == f"0:{seconds:02d}"


def test_while_preparing_the_number_counts_to_the_first_movement() -> None:
    now = after(played(lambda s: s.segment is not None and s.segment.exercise is None and s.at > 0))
    assert now.left is not None
    assert now.until_move is not None
    assert now.until_move > now.left
    assert countdown(now) == now.until_move


def test_nothing_is_counted_down_while_paused_asked_or_over() -> None:
    for name in ("paused", "stalled", "hurt", "done", "stopped", "waiting"):
        assert scene(name).seconds is None, name


def test_a_key_that_is_waited_for_is_told() -> None:
    assert scene("waiting").waits
    assert scene("waiting").clock == "waiting"


def steps(name: str) -> list[tuple[str, str]]:
    return [(step.mark, step.text) for step in scene(name).steps]


def test_what_was_done_what_is_done_now_and_what_comes_are_told() -> None:
    now, _ = STATES["hold"]
    shown = scene_of(now, ScreenNotes(before="Bring the knee up slowly."))
    assert [(step.mark, step.text) for step in shown.steps] == [
        ("done", "Bring the knee up slowly."),
        ("now", "Hold there."),
        ("next", "Lower."),
    ]


def test_while_preparing_what_was_told_in_the_segment_is_done() -> None:
    assert steps("prepare")[0] == ("now", "Knees bent.")
    assert ("next", "Start with the right leg.") in steps("prepare")


def test_in_the_last_seconds_the_movement_itself_is_what_to_do() -> None:
    assert ("now", "Bring the knee up slowly.") in steps("ready")
    assert "next" not in dict(steps("ready"))


def test_a_stall_says_what_was_lost_and_where_we_were() -> None:
    assert steps("stalled") == [
        ("lost", "12 minutes went by without you. Nothing of it counts."),
        ("now", "Take your time. Press space to continue."),
        ("note", "We were at: hold, 7 of 12 seconds left."),
    ]


@pytest.mark.parametrize(
    ("lost", "words"),
    [(1, "1 second"), (59_000, "59 seconds"), (61_000, "1 minute"), (7_300_000, "2 hours")],
)
def test_lost_time_is_told_roughly(lost: int, words: str) -> None:
    assert scene_of(STATES["stalled"][0], ScreenNotes(lost=lost)).steps[0].text.startswith(f"{words} went by")


def test_the_keys_that_are_told_are_those_that_work() -> None:
    assert [chip.does for chip in scene("paused").chips][:1] == ["go on"]
    assert "ease" in {chip.does for chip in scene("hold").chips}
    assert "ease" not in {chip.does for chip in scene("prepare").chips}
    assert scene("stopped").chips == ()


def test_pain_and_pause_are_told_as_long_as_any_key_is() -> None:
    ranks = {chip.does: chip.rank for chip in scene("hold").chips}
    assert sorted(ranks, key=lambda does: ranks[does])[:3] == ["hurts", "pause", "keys"]


def test_notes_that_are_never_said_come_before_what_is() -> None:
    note = "The article does not say how high: as high as is easy."
    assert ("note", note) in steps("prepare, before the side is told")


def test_a_movement_whose_own_word_is_done_is_a_movement() -> None:
    now = after(at("move", side="right"))
    assert now.segment is not None
    shown = scene_of(now._replace(segment=now.segment._replace(word="DONE")))
    assert (shown.phase, shown.word, shown.seconds) == ("move", "DONE", 3)


def test_a_word_in_letters_that_there_are_not_is_replaced_by_its_phase() -> None:
    now = after(at("move", side="right"))
    assert now.segment is not None
    assert scene_of(now._replace(segment=now.segment._replace(word="上"))).word == "MOVE"


def test_the_session_counts_in_minutes_until_two_are_left() -> None:
    now = after(at("hold", side="right"))
    assert scene_of(now._replace(session_left=120_001)).bars[1].label == "3 min left"
    assert scene_of(now._replace(session_left=120_000)).bars[1].label == "2 min left"
    assert scene_of(now._replace(session_left=119_000)).bars[1].label == "1:59 left"


def test_before_the_start_there_is_something_to_see() -> None:
    player, now = played(lambda s: True)
    nothing = player.snapshot(now)._replace(segment=None, block=None)
    assert scene_of(nothing).word == "READY"


def test_the_farewell_of_a_warning_sign_is_what_to_do_and_nothing_else() -> None:
    words = "Please stop here. Go to an emergency department, or call your emergency number, now."
    assert scene("warning sign").line == words
    assert " ".join(Frame("mono").farewell(scene("warning sign"), 40).split()) == f"STOP. {words}"


def test_what_lasted_seconds_is_not_called_a_minute() -> None:
    stopped = STATES["stopped"][0]._replace(session_elapsed=2_400)
    assert Frame("mono").farewell(scene_of(stopped), 80).startswith("Ended after 2 seconds: ")


def test_every_state_is_another_scene() -> None:
    scenes = [scene_of(*state) for state in STATES.values()]
    assert len(set(map(str, scenes))) == len(scenes)


def test_a_scene_is_made_without_changing_anything() -> None:
    now: Snapshot = STATES["hold"][0]
    assert scene_of(now) == scene_of(now)
