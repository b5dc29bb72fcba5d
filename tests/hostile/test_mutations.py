"""Files changed by chance are refused, or right; reading them never ends in another way.

More of them, for as long as one likes, in ``bench/faults/fuzz_files.py``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.errors import BAD_SETTINGS, INVALID_FILE, LrxError
from lrx_cli.storage.catalog import checked_as
from lrx_cli.storage.files import kind_of
from lrx_cli.storage.history.imports import read_history
from lrx_cli.storage.settings import read_settings
from lrx_cli.text import clean
from tests.hostile.good import DOCUMENTS, exported
from tests.hostile.judging import faults_of, refusal, words_of
from tests.hostile.mutating import mutated_bytes, mutated_document

_SETTINGS = b"""# mine
level = "gentle"
pace = 1.5
voice = true
player = "aplay -q"
minutes = 10
"""
_SEED = 20_261_127


def ended(read: Callable[[], object]) -> tuple[int, str]:
    """How reading ended, and what was said."""
    try:
        read()
    except LrxError as error:
        return error.exit_code, words_of(error)
    return 0, ""


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_file_changed_by_chance_is_refused_or_right(kind: str, catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "mutated.json"
    good = DOCUMENTS[kind]()
    data = json.dumps(good, indent=1).encode()
    chance = Random(f"{_SEED} {kind}")
    refused = 0
    for number in range(80):
        path.write_bytes(mutated_document(good, chance) if number % 2 else mutated_bytes(data, chance))
        error = refusal(path, catalog)
        if error is None:
            continue
        refused += 1
        assert error.exit_code == INVALID_FILE, number
        assert not faults_of(words_of(error)), number
    assert refused > 40


def test_an_exported_history_changed_by_chance_is_refused_or_right(tmp_path: Path) -> None:
    path = tmp_path / "mutated.json"
    good = exported(tmp_path)
    data = json.dumps(good).encode()
    chance = Random(_SEED)
    refused = 0
    for number in range(300):
        path.write_bytes(mutated_document(good, chance) if number % 2 else mutated_bytes(data, chance))
        code, said = ended(lambda: list(read_history(str(path))))
        refused += code == INVALID_FILE
        assert code in (0, INVALID_FILE), number
        assert not faults_of(said), number
    assert refused > 150


def test_settings_changed_by_chance_are_refused_or_right(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    assert read_settings_in(path, _SETTINGS) == (0, "")
    chance = Random(_SEED)
    for number in range(600):
        code, said = read_settings_in(path, mutated_bytes(_SETTINGS, chance))
        assert code in (0, BAD_SETTINGS), number
        assert not faults_of("\n".join(map(clean, said.splitlines()))), number


def read_settings_in(path: Path, data: bytes) -> tuple[int, str]:
    path.write_bytes(data)
    return ended(lambda: read_settings(str(path), {}))


_KINDS = ["exercises", "lines", "panels", "routines", "stop_rules"]
_NAMES = st.text(max_size=6) | st.sampled_from([*_KINDS, "format", "sources", "poses", "id", "name", "steps"])
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES, inner, max_size=5),
    max_leaves=16,
)


@given(st.dictionaries(st.sampled_from(_KINDS), _ANYTHING, min_size=1), _ANYTHING)
def test_any_document_of_any_kind_has_problems_and_no_other_end(
    document: dict[str, object], more: object
) -> None:
    whole = {"format": 1, **document, "sources": more, "poses": more}
    kind = kind_of(whole)
    assert kind is not None
    assert checked_as(kind, whole)[1]
