"""Which questions there are, in which order, and what the answers lead to."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.health.answers import Ratings, ratings
from lrx_cli.core.health.checkin import (
    kept_conditions,
    questions_after,
    questions_before,
    settings_of,
)
from lrx_cli.core.health.questions import Occasion, Query, Stop, flags_in, later_questions, next_day_of
from tests.core.shipped import CATALOG, SAFETY

ORDINARY = Occasion(full=False)
FIRST = Occasion(full=True, first=True)
AGAIN = Occasion(full=True)
BEGIN = 1
"""The key that begins the plan."""


def next_question(occasion: Occasion, answers: Mapping[str, Any]) -> Query | Stop | None:
    found = questions_before(SAFETY, CATALOG, occasion, answers)
    return found if isinstance(found, Stop) else next((one for one in found if one.id not in answers), None)


def walk(occasion: Occasion, said: Mapping[str, Any]) -> tuple[list[Query], dict[str, Any], Stop | None]:
    """The questions in the order they come, each answered from ``said``, or else left out."""
    answers: dict[str, Any] = {}
    asked = []
    while True:
        found = next_question(occasion, answers)
        if not isinstance(found, Query):
            return asked, answers, found
        asked.append(found)
        answers[found.id] = said.get(found.id, found.keys[-1].value if found.needed else found.enter)


def ids(queries: list[Query]) -> list[str]:
    return [query.id for query in queries]


WELL = {"signs": "no", "floor": "easily", "sore": "left", "leg": 3, "back": 2, "far": 3}


def test_how_often_is_said_of_every_level_or_of_one() -> None:
    often = SAFETY.how_often
    for_all = (often.weeks.text, often.walking.text, often.step.text)
    assert often.words() == (often.gentle.text, often.standard.text, often.stronger.text, *for_all)
    assert often.words("gentle") == (often.gentle.text, *for_all)


def test_the_first_session_has_eight_keys_on_six_screens() -> None:
    asked, _, stop = walk(FIRST, WELL)
    assert ids(asked) == ["signs", "conditions", "sore", "floor", "leg", "back", "far"]
    assert stop is None
    assert len(asked) + BEGIN <= 8
    screens = len({query.screen or query.id for query in asked})
    assert screens + 1 <= 6, "one more has the plan"


@pytest.mark.parametrize("next_day", [False, True])
def test_a_later_session_has_five_keys(next_day: bool) -> None:
    signs = "no-settled" if next_day else "no"
    asked, answers, _ = walk(ORDINARY._replace(next_day=next_day), {**WELL, "signs": signs})
    assert ids(asked) == ["signs", "leg", "back", "far"]
    assert len(asked) + BEGIN <= 5
    assert next_day_of(answers) == ("settled" if next_day else None)


def test_every_condition_stands_on_one_screen() -> None:
    asked, _, _ = walk(FIRST, WELL)
    [query] = [query for query in asked if query.id == "conditions"]
    values = [key.value for key in query.keys]
    assert len(values) == len(query.items), "each has its key"
    assert {condition.flag for condition in SAFETY.conditions if condition.asked} <= set(values)
    assert {question.id for question in SAFETY.clearance.questions} <= set(values)


@pytest.mark.parametrize("occasion", [ORDINARY, FIRST, AGAIN])
def test_a_warning_sign_ends_it_before_anything_else_is_asked(occasion: Occasion) -> None:
    for which, why in (
        (("saddle",), "emergency"),
        ((), "emergency"),
        (("chest", "bladder"), "emergency"),
        (("chest",), "urgent"),
        (("calf", "infection"), "urgent"),
        (("spreading",), "urgent"),
    ):
        asked, _, stop = walk(occasion, {"signs": "yes", "which": which})
        assert ids(asked) == ["signs", "which"]
        assert stop is not None
        assert stop.counts_as_sign
        assert stop.why == why


def test_what_is_urgent_is_never_said_to_be_harmless() -> None:
    assert "harmless" not in SAFETY.urgent.text
    assert "emergency number" in SAFETY.urgent.text


def test_the_warning_signs_have_no_default() -> None:
    for occasion in (ORDINARY, FIRST, AGAIN):
        found = next_question(occasion, {})
        assert isinstance(found, Query)
        assert (found.id, found.needed) == ("signs", True)


def test_legs_that_have_long_been_looked_at_lock_nobody_out() -> None:
    assert walk(AGAIN, {**WELL, "signs": "known"})[2] is None


def test_what_a_professional_should_look_at_stops_nobody() -> None:
    said = {**WELL, "conditions": ("cancer", "knee"), "looked_at": "no"}
    _, answers, stop = walk(FIRST, said)
    assert stop is None
    kept = kept_conditions(SAFETY, CATALOG, answers)
    assert kept.advice == ("cancer",)
    assert kept.flags == {"knee"}
    assert kept_conditions(SAFETY, CATALOG, {**answers, "looked_at": "yes"}).advice == ()


def test_what_was_ticked_is_refined_at_once() -> None:
    said = {**WELL, "conditions": ("pregnancy", "surgery", "hip"), "pregnancy": 12, "operation": "injection",
            "hip": "no", "fine": "yes"}  # fmt: skip
    asked, answers, _ = walk(FIRST, said)
    assert ids(asked)[1:6] == ["conditions", "pregnancy", "operation", "hip", "fine"]
    kept = kept_conditions(SAFETY, CATALOG, answers)
    assert kept.flags == {"hip", "injection", "pregnancy"}
    assert kept.weeks == {"pregnancy": 12, "injection": 1}
    assert kept.cleared == {"hip", "injection"}


@pytest.mark.parametrize(
    ("label", "week"), [("up to 8", 8), ("9 to 12", 12), ("13 to 15", 15), ("16 or later", 16)]
)
def test_of_several_weeks_of_a_pregnancy_the_last_counts(label: str, week: int) -> None:
    asked, answers, _ = walk(FIRST, {**WELL, "conditions": ("pregnancy",)})
    [question] = [query for query in asked if query.id == "pregnancy"]
    [chosen] = [key.value for key in question.keys if key.label == label]
    kept = kept_conditions(SAFETY, CATALOG, {**answers, "pregnancy": chosen})
    assert kept.weeks == {"pregnancy": week}


def test_a_week_belongs_to_a_pregnancy_that_is_ticked() -> None:
    """Somebody who goes back and takes the tick away has said a week of nothing."""
    taken_back = {**WELL, "conditions": ("knee",), "pregnancy": 12}
    assert kept_conditions(SAFETY, CATALOG, taken_back).weeks == {}
    not_said = {**WELL, "conditions": ("pregnancy",)}
    assert kept_conditions(SAFETY, CATALOG, not_said).weeks == {}


def test_what_was_not_refined_counts_as_the_stricter() -> None:
    ticked = ("surgery", "hip", "pregnancy", "knee")
    refinements = product((None, "surgery", "injection", "both"), (None, "yes", "no"))
    for operation, hip in refinements:
        refined = {"conditions": ticked, "operation": operation, "hip": hip}
        said = {key: value for key, value in refined.items() if value is not None}
        assert flags_in(said) <= flags_in({"conditions": ticked})


def test_what_was_ticked_before_is_ticked_again() -> None:
    occasion = AGAIN._replace(flags=frozenset({"knee"}))
    asked, _, _ = walk(occasion, WELL)
    assert asked[1].ticked == ("knee",)


def test_severe_pain_in_leg_or_back_may_end_it() -> None:
    for said in ({"leg": 8}, {"back": 9}):
        asked, _, stop = walk(ORDINARY, {**WELL, **said, "limit": "end"})
        assert ids(asked)[-1] == "limit"
        assert stop is not None
        assert not stop.counts_as_sign
        assert "position" in stop.text
    assert "limit" not in ids(walk(ORDINARY, {**WELL, "leg": 7})[0])


def test_a_second_worse_day_in_a_row_suggests_a_rest() -> None:
    occasion = ORDINARY._replace(next_day=True, worse_before=True)
    asked, _, stop = walk(occasion, {**WELL, "signs": "no-worse", "twice": "end"})
    assert ids(asked) == ["signs", "twice"] or "twice" in ids(asked)
    assert stop is not None
    assert not stop.counts_as_sign
    once = walk(occasion._replace(worse_before=False), {**WELL, "signs": "no-worse"})
    assert "twice" not in ids(once[0])


def test_the_answers_become_settings() -> None:
    assert settings_of({"sore": "left", "floor": "slowly"}, 1.0) == {"sore_side": "left", "pace": 1.5}
    assert settings_of({"sore": "both"}, 1.0) == settings_of({"sore": "neither"}, 1.0) == {"sore_side": None}
    assert settings_of({}, 1.0) == settings_of({"floor": "easily"}, 1.0) == {}
    assert settings_of({"floor": "easily"}, 1.5) == {"pace": 1.0}
    assert settings_of({"eases": "flexion"}, 1.0) == {"preference": "flexion"}


def test_nothing_is_asked_twice() -> None:
    """What makes it worse says what eases it."""
    assert settings_of({"conditions": ("bending-worse",)}, 1.0) == {"preference": "extension"}
    assert settings_of({"conditions": ("backward-worse",)}, 1.0) == {"preference": "flexion"}
    assert settings_of({"conditions": ("backward-worse", "bending-worse")}, 1.0) == {}
    assert [query.id for query in later_questions({})] == ["eases"]
    assert later_questions({"conditions": ("bending-worse",)}) == []


def test_where_one_cannot_lie_down_is_a_condition() -> None:
    assert flags_in({"floor": "no"}) == {"no-floor"}
    assert flags_in({"floor": "bed"}) == {"bed"}
    assert flags_in({"floor": "slowly"}) == frozenset()


def test_after_a_session_four_questions_recall_what_was_said_before() -> None:
    assert [(query.ask, query.last) for query in questions_after(Ratings(4, None, 4))] == [
        ("Leg pain now", 4),
        ("Back pain now", None),
        ("Lowest point you feel it", 4),
        ("New tingling, numbness, weakness", None),
    ]


@given(data=st.data())
def test_whatever_is_answered_it_comes_to_an_end_and_no_sign_is_passed_over(data: st.DataObject) -> None:
    occasion = Occasion(
        full=data.draw(st.booleans()),
        first=data.draw(st.booleans()),
        next_day=data.draw(st.booleans()),
        worse_before=data.draw(st.booleans()),
    )
    answers: dict[str, Any] = {}
    for _ in range(30):
        found = next_question(occasion, answers)
        if not isinstance(found, Query):
            break
        values = [key.value for key in found.keys]
        if found.ticks:
            answers[found.id] = tuple(data.draw(st.lists(st.sampled_from(values), unique=True)))
        else:
            answers[found.id] = data.draw(st.sampled_from(values if found.needed else [*values, found.enter]))
    else:
        pytest.fail("the questions never end")
    if answers.get("signs") == "yes":
        assert isinstance(found, Stop)
        assert found.counts_as_sign
    assert "signs" in answers


@pytest.mark.parametrize("answer", ["settled", "worse", "better"])
def test_how_it_was_by_the_next_day_is_one_of_three(answer: str) -> None:
    assert next_day_of({"next_day": answer}) == answer
    assert next_day_of({"signs": f"no-{answer}"}) == answer
    assert next_day_of({"next_day": ""}) is next_day_of({"signs": "no"}) is next_day_of({}) is None


def test_ratings_are_what_was_typed_and_nothing_else() -> None:
    assert ratings({"leg": 3, "back": 0, "far": 5}) == Ratings(3, 0, 5)
    assert ratings({"leg": "", "far": 2}) == Ratings(None, None, 2)
