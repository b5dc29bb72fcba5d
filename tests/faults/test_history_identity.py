"""The history's file is replaced, removed or rolled back: while a session plays, and between sessions."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player.events import Event
from lrx_cli.core.player.player import Player
from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.core.ports import Output
from lrx_cli.session.history import SessionHistory
from lrx_cli.session.loop import run_loop
from lrx_cli.storage.history import backups, queries
from lrx_cli.storage.history.files import Replaced
from lrx_cli.storage.history.store import Store
from lrx_cli.storage.history.tables import add_answers, read_answers
from tests.autoplay import Autoplay
from tests.cli.conftest import Lrx
from tests.core.said import answer
from tests.faults.homes import NAME, SESSION
from tests.faults.test_home_oddities import everything
from tests.sampling import one_in
from tests.storage.recorded import history, hurried, ids, keep, later, record, records, resume, uuid

OLD = b"no history at all" * 500


@pytest.fixture
def path(home: Path) -> Path:
    """Four sessions, and a backup after each of the last three."""
    with hurried(home / NAME) as store:
        for number in range(1, 5):
            record(store, number, started=later(number))
            backups.roll(store.connection, store.path)
    return home / NAME


class At(Output):
    """Something happens to the file once so much of a session was played."""

    def __init__(self, at: Ms, what: Callable[[], object]) -> None:
        self.at, self.what, self.happened = at, what, False

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        if not self.happened and now.at >= self.at:
            self.happened = True
            self.what()


def an_older_one_takes_its_place(path: Path) -> None:
    shutil.copy(f"{path}.backup-2", f"{path}.x")
    os.replace(f"{path}.x", path)


def an_older_one_is_written_over_it(path: Path) -> None:
    path.write_bytes(Path(f"{path}.backup-2").read_bytes())


def one_of_another_home_takes_its_place(path: Path) -> None:
    os.replace(path.parent.parent / "other.sqlite3", path)


def one_of_another_home_is_written_over_it(path: Path) -> None:
    path.write_bytes((path.parent.parent / "other.sqlite3").read_bytes())


def it_is_removed(path: Path) -> None:
    path.unlink()


def it_is_cut_off(path: Path) -> None:
    os.truncate(path, 5_000)


def something_else_is_written_over_it(path: Path) -> None:
    path.write_bytes(OLD)


def it_becomes_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_newer_lrx_has_written_it(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


HAPPENINGS = (
    an_older_one_takes_its_place, an_older_one_is_written_over_it, one_of_another_home_takes_its_place,
    one_of_another_home_is_written_over_it, it_is_removed, it_is_cut_off, something_else_is_written_over_it,
    it_becomes_a_folder, a_newer_lrx_has_written_it,
)  # fmt: skip


@pytest.mark.parametrize("at", one_in(2, [30_000, 0]))
@pytest.mark.parametrize("happens", HAPPENINGS, ids=lambda happens: happens.__name__)
def test_whatever_happens_to_the_file_the_session_plays_on_and_is_kept_beside_it(
    path: Path, tmp_path: Path, happens: Callable[[Path], None], at: Ms
) -> None:
    """The other home's session is at the same place, has the same number, and as many rows."""
    with hurried(tmp_path / "another" / NAME) as store:
        for number in range(1, 5):
            record(store, number, started=later(number))
        record(store, 77, started=later(5), cut_at=30_000)
    shutil.copy(tmp_path / "another" / NAME, tmp_path / "other.sqlite3")
    left: list[bytes] = []

    def it_happens() -> None:
        happens(path)
        if path.is_file():
            left.append(path.read_bytes())

    told: list[str] = []
    promised: list[int] = []
    with hurried(path) as store:
        recorder = record(
            store, 5, started=later(5), others=[At(at, it_happens)], tell=told.append, safe=promised.append
        )
    assert not recorder.unsaved
    assert [path.read_bytes()] == left if path.is_file() else not left
    (kept,) = (one for one in records(Path(f"{path}.backup-kept")))
    assert (kept.session.id, kept.outcome, kept.done) == (uuid(5), "done", 10)
    assert set(promised) == {row.seq for row in kept.rows}
    assert len(told) == 1
    assert "This session is kept beside it, in history.sqlite3.backup-kept." in told[0]


@pytest.mark.parametrize("at", [1_000, 30_000])
def test_one_that_was_taken_up_is_kept_whole_beside_it(path: Path, at: Ms) -> None:
    with hurried(path) as store:
        record(store, 5, started=later(5), cut_at=40_000)
    before = records(path)[-1]
    with hurried(path) as store:
        resume(store, others=[At(at, lambda: an_older_one_takes_its_place(path))])
    (kept,) = records(Path(f"{path}.backup-kept"))
    assert kept.rows[: len(before.rows)] == before.rows
    assert (kept.session, kept.outcome, kept.done) == (before.session, "done", 10)


def test_one_that_is_kept_beside_is_brought_back_and_can_be_resumed(path: Path, lrx: Lrx) -> None:
    with hurried(path) as store:
        record(
            store, 5, started=later(5), cut_at=40_000,
            others=[At(10_000, lambda: an_older_one_takes_its_place(path))],
        )  # fmt: skip
    assert "lrx history --restore" in lrx("history").err
    back = lrx("history", "--restore")
    assert back.out.splitlines() == [
        "2 sessions are back.",
        "lrx session --resume goes on with the last one.",
    ]
    with queries.reading(str(path)) as connection:
        found = queries.resumable(connection)
        assert found is not None
        assert found.record.session.id == uuid(5)
    with hurried(path) as store:
        resume(store, now=later(5))
    assert (records(path)[-1].outcome, records(path)[-1].done) == ("done", 10)


def test_one_that_is_kept_beside_can_be_imported(path: Path, lrx: Lrx, tmp_path: Path) -> None:
    with hurried(path) as store:
        record(store, 5, started=later(5), others=[At(10_000, lambda: an_older_one_takes_its_place(path))])
        keep(store, [answer("", later(5), "flags", {"flags": ["stenosis"]})])
    beside = path.with_name(f"{NAME}.backup-kept")
    before = records(beside)
    assert lrx("import", str(beside)).out.splitlines() == [
        "1 session imported, 0 sessions here already.", "1 answer about your health imported.",
    ]  # fmt: skip
    assert records(path)[-1:] == before
    beside.write_bytes(beside.read_bytes()[:9_000])
    cut = lrx("import", str(beside))
    assert (cut.code, "is damaged or incomplete" in cut.err) == (65, True)
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE notes (text)")
    refused = lrx("import", str(tmp_path / "other.db"))
    assert refused.code == 65
    assert "a database of another program" in refused.err


@pytest.mark.parametrize("happens", [it_is_cut_off, an_older_one_is_written_over_it, it_is_removed])
def test_while_the_questions_are_asked_it_may_be_replaced_too(
    path: Path, happens: Callable[[Path], None]
) -> None:
    """What was left is in none of these files any more."""
    with hurried(path) as store:
        record(store, 5, started=later(5), cut_at=40_000)
    with SessionHistory(later(5)) as history:
        assert history.resumable is not None
        timeline, bookmark = history.resumable.point.resume("went_on")
        happens(path)
        history.keep_answers([answer("", later(5), "flags", {"flags": ["stenosis"]})])
        session = history.resumable.record.session
        outputs = history.recorder(session, timeline, lambda line, now: None, "went_on")
        alone = Autoplay()
        run_loop(Player(timeline, bookmark, 0), alone, alone, outputs)
        assert history.saved
        assert history.beside == f"{NAME}.backup-kept"
    (kept,) = records(Path(f"{path}.backup-kept"))
    assert (kept.session.id, kept.outcome, kept.done) == (uuid(5), "done", 10)
    with queries.reading(f"{path}.backup-kept") as connection:
        assert len(read_answers(connection)) == 1


def test_where_the_whole_folder_is_removed_the_session_is_kept_at_its_end(path: Path) -> None:
    told: list[str] = []
    with hurried(path) as store:
        recorder = record(store, 5, tell=told.append, others=[At(30_000, lambda: shutil.rmtree(path.parent))])
    assert not recorder.unsaved
    assert told[0] == "This is not being saved: its folder is gone. It is tried again."
    (kept,) = records(Path(f"{path}.backup-kept"))
    assert (kept.outcome, kept.done) == ("done", 10)
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_file_that_comes_back_as_it_was_is_written_to_again(path: Path) -> None:
    """A folder that is moved away and back, say."""
    away = path.parent.with_name("away")
    told: list[str] = []
    with hurried(path) as store:
        recorder = record(
            store, 5, started=later(5), tell=told.append,
            others=[
                At(20_000, lambda: path.parent.rename(away)), At(50_000, lambda: away.rename(path.parent)),
            ],
        )  # fmt: skip
    assert not recorder.unsaved
    assert told[-1] == "It is saved again."
    assert records(path)[-1].done == 10


# --- one transaction ---------------------------------------------------------------------------------

SAID = [answer("", later(5), "flags", {"flags": ["stenosis"]})]


def test_what_is_written_while_another_file_takes_the_place_is_not_called_saved(path: Path) -> None:
    def write(store: Store) -> None:
        with store.transaction() as connection:
            add_answers(connection, SAID)
            an_older_one_takes_its_place(path)

    with hurried(path) as store, pytest.raises(Replaced):
        write(store)
    with queries.reading(str(path)) as found:
        assert found is not None
        assert read_answers(found) == []


def test_a_file_that_was_rolled_back_to_a_moment_before_is_another_one(path: Path) -> None:
    """It is the same file, and was as this process left it a moment ago: only an answer is missing."""
    with hurried(path) as store:
        before = path.read_bytes()
        keep(store, SAID)
        path.write_bytes(before)
        with pytest.raises(Replaced), store.transaction():
            pass


def test_a_copy_that_says_the_same_is_written_to(path: Path) -> None:
    """As a sync program makes it: another file, and nothing in it is different."""
    told: list[str] = []

    def copied() -> None:
        shutil.copy(path, f"{path}.x")
        os.replace(f"{path}.x", path)

    with hurried(path) as store:
        recorder = record(store, 5, started=later(5), tell=told.append, others=[At(30_000, copied)])
    assert (recorder.unsaved, told) == (False, [])
    assert records(path)[-1].done == 10
    assert not list(path.parent.glob("*kept*"))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE session SET crc = crc + 1 WHERE id = 1",
        "UPDATE seal SET crc = crc + 1 WHERE session = 1",
        "DELETE FROM session WHERE id = 1",
        "DELETE FROM answer",
        "PRAGMA user_version = 1",
    ],
)
def test_a_file_in_which_anything_is_different_gets_no_row(path: Path, change: str) -> None:
    with hurried(path) as store:
        keep(store, SAID)
        with closing(sqlite3.connect(path)) as other:
            other.execute(change)
            other.commit()
        with pytest.raises(Replaced), store.transaction():
            pass


# --- looking, and what comes after -------------------------------------------------------------------


LOOKS = (("history",), ("history", "--json"), ("history", "1"), ("export", "history"), ("progress",))
ALL = {uuid(number) for number in range(1, 5)}


def test_a_history_that_is_gone_is_never_shown_as_none(path: Path, lrx: Lrx) -> None:
    path.unlink()
    for look in LOOKS:
        looked = lrx(*look)
        assert (looked.code, looked.out) == (66, ""), look
        assert "is gone" in looked.err, look
        assert "4 sessions" in looked.err, look
        assert "lrx history --restore" in looked.err, look
    assert "is gone" in lrx().out
    (finding,) = [one for one in lrx("doctor", "--json").json["findings"] if one["what"] == "history"]
    assert not finding["works"]
    assert "is gone" in finding["found"]
    assert lrx("history", "--restore").out.startswith("4 sessions are back")
    assert {one.session.id for one in records(path)} == ALL


def test_where_backups_have_more_looking_says_so(path: Path, lrx: Lrx) -> None:
    an_older_one_takes_its_place(path)
    before = everything(path.parent)
    for look in LOOKS:
        looked = lrx(*look)
        assert looked.code == 0, look
        assert "1 session that the history does not have" in looked.err, look
        assert "lrx history --restore" in looked.err, look
        assert everything(path.parent) == before, look
    (finding,) = [one for one in lrx("doctor", "--json").json["findings"] if one["what"] == "history"]
    assert not finding["works"]


def test_what_only_a_backup_has_is_never_rolled_away(path: Path, lrx: Lrx) -> None:
    shutil.copy(f"{path}.backup-3", path)
    for number in range(11, 16):
        with hurried(path) as store:
            assert "does not have" in store.notices[0]
            record(store, number, started=later(number))
            backups.roll(store.connection, store.path)
    assert "2 sessions that the history does not have" in lrx("history").err
    assert lrx("history", "--restore").out.startswith("2 sessions are back")
    assert {one.session.id for one in records(path)} == ALL | {uuid(number) for number in range(11, 16)}
    assert lrx("history").err == ""
    assert not list(path.parent.glob("*kept*"))


def test_backups_of_a_newer_lrx_are_never_rolled_away(path: Path, lrx: Lrx) -> None:
    for name in backups.rolling(str(path)):
        with closing(sqlite3.connect(name)) as connection:
            connection.execute("PRAGMA user_version = 99")
    kept = {Path(name).read_bytes() for name in backups.rolling(str(path))}
    path.unlink()
    assert lrx("history").code == 66
    for number in range(11, 16):
        with hurried(path) as store:
            record(store, number, started=later(number))
            backups.roll(store.connection, store.path)
    assert kept <= {file.read_bytes() for file in path.parent.iterdir()}


def test_what_is_left_of_a_history_that_is_gone_can_be_deleted(path: Path, lrx: Lrx) -> None:
    path.unlink()
    assert lrx("history", "--delete-all", "--yes").code == 0
    assert not [one for one in path.parent.iterdir() if uuid(1).encode() in one.read_bytes()]
    assert lrx("history").code == 0


def test_a_link_to_a_file_that_is_not_there_is_not_an_empty_history(home: Path, lrx: Lrx) -> None:
    home.mkdir()
    (home / NAME).symlink_to(home / "nowhere")
    looked = lrx("history")
    assert looked.code == 74
    assert "a link to a file that is not there" in looked.err


@pytest.mark.parametrize("made", [Path.mkdir, os.mkfifo], ids=["a folder", "a pipe"])
def test_doctor_does_not_advise_to_lock_what_is_no_file(
    home: Path, lrx: Lrx, made: Callable[[Path], None]
) -> None:
    home.mkdir()
    made(home / NAME)
    (finding,) = [one for one in lrx("doctor", "--json").json["findings"] if one["what"] == "history"]
    assert not finding["works"]
    assert "not an ordinary file" in finding["found"]
    assert "Move it away" in finding["found"]
    assert "chmod" not in finding["found"]


def test_doctor_advises_what_fits_a_link_to_nowhere_and_a_newer_file(path: Path, lrx: Lrx) -> None:
    def found() -> str:
        (finding,) = [one for one in lrx("doctor", "--json").json["findings"] if one["what"] == "history"]
        assert not finding["works"]
        return str(finding["found"])

    a_newer_lrx_has_written_it(path)
    assert "Use that lrx, or a newer one." in found()
    path.unlink()
    path.symlink_to("/nowhere/history.sqlite3")
    assert "Put /nowhere/history.sqlite3 back, or remove the link" in found()
    played = lrx(*SESSION)
    told = "a link to a file that is not there. So this session is not recorded."
    assert (played.code, told in played.err) == (74, True)
    path.unlink()
    assert "lrx history --restore" in found()


def test_damage_in_an_old_session_is_repaired_as_doctor_says(home: Path, lrx: Lrx) -> None:
    """Before a session only the last ten are checked."""
    history(home / NAME, 12)
    with closing(sqlite3.connect(home / NAME)) as connection:
        connection.execute("UPDATE event SET value = replace(value, 'done', 'dune') WHERE session = 1")
        connection.commit()
    (finding,) = [one for one in lrx("doctor", "--json").json["findings"] if one["what"] == "history"]
    assert "is damaged: a row of event is not what was written." in finding["found"]
    assert "lrx history --restore sets it aside" in finding["found"]
    restored = lrx("history", "--restore")
    assert "It is kept as history.sqlite3.damaged-" in restored.err
    (finding,) = [one for one in lrx("doctor", "--json").json["findings"] if one["what"] == "history"]
    assert finding["works"]
    assert len(records(home / NAME)) == 12


def test_restoring_where_nothing_is_missing_says_so(path: Path, lrx: Lrx) -> None:
    assert lrx("history", "--restore").out == "The backups have nothing that the history does not have.\n"


# --- importing ---------------------------------------------------------------------------------------


def test_an_import_never_replaces_a_session_by_another_of_its_name(
    path: Path, lrx: Lrx, tmp_path: Path
) -> None:
    """It goes on in the file, but it is not the one that was played here."""
    exported = json.loads(lrx("export", "history").out)
    session = exported["sessions"][0]
    session["routine"] = "another"
    last = max(one["seq"] for one in (*session["segments"], *session["events"]))
    session["events"].append({"seq": last + 1, "at_ms": 10**6, "event": "paused", "why": "asked"})
    file = tmp_path / "changed.json"
    file.write_text(json.dumps(exported))
    before = records(path)
    brought = lrx("import", str(file))
    assert brought.code == 0
    assert "1 session is not the same here, and nothing was changed" in brought.out
    assert records(path) == before


def test_an_import_says_which_sessions_went_on(home: Path, lrx: Lrx, tmp_path: Path) -> None:
    with hurried(home / NAME) as store:
        record(store, 1, cut_at=40_000)
    shutil.copy(home / NAME, tmp_path / "early")
    with hurried(home / NAME) as store:
        resume(store)
    after = records(home / NAME)
    (tmp_path / "late.json").write_text(lrx("export", "history").out)
    for name in home.iterdir():
        name.unlink()
    shutil.copy(tmp_path / "early", home / NAME)
    brought = lrx("import", str(tmp_path / "late.json"))
    assert "1 session went on elsewhere, and is now longer here, too" in brought.out
    assert records(home / NAME) == after
    assert ids(home / NAME)
