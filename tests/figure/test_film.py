"""Frames in time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.figure.cells import CellFilm, draw
from tests.figure.gallery import drawing

FIGURE = drawing("seated-knee-extension")


def film() -> CellFilm:
    return CellFilm(FIGURE, 30, 10, "16")


def test_a_hold_needs_no_frames() -> None:
    still = film()
    assert still.due("up", "up", 0, 20_000) is None
    assert still.frame("up", "up", 0, 20_000) is still.frame("up", "up", 19_000, 20_000)


def test_a_movement_has_twelve_frames_a_second() -> None:
    moving, now, frames = film(), 0, 0
    while (wait := moving.due("start", "up", now, 2_000)) is not None:
        assert wait > 0
        now += wait
        frames += 1
    assert now == 2_000
    assert frames == 24


def test_a_slow_terminal_gets_fewer() -> None:
    slow = film()
    slow.rate = 4
    assert slow.due("start", "up", 0, 2_000) == 250


@given(st.integers(1, 6_000), st.data())
def test_a_frame_stays_until_the_next_is_due(length: int, data: st.DataObject) -> None:
    moving = film()
    elapsed = data.draw(st.integers(0, length))
    wait = moving.due("start", "up", elapsed, length)
    if wait is None:
        assert elapsed >= length
        return
    assert 0 < wait <= length - elapsed
    shown = moving.frame("start", "up", elapsed, length)
    assert moving.frame("start", "up", elapsed + wait - 1, length) is shown
    assert moving.frame("start", "up", elapsed + wait, length) is not shown


def test_a_movement_ends_in_its_pose() -> None:
    last = film().frame("start", "up", 2_000, 2_000)
    assert last == draw(FIGURE.between("start", "up", 1.0), 30, 10, "16")
    assert last == film().frame("start", "up", 5_000, 2_000)


def test_no_more_frames_are_kept_than_a_repetition_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lrx_cli.figure.film.KEPT", 5)
    small = film()
    first, *_, last = (small.frame("start", "up", elapsed, 2_000) for elapsed in range(0, 2_001, 50))
    assert small.frame("start", "up", 2_000, 2_000) is last
    assert small.frame("start", "up", 0, 2_000) is not first


def test_the_next_repetition_takes_what_is_there() -> None:
    moving = film()
    first = [moving.frame("start", "up", elapsed, 1_000) for elapsed in range(0, 1_001, 100)]
    again = [moving.frame("start", "up", elapsed, 1_000) for elapsed in range(0, 1_001, 100)]
    assert all(a is b for a, b in zip(first, again, strict=True))


def test_a_still_before_the_movement_has_no_arrow_and_one_before_the_switch_is_turned_around() -> None:
    waiting = film()
    still = waiting.frame("start", "start", 0, 0)
    assert still == draw(FIGURE.still("start"), 30, 10, "16")
    assert waiting.frame("start", "start", 0, 0) is still
    assert waiting.frame("start", "start", 0, 0, mirrored=True) != still


def test_time_that_is_not_yet_or_no_longer_there_is_harmless() -> None:
    moving = film()
    assert moving.frame("start", "up", -50, 1_000) is moving.frame("start", "up", 0, 1_000)
    assert moving.frame("start", "up", 0, 0) == moving.frame("start", "up", 1, 1)
