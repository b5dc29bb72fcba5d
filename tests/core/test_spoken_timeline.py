"""A whole session laid out, line by line: worked examples of everything that telling has rules for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lrx_cli.core.catalog.routine import Choice, Prescription, Routine
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.timeline import Cue, Segment, Timeline
from lrx_cli.core.timeline.compile import compile
from tests.core.checker import problems
from tests.core.invented import CATALOG
from tests.golden import golden

ALL = Routine("all", "All", "", tuple(Prescription(one.id) for one in CATALOG.exercises), ordered=True)


def laid_out(**asked: object) -> Timeline:
    return compile(plan(CATALOG, Choice(ALL, **asked)))


def lines(timeline: Timeline, *, alternates: bool) -> Iterator[str]:
    for segment in timeline.segments if alternates else timeline.path:
        if segment.index == timeline.planned:
            yield "--- not on the planned path"
        yield head(segment)
        yield f"      {segment.text}" + (f" / {segment.full}" if segment.full != segment.text else "")
        yield from (
            f"      {pose.at:6} drawing to {pose.pose} in {pose.over}{' on the side left' * pose.other_side}"
            for pose in segment.poses
        )
        yield from map(line, segment.cues)


def head(segment: Segment) -> str:
    where = f"{segment.exercise} {segment.side or ''} {segment.set}.{segment.rep}.{segment.shape}"
    return f"{segment.kind} {segment.duration} {segment.word} {where}{' quiet' * segment.quiet}"


def line(cue: Cue) -> str:
    said = "" if cue.say is None else f' "{cue.say}"' if cue.say == cue.text else f' "{cue.say}" ({cue.text})'
    return f"      {cue.at:6} {cue.kind} {cue.tone or '-'}{said or f' ({cue.text})'}"


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("full", {"level": "standard", "teach": "full"}),
        ("short", {"level": "stronger", "teach": "short", "first_side": "right", "pace": 1.25}),
        ("off", {"level": "gentle", "teach": "off"}),
    ],
)
def test_a_session_is_told_as_written(name: str, asked: dict[str, object]) -> None:
    timeline = laid_out(**asked)
    assert problems(timeline, 1.25 if "pace" in asked else 1.0) == []
    text = "\n".join(lines(timeline, alternates=name == "full")) + "\n"
    assert text == golden(f"score-{name}.txt", text)
