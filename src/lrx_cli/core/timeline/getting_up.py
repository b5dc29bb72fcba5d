"""What the drawing does while a person gets up from the floor or down to it.

These movements belong to no exercise, so they have a drawing of their own.
"""

from __future__ import annotations

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.timeline.phrases import START
from lrx_cli.core.timeline.timeline import Posed

DRAWING = "getting-up"
_WAY = ("lie", "side", "sit", "knees", "kneel", "step", "stand")
"""The poses of the drawing, from the floor up."""
_SLOWEST: Ms = 2_500
"""A move of the drawing takes no longer, and then stands until the next."""
_POSES = {
    "supine": "lie",
    "side-lying": "side",
    "prone": "knees",
    "quadruped": "knees",
    "seated": "stand",
    "standing": "stand",
    START: "stand",
}


def poses_between(origin: str, target: str, begin: Ms, end: Ms) -> list[Posed]:
    """The way from one position to another, spread from ``begin`` to ``end`` ms of a segment.

    Empty unless exactly one of the two positions is on the floor.
    """
    first, last = (_WAY.index(_POSES[position]) for position in (origin, target))
    up = len(_WAY) - 1
    if (first == up) == (last == up):
        return []
    way = _WAY[first : last + 1] if first < last else _WAY[last : first + 1][::-1]
    each = (end - begin) // (len(way) - 1)
    poses = [Posed(0, f"{DRAWING}:{way[0]}", 0)]
    return poses + [
        Posed(begin + number * each, f"{DRAWING}:{pose}", min(each, _SLOWEST))
        for number, pose in enumerate(way[1:])
    ]
