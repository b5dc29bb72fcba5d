"""Time that a person could use, and time that was lost."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.system.clock import MonotonicClock

SECOND = 1_000_000_000


class FakeComputer:
    """Two clocks of one computer; sleeping moves only one of them."""

    def __init__(self) -> None:
        self.awake = 5_000 * SECOND
        self.slept = 77 * SECOND
        self.interruptions: list[float] = []
        """How long the computer is busy elsewhere between one reading of its clocks and the next."""

    def awake_ns(self) -> int:
        return self.awake

    def all_ns(self) -> int:
        read = self.awake + self.slept
        if self.interruptions:
            self.runs(self.interruptions.pop(0))
        return read

    def runs(self, seconds: float) -> None:
        self.awake += round(seconds * SECOND)

    def sleeps(self, seconds: float) -> None:
        self.slept += round(seconds * SECOND)


def clock_of(computer: FakeComputer, speed: float = 1.0) -> MonotonicClock:
    return MonotonicClock(speed, awake=computer.awake_ns, counting_sleep=computer.all_ns)


def test_time_begins_at_zero_and_is_told_in_whole_ms() -> None:
    computer = FakeComputer()
    clock = clock_of(computer)
    computer.runs(0.0019)
    assert clock.look()[:2] == (1, 0)


def test_no_time_is_made_or_lost_by_looking_often() -> None:
    computer = FakeComputer()
    clock = clock_of(computer)
    for _ in range(3_000):
        computer.runs(0.000_7)
        clock.look()
    assert clock.look().now == 2_100


def test_sleep_is_lost_and_not_used() -> None:
    computer = FakeComputer()
    clock = clock_of(computer)
    computer.runs(1.5)
    clock.look()
    computer.runs(0.4)
    computer.sleeps(3_600)
    assert clock.look()[:2] == (1_500, 3_600_400)
    computer.runs(0.25)
    assert clock.look()[:2] == (1_750, 0)


def test_a_nap_shorter_than_the_stall_rule_is_lost_too() -> None:
    computer = FakeComputer()
    clock = clock_of(computer)
    computer.sleeps(0.9)
    assert clock.look()[:2] == (0, 900)


def test_a_clock_that_runs_on_in_sleep_is_caught_by_the_gap() -> None:
    """Windows: no clock stands still in sleep."""
    computer = FakeComputer()
    clock = clock_of(computer)
    computer.runs(1)
    clock.look()
    computer.runs(3_600)
    assert clock.look()[:2] == (1_000, 3_600_000)


def test_a_program_that_hung_lost_the_time_and_a_busy_one_did_not() -> None:
    computer = FakeComputer()
    clock = clock_of(computer)
    computer.runs(2.0)
    assert clock.look()[:2] == (2_000, 0)
    computer.runs(2.1)
    assert clock.look()[:2] == (2_000, 2_100)


def test_being_away_loses_even_a_short_time() -> None:
    computer = FakeComputer()
    clock = clock_of(computer)
    computer.runs(0.3)
    assert clock.look(away=True)[:2] == (0, 300)


def test_being_interrupted_between_the_two_clocks_is_not_sleep() -> None:
    computer = FakeComputer()
    clock = clock_of(computer)
    computer.interruptions = [0.3, 0.2]
    assert clock.look()[:2] == (500, 0)
    computer.runs(0.1)
    assert clock.look()[:2] == (600, 0)


def test_speed_moves_time_and_leaves_the_stall_rule_in_real_time() -> None:
    computer = FakeComputer()
    clock = clock_of(computer, speed=60)
    computer.runs(1.9)
    assert clock.look()[:2] == (114_000, 0)
    computer.runs(2.5)
    assert clock.look()[:2] == (114_000, 150_000)


def test_hands_keep_real_time_at_any_speed() -> None:
    computer = FakeComputer()
    clock = clock_of(computer, speed=1_000)
    first = clock.look().real
    computer.runs(0.5)
    assert clock.look().real - first == 500


@given(
    speed=st.floats(0.25, 1_000),
    before=st.integers(0, 10**9),
    after=st.integers(0, 10**6),
    then=st.integers(0, 400),
)
def test_sleeping_until_a_moment_is_never_too_short(speed: float, before: int, after: int, then: int) -> None:
    computer = FakeComputer()
    clock = clock_of(computer, speed)
    computer.awake += before
    then += clock.look().now
    computer.awake += after
    computer.awake += math.ceil(clock.until(then) * SECOND)
    assert clock.look().now >= then
    assert clock.until(then) == 0


def test_until_is_in_real_seconds() -> None:
    computer = FakeComputer()
    clock = clock_of(computer, speed=4)
    computer.runs(0.1)
    assert clock.until(1_000) == 0.15


def test_until_a_moment_that_has_passed_is_now() -> None:
    computer = FakeComputer()
    clock = clock_of(computer)
    computer.runs(1)
    assert clock.until(500) == 0


def test_the_clock_of_this_computer_goes_forward() -> None:
    clock = MonotonicClock()
    looks = [clock.look() for _ in range(100)]
    assert [look.now for look in looks] == sorted(look.now for look in looks)
    assert not any(look.lost for look in looks)


@pytest.mark.parametrize(
    ("due", "seconds"), [(None, 0.25), (60_000, 0.25), (200, 0.197), (6, 0.006), (3, 0.003), (0, 0)]
)
def test_a_nap_is_never_past_what_is_due_and_a_long_one_ends_a_little_before_it(
    due: Ms | None, seconds: float
) -> None:
    assert clock_of(FakeComputer()).nap(due) == pytest.approx(seconds)
