"""Bytes of a keyboard become names of keys, however they are cut up on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.system.keys import BEGUN, BURST, ESCAPE, Decoder, Pasted

KEYS = {
    b"q": "q",
    b"N": "N",
    b"+": "+",
    b".": ".",
    b" ": "space",
    b"\r": "enter",
    b"\n": "enter",
    b"\t": "tab",
    b"\x7f": "backspace",
    b"\x08": "backspace",
    b"\x1b[A": "up",
    b"\x1b[B": "down",
    b"\x1b[C": "right",
    b"\x1b[D": "left",
    b"\x1bOA": "up",
    b"\x1bOC": "right",
    b"\x1b[1;5C": "word-right",
    b"\x1b[1;3D": "word-left",
    b"\x1b[1;2D": "left",
    b"\x1b[3~": "delete",
    b"\x04": "ctrl-d",
    b"\x17": "ctrl-w",
    b"\x1b[5~": "pageup",
    b"\x1b[6~": "pagedown",
    b"\x1b[15~": "f5",
    b"\x1b[[E": "f5",
    b"\x1b[H": "home",
    b"\x1bOF": "end",
    b"\x1b[1~": "home",
    b"\x1b[4~": "end",
    "é".encode(): "é",
    "ß".encode(): "ß",
    "日".encode(): "日",
    "🙂".encode(): "🙂",
}
NOT_KEYS = [
    b"\x00",
    b"\x1b[2~",
    b"\x1b[Z",
    b"\x1b[I",
    b"\x1b[?1;2c",
    b"\x1b[24;80R",
    b"\x1b]11;rgb:1111/2222/3333\x07",
    b"\x1b]11;rgb:1111/2222/3333\x1b\\",
    b"\x1bP>|term 1.0\x1b\\",
    b"\x1b[200~qq\r\x1b[A hello\x1b[201~",
    b"\x1b[<0;10;10M",
    b"\x1b[M !!",  # a mouse that a program before us left on; by itself ! is for when it hurts
]


@pytest.mark.parametrize(("data", "key"), KEYS.items())
def test_a_key_has_a_name(data: bytes, key: str) -> None:
    decoder = Decoder()
    assert decoder.feed(data) == [key]
    assert decoder.patience is None


@pytest.mark.parametrize("data", NOT_KEYS)
def test_what_a_terminal_says_by_itself_is_no_key(data: bytes) -> None:
    decoder = Decoder()
    assert decoder.feed(data) == []
    assert decoder.feed(b"n") == ["n"]


@given(st.lists(st.sampled_from([*KEYS, *NOT_KEYS]), max_size=BURST), st.data())
def test_how_the_bytes_are_cut_changes_nothing(parts: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(parts)
    decoder = Decoder()
    keys: list[str] = []
    while whole:
        size = data.draw(st.integers(1, len(whole)))
        keys += decoder.feed(whole[:size])
        whole = whole[size:]
    assert keys == [KEYS[part] for part in parts if part in KEYS]


@given(st.binary(max_size=60))
def test_no_bytes_break_it_or_leave_it_deaf(data: bytes) -> None:
    decoder = Decoder()
    decoder.feed(data)
    decoder.settle()
    assert decoder.patience is None
    assert decoder.feed(b"q") == ["q"]


def test_a_lone_escape_is_a_key_once_nothing_follows() -> None:
    decoder = Decoder()
    assert decoder.feed(b"\x1b") == []
    assert decoder.patience == ESCAPE
    assert decoder.settle() == ["esc"]
    assert decoder.patience is None


def test_escape_does_not_swallow_the_key_after_it() -> None:
    assert Decoder().feed(b"\x1bn") == ["esc", "n"]
    assert Decoder().feed("\x1bé".encode()) == ["esc", "é"]


def test_half_a_sequence_is_nothing() -> None:
    decoder = Decoder()
    decoder.feed(b"\x1b[1")
    assert decoder.settle() == []
    assert decoder.feed(b"n") == ["n"]


def test_a_sequence_that_breaks_off_does_not_swallow_the_next() -> None:
    assert Decoder().feed(b"\x1b[1\x1b[A") == ["up"]
    assert Decoder().feed(b"\x1b[1\rn") == ["enter", "n"]
    assert Decoder().feed(b"\x1bO\x1b[A") == ["up"]


def test_a_paste_ends_nothing_and_skips_nothing() -> None:
    decoder = Decoder()
    assert decoder.feed(b"\x1b[200~q") == []
    assert decoder.patience == BEGUN
    assert decoder.feed(b"q N N \x1b[20") == []
    assert decoder.feed(b"1~ ") == ["space"]


def test_pasted_text_without_marks_is_too_fast_for_a_hand() -> None:
    assert Decoder().feed(b"quit quietly please") == []
    assert Decoder().feed(b"n" * BURST) == ["n"] * BURST


def texts(*parts: bytes) -> list[str]:
    """What is typed where text is wanted."""
    decoder = Decoder()
    decoder.takes_text = True
    return [key for part in parts for key in decoder.feed(part)]


def test_where_text_is_wanted_a_paste_is_one_text_however_it_is_cut() -> None:
    paste = b"\x1b[200~q\r\x1b[A \xc3\xa9\x1b[201~"
    for place in range(len(paste)):
        found = texts(paste[:place], paste[place:])
        assert found == ["q\r\x1b[A \xe9"]
        assert isinstance(found[0], Pasted)


def test_where_text_is_wanted_a_burst_is_a_paste_and_its_line_ends_are_blanks() -> None:
    found = texts(b"one sheet\rof two\t\x1b[Dlines\n")
    assert found == ["one sheet of two lines "]
    assert isinstance(found[0], Pasted)


def test_a_paste_that_nobody_wanted_does_not_come_with_the_next() -> None:
    decoder = Decoder()
    assert decoder.feed(b"\x1b[200~old\x1b[201~") == []
    decoder.takes_text = True
    assert decoder.feed(b"\x1b[200~new\x1b[201~") == ["new"]
