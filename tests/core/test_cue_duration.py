from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.catalog.exercise import Step
from lrx_cli.core.timeline.cue_duration import (
    breathing_rep,
    counted,
    counting_forms,
    cue_duration,
    fill_number,
    first_that_fits,
    hold_room,
    move_room,
    number_word,
    ordinal_word,
    pick,
    repetition_class,
    seconds_word,
    speech,
)
from lrx_cli.core.timeline.timeline import Cue
from lrx_cli.text import sentence


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
    found = "".join(repetition_class(teach, again, rep, 8) for rep in range(1, 9))
    assert found == classes


def test_one_repetition_is_told_as_the_first_and_two_end_with_the_last() -> None:
    assert repetition_class("full", False, 1, 1) == "T"
    assert repetition_class("full", False, 2, 2) == "L"


@pytest.mark.parametrize(
    ("n", "word"),
    [
        (0, "zero"),
        (12, "twelve"),
        (19, "nineteen"),
        (20, "twenty"),
        (42, "forty two"),
        (99, "ninety nine"),
        (100, "one hundred"),
        (105, "one hundred five"),
        (120, "one hundred twenty"),
        (999, "nine hundred ninety nine"),
        (1_000, "1000"),
    ],
)
def test_numbers_are_words(n: int, word: str) -> None:
    assert number_word(n) == word


def test_no_two_numbers_sound_alike() -> None:
    assert len({number_word(n) for n in range(1_200)}) == 1_200


@pytest.mark.parametrize(
    ("n", "words"), [(0, "zero sets"), (1, "one set"), (2, "two sets"), (21, "twenty one sets")]
)
def test_one_is_one_and_all_others_are_several(n: int, words: str) -> None:
    assert counted(n, "set") == words


@pytest.mark.parametrize(
    ("ms", "words"), [(1_000, "one second"), (20_000, "twenty seconds"), (1_600, "two seconds")]
)
def test_seconds_are_whole_in_words(ms: int, words: str) -> None:
    assert seconds_word(ms) == words


@pytest.mark.parametrize("words", ["stay there", "stay there.", "Stay there."])
def test_a_sentence_begins_large_and_has_one_stop(words: str) -> None:
    assert sentence(words) == "Stay there."


def test_a_sentence_keeps_the_end_it_has() -> None:
    assert [sentence(words) for words in ("now!", "why?")] == ["Now!", "Why?"]


@pytest.mark.parametrize(("reps", "rep"), [(3, None), (4, None), (5, 4), (6, 5), (7, 5), (8, 6), (20, 12)])
def test_breathing_is_spoken_of_once_past_the_middle_of_five_or_more(reps: int, rep: int | None) -> None:
    assert breathing_rep(reps) == rep


@pytest.mark.parametrize(
    ("mark", "ms"), [(",", 450), (";", 450), (":", 450), (".", 500), ("?", 500), ("!", 500)]
)
def test_a_mark_inside_of_a_line_is_a_pause_and_at_its_end_none(mark: str, ms: int) -> None:
    assert speech(f"round it{mark} and stay") - speech("round it and stay") == ms
    assert speech(f"round it{mark}") == speech("round it")


@given(st.text(alphabet="abc é7,.", min_size=1))
def test_a_letter_more_never_takes_less(words: str) -> None:
    assert 400 <= speech(words) <= speech(words + "a") <= speech(words) + 650
    assert speech(words) % 50 == 0


def test_one_wording_is_picked_for_all_numbers_of_a_set() -> None:
    forms = ("{N} of {M}, swing up.", "{N} of {M}.")
    room = speech("Four of eight, swing up.")
    assert pick(forms, [4], 8, room) == forms[0]
    assert pick(forms, [4, 7], 8, room) == forms[1]
    assert pick(forms, [4, 7], 8, 100) is None
    assert pick(("Final one, swing up.", "Final one."), [], 8, speech("Final one.")) == "Final one."
    assert pick(forms, [4], 8, room - 1) == forms[1]


def test_a_number_is_said_with_how_many_there_are() -> None:
    assert fill_number("{N} of {M}, swing up.", 4, 12) == "Four of twelve, swing up."
    assert [ordinal_word(n) for n in (1, 3, 10, 11)] == ["first", "third", "tenth", "11th"]


def test_a_line_follows_its_tone() -> None:
    assert cue_duration(Cue(0, "hold", "Hold", "Hold there.", "stay")) == 150 + 120 + 1_000
    assert cue_duration(Cue(0, "hold", "Hold", None, "stay")) == 150
    assert cue_duration(Cue(0, "hold", "Hold")) == 0


def test_letters_of_any_alphabet_take_their_time() -> None:
    assert speech("Rücken rund") == speech("Rucken rund")
    assert speech("спина") == speech("spina")
    assert speech("it’s — “so”") == speech("its so")


def test_what_just_fits_is_said() -> None:
    assert first_that_fits(["Round it up.", "Up."], speech("Round it up.")) == "Round it up."
    assert first_that_fits(["Round it up.", "Up."], speech("Round it up.") - 1) == "Up."
    assert first_that_fits(["", "Up."], speech("Up.") - 1) is None


SWING = Step("move", "rep", "", "", "", "swing up", quiet="up")


@pytest.mark.parametrize(
    ("cls", "paired", "forms"),
    [
        ("C", True, ["{N} of {M}, swing up.", "{N} of {M}, up."]),
        ("C", False, ["{N} of {M}, swing up.", "{N} of {M}, up.", "{N} of {M}."]),
        ("Q", True, ["{N} of {M}, up."]),
        ("Q", False, ["{N} of {M}."]),
        ("L", True, ["Final one, swing up.", "Final one, up."]),
        ("L", False, ["Final one, swing up.", "Final one, up.", "Final one."]),
    ],
)
def test_a_repetition_is_opened_by_as_much_as_fits(cls: str, paired: bool, forms: list[str]) -> None:
    assert list(counting_forms(SWING, cls, paired=paired)) == forms


def test_in_turn_to_both_sides_the_end_is_a_pair() -> None:
    sway = Step("move", "rep", "", "", "", "to the {s}", quiet="to the {s}")
    assert counting_forms(sway, "L", paired=True)[0] == "Final pair, to the {s}."
