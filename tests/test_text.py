"""What reaches a terminal is shown there and never obeyed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth, wcwidth

from lrx_cli.text import (
    REPLACEMENT,
    can_write,
    clean,
    count,
    did_you_mean,
    listed,
    lower_first,
    sentence,
    spelled,
    width,
    with_article,
    without_ambiguous,
    wrap,
)

ANYTHING = st.text(st.characters(codec=None), max_size=200)
"""Lone surrogates and unassigned characters too: they come out of file names and JSON."""
FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
JOINERS = "\u200c\u200d"


@given(ANYTHING)
def test_nothing_that_a_terminal_obeys_survives(text: str) -> None:
    for character in clean(text):
        assert unicodedata.category(character) not in FORBIDDEN or character in JOINERS


@given(ANYTHING)
def test_cleaning_what_is_clean_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(ANYTHING, st.integers(1, 50))
def test_no_text_is_longer_than_its_limit(text: str, limit: int) -> None:
    assert len(clean(text, limit)) <= limit


@given(st.text(st.characters(codec="ascii", min_codepoint=32, max_codepoint=126)))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b]0;title\x07", f"{REPLACEMENT}]0;title{REPLACEMENT}"),
        ("a\x9b31mb", f"a{REPLACEMENT}31mb"),
        ("left\u202etfel", f"left{REPLACEMENT}tfel"),
        ("hid\u200bden", f"hid{REPLACEMENT}den"),
        ("blank\u3164letter", f"blank{REPLACEMENT}letter"),
        ("two\r\nlines\tand tabs", "two  lines and tabs"),
        ("lone \ud800 surrogate", f"lone {REPLACEMENT} surrogate"),
        ("no\u00a0break", "no break"),
        ("نمی\u200cخواهم", "نمی\u200cخواهم"),
        ("[bold]not markup[/]", "[bold]not markup[/]"),
    ],
)
def test_hostile_text_becomes_harmless_and_honest_text_stays(hostile: str, shown: str) -> None:
    assert clean(hostile) == shown


def test_a_tower_of_accents_is_cut_to_four() -> None:
    assert clean("a" + "\u0301" * 40 + "b") == "a" + "\u0301" * 4 + "b"


def test_wide_letters_take_two_cells_and_accents_none() -> None:
    assert width("abc") == 3
    assert width("伸ばす") == 6
    assert width("e\u0301") == 1


@given(ANYTHING, st.integers(2, 60))
def test_no_line_is_wider_than_it_may_be(text: str, cells: int) -> None:
    assert all(width(line) <= cells for line in wrap(clean(text), cells))


@pytest.mark.parametrize("cells", [1, 0, -5])
def test_wrapping_ends_where_there_is_no_room(cells: int) -> None:
    assert wrap("ab 伸", cells) == ["a", "b", "伸"]


@given(st.lists(st.text("abc伸", min_size=1, max_size=30), max_size=20), st.integers(2, 40))
def test_wrapping_loses_no_letter(words: list[str], cells: int) -> None:
    assert "".join(wrap(" ".join(words), cells)).replace(" ", "") == "".join(words)


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("one two three", 8, ["one two", "three"]),
        ("one two", 7, ["one two"]),
        ("one two", 6, ["one", "two"]),
        ("", 8, [""]),
        ("abcdef gh", 6, ["abcdef", "gh"]),
        ("abcdefgh i", 6, ["abcdef", "gh i"]),
        ("伸ばす", 4, ["伸ば", "す"]),
        ("伸ば", 1, ["伸", "ば"]),
    ],
)
def test_a_line_breaks_between_words_and_in_those_that_are_too_long(
    text: str, cells: int, shown: list[str]
) -> None:
    assert wrap(text, cells) == shown


def test_words_become_sentences_counts_and_choices() -> None:
    assert [*map(sentence, ("round up", "Up.", "Up?", "Up!", ""))] == ["Round up.", "Up.", "Up?", "Up!", "."]
    assert [count(n, "session") for n in (0, 1, 2)] == ["0 sessions", "1 session", "2 sessions"]
    assert [count(n, "foot", "feet") for n in (1, 2)] == ["1 foot", "2 feet"]
    assert [*map(listed, (["a"], "ab", "abc"))] == ["a", "a or b", "a, b or c"]


def test_a_mistake_gets_the_nearest_word_and_no_other() -> None:
    known = ("Gentle", "standard", "stronger", "x" * 80)
    assert did_you_mean("gentel", known) == " Did you mean Gentle?"
    assert did_you_mean("strand", known) == " Did you mean standard?"
    assert did_you_mean("nothing", known) == ""
    assert did_you_mean("x" * 79, known) == f" Did you mean {'x' * 59}…?"


def test_letters_of_ambiguous_width_stay_letters() -> None:
    assert without_ambiguous("Ωμέγα 3 × 8 → Мой") == "Ωμέγα 3 x 8 -> Мой"
    assert without_ambiguous("plain") == "plain"


def test_a_sentence_goes_on_in_small_letters_but_for_names_and_single_letters() -> None:
    said = ("Roll up", "Éclair", "NHS", "I am", "A pillow", "")
    assert [*map(lower_first, said)] == ["roll up", "éclair", "NHS", "I am", "A pillow", ""]


@pytest.mark.parametrize(
    ("thing", "named"),
    [
        ("firm chair without wheels", "a firm chair without wheels"),
        ("exercise mat", "an exercise mat"),
        ("towel or bands", "a towel or bands"),
        ("bands", "bands"),
        ("straps with a buckle", "straps with a buckle"),
        ("2 chair", "2 chair"),
        ("T-shirt", "a T-shirt"),
        ("", ""),
    ],
)
def test_one_thing_has_an_article_and_several_have_none(thing: str, named: str) -> None:
    assert with_article(thing) == named


def test_an_ascii_terminal_gets_letters_for_signs() -> None:
    error = UnicodeEncodeError("ascii", "wait\u2026 3 \u00d7 8", 4, 5, "ordinal not in range")
    assert spelled(error) == ("...", 5)


def test_a_letter_without_a_spelling_becomes_a_question_mark() -> None:
    error = UnicodeEncodeError("ascii", "伸", 0, 1, "ordinal not in range")
    assert spelled(error) == ("?", 1)


# --- every character there is ------------------------------------------------------------------------

EVERY = [chr(code) for code in range(0x110000)]


def test_of_every_character_there_is_only_what_can_be_shown_stays() -> None:
    looks = {*map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0xE0100, 0xE01F0))}
    for character in EVERY:
        category = unicodedata.category(character)
        if character in looks:
            expected = ""
        elif character in JOINERS:
            expected = character
        elif category == "Zs" or character in "\t\n\r":
            expected = " "
        elif category in FORBIDDEN or character in "\u115f\u1160\u3164\uffa0":
            expected = REPLACEMENT
        else:
            expected = character
        assert clean(character) == expected, f"U+{ord(character):04X}"


def test_no_character_is_wider_than_it_is_counted_and_none_of_one_cell_is_counted_as_two() -> None:
    """By a width that somebody else computes, and newer than Python's."""
    for each in EVERY:
        cells, counted = wcwidth(each), width(each)
        if cells > counted or counted > cells == 1:
            assert clean(each) != each, f"U+{ord(each):04X}"


@given(ANYTHING)
def test_no_text_is_wider_than_it_is_counted(text: str) -> None:
    assert wcswidth(clean(text)) <= width(clean(text))


@given(ANYTHING, st.integers(0, 60))
def test_no_line_is_wider_than_it_may_be_by_another_measure(text: str, cells: int) -> None:
    for line in wrap(clean(text), cells):
        assert wcswidth(line) <= cells or len(line) == 1


@pytest.mark.parametrize("heart", ["\u2764\ufe0f", "\u2764\ufe0e", "\u2764\U000e0100"])
def test_of_two_looks_a_letter_has_its_own(heart: str) -> None:
    assert clean(heart) == "\u2764"


def test_text_of_just_its_limit_is_whole() -> None:
    assert clean("abcd", 4) == "abcd"
    assert clean("abcde", 4) == "abc…"
    assert clean("a" * 2_000) == "a" * 2_000
    assert clean("a" * 2_001) == "a" * 1_999 + "…"


def test_four_marks_may_begin_a_text() -> None:
    assert clean("\u0301" * 5) == "\u0301" * 4


@pytest.mark.parametrize("character", ["\u0301", "\u20dd", "\u200d"], ids=["accent", "circle", "joiner"])
def test_what_is_drawn_over_another_letter_takes_no_cell(character: str) -> None:
    assert width(f"a{character}") == 1


def test_only_what_could_not_be_written_is_spelled() -> None:
    with pytest.raises(UnicodeDecodeError):
        spelled(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"))


@pytest.mark.parametrize(
    ("text", "encoding", "possible"),
    [
        ("plain", None, True),
        ("plain", "utf-8", True),
        ("3 × 8", "utf-8", True),
        ("3 × 8", "latin-1", True),
        ("3 × 8", "ascii", False),
        ("3 × 8", None, False),
        ("→", "latin-1", False),
        ("\ud800", "utf-8", False),
        ("plain", "no-such-encoding", False),
    ],
)
def test_what_an_encoding_cannot_take_is_known_before(
    text: str, encoding: str | None, possible: bool
) -> None:
    assert can_write(text, encoding) == possible


def test_every_sign_that_lrx_writes_has_a_spelling() -> None:
    signs = "–—−\N{NON-BREAKING HYPHEN}…·•×°‘’“”→←✓►≤≥\N{NO-BREAK SPACE}"
    error = UnicodeEncodeError("ascii", signs, 0, len(signs), "ordinal not in range")
    assert spelled(error)[0] == "----...|*x deg''\"\"-><-+><=>= "
