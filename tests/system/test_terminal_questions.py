"""What a terminal says of itself is understood, and never becomes a key, however it is cut up on the way."""

from __future__ import annotations

import os
import pty
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.system.keys import BEGUN, Decoder
from lrx_cli.system.signals import Signals
from lrx_cli.system.terminal import (
    NoKeys,
    TerminalKeys,
    TerminalTraits,
    ask_terminal,
    background_set,
    may_ask,
    open_keys,
    seems_to_show_pixels,
    traits_of,
    without_wheel,
)

WIDTH, WIDE = b"\x1b[1;2R", b"\x1b[1;3R"
DARK, LIGHT = b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\", b"\x1b]11;rgb:ffff/ffff/dddd\x07"
GRAPHICS = b"\x1b_Gi=31;OK\x1b\\"
CELLS = b"\x1b[6;20;9t"
DEVICE = b"\x1b[?62;4;22c"
ANSWERS = [WIDTH, WIDE, DARK, LIGHT, GRAPHICS, CELLS, DEVICE]
ALL = WIDTH + DARK + GRAPHICS + CELLS + DEVICE
XTERM = {"TERM": "xterm-256color"}


def fed(decoder: Decoder, parts: list[bytes], pause_ms: int) -> list[str]:
    """The keys of ``parts``, each of which comes ``pause_ms`` after the one before."""
    keys: list[str] = []
    for part in parts:
        keys += decoder.feed(part)
        if decoder.patience is not None and decoder.patience <= pause_ms:
            keys += decoder.settle()
    return keys


@pytest.mark.parametrize("pause", [0, 31, BEGUN - 1])
@pytest.mark.parametrize("place", range(len(ALL) + 1))
def test_no_cut_of_an_answer_makes_a_key(place: int, pause: int) -> None:
    decoder = Decoder()
    decoder.expecting = True
    assert fed(decoder, [ALL[:place], ALL[place:]], pause) == []
    assert decoder.answers == [WIDTH, DARK, GRAPHICS, CELLS, DEVICE]
    assert decoder.patience is None
    assert not decoder.expecting


@given(st.lists(st.sampled_from([*ANSWERS[:-1], b"h", b" "]), max_size=8), st.data())
def test_keys_between_the_answers_stay_keys_and_nothing_else_becomes_one(
    parts: list[bytes], data: st.DataObject
) -> None:
    whole = b"".join([*parts, DEVICE])
    cuts = sorted(data.draw(st.sets(st.integers(1, len(whole) - 1))))
    pieces = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    decoder = Decoder()
    decoder.expecting = True
    names = {b"h": "h", b" ": "space"}
    keys = []
    for piece in pieces:
        keys += fed(decoder, [piece], BEGUN - 1)
    assert keys == [names[part] for part in parts if part in names]


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_that_nobody_waits_for_any_more_is_no_key_from_its_second_letter_on(answer: bytes) -> None:
    for place in range(3, len(answer)):
        assert fed(Decoder(), [answer[:place], answer[place:]], BEGUN - 1) == []


def test_a_terminal_that_never_answers_costs_one_slow_escape_key() -> None:
    decoder = Decoder()
    decoder.expecting = True
    assert (decoder.feed(b"\x1b"), decoder.patience) == ([], BEGUN)
    assert decoder.settle() == ["esc"]
    decoder.feed(b"\x1b")
    assert decoder.patience is not None
    assert decoder.patience < 100


@pytest.mark.parametrize(
    ("answers", "traits"),
    [
        ([WIDTH, DARK, DEVICE], TerminalTraits("dark", False)),
        ([WIDE, LIGHT, DEVICE], TerminalTraits("light", True)),
        ([DEVICE], TerminalTraits()),
        ([], TerminalTraits()),
        ([b"\x1b]11;rgb:f/f/f\x07"], TerminalTraits("light")),
        ([b"\x1b[24;80R"], TerminalTraits()),
        ([GRAPHICS, CELLS, DEVICE], TerminalTraits(cell=(9, 20))),
        ([GRAPHICS, DEVICE], TerminalTraits(cell=(9, 20))),
        ([GRAPHICS, b"\x1b[6;0;0t", DEVICE], TerminalTraits(cell=(9, 20))),
        ([CELLS, DEVICE], TerminalTraits()),
        ([b"\x1b_Gi=31;ENOTSUPPORTED\x1b\\", DEVICE], TerminalTraits()),
    ],
)
def test_answers_are_understood(answers: list[bytes], traits: TerminalTraits) -> None:
    assert traits_of(answers) == traits


@pytest.mark.parametrize(
    "environment",
    [
        {"TERM": "linux"}, {"TERM": "dumb"}, {"TERM": "screen-256color"}, {"TERM": "tmux-256color"}, {},
        {"TERM": "xterm-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, {"TERM": "xterm", "STY": "1.pts-0"},
        {"TERM": "eterm-color"}, {"TERM": "vt100"},
    ],
)  # fmt: skip
def test_a_terminal_that_might_print_a_question_is_not_asked(environment: dict[str, str]) -> None:
    assert not may_ask(environment)


@pytest.mark.parametrize(
    ("environment", "asked"),
    [
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "rxvt-unicode-256color"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
    ],
)
def test_pixels_are_asked_about_only_where_the_question_is_not_printed(
    keyboard: tuple[int, TerminalKeys], environment: dict[str, str], asked: bool
) -> None:
    other, keys = keyboard
    ask_terminal(keys, keys.fd, "utf-8", environment)
    assert (b"\x1b_G" in os.read(other, 4096)) is asked


@pytest.mark.parametrize(
    ("environment", "seems"),
    [
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "221203"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, True),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, False),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux-0/default,1,0"}, False),
    ],
)
def test_on_a_page_only_those_are_asked_whose_name_promises_pixels(
    environment: dict[str, str], seems: bool
) -> None:
    assert seems_to_show_pixels(environment) is seems


def test_the_setting_decides_where_somebody_knows_better_than_the_terminal() -> None:
    kitty, xterm = TerminalTraits(cell=(10, 22)), TerminalTraits()
    assert [kitty.cell_for(pictures) for pictures in ("auto", "blocks", "pixels")] == [
        (10, 22),
        None,
        (10, 22),
    ]
    assert [xterm.cell_for(pictures) for pictures in ("auto", "blocks")] == [None, None]
    assert xterm.cell_for("pixels") is not None


def test_the_variable_that_some_terminals_set_says_how_dark_they_are() -> None:
    assert [background_set({"COLORFGBG": value}) for value in ("15;0", "0;15", "0;default;7", "", "x")] == [
        "dark", "light", "light", None, None,
    ]  # fmt: skip


@pytest.fixture
def keyboard() -> Iterator[tuple[int, TerminalKeys]]:
    """The other end of a terminal, and its keys."""
    other, fd = pty.openpty()
    with Signals() as signals, open_keys(signals, wanted=True, fd=fd) as keys:
        assert isinstance(keys, TerminalKeys)
        yield other, keys
    os.close(other)
    os.close(fd)


def answering(other: int, answer: bytes) -> threading.Thread:
    """A terminal that answers once it has read the last of the questions."""

    def run() -> None:
        asked = b""
        while b"\x1b[c" not in asked:
            asked += os.read(other, 1024)
        os.write(other, answer)
        while b"\x1b[?1049l" not in asked:
            asked += os.read(other, 1024)

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_a_terminal_is_asked_and_what_was_typed_meanwhile_is_kept(keyboard: tuple[int, TerminalKeys]) -> None:
    other, keys = keyboard
    thread = answering(other, WIDE + b"n" + LIGHT + DEVICE)
    assert ask_terminal(keys, keys.fd, "utf-8", XTERM) == TerminalTraits("light", True)
    thread.join(5)
    assert keys.read(0) == ["n"]


def test_a_terminal_that_says_nothing_is_not_waited_for(keyboard: tuple[int, TerminalKeys]) -> None:
    _, keys = keyboard
    assert ask_terminal(keys, keys.fd, "utf-8", XTERM) == TerminalTraits()


def test_where_nobody_can_type_nobody_is_asked() -> None:
    with Signals() as signals:
        keys = NoKeys(signals)
        assert ask_terminal(keys, 1, "utf-8", XTERM | {"COLORFGBG": "0;15"}) == TerminalTraits("light")


def test_a_notch_of_the_wheel_is_no_key() -> None:
    assert without_wheel(["down"] * 3) == []
    assert without_wheel(["h", *["up"] * 5, "space"]) == ["h", "space"]
    assert without_wheel(["down", "down"]) == ["down", "down"]
    assert without_wheel(["right"] * 4) == ["right"] * 4
