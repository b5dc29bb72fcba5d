"""A dose as somebody copies it from a sheet."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.catalog.typed_dose import EXAMPLE, TypedDose, read_dose


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", {}),
        ("2 sets, 10 times, hold 5 s", {"sets": 2, "reps": 10, "hold": 5_000}),
        ("2x10", {"sets": 2, "reps": 10}),
        ("2 sets of 10", {"sets": 2, "reps": 10}),
        ("3 sets of 12 reps, rest 45", {"sets": 3, "reps": 12, "rest": 45_000}),
        ("hold 2.5s", {"hold": 2_500}),
        ("hold 5 seconds", {"hold": 5_000}),
        ("no hold", {"hold": 0}),
        ("twice", {"reps": 2}),
        ("Left only", {"only_side": "left"}),
        ("only the right leg", {"only_side": "right"}),
        ("on the left", {"only_side": "left"}),
        ("2 sets on the left", {"sore_side": "left", "sore_sets": 2}),
        ("tempo 4, variant no-pull", {"tempo": 4_000, "variant": "no-pull"}),
        (
            "10 times, note: slowly, and only if rested",
            {"reps": 10, "note": "slowly, and only if rested"},
        ),
        (" , 10 times ,, ", {"reps": 10}),
        ("2 sets of 10 times", {"sets": 2, "reps": 10}),
        ("10 x", {"reps": 10}),
        ("999 times", {"reps": 999}),
        ("hold 1234", {"hold": 1_234_000}),
        ("hold 2.125", {"hold": 2_125}),
        ("rest 20s", {"rest": 20_000}),
        ("once", {"reps": 1}),
    ],
)
def test_a_dose_is_read_as_it_stands_on_a_sheet(typed: str, meant: dict[str, Any]) -> None:
    assert read_dose(typed) == TypedDose(**meant)


def test_the_example_that_is_shown_can_be_typed() -> None:
    assert read_dose(EXAMPLE).note == "slowly"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("often", 'found "often", allowed: '),
        ("hold", 'found "hold", allowed: '),
        ("hold a while", 'found "hold a while", allowed: '),
        ("note", 'found "note", allowed: '),
        ("note slowly", 'found "note slowly", allowed: '),
        ("keep 5 s", 'found "keep 5 s", allowed: '),
        ("hold 5 times", 'found "hold 5 times", allowed: '),
        ("hold 5. .", 'found "hold 5. .", allowed: '),
        ("hold 2.1255", 'found "hold 2.1255", allowed: '),
        ("hold 12345", 'found "hold 12345", allowed: '),
        ("hold 2.x", 'found "hold 2.x", allowed: '),
        ("2x10 daily", 'found "2x10 daily", allowed: '),
        ("2xten", 'found "2xten", allowed: '),
        (f"2x{'9' * 5_000}", 'found "2x999'),
        (f"2 sets of {'9' * 5_000}", 'found "2 sets of 999'),
        ("1000 times", 'found "1000 times", allowed: '),
        ("2 sets or 10", 'found "2 sets or 10", allowed: '),
        ("2 sets of 10 minutes", 'found "2 sets of 10 minutes", allowed: '),
        ("10 minutes", 'found "10 minutes", allowed: '),
        ("10 times daily", 'found "10 times daily", allowed: '),
        ("twice daily", 'found "twice daily", allowed: '),
        ("2 sets on both", 'found "2 sets on both", allowed: '),
        ("10 times, 12 times", '"12 times" says otherwise'),
        ("left only, right only", '"right only" says otherwise'),
        ("left only, 2 sets on the right", "say only one of them"),
    ],
)
def test_what_means_nothing_is_named(typed: str, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        read_dose(typed)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused_in_words(typed: str) -> None:
    said = None
    try:
        read_dose(typed)
    except ValueError as error:
        said = str(error)
    assert said is None or said.endswith(".")
