"""The history as a table for a spreadsheet: one line for each exercise of each session.

RFC 4180: commas, CRLF, quotes where needed. A text that a spreadsheet would take for a formula is
preceded by an apostrophe, which shows as text; numbers of ours are never negative. Each cell is cleaned:
a table is as often looked at on a terminal, and a history may have been changed by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lrx_cli.core.records.session_record import ExerciseTotals, Record
from lrx_cli.text import clean

COLUMNS = (
    "session", "day", "started", "routine", "level", "outcome", "counted", "exercise", "planned", "done",
    "eased", "skipped", "minutes",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "|", "%")
"""How a formula begins, behind blanks too."""


def render(records: Iterable[Record]) -> Iterator[str]:
    yield _line(COLUMNS)
    for record in records:
        for totals in record.exercises:
            yield _line(_cells(record, totals))


def _cells(record: Record, totals: ExerciseTotals) -> tuple[str, ...]:
    session = record.session
    rows = [row for row in record.finished if row.block == totals.block and row.kind in ("move", "hold")]
    return (
        session.id,
        session.started.iso[:10],
        _whole_seconds(session.started.iso),
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


def _whole_seconds(iso: str) -> str:
    """Without fractions, and as the clock on the wall had it: spreadsheets take that for a time."""
    return iso[:19].replace("T", " ")


def _line(cells: Iterable[str]) -> str:
    return ",".join(map(_cell, cells)) + "\r\n"


def _cell(text: str) -> str:
    text = clean(text)
    if text.lstrip().startswith(_FORMULA):
        text = "'" + text
    if "," in text or '"' in text:
        return '"' + text.replace('"', '""') + '"'
    return text
