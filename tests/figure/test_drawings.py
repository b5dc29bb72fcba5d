"""The built-in drawings: that they are whole, and that they go with the catalog."""

from __future__ import annotations

import itertools
import json
import os
from typing import get_args

import pytest

from lrx_cli.core.catalog.exercise import Catalog, Exercise, Step
from lrx_cli.core.catalog.routine import Choice, Routine
from lrx_cli.core.catalog.words import LEVELS, Level
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.timeline.compile import compile
from lrx_cli.figure.props import Joint
from lrx_cli.figure.skeleton import solve
from lrx_cli.storage.catalog import checked_as
from lrx_cli.storage.figures import builtin_folder, load_figure, read_bases
from tests.figure.gallery import DRAWINGS, EXERCISES, drawing, written
from tests.sampling import one_in

KNEE_UP = ["start", "grip", "unbend", "toes", "unbend", "grip"]
POSES: dict[tuple[str, str], list[str]] = {
    ("seal-stretch", "hands"): ["lie", "start", "press", "press", "start"],
    ("seal-stretch", "forearms"): ["lie", "start", "press", "press", "start"],
    ("cat-cow", "floor"): ["start", "round", "round", "start", "sink", "sink", "start"],
    ("cat-cow", "small"): ["start", "round", "round", "start", "sink", "sink", "start"],
    ("cat-cow", "no-sink"): ["start", "round", "round", "start", "sink", "sink", "start"],
    ("cat-cow", "counter"): ["start", "round", "round", "start", "sink", "sink", "start"],
    ("lower-body-nerve-glide", "hands"): KNEE_UP,
    ("lower-body-nerve-glide", "ankle-loose"): ["start", "grip", "unbend", "unbend", "grip"],
    ("lower-body-nerve-glide", "strap"): ["start", *KNEE_UP],
    ("figure-four-stretch", "pull"): ["start", "cross", "cross", "pull", "pull", "cross"],
    ("figure-four-stretch", "no-pull"): ["start", "cross", "open", "open", "cross"],
    ("figure-four-stretch", "strap"): ["start", "cross", "cross", "pull", "pull", "cross"],
    ("figure-four-stretch", "seated"): ["start", "cross", "cross", "pull", "pull", "cross"],
    ("seated-pelvic-tilt", "seated"): ["start", "forward", "forward", "start", "back", "back", "start"],
    ("seated-pelvic-tilt", "lying"): ["start", "forward", "forward", "start", "back", "back", "start"],
    ("lower-trunk-rotation", "usual"): ["start", "{s}", "{s}", "start"],
    ("lower-trunk-rotation", "small"): ["start", "{s}", "{s}", "start"],
    ("open-book-rotation", "long-arm"): ["lie", "start", "open", "open", "start"],
    ("open-book-rotation", "short-arm"): ["lie", "start", "open", "open", "start"],
    ("seated-knee-extension", "full-height"): ["start", "up", "up", "start"],
    ("seated-knee-extension", "half-height"): ["start", "up", "up", "start"],
    ("seated-knee-extension", "toes-in"): ["start", "up", "toes", "up", "start"],
    ("back-rotation-stretch", "hand"): ["start", "long", "across", "across", "long"],
    ("back-rotation-stretch", "no-hand"): ["start", "across", "across", "start"],
    ("back-rotation-stretch", "arm-low"): ["start", "long", "across", "across", "long"],
    ("standing-back-extension", "standing"): ["start", "back", "back", "start"],
    ("standing-back-extension", "counter"): ["stand", "start", "back", "back", "start"],
    ("standing-back-extension", "seated"): ["sit", "start", "back", "back", "start"],
}
"""Which pose each step of a variant leads to, in the catalog's order; ``{s}``: the working side."""


def steps_of(exercise: Exercise, variant: str) -> list[Step]:
    return [step for step in exercise.steps if step.variants is None or variant in step.variants]


def test_every_exercise_of_the_catalog_is_drawn(catalog: Catalog) -> None:
    assert set(EXERCISES) - {"getting-up"} == {exercise.id for exercise in catalog.exercises}


def test_every_variant_of_the_catalog_has_its_poses(catalog: Catalog) -> None:
    there = {(e.id, variant.id) for e in catalog.exercises for variant in e.variants}
    assert set(POSES) == there


def cue_duration(steps: list[Step]) -> list[str | None]:
    """What the catalog says: set-up and movements name a pose, a hold stays, a return goes back."""
    rest = [step.pose for step in steps if step.tag == "setup"][-1]
    found: list[str | None] = []
    there = None
    for step in steps:
        if step.tag == "move" and not step.with_previous:
            there = step.pose
        found.append({"hold": there, "return": rest}.get(step.tag, step.pose))
    return found


@pytest.mark.parametrize(("id", "variant"), POSES)
def test_the_catalog_names_the_pose_each_step_leads_to(catalog: Catalog, id: str, variant: str) -> None:
    assert cue_duration(steps_of(catalog[id], variant)) == POSES[id, variant]


@pytest.mark.parametrize("level", one_in(3, LEVELS))
def test_every_pose_of_a_session_is_drawn(
    catalog: Catalog, routines: dict[str, Routine], level: Level
) -> None:
    for side in ("left", "right"):
        score = compile(plan(catalog, Choice(routines["full"], level=level, first_side=side)))
        for segment in score.segments:
            block = score.blocks[segment.block]
            figure = load_figure(block.exercise, block.variant)
            assert figure is not None
            for posed in segment.poses:
                other, _, pose = posed.pose.rpartition(":")
                shown = drawing(other) if other else figure
                assert pose in shown.poses or segment.index in block.easier
            if segment.kind in ("move", "return"):
                [posed] = segment.poses
                assert posed.at == 0


@pytest.mark.parametrize(("id", "variant"), POSES)
def test_what_is_drawn_is_what_the_steps_say(catalog: Catalog, id: str, variant: str) -> None:
    steps, poses = steps_of(catalog[id], variant), POSES[id, variant]
    assert len(steps) == len(poses)
    figure = load_figure(id, variant)
    assert figure is not None
    before = None
    for step, pose in zip(steps, poses, strict=True):
        for side in ("left", "right"):
            assert pose.format(s=side) in figure.poses
        if step.tag == "hold" and not any(s.with_previous for s in steps):
            assert pose == before, "in a hold nothing moves"
        if step.tag in ("move", "return"):
            assert pose != before, "a movement leads somewhere else"
        before = pose


@pytest.mark.parametrize(("id", "variant"), POSES)
def test_every_movement_has_an_arrow_until_it_ends(catalog: Catalog, id: str, variant: str) -> None:
    figure = load_figure(id, variant)
    assert figure is not None
    for before, after in itertools.pairwise(POSES[id, variant]):
        for side in ("left", "right"):
            start, end = before.format(s=side), after.format(s=side)
            if start != end:
                assert figure.between(start, end, 0.4).arrow is not None, (start, end)
            assert figure.between(start, end, 1.0).arrow is None


def test_getting_up_is_one_way_from_lying_to_standing_and_getting_down_the_same_way_back() -> None:
    figure = drawing("getting-up")
    way = [move.from_ for move in figure.moves] + [figure.moves[-1].to]
    assert way == ["lie", "side", "sit", "knees", "kneel", "step", "stand"]
    for start, end in itertools.pairwise(way):
        assert figure.between(start, end, 0.4).arrow is not None
        assert figure.between(end, start, 0.4).arrow is not None
    heights = [solve(figure.poses[pose]).joints["head"][1] for pose in ("lie", "knees", "kneel", "stand")]
    assert heights == sorted(heights)


def test_no_variant_is_drawn_that_the_catalog_does_not_have(catalog: Catalog) -> None:
    for exercise, variant in DRAWINGS:
        if variant is not None:
            assert variant in {v.id for v in catalog[exercise].variants}


def test_a_side_is_shown_where_an_exercise_has_sides_one_after_the_other(catalog: Catalog) -> None:
    for exercise in catalog.exercises:
        figure = drawing(exercise.id)
        assert (figure.shown_side is not None) == (exercise.side_mode == "one_then_other")
        if figure.shown_side is not None:
            other = "left" if figure.shown_side == "right" else "right"
            assert figure.mirrored_for(other)
            assert not figure.mirrored_for(figure.shown_side)
        assert not figure.mirrored_for(None)


def test_knees_that_roll_to_a_side_roll_to_that_side_of_the_picture() -> None:
    figure = drawing("lower-trunk-rotation")
    for side, sign in (("left", -1), ("right", 1)):
        joints = solve(figure.poses[side]).joints
        middle, _ = figure.camera().xy(joints["pelvis"])
        for knee in ("left_knee", "right_knee"):
            x, _ = figure.camera().xy(joints[knee])
            assert (x - middle) * sign > 15


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_drawing_has_nothing_wrong_with_it(exercise: str) -> None:
    assert [str(problem) for problem in checked_as("figure", written(exercise))[1]] == []


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_drawing_points_at_its_schema(exercise: str) -> None:
    assert os.path.isfile(os.path.join(builtin_folder(), written(exercise)["$schema"]))


@pytest.mark.parametrize(("exercise", "variant"), DRAWINGS)
def test_a_drawing_says_in_words_what_it_shows(exercise: str, variant: str | None) -> None:
    alt = drawing(exercise, variant).alt
    assert alt.split(".")[0].endswith(("view", "above", "end", "side", "below the knees"))
    assert 80 < len(alt) < 300
    assert alt.endswith(".")


def test_each_variant_has_words_of_its_own() -> None:
    alts = [drawing(exercise, variant).alt for exercise, variant in DRAWINGS]
    assert len(set(alts)) == len(alts)


def test_drawings_hold_no_seconds_and_no_words_but_their_alt_text() -> None:
    def texts(value: object) -> list[str]:
        if isinstance(value, dict):
            return [text for key, member in value.items() if key != "alt" for text in texts(member)]
        if isinstance(value, list):
            return [text for member in value for text in texts(member)]
        return [value] if isinstance(value, str) else []

    for exercise in EXERCISES:
        assert not [text for text in texts(written(exercise)) if " " in text]


def test_all_drawings_together_are_small() -> None:
    sizes = [os.path.getsize(os.path.join(builtin_folder(), name)) for name in os.listdir(builtin_folder())]
    assert sum(sizes) < 40_000


def test_the_joints_of_files_are_those_of_the_skeleton() -> None:
    joints = solve(drawing("cat-cow").poses["start"]).joints
    assert set(get_args(Joint)) == set(joints)


def test_the_shared_poses_are_all_used() -> None:
    used = {"neutral"}
    for exercise in EXERCISES:
        data = written(exercise)
        used |= {data["base"], *(v["base"] for v in data.get("variants", {}).values() if "base" in v)}
    assert used == set(read_bases())


def test_files_are_written_as_one_reads_them() -> None:
    for exercise in EXERCISES:
        assert json.dumps(written(exercise), ensure_ascii=True) == json.dumps(written(exercise))
        with open(os.path.join(builtin_folder(), f"{exercise}.json"), encoding="utf-8") as file:
            assert max(len(line) for line in file if '"alt"' not in line) < 160
