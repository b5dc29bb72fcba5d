"""What a picture of a person is made of: parts, each painted over those behind it.

Each part brings a *gap*: its shapes a little larger, darkening whatever body lies behind, so that an
arm in front of the chest stays an arm. Two tones (light from the upper left) give volume.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lrx_cli.figure.palette import SHADE
from lrx_cli.figure.shapes import Fill, Shape, grown, lit


class Part(NamedTuple):
    name: str
    nearness: float
    gap: Sequence[Shape]
    fills: Sequence[Fill]


class Detail(NamedTuple):
    """How fine a person is drawn; coarse pixels want fewer and thicker things."""

    least_radius: float = 0.0
    gap: float = 1.6
    face: bool = True
    shading: bool = True

    def toned(self, shapes: Sequence[Shape], ink: int) -> list[Fill]:
        """The shapes in shade, and what of them is lit."""
        if not self.shading:
            return [(shape, ink) for shape in shapes]
        return [(shape, ink + SHADE) for shape in shapes] + [(lit(shape), ink) for shape in shapes]

    def rim(self, shapes: Sequence[Shape], share: float = 1.0) -> list[Shape]:
        """The shapes as a gap."""
        return [grown(shape, self.gap * share) for shape in shapes]
