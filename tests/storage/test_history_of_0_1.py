"""A history that lrx 0.1 wrote opens and goes on.

``fixtures/history-0.1.sqlite3`` was played with 0.1.0 in a terminal, at the speed of a person: cat cow to its
end, then figure four stretch with two holds skipped, ended before the cat cow that was to follow it.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from lrx_cli.core.dates import Moment
from lrx_cli.storage.history.queries import reading, resumable
from tests.cli.conftest import Lrx, home, lrx
from tests.storage.recorded import hurried, resume

__all__ = ["home", "lrx"]

FIXTURE = Path(__file__).parent / "fixtures" / "history-0.1.sqlite3"


@pytest.fixture
def path(home: Path) -> Path:
    home.mkdir(mode=0o700)
    target = home / "history.sqlite3"
    shutil.copy(FIXTURE, target)
    target.chmod(0o600)
    return target


def test_both_sessions_are_listed_with_what_was_done(lrx: Lrx, path: Path) -> None:
    sessions = lrx("history", "--json").json["sessions"]
    assert [(each["exercises"], each["done"], each["planned"], each["outcome"]) for each in sessions] == [
        (["figure-four-stretch", "cat-cow"], 6, 28, "stopped"),
        (["cat-cow"], 4, 4, "done"),
    ]
    assert {each["version"] for each in sessions} == {"0.1.0"}


def test_a_session_is_shown_and_counted(lrx: Lrx, path: Path) -> None:
    shown = lrx("history", "1")
    assert shown.code == 0
    assert "Figure four stretch" in shown.out
    progress = lrx("progress")
    assert progress.code == 0
    assert progress.err == ""


def test_what_was_left_is_found_and_goes_on_at_the_second_exercise(path: Path) -> None:
    with reading(str(path)) as connection:
        left = resumable(connection)
    assert left is not None
    assert left.point.where == "Cat cow, from its beginning"
    assert sum(row.credit for row in left.record.finished) == 6
    timeline, bookmark = left.point.resume("went_on")
    assert [block.exercise for block in timeline.blocks] == ["figure-four-stretch", "cat-cow"]
    assert timeline.blocks[1].dose.reps == 5
    assert bookmark.beginning is not None
    assert timeline.segments[bookmark.beginning].block == 1


def test_the_session_is_resumed_to_its_end_and_kept_as_one(lrx: Lrx, path: Path) -> None:
    with hurried(path, Moment(1_796_000_000_000, 60)) as store:
        resume(store, now=Moment(1_796_000_000_000, 60))
    latest = lrx("history", "--json").json["sessions"][0]
    assert (latest["done"], latest["planned"], latest["outcome"]) == (26, 28, "done")
    assert len(lrx("history", "--json").json["sessions"]) == 2


def test_it_is_exported_and_brought_into_another_history(lrx: Lrx, path: Path, tmp_path: Path) -> None:
    file = tmp_path / "exported.json"
    file.write_text(lrx("export", "history").out)
    path.unlink()
    assert lrx("import", str(file)).out.splitlines() == [
        "2 sessions imported, 0 sessions here already.",
        "The last session was left before its end. It can be resumed only where it was played.",
    ]
    assert len(json.loads(file.read_text())["sessions"]) == 2
