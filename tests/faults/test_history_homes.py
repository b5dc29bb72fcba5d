"""Two homes, and anything that may be done to their files, in any order, by lrx and by other hands.

Whatever a good file holds, lrx never loses; what is shown is what was played. The long form is
bench/faults/machine.py.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from contextlib import closing, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from lrx_cli.cli.app import run
from lrx_cli.core.records.session_record import LoggedSegment, Row
from lrx_cli.errors import LrxError
from lrx_cli.storage.history import backups, queries
from lrx_cli.storage.history.files import connect_reading
from tests.faults.homes import NAME
from tests.faults.test_history_identity import At
from tests.faults.test_history_machine import IN_MEMORY
from tests.storage.recorded import hurried, later, record, uuid

pytestmark = pytest.mark.long

Held = dict[str, tuple[Row, ...]]
"""By session, what was played of it, as far as it was kept; without what it was cut off in."""
homes = st.integers(0, 1)


class AnyHomes(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="lrx-homes-", dir=IN_MEMORY))
        self.paths = [self.folder / name / NAME for name in ("one", "two")]
        self.snapshots: list[bytes] = []
        self.played: Held = {}
        """What was really played, of every session there ever was."""

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    # --- by lrx ---------------------------------------------------------------------------------------

    @initialize()
    def both_are_lived_in(self) -> None:
        for home in (0, 1):
            for _ in range(2):
                self.play(home, None, None)

    @rule(home=homes, cut_at=st.sampled_from([None, None, 30_000]), data=st.data())
    def a_session_is_played(self, home: int, cut_at: int | None, data: st.DataObject) -> None:
        hand = data.draw(st.sampled_from([None, None, self.remove, self.put, self.write_over, self.spoil]))
        self.play(home, cut_at, hand, data)

    def play(self, home: int, cut_at, hand, data=None) -> None:
        path, number = self.paths[home], len(self.played) + 1
        promised: list[int] = []
        before = self.held(path)

        def happen() -> None:
            nonlocal before
            hand(home, data)
            before = self.held(path)

        others = [At(data.draw(st.sampled_from([0, 20_000, 50_000])), happen)] if hand else []
        with hurried(path, later(number)) as store:
            recorder = record(
                store, number, cut_at=cut_at, started=later(number), others=others, safe=promised.append
            )
            assert not recorder.unsaved
            if not store.is_beside and cut_at is None:
                backups.roll(store.connection, store.path)
        self.played[uuid(number)] = tuple(recorder._rows)
        after = self.held(path)
        assert {row.seq for row in after[uuid(number)]} >= set(promised)
        self.nothing_is_lost(before, after)

    @rule(home=homes)
    def somebody_restores(self, home: int) -> None:
        path = self.paths[home]
        before = self.held(path)
        code, _ = self.lrx(home, "history", "--restore")
        after = self.held(path)
        self.nothing_is_lost(before, after)
        if code == 0:
            with queries.reading(str(path)) as connection:
                shown = {one.session.id for one in queries.records(connection)}
            assert shown == set(after)
            assert self.lrx(home, "history") == (0, "")

    @rule(home=homes, data=st.data())
    def one_is_deleted(self, home: int, data: st.DataObject) -> None:
        path = self.paths[home]
        with suppress(LrxError):
            with queries.reading(str(path)) as connection:
                ids = [id for _, id in queries.all_ids(connection)]
            if ids:
                gone = data.draw(st.sampled_from(sorted(ids)))
                if self.lrx(home, "history", gone, "--delete", "--yes")[0] == 0:
                    assert not [one for one in path.parent.iterdir() if gone.encode() in one.read_bytes()]

    # --- by other hands -------------------------------------------------------------------------------

    @rule(home=homes)
    def a_copy_is_made(self, home: int) -> None:
        if self.paths[home].is_file():
            self.snapshots.append(self.paths[home].read_bytes())

    @rule(home=homes)
    def it_is_removed(self, home: int) -> None:
        self.remove(home)

    @rule(home=homes, data=st.data())
    def a_copy_is_put_back(self, home: int, data: st.DataObject) -> None:
        """An older one, or one of the other home."""
        self.put(home, data)

    @rule(home=homes)
    def it_is_spoiled(self, home: int) -> None:
        self.spoil(home)

    def remove(self, home: int, data: object = None) -> None:
        self.paths[home].unlink(missing_ok=True)

    def put(self, home: int, data: st.DataObject) -> None:
        if self.snapshots:
            fresh = self.paths[home].with_name("fresh")
            fresh.write_bytes(data.draw(st.sampled_from(self.snapshots)))
            os.replace(fresh, self.paths[home])

    def write_over(self, home: int, data: st.DataObject) -> None:
        if self.snapshots:
            self.paths[home].write_bytes(data.draw(st.sampled_from(self.snapshots)))

    def spoil(self, home: int, data: object = None) -> None:
        if self.paths[home].is_file():
            os.truncate(self.paths[home], 3_000)

    # --- what must hold -------------------------------------------------------------------------------

    @invariant()
    def what_is_shown_is_what_was_played(self) -> None:
        for home, path in enumerate(self.paths):
            held = self.held(path)
            for id, rows in held.items():
                assert rows == self.played[id][: len(rows)]
            code, said = self.lrx(home, "history")
            if code == 0 and not said:
                with queries.reading(str(path)) as connection:
                    shown = {id for _, id in queries.all_ids(connection)}
                assert shown == set(held)

    def nothing_is_lost(self, before: Held, after: Held) -> None:
        for id, rows in before.items():
            assert after[id][: len(rows)] == rows

    # --- inside ---------------------------------------------------------------------------------------

    def held(self, path: Path) -> Held:
        """By all good files together, the longest record of each."""
        found: Held = {}
        for name in (path, *map(Path, backups.sources(str(path)))):
            if not name.is_file() or not backups.is_good(str(name)):
                continue
            with closing(connect_reading(str(name))) as connection:
                for one in queries.records(connection):
                    rows = one.rows
                    if rows and isinstance(rows[-1], LoggedSegment) and rows[-1].outcome == "stopped":
                        rows = rows[:-1]
                    found[one.session.id] = max(found.get(one.session.id, ()), rows, key=len)
        return found

    def lrx(self, home: int, *arguments: str) -> tuple[int, str]:
        """The exit code, and what is said on standard error."""
        said = io.StringIO()
        with (
            mock.patch.dict(os.environ, LRX_HOME=str(self.paths[home].parent)),
            redirect_stdout(io.StringIO()),
            redirect_stderr(said),
        ):
            code = run(list(arguments))
        return code, said.getvalue()


AnyHomes.TestCase.settings = settings(
    max_examples=10,
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
TestAnyHomes = AnyHomes.TestCase
