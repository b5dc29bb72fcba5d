"""What an event is, whatever it tells."""

from __future__ import annotations

import pytest

from lrx_cli.core.player import Changed, Event, Paused, Resumed


def test_events_of_one_kind_are_equal_if_their_fields_are() -> None:
    assert Paused(3, "asked") == Paused(3, "asked")
    assert hash(Paused(3, "asked")) == hash(Paused(at=3, why="asked"))
    assert Paused(3, "asked") != Paused(4, "asked")


def test_events_of_different_kinds_are_never_equal() -> None:
    paused: Event = Paused(3, "asked")
    assert paused != Resumed(3, "asked")
    assert len({paused, Resumed(3, "asked")}) == 2


def test_an_event_cannot_be_changed() -> None:
    event = Paused(3, "asked")
    with pytest.raises(AttributeError):
        event.at = 4  # type: ignore[misc]  # mypy refuses it, too
    with pytest.raises(AttributeError):
        del event.at
    assert event.at == 3


def test_an_event_can_be_read_and_taken_apart() -> None:
    event = Changed(3, "hold", "bridge", 5_000)
    assert repr(event) == "Changed(at=3, what='hold', exercise='bridge', value=5000)"
    match event:
        case Changed(at, "hold", value=hold):
            assert (at, hold) == (3, 5_000)
        case _:
            raise AssertionError
