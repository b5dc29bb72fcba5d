"""The drawing of getting up from the floor and down to it."""

from __future__ import annotations

import itertools
import re
from typing import get_args

import pytest

from lrx_cli.core.catalog.words import POSITIONS, Position
from lrx_cli.core.timeline.draft import poses_between
from lrx_cli.core.timeline.phrases import CHANGES, START

UP = ("seated", "standing", START)
WORDS = {
    "lie": "lie down on your back",
    "side": "your {o} side|your side",
    "sit": "[Ss]it on|sitting",
    "knees": "onto your hands|hands and knees",
    "kneel": "seat",
    "step": "one foot|one knee",
    "stand": "stand up",
}
"""How a sentence says a pose."""
FLOOR = tuple(position for position in get_args(Position) if position not in UP)


@pytest.mark.parametrize("floor", FLOOR)
@pytest.mark.parametrize("up", UP)
def test_the_way_down_is_the_way_up_backward(floor: str, up: str) -> None:
    there = poses_between(floor, up, [(2_000, "")], 20_000)
    back = poses_between(up, floor, [(2_000, "")], 20_000)
    assert there[-1].pose == back[0].pose == "getting-up:stand"
    assert [posed.pose for posed in there] == [posed.pose for posed in reversed(back)]


@pytest.mark.parametrize("floor", FLOOR)
def test_each_move_ends_before_the_next_begins_and_the_last_in_time(floor: str) -> None:
    begun, *moves = poses_between(floor, "standing", [(2_000, "")], 20_000)
    assert (begun.at, begun.over) == (0, 0)
    assert moves[0].at == 2_000
    for one, two in itertools.pairwise(moves):
        assert one.at + one.over <= two.at
    assert moves[-1].at + moves[-1].over <= 20_000


def test_on_the_floor_or_off_it_nobody_gets_up() -> None:
    assert poses_between("supine", "side-lying", [(0, "")], 9_000) == []
    assert poses_between("seated", "standing", [(0, "")], 9_000) == []
    assert poses_between("prone", "prone", [(0, "")], 9_000) == []


def test_there_is_a_way_from_every_position_to_every_other() -> None:
    wanted = {(origin, target) for origin in (START, *POSITIONS) for target in POSITIONS if origin != target}
    assert wanted <= set(CHANGES)


@pytest.mark.parametrize(
    ("origin", "target"),
    [pair for pair in CHANGES if (pair[0] in UP) != (pair[1] in UP) and START not in pair],
)
def test_the_drawing_does_what_is_being_said(origin: str, target: Position) -> None:
    """Nobody still kneels there who hears "Then turn and sit down"."""
    sentences = CHANGES[origin, target].text.split(". ")
    said = [(10_000 * place, text) for place, text in enumerate(sentences)]
    for posed in poses_between(origin, target, said, 10_000 * len(said))[1:]:
        pose = posed.pose.removeprefix("getting-up:")
        heard = [begin for begin, text in said if re.search(WORDS[pose], text)]
        assert not heard or posed.at // 10_000 * 10_000 in heard, pose
