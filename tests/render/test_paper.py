"""Text set on paper: never wider than it is, never obeyed, never hidden."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.render.paper import Paper, clock, joined, seconds
from lrx_cli.text import width

TEXT = st.text(max_size=120)
COLUMNS = st.integers(20, 100)


@given(TEXT, COLUMNS, st.integers(0, 6), st.sampled_from(["", "- ", "  1. "]))
def test_no_paragraph_is_wider_than_its_paper(text: str, columns: int, indent: int, mark: str) -> None:
    lines = Paper(columns, color=False).paragraph(text, indent=indent, mark=mark)
    assert all(width(line) <= columns for line in lines)


@given(st.text(max_size=14), TEXT, COLUMNS)
def test_no_entry_is_wider_than_its_paper(label: str, text: str, columns: int) -> None:
    lines = Paper(columns, color=False).entry(label, text, column=16, indent=2)
    assert all(width(line) <= columns for line in lines)


@given(TEXT)
def test_text_from_outside_cannot_color_or_move_anything(text: str) -> None:
    paper = Paper(80, color=True)
    for line in [*paper.paragraph(text, style="alert"), *paper.entry(text, text, column=16)]:
        bare = line.replace("\x1b[1;33m", "").replace("\x1b[36m", "").replace("\x1b[0m", "")
        assert bare.isprintable() or not bare.isascii()
        assert "\x1b" not in bare


def test_brackets_are_letters() -> None:
    assert Paper(80, color=True).paragraph("[space] pause [/x] [bold]") == ["[space] pause [/x] [bold]"]


def test_without_color_there_is_no_code() -> None:
    assert Paper(80, color=False).title("Dose") == ["Dose"]
    assert Paper(80, color=True).title("Dose") == ["\x1b[1;36mDose\x1b[0m"]


def test_lines_hang_under_the_first_word() -> None:
    lines = Paper(20, color=False).paragraph("one two three four five six", indent=2, mark="- ")
    assert lines == ["  - one two three", "    four five six"]


def test_a_label_stands_above_its_text_on_narrow_paper() -> None:
    assert Paper(80, color=False).entry("hold", "3 s", column=8) == ["hold    3 s"]
    assert Paper(40, color=False).entry("hold", "3 s", column=8) == ["hold", "  3 s"]


def test_a_long_label_pushes_its_text_and_loses_nothing() -> None:
    assert Paper(60, color=False).entry("a long label", "text", column=8) == ["a long label text"]


def test_empty_sections_leave_no_gap() -> None:
    assert joined([["a"], [], ["b", "c"]]) == ["a", "", "b", "c"]
    assert joined([[], ["a"]]) == ["a"]


def test_times_are_told_in_minutes_and_seconds() -> None:
    assert clock(0) == "0:00"
    assert clock(59_499) == "0:59"
    assert clock(59_500) == "1:00"
    assert clock(1_449_000) == "24:09"
    assert seconds(2_500) == "2.5 s"
    assert seconds(3_000) == "3 s"
