"""Every style can be read on black and on white, and means the same with few colors."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from rich.text import Text

from lrx_cli.figure.cells import MODES, Mode
from lrx_cli.render.console import STYLE_NAMES, Phase, make_console, mode_of, theme
from tests.render.pages import Stream

BLACK, WHITE = 0x000000, 0xFFFFFF
LARGE_TEXT = 3.0
"""The contrast that large letters need at least (WCAG 2, 1.4.3); small ones 4.5."""
SMALL_TEXT = 4.5


def luminance(color: int) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.03928 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(color >> shift & 255) for shift in (16, 8, 0))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: int, other: int) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def colors(mode: Mode, name: str) -> tuple[int | None, int | None]:
    """In front and behind, as 0xRRGGBB; ``None``: as the terminal has it."""
    style = theme(mode).styles[name]
    return tuple(
        None if color is None else int(color.get_truecolor().hex[1:], 16)
        for color in (style.color, style.bgcolor)
    )


@pytest.mark.parametrize("background", [BLACK, WHITE])
@pytest.mark.parametrize("mode", ["256", "truecolor"])
@pytest.mark.parametrize("name", ["emergency", *STYLE_NAMES])
def test_every_style_is_readable_on_black_and_on_white(name: str, mode: Mode, background: int) -> None:
    front, behind = colors(mode, name)
    if front is not None:
        assert contrast(front, background if behind is None else behind) >= SMALL_TEXT


@pytest.mark.parametrize("background", [0x1E1E1E, 0x282A36, 0x002B36, 0x300A24, 0xFDF6E3])
def test_large_words_are_readable_on_the_usual_themes(background: int) -> None:
    for phase in get_args(Phase):
        front, _ = colors("truecolor", phase)
        assert front is not None
        assert contrast(front, background) >= LARGE_TEXT, phase


def test_no_style_uses_a_color_that_people_change_where_there_are_others() -> None:
    for name in STYLE_NAMES:
        style = theme("256").styles[name]
        for color in (style.color, style.bgcolor):
            assert color is None or (color.number or 0) >= 16, name


def test_of_sixteen_colors_only_those_are_used_that_both_backgrounds_bear() -> None:
    for name in STYLE_NAMES:
        style = theme("16").styles[name]
        if style.bgcolor is None:
            assert style.color is None or style.color.name in ("red", "magenta"), name


def test_without_color_there_is_none() -> None:
    stream = Stream(terminal=True)
    console = make_console(stream, "never", {"TERM": "xterm-256color"}, screen=True)
    for name in STYLE_NAMES:
        console.print(Text("word", name))
    assert {*re.findall(r"\x1b\[([0-9;]*)m", stream.getvalue())} <= {"0", "1", "7", "1;7"}


def test_nothing_blinks_and_nothing_is_faint() -> None:
    for mode in MODES:
        for name in STYLE_NAMES:
            style = theme(mode).styles[name]
            assert not any((style.dim, style.blink, style.blink2)), name


@pytest.mark.parametrize(
    ("environment", "mode"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "truecolor"),
        ({"TERM": "xterm-direct"}, "truecolor"),
        ({"WT_SESSION": "8c1"}, "truecolor"),
        ({"TERM": "tmux-256color"}, "256"),
        ({"TERM": "linux"}, "16"),
        ({}, "16"),
    ],
)
def test_how_many_colors_a_terminal_says_it_has(environment: dict[str, str], mode: str) -> None:
    assert mode_of(True, environment) == mode
