"""A program that is killed at some moment has kept all that it promised. The long form is bench/faults."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from lrx_cli.storage.history import queries
from lrx_cli.storage.history.backups import problems_in
from lrx_cli.storage.history.files import connect_reading
from tests.storage.recorded import TODAY, hurried, ids, record

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}


@pytest.mark.parametrize("promises", [0, 1, 2, 9, 10, 24])
def test_what_was_promised_before_a_kill_is_there_after_it(tmp_path: Path, promises: int) -> None:
    """Killed as soon as that many promises were made."""
    path = tmp_path / "history.sqlite3"
    command = [sys.executable, "-m", "tests.storage.recorded", str(path)]
    promised: set[str] = set()
    with subprocess.Popen(command, env=ENVIRONMENT, cwd=ROOT, stdout=subprocess.PIPE) as player:
        assert player.stdout is not None
        while len(promised) < promises:
            promised.add(player.stdout.readline().decode().removeprefix("ACK ").strip())
        player.kill()
        rest = player.stdout.read().decode().split("\n")[:-1]
        promised |= {line.removeprefix("ACK ") for line in rest}
    assert player.returncode == -signal.SIGKILL or len(promised) == 25
    if not path.exists():
        assert not promised
        return
    assert promised <= ids(path)
    with closing(connect_reading(str(path))) as connection:
        if connection.execute("PRAGMA user_version").fetchone() != (0,):
            assert problems_in(connection) == []
    with hurried(path) as store:
        assert store.notices == []
        record(store, 7, started=TODAY)
        assert queries.totals(store.connection, TODAY.day).sessions >= 1
