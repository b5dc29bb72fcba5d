"""How lines are cut into what one clip each is kept of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.sound.clips import AFTER_COUNT, BETWEEN_SENTENCES, Part, name_of, parts, spoken
from lrx_cli.sound.samples import length, silence


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("Now the left leg.", ["Now the left leg."]),
        ("Four of eight, round up.", ["Four", "Of eight,", "Round up."]),
        ("Four of twelve.", ["Four", "Of twelve."]),
        ("Final one, round up.", ["Final one,", "Round up."]),
        ("Paused now. Take your time.", ["Paused now.", "Take your time."]),
        ("Next, exercise four of ten: cat cow.", ["Next, exercise four", "Of ten:", "Cat cow."]),
        (
            "Eight times on each leg, with a two-second pause.",
            ["Eight times on each leg,", "With a two-second pause."],
        ),
        ("You need a mat. A pillow.", ["You need a mat.", "A pillow."]),
        (
            "Two sets of eight, on each side, holding for two seconds.",
            ["Two sets", "Of eight,", "On each side,", "Holding for two seconds."],
        ),
        ("Two sets of one, holding for two seconds.", ["Two sets of one,", "Holding for two seconds."]),
        ("Ten exercises, about twenty six minutes.", ["Ten exercises,", "About twenty six minutes."]),
        ("Each hold is forty five seconds now.", ["Each hold is forty", "Five seconds now."]),
        ("Each hold is forty nine seconds now.", ["Each hold is forty nine seconds now."]),
        ("Bend both knees, and rest.", ["Bend both knees, and rest."]),
        ("", []),
    ],
)
def test_a_line_is_cut_where_a_count_meets_what_is_counted(line: str, texts: list[str]) -> None:
    assert [part.text for part in parts(line)] == texts


def test_one_pauses_between_sentences_and_after_a_count() -> None:
    assert parts("Carrying on. Repetition four, left leg.") == [
        Part("Carrying on.", 0),
        Part("Repetition four,", BETWEEN_SENTENCES),
        Part("Left leg.", AFTER_COUNT),
    ]


@given(
    st.lists(
        st.sampled_from(["one", "of", "ten,", "Next:", "forty", "two", "nine.", "Go", "left?", "seconds"])
    )
)
def test_no_word_is_lost_or_said_twice(words: list[str]) -> None:
    line = " ".join(words)
    assert " ".join(part.text for part in parts(line)).lower() == line.lower()


def test_a_line_lasts_as_long_as_its_parts_and_pauses() -> None:
    line = "Carrying on. Repetition four, left leg."
    clip = spoken(line, lambda text: silence(10 * len(text)))
    assert clip is not None
    assert length(clip) == sum(part.before + 10 * len(part.text) for part in parts(line))


def test_a_line_with_a_missing_part_is_not_said_at_all() -> None:
    assert spoken("Final one, round up.", lambda text: None if text == "Final one," else silence(10)) is None


def test_another_text_has_another_name() -> None:
    assert name_of("Now the left leg.") != name_of("Now the right leg.")
