"""How each exercise went, over the sessions of some days. Writes nothing."""

from __future__ import annotations

import sqlite3

from lrx_cli.core.records.progress import Played
from lrx_cli.core.records.session_record import LoggedEvent
from lrx_cli.storage.history.rows import OUTCOMES, read_happened, read_session, read_totals

_DAY_MS = 86_400_000
_MINUTE_MS = 60_000


def practiced(connection: sqlite3.Connection, since: int) -> list[Played]:
    """Of the counted sessions that began on the day ``since`` or later."""
    numbers = connection.execute(
        "SELECT id FROM session WHERE counted AND (started + utc_offset * ?) / ? >= ? ORDER BY rank",
        (_MINUTE_MS, _DAY_MS, since),
    ).fetchall()
    sums: dict[str, list[int]] = {}
    for (number,) in numbers:
        read_session(connection, number)
        happened = read_happened(connection, number)
        eased = _eased(connection, number) | _changed(happened, ("ease", "easier"))
        skipped = _skipped(happened)
        hurt = {str(row.value.get("value")) for row in happened if row.value.get("what") == "hurt"}
        for totals in read_totals(connection, number):
            if not totals.done and totals.exercise not in skipped | hurt:
                continue
            counts = sums.setdefault(totals.exercise, [0, 0, 0, 0])
            for place, counted in enumerate(
                (totals.done > 0, *(totals.exercise in found for found in (eased, skipped, hurt)))
            ):
                counts[place] += counted
    return [Played(exercise, *counts) for exercise, counts in sums.items()]


def _eased(connection: sqlite3.Connection, number: int) -> set[str]:
    rows = connection.execute(
        "SELECT DISTINCT exercise FROM segment JOIN share USING (session, block) "
        "WHERE session = ? AND outcome = ?",
        (number, OUTCOMES.index("eased")),
    )
    return {exercise for (exercise,) in rows}


def _skipped(happened: tuple[LoggedEvent, ...]) -> set[str]:
    """Those that were left out by a key and not taken back."""
    found: set[str] = set()
    for row in happened:
        exercise = str(row.value.get("exercise"))
        match row.what, row.value.get("what"), row.value.get("value"):
            case "changed", "dropped", "skipped":
                found.add(exercise)
            case "changed", "restored", _:
                found.discard(exercise)
    return found


def _changed(happened: tuple[LoggedEvent, ...], what: tuple[str, ...]) -> set[str]:
    return {
        str(row.value.get("exercise"))
        for row in happened
        if row.what == "changed" and row.value.get("what") in what
    }
