"""A disk without room: nothing that was kept is lost, the session plays on and says so, and what could not
be written is written once there is room.

The disk is as full as ``RLIMIT_FSIZE`` makes it: no file can grow beyond so many bytes.
"""

from __future__ import annotations

import resource
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player.events import Event
from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.core.ports import Output
from lrx_cli.errors import BUSY, CANNOT_WRITE, LrxError
from lrx_cli.session.history import SessionHistory
from lrx_cli.storage.history.files import Lock
from lrx_cli.storage.history.queries import reading
from lrx_cli.storage.history.tables import read_answers
from tests.cli.conftest import start
from tests.cli.kept import played
from tests.core.said import answer
from tests.faults.homes import NAME
from tests.storage.recorded import history, hurried, ids, later, record, records

pytestmark = pytest.mark.long


def room(size: int) -> None:
    """No file grows beyond so many bytes from now on; -1: as large as it likes."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))


@contextmanager
def no_room(size: int = 0) -> Iterator[None]:
    room(size)
    try:
        yield
    finally:
        room(-1)


class Freeing(Output):
    """Makes room at some moment."""

    def __init__(self, moment: Ms) -> None:
        self._moment = moment

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        if now.at >= self._moment:
            room(-1)


def test_opening_a_history_writes_nothing_to_it(home: Path) -> None:
    """Not even the end of a session that was cut off: that goes with the first thing that is kept."""
    path = home / NAME
    with hurried(path) as store:
        record(store, cut_at=60_000)
    before = {file: file.read_bytes() for file in home.iterdir() if file.suffix != ".lock"}
    with SessionHistory(later(1)) as keeping:
        assert keeping.resumable is not None
    assert {file: file.read_bytes() for file in home.iterdir() if file.suffix != ".lock"} == before


def test_a_lock_is_held_though_there_is_no_room_to_say_since_when(tmp_path: Path) -> None:
    with no_room():
        lock = Lock(str(tmp_path / "lock"), "since 7:30")
    with pytest.raises(LrxError, match=r"Another lrx holds the history\.") as refused:
        Lock(str(tmp_path / "lock"), "since 7:31")
    assert refused.value.exit_code == BUSY
    lock.release()


def test_a_disk_that_is_full_when_a_session_begins_and_freed_while_it_plays_costs_nothing(
    home: Path,
) -> None:
    path = home / NAME
    with hurried(path) as store:
        record(store, cut_at=60_000)
    before = ids(path)
    told: list[str] = []
    with no_room(8_192), SessionHistory(later(1)) as keeping:
        played(keeping, notice=lambda line, now: told.append(line), beside=[Freeing(40_000)])
        assert keeping.saved
        assert keeping.exit_code == 0
    assert told == [
        "This is not being saved: disk I/O error. It is tried again.",
        "It is saved again.",
    ]
    assert before < ids(path)
    cut, whole = records(path)
    assert (cut.outcome, whole.outcome, whole.done) == ("interrupted", "done", 10)


def test_a_disk_that_stays_full_is_told_at_the_end_too(home: Path) -> None:
    path = history(home / NAME, 2)
    before, size = ids(path), path.stat().st_size
    ended = start(
        "session", "--routine", "desk", "--teach", "off", "--speed", "1000", "--skip-check", "--plain",
        env={"LRX_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},  # no half-written modules
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )  # fmt: skip
    assert ended.returncode == CANNOT_WRITE
    assert ended.stdout.count(b"This is not being saved") == 1
    assert b"Done after" in ended.stdout
    assert b"Saved." not in ended.stdout
    assert ended.stderr.splitlines() == [
        b"This session is not saved whole; what is saved, lrx history shows."
    ]
    assert ids(path) >= before
    assert start("history", env={"LRX_HOME": str(home)}).returncode == 0


def test_answers_that_could_not_be_kept_are_kept_with_the_next_and_once(home: Path) -> None:
    path = history(home / NAME, 1)
    first = answer("", later(1), "passed", {"signs": "none"})
    second = answer("", later(1), "flags", {"flags": [], "cleared": []})
    with SessionHistory(later(1)) as keeping:
        with no_room(100):
            assert not keeping.keep_answers([first])
            assert keeping.exit_code == CANNOT_WRITE
        assert keeping.keep_answers([second])
        assert keeping.exit_code == 0
    with reading(str(path)) as connection:
        assert read_answers(connection) == [first, second]


def test_answers_that_could_not_be_kept_are_tried_once_more_at_the_end(home: Path) -> None:
    path = history(home / NAME, 1)
    said = answer("", later(1), "stopped", {"why": "emergency", "which": []})
    with SessionHistory(later(1)) as keeping, no_room(100):
        assert not keeping.keep_answers([said])
        room(-1)
    with reading(str(path)) as connection:
        assert read_answers(connection) == [said]
