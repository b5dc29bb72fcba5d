"""The help of every command, word by word: ``tests/golden/help.txt`` changes when a word of it does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Lrx
from tests.cli.program import every_command
from tests.pty_driver import Terminal
from tests.sampling import one_in

GOLDEN = Path(__file__).parent.parent / "golden" / "help.txt"
_TYPERS_OWN = re.compile(r"<(list\[)?(str|bool|int|float)\]?>|\.\.\.|[│─╭╮╰╯*{}\[\]]")
"""Frames, brackets and types: each version of typer has others."""


def words_of_help(lrx: Lrx, command: str) -> str:
    words = _TYPERS_OWN.sub(" ", lrx(*command.split(), "--help").out).split()
    return f"lrx {command}: {' '.join(words)}\n"


def test_every_help_says_what_it_said(lrx: Lrx) -> None:
    found = [words_of_help(lrx, command) for command in every_command()]
    assert found == GOLDEN.read_text(encoding="utf-8").splitlines(keepends=True)


@pytest.mark.parametrize("width", one_in(2, [40, 80, 120]))
def test_help_fits_the_window(lrx: Lrx, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setattr("lrx_cli.render.console.columns", lambda stream, environment: width)
    for command in ("", *every_command()):
        out = lrx(*command.split(), "--help").out
        assert max(map(len, out.splitlines())) <= width
        assert "…" not in out


@pytest.mark.parametrize(
    "module",
    one_in(6, sorted((ROOT / "src/lrx_cli/cli/commands").glob("[!_]*.py"))),
    ids=lambda path: path.stem,
)
def test_every_command_imports_alone(module: Path) -> None:
    line = f"import lrx_cli.cli.commands.{module.stem} as command; command.app"
    subprocess.run(
        [sys.executable, "-c", line], env={"PYTHONPATH": str(ROOT / "src")}, check=True, timeout=60
    )


@pytest.mark.parametrize(
    ("line", "paged"),
    [("session --help", True), ("session --help --no-pager", False), ("completion --help", False)],
)
def test_help_that_is_longer_than_the_screen_goes_through_the_pager(
    tmp_path: Path, line: str, paged: bool
) -> None:
    seen = tmp_path / "seen"
    environment = {**os.environ, "PAGER": f"tee {seen}", "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "lrx_cli", *line.split()]
    with Terminal(command, rows=30, environment=environment) as terminal:
        assert terminal.ended() == 0
    assert seen.exists() is paged
    if paged:
        assert "\x1b[38;5;" in seen.read_text()


def test_help_in_a_pipe_has_its_titles_and_no_boxes(lrx: Lrx) -> None:
    for command in ("", "session"):
        lines = lrx(*command.split(), "--help").out.splitlines()
        assert "Output:" in lines
        assert not set("╭│─╰") & set("".join(lines))
