"""Progress on paper: charts that fit, and sentences that say the same."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lrx_cli import locations
from lrx_cli.core.health.answers import told_of
from lrx_cli.core.records.adherence import Day
from lrx_cli.core.records.progress import Played, Progress, progress
from lrx_cli.render.charts import calendar, pain_lines
from lrx_cli.render.paper import Paper
from lrx_cli.render.progress import progress_document, progress_page, progress_text
from lrx_cli.storage.safety import load_safety
from lrx_cli.text import width
from tests.core.said import FIRST, session

SAFETY = load_safety(locations.safety_file())
NAMES = {"cat-cow": "Cat cow"}


def some(length: int = 20) -> Progress:
    said = [
        answer
        for day in range(length)
        for answer in session(day, before=(7 - day * 5 // length, 3, 4 - day * 3 // length))
    ]
    days = [Day(FIRST + day, 1 + day % 2, 40, 600_000) for day in range(length)]
    played = [Played("cat-cow", length, 2, 1, 1), Played("one-s-own", 3, 0, 0, 0)]
    return progress(told_of(said), days, played, FIRST, FIRST + length - 1)


@pytest.mark.parametrize("columns", [20, 40, 80, 100])
@pytest.mark.parametrize("charts", [True, False])
@pytest.mark.parametrize("length", [1, 2, 20, 90])
def test_nothing_is_wider_than_the_paper(columns: int, charts: bool, length: int) -> None:
    for line in progress_page(Paper(columns, False), some(length), SAFETY, NAMES, charts=charts):
        assert width(line) <= max(columns, 27 if charts else 0)
        assert line.isascii()


def test_the_chart_has_leg_back_and_how_far_down_in_one_column_a_day() -> None:
    lines = pain_lines(some(20).points, FIRST, FIRST + 19, 80)
    top = {int(line[:3]): line[5:] for line in lines[:11]}
    assert top[7].startswith("LLLL")
    assert top[3] == "BBBBBBBBBBBBBBBBXXXX"
    assert lines[12] == "down 44444443333333222222"


def test_days_without_a_rating_are_gaps_and_no_zeros() -> None:
    found = progress(told_of([*session(0), *session(5)]), (), (), FIRST, FIRST + 5)
    assert pain_lines(found.points, FIRST, FIRST + 5, 80)[12] == "down 3....3"


def test_the_calendar_counts_days_and_breaks_no_streak() -> None:
    monday = FIRST - (FIRST + 3) % 7
    lines = calendar({monday: 1, monday + 2: 2}, monday, monday + 3)
    assert lines[0].split() == ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    assert lines[1].split()[1:] == ["o", ".", "O", "."]


def test_sentences_tell_what_the_charts_show() -> None:
    page = " ".join(progress_page(Paper(100, False), some(), SAFETY, NAMES, charts=False))
    for words in (
        "Leg pain before sessions: between 3 and 7 of 10, last 3, in 20 ratings.",
        "30 sessions on 20 days, 200 minutes in all. Colors: 20 green.",
        "lower by 3 or more, likely a change that matters",
        "Cat cow: in 20 sessions; eased in 2, skipped in 1, hurt in 1.",
    ):
        assert words in " ".join(page.split())
    for shaming in ("streak", "missed", "failed", "only "):
        assert shaming not in page


def test_a_message_to_somebody_who_helps_is_plain_and_promises_nothing() -> None:
    text = " ".join(progress_text(some(), NAMES))
    assert "Exercises from" in text
    assert "Cat cow: in 20 sessions" in text
    assert "one-s-own" not in text  # nothing stood out
    assert "diagnose" in text


def test_the_document_is_json_with_all_of_it() -> None:
    found: Any = json.loads(json.dumps(progress_document(some())))
    assert found["format"] == 1
    assert found["ratings"][0] == {"day": "2024-10-04", "leg": 7, "back": 3, "far": 4}
    assert found["exercises"][0]["hurt"] == 1
    assert {change["measure"] for change in found["changes"]} == {"leg", "back", "far"}
