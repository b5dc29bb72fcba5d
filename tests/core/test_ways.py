"""The tables of what follows what are what the player does, at every segment of any timeline."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player import Command, Player, SegmentStarted
from lrx_cli.core.player.ways import NONE, Ways, ways
from lrx_cli.core.timeline import Segment, Timeline
from tests.core.playing import Session, begun, during
from tests.core.scores import PLAIN, score, scores

UNATTENDED = scores(manual=st.just(False))


def moments(timeline: Timeline) -> Iterator[tuple[Segment, Session]]:
    """The middle of every segment on the path, as long as nothing is asked for."""
    session = Session(timeline)
    while session.player.state == "running":
        segment = session.segment
        left = session.shown.left or 0
        session.wait(left // 2)
        yield segment, session
        session.wait(session.shown.left or 0)


def started(session: Session, *commands: Command) -> Segment | None:
    """The segment that the last of these commands begins, on a copy of the player."""
    return begun_by(copied(session), session.now, *commands)


def copied(session: Session) -> Player:
    return Player(session.timeline, session.player.bookmark(session.now), session.now)


def begun_by(player: Player, now: Ms, *commands: Command | None) -> Segment | None:
    events = [player.handle(now, command) for command in commands][-1]
    return next((event.segment for event in events if isinstance(event, SegmentStarted)), None)


def same(found: Segment | None, tables: Ways, index: int) -> bool:
    """Whether that segment of the tables is played, perhaps behind a line that comes first."""
    if index == NONE or found is None:
        return False
    expected = tables.segments[index]
    return found.index == expected.index and found.side == expected.side and found.kind == expected.kind


@given(UNATTENDED)
def test_what_follows_in_an_exercise_is_in_the_table(timeline: Timeline) -> None:
    tables = ways(timeline)
    path = [segment.index for segment, _ in moments(timeline)]
    for index, following in itertools.pairwise(path):
        same_block = timeline.segments[index].block == timeline.segments[following].block
        inside = same_block and not timeline.segments[following].is_finish
        assert tables.then[index] == (following if inside else NONE)


@given(UNATTENDED)
def test_again_begins_where_the_table_says(timeline: Timeline) -> None:
    tables = ways(timeline)
    for segment, session in moments(timeline):
        assert same(started(session, "back"), tables, tables.again[segment.index])


@given(UNATTENDED)
def test_again_twice_begins_with_the_repetition_before(timeline: Timeline) -> None:
    tables = ways(timeline)
    for segment, session in moments(timeline):
        before = tables.before[tables.again[segment.index]]
        if before != NONE:
            assert same(started(session, "back", "back"), tables, before)


@given(UNATTENDED)
def test_the_repetition_before_is_of_the_same_form(timeline: Timeline) -> None:
    tables = ways(timeline)
    for block in timeline.blocks:
        for row in (block.body, block.easier):
            before = [tables.before[index] for index in row]
            assert before[0] == NONE
            assert {index for index in before if index != NONE} <= set(row)


@given(UNATTENDED)
def test_next_leaves_a_movement_by_its_return_which_is_said(timeline: Timeline) -> None:
    tables = ways(timeline)
    for segment, session in moments(timeline):
        back = tables.back[segment.index]
        if back != NONE:
            assert started(session, "next") == tables.segments[tables.said[back]]


@given(UNATTENDED)
def test_a_return_has_a_form_that_is_said_and_one_without_its_hold(timeline: Timeline) -> None:
    tables = ways(timeline)
    for index, segment in enumerate(timeline.segments):
        returns = segment.kind == "return" and tables.parts[index] in ("body", "easier")
        assert (tables.said[index] != NONE) == returns
        held = returns and timeline.segments[index - 1].kind == "hold"
        assert (tables.unheld[index] != NONE) == held


def test_once_what_is_left_is_halved_a_return_is_the_one_without_its_hold() -> None:
    timeline = score(PLAIN._replace(level="gentle", reps=6))
    tables = ways(timeline)
    session = during(timeline, rep=2)
    session.press("hurt", "hurt_strong")
    played = [segment for segment in begun(session.finish()) if segment.kind == "return"]
    assert [segment.rep for segment in played] == [2, 3, 4]
    assert played == [tables.segments[tables.unheld[segment.index]] for segment in played]


@given(UNATTENDED)
def test_skip_leaves_a_movement_by_the_way_out_of_its_side(timeline: Timeline) -> None:
    tables = ways(timeline)
    for segment, session in moments(timeline):
        if segment.kind in ("move", "hold") and tables.parts[segment.index] == "body":
            out = timeline.blocks[segment.block].way_out
            if segment.side and tables.segments[out].side not in (None, segment.side):
                out = tables.other[out]
            assert started(session, "skip") == tables.segments[out]


@given(UNATTENDED)
def test_too_much_leads_to_the_same_repetition_in_the_easier_form(timeline: Timeline) -> None:
    tables = ways(timeline)
    for segment, session in moments(timeline):
        if segment.kind in ("move", "hold", "return") and tables.parts[segment.index] == "body":
            block = timeline.blocks[segment.block]
            easier = tables.easier[tables.ahead[segment.index]]
            assert (easier == NONE) == (block.easier == block.body)
            if easier == NONE:
                continue
            player = copied(session)
            entry = begun_by(player, session.now, "hurt", "hurt_strong")
            assert entry is not None
            assert entry.index == block.easier_entry
            following = None
            while following is None:
                assert player.deadline is not None
                following = begun_by(player, player.deadline, None)
            assert same(following, tables, easier)
