"""What pages are made of: bars that do not lie, lists that fit, commands to type next."""

from __future__ import annotations

import pytest
from rich.text import Text

from lrx_cli.render.parts import Listing, Records, Room, Section, facts, hints, meter, side_chips, table
from tests.render.pages import lines, printed

SCREEN = Room(80, 24, boxes=True, unicode=True)
ASCII = Room(80, 24, boxes=True, unicode=False)


@pytest.mark.parametrize("room", [SCREEN, ASCII], ids=["blocks", "ascii"])
@pytest.mark.parametrize("width", [1, 4, 20])
def test_a_meter_is_full_only_when_all_is_done_and_empty_only_when_nothing_is(room: Room, width: int) -> None:
    for done in range(41):
        shown = meter(room, done, 40, width)
        assert shown.cell_len == width
        marks = sum(shown.plain.count(mark) for mark in "━╸#")
        assert (marks == 0) == (done == 0)
        if done < 40 and room.unicode:
            assert shown.plain != "━" * width
    assert set(meter(room, 40, 40, width).plain) <= {"━", "#"}


@pytest.mark.parametrize("room", [SCREEN, ASCII], ids=["blocks", "ascii"])
def test_a_bar_stands_at_its_place_and_never_vanishes(room: Room) -> None:
    for before in range(0, 100, 7):
        shown = meter(room, 0.1, 100, 20, before=before)
        assert shown.cell_len == 20
        assert shown.plain.strip()
        assert shown.plain.index(shown.plain.strip()) == pytest.approx(before / 5, abs=1)
    assert not meter(SCREEN, 0, 0, 20, before=0).plain.strip()


def test_a_table_that_would_break_a_name_becomes_a_list() -> None:
    grid = table("Name", "About")
    grid.columns[0].no_wrap = True
    row = "a name of thirty columns, whole", "words that may be wrapped, as many as there are"
    page = Listing(grid)
    page.add(row, Text("the name"), Text("the words"), record=row)
    assert "a name of thirty columns, whole" in printed(page, 60)
    assert lines(page, 30) == ["the name", "  the words"]
    assert lines(page, terminal=False) == ["  ".join(row)]


def test_records_are_one_line_each_with_their_columns_below_each_other() -> None:
    found = lines(Records([("a", "伸ばす", "x" * 200), ("long", "b", "")]), terminal=False)
    assert found == [f"a     伸ばす  {'x' * 200}", "long  b"]


def test_a_screen_reader_gets_records_without_gaps() -> None:
    page = Records([("2", "Cat cow", "", "a mat"), ("10", "Seal", "x", "a mat, " * 6)])
    first, *rest = printed(page, 40, accessible=True).splitlines()
    assert first == "2, Cat cow, a mat"
    assert len(rest) == 2, "broken between words"


def test_facts_stand_beside_their_labels_or_below_them() -> None:
    assert lines(facts([("hold", "3 s")]), 80) == ["hold  3 s"]
    assert lines(facts([("hold", "3 s")]), 40) == ["hold", "  3 s"]


def test_labels_keep_their_color_beside_what_they_stand_for() -> None:
    printed_facts = printed(facts([("Tempo", "4 s"), ("Dose", "twice")]), 80, color=True)
    assert all(f"m{label}" in printed_facts for label in ("Tempo", "Dose"))


def test_commands_to_type_next_fill_lines() -> None:
    page = hints(("lrx list", "all ten"), ("lrx about", "limits, evidence"))
    assert lines(page, 80) == ["lrx list  all ten   lrx about  limits, evidence"]
    assert lines(page, 30) == ["lrx list  all ten", "lrx about  limits, evidence"]


def test_a_section_is_a_box_only_where_there_is_room() -> None:
    page = Section("Days", Text("one"))
    assert lines(page, 80)[0].startswith("╭─ Days ─")
    assert lines(page, 40) == ["Days", "one"]
    assert lines(page, 80, terminal=False) == ["Days", "one"]


def test_the_sides_are_letters_in_two_colors() -> None:
    chips = side_chips()
    assert chips.plain.split() == ["L", "R"]
    assert [span.style for span in chips.spans] == ["side.left", "side.right"]
    assert side_chips(("right",)).plain.strip() == "R"


def test_a_piece_that_is_longer_than_the_line_goes_on_indented() -> None:
    pieces = hints(("lrx import FILE", "bring a history from elsewhere"), ("lrx session", "play"))
    assert lines(pieces, 40) == ["lrx import FILE  bring a history from", "  elsewhere", "lrx session  play"]
