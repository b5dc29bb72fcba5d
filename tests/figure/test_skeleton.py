"""From poses to joints."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.figure.geometry import Vec, add, dot, length, scale, sub, unit
from lrx_cli.figure.pose import LIMBS, SIDES, Limb, Pose, mirrored, other_side
from lrx_cli.figure.skeleton import BONE_ENDS, FOREARM, SHIN, THIGH, UPPER_ARM, solve, two_bones
from tests.figure.gallery import drawing

BONES = {"upper_arm": UPPER_ARM, "forearm": FOREARM, "thigh": THIGH, "shin": SHIN}

places = st.tuples(*[st.floats(-60, 60)] * 3)
bends = st.tuples(*[st.floats(-30, 30)] * 3)
angles = st.tuples(st.floats(-180, 180), st.floats(-85, 85))
tips = st.none() | places.filter(lambda v: length(v) > 1)


@st.composite
def limbs(draw: st.DrawFn, arm: bool) -> Limb:
    block, bone = st.sampled_from(["pelvis", "chest", "head"]), st.sampled_from(["left_thigh", "right_shin"])
    goals: list[dict[str, st.SearchStrategy[Any]]] = [
        {"at": places},
        {"angles": st.tuples(angles, angles)},
        {"near": block, "offset": places},
    ]
    if arm:
        goals.append({"near": bone, "along": st.floats(0, 1), "offset": places})
    return Limb(
        **draw(st.one_of([st.fixed_dictionaries(goal) for goal in goals])),
        pole=draw(places.filter(lambda v: length(v) > 1)),
        tip=draw(tips),
        ankle=draw(st.floats(-40, 30)),
    )


@st.composite
def poses(draw: st.DrawFn) -> Pose:
    return Pose(
        root=draw(places),
        turn=draw(bends),
        lumbar=draw(bends),
        thoracic=draw(bends),
        neck=draw(bends),
        head=draw(bends),
        limbs={name: draw(limbs(arm=name.endswith("arm"))) for name in LIMBS},
        shrug={side: draw(bends) for side in SIDES},
    )


def across(v: Vec) -> Vec:
    return (v[0], v[1], -v[2])


@given(poses())
def test_bones_never_change_their_length(pose: Pose) -> None:
    joints = solve(pose).joints
    for side in SIDES:
        for bone, size in BONES.items():
            root, end = BONE_ENDS[bone]
            # A limb at full reach is drawn 0.05 % short, so that its elbow keeps a direction.
            assert length(sub(joints[f"{side}_{end}"], joints[f"{side}_{root}"])) == pytest.approx(
                size, abs=0.1
            )


@given(places, st.floats(8, 80), places.filter(lambda v: length(v) > 1), places)
def test_a_goal_within_reach_is_reached(way: Vec, distance: float, pole: Vec, root: Vec) -> None:
    target = add(root, scale(unit(way), distance))
    _, end, miss = two_bones(root, target, THIGH, SHIN, pole)
    assert miss == pytest.approx(0, abs=1e-9)
    assert length(sub(end, target)) < 1e-6


@given(st.floats(84, 300))
def test_a_goal_out_of_reach_is_told(distance: float) -> None:
    _, end, miss = two_bones((0, 0, 0), (distance, 0, 0), THIGH, SHIN, (0, 1, 0))
    assert miss == pytest.approx(distance - end[0])
    assert miss > 0


def test_a_knee_points_where_its_pole_says() -> None:
    for pole in ((1.0, 0.0, 0.0), (0.0, 0.0, 1.0), (-1.0, 0.0, -1.0)):
        knee, _, _ = two_bones((0, 60, 0), (0, 0, 0), THIGH, SHIN, pole)
        assert dot(knee, pole) > 20


@given(poses())
def test_a_mirrored_pose_is_the_mirror_image_joint_by_joint(pose: Pose) -> None:
    one, two = solve(pose).joints, solve(mirrored(pose)).joints
    for name, place in one.items():
        assert length(sub(across(place), two[other_side(name)])) < 1e-4, name


@given(poses())
def test_mirroring_twice_changes_nothing(pose: Pose) -> None:
    assert mirrored(mirrored(pose)) == pose


def test_a_hand_on_the_thigh_goes_along_when_the_thigh_moves() -> None:
    glide = drawing("lower-body-nerve-glide").poses["grip"]
    body = solve(glide)
    lifted = solve(glide._replace(root=add(glide.root, (0.0, 5.0, 0.0))))
    moved = sub(lifted.joints["left_wrist"], body.joints["left_wrist"])
    assert moved == pytest.approx((0, 5, 0), abs=1e-6)


def test_the_spine_is_one_curve_without_steps() -> None:
    body = solve(drawing("cat-cow").poses["round"])
    places = [body.spine_at(height)[0] for height in range(-5, 60)]
    steps = [length(sub(b, a)) for a, b in itertools.pairwise(places)]
    assert max(steps) == pytest.approx(1.0, abs=0.02)
    assert min(steps) > 0.9
