"""A damaged history is never shown as if it were whole, never taken for an empty one, never overwritten."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lrx_cli.core.records.progress import Day
from lrx_cli.core.records.session_record import Record
from lrx_cli.errors import INVALID_FILE, LrxError
from lrx_cli.storage.history import backups, queries
from lrx_cli.storage.history.backups import problems_in
from lrx_cli.storage.history.files import connect_reading
from lrx_cli.storage.history.merge import merge
from lrx_cli.storage.history.store import open_history
from lrx_cli.storage.history.tables import numbers
from tests.storage.recorded import TODAY, flip, history, hurried, record, records

Seen = tuple[list[Record], list[Day], list[Record]]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return history(tmp_path_factory.mktemp("good") / "history.sqlite3", 3)


@pytest.fixture
def path(good: Path, tmp_path: Path) -> Path:
    shutil.copy(good, tmp_path / "history.sqlite3")
    return tmp_path / "history.sqlite3"


def seen(path: Path) -> Seen:
    with queries.reading(str(path)) as connection:
        found = numbers(connection)
        return (
            [queries.summary(connection, number) for number in found],
            queries.days(connection),
            list(queries.records(connection)),
        )


def test_no_flipped_bit_is_shown_as_if_nothing_had_happened(good: Path, path: Path) -> None:
    before, whole = seen(good), good.read_bytes()
    chance = random.Random(6)
    silent, told, unhurt = [], 0, 0
    for _ in range(400):
        bit = chance.randrange(len(whole) * 8)
        path.write_bytes(whole)
        flip(path, bit)
        damaged = path.read_bytes()
        try:
            found = seen(path)
        except LrxError:
            told += 1
        else:
            unhurt += found == before  # in a page's free room, say
            if found != before:
                silent.append(bit)
        assert path.read_bytes() == damaged
    assert silent == []
    assert told > 20
    assert unhurt > 0


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_history_is_set_aside_and_what_can_be_read_is_carried_over(
    good: Path, path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    originals = {one.session.id: one for one in records(good)}
    for _ in range(3):
        flip(path, chance.randrange(4_096 * 8, len(path.read_bytes()) * 8))
    damaged = path.read_bytes()
    with open_history(str(path), TODAY) as store:
        told = store.notices
        assert problems_in(store.connection) == []
    aside = list(path.parent.glob("*.damaged-*"))
    for one in records(path):
        if one.session.whole:
            assert one == originals[one.session.id]
        else:
            original = originals[one.session.id]
            assert {(row.at, type(row)) for row in one.rows} <= {(r.at, type(r)) for r in original.rows}
    if told:
        assert [name.read_bytes() for name in aside if not name.name.endswith("-journal")] == [damaged]
        assert "It is kept as history.sqlite3.damaged-2023-11-14T231320" in told[0]
    else:
        assert aside == []
        assert records(path) == list(originals.values())


@pytest.mark.parametrize(
    "kind", ["a page of zeros", "cut to a page", "cut in a page", "text", "random", "another kind"]
)
def test_gross_damage_is_told_and_kept(good: Path, path: Path, kind: str) -> None:
    data = good.read_bytes()
    damaged = {
        "a page of zeros": data[:8192] + bytes(4096) + data[12288:],
        "cut to a page": data[:4096],
        "cut in a page": data[: len(data) - 5000],
        "text": b"this is no history at all\n" * 500,
        "random": random.Random(1).randbytes(20_000),
        "another kind": b"\x7fELF" + data[4:],
    }[kind]
    path.write_bytes(damaged)
    with pytest.raises(LrxError, match="is damaged") as error:
        seen(path)
    assert error.value.exit_code == INVALID_FILE
    assert path.read_bytes() == damaged
    with hurried(path) as store:
        assert "The history was damaged" in store.notices[0]
        record(store, 9)
    aside = path.with_name("history.sqlite3.damaged-2023-11-14T231320")
    assert aside.read_bytes() == damaged


def test_the_newest_good_backup_is_offered_and_waits(good: Path, path: Path) -> None:
    with hurried(path) as store:
        backups.roll(store.connection, store.path)
    path.write_bytes(good.read_bytes()[:4096])
    with hurried(path) as store:
        assert store.notices[-1] == (
            "Backups have 3 sessions that the history does not have, or not whole. "
            "lrx history --restore brings them back."
        )


def test_a_session_that_lost_an_exercise_is_one_in_part_and_comes_back_whole(path: Path) -> None:
    with hurried(path) as store:
        backups.roll(store.connection, store.path)
    before = records(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE share SET crc = crc + 1 WHERE session = 2 AND block = 0")
        connection.commit()
    with hurried(path) as store:
        assert "3 sessions could be read and are here, 1 only in part." in store.notices[0]
        assert "1 session that the history does not have, or not whole" in store.notices[1]
        with closing(connect_reading(f"{path}.backup-kept")) as backup, store.transaction() as connection:
            assert merge(connection, queries.records(backup), ours=True)[:4] == (0, 2, 1, 0)
    assert records(path) == before


def test_a_damaged_backup_is_passed_over(path: Path) -> None:
    with hurried(path) as store:
        backups.roll(store.connection, store.path)
        backups.roll(store.connection, store.path)
    newest, older, _ = backups.rolling(str(path))
    Path(newest).write_bytes(Path(newest).read_bytes()[:5000])
    assert backups.newest_good(str(path)) == older


def test_an_empty_file_is_not_an_empty_history(path: Path) -> None:
    with hurried(path) as store:
        backups.roll(store.connection, store.path)
    path.write_bytes(b"")
    with pytest.raises(LrxError, match="it is empty, or not a history"):
        seen(path)
    with hurried(path) as store:
        assert store.notices[0].startswith("The history was damaged (it is empty, or not")
        assert "Backups have 3 sessions that the history does not have" in store.notices[1]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM segment WHERE session = 2 AND seq = 9",
        "DELETE FROM event WHERE session = 1",
        "DELETE FROM event WHERE session = 1 AND what = 'ended'",
        "DELETE FROM session WHERE id = 1",
        "UPDATE book SET sessions = 2",
        "DELETE FROM seal WHERE session = 3",
        "DROP TRIGGER segment_added",
        "UPDATE segment SET active = active + 1 WHERE session = 1 AND seq = 4",
        "UPDATE session SET rank = 0 WHERE id = 2",
    ],
)
def test_a_full_look_finds_what_another_hand_has_changed(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()
        assert len(problems_in(connection)) == 1


def test_a_good_history_has_no_problems(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert problems_in(connection) == []


def test_cut_off_between_setting_aside_and_starting_over_nothing_is_lost(good: Path, path: Path) -> None:
    path.rename(f"{path}.recovered")
    with hurried(path) as store:
        assert store.notices == []
    assert records(path) == records(good)
