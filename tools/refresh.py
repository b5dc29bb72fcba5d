"""Brings what is generated up to date: the schemas in data/schemas, and what was checked.

    python tools/refresh.py

Refuses while the built-in files have a problem, because ``checked.py`` says that they have none.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from zlib import crc32

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from lrx_cli.storage.catalog_conversion import catalog_from
from lrx_cli.storage.check import Kind, problems_in
from lrx_cli.storage.figure_models import FigureFile
from lrx_cli.storage.files import parse
from lrx_cli.storage.models import CatalogFile, RoutineFile, RoutinesFile, schema_of
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


def schema_text(name: str) -> str:
    return json.dumps(schema_of(SCHEMAS[name]), indent=2, ensure_ascii=False) + "\n"


def checked_text(data: Path) -> str:
    lines = []
    for constant, (name, _) in FILES.items():
        content = (data / f"{name}.json").read_bytes()
        lines.append(f"{constant} = ({len(content)}, {crc32(content)})\n")
    return CHECKED + "".join(lines)


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
    return 0


if __name__ == "__main__":
    sys.exit(main())
