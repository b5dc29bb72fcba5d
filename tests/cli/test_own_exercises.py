"""Exercises of one's own, in every command."""

from __future__ import annotations

import copy
import json
import os
import shlex
from pathlib import Path
from typing import Any

import pytest

from lrx_cli.errors import INVALID_FILE, USAGE
from tests.cli.conftest import Lrx
from tests.written_example import DOCS, examples, put_into

THERAPISTS = DOCS.parent / "therapist.md"

BRIDGE: dict[str, Any] = json.loads(examples()["exercises/bridge.json"])
SHEET = (
    ["exercise", "new", "Clam", "--position", "side-lying", "--sides", "each", "--dose"],
    [
        "--setup",
        "Lie on your right side, knees bent.",
        "--move",
        "Lift your left knee.",
        "--back",
        "Lower it.",
    ],
)


@pytest.fixture
def written(home: Path) -> Path:
    put_into(home)
    return home


def own(home: Path, **changes: Any) -> Path:
    """The bridge with something else in it."""
    document = copy.deepcopy(BRIDGE)
    document["exercises"][0] |= changes
    path = home / "exercises" / "bridge.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_nothing_is_wrong_with_the_example_of_the_docs(lrx: Lrx, written: Path) -> None:
    for place in examples():
        result = lrx("check", str(written / place))
        assert (result.code, result.out) == (0, result.out), result.out
        assert "No problems in" in " ".join(result.out.split()), result.out


def test_the_example_is_listed_shown_and_laid_out_like_any_other(lrx: Lrx, written: Path) -> None:
    assert "Bridge" in lrx("list").out
    assert "hips until trunk and thighs" in " ".join(lrx("show", "hip lift").out.split())
    routine = lrx("preview", "--routine", "back-and-bridge", "--json").json
    assert routine["exercises"] == ["cat-cow", "bridge", "figure-four-stretch"]
    bridge = [s for s in routine["segments"] if s["exercise"] == "bridge" and s["kind"] == "hold"]
    assert [s["duration_ms"] for s in bridge] == [5_000] * 20
    four = {s["side"] for s in routine["segments"] if s["exercise"] == "figure-four-stretch"}
    assert four <= {"left", None}


def test_the_example_is_played(lrx: Lrx, written: Path) -> None:
    result = lrx("session", "--routine", "back-and-bridge", "--speed", "1000", "--json", "--skip-check")
    assert result.code == 0
    events = [json.loads(line) for line in result.out.splitlines()]
    assert events[-1]["event"] == "session_ended"
    assert events[-1]["outcome"] == "done"
    assert any(event.get("say") == "Press your feet down and lift your hips." for event in events)


def test_the_example_is_printed_with_its_drawing(lrx: Lrx, written: Path) -> None:
    page = lrx("handout", "--routine", "back-and-bridge").out
    assert page.count("<svg") == 9
    assert "lifts the hips until trunk and thighs are in one line" in page
    assert "Slowly." in page


def test_an_id_of_the_catalog_is_replaced_only_by_whoever_says_so(lrx: Lrx, home: Path) -> None:
    path = own(home, id="seal-stretch", number=1)
    told = lrx("list")
    assert "Seal stretch" in told.out
    assert f"lrx check {path}" in " ".join(told.err.split())
    problems = lrx("check", str(path), "--json").json["problems"]
    assert problems[0].startswith('exercises[0].id (seal-stretch): "seal-stretch" is an exercise already')
    own(home, id="seal-stretch", number=1, overrides=True)
    replaced = lrx("list", "--json").json["exercises"]
    assert [e["name"] for e in replaced if e["id"] == "seal-stretch"] == ["Bridge"]
    assert len(replaced) == 10


def test_what_replaces_nothing_is_told(lrx: Lrx, home: Path) -> None:
    path = own(home, overrides=True)
    problems = lrx("check", str(path), "--json").json["problems"]
    assert problems == ['exercises[0].overrides (bridge): there is no other exercise "bridge" to replace']


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"number": 4}, 'number (bridge): "4" is the number of figure-four-stretch already'),
        ({"aliases": ["cat cow"]}, 'aliases[0] (bridge): "cat cow" is the name of cat-cow already'),
        ({"sources": ["XY"]}, 'sources (bridge): there is no source "XY"'),
        ({"requires_ok": ["squat"]}, 'requires_ok[0] (bridge): "squat" is not another exercise'),
        ({"leave_pose": "flying"}, 'the pose "flying" is not in its drawing'),
    ],
)
def test_it_is_held_against_the_other_exercises(
    lrx: Lrx, written: Path, changes: dict[str, Any], told: str
) -> None:
    path = own(written, **changes)
    result = lrx("check", str(path), "--json")
    assert result.code == INVALID_FILE
    assert any(told in problem for problem in result.json["problems"]), result.json


def test_sources_of_the_catalog_may_be_named_and_not_redefined(lrx: Lrx, home: Path) -> None:
    path = own(home, sources=["N1"])
    assert lrx("check", str(path)).code == 0
    document = json.loads(path.read_text())
    document["sources"]["N1"] = document["sources"]["PT"]
    path.write_text(json.dumps(document))
    assert lrx("check", str(path), "--json").json["problems"] == [
        "sources.N1: is another source already; choose another code"
    ]


@pytest.mark.parametrize(
    "line", [["list"], ["show", "seal"], ["preview", "seal"], ["session", "seal", "--speed", "1000"]]
)
def test_a_broken_file_costs_one_line_and_nothing_else(lrx: Lrx, home: Path, line: list[str]) -> None:
    path = home / "exercises" / "broken.json"
    path.parent.mkdir(parents=True)
    path.write_text('{"format": 1, "exercises": [{"id": "\\u001b[31m"}], "exercises": 3}')
    result = lrx(*line)
    assert result.code == 0
    assert "Seal stretch" in result.out
    assert result.err.splitlines()[0].endswith(f"lrx check {path} says more.")
    assert "\x1b" not in result.err + result.out


def test_a_folder_that_is_no_folder_and_files_that_are_no_files_are_told(lrx: Lrx, home: Path) -> None:
    folder = home / "exercises"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "pipe.json")
    (folder / "folder.json").mkdir()
    (folder / "gone.json").symlink_to(folder / "nothing")
    (folder / "large.json").write_text(" " * 2_000_000)
    (folder / ".swp.json").write_text("an editor's")
    result = lrx("list")
    assert result.code == 0
    assert len(result.err.splitlines()) == 4


def test_of_too_many_files_the_first_are_read(lrx: Lrx, home: Path) -> None:
    folder = home / "exercises"
    folder.mkdir(parents=True)
    for number in range(53):
        (folder / f"{number:03}.json").write_text("")
    told = lrx("list").err.splitlines()
    assert len(told) == 51
    assert told[-1].endswith("has 53 files; only the first 50 are read.")


# --- put in from a sheet ----------------------------------------------------------------------------


def test_a_line_of_a_sheet_becomes_an_exercise_that_is_right_and_can_be_played(lrx: Lrx, home: Path) -> None:
    result = lrx(*SHEET[0], "2x10, hold 3, left only", *SHEET[1])
    assert result.code == 0, result.err
    assert lrx("check", str(home / "exercises" / "clam.json")).code == 0
    shown = lrx("show", "clam", "--json").json["exercise"]
    assert shown["number"] == 11
    assert shown["doses"]["standard"]["reps"] == 10
    assert shown["doses"]["gentle"]["reps"] == 5
    played = lrx("session", "clam", "--speed", "1000", "--json", "--skip-check").out
    said = [json.loads(line).get("say") for line in played.splitlines()]
    assert "Lift your left knee." in said
    assert "Lift your right knee." in said  # turned around for the other side
    assert json.loads(played.splitlines()[-1])["outcome"] == "done"


@pytest.mark.parametrize(
    "dose", ["hold 1", "hold 4", "hold 12", "15 times", "tempo 3", "2 sets of 8, hold 30, rest 60"]
)
@pytest.mark.parametrize("sides", ["none", "each", "alternating"])
def test_any_dose_and_any_sides_make_a_file_that_is_right(
    lrx: Lrx, home: Path, dose: str, sides: str
) -> None:
    texts = ["--setup", "Stand tall.", "--move", "Rise onto your toes.", "--back", "Come down."]
    result = lrx(
        "exercise", "new", "Toe raise", "--position", "standing", "--sides", sides, "--dose", dose, *texts
    )
    assert result.code == 0, result.err
    assert lrx("check", str(home / "exercises" / "toe-raise.json")).code == 0


def test_left_on_the_sheet_is_the_side_that_works(lrx: Lrx, home: Path) -> None:
    assert lrx(*SHEET[0], "2x10, hold 3, left only", *SHEET[1]).code == 0
    said: dict[str, str] = {"left": "", "right": ""}
    for segment in lrx("preview", "clam", "--json").json["segments"]:
        if segment["kind"] == "move":
            said[segment["side"]] += " ".join(cue["say"] or "" for cue in segment["cues"])
    assert "Lift your left knee." in said["left"]
    assert "Lift your right knee." in said["right"]
    assert "right" not in said["left"]


def test_a_sentence_too_long_to_say_is_named_in_the_words_of_the_question(lrx: Lrx, home: Path) -> None:
    long = "Lift your knee " + "and lift it " * 6 + "once more."
    result = lrx(*SHEET[0], "10 times", "--setup", "Lie down.", "--move", long, "--back", "Lower it.")
    assert result.code == INVALID_FILE
    assert "move: has a sentence of 23 words; at most 16" in result.err
    assert not (home / "exercises").exists()


def test_what_is_missing_is_named_where_nobody_can_be_asked(lrx: Lrx, home: Path) -> None:
    result = lrx("exercise", "new", "Bridge", "--dose", "10 times", "--setup", "")
    assert result.code == USAGE
    assert "also needs --position, --setup, --move, --back." in result.err


def test_a_name_is_not_a_path(lrx: Lrx, home: Path) -> None:
    assert lrx("exercise", "remove", "../routines/mine", "--yes").code == USAGE
    assert "There is no exercise of yours called" in lrx("exercise", "remove", "bridge", "--yes").err
    result = lrx(*[word.replace("Clam", "../../Clam") for word in SHEET[0]], "10 times", *SHEET[1])
    assert result.code == 0, result.err
    assert [path.name for path in (home / "exercises").iterdir()] == ["clam.json"]


def test_an_exercise_is_removed_only_when_somebody_says_so(lrx: Lrx, written: Path) -> None:
    assert lrx("exercise", "remove", "bridge").code == USAGE
    assert "Bridge" in lrx("list").out
    assert lrx("exercise", "remove", "bridge", "--yes").code == 0
    assert "Bridge" not in lrx("list").out


def test_an_exercise_is_not_put_in_twice(lrx: Lrx, written: Path) -> None:
    result = lrx("exercise", "new", "Bridge", "--position", "supine", "--dose", "", "--setup", "Lie.")
    assert result.code == USAGE
    assert "You already have an exercise bridge." in result.err


def test_two_exercises_with_the_same_letters_are_numbered_and_each_is_found(lrx: Lrx, home: Path) -> None:
    words = [*SHEET[0], "10 times", *SHEET[1]]
    for name in ("Brücke", "Brúcke", "Cat-Cöw"):
        result = lrx(*[word.replace("Clam", name) for word in words])
        assert result.code == 0, result.err
    assert sorted(path.name for path in (home / "exercises").iterdir()) == [
        "brucke-2.json", "brucke.json", "cat-cow-2.json",
    ]  # fmt: skip
    assert lrx("show", "Brücke", "--json").json["exercise"]["id"] == "brucke"
    assert lrx("show", "Brúcke", "--json").json["exercise"]["id"] == "brucke-2"
    assert lrx("show", "cat cöw", "--json").json["exercise"]["id"] == "cat-cow-2"
    assert lrx("exercise", "remove", "Brúcke", "--yes").code == 0
    assert not (home / "exercises" / "brucke-2.json").exists()


# --- the docs, and a report -------------------------------------------------------------------------


def test_the_commands_of_the_docs_put_a_sheet_in(
    lrx: Lrx, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of the page for therapists; ``.ci/run`` types those of every page into a shell."""
    monkeypatch.chdir(tmp_path)
    blocks = THERAPISTS.read_text(encoding="utf-8").split("```console\n")[1:]
    for line in "".join(block.split("```")[0] for block in blocks).splitlines():
        dollar, program, *words = shlex.split(line)
        assert dollar == "$"
        if program == "printf":
            (tmp_path / words[-1]).write_text(words[0].replace("\\n", "\n"))
            continue
        speed = ["--speed", "1000"] if words[0] == "session" else []
        result = lrx(*words, *speed)
        assert (program, result.code) == ("lrx", 0), result.err
    assert "BEGIN:VCALENDAR" in (tmp_path / "sheet.ics").read_text(encoding="utf-8")
    assert "Lift your working knee" in lrx("handout", "--routine", "hip-sheet").out


def test_the_doctor_tells_of_ones_own_files_and_of_nobody(
    lrx: Lrx, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_into(home)
    monkeypatch.setenv("HOME", str(home.parent))
    monkeypatch.setenv("LRX_PLAYER", "/home/secret/player")
    own(home, hold_cap_s="ten")
    findings = {each["what"]: each for each in lrx("doctor", "--json").json["findings"]}
    # The routine names the bridge, so it is wrong as well.
    assert findings["your own"]["works"] is False
    assert findings["your own"]["found"].startswith(
        "1 file of exercises, 1 routine. ~/home/exercises/bridge.json"
    )
    assert "pydantic 2." in findings["built on"]["found"]
    assert "LRX_HOME, LRX_PLAYER" in findings["variables"]["found"]
    assert "secret" not in findings["variables"]["found"]
    assert str(home.parent) not in json.dumps(list(findings.values()))
