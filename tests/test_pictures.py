"""The README's pictures are what the program makes today, and say the same to those who cannot look."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from build_pictures import STILL, pictures
from demo_session import COLUMNS, ROWS, record
from moving_svg import BACKGROUND, HEIGHT, INK, WIDTH, halves, style_of
from painted import Painted, Screen

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.limits import Ms

ROOT = Path(__file__).parents[1]

SVG = "{http://www.w3.org/2000/svg}"
DEMO = "docs/demo.svg"
NAMES = [DEMO, *sorted(f"docs/pictures/{path.name}" for path in ROOT.glob("docs/pictures/*.svg"))]
TYPED = re.compile(r"[^ ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█]")

Shown = tuple[list[list[str]], dict[tuple[int, int], tuple[str, str]]]
"""The colors of squares, and by row and column what is typed there and in which color."""


def committed(name: str) -> str:
    return (ROOT / name).read_bytes().decode()


def test_every_exercise_has_a_picture_and_it_is_what_the_program_shows_today(catalog: Catalog) -> None:
    made = pictures()
    assert sorted(made) == sorted(NAMES)
    assert len(NAMES) == 1 + len(catalog.exercises)
    stale = [name for name in NAMES if committed(name) != made[name]]
    assert stale == [], "run: python tools/build_pictures.py"


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_whole_and_says_in_words_what_it_shows(name: str) -> None:
    root = ElementTree.fromstring(committed(name))
    assert root.attrib["role"] == "img"
    words = [root.find(f"{SVG}{tag}") for tag in ("title", "desc")]
    told = [word for word in words if word is not None]
    assert root.attrib["aria-labelledby"].split() == [word.attrib["id"] for word in told]
    assert len(" ".join(word.text or "" for word in told)) > 100


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_asks_for_nothing_from_elsewhere_and_tells_nothing_of_where_it_was_made(name: str) -> None:
    text = committed(name).replace("http://www.w3.org/2000/svg", "")
    for word in ("http", "href", "url(", "@import", "<script", str(ROOT)):
        assert word not in text
    assert len(text) < (300_000 if name == DEMO else 80_000)


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_shows_it_and_says_what_is_in_it(name: str) -> None:
    alt = re.search(rf"!\[([^]]*)\]\({re.escape(name)}\)", committed("README.md"))
    assert alt is not None
    assert len(alt[1]) > 20


# --- the demo, played without a browser -------------------------------------------------------------


@cache
def film() -> list[tuple[Ms, Ms, bool, ElementTree.Element]]:
    """From when until when each group is visible, and whether it is where nothing is animated."""
    text = committed(DEMO)
    lasts = record().lasts
    rules = dict(re.findall(r"@keyframes (f\d+)\{(.*)\}\n", text))
    found = []
    group = next(g for g in ElementTree.fromstring(text).iter(f"{SVG}g") if g.attrib.get("id") == "film")
    for frame in group:
        rule = rules.pop(frame.attrib["style"].removeprefix("animation-name:"))
        moments = [
            (round(float(at) * lasts / 100), how)
            for at, how in re.findall(r"([\d.]+)%\{visibility:(\w+)\}", rule)
        ]
        assert moments[0][0] == 0
        start = next(at for at, how in moments if how == "visible")
        end = next((at for at, how in moments if how == "hidden" and at > start), lasts)
        found.append((start, end, frame.attrib.get("class") == "still", frame))
    assert not rules
    return found


def played(frames: list[ElementTree.Element]) -> Shown:
    """What is seen when these groups lie on top of each other, the last one uppermost."""
    squares = [[BACKGROUND] * (2 * COLUMNS) for _ in range(2 * ROWS)]
    typed: dict[tuple[int, int], tuple[str, str]] = {}
    for frame in frames:
        for element in frame:
            if element.tag == f"{SVG}g":
                for path in element:
                    color = long(path.attrib["stroke"])
                    for x, y, wide in numbers(r"M(\d+) (\d+)h(\d+)", path.attrib["d"]):
                        squares[y][x : x + wide] = [color] * wide
                        for column in range(x // 2, -(-(x + wide) // 2)):
                            typed.pop((y // 2, column), None)
            elif element.tag == f"{SVG}path":
                ((x, y, wide),) = numbers(r"M(\d+) (\d+)h(\d+)", element.attrib["d"])
                char = "━" if float(element.attrib["stroke-width"]) > 2 else "─"
                for column in range(x // WIDTH, (x + wide) // WIDTH):
                    typed[y // HEIGHT, column] = char, element.attrib["stroke"]
            else:
                text = element.text or ""
                assert int(element.attrib["textLength"]) == len(text) * WIDTH
                color = element.attrib.get("style", f"fill:{INK}").removeprefix("fill:")
                row, column = int(element.attrib["y"]) // HEIGHT, int(element.attrib["x"]) // WIDTH
                for place, char in enumerate(text, column):
                    if char != " ":
                        typed[row, place] = char, color
    return squares, typed


def numbers(pattern: str, text: str) -> list[tuple[int, ...]]:
    return [tuple(map(int, found)) for found in re.findall(pattern, text)]


def long(color: str) -> str:
    return color if len(color) == 7 else "#" + "".join(2 * digit for digit in color[1:])


def painted(screen: Screen) -> Shown:
    squares = [list(half) for line in screen for half in halves(line)]
    typed = {
        (row, column): (glyph.char, style_of(glyph.style).color)
        for row, line in enumerate(screen)
        for column, glyph in enumerate(line)
        if TYPED.match(glyph.char)
    }
    return squares, typed


def test_at_every_moment_the_demo_shows_what_stood_on_the_screen() -> None:
    frames = record().frames
    for before, frame in zip((None, *frames), frames, strict=False):
        if before is not None and not frame.cut and (frame.at // 1_000) % 2 == before.at // 1_000 % 2:
            continue  # every other second is enough, and every cut
        seen = [group for start, end, _, group in film() if start <= frame.at < end]
        assert played(seen) == painted(frame.screen), frame.at


def test_where_nothing_may_move_one_frame_stands_still() -> None:
    text = committed(DEMO)
    assert "@media (prefers-reduced-motion:reduce){#film>g{animation:none!important}}" in text
    assert "#film>g{visibility:hidden;" in text
    assert "#film>.still{visibility:visible}" in text
    (still,) = [group for _, _, stays, group in film() if stays]
    held = next(frame for frame in record().frames if frame.word == STILL)
    assert played([still]) == painted(held.screen)


def test_a_painter_that_writes_something_new_is_an_error_and_no_picture() -> None:
    with pytest.raises(ValueError, match="nobody here understands"):
        Painted(COLUMNS, ROWS).write(b"\x1b[5S")
