"""The words that people choose from: levels, positions, sides, orders.

Options and the shapes of the catalog need them. They are apart from those shapes, so that ``--help`` and Tab
do not import the dataclasses.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

Level = Literal["gentle", "standard", "stronger"]
LEVELS: tuple[Level, ...] = ("gentle", "standard", "stronger")
FIRST_LEVEL: Level = "gentle"
"""Played where no level is asked for and none was played before."""

Position = Literal["prone", "supine", "side-lying", "quadruped", "seated", "standing"]
POSITIONS: tuple[Position, ...] = ("quadruped", "prone", "supine", "side-lying", "seated", "standing")
"""In the order a session passes through them: down to the mat once, up from it once."""
POSTURE: dict[Position, str] = {
    "quadruped": "on hands and knees",
    "prone": "on your stomach",
    "supine": "on your back",
    "side-lying": "on your side",
    "seated": "on a chair",
    "standing": "standing",
}
FLOOR: frozenset[Position] = frozenset({"quadruped", "prone", "supine", "side-lying"})
FLOOR_WORD = "floor"
"""Stands for all of them in what people type."""

Side = Literal["left", "right"]
SIDES: tuple[Side, ...] = ("left", "right")
SideMode = Literal["none", "alternating", "one_then_other"]
"""Of an exercise: which sides it has, and whether they take turns in every repetition."""

Order = Literal["position", "article"]
"""Of a session: as few changes of position as possible, or as the article numbers its exercises."""

Family = Literal["rotation", "nerve", "extension", "flex-ext", "hip", "other"]

Teach = Literal["full", "short", "off"]
"""How much of an exercise is explained."""
Telling = Literal["auto", "full", "short", "off"]
"""The same as a choice. ``auto``: by how often an exercise was played."""

Flag = Literal[
    "flare",
    "backward-worse",
    "bending-worse",
    "stenosis",
    "spondylolisthesis",
    "osteoporosis",
    "pregnancy",
    "surgery",
    "injection",
    "hip",
    "new-hip",
    "knee",
    "wrist",
    "shoulder",
    "dizzy",
    "bed",
    "no-floor",
]
"""A condition of the person that shapes the choice and the form of exercises."""

Preference = Literal["extension", "flexion", "unsure"]
"""What eases it: standing, walking, leaning back · sitting, bending forward · neither, or unsure. A comfort
setting and no diagnosis: about a third of people show neither pattern."""

Light = Literal["green", "amber", "red"]
"""How a session went, as a color."""

Pictures = Literal["auto", "blocks", "pixels"]
Color = Literal["auto", "always", "never"]
"""When to use colors."""


def positions_named(words: Sequence[str]) -> tuple[Position, ...]:
    """The positions in ``words``, in the order in which a session takes them."""
    return tuple(
        position for position in POSITIONS if position in words or (FLOOR_WORD in words and position in FLOOR)
    )


def opposite(side: Side) -> Side:
    return "right" if side == "left" else "left"
