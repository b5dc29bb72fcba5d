"""Keeping a session: from opening the history to what the exit code says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lrx_cli.core.player.player import Player
from lrx_cli.errors import BUSY, LrxError
from lrx_cli.session.history import SessionHistory
from lrx_cli.session.loop import run_loop
from tests.autoplay import Autoplay
from tests.cli.kept import ignored, played
from tests.storage.recorded import TODAY, history, hurried, ids, later, records


@pytest.fixture
def path(home: Path) -> Path:
    return home / "history.sqlite3"


@pytest.fixture
def keeping(home: Path) -> Iterator[SessionHistory]:
    with SessionHistory(TODAY) as keeping:
        yield keeping


def test_a_session_is_kept_and_backed_up(keeping: SessionHistory, path: Path) -> None:
    played(keeping)
    assert keeping.saved
    keeping.back_up()
    assert keeping.exit_code == 0
    (one,) = records(path)
    assert one == records(path.with_name("history.sqlite3.backup-1"))[0]
    assert (one.session.id, one.session.asked, one.session.started) == (keeping.id, "skipped", TODAY)


def test_what_was_left_is_taken_up_in_the_same_session(home: Path, path: Path) -> None:
    with SessionHistory(TODAY) as first:
        played(first, [(50_000, "q"), (51_000, "q")])
    with SessionHistory(later(1)) as second:
        assert second.resumable is not None
        assert second.resumable.point.where == "Long stretch, right side, repetition 1 of 1"
        assert second.resumable.day == TODAY.day
        timeline, bookmark = second.resumable.point.resume("went_on")
        session = second.resumable.record.session
        kept = second.recorder(session, timeline, ignored, "went_on")
        autoplay = Autoplay()
        run_loop(Player(timeline, bookmark, 0), autoplay, autoplay, kept)
    (one,) = records(path)
    assert (one.session.id, one.outcome, one.done, one.planned) == (first.id, "done", 10, 10)
    with SessionHistory(later(2)) as third:
        assert third.resumable is None


def test_how_well_an_exercise_is_known_is_learned_from_what_was_finished(home: Path) -> None:
    for day in range(3):
        with SessionHistory(later(day)) as keeping:
            played(keeping, [(50_000, "q"), (51_000, "q")] if day == 2 else ())
    with SessionHistory(later(3)) as keeping:
        assert keeping.past.times_played == {"knee-lift": 3, "long-stretch": 2}
    with SessionHistory(later(60)) as keeping:
        assert keeping.past.times_played == {"knee-lift": 0, "long-stretch": 0}


def test_beside_another_session_it_plays_unrecorded_and_says_so(home: Path, path: Path) -> None:
    history(path, 1)
    before = ids(path)
    with hurried(path), SessionHistory(TODAY) as keeping:
        assert len(keeping.notices) == 1
        assert keeping.notices[0].startswith("Another lrx holds the history (process")
        assert keeping.notices[0].endswith("So this session is not recorded.")
        played(keeping)
        assert not keeping.saved
        assert keeping.exit_code == 0
    assert ids(path) == before


def test_resuming_beside_another_session_is_refused(home: Path, path: Path) -> None:
    with hurried(path), pytest.raises(LrxError) as refused:
        SessionHistory(TODAY, resume=True)
    assert refused.value.exit_code == BUSY


def test_where_no_history_can_be_made_a_session_plays_and_the_exit_code_says_so(home: Path) -> None:
    home.write_text("a file where the folder should be")
    with SessionHistory(TODAY) as keeping:
        assert "cannot be created" in keeping.notices[0]
        played(keeping)
        assert not keeping.saved
        assert keeping.exit_code == 73
    assert home.read_text() == "a file where the folder should be"


def test_a_damaged_history_is_told_and_the_session_is_kept_in_a_new_one(home: Path, path: Path) -> None:
    history(path, 2)
    path.write_bytes(path.read_bytes()[:7_000])
    with SessionHistory(TODAY) as keeping:
        assert "It is kept as history.sqlite3.damaged-2023-11-14T231320" in keeping.notices[0]
        played(keeping)
        assert keeping.saved
    assert len(records(path)) == 1


def test_acknowledgements_are_made_where_they_are_asked_for(
    home: Path, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with SessionHistory(TODAY) as keeping:
        played(keeping)
    assert capsys.readouterr().err == ""
    path.unlink()
    monkeypatch.setenv("LRX_TEST_ACK", "1")
    with SessionHistory(TODAY) as keeping:
        played(keeping)
    assert set(capsys.readouterr().err.replace("ACK ", "").split()) == ids(path)
