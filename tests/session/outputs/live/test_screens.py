"""How every state looks: as pictures to read in a review, and what holds at any size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.render.theme import palette
from lrx_cli.session.outputs.live.grid import Grid
from lrx_cli.session.outputs.live.layout import arrange, figure_area, parts
from lrx_cli.session.outputs.live.letters import Scale, drawn
from lrx_cli.session.outputs.live.panels import details_panel
from lrx_cli.session.outputs.live.scene import Bar, Chip, Panel, Row, Scene, Told
from lrx_cli.session.outputs.live.scene_builder import scene_of
from lrx_cli.session.outputs.live.setting import Area
from lrx_cli.text import width
from tests.golden import golden
from tests.session.outputs.live.states import states

STATES = states()
PLAIN = palette("none")


def screen(name: str, columns: int, rows: int, *, unicode: bool = True) -> Grid:
    return arrange(scene_of(*STATES[name]), columns, rows, PLAIN, unicode=unicode)


def framed(name: str, grid: Grid) -> str:
    edge = "+" + "-" * grid.columns + "+"
    inside = (f"|{line}{' ' * (grid.columns - width(line))}|" for line in grid.lines())
    return "\n".join([name, edge, *inside, edge, ""])


@pytest.mark.parametrize(("columns", "rows"), [(40, 12), (80, 24), (200, 60)])
def test_every_state_looks_as_it_was_reviewed(columns: int, rows: int) -> None:
    text = "\n".join(framed(name, screen(name, columns, rows)) for name in STATES)
    assert text == golden(f"screens/{columns}x{rows}.txt", text)


def test_small_screens_say_what_they_can() -> None:
    sizes = [(80, 8), (80, 3), (60, 11), (29, 40), (30, 5), (20, 3), (9, 1), (1, 1)]
    text = "\n".join(
        framed(f"{name}, {columns}x{rows}", screen(name, columns, rows))
        for name in ("hold", "paused")
        for columns, rows in sizes
    )
    assert text == golden("screens/small.txt", text)


def test_a_terminal_without_blocks_gets_letters_of_hashes() -> None:
    text = "\n".join(framed(name, screen(name, 80, 24, unicode=False)) for name in ("hold", "hurt", "keys"))
    assert text.isascii()
    assert text == golden("screens/80x24-ascii.txt", text)


def test_a_drawing_gets_its_place_and_the_words_keep_out_of_it() -> None:
    area = figure_area(80, 24)
    assert area is not None
    cells = [[("%", "31")] * area.columns] * area.rows
    grid = arrange(scene_of(*STATES["hold"]), 80, 24, PLAIN, drawn=cells)
    text = framed("hold", grid)
    assert text == golden("screens/80x24-drawing.txt", text)
    assert sum(line.count("%") for line in grid.lines()) == area.rows * area.columns


def test_where_there_is_little_room_there_is_no_drawing() -> None:
    assert figure_area(75, 24) is None
    assert figure_area(80, 21) is None
    assert figure_area(200, 60) == Area(2, 82, 45, 118)


@pytest.mark.parametrize("name", [name for name in STATES if name not in ("done", "stopped", "warning sign")])
@pytest.mark.parametrize(
    ("columns", "rows"), [(40, 12), (40, 11), (59, 17), (60, 18), (80, 24), (100, 30), (200, 60)]
)
def test_phase_side_and_seconds_are_never_dropped(name: str, columns: int, rows: int) -> None:
    scene = scene_of(*STATES[name])
    cells = "\n".join(screen(name, columns, rows).lines())
    assert is_drawn(scene.word, cells)
    # Where there is little room, the details take that of the side: the pause waits, and the caption says it.
    in_small = name == "details" and scene.caption in cells
    assert scene.second is None or is_drawn(scene.second, cells) or in_small
    # Where the menu of what hurts needs the room, the big STOP has to do.
    assert scene.clock in cells or scene.word == "STOP"


def is_drawn(text: str, cells: str) -> bool:
    """Whether ``text`` stands there in letters of some size."""
    scales = (Scale(x, y) for y in range(1, 9) for x in range((y + 1) // 2, max(y, 2) + 1))
    return any(all(line.rstrip() in cells for line in drawn(text, scale)) for scale in scales)


@pytest.mark.parametrize(
    ("columns", "rows"), [(30, 1), (30, 5), (20, 10), (29, 40), (44, 8), (80, 3), (500, 2)]
)
@pytest.mark.parametrize("name", ["hold", "paused", "roll", "hurt"])
def test_where_nothing_is_big_the_words_are_still_there(name: str, columns: int, rows: int) -> None:
    scene = scene_of(*STATES[name])
    cells = "\n".join(screen(name, columns, rows).lines())
    for big in (scene.word, scene.second):
        assert big is None or big in cells or is_drawn(big, cells)


@pytest.mark.parametrize(("columns", "rows"), [(80, 10), (60, 8), (30, 8), (28, 12), (40, 6)])
def test_what_hurts_can_be_answered_on_any_screen_with_room_for_it(columns: int, rows: int) -> None:
    text = " ".join(" ".join(screen("hurt", columns, rows).lines()).split())
    for choice in ("1 further", "2 too strong", "3 skip", "4 end", "5 numb"):
        assert choice in text, text


def test_the_menu_of_what_hurts_is_whole_at_forty_by_twelve() -> None:
    text = " ".join(" ".join(screen("hurt", 40, 12).lines()).split())
    assert "Put the foot down and rest. Take your time." in text
    for key, short in (("1", "further down the leg"), ("2", "too strong"), ("5", "numb/bladder/weak")):
        assert f"{key} {short}" in text


def test_what_is_asked_for_stands_out_and_hides_neither_word_nor_number() -> None:
    grid = screen("quit once", 80, 24)
    banded = [row for row in range(24) if grid.styles[row] == [PLAIN["notice"]] * 80]
    assert len(banded) == 3
    assert any("Press Q again" in grid.lines()[row] for row in banded)
    cells = "\n".join(grid.lines())
    assert is_drawn("HOLD", cells)
    assert is_drawn("RIGHT", cells)


def test_what_does_not_fit_is_turned_to_part_by_part(catalog: Catalog) -> None:
    text = "\n".join(
        framed(f"details, part {part + 1}, {columns}x{rows}", arrange(scene, columns, rows, PLAIN))
        for columns, rows in ((40, 12), (80, 24))
        for part, scene in parts_of_details(catalog, columns, rows)
    )
    assert text == golden("screens/details.txt", text)


@pytest.mark.parametrize(("columns", "rows"), [(40, 12), (59, 17), (60, 18), (80, 24), (200, 60)])
def test_every_word_of_the_details_stands_in_one_of_their_parts(
    catalog: Catalog, columns: int, rows: int
) -> None:
    shown = [arrange(scene, columns, rows, PLAIN) for _, scene in parts_of_details(catalog, columns, rows)]
    seen = " ".join(" ".join(" ".join(grid.lines()).split()) for grid in shown)
    panel = parts_of_details(catalog, columns, rows)[0][1].panel
    assert panel is not None
    for row in panel.rows:
        assert row.text in seen


def parts_of_details(catalog: Catalog, columns: int, rows: int) -> list[tuple[int, Scene]]:
    """The details of a real exercise, each part as it is shown."""
    now, _ = STATES["details"]
    assert now.block is not None
    panel = details_panel(catalog["figure-four-stretch"], now.block, "right")
    scene = scene_of(now, Told(panel=panel))
    return [
        (part, scene._replace(panel=panel._replace(part=part)))
        for part in range(parts(scene, columns, rows, PLAIN))
    ]


def test_digits_never_change_their_size_while_they_count_down() -> None:
    now, told = STATES["hold"]
    scene = scene_of(now, told)
    tops = set()
    for seconds in range(1, 100):
        grid = arrange(scene._replace(seconds=seconds), 80, 24, PLAIN)
        words = arrange(scene._replace(seconds=None), 80, 24, PLAIN)
        changed = [row for row in range(24) if grid.chars[row] != words.chars[row]]
        tops.add((changed[0], changed[-1]))
    assert len(tops) == 1


words = st.text(max_size=40)
rows_of_panels = st.builds(Row, st.sampled_from(["", "1", "space"]), words, words, words)
scenes = st.builds(
    Scene,
    phase=st.sampled_from(["prepare", "move", "hold", "return", "switch", "rest", "paused", "hurt", "done"]),
    word=st.one_of(st.sampled_from(["HOLD", "SWITCH", "DRAW IN", ""]), words),
    second=st.one_of(st.none(), st.sampled_from(["LEFT", "RIGHT", "4/8"]), words),
    reps=st.one_of(st.none(), st.just("12/12")),
    seconds=st.one_of(st.none(), st.integers(0, 9_999)),
    waits=st.booleans(),
    clock=words,
    title=words,
    place=words,
    left=words,
    caption=words,
    line=st.text(max_size=300),
    asides=st.lists(words, max_size=4).map(tuple),
    upcoming=words,
    bars=st.lists(st.builds(Bar, st.integers(0, 9), st.integers(0, 9), words), max_size=2).map(tuple),
    chips=st.lists(st.builds(Chip, words, words, st.integers(0, 9)), max_size=9).map(tuple),
    notice=words,
    panel=st.one_of(
        st.none(),
        st.builds(Panel, st.lists(rows_of_panels, max_size=20).map(tuple), words, part=st.integers(0, 9)),
    ),
)
sizes = st.one_of(st.integers(1, 100), st.sampled_from([1, 2, 40, 80, 132, 200, 500]))


@given(scene=scenes, columns=sizes, rows=sizes, unicode=st.booleans())
def test_anything_is_drawn_at_any_size_and_no_line_is_too_wide(
    scene: Scene, columns: int, rows: int, unicode: bool
) -> None:
    grid = arrange(scene, columns, rows, PLAIN, unicode=unicode)
    assert len(grid.chars) == len(grid.styles) == rows
    for line, styles in zip(grid.chars, grid.styles, strict=True):
        assert len(line) == len(styles) == columns
        assert width("".join(line)) == columns
        assert unicode or "".join(line).isascii()


@given(name=st.sampled_from(sorted(STATES)), columns=st.integers(1, 500), rows=st.integers(1, 500))
def test_any_state_is_drawn_at_any_size(name: str, columns: int, rows: int) -> None:
    grid = screen(name, columns, rows)
    assert {len(line) for line in grid.chars} == {columns}
    assert any("".join(line).strip() for line in grid.chars)
