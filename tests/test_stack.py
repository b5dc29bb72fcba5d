"""typer, rich and pydantic carry what they are there for: without one of them, its part does not run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sampling import one_in
from tests.written_example import put_into

SOURCE = Path(__file__).parent.parent / "src"
PAGES = [
    "",
    "show figure-four",
    "history",
    "list",
    "preview",
    "progress",
    "routine list",
    "config show",
    "about",
]


def runs_without(package: str, line: str, home: Path) -> bool:
    """Whether a command line succeeds where that package is not installed."""
    text = f"import sys; sys.modules[{package!r}] = None; from lrx_cli.__main__ import main; main()"
    ended = subprocess.run(
        [sys.executable, "-c", text, *line.split()],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), "LRX_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return ended.returncode == 0


@pytest.mark.parametrize("line", ["--version", "list", "show figure-four"])
def test_no_command_runs_without_typer(line: str, tmp_path: Path) -> None:
    assert not runs_without("typer", line, tmp_path)


@pytest.mark.parametrize("line", one_in(4, PAGES))
def test_no_page_is_printed_without_rich(line: str, tmp_path: Path) -> None:
    assert runs_without("a package that is not there", line, tmp_path)
    assert not runs_without("rich", line, tmp_path)


def test_no_file_of_ones_own_is_read_without_pydantic(tmp_path: Path) -> None:
    put_into(tmp_path)
    assert runs_without("pydantic", "list", tmp_path / "nobody")
    for line in ("list", "preview --routine back-and-bridge", f"check {tmp_path}/exercises/bridge.json"):
        assert not runs_without("pydantic", line, tmp_path), line
