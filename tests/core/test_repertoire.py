"""No line is ever said that could not have been rendered before: what players say is in the repertoire."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from lrx_cli.core.catalog.routine import Choice
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.player import CueDue, Lost, Player
from lrx_cli.core.player.interruptions import repertoire
from lrx_cli.core.timeline.compile import compile
from lrx_cli.core.timeline.phrases import GETTING_UP
from tests.core.invented import CATALOG as INVENTED
from tests.core.shipped import CATALOG, ROUTINES
from tests.core.test_spoken_timeline import ALL


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("level", ["gentle", "stronger"])
def test_whatever_keys_are_pressed(
    seed: int,
    level: str,
) -> None:
    chance = random.Random(seed)
    teach = chance.choice(["full", "short", "off"])
    routine = ROUTINES[chance.choice(list(ROUTINES))]
    choice = Choice(routine, level=level, teach=teach)
    timeline = compile(plan(CATALOG, choice))
    sayable = set(repertoire(timeline))
    player = Player(timeline)
    now = 0
    said = player.handle(0, "start")
    for _ in range(250):
        now += chance.choice((0, 300, 2_000, 9_000, 31_000, 61_000))
        while (due := player.deadline) is not None and due <= now:
            said += player.handle(due)
        allowed = [command for command in player.allowed if command not in ("quit", "hurt_end")]
        if chance.random() < 0.1:
            said += player.handle(now, Lost(5_000))
        elif allowed:
            said += player.handle(now, chance.choice(allowed))
        if player.state == "ended":
            break
    said += player.handle(now, "quit")
    lines = {event.cue.say for event in said if isinstance(event, CueDue) and event.cue.say}
    assert len(lines) > 6
    assert lines <= sayable


def test_what_is_said_only_now_and_then_can_be_said() -> None:
    """In full, where somebody asks; a return that comes early; halfway, of a hold that was made longer; every
    length a hold may be given; how to get up from where one is."""
    lines = repertoire(compile(plan(INVENTED, Choice(ALL, teach="off"))))
    assert "" not in lines
    assert None not in lines
    assert len(lines) == len(set(lines))
    for said in (
        "Straighten your left knee until you feel a first pull.",
        "Lie on your right side, knees bent.",
        "Lower it.",
        "Halfway through.",
        "Each hold is one second now.",
        "Each hold is sixty seconds now.",
        "Longer holds from now on.",
        "Easing off. Come back slowly. Shorter holds from now on.",
        "Sixty seconds is the longest here.",
        f"Session ended. What you did still counts. {GETTING_UP['side-lying']}",
    ):
        assert said in lines, said
    assert "Each hold is sixty one seconds now." not in lines
    flowing = repertoire(compile(plan(INVENTED, Choice(ALL, named=("waves",), level="gentle", teach="off"))))
    assert "Each hold is one second now." not in flowing


def test_a_return_that_its_tone_tells_can_be_said_when_it_comes_early() -> None:
    lines = replace(ALL.lines[2], tempo=1_000, hold=0)
    routine = replace(ALL, lines=(lines,))
    timeline = compile(plan(INVENTED, Choice(routine, level="gentle", teach="off")))
    assert "And flat." not in [cue.say for segment in timeline.segments for cue in segment.cues]
    assert "And flat." in repertoire(timeline)
