"""A therapist's sheet as people have it: text or a table, one exercise a line."""

from __future__ import annotations

import json

import pytest

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.errors import INVALID_FILE, LrxError
from lrx_cli.storage.sheets import read_sheet, split_line


@pytest.mark.parametrize(
    ("line", "id", "dose"),
    [
        ("Cat cow: 3x10", "cat-cow", "3x10"),
        ("cat cow 3x10, hold 5", "cat-cow", "3x10, hold 5"),
        ("Figure four stretch - 3 x 30 s", "figure-four-stretch", "3 x 30 s"),
        ("4: 2 times", "figure-four-stretch", "2 times"),
        ("Seal stretch", "seal-stretch", ""),
        ("Seal stretch (10 reps)", "seal-stretch", "10 reps"),
        ("Clamshell 3x10 each side", None, "3x10 each side"),
    ],
)
def test_a_line_is_an_exercise_and_its_dose(catalog: Catalog, line: str, id: str | None, dose: str) -> None:
    split = split_line(line, catalog)
    assert split is not None
    assert (split[1], split[2] and split[2].id) == (dose, id)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Figure for stretch: 3 x 30 s", "Figure for stretch"),
        ("Clam for 10 reps", "Clam"),
        ("Glute bridge, 2x10, hold 3 s", "Glute bridge"),
    ],
)
def test_the_name_of_an_exercise_that_nobody_knows_is_whole(catalog: Catalog, line: str, name: str) -> None:
    split = split_line(line, catalog)
    assert split is not None
    assert (split[0], split[2]) == (name, None)


@pytest.mark.parametrize("line", ["Stop if it hurts", "3 x often", "Phone 0123 456789", "Cat lunge gently"])
def test_what_is_neither_is_not_guessed(catalog: Catalog, line: str) -> None:
    assert split_line(line, catalog) is None


def test_a_number_before_a_dose_is_no_exercise(catalog: Catalog) -> None:
    assert split_line("4 x 10", catalog) == ("", "4 x 10", None)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_names_its_columns_first(catalog: Catalog, delimiter: str, encoding: str) -> None:
    rows = ["Exercise|Sets|Reps|Hold (s)|Side|Per day|Notes", "Figure four|2|3|30|left|2|slowly"]
    data = "\r\n".join(row.replace("|", delimiter) for row in rows).encode(encoding)
    [line] = read_sheet(data, "sheet.csv", catalog).lines
    assert line.exercise is not None
    assert (line.number, line.exercise.id) == (2, "figure-four-stretch")
    assert line.dose == "2 sets, 3 reps, hold 30, left, 2 times a day, note: slowly"


def test_a_column_that_nobody_knows_is_not_left_out(catalog: Catalog) -> None:
    [line] = read_sheet(b"Exercise,Weight\ncat cow,5 kg\n", "sheet.csv", catalog).lines
    assert line.dose == "Weight 5 kg"


def test_a_sheet_has_one_title_and_a_second_is_a_line_that_nobody_can_read(catalog: Catalog) -> None:
    sheet = read_sheet(b"Your exercises\nFrom the clinic\nCat cow: 3x10\n", "sheet.txt", catalog)
    assert (sheet.title, sheet.odd) == ("Your exercises", ((2, "From the clinic"),))


def test_a_line_of_an_exercise_whose_dose_cannot_be_read_is_one_of_that_exercise(catalog: Catalog) -> None:
    sheet = read_sheet(b"Cat cow for Anna\nCat/cow 2x10, no pain!\n", "sheet.txt", catalog)
    assert (sheet.title, sheet.odd) == ("Cat cow for Anna", ())
    assert [(line.name, line.dose) for line in sheet.lines] == [("Cat/cow", "2x10, no pain!")]


def test_title_numbers_bullets_and_comments_are_no_doses(catalog: Catalog) -> None:
    text = "Anna's exercises\n\n# May\n1. cat cow: 2x10\n- [ ] \n[ ] seal stretch: 5 times\n2x10 for all\n"
    sheet = read_sheet(text.encode(), "sheet.txt", catalog)
    assert sheet.title == "Anna's exercises"
    assert [line.exercise and line.exercise.id for line in sheet.lines] == ["cat-cow", "seal-stretch"]
    assert [number for number, _ in sheet.odd] == [5, 7]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.7 ...", "this looks like a PDF"),
        (b"PK\x03\x04...", "an office document"),
        (b"<html><body>", "HTML"),
        (b"", "an empty file"),
        (b"\x00\xff\xfe\x00", "another binary file"),
        (b"caf\xe9: 2x10", "save the file as UTF-8"),
        (b'{"workouts": []}', "lrx does not read other programs' JSON"),
        (b"[1, 2", "lrx does not read other programs' JSON"),
        (json.dumps({"format": 1, "sessions": []}).encode(), "It looks like a history: lrx import 'a b'"),
        (json.dumps({"format": 1, "lines": []}).encode(), "lrx session --routine 'a b' plays it"),
    ],
)
def test_a_file_of_another_kind_is_named_with_what_takes_it(catalog: Catalog, data: bytes, told: str) -> None:
    with pytest.raises(LrxError) as caught:
        read_sheet(data, "a b", catalog)
    assert caught.value.exit_code == INVALID_FILE
    assert told in " ".join([*caught.value.problems, caught.value.hint or ""])
