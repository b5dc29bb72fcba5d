"""Finding the longest phrase of a table in a row of words.

A phrase is written as ``# sets of? # reps|times?``: each element is a kind of item or words with ``|`` between
them, and ``?`` marks one that may be missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from lrx_cli.core.catalog.dose_words import Item

Table = tuple[tuple[str, str], ...]
_Element = tuple[frozenset[str], bool]


def longest(table: Table, items: Sequence[Item]) -> tuple[int, str]:
    """How many items the longest phrase at the beginning takes, and what it means; 0: there is none. Of
    phrases of the same length, the first one of the table."""
    best, found = 0, ""
    for pattern, meaning in _compiled(table):
        length = _match(pattern, items)
        if length > best:
            best, found = length, meaning
    return best, found


@cache
def _compiled(table: Table) -> tuple[tuple[tuple[_Element, ...], str], ...]:
    def element(written: str) -> _Element:
        return frozenset(written.removesuffix("?").split("|")), written.endswith("?")

    return tuple((tuple(element(each) for each in pattern.split()), meaning) for pattern, meaning in table)


def _match(pattern: Sequence[_Element], items: Sequence[Item]) -> int:
    """The most items that the whole pattern can take from the beginning; 0: it does not match."""
    reached = {0}
    for words, optional in pattern:
        further = {
            place + 1
            for place in reached
            if place < len(items) and (items[place].kind in words or items[place].word in words)
        }
        reached = further | (reached if optional else set())
        if not reached:
            return 0
    return max(reached)
