"""Screens one after the other, as one SVG that moves.

What stands in a cell is drawn, not typed: blocks and quadrants are squares of a grid of two by two a
cell, lines are lines; only words are text, in whatever monospace letters there are, made to fit. So
there are no gaps between blocks, and no font is asked for what it lacks.

A *scene* begins with a whole screen. Every frame after it paints only what changed, on top of all the
others, and all of them go when the scene ends. Each frame has one CSS animation, which makes it visible
and invisible at its moments: nothing slides, and nothing has to be scripted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from itertools import groupby, pairwise
from typing import NamedTuple

from demo_session import Demo, Frame
from painted import BLANK, Glyph, Screen

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.figure.cells import QUADRANTS

BACKGROUND, INK, FRAME, EDGE = "#12161d", "#d7dce5", "#1d232d", "#3a4250"
"""As dark as the drawing's own background; around it what can be seen on white and on black."""
WIDTH, HEIGHT = 10, 20
"""Of a cell, in units of the picture."""
SIDE, TOP = 14, 40
"""Beside and below the screen; above it, for the title."""
BASELINE = 15
FONT_SIZE = 16.6
"""In most monospace fonts a letter is 0.6 as wide as the font is high; what differs is made to fit."""
FONTS = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace"

_QUARTERS = {glyph: bits for bits, glyph in enumerate(QUADRANTS)} | {"▄": 12, "▀": 3, "█": 15}
_LINES = {"─": 1.2, "━": 4.0}
"""Lines across a cell, and how thick."""
_JOINED = 2
"""Words no further apart than this are one text."""

Color = str
Squares = list[tuple[Color, ...]]
"""By half row, by half column."""


class _Word(NamedTuple):
    column: int
    text: str
    color: Color
    bold: bool


class _Style(NamedTuple):
    color: Color
    behind: Color
    bold: bool


def moving_svg(demo: Demo, *, title: str, alt: str, caption: str, still: str) -> str:
    """``still`` is the word of the frame to be seen where nothing may move: the first of a hold, say.

    ``caption`` stands above the screen, ``title`` and ``alt`` are for those who do not see it.
    """
    columns, rows = len(demo.frames[0].screen[0]), len(demo.frames[0].screen)
    width, height = columns * WIDTH + 2 * SIDE, rows * HEIGHT + TOP + SIDE
    rules: list[str] = []
    frames: list[str] = []
    shown = next(place for place, frame in enumerate(demo.frames) if frame.word == still)
    for number, (frame, before, until) in enumerate(_scenes(demo, shown)):
        inside = "".join(_whole(frame.screen) if before is None else _changes(before, frame.screen))
        if not inside:
            continue
        rules.append(f"@keyframes f{number}{{{_moments(frame.at, until, demo.lasts)}}}")
        kind = ' class="still"' if number == shown else ""
        frames.append(f'<g{kind} style="animation-name:f{number}">{inside}</g>')
    dots = "".join(f'<circle cx="{SIDE + 6 + 16 * n}" cy="{TOP / 2:g}" r="5"/>' for n in range(3))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
            f' height="{height}" role="img" aria-labelledby="title desc">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="desc">{escape(alt)}</desc>',
            "<style>",
            f"text{{font:{FONT_SIZE}px {FONTS};fill:{INK};white-space:pre}}.b{{font-weight:700}}",
            ".title{font-size:14px;text-anchor:middle;opacity:.7}",
            ".q{shape-rendering:crispEdges}",
            f"#film>g{{visibility:hidden;animation:{demo.lasts}ms step-end infinite}}",
            "#film>.still{visibility:visible}",
            *rules,
            "@media (prefers-reduced-motion:reduce){#film>g{animation:none!important}}",
            "</style>",
            f'<rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="9" fill="{BACKGROUND}"'
            f' stroke="{EDGE}"/>',
            f'<path fill="{FRAME}" d="M1 {TOP - 6}V9.5A8.5 8.5 0 0 1 9.5 1H{width - 9.5}A8.5 8.5 0 0 1'
            f' {width - 1} 9.5V{TOP - 6}Z"/>',
            f'<g fill="{EDGE}" transform="translate(0 -3)">{dots}</g>',
            f'<text x="{width / 2:g}" y="{TOP / 2 + 1.5:g}" class="title">{escape(caption)}</text>',
            f'<g id="film" transform="translate({SIDE} {TOP})">',
            *frames,
            "</g>",
            "</svg>",
            "",
        ]
    )


def _scenes(demo: Demo, shown: int) -> Iterator[tuple[Frame, Screen | None, Ms]]:
    """Each frame, what it is painted on (``None``: nothing), and when the scene that it is part of ends."""
    starts = [place for place, frame in enumerate(demo.frames) if frame.cut or place == shown]
    for first, after in pairwise([*starts, len(demo.frames)]):
        until = demo.frames[after].at if after < len(demo.frames) else demo.lasts
        before: Screen | None = None
        for frame in demo.frames[first:after]:
            yield frame, before, until
            before = frame.screen


def _moments(start: Ms, end: Ms, lasts: Ms) -> str:
    """Keyframes that are obeyed in steps: from each of them on."""
    moments = [(start, "visible"), (end, "hidden")]
    if start > 0:
        moments.insert(0, (0, "hidden"))
    return "".join(
        f"{_number(at * 100 / lasts, 3)}%{{visibility:{how}}}" for at, how in moments if at < lasts
    )


def _whole(screen: Screen) -> list[str]:
    squares = _squares(screen)
    wanted = ((y, x) for y, row in enumerate(squares) for x, color in enumerate(row) if color != BACKGROUND)
    cells = {(row, column) for row, line in enumerate(screen) for column in range(len(line))}
    return _painted(screen, wanted) + _typed(screen, cells)


def _changes(before: Screen, after: Screen) -> list[str]:
    """All squares of a cell in which letters or lines change are painted again: that wipes it."""
    old, new = _squares(before), _squares(after)
    cells = set()
    wanted = []
    for row, (was, line) in enumerate(zip(before, after, strict=True)):
        if was == line:
            continue
        for column in range(len(line)):
            if was[column] == line[column]:
                continue
            wipe = _is_typed(was[column])
            if wipe or _is_typed(line[column]):
                cells.add((row, column))
            for y in (2 * row, 2 * row + 1):
                wanted += [(y, x) for x in (2 * column, 2 * column + 1) if wipe or old[y][x] != new[y][x]]
    return _painted(after, wanted) + _typed(after, cells)


# --- blocks ---------------------------------------------------------------------------------------


def _squares(screen: Screen) -> Squares:
    return [half for line in screen for half in halves(line)]


@lru_cache(maxsize=256)
def halves(line: tuple[Glyph, ...]) -> tuple[tuple[Color, ...], tuple[Color, ...]]:
    """From one frame to the next most lines stay as they are."""
    quarters = []
    for char, words in line:
        style, bits = style_of(words), _QUARTERS.get(char, 0)
        quarters.append([style.color if bits >> n & 1 else style.behind for n in range(4)])
    upper = tuple(color for cell in quarters for color in cell[:2])
    lower = tuple(color for cell in quarters for color in cell[2:])
    return upper, lower


def _painted(screen: Screen, wanted: Iterable[tuple[int, int]]) -> list[str]:
    """Rows of squares as thick lines, all of one color in one path.

    A line goes on through squares that already have its color, which says the same in fewer words; but
    not where something is typed, which it would wipe.
    """
    squares = _squares(screen)
    paths: dict[Color, list[str]] = defaultdict(list)
    for y, places in groupby(sorted(set(wanted)), key=lambda place: place[0]):
        row, line, end, start = squares[y], screen[y // 2], -1, -1
        for _, x in places:
            if (
                start >= 0
                and all(color == row[start] for color in row[end : x + 1])
                and not any(map(_is_typed, line[-(-end // 2) : x // 2]))
            ):
                end = x + 1
                continue
            if start >= 0:
                paths[row[start]].append(f"M{start} {y}h{end - start}")
            start, end = x, x + 1
        if start >= 0:
            paths[row[start]].append(f"M{start} {y}h{end - start}")
    if not paths:
        return []
    lines = "".join(
        f'<path stroke="{_short(color)}" d="{"".join(d)}"/>' for color, d in sorted(paths.items())
    )
    return [f'<g class="q" transform="matrix({WIDTH / 2:g} 0 0 {HEIGHT / 2:g} 0 {HEIGHT / 4:g})">{lines}</g>']


# --- words and lines ------------------------------------------------------------------------------


def _is_typed(glyph: Glyph) -> bool:
    return glyph.char != " " and glyph.char not in _QUARTERS


def _typed(screen: Screen, cells: set[tuple[int, int]]) -> list[str]:
    rows = {row for row, _ in cells}
    out = []
    for row, line in enumerate(screen):
        if row not in rows:
            continue
        here = [glyph if (row, column) in cells else BLANK for column, glyph in enumerate(line)]
        out += [_text(row, word) for word in _words(here)]
        out += _strokes(row, here)
    return out


def _words(line: Sequence[Glyph]) -> Iterator[_Word]:
    """Letters beside each other in one style, with the single blanks between them."""
    column = 0
    while column < len(line):
        if not _is_typed(line[column]) or line[column].char in _LINES:
            column += 1
            continue
        style, end, at = line[column].style, column, column
        while at < len(line) and at - end < _JOINED:
            glyph = line[at]
            if _is_typed(glyph):
                if glyph.style != style or glyph.char in _LINES:
                    break
                end = at + 1
            at += 1
        color, _, bold = style_of(style)
        yield _Word(column, "".join(glyph.char for glyph in line[column:end]), color, bold)
        column = end


def _text(row: int, word: _Word) -> str:
    color = "" if word.color == INK else f' style="fill:{word.color}"'
    bold = ' class="b"' if word.bold else ""
    fitted = f' textLength="{len(word.text) * WIDTH}" lengthAdjust="spacingAndGlyphs"'
    x, y = word.column * WIDTH, row * HEIGHT + BASELINE
    return f'<text x="{x}" y="{y}"{fitted}{color}{bold}>{escape(word.text, quote=False)}</text>'


def _strokes(row: int, line: Sequence[Glyph]) -> list[str]:
    out = []
    for (char, style), group in groupby(enumerate(line), key=lambda cell: cell[1]):
        if char in _LINES:
            cells = [column for column, _ in group]
            out.append(
                f'<path stroke="{style_of(style).color}" stroke-width="{_LINES[char]}"'
                f' d="M{cells[0] * WIDTH} {row * HEIGHT + HEIGHT // 2}h{len(cells) * WIDTH}"/>'
            )
    return out


@lru_cache(maxsize=1024)
def style_of(parameters: str) -> _Style:
    color, behind, bold, reverse = INK, BACKGROUND, False, False
    words = iter(parameters.split(";") if parameters else ())
    for word in words:
        if word in ("38", "48"):
            assert next(words) == "2", "the demo is in true color"
            mixed = "#" + "".join(f"{int(next(words)):02x}" for _ in range(3))
            color, behind = (mixed, behind) if word == "38" else (color, mixed)
        elif word == "1":
            bold = True
        elif word == "7":
            reverse = True
        else:
            raise ValueError(f"a style that nobody here understands: {parameters!r}")
    return _Style(behind, color, bold) if reverse else _Style(color, behind, bold)


def _short(color: Color) -> str:
    a, b, c = color[1:3], color[3:5], color[5:7]
    return f"#{a[0]}{b[0]}{c[0]}" if all(part[0] == part[1] for part in (a, b, c)) else color


def _number(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".rstrip("0").rstrip(".")
