"""The short way to the plainest command lines gives what the long one gives."""

from __future__ import annotations

import pytest

from lrx_cli.commands.quick import answered
from tests.commands.conftest import Lrx

LONG = ("--color", "auto")
"""Says what holds anyway, so that the parser is asked."""


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        *(("show", str(number)) for number in range(1, 11)),
        ("show", "figure-four"),
        ("show", "cat cow"),
    ],
)
def test_both_ways_say_the_same(lrx: Lrx, words: tuple[str, ...]) -> None:
    assert lrx(*words) == lrx(*words, *LONG)


@pytest.mark.parametrize(
    "words", [("show", "figure-fourr"), ("show", ""), ("show", "stretch"), ("show", "[/x]")]
)
def test_a_mistake_is_told_the_same_way(lrx: Lrx, words: tuple[str, ...]) -> None:
    short, long = lrx(*words), lrx(*words, *LONG)
    assert short == long
    assert short.code == 2


@pytest.mark.parametrize(
    "words",
    [("list", "--json"), ("list", "more"), ("show",), ("show", "-h"), ("show", "4", "5"), ("session",)],
)
def test_whatever_needs_reading_goes_the_long_way(words: tuple[str, ...]) -> None:
    assert not answered(words)
