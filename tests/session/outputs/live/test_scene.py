"""What is on the screen when, in words."""

from __future__ import annotations

import pytest

from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.core.timeline.timeline import Cue
from lrx_cli.session.outputs.live.scene import Scene, Told
from lrx_cli.session.outputs.live.scene_builder import countdown, farewell, scene_of
from tests.session.outputs.live.states import after, at, played, states

STATES = states()


def scene(name: str) -> Scene:
    return scene_of(*STATES[name])


@pytest.mark.parametrize(
    ("name", "word", "second"),
    [
        ("prepare", "NEXT", None),
        ("ready", "READY", None),
        ("move", "UP", "RIGHT"),
        ("move without sides", "UP", "1/3"),
        ("hold", "HOLD", "RIGHT"),
        ("return", "DOWN", "LEFT"),
        ("switch", "SWITCH", "LEFT"),
        ("switch, the side", "LEFT", "LEG"),
        ("roll", "ROLL", "RIGHT"),
        ("roll, the side", "LEFT", "LEG"),
        ("rest", "REST", "1/2"),
        ("paused", "PAUSED", "RIGHT"),
        ("stalled", "PAUSED", "RIGHT"),
        ("counting in", "READY", "RIGHT"),
        ("hurt", "STOP", None),
        ("done", "DONE", "2 MIN"),
        ("stopped", "ENDED", "1 MIN"),
        ("warning sign", "STOP", None),
    ],
)
def test_the_big_words_of_every_state(name: str, word: str, second: str | None) -> None:
    assert (scene(name).word, scene(name).second) == (word, second)


def test_a_side_is_not_shown_before_it_is_told() -> None:
    now = after(at("prepare", side="right"))
    assert now.segment is not None
    told = Cue(1_500, "switch", "Start with the right leg.", "Start with the right leg.")
    segment = now.segment._replace(cues=(told, *now.segment.cues))
    before = now._replace(segment=segment, elapsed=1_499)
    assert scene_of(before).second is None
    assert "right" not in scene_of(before).caption
    behind = now._replace(segment=segment, elapsed=1_500)
    assert scene_of(behind).second == "RIGHT"
    assert scene_of(behind).caption == "right leg first"


def test_while_rolling_only_the_side_to_roll_onto_is_shown() -> None:
    rolling = scene("roll")
    assert rolling.caption == "onto your right side"
    assert "LEFT" not in (rolling.word, rolling.second)


def test_where_the_side_is_the_word_the_count_is_below_it() -> None:
    now = after(at("move", side="right"))
    assert now.segment is not None
    shown = scene_of(now._replace(segment=now.segment._replace(word="RIGHT"), rep=3, reps=6))
    assert (shown.word, shown.second, shown.reps) == ("RIGHT", "3/6", None)


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


def test_what_happens_next_is_told_and_not_twice() -> None:
    assert scene("hold").upcoming == "then: and lower"
    ready = scene("ready")
    assert ready.line == "Bring the knee up slowly."
    assert ready.upcoming == ""


def test_a_stall_says_what_was_lost_and_where_we_were() -> None:
    assert scene("stalled").asides[:2] == (
        "12 minutes went by without you. Nothing of it counts.",
        "We were at: hold, 7 of 12 seconds left.",
    )


@pytest.mark.parametrize(
    ("lost", "words"),
    [(1, "1 second"), (59_000, "59 seconds"), (61_000, "1 minute"), (7_300_000, "2 hours")],
)
def test_lost_time_is_told_roughly(lost: int, words: str) -> None:
    assert scene_of(STATES["stalled"][0], Told(lost=lost)).asides[0].startswith(f"{words} went by")


def test_the_keys_that_are_told_are_those_that_work() -> None:
    assert [chip.does for chip in scene("paused").chips][:1] == ["go on"]
    assert "ease" in {chip.does for chip in scene("hold").chips}
    assert "ease" not in {chip.does for chip in scene("prepare").chips}
    assert scene("stopped").chips == ()


def test_pain_and_pause_are_told_as_long_as_any_key_is() -> None:
    ranks = {chip.does: chip.rank for chip in scene("hold").chips}
    assert sorted(ranks, key=lambda does: ranks[does])[:3] == ["hurts", "pause", "keys"]


def test_notes_that_are_never_said_come_before_what_is() -> None:
    assert scene("prepare, before the side is told").asides == (
        "The article does not say how high: as high as is easy.",
    )


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
    assert scene_of(now._replace(session_left=120_001)).left == "3 min left"
    assert scene_of(now._replace(session_left=120_000)).left == "2 min left"
    assert scene_of(now._replace(session_left=119_000)).left == "1:59 left"


def test_before_the_start_there_is_something_to_see() -> None:
    player, now = played(lambda s: True)
    nothing = player.snapshot(now)._replace(segment=None, block=None)
    assert scene_of(nothing).word == "READY"


def test_the_farewell_of_a_warning_sign_is_what_to_do_and_nothing_else() -> None:
    assert farewell(scene("warning sign")) == [
        "Please stop here. Go to an emergency department, or call your emergency number, now."
    ]


def test_every_state_is_another_scene() -> None:
    scenes = [scene_of(*state) for state in STATES.values()]
    assert len(set(map(str, scenes))) == len(scenes)


def test_a_scene_is_made_without_changing_anything() -> None:
    now: Snapshot = STATES["hold"][0]
    assert scene_of(now) == scene_of(now)
