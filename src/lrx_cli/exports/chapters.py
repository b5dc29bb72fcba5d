"""Where in a session each exercise begins: chapters of a sound file, or files of their own."""

from __future__ import annotations

from typing import NamedTuple

from lrx_cli.core.catalog.exercise import Ms
from lrx_cli.core.timeline.timeline import Timeline


class Chapter(NamedTuple):
    """An exercise, from the moment it is named to the moment the next one is."""

    exercise: str
    title: str
    start: Ms
    end: Ms


def chapters(timeline: Timeline) -> list[Chapter]:
    """In the order they are played. Together they last as long as the session."""
    found: list[Chapter] = []
    begun: Ms = 0
    for segment in timeline.path:
        end = begun + (segment.duration or 0)
        block = timeline.blocks[segment.block]
        if found and len(found) == segment.block + 1:
            found[-1] = found[-1]._replace(end=end)
        else:
            found.append(Chapter(block.exercise, f"{segment.block + 1}. {block.name}", begun, end))
        begun = end
    return found
