"""Progress on paper: charts that fit, and sentences that say the same."""

from __future__ import annotations

import json
from typing import Any

from lrx_cli.core.health.profile import session_answers
from lrx_cli.core.records.progress import progress
from lrx_cli.render.parts import Room
from lrx_cli.render.progress import Columns, calendar, progress_document, progress_text
from tests.core.said import FIRST, session
from tests.render.pages import NAMES, lines, printed, progress_shown, some_progress, words


def test_the_chart_has_an_axis_and_a_column_a_day() -> None:
    page = lines(progress_shown(some_progress(20)))
    top = next(place for place, line in enumerate(page) if "leg pain" in line)
    axis = [line.split("│")[1].split()[-1:] for line in page[top : top + 5]]
    assert axis == [["10"], [], ["5"], [], ["0"]]
    bottom = page[top + 4].split("│")[2]
    assert bottom.count("█") == 20
    assert any("4 Oct" in line and "23 Oct" in line for line in page)


def test_what_was_rated_after_sessions_is_shown_too() -> None:
    found = some_progress()
    assert "  after" in printed(progress_shown(found))
    assert "Leg pain after sessions: between 3 and 3 of 10" in words(progress_shown(found, charts=False))


def test_days_without_a_rating_are_gaps_and_no_zeros() -> None:
    found = progress(session_answers([*session(0), *session(5)]), (), (), FIRST, FIRST + 5)
    row = next(line for line in lines(progress_shown(found)) if "back pain" in line)
    columns = row.split("back pain")[1].strip(" │").split()[0:2]
    assert all(len(column) == 1 for column in columns)
    none = progress(session_answers(session(0, before=(0, 0, 0))), (), (), FIRST, FIRST)
    assert "▁" in printed(progress_shown(none))


def test_one_rating_is_no_change() -> None:
    once = progress(session_answers(session(0, before=(7, 4, 4))), (), (), FIRST, FIRST)
    assert "→" not in printed(progress_shown(once))


def test_every_column_has_the_median_of_its_days() -> None:
    columns = Columns(0, 9, 5)
    assert columns.count == 5
    assert columns.values({0: 4, 1: 8, 9: 3}) == [6, None, None, None, 3]


def test_the_calendar_counts_days_and_breaks_no_streak() -> None:
    monday = FIRST - (FIRST + 3) % 7
    shown = lines(calendar(Room(80, 24, True, True), {monday: 1, monday + 2: 2}, monday, monday + 3))
    assert shown[0].split() == ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    assert shown[1].split()[2:] == ["■", "·", "■■", "·"]


def test_where_there_are_no_blocks_sentences_say_it() -> None:
    page = printed(progress_shown(some_progress()), encoding="ascii")
    assert "Leg pain before sessions: between 3 and 7 of 10" in " ".join(page.split())


def test_sentences_tell_what_the_charts_show() -> None:
    page = words(progress_shown(some_progress(), charts=False))
    for said in (
        "Leg pain before sessions: between 3 and 7 of 10, last 3, in 20 ratings.",
        "30 sessions on 20 days, 3 h 20 min",
        "Sessions felt 20 green",
        "lower by 3 or more, likely a change that matters",
        "Cat cow: in 20 sessions; eased in 2, skipped in 1, hurt in 1.",
    ):
        assert said in page
    for shaming in ("streak", "missed", "failed", "only "):
        assert shaming not in page


def test_a_message_to_somebody_who_helps_is_plain_and_promises_nothing() -> None:
    text = words(progress_text(some_progress(), NAMES))
    assert "Exercises from" in text
    assert "Cat cow: in 20 sessions" in text
    assert "one-s-own" not in text  # nothing stood out
    assert "diagnose" in text


def test_the_document_is_json_with_all_of_it() -> None:
    found: Any = json.loads(json.dumps(progress_document(some_progress())))
    assert found["format"] == 1
    assert found["ratings"][0] == {"day": "2024-10-04", "leg": 7, "back": 3, "far": 4}
    assert found["exercises"][0]["hurt"] == 1
    assert {change["measure"] for change in found["changes"]} == {"leg", "back", "far"}
