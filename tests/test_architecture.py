"""What neither import linter nor mypy sees: the size of the tree, whose names it has, how pages are made."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from lrx_cli import __version__

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "lrx_cli"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
SOURCES = {
    path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(PACKAGE.rglob("*.py"))
}
TREES = {name: ast.parse(source) for name, source in SOURCES.items()}

MOST_FILES, MOST_LINES = 180, 400

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
"""Colors and other styles, as a terminal takes them."""
MAY_STYLE = {
    "session/outputs/live/painter.py",  # writes the difference of two grids of cells
    "cli/commands/reset.py",  # takes all styles off
}
PADDED = re.compile(r"(.?[<>^=])?[-+ ]?[1-9]")
"""A format specification with a width. Zeros in front are digits of a number, not padding."""


def found(
    look: Callable[[ast.Module], Iterable[str]], *, below: str = "", but: Collection[str] = ()
) -> dict[str, list[str]]:
    """What ``look`` finds in each file of a folder, ``but`` some; files without a finding are left out."""
    findings = {
        name: [*look(tree)] for name, tree in TREES.items() if name.startswith(below) and name not in but
    }
    return {name: those for name, those in findings.items() if those}


def imported_names(tree: ast.Module) -> Iterator[str]:
    """Everything that is imported, with its whole name: ``rich.table.Table``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def strings(tree: ast.Module) -> Iterator[str]:
    """Every string of the code; what an f-string puts in counts as a digit."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "0" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.Constant) and isinstance(node.value, bytes):
            yield node.value.decode("latin-1")


def padding(tree: ast.Module) -> Iterator[str]:
    """Where a string is brought to a width by hand."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr):
            spec = "".join(
                str(part.value) if isinstance(part, ast.Constant) else "1" for part in node.format_spec.values
            )
            if PADDED.match(spec):
                yield ast.unparse(node)
        elif isinstance(node, ast.Attribute) and node.attr in ("ljust", "rjust", "center"):
            yield ast.unparse(node)


def test_a_stranger_can_read_the_whole_tree() -> None:
    assert len(SOURCES) <= MOST_FILES
    lines = {name: len(source.splitlines()) for name, source in SOURCES.items()}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_every_file_says_what_it_is_for() -> None:
    assert [name for name, tree in TREES.items() if tree.body and not ast.get_docstring(tree)] == []


def test_only_public_names_of_the_stack_are_used() -> None:
    """A private one, or the click inside typer, may go with any release."""

    def private(name: str) -> bool:
        package, *rest = name.split(".")
        stack = package in ("typer", "rich", "pydantic")
        return package == "click" or (stack and any(part.startswith("_") for part in rest))

    assert found(lambda tree: filter(private, imported_names(tree))) == {}


def test_styles_reach_a_terminal_through_rich_or_the_painter() -> None:
    assert found(lambda tree: filter(ESCAPES.search, strings(tree)), but=MAY_STYLE) == {}


def test_pages_leave_columns_to_rich() -> None:
    assert found(padding, below="render/") == {}


def test_nothing_but_the_terminal_itself_is_asked_for_its_size() -> None:
    """``shutil`` asks COLUMNS first, which a shell exports once and a window outgrows."""

    def asked(tree: ast.Module) -> Iterator[str]:
        words = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
        return (name for name in [*words, *imported_names(tree)] if name == "shutil.get_terminal_size")

    assert found(asked) == {}


def test_only_the_front_prints() -> None:
    def prints(tree: ast.Module) -> Iterator[str]:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                yield ast.unparse(node)

    front = {name for name in TREES if name.startswith("cli/") or name == "render/console.py"}
    assert found(prints, but=front) == {}


def test_the_content_is_shipped_with_the_package() -> None:
    shipped = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert shipped == {"data": "lrx_cli/data"}
    for name in ("exercises.json", "routines.json", "safety.json"):
        assert (ROOT / "data" / name).is_file()
    assert (PACKAGE / "py.typed").is_file()


def test_the_version_is_a_literal_that_the_changelog_knows() -> None:
    assert PROJECT["tool"]["hatch"]["version"]["path"] == "src/lrx_cli/__init__.py"
    assert f"\n## {__version__}" in (ROOT / "CHANGELOG.md").read_text()


def test_no_more_is_depended_on_than_was_agreed() -> None:
    names = {requirement.split(">")[0] for requirement in PROJECT["project"]["dependencies"]}
    assert names == {"typer", "rich", "pydantic"}


def test_every_key_of_the_docs_about_json_is_one_that_is_written() -> None:
    promised = (ROOT / "docs" / "json.md").read_text()
    written = (PACKAGE / "session" / "outputs" / "jsonl.py").read_text()
    table = promised.split("| event | keys |")[1].split("\n\n")[0]
    for line in table.splitlines()[2:]:
        events, keys = (cell.strip() for cell in line.strip("|").split("|")[:2])
        words = [word.split("`")[0] for word in f"{events} {keys}".split("`")[1::2]]
        for word in words:
            assert f'"{word}"' in written, word


def test_every_path_in_the_documents_is_there() -> None:
    documents = [path for pattern in ("*.md", "docs/*.md", "bench/**/*.md") for path in ROOT.glob(pattern)]
    places = {path.name for path in ROOT.iterdir()} | {path.name for path in PACKAGE.iterdir()}
    lost = []
    for document in documents:
        text = document.read_text(encoding="utf-8")
        for path in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", text):
            if not (document.parent / path).exists():
                lost.append(f"{document.name}: {path}")
        for name in re.findall(r"`(test_\w+\.py)`", text):
            if not any((ROOT / "tests").rglob(name)):
                lost.append(f"{document.name}: {name}")
        for word in re.findall(r"`([^`\s]+)`", text):
            # A placeholder is written in capitals: `data/figures/ID.json`.
            if word.split("/")[0] not in places or "/" not in word or re.search(r"/[A-Z]+\.", word):
                continue
            if not any([*ROOT.glob(word), *PACKAGE.glob(word), *PACKAGE.glob(f"{word}.py")]):
                lost.append(f"{document.name}: {word}")
    assert lost == []
