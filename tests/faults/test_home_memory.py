"""With little memory a command does its work, or ends with a sentence."""

from __future__ import annotations

import json
import resource
from collections.abc import Callable
from pathlib import Path

import pytest

from lrx_cli.errors import FAILED, INVALID_FILE
from lrx_cli.exports.history import document
from lrx_cli.storage.files import LARGEST_FILE
from tests.cli.conftest import start
from tests.storage.recorded import history, records, uuid

pytestmark = pytest.mark.long

MB = 2**20


def only(megabytes: int) -> Callable[[], None]:
    """For the child: no more address space than that."""
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (megabytes * MB, megabytes * MB))


def test_a_large_history_is_brought_in_and_shown_in_little_memory(tmp_path: Path) -> None:
    (one,) = records(history(tmp_path / "one" / "history.sqlite3", 1))
    exported, file = document(one), tmp_path / "history.json"
    with file.open("w") as out:
        out.write('{"format": 1, "kind": "history", "sessions": [\n')
        out.write(",\n".join(json.dumps({**exported, "id": uuid(number)}) for number in range(600)))
        out.write("\n]}\n")
    assert file.stat().st_size > 2 * LARGEST_FILE
    home = {"LRX_HOME": str(tmp_path / "home")}
    done = start("import", str(file), env=home, preexec_fn=only(128))
    assert done.stdout == b"600 sessions imported, 0 sessions here already.\n", done.stderr
    assert start("history", "--all", env=home, preexec_fn=only(128)).returncode == 0


def test_a_session_plays_and_is_kept_in_little_memory(tmp_path: Path) -> None:
    played = start(
        "session", "--routine", "desk", "--teach", "off", "--speed", "1000", "--skip-check", "--plain",
        env={"LRX_HOME": str(tmp_path)}, preexec_fn=only(128),
    )  # fmt: skip
    assert (played.returncode, played.stderr) == (0, b"")
    assert b"Saved." in played.stdout


def test_a_file_that_is_too_much_for_the_memory_ends_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "catalog.json"
    file.write_text('{"format": 1, "exercises": [' + ", ".join(["{}"] * 250_000) + "]}")
    checked = start("check", str(file), preexec_fn=only(72))
    assert checked.returncode in (FAILED, INVALID_FILE)
    if checked.returncode == FAILED:
        assert checked.stderr == b"Error: There is not enough memory for this.\n"
