from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.session.outputs.live.letters import Scale, dots, drawn, fit, rows_at, spellable

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/ -+'!?>"


def test_the_letters_are_as_drawn() -> None:
    assert drawn("LEFT", Scale(1, 2)) == (
        "█   ███ ███ ███",
        "█   █   █    █ ",
        "█   ██  ██   █ ",
        "█   █   █    █ ",
        "███ ███ █    █ ",
    )


def test_half_rows_give_sizes_between() -> None:
    assert drawn("I", Scale(2, 3)) == ("██",) * 7 + ("▀▀",)


def test_large_letters_have_cut_corners_and_whole_diagonals() -> None:
    assert drawn("N", Scale(4, 4)) == (
        "▄██▄        ▄██▄",
        "████        ████",
        "███████▄    ████",
        "████████▄   ████",
        "████   ▀████████",
        "████    ▀███████",
        "████        ████",
        "████        ████",
        "████        ████",
        "▀██▀        ▀██▀",
    )


def test_without_half_blocks_letters_are_of_whole_rows() -> None:
    assert drawn("T", Scale(1, 2), halves=False) == ("███", " █ ", " █ ", " █ ", " █ ")
    scale = fit("HOLD", 60, 9, halves=False)
    assert scale is not None
    assert scale.y % 2 == 0


def test_no_two_letters_look_alike_but_those_that_do_on_a_display() -> None:
    same: dict[tuple[str, ...], str] = {}
    for letter in LETTERS:
        picture = drawn(letter, Scale(1, 2))
        same[picture] = same.get(picture, "") + letter
    assert sorted(group for group in same.values() if len(group) > 1) == ["O0", "S5"]


def test_every_word_of_the_catalog_can_be_written(catalog: Catalog) -> None:
    words = {step.word for exercise in catalog.exercises for step in exercise.steps if step.word}
    assert words
    for word in words - {"LEFT/RIGHT", "{S}"}:
        assert spellable(word.replace("{S}", "RIGHT").replace("{s}", "RIGHT")), word


@pytest.mark.parametrize(
    ("text", "spelled"), [("Élève", "ELEVE"), ("draw in", "DRAW IN"), ("前へ", None), ("", None)]
)
def test_accents_are_dropped_and_other_scripts_are_not_tried(text: str, spelled: str | None) -> None:
    assert spellable(text) == spelled


@given(st.text(LETTERS, min_size=1, max_size=9), st.integers(1, 300), st.integers(1, 120), st.booleans())
def test_what_fits_fits_and_is_neither_thin_nor_flat(
    text: str, columns: int, rows: int, halves: bool
) -> None:
    scale = fit(text, columns, rows, halves=halves)
    if scale is None:
        assert dots(text) > columns or rows < (3 if halves else 5) or 2 * (columns // dots(text)) < 1
        return
    lines = drawn(text, scale, halves=halves)
    assert len(lines) == rows_at(scale.y) <= rows
    assert {len(line) for line in lines} == {dots(text) * scale.x}
    assert dots(text) * scale.x <= columns
    assert scale.y / 2 <= scale.x <= max(2, scale.y)
