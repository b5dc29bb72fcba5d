"""Every line that a session may say: what was compiled, and what keys can make of it.

So that a voice can be rendered before the session begins, and a test can prove that none is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lrx_cli.core.catalog.words import Side
from lrx_cli.core.player import interruptions
from lrx_cli.core.player.overlay import swap_sides
from lrx_cli.core.timeline import phrases
from lrx_cli.core.timeline.timeline import Block, Cue, Segment, Timeline

_SIDES: tuple[Side, Side] = ("left", "right")

ALWAYS: tuple[Cue, ...] = tuple(cue for cue in vars(interruptions).values() if isinstance(cue, Cue))
"""What answers a key in any session."""


def repertoire(timeline: Timeline, emergency: str = interruptions.EMERGENCY) -> list[str]:
    """In the order of their first use, each once; what answers keys comes last."""
    lines = dict.fromkeys(_compiled(timeline.segments))
    lines.update(dict.fromkeys(cue.say or "" for cue in _answers(timeline, emergency)))
    lines.update(dict.fromkeys(map(swap_sides, list(lines))))
    lines.pop("", None)
    return list(lines)


def _compiled(segments: Iterable[Segment]) -> Iterator[str]:
    for segment in segments:
        for cue in segment.cues:
            if cue.say:
                yield cue.say
    for segment in segments:
        # `again` says all of it; a return that comes unexpectedly is said though its tone would do.
        yield segment.full
        if segment.kind == "return":
            yield segment.cues[0].text


def _answers(timeline: Timeline, emergency: str) -> Iterator[Cue]:
    yield from ALWAYS
    yield interruptions.left_out(())
    # One begins on one's feet.
    yield interruptions.ease("standing")
    yield interruptions.stopped(phrases.RESTING["standing"])
    yield interruptions.emergency(emergency)
    for segment in timeline.segments:
        if segment.rep:
            yield interruptions.going_on(segment, timeline.blocks[segment.block])
    for index in timeline.finish.values():
        getting_up = timeline.segments[index].text
        yield interruptions.ended_here(getting_up)
        yield interruptions.second_stop(getting_up)
        yield interruptions.not_settled(getting_up)
    for block in timeline.blocks:
        yield interruptions.stopped(block.way_out_text)
        yield interruptions.stopped(phrases.RESTING[block.position])
        yield interruptions.ease(block.position)
        if block.first_side:
            for side in _SIDES:
                yield interruptions.starting_with(block, side)
        yield from _holds(block)


def _holds(block: Block) -> Iterator[Cue]:
    if not block.dose.hold:
        return
    yield interruptions.most_here(block.hold_cap)
    yield interruptions.least_here(1_000)
    for hold in range(1_000, block.hold_cap + 1, 1_000):
        yield interruptions.holds_changed(hold)
        yield interruptions.easing_off(hold)
