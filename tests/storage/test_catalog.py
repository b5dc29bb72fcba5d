"""The way from a file to the core's shapes: nothing is lost, and what was checked is not checked again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from tools import refresh

from lrx_cli.core.catalog import exercise as shapes
from lrx_cli.core.catalog import routine as routine_shapes
from lrx_cli.core.catalog import safety as safety_shapes
from lrx_cli.core.catalog.exercise import LEVELS, Catalog
from lrx_cli.errors import INVALID_FILE, NO_FILE, LrxError
from lrx_cli.storage import checked, models, safety_models
from lrx_cli.storage.catalog import load_catalog
from lrx_cli.storage.catalog_conversion import catalog_from
from lrx_cli.storage.routine_conversion import routine_from, routines_from
from lrx_cli.storage.safety import load_safety
from lrx_cli.storage.safety_conversion import safety_from
from tests.storage import documents

DATA = documents.DATA

TIMES = {"hold", "rest", "tempo", "hold_cap"}
"""What files give in seconds, and the code has in milliseconds."""

NO_VALUE = {"levels": list(LEVELS), "note": "", "when": ""}
"""What the core has where a file gives nothing."""


def as_written(value: Any) -> Any:
    """A shape of the core as the document it came from, every field of it."""
    if isinstance(value, Catalog):
        return {"exercises": as_written(value.exercises), "sources": as_written(value.sources)}
    if hasattr(value, "_asdict"):
        written = {}
        for name, found in value._asdict().items():
            if name in TIMES:
                written[f"{name}_s"] = None if found is None else found / 1000
            else:
                written[name] = as_written(found)
        return written
    if isinstance(value, tuple):
        return [as_written(item) for item in value]
    if isinstance(value, dict):
        return {key: as_written(item) for key, item in value.items()}
    return value


def as_given(value: Any, empty: dict[str, Any]) -> Any:
    """A checked document with every optional field filled in."""
    if isinstance(value, dict):
        return {
            key: empty[key] if item is None and key in empty else as_given(item, empty)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [as_given(item, empty) for item in value]
    return value


def checked_document(model: type[BaseModel], document: Any) -> Any:
    found = model.model_validate(document).model_dump(by_alias=True)
    return {key: value for key, value in found.items() if key not in ("$schema", "format")}


def without_codes(sources: dict[str, Any]) -> dict[str, Any]:
    """A source's code is its name in the file and a field in the core."""
    return {code: {k: v for k, v in source.items() if k != "code"} for code, source in sources.items()}


def test_every_field_of_a_catalog_arrives() -> None:
    written = as_written(catalog_from(documents.catalog()))
    written["sources"] = without_codes(written["sources"])
    assert written == as_given(checked_document(models.CatalogFile, documents.catalog()), NO_VALUE)


def test_every_field_of_a_routine_arrives() -> None:
    empty = {"levels": list(LEVELS)}
    written = [as_written(found) for found in routines_from(documents.routines())]
    assert written == as_given(checked_document(models.RoutinesFile, documents.routines()), empty)["routines"]
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
        "note": "Slowly.",
    }
    own = documents.routine(lines=[line])
    assert as_written(routine_from(own)) == checked_document(models.RoutineFile, own)


def test_every_field_of_the_safety_file_arrives() -> None:
    written = as_written(safety_from(documents.safety()))
    written["sources"] = without_codes(written["sources"])
    assert written == as_given(checked_document(safety_models.SafetyFile, documents.safety()), NO_VALUE)


PAIRS: list[tuple[type[BaseModel], type[Any]]] = [
    (models.SourceModel, shapes.Source),
    (models.StepModel, shapes.Step),
    (models.DoseModel, shapes.Dose),
    (models.VariantModel, shapes.Variant),
    (models.TipModel, shapes.Tip),
    (models.CautionModel, shapes.Caution),
    (models.GapModel, shapes.Gap),
    (models.ExerciseModel, shapes.Exercise),
    (models.LineModel, routine_shapes.Prescription),
    (models.RoutineModel, routine_shapes.Routine),
    (safety_models.QuestionModel, safety_shapes.Question),
    (safety_models.WarningSignsModel, safety_shapes.WarningSigns),
    (safety_models.ClearanceModel, safety_shapes.Clearance),
    (safety_models.ConditionModel, safety_shapes.Condition),
    (safety_models.AdviceModel, safety_shapes.Advice),
    (safety_models.RuleModel, safety_shapes.Rule),
    (safety_models.ColorModel, safety_shapes.Color),
    (safety_models.FindingModel, safety_shapes.Finding),
    (safety_models.EvidenceModel, safety_shapes.Evidence),
]


@pytest.mark.parametrize(("model", "shape"), PAIRS)
def test_files_and_code_have_the_same_fields(model: type[BaseModel], shape: type[Any]) -> None:
    in_code = {f"{name}_s" if name in TIMES else name for name in shape._fields} - {"code"}
    assert set(model.model_fields) - {"code"} == in_code


def test_the_same_choices_are_open_in_files_and_in_code() -> None:
    assert models.LevelName == shapes.Level
    assert set(models.PositionName.__args__) == set(shapes.POSITIONS)  # type: ignore[attr-defined]


# --- what was checked ------------------------------------------------------------------------------


def test_what_is_noted_as_checked_is_what_is_there() -> None:
    path = Path(checked.__file__)
    assert refresh.checked_text(DATA) == path.read_text(encoding="utf-8"), "run tools/refresh.py"


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
    src = str(Path(checked.__file__).parents[2])
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
        "from lrx_cli.storage.routines import load_routines; "
        "from lrx_cli.storage.safety import load_safety; "
        f"c = load_catalog({str(DATA / 'exercises.json')!r}); "
        f"load_routines({str(DATA / 'routines.json')!r}, c); "
        f"load_safety({str(DATA / 'safety.json')!r})"
    )
    assert "lrx_cli.storage.catalog" in loaded
    assert not {"pydantic", "pathlib", "rich", "typer", "difflib", "lrx_cli.storage.check"} & loaded


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
        "exercises[3].doses.standard.hold_s (figure-four-stretch): found 600; "
        "allowed: a number from 0 to 120",
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
    assert caught.value.problems == ("warning_signs: is missing; allowed: an object in braces",)


def test_a_missing_catalog_is_named(tmp_path: Path) -> None:
    with pytest.raises(LrxError) as caught:
        load_catalog(str(tmp_path / "exercises.json"))
    assert caught.value.exit_code == NO_FILE


def test_half_seconds_are_kept_and_time_is_whole_milliseconds() -> None:
    document = documents.catalog()
    document["exercises"][3]["doses"]["gentle"]["hold_s"] = 10.0005
    catalog: Catalog = catalog_from(document)
    hold = catalog["figure-four-stretch"].doses["gentle"].hold
    assert (hold, type(hold)) == (10_000, int)
