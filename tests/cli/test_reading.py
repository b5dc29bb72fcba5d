"""The commands that only read: list, show, preview, check, about, config."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lrx_cli.core.settings import Settings
from tests.cli.conftest import ROOT, Lrx
from tests.sampling import one_in

IDS = [
    "seal-stretch",
    "cat-cow",
    "lower-body-nerve-glide",
    "figure-four-stretch",
    "seated-pelvic-tilt",
    "lower-trunk-rotation",
    "open-book-rotation",
    "seated-knee-extension",
    "back-rotation-stretch",
    "standing-back-extension",
]


# --- list ---------------------------------------------------------------------------------------


def test_the_list_names_all_ten_from_hands_and_knees_to_standing(lrx: Lrx) -> None:
    result = lrx("list")
    assert result.code == 0
    assert all(id in result.out for id in IDS)
    assert result.out.index("On hands and knees") < result.out.index("On your back")
    assert result.out.index("On a chair") < result.out.index("Standing  ")
    rows = [re.split(r"  +", line) for line in result.out.splitlines()]
    place = {id: next(row for row in rows if id in row) for id in IDS}
    assert "On hands and knees" in place["cat-cow"]
    assert "On your side" in place["open-book-rotation"]
    assert "Standing" in place["standing-back-extension"]
    assert len(rows) == 10, "one exercise a line"


def test_the_list_shows_the_doses_of_the_level(lrx: Lrx) -> None:
    assert "5 times each side, no hold" in lrx("list", "--level", "gentle").out
    assert "2 sets, each 8 times, hold 5 s" in lrx("list", "--level", "stronger").out


def test_the_list_can_be_narrowed_to_positions(lrx: Lrx) -> None:
    found = lrx("list", "--position", "seated", "--position", "standing", "--json").json["exercises"]
    assert [exercise["number"] for exercise in found] == [5, 8, 10]
    found = lrx("list", "--position", "floor", "--json").json["exercises"]
    assert [exercise["number"] for exercise in found] == [1, 2, 3, 4, 6, 7, 9]


def test_the_list_for_programs_has_the_promised_keys(lrx: Lrx) -> None:
    document = lrx("list", "--json").json
    assert document["format"] == 1
    assert [exercise["id"] for exercise in document["exercises"]] == IDS
    for exercise in document["exercises"]:
        assert {"id", "number", "name", "positions", "sides", "equipment"} <= exercise.keys()


# --- show ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("level", ["gentle", "standard", "stronger"])
def test_every_exercise_has_a_page_with_its_parts(lrx: Lrx, id: str, level: str) -> None:
    page = lrx("show", id, "--level", level)
    assert page.code == 0
    for part in ("What moves", "Benefits", "Its name", "Steps", "Dose", "Where the numbers come from"):
        assert part in page.out
    for part in ("Take care", "To make it easier", "To make it harder", "What we added", "Sources"):
        assert part in page.out
    assert "\n1 " in page.out
    assert "{s}" not in page.out
    assert "design" not in page.out


@pytest.mark.parametrize("words", ["figure-four", "Figure Four", "4", "figure 4", "figure-four-stretch"])
def test_an_exercise_is_found_by_whatever_it_is_called(lrx: Lrx, words: str) -> None:
    assert lrx("show", words).out.startswith("Figure four stretch  number 4")


def test_an_unknown_exercise_names_the_nearest(lrx: Lrx) -> None:
    result = lrx("show", "figur-fore")
    assert (result.code, result.out) == (2, "")
    assert 'There is no exercise "figur-fore". Did you mean figure-four-stretch?' in result.err
    assert "lrx list" in result.err


def test_the_steps_are_those_of_the_level_and_the_form(lrx: Lrx) -> None:
    assert "forearms" in lrx("show", "1", "--level", "gentle").out.split("Dose")[0]
    assert "forearms" not in lrx("show", "1", "--level", "standard").out.split("Dose")[0]
    assert lrx("show", "10", "--variant", "seated").out.splitlines()[1].startswith("On a chair  you need: ")


@pytest.mark.usefixtures("home")
def test_the_level_is_the_one_that_a_session_would_play(lrx: Lrx) -> None:
    assert lrx("list", "--json").json["level"] == "gentle", "nothing is recorded"
    assert "Steps, gentle level" in lrx("show", "cat-cow").out
    assert lrx("config", "set", "level", "stronger").code == 0
    assert lrx("list", "--json").json["level"] == "stronger"


def test_no_hold_is_told_where_there_is_none(lrx: Lrx) -> None:
    steps = lrx("show", "3", "--level", "gentle").out.split("Steps")[1].split("Dose")[0]
    assert " s)" not in steps
    assert "(2 s)" in lrx("show", "3", "--level", "standard").out.split("Steps")[1].split("Dose")[0]


def test_an_unknown_form_names_those_there_are(lrx: Lrx) -> None:
    result = lrx("show", "10", "--variant", "siting")
    assert result.code == 2
    assert "allowed for Standing back extension: standing, counter or seated" in result.err


def test_the_page_for_programs_has_all_of_it(lrx: Lrx) -> None:
    document = lrx("show", "figure-four", "--json").json
    exercise = document["exercise"]
    raw = json.loads((ROOT / "data" / "exercises.json").read_text())["exercises"][3]
    assert document["format"] == 1
    assert raw.keys() - {"equipment"} <= exercise.keys()
    assert [step["text"] for step in exercise["steps"]] == [step["text"] for step in raw["steps"]]
    for level, dose in raw["doses"].items():
        assert dose.items() <= exercise["doses"][level].items()
    named = {code for dose in raw["doses"].values() for codes in dose["why"].values() for code in codes}
    assert named - {"design"} <= document["sources"].keys()


# --- preview ------------------------------------------------------------------------------------


def test_a_preview_tells_when_each_exercise_begins(lrx: Lrx) -> None:
    assert lrx("preview").out.splitlines()[0].endswith(" minutes  9 exercises  gentle level")
    lines = lrx("preview", "--level", "standard").out.splitlines()
    assert lines[0].endswith(" minutes  10 exercises  standard level")
    assert lines[2].split()[:1] == ["0:00"]
    assert "  Cat cow  " in lines[2]
    assert lines[12].split()[1:] == ["The", "end"]


def test_a_preview_says_what_is_left_out_and_why(lrx: Lrx) -> None:
    out = lrx("preview", "--level", "gentle", "--skip", "cat-cow").out
    assert "Left out: Back rotation stretch. It bends and twists" in out
    assert "Left out: Cat cow. Skipped, as you asked" in out


def test_named_exercises_keep_their_order(lrx: Lrx) -> None:
    document = lrx("preview", "10", "cat-cow", "seal", "--json").json
    assert document["exercises"] == ["standing-back-extension", "cat-cow", "seal-stretch"]


def test_an_exercise_named_twice_is_played_once(lrx: Lrx) -> None:
    assert lrx("preview", "4", "figure-four", "--json").json["exercises"] == ["figure-four-stretch"]


def test_the_articles_order_is_one_word_away(lrx: Lrx) -> None:
    assert lrx("preview", "--order", "article", "--level", "standard", "--json").json["exercises"] == IDS


def test_a_capped_hold_says_so(lrx: Lrx) -> None:
    out = lrx("preview", "3", "--hold", "30", "--reps", "99", "--level", "standard").out
    assert "hold 3 s" in out
    assert "3 s is the longest hold here, not 30 s" in out


def test_where_nothing_fits_the_preview_says_so(lrx: Lrx) -> None:
    result = lrx("preview", "cat-cow", "--position", "standing")
    assert (result.code, result.out) == (2, "")
    why = "  - Left out: Cat cow. "
    assert result.err.startswith(f"Error: Nothing is left to play.\n{why}")


def test_the_preview_for_programs_lays_segments_end_to_end(lrx: Lrx) -> None:
    document = lrx("preview", "--level", "stronger", "--json").json
    now = 0
    for place, segment in enumerate(document["segments"]):
        assert segment["index"] == place
        assert segment["start_ms"] == now
        for cue in segment["cues"]:
            assert now <= cue["at_ms"] < now + segment["duration_ms"]
            assert cue["text"]
        now += segment["duration_ms"]
    assert document["duration_ms"] == now


def test_every_line_that_is_told_can_be_previewed(lrx: Lrx) -> None:
    out = " ".join(lrx("preview", "--all").out.split())
    for segment in lrx("preview", "--json").json["segments"]:
        for cue in segment["cues"]:
            assert cue["text"] in out


def test_a_preview_of_a_manual_session_knows_that_it_waits(lrx: Lrx) -> None:
    document = lrx("preview", "seal", "--manual", "--json").json
    assert None in {segment["duration_ms"] for segment in document["segments"]}
    assert "waiting for a key" in lrx("preview", "seal", "--manual").out


# --- choosing -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--level", "hard"], "'--level': 'hard' is not one of 'gentle', 'standard', 'stronger'."),
        (["--position", "flor"], "Did you mean floor?"),
        (["--order", "random"], "'--order': 'random' is not one of 'position', 'article'."),
        # typer 0.29 finds a wrong number in other words, and only these are ours with both.
        (["--hold", "long"], "Invalid value for '--hold': "),
        (["--reps", "0"], "Invalid value for '--reps': "),
        (["--pace", "10"], "Invalid value for '--pace': "),
        (["--pace"], "lrx preview -h shows how to use it."),
        (["--first-side", "lift"], "Did you mean left?"),
        (["--sore-side", "both"], "'--sore-side': 'both' is not one of 'left', 'right'."),
        (["--teach", "max"], "'--teach': 'max' is not one of 'auto', 'full', 'short', 'off'."),
        (["--variant", "seated"], "--variant: found \"seated\", allowed: EXERCISE=NAME."),
        (["--variant", "10=wall"], "allowed for Standing back extension: standing, counter or seated."),
        (["--routine", "dsk"], "There is no routine \"dsk\". Did you mean desk?"),
        (["--skip", "plank"], "There is no exercise \"plank\"."),
        (["--color", "blue"], "'--color': 'blue' is not one of 'auto', 'always', 'never'."),
        (["--level", "Gentel"], "Did you mean gentle?"),
        (["--minutes", "nan"], "Invalid value for '--minutes': "),
        (["--levl", "gentle"], "No such option: --levl. Did you mean --level?"),
        (["rotation"], "could be more than one exercise"),
        (["--colour", "always"], "--color"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told_with_what_would(lrx: Lrx, arguments: list[str], said: str) -> None:
    result = lrx("preview", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    for jargon in ("Traceback", "pydantic", "ValueError", "validation", "str_type"):
        assert jargon not in result.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--minutes", "8,5"], "'8,5' is not a number from 1 to 240."),
        (["--minutes", "-5"], "-5 is not a number from 1 to 240."),
        (["--pace", "0.1"], "0.1 is not a number from 0.5 to 3."),
        (["--reps", "1.5"], "'1.5' is not a whole number from 1 to 100."),
    ],
)
def test_a_wrong_number_is_answered_without_signs_of_mathematics(
    lrx: Lrx, arguments: list[str], said: str
) -> None:
    found = lrx("preview", *arguments).err
    assert said in found or "Input should be" in found  # the words of pydantic, with which typer 0.29 reads


def test_the_help_that_is_named_is_that_of_the_command(lrx: Lrx) -> None:
    assert "lrx routine new -h shows" in lrx("routine", "new", "Mine", "--line").err
    assert "lrx session -h shows" in lrx("session", "--level").err
    assert "\nlrx -h shows" in lrx("--colour").err


def test_a_routine_file_is_played_in_its_order(lrx: Lrx, tmp_path: Path) -> None:
    lines = [{"exercise": "standing-back-extension"}, {"exercise": "cat-cow", "reps": 3}]
    document = {"format": 1, "id": "mine", "name": "Mine", "about": "Two.", "ordered": True, "lines": lines}
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(document))
    found = lrx("preview", "--routine", str(file), "--json").json
    assert (found["routine"], found["exercises"]) == ("mine", ["standing-back-extension", "cat-cow"])
    assert max(segment["rep"] for segment in found["segments"] if segment["exercise"] == "cat-cow") == 3


def test_a_routine_of_ones_own_is_found_by_its_name(lrx: Lrx, home: Path) -> None:
    lines = [{"exercise": "cat-cow"}]
    document = {"format": 1, "id": "mine", "name": "Mine", "about": "One.", "ordered": True, "lines": lines}
    (home / "routines").mkdir(parents=True)
    (home / "routines" / "mine.json").write_text(json.dumps(document))
    assert lrx("preview", "--routine", "mine", "--json").json["exercises"] == ["cat-cow"]


def test_a_routine_file_that_is_not_there_is_no_file(lrx: Lrx, tmp_path: Path) -> None:
    assert lrx("preview", "--routine", str(tmp_path / "none.json")).code == 66


def test_settings_hold_where_nothing_is_typed(lrx: Lrx, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir()
    (home / "config.toml").write_text('level = "gentle"\nroutine = "desk"\n')
    assert lrx("preview", "--json").json["level"] == "gentle"
    assert lrx("preview", "--json").json["routine"] == "desk"
    monkeypatch.setenv("LRX_LEVEL", "stronger")
    assert lrx("preview", "--json").json["level"] == "stronger"
    assert lrx("preview", "--level", "standard", "--json").json["level"] == "standard"


# --- check --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["exercises", "routines", "safety"])
def test_our_own_files_are_right(lrx: Lrx, name: str) -> None:
    result = lrx("check", str(ROOT / "data" / f"{name}.json"))
    assert result.code == 0
    assert "No problems in" in result.out


def test_every_problem_of_a_file_is_named_at_once(lrx: Lrx, tmp_path: Path) -> None:
    document = json.loads((ROOT / "data" / "exercises.json").read_text())
    document["exercises"][3]["doses"]["standard"]["hold_s"] = "20"
    document["exercises"][4]["doses"]["gentle"]["reps"] = -1
    file = tmp_path / "exercises.json"
    file.write_text(json.dumps(document))
    result = lrx("check", str(file))
    assert result.code == 65
    assert "exercises[3].doses.standard.hold_s" in result.out
    assert "exercises[4].doses.gentle.reps" in result.out
    found = lrx("check", str(file), "--json")
    assert (found.code, len(found.json["problems"])) == (65, 2)


def test_forty_problems_are_shown_up_to_twenty(lrx: Lrx, tmp_path: Path) -> None:
    lines = [{"exercise": f"nothing-{number}"} for number in range(40)]
    document = {"format": 1, "id": "x", "name": "X", "about": "X.", "ordered": True, "lines": lines}
    file = tmp_path / "x.json"
    file.write_text(json.dumps(document))
    result = lrx("check", str(file))
    assert result.out.count("\n- ") == 20
    assert result.out.endswith("and 20 more: lrx check --json\n")
    assert len(lrx("check", str(file), "--json").json["problems"]) == 40


def test_what_is_not_even_json_is_told_by_line(lrx: Lrx, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text('{"format": 1\n"id": 2}')
    result = lrx("check", str(file))
    assert result.code == 65
    assert "line 2" in result.out


def test_a_file_that_is_not_there_is_told(lrx: Lrx) -> None:
    result = lrx("check", "nowhere.json")
    assert (result.code, result.out) == (66, "")
    assert "nowhere.json" in result.err


# --- about, config --------------------------------------------------------------------------------


def test_about_says_what_it_is_not_and_how_sure_it_is(lrx: Lrx) -> None:
    out = lrx("about").out
    parts = "Who it is not for,Warning signs,When to stop,evidence,doses,Privacy,Sources"
    for part in parts.split(","):
        assert part in out


def test_config_tells_where_each_value_comes_from(
    lrx: Lrx, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()
    (home / "config.toml").write_text('level = "gentle"\n')
    monkeypatch.setenv("LRX_PACE", "1.5")
    found = lrx("config", "show", "--json").json["settings"]
    assert found["level"] == {"value": "gentle", "origin": str(home / "config.toml")}
    assert found["pace"] == {"value": 1.5, "origin": "LRX_PACE"}
    assert found["order"] == {"value": "position", "origin": "default"}
    assert "(the file)" in lrx("config", "show").out.split("\n")[0]
    assert lrx("config").out == lrx("config", "show").out


def test_config_path_names_a_file_that_need_not_be_there(lrx: Lrx, home: Path) -> None:
    assert lrx("config", "path").out == f"{home / 'config.toml'}\n"
    assert not home.exists()


def test_a_mistake_in_the_settings_names_key_and_nearest(lrx: Lrx, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text('levle = "gentle"\n')
    result = lrx("list")
    assert (result.code, result.out) == (78, "")
    assert "levle is not a setting. Did you mean level?" in result.err


@pytest.mark.parametrize(
    "content", one_in(4, ["nonsense", 'levle = "gentle"', 'level = "hard"', "color = 3"])
)
@pytest.mark.parametrize(
    "line",
    ["about", "config path", "config show", "config unset level", "doctor --json", "history",
     "history --json", "export history", "reset", "check data/routines.json", "completion bash",
     "exercise", "--help", "session --help", "list --version", "--version", ""],
)  # fmt: skip
def test_what_needs_no_settings_works_with_a_broken_file(
    lrx: Lrx, home: Path, monkeypatch: pytest.MonkeyPatch, line: str, content: str
) -> None:
    monkeypatch.chdir(ROOT)
    home.mkdir()
    (home / "config.toml").write_text(content)
    expected = 78 if line == "config unset level" and content == "nonsense" else 0
    assert lrx(*line.split()).code == expected


def test_config_and_doctor_say_what_is_wrong_and_where(lrx: Lrx, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text('level = "hard"\npace = 2\n')
    said = 'config.toml: level: found "hard", allowed: gentle, standard or stronger.'
    result = lrx("config", "show", "--json")
    assert said in result.err
    assert result.json["settings"]["pace"]["value"] == 2
    assert result.json["settings"]["level"] == {"value": None, "origin": "default"}
    (finding,) = [each for each in lrx("doctor", "--json").json["findings"] if each["what"] == "settings"]
    assert (finding["works"], said in finding["found"]) == (False, True)


@pytest.mark.parametrize("source", ["file", "environment"])
def test_what_is_answered_before_a_session_counts_more_than_what_was_set_and_an_option_more_than_both(
    lrx: Lrx, home: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    if source == "file":
        lrx("config", "set", "sore_side", "left")
    else:
        monkeypatch.setenv("LRX_SORE_SIDE", "left")
    chosen: list[Any] = []

    def run_session(options: object, choice_of: Callable[[Settings], Any], *rest: object) -> int:
        chosen.append(choice_of(Settings(sore_side="right")))
        return 0

    monkeypatch.setattr("lrx_cli.session.run.run_session", run_session)
    lrx("session")
    lrx("session", "--sore-side", "left")
    assert [choice.sore_side for choice in chosen] == ["right", "left"]


def test_how_a_session_looks_and_sounds_is_as_set_unless_an_option_says_otherwise(
    lrx: Lrx, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()
    (home / "config.toml").write_text("plain = true\nsound = false\nvoice = true\nfigures = false\n")
    monkeypatch.setenv("LRX_VOICE", "false")
    used: list[Settings] = []

    def run_session(options: object, choice_of: object, settings: Settings, *rest: object) -> int:
        used.append(settings)
        return 0

    monkeypatch.setattr("lrx_cli.session.run.run_session", run_session)
    lrx("session")
    lrx("session", "--sound", "--voice", "--figures")
    assert [(one.plain, one.sound, one.voice, one.figures) for one in used] == [
        (True, False, False, False),
        (True, True, True, True),
    ]


def test_a_routine_that_is_not_there_does_not_become_the_usual_one(lrx: Lrx, home: Path) -> None:
    result = lrx("config", "set", "routine", "nope")
    assert (result.code, result.out) == (2, "")
    assert "Routines here: full, morning, desk, evening." in " ".join(result.err.split())
    assert not (home / "config.toml").exists()
    assert lrx("config", "set", "routine", "desk").code == 0
    assert lrx("preview", "--json").json["routine"] == "desk"


def test_a_setting_is_taken_out_again_and_the_rest_stays(lrx: Lrx, home: Path) -> None:
    assert lrx("config", "unset", "pace").out == "pace was not set.\n"
    assert not home.exists()
    lrx("config", "set", "pace", "2")
    lrx("config", "set", "level", "gentle")
    assert lrx("config", "unset", "pace").out == "pace is not set any more.\n"
    assert (home / "config.toml").read_text() == 'level = "gentle"\n'
    assert lrx("config", "unset", "pace").out == "pace was not set.\n"
    result = lrx("config", "unset", "pce")
    assert (result.code, "Did you mean pace?" in result.err) == (2, True)
    (home / "config.toml").write_text('levle = "x" # wrong\npace = 2\n')
    assert lrx("config", "unset", "levle").code == 0
    assert lrx("preview", "--json").code == 0


def test_reading_commands_write_nothing(lrx: Lrx, home: Path) -> None:
    for line in "|list|show 4|preview|about|doctor|config show|check data/routines.json".split("|"):
        lrx(*line.split())
    assert not home.exists()
