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
    with Terminal([sys.executable, "-m", "lrx_cli", *line], environment={"ACCESSIBLE": "1"}) as terminal:
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
        (b"What is it called[^>]*> ", b"Full"),
        (b"Full", b"\r"),
        (b"a built-in routine full", b"\x15"),
        (b"> ", b"Annb"),
        (b"Annb", b"\x7fa"),
        (b"Anna", b"\r"),
        (b"Exercise 1", b"catcow"),
        (b"catcow", b"\x1b[D\x1b[D\x1b[D "),
        (b"cat cow", b"\x1b[F\r"),
        (b"Which dose of Cat cow", b"often"),
        (b"often", b"\r"),
        (b'found "often"', b"\x15"),
        (b"> ", b"2x10"),
        (b"2x10", b"\r"),
        (b"Exercise 2", b"figur 4x"),
        (b"figur 4x", b"\x15Clam"),
        (b"Clam", b"\r"),
        (b"Which dose of Clam", b"hold 3"),
        (b"hold 3", b"\r"),
        (b"In which position", b"4"),
        (b"on each side", b"e"),
        (b"How to get ready", b"\x1b[200~Lie on\ryour side\x1b[201~"),
        (b"your side", b"\r"),
        (b"What is the movement", b"Lift it"),
        (b"Lift it", b"\r"),
        (b"while holding", b"\r"),
        (b"the way back", b"Lower i"),
        (b"Lower i", b"t\r"),
        (b"Exercise 3", b"\r"),
        (b"Is this right", b"\r"),
    )
    assert code == 0, shown
    lines = json.loads((home / "routines" / "anna.json").read_text())["lines"]
    assert lines == [{"exercise": "cat-cow", "reps": 10, "sets": 2}, {"exercise": "clam", "hold_s": 3}]
    clam = json.loads((home / "exercises" / "clam.json").read_text())["exercises"][0]
    assert "Lie on your side" in json.dumps(clam)
    assert list((home / "drafts").iterdir()) == []


@pytest.mark.parametrize("end", [b"\x03", b"\x04", b"\x1b"], ids=["Ctrl-C", "Ctrl-D", "Esc"])
def test_a_form_that_is_left_empty_promises_nothing(home: Path, end: bytes) -> None:
    _, shown = answered(["routine", "new"], (b"What is it called[^>]*> ", end))
    assert "Left; nothing was written." in shown
    assert "What you typed" not in shown


def test_a_line_that_goes_on_with_an_exercise_names_it(home: Path) -> None:
    _, shown = answered(["exercise", "new", "Toe raise"], (b"In which position", b"6"), (b"> ", b"\x03"))
    assert "kept: lrx exercise new 'Toe raise' goes on with it." in " ".join(shown.split())


@pytest.mark.parametrize("end", [b"\x03", b"\x04", b"\x1b"], ids=["Ctrl-C", "Ctrl-D", "Esc"])
def test_a_form_that_is_left_is_there_again_the_next_time(home: Path, end: bytes) -> None:
    _, shown = answered(
        ["routine", "new", "mine"], (b"Exercise 1", b"seal: 2x5"), (b"2x5", b"\r"), (b"Exercise 2", end)
    )
    assert "What you typed is kept: lrx routine new mine goes on with it." in " ".join(shown.split())
    assert "Error" not in shown  # to leave is none
    assert not (home / "routines").exists()
    code, shown = answered(
        ["routine", "new", "mine"], (b"begun .*mine", b" "), (b"Exercise 2", b"\r"), (b"Is this right", b"\r")
    )
    assert code == 0, shown
    lines = json.loads((home / "routines" / "mine.json").read_text())["lines"]
    assert lines == [{"exercise": "seal-stretch", "reps": 5, "sets": 2}]


def test_removing_is_asked_about_and_anything_but_yes_is_no(home: Path) -> None:
    path = home / "routines" / "mine.json"
    path.parent.mkdir()
    path.write_text("{}")
    code, shown = answered(["routine", "remove", "mine"], (b"for good\\?.*:", b"\n"))
    assert (code, "Nothing was done." in shown) == (1, True), shown
    assert path.exists()
    code, shown = answered(["routine", "remove", "mine"], (b"for good\\?.*:", b"y\n"))
    assert (code, path.exists()) == (0, False), shown


SHEET = """Anna's sheet
Twice a day
Cat cow: 2x10
Calf raise: 3 x 12
Figure four stretch 10x3
"""


def test_a_sheet_asks_about_what_it_does_not_say_and_about_nothing_else(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sheet.txt").write_text(SHEET)
    line = ["routine", "import", "sheet.txt"]
    _, shown = answered(
        line, (b"Calf raise: In which position", b"6"), (b"on each side", b"\r"), (b"get ready", b"\x03")
    )
    assert "kept: lrx routine import sheet.txt goes on with it." in " ".join(shown.split())
    assert not (home / "routines").exists()
    code, shown = answered(
        line,
        (b"begun .*Anna's sheet", b" "),
        (b"How to get ready", b"Stand at a wall."),
        (b"a wall", b"\r"),
        (b"What is the movement", b"Rise up"),
        (b"Rise up", b"\r"),
        (b"the way back", b"Come down"),
        (b"Come down", b"\r"),
        (b"Figure four stretch: .*read in two ways", b"2"),
        (b"Is this right", b"\r"),
    )
    assert code == 0, shown
    assert json.loads((home / "routines" / "annas-sheet.json").read_text())["lines"] == [
        {"exercise": "cat-cow", "reps": 10, "sets": 2, "often": "twice a day"},
        {"exercise": "calf-raise", "reps": 12, "sets": 3, "often": "twice a day"},
        {"exercise": "figure-four-stretch", "reps": 10, "sets": 3, "often": "twice a day"},
    ]
    assert (home / "exercises" / "calf-raise.json").exists()


@pytest.mark.parametrize(("answer", "code"), [(b"y\n", 0), (b"\n", 65)])
def test_lines_of_a_sheet_that_are_no_exercises_are_left_out_after_a_yes(
    home: Path, tmp_path: Path, answer: bytes, code: int
) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text("Anna's sheet\n28/11/2026, tel 555-0123\nCat cow: 2x10\nHeat pack 15 min before\n")
    found, shown = answered(["routine", "import", str(sheet)], (b"Leave out these lines\\?.*:", answer))
    assert found == code, shown
    assert "line 2: “28/11/2026, tel 555-0123” is not an exercise with a dose." in shown
    assert "line 4: “Heat pack 15 min before” is not an exercise with a dose." in shown
    assert (home / "routines" / "annas-sheet.json").exists() is (code == 0)


@pytest.mark.parametrize("dose", [b"3x8", b"8x3"])
def test_a_dose_that_is_changed_in_the_review_is_the_one_that_counts(home: Path, dose: bytes) -> None:
    chosen = [(b"read in two ways", b"2")]
    code, shown = answered(
        ["routine", "new", "mine"],
        (b"Exercise 1", b"figure four"),
        (b"figure four", b"\r"),
        (b"Which dose", b"10x3"),
        (b"10x3", b"\r"),
        *chosen,
        (b"Exercise 2", b"\r"),
        (b"Is this right", b"3"),
        (b"> 10x3", b"\x15"),
        (b"> ", dose),
        (dose, b"\r"),
        *(chosen if dose == b"8x3" else []),
        (b"Is this right", b"\r"),
    )
    assert code == 0, shown
    [line] = json.loads((home / "routines" / "mine.json").read_text())["lines"]
    assert (line["sets"], line["reps"]) == (3, 8)


def test_an_exercise_of_a_sheet_that_was_meant_otherwise_is_suggested(home: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text("Mine\nFigure for stretch: 3 x 30 s\n")
    code, shown = answered(
        ["routine", "import", str(sheet)], (b"I meant Figure four", b"y"), (b"Is this right", b"\r")
    )
    assert code == 0, shown
    lines = json.loads((home / "routines" / "mine.json").read_text())["lines"]
    assert lines == [{"exercise": "figure-four-stretch", "hold_s": 30, "reps": 3, "sets": 1}]


@pytest.mark.parametrize(
    ("line", "asked"), [("Figure for", [(b"I meant Figure four", b"y")]), ("Figure four", [])]
)
def test_a_name_that_is_taken_is_asked_about_and_all_else_kept(
    home: Path, tmp_path: Path, line: str, asked: list[tuple[bytes, bytes]]
) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(f"Evening\nTwice a day\n{line} stretch: 3 times, hold 30 s\n")
    code, shown = answered(
        ["routine", "import", str(sheet)],
        (b"a built-in routine evening", b"\x15"),
        (b"> ", b"Late\r"),
        *asked,
        (b"Is this right", b"\r"),
    )
    assert code == 0, shown
    assert json.loads((home / "routines" / "late.json").read_text())["lines"] == [
        {"exercise": "figure-four-stretch", "hold_s": 30, "reps": 3, "sets": 1, "often": "twice a day"}
    ]


def test_what_was_read_is_set_in_where_a_line_goes_on(home: Path) -> None:
    dose = "3 x 30 s each side, note: as far as it is comfortable"
    line = ["routine", "new", "mine", "--line", f"figure four: {dose}"]
    with Terminal([sys.executable, "-m", "lrx_cli", *line], columns=50) as terminal:
        assert terminal.ended() == 0
        rows = terminal.text.splitlines()
    first = next(place for place, row in enumerate(rows) if row.startswith("  Figure four stretch"))
    assert rows[first + 1].startswith("    ")
