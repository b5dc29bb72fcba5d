"""Frames of a figure at one size, made when first needed and kept for the next repetition.

The caller passes the time: how far a movement has come. During a movement there are up to twelve frames a
second; a hold, a rest or a pause needs one.
"""

from __future__ import annotations

from collections import OrderedDict

from lrx_cli.figure.cells import Grid, Mode, Painter, stage
from lrx_cli.figure.figure import Figure, Scene
from lrx_cli.figure.motion import eased
from lrx_cli.figure.palette import DARK, Palette
from lrx_cli.figure.stage import Stage

RATE = 12
"""Frames a second. Slow movements look smooth, and more would not be seen."""
KEPT = 160
"""Frames kept in memory: a repetition has 60 to 110. Equal cells are shared between them."""

_Key = tuple[str, str, str | None, int, int, bool]


class Film:
    """A figure at ``columns`` x ``rows`` cells. Make a new film when the terminal changes its size.

    For pictures on the terminal's own background pass ``palette=without_ground(DARK)`` (or ``LIGHT``), see
    :mod:`lrx_cli.figure.cells`.
    """

    def __init__(
        self,
        figure: Figure,
        columns: int,
        rows: int,
        mode: Mode,
        palette: Palette = DARK,
        rate: int = RATE,
        kept: int = KEPT,
    ) -> None:
        self.figure, self.columns, self.rows, self.mode = figure, columns, rows, mode
        self.rate = rate
        """May be lowered at any time, for a terminal that is slow to take frames."""
        self.kept = kept
        self._painter = Painter(mode, palette)
        self._stages: dict[bool, Stage] = {}
        self._frames: OrderedDict[_Key, Grid] = OrderedDict()

    def frame(
        self,
        start: str,
        end: str,
        elapsed: int,
        length: int,
        via: str | None = None,
        mirrored: bool = False,
    ) -> Grid:
        """The frame to show ``elapsed`` ms into a movement of ``length`` ms."""
        count = self._count(start, end, length)
        index = count if elapsed >= length else max(0, elapsed) * count // max(1, length)
        key = (start, end, via, index, count, mirrored)
        found = self._frames.get(key)
        if found is not None:
            self._frames.move_to_end(key)
            return found
        u = eased(index / count) if count else 1.0
        made = self._frames[key] = self.paint(self.figure.between(start, end, u, via, mirrored))
        while len(self._frames) > self.kept:
            self._frames.popitem(last=False)
        return made

    def due(self, start: str, end: str, elapsed: int, length: int) -> int | None:
        """Milliseconds until the next frame that differs; ``None``: there is none."""
        count = self._count(start, end, length)
        if not count or elapsed >= length:
            return None
        index = max(0, elapsed) * count // length
        # Rounded up: a millisecond early would be the old frame again.
        return -(-(index + 1) * length // count) - elapsed

    def still(self, pose: str, mirrored: bool = False) -> Grid:
        """A pose without movement or arrow: before the first movement, in a rest."""
        key = (pose, pose, None, -1, 0, mirrored)
        found = self._frames.get(key)
        if found is None:
            found = self._frames[key] = self.paint(self.figure.still(pose, mirrored))
        return found

    def paint(self, scene: Scene) -> Grid:
        """Any scene of this figure at this size. It is not kept."""
        if scene.flipped not in self._stages:
            self._stages[scene.flipped] = stage(scene, self.columns, self.rows, self.mode)
        return self._painter.cells(self._stages[scene.flipped].samples(scene))

    def __len__(self) -> int:
        """The number of frames in memory."""
        return len(self._frames)

    def _count(self, start: str, end: str, length: int) -> int:
        return 0 if start == end else max(1, length * self.rate // 1000)
