"""Which exercise somebody means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lrx_cli.core.catalog.exercise import Catalog, find
from lrx_cli.errors import USAGE, LrxError
from tests.core.invented import SWAYING


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("figure-four-stretch", "figure-four-stretch"),
        ("figure-four", "figure-four-stretch"),
        ("Figure_Four", "figure-four-stretch"),
        ("figure 4", "figure-four-stretch"),
        ("4", "figure-four-stretch"),
        ("cat cow", "cat-cow"),
        ("Cat/cow", "cat-cow"),
        ("  CAT   cow ", "cat-cow"),
        ("LTR", "lower-trunk-rotation"),
        ("prone press ups", "seal-stretch"),
        ("Seal", "seal-stretch"),
        ("piriformis", "figure-four-stretch"),
        ("nerve glide", "lower-body-nerve-glide"),
        ("pelvic", "seated-pelvic-tilt"),
        ("10", "standing-back-extension"),
        ("1", "seal-stretch"),
    ],
)
def test_an_exercise_is_found_by_id_name_alias_number_or_part(catalog: Catalog, words: str, id: str) -> None:
    assert find(catalog, words).id == id


def test_each_is_found_by_everything_it_is_called(catalog: Catalog) -> None:
    for exercise in catalog.exercises:
        for name in (exercise.id, exercise.name, str(exercise.number), *exercise.aliases):
            assert find(catalog, name) is exercise, name


def test_a_name_is_found_with_marks_that_are_not_kept(catalog: Catalog) -> None:
    yoga = replace(catalog["cat-cow"], id="yoga", number=11, name="Yoga \N{FEMALE SIGN}")
    more = replace(catalog, exercises=(*catalog.exercises, yoga))
    assert find(more, f"{yoga.name}\N{VARIATION SELECTOR-16}") is yoga


def refusal(catalog: Catalog, words: str) -> LrxError:
    with pytest.raises(LrxError) as caught:
        find(catalog, words)
    assert caught.value.exit_code == USAGE
    return caught.value


def test_a_misspelled_name_is_answered_with_the_nearest(catalog: Catalog) -> None:
    error = refusal(catalog, "sel strech")
    assert error.message == 'There is no exercise "sel strech". Did you mean seal-stretch?'
    assert error.hint == "lrx list shows all of them."


@pytest.mark.parametrize("words", ["", "   ", "-", "0", "11", "444", "qqqq"])
def test_what_resembles_nothing_is_not_guessed_at(catalog: Catalog, words: str) -> None:
    assert "Did you mean" not in refusal(catalog, words).message


def test_a_number_is_never_part_of_another(catalog: Catalog) -> None:
    only_the_tenth = Catalog((catalog["standing-back-extension"],), {})
    assert find(only_the_tenth, "10").number == 10
    for digits in ("1", "0"):
        refusal(only_the_tenth, digits)


def test_a_number_is_not_the_beginning_of_a_name(catalog: Catalog) -> None:
    named = replace(catalog["cat-cow"], aliases=("90 90 stretch",))
    assert find(Catalog((named,), {}), "90 90") is named
    refusal(Catalog((named,), {}), "90")


def test_a_part_of_several_names_lists_them(catalog: Catalog) -> None:
    error = refusal(catalog, "rotation")
    assert error.message == '"rotation" could be more than one exercise.'
    assert [problem.split()[0] for problem in error.problems] == [
        "lower-trunk-rotation",
        "open-book-rotation",
        "back-rotation-stretch",
    ]


def test_what_was_typed_cannot_reach_the_terminal_raw(catalog: Catalog) -> None:
    assert "\x1b" not in refusal(catalog, "\x1b[31mred").message


def test_the_beginning_of_a_name_counts_more_than_what_is_inside_another() -> None:
    other = replace(SWAYING, id="small-swaying", name="Small swaying", number=15)
    assert find(Catalog((other, SWAYING), {}), "sway").id == "swaying"


def test_a_long_word_is_cut_in_the_answer(catalog: Catalog) -> None:
    assert refusal(catalog, "q" * 70).message == f'There is no exercise "{"q" * 59}…".'
    both = Catalog(
        (
            SWAYING,
            replace(SWAYING, id="b", name="b" + "a" * 70),
            replace(SWAYING, id="c", name="c" + "a" * 70),
        ),
        {},
    )
    assert refusal(both, "a" * 61).message == f'"{"a" * 59}…" could be more than one exercise.'
