"""Which questions there are, in which order, and what the answers lead to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.safety import Safety
from lrx_cli.core.health.checkin import (
    after_question,
    flags_of,
    gentle_today,
    in_flare,
    next_day_of,
    next_question,
    ratings_of,
    settings_of,
)
from lrx_cli.core.health.questions import Occasion, Query, Stop
from lrx_cli.core.health.traffic_light import Ratings
from lrx_cli.storage.safety import load_safety

ORDINARY = Occasion(full=False)
FIRST = Occasion(full=True, first=True)
AGAIN = Occasion(full=True)


@pytest.fixture(scope="module")
def safety() -> Safety:
    return load_safety(locations.safety_file())


def walk(
    safety: Safety, catalog: Catalog, occasion: Occasion, said: Mapping[str, Any]
) -> tuple[list[str], dict[str, Any], Stop | None]:
    """The questions in the order they come, each answered from ``said``, or else left out."""
    answers: dict[str, Any] = {}
    while True:
        found = next_question(safety, catalog, occasion, answers)
        if not isinstance(found, Query):
            return list(answers), answers, found
        answers[found.id] = said.get(found.id, found.keys[-1].value if found.needed else found.enter)


def test_an_ordinary_day_has_four_questions(safety: Safety, catalog: Catalog) -> None:
    asked, _, stop = walk(safety, catalog, ORDINARY, {"signs": "no"})
    assert asked == ["signs", "leg", "back", "far"]
    assert stop is None
    asked, _, _ = walk(safety, catalog, ORDINARY._replace(next_day=True), {"signs": "no"})
    assert asked == ["signs", "next_day", "leg", "back", "far"]


def test_the_first_time_asks_everything_in_the_order_of_urgency(safety: Safety, catalog: Catalog) -> None:
    asked, _, _ = walk(safety, catalog, FIRST, {"signs": "no", "clearance": "no"})
    assert asked == [
        "notice", "signs", "clearance", "conditions", "sore", "eases", "floor", "level", "voice", "long",
        "leg", "back", "far",
    ]  # fmt: skip


def test_later_full_questions_leave_the_settings_alone(safety: Safety, catalog: Catalog) -> None:
    asked, _, _ = walk(safety, catalog, AGAIN, {"signs": "no", "clearance": "no"})
    assert asked == ["signs", "clearance", "conditions", "leg", "back", "far"]


@pytest.mark.parametrize("occasion", [ORDINARY, FIRST, AGAIN])
def test_a_warning_sign_ends_it_before_anything_else_is_asked(
    safety: Safety, catalog: Catalog, occasion: Occasion
) -> None:
    asked, _, stop = walk(safety, catalog, occasion, {"signs": "yes"})
    assert asked[-1] == "signs"
    assert stop == Stop("emergency", safety.emergency.text)


def test_the_emergency_question_has_no_default(safety: Safety, catalog: Catalog) -> None:
    for occasion in (ORDINARY, AGAIN):
        query = next_question(safety, catalog, occasion, {})
        assert isinstance(query, Query)
        assert query.needed
        assert query.enter is None


def test_see_somebody_first_blocks_until_it_is_cleared(safety: Safety, catalog: Catalog) -> None:
    said = {"signs": "no", "clearance": "yes", "which": ("cancer",)}
    _, _, stop = walk(safety, catalog, AGAIN, {**said, "cleared": "no"})
    assert stop == Stop("see-somebody", safety.clearance.text)
    asked, _, stop = walk(safety, catalog, AGAIN, {**said, "cleared": "yes"})
    assert stop is None
    assert asked[:5] == ["signs", "clearance", "which", "cleared", "conditions"]


def test_legs_that_have_long_been_looked_at_lock_nobody_out(safety: Safety, catalog: Catalog) -> None:
    _, _, stop = walk(safety, catalog, AGAIN, {"signs": "known", "clearance": "no"})
    assert stop is None


def test_what_needs_a_professional_s_yes_is_asked_once_it_was_ticked(
    safety: Safety, catalog: Catalog
) -> None:
    said = {"signs": "no", "clearance": "no", "conditions": ("osteoporosis", "wrist")}
    asked, answers, _ = walk(safety, catalog, AGAIN, {**said, "fine": "yes"})
    assert "fine" in asked
    assert flags_of(catalog, answers) == ({"osteoporosis", "wrist"}, {"osteoporosis"})
    _, answers, _ = walk(safety, catalog, AGAIN, {**said, "fine": "no"})
    assert flags_of(catalog, answers) == ({"osteoporosis", "wrist"}, frozenset())
    asked, _, _ = walk(safety, catalog, AGAIN, {**said, "conditions": ("wrist",)})
    assert "fine" not in asked


def test_a_cleared_operation_still_shapes_the_choice(safety: Safety, catalog: Catalog) -> None:
    said = {"signs": "no", "clearance": "yes", "which": ("surgery", "cancer"), "cleared": "yes"}
    _, answers, _ = walk(safety, catalog, AGAIN, said)
    assert flags_of(catalog, answers) == ({"surgery"}, {"surgery"})


def test_what_was_ticked_before_is_ticked_again(safety: Safety, catalog: Catalog) -> None:
    occasion = AGAIN._replace(flags=frozenset({"knee"}))
    query = next_question(safety, catalog, occasion, {"signs": "no", "clearance": "no"})
    assert isinstance(query, Query)
    assert query.ticked == ("knee",)


@pytest.mark.parametrize(
    ("leg", "answer", "flare", "gentle"),
    [
        (5, None, False, False),
        (6, "gentle", True, True),
        (7, "planned", False, False),
        (9, "gentle", True, True),
    ],
)
def test_much_leg_pain_suggests_gentle_and_the_person_decides(
    safety: Safety, catalog: Catalog, leg: int, answer: str | None, flare: bool, gentle: bool
) -> None:
    asked, answers, stop = walk(safety, catalog, ORDINARY, {"signs": "no", "leg": leg, "limit": answer})
    assert ("limit" in asked) == (answer is not None)
    assert stop is None
    assert (in_flare(answers), gentle_today(answers)) == (flare, gentle)


def test_eight_and_more_can_end_here(safety: Safety, catalog: Catalog) -> None:
    _, _, stop = walk(safety, catalog, ORDINARY, {"signs": "no", "leg": 8, "limit": "end"})
    assert stop is not None
    assert stop.why == "rest"
    assert not stop.counts_as_sign


def test_a_second_worse_day_in_a_row_suggests_a_rest(safety: Safety, catalog: Catalog) -> None:
    once = ORDINARY._replace(next_day=True)
    asked, answers, _ = walk(safety, catalog, once, {"signs": "no", "next_day": "worse"})
    assert "twice" not in asked
    assert gentle_today(answers)
    twice = once._replace(worse_before=1)
    asked, _, stop = walk(safety, catalog, twice, {"signs": "no", "next_day": "worse", "twice": "end"})
    assert asked[-1] == "twice"
    assert stop is not None
    assert stop.why == "rest"


def test_the_first_answers_become_settings() -> None:
    said = {
        "sore": "left",
        "eases": "flexion",
        "floor": "slowly",
        "level": "gentle",
        "voice": "no",
        "long": "six",
    }
    assert settings_of(said) == {
        "sore_side": "left", "preference": "flexion", "pace": 1.5, "level": "gentle", "voice": False,
        "minutes": 10,
    }  # fmt: skip
    assert settings_of({"sore": None, "eases": None, "long": "all", "sore_side": "both"}) == {}


def test_not_to_the_floor_today_is_a_flag(catalog: Catalog) -> None:
    assert flags_of(catalog, {"floor": "no"})[0] == {"no-floor"}


def test_after_a_session_four_questions_recall_what_was_said_before() -> None:
    occasion = Occasion(full=False, was=Ratings(4, 3, 4))
    answers: dict[str, Any] = {}
    asked = []
    while (query := after_question(occasion, answers)) is not None:
        asked.append((query.ask, query.last))
        answers[query.id] = None
    assert asked == [
        ("Leg pain now", 4),
        ("Back pain now", 3),
        ("Furthest down", 4),
        ("New tingling, numbness, weakness", None),
    ]


def test_before_a_session_the_ratings_of_the_last_one_are_marked(safety: Safety, catalog: Catalog) -> None:
    occasion = Occasion(full=False, was=Ratings(6, None, 2))
    asked = next_question(safety, catalog, occasion, {"signs": "no"})
    assert isinstance(asked, Query)
    assert (asked.id, asked.last) == ("leg", 6)


@given(data=st.data())
def test_whatever_is_answered_it_comes_to_an_end_and_no_sign_is_passed_over(
    data: st.DataObject, catalog: Catalog
) -> None:
    safety = load_safety(locations.safety_file())
    occasion = Occasion(
        full=data.draw(st.booleans()),
        first=data.draw(st.booleans()),
        next_day=data.draw(st.booleans()),
        worse_before=data.draw(st.integers(0, 2)),
    )
    answers: dict[str, Any] = {}
    for _ in range(30):
        found = next_question(safety, catalog, occasion, answers)
        if not isinstance(found, Query):
            break
        values = [key.value for key in found.keys]
        if found.ticks:
            answers[found.id] = tuple(data.draw(st.lists(st.sampled_from(values), unique=True)))
        else:
            answers[found.id] = data.draw(st.sampled_from(values if found.needed else [*values, found.enter]))
    else:
        pytest.fail("the questions never end")
    if answers.get("signs") == "yes" or answers.get("cleared") == "no":
        assert isinstance(found, Stop)
        assert found.counts_as_sign
    assert "signs" in answers


@pytest.mark.parametrize("answer", ["settled", "worse", "better"])
def test_how_it_was_by_the_next_day_is_one_of_three(answer: str) -> None:
    assert next_day_of({"next_day": answer}) == answer
    assert next_day_of({"next_day": ""}) is next_day_of({}) is None


def test_ratings_are_what_was_typed_and_nothing_else() -> None:
    assert ratings_of({"leg": 3, "back": 0, "far": 5}) == Ratings(3, 0, 5)
    assert ratings_of({"leg": "", "far": 2}) == Ratings(None, None, 2)


def test_two_days_worse_are_asked_about_once_and_only_after_the_second(
    safety: Safety, catalog: Catalog
) -> None:
    once = ORDINARY._replace(next_day=True)
    twice = once._replace(worse_before=1)
    said = {"signs": "no", "next_day": "worse"}
    assert "twice" not in walk(safety, catalog, once, said)[0]
    assert "twice" in walk(safety, catalog, twice, said)[0]
    assert "twice" not in walk(safety, catalog, twice, {**said, "next_day": "better"})[0]
    ended = walk(safety, catalog, twice, {**said, "twice": "end"})[2]
    assert ended is not None
    assert ended.text.startswith("Then rest")
    assert gentle_today({"twice": "gentle"})


@pytest.mark.parametrize(
    ("leg", "keys"), [(5, None), (6, "space k"), (7, "space k"), (8, "e g"), (10, "e g")]
)
def test_strong_pain_is_asked_about_before_it_is_played_with(
    safety: Safety, catalog: Catalog, leg: int, keys: str | None
) -> None:
    found = next_question(safety, catalog, ORDINARY, {"signs": "no", "leg": leg, "back": 0, "far": 0})
    if keys is None:
        assert found is None
    else:
        assert isinstance(found, Query)
        assert (found.id, found.needed) == ("limit", leg >= 8)


def test_the_floor_is_asked_about_once(safety: Safety, catalog: Catalog) -> None:
    def asked(occasion: Occasion) -> Query:
        answers = {"notice": "read", "signs": "no", "clearance": "no"}
        found = next_question(safety, catalog, occasion, answers)
        assert isinstance(found, Query)
        assert found.id == "conditions"
        return found

    conditions = [condition for condition in safety.conditions if condition.asked]
    floor = next(condition.text for condition in conditions if condition.flag == "no-floor")
    assert list(asked(AGAIN).items) == [condition.text for condition in conditions]
    assert list(asked(FIRST).items) == [one.text for one in conditions if one.text != floor]


def test_what_was_said_before_stands_in_the_question_where_there_was_something(
    safety: Safety, catalog: Catalog
) -> None:
    asked = after_question(ORDINARY._replace(was=Ratings(4, None, 3)), {})
    assert asked is not None
    assert asked.last == 4
    back = after_question(ORDINARY._replace(was=Ratings(4, None, 3)), {"leg": 4})
    assert back is not None
    assert back.last is None
    far = after_question(ORDINARY._replace(was=Ratings(4, None, 3)), {"leg": 4, "back": 1})
    assert far is not None
    assert far.last == 3


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_sore_leg_is_a_setting_where_it_is_one(side: str) -> None:
    assert settings_of({"sore": side}) == {"sore_side": side}
    assert settings_of({"sore": "both"}) == settings_of({"sore": "neither"}) == settings_of({}) == {}
    assert settings_of({"long": "all"}) == settings_of({"long": None}) == {}  # type: ignore[dict-item]


def test_what_a_professional_said_cannot_be_left_out(safety: Safety, catalog: Catalog) -> None:
    answers: dict[str, Any] = {
        "signs": "no",
        "clearance": "yes",
        "which": (safety.clearance.questions[0].id,),
    }
    which = next_question(safety, catalog, AGAIN, {"signs": "no", "clearance": "yes"})
    assert isinstance(which, Query)
    assert (which.id, which.needed) == ("which", True)
    cleared = next_question(safety, catalog, AGAIN, answers)
    assert isinstance(cleared, Query)
    assert (cleared.id, cleared.needed) == ("cleared", True)
    flags = ("spondylolisthesis", "osteoporosis", "hip")
    fine = next_question(safety, catalog, AGAIN, {"signs": "no", "clearance": "no", "conditions": flags})
    assert isinstance(fine, Query)
    assert (fine.id, fine.needed) == ("fine", True)
    names = {condition.flag: condition.name.lower() for condition in safety.conditions}
    assert ", ".join(names[flag] for flag in sorted(flags)) in fine.ask  # type: ignore[index]


def test_questions_of_safety_cannot_be_passed_over_with_enter(safety: Safety, catalog: Catalog) -> None:
    for answers, asked in (({}, "signs"), ({"signs": "no"}, "clearance")):
        found = next_question(safety, catalog, AGAIN, answers)
        assert isinstance(found, Query)
        assert (found.id, found.needed) == (asked, True)
