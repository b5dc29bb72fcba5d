"""Key poses on a page: as many side by side as there is room for."""

from __future__ import annotations

import pytest

from lrx_cli.figure.cells import LEAST_COLUMNS, MODES
from lrx_cli.figure.palette import DARK
from lrx_cli.render.drawing import drawn_panels, panel_size
from lrx_cli.render.paper import Paper
from lrx_cli.storage.figures import load_figure
from lrx_cli.text import width


@pytest.mark.parametrize(("columns", "count"), [(30, 1), (61, 1), (62, 2), (80, 2), (94, 3), (200, 3)])
def test_there_are_as_many_panels_as_fit(columns: int, count: int) -> None:
    found, wide, high = panel_size(columns)
    assert found == count
    assert found * wide + 2 * (found - 1) <= columns
    assert wide >= LEAST_COLUMNS
    assert high >= 10


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("columns", [30, 80, 100])
def test_no_line_is_wider_than_the_paper(mode: str, columns: int) -> None:
    figure = load_figure("cat-cow", "floor")
    assert figure is not None
    lines = drawn_panels(Paper(columns, mode != "mono"), figure, mode, DARK)  # type: ignore[arg-type]
    assert any(line.strip() for line in lines)
    for line in lines:
        text, colored = "", False
        for piece in line.split("\x1b["):
            text += piece.partition("m")[2] if colored else piece
            colored = True
        assert width(text) <= columns


def test_without_color_there_is_not_one_control_sequence() -> None:
    figure = load_figure("figure-four-stretch", "pull")
    assert figure is not None
    assert not any("\x1b" in line for line in drawn_panels(Paper(80, False), figure, "mono", DARK))


def test_on_paper_that_is_too_narrow_there_is_nothing() -> None:
    figure = load_figure("cat-cow", "floor")
    assert figure is not None
    assert drawn_panels(Paper(LEAST_COLUMNS - 1, False), figure, "mono", DARK) == []
