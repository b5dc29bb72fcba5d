"""One exercise as a drawing: its poses, the moves between them, and the view."""

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import Annotated, Literal, NamedTuple

from lrx_cli.figure.body import person
from lrx_cli.figure.geometry import Bounds, Camera, Detail, Fill, Part, Vec, add, along, bounds_around, sub
from lrx_cli.figure.pose import NONE, Pose, Share
from lrx_cli.figure.props import (
    STEPS,
    Arrow,
    Drawn,
    Joint,
    Props,
    Strap,
    backdrop,
    curve_points,
    pushed_outward,
)
from lrx_cli.figure.skeleton import Motion, solve
from lrx_cli.shapes import Description, Id, Interval, MaxLen, Shape

Moving = Literal[
    "trunk", "chest", "pelvis", "spine", "head",
    "left_upper_arm", "right_upper_arm", "left_forearm", "right_forearm", "left_hand", "right_hand",
    "left_thigh", "right_thigh", "left_shin", "right_shin", "left_foot", "right_foot",
]  # fmt: skip
"""The parts that a figure may highlight. ``trunk`` is chest and pelvis; ``spine`` is a line over everything,
like an X-ray."""
Highlight = Annotated[tuple[Moving, ...], MaxLen(15)]
Yaw = Annotated[float, Interval(ge=-180, le=180)]
Pitch = Annotated[float, Interval(ge=0, le=89)]
Joints = Annotated[tuple[Joint, ...], MaxLen(25)]


class View(Shape):
    yaw: Annotated[Yaw, Description("0: from the side; 90: from the feet of somebody on the back.")]
    pitch: Annotated[Pitch, Description("How far from above.")]
    close: Annotated[Joints, Description("What must be seen where the whole person would be too small.")] = ()
    """The rest may run out of a small picture. Empty: the whole person."""


class Move(Shape):
    """The way from one pose to another, where there is more to say than its ends."""

    from_: Id
    to: Id
    via: Annotated[Id | None, Description("A pose on the way.")] = None
    via_at: Annotated[Share, Description("After which share of the way.")] = 0.42
    highlight: Annotated[Highlight | None, Description("What moves; left out: what usually does.")] = None
    arrow: Arrow | None = None


class Panel(Shape):
    """One of the pictures that show the exercise when nothing may move."""

    from_: Id
    to: Id
    at: Share


class Scene(NamedTuple):
    """One picture, independent of its size."""

    figure: "Figure"
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
    def backdrop(self) -> list[Fill]:
        return backdrop(self.figure.props, self.camera)

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
        panels: Sequence[Panel],
        view: View,
        props: Props | None = None,
        highlight: Sequence[str] = (),
        alt: str = "",
        shown_side: str | None = None,
        strap: Strap | None = None,
    ) -> None:
        self.poses, self.moves, self.view, self.props = poses, moves, view, props or Props()
        self.highlight = tuple(highlight)
        self.alt = alt
        """A description of the picture for people who do not see it."""
        self.shown_side = shown_side
        """The working side as drawn; the mirrored picture shows the other. ``None``: no sides."""
        self.strap = strap
        self._panels = panels
        self._moves = {(move.from_, move.to): move for move in reversed(moves)}
        # The same for every frame.
        self._motion = cache(lambda start, end: Motion(poses[start], poses[end]))
        self._drawn = cache(self._draw)
        self._fitted = cache(self._fit)

    def between(
        self, start: str, end: str, u: float, mirrored: bool = False, arrow: bool | None = None
    ) -> Scene:
        """The scene after the share ``u`` of the way (see ``skeleton.eased`` for time).

        Any two poses will do, so a player can continue from any pose. ``arrow``: whether the move's is shown;
        ``None``: until it ends.
        """
        move = self.move(start, end)
        pointing = u < 1 if arrow is None else arrow
        return Scene(
            figure=self,
            pose=self._pose(move, u),
            highlight=self.highlight if move.highlight is None else move.highlight,
            pointing=(start, end) if pointing and self.arrow(start, end) is not None else None,
            flipped=mirrored,
        )

    def still(self, pose: str, mirrored: bool = False) -> Scene:
        """A pose without movement or arrow: before a movement, or in a rest."""
        return self.between(pose, pose, 1.0, mirrored)

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
            halves = [i for i, panel in enumerate(chosen) if 0 < panel.at < 1]
            chosen.pop(halves[0] if halves else len(chosen) // 2 if len(chosen) > 2 else 0)
        return [self.between(p.from_, p.to, p.at, mirrored, arrow=True) for p in chosen]

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

    def arrow(self, start: str, end: str, flipped: bool = False) -> Drawn | None:
        """The arrow of a move or a return, as the camera sees it."""
        if (start, end) in self._moves:
            return self._drawn(start, end, flipped)
        back = self._drawn(end, start, flipped) if (end, start) in self._moves else None
        return back and back._replace(points=back.points[::-1])

    def bounds(self, close: bool, flipped: bool = False) -> Bounds:
        """What must be in the picture, the same for every moment, so that it does not jitter.

        ``close`` is for small pictures: the mat may run out of them, and what the view does not name.
        """
        return self._fitted(close).flipped() if flipped else self._fitted(close)

    def _fit(self, close: bool) -> Bounds:
        camera = self.camera()
        arrows = [d.points for move in self.moves if (d := self.arrow(move.from_, move.to)) is not None]
        joints = (self.view.close or None) if close else None
        things = [] if joints else backdrop(self.props, camera, ground=not close)
        return bounds_around(self._sampled, camera, arrows, joints=joints, things=things)

    def _pose(self, move: Move, u: float) -> Pose:
        start, end, via, at = move.from_, move.to, move.via, move.via_at
        if start == end or u <= 0:
            return self.poses[start]
        if u >= 1:
            return self.poses[end]
        if via is None:
            return self._motion(start, end).at(u)
        if u < at:
            return self._motion(start, via).at(u / at)
        return self._motion(via, end).at((u - at) / (1 - at))

    def _draw(self, start: str, end: str, flipped: bool) -> Drawn | None:
        move, camera = self._moves[start, end], self.camera(flipped)
        arrow = move.arrow
        if arrow is None:
            return None
        if arrow.curve:
            return Drawn([camera.xy(p) for p in curve_points(*arrow.curve)], arrow.over)
        if arrow.push:
            ends = (arrow.push, add(arrow.push, arrow.way or NONE))
            return Drawn([camera.xy(p) for p in ends], arrow.over)
        points = [camera.xy(add(p, arrow.shift)) for p in self._trace(move, arrow.trace or "", arrow.span)]
        if arrow.outward:
            points = pushed_outward(points, arrow.outward)
        return Drawn(points, arrow.over)

    def _trace(self, move: Move, joint: str, span: tuple[float, float]) -> list[Vec]:
        """The way of a joint; beyond the ends of the move straight on."""
        first, last = max(0.0, span[0]), min(1.0, span[1])
        shares = (first + (last - first) * i / STEPS for i in range(STEPS + 1))
        way = [solve(self._pose(move, u)).joints[joint] for u in shares]
        step = (last - first) / STEPS
        if span[0] < 0:
            way.insert(0, along(way[0], sub(way[0], way[1]), -span[0] / step))
        if span[1] > 1:
            way.append(along(way[-1], sub(way[-1], way[-2]), (span[1] - 1) / step))
        return way

    @cached_property
    def _sampled(self) -> list[Mapping[str, Vec]]:
        """The joints of every pose, and of seven moments of each move."""
        poses = list(self.poses.values())
        for move in self.moves:
            poses += [self._pose(move, i / 8) for i in range(1, 8)]
        return [solve(pose).joints for pose in poses]
