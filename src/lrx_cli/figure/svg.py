"""A scene as SVG: for the handout, for web pages and for the README."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from math import atan2, cos, degrees, sin, sqrt
from operator import itemgetter
from typing import NamedTuple

from lrx_cli.figure.figure import Figure, Scene
from lrx_cli.figure.geometry import Capsule, Detail, Ellipse, Fill, Polygon, Shape
from lrx_cli.figure.palette import LIGHT, LINE, PRINT, SHADE, SKIN, Palette
from lrx_cli.figure.props import arrow_fills
from lrx_cli.text import clean

OUTLINE = 1.1
"""Centimeters: the line around everything, in the same units as the person."""
MARGIN = 4.0
ARROW_HALF_WIDTH, ARROW_HEAD = 1.3, 9.0


def svg(scene: Scene, palette: Palette = LIGHT, *, title: str | None = None) -> str:
    """An SVG document on a transparent ground, as wide as its place.

    ``title`` is for screen readers, by default the figure's description.
    """
    box = view_box(scene.figure, flipped=scene.flipped)
    words = escape(clean(scene.figure.alt if title is None else title), quote=False)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{" ".join(map(_number, box))}" role="img">',
            f"<title>{words}</title>",
            *drawing(scene, palette),
            "</svg>",
        ]
    )


def drawing(scene: Scene, palette: Palette = LIGHT) -> list[str]:
    """The ``<path>`` elements alone, for a document of the caller's. Units are centimeters, y down."""
    return [
        f'<path fill="{color}" stroke="{color}" stroke-width="{2 * OUTLINE:g}"'
        f' stroke-linejoin="round" d="{one.data}"/>'
        if one.ink == OUTER
        else f'<path fill="{color}" d="{one.data}"/>'
        for one in inked(scene, shading=palette is not PRINT)
        for color in [f"#{palette[LINE if one.ink == OUTER else one.ink]:06x}"]
    ]


OUTER = -1
"""The ink of the outline around a person: of the color of lines, and as wide as :data:`OUTLINE`."""


class Inked(NamedTuple):
    """Shapes of one ink, for a document that has the colors in a style sheet."""

    of: str
    """What they belong to: the same name in every picture of a figure, and once in each."""
    ink: int
    shapes: Sequence[Shape]
    outlined: bool = False
    """Whether the outline around the person, which lies behind, goes around them."""

    @property
    def data(self) -> str:
        """One path for all of them."""
        return "".join(map(path, self.shapes))


def inked(scene: Scene, *, shading: bool = True) -> list[Inked]:
    """The drawing, back to front."""
    person: list[Inked] = []
    for part in scene.parts(Detail(least_radius=0.0, gap=OUTLINE, face=True, shading=shading)):
        if part.gap:
            person.append(Inked(f"{part.name} gap", LINE, part.gap))
        for run in _runs(part.name, part.fills):
            lit_only = shading and not run.ink & SHADE and part.name != "head"
            person.append(run._replace(outlined=run.ink >= SKIN and part.name != "spine" and not lit_only))
    outline = [shape for run in person if run.outlined for shape in run.shapes]
    return [
        *_runs("ground", scene.backdrop),
        *inked_arrow(scene, over=False),
        Inked("outline", OUTER, outline),
        *person,
        *inked_arrow(scene, over=True),
    ]


def inked_arrow(scene: Scene, *, over: bool) -> list[Inked]:
    """``over``: one that is painted over the person; otherwise one behind it."""
    arrow = scene.arrow
    if arrow is None or arrow.over != over:
        return []
    return _runs("arrow", arrow_fills(arrow.points, ARROW_HALF_WIDTH, ARROW_HEAD))


def _runs(name: str, fills: Iterable[Fill]) -> list[Inked]:
    """One for each run of shapes of one ink."""
    runs = groupby(fills, itemgetter(1))
    return [
        Inked(f"{name} {place}", ink, [shape for shape, _ in run]) for place, (ink, run) in enumerate(runs)
    ]


def path(shape: Shape) -> str:
    """One shape as path data. All wind the same way: otherwise two of them would punch a hole."""
    if isinstance(shape, Capsule):
        return _capsule(shape)
    if isinstance(shape, Ellipse):
        return _ellipse(shape)
    return _polygon(shape)


def _polygon(shape: Polygon) -> str:
    corners = [(x, -y) for x, y in shape.points]
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(corners, corners[1:] + corners[:1], strict=True))
    if area < 0:
        corners.reverse()
    return "M" + "L".join(_place(x, y) for x, y in corners) + "Z"


def _ellipse(shape: Ellipse) -> str:
    x, y, a, b, c = shape.x, -shape.y, shape.xx, -shape.xy, shape.yy
    middle, spread = (a + c) / 2, sqrt(max(0.0, ((a - c) / 2) ** 2 + b * b))
    long, short = sqrt(middle + spread), sqrt(max(1e-6, middle - spread))
    angle = 0.5 * atan2(2 * b, a - c)
    dx, dy = cos(angle) * long, sin(angle) * long
    arc = f"A{_number(long)} {_number(short)} {_number(degrees(angle))} 1 1 "
    return f"M{_place(x - dx, y - dy)}{arc}{_place(x + dx, y + dy)}{arc}{_place(x - dx, y - dy)}Z"


def _capsule(shape: Capsule) -> str:
    x0, y0, r0, x1, y1, r1 = shape
    y0, y1 = -y0, -y1
    distance = sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2)
    if distance <= abs(r0 - r1) + 1e-6:
        x, y, r = (x0, y0, r0) if r0 > r1 else (x1, y1, r1)
        arc = f"a{_number(r)} {_number(r)} 0 1 1 "
        return f"M{_place(x - r, y)}{arc}{_number(2 * r)} 0{arc}{_number(-2 * r)} 0Z"
    ux, uy = (x1 - x0) / distance, (y1 - y0) / distance
    c = (r0 - r1) / distance
    s = sqrt(1 - c * c)
    nx, ny, mx, my = ux * c - uy * s, uy * c + ux * s, ux * c + uy * s, uy * c - ux * s
    return (
        f"M{_place(x0 + mx * r0, y0 + my * r0)}L{_place(x1 + mx * r1, y1 + my * r1)}"
        f"A{_number(r1)} {_number(r1)} 0 {int(c < 0)} 1 {_place(x1 + nx * r1, y1 + ny * r1)}"
        f"L{_place(x0 + nx * r0, y0 + ny * r0)}"
        f"A{_number(r0)} {_number(r0)} 0 {int(c > 0)} 1 {_place(x0 + mx * r0, y0 + my * r0)}Z"
    )


def _place(x: float, y: float) -> str:
    return f"{_number(x)} {_number(y)}"


def _number(value: float) -> str:
    text = f"{value:.1f}"
    if text.endswith(".0"):
        text = text[:-2]
    return "0" if text == "-0" else text


def view_box(figure: Figure, *, flipped: bool = False) -> tuple[float, ...]:
    """Left, top, width and height of what is in the picture, in centimeters, y down."""
    left, bottom, right, top = figure.bounds(False, flipped)
    return (left - MARGIN, -top - MARGIN, right - left + 2 * MARGIN, top - bottom + 2 * MARGIN)
