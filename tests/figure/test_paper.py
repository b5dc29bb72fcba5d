"""Drawings as SVG and PNG."""

from __future__ import annotations

import re
import struct
import zlib
from xml.etree import ElementTree

import pytest

from lrx_cli.figure.figure import Figure
from lrx_cli.figure.film import WIDEST, PixelFilm
from lrx_cli.figure.palette import DARK, LIGHT, PRINT, Palette, without_ground
from lrx_cli.figure.svg import drawing as svg_paths
from lrx_cli.figure.svg import svg
from tests.figure.gallery import DRAWINGS, drawing

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(("exercise", "variant"), DRAWINGS)
def test_every_drawing_is_a_picture_with_words(exercise: str, variant: str | None) -> None:
    figure = drawing(exercise, variant)
    for scene in figure.panels():
        text = svg(scene)
        root = ElementTree.fromstring(text)
        assert root.attrib["role"] == "img"
        title = root.find(f"{SVG}title")
        assert title is not None
        assert title.text == figure.alt
        assert len(root.findall(f"{SVG}path")) > 20
        assert "nan" not in text
        assert "inf" not in text
        assert len(text) < 40_000


def test_all_of_the_person_is_in_the_picture() -> None:
    text = svg(drawing("standing-back-extension").panels()[-1])
    left, top, width, height = map(float, re.findall(r"[-\d.]+", text.split("viewBox=")[1])[:4])
    for x, y in re.findall(r"M([-\d.]+) ([-\d.]+)", text):
        assert left <= float(x) <= left + width
        assert top <= float(y) <= top + height


def test_a_picture_is_the_same_each_time_byte_by_byte() -> None:
    figure = drawing("cat-cow")
    scene = figure.panels()[0]
    assert svg(scene) == svg(scene)
    assert png(figure, LIGHT) == png(figure, LIGHT)


@pytest.mark.parametrize("exercise", ["seal-stretch", "open-book-rotation", "standing-back-extension"])
def test_for_paper_everything_is_gray(exercise: str) -> None:
    found = set(re.findall(r"#([0-9a-f]{6})", svg(drawing(exercise).panels()[0], PRINT)))
    assert found
    assert all(color[:2] == color[2:4] == color[4:] for color in found)


def test_words_of_ones_own_cannot_become_markup() -> None:
    text = svg(drawing("cat-cow").panels()[0], title='<b> & "c"')
    title = ElementTree.fromstring(text).find(f"{SVG}title")
    assert title is not None
    assert title.text == '<b> & "c"'


def test_the_paths_alone_can_be_placed_in_another_document() -> None:
    paths = svg_paths(drawing("cat-cow").panels()[0], DARK)
    assert all(path.startswith("<path ") for path in paths)


def png(figure: Figure, palette: Palette) -> bytes:
    return PixelFilm(figure, 9, 3, (10, 20), palette).paint(figure.panels()[1])


def pixels(data: bytes, width: int, height: int, channels: int) -> bytes:
    """The decoded lines of a PNG, each with its filter byte."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", data[16:24]) == (width, height)
    start = data.index(b"IDAT") + 4
    size = struct.unpack(">I", data[start - 8 : start - 4])[0]
    assert (
        zlib.crc32(b"IDAT" + data[start : start + size])
        == struct.unpack(">I", data[start + size : start + size + 4])[0]
    )
    lines = zlib.decompress(data[start : start + size])
    assert len(lines) == height * (1 + channels * width)
    return lines


def test_a_png_has_its_size_its_background_and_a_person() -> None:
    lines = pixels(png(drawing("cat-cow"), LIGHT), 90, 60, 3)
    assert lines[1:4] == LIGHT[0].to_bytes(3, "big")
    assert len(set(zip(lines[1::3], lines[2::3], strict=False))) > 20


def test_a_png_without_ground_is_transparent_around_the_person() -> None:
    lines = pixels(png(drawing("cat-cow"), without_ground(DARK)), 90, 60, 4)
    alphas = [lines[row * 361 + 1 + 4 * column + 3] for row in range(60) for column in range(90)]
    assert alphas[0] == 0
    assert {0, 255} < set(alphas), "edges are smooth"
    assert alphas.count(255) > 500


def test_a_large_picture_is_made_smaller_and_keeps_its_shape() -> None:
    film = PixelFilm(drawing("cat-cow"), 100, 40, (18, 40))
    assert film.width == WIDEST
    assert film.width / film.height == pytest.approx(100 * 18 / (40 * 40), rel=0.01)
