"""The history as JSON, which ``lrx import`` reads on another machine, and as a table for a spreadsheet.

JSON is a public contract (docs/json.md). One session a line, so that a file of any size can be read piece by
piece, by us and by others; then what was said about one's health, one answer a line.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from io import StringIO

from lrx_cli.core.health.answers import Answer
from lrx_cli.core.records import session_record
from lrx_cli.text import clean, spelled_out

FORMAT = 1


def as_json(records: Iterable[session_record.Record], answers: Iterable[Answer] = ()) -> Iterator[str]:
    """In pieces; together they are one document. ASCII only."""
    yield f"{session_record.EXPORT_HEAD}\n"
    yield from _lines(document(record) for record in records)
    yield f"{session_record.EXPORT_ANSWERS}\n"
    yield from _lines(
        {
            "session": answer.session or None,
            "given": answer.given.iso,
            "what": answer.what,
            "value": answer.kept,
        }
        for answer in answers
    )
    yield f"{session_record.EXPORT_END}\n"


def _lines(documents: Iterable[dict[str, object]]) -> Iterator[str]:
    written = False
    for each in documents:
        yield (",\n" if written else "") + spelled_out(json.dumps(each, separators=(",", ":")))
        written = True
    if written:
        yield "\n"


def head(record: session_record.Record) -> dict[str, object]:
    """What every document says of a session."""
    session = record.session
    return {
        **session._asdict(),
        "started": session.started.iso,
        "routine": session.routine or None,
        "outcome": record.outcome,
        "done": record.done,
        "planned": record.planned,
        "active_ms": record.active,
    }


def document(record: session_record.Record) -> dict[str, object]:
    """One session, all of it."""
    return {
        **head(record),
        "exercises": [_exported(totals) for totals in record.exercises],
        "segments": [_exported(row) for row in record.rows if isinstance(row, session_record.LoggedSegment)],
        "events": [
            {"seq": row.seq, "at_ms": row.at, "event": row.what, **row.value}
            for row in record.rows
            if isinstance(row, session_record.LoggedEvent)
        ],
    }


def _exported(row: session_record.LoggedSegment | session_record.ExerciseTotals) -> dict[str, object]:
    return {session_record.EXPORTED_AS.get(name, name): value for name, value in row._asdict().items()}


# --- as a table --------------------------------------------------------------------------------------
#
# RFC 4180: one line for each exercise of each session; commas, CRLF, quotes where needed. A text that a
# spreadsheet would take for a formula is preceded by an apostrophe, which shows as text; numbers of ours are
# never negative. Each cell is cleaned: a table is as often looked at on a terminal, and a history may have
# been changed by hand.

COLUMNS = (
    "session", "day", "started", "routine", "level", "outcome", "counted", "exercise", "planned", "done",
    "eased", "skipped", "minutes",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "|", "%")
"""How a formula begins, behind blanks too."""


def as_csv(records: Iterable[session_record.Record]) -> Iterator[str]:
    yield _line(COLUMNS)
    for record in records:
        for totals in record.exercises:
            yield _line(_cells(record, totals))


def _cells(record: session_record.Record, totals: session_record.ExerciseTotals) -> tuple[str, ...]:
    session = record.session
    rows = [row for row in record.finished if row.block == totals.block and row.kind in ("move", "hold")]
    return (
        session.id,
        session.started.iso[:10],
        # Without fractions, and as the clock on the wall had it: spreadsheets take that for a time.
        session.started.iso[:19].replace("T", " "),
        session.routine,
        session.level,
        record.outcome,
        "yes" if session.counted else "no",
        totals.exercise,
        str(totals.planned),
        str(totals.done),
        str(sum(row.outcome == "eased" for row in rows)),
        str(sum(row.outcome == "skipped" for row in rows)),
        f"{totals.active / 60_000:.1f}",
    )


def _line(cells: Iterable[str]) -> str:
    line = StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(map(_text, cells))
    return line.getvalue()


def _text(text: str) -> str:
    text = clean(text)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
