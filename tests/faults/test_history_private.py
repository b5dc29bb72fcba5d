"""What was deleted is gone from every file, and whoever is cut off while deleting can delete it again."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from lrx_cli.sound.samples import tone
from lrx_cli.storage.history import backups
from lrx_cli.storage.history.store import delete_sessions
from lrx_cli.storage.voice import RenderedLines
from tests.cli.conftest import Lrx
from tests.core.said import answer
from tests.storage.recorded import hurried, ids, keep, later, record, uuid

SECRET = "calf-burns-like-fire"


def written_everywhere(path: Path) -> None:
    """A session and what was said about it, in the history and in every kind of copy that lrx makes."""
    with hurried(path) as store:
        for number in range(1, 5):
            record(store, number, started=later(number))
            keep(store, [answer(uuid(number), later(number), "before", {"level": SECRET})])
            backups.roll(store.connection, store.path)
        backups.keep_version(store.connection, store.path, 1)
        backups.keep(store.path, backups.rolling(store.path)[2])
    whole = path.read_bytes()
    for name in ("damaged-2026-01-01T000000", "damaged-2026-01-01T000000-journal", "backup-new", "recovered"):
        path.with_name(f"{path.name}.{name}").write_bytes(whole)


def holding(folder: Path, words: str) -> list[str]:
    return [file.name for file in folder.iterdir() if words.encode() in file.read_bytes()]


def test_what_was_said_is_deleted_from_every_copy(home: Path, lrx: Lrx) -> None:
    written_everywhere(home / "history.sqlite3")
    assert len(holding(home, SECRET)) > 7
    assert lrx("history", "--delete-all", "--yes").code == 0
    assert holding(home, SECRET) == holding(home, uuid(2)) == []


def test_one_session_is_deleted_from_every_copy_with_what_was_said_about_it(home: Path, lrx: Lrx) -> None:
    written_everywhere(home / "history.sqlite3")
    assert lrx("history", uuid(2), "--delete", "--yes").code == 0
    assert holding(home, uuid(2)) == []
    assert set(holding(home, uuid(3))) == {"history.sqlite3", "history.sqlite3.backup-1"}


class CutOff(sqlite3.Connection):
    """Its commits do not come through."""

    def execute(self, sql: str, *parameters: object) -> sqlite3.Cursor:
        if sql == "COMMIT":
            raise sqlite3.OperationalError("disk I/O error")
        return super().execute(sql, *parameters)


def test_who_is_cut_off_while_deleting_has_it_all_still_and_no_copy_is_left_of_it(
    home: Path, lrx: Lrx
) -> None:
    path = home / "history.sqlite3"
    written_everywhere(path)
    before = ids(path)
    with hurried(path) as store:
        store.connection.close()
        store.connection = sqlite3.connect(path, factory=CutOff, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError):
            delete_sessions(store, {uuid(2)})
    assert ids(path) == before
    assert set(holding(home, uuid(2))) == {"history.sqlite3"}
    assert lrx("history", uuid(2), "--delete", "--yes").code == 0
    assert holding(home, uuid(2)) == []


@pytest.mark.usefixtures("open_umask")
@pytest.mark.parametrize(
    "first",
    [
        ("routine", "new", "Sheet", "--line", "cat cow"),
        (
            "exercise", "new", "Bridge", "--dose", "8 times, hold 3", "--position", "supine", "--setup",
            "Lie on your back, knees bent.", "--move", "Lift your hips.", "--back", "Lower.",
        ),
        ("config", "set", "level", "gentle"),
        ("session", "cat-cow", "--reps", "1", "--speed", "1000", "--skip-check"),
    ],
    ids=lambda line: line[0],
)  # fmt: skip
def test_whatever_is_kept_first_all_of_it_is_for_its_owner_alone(
    home: Path, lrx: Lrx, first: tuple[str, ...]
) -> None:
    assert lrx(*first).code == 0
    for file in (home, *home.rglob("*")):
        assert file.stat().st_mode & 0o077 == 0, file


@pytest.mark.usefixtures("open_umask")
def test_so_is_a_line_that_was_spoken(tmp_path: Path) -> None:
    cache = tmp_path / "home" / "cache" / "voice"
    assert RenderedLines(str(cache), "an engine").keep("Slowly, says Anna.", tone("go"))
    for file in (tmp_path / "home", *tmp_path.rglob("home/*"), *cache.iterdir()):
        assert file.stat().st_mode & 0o077 == 0, file


@pytest.mark.usefixtures("open_umask")
def test_a_page_is_for_whom_it_was_for_before(tmp_path: Path, lrx: Lrx) -> None:
    """To be handed on, until somebody says that it is not."""
    page = tmp_path / "page.html"
    for mode in (0o666, 0o600):
        assert lrx("handout", "cat-cow", "-o", str(page), "--force").code == 0
        assert page.stat().st_mode & 0o777 == mode
        page.chmod(0o600)
