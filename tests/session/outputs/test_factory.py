"""What a terminal says of itself decides how a session is shown on it."""

from __future__ import annotations

import pytest

from lrx_cli.figure.palette import DARK, EITHER, LIGHT
from lrx_cli.session.drawing import palette_of


@pytest.mark.parametrize(
    ("variable", "background", "palette"),
    [
        ("", None, EITHER),
        ("", "dark", DARK),
        ("15;0", "light", LIGHT),
        ("0;15", None, LIGHT),
        ("0;15", "dark", DARK),
    ],
)
def test_the_terminal_knows_better_than_a_variable_how_dark_it_is(
    variable: str, background: str | None, palette: object
) -> None:
    assert palette_of({"COLORFGBG": variable}, background) is palette
