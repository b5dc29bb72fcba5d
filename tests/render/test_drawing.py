"""Key poses on a page: as many side by side as there is room for."""

from __future__ import annotations

import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from lrx_cli.core.catalog.exercise import Exercise
from lrx_cli.core.catalog.words import LEVELS, Level
from lrx_cli.figure.cells import LEAST_COLUMNS, MODES, Mode
from lrx_cli.figure.palette import DARK
from lrx_cli.render.drawing import Drawing, panel_size
from lrx_cli.render.exercise import ExercisePage
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


def test_pixels_stand_where_cells_would_and_leave_the_cursor_where_it_was() -> None:
    figure = load_figure("cat-cow", "floor")
    assert figure is not None
    pixels = Drawing(figure, "truecolor", DARK, (9, 20)).wide(80)
    cells = drawing("truecolor").wide(80)
    shown = printed(pixels, color=True)
    assert [line for line in cleared(shown).splitlines() if line.strip()] == []
    assert shown.count("\n") == printed(cells, color=True).count("\n")
    assert shown.count("\x1b_Ga=T,") == 2
    assert shown.count("\x1b7") == shown.count("\x1b8") == 1
    pipe = io.StringIO()
    Console(file=pipe).print(pixels)
    assert not pipe.getvalue().strip(), "a pipe gets none"


def cleared(shown: str) -> str:
    """Without what is written over cells."""
    return re.sub(r"\x1b7.*?\x1b8", "", shown, flags=re.DOTALL)


def test_a_drawing_stands_on_the_terminal_s_own_background() -> None:
    first = printed(drawing("truecolor").wide(80), color=True).splitlines()[0]
    assert not first.strip()  # nothing is painted where nothing is


@pytest.mark.parametrize("columns", [40, 80, 100])
@pytest.mark.parametrize("rows", [12, 24, 40])
def test_a_picture_never_pushes_the_steps_off_the_screen(columns: int, rows: int) -> None:
    for exercise in CATALOG.exercises[3:6]:
        shown = shown_with_picture(exercise, "standard", columns, rows)
        drawn = any(set(line) & BRAILLE for line in shown)
        assert len(shown) < rows or not drawn
        assert drawn or columns == 40 or rows == 12


@pytest.mark.parametrize("exercise", CATALOG.exercises, ids=lambda one: one.id)
@pytest.mark.parametrize("level", LEVELS)
def test_every_exercise_has_its_picture_beside_its_steps_on_an_ordinary_screen(
    exercise: Exercise, level: Level
) -> None:
    shown = shown_with_picture(exercise, level, 80, 24)
    assert len(shown) <= 23  # and a line for the prompt
    assert any(set(line[:30]) & BRAILLE for line in shown)
    assert any(line[32:34] == "1 " for line in shown)
    text = " ".join("".join(char for char in " ".join(shown) if char not in BRAILLE).split())
    assert all(f" {name} " in text for name in LEVELS)
    strictest = [caution.text for caution in exercise.cautions if caution.action == "skip"]
    assert not strictest or strictest[0] in text


def shown_with_picture(exercise: Exercise, level: Level, columns: int, rows: int) -> list[str]:
    figure = load_figure(exercise.id, exercise.doses[level].variant)
    assert figure is not None
    page = ExercisePage(CATALOG, exercise, level, None, picture=Drawing(figure, "mono", DARK))
    return printed(page, columns, rows).splitlines()


BRAILLE = {chr(0x2800 + dots) for dots in range(1, 256)}
