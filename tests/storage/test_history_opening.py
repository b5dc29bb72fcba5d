"""Opening a history: private, one writer at a time, never an older or a newer one by mistake."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from lrx_cli.errors import BUSY, CANNOT_CREATE, CANNOT_WRITE, LrxError
from lrx_cli.storage.history import backups, queries, schema
from lrx_cli.storage.history.backups import problems_in
from lrx_cli.storage.history.files import connect_reading
from lrx_cli.storage.history.store import open_history
from tests.storage.recorded import TODAY, history, hurried, ids, record, records, uuid


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lrx" / "history.sqlite3"


@pytest.mark.usefixtures("open_umask")
def test_all_that_is_made_is_for_its_owner_only(path: Path) -> None:
    with hurried(path) as store:
        record(store)
        backups.roll(store.connection, store.path)
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert {name.name: name.stat().st_mode & 0o777 for name in path.parent.iterdir()} == {
        "history.sqlite3": 0o600,
        "history.sqlite3-journal": 0o600,
        "history.sqlite3.lock": 0o600,
        "history.sqlite3.backup-1": 0o600,
    }


def test_it_is_written_as_promised(path: Path) -> None:
    with open_history(str(path), TODAY) as store:
        found = {
            name: store.connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "secure_delete", "trusted_schema", "cell_size_check")
        }
    assert found == {
        "journal_mode": "truncate",
        "synchronous": 3,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
    }


@pytest.mark.parametrize(
    "journal", [None, b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504)], ids=["whole", "cut off"]
)
def test_who_looks_cannot_write(path: Path, journal: bytes | None) -> None:
    """Not even where a commit was cut off, and SQLite has to be able to take it back."""
    history(path, 1)
    if journal is not None:
        Path(f"{path}-journal").write_bytes(journal)
    with (
        closing(connect_reading(str(path))) as connection,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        connection.execute("DELETE FROM session")


def test_a_second_writer_is_told_who_is_first(path: Path) -> None:
    with hurried(path), pytest.raises(LrxError, match=f"process {os.getpid()}, since 23:13") as refused:
        open_history(str(path), TODAY)
    assert refused.value.exit_code == BUSY


def test_the_lock_is_gone_with_whoever_held_it(path: Path) -> None:
    history(path, 1)
    code = (
        "import sys, time; from lrx_cli.core.dates import Moment; "
        "from lrx_cli.storage.history.store import open_history; "
        f"store = open_history({str(path)!r}, Moment(0, 0)); print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LrxError, match="Another lrx holds the history"):
            open_history(str(path), TODAY)
        holder.kill()
    with open_history(str(path), TODAY):
        pass


def test_readers_do_not_mind_a_writer(path: Path) -> None:
    with hurried(path) as store:
        record(store, 1)
        assert len(records(path)) == 1
        record(store, 2)
        assert len(records(path)) == 2


def test_looking_changes_no_byte(path: Path) -> None:
    history(path)
    before = {name: name.read_bytes() for name in path.parent.iterdir()}
    stamps = {name: name.stat().st_mtime_ns for name in path.parent.iterdir()}
    records(path)
    ids(path)
    assert {name: name.read_bytes() for name in path.parent.iterdir()} == before
    assert {name: name.stat().st_mtime_ns for name in path.parent.iterdir()} == stamps


def test_where_nothing_was_kept_there_is_nothing_to_read_and_nothing_is_made(path: Path) -> None:
    with queries.reading(str(path)) as connection:
        assert list(queries.records(connection)) == []
    assert not path.parent.exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(LrxError, match="cannot be created: not a directory") as refused:
        open_history(str(tmp_path / "file" / "history.sqlite3"), TODAY)
    assert refused.value.exit_code == CANNOT_CREATE


def test_a_history_of_a_newer_lrx_is_left_alone(path: Path) -> None:
    history(path, 1)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.newest() + 1}")
    before = path.read_bytes()
    for opening in (lambda: open_history(str(path), TODAY), lambda: queries.reading(str(path))):
        with pytest.raises(LrxError, match="made by a newer lrx") as refused, opening():
            pass
        assert refused.value.exit_code == CANNOT_WRITE
    assert path.read_bytes() == before


def test_an_older_history_is_migrated_after_a_backup(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with hurried(path) as store:
        record(store)
        backups.roll(store.connection, store.path)
    before, old = records(path), schema.newest()
    monkeypatch.setattr(
        schema, "MIGRATIONS", (*schema.MIGRATIONS, ("CREATE TABLE note (id INTEGER PRIMARY KEY) STRICT",))
    )
    assert records(path) == before  # looking needs no migration
    with hurried(path) as store:
        assert schema.version_of(store.connection) == old + 1
        assert store.notices == []
    assert records(path) == before
    kept = path.with_name(f"history.sqlite3.version-{old}")
    with closing(connect_reading(str(kept))) as connection:
        assert schema.version_of(connection) == old
        assert connection.execute("SELECT count(*) FROM session").fetchone() == (1,)
    assert backups.newest_good(str(path)) == f"{path}.backup-1"  # though it is of the version before


def test_a_migration_that_fails_leaves_the_history_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history(path, 1)
    before, old = path.read_bytes(), schema.newest()
    bad = ("CREATE TABLE note (id INTEGER PRIMARY KEY) STRICT", "CREATE TABLE note (id INTEGER) STRICT")
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, bad))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError, match="already exists"):
            schema.migrate(connection)
        assert schema.version_of(connection) == old
    assert path.read_bytes() == before


def test_backups_roll_and_the_newest_is_whole(path: Path) -> None:
    with hurried(path) as store:
        for number in range(1, 6):
            record(store, number)
            backups.roll(store.connection, store.path)
    counts = []
    for name in backups.rolling(str(path)):
        with closing(connect_reading(name)) as connection:
            assert problems_in(connection) == []
            counts.append(connection.execute("SELECT count(*) FROM session").fetchone()[0])
    assert counts == [5, 4, 3]
    assert backups.newest_good(str(path)) == f"{path}.backup-1"


def test_a_history_that_vanished_is_told_and_its_backup_kept_until_it_is_asked_for(path: Path) -> None:
    with hurried(path) as store:
        record(store, 1)
        backups.roll(store.connection, store.path)
    path.unlink()
    with hurried(path) as store:
        assert store.notices[0] == "The history is gone; this is a new one."
        assert "1 session that the history does not have" in store.notices[1]
        for number in range(2, 7):
            record(store, number)
            backups.roll(store.connection, store.path)
    assert [one.session.id for one in records(Path(f"{path}.backup-kept"))] == [uuid(1)]


def test_a_file_of_something_else_is_set_aside_and_not_written_to(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.commit()
    before = path.read_bytes()
    with hurried(path) as store:
        assert "it is empty, or not a history of lrx" in store.notices[0]
    assert path.with_name("history.sqlite3.damaged-2023-11-14T231320").read_bytes() == before


def test_a_journal_left_by_a_kill_is_taken_back_by_the_next_reader(path: Path, tmp_path: Path) -> None:
    history(path, 1)
    kept = ids(path)
    other = tmp_path / "cut" / "history.sqlite3"
    cut_in_a_commit(path, other)
    assert os.path.getsize(f"{other}-journal") > 0
    assert ids(other) == kept


@pytest.mark.parametrize("gone", ["is gone", "is damaged"])
def test_a_journal_is_never_played_back_into_another_history(path: Path, tmp_path: Path, gone: str) -> None:
    history(path, 2)
    other = tmp_path / "cut" / "history.sqlite3"
    cut_in_a_commit(path, other)
    if gone == "is gone":
        other.unlink()
    else:
        other.write_bytes(b"no history at all")
    with hurried(other) as store:
        assert problems_in(store.connection) == []
        record(store, 7)
    assert {one.split(":")[0] for one in ids(other)} == {uuid(7)}


def cut_in_a_commit(path: Path, other: Path) -> None:
    """A copy, as a kill in the middle of a commit leaves it: half written, and a journal beside it."""
    other.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        connection.execute("PRAGMA cache_spill = ON").fetchall()
        connection.execute("PRAGMA cache_size = 1").fetchall()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE segment SET crc = 0")
        connection.execute("UPDATE event SET crc = 0")
        connection.execute("UPDATE session SET crc = 0")
        for name in (path, Path(f"{path}-journal")):
            shutil.copy(name, other.with_name(name.name))
        connection.execute("ROLLBACK")
