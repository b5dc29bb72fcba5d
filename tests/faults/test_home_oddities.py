"""Homes in which the history, or what stands beside it, is not what it should be.

Whoever looks gets an answer in one sentence, and changes nothing; a session plays in any case.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from lrx_cli.errors import CANNOT_CREATE, CANNOT_WRITE, INVALID_FILE, LrxError
from tests.cli.conftest import Lrx
from tests.faults.homes import NAME, SESSION
from tests.hostile.escapes import obeyed
from tests.hostile.files import make_socket
from tests.storage.recorded import history, ids, records

pytestmark = pytest.mark.long

LOOKS = (
    (), ("history",), ("history", "--json"), ("export", "history"), ("progress",),
    ("preview", "--teach", "off"),
)  # fmt: skip


def everything(folder: Path, *, but: str = " ") -> dict[str, tuple[int, int, int, bytes]]:
    """What stands in the folder: mode, size, when it was written, and what is in it. ``but``: an ending that
    is passed over."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.name.endswith(but):
            continue
        is_file = path.is_file() and not path.is_symlink()
        stat = path.lstat()
        moment = stat.st_mtime_ns if is_file else 0
        found[str(path)] = (stat.st_mode, stat.st_size, moment, path.read_bytes() if is_file else b"")
    return found


def a_file(home: Path) -> None:
    home.write_text("a file where the folder should be")


def a_loop(home: Path) -> None:
    home.symlink_to(home)


def a_link_to_nowhere(home: Path) -> None:
    home.symlink_to(home.with_name("nowhere"))


def _filled(home: Path) -> Path:
    home.mkdir()
    return history(home / NAME, 2)


def a_folder_for_a_history(home: Path) -> None:
    (home / NAME).mkdir(parents=True)


def a_pipe_for_a_history(home: Path) -> None:
    home.mkdir()
    os.mkfifo(home / NAME)


def a_socket_for_a_history(home: Path) -> None:
    home.mkdir()
    make_socket(home / NAME)


def a_device_for_a_history(home: Path) -> None:
    home.mkdir()
    (home / NAME).symlink_to("/dev/zero")


def a_history_that_is_a_link_to_nowhere(home: Path) -> None:
    home.mkdir()
    (home / NAME).symlink_to(home / "nowhere")


def an_empty_history(home: Path) -> None:
    home.mkdir()
    (home / NAME).touch()


def a_text_for_a_history(home: Path) -> None:
    home.mkdir()
    (home / NAME).write_text("dear diary\n" * 1000)


def a_history_of_another_program(home: Path) -> None:
    home.mkdir()
    with closing(sqlite3.connect(home / NAME)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")


def a_history_of_tomorrow(home: Path) -> None:
    with closing(sqlite3.connect(_filled(home))) as connection:
        connection.execute("PRAGMA user_version = 99")


def a_pipe_for_a_journal(home: Path) -> None:
    _filled(home)
    (home / f"{NAME}-journal").unlink()
    os.mkfifo(home / f"{NAME}-journal")


def a_folder_for_a_journal(home: Path) -> None:
    _filled(home)
    (home / f"{NAME}-journal").unlink()
    (home / f"{NAME}-journal").mkdir()


def a_lock_that_links_elsewhere(home: Path) -> None:
    _filled(home)
    victim = home / "precious"
    victim.write_text("of somebody else")
    (home / f"{NAME}.lock").unlink()
    (home / f"{NAME}.lock").symlink_to(victim)


def folders_for_backups(home: Path) -> None:
    _filled(home)
    for name in ("backup-1", "backup-new", "backup-kept", "damaged-once"):
        (home / f"{NAME}.{name}").mkdir()


def a_history_in_wal_mode(home: Path) -> None:
    with closing(sqlite3.connect(_filled(home))) as connection:
        connection.execute("PRAGMA journal_mode = WAL").fetchall()


ODD: dict[Callable[[Path], None], tuple[int, int]] = {
    # The home, what looking says, and what a session says.
    a_file: (CANNOT_WRITE, CANNOT_CREATE),
    a_loop: (CANNOT_WRITE, CANNOT_CREATE),
    a_link_to_nowhere: (0, CANNOT_CREATE),
    a_folder_for_a_history: (CANNOT_WRITE, CANNOT_WRITE),
    a_pipe_for_a_history: (CANNOT_WRITE, CANNOT_WRITE),
    a_socket_for_a_history: (CANNOT_WRITE, CANNOT_WRITE),
    a_device_for_a_history: (CANNOT_WRITE, CANNOT_WRITE),
    a_history_that_is_a_link_to_nowhere: (CANNOT_WRITE, CANNOT_WRITE),
    an_empty_history: (INVALID_FILE, 0),
    a_text_for_a_history: (INVALID_FILE, 0),
    a_history_of_another_program: (INVALID_FILE, 0),
    a_history_of_tomorrow: (CANNOT_WRITE, CANNOT_WRITE),
    a_pipe_for_a_journal: (CANNOT_WRITE, CANNOT_WRITE),
    a_folder_for_a_journal: (CANNOT_WRITE, CANNOT_WRITE),
    a_lock_that_links_elsewhere: (0, CANNOT_WRITE),
    folders_for_backups: (0, 0),
    a_history_in_wal_mode: (0, 0),
}


@pytest.mark.parametrize("made", ODD, ids=lambda made: made.__name__)
def test_looking_answers_and_changes_nothing_and_a_session_plays(
    made: Callable[[Path], None], home: Path, lrx: Lrx
) -> None:
    made(home)
    looking, playing = ODD[made]
    before = everything(home.parent)
    for look in LOOKS:
        found = lrx(*look)
        # The home screen says it and goes on; the preview does without.
        assert found.code == (0 if look in (LOOKS[0], LOOKS[-1]) else looking), (look, found)
        assert len(found.err.splitlines()) <= 4
        assert everything(home.parent) == before
    played = lrx(*SESSION)
    assert played.code == playing, played
    assert "Done after" in played.out
    assert ("Saved." in played.out) == (playing == 0)
    if playing:
        assert "So this session is not recorded." in played.err
        assert everything(home.parent, but=".lock") == {
            name: found for name, found in before.items() if not name.endswith(".lock")
        }


def test_a_history_that_another_program_switched_to_wal_is_switched_back_by_a_session(
    home: Path, lrx: Lrx
) -> None:
    a_history_in_wal_mode(home)
    before = ids(home / NAME)
    assert lrx(*SESSION).code == 0
    assert before < ids(home / NAME)
    assert {file.name for file in home.iterdir()} == {
        NAME, f"{NAME}-journal", f"{NAME}.lock", f"{NAME}.backup-1",
    }  # fmt: skip


def test_doctor_says_who_else_could_read_or_write_it(home: Path, lrx: Lrx) -> None:
    path = _filled(home)
    home.chmod(0o700)
    finding = {one["what"]: one for one in lrx("doctor", "--json").json["findings"]}["history"]
    assert finding["works"]
    home.chmod(0o777)
    path.chmod(0o644)
    finding = {one["what"]: one for one in lrx("doctor", "--json").json["findings"]}["history"]
    assert not finding["works"]
    assert "Others can write into its folder" in finding["found"]
    assert "Others can read it" in finding["found"]


def test_what_stands_in_a_wal_beside_the_history_is_read(home: Path) -> None:
    """Of a program that was killed; only SQLite can put the two together."""
    path = _filled(home)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
        connection.execute("DELETE FROM book")
        other = home.with_name("other")
        shutil.copytree(home, other)
    with pytest.raises(LrxError, match="the number of sessions is missing"):
        records(other / NAME)


@pytest.mark.parametrize(
    "name",
    [
        "with\nlines",
        "with\x1b]0;escapes\x07",
        "%20?mode=ro#x",
        "\u65e5\u672c \u00f6",
        "\udcff\udcfe",
        "x" * 255,
    ],
    ids=ascii,
)
def test_a_home_may_have_any_name(
    name: str, tmp_path: Path, lrx: Lrx, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / name
    monkeypatch.setenv("LRX_HOME", str(home))
    played = lrx(*SESSION)
    assert (played.code, played.err) == (0, "")
    assert os.stat(home / NAME).st_mode & 0o777 == 0o600
    assert lrx("history", "1").code == 0
    home.joinpath(NAME).write_bytes(b"no more")
    told = lrx("history")
    assert told.code == INVALID_FILE
    assert not obeyed(told.err)


@pytest.mark.parametrize("name", ["x" * 256, "/".join(["x" * 200] * 30)], ids=["a long name", "a long path"])
def test_a_home_whose_name_is_too_long_keeps_nobody_from_playing(
    name: str, tmp_path: Path, lrx: Lrx, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LRX_HOME", str(tmp_path / name))
    played = lrx(*SESSION)
    assert played.code == CANNOT_CREATE
    assert "file name too long. So this session is not recorded." in played.err
