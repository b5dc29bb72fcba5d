"""Routines of one's own: written, listed, shown, changed in an editor, removed."""

from __future__ import annotations

import json
import os
import stat
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from lrx_cli.errors import FAILED, INVALID_FILE, USAGE
from tests.cli.conftest import Lrx
from tests.written_example import put_into

Editor = Callable[..., Path]


def lines_of(home: Path, id: str = "annas-sheet") -> list[dict[str, object]]:
    lines: list[dict[str, object]] = json.loads((home / "routines" / f"{id}.json").read_text())["lines"]
    return lines


def new(lrx: Lrx, *lines: str, name: str = "Anna's sheet") -> None:
    result = lrx("routine", "new", name, *(word for line in lines for word in ("--line", line)))
    assert result.code == 0, result.err


# --- writing one ------------------------------------------------------------------------------------


def test_a_routine_is_written_from_flags_alone(lrx: Lrx, home: Path) -> None:
    new(lrx, "cat cow: 2x10, note: slowly", "figure four: hold 20, left only", "10")
    assert lines_of(home) == [
        {"exercise": "cat-cow", "reps": 10, "sets": 2, "note": "slowly"},
        {"exercise": "figure-four-stretch", "hold_s": 20, "only_side": "left"},
        {"exercise": "standing-back-extension"},
    ]
    assert lrx("check", str(home / "routines" / "annas-sheet.json")).code == 0


def test_it_names_a_schema_that_lies_beside_it_and_no_place_of_this_machine(lrx: Lrx, home: Path) -> None:
    new(lrx, "cat cow")
    path = home / "routines" / "annas-sheet.json"
    schema = json.loads((path.parent / json.loads(path.read_text())["$schema"]).read_text())
    assert {"lines", "ordered"} <= schema["properties"].keys()
    assert str(home) not in path.read_text()


def test_a_note_is_read_before_the_session_once_even_where_a_side_gets_more(lrx: Lrx, home: Path) -> None:
    new(lrx, "figure four: 2 sets on the left, 1 set on the right, note: as far as last week")
    assert lrx("preview", "--routine", "annas-sheet", "--json").json["notes"] == [
        "Figure four stretch: as far as last week"
    ]


def test_more_on_the_sore_side_is_that_side_again(lrx: Lrx, home: Path) -> None:
    new(lrx, "figure four: 2 times, 2 sets on the left, 1 set on the right")
    assert lines_of(home) == [
        {"exercise": "figure-four-stretch", "reps": 2, "sets": 1},
        {"exercise": "figure-four-stretch", "reps": 2, "sets": 1, "only_side": "left"},
    ]
    segments = lrx("preview", "--routine", "annas-sheet", "--json").json["segments"]
    moves = [s["side"] for s in segments if s["kind"] == "move"]
    assert (moves.count("left"), moves.count("right")) == (4, 2)


def test_what_was_read_is_read_back_before_it_is_written(lrx: Lrx) -> None:
    lines = ["cat cow: 3x12, 2x/day", "nerve glide: 2 sets left only"]
    result = lrx("routine", "new", "mine", *(word for line in lines for word in ("--line", line)))
    read, cat_cow, glide, written, *_ = result.out.splitlines()
    assert (read, "is written" in written) == ("Read as:", True)
    assert cat_cow == (
        "  Cat cow: 3 sets, each 12 times, hold 3 s each way (hold as at the standard level). Twice a day. "
        "As prescribed; lrx itself goes up to 2 sets."
    )
    assert "Lower body nerve glide: 2 sets, each 8 times on the left" in glide


@pytest.mark.parametrize("dose", ["2 sets left only", "2 sets on the left leg only", "2 sets, left only"])
def test_the_other_leg_is_never_played_where_the_sheet_says_only(lrx: Lrx, dose: str) -> None:
    new(lrx, f"nerve glide: {dose}")
    segments = lrx("preview", "--routine", "annas-sheet", "--teach", "off", "--json").json["segments"]
    assert {s["side"] for s in segments if s["kind"] == "move"} == {"left"}
    assert {s["set"] for s in segments if s["kind"] == "move"} == {1, 2}


def test_how_often_is_kept_with_the_line_and_shown(lrx: Lrx, home: Path) -> None:
    new(lrx, "cat cow: 3x10, 3x/week")
    assert lines_of(home)[0]["often"] == "3 times a week"
    assert "3 times a week." in lrx("routine", "show", "annas-sheet").out


@pytest.mark.parametrize(
    ("often", "flags"),
    [
        ("2x/day", "--at 08:00,20:00"),
        ("Mon, Wed and Fri", "--at 08:00 --days mon,wed,fri"),
        ("3 x/week", "--at 08:00 --days mon,wed,fri"),
        ("2x/day, 5 days/week", "--at 08:00,20:00 --days mon-fri"),
        ("daily x 6 weeks", "--at 08:00"),
        ("morning and night", "--at 08:00,20:00"),
    ],
)
def test_how_often_is_offered_as_a_reminder(lrx: Lrx, home: Path, often: str, flags: str) -> None:
    written = lrx("routine", "new", "mine", "--line", f"cat cow: 2x10, {often}")
    assert f"lrx remind {flags} --routine mine" in written.out


def test_the_order_of_the_sheet_is_kept_unless_somebody_says_otherwise(lrx: Lrx, home: Path) -> None:
    new(lrx, "standing back", "cat cow")
    assert (
        lrx("preview", "--routine", "annas-sheet", "--json").json["exercises"][0] == "standing-back-extension"
    )
    result = lrx("routine", "new", "loose", "--any-order", "--line", "standing back", "--line", "cat cow")
    assert result.code == 0
    assert lrx("preview", "--routine", "loose", "--json").json["exercises"][0] == "cat-cow"


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("squat: 10 times", USAGE, 'lrx exercise new "..." adds one that lrx does not know'),
        ("cat cow: often", USAGE, 'found "often", allowed: '),
        ("cat cow: left only", USAGE, "Cat cow has no side of its own to choose."),
        ("cat cow: 10 each side", USAGE, "Cat cow has no sides"),
        ("cat cow: hold 900", USAGE, "a hold of 1 to 120 s"),
        ("cat cow: variant upside-down", USAGE, '"upside-down" is not a variant of cat-cow'),
        ("figure four: 2 sets on the left", USAGE, 'Type "2 sets, left only" or "2 sets on the left, 1 set'),
    ],
)
def test_a_line_that_means_nothing_is_told_and_nothing_is_written(
    lrx: Lrx, home: Path, line: str, code: int, told: str
) -> None:
    result = lrx("routine", "new", "mine", "--line", line)
    assert (result.code, told in result.err) == (code, True), result.err
    assert not (home / "routines").exists()


@pytest.mark.parametrize("name", ["full", "Morning", "!!!", ""])
def test_a_name_that_is_taken_or_none_is_refused(lrx: Lrx, home: Path, name: str) -> None:
    assert lrx("routine", "new", name, "--line", "cat cow").code == USAGE
    assert not home.exists()


def test_a_routine_is_not_written_twice(lrx: Lrx, home: Path) -> None:
    new(lrx, "cat cow")
    result = lrx("routine", "new", "ANNAS Sheet", "--line", "seal")
    assert result.code == USAGE
    assert "You already have a routine annas-sheet." in result.err
    assert "lrx routine edit annas-sheet changes it." in result.err


def test_a_name_never_leaves_the_folder(lrx: Lrx, home: Path) -> None:
    new(lrx, "cat cow", name="../../etc/pass wd")
    assert [path.name for path in (home / "routines").iterdir()] == ["etc-pass-wd.json"]
    for verb in ("edit", "remove"):
        assert lrx("routine", verb, "../routines/etc-pass-wd").code == USAGE


def test_nobody_is_asked_where_nobody_is(lrx: Lrx, home: Path) -> None:
    result = lrx("routine", "new")
    assert result.code == USAGE
    assert "There is no one here to ask, and no --line." in result.err


# --- listing and showing ----------------------------------------------------------------------------


def test_a_broken_routine_is_listed_as_that_and_the_others_as_usual(lrx: Lrx, home: Path) -> None:
    new(lrx, "cat cow")
    (home / "routines" / "bad.json").write_text('{"format": 1, "lines": "\\u001b[2J"}')
    result = lrx("routine", "list")
    assert result.code == 0
    assert any("annas-sheet" in row and "own" in row and "1 line" in row for row in result.out.splitlines())
    assert "lrx check" in result.out
    assert "\x1b[2J" not in result.out
    rows = {row["id"]: row for row in lrx("routine", "list", "--json").json["routines"]}
    assert rows["bad"]["trouble"]
    assert rows["annas-sheet"] == {
        "id": "annas-sheet",
        "own": True,
        "name": "Anna's sheet",
        "about": "Put in by hand.",
        "exercises": ["cat-cow"],
        "trouble": None,
    }


def test_a_routine_is_shown_with_doses_and_notes(lrx: Lrx, home: Path) -> None:
    put_into(home)
    shown = lrx("routine", "show", "back-and-bridge").out
    row = next(row for row in shown.splitlines() if "Bridge" in row)
    assert "On your back: 2 sets, each 10 times, hold 5 s." in row
    assert "twice on the left, hold 20 s." in shown
    assert "Slowly." in shown
    document = lrx("routine", "show", "back-and-bridge", "--json").json
    assert document["routine"]["lines"][2]["only_side"] == "left"


def test_a_line_that_a_level_leaves_out_says_why(lrx: Lrx) -> None:
    shown = " ".join(lrx("routine", "show", "full", "--level", "gentle").out.split())
    assert "Back rotation stretch it bends and twists, so it waits for the standard level." in shown


# --- removing ---------------------------------------------------------------------------------------


def test_a_routine_is_removed_only_when_somebody_says_so(lrx: Lrx, home: Path) -> None:
    new(lrx, "cat cow")
    assert lrx("routine", "remove", "annas-sheet").code == USAGE
    assert lines_of(home)
    assert lrx("routine", "remove", "annas-sheet", "--yes").code == 0


@pytest.mark.parametrize("verb", ["remove", "edit"])
def test_a_routine_that_is_not_there_is_an_error_that_names_those_that_are(lrx: Lrx, verb: str) -> None:
    result = lrx("routine", verb, "annas-sheet")
    assert (result.code, result.out) == (USAGE, "")
    assert 'There is no routine of yours called "annas-sheet".\nThere are none in ' in result.err
    new(lrx, "cat cow")
    assert lrx("routine", verb, "bertas-sheet").err == (
        'Error: There is no routine of yours called "bertas-sheet".\nYours: annas-sheet.\n'
    )


# --- the editor -------------------------------------------------------------------------------------


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """An editor whose person types each of the given texts in turn, then closes without a change.

    ``@`` in a text stands for what is there. What was seen each time is kept in files beside it."""

    def make(*texts: str) -> Path:
        folder = tmp_path / "editor"
        folder.mkdir()
        (folder / "texts.json").write_text(json.dumps(texts))
        program = folder / "edit me"
        program.write_text(
            f"#!{sys.executable}\n"
            "import json, pathlib, sys\n"
            "folder, file = pathlib.Path(__file__).parent, pathlib.Path(sys.argv[-1])\n"
            "seen = len(list(folder.glob('seen*')))\n"
            "(folder / f'seen{seen}').write_bytes(file.read_bytes())\n"
            "texts = json.loads((folder / 'texts.json').read_text())\n"
            "if seen < len(texts):\n"
            "    file.write_text(texts[seen].replace('@', file.read_text()))\n"
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", f"'{program}'")
        monkeypatch.setattr(tempfile, "tempdir", str(folder))
        return folder

    return make


def document(home: Path) -> str:
    return (home / "routines" / "annas-sheet.json").read_text()


def seen(folder: Path) -> list[str]:
    return [path.read_text() for path in sorted(folder.glob("seen*"))]


def test_what_is_right_is_saved(lrx: Lrx, home: Path, editor: Editor) -> None:
    new(lrx, "cat cow: 5 times")
    folder = editor(document(home).replace('"reps": 5', '"reps": 6'))
    result = lrx("routine", "edit", "annas-sheet")
    assert (result.code, result.out) == (0, f"{home}/routines/annas-sheet.json is saved.\n")
    assert lines_of(home) == [{"exercise": "cat-cow", "reps": 6, "sets": 1}]
    assert len(seen(folder)) == 1


def test_what_is_wrong_stands_on_top_when_the_editor_opens_again(
    lrx: Lrx, home: Path, editor: Editor
) -> None:
    new(lrx, "cat cow: 5 times")
    before = document(home)
    folder = editor(before.replace('"reps": 5', '"reps": 500'), before.replace('"reps": 5', '"reps": 7'))
    assert lrx("routine", "edit", "annas-sheet").code == 0
    assert lines_of(home) == [{"exercise": "cat-cow", "reps": 7, "sets": 1}]
    again = seen(folder)[1]
    assert again.startswith("// lines[0].reps: found 500; allowed: at most 50\n// To give up")
    assert again.endswith(before.replace('"reps": 5', '"reps": 500'))


def test_the_line_of_a_slip_is_the_one_that_the_editor_shows(lrx: Lrx, home: Path, editor: Editor) -> None:
    new(lrx, "cat cow")
    before = document(home)
    folder = editor(before.replace('"format": 1,', '"format": 1'), before)
    assert lrx("routine", "edit", "annas-sheet").code == 0
    first, *rest = seen(folder)[1].splitlines()
    number = int(first.partition("line ")[2].partition(",")[0])
    assert rest[number - 2].strip().startswith('"id"')


def test_mistakes_may_be_left_on_top_when_saving(lrx: Lrx, home: Path, editor: Editor) -> None:
    new(lrx, "cat cow: 5 times")
    before = document(home)
    editor(
        before.replace("cat-cow", "squat"), "// what the first time was wrong\n" + before.replace("5", "8")
    )
    assert lrx("routine", "edit", "annas-sheet").code == 0
    assert lines_of(home) == [{"exercise": "cat-cow", "reps": 8, "sets": 1}]


def test_closing_without_a_change_gives_up_and_keeps_both(lrx: Lrx, home: Path, editor: Editor) -> None:
    new(lrx, "cat cow")
    before = document(home)
    folder = editor(before.replace("cat-cow", "squat"))
    result = lrx("routine", "edit", "annas-sheet")
    assert result.code == INVALID_FILE
    assert 'there is no exercise "squat"' in result.err
    assert document(home) == before
    (draft,) = folder.glob("lrx-*.json")
    assert str(draft) in result.err
    assert "squat" in draft.read_text()
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600


def test_no_change_is_no_change(lrx: Lrx, home: Path, editor: Editor) -> None:
    new(lrx, "cat cow")
    before = os.stat(home / "routines" / "annas-sheet.json")
    folder = editor()
    assert lrx("routine", "edit", "annas-sheet").out.endswith("is as it was.\n")
    after = os.stat(home / "routines" / "annas-sheet.json")
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)
    assert not list(folder.glob("lrx-*"))


def test_a_routine_keeps_the_name_of_its_file(lrx: Lrx, home: Path, editor: Editor) -> None:
    new(lrx, "cat cow")
    before = document(home)
    folder = editor(before.replace('"annas-sheet"', '"berts-sheet"'), before)
    assert lrx("routine", "edit", "annas-sheet").code == 0
    assert 'id: found "berts-sheet"; allowed: annas-sheet' in seen(folder)[1]


def test_a_link_stays_one(lrx: Lrx, home: Path, editor: Editor, tmp_path: Path) -> None:
    new(lrx, "cat cow: 5 times")
    path = home / "routines" / "annas-sheet.json"
    path.rename(tmp_path / "elsewhere.json")
    path.symlink_to(tmp_path / "elsewhere.json")
    editor(document(home).replace("5", "9"))
    assert lrx("routine", "edit", "annas-sheet").code == 0
    assert path.is_symlink()
    assert lines_of(home) == [{"exercise": "cat-cow", "reps": 9, "sets": 1}]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("false", "ended with 1"),
        ("/no/such/editor", "cannot be started"),
        ('vi "', 'EDITOR is "vi ""; a quotation mark in it is not closed.'),
        ('""', "cannot be started"),
        ("rm", "The editor left no file; nothing was changed."),
    ],
)
def test_an_editor_that_fails_changes_nothing(
    lrx: Lrx, home: Path, monkeypatch: pytest.MonkeyPatch, command: str, told: str
) -> None:
    new(lrx, "cat cow")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", command)
    result = lrx("routine", "edit", "annas-sheet")
    assert (result.code, told in result.err) == (FAILED, True)
    assert lines_of(home)


def test_an_exercise_is_edited_and_checked_in_the_same_way(lrx: Lrx, home: Path, editor: Editor) -> None:
    put_into(home)
    path = home / "exercises" / "bridge.json"
    before = path.read_text()
    folder = editor(before.replace('"hips up"', '"lift"'), before.replace('"hips up"', '"and lift"'))
    assert lrx("exercise", "edit", "bridge").code == 0
    assert "cue (bridge): must have two to four words, found 1" in seen(folder)[1]
    assert '"and lift"' in path.read_text()


# --- a sheet as a file -----------------------------------------------------------------------------------

SHEET = """\ufeffAnna's back
Twice a day
1. Cat cow: 3x12
2. Figure four stretch 3 x 30 sec each side
- Nerve glide: 2 sets left only
"""


def test_a_sheet_becomes_a_routine_in_one_command(lrx: Lrx, home: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(SHEET, encoding="utf-8")
    result = lrx("routine", "import", str(sheet))
    assert result.code == 0, result.err
    assert "Figure four stretch: 3 times each side, hold 30 s. Twice a day." in result.out
    assert "lrx remind --at 08:00,20:00 --routine annas-back -o annas-back.ics" in result.out
    assert lines_of(home, "annas-back") == [
        {"exercise": "cat-cow", "reps": 12, "sets": 3, "often": "twice a day"},
        {"exercise": "figure-four-stretch", "hold_s": 30, "reps": 3, "sets": 1, "often": "twice a day"},
        {"exercise": "lower-body-nerve-glide", "sets": 2, "only_side": "left", "often": "twice a day"},
    ]
    assert lrx("session", "--routine", "annas-back", "--speed", "1000", "--skip-check").code == 0


def test_a_sheet_that_is_not_understood_is_told_line_by_line_and_nothing_is_written(
    lrx: Lrx, home: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.txt"
    more = "Clamshell: 3x10\nseal stretch: 10x2\nStop if it hurts 2\nFigure 3 x 30 s\n"
    sheet.write_text(SHEET + more, encoding="utf-8")
    result = lrx("routine", "import", str(sheet))
    assert result.code == INVALID_FILE
    assert "Understood:\n  Cat cow: 3 sets, each 12 times" in result.err
    assert 'line 6: There is no exercise "Clamshell". lrx exercise new "Clamshell" puts it in.' in result.err
    assert "line 7: “seal stretch: 10x2”" in result.err
    assert 'Type "10 sets of 2" or "2 sets of 10"' in result.err
    assert "line 8: “Stop if it hurts 2” is not an exercise with a dose." in result.err
    assert "line 9: “Figure” may mean Figure four stretch; write its whole name" in result.err
    assert not home.exists()


def test_a_byte_that_is_no_letter_is_refused_where_it_stands(lrx: Lrx, home: Path) -> None:
    result = lrx("routine", "new", "mine", "--line", "cat cow: 2x10, note: x\udc9b31m")
    assert (result.code, "lines[0].note: the text contains U+DC9B" in result.err) == (INVALID_FILE, True)
    assert not (home / "routines").exists()


@pytest.mark.parametrize("name", ["Мой лист", "日本語", "Łódź 1", "Brücke", "Mon/Wed/Fri"])
def test_a_routine_in_any_script_is_found_by_what_it_is_called(lrx: Lrx, name: str) -> None:
    new(lrx, "cat cow: 2x10", name=name)
    assert name in lrx("routine", "show", name).out
    assert lrx("preview", "--routine", name).code == 0
    assert lrx("routine", "remove", name, "--yes").code == 0


def test_a_single_letter_is_no_exercise(lrx: Lrx) -> None:
    assert lrx("routine", "new", "mine", "--line", "n: 5 times").code == USAGE
    assert lrx("show", "n").code == USAGE


def test_a_line_needs_no_colon_where_the_exercise_has_its_full_name(lrx: Lrx, home: Path) -> None:
    new(lrx, "figure four stretch 2 x 20 s, left only")
    assert lines_of(home) == [
        {"exercise": "figure-four-stretch", "hold_s": 20, "reps": 2, "sets": 1, "only_side": "left"}
    ]


def test_a_sheet_that_is_to_be_played_is_told_what_takes_it(lrx: Lrx, tmp_path: Path) -> None:
    path = tmp_path / "my sheet.csv"
    path.write_text("Exercise,Sets\ncat cow,2\n")
    result = lrx("session", "--routine", str(path))
    assert result.code == INVALID_FILE
    assert f"To make a routine from a therapist's sheet: lrx routine import '{path}'" in result.err


# --- names that would have the same id ----------------------------------------------------------------


def test_two_names_with_the_same_letters_are_numbered_and_each_is_found(lrx: Lrx, home: Path) -> None:
    for name, line in (
        ("Übung", "cat cow: 3 times"),
        ("Ubúng", "figure four: hold 20"),
        ("ubüng", "seal: 1x"),
    ):
        assert lrx("routine", "new", name, "--line", line).code == 0
    files = sorted(path.name for path in (home / "routines").iterdir())
    assert files == ["ubung-2.json", "ubung-3.json", "ubung.json"]
    for name, exercise in (
        ("Übung", "cat-cow"),
        ("u\u0308bung", "cat-cow"),  # as some systems type it
        ("Ubúng", "figure-four-stretch"),
        ("ubung-2", "figure-four-stretch"),
        ("UBÜNG", "seal-stretch"),
    ):
        shown = lrx("routine", "show", name, "--json").json["routine"]
        assert [each["exercise"] for each in shown["lines"]] == [exercise], name
    assert lrx("routine", "remove", "UBÜNG", "--yes").code == 0
    assert not (home / "routines" / "ubung-3.json").exists()


def test_a_name_like_that_of_a_built_in_routine_is_numbered(lrx: Lrx, home: Path) -> None:
    assert lrx("routine", "new", "Désk", "--line", "cat cow: 3 times").code == 0
    assert (home / "routines" / "desk-2.json").exists()
    assert lrx("routine", "show", "Désk", "--json").json["routine"]["id"] == "desk-2"
    assert lrx("routine", "show", "desk", "--json").json["routine"]["id"] == "desk"


def test_a_name_that_is_too_long_is_not_cut_but_refused(lrx: Lrx, home: Path) -> None:
    refused = lrx("routine", "new", "x" * 61, "--line", "cat cow")
    assert (refused.code, home.exists()) == (2, False)
    assert "The name is too long: it has 61 characters, and 60 are allowed." in refused.err
