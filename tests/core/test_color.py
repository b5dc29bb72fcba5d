"""The color rule, as the project's safety notes have it in 5.3 and 12."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.health.answers import NEW_SIGNS, Ratings
from lrx_cli.core.health.profile import color, marked, worse_of

ANY = st.builds(
    Ratings,
    leg=st.none() | st.integers(0, 10),
    back=st.none() | st.integers(0, 10),
    far=st.none() | st.integers(0, 5),
)


@pytest.mark.parametrize(
    ("start", "now", "new", "expected"),
    [
        (Ratings(3, 0, 3), Ratings(2, 0, 5), None, "red"),  # less pain, but further down
        (Ratings(4, 3, 4), Ratings(4, 5, 2), "none", "green"),  # drawing back, though the back aches more
        (Ratings(2, 0, 3), Ratings(4, 0, 3), None, "red"),
        (Ratings(3, 0, 3), Ratings(4, 0, 3), None, "amber"),
        (Ratings(0, 3, 1), Ratings(0, 6, 1), None, "red"),
        (
            Ratings(0, 0, 0),
            Ratings(0, 1, 1),
            "none",
            "green",
        ),  # an ache in the low back is no spread
        (Ratings(1, 0, 1), Ratings(1, 0, 2), None, "red"),
        (Ratings(6, 0, 4), Ratings(7, 0, 4), None, "amber"),  # one point is inside the noise of measuring
        (Ratings(5, 5, 3), Ratings(5, 6, 3), None, "amber"),
        (Ratings(6, 4, 3), Ratings(3, 7, 3), "none", "amber"),  # less leg and more back
        (Ratings(6, 2, 3), Ratings(3, 4, 3), "none", "green"),
        (Ratings(6, 0, 4), Ratings(6, 0, 4), "none", "green"),  # much, and no more than before
        (Ratings(2, 0, 3), Ratings(3, 0, 3), "none", "green"),
        (Ratings(0, 1, 1), Ratings(0, 3, 1), None, "amber"),
        (Ratings(0, 6, 2), Ratings(0, 8, 1), None, "amber"),
        (Ratings(2, 2, 2), Ratings(2, 2, 2), "brief", "amber"),
        (Ratings(2, 2, 2), Ratings(1, 1, 1), "lasting", "red"),
        (Ratings(2, 2, 2), Ratings(1, 1, 1), "weak", "red"),
        (Ratings(2, 2, 2), Ratings(2, 2, 2), "none", "green"),
        (Ratings(4, 0, 4), Ratings(5, 0, 4), None, "amber"),
        (Ratings(0, 5, 3), Ratings(0, 6, 2), "none", "green"),
        (Ratings(0, 4, 1), Ratings(0, 5, 1), None, "amber"),
        (Ratings(0, 6, 1), Ratings(0, 6, 1), "none", "green"),
        (Ratings(0, 3, 1), Ratings(0, 4, 1), None, "amber"),
    ],
)
def test_the_table_of_colors(start: Ratings, now: Ratings, new: str | None, expected: str) -> None:
    assert color(start, now, new) == expected


def test_nothing_said_has_no_color() -> None:
    assert color(Ratings(), Ratings()) is None
    assert color(Ratings(3, 3, 3), Ratings()) is None
    assert color(Ratings(), Ratings(3, 3, 3), "none") is None


def test_green_needs_the_leg_how_far_down_and_what_is_new() -> None:
    assert color(Ratings(6, 3, 3), Ratings(6)) is None
    assert color(Ratings(6, 3, 3), Ratings(6, 3, 3)) is None
    assert color(Ratings(6, 3, 3), Ratings(6, None, 3), "none") == "green"


def test_one_answer_is_enough_for_what_is_not_green() -> None:
    assert color(Ratings(leg=2), Ratings(leg=5)) == "red"
    assert color(Ratings(), Ratings(), "brief") == "amber"
    assert color(Ratings(far=1), Ratings(far=3)) == "red"


@given(start=ANY, now=ANY, new=st.none() | st.sampled_from(NEW_SIGNS))
def test_further_down_the_leg_is_never_green(start: Ratings, now: Ratings, new: str | None) -> None:
    found = color(start, now, new)
    if start.far is not None and now.far is not None and now.far > max(start.far, 1):
        assert found == "red"
    if new in ("lasting", "weak"):
        assert found == "red"


@given(start=ANY, now=ANY, worse=st.integers(0, 10))
def test_more_pain_in_the_leg_is_never_a_better_color(start: Ratings, now: Ratings, worse: int) -> None:
    order = (None, "green", "amber", "red")
    if now.leg is not None and now.leg <= worse and start.leg is not None:
        assert order.index(color(start, now)) <= order.index(color(start, now._replace(leg=worse)))


def test_the_worst_color_counts() -> None:
    assert worse_of(["green", None, "amber"]) == "amber"
    assert worse_of(["red", "green"]) == "red"
    assert worse_of([None]) is None


def test_what_hurt_while_it_played_marks_the_exercise() -> None:
    reported = [
        ("hurt", "cat-cow"), ("answer", "strong"),
        ("hurt", "seal-stretch"), ("answer", "spread"), ("hurt", "seal-stretch"), ("answer", "strong"),
        ("hurt", "open-book-rotation"), ("answer", "skip"),
        ("hurt", "figure-four-stretch"), ("answer", "nothing"),
    ]  # fmt: skip
    assert marked(reported) == {"cat-cow": "amber", "seal-stretch": "red"}


def test_a_warning_sign_marks_what_it_was_told_of_and_an_answer_to_nothing_marks_nothing() -> None:
    assert marked([("hurt", "cat-cow"), ("answer", "warning")]) == {"cat-cow": "red"}
    assert marked([("answer", "spread"), ("hurt", "cat-cow")]) == {}
    assert marked([("hurt", "cat-cow"), ("answer", "strong"), ("answer", "spread")]) == {"cat-cow": "amber"}
