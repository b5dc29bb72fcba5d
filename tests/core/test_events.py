"""What an event is: its kind and its values."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from lrx_cli.core.player import CueDue, Event, Paused, Resumed
from lrx_cli.core.records.session_record import Row

KINDS = get_args(Event)


@pytest.mark.parametrize(("kind", "other"), list(product(KINDS, KINDS)))
def test_events_are_equal_only_to_their_own_kind(kind: type[Event], other: type[Event]) -> None:
    """Even where their values are the same, as those of a pause and of its end are."""
    one, two = (made(*range(len(made._fields))) for made in (kind, other))
    assert (one == two) is (kind is other)
    assert (one != two) is (kind is not other)


def test_an_event_is_no_bare_tuple() -> None:
    event, bare = Paused(5, "asked"), (5, "asked")
    assert event != bare
    assert bare != event
    assert event not in [Resumed(5, "asked"), bare]


def test_an_event_with_other_values_is_another() -> None:
    assert Paused(5, "asked") == Paused(5, "asked")
    assert Paused(5, "asked") != Paused(6, "asked")
    assert CueDue(5, 1, None) != CueDue(5, 2, None)


def test_kept_rows_of_two_kinds_cannot_be_mistaken_for_each_other() -> None:
    widths = [len(kind._fields) for kind in get_args(Row)]
    assert len(set(widths)) == len(widths)
