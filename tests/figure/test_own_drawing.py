"""A new drawing is one JSON file."""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.errors import INVALID_FILE, LrxError
from lrx_cli.figure.anatomy import faults
from lrx_cli.figure.cells import MODES, Mode, draw
from lrx_cli.figure.skeleton import solve
from lrx_cli.figure.svg import svg
from lrx_cli.storage.catalog import checked_as
from lrx_cli.storage.documents import build
from lrx_cli.storage.figure_file import FigureFile, figure_from
from lrx_cli.storage.figures import load_figure, read_bases
from tests.figure.gallery import written

SQUAT = Path(__file__).parent / "fixtures" / "squat.json"


def squat() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(SQUAT.read_text(encoding="utf-8"))
    return data


def problems(data: dict[str, Any]) -> list[str]:
    return [str(problem) for problem in checked_as("figure", data)[1]]


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LRX_HOME", str(tmp_path))
    folder = tmp_path / "exercises" / "figures"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize("mode", MODES)
def test_a_squat_is_added_and_drawn(own_folder: Path, mode: Mode) -> None:
    shutil.copy(SQUAT, own_folder / "squat.json")
    figure = load_figure("squat")
    assert figure is not None
    assert faults(figure) == []
    up, down = (figure.between("stand", "squat", u) for u in (0.0, 1.0))
    assert solve(down.pose).joints["pelvis"][1] < solve(up.pose).joints["pelvis"][1] - 30
    assert draw(up, 60, 20, mode) != draw(down, 60, 20, mode)
    assert "<path" in svg(down)


def test_where_there_is_no_drawing_there_is_none(own_folder: Path) -> None:
    assert load_figure("squat") is None


def test_a_variant_that_is_not_drawn_looks_like_the_exercise() -> None:
    one, two = load_figure("cat-cow", "no-such-variant"), load_figure("cat-cow")
    assert one is not None
    assert two is not None
    assert one.poses == two.poses


def test_a_broken_drawing_of_ones_own_is_told_and_not_drawn(own_folder: Path) -> None:
    data = squat()
    data["poses"]["squat"]["root"] = [-34, "low", 0]
    (own_folder / "squat.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(LrxError) as raised:
        load_figure("squat")
    assert raised.value.exit_code == INVALID_FILE
    assert raised.value.problems == ('poses.squat.root[1]: found "low"; allowed: a number',)


def test_nothing_is_wrong_with_the_squat() -> None:
    assert problems(squat()) == []


def test_a_squat_that_sinks_into_the_floor_is_told() -> None:
    data = squat()
    for side in ("left", "right"):
        data["poses"]["squat"][f"{side}_leg"] = {"at": [0, 2, -9 if side == "left" else 9], "pole": [1, 0, 0]}
    assert any("below the floor" in problem for problem in problems(data))


@pytest.mark.parametrize(
    ("where", "value", "found"),
    [
        (("base",), "floating", "base: there is no shared pose floating"),
        (("moves", 0, "to"), "sit", "moves[0].to: there is no pose sit; there are: squat, stand"),
        (("panels", 2, "from"), "sit", "panels[2].from: there is no pose sit"),
        (("poses", "squat", "from"), "squat", "poses.squat.from: there is no pose squat"),
        (("poses", "squat", "mirror"), "stand", "poses.squat: is a mirror or starts from a pose, not both"),
        (("poses", "squat", "part"), 0.5, "poses.squat: a part of a way needs all of part, from and to"),
        (("poses", "stand", "left_arm", "at"), [0, 0, 0], "poses.stand.left_arm: needs exactly one of"),
        (("poses", "squat", "left_arm"), {"near": "head"}, "near head needs offset, and no along"),
        (
            ("poses", "squat", "left_arm"),
            {"near": "neck"},
            'left_arm.near: found "neck"; allowed: left_up',
        ),
        (("poses", "squat", "root"), [0, 50], "poses.squat.root[2]: is missing"),
        (("poses", "squat", "root"), [0, 50, 0, 0], "squat.root: found a list of 4; allowed: at most 3"),
        (
            ("poses", "squat", "left_arm"),
            {"near": "left_shin", "offset": [0, 0, 0]},
            "needs along and offset",
        ),
        (
            ("moves", 0, "arrow", "curve"),
            [[0, 0, 0]] * 3,
            "arrow: needs exactly one of trace, push and curve",
        ),
        (("moves", 0, "arrow"), {"push": [0, 0, 0]}, "arrow: push and way go together"),
        (("highlight",), ["tail"], "highlight[0]: found"),
        (("panel",), [], "panel: there is no such name here; did you mean panels?"),
        (("view", "pitch"), 95, "view.pitch: found 95"),
    ],
)
def test_each_mistake_is_told_with_its_place(where: tuple[Any, ...], value: Any, found: str) -> None:
    data = squat()
    place: Any = data
    for key in where[:-1]:
        place = place[key]
    place[where[-1]] = value
    assert any(found in problem for problem in problems(data)), problems(data)


def test_what_is_null_is_as_good_as_left_out() -> None:
    data = squat()
    data["poses"]["squat"]["from"] = data["variants"] = data["view"]["close"] = None
    data["poses"]["stand"]["left_arm"] |= {"pole": None, "ankle": None}
    data["moves"][0] |= {"via_at": None, "arrow": {"trace": "pelvis", "outward": None, "span": None}}
    assert problems(data) == []


def test_poses_that_start_from_each_other_are_told() -> None:
    data = squat()
    data["poses"]["stand"]["from"] = "squat"
    assert any("starts from itself" in problem for problem in problems(data))


def test_a_variants_pose_may_start_from_the_one_it_replaces() -> None:
    data = squat()
    half = {"part": 0.5, "from": "stand", "to": "squat"}
    data["variants"] = {"half": {"alt": "Half as far.", "poses": {"squat": half}}}
    assert problems(data) == []
    whole, half_way = (
        figure_from(build(FigureFile, data), read_bases(), variant) for variant in (None, "half")
    )
    assert half_way.poses["squat"] == whole.between("stand", "squat", 0.5).pose


def test_a_variant_from_another_base_inherits_no_poses() -> None:
    data = squat()
    data["variants"] = {"seated": {"alt": "On a chair.", "base": "seated", "poses": {"stand": {}}}}
    assert any("variants.seated.moves[0].to: there is no pose squat" in p for p in problems(data))


json_values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
def test_no_change_to_a_drawing_makes_the_check_stumble(data: st.DataObject) -> None:
    document = copy.deepcopy(
        data.draw(st.sampled_from([squat(), written("cat-cow"), written("open-book-rotation")]))
    )
    place: Any = document
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], (dict, list)) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    if data.draw(st.booleans()):
        place[key] = data.draw(json_values)
    else:
        del place[key]
    checked_as("figure", document)[1]
