"""What is written as a file and read again is the same: catalog, routines, safety, drawings, settings."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog, Doses, Exercise
from lrx_cli.core.catalog.routine import Routine, RoutineFile
from lrx_cli.core.settings import Settings, settings_table
from lrx_cli.shapes import to_document
from lrx_cli.storage.catalog import checked_as, load_safety
from lrx_cli.storage.documents import build
from lrx_cli.storage.figure_file import FigureFile
from lrx_cli.storage.figures import checked_figure
from lrx_cli.storage.files import parse
from lrx_cli.storage.settings import read_setting, read_settings, write_settings
from lrx_cli.text import clean
from tests.storage import documents


def reread(shape: Any) -> Any:
    return parse(json.dumps({"format": 1, **to_document(shape)}).encode(), "written.json")


def test_the_catalog(catalog: Catalog) -> None:
    assert checked_as("catalog", reread(catalog)) == (catalog, [])


_WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=60).filter(
    lambda text: clean(text) == text
)
_HALF_SECONDS = st.integers(2, 40).map(lambda halves: halves * 500)


@given(st.data())
def test_a_catalog_with_other_doses_and_words(catalog: Catalog, data: st.DataObject) -> None:
    """Whatever numbers and words an exercise has: those of a dose, which depend on none of the others."""
    exercise: Exercise = data.draw(st.sampled_from(catalog.exercises))
    words = data.draw(_WORDS)
    doses = {
        level: replace(dose, tempo=data.draw(_HALF_SECONDS), rest=data.draw(_HALF_SECONDS))
        for level, dose in exercise.doses.items()
    }
    changed = replace(
        exercise, doses=Doses(**doses), benefit=words, target=f"{words} {words}", requires_ok=()
    )
    alone = Catalog((changed,), catalog.sources)
    assert build(Catalog, reread(alone)) == alone


def test_the_routines(catalog: Catalog, routines: dict[str, Routine]) -> None:
    for routine in routines.values():
        again = RoutineFile(**vars(routine), format=1)
        assert checked_as("routine", reread(routine), catalog) == (again, [])


def test_the_safety_file() -> None:
    safety = load_safety(locations.safety_file())
    assert checked_as("safety", reread(safety)) == (safety, [])


@pytest.mark.parametrize(
    "path", sorted((documents.DATA / "figures").glob("[a-z]*.json")), ids=lambda path: path.stem
)
def test_a_drawing(path: Path) -> None:
    file = build(FigureFile, json.loads(path.read_bytes()))
    assert checked_figure(reread(file)) == (file, [])


@given(st.data())
def test_settings(tmp_path: Path, data: st.DataObject) -> None:
    """Whatever a setting reads, it is written and read again as the same."""
    path = tmp_path / "config.toml"
    key = data.draw(st.sampled_from(sorted(settings_table())))
    typed = data.draw(
        st.sampled_from(
            [*settings_table()[key].allowed.replace(" or ", ", ").split(", "), "1", "0.5", "true", "17.25"]
        )
        | st.text(max_size=40)
    )
    try:
        value = read_setting(key, typed)
    except ValueError:
        return
    write_settings(str(path), {key: value})
    found = read_settings(str(path), {}).settings
    assert getattr(found, key) == value
    path.unlink()
    assert read_settings(str(path), {}).settings == Settings()
