"""The questions around a session, asked by the real program on a terminal."""

from __future__ import annotations

import json
import re
import signal
import sys
from pathlib import Path

import pytest

from lrx_cli.core.health.answers import Answer
from lrx_cli.storage.history.queries import reading
from lrx_cli.storage.history.store import open_history
from lrx_cli.storage.history.tables import read_answers
from lrx_cli.system.clock import wall_clock
from tests.cli.conftest import ROOT, Lrx
from tests.core.said import answer
from tests.pty_driver import Terminal
from tests.storage.recorded import keep

DAY_MS = 86_400_000


def on_a_terminal(home: Path, *arguments: str, columns: int = 80) -> Terminal:
    own = {"LRX_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}
    return Terminal([sys.executable, "-m", "lrx_cli", *arguments], columns=columns, environment=own)


def said(home: Path) -> list[tuple[str, dict[str, object]]]:
    with reading(str(home / "history.sqlite3")) as connection:
        return [(a.what, a.kept) for a in read_answers(connection)]


def known_person(home: Path, *more: Answer, days_ago: int = 1) -> None:
    """Somebody who has answered everything before, and played."""
    home.mkdir(parents=True, exist_ok=True)
    now = wall_clock()
    then = now._replace(utc=now.utc - days_ago * DAY_MS)
    answers = [
        answer("", then, "passed", {"signs": "no"}),
        answer("", then, "flags", {"flags": [], "cleared": []}),
        answer("earlier", then, "before", {"leg": 3, "back": 2, "far": 3, "level": "gentle"}),
        answer("earlier", then, "after", {"color": "green", "marks": {}}),
    ]
    with open_history(str(home / "history.sqlite3"), then) as store:
        keep(store, [*answers, *more])


class Person:
    """Waits for a question, then presses a key."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._seen = 0
        self.keys = 0

    def asked(self, words: bytes, key: bytes) -> None:
        self._seen = self._terminal.wait_for(words, after=self._seen)
        self._terminal.type(key)
        self.keys += 1

    def begins(self, day: bytes = b"n", leg: bytes = b"3", back: bytes = b"\r", far: bytes = b"2") -> None:
        """How it is today, and then the session."""
        self.asked(day + rb": no", day)
        self.asked(rb"Leg pain now", leg)
        self.asked(rb"Back pain now", back)
        self.asked(rb"Lowest point", far)
        self.asked(rb"Space: begin", b" ")

    def answers_the_first_time(self, leg: bytes) -> None:
        """Nothing to check, and one sore leg."""
        self.asked(rb"n: none of them", b"n")
        self.asked(rb"Do any of these apply", b"\r")
        self.asked(rb"Which leg hurts", leg)
        self.asked(rb"down to the floor", b"1")
        self.asked(rb"Leg pain now", b"4")
        self.asked(rb"Back pain now", b"2")
        self.asked(rb"Lowest point", b"4")


def test_an_ordinary_day_is_five_keys_before_the_first_exercise(home: Path) -> None:
    known_person(home)
    with on_a_terminal(home, "session", "--routine", "desk", "--no-sound", "--plain") as terminal:
        person = Person(terminal)
        person.begins()
        terminal.wait_for(rb"Exercise 1 of 3")
        assert person.keys == 5
        terminal.kill(signal.SIGINT)
        assert terminal.ended() == -signal.SIGINT
        assert terminal.as_found
    assert ("next_day", {"answer": "settled"}) in said(home)


def test_a_warning_sign_ends_it_with_what_to_do_and_exit_code_3(home: Path) -> None:
    known_person(home)
    with on_a_terminal(home, "session", "--no-sound") as terminal:
        person = Person(terminal)
        person.asked(rb"leave", b"y")
        person.asked(rb"Which of them", b"\r")
        assert terminal.ended() == 3
        assert "Call your emergency number" in terminal.screen
        assert terminal.as_found
    assert said(home)[-1] == ("stopped", {"why": "emergency", "which": []})


def test_a_warning_sign_while_it_plays_counts_like_one_before_it(home: Path) -> None:
    known_person(home)
    with on_a_terminal(home, "session", "--routine", "desk", "--no-sound", "--plain") as terminal:
        Person(terminal).begins()
        terminal.wait_for(rb"Exercise 1 of 3")
        terminal.wait_for(rb"0:0[2-9] ")  # keys of the first second are dropped
        terminal.type(b"h")
        terminal.wait_for(rb"Stopped\.")
        terminal.type(b"5")
        assert terminal.ended() == 3
    assert said(home)[-1] == ("stopped", {"why": "emergency", "which": []})


def test_after_a_warning_sign_everything_is_asked_again(home: Path) -> None:
    known_person(home, answer("", wall_clock(), "stopped", {"why": "emergency", "which": []}))
    with on_a_terminal(home, "session", "--no-sound", "--plain") as terminal:
        person = Person(terminal)
        person.asked(rb"y: yes, at least one", b"y")
        person.asked(rb"Which of them", b"7")
        person.asked(rb"7: [^(]*.checked", b"\r")
        assert terminal.ended() == 3
        assert "see a doctor today" in " ".join(terminal.text.replace("│", " ").split())
        assert "harmless" not in terminal.text
    assert said(home)[-1] == ("stopped", {"why": "urgent", "which": ["chest"]})


@pytest.mark.parametrize("options", [("--skip-check",), ("--json",), ("--plain",), ("--speed", "1000"), ()])
def test_a_sign_that_was_reported_holds_however_a_session_is_asked_for(
    lrx: Lrx, home: Path, options: tuple[str, ...]
) -> None:
    known_person(home, answer("", wall_clock(), "stopped", {"why": "urgent", "which": ["calf"]}))
    command = ("session", "seated-pelvic-tilt", *options)
    found = lrx(*command)
    assert found.code == 3
    assert "see a doctor today" in found.out
    if "--json" in options:
        [event] = map(json.loads, found.out.splitlines())
        assert (event["event"], event["reason"]) == ("refused", "urgent")
    assert lrx("render", "-o", str(home / "session.wav")).code == 3
    assert not (home / "session.wav").exists()
    assert lrx(*command, "--assessed", "--speed", "1000", "--teach", "off").code == 0
    assert ("assessed", {}) in said(home)


def test_a_sign_that_was_reported_is_a_panel_on_a_terminal(home: Path) -> None:
    known_person(home, answer("", wall_clock(), "stopped", {"why": "urgent", "which": ["calf"]}))
    for command in (("session", "--skip-check"), ("render", "-o", str(home / "session.wav"))):
        with on_a_terminal(home, *command) as terminal:
            assert terminal.ended() == 3
            top = terminal.text.splitlines()[0]
            assert "─ STOP ─" in top
            assert "Error" not in terminal.text
            assert "lrx session --assessed" in terminal.text


def test_ctrl_c_at_a_question_is_polite(home: Path) -> None:
    with on_a_terminal(home, "session", "--no-sound") as terminal:
        terminal.wait_for(rb"leave")
        terminal.kill(signal.SIGINT)
        assert terminal.ended() == -signal.SIGINT
        assert terminal.as_found
        assert "Stopped. Nothing was played." in terminal.text


def test_a_window_that_is_closed_at_a_question_is_no_bug(home: Path) -> None:
    with on_a_terminal(home, "session", "--no-sound") as terminal:
        terminal.wait_for(rb"leave")
        terminal.hang_up()
        assert terminal.ended() in (129, -signal.SIGHUP)


def test_the_first_time_is_eight_keys_to_three_gentle_exercises(home: Path) -> None:
    with on_a_terminal(home, "session", "--no-sound", "--plain") as terminal:
        person = Person(terminal)
        person.answers_the_first_time(b"l")
        person.asked(rb"Today: 3 exercises", b" ")
        terminal.wait_for(rb"Exercise 1 of 3")
        assert person.keys == 8
        assert "gentle today" not in terminal.text, "it is gentle already"
        terminal.kill(signal.SIGINT)
        assert terminal.ended() == -signal.SIGINT
    config = (home / "config.toml").read_text()
    assert 'sore_side = "left"' in config
    assert "minutes" not in config
    assert ("flags", {"flags": [], "cleared": [], "weeks": {}, "advice": []}) in said(home)


def test_the_leg_that_is_sore_today_comes_second_whatever_was_set(home: Path) -> None:
    home.mkdir(exist_ok=True)
    (home / "config.toml").write_text('sore_side = "left"\n')
    command = ("session", "lower-body-nerve-glide", "--teach", "off", "--no-sound", "--plain")
    with on_a_terminal(home, *command) as terminal:
        person = Person(terminal)
        person.answers_the_first_time(b"r")
        person.asked(rb"Space: begin", b" ")
        terminal.wait_for(rb"Exercise 1 of 1")
        terminal.wait_for(rb"0:0[2-9] ")  # keys of the first second are dropped
        terminal.type(b"n")
        terminal.wait_for(rb"tart with the left leg")
        terminal.kill(signal.SIGINT)
        assert terminal.ended() == -signal.SIGINT


def test_after_a_session_the_color_is_told_in_words(home: Path) -> None:
    known_person(home)
    with on_a_terminal(
        home, "session", "seated-pelvic-tilt", "--teach", "off", "--no-sound", "--plain"
    ) as terminal:
        person = Person(terminal)
        person.begins(b"b", b"3", b"2", b"3")
        terminal.wait_for(rb"Exercise 1 of 1")
        terminal.wait_for(rb"0:0[2-9] ")  # keys of the first second are dropped
        terminal.type(b"h")
        person.asked(rb"Stopped", b"4")
        person.asked(rb"Last time: 3", b"2")
        person.asked(rb"Last time: 2", b"2")
        person.asked(rb"Last time: thigh", b"5")
        person.asked(rb"New tingling", b"0")
        assert terminal.ended() == 0
        assert "Red. Too much today" in terminal.text
        assert "rule of thumb" in terminal.text
    what, value = said(home)[-1]
    assert what == "after"
    assert (value["color"], value["far"]) == ("red", 5)


def test_nobody_is_asked_where_nobody_wants_to_be(home: Path) -> None:
    with on_a_terminal(
        home, "session", "--skip-check", "--no-sound", "--plain", "--routine", "desk"
    ) as terminal:
        terminal.wait_for(rb"Exercise 1 of 3")
        terminal.kill(signal.SIGTERM)
        assert terminal.ended() == -signal.SIGTERM
        assert "Leg pain now" not in terminal.text
    assert said(home) == []


@pytest.mark.parametrize("columns", [40, 80])
def test_questions_fit_a_narrow_window(home: Path, columns: int) -> None:
    known_person(home)
    with on_a_terminal(home, "session", "--no-sound", "--check", columns=columns) as terminal:
        Person(terminal).asked(rb"leave|more", b"q")
        assert terminal.ended() == 0
        shown = re.sub(r"\x1b\[[?0-9;]*[A-Za-z]|\x1b[\]_].*?\x1b\\", "\n", terminal.text)
        assert all(len(line.rstrip()) <= columns for line in shown.split("\n"))


def test_more_is_suggested_on_a_good_day_and_not_on_a_bad_one(home: Path) -> None:
    now = wall_clock()
    greens = []
    for days_ago in range(20, 1, -1):
        then = now._replace(utc=now.utc - days_ago * DAY_MS)
        before = {"leg": 2, "back": 2, "far": 2, "level": "gentle"}
        greens += [
            answer(f"s{days_ago}", then, "before", before),
            answer(f"s{days_ago}", then, "after", {"color": "green", "marks": {}}),
        ]
    known_person(home, *greens, days_ago=21)
    for leg in (b"2", b"6"):
        with on_a_terminal(home, "session", "--level", "gentle", "--no-sound", "--plain") as terminal:
            person = Person(terminal)
            person.asked(rb"n: no", b"n")
            person.asked(rb"Leg pain now", leg)
            person.asked(rb"Back pain now", b"\r")
            person.asked(rb"Lowest point", b"\r")
            if leg == b"2":
                person.asked(rb"n: not now", b"n")
            person.asked(rb"Today: \d exercises", b"q")
            assert terminal.ended() == 0
    assert ("mute", {"kind": "further"}) in said(home)
