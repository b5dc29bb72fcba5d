"""The questions around a session, from the first key to what is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Choice, Routine
from lrx_cli.core.planning.plan import Plan
from lrx_cli.core.settings import Settings
from lrx_cli.core.timeline.compile import playing_time
from lrx_cli.session.health_check import HealthCheck
from lrx_cli.session.history import SessionHistory
from lrx_cli.session.loop import SessionResult
from lrx_cli.storage.settings import read_settings
from tests.core.said import at
from tests.session.asking import Asked, FakeKeys

FIRST_TIME = ("n", "enter", "l", "1", "3", "2", "4")
"""No sign, nothing to tick, the left leg, down to the floor easily, leg 3, back 2, the calf."""
LATER = ("n", "3", "2", "4")
AFTER = ("3", "2", "4", "0")


def kept() -> Settings:
    """The settings that are in the file."""
    return read_settings(locations.settings_file(), {}).settings


class Seen(NamedTuple):
    plan: Plan
    settings: Settings
    pages: list[str]
    check: HealthCheck
    stays: str


class Person:
    """Somebody with a history of their own, who comes back on later days."""

    def __init__(self, catalog: Catalog, routine: Routine) -> None:
        self.catalog = catalog
        self.routine = routine

    def check_in(self, *keys: str, day: int = 0, full: bool = False, after: tuple[str, ...] = ()) -> Seen:
        """``after``: the keys of the questions after the session, if it is played."""
        settings = kept()

        def choice_of(settings: Settings) -> Choice:
            return Choice(
                self.routine, level=settings.level, sore_side=settings.sore_side, pace=settings.pace
            )

        asked = Asked(FakeKeys(*keys, *after))
        with SessionHistory(at(day)) as history:
            check = HealthCheck(asked.interview, self.catalog, history, at(day))
            plan, settings = check.check_in(choice_of, settings, full=full, confirm=True)
            before = len(asked.shown)
            if after:
                check.check_out(SessionResult("done", 5, 60_000), plan, settings)
        return Seen(plan, settings, asked.shown[:before] if not after else asked.shown, check, asked.stays)


@pytest.fixture
def person(
    catalog: Catalog, routines: dict[str, Routine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Person]:
    monkeypatch.setenv("LRX_HOME", str(tmp_path))
    return Person(catalog, routines["full"])


def test_the_first_session_is_three_exercises_in_about_five_minutes(person: Person) -> None:
    seen = person.check_in(*FIRST_TIME, "space")
    assert len(seen.plan.lines) == 3
    assert 4 <= playing_time(seen.plan) / 60_000 <= 7
    assert len(FIRST_TIME) + 1 <= 8


def lengths(page: str) -> list[tuple[int, int]]:
    """Exercises and minutes of each choice on the page about how long."""
    return [
        (int(count), int(minutes))
        for count, minutes in re.findall(r"(\d+) exercises?, about (\d+) min", page)
    ]


def test_how_long_names_the_true_time_of_each_choice(person: Person) -> None:
    [page] = [page for page in person.check_in(*FIRST_TIME, "m", "2", "space").pages if "How long" in page]
    offered = lengths(page)
    assert [count for count, _ in offered] == sorted({count for count, _ in offered})
    assert len(offered) >= 3
    for key, (count, minutes) in enumerate(offered, start=1):
        plan = person.check_in(*(FIRST_TIME), "m", str(key), "space", day=0).plan
        assert len(plan.lines) == count
        assert round(playing_time(plan) / 60_000) == minutes


def test_how_long_can_be_another_each_day_and_is_not_kept(person: Person) -> None:
    longest = person.check_in(*FIRST_TIME, "m", "4", "space").plan
    assert len(longest.lines) > 3
    assert kept().minutes is None
    assert len(person.check_in(*LATER, "m", "2", "space", day=1).plan.lines) == 3


def test_what_can_wait_is_asked_after_the_first_session_and_not_again(person: Person) -> None:
    seen = person.check_in(*FIRST_TIME, "space", after=(*AFTER, "e"))
    assert any("What eases it?" in page for page in seen.pages[-3:])
    assert kept().preference == "extension"
    later = person.check_in(*LATER, "space", day=1, after=AFTER)
    assert not any("What eases it?" in page for page in later.pages)


def test_what_was_ticked_is_not_asked_about_again(person: Person) -> None:
    """Worse with bending and sitting says what eases it."""
    ticked = ("n", "2", "enter", *FIRST_TIME[2:])
    seen = person.check_in(*ticked, "space", after=AFTER)
    assert kept().preference == "extension"
    assert not any("What eases it?" in page for page in seen.pages)


def test_check_asks_everything_again_and_the_answers_count(person: Person) -> None:
    """Which leg, how one gets down, what eases it: none of them is for life."""
    person.check_in("n", "enter", "l", "2", "3", "2", "4", "space")
    slow = kept()
    assert (slow.sore_side, slow.pace) == ("left", 1.5)
    seen = person.check_in("n", "enter", "r", "1", "3", "2", "4", "f", "space", day=1, full=True)
    found = kept()
    assert (found.sore_side, found.pace, found.preference) == ("right", 1.0, "flexion")
    assert seen.plan.pace == 1.0


RED = ("7", "3", "5", "0")
"""More pain in the leg, and further down."""


def test_after_a_red_session_the_only_exercise_that_was_played_rests(person: Person) -> None:
    """What caused it needs no guess then."""
    only = person.check_in(*FIRST_TIME, "m", "1", "space", after=RED).plan.lines[0].exercise
    next_day = person.check_in("n", "enter", "1", "s", "3", "2", "4", "m", "5", "space", day=1)
    assert only.id not in {line.exercise.id for line in next_day.plan.lines}
    assert {line.level for line in next_day.plan.lines} == {"gentle"}


def test_a_day_that_ended_red_is_none_for_further_questions(person: Person) -> None:
    seen = person.check_in(*FIRST_TIME, "space", after=RED)
    assert not any("What eases it?" in page for page in seen.pages)


def test_a_second_day_that_was_worse_is_asked_about(person: Person) -> None:
    person.check_in(*FIRST_TIME, "space", after=(*AFTER, "e"))
    once = person.check_in("w", *LATER[1:], "space", day=1, after=AFTER)
    assert not any("two days in a row" in page for page in once.pages)
    again = person.check_in("w", "g", *LATER[1:], "space", day=2)
    assert any("two days in a row" in page for page in again.pages)


def test_what_is_ticked_counts_for_the_session_that_follows(person: Person) -> None:
    plan = person.check_in("n", "2", "enter", *FIRST_TIME[2:], "m", "4", "space").plan
    assert "Cat cow: If bending forward makes it worse, round only a little." in plan.notes
