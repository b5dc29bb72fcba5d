"""``lrx history``, ``lrx export history`` and ``lrx import``, as typed."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from lrx_cli import locations
from lrx_cli.core.dates import Moment, iso_date
from lrx_cli.core.records.session_record import (
    ExerciseTotals,
    LoggedEvent,
    LoggedSegment,
    Record,
    Session,
    totals_of,
)
from lrx_cli.exports.history import as_csv, as_json
from lrx_cli.storage.history import backups
from lrx_cli.text import clean
from tests.cli.conftest import Lrx, start
from tests.core.said import answer
from tests.storage.recorded import flip, history, hurried, ids, keep, later, record, records, uuid


@pytest.fixture
def path(home: Path) -> Path:
    return home / "history.sqlite3"


# --- looking ------------------------------------------------------------------------------------------


def test_without_a_history_it_says_so_and_makes_nothing(lrx: Lrx, home: Path) -> None:
    assert "Nothing is recorded yet" in lrx("history").out
    assert lrx("history", "--json").json["sessions"] == []
    assert not home.exists()


def test_the_list_has_the_latest_first_and_what_it_adds_up_to(lrx: Lrx, path: Path) -> None:
    history(path, 3)
    out = lrx("history").out
    lines = [line for line in out.splitlines() if "knee lift" in line]
    assert [line.split()[:3] for line in lines] == [
        ["1", iso_date(later(3).day), "23:13"],
        ["2", iso_date(later(2).day), "23:13"],
        ["3", iso_date(later(1).day), "23:13"],
    ]
    assert lines[0].split("  ")[-3:] == ["10 of 10", "2 min", "finished"]
    assert "3 sessions on 3 days, 5 min in all" in out


def test_home_says_where_the_last_session_was_left(lrx: Lrx, path: Path) -> None:
    """Whoever types lrx learns that it can be continued before a session asks."""
    history(path, 1)
    assert "You stopped at" not in lrx().out
    with hurried(path) as store:
        record(store, 2, cut_at=60_500, started=later(1))
    out = " ".join(lrx().out.split())
    assert "You stopped at: Long stretch, right side, repetition 1 of 1. lrx session goes on" in out


def test_the_list_is_short_unless_all_are_asked_for(lrx: Lrx, path: Path) -> None:
    history(path, 22)
    assert "and 2 before these: lrx history --all" in lrx("history").out
    assert len(lrx("history", "--json").json["sessions"]) == 20
    assert len(lrx("history", "--json", "--all").json["sessions"]) == 22


def test_json_has_what_is_promised(lrx: Lrx, path: Path) -> None:
    history(path, 1)
    document = lrx("history", "--json").json
    assert document["format"] == 1
    (session,) = document["sessions"]
    assert session == {
        "id": uuid(1),
        "started": later(1).iso,
        "routine": "short",
        "level": "standard",
        "teach": "auto",
        "outcome": "done",
        "done": 10,
        "planned": 10,
        "active_ms": 98_000,
        "planned_ms": 98_000,
        "exercises": ["knee-lift", "long-stretch"],
        "counted": True,
        "asked": "not asked",
        "whole": True,
        "version": "1.0",
    }


@pytest.mark.parametrize(("recorded", "has"), [(1, "1 session;"), (2, "2 sessions;")])
def test_a_number_that_no_session_has_is_answered_with_those_there_are(
    lrx: Lrx, path: Path, recorded: int, has: str
) -> None:
    with hurried(path) as store:
        for number in range(1, recorded + 1):
            record(store, number, started=later(number))
    result = lrx("history", "9")
    assert result.code == 2
    assert f"There is no session 9: the history has {has} 1 is the latest." in " ".join(result.err.split())


def test_one_session_in_detail_by_number_and_by_id(lrx: Lrx, path: Path) -> None:
    with hurried(path) as store:
        record(store, 1, [(10_500, "h"), (14_000, "2"), (60_000, "q"), (61_000, "q")])
    by_number, by_id = lrx("history", "1"), lrx("history", uuid(1)[:8])
    assert by_number.out == by_id.out
    for words in ("knee-lift", "stopped: it hurt", "answered: too strong", "ended here", uuid(1)):
        assert words in by_number.out
    detail = lrx("history", "1", "--json").json
    assert detail["session"]["id"] == uuid(1)
    assert detail["session"]["outcome"] == "stopped"


@pytest.mark.parametrize("asked", ["7", "ffff", "0", "x y"])
def test_a_session_that_is_not_there_is_a_mistake_of_the_command_line(
    lrx: Lrx, path: Path, asked: str
) -> None:
    history(path, 1)
    result = lrx("history", asked)
    assert result.code == 2
    assert "1" in result.err


def test_damage_is_told_with_what_to_do(lrx: Lrx, path: Path) -> None:
    history(path, 2)
    with hurried(path) as store:
        backups.roll(store.connection, store.path)
    path.write_bytes(path.read_bytes()[:6_000])
    result = lrx("history")
    assert result.code == 65
    assert result.out == ""
    assert "is damaged" in result.err
    assert "The newest good backup is" in result.err
    restored = lrx("history", "--restore")
    assert (restored.code, restored.out) == (0, "2 sessions are back.\n")
    assert len(lrx("history", "--json").json["sessions"]) == 2
    assert 6_000 in [name.stat().st_size for name in path.parent.glob("*.damaged-*")]


def test_a_broken_catalog_takes_nobody_their_history(
    lrx: Lrx, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history(path, 1)
    (tmp_path / "exercises.json").write_text("{")
    monkeypatch.setattr(locations, "exercises_file", lambda: str(tmp_path / "exercises.json"))
    result = lrx("history", "1")
    assert (result.code, result.err) == (0, "")
    assert "knee-lift" in result.out


def test_a_hostile_name_in_the_history_reaches_no_terminal(lrx: Lrx, path: Path) -> None:
    from lrx_cli.storage.history.merge import merge

    with hurried(path) as store:
        hostile = made(
            Session(uuid(1), later(0), "\x1b]0;pwned\x07", "gentle", "auto", 1, True, "asked", "1")
        )
        with store.transaction() as connection:
            merge(connection, [hostile])
    for result in (lrx("history"), lrx("history", "1"), lrx("history", "--json")):
        assert result.code == 0
        assert "\x1b" not in result.out


# --- deleting -----------------------------------------------------------------------------------------


def test_deleting_asks_first_and_nobody_there_means_no(lrx: Lrx, path: Path) -> None:
    history(path, 2)
    for arguments in (("history", "--delete-all"), ("history", "1", "--delete")):
        result = lrx(*arguments)
        assert result.code == 2
        assert "Nothing was done" in result.err
    assert len(records(path)) == 2


@pytest.mark.parametrize("option", ["--delete-all", "--restore"])
def test_what_is_done_to_all_sessions_takes_no_number_of_one(lrx: Lrx, path: Path, option: str) -> None:
    with hurried(path) as store:
        for number in (1, 2):
            record(store, number, started=later(number))
    result = lrx("history", "2", option, "--yes")
    assert result.code == 2
    assert result.err.startswith(f"Error: {option} ")
    assert "takes no ID" in result.err
    assert len(records(path)) == 2


def test_one_session_is_deleted_without_a_trace_and_the_others_stay(lrx: Lrx, path: Path) -> None:
    with hurried(path) as store:
        for number in (1, 2, 3):
            record(store, number, started=later(number))
            backups.roll(store.connection, store.path)
    assert lrx("history", "2", "--delete", "--yes").code == 0
    assert [one.session.id for one in records(path)] == [uuid(1), uuid(3)]
    assert copies_with(path.parent, uuid(2)) == []
    assert [one.session.id for one in records(Path(backups.rolling(str(path))[0]))] == [uuid(1), uuid(3)]


def test_deleting_all_leaves_no_trace_in_any_file(lrx: Lrx, path: Path) -> None:
    with hurried(path) as store:
        for number in (1, 2, 3, 4):
            record(store, number, cut_at=60_000 if number == 4 else None)
            backups.roll(store.connection, store.path)
    data = bytearray(path.read_bytes())
    flip(path, 30_000)
    with hurried(path):
        pass  # perhaps damaged: then set aside, which is one more copy
    path.with_name("history.sqlite3.damaged-2023").write_bytes(data)
    result = lrx("history", "--delete-all", "--yes")
    assert result.code == 0
    for words in (uuid(1), uuid(2), uuid(3), uuid(4), "knee-lift", "Bring the knee up", "short"):
        assert copies_with(path.parent, words) == []
    assert lrx("history", "--json").json["sessions"] == []
    assert sorted(name.name for name in path.parent.iterdir()) == [
        "history.sqlite3",
        "history.sqlite3-journal",
        "history.sqlite3.lock",
    ]


def copies_with(folder: Path, words: str) -> list[str]:
    return [name.name for name in folder.iterdir() if words.encode() in name.read_bytes()]


def test_a_program_is_told_in_its_own_way_what_was_deleted_and_restored(lrx: Lrx, path: Path) -> None:
    assert lrx("history", "--delete-all", "--json").json == {"format": 1, "deleted": 0}
    history(path, 3)
    assert lrx("history", "1", "--delete", "--yes", "--json").json == {"format": 1, "deleted": 1}
    path.unlink()
    restored = lrx("history", "--restore", "--json").json
    assert restored == {"format": 1, "restored": 2, "answers": False, "resumable": False, "others": 0}
    assert lrx("history", "--delete-all", "--yes", "--json").json == {"format": 1, "deleted": 2}


def test_sums_forget_what_was_deleted(lrx: Lrx, path: Path) -> None:
    history(path, 3)
    lrx("history", "1", "--delete", "--yes")
    totals = lrx("history", "--json").json["totals"]
    assert (totals["sessions"], totals["days"], totals["active_ms"]) == (2, 2, 2 * 98_000)


def test_who_writes_waits_for_who_plays(lrx: Lrx, path: Path) -> None:
    history(path, 1)
    with hurried(path):
        result = lrx("history", "1", "--delete", "--yes")
    assert result.code == 75
    assert len(records(path)) == 1


# --- moving to another machine ------------------------------------------------------------------------


def test_a_history_moves_to_another_machine_and_nothing_doubles(
    lrx: Lrx, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history(path, 3)
    with hurried(path) as store:
        record(store, 4, [(40_000, "q"), (41_000, "q")], started=later(9))
    before, listed = records(path), lrx("history").out
    file = tmp_path / "history.json"
    assert lrx("export", "history", "-o", str(file)).code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    monkeypatch.setenv("LRX_HOME", str(tmp_path / "other"))
    assert lrx("import", str(file)).out.splitlines() == [
        "4 sessions imported, 0 sessions here already.",
        "The last session was left before its end. It can be resumed only where it was played.",
    ]
    assert lrx("import", str(file)).out == "0 sessions imported, 4 sessions here already.\n"
    assert records(tmp_path / "other" / "history.sqlite3") == before
    assert lrx("history").out == listed


def test_a_session_that_went_on_elsewhere_comes_back_longer(lrx: Lrx, path: Path, tmp_path: Path) -> None:
    from tests.storage.recorded import resume

    early, late = tmp_path / "early.json", tmp_path / "late.json"
    with hurried(path) as store:
        record(store, 1, cut_at=40_000)
    lrx("export", "history", "-o", str(early))
    assert lrx("import", str(early)).out == "0 sessions imported, 1 session here already.\n"
    with hurried(path) as store:
        resume(store)
    lrx("export", "history", "-o", str(late))
    after = records(path)
    lrx("import", str(early))
    assert records(path) == after
    path.unlink()
    lrx("import", str(early))
    lrx("import", str(late))
    assert records(path) == after


def test_export_without_a_file_goes_to_standard_output(lrx: Lrx, path: Path) -> None:
    history(path, 2)
    document = json.loads(lrx("export", "history").out)
    assert (document["format"], document["kind"], len(document["sessions"])) == (1, "history", 2)
    rows = list(csv.DictReader(io.StringIO(lrx("export", "history", "--format", "csv").out)))
    assert [(row["session"], row["exercise"], row["done"]) for row in rows] == [
        (uuid(1), "knee-lift", "6"),
        (uuid(1), "long-stretch", "4"),
        (uuid(2), "knee-lift", "6"),
        (uuid(2), "long-stretch", "4"),
    ]
    assert (rows[0]["day"], rows[0]["started"]) == (later(1).iso[:10], later(1).iso[:19].replace("T", " "))


def test_an_empty_history_is_exported_as_an_empty_document(lrx: Lrx) -> None:
    assert json.loads(lrx("export", "history").out)["sessions"] == []


def test_export_overwrites_nothing(lrx: Lrx, path: Path, tmp_path: Path) -> None:
    history(path, 1)
    file = tmp_path / "mine.csv"
    file.write_text("precious")
    result = lrx("export", "history", "-o", str(file))
    assert (result.code, file.read_text()) == (73, "precious")


def test_only_the_history_can_be_exported(lrx: Lrx) -> None:
    assert lrx("export", "settings").code == 2


def exported(path: Path, tmp_path: Path) -> dict[str, Any]:
    history(path, 2)
    document: dict[str, Any] = json.loads("".join(as_json(records(path))))
    path.unlink()
    return document


def test_a_history_is_imported_from_standard_input(
    lrx: Lrx, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = json.dumps(exported(path, tmp_path)).encode()

    def piped(data: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))

    piped(b"\xef\xbb\xbf" + document)
    assert lrx("import", "-").out == "2 sessions imported, 0 sessions here already.\n"
    piped(b"<html>")
    refused = lrx("import", "-")
    assert refused.code == 65
    assert "Standard input has a mistake." in refused.err
    assert "this is not JSON: it looks like HTML or XML" in refused.err


def test_a_routine_is_not_taken_for_a_history_and_how_to_play_it_is_said(lrx: Lrx, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps({"format": 1, "lines": []}))
    result = lrx("import", str(file))
    assert result.code == 65
    assert "it has no sessions" in result.err
    assert f"lrx session --routine {file} plays it." in " ".join(result.err.split())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"format": 2}, "format: found 2; allowed: at most 1"),
        ({"format": True}, "format: found true"),
        ({"sessions": 5}, "a list in brackets"),
        ({"kind": "catalog"}, 'kind: found "catalog"; allowed: history'),
    ],
)
def test_a_file_of_another_kind_is_refused(
    lrx: Lrx, path: Path, tmp_path: Path, change: dict[str, Any], told: str
) -> None:
    refused(lrx, path, tmp_path, {**exported(path, tmp_path), **change}, told)


@pytest.mark.parametrize(
    ("place", "key", "value", "told"),
    [
        ((), "id", "../../etc/passwd", "sessions[1].id"),
        ((), "started", "yesterday", "sessions[1].started"),
        ((), "started", "2024-02-30T10:00:00+01:00", "sessions[1].started"),
        ((), "counted", 1, "sessions[1].counted"),
        ((), "level", "brutal", "sessions[1].level"),
        (("segments", 3), "kind", "jump", "sessions[1].segments[3].kind"),
        (("segments", 3), "active_ms", -1, "sessions[1].segments[3].active_ms"),
        (("segments", 3), "active_ms", 1.0, "sessions[1].segments[3].active_ms"),
        (("segments", 3), "seq", 1, "not numbered"),
        (("exercises", 1), "block", 0, "a block is given twice"),
        (("events", 0), "event", "exploded", "sessions[1].events[0].event"),
    ],
)
def test_a_wrong_session_is_refused_with_its_place_and_nothing_is_taken(
    lrx: Lrx, path: Path, tmp_path: Path, place: tuple[str | int, ...], key: str, value: Any, told: str
) -> None:
    document = exported(path, tmp_path)
    spot: Any = document["sessions"][1]
    for step in place:
        spot = spot[step]
    spot[key] = value
    refused(lrx, path, tmp_path, document, told)


def refused(lrx: Lrx, path: Path, tmp_path: Path, document: Any, told: str) -> None:
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps(document))
    result = lrx("import", str(file))
    assert result.code == 65
    assert told in result.err
    assert not path.exists()


def test_a_large_file_is_read_session_by_session(lrx: Lrx, path: Path, tmp_path: Path) -> None:
    history(path, 1)
    (one,) = records(path)
    many = [one._replace(session=one.session._replace(id=uuid(number))) for number in range(1, 400)]
    file = tmp_path / "large.json"
    file.write_text("".join(as_json(many, [answer("", later(0), "passed", {})])))
    assert file.stat().st_size > 1_048_576
    assert json.loads(file.read_text())["format"] == 1
    assert lrx("import", str(file)).out == (
        "398 sessions imported, 1 session here already.\n1 answer about your health imported.\n"
    )
    cut = tmp_path / "cut.json"
    cut.write_text(file.read_text()[:1_500_000].rsplit("\n", 1)[0] + "\n")
    assert lrx("import", str(cut)).code == 65
    other = tmp_path / "other.json"
    other.write_text(json.dumps(json.loads(file.read_text()), indent=1))
    assert "not laid out as lrx export writes it" in lrx("import", str(other)).err


def test_what_was_said_about_ones_health_is_exported(lrx: Lrx, path: Path) -> None:
    history(path, 1)
    said = [
        answer("", later(0), "flags", {"flags": ["stenosis"]}),
        answer(uuid(1), later(1), "before", {"leg": 3}),
    ]
    with hurried(path) as store:
        keep(store, said)
    assert said[1].kept["leg"] == 3
    assert lrx("export", "history").json["answers"] == [
        {"session": None, "given": later(0).iso, "what": "flags", "value": said[0].kept},
        {"session": uuid(1), "given": later(1).iso, "what": "before", "value": said[1].kept},
    ]


def test_a_file_that_is_not_there(lrx: Lrx, tmp_path: Path) -> None:
    assert lrx("import", str(tmp_path / "none.json")).code == 66


def test_a_table_cannot_carry_a_formula_into_a_spreadsheet() -> None:
    hostile = Session(uuid(1), later(0), '=HYPERLINK("http://x")', "gentle", "auto", 1, True, "asked", "1")
    text = "".join(as_csv([made(hostile, exercise='+1,"x"\n')]))
    assert text.count("\r\n") == 2
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["routine"] == '\'=HYPERLINK("http://x")'
    assert row["exercise"] == '\'+1,"x" '


def made(session: Session, exercise: str = "cat-cow") -> Record:
    rows = (
        LoggedEvent(1, 0, "began", {"utc": 1, "offset": 0}),
        LoggedSegment(2, 3_000, 5, 0, "move", 0, "left", 1, 1, "eased", 3_000, 3_000, True),
        LoggedEvent(3, 3_000, "ended", {"outcome": "stopped", "done": 1, "planned": 4}),
    )
    return Record(session, totals_of((ExerciseTotals(0, exercise, 4),), rows), rows)


_WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=20).filter(
    lambda text: clean(text) == text  # what no file that was read can bring into a history
)
_WHOLE = st.integers(0, 10**9)
_MOMENTS = st.builds(Moment, st.integers(-(10**12), 10**13), st.integers(-840, 840))
_FINISHED = st.builds(
    LoggedSegment,
    st.just(0),
    _WHOLE,
    _WHOLE,
    st.integers(0, 999),
    st.sampled_from(["prepare", "move", "hold", "return", "rest", "switch"]),
    st.integers(0, 1),
    st.sampled_from([None, "left", "right"]),
    st.integers(0, 9),
    st.integers(0, 20),
    st.sampled_from(["skipped", "stopped"]),
    st.integers(0, 10**6),
    st.none() | _WHOLE,
    st.just(False),
)
_HAPPENED = st.builds(
    LoggedEvent,
    st.just(0),
    _WHOLE,
    st.sampled_from(["paused", "changed", "ended"]),
    st.dictionaries(st.sampled_from(["why", "what", "value"]), st.none() | _WORDS | _WHOLE),
)


@st.composite
def any_record(draw: st.DrawFn) -> Record:
    session = Session(
        uuid(draw(st.integers(0, 10**6))),
        draw(_MOMENTS),
        draw(_WORDS),
        draw(st.sampled_from(["gentle", "standard", "stronger"])),
        draw(_WORDS),
        draw(_WHOLE),
        draw(st.booleans()),
        draw(st.sampled_from(["asked", "skipped", "not asked"])),
        draw(_WORDS),
        draw(st.booleans()),
    )
    rows = tuple(
        row._replace(seq=seq)
        for seq, row in enumerate(draw(st.lists(_FINISHED | _HAPPENED, max_size=6)), start=1)
    )
    return Record(
        session, totals_of((ExerciseTotals(0, "a", 3), ExerciseTotals(1, draw(_WORDS), 4)), rows), rows
    )


def test_what_was_acknowledged_can_be_listed(lrx: Lrx, path: Path) -> None:
    history(path, 1)
    assert set(lrx("history", "--ids").out.replace("HAVE ", "").split()) == ids(path)
    assert os.path.getsize(path) > 0


def test_deleting_needs_to_be_told_what(lrx: Lrx, home: Path) -> None:
    result = lrx("history", "--delete", "--yes")
    assert (result.code, result.out) == (2, "")
    assert "--delete-all" in result.err


def test_a_history_comes_in_through_a_pipe(home: Path, tmp_path: Path) -> None:
    with hurried(home / "history.sqlite3") as store:
        record(store, 1, started=later(1))
    exported = start("export", "history", env={"LRX_HOME": str(home)}).stdout
    new = {"LRX_HOME": str(tmp_path / "new"), "TMPDIR": str(tmp_path)}
    for said in (b"1 session imported, 0 sessions here already", b"0 sessions imported, 1 session here"):
        result = start("import", "-", input=exported, stdin=None, env=new)
        assert (result.returncode, said in result.stdout) == (0, True), result
    wrong = start("import", "-", input=exported[:-30], stdin=None, env=new)
    assert (wrong.returncode, b"tandard input" in wrong.stderr) == (65, True)
    assert not [path for path in tmp_path.iterdir() if path.name not in ("home", "new")]
