"""What the import linter cannot see: registries, packaging, and who may print."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

from lrx_cli import __version__
from lrx_cli.cli.commands import COMMANDS, module_of

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "lrx_cli"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
MODULES = sorted(PACKAGE.rglob("*.py"))


def test_every_command_is_a_file_and_every_file_with_a_command_is_listed() -> None:
    commands = set()
    for path in (PACKAGE / "cli" / "commands").glob("*.py"):
        names = {node.target for node in ast.parse(path.read_text()).body if isinstance(node, ast.AnnAssign)}
        if any(isinstance(name, ast.Name) and name.id == "VERBS" for name in names):
            commands.add(f"lrx_cli.cli.commands.{path.stem}")
    assert {module_of(name) for name in COMMANDS} == commands


def test_every_file_says_what_it_is_for() -> None:
    for path in MODULES:
        tree = ast.parse(path.read_text())
        assert ast.get_docstring(tree) or not tree.body, path


def test_the_content_is_shipped_with_the_package() -> None:
    shipped = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert shipped == {"data": "lrx_cli/data"}
    for name in ("exercises.json", "routines.json", "safety.json"):
        assert (ROOT / "data" / name).is_file()


def test_the_version_is_a_literal_that_the_changelog_knows() -> None:
    assert PROJECT["tool"]["hatch"]["version"]["path"] == "src/lrx_cli/__init__.py"
    assert f"\n## {__version__}" in (ROOT / "CHANGELOG.md").read_text()


def test_no_more_is_depended_on_than_was_agreed() -> None:
    names = {requirement.split(">")[0] for requirement in PROJECT["project"]["dependencies"]}
    assert names == {"typer", "rich", "pydantic"}
    assert "typer>=0.27,<0.29" in PROJECT["project"]["dependencies"]


def test_shapes_are_named_tuples() -> None:
    """One idiom, and the one that costs a start next to nothing (docs/design.md)."""
    for path in MODULES:
        assert "dataclass" not in path.read_text(), path


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_front_prints(path: Path) -> None:
    front = "cli" in path.parts or path.name == "console.py"
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    prints = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]
    assert front or not prints


def test_every_key_of_the_docs_about_json_is_one_that_is_written() -> None:
    promised = (ROOT / "docs" / "json.md").read_text()
    written = (PACKAGE / "session" / "outputs" / "jsonl.py").read_text()
    table = promised.split("| event | keys |")[1].split("\n\n")[0]
    for line in table.splitlines()[2:]:
        events, keys = (cell.strip() for cell in line.strip("|").split("|")[:2])
        words = [word.split("`")[0] for word in f"{events} {keys}".split("`")[1::2]]
        for word in words:
            assert f'"{word}"' in written, word
