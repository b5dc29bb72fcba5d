"""Questions on a terminal, with keys that are pressed one after the other by nobody in particular."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.health.checkin import next_question
from lrx_cli.core.health.questions import Occasion, Query, Stop, only_some
from lrx_cli.core.ports import Terminated
from lrx_cli.render.health_check import query_lines
from lrx_cli.render.paper import Paper
from lrx_cli.session.interview import Interview, ask_left
from lrx_cli.storage.safety import load_safety
from lrx_cli.text import width

SAFETY = load_safety(locations.safety_file())


class FakeKeys:
    """Presses the next keys whenever somebody waits. What is ``ahead`` was typed before anybody asked."""

    interactive = True

    def __init__(self, *presses: str | list[str], ahead: Iterable[str] = ()) -> None:
        self._presses = list(presses)
        self._ahead = list(ahead)
        self.suspended = 0

    def read(self, seconds: float) -> list[str]:
        if self._ahead:
            found, self._ahead = self._ahead, []
            return found
        if seconds == 0:
            return []
        if not self._presses:
            raise Terminated(1, gone=True)
        found = self._presses.pop(0)
        return [found] if isinstance(found, str) else found

    def suspend(self) -> None:
        self.suspended += 1


def talk(
    keys: FakeKeys, catalog: Catalog, occasion: Occasion, *, columns: int = 80, rows: int = 24
) -> tuple[dict[str, Any], Stop | None, list[str]]:
    shown: list[str] = []
    interview = Interview(keys, shown.extend, Paper(columns, False), lambda: rows)
    answers, stop = interview.run(lambda given: next_question(SAFETY, catalog, occasion, given))
    return answers, stop, shown


ORDINARY = Occasion(full=False, next_day=True)


def test_an_ordinary_day_takes_one_key_a_question(catalog: Catalog) -> None:
    answers, stop, shown = talk(FakeKeys("n", "s", "3", "x", "4"), catalog, ORDINARY)
    assert answers == {"signs": "no", "next_day": "settled", "leg": 3, "back": 10, "far": 4}
    assert stop is None
    assert "  > 4 calf" in shown


def test_enter_leaves_a_question_out_but_not_the_emergency_one(catalog: Catalog) -> None:
    keys = FakeKeys("enter", "enter", "n", "enter", "enter", "enter", "enter")
    answers, _, shown = talk(keys, catalog, ORDINARY)
    assert answers == {"signs": "no", "next_day": None, "leg": None, "back": None, "far": None}
    assert shown.count("This one needs an answer.") == 2


def test_a_yes_stops_at_once(catalog: Catalog) -> None:
    answers, stop, _ = talk(FakeKeys("y"), catalog, ORDINARY)
    assert answers == {"signs": "yes"}
    assert stop is not None
    assert stop.why == "emergency"


def test_backspace_goes_one_back_and_the_answer_can_be_another(catalog: Catalog) -> None:
    keys = FakeKeys("backspace", "n", "s", "9", "backspace", "3", "2", "1")
    answers, _, _ = talk(keys, catalog, ORDINARY)
    assert answers == {"signs": "no", "next_day": "settled", "leg": 3, "back": 2, "far": 1}


def test_what_was_typed_before_the_question_was_there_does_not_answer_it(catalog: Catalog) -> None:
    keys = FakeKeys("n", "s", "3", "2", "1", ahead=["y", "space"])
    answers, stop, _ = talk(keys, catalog, ORDINARY)
    assert stop is None
    assert answers["signs"] == "no"


def test_keys_that_come_at_once_answer_one_question_only(catalog: Catalog) -> None:
    answers, _, _ = talk(FakeKeys("n", ["s", "9", "9"], "3", "2", "1"), catalog, ORDINARY)
    assert (answers["leg"], answers["back"], answers["far"]) == (3, 2, 1)


def test_q_means_not_now_wherever_one_is(catalog: Catalog) -> None:
    for keys in (FakeKeys("q"), FakeKeys("n", "s", "q")):
        _, stop, _ = talk(keys, catalog, ORDINARY)
        assert stop is not None
        assert stop.why == "not-now"


def test_a_terminal_that_is_gone_ends_it(catalog: Catalog) -> None:
    with pytest.raises(Terminated):
        talk(FakeKeys("n"), catalog, ORDINARY)


def test_after_ctrl_z_the_question_is_there_again(catalog: Catalog) -> None:
    keys = FakeKeys("n", ["stop"], "s", ["resize"], "3", "2", "1")
    answers, _, shown = talk(keys, catalog, ORDINARY)
    assert keys.suspended == 1
    assert answers["leg"] == 3
    assert sum("By the day after" in line for line in shown) == 2


def test_a_session_that_was_left_can_wait_in_the_background_too() -> None:
    keys, shown = FakeKeys(["stop"], "x", "r", ahead=["n"]), list[str]()
    interview = Interview(keys, shown.extend, Paper(80, False), lambda: 24)
    assert ask_left(interview, ["You stopped.", "g  go on"]) == "restart_exercise"
    assert keys.suspended == 1
    assert shown == ["You stopped.", "g  go on"] * 2


def test_numbers_tick_and_untick_and_enter_ends_the_list() -> None:
    shown: list[str] = []
    keys = FakeKeys("1", "3", "1", "2", "9", "enter")
    interview = Interview(keys, shown.extend, Paper(80, False), lambda: 24)
    found = interview.ask(only_some([("a", "A"), ("b", "B"), ("c", "C")]))
    assert found == ("c", "b")
    assert "  Ticked: 2, 3" in shown


def test_a_list_of_what_needs_a_look_cannot_be_left_empty(catalog: Catalog) -> None:
    keys = FakeKeys("n", "y", "enter", "3", "enter", "n")
    answers, stop, _ = talk(keys, catalog, Occasion(full=True), rows=100)
    assert answers["which"] == ("cancer",)
    assert stop is not None
    assert stop.why == "see-somebody"


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 12), (20, 8)])
def test_no_part_of_a_question_is_taller_or_wider_than_the_window(
    catalog: Catalog, columns: int, rows: int
) -> None:
    parts: list[list[str]] = []

    def put(lines: Iterable[str]) -> None:
        parts.append(list(lines))

    class Patient(FakeKeys):
        """Reads on while there is more, then answers no."""

        def read(self, seconds: float) -> list[str]:
            if seconds == 0:
                return []
            return (
                ["space"] if parts[-1][-1] == "Any key: more." else ["n"] if "n" in self.wanted else ["enter"]
            )

        wanted = "n"

    interview = Interview(Patient(), put, Paper(columns, False), lambda: rows)
    given: Mapping[str, Any] = {}
    for _ in range(12):
        query = next_question(SAFETY, catalog, Occasion(full=True, first=True), given)
        if not isinstance(query, Query):
            break
        Patient.wanted = "n" if any(key.key == "n" for key in query.keys) else ""
        given = {**given, query.id: interview.ask(query)}
    assert len(given) == 12
    for part in parts:
        assert len(part) < rows
        assert all(width(line) <= columns for line in part)


def test_every_key_of_a_question_is_named(catalog: Catalog) -> None:
    for occasion in (ORDINARY, Occasion(full=True, first=True)):
        given: dict[str, Any] = {}
        while isinstance(query := next_question(SAFETY, catalog, occasion, given), Query):
            text = " ".join(" ".join(query_lines(Paper(80, False), query)).split())
            for key in query.keys:
                assert not key.label or f"{key.key} {key.label}" in text
            given[query.id] = query.enter if not query.needed else "no"
