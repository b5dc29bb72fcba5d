"""What standard output can take: columns and colors by what the environment and the flags say."""

from __future__ import annotations

import io
import json
import os
import pty
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.text import Text

from lrx_cli.errors import OutputLost
from lrx_cli.render.console import columns, make_console, print_page, put, safe_text, tell, wants_color
from tests.pty_driver import Terminal


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


PIPE = io.StringIO()


@pytest.mark.parametrize(
    ("asked", "environment", "on_a_screen", "in_a_pipe"),
    [
        ("auto", {}, True, False),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, True, True),
        ("never", {"FORCE_COLOR": "1"}, False, False),
        ("auto", {"NO_COLOR": "1"}, False, False),
        ("auto", {"NO_COLOR": ""}, True, False),
        ("auto", {"FORCE_COLOR": "1"}, True, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ("auto", {"CLICOLOR_FORCE": "1"}, True, True),
        ("auto", {"CLICOLOR_FORCE": "0"}, True, False),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"FORCE_COLOR": "0", "CLICOLOR_FORCE": "1"}, False, False),
        ("auto", {"FORCE_COLOR": ""}, True, False),
        ("auto", {"CLICOLOR_FORCE": "1", "CLICOLOR": "0"}, True, True),
        ("auto", {"CLICOLOR": "0"}, False, False),
        ("auto", {"CLICOLOR": "1"}, True, False),
        ("auto", {"TERM": "dumb"}, False, False),
        ("auto", {"TERM": "unknown"}, False, False),
        ("auto", {"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
    ],
)
def test_color_follows_flag_then_environment_then_terminal(
    asked: str, environment: dict[str, str], on_a_screen: bool, in_a_pipe: bool
) -> None:
    assert wants_color(Screen(), asked, environment) is on_a_screen
    assert wants_color(PIPE, asked, environment) is in_a_pipe


@pytest.mark.parametrize(
    ("asked", "found"),
    [("60", 60), ("0", 80), ("-5", 80), ("abc", 80), ("1000000000", 80), ("7", 20), ("300", 100), ("", 80)],
)
def test_a_width_that_cannot_be_is_not_believed(asked: str, found: int) -> None:
    assert columns(Screen(), {"COLUMNS": asked}) == found


def test_a_pipe_has_eighty_columns_whatever_the_window() -> None:
    assert columns(PIPE, {"COLUMNS": "40"}) == 80


@pytest.fixture
def screen() -> Iterator[io.TextIOWrapper]:
    controlling, terminal = pty.openpty()
    with os.fdopen(terminal, "w") as stream:
        yield stream
    os.close(controlling)


def test_the_terminal_is_asked_how_wide_it_is(screen: io.TextIOWrapper) -> None:
    import fcntl
    import struct
    import termios

    for width, found in ((40, 40), (0, 80), (500, 100)):
        fcntl.ioctl(screen.fileno(), termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
        assert columns(screen, {}) == found


@pytest.fixture(autouse=True)
def unsaid(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "ACCESSIBLE", "COLORTERM"):
        monkeypatch.delenv(variable, raising=False)


def test_a_console_has_the_width_the_colors_and_the_boxes_of_its_stream() -> None:
    piped = make_console(PIPE, environment={})
    assert (piped.width, piped.color_system, piped.is_terminal) == (80, None, False)
    assert make_console(PIPE, "always", {"TERM": "xterm-256color"}).color_system == "256"
    screen = make_console(Screen(), environment={"TERM": "xterm", "COLORTERM": "truecolor", "COLUMNS": "60"})
    assert (screen.width, screen.color_system, screen.is_terminal) == (60, "truecolor", True)
    assert make_console(Screen(), environment={"TERM": "linux"}).color_system == "standard"


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"TERM": "xterm", "ACCESSIBLE": "1"}])
def test_a_dumb_terminal_and_a_screen_reader_get_no_boxes(environment: dict[str, str]) -> None:
    assert not make_console(Screen(), environment=environment).is_terminal
    assert make_console(Screen(), environment={"TERM": "xterm", "ACCESSIBLE": "0"}).is_terminal


def test_a_reader_who_left_is_told_as_that() -> None:
    class Gone(Screen):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    for environment in ({"TERM": "xterm"}, {"TERM": "dumb"}):
        with pytest.raises(OutputLost):
            print_page(make_console(Gone(), environment=environment), Text("a page"))


def test_words_of_any_origin_are_text_and_no_markup() -> None:
    text = safe_text("[bold]\x1b[31m :cat:", "name")
    assert text.plain == "[bold]\ufffd[31m :cat:"
    assert not text.spans


def test_a_page_longer_than_the_screen_goes_through_the_pager_and_comes_out_whole(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.stdin", Screen())
    seen = tmp_path / "seen"
    console = make_console(screen := Screen(), environment={"TERM": "xterm"}, size=(40, 5))
    print_page(console, Text("\n".join("abcdefgh")), pager=f"tee {seen}")
    assert seen.read_text().split() == list("abcdefgh")
    assert screen.getvalue() == ""
    print_page(console, Text("short"), pager=f"tee {seen}")
    print_page(console, Text("\n".join("ijklmnop")), pager="no-pager-of-this-name")
    assert screen.getvalue().split() == ["short", *"ijklmnop"]


@pytest.mark.parametrize(("to_a_file", "rows"), [(False, 12), (True, 12), (False, 24)])
def test_an_error_longer_than_the_screen_goes_through_the_pager(
    tmp_path: Path, to_a_file: bool, rows: int
) -> None:
    routine = {"format": 1, "lines": [{"exercise": "cat-cow", "no": number} for number in range(4)]}
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(routine), encoding="utf-8")
    seen = tmp_path / "seen"
    line = [sys.executable, "-m", "lrx_cli", "routine", "show", str(path)]
    if to_a_file:
        line = ["sh", "-c", 'out=$1; shift; "$@" > "$out"', "sh", str(tmp_path / "out"), *line]
    environment = {**os.environ, "PAGER": f"tee {seen}", "TERM": "xterm", "LRX_HOME": str(tmp_path)}
    with Terminal(line, rows=rows, environment=environment) as terminal:
        assert terminal.ended() == 65
    assert seen.exists() is (rows == 12 and not to_a_file)


def test_on_a_terminal_a_sentence_is_broken_between_words_and_a_path_is_left_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "30")
    path = "/home/somebody/a/long/way/to/a/file.json"
    for write, name in ((put, "stdout"), (tell, "stderr")):
        monkeypatch.setattr(f"sys.{name}", screen := Screen())
        write(["Another program holds the history of sessions.", f"{path} is written."])
        assert [line.rstrip() for line in screen.getvalue().splitlines()] == [
            "Another program holds the",
            "history of sessions.",
            f"{path} is written.",
        ]


def test_in_a_pipe_a_sentence_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", pipe := io.StringIO())
    put(["word " * 40])
    assert pipe.getvalue() == "word " * 40 + "\n"


@pytest.mark.parametrize("line", ["list", "show figure-four", "preview", "config show", "list --leve"])
def test_where_blocks_are_two_columns_wide_pages_have_none(tmp_path: Path, line: str) -> None:
    variables = {"LRX_HOME": str(tmp_path), "LRX_WIDE": "true", "TERM": "xterm", "PAGER": "cat"}
    command = [sys.executable, "-m", "lrx_cli", *line.split()]
    with Terminal(command, environment={**os.environ, **variables}) as terminal:
        terminal.ended()
    assert not {sign for sign in terminal.text if unicodedata.east_asian_width(sign) == "A"}
    lines = [
        text for text in terminal.text.splitlines() if str(tmp_path)[:20] not in text
    ]  # paths stay whole
    assert all(len(text) <= 80 for text in lines)


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        ({"LC_ALL": "ja_JP.UTF-8"}, True),
        ({"LC_ALL": "zh_CN.UTF-8"}, True),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "ja_JP.UTF-8"}, True),
        ({"LC_ALL": "C.UTF-8"}, False),
    ],
)
def test_a_page_asks_the_terminal_where_blocks_may_be_wide(
    tmp_path: Path, language: dict[str, str], asked: bool
) -> None:
    """Python itself sets LC_CTYPE where the locale that is set is not installed."""
    variables = {"LRX_HOME": str(tmp_path), "TERM": "xterm", "PYTHONUTF8": "1", "LC_ALL": "", **language}
    kept = {key: value for key, value in os.environ.items() if key not in ("TMUX", "STY", "LRX_WIDE")}
    command = [sys.executable, "-m", "lrx_cli", "list"]
    with Terminal(command, environment=kept | variables) as terminal:
        if asked:
            terminal.wait_for(rb"\x1b\[c")
            terminal.type(b"\x1b[1;3R\x1b[?62c")
        terminal.ended()
    assert ("─" in terminal.text) is not asked
