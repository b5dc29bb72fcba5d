"""Every place of every kind of document, with everything in it that does not belong there.

A part of it here, and all of it, each in a process of its own, in ``bench/faults/hostile.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.errors import INVALID_FILE, USAGE, LrxError
from lrx_cli.figure.cells import draw
from lrx_cli.figure.palette import PRINT
from lrx_cli.figure.svg import svg
from lrx_cli.storage import figures
from lrx_cli.storage.documents import build
from lrx_cli.storage.figure_file import FigureFile, figure_from
from lrx_cli.storage.files import parse
from tests.cli.conftest import Lrx
from tests.hostile.escapes import obeyed
from tests.hostile.good import DOCUMENTS, exported
from tests.hostile.judging import faults_of, faults_of_refusal, names_its_place, refusal, words_of
from tests.hostile.walking import Damage, every_damage

_STEPS = {
    "an exercise of one's own": 97,
    "a routine of one's own": 17,
    "a drawing of one's own": 71,
    "a drawing with variants": 397,
    "the catalog": 397,
    "the routines": 19,
    "the safety file": 281,
}
"""Every so manieth of all damages; primes, so that in the end every place and every value had a turn."""


def problems_of(damage: Damage, path: Path, catalog: Catalog) -> LrxError | None:
    path.write_bytes(damage.data)
    return refusal(path, catalog)


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_document_damaged_anywhere_is_refused_in_words_or_is_sound(
    kind: str, catalog: Catalog, tmp_path: Path
) -> None:
    path = tmp_path / "damaged.json"
    refused = 0
    for damage in every_damage(DOCUMENTS[kind](), step=_STEPS[kind]):
        error = problems_of(damage, path, catalog)
        if error is None:
            continue
        refused += 1
        assert not faults_of_refusal(error.exit_code, words_of(error)), (str(damage), words_of(error))
        assert error.exit_code == INVALID_FILE, str(damage)
        assert str(path) in error.message
        if "the file" not in words_of(error) and "line 1" not in words_of(error):
            assert names_its_place(error.problems, damage.place), (str(damage), error.problems)
    assert refused > 50


def sound(kind: str, path: Path, catalog: Catalog, *, step: int) -> Iterator[Damage]:
    """Damages that are none: what they leave is a document that may be played."""
    for damage in every_damage(DOCUMENTS[kind](), step=step):
        if problems_of(damage, path, catalog) is None:
            yield damage


@pytest.mark.parametrize(("kind", "step"), [("a drawing of one's own", 13), ("a drawing with variants", 149)])
def test_a_drawing_that_is_taken_can_be_drawn(kind: str, step: int, catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "drawing.json"
    drawn = 0
    for damage in sound(kind, path, catalog, step=step):
        file = build(FigureFile, parse(damage.data, str(path)))
        for variant in (None, *(file.variants or ())):
            figure = figure_from(file, figures.read_bases(), variant)
            for scene in figure.panels(1):
                assert any(cell for row in draw(scene, 40, 12, "mono") for cell in row), str(damage)
                picture = svg(scene, PRINT, title="</title><script>")
                assert "<script" not in picture
                assert not obeyed(picture)
                assert "nan" not in picture, str(damage)
                assert "inf" not in picture, str(damage)
        drawn += 1
    assert drawn > 2


_SHOWING = (
    ["list"],
    ["list", "--json"],
    ["show", "11"],
    ["show", "11", "--json"],
    ["preview", "11", "--level", "gentle"],
    ["session", "11", "--speed", "1000", "--teach", "off"],
    ["handout", "11"],
)


def test_an_exercise_that_is_taken_is_shown_everywhere(lrx: Lrx, home: Path, catalog: Catalog) -> None:
    folder = home / "exercises"
    folder.mkdir(parents=True)
    path = folder / "bridge.json"
    shown = 0
    for damage in sound("an exercise of one's own", path, catalog, step=101):
        codes = (0, USAGE) if "number" in damage.place else (0,)  # it may not be 11 any more
        for command in _SHOWING:
            result = lrx(*command)
            assert result.code in codes, (str(damage), command, result.err)
            assert not faults_of(result.err), (str(damage), command)
            assert not obeyed(result.out), (str(damage), command)
        shown += 1
    assert shown > 5


def test_an_exported_history_damaged_anywhere_is_refused_or_is_shown_everywhere(
    lrx: Lrx, home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "exported.json"
    taken = 0
    for damage in every_damage(exported(tmp_path), step=83):
        path.write_bytes(damage.data)
        result = lrx("import", str(path))
        if result.code:
            assert not faults_of_refusal(result.code, result.err), (str(damage), result.err)
            continue
        taken += 1
    for command in (["history", "--all"], ["progress"], ["export", "history", "--format", "csv"], ["doctor"]):
        result = lrx(*command)
        assert (result.code, faults_of(result.err)) == (0, []), command
        assert not obeyed(result.out, ours="\r\n")
    assert taken > 5
