"""The painter against a terminal: whatever was shown before, what is shown after is what was meant."""

from __future__ import annotations

import re
from functools import lru_cache

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.session.outputs.live.frame import Frame
from lrx_cli.session.outputs.live.painter import GIVE_BACK, TAKE, Cells, as_written, cells_of, difference
from lrx_cli.session.outputs.live.scene import scene_of
from lrx_cli.text import clean, width
from tests.session.outputs.live.states import states

STATES = states()
ALLOWED = re.compile(rb"\x1b\[(?:[0-9;]*m|[0-9]+;[0-9]+H|[0-9]+C|K|2J|\?(?:25|7|1049|2026|1007)[hlsr])")


class Model:
    """A terminal that can be looked at."""

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)

    def feed(self, data: bytes) -> None:
        self._stream.feed(data)

    def shows(self, grid: Cells) -> bool:
        for row, cells in enumerate(grid.grid):
            for column, (char, style) in enumerate(map(as_written, cells)):
                cell = self.screen.buffer[row][column]
                if cell.data != char and not (char == "" and cell.data in ("", " ")):
                    return False
                seen = cell if char.strip() else cell._replace(fg="default", bold=False)
                if char and seen._replace(data="") != _styled(style, letter=bool(char.strip())):
                    return False
        return True


@lru_cache(maxsize=64)
def _styled(style: str, *, letter: bool) -> pyte.screens.Char:
    """A cell in that style alone, without what stands in it; of a blank only what shows."""
    screen = pyte.Screen(1, 1)
    pyte.Stream(screen).feed(f"\x1b[0;{style}mx")
    cell = screen.buffer[0][0]._replace(data="")
    return cell if letter else cell._replace(fg="default", bold=False)


def put(cells: Cells, row: int, column: int, text: str, style: str = "") -> None:
    """As words get onto a screen: clean, and blanks without a color."""
    cells.put(row, column, [(letter, style) for letter in cells_of(clean(text))])


def blocks(cells: Cells, row: int, column: int, lines: tuple[str, ...], style: str) -> None:
    for at, line in enumerate(lines, row):
        cells.put(at, column, [(char, "" if char == " " else style) for char in line])


STYLES = (
    "", "1", "38;5;130", "38;2;43;47;4", "1;7", "48;5;17", "31", "1;31",
    "38;5;130;48;5;17", "38;2;43;47;4;48;5;17",
)  # fmt: skip
texts = st.text(st.one_of(st.sampled_from("ab █▀▄·━"), st.sampled_from("前へ한é")), min_size=0, max_size=12)


@st.composite
def grids(draw: st.DrawFn, columns: int = 14, rows: int = 4) -> Cells:
    grid = Cells(columns, rows)
    for _ in range(draw(st.integers(0, 8))):
        row, column = draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))
        put(grid, row, column, draw(texts), draw(st.sampled_from(STYLES)))
    if draw(st.booleans()):
        blocks(grid, draw(st.integers(0, rows)), 2, ("█▀ █", "██ ▄"), draw(st.sampled_from(STYLES)))
    if draw(st.booleans()):
        first = draw(st.integers(0, rows))
        for row in (first, first + 1):
            put(grid, row, 0, " " * columns, "1;7")
    return grid


@given(st.lists(grids(), min_size=1, max_size=4))
def test_after_any_frames_the_terminal_shows_the_last(frames: list[Cells]) -> None:
    model = Model(14, 4)
    before: Cells | None = None
    for frame in frames:
        model.feed(difference(before, frame))
        before = frame
    assert model.shows(frames[-1])


@given(grids())
def test_nothing_is_written_where_nothing_changed(frame: Cells) -> None:
    assert difference(frame, frame) == b""


@given(grids(), grids())
def test_only_known_control_sequences_are_written_and_each_frame_is_one_update(
    one: Cells, other: Cells
) -> None:
    data = difference(one, other)
    assert b"\x1b" not in ALLOWED.sub(b"", data)
    if data:
        assert data.startswith(b"\x1b[?2026h")
        assert data.endswith(b"\x1b[?2026l")
        assert data.count(b"\x1b[?2026") == 2


def test_taking_and_giving_back_use_known_sequences_too() -> None:
    assert ALLOWED.sub(b"", TAKE) == ALLOWED.sub(b"", GIVE_BACK) == b""


def test_every_state_after_every_other_is_shown_whole() -> None:
    model = Model(80, 24)
    before: Cells | None = None
    frame = Frame("256")
    names = [*STATES, *reversed(STATES), *sorted(STATES)]
    for name in names:
        grid = frame.cells(scene_of(*STATES[name]), 80, 24)
        model.feed(difference(before, grid))
        assert model.shows(grid), name
        before = grid


def test_a_new_size_is_painted_from_scratch() -> None:
    data = difference(Cells(10, 3), Cells(12, 3))
    assert data == b"\x1b[?2026h\x1b[m\x1b[2J\x1b[?2026l"


def test_a_digit_costs_a_digit() -> None:
    before, after = Cells(80, 24), Cells(80, 24)
    put(before, 3, 70, "0:07")
    put(after, 3, 70, "0:06")
    assert difference(before, after) == b"\x1b[?2026h\x1b[4;74H6\x1b[?2026l"


def test_of_neighboring_styles_only_the_color_that_differs_is_told() -> None:
    after = Cells(10, 1)
    put(after, 0, 0, "a", "38;5;1;48;5;9")
    put(after, 0, 2, "b", "38;5;2;48;5;9")
    put(after, 0, 4, "c", "38;5;2")
    assert difference(Cells(10, 1), after) == (
        b"\x1b[?2026h\x1b[48;5;9;38;5;1m\x1b[1;1Ha\x1b[38;5;2m\x1b[1Cb\x1b[0;38;5;2m\x1b[1Cc\x1b[m\x1b[?2026l"
    )


def test_what_a_half_block_left_beside_its_cell_is_painted_over() -> None:
    before, after = Cells(10, 1), Cells(10, 1)
    blocks(before, 0, 3, ("▀▄",), "")
    put(after, 0, 8, "x")
    put(before, 0, 8, "x")
    assert difference(before, after) == b"\x1b[?2026h\x1b[1;3H    \x1b[?2026l"
    for cells in (before, after):
        put(cells, 0, 1, "前")
    assert "前" in difference(before, after).decode(), "a wide letter is written again whole"


@pytest.mark.parametrize(("text", "column"), [("前x", 3), ("e\u0301x", 2), ("☯x", 2)])
def test_after_a_letter_of_which_terminals_think_differently_the_cursor_is_placed(
    text: str, column: int
) -> None:
    grid = Cells(12, 1)
    put(grid, 0, 0, text)
    assert f"\x1b[1;{column}Hx".encode() in difference(Cells(12, 1), grid)


def test_half_of_a_wide_letter_never_stays() -> None:
    grid = Cells(6, 1)
    put(grid, 0, 0, "前前")
    put(grid, 0, 1, "x")
    text = "".join(char for char, _ in grid.grid[0])
    assert text == " x前  "
    assert width(text) == 6


def test_an_escape_sequence_in_a_name_is_shown_and_not_obeyed() -> None:
    grid = Cells(30, 1)
    put(grid, 0, 0, "Cat\x1b[2Jcow\x07")
    assert b"\x1b[2J" not in difference(Cells(30, 1), grid)


def test_a_full_block_is_a_blank_in_reverse() -> None:
    after = Cells(10, 1)
    blocks(after, 0, 1, ("███",), "38;2;1;2;3")
    blocks(after, 0, 6, ("█",), "")
    assert difference(Cells(10, 1), after) == (
        b"\x1b[?2026h\x1b[48;2;1;2;3m\x1b[1;2H   \x1b[0;7m\x1b[2C \x1b[m\x1b[?2026l"
    )
