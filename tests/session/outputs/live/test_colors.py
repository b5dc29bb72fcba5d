from __future__ import annotations

import pytest

from lrx_cli.render.theme import ANSI16, TRUE, XTERM256, depth_of, palette

BLACK, WHITE = 0x000000, 0xFFFFFF
LARGE_TEXT = 3.0
"""The contrast that large letters need at least (WCAG 2, 1.4.3); small ones 4.5."""
SMALL_TEXT = 4.5
_STEPS = (0, 95, 135, 175, 215, 255)


def luminance(color: int) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.03928 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(color >> shift & 255) for shift in (16, 8, 0))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: int, other: int) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def of_256(number: int) -> int:
    if number >= 232:
        return (8 + 10 * (number - 232)) * 0x010101
    number -= 16
    return _STEPS[number // 36] << 16 | _STEPS[number // 6 % 6] << 8 | _STEPS[number % 6]


@pytest.mark.parametrize("background", [BLACK, WHITE])
def test_every_color_is_readable_on_black_and_on_white(background: int) -> None:
    for phase, color in TRUE.items():
        assert contrast(color, background) >= SMALL_TEXT, phase
    for phase, number in XTERM256.items():
        assert contrast(of_256(number), background) >= LARGE_TEXT + 0.9, phase
    assert contrast(of_256(XTERM256["paused"]), background) >= SMALL_TEXT, "small text is gray"


@pytest.mark.parametrize("background", [0x1E1E1E, 0x282A36, 0x002B36, 0x300A24, 0xFDF6E3])
def test_large_words_are_readable_on_the_usual_themes(background: int) -> None:
    for phase, color in TRUE.items():
        assert contrast(color, background) >= LARGE_TEXT, phase


def test_of_sixteen_colors_only_those_are_used_that_both_backgrounds_bear() -> None:
    assert set(ANSI16.values()) == {31, 35}


def test_without_color_there_is_none() -> None:
    assert set(palette("none").values()) <= {"", "1", "1;7"}


def test_nothing_blinks_and_nothing_is_faint() -> None:
    for depth in ("none", "16", "256", "true"):
        for style in palette(depth).values():
            assert not {"2", "5", "6"} & set(style.split(";")[:1])


@pytest.mark.parametrize(
    ("environment", "depth"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "true"),
        ({"TERM": "xterm-direct"}, "true"),
        ({"WT_SESSION": "8c1"}, "true"),
        ({"TERM": "tmux-256color"}, "256"),
        ({"TERM": "linux"}, "16"),
        ({}, "16"),
    ],
)
def test_how_many_colors_a_terminal_says_it_has(environment: dict[str, str], depth: str) -> None:
    assert depth_of(environment) == depth
