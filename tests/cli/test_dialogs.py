"""The dialogs on a real terminal: a sheet put in by answering."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.pty_driver import Terminal

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LRX_HOME", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    return tmp_path


def answered(line: list[str], *dialog: tuple[bytes, bytes]) -> tuple[int, str]:
    """What is asked (a pattern), and what is typed for it. The exit status, and all that was shown."""
    with Terminal([sys.executable, "-m", "lrx_cli", *line]) as terminal:
        shown = 0
        for question, typed in dialog:
            shown = terminal.wait_for(question, after=shown)
            terminal.type(typed)
        code = terminal.ended()
        assert terminal.as_found
        return code, terminal.text


def test_a_sheet_with_an_exercise_that_nobody_knows_is_put_in_by_answering(home: Path) -> None:
    code, shown = answered(
        ["routine", "new"],
        (b"What is it called\\?", b"Full\n"),
        (b"a routine full already.*\n.*called\\?", b"Anna\n"),
        (b"Exercise 1:", b"cat cow\n"),
        (b"Dose \\(Enter", b"often\n"),
        (b'found "often".*\r\n(.*\r\n)*.*Dose \\(Enter', b"2x10, note: slowly\n"),
        (b"Exercise 2:", b"Clam\n"),
        (b"Put it in\\?", b"y\n"),
        (b"Position", b"side lying\n"),
        (b"found .side lying.", b"side-lying\n"),
        (b"Dose:", b"10 times, hold 3, left only\n"),
        (b"How to get ready:", b"\n"),
        (b"needed", b"Lie on your right side, knees bent\n"),
        (b"The movement", b"Lift your left knee\n"),
        (b"while holding", b"\n"),
        (b"The way back:", b"Lower it\n"),
        (b"Exercise 3:", b"\n"),
    )
    assert code == 0, shown
    lines = json.loads((home / "routines" / "anna.json").read_text())["lines"]
    assert lines == [
        {"exercise": "cat-cow", "reps": 10, "sets": 2, "note": "slowly"},
        {"exercise": "clam", "hold_s": 3, "reps": 10, "only_side": "left"},
    ]
    assert (home / "exercises" / "clam.json").is_file()


def test_the_end_of_the_line_gives_up_and_writes_nothing(home: Path) -> None:
    code, shown = answered(
        ["routine", "new", "mine"], (b"Exercise 1:", b"seal\n"), (b"Dose", b"\n"), (b"Exercise 2:", b"\x04")
    )
    assert (code, "nothing was written" in shown) == (1, True), shown
    assert list(home.iterdir()) == []


def test_removing_is_asked_about_and_anything_but_yes_is_no(home: Path) -> None:
    path = home / "routines" / "mine.json"
    path.parent.mkdir()
    path.write_text("{}")
    code, shown = answered(["routine", "remove", "mine"], (b"for good\\?.*no:", b"\n"))
    assert (code, "Nothing was done." in shown) == (1, True), shown
    assert path.exists()
    code, shown = answered(["routine", "remove", "mine"], (b"for good\\?.*no:", b"y\n"))
    assert (code, path.exists()) == (0, False), shown
