"""What a drawing's file says, as shapes of the figure floor. The file has been checked.

A *variant* says only how it differs: its poses and view are laid over the exercise's, all else
replaces. One that starts from another base pose inherits no poses, since they would mean something
else there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lrx_cli.figure.arrows import Arrow, Curve, Push, Trace
from lrx_cli.figure.figure import VIA, Figure, Moment, Move, View
from lrx_cli.figure.motion import Motion
from lrx_cli.figure.pose import (
    BLOCKS,
    LIMBS,
    NONE,
    SIDES,
    Angles,
    At,
    Goal,
    Limb,
    OnBlock,
    OnBone,
    Pose,
    mirrored,
)
from lrx_cli.figure.props import Chair, Counter, Ground, Pillow, Prop, Strap
from lrx_cli.figure.vectors import UP, Vec

Json = Mapping[str, Any]

TRUNK = ("root", "turn", "lumbar", "thoracic", "neck", "head")


def variant_names(data: Json) -> list[str]:
    return list(data.get("variants", ()))


def figure_from(data: Json, bases: Json, variant: str | None = None) -> Figure:
    """The figure that a file's content describes, in one of its variants."""
    written, inherited = _laid_over(data, data.get("variants", {}).get(variant))
    poses = _Poses(written.get("poses", {}), inherited, bases, written["base"])
    view: Json = written["view"]
    return Figure(
        poses={name: poses.pose(name) for name in poses.names()},
        moves=[_move(move) for move in written["moves"]],
        panels=[Moment(panel["from"], panel["to"], float(panel["at"])) for panel in written["panels"]],
        view=View(float(view["yaw"]), float(view["pitch"]), tuple(view.get("close", ()))),
        props=tuple(_props(written.get("props", {}))),
        highlight=tuple(written.get("highlight", ())),
        alt=written["alt"],
        shown_side=written.get("shown_side"),
        strap=_strap(written["strap"]) if "strap" in written else None,
    )


def _laid_over(data: Json, variant: Json | None) -> tuple[Json, Json]:
    """The description to draw, and the poses behind it that it may still refer to."""
    if variant is None:
        return data, {}
    whole = {**data, **variant, "view": {**data["view"], **variant.get("view", {})}}
    if "base" in variant:
        return whole, {}
    return {**whole, "poses": variant.get("poses", {})}, data["poses"]


class CircularPose(ValueError):
    """A pose that starts from itself, perhaps by way of others."""


class _Poses:
    """Poses by name: a variant's own, then the exercise's, then the shared ones."""

    def __init__(self, own: Json, inherited: Json, bases: Json, base: str) -> None:
        self.layers = (own, inherited, bases)
        self.base = base
        self._made: dict[tuple[int, str], Pose] = {}
        self._making: list[tuple[int, str]] = []

    def names(self) -> list[str]:
        own, inherited, _ = self.layers
        return list(dict.fromkeys([*inherited, *own]))

    def pose(self, name: str, *, asked_by: tuple[int, str] | None = None) -> Pose:
        """``asked_by`` is the pose that refers to it: one that refers to its own name means the one
        that it replaces."""
        first = 0 if asked_by is None or asked_by[1] != name else asked_by[0] + 1
        for layer in range(first, len(self.layers)):
            if name in self.layers[layer]:
                key = (layer, name)
                if key in self._making:
                    raise CircularPose(f"the pose {name} starts from itself")
                if key not in self._made:
                    self._making.append(key)
                    self._made[key] = self._make(key, self.layers[layer][name])
                    self._making.remove(key)
                return self._made[key]
        raise KeyError(f"there is no pose {name}")

    def _make(self, key: tuple[int, str], written: Json) -> Pose:
        if "mirror" in written:
            return _changed(mirrored(self.pose(written["mirror"], asked_by=key)), written)
        if "part" in written:
            start = self.pose(written["from"], asked_by=key)
            end = self.pose(written["to"], asked_by=key)
            return _changed(Motion(start, end).at(float(written["part"])), written)
        if "from" in written:
            return _changed(self.pose(written["from"], asked_by=key), written)
        if key[0] < 2:
            return _changed(self.pose(self.base, asked_by=key), written)
        return _complete(written)


def _complete(written: Json) -> Pose:
    return Pose(
        **{part: _vec(written.get(part, NONE)) for part in TRUNK},
        limbs={name: _limb(written[name]) for name in LIMBS},
        shrug=_shrugs(written),
    )


def _changed(pose: Pose, written: Json) -> Pose:
    parts = {part: _vec(written[part]) if part in written else getattr(pose, part) for part in TRUNK}
    limbs = {name: _limb(written[name]) if name in written else limb for name, limb in pose.limbs.items()}
    return Pose(**parts, limbs=limbs, shrug={**pose.shrug, **_shrugs(written)})


def _shrugs(written: Json) -> dict[str, Vec]:
    return {side: _vec(written[f"{side}_shrug"]) for side in SIDES if f"{side}_shrug" in written}


def _limb(written: Json) -> Limb:
    goal: Goal
    if "at" in written:
        goal = At(_vec(written["at"]))
    elif "angles" in written:
        (a, b), (c, d) = written["angles"]
        goal = Angles((float(a), float(b)), (float(c), float(d)))
    elif written["near"] in BLOCKS:
        goal = OnBlock(written["near"], _vec(written["offset"]))
    else:
        goal = OnBone(written["near"], float(written["along"]), _vec(written["offset"]))
    return Limb(
        goal=goal,
        pole=_vec(written.get("pole", UP)),
        tip=_vec(written["tip"]) if "tip" in written else None,
        tip_in_chest=written.get("tip_in") == "chest",
        ankle=float(written.get("ankle", 0)),
    )


def _move(written: Json) -> Move:
    highlight = written.get("highlight")
    return Move(
        start=written["from"],
        end=written["to"],
        via=written.get("via"),
        via_at=float(written.get("via_at", VIA)),
        highlight=None if highlight is None else tuple(highlight),
        arrow=_arrow(written["arrow"]) if "arrow" in written else None,
    )


def _arrow(written: Json) -> Arrow:
    over = bool(written.get("over", False))
    if "curve" in written:
        start, control, end = written["curve"]
        return Curve((_vec(start), _vec(control), _vec(end)), over)
    if "push" in written:
        return Push(_vec(written["push"]), _vec(written["way"]), over)
    first, last = written.get("span", (0.1, 1.0))
    return Trace(
        joint=written["trace"],
        outward=float(written.get("outward", 0)),
        shift=_vec(written.get("shift", NONE)),
        span=(float(first), float(last)),
        over=over,
    )


def _props(written: Json) -> Iterator[Prop]:
    for kind in ("mat", "floor"):
        if kind in written:
            ground = written[kind]
            yield Ground(kind, float(ground["from"]), float(ground["to"]), float(ground["half_width"]))
    if "chair" in written:
        chair = written["chair"]
        place = [float(chair[key]) for key in ("back_edge", "height", "depth")]
        yield Chair(place[0], place[1], place[2], bool(chair.get("backrest", True)))
    if "counter" in written:
        yield Counter(_vec(written["counter"]["low"]), _vec(written["counter"]["high"]))
    if "pillow" in written:
        yield Pillow(_vec(written["pillow"]["center"]), _vec(written["pillow"]["half_size"]))


def _strap(written: Json) -> Strap:
    return Strap(written["around"], float(written["along"]))


def _vec(written: Sequence[float]) -> Vec:
    x, y, z = written
    return (float(x), float(y), float(z))
