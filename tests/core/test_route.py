"""What follows what, with anything changed: the walk is held to a list made from what each change means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.player.overlay import Overlay
from lrx_cli.core.player.route import Route
from lrx_cli.core.timeline import Timeline
from lrx_cli.core.timeline.phrases import START
from tests.core.playing import Session
from tests.core.scores import ONE_LEG, PLAIN, STRETCH, Made, score, scores


@st.composite
def routes(draw: st.DrawFn) -> Route:
    """Any timeline, with anything changed in each of its exercises."""
    timeline = draw(scores())
    overlays = {}
    for number, block in enumerate(timeline.blocks):
        if draw(st.booleans()):
            continue
        starts = [index for index in block.body if begins_a_repetition(timeline, index)]
        plain = Overlay(
            hold=draw(st.sampled_from([None, 2_000, 7_000])),
            reps=draw(st.one_of(st.none(), st.integers(1, block.dose.reps))),
            holds=draw(st.booleans()),
            dropped=draw(st.booleans()),
            begin=draw(st.one_of(st.none(), st.sampled_from(list(block.body)))),
        )
        if block.easier != block.body and draw(st.booleans()):
            plain = plain._replace(easier=draw(st.sampled_from(starts)))
        overlays[number] = plain
    return Route(timeline, overlays)


def begins_a_repetition(timeline: Timeline, index: int) -> bool:
    here, before = timeline.segments[index], timeline.segments[index - 1]
    return here.rep > 0 and (here.set, here.rep) != (before.set, before.rep)


def walk(route: Route) -> list[int]:
    found = []
    index = route.first_from(0, START)
    while index is not None:
        found.append(index)
        index = route.after(index)
    return found


def meant(route: Route) -> list[tuple[str, int]]:
    """Part and segment, block by block."""
    timeline = route.timeline
    found: list[tuple[str, int]] = []
    origin = "start"
    for number, block in enumerate(timeline.blocks):
        overlay = route.overlay(number)
        if overlay.dropped:
            continue
        begin = block.body.start if overlay.begin is None else overlay.begin
        until = block.body.stop if overlay.easier is None else overlay.easier
        found += [("approach", index) for index in block.approach[origin]]
        found += [("setup", index) for index in block.setup]
        body = [index for index in block.body if begin <= index < until]
        found += [("body", index) for index in body if overlay.plays(timeline.segments[index])]
        if overlay.easier is not None:
            entered = route.in_easier_form(overlay.easier)
            easier = [index for index in block.easier if index >= entered]
            found += [("entry", block.easier_entry)]
            found += [("easier", index) for index in easier if overlay.plays(timeline.segments[index])]
        found += [("leaving", index) for index in block.leaving]
        origin = block.position
    last = timeline.blocks[-1].position
    return [*found, ("finish", timeline.finish[last if origin == "start" else origin])]


@given(routes())
def test_whatever_was_changed_what_is_played_follows_from_it(route: Route) -> None:
    assert [(route.part(index), index) for index in walk(route)] == meant(route)


@given(routes())
def test_a_segment_takes_as_long_as_it_is_said_to_take(route: Route) -> None:
    for index in walk(route):
        assert route.duration(index) == (route.played(index).duration or 0)


@given(routes())
def test_a_repetition_begins_at_its_first_segment_and_the_one_before_ends_before_it(route: Route) -> None:
    """Of what is played; a part that was entered in the middle of a repetition has that one whole."""
    segments = route.segments
    for index in walk(route):
        start = route.repetition(index)
        here = segments[index]
        if not here.rep:
            assert start == index
            continue
        assert begins_a_repetition(route.timeline, start)
        assert (segments[start].set, segments[start].rep) == (here.set, here.rep)
        before = route.repetition_before(index)
        if before is not None:
            assert before < start
            assert begins_a_repetition(route.timeline, before)
            between = segments[before:start]
            skipped = {(s.set, s.rep, s.side) for s in between if s.rep and route.overlay(s.block).plays(s)}
            assert {(set_, rep) for set_, rep, _ in skipped} == {(segments[before].set, segments[before].rep)}


@given(scores())
def test_every_segment_knows_its_part(timeline: Timeline) -> None:
    expected = {timeline.finish[position]: "finish" for position in timeline.finish}
    for block in timeline.blocks:
        rows = {"easier": block.easier, "body": block.body, "setup": block.setup, "leaving": block.leaving}
        expected |= {index: part for part, row in rows.items() for index in row}
        expected |= {index: "approach" for row in block.approach.values() for index in row}
        expected |= {block.easier_entry: "entry", block.way_out: "way_out"}
    route = Route(timeline, {})
    assert {segment.index: route.part(segment.index) for segment in timeline.segments} == expected


def test_what_is_said_at_the_end_keeps_its_sides() -> None:
    """It is about getting up, and not about the exercise before."""
    made = score(ONE_LEG)
    finish = made.finish["supine"]
    segments = [
        one._replace(text="Roll onto your left side.") if one.index == finish else one
        for one in made.segments
    ]
    route = Route(made._replace(segments=tuple(segments)), {0: Overlay(swapped=True)})
    assert route.played(finish).text == "Roll onto your left side."


@pytest.mark.parametrize(
    ("made", "key", "tones"),
    [
        (STRETCH._replace(hold=5_000), "shorter", {"back"}),
        (STRETCH._replace(hold=4_000), "longer", {"end"}),
        (ONE_LEG._replace(hold=0, tempo=6_000), "side", {"back"}),
    ],
)
def test_returns_sound_by_the_hold_that_is_played_before_them(made: Made, key: str, tones: set[str]) -> None:
    session = Session(score(made, PLAIN))
    if key != "side":
        session.until_kind("move")
    session.press(key)
    heard = set()
    while (segment := session.until(lambda segment: segment.rep == 0 or segment.kind == "return")).rep == 0:
        pass
    while segment.block == 0:
        if segment.kind == "return":
            heard.add(segment.cues[0].tone)
        segment = session.until(lambda segment: True)
    assert heard == tones


@pytest.mark.parametrize("made", [STRETCH, PLAIN])
def test_what_is_entered_where_nothing_is_played_any_more_begins_with_what_is(made: Made) -> None:
    timeline = score(made, PLAIN)
    block = timeline.blocks[0]
    hold = next(index for index in block.body if timeline.segments[index].kind == "hold")
    second = next(index for index in block.body if timeline.segments[index].rep == 2)
    for overlay in (
        Overlay(begin=hold, holds=False),
        Overlay(begin=second, reps=1),
        Overlay(easier=second, reps=1),
        Overlay(easier=second, holds=False),
        Overlay(begin=second, reps=1, easier=block.body.stop - 1),
    ):
        route = Route(timeline, {0: overlay})
        assert [(route.part(index), index) for index in walk(route)] == meant(route), overlay
