from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.telling import (
    hold_room,
    move_room,
    number_word,
    pick,
    repetition_class,
    speech,
    told,
)


@pytest.mark.parametrize(
    ("line", "ms"),
    [
        ("Hold there.", 1_000),
        ("Breathe out, round your whole back up and tuck your chin in.", 4_000),
        ("Move slowly, and stop whenever you like. Press space to pause.", 4_600),
    ],
)
def test_speech_is_timed_by_letters_and_pauses(line: str, ms: int) -> None:
    assert speech(line) == ms


@given(st.text(alphabet="abc ,.", min_size=1))
def test_left_and_right_take_the_same_time(words: str) -> None:
    assert speech(f"{words} left {words}") == speech(f"{words} right {words}")


@pytest.mark.parametrize(("tempo", "room"), [(2_000, 1_500), (3_000, 2_500), (4_000, 3_500), (5_000, 4_500)])
def test_the_room_of_a_move(tempo: int, room: int) -> None:
    assert move_room(tempo) == room


@pytest.mark.parametrize(("hold", "room"), [(1_000, 530), (3_000, 2_530), (5_000, 1_530)])
def test_the_room_of_a_hold_leaves_its_ticks_alone(hold: int, room: int) -> None:
    assert hold_room(hold) == room


@pytest.mark.parametrize(
    ("teach", "again", "classes"),
    [
        ("full", False, "TCCQQQQL"),
        ("full", True, "RCQQQQQL"),
        ("short", False, "RCQQQQQL"),
        ("short", True, "CCQQQQQL"),
        ("off", False, "CQQQQQQL"),
        ("off", True, "CQQQQQQL"),
    ],
)
def test_telling_grows_quieter_with_the_repetitions(teach: str, again: bool, classes: str) -> None:
    found = "".join(repetition_class(teach, again, rep, 8) for rep in range(1, 9))  # type: ignore[arg-type]
    assert found == classes


def test_one_repetition_is_told_as_the_first_and_two_end_with_the_last() -> None:
    assert repetition_class("full", False, 1, 1) == "T"
    assert repetition_class("full", False, 2, 2) == "L"


@pytest.mark.parametrize(
    ("n", "word"), [(0, "zero"), (12, "twelve"), (20, "twenty"), (42, "forty two"), (105, "one hundred five")]
)
def test_numbers_are_words(n: int, word: str) -> None:
    assert number_word(n) == word


def test_one_wording_is_picked_for_all_numbers_of_a_set() -> None:
    forms = ("{N}, swing up.", "Number {N}.")
    room = speech("Four, swing up.")
    assert pick(forms, [4], room) == forms[0]
    assert pick(forms, [4, 7], room) == forms[1]
    assert pick(forms, [4, 7], 100) is None


def test_a_line_follows_its_tone() -> None:
    assert told("Hold there.", "stay") == 150 + 120 + 1_000
    assert told(None, "stay") == 150
    assert told(None) == 0
