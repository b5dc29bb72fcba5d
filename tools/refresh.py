"""Brings what is generated up to date: the schemas in data/schemas, what was checked, what shells complete.

    python tools/refresh.py

Refuses while the built-in files have a problem, because ``checked.py`` says that they have none.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any
from zlib import crc32

import typer

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from lrx_cli.commands import COMMANDS, module_of  # noqa: E402
from lrx_cli.storage.catalog import load_catalog  # noqa: E402
from lrx_cli.storage.catalog_conversion import catalog_from  # noqa: E402
from lrx_cli.storage.checking import Kind, problems_in  # noqa: E402
from lrx_cli.storage.figure_models import FigureFile  # noqa: E402
from lrx_cli.storage.models import CatalogFile, RoutineFile, RoutinesFile, SafetyFile, schema_of  # noqa: E402
from lrx_cli.storage.reading import parse  # noqa: E402
from lrx_cli.storage.routines import load_routines  # noqa: E402

SCHEMAS = {
    "exercises": CatalogFile,
    "figure": FigureFile,
    "routine": RoutineFile,
    "routines": RoutinesFile,
    "safety": SafetyFile,
}
FILES: dict[str, tuple[str, Kind]] = {
    "EXERCISES": ("exercises", "catalog"),
    "ROUTINES": ("routines", "routines"),
    "SAFETY": ("safety", "safety"),
}

CHECKED = '''\
"""What has been checked: size and checksum of each built-in file.

Written by ``tools/refresh.py`` after a full check, and tested to be current. A file that matches is
read without being checked again.
"""

from __future__ import annotations

'''

COMPLETIONS = '''\
"""What a shell can be told about a command line, as data: reading it takes no time.

Written by ``tools/refresh.py`` from the commands and the built-in files, and tested to be current.
"""

from __future__ import annotations

'''


def schema_text(name: str) -> str:
    return json.dumps(schema_of(SCHEMAS[name]), indent=2, ensure_ascii=False) + "\n"


def checked_text(data: Path) -> str:
    lines = []
    for constant, (name, _) in FILES.items():
        content = (data / f"{name}.json").read_bytes()
        lines.append(f"{constant} = ({len(content)}, {crc32(content)})\n")
    return CHECKED + "".join(lines)


def completions_text() -> str:
    """Every verb with its options and arguments, and what can stand for them."""
    app = typer.Typer(name="lrx", add_completion=False)
    app.callback()(lambda: None)
    for name, summary in COMMANDS.items():
        import_module(module_of(name)).register(app, summary)
    verbs: dict[str, dict[str, str]] = {}
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        verbs[name] = _words(command)
        for verb, inner in getattr(command, "commands", {}).items():
            verbs[f"{name} {verb}"] = _words(inner)
    catalog = load_catalog(str(ROOT / "data/exercises.json"))
    routines = load_routines(str(ROOT / "data/routines.json"), catalog)
    tables = {
        "VERBS": (verbs, "By verb: what each option takes, and (without a name) what its arguments are."),
        "EXERCISES": ({e.id: e.name for e in catalog.exercises}, "The built-in ones, with their names."),
        "VARIANTS": (
            {e.id: " ".join(v.id for v in e.variants) for e in catalog.exercises},
            "Of each exercise, between spaces.",
        ),
        "ROUTINES": ({r.id: r.name for r in routines}, "The built-in ones, with their names."),
    }
    lines = [COMPLETIONS]
    for name, (table, what) in tables.items():
        lines.append(f"{name}: dict[str, {'dict[str, str]' if name == 'VERBS' else 'str'}] = {{\n")
        for key, value in table.items():
            if isinstance(value, dict):
                inner = "".join(f"        {_quoted(k)}: {_quoted(v)},\n" for k, v in value.items())
                lines.append(f"    {_quoted(key)}: {{{chr(10) + inner + '    ' if inner else ''}}},\n")
            else:
                lines.append(f"    {_quoted(key)}: {_quoted(value)},\n")
        lines.append(f'}}\n"""{what}"""\n')
    return "".join(lines)


def _words(command: Any) -> dict[str, str]:
    """``--help`` is taken for granted."""
    words: dict[str, str] = {}
    for parameter in command.params:
        if getattr(parameter, "hidden", False) or "--help" in parameter.opts:
            continue
        takes = parameter.metavar or ""
        if parameter.param_type_name == "argument":
            words[""] = takes.strip("[].")
            continue
        flag = getattr(parameter, "is_flag", False)
        for name in (*parameter.opts, *parameter.secondary_opts):
            words[name] = "" if flag else takes or "TEXT"
    return words


def _quoted(text: str) -> str:
    """As the formatter writes it."""
    return f"'{text}'" if '"' in text else f'"{text}"'


def problems(data: Path) -> list[str]:
    """Everything wrong with the built-in files."""
    documents = {name: parse((data / f"{name}.json").read_bytes(), name) for name, _ in FILES.values()}
    found = [f"exercises.json: {p}" for p in problems_in(documents["exercises"], "catalog")]
    if found:
        return found
    catalog = catalog_from(documents["exercises"])
    return [
        f"{name}.json: {problem}"
        for name, kind in FILES.values()
        for problem in problems_in(documents[name], kind, catalog)
    ]


def main() -> int:
    data = ROOT / "data"
    found = problems(data)
    if found:
        print(*found, sep="\n", file=sys.stderr)
        return 1
    (data / "schemas").mkdir(exist_ok=True)
    for name in SCHEMAS:
        (data / "schemas" / f"{name}.schema.json").write_text(schema_text(name), encoding="utf-8")
    (ROOT / "src/lrx_cli/storage/checked.py").write_text(checked_text(data), encoding="utf-8")
    (ROOT / "src/lrx_cli/commands/completions.py").write_text(completions_text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
