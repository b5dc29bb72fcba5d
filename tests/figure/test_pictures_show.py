"""What each picture must show for a stranger to copy it."""

from __future__ import annotations

from math import acos, degrees

import pytest

from lrx_cli.figure.cells import draw
from lrx_cli.figure.figure import Scene
from lrx_cli.figure.geometry import dot, sub, unit
from lrx_cli.figure.palette import DARK, TRIM
from lrx_cli.figure.raster import Stage
from lrx_cli.figure.skeleton import solve
from tests.figure.gallery import drawing


def inked(scene: Scene, *inks: int) -> int:
    """How many samples of a picture have one of these inks."""
    rows = Stage(scene.figure, 60, 30, 4, 4).samples(scene).rows
    return sum(row.count(ink) for row in rows for ink in inks)


def bent(exercise: str, variant: str | None, pose: str) -> float:
    """Degrees by which the right knee is short of straight."""
    joints = solve(drawing(exercise, variant).poses[pose]).joints
    thigh = unit(sub(joints["right_knee"], joints["right_hip"]))
    shin = unit(sub(joints["right_ankle"], joints["right_knee"]))
    return degrees(acos(dot(thigh, shin)))


def test_the_chest_turns_to_the_ceiling_when_the_book_opens() -> None:
    figure = drawing("open-book-rotation")
    closed, opened = (solve(figure.poses[pose]).frames["chest"].forward for pose in ("start", "open"))
    assert opened[1] > closed[1] + 0.8


def test_the_stripe_of_the_shirt_is_not_seen_from_behind() -> None:
    assert inked(drawing("cat-cow", "counter").still("start"), TRIM) == 0
    assert inked(drawing("lower-trunk-rotation").still("start"), TRIM) > 50


@pytest.mark.parametrize("variant", ["hands", "strap", "ankle-loose"])
def test_the_nerve_glide_stops_far_short_of_a_straight_leg(variant: str) -> None:
    assert 40 < bent("lower-body-nerve-glide", variant, "unbend") < 80


@pytest.mark.parametrize("variant", [None, "half-height", "toes-in"])
def test_the_seated_knee_is_not_drawn_fully_straight(variant: str | None) -> None:
    assert 15 < bent("seated-knee-extension", variant, "up") < 80


@pytest.mark.parametrize("variant", [None, "counter", "seated"])
def test_the_eyes_stay_level_when_the_back_bends_backward(variant: str | None) -> None:
    forward = solve(drawing("standing-back-extension", variant).poses["back"]).frames["head"].forward
    assert abs(degrees(acos(forward[1])) - 90) < 8


def test_the_seal_rests_on_the_forearms_first_and_on_straight_arms_as_the_far_form() -> None:
    near, far = (solve(drawing("seal-stretch", v).poses["press"]).joints for v in (None, "hands"))
    assert near["right_elbow"][1] < 8 > near["right_wrist"][1]
    assert near["right_elbow"][0] > near["right_shoulder"][0], "elbows a little ahead"
    assert far["chest"][1] > near["chest"][1] + 8


def test_the_arrow_of_the_back_rotation_does_not_cross_the_trunk() -> None:
    figure = drawing("back-rotation-stretch")
    scene = figure.between("long", "across", 0.0)
    assert scene.arrow is not None
    joints, camera = solve(scene.pose).joints, scene.camera
    trunk = [camera.xy(joints[joint]) for joint in ("low_back", "chest")]
    for x, y in scene.arrow.points:
        assert min((x - a) ** 2 + (y - b) ** 2 for a, b in trunk) > 14**2


def test_a_return_has_the_arrow_of_its_move_turned_around() -> None:
    figure = drawing("seated-knee-extension")
    there, back = (figure.between(*ends, 0.5).arrow for ends in (("start", "up"), ("up", "start")))
    assert there is not None
    assert back is not None
    assert list(back.points) == list(there.points)[::-1]


def test_the_pelvis_has_the_color_of_what_moves_and_the_chest_its_own() -> None:
    scene = drawing("seated-pelvic-tilt").still("forward")
    plain = scene._replace(highlight=("spine",))
    assert draw(scene, 60, 30, "truecolor", DARK) != draw(plain, 60, 30, "truecolor", DARK)
    assert draw(scene, 60, 30, "truecolor", DARK)[:10] == draw(plain, 60, 30, "truecolor", DARK)[:10]
