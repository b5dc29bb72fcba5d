"""Routines: by name, of one's own, by file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Routine
from lrx_cli.errors import INVALID_FILE, NO_FILE, USAGE, LrxError
from lrx_cli.storage.catalog import find_routine, load_routines
from tests.storage import documents


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One's own routines."""
    own = tmp_path / "routines"
    own.mkdir()
    (own / "mine.json").write_text(json.dumps(documents.routine()))
    return own


def found(name: str, folder: Path, catalog: Catalog) -> Routine:
    return find_routine(name, builtin=locations.builtin_routines_file(), folder=str(folder), catalog=catalog)


def refusal(name: str, folder: Path, catalog: Catalog) -> LrxError:
    with pytest.raises(LrxError) as caught:
        found(name, folder, catalog)
    return caught.value


def test_a_built_in_routine_is_found_by_its_name(catalog: Catalog, folder: Path) -> None:
    assert found("desk", folder, catalog).name == "Desk"


def test_ones_own_routine_is_found_by_the_name_of_its_file(catalog: Catalog, folder: Path) -> None:
    routine = found("mine", folder, catalog)
    assert [line.exercise for line in routine.lines] == ["figure-four-stretch", "cat-cow"]
    assert routine.lines[0].hold == 15_000
    assert routine.ordered


def test_a_routine_is_found_by_the_path_of_its_file(catalog: Catalog, folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "from-my-therapist.json"
    elsewhere.write_text(json.dumps(documents.routine(name="Hers")))
    assert found(str(elsewhere), folder, catalog).name == "Hers"


def test_a_built_in_name_always_means_the_built_in_routine(catalog: Catalog, folder: Path) -> None:
    (folder / "desk.json").write_text(json.dumps(documents.routine()))
    assert found("desk", folder, catalog).name == "Desk"
    assert found(str(folder / "desk.json"), folder, catalog).name == "Mine"


def test_an_unknown_name_is_answered_with_the_nearest_and_with_all(catalog: Catalog, folder: Path) -> None:
    error = refusal("mornin", folder, catalog)
    assert error.exit_code == USAGE
    assert error.message == 'There is no routine "mornin". Did you mean morning?'
    assert error.hint == "Routines here: full, morning, desk, evening, mine. A file is named by its path."


def test_a_name_cannot_leave_the_folder(catalog: Catalog, folder: Path) -> None:
    assert refusal("../routines/mine", folder, catalog).exit_code == NO_FILE


def test_a_missing_file_is_not_taken_for_a_name(catalog: Catalog, folder: Path) -> None:
    assert refusal("nothing.json", folder, catalog).exit_code == NO_FILE


def test_a_mistake_in_ones_own_routine_is_named_with_its_file(catalog: Catalog, folder: Path) -> None:
    (folder / "bad.json").write_text(json.dumps(documents.routine(lines=[{"exercise": "squat"}])))
    error = refusal("bad", folder, catalog)
    assert error.exit_code == INVALID_FILE
    assert error.message == f"{folder / 'bad.json'} has a mistake."
    assert error.problems[0].startswith('lines[0].exercise: there is no exercise "squat"; allowed: ')


def test_changed_built_in_routines_are_checked(catalog: Catalog, tmp_path: Path) -> None:
    document = documents.routines()
    document["routines"][0]["lines"][0]["exercise"] = "squat"
    file = tmp_path / "routines.json"
    file.write_text(json.dumps(document))
    with pytest.raises(LrxError) as caught:
        load_routines(str(file), catalog)
    assert caught.value.problems[0].startswith("routines[0].lines[0].exercise (full): there is no exercise")
