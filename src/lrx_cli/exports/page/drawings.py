"""The drawings of a page: each movement as keyframes, between which the page draws the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from math import sqrt
from typing import Any

from lrx_cli.core.timeline import Block, Segment, Timeline
from lrx_cli.figure.figure import Figure
from lrx_cli.figure.geometry import Capsule, Ellipse, Shape
from lrx_cli.figure.svg import Inked, inked, inked_arrow, view_box
from lrx_cli.text import clean

STEPS = 6
"""Keyframes of a movement, less one. With fewer, hands that cross the body jump (tried with 4 to 12)."""
FEW_STEPS = 3
"""The same for what is seen once: getting ready, and getting up."""
_PER_CM = 10
CAPSULE, ELLIPSE = 0, 1
"""Kinds of shapes; a greater number is a polygon of so many corners."""

FigureOf = Callable[[str, str], Figure | None]
"""The drawing of an exercise in a variant; ``None``: there is none."""
Progress = Callable[[int, int], None]
"""Gets how many drawings are made, of how many."""

_Ways = dict[tuple[str, str], int]
"""From one pose to another (in alphabetical order), and in how many steps."""


def drawings(
    timeline: Timeline, segments: Sequence[Segment], figure_of: FigureOf, progress: Progress
) -> dict[str, Any]:
    """By the drawing's name, those that ``segments`` show."""
    wanted = _shown(timeline, segments)
    found: dict[str, Any] = {}
    for done, (name, ways) in enumerate(wanted.items()):
        progress(done, len(wanted))
        figure = figure_of(*name.split("/"))
        if figure is not None:
            found[name] = _drawing(figure, ways)
    progress(len(wanted), len(wanted))
    return found


def _shown(timeline: Timeline, segments: Sequence[Segment]) -> dict[str, _Ways]:
    """By the drawing's name, its movements in ``segments``."""
    wanted: dict[str, _Ways] = {}
    before: tuple[str, str] | None = None
    last: Segment | None = None
    for segment in segments:
        if last is None or (segment.index, segment.block) != (last.index + 1, last.block):
            before = None  # a form, or what is played in another place
        last = segment
        for posed in segment.poses:
            name, pose = _named(timeline.blocks[segment.block], posed.pose)
            start = before[1] if before and before[0] == name else pose
            before = (name, pose)
            way = min(start, pose), max(start, pose)
            seen = wanted.setdefault(name, {})
            seen[way] = max(seen.get(way, 0), STEPS if segment.rep else FEW_STEPS)
    return wanted


def _named(block: Block, pose: str) -> tuple[str, str]:
    """``getting-up:stand`` is a pose of that drawing, any other one of the exercise's own."""
    other, _, name = pose.rpartition(":")
    return (f"{other}/" if other else f"{block.exercise}/{block.variant}", name)


def _drawing(figure: Figure, seen: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    known = {way: steps for way, steps in seen.items() if figure.poses.keys() >= set(way)}
    moved = [way for way in known if way[0] != way[1]]
    # What moves may be another part than the one that is worked on, which shows as soon as nothing moves.
    other = {pose for way in moved if figure.move(*way).highlight is not None for pose in way}
    still = ({start for start, end in known if start == end} - {*chain(*moved)}) | other
    frames = _Frames()
    return {
        "box": [round(number, 1) for number in view_box(figure)],
        "side": figure.shown_side,
        "alt": clean(figure.alt),
        "ways": {
            f"{start}>{end}": frames.way(figure, start, end, known.get((start, end), 1))
            for start, end in [*moved, *((pose, pose) for pose in sorted(still))]
        },
        "shapes": list(frames.shapes),
    }


class _Frames:
    """Pictures as whole numbers. One is ``[part, shapes, *numbers]`` for each of its paths, back to front.

    ``shapes`` is a place in the list of that name, where stand an ink, whether the person's outline goes
    around them, and the kind of each. Lengths are in tenths of a centimeter. Where a part has the same shapes
    as the last time, its numbers are those by which it has changed.
    """

    def __init__(self) -> None:
        self.shapes: dict[tuple[int, bool, tuple[int, ...]], int] = {}
        self._parts: dict[str, int] = {}
        self._last: dict[int, tuple[int, list[int]]] = {}

    def way(self, figure: Figure, start: str, end: str, steps: int) -> list[list[Any]]:
        """Pictures from ``start`` to ``end``, evenly spaced, or the one where nothing moves; and the arrow
        on the way there and on the way back."""
        if start == end:
            return [[self._frame(inked(figure.still(start)))], [[], []]]
        scenes = [figure.between(start, end, step / steps, arrow=False) for step in range(steps + 1)]
        ways = [figure.between(*way, 0.5) for way in ((start, end), (end, start))]
        arrows = [inked_arrow(scene, over=False) + inked_arrow(scene, over=True) for scene in ways]
        return [[self._frame(inked(scene)) for scene in scenes], [self._frame(arrow) for arrow in arrows]]

    def _frame(self, paths: Sequence[Inked]) -> list[list[int]]:
        return [self._path(one) for one in paths]

    def _path(self, one: Inked) -> list[int]:
        part = self._parts.setdefault(one.of, len(self._parts))
        # The outline is drawn of the shapes that are outlined, which stand further on.
        measured = [_measured(shape) for shape in one.shapes] if one.ink >= 0 else []
        key = (one.ink, one.outlined, tuple(kind for kind, _ in measured))
        shapes = self.shapes.setdefault(key, len(self.shapes))
        numbers = [round(length * _PER_CM) for _, lengths in measured for length in lengths]
        same, last = self._last.get(part, (-1, []))
        self._last[part] = (shapes, numbers)
        if same == shapes:
            numbers = [now - before for now, before in zip(numbers, last, strict=True)]
        return [part, shapes, *numbers]


def _measured(shape: Shape) -> tuple[int, Sequence[float]]:
    """Its kind, and its lengths in centimeters, y down."""
    if isinstance(shape, Capsule):
        return CAPSULE, (shape.x0, -shape.y0, shape.r0, shape.x1, -shape.y1, shape.r1)
    if isinstance(shape, Ellipse):
        # A circle, first made ``wide`` and ``tall``, then sheared: lengths, between which one may mix.
        tall = sqrt(max(1e-6, shape.yy))
        shear = -shape.xy / tall
        return ELLIPSE, (shape.x, -shape.y, sqrt(max(0.0, shape.xx - shear * shear)), shear, tall)
    return len(shape.points), [length for x, y in shape.points for length in (x, -y)]
