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

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from lrx_cli.cli.commands import COMMANDS, module_of
from lrx_cli.cli.declaring import Argument, Flag, Option
from lrx_cli.cli.parser import parameters_of
from lrx_cli.storage.catalog import load_catalog
from lrx_cli.storage.catalog_conversion import catalog_from
from lrx_cli.storage.check import Kind, problems_in
from lrx_cli.storage.figure_models import FigureFile
from lrx_cli.storage.files import parse
from lrx_cli.storage.models import CatalogFile, RoutineFile, RoutinesFile, schema_of
from lrx_cli.storage.routines import load_routines
from lrx_cli.storage.safety_models import SafetyFile

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
"""What a shell can be told of the built-in files, as data: reading it takes no time.

Written by ``tools/refresh.py`` from those files, and tested to be current.
"""

from __future__ import annotations

'''

GRAMMAR = '''\
"""What can stand on a command line, as data: reading it takes no time.

Written by ``tools/refresh.py`` from what the commands declare, and tested to be current.
"""

from __future__ import annotations

OPTIONS: dict[str, dict[str, tuple[str, str, str]]] = {{
{options}}}
"""By verb and option: its parameter; whether it takes one value or may be given with many, says yes or says
no; what the value is."""
ARGUMENTS: dict[str, tuple[tuple[str, str, str], ...]] = {{
{arguments}}}
"""By verb, in their order: the parameter; whether there is one, maybe one, or many; what it is."""
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
    """What the built-in files have to choose from."""
    catalog = load_catalog(str(ROOT / "data/exercises.json"))
    routines = load_routines(str(ROOT / "data/routines.json"), catalog)
    tables = {
        "EXERCISES": ({e.id: e.name for e in catalog.exercises}, "The built-in ones, with their names."),
        "VARIANTS": (
            {e.id: " ".join(v.id for v in e.variants) for e in catalog.exercises},
            "Of each exercise, between spaces.",
        ),
        "ROUTINES": ({r.id: r.name for r in routines}, "The built-in ones, with their names."),
    }
    text = COMPLETIONS
    for name, (table, what) in tables.items():
        rows = "".join(f"    {_quoted(key)}: {_quoted(value)},\n" for key, value in table.items())
        text += f'{name}: dict[str, str] = {{\n{rows}}}\n"""{what}"""\n'
    return text


def grammar_text() -> str:
    """Every verb with its options and arguments, and what can stand for them."""
    options, arguments = "", ""
    for name in COMMANDS:
        for inner, command in import_module(module_of(name)).VERBS.items():
            taken, placed = _words(command)
            verb = _quoted(f"{name} {inner}".strip())
            rows = "".join(f"        {_quoted(word)}: {_row(row)},\n" for word, row in taken.items())
            options += f"    {verb}: {{{chr(10) + rows + '    ' if rows else ''}}},\n"
            arguments += f"    {verb}: ({', '.join(map(_row, placed))}{',' * (len(placed) == 1)}),\n"
    return GRAMMAR.format(options=options, arguments=arguments)


Word = tuple[str, str, str]


def _words(command: Any) -> tuple[dict[str, Word], list[Word]]:
    """What is hidden is left to typer; ``--help`` is taken for granted."""
    options: dict[str, Word] = {}
    arguments: list[Word] = []
    for parameter in parameters_of(command):
        kind, declared = parameter.annotation.__origin__, parameter.annotation.__metadata__[0]
        many = kind == list[str] | None
        match declared:
            case Flag(hidden=False):
                yes, _, no = declared.name.partition("/")
                options[yes] = (parameter.name, "yes", "")
                options |= {no: (parameter.name, "no", "")} if no else {}
            case Option():
                options[declared.name] = (parameter.name, "many" if many else "one", declared.takes)
            case Argument():
                needed = parameter.default is parameter.empty
                count = "many" if many else "one" if needed else "maybe"
                arguments.append((parameter.name, count, declared.takes.strip("[].")))
    return options, arguments


def _row(words: Word) -> str:
    return f"({', '.join(map(_quoted, words))})"


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
    (ROOT / "src/lrx_cli/cli/completions.py").write_text(completions_text(), encoding="utf-8")
    (ROOT / "src/lrx_cli/cli/grammar.py").write_text(grammar_text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
