"""One exercise as a drawing: its poses, the moves between them, and the view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from lrx_cli.figure.body import person
from lrx_cli.figure.geometry import Bounds, Camera, Detail, Fill, Part, Vec, add, along, bounds_around, sub
from lrx_cli.figure.pose import Pose
from lrx_cli.figure.props import (
    STEPS,
    Arrow,
    Curve,
    Drawn,
    Ground,
    Prop,
    Push,
    Strap,
    Trace,
    backdrop,
    curve_points,
    pushed_outward,
)
from lrx_cli.figure.skeleton import Motion, solve

VIA = 0.42
"""The share of a move after which it passes through its ``via`` pose, by default."""


class View(NamedTuple):
    yaw: float
    pitch: float
    close: tuple[str, ...]
    """The joints that must be in a small picture; the rest may run out of it. Empty: the whole person."""


class Move(NamedTuple):
    """The way from one pose to another, where there is more to say than its ends."""

    start: str
    end: str
    via: str | None = None
    """A pose to pass through."""
    via_at: float = VIA
    highlight: tuple[str, ...] | None = None
    """The parts that move; ``None``: the figure's own highlight."""
    arrow: Arrow | None = None


class Moment(NamedTuple):
    """The share ``u`` of the way from one pose to another."""

    start: str
    end: str
    u: float


class Scene(NamedTuple):
    """One picture, independent of its size."""

    figure: Figure
    pose: Pose
    highlight: tuple[str, ...]
    pointing: tuple[str, str] | None
    """The move whose arrow is shown; ``None``: no arrow."""
    flipped: bool
    """Whether the picture is mirrored, since the other side works."""

    @property
    def camera(self) -> Camera:
        return self.figure.camera(flipped=self.flipped)

    @property
    def backdrop(self) -> Sequence[Fill]:
        return self.figure.backdrop(flipped=self.flipped)

    def parts(self, detail: Detail) -> list[Part]:
        """The person, back to front."""
        return person(solve(self.pose), self.camera, self.highlight, detail, self.figure.strap)

    @property
    def arrow(self) -> Drawn | None:
        """The arrow as the camera sees it; ``None``: there is none."""
        if self.pointing is None:
            return None
        return self.figure.arrow(*self.pointing, flipped=self.flipped)


class Figure:
    """Poses and moves of an exercise; makes the scene of any moment.

    ``moves`` come in the order of a repetition. A return needs no move: it is the move backward, its
    arrow turned around.
    """

    def __init__(
        self,
        poses: Mapping[str, Pose],
        moves: Sequence[Move],
        panels: Sequence[Moment],
        view: View,
        props: Sequence[Prop] = (),
        highlight: Sequence[str] = (),
        alt: str = "",
        shown_side: str | None = None,
        strap: Strap | None = None,
    ) -> None:
        self.poses, self.moves, self.view, self.props = poses, moves, view, props
        self.highlight = tuple(highlight)
        self.alt = alt
        """A description of the picture for people who do not see it."""
        self.shown_side = shown_side
        """The working side as drawn; the mirrored picture shows the other. ``None``: no sides."""
        self.strap = strap
        self._panels = panels
        self._moves = {(move.start, move.end): move for move in reversed(moves)}
        self._motions: dict[tuple[str, str], Motion] = {}
        self._arrows: dict[tuple[str, str, bool], Drawn] = {}
        self._backdrops: dict[bool, list[Fill]] = {}
        self._bounds: dict[bool, Bounds] = {}

    def between(
        self,
        start: str,
        end: str,
        u: float,
        via: str | None = None,
        mirrored: bool = False,
        arrow: bool = True,
    ) -> Scene:
        """The scene after the share ``u`` of the way (see ``motion.eased`` for time).

        Any two poses will do, so a player can continue from any pose. ``via`` is a pose to pass through;
        it replaces that of the figure's own move.
        """
        return self._scene(start, end, u, via, mirrored, pointing=arrow and u < 1)

    def _scene(
        self, start: str, end: str, u: float, via: str | None, mirrored: bool, *, pointing: bool
    ) -> Scene:
        move = self.move(start, end)
        return Scene(
            figure=self,
            pose=self._pose(move if via is None else move._replace(via=via), u),
            highlight=self.highlight if move.highlight is None else move.highlight,
            pointing=(start, end) if pointing and self.arrow(start, end) is not None else None,
            flipped=mirrored,
        )

    def still(self, pose: str, mirrored: bool = False) -> Scene:
        """A pose without movement or arrow: before a movement, or in a rest."""
        return Scene(self, self.poses[pose], self.highlight, None, mirrored)

    def arrived(self, start: str, end: str, mirrored: bool = False) -> Scene:
        """The end of a movement, with its arrow: where nothing else shows the way."""
        return self._scene(start, end, 1.0, None, mirrored, pointing=True)

    def mirrored_for(self, side: str | None) -> bool:
        """Whether the picture must be mirrored to show that working side."""
        return side is not None and self.shown_side is not None and side != self.shown_side

    def panels(self, count: int | None = None, mirrored: bool = False) -> list[Scene]:
        """The key pictures of the exercise, to be shown side by side on paper or a page.

        Unlike a moving picture they keep their arrow to the end of the move, since nothing else shows it.
        ``count`` is the most there may be. The last is always among them, and the first if there are two.
        """
        chosen = list(self._panels)
        while count is not None and len(chosen) > max(1, count):
            # Half-way moments are dropped first, then the one in the middle.
            halves = [i for i, moment in enumerate(chosen) if 0 < moment.u < 1]
            chosen.pop(halves[0] if halves else len(chosen) // 2 if len(chosen) > 2 else 0)
        return [self._scene(m.start, m.end, m.u, None, mirrored, pointing=True) for m in chosen]

    def move(self, start: str, end: str) -> Move:
        """The move between two poses; a return is the outward move backward."""
        found = self._moves.get((start, end))
        if found is not None:
            return found
        back = self._moves.get((end, start))
        if back is not None:
            return Move(start, end, back.via, 1 - back.via_at, back.highlight)
        return Move(start, end)

    def camera(self, flipped: bool = False) -> Camera:
        return Camera(self.view.yaw, self.view.pitch, flipped=flipped)

    def backdrop(self, flipped: bool = False) -> list[Fill]:
        if flipped not in self._backdrops:
            self._backdrops[flipped] = backdrop(self.props, self.camera(flipped))
        return self._backdrops[flipped]

    def arrow(self, start: str, end: str, flipped: bool = False) -> Drawn | None:
        """The arrow of a move or a return, as the camera sees it."""
        move = self._moves.get((start, end))
        if move is None and (end, start) in self._moves:
            back = self.arrow(end, start, flipped)
            return None if back is None else back._replace(points=back.points[::-1])
        if move is None or move.arrow is None:
            return None
        key = (start, end, flipped)
        if key not in self._arrows:
            self._arrows[key] = self._drawn(move, move.arrow, self.camera(flipped))
        return self._arrows[key]

    def bounds(self, close: bool, flipped: bool = False) -> Bounds:
        """What must be in the picture, the same for every moment, so that it does not jitter.

        ``close`` is for small pictures: the mat may run out of them, and what the view does not name.
        """
        if close not in self._bounds:
            camera = self.camera()
            arrows = [d.points for move in self.moves if (d := self.arrow(move.start, move.end)) is not None]
            joints = (self.view.close or None) if close else None
            things = [] if joints else self.backdrop()
            if close and not joints:
                things = backdrop([prop for prop in self.props if not isinstance(prop, Ground)], camera)
            self._bounds[close] = bounds_around(self._sampled, camera, arrows, joints=joints, things=things)
        return self._bounds[close].flipped() if flipped else self._bounds[close]

    def _pose(self, move: Move, u: float) -> Pose:
        start, end, via, at = move.start, move.end, move.via, move.via_at
        if start == end or u <= 0:
            return self.poses[start]
        if u >= 1:
            return self.poses[end]
        if via is None:
            return self._motion(start, end).at(u)
        if u < at:
            return self._motion(start, via).at(u / at)
        return self._motion(via, end).at((u - at) / (1 - at))

    def _motion(self, start: str, end: str) -> Motion:
        key = (start, end)
        if key not in self._motions:
            self._motions[key] = Motion(self.poses[start], self.poses[end])
        return self._motions[key]

    def _drawn(self, move: Move, arrow: Arrow, camera: Camera) -> Drawn:
        if isinstance(arrow, Curve):
            return Drawn([camera.xy(p) for p in curve_points(arrow)], arrow.over)
        if isinstance(arrow, Push):
            ends = (arrow.start, add(arrow.start, arrow.way))
            return Drawn([camera.xy(p) for p in ends], arrow.over)
        points = [camera.xy(add(p, arrow.shift)) for p in self._trace(move, arrow)]
        if arrow.outward:
            points = pushed_outward(points, arrow.outward)
        return Drawn(points, arrow.over)

    def _trace(self, move: Move, arrow: Trace) -> list[Vec]:
        first, last = arrow.span
        inside = [
            solve(self._pose(move, u)).joints[arrow.joint]
            for u in (
                max(0.0, first) + (min(1.0, last) - max(0.0, first)) * i / STEPS for i in range(STEPS + 1)
            )
        ]
        step = (min(1.0, last) - max(0.0, first)) / STEPS
        if first < 0:
            back = sub(inside[0], inside[1])
            inside.insert(0, along(inside[0], back, -first / step))
        if last > 1:
            ahead = sub(inside[-1], inside[-2])
            inside.append(along(inside[-1], ahead, (last - 1) / step))
        return inside

    @cached_property
    def _sampled(self) -> list[Mapping[str, Vec]]:
        """The joints of every pose, and of seven moments of each move."""
        poses = list(self.poses.values())
        for move in self.moves:
            poses += [self._pose(move, i / 8) for i in range(1, 8)]
        return [solve(pose).joints for pose in poses]
