"""The history as JSON: what ``lrx import`` reads on another machine. A public contract (docs/json.md).

One session a line, so that a file of any size can be read piece by piece, by us and by others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from lrx_cli.core.record import Finished, Happened, Record
from lrx_cli.text import spelled_out

FORMAT = 1


def render(records: Iterable[Record]) -> Iterator[str]:
    """In pieces; together they are one document. ASCII only."""
    yield f'{{"format": {FORMAT}, "kind": "history", "sessions": [\n'
    first = True
    for record in records:
        yield ("" if first else ",\n") + spelled_out(json.dumps(document(record), separators=(",", ":")))
        first = False
    yield "\n]}\n" if not first else "]}\n"


def document(record: Record) -> dict[str, object]:
    """One session, all of it."""
    session = record.session
    return {
        "id": session.id,
        "started": session.started.iso,
        "routine": session.routine,
        "level": session.level,
        "teach": session.teach,
        "planned_ms": session.planned_ms,
        "counted": session.counted,
        "asked": session.asked,
        "version": session.version,
        "whole": session.whole,
        "outcome": record.outcome,
        "done": record.done,
        "planned": record.planned,
        "active_ms": record.active,
        "exercises": [
            {
                "block": share.block,
                "exercise": share.exercise,
                "planned": share.planned,
                "done": share.done,
                "active_ms": share.active,
            }
            for share in record.shares
        ],
        "segments": [_segment(row) for row in record.rows if isinstance(row, Finished)],
        "events": [_event(row) for row in record.rows if isinstance(row, Happened)],
    }


def _segment(row: Finished) -> dict[str, object]:
    return {
        "seq": row.seq,
        "at_ms": row.at,
        "day": row.day,
        "index": row.place,
        "kind": row.kind,
        "block": row.block,
        "side": row.side,
        "set": row.set,
        "rep": row.rep,
        "outcome": row.outcome,
        "active_ms": row.active,
        "duration_ms": row.duration,
        "credit": row.credit,
    }


def _event(row: Happened) -> dict[str, object]:
    return {
        "seq": row.seq,
        "at_ms": row.at,
        "event": row.what,
        **{f"{key}": v for key, v in row.value.items()},
    }
