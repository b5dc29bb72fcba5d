"""How every state looks: as pictures to read in a review, and what holds at any size."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Choice, Routine
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.player.player import Player
from lrx_cli.core.timeline.compile import compile
from lrx_cli.session.outputs.live.frame import Frame
from lrx_cli.session.outputs.live.layout import Area, arrange, figure_area
from lrx_cli.session.outputs.live.letters import Scale, drawn, spellable
from lrx_cli.session.outputs.live.painter import Cells, difference
from lrx_cli.session.outputs.live.panels import Panel, Row, details_panel
from lrx_cli.session.outputs.live.regions import Bar, Chip, Step
from lrx_cli.session.outputs.live.scene import Scene, ScreenNotes, scene_of
from lrx_cli.text import clean, width
from tests.golden import golden
from tests.sampling import one_in
from tests.session.outputs.live.states import states

STATES = states()
FRAME = Frame("mono")
OVER = ("done", "stopped", "warning sign")


def screen(name: str, columns: int, rows: int, *, unicode: bool = True) -> Cells:
    return Frame("mono", unicode=unicode).cells(scene_of(*STATES[name]), columns, rows)


def test_where_a_screen_is_small_a_key_that_does_nothing_is_answered_in_a_pause_too() -> None:
    now, notes = STATES["paused"]
    paused = scene_of(now, notes._replace(said="That key does nothing now. Space: continue. ?: all keys."))
    assert "That key does nothing now." in "\n".join(FRAME.cells(paused, 40, 12).lines())


def framed(name: str, cells: Cells) -> str:
    edge = "+" + "-" * cells.columns + "+"
    inside = (f"|{line}{' ' * (cells.columns - width(line))}|" for line in cells.lines())
    return "\n".join([name, edge, *inside, edge, ""])


@pytest.mark.parametrize(("columns", "rows"), [(40, 12), (80, 24), (120, 40), (200, 60)])
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


def test_a_terminal_without_blocks_gets_letters_of_reversed_blanks() -> None:
    text = "\n".join(framed(name, screen(name, 80, 24, unicode=False)) for name in ("hold", "hurt", "keys"))
    assert text.replace("█", " ").isascii()
    assert text == golden("screens/80x24-ascii.txt", text)


@pytest.mark.parametrize("name", ["hold", "roll", "switch"])
def test_without_half_blocks_the_side_is_as_large(name: str) -> None:
    scene = scene_of(*STATES[name])
    text = "\n".join(screen(name, 80, 24, unicode=False).lines())
    letters = spellable(scene.third)
    assert letters is not None
    drawn_in = [Scale(x, 2) for x in (1, 2)]
    assert any(all(line.rstrip() in text for line in drawn(letters, scale)) for scale in drawn_in)


def test_a_drawing_gets_its_place_and_the_words_keep_out_of_it() -> None:
    area = figure_area(80, 24)
    assert area is not None
    scene = scene_of(*STATES["hold"])
    cells = FRAME.cells(scene, 80, 24, lambda columns, rows: [[("%", "31")] * columns] * rows)
    text = framed("hold", cells)
    assert text == golden("screens/80x24-drawing.txt", text)
    assert sum(line.count("%") for line in cells.lines()) == area.rows * area.columns
    assert all(line[79:] == "" for line in cells.lines()[1:]), "there is a margin at the right"


def test_where_there_is_little_room_there_is_no_drawing() -> None:
    assert figure_area(75, 24) is None
    assert figure_area(80, 21) is None
    assert figure_area(200, 60) is not None
    assert figure_area(120, 40, panel=True) is None
    assert figure_area(200, 60, panel=True) is not None


@pytest.mark.parametrize("name", [name for name in STATES if name not in OVER])
@pytest.mark.parametrize(
    "window", one_in(2, [(40, 12), (40, 11), (59, 17), (60, 18), (80, 24), (100, 30), (200, 60)])
)
def test_phase_side_and_seconds_are_never_dropped(name: str, window: tuple[int, int]) -> None:
    scene = scene_of(*STATES[name])
    cells = "\n".join(screen(name, *window).lines())
    assert are_drawn(scene.word, cells)
    # Where a panel needs the room, the side is there in ordinary letters.
    in_small = scene.panel is not None and scene.caption in cells
    assert not scene.third or are_drawn(scene.third, cells) or in_small
    # Where the menu of what hurts needs the room, the big STOP has to do.
    assert scene.clock in cells or scene.word == "STOP"


def are_drawn(text: str, cells: str) -> bool:
    """Whether the words stand there in large letters, perhaps over two lines."""
    pieces = text.split(" ")
    splits = ((" ".join(pieces[:cut]), " ".join(pieces[cut:])) for cut in range(1, len(pieces)))
    return is_drawn(text, cells) or any(all(is_drawn(part, cells) for part in two) for two in splits)


def is_drawn(text: str, cells: str) -> bool:
    """Whether ``text`` stands there in letters of some size."""
    letters = spellable(text)
    scales = (Scale(x, y) for y in range(1, 9) for x in range((y + 1) // 2, max(y, 2) + 1))
    return letters is not None and any(
        all(line.rstrip() in cells for line in drawn(letters, scale)) for scale in scales
    )


@pytest.mark.parametrize("name", [name for name in STATES if name not in OVER])
@pytest.mark.parametrize(("columns", "rows"), [(40, 12), (60, 18), (80, 24), (120, 40), (200, 60)])
def test_no_number_stands_beside_a_side(name: str, columns: int, rows: int) -> None:
    """``16 LEFT`` reads as what is left."""
    scene = scene_of(*STATES[name])
    if scene.panel is not None:
        return
    regions = arrange(scene, columns, rows)
    number = [r.area for r in regions if type(r.shows).__name__ == "Number"]
    sides = [r.area for r in regions if type(r.shows).__name__ == "Third" and scene.side]
    sides += [r.area for r in regions if getattr(r.shows, "words", "") in ("LEFT", "RIGHT")]
    for one in number:
        for other in sides:
            assert one.row + one.rows <= other.row or other.row + other.rows <= one.row


@pytest.mark.parametrize(
    ("columns", "rows"), [(30, 1), (30, 5), (20, 10), (29, 40), (44, 8), (80, 3), (500, 2)]
)
@pytest.mark.parametrize("name", ["hold", "paused", "roll", "hurt"])
def test_where_nothing_is_big_the_words_are_still_there(name: str, columns: int, rows: int) -> None:
    scene = scene_of(*STATES[name])
    cells = "\n".join(screen(name, columns, rows).lines())
    text = " ".join(cells.split())
    for big in (scene.word, scene.third):
        assert big in text or are_drawn(big, cells)


@pytest.mark.parametrize(("columns", "rows"), [(80, 10), (60, 8), (30, 8), (28, 12), (40, 6)])
def test_what_hurts_can_be_answered_on_any_screen_with_room_for_it(columns: int, rows: int) -> None:
    text = " ".join(" ".join(screen("hurt", columns, rows).lines()).split())
    for choice in ("1 further", "2 too much", "3 skip", "4 end", "5 numb"):
        assert choice in text, text


def test_the_menu_of_what_hurts_is_whole_at_forty_by_twelve() -> None:
    text = " ".join(" ".join(screen("hurt", 40, 12).lines()).split())
    assert "Put the foot down and rest. Take your time." in text
    for key, short in (("1", "further down the leg"), ("2", "too much"), ("5", "numb/bladder/weak")):
        assert f"{key} {short}" in text


def test_what_is_asked_for_stands_out_and_hides_neither_word_nor_number() -> None:
    cells = screen("quit once", 80, 24)
    banded = [row for row in range(1, 24) if {style for _, style in cells.grid[row]} == {"1;7"}]
    assert len(banded) == 3
    assert any("Press Q again" in cells.lines()[row] for row in banded)
    text = "\n".join(cells.lines())
    assert is_drawn("HOLD", text)
    assert is_drawn("RIGHT LEG", text)


def test_what_does_not_fit_is_turned_to_page_by_page(catalog: Catalog) -> None:
    text = "\n".join(
        framed(f"details, page {page + 1}, {columns}x{rows}", FRAME.cells(scene, columns, rows))
        for columns, rows in ((40, 12), (80, 24))
        for page, scene in pages_of_details(catalog, columns, rows)
    )
    assert text == golden("screens/details.txt", text)


@pytest.mark.parametrize(("columns", "rows"), [(40, 12), (59, 17), (60, 18), (80, 24), (200, 60)])
def test_every_word_of_the_details_stands_on_one_of_their_pages(
    catalog: Catalog, columns: int, rows: int
) -> None:
    pages = pages_of_details(catalog, columns, rows)
    shown = [line for _, scene in pages for line in FRAME.cells(scene, columns, rows).lines()]
    seen = " ".join(" ".join(line.strip("│ ") for line in shown).split())
    panel = pages[0][1].panel
    assert panel is not None
    for row in panel.rows:
        assert row.text in seen


def test_the_steps_say_which_of_them_is_being_played(catalog: Catalog, routines: dict[str, Routine]) -> None:
    named = ("lower-body-nerve-glide", "cat-cow")
    timeline = compile(plan(catalog, Choice(routines["full"], named=named, level="standard")))
    player = Player(timeline)
    player.handle(0, "start")
    marked: set[str] = set()
    while player.deadline is not None:
        now = player.snapshot(player.deadline)
        player.handle(now.at)
        if now.segment is None or now.block is None or now.segment.kind not in ("move", "hold", "return"):
            continue
        rows = [row for row in details_panel(catalog[now.block.exercise], now).rows if row.now]
        steps = catalog[now.block.exercise].steps_of(now.block.level, now.block.variant)
        assert len(rows) == 1
        assert {step.tag for step in steps if step.text == rows[0].text} == {now.segment.kind}
        assert rows[0].mark.startswith("►")
        marked.add(rows[0].text)
    assert len(marked) >= 8  # three of the glide, five or six of cat cow


def pages_of_details(catalog: Catalog, columns: int, rows: int) -> list[tuple[int, Scene]]:
    """The details of a real exercise, each page as it is shown."""
    now, _ = STATES["details"]
    assert now.block is not None
    panel = details_panel(catalog["figure-four-stretch"], now)
    scene = scene_of(now, ScreenNotes(panel=panel))
    return [
        (page, scene._replace(panel=panel._replace(page=page)))
        for page in range(FRAME.pages(scene, columns, rows))
    ]


def test_digits_never_change_their_size_while_they_count_down() -> None:
    scene = scene_of(*STATES["hold"])
    tops = set()
    for seconds in range(1, 100):
        cells = FRAME.cells(scene._replace(seconds=seconds), 80, 24)
        words = FRAME.cells(scene._replace(seconds=None), 80, 24)
        changed = [row for row in range(24) if cells.grid[row] != words.grid[row]]
        tops.add((changed[0], changed[-1]))
    assert len(tops) == 1


# --- any scene at any size --------------------------------------------------------------------------------

words = st.text(max_size=40)
rows_of_panels = st.builds(Row, st.sampled_from(["", "1", "space"]), words, words, words)
panels = st.builds(
    Panel,
    words,
    st.lists(rows_of_panels, max_size=20).map(tuple),
    words,
    st.booleans(),
    st.sampled_from(["", "i"]),
    st.integers(0, 9),
    st.booleans(),
)
scenes = st.builds(
    Scene,
    phase=st.sampled_from(["prepare", "move", "hold", "return", "switch", "rest", "paused", "hurt", "done"]),
    word=st.one_of(st.sampled_from(["HOLD", "SWITCH", "HANDS AND KNEES", "LEFT", "", " ", "A  B"]), words),
    side=st.sampled_from([None, "left", "right"]),
    third=st.one_of(st.sampled_from(["", "LEFT LEG", "RIGHT", "4 OF 8"]), words),
    seconds=st.one_of(st.none(), st.integers(0, 9_999)),
    waits=st.booleans(),
    clock=words,
    title=words,
    place=words,
    caption=words,
    steps=st.lists(
        st.builds(Step, st.sampled_from(["done", "now", "next", "note", "lost"]), st.text(max_size=300)),
        max_size=6,
    ).map(tuple),
    bars=st.lists(st.builds(Bar, words, st.integers(0, 9), st.integers(0, 9), words), max_size=2).map(tuple),
    chips=st.lists(st.builds(Chip, words, words, st.integers(0, 9)), max_size=9).map(tuple),
    notice=words,
    panel=st.one_of(st.none(), panels),
    over=st.booleans(),
)
sizes = st.one_of(
    st.tuples(st.integers(20, 200), st.integers(5, 60)),
    st.tuples(st.integers(1, 500), st.integers(1, 100)),
    st.sampled_from([(40, 12), (80, 24), (60, 18), (30, 11), (76, 22), (120, 40)]),
)


@given(scenes, sizes, st.booleans())
@example(scene_of(*STATES["hold"])._replace(seconds=1000, clock="0"), (150, 60), False)
@example(scene_of(*STATES["hold"])._replace(seconds=100, panel=Panel("", (), "")), (60, 100), False)
def test_every_region_fits_and_none_overlaps_another(
    scene: Scene, size: tuple[int, int], halves: bool
) -> None:
    columns, rows = size
    figure = figure_area(columns, rows, panel=scene.panel is not None)
    areas = [region.area for region in arrange(scene, columns, rows, figure=figure, halves=halves)]
    if figure is not None and not scene.over and scene.phase != "hurt":  # where there is no drawing
        areas.append(figure)
    for area in areas:
        assert area.row >= 0
        assert area.column >= 0
        assert area.rows > 0
        assert area.columns > 0
        assert area.row + area.rows <= rows
        assert area.column + area.columns <= columns
    for one, other in combinations(areas, 2):
        assert not overlap(one, other), (one, other)


def overlap(one: Area, other: Area) -> bool:
    across = one.column < other.column + other.columns and other.column < one.column + one.columns
    return across and one.row < other.row + other.rows and other.row < one.row + one.rows


@given(scenes, sizes, st.booleans())
def test_whatever_is_shown_at_whatever_size_every_cell_is_right(
    scene: Scene, size: tuple[int, int], unicode: bool
) -> None:
    columns, rows = size
    cells = Frame("truecolor", unicode=unicode).cells(scene, columns, rows)
    for line in range(rows):
        assert len(cells.grid[line]) == columns
        assert width("".join(char for char, _ in cells.grid[line])) == columns
    text = "".join(char for row in cells.grid for char, _ in row)
    assert clean(text, limit=len(text) + 1) == text
    if not unicode:
        assert difference(None, cells).isascii()
