"""A history that is taken to another machine is whole there, and takes nothing from the one that is there."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lrx_cli.core.catalog.words import Flag
from lrx_cli.core.dates import Moment
from lrx_cli.core.health.answers import (
    NEW_SIGNS,
    After,
    Answer,
    Assessed,
    Before,
    Cleared,
    Conditions,
    DayAfter,
    Declined,
    Passed,
    Raised,
    Ratings,
    Repetitions,
    Said,
    Stopped,
)
from lrx_cli.core.records.session_record import Record
from lrx_cli.errors import LrxError
from lrx_cli.exports.history import as_json
from lrx_cli.storage.history import imports
from lrx_cli.storage.history.imports import Unread, read_history
from lrx_cli.storage.history.merge import merge
from lrx_cli.storage.history.queries import reading
from lrx_cli.storage.history.queries import records as records_of
from lrx_cli.storage.history.tables import read_answers
from lrx_cli.system.clock import wall_clock
from tests.cli.conftest import Lrx, home, lrx, start
from tests.cli.test_history import any_record
from tests.core.said import answer
from tests.storage.recorded import DAY, hurried, keep, record, uuid

__all__ = ["home", "lrx"]


def ago(days: float) -> Moment:
    now = wall_clock()
    return Moment(now.utc - int(days * DAY), now.offset)


def said(number: int, days: float, color: str, **marks: str) -> list[Answer]:
    """Before, after and the day after of a session that long ago."""
    ratings = {"leg": 5, "back": 3, "far": 2}
    after = {**ratings, "leg": 7, "new": "none", "color": color, "marks": marks}
    return [
        answer(uuid(number), ago(days), "before", {**ratings, "level": "gentle"}),
        answer(uuid(number), ago(days - 0.01), "after", after),
        answer(uuid(number), ago(days - 0.9), "next_day", {"answer": "worse"}),
    ]


def lived_in(home: Path) -> Path:
    """Home A: three sessions, the second left before its end; amber, then red."""
    path = home / "history.sqlite3"
    conditions = {"flags": ["stenosis", "pregnancy"], "cleared": ["pregnancy"], "weeks": {"pregnancy": 20}}
    answers = [
        answer("", ago(9), "passed", {"signs": "no"}),
        answer("", ago(9), "flags", {**conditions, "advice": ["surgery"]}),
        answer("", ago(8), "reps", {"cat-cow": 4}),
        *said(1, 5, "green"),
        *said(2, 3, "amber", **{"figure-four-stretch": "amber"}),
        *said(3, 1, "red", **{"nerve-glide": "red"}),
        answer("", ago(0.5), "raised", {"level": "gentle", "rungs": {"cat-cow": 1}}),
    ]  # fmt: skip
    with hurried(path) as store:
        record(store, 1, started=ago(5))
        record(store, 2, [(4_000, "q"), (4_100, "q")], started=ago(3))
        record(store, 3, started=ago(1))
        keep(store, answers)
    return path


def everything(home: Path) -> list[Any]:
    """What the program shows and plays in a home."""
    found: list[Any] = []
    for command in (
        ["history", "--all"], ["history", "--json"], ["progress"], ["progress", "--json"],
        ["progress", "--text"], ["history", "1", "--json"], ["history", "2"], ["history", "3", "--json"],
        ["export", "history"], ["export", "history", "--format", "csv"],
    ):  # fmt: skip
        done = start(*command, env={"LRX_HOME": str(home)})
        found.append((command, done.returncode, done.stdout.decode(), done.stderr.decode()))
    played = start(
        "session", "--json", "--speed", "1000", "--skip-check", "--no-sound", env={"LRX_HOME": str(home)}
    )
    events = [json.loads(line) for line in played.stdout.splitlines()]
    changing = {"id", "session", "started", "at", "utc", "time", "lrx", "version"}
    plan = [{k: v for k, v in event.items() if k not in changing} for event in events[:3]]
    return [*found, played.returncode, plan, played.stderr.decode()]


@pytest.mark.long
def test_all_of_a_history_is_there_on_another_machine(tmp_path: Path) -> None:
    here, there = tmp_path / "a", tmp_path / "b"
    lived_in(here)
    before = everything_but_playing(here)
    file = tmp_path / "history.json"
    assert start("export", "history", "-o", str(file), env={"LRX_HOME": str(here)}).returncode == 0
    brought = start("import", str(file), env={"LRX_HOME": str(there)})
    assert brought.stdout.decode().splitlines() == [
        "3 sessions imported, 0 sessions here already.",
        "13 answers about your health imported.",
    ]
    assert before == everything_but_playing(there)
    assert everything(here) == everything(there)


def everything_but_playing(home: Path) -> list[Any]:
    return [
        start(*command, env={"LRX_HOME": str(home)}).stdout
        for command in (["history", "--json"], ["progress", "--json"], ["export", "history"])
    ]


def moved(lrx: Lrx, file: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said when ``file`` is brought into ``home``."""
    monkeypatch.setenv("LRX_HOME", str(home))
    brought = lrx("import", str(file))
    assert (brought.code, brought.err) == (0, "")
    return brought.out.splitlines()


def exported(tmp_path: Path, found: list[Record], answers: list[Answer]) -> Path:
    file = tmp_path / "history.json"
    file.write_text("".join(as_json(found, answers)))
    return file


def answers_in(home: Path) -> list[Answer]:
    with reading(str(home / "history.sqlite3")) as connection:
        return read_answers(connection)


def test_what_was_said_here_stays_and_the_latest_counts(
    lrx: Lrx, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = [
        answer("", ago(4), "flags", {"flags": ["stenosis"], "cleared": []}),
        answer("", ago(2), "reps", {"cat-cow": 4}),
    ]
    theirs = [
        answer("", ago(3), "flags", {"flags": ["osteoporosis"], "cleared": []}),
        answer("", ago(3), "reps", {"cat-cow": 6}),
    ]
    with hurried(home / "history.sqlite3") as store:
        keep(store, mine)
    assert moved(lrx, exported(tmp_path, [], theirs), home, monkeypatch) == [
        "0 sessions imported, 0 sessions here already.",
        "2 answers about your health imported.",
        "Some are later than yours, so they count from now on: your conditions.",
    ]
    assert answers_in(home) == [mine[0], *theirs, mine[1]]


def test_another_answer_about_the_same_session_does_not_replace_mine(
    lrx: Lrx, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lived_in(home)
    with reading(str(path)) as connection:
        mine = list(records_of(connection))
    forged = [answer(uuid(3), ago(0.2), "after", {"leg": 1, "color": "green", "marks": {}})]
    before = answers_in(home)
    assert moved(lrx, exported(tmp_path, mine, forged), home, monkeypatch)[1:] == [
        "1 answer left out: you said something else here about the same session, or the session is not "
        "the same here."
    ]
    assert answers_in(home) == before


def test_what_a_newer_lrx_wrote_is_left_out_and_said(
    lrx: Lrx, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = exported(tmp_path, [], [answer("", ago(3), "reps", {"cat-cow": 6})])
    document = json.loads(file.read_text())
    given = document["answers"][0]["given"]
    document["answers"] += [
        {"session": None, "given": given, "what": "mood", "value": {"how": "fine"}},
        {"session": uuid(1), "given": given, "what": "before", "value": {"leg": 3, "mood": 5}},
    ]
    file.write_text(json.dumps(document))
    assert moved(lrx, file, home, monkeypatch)[1:] == [
        "2 answers about your health imported.",
        "Left out, since this lrx does not know what it means: part of answers[1], answers[2].",
    ]
    assert [one.what for one in answers_in(home)] == ["reps", "before"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"session": "../x"}, 'answers[0].session: found "../x"; allowed: a UUID in small letters'),
        ({"given": "today"}, 'answers[0].given: found "today"; allowed: a time like'),
        ({"value": [1]}, "answers[0].value: found a list of 1; allowed: an object in braces"),
        ({"value": {"leg": 1.5}}, "answers[0].value.leg: found 1.5; allowed: whole numbers or short texts"),
        ({"value": {"x": [[1]]}}, "answers[0].value.x: found a list of 1; allowed: whole numbers or short"),
    ],
)
def test_a_wrong_answer_is_refused_with_its_place(
    lrx: Lrx, home: Path, tmp_path: Path, change: dict[str, Any], told: str
) -> None:
    file = exported(tmp_path, [], [answer("", ago(3), "reps", {"cat-cow": 6})])
    document = json.loads(file.read_text())
    document["answers"][0] |= change
    file.write_text(json.dumps(document))
    refused = lrx("import", str(file))
    assert (refused.code, home.exists()) == (65, False)
    assert told in " ".join(refused.err.split())


def test_everything_that_is_wrong_in_a_file_is_named_at_once(lrx: Lrx, home: Path, tmp_path: Path) -> None:
    lived_in(home)
    document = json.loads(lrx("export", "history").out)
    document["sessions"][0]["segments"][1]["seq"] = 1
    document["sessions"][1]["exercises"][1]["block"] = 0
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps(document))
    refused = lrx("import", str(file))
    assert refused.code == 65
    assert "2 mistakes" in refused.err
    assert "sessions[0]" in refused.err
    assert "sessions[1].exercises" in refused.err


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('{"session": null}', "answers[0].given: is missing"),
        ("3", "answers[0]: found 3; allowed: an object in braces"),
    ],
)
def test_in_a_large_file_each_line_is_checked_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str, told: str
) -> None:
    monkeypatch.setattr(imports, "LARGEST_FILE", 500)
    with reading(str(lived_in(tmp_path / "home"))) as connection:
        assert connection is not None
        kept = list(records_of(connection))
    answers = [answer("", ago(3), "reps", {"cat-cow": 6})]
    file = exported(tmp_path, kept, answers)
    assert list(read_history(str(file))) == [*kept, *answers]
    *lines, _, end = file.read_text().splitlines()
    file.write_text("\n".join([*lines, wrong, end]))
    with pytest.raises(LrxError) as refused:
        list(read_history(str(file)))
    assert refused.value.problems[0] == told


_HISTORY = b'{"format": 1, "kind": "history", "sessions": []}'
_TABLE = b"\xef\xbb\xbfsession,day,started,routine,level,outcome,counted,exercise,planned,done\n"
_ROUTINE = b'{"format": 1, "lines": []}'


@pytest.mark.parametrize(
    ("data", "command", "told"),
    [
        (b"%PDF-1.7", "import", "it looks like a PDF lrx cannot read PDFs or pictures."),
        (b"%PDF-1.7", "session --routine", "lrx routine new asks for what a sheet says, line by line."),
        (b"\x89PNG\r\n", "check", "it looks like a picture"),
        (b"PK\x03\x04..", "import", "a ZIP archive or an office document Unpack it first"),
        (b"\x1f\x8b\x08\0", "import", "a gzip archive Unpack it first"),
        (b"Rar!\x1a\x07", "session --routine", "a RAR archive Unpack it first"),
        (b"7z\xbc\xaf\x27", "check", "a 7-Zip archive"),
        (b"notes.txt".ljust(257, b"\0") + b"ustar" + bytes(250), "import", "a tar archive Unpack it first"),
        (b"SQLite format 3\0", "check", "a database To import a history of lrx: lrx import FILE"),
        (b"Cat cow: 2x10", "check", "To make a routine from a therapist's sheet: lrx routine import FILE"),
        (_HISTORY, "check", "It looks like a history: lrx import FILE"),
        (
            _HISTORY,
            "session --routine",
            "this is not a routine: it has no lines It looks like a history: lrx",
        ),
        (_HISTORY, "routine import", "It looks like a history: lrx import FILE"),
        (
            _TABLE,
            "import",
            "a history as a table lrx import takes one as JSON: lrx export history -o history.json",
        ),
        (_TABLE, "routine import", "this looks like a history as a table Save its text"),
        (_ROUTINE, "import", "It looks like a routine of lrx: lrx session --routine FILE plays it."),
        (b'[{"name": "Clam"}]', "session --routine", "it has no lines lrx routine new asks for what"),
        (b'[{"name": "Clam"}]', "import", "it has no sessions lrx import takes what lrx export history"),
    ],
)
def test_a_file_of_another_kind_is_named_with_the_command_that_takes_it(
    lrx: Lrx, tmp_path: Path, data: bytes, command: str, told: str
) -> None:
    file = tmp_path / "file"
    file.write_bytes(data)
    refused = lrx(*command.split(), str(file))
    assert refused.code == 65
    said = " ".join(f"{refused.out} {refused.err}".replace(str(file), "FILE").split())
    assert told in said


def test_an_import_does_not_wait_for_a_pipe(home: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    refused = start("import", str(tmp_path / "pipe"), env={"LRX_HOME": str(home)})
    assert (refused.returncode, b"is not a regular file" in refused.stderr) == (66, True)


_WORDS = st.from_regex(r"[a-z][a-z-]{0,20}", fullmatch=True)
_FLAGS = st.frozensets(st.sampled_from(Flag.__args__))
_LIGHTS = st.sampled_from(["green", "amber", "red"])
_BY_EXERCISE = st.dictionaries(_WORDS, st.integers(1, 50), max_size=3)
_TEN = st.none() | st.integers(0, 10)
_RATINGS = st.builds(Ratings, _TEN, _TEN, st.none() | st.integers(0, 5))
_SOME_WORDS = st.lists(_WORDS, max_size=3).map(tuple)
_MARKS = st.dictionaries(_WORDS, _LIGHTS, max_size=3)
_SAID: st.SearchStrategy[Said] = st.one_of(
    st.builds(Passed, st.booleans()),
    st.builds(Stopped, st.sampled_from([None, "emergency", "urgent"]), _SOME_WORDS),
    st.just(Assessed()),
    st.builds(Conditions, _FLAGS, _FLAGS, _BY_EXERCISE, _SOME_WORDS),
    st.builds(Cleared, _SOME_WORDS),
    st.builds(Before, _RATINGS, st.sampled_from(["", "gentle", "stronger"])),
    st.builds(After, _RATINGS, st.sampled_from([None, *NEW_SIGNS]), st.none() | _LIGHTS, _MARKS),
    st.builds(DayAfter, st.sampled_from([None, "settled", "worse", "better"])),
    st.builds(Repetitions, _BY_EXERCISE),
    st.builds(Raised, st.sampled_from([None, "gentle", "standard"]), _BY_EXERCISE),
    st.builds(Declined, _WORDS),
)  # fmt: skip
_GIVEN = st.builds(Moment, st.integers(0, 10**13), st.integers(-840, 840))
_ANSWERS = st.lists(
    st.builds(Answer, st.sampled_from(["", uuid(1), uuid(2)]), _GIVEN, _SAID), max_size=8, unique_by=str
)


@settings(deadline=None)
@given(st.lists(any_record(), max_size=3, unique_by=lambda found: found.session.id), _ANSWERS)
def test_an_export_that_was_imported_is_exported_the_same(
    tmp_path_factory: pytest.TempPathFactory, found: list[Record], answers: list[Answer]
) -> None:
    folder = tmp_path_factory.mktemp("moved")
    first = "".join(as_json(found, answers))
    (folder / "first.json").write_text(first)
    with hurried(folder / "history.sqlite3") as store:
        for _ in range(2):
            read = read_history(str(folder / "first.json"))
            with store.transaction() as connection:
                merge(connection, (each for each in read if not isinstance(each, Unread)))
        again = "".join(as_json(records_of(store.connection), read_answers(store.connection)))
    assert json.loads(again) == json.loads(first)
