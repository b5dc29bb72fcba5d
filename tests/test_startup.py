"""What a command imports, to the module: the reason why it answers at once (docs/design.md)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.pty_driver import Terminal

SOURCE = Path(__file__).parent.parent / "src"
SLOW = {
    "ast", "argparse", "asyncio", "dataclasses", "difflib", "hashlib", "inspect", "logging", "pathlib",
    "pydantic", "rich", "shutil", "subprocess", "tempfile", "threading", "tomllib", "typer",
}  # fmt: skip
"""Each costs as much as a good part of a command that does without it."""


def named(package: str, names: str) -> set[str]:
    return {f"{package}.{name}" for name in names.split()} | {package}


READING = (
    {"lrx_cli.cli", "lrx_cli.errors", "lrx_cli.locations", "lrx_cli.text"}
    | named("lrx_cli", "")
    | named("lrx_cli.commands", "declaring grammar options reader reading terminal")
    | named("lrx_cli.core", "exercise settings")
    | named("lrx_cli.inputs", "signals")
    | named("lrx_cli.pages", "paper")
    | named("lrx_cli.storage", "catalog catalog_conversion checked reading settings")
)
"""What all have that read the catalog."""
PLANNING = (
    READING
    | named("lrx_cli.commands", "choosing")
    | named(
        "lrx_cli.core",
        "between budget compile draft finding person phrases plan preparing repetitions routine safety "
        "script tailoring telling timeline",
    )
    | named("lrx_cli.storage", "own routine_conversion routines")
)
"""What all have that lay out a session."""
PLAYING = (
    PLANNING
    | {"lrx_cli.session"}
    | named("lrx_cli.commands", "keeping playing seeing session sitting")
    | named(
        "lrx_cli.core",
        "adherence answers bookmark changes color controls dates dosing events going hurting interruptions "
        "keymap overlay playback player ports record resuming route snapshot",
    )
    | named("lrx_cli.inputs", "clock decode keys")
    | named("lrx_cli.outputs", "")
    | named("lrx_cli.pages", "notice")
    | named("lrx_cli.storage", "private safety safety_conversion")
    | named(
        "lrx_cli.storage.history",
        "answers backups breakage damage files journal lock merging opening reading recorder rows schema "
        "score",
    )
)
"""What any session has, where nobody is asked and nothing is heard."""
LIVE = (
    PLAYING
    | named("lrx_cli.outputs", "canvas live")
    | named(
        "lrx_cli.outputs.screen",
        "close colors full grid keys layout letters painter panels scene setting showing wording",
    )
)
DRAWING = (
    named("lrx_cli.commands", "drawing")
    | named("lrx_cli.outputs", "pace picture")
    | named("lrx_cli.pages", "drawing")
    | named("lrx_cli.storage", "figure_conversion figure_words figures")
    | named(
        "lrx_cli.figure",
        "arrows body camera cells figure film framing head lines motion palette parts pose props raster "
        "shapes skeleton stage vectors",
    )
)
COMMANDS: dict[str, set[str]] = {
    "": (READING - named("lrx_cli.commands", "declaring grammar options reader reading"))
    - named("lrx_cli.core", "settings")
    - named("lrx_cli.storage", "catalog settings")
    | named("lrx_cli.commands", "lately terminal")
    | named("lrx_cli.core", "exercise safety")
    | named("lrx_cli.pages", "home")
    | named("lrx_cli.storage", "safety safety_conversion"),
    "list": READING | named("lrx_cli.commands", "list") | named("lrx_cli.pages", "catalog dose"),
    "show figure-four": READING
    | named("lrx_cli.commands", "show showing")
    | named("lrx_cli.core", "finding")
    | named("lrx_cli.pages", "dose exercise sources")
    | named("lrx_cli.storage", "figure_words"),
    "preview": PLANNING
    | named("lrx_cli.commands", "personal preview")
    | named("lrx_cli.pages", "dose preview"),
    "session seal --speed 1000 --teach off": PLAYING | named("lrx_cli.outputs", "plain"),
    "session seal --speed 1000 --teach off --json": PLAYING | named("lrx_cli.outputs", "jsonl"),
}
"""By command line, where nothing of it is a terminal."""


def program(line: str, told: str) -> list[str]:
    """Runs a command line, and tells in the file ``told`` what was imported for it."""
    text = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "from lrx_cli.cli import run\n"
        f"code = run({line.split()!r})\n"
        f"open({told!r}, 'w').write(' '.join(set(sys.modules) - before))\n"
        "sys.exit(code)\n"
    )
    return [sys.executable, "-c", text]


def imported(line: str, folder: Path) -> set[str]:
    told = folder / "told"
    subprocess.run(
        program(line, str(told)),
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), "LRX_HOME": str(folder / "home")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    return set(told.read_text().split())


def ours(modules: Iterable[str]) -> set[str]:
    return {name for name in modules if name.partition(".")[0] == "lrx_cli"}


def test_the_version_costs_nothing_but_python_itself(tmp_path: Path) -> None:
    modules = imported("--version", tmp_path)
    assert ours(modules) == {"lrx_cli", "lrx_cli.cli", "lrx_cli.errors"}
    assert modules - ours(modules) <= {"__future__", "gc"}


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_imports_what_it_needs_and_no_more(line: str, tmp_path: Path) -> None:
    modules = imported(line, tmp_path)
    assert ours(modules) == COMMANDS[line]
    assert not modules & SLOW
    assert ("sqlite3" in modules) is line.startswith("session")


@pytest.mark.parametrize(
    ("options", "expected"),
    [("--no-figures", LIVE), ("--figures", LIVE | DRAWING)],
    ids=["without a drawing", "with a drawing"],
)
def test_a_session_on_a_terminal_imports_what_it_needs_and_no_more(
    options: str, expected: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LRX_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHONPATH", str(SOURCE))
    told = tmp_path / "told"
    with Terminal(program(f"session seal --speed 1000 --teach off {options}", str(told))) as terminal:
        assert terminal.news("ended") == "0"
    modules = set(told.read_text().split())
    assert ours(modules) == expected
    assert not modules & SLOW


def test_options_are_read_without_the_parser(tmp_path: Path) -> None:
    for line in ("list --level gentle --json", "show 4 --no-figures", "preview seal --hold 5", "config show"):
        assert not imported(line, tmp_path) & {"typer", "inspect", "dataclasses"}


def test_help_loads_the_parser_and_hardly_anything_else(tmp_path: Path) -> None:
    modules = imported("--help", tmp_path)
    assert ours(modules) == {"lrx_cli.cli", "lrx_cli.errors", "lrx_cli.text"} | named("lrx_cli", "") | named(
        "lrx_cli.commands", "declaring grammar mistyped options parser reader"
    ) | named("lrx_cli.inputs", "signals")
    assert not modules & {"rich", "pydantic", "json"}
