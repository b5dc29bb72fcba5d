"""Real exercises, real keys: what is changed on the way still can be told."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.catalog.routine import Choice
from lrx_cli.core.catalog.words import LEVELS
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.player import CueDue, Player, SegmentEnded, SegmentStarted, SessionEnded
from lrx_cli.core.timeline import Segment, Timeline
from lrx_cli.core.timeline.compile import compile
from lrx_cli.core.timeline.cue_duration import cue_duration
from tests.core.playing import only, said
from tests.core.shipped import CATALOG, ROUTINES
from tests.core.test_player_properties import NEVER, Script, play, scripts


@pytest.fixture(scope="module")
def timelines() -> list[Timeline]:
    return [
        compile(plan(CATALOG, Choice(ROUTINES[name], level=level, teach=teach)))
        for name in ("full", "morning")
        for level in LEVELS
        for teach in ("full", "off")
    ]


def overlaps(segment: Segment) -> list[str]:
    """Lines of a segment that are cut by the next one, or by its end."""
    spoken = [(cue.at, cue.at + cue_duration(cue), cue.text) for cue in segment.cues]
    ends = [*spoken, (segment.duration if segment.duration is not None else NEVER, 0, "")]
    return [one[2] for one, other in pairwise(ends) if one[1] > other[0]]


def test_left_alone_it_takes_what_the_preview_says(timelines: list[Timeline]) -> None:
    for timeline in timelines:
        events = play(timeline, [])
        last = events[-1]
        assert isinstance(last, SessionEnded)
        assert (last.at, last.done) == (timeline.duration, last.planned)
        cues = [cue for segment in timeline.path for cue in segment.cues]
        assert [event.cue for event in only(events, CueDue)] == cues


@given(data=st.data(), script=scripts)
def test_whatever_is_pressed_no_line_of_a_segment_cuts_another(
    timelines: list[Timeline], data: st.DataObject, script: Script
) -> None:
    timeline = data.draw(st.sampled_from(timelines))
    for event in only(play(timeline, script), SegmentStarted):
        assert overlaps(event.segment) == [], event.segment


@given(data=st.data(), script=scripts)
def test_the_same_key_presses_on_one_player_after_the_other(
    timelines: list[Timeline], data: st.DataObject, script: Script
) -> None:
    """Playing changes no timeline: one may be played again, or by two at once."""
    timeline = data.draw(st.sampled_from(timelines))
    assert play(timeline, script) == play(timeline, script)


def test_every_exercise_can_be_left_from_every_segment(timelines: list[Timeline]) -> None:
    """By skipping, and by each answer to what hurts: the session always finds its way to the end."""
    for timeline in timelines[:2]:
        for stop in range(0, timeline.duration, 37_000):
            for commands in (
                ("skip",),
                ("hurt", "hurt_strong"),
                ("hurt", "hurt_spread", "hurt_settled"),
                ("hurt", "hurt_skip"),
            ):
                player = Player(timeline, stall=NEVER)
                player.handle(0, "start")
                player.handle(stop)
                for command in commands:
                    player.handle(stop, command)
                events = player.handle(NEVER)
                assert isinstance(events[-1], SessionEnded)
                assert events[-1].outcome == "done"


def test_the_easier_form_says_what_is_easier_once(timelines: list[Timeline]) -> None:
    timeline = timelines[2]
    for block in timeline.blocks:
        player = Player(timeline, stall=NEVER)
        player.handle(0, "start")
        while player.snapshot(0).state == "running":
            due = player.deadline
            assert due is not None
            events = player.handle(due)
            begun = [e.segment for e in only(events, SegmentStarted)]
            if begun and begun[0].kind == "move" and begun[0].exercise == block.exercise:
                break
        now = player.deadline or 0
        events = player.handle(now, "hurt") + player.handle(now + 1, "hurt_strong")
        lines = [line for line in said(events) if line.startswith("Easier from here.")]
        assert len(lines) == 1, block.exercise
        assert only(events, SegmentEnded) or block.easier == block.body
