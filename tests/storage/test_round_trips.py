"""What is written as a file and read again is the same: catalog, routines, safety, drawings, settings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog, Exercise, Source
from lrx_cli.core.catalog.routine import Routine
from lrx_cli.core.settings import SETTINGS, Settings
from lrx_cli.storage import figures
from lrx_cli.storage.catalog_conversion import catalog_from
from lrx_cli.storage.check import require_catalog, require_routine, require_safety
from lrx_cli.storage.figure_conversion import figure_from
from lrx_cli.storage.files import parse
from lrx_cli.storage.safety import load_safety
from lrx_cli.storage.settings import read_settings
from lrx_cli.storage.settings_file import write_settings
from lrx_cli.text import clean
from tests.storage import documents

_SECONDS = {"hold", "rest", "tempo", "hold_cap"}
"""What the code has in ms and a file in seconds, under a name that says so."""
_LEFT_OUT_WHERE_EMPTY = {"note", "left_out", "when"}


def written(shape: Any) -> Any:
    """A shape of the core as a file has it."""
    if isinstance(shape, Mapping):
        return {key: written(value) for key, value in shape.items()}
    names = ("exercises", "sources") if isinstance(shape, Catalog) else getattr(shape, "_fields", ())
    if names:
        found = {name: getattr(shape, name) for name in names if not _is_left_out(shape, name)}
        return {
            f"{name}_s" if name in _SECONDS else name: value / 1_000 if name in _SECONDS else written(value)
            for name, value in found.items()
        }
    return [written(each) for each in shape] if isinstance(shape, tuple) else shape


def _is_left_out(shape: Any, name: str) -> bool:
    value = getattr(shape, name)
    # A source's code is the name it stands under.
    return (
        value is None
        or (value == "" and name in _LEFT_OUT_WHERE_EMPTY)
        or (isinstance(shape, Source) and name == "code")
    )


def reread(shape: Any) -> Any:
    return parse(json.dumps({"format": 1, **written(shape)}).encode(), "written.json")


def test_the_catalog(catalog: Catalog) -> None:
    assert vars(require_catalog(reread(catalog), "written.json")) == vars(catalog)


_WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=60).filter(
    lambda text: clean(text) == text
)
_HALF_SECONDS = st.integers(2, 40).map(lambda halves: halves * 500)


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_catalog_with_other_doses_and_words(catalog: Catalog, data: st.DataObject) -> None:
    """Whatever numbers and words an exercise has: those of a dose, which depend on none of the others."""
    exercise: Exercise = data.draw(st.sampled_from(catalog.exercises))
    words = data.draw(_WORDS)
    doses = {
        level: dose._replace(tempo=data.draw(_HALF_SECONDS), rest=data.draw(_HALF_SECONDS))
        for level, dose in exercise.doses.items()
    }
    changed = exercise._replace(doses=doses, benefit=words, target=f"{words} {words}", requires_ok=())
    alone = Catalog((changed,), catalog.sources)
    assert vars(catalog_from(reread(alone))) == vars(alone)


def test_the_routines(catalog: Catalog, routines: dict[str, Routine]) -> None:
    for routine in routines.values():
        assert require_routine(reread(routine), "written.json", catalog) == routine


def test_the_safety_file() -> None:
    safety = load_safety(locations.safety_file())
    assert require_safety(reread(safety), "written.json") == safety


@pytest.mark.parametrize(
    "path", sorted((documents.DATA / "figures").glob("[a-z]*.json")), ids=lambda path: path.stem
)
def test_a_drawing(path: Path) -> None:
    document = json.loads(path.read_bytes())
    again = parse(json.dumps(document).encode(), "written.json")
    bases = figures.read_bases()
    before, after = figure_from(document, bases), figure_from(again, bases)
    assert (before.poses, before.moves, before.alt) == (after.poses, after.moves, after.alt)


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_settings(tmp_path: Path, data: st.DataObject) -> None:
    """Whatever a setting reads, it is written and read again as the same."""
    path = tmp_path / "config.toml"
    key = data.draw(st.sampled_from(sorted(SETTINGS)))
    typed = data.draw(
        st.sampled_from(
            [*SETTINGS[key].kind.allowed.replace(" or ", ", ").split(", "), "1", "0.5", "true", "17.25"]
        )
        | st.text(max_size=40)
    )
    try:
        value = SETTINGS[key].kind.read(typed)
    except ValueError:
        return
    write_settings(str(path), {key: value})
    found = read_settings(str(path), {}).settings
    assert getattr(found, key) == value
    path.unlink()
    assert read_settings(str(path), {}).settings == Settings()
