"""Key poses on a page: as many side by side as there is room for."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from lrx_cli.figure.cells import LEAST_COLUMNS, MODES, Mode
from lrx_cli.figure.palette import DARK
from lrx_cli.render.drawing import Drawing, panel_size
from lrx_cli.render.exercise import exercise_page
from lrx_cli.storage.figures import load_figure
from tests.render.pages import CATALOG, lines, printed


@pytest.mark.parametrize(("columns", "count"), [(30, 1), (61, 1), (62, 2), (80, 2), (94, 3), (200, 3)])
def test_there_are_as_many_panels_as_fit(columns: int, count: int) -> None:
    found, wide, high = panel_size(columns)
    assert found == count
    assert found * wide + 2 * (found - 1) <= columns
    assert wide >= LEAST_COLUMNS
    assert high >= 10


def drawing(mode: Mode) -> Drawing:
    figure = load_figure("cat-cow", "floor")
    assert figure is not None
    return Drawing(figure, mode, DARK)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("columns", [30, 80, 100])
def test_no_line_is_wider_than_its_room(mode: Mode, columns: int) -> None:
    shown = lines(drawing(mode).wide(columns), columns)
    assert any(line.strip() for line in shown)
    assert all(cell_len(line) <= columns for line in shown)


def test_without_color_there_is_not_one_control_sequence() -> None:
    assert "\x1b" not in printed(drawing("mono").wide(80))


def test_a_drawing_stands_on_the_terminal_s_own_background() -> None:
    first = printed(drawing("truecolor").wide(80), color=True).splitlines()[0]
    assert not first.strip()  # nothing is painted where nothing is


@pytest.mark.parametrize("columns", [40, 80, 100])
@pytest.mark.parametrize("rows", [12, 24, 40])
def test_a_picture_never_pushes_the_steps_off_the_screen(columns: int, rows: int) -> None:
    for exercise in CATALOG.exercises[3:6]:
        figure = load_figure(exercise.id, exercise.doses["standard"].variant)
        assert figure is not None
        page = exercise_page(CATALOG, exercise, "standard", None, picture=Drawing(figure, "mono", DARK))
        shown = printed(page, columns, rows).splitlines()
        drawn = any(set(line) & BRAILLE for line in shown)
        assert len(shown) < rows or not drawn
        assert drawn or columns == 40 or rows == 12 or len(shown) <= 23


BRAILLE = {chr(0x2800 + dots) for dots in range(1, 256)}
