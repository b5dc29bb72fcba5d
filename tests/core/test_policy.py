"""What health answers allow: what is said is what is played, and every row of the table does something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.catalog.exercise import Exercise, Flag
from lrx_cli.core.catalog.routine import Routine
from lrx_cli.core.catalog.words import LEVELS, Preference
from lrx_cli.core.health.answers import NOTHING, Answer, Ratings
from lrx_cli.core.health.policy import (
    FEW,
    NO_FORM,
    RULES,
    Allowance,
    Rule,
    Situation,
    concerned_by,
    decide,
    fit,
    promises,
)
from lrx_cli.core.health.profile import HealthProfile, health_profile
from lrx_cli.core.planning.plan import Choice, Plan, plan
from tests.core.said import FIRST, answer, at, passed, session
from tests.core.shipped import CATALOG, ROUTINES

SKIP, ASK, OK = "skip", "ask", "ok"
MATRIX: dict[str, list[str]] = {
    # ok: as planned, perhaps with a sentence · skip · ask · else the form that is played
    "flare": ["forearms", "small", "ankle-loose", "no-pull", OK, "small", "short-arm", "half-height",
              SKIP, "counter"],
    "backward-worse": [SKIP, "small", OK, OK, OK, OK, OK, OK, OK, SKIP],
    "stenosis": [SKIP, "small", OK, OK, OK, OK, OK, OK, OK, SKIP],
    "spondylolisthesis": [ASK, "small", OK, OK, OK, "small", OK, OK, "no-hand", ASK],
    "bending-worse": [OK, "small", "ankle-loose", "no-pull", OK, OK, OK, "half-height", "no-hand", OK],
    "osteoporosis": [ASK, "small", OK, "no-pull", OK, "small", "short-arm", OK, SKIP, "counter"],
    "pregnancy": [SKIP, "no-sink", SKIP, "seated", OK, SKIP, "short-arm", OK, SKIP, "counter"],
    "surgery": [ASK, ASK, ASK, ASK, ASK, ASK, ASK, ASK, SKIP, ASK],
    "injection": [ASK, ASK, ASK, ASK, ASK, ASK, ASK, ASK, ASK, ASK],
    "wrist": ["forearms", "counter", "strap", "strap", OK, OK, OK, OK, OK, "standing"],
    "knee": [OK, "counter", OK, "seated", OK, OK, OK, "half-height", OK, OK],
    "hip": [OK, OK, OK, ASK, OK, "small", OK, OK, ASK, OK],
    "new-hip": [OK, "counter", OK, SKIP, OK, ASK, OK, OK, SKIP, OK],
    "shoulder": ["forearms", OK, "strap", "strap", OK, OK, "short-arm", OK, "arm-low", OK],
    "dizzy": [OK, "small", OK, OK, OK, OK, "short-arm", OK, OK, SKIP],
    "bed": [OK, "counter", OK, OK, OK, OK, OK, OK, OK, OK],
    "no-floor": [SKIP, "counter", SKIP, "seated", OK, SKIP, SKIP, OK, SKIP, OK],
}  # fmt: skip
FLAGS: tuple[Flag, ...] = get_args(Flag)


@pytest.mark.parametrize("flag", FLAGS)
def test_what_one_condition_does_to_each_exercise(flag: Flag) -> None:
    for exercise, expected in zip(CATALOG.exercises[:10], MATRIX[flag], strict=True):
        found = fit(exercise, Allowance(flags=frozenset({flag})), "right")
        asks = flag in concerned_by(exercise, frozenset({flag}))
        said = (ASK if asks else SKIP) if found.left_out else found.variant or OK
        assert (exercise.number, said) == (exercise.number, expected)


@pytest.mark.parametrize("flags", [*combinations(FLAGS, 2), *combinations(FLAGS[:9], 3)])
def test_what_several_conditions_ask_for_adds_up(flags: tuple[Flag, ...]) -> None:
    """What is played is safe for each of them, and what one of them forbids stays out."""
    everything_cleared = frozenset(FLAGS)
    for exercise in CATALOG.exercises:
        together = fit(exercise, Allowance(flags=frozenset(flags), cleared=everything_cleared), "left")
        alone = [
            fit(exercise, Allowance(flags=frozenset({flag}), cleared=everything_cleared), "left")
            for flag in flags
        ]
        if any(one.left_out for one in alone):
            assert together.left_out
        elif together.left_out:
            assert together.left_out.startswith(NO_FORM)
        else:
            assert all(together.variant in one.safe for one in alone if one.safe)


def test_one_form_for_all_conditions_leaves_the_level() -> None:
    """Only where conditions ask for different forms is what is left of them played gently."""
    figure_four = CATALOG["figure-four-stretch"]
    for flags, gentle in ((("shoulder",), False), (("shoulder", "osteoporosis"), True)):
        found = fit(figure_four, Allowance(flags=frozenset(flags), cleared=frozenset(FLAGS)), "left")
        assert (found.left_out, found.gentle) == (None, gentle)


def test_the_forms_that_0_1_got_wrong() -> None:
    def form(id: str, *flags: Flag) -> str | None:
        found = fit(CATALOG[id], Allowance(flags=frozenset(flags)), "left")
        return SKIP if found.left_out else found.variant

    assert form("figure-four-stretch", "osteoporosis", "wrist") == "no-pull"
    assert form("figure-four-stretch", "flare", "shoulder") == "no-pull"
    assert form("figure-four-stretch", "bending-worse", "wrist") == "no-pull"
    assert form("standing-back-extension", "wrist", "osteoporosis") == "counter"
    assert form("standing-back-extension", "flare", "wrist") == "counter"
    assert form("standing-back-extension", "dizzy") == SKIP


def test_cleared_means_that_it_plays() -> None:
    flags: frozenset[Flag] = frozenset({"surgery"})
    cleared = decide(Situation(HealthProfile(flags=flags, cleared=flags), FIRST))
    found = plan(CATALOG, Choice(ROUTINES["full"], level="standard"), None, cleared)
    assert len(found.lines) == 9
    assert {line.level for line in found.lines} == {"gentle"}


def test_what_a_professional_agreed_to_is_not_asked_for_again() -> None:
    flags: frozenset[Flag] = frozenset({"surgery", "knee"})
    for exercise in CATALOG.exercises:
        asks = {caution.text for caution in exercise.cautions if caution.action == "ask"}
        found = fit(exercise, Allowance(flags=flags, cleared=frozenset({"surgery"})), "left")
        assert not asks & set(found.notes)


# --- situations -------------------------------------------------------------------------------------------


def stopped(day: int, why: str, *which: str) -> Answer:
    return answer("", at(day), "stopped", {"why": why, "which": list(which)})


def conditions(day: int, *flags: str, **more: object) -> Answer:
    return answer("", at(day), "flags", {"flags": list(flags), **more})


HISTORIES: list[list[Answer]] = [
    [],
    [stopped(0, "emergency")],
    [stopped(0, "urgent")],
    session(1, "red", level="standard"),
    session(1, "red", marks={"cat-cow": "red"}, level="standard"),
    session(1, "amber", level="standard"),
    session(1, "amber", level="gentle"),
    session(1, "amber", level="stronger"),
    session(1, "green", marks={"figure-four-stretch": "amber"}, level="standard"),
    [*session(0, next_day="worse"), *session(1, next_day="worse")],
    session(1, "green", level="standard", next_day="worse"),
    [conditions(0, "surgery", cleared=["surgery"])],
    [conditions(0, advice=["cancer"])],
    [conditions(0, "knee", "wrist")],
]
NOW = (NOTHING, Ratings(3, 2, 3), Ratings(6, 2, 3), Ratings(3, 7, 1), Ratings(8, 0, 4), Ratings(2, 9, 1))
SITUATIONS = [
    Situation(health_profile([passed(0), *answers], FIRST + 2), FIRST + 2, preference, now)
    for answers, preference, now in product(HISTORIES, ("unsure", "flexion"), NOW)
]


def plays(routine: Routine, situation: Situation, rules: Sequence[Rule] = RULES) -> tuple[object, ...]:
    """Everything that a person would notice: refused, or what is done how."""
    allowed = decide(situation, rules)
    if allowed.effect.refuse:
        return (allowed.effect.refuse,)
    found = plan(CATALOG, Choice(routine, level="stronger", sore_side="left"), None, allowed)
    return tuple((line.exercise.id, line.level, line.dose, line.sides) for line in found.lines)


TEN = {
    "seal-stretch", "cat-cow", "lower-body-nerve-glide", "figure-four-stretch", "seated-pelvic-tilt",
    "lower-trunk-rotation", "open-book-rotation", "seated-knee-extension", "back-rotation-stretch",
    "standing-back-extension",
}  # fmt: skip
RED, AMBER = session(1, "red", level="stronger"), session(1, "amber", level="stronger")
ROWS: dict[str, tuple[list[Answer], Preference, Ratings, str, set[str]]] = {
    # after these answers: what is refused, the levels that are played, and what is left out
    "sign: emergency": ([stopped(1, "emergency")], "unsure", NOTHING, "emergency", set()),
    "sign": ([stopped(1, "urgent")], "unsure", NOTHING, "urgent", set()),
    "red": (RED, "unsure", NOTHING, "9 gentle", {"back-rotation-stretch"}),
    "red-rests": (
        session(1, "red", marks={"cat-cow": "red"}),
        "unsure", NOTHING, "8 gentle", {"back-rotation-stretch", "cat-cow"},
    ),
    "amber": (AMBER, "unsure", NOTHING, "1 gentle, 9 standard", set()),
    "amber-marks": (
        session(1, "green", marks={"cat-cow": "amber"}), "unsure", NOTHING, "1 gentle, 9 stronger", set(),
    ),
    "amber-nerves": (AMBER, "unsure", NOTHING, "1 gentle, 9 standard", set()),
    "worse-twice": (
        [*session(0, next_day="worse"), *session(1, next_day="worse")],
        "unsure", NOTHING, "3 gentle",
        TEN - {"seal-stretch", "lower-trunk-rotation", "lower-body-nerve-glide"},
    ),
    "strong": ([], "unsure", Ratings(6, 2, 3), "9 gentle", {"back-rotation-stretch"}),
    "severe": (
        [], "unsure", Ratings(2, 8, 1), "2 gentle", TEN - {"lower-trunk-rotation", "seated-pelvic-tilt"},
    ),
    "operated": (
        [conditions(0, "surgery", cleared=["surgery"])],
        "unsure", NOTHING, "9 gentle", {"back-rotation-stretch"},
    ),
    "see-somebody": (
        [conditions(0, advice=["cancer"])], "unsure", NOTHING, "9 gentle", {"back-rotation-stretch"},
    ),
    "bending-eases": ([], "flexion", NOTHING, "8 stronger", {"seal-stretch", "standing-back-extension"}),
}  # fmt: skip


def test_every_row_of_the_table_has_an_example() -> None:
    assert list(dict.fromkeys(row.partition(": ")[0] for row in ROWS)) == [rule.id for rule in RULES]


@pytest.mark.parametrize("row", ROWS)
def test_what_each_row_of_the_table_does(row: str) -> None:
    answers, preference, now, expected, left_out = ROWS[row]
    situation = Situation(health_profile([passed(0), *answers], FIRST + 2), FIRST + 2, preference, now)
    allowed = decide(situation)
    assert row.partition(": ")[0] in [rule.id for rule in RULES if rule.applies(situation)]
    if allowed.effect.refuse:
        assert allowed.effect.refuse == expected
        return
    found = plan(CATALOG, Choice(ROUTINES["full"], level="stronger", sore_side="left"), None, allowed)
    levels = Counter(line.level for line in found.lines)
    assert ", ".join(f"{levels[level]} {level}" for level in LEVELS if levels[level]) == expected
    assert {id for id, _ in found.left_out} == left_out


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_without_any_one_row_of_the_table_something_else_is_played(rule: Rule) -> None:
    others = [one for one in RULES if one is not rule]
    full = ROUTINES["full"]
    assert any(
        plays(full, situation) != plays(full, situation, others)
        for situation in SITUATIONS
        if rule.applies(situation)
    )


def test_without_any_one_caution_of_the_catalog_something_else_is_played() -> None:
    """But for those that only say something."""
    for exercise in CATALOG.exercises:
        for place, caution in enumerate(exercise.cautions):
            without = replace(
                exercise, cautions=(*exercise.cautions[:place], *exercise.cautions[place + 1 :])
            )
            acts = caution.action != "modify" or caution.variant or caution.easier_side_only
            for flag in caution.flags if acts else ():
                allowed = Allowance(flags=frozenset({flag}))
                assert fit(exercise, allowed, "left") != fit(without, allowed, "left")


def obeys(
    allowed: Allowance,
    found: Plan,
    asked: Plan,
) -> None:
    """What the rules say is what is in the plan. ``asked``: the plan of somebody whom nothing limits."""
    effect = allowed.effect
    before = {line.exercise.id: line for line in asked.lines}
    assert effect.most is None or len(found.lines) <= effect.most
    for line in found.lines:
        exercise: Exercise = line.exercise
        assert LEVELS.index(line.level) <= LEVELS.index(effect.level)
        assert exercise.id not in effect.resting
        assert line.level == "gentle" or exercise.id not in effect.smaller
        assert exercise.mild or not effect.mild_only
        assert exercise.family not in effect.unwanted
        if effect.fewer:
            assert line.dose.reps <= max(1, before[exercise.id].dose.reps - effect.fewer)
        if "flare" in allowed.flags and exercise.family == "nerve":
            assert line.sides == ("right",)
    if effect.one_nerve:
        in_full = [one for one in found.lines if one.exercise.family == "nerve" and one.level != "gentle"]
        assert len(in_full) <= 1
    assert set(allowed.says) <= set(found.notes)


COLORS = st.sampled_from(["green", "amber", "red", None])
IDS = ("cat-cow", "seal-stretch", "figure-four-stretch", "lower-body-nerve-glide")
MARKS = st.dictionaries(st.sampled_from(IDS), st.sampled_from(["amber", "red"]), max_size=2)


@st.composite
def weeks(draw: st.DrawFn) -> list[Answer]:
    """Some sessions over two weeks, each with what was said before, after and the day after."""
    answers = [passed(0)]
    if draw(st.booleans()):
        answers.append(conditions(0, *draw(st.lists(st.sampled_from(FLAGS), max_size=2, unique=True))))
    for day in sorted(draw(st.lists(st.integers(0, 13), max_size=6, unique=True))):
        answers += session(
            day,
            draw(COLORS),
            marks=draw(MARKS),
            level=draw(st.sampled_from(LEVELS)),
            next_day=draw(st.sampled_from(["settled", "worse", None])),
        )
    return answers


@given(
    answers=weeks(),
    day=st.integers(14, 17),
    leg=st.none() | st.integers(0, 10),
    back=st.none() | st.integers(0, 10),
    level=st.sampled_from(LEVELS),
)
def test_what_is_said_about_today_is_what_is_played(
    answers: list[Answer], day: int, leg: int | None, back: int | None, level: str
) -> None:
    today = FIRST + day
    allowed = decide(Situation(health_profile(answers, today), today, "unsure", Ratings(leg, back, None)))
    choice = Choice(ROUTINES["full"], level=level, sore_side="left")
    obeys(
        allowed,
        plan(CATALOG, choice, None, allowed),
        plan(CATALOG, choice),
    )


@given(answers=weeks(), later=st.integers(0, 40), leg=st.none() | st.integers(0, 10))
def test_what_is_promised_after_a_session_is_kept_by_the_next(
    answers: list[Answer], later: int, leg: int | None
) -> None:
    """Whenever it is, and whatever is said by then."""
    evening = Situation(health_profile(answers, FIRST + 13), FIRST + 13)
    promised = [rule for rule in RULES if rule.promise and rule.applies(evening)]
    assert {rule.promise for rule in promised} <= set(promises(evening.known, evening.today, {}))
    next_day = FIRST + 13 + later
    allowed = decide(
        Situation(health_profile(answers, next_day), next_day, "unsure", Ratings(leg, None, None))
    )
    found = plan(CATALOG, Choice(ROUTINES["full"], level="stronger", sore_side="left"), None, allowed)
    assert {rule.says for rule in promised} <= set(found.notes)


def test_after_a_red_session_all_of_the_next_is_gentle_whichever_exercise_stood_out() -> None:
    for marks in ({}, {"standing-back-extension": "red"}):
        answers = [passed(0), *session(1, "red", level="standard", marks=marks)]
        allowed = decide(Situation(health_profile(answers, FIRST + 2), FIRST + 2))
        found = plan(CATALOG, Choice(ROUTINES["full"], level="standard"), None, allowed)
        assert found.level == "gentle"
        assert {line.level for line in found.lines} == {"gentle"}
        assert ("standing-back-extension" in {line.exercise.id for line in found.lines}) == (not marks)


def test_what_made_it_worse_rests_though_a_good_session_was_played_since() -> None:
    bad = session(1, "amber", marks={"cat-cow": "red"}, id="morning", next_day=None)
    good = session(1, id="evening", next_day=None)
    for answers in ([*bad], [*bad, *good]):
        known = health_profile([passed(0), *answers], FIRST + 2)
        assert "cat-cow" in decide(Situation(known, FIRST + 2)).effect.resting


def test_after_an_amber_session_each_exercise_of_the_next_is_a_step_smaller() -> None:
    for level, below in (("stronger", "standard"), ("standard", "gentle"), ("gentle", "gentle")):
        allowed = decide(
            Situation(health_profile([passed(0), *session(1, "amber", level=level)], FIRST + 2), FIRST + 2)
        )
        found = plan(CATALOG, Choice(ROUTINES["full"], level=level), None, allowed)
        assert found.level == below
    gentle = decide(Situation(health_profile([passed(0), *session(1, "amber")], FIRST + 2), FIRST + 2))
    usual = plan(CATALOG, Choice(ROUTINES["full"], level="gentle"))
    fewer = plan(CATALOG, Choice(ROUTINES["full"], level="gentle"), None, gentle)
    for one, other in zip(usual.lines, fewer.lines, strict=True):
        assert other.dose.reps == max(1, one.dose.reps - 2)


def test_after_an_amber_session_of_one_exercise_it_is_not_said_that_there_are_fewer() -> None:
    """Of two exercises or ten each is smaller; how many they are, the person chooses anew every day."""
    known = health_profile([passed(0), *session(1, "amber")], FIRST + 2)
    found = plan(CATALOG, Choice(ROUTINES["full"], level="gentle"), None, decide(Situation(known, FIRST + 2)))
    assert len(found.lines) > 1
    said = (*promises(known, FIRST + 1, {}), *found.notes)
    assert [text for text in said if "session is smaller" in text or "this one is smaller" in text] == []
    assert "The exercises of the next session are a step smaller." in said


def test_severe_pain_in_leg_or_back_leaves_a_few_mild_movements() -> None:
    for now in (Ratings(9, 0, 4), Ratings(3, 9, 4)):
        allowed = decide(Situation(HealthProfile(), FIRST, "unsure", now))
        found = plan(CATALOG, Choice(ROUTINES["full"], level="standard"), None, allowed)
        assert 0 < len(found.lines) <= FEW
        assert all(line.exercise.mild and line.level == "gentle" for line in found.lines)


# --- what was reported ------------------------------------------------------------------------------------


@pytest.mark.parametrize("why", ["emergency", "urgent"])
def test_a_sign_that_was_reported_holds_until_it_is_answered_anew_or_assessed(why: str) -> None:
    def refusal(*answers: Answer, day: int = 40) -> str | None:
        return decide(Situation(health_profile(answers, FIRST + day), FIRST + day)).effect.refuse

    sign = stopped(1, why)
    assert refusal(passed(0), sign) == why
    assert refusal(passed(0), sign, *session(3)) == why
    assert refusal(passed(0), sign, passed(5)) is None
    assert refusal(passed(0), sign, answer("", at(5), "assessed", {})) is None
    assert refusal(stopped(99, why), day=2) == why, "a clock that was ahead forgives nothing"


def test_what_0_1_asked_under_see_somebody_first_is_urgent_where_it_is() -> None:
    assert health_profile([stopped(1, "see-somebody", "calf-chest")], FIRST + 2).stop == "urgent"
    assert health_profile([stopped(1, "see-somebody", "surgery")], FIRST + 2).stop is None


def test_without_a_history_it_is_gentle_and_later_as_the_last_time() -> None:
    choice = Choice(ROUTINES["full"], level=None)
    assert plan(CATALOG, choice).level == "gentle"
    for level in LEVELS:
        allowed = decide(Situation(HealthProfile(), FIRST, usual_level=level))
        assert plan(CATALOG, choice, None, allowed).level == level
