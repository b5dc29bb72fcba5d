"""Small pieces of text: where we are, how much is left."""

from __future__ import annotations

from typing import Final

from lrx_cli.core.catalog.exercise import Ms
from lrx_cli.core.player.interruptions import side_named
from lrx_cli.core.player.snapshot import Snapshot
from lrx_cli.core.timeline.timeline import Block, Kind, Segment

_MIDST: Final[dict[Kind, str]] = {
    "prepare": "getting ready",
    "move": "movement",
    "hold": "hold",
    "return": "on the way back",
    "switch": "changing sides",
    "rest": "rest",
}


def where_in(now: Snapshot, segment: Segment) -> str:
    """``hold, 8 of 20 seconds left``."""
    if segment.duration is None or now.left is None:
        return _MIDST[segment.kind]
    return f"{_MIDST[segment.kind]}, {up(now.left)} of {up(segment.duration)} seconds left"


def stopped_at(segment: Segment, block: Block) -> str:
    if not segment.rep:
        return "stopped"
    side = f", {side_named(block, segment.side)}" if segment.side else ""
    return f"stopped at number {segment.rep}{side}"


def inside(text: str) -> str:
    """As it stands after ``then:``. A full stop belongs to a sentence of its own."""
    return (text[:1].lower() + text[1:]).rstrip(".")


def up(ms: Ms) -> int:
    return -(-ms // 1_000)


def clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"


def about(seconds: int) -> str:
    """To the minute as long as there are some: only one thing on the screen counts every second."""
    return f"{-(-seconds // 60)} min" if seconds >= 120 else clock(seconds)


def roughly(ms: Ms) -> str:
    seconds = max(1, round(ms / 1_000))
    count, unit = (seconds, "second") if seconds < 60 else (round(seconds / 60), "minute")
    if unit == "minute" and count >= 60:
        count, unit = round(count / 60), "hour"
    return f"{count} {unit}" + ("" if count == 1 else "s")
