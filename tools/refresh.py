"""Brings what is generated up to date: data/schemas, data/digests.json and completions.

    python tools/refresh.py

Refuses while the built-in files have a problem, because a digest says that its file has none.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from typer.testing import CliRunner

from lrx_cli.cli.app import app
from lrx_cli.core.catalog.exercise import CatalogFile
from lrx_cli.core.catalog.routine import RoutineFile, RoutinesFile
from lrx_cli.core.catalog.safety import SafetyFile
from lrx_cli.storage.catalog import checked_as
from lrx_cli.storage.documents import build, digest
from lrx_cli.storage.figure_file import BasesFile, FigureFile
from lrx_cli.storage.files import FileKind, parse
from lrx_cli.storage.validation import adapter_of, validate

SCHEMAS = {
    "exercises": CatalogFile,
    "figure": FigureFile,
    "routine": RoutineFile,
    "routines": RoutinesFile,
    "safety": SafetyFile,
}
DRAFT = "https://json-schema.org/draft/2020-12/schema"
BASES = "figures/_poses.json"
FILES: dict[str, FileKind] = {
    "exercises.json": "catalog",
    "routines.json": "routines",
    "safety.json": "safety",
}
"""The built-in files beside the drawings, which are all of figures/."""


def schema_text(name: str) -> str:
    schema = {"$schema": DRAFT, **adapter_of(SCHEMAS[name]).json_schema(by_alias=True)}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def kinds(data: Path) -> dict[str, FileKind]:
    """Each built-in file by its path below ``data``, but for the poses that drawings start from."""
    drawings = [f"figures/{path.name}" for path in sorted((data / "figures").glob("[a-z]*.json"))]
    return {**FILES, **dict.fromkeys(drawings, "figure")}


def digests_text(data: Path) -> str:
    names = [*kinds(data), BASES]
    return json.dumps({name: digest((data / name).read_bytes()) for name in names}, indent=1) + "\n"


COMPLETIONS = {"bash": "lrx.bash", "zsh": "_lrx", "fish": "lrx.fish"}
"""Their names, where a package puts them."""


def completion_text(shell: str) -> str:
    """typer's own script. zsh loads it at the first Tab: then it also has to answer that one."""
    script = CliRunner().invoke(app, ["completion", shell], prog_name="lrx").stdout.strip()
    return script + ("\n\n_lrx_completion" if shell == "zsh" else "") + "\n"


def problems(data: Path) -> list[str]:
    """Everything wrong with the built-in files."""
    documents = {name: parse((data / name).read_bytes(), name) for name in [*kinds(data), BASES]}
    found = [f"exercises.json: {p}" for p in checked_as("catalog", documents["exercises.json"])[1]]
    found += [f"{BASES}: {p}" for p in validate(documents[BASES], BasesFile)[1]]
    if found:
        return found
    catalog = build(CatalogFile, documents["exercises.json"])
    return [
        f"{name}: {problem}"
        for name, kind in kinds(data).items()
        for problem in checked_as(kind, documents[name], catalog)[1]
    ]


def main() -> int:
    data = ROOT / "data"
    found = problems(data)
    if found:
        print(*found, sep="\n", file=sys.stderr)
        return 1
    for folder in (data / "schemas", ROOT / "completions"):
        folder.mkdir(exist_ok=True)
    for name in SCHEMAS:
        (data / "schemas" / f"{name}.schema.json").write_text(schema_text(name), encoding="utf-8")
    (data / "digests.json").write_text(digests_text(data), encoding="utf-8")
    for shell, name in COMPLETIONS.items():
        (ROOT / "completions" / name).write_text(completion_text(shell), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
