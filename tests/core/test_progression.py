"""More or less for next time: suggested with a reason, by the counts of the project's safety notes (7)."""

from __future__ import annotations

from lrx_cli.core.answers import Answer, known
from lrx_cli.core.exercise import Catalog, Level
from lrx_cli.core.plan import Choice, plan
from lrx_cli.core.progression import Suggestion, suggestion
from lrx_cli.core.routine import Routine
from tests.core.said import FIRST, at, session


def suggested(
    catalog: Catalog,
    routines: dict[str, Routine],
    answers: list[Answer],
    day: int,
    level: Level = "standard",
) -> Suggestion | None:
    lines = plan(catalog, Choice(routines["full"], level=level)).lines
    return suggestion(known(answers, FIRST + day), lines, level, FIRST + day)


def reps(**numbers: int) -> Answer:
    return Answer("", at(0), "reps", {id.replace("_", "-"): number for id, number in numbers.items()})


def test_three_green_sessions_suggest_one_repetition_more_of_two_exercises(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    own = reps(cat_cow=5, seal_stretch=5, open_book_rotation=3)
    greens = [answer for day in (4, 5, 6) for answer in session(day)]
    found = suggested(catalog, routines, [own, *greens], 7)
    assert found is not None
    assert found.kind == "more"
    assert found.reps == {"cat-cow": 6, "seal-stretch": 6, "open-book-rotation": 3}
    assert suggested(catalog, routines, [own, *greens[:6]], 7) is None  # two are not enough


def test_an_amber_or_a_worse_next_day_begins_the_count_again(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    own = reps(cat_cow=5)
    amber = [*session(4), *session(5, "amber"), *session(6)]
    worse = [*session(4), *session(5, next_day="worse"), *session(6)]
    assert suggested(catalog, routines, [own, *amber], 7) is None
    assert suggested(catalog, routines, [own, *worse], 7) is None


def test_repetitions_rise_twice_a_week_at_most(catalog: Catalog, routines: dict[str, Routine]) -> None:
    greens = [answer for day in (3, 4, 5) for answer in session(day)]
    raised = Answer("", at(5, 12), "reps", {"cat-cow": 6})
    answers = [reps(cat_cow=5), *greens, raised, *session(6), *session(7)]
    assert suggested(catalog, routines, answers, 8) is None
    found = suggested(catalog, routines, [*answers, *session(8)], 9)
    assert found is not None
    assert found.reps == {"cat-cow": 7}


def test_six_green_sessions_in_a_week_suggest_the_next_level(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    greens = [answer for day in (0, 2, 3, 5, 6, 8) for answer in session(day)]
    found = suggested(catalog, routines, greens, 9, "gentle")
    assert found is not None
    assert (found.kind, found.level) == ("level", "standard")
    daily = [answer for day in range(20) for answer in session(day)]
    found = suggested(catalog, routines, daily, 20, "gentle")
    assert found is not None
    assert "20 green sessions in a row" in found.text
    short = [answer for day in range(6) for answer in session(day)]
    assert suggested(catalog, routines, short, 6, "gentle") is None
    other = [answer for day in (0, 2, 3, 5, 6, 8) for answer in session(day, level="standard")]
    assert suggested(catalog, routines, other, 9, "gentle") is None
    assert suggested(catalog, routines, greens, 9, "stronger") is None  # there is none above


def test_further_down_the_leg_than_at_the_start_is_no_time_for_more(
    catalog: Catalog, routines: dict[str, Routine]
) -> None:
    greens = [answer for day in (0, 2, 3, 5, 6) for answer in session(day, before=(2, 2, 2))]
    lower = session(8, before=(2, 2, 4))
    assert suggested(catalog, routines, [*greens, *lower], 9, "gentle") is None


def test_two_ambers_on_an_exercise_suggest_fewer(catalog: Catalog, routines: dict[str, Routine]) -> None:
    marks = {"figure-four-stretch": "amber", "cat-cow": "amber"}
    answers = [*session(1, "amber", marks={"cat-cow": "amber"}), *session(2, "amber", marks=marks)]
    found = suggested(catalog, routines, answers, 3)
    assert found is not None
    assert found.kind == "fewer"
    assert found.reps == {"cat-cow": catalog["cat-cow"].doses["standard"].reps - 2}


def test_days_off_suggest_beginning_with_five(catalog: Catalog, routines: dict[str, Routine]) -> None:
    answers = session(1)
    assert suggested(catalog, routines, answers, 4) is None
    found = suggested(catalog, routines, answers, 5)
    assert found is not None
    assert found.kind == "restart"
    assert set(found.reps.values()) == {5}
    assert all(catalog[id].doses["standard"].reps > 5 for id in found.reps)
    assert suggested(catalog, routines, answers, 5, "gentle") is None  # it is five there anyway


def test_what_was_declined_is_not_offered_for_a_week(catalog: Catalog, routines: dict[str, Routine]) -> None:
    declined = Answer("", at(5), "mute", {"kind": "restart"})
    assert suggested(catalog, routines, [*session(1), declined], 5) is None
    assert suggested(catalog, routines, [*session(1), declined], 11) is None
    assert suggested(catalog, routines, [*session(1), declined], 12) is not None
