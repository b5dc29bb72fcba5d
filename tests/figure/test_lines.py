"""Line drawings for terminals without color."""

from __future__ import annotations

from lrx_cli.figure.palette import HAIR, LINE, MAT_TOP, MOVING, SHIRT
from lrx_cli.figure.raster import Samples, braille


def picture(*rows: str) -> Samples:
    inks = {".": 0, "s": SHIRT, "m": MOVING, "h": HAIR, "|": LINE, "t": MAT_TOP}
    return Samples(len(rows[0]), len(rows), 2.0, [bytes(inks[c] for c in row) for row in rows])


def dots(samples: Samples) -> list[str]:
    """The dots as they are seen, one character each."""
    places = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
    return [
        "".join("#" if cell & bit else "." for cell in row for bit in bits)
        for row in braille(samples)
        for bits in places
    ]


def test_a_body_is_an_outline() -> None:
    assert dots(picture("......", ".ssss.", ".ssss.", ".ssss.")) == ["......", ".####.", ".#..#.", ".####."]


def test_what_moves_is_solid() -> None:
    assert dots(picture("......", ".mmmm.", ".mmmm.", ".mmmm.")) == ["......", ".####.", ".####.", ".####."]


def test_hair_is_half_tone() -> None:
    rows = dots(picture("hhhhhhhh", "hhhhhhhh", "hhhhhhhh", "hhhhhhhh"))
    assert rows[1] == "##.#.#.#" or rows[1] == "#.#.#.##"
    assert rows[0] == "########"


def test_a_line_parts_what_crosses_what() -> None:
    rows = dots(picture("ssssssss", "sss|ssss", "sss|ssss", "ssssssss"))
    assert rows[1] == "#..#...#"


def test_a_line_beside_what_moves_is_a_gap() -> None:
    rows = dots(picture("ssssssss", "sss|mmms", "sss|mmms", "ssssssss"))
    assert rows[1] == "#...####"


def test_a_thing_has_its_outline_but_none_where_a_body_lies_on_it() -> None:
    # 'tttttttt' around a body: the mat's edge is drawn outside, and not along the body.
    rows = dots(picture("tttttttt", "tttssttt", "tttssttt", "tttttttt"))
    assert rows[1] == "#..##..#"
