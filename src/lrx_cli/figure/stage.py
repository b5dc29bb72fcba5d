"""A scene at one size: fitted into the picture, its detail chosen, and drawn as samples."""

from __future__ import annotations

from lrx_cli.figure.figure import Figure, Scene
from lrx_cli.figure.geometry import Bounds, Detail, grown
from lrx_cli.figure.props import arrow_fills
from lrx_cli.figure.raster import Lens, Samples

CLOSE_UP_FROM = 2.7
"""Centimeters to a pixel (a cell is one wide and two high) from which the picture is cropped to what must
be seen."""
NO_ARROWS_FROM = 9.0
NO_SHADING_FROM = 4.6
FACE_UP_TO = 2.6
MIN_RADIUS = 0.62
"""In pixels: thinner limbs would break up."""
GAP = 0.55
"""In pixels: the dark rim between a part and what lies behind it."""


class Stage:
    """A figure fitted into ``columns`` x ``rows`` cells of ``wide`` x ``high`` samples each."""

    def __init__(
        self,
        figure: Figure,
        columns: int,
        rows: int,
        wide: int,
        high: int,
        *,
        flipped: bool = False,
        shading: bool = True,
        margin: float = 1.0,
    ) -> None:
        self.figure, self.flipped = figure, flipped
        self.width, self.height = columns * wide, rows * high
        self.per_unit = wide / (high / 2)
        across, down, edge = columns * high / 2, rows * high, margin * high / 2
        room = (across - 2 * edge, down - 2 * edge)
        bounds = figure.bounds(False, flipped)
        zoom = _zoom(bounds, room)
        if high / 2 / zoom > CLOSE_UP_FROM:
            bounds = figure.bounds(True, flipped)
            zoom = _zoom(bounds, room)
        left, bottom, right, top = bounds
        self.lens = Lens(
            zoom,
            (across - zoom * (right - left)) / 2 - zoom * left,
            down - (down - zoom * (top - bottom)) / 2 + zoom * bottom,
        )
        self.pixel = high / 2 / zoom
        """Centimeters to a pixel."""
        self.detail = Detail(
            least_radius=MIN_RADIUS * self.pixel,
            gap=GAP * self.pixel,
            face=self.pixel < FACE_UP_TO,
            shading=shading and self.pixel < NO_SHADING_FROM,
        )
        self._behind: dict[tuple[str, str] | None, list[bytes]] = {}

    def samples(self, scene: Scene) -> Samples:
        lens, per_unit = self.lens, self.per_unit
        # What does not move (props, an arrow behind the body) is drawn once and copied.
        behind = self._behind.get(scene.pointing)
        if behind is None:
            empty = Samples(self.width, self.height, per_unit)
            lens.paint_all(empty, scene.backdrop)
            self._arrow(empty, scene, over=False)
            behind = self._behind[scene.pointing] = [bytes(row) for row in empty.rows]
        samples = Samples(self.width, self.height, per_unit, behind)
        for part in scene.parts(self.detail):
            for shape in part.gap:
                lens.paint(samples, shape, None)
            lens.paint_all(samples, part.fills)
        self._arrow(samples, scene, over=True)
        return samples

    def _arrow(self, samples: Samples, scene: Scene, *, over: bool) -> None:
        arrow = scene.arrow
        if arrow is None or arrow.over != over or self.pixel >= NO_ARROWS_FROM:
            return
        half_width, head = max(1.0, 0.75 * self.pixel), min(max(8.0, 4.2 * self.pixel), 18.0)
        fills = arrow_fills(arrow.points, half_width, head)
        if over:
            for shape, _ink in fills:
                self.lens.paint(samples, grown(shape, self.detail.gap), None)
        self.lens.paint_all(samples, fills)


def _zoom(bounds: Bounds, room: tuple[float, float]) -> float:
    return min(room[0] / (bounds.right - bounds.left), room[1] / (bounds.top - bounds.bottom))
