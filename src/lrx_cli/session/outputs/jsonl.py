"""One event a line, as JSON: a public contract (docs/json.md). Keys may be added; these stay."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TextIO

from lrx_cli.core import player
from lrx_cli.core.ports import Output
from lrx_cli.core.words import picked
from lrx_cli.text import spelled_out

Value = str | int | list[str] | None


class JsonLines(Output):
    """``id`` names this session, so that lines of several can be told apart."""

    def __init__(self, stream: TextIO, *, id: str) -> None:
        self._stream = stream
        self._id = id

    def on_events(self, events: Sequence[player.Event], now: player.Snapshot) -> None:
        lines = [spelled_out(json.dumps(self._record(event))) + "\n" for event in events]
        self._stream.write("".join(lines))
        self._stream.flush()

    def _record(self, event: player.Event) -> dict[str, Value]:
        name, own = _own(event)
        record: dict[str, Value] = {"event": name, "at_ms": event.at}
        if isinstance(event, player.SessionStarted):
            record |= {"format": 1, "id": self._id}
        return record | own


def refused(reason: str, text: str) -> dict[str, Value]:
    """The only line of a session that a warning sign forbids."""
    return {"event": "refused", "at_ms": 0, "reason": reason, "text": text}


def _own(event: player.Event) -> tuple[str, dict[str, Value]]:
    """The name of an event, and its keys beside ``event`` and ``at_ms``."""
    match event:
        case player.SessionStarted(timeline=timeline):
            return "session_started", {
                "routine": None if timeline.named else timeline.routine,
                **picked(timeline, "level", "teach"),
                "planned_ms": timeline.duration,
                "exercises": [block.exercise for block in timeline.blocks],
                "resumed_from": event.resumed_from,
            }
        case player.SegmentStarted(segment=segment):
            names = "index", "kind", "exercise", "side", "set", "rep"
            return "segment_started", {**picked(segment, *names), "duration_ms": segment.duration}
        case player.CueDue(cue=cue):
            return "cue", {"index": event.index, **picked(cue, "kind", "text", "say", "tone")}
        case player.SegmentEnded(segment=segment):
            ended = {"outcome": event.outcome, "active_ms": event.active}
            return "segment_ended", {"index": segment.index, **ended}
        case player.Changed():
            return "changed", picked(event, "what", "exercise", "value")
        case player.Reported():
            return "reported", picked(event, "what", "value")
        case player.Paused():
            return "paused", picked(event, "why")
        case player.Resumed():
            return "resumed", picked(event, "why")
        case player.SessionEnded():
            return "session_ended", picked(event, "outcome", "done", "planned")
