"""What was said, and what holds today because of it."""

from __future__ import annotations

import pytest

from lrx_cli.core.health.answers import Answer, Ratings, ratings
from lrx_cli.core.health.policy import Situation, decide
from lrx_cli.core.health.profile import HealthProfile, health_profile
from tests.core.said import FIRST, answer, at, passed, session


def after(*answers: Answer, day: int) -> HealthProfile:
    return health_profile(answers, FIRST + day)


def test_all_questions_are_due_the_first_time_and_after_thirty_days_away() -> None:
    assert after(day=0).full_check(FIRST)
    assert not after(passed(0), day=1).full_check(FIRST + 1)
    assert not after(passed(0), *session(20), day=49).full_check(FIRST + 49)
    assert after(passed(0), *session(20), day=50).full_check(FIRST + 50)


def test_all_questions_are_due_after_a_red_until_they_are_answered() -> None:
    red = [passed(0), *session(3, "red")]
    assert after(*red, day=4).full_check(FIRST + 4)
    assert not after(*red, passed(4), day=4).full_check(FIRST + 4)
    assert not after(passed(0), *session(3, "amber"), day=4).full_check(FIRST + 4)


def test_answers_that_allowed_no_session_are_asked_again() -> None:
    stopped = answer("", at(2), "stopped", {"why": "see-somebody", "which": ["cancer"]})
    assert after(passed(0), stopped, day=3).full_check(FIRST + 3)
    assert not after(passed(0), stopped, passed(3), day=3).full_check(FIRST + 3)


def test_what_somebody_looked_at_is_advised_no_more() -> None:
    advice = answer("", at(0), "flags", {"flags": ["knee"], "cleared": [], "advice": ["cancer"]})
    looked_at = answer("", at(2), "assessed", {})
    assert after(advice, day=1).advised
    assert not after(advice, looked_at, day=2).advised
    assert not after(looked_at, day=2).advised
    assert after(advice, looked_at, day=2).flags == {"knee"}


def test_what_was_ticked_last_holds() -> None:
    first = answer("", at(0), "flags", {"flags": ["wrist", "osteoporosis"], "cleared": ["osteoporosis"]})
    then = answer("", at(9), "flags", {"flags": ["knee", "unheard-of"], "cleared": []})
    assert after(first, day=1).flags == {"wrist", "osteoporosis"}
    assert after(first, day=1).cleared == {"osteoporosis"}
    assert after(first, then, day=9).flags == {"knee"}


def test_red_rests_for_two_days_and_amber_is_smaller_once() -> None:
    answers = [passed(0), *session(1, "red", marks={"cat-cow": "red", "seal-stretch": "amber"})]
    for day, reds in ((1, {"cat-cow"}), (2, {"cat-cow"}), (3, set())):
        effect = decide(Situation(after(*answers, day=day), FIRST + day)).effect
        assert effect.resting == reds
        assert effect.smaller == {"seal-stretch"}
    later = decide(Situation(after(*answers, *session(3), day=4), FIRST + 4)).effect
    assert not later.smaller
    assert not later.one_nerve
    assert decide(Situation(after(*session(3, "amber"), day=4), FIRST + 4)).effect.one_nerve


def test_still_worse_the_next_day_leaves_out_whatever_stood_out() -> None:
    answers = [passed(0), *session(1, "amber", marks={"cat-cow": "amber"}, next_day="worse")]
    effect = decide(Situation(after(*answers, day=9), FIRST + 9)).effect
    assert effect.resting == {"cat-cow"}
    assert not effect.smaller
    assert effect.level == "gentle"


def test_a_clock_that_was_ahead_silences_no_question_and_allows_nothing() -> None:
    ahead = [passed(0), passed(900), *session(900)]
    assert after(*ahead, day=40).full_check(FIRST + 40)
    assert after(passed(900), day=2).passed_day is None
    assert not after(*ahead, passed(40), day=41).full_check(FIRST + 41)
    declined = answer("", at(900), "mute", {"kind": "more"})
    assert not after(declined, day=2).muted
    ticked = answer("", at(900), "flags", {"flags": ["osteoporosis"], "cleared": []})
    assert after(ticked, day=2).flags == {"osteoporosis"}


def test_what_was_red_by_a_clock_that_was_ahead_rests_until_the_next_session_and_not_for_years() -> None:
    ahead = session(900, "red", marks={"cat-cow": "red"})
    for later, resting in (([], {"cat-cow"}), (session(2), set())):
        known = after(*ahead, *later, day=4)
        assert decide(Situation(known, FIRST + 4)).effect.resting == resting


def test_conditions_that_count_for_some_weeks_come_and_go() -> None:
    ticked = answer(
        "",
        at(0),
        "flags",
        {"flags": ["pregnancy", "surgery", "injection", "new-hip", "knee"],
         "weeks": {"pregnancy": 12, "surgery": 1, "injection": 1, "new-hip": 1}},
    )  # fmt: skip
    assert after(ticked, day=0).flags == {"surgery", "injection", "new-hip", "knee"}
    assert after(ticked, day=7).flags == {"surgery", "new-hip", "knee"}
    assert after(ticked, day=28).flags == {"pregnancy", "surgery", "new-hip", "knee"}
    assert after(ticked, day=77).flags == {"pregnancy", "knee"}
    assert after(ticked, day=7 * 86).flags == {"pregnancy", "knee"}
    assert after(ticked, day=7 * 87).flags == {"knee"}, "over by its 99th week, if nobody said so before"
    unknown = answer("", at(0), "flags", {"flags": ["pregnancy", "surgery"], "cleared": []})
    assert after(unknown, day=0).flags == {"pregnancy", "surgery"}


def test_days_that_were_worse_are_counted_in_a_row() -> None:
    worse = [*session(1, next_day="worse"), *session(2, next_day="worse")]
    assert after(*worse, day=3).worse_in_a_row == 2
    assert after(*worse, *session(3), day=4).worse_in_a_row == 0
    assert after(*worse, *session(3, next_day="worse"), day=4).worse_in_a_row == 3


def test_what_cannot_be_understood_is_as_if_it_was_not_said() -> None:
    odd = answer("s", at(1), "before", {"leg": 11, "back": True, "far": "calf"})
    [told] = after(odd, day=1).sessions
    assert not told.before.any


def own(day: int, **reps: object) -> Answer:
    return answer("", at(day), "reps", reps)


def test_repetitions_are_raised_by_one_more_of_them_or_by_having_none_of_one_s_own() -> None:
    assert after(own(1, a=5), own(2, a=6), day=3).raised_day == FIRST + 2
    assert after(own(1, a=5), own(2, a=5), day=3).raised_day is None
    assert after(own(1, a=5), own(2, a=4), day=3).raised_day is None
    assert after(own(1, a=5, b=3), own(2, a=5), day=3).raised_day == FIRST + 2
    assert after(own(1, a=5), own(2, a=5, b=3), day=3).raised_day is None


def test_repetitions_are_whole_and_at_least_one() -> None:
    assert after(own(1, a=1, b=0, c="many", d=-3), day=1).reps == {"a": 1}


def test_what_belongs_to_no_session_is_told_of_none() -> None:
    stray = answer("", at(1), "before", {"leg": 3, "back": 3, "far": 3})
    assert after(stray, day=1).sessions == ()


@pytest.mark.parametrize(("leg", "back", "far"), [(0, 0, 0), (10, 10, 5)])
def test_ratings_go_from_none_to_the_worst(leg: int, back: int, far: int) -> None:
    assert ratings({"leg": leg, "back": back, "far": far}) == Ratings(leg, back, far)
    assert ratings({"leg": 11, "back": 11, "far": 6}) == Ratings()
    assert ratings({"leg": -1, "back": -1, "far": -1}) == Ratings()
