"""Scenes of a figure: ways back, panels, close-ups."""

from __future__ import annotations

import pytest

from lrx_cli.figure.cells import draw
from lrx_cli.figure.geometry import length, sub
from lrx_cli.figure.raster import CLOSE_UP_FROM, Stage
from lrx_cli.figure.skeleton import solve
from tests.figure.gallery import DRAWINGS, drawing


def test_the_way_back_passes_where_the_way_there_did() -> None:
    figure = drawing("back-rotation-stretch")
    for i in range(1, 20):
        there = solve(figure.between("long", "across", i / 20).pose).joints
        back = solve(figure.between("across", "long", 1 - i / 20).pose).joints
        assert max(length(sub(there[joint], back[joint])) for joint in there) < 0.01


def test_a_pose_in_between_is_passed_through() -> None:
    figure = drawing("back-rotation-stretch")
    move = figure.move("long", "across")
    assert move.via == "lift"
    assert figure.between("long", "across", move.via_at).pose == figure.poses["lift"]


def test_the_way_back_lights_up_what_the_way_there_did() -> None:
    figure = drawing("lower-body-nerve-glide")
    assert figure.between("grip", "start", 0.5).highlight == figure.between("start", "grip", 0.5).highlight
    assert figure.between("unbend", "toes", 0.5).highlight == ("right_foot",)
    assert figure.still("start").highlight == ("right_shin",)


@pytest.mark.parametrize(("exercise", "variant"), DRAWINGS)
def test_an_exercise_is_told_in_three_different_pictures(exercise: str, variant: str | None) -> None:
    figure = drawing(exercise, variant)
    pictures = [draw(scene, 60, 20, "mono") for scene in figure.panels()]
    assert len(pictures) == 3
    assert len(set(pictures)) == 3
    assert len(figure.panels(2)) == 2
    assert figure.panels(2)[-1].pose == figure.panels()[-1].pose
    assert [scene.pose for scene in figure.panels(1)] == [figure.panels()[-1].pose], "where it leads"


def test_the_half_way_panel_is_the_first_to_go() -> None:
    first, last = drawing("seal-stretch").panels(2)
    assert first.pose == drawing("seal-stretch").poses["start"]
    assert last.pose == drawing("seal-stretch").poses["press"]


def test_a_small_picture_is_cropped_and_a_large_one_shows_all() -> None:
    figure = drawing("lower-trunk-rotation")
    small, large = (Stage(figure, *size, 4, 4) for size in ((38, 24), (120, 60)))
    assert large.pixel < CLOSE_UP_FROM
    whole = figure.bounds(close=False)
    assert small.pixel < (whole.right - whole.left) / 36, "larger than with all of the mat"


@pytest.mark.parametrize(("exercise", "variant"), DRAWINGS)
def test_all_of_the_person_is_in_a_cropped_picture_without_a_close_up(
    exercise: str, variant: str | None
) -> None:
    figure = drawing(exercise, variant)
    if not figure.view.close:
        left, bottom, right, top = figure.bounds(close=True)
        for pose in figure.poses.values():
            for name, place in solve(pose).joints.items():
                x, y = figure.camera().xy(place)
                assert left < x < right, name
                assert bottom < y < top, name


@pytest.mark.parametrize(("exercise", "variant"), DRAWINGS)
def test_nobody_is_cut_off_where_all_of_them_is_shown(exercise: str, variant: str | None) -> None:
    figure = drawing(exercise, variant)
    left, bottom, right, top = figure.bounds(close=False)
    camera = figure.camera()
    for move in figure.moves:
        for i in range(9):
            joints = solve(figure.between(move.from_, move.to, i / 8).pose).joints
            for name, place in joints.items():
                x, y = camera.xy(place)
                flesh = 12 if name == "head" else 2
                assert left + flesh <= x <= right - flesh, name
                assert bottom + flesh - 1 <= y <= top - flesh, name


def test_cropping_takes_from_the_mat_and_not_from_the_person() -> None:
    figure = drawing("cat-cow")
    whole, cropped = figure.bounds(close=False), figure.bounds(close=True)
    assert cropped.right - cropped.left < whole.right - whole.left
    assert cropped.top == whole.top


def test_the_frame_stays_while_the_person_moves() -> None:
    figure = drawing("cat-cow")
    stage = Stage(figure, 60, 20, 4, 4)
    mats = [bytes(stage.samples(figure.between("start", "round", u)).rows[-3]) for u in (0.0, 0.5, 1.0)]
    assert mats[0] == mats[1] == mats[2]


def test_the_flipped_picture_is_exactly_the_other_side() -> None:
    figure = drawing("figure-four-stretch")
    scene, other = (figure.between("cross", "pull", 0.5, mirrored=m) for m in (False, True))
    assert other.pose == scene.pose
    for place in solve(scene.pose).joints.values():
        (x, y), (flipped_x, flipped_y) = scene.camera.xy(place), other.camera.xy(place)
        assert (flipped_x, flipped_y) == (-x, y)
    assert figure.bounds(False, flipped=True) == figure.bounds(False).flipped()
    assert scene.arrow is not None
    assert other.arrow is not None
    for (x, y), (flipped_x, flipped_y) in zip(scene.arrow.points, other.arrow.points, strict=True):
        assert (flipped_x, flipped_y) == pytest.approx((-x, y))
