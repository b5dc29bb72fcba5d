"""The history as JSON: what ``lrx import`` reads on another machine. A public contract (docs/json.md).

One session a line, so that a file of any size can be read piece by piece, by us and by others; then what
was said about one's health, which is for the person alone: ``lrx import`` leaves it, and asks again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from lrx_cli.core.health.answers import Answer
from lrx_cli.core.records.session_record import LoggedEvent, LoggedSegment, Record
from lrx_cli.text import spelled_out

FORMAT = 1


HEAD = f'{{"format": {FORMAT}, "kind": "history", "sessions": ['
ANSWERS = '], "answers": ['
END = "]}"
"""One JSON document a line, for programs that read line by line."""


def render(records: Iterable[Record], answers: Iterable[Answer] = ()) -> Iterator[str]:
    """In pieces; together they are one document. ASCII only."""
    yield f"{HEAD}\n"
    yield from _lines(document(record) for record in records)
    yield f"{ANSWERS}\n"
    yield from _lines(_answer(answer) for answer in answers)
    yield f"{END}\n"


def _lines(documents: Iterable[dict[str, object]]) -> Iterator[str]:
    written = False
    for each in documents:
        yield (",\n" if written else "") + spelled_out(json.dumps(each, separators=(",", ":")))
        written = True
    if written:
        yield "\n"


def _answer(answer: Answer) -> dict[str, object]:
    return {
        "session": answer.session or None,
        "given": answer.given.iso,
        "what": answer.what,
        "value": answer.kept,
    }


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
                "block": totals.block,
                "exercise": totals.exercise,
                "planned": totals.planned,
                "done": totals.done,
                "active_ms": totals.active,
            }
            for totals in record.exercises
        ],
        "segments": [_segment(row) for row in record.rows if isinstance(row, LoggedSegment)],
        "events": [_event(row) for row in record.rows if isinstance(row, LoggedEvent)],
    }


def _segment(row: LoggedSegment) -> dict[str, object]:
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


def _event(row: LoggedEvent) -> dict[str, object]:
    return {
        "seq": row.seq,
        "at_ms": row.at,
        "event": row.what,
        **{f"{key}": v for key, v in row.value.items()},
    }
