"""Files of one's own: read beside the catalog, and never in its way."""

from __future__ import annotations

import copy
import json
import os
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.catalog.exercise import Catalog, Caution, Dose, Exercise, Step, Variant
from lrx_cli.core.catalog.routine import Prescription, Routine
from lrx_cli.errors import CANNOT_CREATE, CANNOT_WRITE, LrxError
from lrx_cli.shapes import name_in_file
from lrx_cli.storage import user_files
from lrx_cli.storage.catalog import with_own
from lrx_cli.text import clean
from tests.written_example import DOCS, examples

WRITTEN = DOCS.read_text(encoding="utf-8")
BRIDGE: dict[str, Any] = json.loads(examples()["exercises/bridge.json"])


def put(folder: Path, name: str, document: object) -> Path:
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def bridge(**changes: Any) -> dict[str, Any]:
    document = copy.deepcopy(BRIDGE)
    document["exercises"][0] |= changes
    return document


def test_without_a_folder_the_catalog_stays_the_same_object(catalog: Catalog, tmp_path: Path) -> None:
    assert with_own(catalog, str(tmp_path / "nothing")) == (catalog, [])
    assert with_own(catalog, str(tmp_path))[0] is catalog


def test_ones_own_come_after_the_built_in_ones(catalog: Catalog, tmp_path: Path) -> None:
    put(tmp_path, "b.json", bridge())
    put(tmp_path, "a.json", bridge(id="arch", name="Arch", number=12, aliases=[]))
    found, told = with_own(catalog, str(tmp_path))
    assert told == []
    assert [exercise.id for exercise in found.exercises][9:] == ["standing-back-extension", "arch", "bridge"]
    assert found.sources["PT"].where == "on paper"
    assert "PT" not in catalog.sources


def test_an_exercise_that_replaces_stands_where_the_other_stood(catalog: Catalog, tmp_path: Path) -> None:
    put(tmp_path, "a.json", bridge(id="cat-cow", number=2, overrides=True))
    found, _ = with_own(catalog, str(tmp_path))
    places = [exercise.id for exercise in catalog.exercises]
    assert [exercise.id for exercise in found.exercises] == places
    assert found["cat-cow"].name == "Bridge"


def test_a_caution_about_the_first_hour_as_0_1_had_it_is_a_sentence_and_no_mistake(
    catalog: Catalog, tmp_path: Path
) -> None:
    caution = {"text": "Not right after getting up.", "action": "skip", "sources": ["PT"]}
    cautions = [{**caution, "flags": ["first-hour"]}, {**caution, "flags": ["first-hour", "knee"]}]
    put(tmp_path, "a.json", bridge(cautions=cautions))
    found, told = with_own(catalog, str(tmp_path))
    assert told == []
    assert [caution.flags for caution in found["bridge"].cautions] == [(), ("knee",)]
    put(tmp_path, "a.json", bridge(cautions=[{**caution, "flags": ["first-day"]}]))
    assert len(with_own(catalog, str(tmp_path))[1]) == 1, "what no version had is a mistake still"


def test_of_two_files_with_one_id_the_first_is_taken_and_the_second_told(
    catalog: Catalog, tmp_path: Path
) -> None:
    put(tmp_path, "a.json", bridge(limit="The first."))
    second = put(tmp_path, "b.json", bridge(limit="The second."))
    found, (told,) = with_own(catalog, str(tmp_path))
    assert found["bridge"].limit == "The first."
    assert told == f"{second} has a mistake. It is left out; lrx check {second} says more."


def test_the_file_that_is_being_checked_is_not_looked_at(catalog: Catalog, tmp_path: Path) -> None:
    path = put(tmp_path, "a.json", bridge())
    assert with_own(catalog, str(tmp_path), without=os.path.relpath(path)) == (catalog, [])


def places(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place] * bool(place) + [found for key, each in inner for found in places(each, (*place, key))]


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**6) | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)


@given(st.sampled_from(places(BRIDGE)), anything)
def test_whatever_stands_in_a_file_the_built_in_exercises_are_there(
    catalog: Catalog, tmp_path: Path, where: tuple[Any, ...], value: Any
) -> None:
    document = copy.deepcopy(BRIDGE)
    inside: Any = document
    for key in where[:-1]:
        inside = inside[key]
    inside[where[-1]] = value
    put(tmp_path, "a.json", document)
    found, told = with_own(catalog, str(tmp_path))
    assert found.exercises[: len(catalog.exercises)] == catalog.exercises
    assert len(told) <= 1
    assert all(clean(line) == line for line in told)


# --- writing ----------------------------------------------------------------------------------------


def test_a_folder_is_made_when_something_is_written_into_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "mine.json"
    user_files.write(str(path), b"{}", new=True, folders=True)
    assert path.read_bytes() == b"{}"
    assert [each.name for each in path.parent.iterdir()] == ["mine.json"]


def test_what_is_there_is_not_written_over_by_something_new(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_bytes(b"old")
    with pytest.raises(LrxError) as raised:
        user_files.write(str(path), b"new", new=True)
    assert raised.value.exit_code == CANNOT_CREATE
    assert path.read_bytes() == b"old"


def test_what_cannot_be_written_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.json"
    path.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LrxError) as raised:
        user_files.write(str(path), b"new", new=False)
    assert raised.value.exit_code == CANNOT_WRITE
    assert "No space left on device" in raised.value.message
    assert [each.name for each in tmp_path.iterdir()] == ["mine.json"]
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("name", ["..", "../a", "a/b", "/etc/passwd", "", ".json", "../a.json"])
def test_a_name_is_no_path(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.json").write_text("{}")
    (tmp_path / "own").mkdir()
    with pytest.raises(LrxError, match="is not the name of one of your files"):
        user_files.existing_in(str(tmp_path / "own"), name, "routine")


@pytest.mark.parametrize("name", ["A", "a b", "a\0b", "é"])
def test_a_name_that_no_file_has_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(LrxError, match="There is no routine of yours called"):
        user_files.existing_in(str(tmp_path), name, "routine")


@pytest.mark.parametrize("what", ["pipe", "folder"])
def test_only_a_file_is_replaced(tmp_path: Path, what: str) -> None:
    path = tmp_path / "page.html"
    if what == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    before = path.stat().st_mode
    with pytest.raises(LrxError, match="not a file that could be replaced"):
        user_files.write(str(path), b"new", new=False)
    assert path.stat().st_mode == before
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]


def test_a_link_stays_a_link_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "there")
    user_files.write(str(tmp_path / "link"), b"new", new=False)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Anna's sheet, left", "annas-sheet-left"),
        ("Übung für Ève", "ubung-fur-eve"),
        ("A" * 80, "a" * 60),
        ("...", ""),
    ],
)
def test_a_name_becomes_an_id(name: str, id: str) -> None:
    assert user_files.id_from(name) == id


def test_a_name_without_latin_letters_has_an_id_of_its_own() -> None:
    ids = {user_files.id_from(name) for name in ("腰の伸展", "Мост", "腰の屈曲")}
    assert len(ids) == 3
    assert all(user_files.id_from(id) == id for id in ids)


@pytest.mark.parametrize("shape", [Exercise, Variant, Step, Dose, Caution, Routine, Prescription])
def test_everything_that_a_file_can_say_is_in_its_documentation(shape: Any) -> None:
    names = [name_in_file(field.name) for field in fields(shape)]
    assert [name for name in names if not re.search(rf"\b{name}\b", WRITTEN)] == []
