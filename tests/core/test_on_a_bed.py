"""A firm bed instead of the floor: what is said leads onto it and up from it, by no kneeling."""

from __future__ import annotations

import re

import pytest

from lrx_cli.core.catalog.routine import Choice
from lrx_cli.core.catalog.words import Telling
from lrx_cli.core.health.policy import Allowance
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.timeline.compile import compile, playing_time
from tests.core.shipped import CATALOG, ROUTINES

OF_THE_FLOOR = re.compile(r"\bmat\b|hands and knees|one foot forward|\bkneel|one knee down", re.IGNORECASE)
ON_A_BED = Allowance(flags=frozenset({"bed"}))


@pytest.mark.parametrize("teach", ["full", "short", "off"])
@pytest.mark.parametrize("level", ["gentle", "stronger"])
def test_nothing_of_the_floor_is_said(teach: Telling, level: str) -> None:
    choice = Choice(ROUTINES["full"], level=level, teach=teach)
    found = plan(CATALOG, choice, None, ON_A_BED)
    timeline = compile(found)
    said = {cue.say or cue.text for segment in timeline.segments for cue in segment.cues}
    said |= {text for segment in timeline.segments for text in (segment.text, segment.full)}
    assert [line for line in said if OF_THE_FLOOR.search(line)] == []
    assert any("bed" in line for line in said)
    assert playing_time(found) == timeline.duration


def test_a_bed_is_needed_in_place_of_a_mat() -> None:
    choice = Choice(ROUTINES["full"], level="standard")
    assert "mat" in plan(CATALOG, choice).needs
    needs = plan(CATALOG, choice, None, ON_A_BED).needs
    assert "mat" not in needs
    assert "firm bed" in needs


def test_a_bed_leaves_out_no_exercise_but_changes_one() -> None:
    """Hands and knees have no firm hold on it."""
    choice = Choice(ROUTINES["full"], level="standard")
    found = plan(CATALOG, choice, None, ON_A_BED)
    assert len(found.lines) == 10
    assert [line.exercise.id for line in found.lines if line.safe] == ["cat-cow"]
    assert "quadruped" not in {line.position for line in found.lines}
    assert any(note.startswith("Cat cow: ") for note in found.notes)
