"""The way from a file to the core's shapes: nothing is lost, and what was checked is not checked again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tools import refresh

import lrx_cli
from lrx_cli.core.catalog.exercise import Catalog, CatalogFile
from lrx_cli.core.catalog.routine import RoutineFile, RoutinesFile
from lrx_cli.core.catalog.safety import SafetyFile
from lrx_cli.errors import INVALID_FILE, NO_FILE, LrxError
from lrx_cli.shapes import to_document
from lrx_cli.storage.catalog import load_catalog, load_safety
from lrx_cli.storage.documents import build
from lrx_cli.storage.figure_file import BasesFile, FigureFile
from lrx_cli.storage.validation import validate
from tests.storage import documents

DATA = documents.DATA

SHIPPED: list[tuple[str, type[Any]]] = [
    ("exercises.json", CatalogFile),
    ("routines.json", RoutinesFile),
    ("safety.json", SafetyFile),
    *((f"figures/{path.name}", FigureFile) for path in sorted((DATA / "figures").glob("[a-z]*.json"))),
    ("figures/_poses.json", BasesFile),
]


# --- the shapes that files are read into -------------------------------------------------------------


@pytest.mark.parametrize(("name", "shape"), SHIPPED)
def test_a_shipped_file_is_built_as_pydantic_makes_it(name: str, shape: type[Any]) -> None:
    document = json.loads((DATA / name).read_bytes())
    assert validate(document, shape) == (build(shape, document), [])


@pytest.mark.parametrize(("name", "shape"), SHIPPED)
def test_every_field_of_a_shipped_file_arrives(name: str, shape: type[Any]) -> None:
    """What is left out there is ``None``, empty or the default; everything else is as it was written."""

    def arrived(written: Any, read: Any) -> bool:
        if isinstance(written, dict):
            return all(arrived(value, read[key]) for key, value in written.items())
        if isinstance(written, list):
            return len(written) == len(read) and all(map(arrived, written, read))
        return bool(written == read)

    document = json.loads((DATA / name).read_bytes())
    assert arrived(document, to_document(build(shape, document)))


def test_all_fields_of_a_line_of_a_routine_arrive() -> None:
    line = {
        "exercise": "figure-four-stretch",
        "levels": ["gentle"],
        "left_out": "not today",
        "variant": "seated",
        "hold_s": 12.5,
        "reps": 3,
        "sets": 1,
        "rest_s": 10,
        "tempo_s": 3,
        "only_side": "right",
        "often": "twice a day",
        "note": "Slowly.",
    }
    document = documents.routine(lines=[line])
    found, problems = validate(document, RoutineFile)
    assert problems == []
    assert to_document(found) == document
    assert build(RoutineFile, document) == found


# --- what was checked ------------------------------------------------------------------------------


def test_the_digests_are_those_of_the_files() -> None:
    committed = (DATA / "digests.json").read_text(encoding="utf-8")
    assert refresh.digests_text(DATA) == committed, "run tools/refresh.py"


def test_the_shipped_files_have_no_problem() -> None:
    assert refresh.problems(DATA) == []


@pytest.mark.parametrize("name", refresh.SCHEMAS)
def test_the_schemas_are_those_of_the_models(name: str) -> None:
    file = DATA / "schemas" / f"{name}.schema.json"
    # As documents: some versions of pydantic write 120 as 120.0.
    committed, made = json.loads(file.read_text("utf-8")), json.loads(refresh.schema_text(name))
    assert committed == made, "run tools/refresh.py"


@pytest.mark.parametrize("name", ["exercises", "routines", "safety"])
def test_a_built_in_file_points_at_its_schema(name: str) -> None:
    document = json.loads((DATA / f"{name}.json").read_bytes())
    assert (DATA / document["$schema"]).is_file()


def modules_after(code: str) -> set[str]:
    """What a fresh Python has imported after running ``code``."""
    src = str(Path(lrx_cli.__file__).parents[1])
    run = subprocess.run(
        [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"],
        env={**os.environ, "PYTHONPATH": src},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(run.stdout.split())


def test_reading_the_built_in_files_imports_no_checking() -> None:
    loaded = modules_after(
        "from lrx_cli.storage.catalog import load_catalog; "
        "from lrx_cli.storage.catalog import load_routines; "
        "from lrx_cli.storage.catalog import load_safety; "
        f"c = load_catalog({str(DATA / 'exercises.json')!r}); "
        f"load_routines({str(DATA / 'routines.json')!r}, c); "
        f"load_safety({str(DATA / 'safety.json')!r})"
    )
    assert "lrx_cli.storage.catalog" in loaded
    assert not {"pydantic", "pathlib", "rich", "typer", "difflib", "lrx_cli.storage.rules"} & loaded


def test_a_changed_file_is_checked_before_it_is_used(tmp_path: Path) -> None:
    document = documents.catalog()
    document["exercises"][3]["doses"]["standard"]["hold_s"] = 25
    file = tmp_path / "exercises.json"
    file.write_text(json.dumps(document))
    assert load_catalog(str(file))["figure-four-stretch"].doses["standard"].hold == 25_000
    document["exercises"][3]["doses"]["standard"]["hold_s"] = 600
    file.write_text(json.dumps(document))
    with pytest.raises(LrxError) as caught:
        load_catalog(str(file))
    assert caught.value.exit_code == INVALID_FILE
    assert caught.value.message == f"{file} has a mistake."
    assert caught.value.problems == (
        "exercises[3].doses.standard.hold_s (figure-four-stretch): found 600; allowed: at most 120",
    )


def test_a_changed_file_of_the_same_size_is_checked_too(tmp_path: Path) -> None:
    content = (DATA / "exercises.json").read_text(encoding="utf-8")
    file = tmp_path / "exercises.json"
    file.write_text(content.replace('"tag": "move"', '"tag": "mOve"', 1), encoding="utf-8")
    with pytest.raises(LrxError, match="has a mistake"):
        load_catalog(str(file))


def test_a_safety_file_without_its_warning_signs_is_refused(tmp_path: Path) -> None:
    document = documents.safety()
    del document["warning_signs"]
    file = tmp_path / "safety.json"
    file.write_text(json.dumps(document))
    with pytest.raises(LrxError) as caught:
        load_safety(str(file))
    assert caught.value.problems == ("warning_signs: is missing",)


def test_a_missing_catalog_is_named(tmp_path: Path) -> None:
    with pytest.raises(LrxError) as caught:
        load_catalog(str(tmp_path / "exercises.json"))
    assert caught.value.exit_code == NO_FILE


def test_half_seconds_are_kept_and_time_is_whole_milliseconds() -> None:
    document = documents.catalog()
    document["exercises"][3]["doses"]["gentle"]["hold_s"] = 10.0005
    catalog = build(Catalog, document)
    hold = catalog["figure-four-stretch"].doses["gentle"].hold
    assert (hold, type(hold)) == (10_000, int)
