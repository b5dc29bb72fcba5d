"""Wherever a disk damages the history, who looks is told, and the next session keeps all that can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from lrx_cli.storage.history.store import open_history
from tests.faults.homes import clear, lived_in, seen
from tests.faults.sectors import finding, harmed
from tests.storage.recorded import later, records

pytestmark = pytest.mark.long

STRIDE = 5
"""Of three hundred damages; bench/faults/sectors.py does them all."""


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lived_in(tmp_path_factory.mktemp("good") / "history.sqlite3")


def test_damage_is_told_and_set_aside_wherever_it_is(good: Path, tmp_path: Path) -> None:
    folder = tmp_path / "home"
    folder.mkdir()
    before = seen(good)
    wrong = {}
    for name, data in list(harmed(good.read_bytes()))[::STRIDE]:
        wrong[name] = finding(good, folder / "history.sqlite3", data, before)
        clear(folder)
    assert {name: what for name, what in wrong.items() if what} == {}
    assert len(wrong) > 40


def test_a_session_that_can_be_resumed_is_looked_at_however_old_it_is(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    data = bytearray(good.read_bytes())
    packed = data.index(b"\x78\x9c")  # how zlib begins
    data[packed + 40] ^= 1
    path.write_bytes(data)
    with open_history(str(path), later(9)) as store:
        assert "a row of score is not what was written" in store.notices[0]
    assert len(records(path)) == 3
