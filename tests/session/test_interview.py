"""Questions on a terminal, with keys that are pressed one after the other by nobody in particular."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pytest
from rich.text import Text

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.health.checkin import questions_before
from lrx_cli.core.health.questions import BACK, LEG, Key, Occasion, Query, Stop, Value, only_some
from lrx_cli.core.ports import Terminated
from lrx_cli.errors import LrxError, SessionDeclined
from lrx_cli.render.parts import Emergency
from lrx_cli.session.health_check import ask_to_resume
from lrx_cli.session.interview import Cancelled, Question, Review
from lrx_cli.session.question_screens import TextQuestion
from lrx_cli.storage.catalog import load_safety
from lrx_cli.system.keys import Pasted
from tests.session.asking import Asked, FakeKeys, InLines

YES_NO = (Key("y", "yes", "yes"), Key("n", "no", "no"))
FAR = tuple(
    Key(str(place), place, word) for place, word in enumerate(("nowhere", "back", "hip", "thigh", "calf"))
)
DAY = (
    Query("signs", "Any of these?", YES_NO, items=("Numbness", "Weakness"), needed=True),
    Query("next_day", "By the day after", (Key("s", "settled", "settled"), Key("w", "worse", "worse"))),
    Query("leg", "Leg pain now", LEG.keys, scale=LEG.scale, last=7),
    Query("back", "Back pain now", BACK.keys, scale=BACK.scale),
    Query("far", "Furthest down", FAR, last=4),
)
SOME = only_some([("a", "Seal"), ("b", "Cat cow"), ("c", "Open book")])


def day(given: Mapping[str, Value]) -> Sequence[Query] | Stop:
    return Stop("emergency", "Get emergency care.") if given.get("signs") == "yes" else DAY


def talk(*presses: str | list[str], ahead: Iterable[str] = ()) -> tuple[dict[str, Any], Stop | None, Asked]:
    asked = Asked(FakeKeys(*presses, ahead=ahead))
    answers, stop = asked.interview.run(day, title="Now")
    return answers, stop, asked


# --- answering ------------------------------------------------------------------------------------------


def test_an_ordinary_day_takes_one_key_a_question() -> None:
    answers, stop, _ = talk("n", "s", "3", "x", "4")
    assert answers == {"signs": "no", "next_day": "settled", "leg": 3, "back": 10, "far": 4}
    assert stop is None


def test_enter_leaves_a_question_out_but_not_the_emergency_one() -> None:
    answers, _, asked = talk("enter", "n", "enter", "enter", "enter", "enter")
    assert answers == {"signs": "no", "next_day": None, "leg": None, "back": None, "far": None}
    assert any("Press y or n." in screen for screen in asked.shown)


def test_a_yes_stops_at_once() -> None:
    answers, stop, _ = talk("y")
    assert answers == {"signs": "yes"}
    assert stop is not None
    assert stop.why == "emergency"


def test_backspace_goes_one_back_and_the_answer_can_be_another() -> None:
    answers, _, _ = talk("backspace", "n", "s", "9", "backspace", "3", "2", "1")
    assert answers == {"signs": "no", "next_day": "settled", "leg": 3, "back": 2, "far": 1}


def test_what_was_typed_before_the_question_was_there_does_not_answer_it() -> None:
    answers, stop, _ = talk("n", "s", "3", "2", "1", ahead=["y", "space"])
    assert stop is None
    assert answers["signs"] == "no"


def test_keys_that_come_at_once_answer_one_question_only() -> None:
    answers, _, _ = talk("n", ["s", "9", "9"], "3", "2", "1")
    assert (answers["leg"], answers["back"], answers["far"]) == (3, 2, 1)


@pytest.mark.parametrize("key", ["q", "Q", "esc", "ctrl-d"])
def test_there_is_a_way_to_leave_from_every_question(key: str) -> None:
    for keys in ([key], ["n", "s", key]):
        _, stop, _ = talk(*keys)
        assert stop is not None
        assert stop.why == "not-now"


def test_a_terminal_that_is_gone_ends_it() -> None:
    with pytest.raises(Terminated):
        talk("n")


@pytest.mark.parametrize("event", ["stop", "cont", "resize"])
def test_after_a_stop_and_at_another_size_the_question_is_shown_again(event: str) -> None:
    keys = FakeKeys("n", [event], "s", "3", "2", "1")
    asked = Asked(keys)
    answers, _ = asked.interview.run(day)
    assert keys.suspended == (event == "stop")
    assert answers["leg"] == 3
    assert asked.stream.getvalue().count("By the day after") == 2


def test_numbers_check_and_uncheck_in_the_list_and_enter_ends_it() -> None:
    asked = Asked(FakeKeys("1", "3", "1", "2", "9", "enter"))
    assert asked.interview.ask(SOME) == ("c", "b")
    assert "1 [x] Seal" in asked.shown[2]
    assert "1 [ ] Seal" in asked.shown[-2]
    assert "Press 1 to 3 to check, Enter to go on." in asked.shown[-1]


def test_what_was_checked_is_still_checked_after_going_back() -> None:
    asked = Asked(FakeKeys("1", "3", "enter", "backspace", "1", "enter", "n"))
    answers, _ = asked.interview.run(flow(SOME, DAY[0]))
    assert answers == {"only": ("c",), "signs": "no"}


def test_a_list_that_is_needed_cannot_be_left_empty() -> None:
    asked = Asked(FakeKeys("enter", "3", "enter"))
    assert asked.interview.ask(SOME._replace(needed=True)) == ("c",)


# --- how it looks -----------------------------------------------------------------------------------------


def test_each_question_stands_alone_and_says_where_one_is_and_which_keys_work() -> None:
    _, _, asked = talk("n", "s", "3", "2", "1")
    questions = [screen for screen in asked.shown if " of 5" in screen]
    assert [screen.splitlines()[0].split()[1:4] for screen in questions] == [
        [str(number), "of", "5"] for number in range(1, 6)
    ]
    assert all("leave" in screen for screen in questions)
    assert "Leg pain now" in questions[2]
    assert "By the day after" not in questions[2]


def test_the_way_back_is_named_where_there_is_one() -> None:
    _, _, asked = talk("n", "s", "3", "2", "1")
    questions = [screen for screen in asked.shown if " of 5" in screen]
    assert ["Backspace" in screen for screen in questions] == [False, True, True, True, True]


def test_the_answer_of_last_time_is_marked_and_what_enter_means_is_named() -> None:
    _, _, asked = talk("n", "s", "4", "2", "3")
    leg = next(screen for screen in asked.shown if "Leg pain" in screen)
    marks, below = leg.splitlines()[5:7]
    assert marks.index("7") == below.index("^")
    assert "last time" in below
    far = next(screen for screen in asked.shown if "Furthest" in screen)
    assert "4  calf  last time" in far
    assert "leave it out" in far


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (200, 60)])
def test_an_emergency_is_a_panel_as_wide_as_the_window_and_nothing_else(columns: int, rows: int) -> None:
    asked = Asked(FakeKeys("y"), columns=columns, rows=rows)
    asked.interview.ask(Query("signs", "Any of these?", (Key("y", "yes", "yes"),)))
    asked.interview.screen.tell(Emergency("Get emergency care."), alone=True)
    asked.interview.screen.give_back()
    asked.look()
    first, *_, last = [line for line in asked.shown[-1].splitlines() if line]
    assert "STOP" in first
    assert (len(first), len(last)) == (columns, columns)
    assert "Any of these" not in asked.shown[-1]


def test_what_is_told_stays_after_the_questions_are_gone() -> None:
    asked = Asked(FakeKeys("n"))
    asked.interview.screen.tell(Text("before"))
    asked.interview.ask(Query("q", "Really?", (Key("n", "no", "no"),)))
    asked.interview.screen.tell(Text("Kept for today only."))
    asked.interview.screen.give_back()
    assert asked.stays == "Kept for today only.\n"
    assert asked.stream.getvalue().startswith("before\n")


@pytest.mark.parametrize(
    ("columns", "rows", "left", "above"),
    [(80, 24, 0, 0), (100, 30, 0, 0), (120, 40, 10, 3), (200, 60, 50, 10)],
)
def test_in_a_large_window_a_question_has_a_margin_and_the_cursor_is_where_one_types(
    columns: int, rows: int, left: int, above: int
) -> None:
    asked = Asked(FakeKeys(*typed("Anna")), columns=columns, rows=rows)
    with pytest.raises(Terminated):
        asked.interview.run(flow(NAME))
    lines = asked.shown[-1].splitlines()
    assert "1 of 1" in lines[above]
    assert len(lines[above]) == columns - left
    typing = above + 5
    assert lines[typing] == f"{' ' * left}> Anna"
    assert asked.cursor == (typing, len(lines[typing]))


@pytest.mark.parametrize("color", [True, False])
def test_the_chip_of_a_key_is_no_longer_than_the_key_and_seen_without_colors(color: bool) -> None:
    asked = Asked(FakeKeys("q"), color=color)
    keys = (Key("space", "on", "go on"), Key("r", "redone", "redo it"))
    with pytest.raises(Cancelled):
        asked.interview.ask(Query("q", "Now?", keys))
    assert "\x1b[7m r \x1b[0m " in asked.stream.getvalue()


@pytest.mark.parametrize(("columns", "rows"), [(200, 60), (120, 40), (80, 24), (40, 12), (20, 8)])
def test_no_part_of_a_question_is_taller_or_wider_than_the_window(
    catalog: Catalog, columns: int, rows: int
) -> None:
    class Patient(FakeKeys):
        """Reads on while there is more, then answers."""

        wanted: Iterator[str]

        def read(self, seconds: float) -> list[str]:
            if seconds == 0:
                return []
            more = asked.shown[-1].split()[-3:] == ["more", "q", "leave"]
            return ["space" if more else next(self.wanted)]

    keys = Patient()
    asked = Asked(keys, columns=columns, rows=rows)
    given: Mapping[str, Any] = {}
    count = 0
    safety = load_safety(locations.safety_file())
    occasion = Occasion(full=True, first=True)
    while query := next(
        (one for one in questions_before(safety, catalog, occasion, given) if one.id not in given), None
    ):
        answer = "n" if any(key.key == "n" for key in query.keys) else query.keys[0].key
        keys.wanted = iter([answer, "enter"])
        given = {**given, query.id: asked.interview.ask(query)}
        count += 1
    assert count > 4
    assert "\n" * rows not in asked.stream.getvalue()
    for screen in asked.shown:
        assert len(screen.splitlines()) <= rows


def test_a_check_mark_in_a_small_window_is_seen_wherever_it_is() -> None:
    names = [(chr(97 + place), f"An exercise with a name that is long, {place}") for place in range(9)]
    asked = Asked(FakeKeys("2", "2", "1", *["space"] * 9, "3", "3", "9", "enter"), columns=40, rows=12)
    assert asked.interview.ask(only_some(names)) == ("a", "i")
    last = asked.shown[-1]
    assert any("1 [x]" in screen for screen in asked.shown)
    assert "Checked: 1, 9" in last


def test_every_key_of_a_question_is_named() -> None:
    for rows in (24, 10):
        for query in DAY:
            asked = Asked(FakeKeys(), rows=rows)
            with pytest.raises(Terminated):
                asked.interview.ask(query)
            text = " ".join(asked.shown[-1].split())
            assert all(f"{key.key} {key.label}" in text for key in query.keys if key.label)


def test_questions_of_one_screen_stay_together_and_count_as_one() -> None:
    together = tuple(query._replace(screen="now") for query in DAY[2:])
    asked = Asked(FakeKeys("n", "3", "2", "1"))
    asked.interview.run(flow(DAY[0], *together))
    places = [screen.splitlines()[0].split()[:3] for screen in asked.shown if " of " in screen]
    assert places == [["1", "of", "2"], *[["2", "of", "2"]] * 3]
    assert "Leg pain now" in asked.shown[-1]
    assert "Back pain now  2" in asked.shown[-1]


def test_in_a_small_window_a_question_takes_no_key_more_for_what_was_answered_before_it() -> None:
    together = tuple(query._replace(screen="now") for query in DAY[2:])
    asked = Asked(FakeKeys("n", "3", "2", "4"), columns=40, rows=12)
    answers, _ = asked.interview.run(flow(DAY[0], *together))
    assert answers == {"signs": "no", "leg": 3, "back": 2, "far": 4}
    assert "4  calf  last time" in asked.shown[-1]


def test_in_a_small_window_no_choice_is_broken_in_two() -> None:
    labels = {"y": "yes", "n": "no, and the day after last time it had settled", "w": "no, it was worse then"}
    labels["b"] = "no, and the day after last time it was better"
    keys = tuple(Key(key, key, label) for key, label in labels.items())
    ask = "New or worse since: bladder, bowel or genital feeling, both legs, a weak leg, chest pain?"
    asked = Asked(FakeKeys("space", "b"), columns=40, rows=12)
    assert asked.interview.ask(Query("q", ask, keys)) == "b"
    text = " ".join(asked.shown[-1].split())
    assert all(f"{key} {label}" in text for key, label in labels.items())


# --- in lines ---------------------------------------------------------------------------------------------


def test_in_lines_there_is_one_choice_a_line_and_a_word_for_every_state() -> None:
    asked = InLines(FakeKeys("2", "enter"))
    assert asked.interview.ask(SOME) == ("b",)
    assert [line.rstrip() for line in asked.lines] == [
        "",
        "Which of them?",
        "1: Seal (not checked)",
        "2: Cat cow (not checked)",
        "3: Open book (not checked)",
        "(1 to 3: check or uncheck; Enter: none of them; q: leave; ?: these lines again)",
        "2: Cat cow (checked)",
        "Answer: 2.",
    ]


def test_in_lines_nothing_is_ever_moved_and_the_ways_out_are_named_once() -> None:
    asked = InLines(FakeKeys("n", "s", "z", "3", "2", "1"))
    asked.interview.run(day)
    text = asked.stream.getvalue()
    assert "\x1b" not in text
    assert text.count("q: leave") == 1
    assert "Question 3 of 5." in text
    assert "Press 0 to 9, or x for ten." in text
    assert "Answer: settled." in text


# --- text -------------------------------------------------------------------------------------------------


NAME = TextQuestion("name", "What is it called?", lambda typed: None, "Anything")
NOTE = TextQuestion("note", "A note?", lambda typed: None, needed=False)


def number(typed: str) -> None:
    if not typed.isdecimal():
        raise ValueError(f'found "{typed}", allowed: a number.')


TIMES = TextQuestion("times", "How often?", number)


def flow(*questions: Question) -> Any:
    return lambda given: questions


def typed(text: str) -> list[str]:
    return ["space" if letter == " " else letter for letter in text]


@pytest.mark.parametrize("kind", [Asked, InLines])
def test_a_line_is_edited_and_a_wrong_one_is_explained(kind: type[Asked] | type[InLines]) -> None:
    keys = FakeKeys(
        *typed("Ana sheet"), "word-left", "left", "left", "n", "end", "enter",
        "x", "enter", "backspace", "7", "enter", "enter",
    )  # fmt: skip
    asked = kind(keys)
    answers, _ = asked.interview.run(flow(NAME, TIMES, NOTE))
    assert answers == {"name": "Anna sheet", "times": "7", "note": ""}
    assert 'found "x", allowed: a number.' in asked.stream.getvalue()


def test_what_is_pasted_answers_nothing_by_itself_and_brings_no_control_character() -> None:
    asked = Asked(FakeKeys([Pasted("q\r\n\x1b[31mBridge\x07")], "enter"))
    answers, _ = asked.interview.run(flow(NAME))
    assert answers == {"name": "q [31mBridge"}


def test_escape_and_a_letter_at_once_is_alt_and_leaves_nothing() -> None:
    keys = FakeKeys(*typed("one two"), ["esc", "b"], ["esc", "b"], "x", ["esc", "z"], "enter")
    answers, _ = Asked(keys).interview.run(flow(NAME))
    assert answers == {"name": "xone two"}


def test_q_is_a_letter_in_text_and_an_empty_backspace_goes_back() -> None:
    keys = FakeKeys(*typed("quick"), "enter", "backspace", "y", "enter", "3", "enter")
    answers, _ = Asked(keys).interview.run(flow(NAME, TIMES))
    assert answers == {"name": "quicky", "times": "3"}


@pytest.mark.parametrize("end", ["esc", "gone"])
def test_what_was_typed_is_kept_whatever_ends_it(end: str) -> None:
    kept: list[tuple[dict[str, Any], dict[str, str]]] = []
    keys = FakeKeys(*typed("Anna"), "enter", *typed("1"), *(["esc"] if end == "esc" else []))
    run = Asked(keys).interview.run
    try:
        run(flow(NAME, TIMES), keep=lambda given, begun: kept.append((dict(given), dict(begun))))
    except Terminated:
        assert end == "gone"
    assert kept[-1] == ({"name": "Anna"}, {"times": "1"})


def test_what_was_kept_is_there_again() -> None:
    keys = FakeKeys("2", "enter")
    answers, _ = Asked(keys).interview.run(flow(NAME, TIMES), answers={"name": "Anna"}, begun={"times": "1"})
    assert answers == {"name": "Anna", "times": "12"}


# --- a review -----------------------------------------------------------------------------------------------


class Sheet:
    def __init__(self, *mistakes: str) -> None:
        self.mistakes = list(mistakes)
        self.written = 0

    def flow(self, given: Mapping[str, Value]) -> Iterator[Question]:
        yield from (NAME, TIMES)
        fields = tuple((id, id, str(given.get(id))) for id in ("name", "times"))
        yield Review("review", "Is this right?", fields, self.finish)

    def finish(self) -> None:
        if self.mistakes:
            raise LrxError(self.mistakes.pop())
        self.written += 1


def test_nothing_is_written_before_a_review_and_every_field_can_be_changed_in_it() -> None:
    sheet = Sheet()
    asked = Asked(FakeKeys("A", "enter", "3", "enter", "1", "B", "enter", "enter"))
    answers, stop = asked.interview.run(sheet.flow)
    assert (answers, stop, sheet.written) == ({"name": "AB", "times": "3"}, None, 1)
    assert any("1  name: A" in screen for screen in asked.shown)


def test_what_cannot_be_written_is_explained_in_the_review() -> None:
    sheet = Sheet("times: 3 is too many.")
    asked = Asked(FakeKeys("A", "enter", "3", "enter", "enter", "2", "backspace", "2", "enter", "enter"))
    answers, _ = asked.interview.run(sheet.flow)
    assert (answers["times"], sheet.written) == ("2", 1)
    assert any("times: 3 is too many." in screen for screen in asked.shown)


def test_back_from_the_review_is_the_last_question_with_its_answer() -> None:
    sheet = Sheet()
    keys = FakeKeys("A", "enter", "3", "enter", "backspace", "0", "enter", "enter")
    answers, _ = Asked(keys).interview.run(sheet.flow)
    assert answers["times"] == "30"


# --- a session that was left ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "mode"),
    [(["space"], "went_on"), (["enter"], "went_on"), (["g"], "went_on"), (["x", "r"], "redone"),
     (["n"], None)],
)  # fmt: skip
def test_a_session_that_was_left_goes_on_or_does_not(keys: list[str], mode: str | None) -> None:
    assert ask_to_resume(Asked(FakeKeys(*keys)).interview, "Seal", 10, 11) == mode


@pytest.mark.parametrize("key", ["q", "Q", "esc", "ctrl-d"])
def test_whoever_does_not_want_to_go_on_now_can_leave(key: str) -> None:
    asked = Asked(FakeKeys(key))
    with pytest.raises(SessionDeclined) as declined:
        ask_to_resume(asked.interview, "Seal", 10, 11)
    assert asked.shown[1].startswith("Before we start\n")
    assert declined.value.code == 0
    asked.interview.screen.give_back()
    assert "can still continue what you stopped" in asked.stays


def test_a_session_that_was_left_can_wait_in_the_background_too() -> None:
    keys = FakeKeys(["stop"], "x", "r", ahead=["n"])
    assert ask_to_resume(Asked(keys).interview, "Seal", 10, 11) == "redone"
    assert keys.suspended == 1


def test_a_single_question_is_left_by_leaving() -> None:
    with pytest.raises(Cancelled):
        Asked(FakeKeys("q")).interview.ask(SOME)
