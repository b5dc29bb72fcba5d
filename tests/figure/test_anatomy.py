"""The lint of drawings: it finds nothing in ours, and everything that is put into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from lrx_cli.figure.anatomy import faults
from lrx_cli.figure.figure import Figure, Move, Panel, View
from lrx_cli.figure.pose import Limb, Pose
from tests.figure.gallery import DRAWINGS, drawing


@pytest.mark.parametrize(("exercise", "variant"), DRAWINGS)
def test_a_person_can_do_what_is_drawn(exercise: str, variant: str | None) -> None:
    assert faults(drawing(exercise, variant)) == []


def figure_of(poses: Mapping[str, Pose], *moves: Move) -> Figure:
    first = next(iter(poses))
    return Figure(poses, moves, [Panel(first, first, 0)], View(0, 10, ()))


STAND = drawing("standing-back-extension").poses["stand"]


def with_limb(pose: Pose, name: str, limb: Limb) -> Pose:
    return pose._replace(limbs={**pose.limbs, name: limb})


def test_a_hand_that_cannot_reach_is_found() -> None:
    far = with_limb(STAND, "left_arm", Limb(at=(120, 100, 0)))
    assert any(
        "left_arm is" in fault and "short of its goal" in fault for fault in faults(figure_of({"a": far}))
    )


def test_a_foot_in_the_floor_is_found() -> None:
    low = STAND._replace(root=(0.0, 80.0, 0.0))
    sunk = with_limb(low, "right_leg", Limb(at=(5, 3, 9), pole=(1, 0, 0), tip=(1, 0, 0)))
    assert any(
        "right_ball is" in fault and "below the floor" in fault for fault in faults(figure_of({"a": sunk}))
    )


def test_a_knee_that_bends_the_wrong_way_is_found() -> None:
    bird = with_limb(STAND, "right_leg", Limb(at=(0, 25, 9), pole=(-1, 0, 0), tip=(1, 0, 0)))
    assert any("right kneecap outward" in fault for fault in faults(figure_of({"a": bird})))


def test_a_folded_elbow_is_found() -> None:
    folded = with_limb(STAND, "left_arm", Limb(angles=((-90, 0), (88, 0))))
    assert any("left elbow bent 178" in fault for fault in faults(figure_of({"a": folded})))


@pytest.mark.parametrize(
    ("part", "bend", "found"),
    [
        ("lumbar", (70, 0, 0), "lumbar forward 70"),
        ("thoracic", (0, 40, 0), "thoracic sideways 40"),
        ("neck", (0, 0, -95), "neck and head turned -95"),
    ],
)
def test_a_spine_bent_too_far_is_found(part: str, bend: tuple[float, float, float], found: str) -> None:
    bent = STAND._replace(**{part: bend, "head": (0.0, 0.0, 0.0)})
    assert any(found in fault for fault in faults(figure_of({"a": bent})))


def test_a_planted_foot_that_slides_is_found() -> None:
    shifted = with_limb(STAND, "left_leg", replace(STAND.limbs["left_leg"], at=(4, 7.7, -9)))
    found = faults(figure_of({"a": STAND, "b": shifted}, Move("a", "b")))
    assert found == ["moves, a to b: left_ball is planted and slides 4.0 cm at 100 %"]


def test_a_jump_is_found() -> None:
    up = with_limb(STAND, "left_arm", Limb(at=(-28, 130, -25), pole=(0, 0.01, -1)))
    down = with_limb(STAND, "left_arm", Limb(at=(-28, 130, -25), pole=(0, 0, 1)))
    assert any(
        "left_elbow jumps" in fault for fault in faults(figure_of({"a": up, "b": down}, Move("a", "b")))
    )


def test_the_worst_moment_of_a_way_is_told() -> None:
    sunk = STAND._replace(root=(0.0, 70.0, 0.0))
    legs = {name: Limb(angles=((-90, 0), (-90, 0)), tip=(1, 0, 0)) for name in ("left_leg", "right_leg")}
    a, b = (pose._replace(limbs={**pose.limbs, **legs}) for pose in (STAND, sunk))
    found = [
        fault
        for fault in faults(figure_of({"a": a, "b": b}, Move("a", "b")))
        if fault.startswith("moves, a to b")
    ]
    assert found
    assert all(fault.endswith("at 100 %") for fault in found if "below the floor" in fault)
