"""What standard output can take: columns and colors by what the environment and the flags say."""

from __future__ import annotations

import io
import os
import pty
from collections.abc import Iterator

import pytest

from lrx_cli.render.console import columns, paper_for, wants_color


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


def test_paper_has_the_width_and_the_colors_of_its_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(variable, raising=False)
    paper = paper_for(PIPE)
    assert (paper.columns, paper.color) == (80, False)
    assert paper_for(PIPE, "always").color
