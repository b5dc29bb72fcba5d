"""What settings and options accept, and what they say about the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.settings import (
    SETTINGS,
    Name,
    Number,
    Settings,
    Whole,
    Word,
    YesNo,
    listed,
)
from lrx_cli.text import did_you_mean

LEVEL = Word(("gentle", "standard", "stronger"))


def test_every_setting_is_described_and_has_a_default() -> None:
    assert list(Settings._fields) == list(SETTINGS)


@pytest.mark.parametrize("key", [key for key in SETTINGS if getattr(Settings(), key) is not None])
def test_every_default_is_a_value_that_may_be_set(key: str) -> None:
    default = getattr(Settings(), key)
    assert SETTINGS[key].kind.read(default) == default


def test_words_are_read_in_any_case() -> None:
    assert LEVEL.read(" Gentle ") == "gentle"


def test_a_misspelled_word_names_what_is_allowed_and_what_is_near() -> None:
    with pytest.raises(ValueError, match=r'^found "standart", allowed: gentle, standard or stronger\.'):
        LEVEL.read("standart")
    with pytest.raises(ValueError, match=r"Did you mean standard\?$"):
        LEVEL.read("standart")


@pytest.mark.parametrize("found", [3, None, ["gentle"], {"level": "gentle"}, True])
def test_what_is_no_text_is_no_word(found: object) -> None:
    with pytest.raises(ValueError, match="allowed: gentle"):
        LEVEL.read(found)


@pytest.mark.parametrize("found", ["0.49", "3.01", "nan", "inf", "-1", "", "fast", True, None, [1], "1e400"])
def test_a_number_out_of_its_range_is_refused(found: object) -> None:
    with pytest.raises(ValueError, match=r"allowed: a number from 0\.5 to 3"):
        Number(0.5, 3).read(found)


@given(st.floats(0.5, 3))
def test_every_number_in_the_range_is_read_as_it_is_written(number: float) -> None:
    assert Number(0.5, 3).read(str(number)) == number
    assert Number(0.5, 3).read(number) == number


@pytest.mark.parametrize("found", ["2.5", "0", "101", "many", True, None])
def test_a_count_is_whole_and_in_its_range(found: object) -> None:
    with pytest.raises(ValueError, match="allowed: a whole number from 1 to 100"):
        Whole(1, 100).read(found)


def test_a_count_is_read() -> None:
    assert Whole(1, 100).read("12") == 12


@pytest.mark.parametrize(("found", "means"), [("yes", True), ("OFF", False), (True, True), ("0", False)])
def test_yes_and_no_are_read_in_several_words(found: object, means: bool) -> None:
    assert YesNo().read(found) is means


def test_anything_else_is_neither_yes_nor_no() -> None:
    with pytest.raises(ValueError, match="allowed: true or false"):
        YesNo().read("maybe")


def test_a_name_is_not_empty() -> None:
    assert Name("a name").read(" desk ") == "desk"
    with pytest.raises(ValueError, match="allowed: a name"):
        Name("a name").read("  ")


def test_words_are_listed_as_one_says_them() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b or c"


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    assert did_you_mean("xyz", ["gentle", "standard"]) == ""


@pytest.mark.parametrize("text", ["", " ", "\x1b[31mred", "a\nb", "a\u202eb", "\udcff", "x" * 1_001])
def test_a_name_is_something_that_can_be_read(text: str) -> None:
    with pytest.raises(ValueError, match="allowed"):
        SETTINGS["player"].kind.read(text)
    assert SETTINGS["player"].kind.read(" paplay --raw ") == "paplay --raw"


@pytest.mark.parametrize(
    ("words", "meant"),
    [(("true", "yes", "on", "1", " ON "), True), (("false", "no", "off", "0", "No"), False)],
)
def test_yes_and_no_are_said_in_four_ways_each(words: tuple[str, ...], meant: bool) -> None:
    assert [YesNo().read(word) for word in words] == [meant] * len(words)


def test_a_name_may_be_long_and_not_endless() -> None:
    name = Name("a path")
    assert name.read("a" * 1_000) == "a" * 1_000
    with pytest.raises(ValueError, match="allowed: a path"):
        name.read("a" * 1_001)
    with pytest.raises(ValueError, match="allowed: a path"):
        name.read(3)
