"""Health answers in the database: kept as given, noticed when damaged, deleted with their session."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lrx_cli.core.health.answers import Answer
from lrx_cli.storage.history.backups import problems_in
from lrx_cli.storage.history.files import Damaged
from lrx_cli.storage.history.merge import merge
from lrx_cli.storage.history.queries import reading
from lrx_cli.storage.history.store import delete_sessions, open_history
from lrx_cli.storage.history.tables import read_answers
from tests.core.said import at, passed, session
from tests.storage.recorded import keep

SAID = [passed(0), *session(0, id="a"), *session(1, id="b")]


def kept(path: Path) -> list[Answer]:
    with reading(str(path)) as connection:
        return read_answers(connection)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "lrx" / "history.sqlite3"
    with open_history(str(path), at(2)) as store:
        keep(store, SAID[:3])
        keep(store, SAID[3:])
        assert problems_in(store.connection) == []
    return path


def test_answers_come_back_as_they_were_given(path: Path) -> None:
    assert kept(path) == SAID


def test_a_session_takes_its_answers_with_it_and_no_others(path: Path) -> None:
    with open_history(str(path), at(2)) as store:
        delete_sessions(store, {"a"})
        assert problems_in(store.connection) == []
    assert kept(path) == [answer for answer in SAID if answer.session != "a"]


def test_deleting_everything_leaves_no_answer_on_the_disk(path: Path) -> None:
    with open_history(str(path), at(2)) as store:
        delete_sessions(store, None)
    assert kept(path) == []
    for file in path.parent.iterdir():
        assert b"signs" not in file.read_bytes()


@pytest.mark.parametrize(
    "harm",
    [
        'UPDATE answer SET value = \'{"signs":"yes"}\' WHERE id = 1',
        "UPDATE answer SET utc = utc + 1 WHERE id = 2",
        "DELETE FROM answer WHERE id = 2",
    ],
)
def test_a_changed_or_missing_answer_is_noticed(path: Path, harm: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(harm)
        connection.commit()
        with pytest.raises(Damaged, match="answer about your health"):
            read_answers(connection)
        assert problems_in(connection)


def test_what_can_be_read_of_a_damaged_history_keeps_its_answers(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE answer SET utc = utc + 1 WHERE id = 2")
        connection.commit()
    with open_history(str(path), at(3)) as store:
        assert store.notices
    assert kept(path) == [SAID[0], *SAID[2:]]


def test_a_history_from_before_there_were_answers_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lrx_cli.storage.history import schema

    path = tmp_path / "lrx" / "history.sqlite3"
    with monkeypatch.context() as earlier:
        earlier.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        path.parent.mkdir(mode=0o700)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            schema.migrate(connection)
    assert kept(path) == []
    with open_history(str(path), at(2)) as store:
        keep(store, SAID)
    assert kept(path) == SAID


def test_answers_from_a_backup_take_their_place_in_time_and_never_double(path: Path) -> None:
    later = passed(9)
    with open_history(str(path), at(10)) as store:
        delete_sessions(store, {"a"})
        keep(store, [later])
        merge(store.connection, SAID, ours=True)
        merge(store.connection, SAID, ours=True)
        assert problems_in(store.connection) == []
    found = kept(path)
    assert len(found) == len(SAID) + 1
    assert all(answer in found for answer in [*SAID, later])
    assert [answer.given for answer in found] == sorted(answer.given for answer in found)
