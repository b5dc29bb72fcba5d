"""Ways between poses."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.figure.geometry import length, sub
from lrx_cli.figure.skeleton import Motion, eased, solve
from tests.figure.gallery import DRAWINGS, drawing

shares = st.floats(0, 1)


@given(shares, shares)
def test_easing_goes_forward_only(a: float, b: float) -> None:
    assert eased(0) == 0
    assert eased(1) == 1
    assert 0 <= eased(min(a, b)) <= eased(max(a, b)) <= 1


def test_easing_begins_and_ends_gently_and_is_symmetric() -> None:
    assert eased(0.02) < 0.001
    assert 1 - eased(0.98) < 0.001
    assert eased(0.5) == pytest.approx(0.5)
    assert eased(-1) == 0
    assert eased(2) == 1


def test_a_way_begins_and_ends_in_its_poses_exactly() -> None:
    poses = drawing("figure-four-stretch").poses
    motion = Motion(poses["start"], poses["pull"])
    assert motion.at(0) is poses["start"]
    assert motion.at(1) is poses["pull"]


@given(shares)
def test_what_is_planted_in_both_poses_stays_where_it_is(u: float) -> None:
    poses = drawing("seal-stretch").poses
    planted = poses["start"].limbs["left_arm"].at
    assert planted is not None
    body = solve(Motion(poses["start"], poses["press"]).at(u))
    assert length(sub(body.joints["left_wrist"], planted)) < 0.01


@pytest.mark.parametrize(("exercise", "variant"), DRAWINGS)
def test_any_pose_can_follow_any_other_without_a_jump_at_either_end(
    exercise: str, variant: str | None
) -> None:
    poses = drawing(exercise, variant).poses
    for a, b in itertools.permutations(poses, 2):
        motion = Motion(poses[a], poses[b])
        for near, u in ((poses[a], 1e-4), (poses[b], 1 - 1e-4)):
            one, two = solve(near).joints, solve(motion.at(u)).joints
            worst = max(one, key=lambda joint: length(sub(one[joint], two[joint])))
            assert length(sub(one[worst], two[worst])) < 1.0, (a, b, worst)


def test_a_leg_that_swings_stays_as_long_as_it_is() -> None:
    poses = drawing("lower-body-nerve-glide").poses
    motion = Motion(poses["start"], poses["grip"])
    for i in range(11):
        joints = solve(motion.at(i / 10)).joints
        assert length(sub(joints["right_knee"], joints["right_hip"])) == pytest.approx(42, abs=0.05)
