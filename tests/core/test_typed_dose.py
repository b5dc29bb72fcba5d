"""A dose as somebody copies it from a sheet."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lrx_cli.core.catalog.typed_dose import EXAMPLE, TwoReadings, TypedDose, in_words, read_dose


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", {}),
        ("2 sets, 10 times, hold 5 s", {"sets": 2, "reps": 10, "hold": 5_000}),
        ("2 sets of 10", {"sets": 2, "reps": 10}),
        ("3 sets of 12 reps, rest 45", {"sets": 3, "reps": 12, "rest": 45_000}),
        ("hold 2.5s", {"hold": 2_500}),
        ("no hold", {"hold": 0}),
        ("twice", {"sets": 1, "reps": 2}),
        ("Left only", {"only_side": "left"}),
        ("only the right leg", {"only_side": "right"}),
        ("on the left", {"only_side": "left"}),
        ("tempo 4, variant no-pull", {"tempo": 4_000, "variant": "no-pull"}),
        ("10 times, note: slowly, and 3x10", {"sets": 1, "reps": 10, "note": "slowly, and 3x10"}),
        (" , 10 times ,, ", {"sets": 1, "reps": 10}),
        ("hold 2.125", {"hold": 2_125}),
        ("٣ x ١٠", {"sets": 3, "reps": 10}),
        ("２ｘ１０", {"sets": 2, "reps": 10}),
        ("/ 3x10 /", {"sets": 3, "reps": 10}),
        ("10/side", {"sets": 1, "reps": 10, "sides": "each"}),
        ("10/way", {"sets": 1, "reps": 10, "sides": "both"}),
        ("hold 5/5 s", {"hold": 5_000}),
        ("2/3 x 10", {"sets": 2, "reps": 10, "note": "2 to 3 sets"}),
        ("3x10 hold 5/10 s", {"sets": 3, "reps": 10, "hold": 5_000, "note": "hold 5 to 10 s"}),
    ],
)
def test_a_dose_is_read_as_it_stands_on_a_sheet(typed: str, meant: dict[str, Any]) -> None:
    assert read_dose(typed) == TypedDose(**meant)


@pytest.mark.parametrize(
    ("typed", "side"),
    [
        ("2 sets left only", "left"),
        ("2 sets on the left side only", "left"),
        ("1 set on left leg only", "left"),
        ("1 set, right only", "right"),
    ],
)
def test_sets_of_one_side_only_are_never_done_by_the_other(typed: str, side: str) -> None:
    dose = read_dose(typed)
    assert (dose.only_side, dose.left_sets, dose.right_sets) == (side, None, None)


def test_sides_may_do_different_numbers_of_sets() -> None:
    dose = read_dose("2 sets on the left, 1 set on the right, 10 times")
    assert (dose.left_sets, dose.right_sets, dose.sets, dose.reps) == (2, 1, None, 10)


def test_the_example_that_is_shown_can_be_typed() -> None:
    assert read_dose(EXAMPLE).note == "slowly"


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("10x2", ("10 sets of 2", "2 sets of 10")),
        ("3x30", ("3 sets of 30", "3 x 30 s")),
        ("2 sets on the left", ("2 sets, left only", "2 sets on the left, 1 set on the right")),
        ("30 seconds", ("1 x 30 s", "10 times, hold 30 s")),
        ("2 sets, hold 30 s", ("2 x 30 s", "2 sets of 10, hold 30 s")),
        # What else the line says stays in both.
        (
            "3x30, 2x/day, note: slowly",
            ("3 sets of 30, twice a day, note: slowly", "3 x 30 s, twice a day, note: slowly"),
        ),
        (
            "10, tempo 3 s, variant seated",
            ("10 times, tempo 3 s, variant seated", "hold 10 s, tempo 3 s, variant seated"),
        ),
        ("10 times a day, hold 5 s", ("10 times, every day, hold 5 s", "1 time, 10 times a day, hold 5 s")),
        ("3 sets 15 s, twice a day", ("3 x 15 s, twice a day", "10 times, hold 15 s, twice a day")),
        (
            "2x10 alternating, hold 5 s",
            ("2 sets of 10 each side, hold 5 s", "2 sets of 5 each side, hold 5 s"),
        ),
        ("2 sets, alternating", ("2 sets of 10 each side", "2 sets of 5 each side")),
        (
            "2 sets on the left, 8 times",
            ("2 sets, left only, 8 times", "2 sets on the left, 1 set on the right, 8 times"),
        ),
        (
            "5 in the morning and 5 in the evening",
            ("5 times, morning and evening", "hold 5 s, morning and evening"),
        ),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused_with_both(typed: str, readings: tuple[str, str]) -> None:
    with pytest.raises(TwoReadings) as caught:
        read_dose(typed)
    assert caught.value.readings == readings
    assert all(reading in str(caught.value) for reading in readings)
    assert read_dose(readings[0]) != read_dose(readings[1])


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("often", 'found "often", allowed: '),
        ("hold", 'found "hold", allowed: '),
        ("hold a while", 'found "hold a while", allowed: '),
        ("note slowly", 'found "note slowly", allowed: '),
        ("hold 5 times", 'found "hold 5 times", allowed: '),
        ("hold 2.x", 'found "x", allowed: '),
        ("hold 0.001", "a hold of 1 to 120 s"),
        ("hold 5 minutes", "a hold of 1 to 120 s"),
        ("100 times", "1 to 50 times in a set"),
        (f"2x{'9' * 5_000}", 'found "999'),
        ("10 times, 12 times", '"12 times" says otherwise'),
        ("10, 12 times", 'found "10" without a word'),
        ("10/10 times", 'found "10" without a word'),
        ("10, 3 sets", 'found "10" without a word'),
        ("left only, right only", '"right only" says otherwise'),
        ("3 sets, 2 sets on the left", '"2 sets on the left" says otherwise'),
        ("10 times right, 5 times left", '"5 times, left only" and "10 times, right only"'),
        ("left only, each side", "say only one of them"),
        ("hold 5 breaths", "type the seconds"),
        ("10 reps on the painful side", 'type "left only" or "right only"'),
        ("rest 5 seconds between reps", "lrx rests between sets"),
        ("10-8 times", "is not a range"),
        ("3x10, 10 total", "leave the total out"),
        ("10, hold 5 s", 'If you mean "10 times, hold 5 s", type that'),
        (
            "2 sets on the left, 1 set on the right, 10, hold 5 s",
            '"10 times, 2 sets on the left, 1 set on the right',
        ),
        ("5 times in the morning, 10 times in the evening", "write a line for each"),
    ],
)
def test_what_means_nothing_is_named(typed: str, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        read_dose(typed)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7),
        ("eight", 8), ("nine", 9), ("ten", 10), ("eleven", 11), ("twelve", 12), ("fifteen", 15),
        ("twenty", 20), ("thirty", 30), ("forty", 40), ("forty-five", 45), ("sixty", 60), ("ninety", 90),
    ],
)  # fmt: skip
def test_a_number_in_words_is_that_number(word: str, number: int) -> None:
    assert read_dose(f"hold for {word} seconds").hold == number * 1_000


@pytest.mark.parametrize("word", "failure fatigue max amrap many few several couple".split())
def test_as_many_as_one_can_is_no_number(word: str) -> None:
    with pytest.raises(ValueError, match="it does not say how many"):
        read_dose(f"2 sets to {word}")


@pytest.mark.parametrize("word", "band weight lbs kg lb body".split())
def test_what_it_takes_is_no_dose(word: str) -> None:
    with pytest.raises(ValueError, match="write what it takes as the last piece"):
        read_dose(f"10 times with 5 {word}")


@pytest.mark.parametrize(
    ("most", "more"),
    [
        ("hold 120 s", "hold 121 s"),
        ("10 sets of 2", "11 sets of 2"),
        ("50 times", "51 times"),
        ("10 times, rest 300 s", "10 times, rest 301 s"),
        ("10 times, tempo 20", "10 times, tempo 21"),
    ],
)
def test_no_more_is_played_than_the_error_says(most: str, more: str) -> None:
    read_dose(most)
    with pytest.raises(ValueError, match="lrx plays"):
        read_dose(more)


def test_one_set_is_said_as_one() -> None:
    assert in_words(TypedDose(sets=1)) == "1 set"
    assert in_words(TypedDose(sets=2)) == "2 sets"


# --- properties --------------------------------------------------------------------------------------

_NUMBERS = st.integers(1, 10)
_COUNTS = st.sampled_from(
    ["{s}x{r} reps", "{s} sets of {r}", "{r} reps x {s} sets", "Sets: {s} Reps: {r}", "{s} sets, {r} times"]
)
_HOLDS = st.sampled_from(["hold {h}", "hold for {h} seconds", "{h} sec hold", "{h}s hold", "Hold: {h} sec."])
_SIDES = st.sampled_from(
    [("left only", "left"), ("L", "left"), ("right leg only", "right"), ("(R)", "right")]
)
_OFTEN = st.sampled_from(
    [("2x/day", "twice a day"), ("BID", "twice a day"), ("every 2 hours", "every 2 hours")]
)


@given(
    st.integers(1, 5), _NUMBERS, _NUMBERS, _COUNTS, _HOLDS, _SIDES, _OFTEN, st.permutations(range(4)),
    st.sampled_from([", ", "; ", ". ", " | "]),
)  # fmt: skip
def test_pieces_come_in_any_order_and_with_any_separator(
    sets: int,
    reps: int,
    hold: int,
    count: str,
    held: str,
    side: tuple[str, str],
    often: tuple[str, str],
    order: list[int],
    separator: str,
) -> None:
    pieces = [count.format(s=sets, r=reps), held.format(h=hold), side[0], often[0]]
    dose = read_dose(separator.join(pieces[place] for place in order))
    assert (dose.sets, dose.reps, dose.hold, dose.only_side) == (sets, reps, hold * 1_000, side[1])
    assert dose.often == often[1]


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused_in_words(typed: str) -> None:
    said = None
    try:
        read_dose(typed)
    except ValueError as error:
        said = str(error)
    assert said is None or said.endswith(".")


_WORDS = st.sampled_from(
    [
        "3",
        "10",
        "2",
        "30",
        "x",
        "-",
        "/",
        ",",
        ";",
        "s",
        "sec",
        "reps",
        "times",
        "sets",
        "hold",
        "rest",
        "each",
        "side",
        "both",
        "left",
        "right",
        "only",
        "on",
        "the",
        "of",
        "for",
        "a",
        "day",
        "week",
        "daily",
        "twice",
        "once",
        "to",
        "up",
        "then",
        "repeat",
        "other",
    ]
)


@example("10 x day")
@given(st.lists(_WORDS, max_size=9).map(" ".join))
def test_what_is_read_is_read_the_same_when_it_is_told_back(typed: str) -> None:
    try:
        dose = read_dose(typed)
    except TwoReadings as two:
        for reading in two.readings:
            read_dose(reading)
        return
    except ValueError:
        return
    assert read_dose(in_words(dose)) == dose
    numbers = set(re.findall(r"\d+", typed)) | {"1", "2"}
    told = [dose.sets, dose.reps, dose.left_sets, dose.right_sets]
    seconds = [each // 1_000 for each in (dose.hold, dose.rest, dose.tempo) if each]
    assert {str(number) for number in (*told, *seconds) if number} <= numbers
