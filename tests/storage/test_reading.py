"""Whatever is in a file, reading it gives a document or says what is wrong and where."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lrx_cli.errors import INVALID_FILE, NO_FILE, LrxError
from lrx_cli.storage.files import LARGEST_FILE, parse, read_bytes


def refusal(data: bytes) -> list[str]:
    with pytest.raises(LrxError) as caught:
        parse(data, "own.json")
    assert caught.value.exit_code == INVALID_FILE
    assert caught.value.message.startswith("own.json has")
    assert all(problem.isprintable() for problem in caught.value.problems)
    return list(caught.value.problems)


def test_a_sound_file_comes_through_as_it_is() -> None:
    document = {"a": [1, 2.5, True, None, "ü", {"b": []}]}
    assert parse(json.dumps(document).encode(), "own.json") == document


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{\n"a": "\xff"}', "line 2 is not UTF-8; save the file as UTF-8"),
        ('{"a": 1}'.encode("utf-16"), "line 1 is not UTF-8; save the file as UTF-8"),
        (b'{"a": 1, "a": 2}', "a is given twice"),
        (b'{"a": [{"b": 1, "b": 1}]}', "a[0].b is given twice"),
        (b'{"a": "x\\u001b[31m"}', "a: the text contains U+001B as character 2, which a screen could obey"),
        (b'{"a": "\\u0000"}', "a: the text contains U+0000 as character 1, which a screen could obey"),
        (b'{"a": "two\\nlines"}', "a: the text contains U+000A as character 4, which a screen could obey"),
        (b'{"a": "\\u202e"}', "a: the text contains U+202E as character 1, which a screen could obey"),
        (b'{"a": "\\ud800"}', "a: the text contains U+D800 as character 1, which a screen could obey"),
        (b'{"a\\u0007": 1}', "the file: a name contains U+0007 as character 2"),
        (b'{"a": NaN}', "a: NaN is not a usable number"),
        (b'{"a": [-Infinity]}', "a[0]: -Infinity is not a usable number"),
        (b'{"a": 1e400}', "a: 1e400 is not a usable number"),
        (b'{"a": -1e19}', "a: -1e19 is not a usable number"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "a: " + "9" * 29 + "… is not a usable number"),
        (b"[" * 21 + b"]" * 21, "[0]" * 20 + " is nested more than 20 levels deep"),
        (b"[" * 100_000, "the file is nested more than 20 levels deep"),
        (b'{"a":' * 100_000, "the file is nested more than 20 levels deep"),
        (b'{"a": , "b": 1}', "line 1, column 7: a value is expected here"),
        (b'{"a": 1, 2}', "line 1, column 10: a name in double quotes is expected here"),
        (b'{"a": 1,}', "line 1, column 8: a comma too many: nothing follows it"),
        (b'{"a": [1,\n ]}', "line 1, column 9: a comma too many: nothing follows it"),
        (
            b'{"a": 1\n"b": 2}',
            "line 2, column 1: a comma is missing before this place, or a quotation mark inside a text",
        ),
        (b'{"a" 1}', "line 1, column 6: a colon is missing after the name"),
        (b'{"a": "x', "line 1, column 7: the text that begins here has no closing quotation mark"),
        (b'{"a": "x\ty"}', "line 1, column 9: a line break or another control character inside a text"),
        (b'{"a": "\\x"}', "line 1, column 8: a backslash followed by a letter that means nothing"),
        (
            b"{} {}",
            "line 1, column 4: the file goes on after its end; is there a bracket too many before it?",
        ),
    ],
)
def test_what_is_wrong_with_the_form_is_said_with_its_place(data: bytes, said: str) -> None:
    assert refusal(data) == [said]


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert parse(b'\xef\xbb\xbf{"a": 1}', "own.json") == {"a": 1}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "an empty file"),
        (b" \n\xef\xbb\xbf"[:2], "an empty file"),
        (b"<!doctype html><title>Sheet</title>", "HTML or XML"),
        (b"%PDF-1.7\n\xff", "a PDF"),
        (b"PK\x03\x04\xff\xff", "a ZIP archive or an office document"),
        (b"SQLite format 3\x00\xff", "a database"),
        (b"\x7fELF\x02\x01\x00\x00\xff", "a program, a picture or another binary file"),
        (b'[session]\nlevel = "gentle"', "TOML"),
        (b"level = 'gentle'", "TOML"),
        (b"name: Anna\nlines:\n  - cat-cow", "YAML"),
        (b"---\nname: Anna", "YAML"),
        (b"exercise,sets,reps\ncat-cow,2,10", "a table or plain text"),
        ("Übungen für Anna".encode(), "a table or plain text"),
    ],
)
def test_what_is_not_json_at_all_is_named_for_what_it_seems_to_be(data: bytes, kind: str) -> None:
    assert refusal(data) == [f"this is not JSON: it looks like {kind}"]


def test_every_problem_of_the_form_is_named_at_once() -> None:
    assert len(refusal(b'{"a": NaN, "b": "\\u0000", "b": 1}')) == 3


def test_after_twenty_problems_the_rest_is_counted() -> None:
    problems = refusal(json.dumps({"a": [float("nan")] * 30}).encode())
    assert len(problems) == 21
    assert problems[-1] == "and 10 more"


def read(data: bytes) -> tuple[Any, LrxError | None]:
    """The document, or why there is none: either is right."""
    try:
        return parse(data, "own.json"), None
    except LrxError as error:
        return None, error


@given(st.binary(max_size=300))
@example(b"\x00")
@example(b'"\\ud83d"')
def test_no_bytes_make_reading_fail_in_another_way(data: bytes) -> None:
    _, error = read(data)
    assert error is None or error.exit_code == INVALID_FILE


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_what_is_read_is_what_was_written(document: Any) -> None:
    found, error = read(json.dumps(document).encode())
    assert error.problems if error else found == document


# --- files -----------------------------------------------------------------------------------------


def no_file(path: Path | str) -> str:
    with pytest.raises(LrxError) as caught:
        read_bytes(str(path))
    assert caught.value.exit_code == NO_FILE
    return caught.value.message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert no_file(tmp_path / "nothing.json") == f"There is no file {tmp_path}/nothing.json."


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert str(tmp_path) in no_file(tmp_path)


def test_a_path_with_a_nul_is_refused_and_not_a_crash() -> None:
    assert "cannot be read" in no_file("a\0b")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    assert "is not a regular file" in no_file(pipe)


def test_a_file_of_a_megabyte_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    file = tmp_path / "big.json"
    file.write_bytes(b" " * LARGEST_FILE)
    assert len(read_bytes(str(file))) == LARGEST_FILE
    file.write_bytes(b" " * (LARGEST_FILE + 1))
    with pytest.raises(LrxError) as caught:
        read_bytes(str(file))
    assert caught.value.exit_code == INVALID_FILE
    assert caught.value.problems == ("the file has more than 1,048,576 bytes, which is the most allowed",)
