"""What a command may import: the reason why it answers at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src"
SLOW = {"rich", "pydantic", "pydantic_core", "sqlite3", "asyncio", "tomllib", "logging", "argparse"}
"""Each costs as much as, or more than, the rest of a command that does without it."""
READING = {
    "lrx_cli",
    "lrx_cli.cli",
    "lrx_cli.commands",
    "lrx_cli.commands.declaring",
    "lrx_cli.commands.grammar",
    "lrx_cli.commands.options",
    "lrx_cli.commands.reader",
    "lrx_cli.commands.reading",
    "lrx_cli.commands.terminal",
    "lrx_cli.core",
    "lrx_cli.core.exercise",
    "lrx_cli.core.finding",
    "lrx_cli.core.settings",
    "lrx_cli.errors",
    "lrx_cli.inputs",
    "lrx_cli.inputs.signals",
    "lrx_cli.locations",
    "lrx_cli.pages",
    "lrx_cli.pages.dose",
    "lrx_cli.pages.paper",
    "lrx_cli.storage",
    "lrx_cli.storage.catalog",
    "lrx_cli.storage.catalog_conversion",
    "lrx_cli.storage.checked",
    "lrx_cli.storage.reading",
    "lrx_cli.storage.settings",
    "lrx_cli.text",
}
"""What reading commands share."""


def imported(line: str) -> set[str]:
    """What is imported when the command has printed its last line."""
    program = (
        "import sys\n"
        "from lrx_cli.cli import run\n"
        f"code = run({line.split()!r})\n"
        "print(*sys.modules, file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), "LRX_HOME": "/dev/null/home"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(result.stderr.split())


def ours(modules: set[str]) -> set[str]:
    return {name for name in modules if name.partition(".")[0] == "lrx_cli"}


def test_the_version_costs_nothing_but_python_itself() -> None:
    modules = imported("--version")
    assert ours(modules) == {"lrx_cli", "lrx_cli.cli", "lrx_cli.errors"}
    assert not modules & {"typer", "re", "enum", "json", "typing", "dataclasses", "collections", "pathlib"}


def test_home_does_not_load_the_command_line() -> None:
    assert "typer" not in imported("")


def test_the_list_loads_what_reading_needs_and_its_page() -> None:
    modules = imported("list")
    assert ours(modules) <= READING | {"lrx_cli.commands.list", "lrx_cli.pages.catalog"}
    assert "typer" not in modules


def test_a_page_loads_what_reading_needs_and_its_page() -> None:
    pages = {
        "lrx_cli.commands.show",
        "lrx_cli.commands.showing",
        "lrx_cli.pages.exercise",
        "lrx_cli.pages.sources",
        "lrx_cli.storage.figure_words",
    }
    modules = imported("show figure-four")
    assert ours(modules) <= READING | pages
    assert "typer" not in modules


@pytest.mark.parametrize("line", ["", "--help", "list", "show figure-four", "preview", "session --help"])
def test_what_is_slow_to_import_is_not_imported(line: str) -> None:
    assert not imported(line) & SLOW


@pytest.mark.parametrize("line", ["list", "show figure-four", "preview"])
def test_reading_does_not_load_what_plays(line: str) -> None:
    for name in ("lrx_cli.session", "lrx_cli.core.player", "lrx_cli.inputs.keys", "lrx_cli.outputs"):
        assert name not in imported(line)
