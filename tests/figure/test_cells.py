"""Pictures as terminal cells, in every mode."""

from __future__ import annotations

import pytest

from lrx_cli.figure.cells import MODES, QUADRANTS, Cell, Grid, Mode, draw, sgr
from lrx_cli.figure.palette import (
    ANSI16_LIGHT,
    ARROW,
    DARK,
    LIGHT,
    MOVING,
    XTERM256,
    XTERM256_LIGHT,
    Palette,
    without_ground,
)
from tests.figure.gallery import DRAWINGS, drawing

SIZES = [(30, 10), (60, 20), (100, 40)]


def colors(grid: Grid) -> set[int]:
    return {color for row in grid for cell in row for color in cell[1:] if color is not None}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_picture_has_the_size_asked_for(columns: int, rows: int, mode: Mode) -> None:
    grid = draw(drawing("cat-cow").still("start"), columns, rows, mode)
    assert [len(row) for row in grid] == [columns] * rows


@pytest.mark.parametrize(("exercise", "variant"), DRAWINGS)
@pytest.mark.parametrize("mode", MODES)
def test_every_drawing_fits_into_the_smallest_picture_with_a_person_in_it(
    exercise: str, variant: str | None, mode: Mode
) -> None:
    for scene in drawing(exercise, variant).panels():
        grid = draw(scene, 30, 10, mode)
        inked = sum(cell.glyph != " " for row in grid for cell in row)
        assert 25 < inked < 290


@pytest.mark.parametrize("mode", ["truecolor", "256", "16"])
def test_colored_pictures_are_made_of_quadrants(mode: Mode) -> None:
    grid = draw(drawing("figure-four-stretch").panels()[-1], 60, 20, mode)
    assert {cell.glyph for row in grid for cell in row} <= set(QUADRANTS)


def test_a_picture_without_color_is_made_of_braille_and_says_no_color() -> None:
    grid = draw(drawing("figure-four-stretch").panels()[-1], 60, 20, "mono")
    assert all(cell.glyph == " " or 0x2801 <= ord(cell.glyph) <= 0x28FF for row in grid for cell in row)
    assert colors(grid) == set()


def test_colors_stay_within_their_mode() -> None:
    scene = drawing("lower-trunk-rotation").between("start", "left", 0.5)
    assert colors(draw(scene, 60, 20, "16")) <= set(range(16))
    used = colors(draw(scene, 60, 20, "256"))
    assert used <= set(XTERM256)
    assert min(used) >= 16, "people change the first sixteen"
    assert max(colors(draw(scene, 60, 20, "truecolor"))) <= 0xFFFFFF


def test_sixteen_colors_leave_the_background_to_the_terminal() -> None:
    grid = draw(drawing("cat-cow").still("start"), 60, 20, "16")
    assert grid[0][0] == Cell(" ", None, None)


def test_with_more_colors_the_picture_brings_its_own_background() -> None:
    scene = drawing("cat-cow").still("start")
    assert draw(scene, 60, 20, "truecolor")[0][0] == Cell(" ", None, DARK[0])
    assert draw(scene, 60, 20, "truecolor", LIGHT)[0][0] == Cell(" ", None, LIGHT[0])
    assert draw(scene, 60, 20, "256")[0][0] == Cell(" ", None, XTERM256[0])


@pytest.mark.parametrize("mode", ["truecolor", "256", "16"])
@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_a_picture_without_ground_stands_on_the_terminals_own_background(
    palette: Palette, mode: Mode
) -> None:
    scene = drawing("cat-cow").between("start", "round", 0.5)
    own = draw(scene, 60, 20, mode, palette)
    clear = draw(scene, 60, 20, mode, without_ground(palette))
    assert clear[0][0] == Cell(" ", None, None)
    pairs = [pair for rows in zip(clear, own, strict=True) for pair in zip(*rows, strict=True)]
    nothing = [cell for cell, own_cell in pairs if own_cell == own[0][0]]
    assert nothing.count(Cell(" ", None, None)) > 0.9 * len(nothing)
    for cell, own_cell in pairs:
        assert -1 not in cell
        if cell == Cell(" ", None, None):
            assert own_cell.background == own[0][0].background, "a hole in what is drawn"


def test_a_light_terminal_has_colors_of_its_own_in_every_mode() -> None:
    scene = drawing("cat-cow").between("start", "round", 0.5)
    assert colors(draw(scene, 60, 20, "256", LIGHT)) <= set(XTERM256_LIGHT)
    assert colors(draw(scene, 60, 20, "16", LIGHT)) <= set(ANSI16_LIGHT)
    assert 15 not in ANSI16_LIGHT, "white on white would not be seen"


@pytest.mark.parametrize("mode", MODES)
def test_a_picture_is_the_same_each_time(mode: Mode) -> None:
    scene = drawing("open-book-rotation").between("start", "open", 0.3)
    assert draw(scene, 60, 20, mode) == draw(scene, 60, 20, mode)


@pytest.mark.parametrize(("exercise", "variant"), DRAWINGS)
def test_what_moves_is_seen_in_its_color(exercise: str, variant: str | None) -> None:
    figure = drawing(exercise, variant)
    move = next(move for move in figure.moves if move.arrow is not None)
    used = colors(draw(figure.between(move.from_, move.to, 0.5), 60, 20, "truecolor"))
    assert {DARK[MOVING], DARK[MOVING + 2]} & used
    assert DARK[ARROW] in used


def test_the_arrow_is_gone_when_one_is_there() -> None:
    figure = drawing("seated-knee-extension")
    on_the_way, there = (draw(figure.between("start", "up", u), 60, 20, "256") for u in (0.9, 1.0))
    assert XTERM256[ARROW] in colors(on_the_way)
    assert XTERM256[ARROW] not in colors(there)


def test_the_other_side_is_the_picture_turned_around() -> None:
    figure = drawing("lower-body-nerve-glide")
    scenes = [figure.between("grip", "unbend", 0.7, mirrored=mirrored) for mirrored in (False, True)]
    one, two = (draw(scene, 60, 20, "16") for scene in scenes)
    swap = str.maketrans("▘▝▖▗▌▐▛▜▙▟▚▞", "▝▘▗▖▐▌▜▛▟▙▞▚")
    turned = [
        [Cell(cell.glyph.translate(swap), cell.foreground, cell.background) for cell in reversed(row)]
        for row in two
    ]
    pairs = [(a, b) for x, y in zip(one, turned, strict=True) for a, b in zip(x, y, strict=True)]
    # Where an edge falls exactly between two samples, rounding chooses the same side in both.
    assert sum(a == b for a, b in pairs) > 0.97 * len(pairs)


def test_colors_are_told_to_the_terminal_in_its_words() -> None:
    assert sgr(Cell("▘", 0xFF8000, 0x12161D), "truecolor") == "38;2;255;128;0;48;2;18;22;29"
    assert sgr(Cell("▘", 214, None), "256") == "38;5;214"
    assert sgr(Cell("▘", 11, 4), "16") == "93;44"
    assert sgr(Cell("⠛", None, None), "mono") == ""
