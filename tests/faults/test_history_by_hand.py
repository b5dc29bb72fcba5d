"""Rows that another hand has changed, with checksums that are right again: no values that lrx would write.

A checksum finds accidents. Whoever makes one gets no further than to be told.
"""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from lrx_cli.errors import INVALID_FILE
from lrx_cli.session.history import SessionHistory
from lrx_cli.storage.history.tables import checksum, put_seal, sealed
from tests.cli.conftest import Lrx
from tests.faults.homes import NAME, clear, lived_in
from tests.storage.recorded import later

pytestmark = pytest.mark.long

VALUES = [
    "null", "1", "[]", "{}", "NaN", "[1, 2", "[" * 5_000, '{"what": "hurt", "value": [1]}',
    '{"what": "hurt", "exercise": {"a": 1}}', '{"utc": 99999999999999999999, "offset": "x"}',
    '{"why": "\\u001b[31m", "what": "[/]"}', '{"outcome": "done", "planned": 1e99}', '{"value": "\\ud800"}',
]  # fmt: skip
NUMBERS = [-(2**63), 2**63 - 1, -(10**15)]
CHANGES: list[tuple[str, str, object]] = [
    *(("event", "value", value) for value in VALUES),
    *(("answer", "value", value) for value in VALUES[:7]),
    *(("session", column, number) for column in ("started", "planned_ms") for number in NUMBERS),
    *(("answer", "utc", number) for number in NUMBERS),
    ("score", "timeline", zlib.compress(b"[]")),
    ("score", "timeline", zlib.compress(b'{"format": 1, "blocks": 3}')),
    ("score", "timeline", b"no zlib"),
    ("running", "value", "[1, 2]"),
    ("running", "value", "{}"),
]
ROWS = {
    "answer": "id = 1",
    "event": "session = 1 AND seq = 1",
    "running": "session = 3",
    "score": "session = 3",
    "session": "id = 1",
}
LOOKS = ((), ("history",), ("history", "3"), ("export", "history"), ("progress", "--json"))


def change(path: Path, table: str, column: str, value: object) -> None:
    """In one row of a table; its checksum, and the seal of its session, are made right again."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE {ROWS[table]}", (value,))
        *cells, _ = connection.execute(f"SELECT * FROM {table} WHERE {ROWS[table]}").fetchone()
        connection.execute(f"UPDATE {table} SET crc = ? WHERE {ROWS[table]}", (checksum(table, *cells),))
        digest = rows = 0
        for (crc,) in connection.execute(
            "SELECT crc FROM (SELECT seq, crc FROM segment WHERE session = 1 UNION ALL "
            "SELECT seq, crc FROM event WHERE session = 1) ORDER BY seq"
        ).fetchall():
            digest, rows = sealed(digest, crc), rows + 1
        put_seal(connection, 1, rows, digest)


def test_nothing_that_a_hand_can_write_is_a_bug_of_ours(tmp_path: Path, home: Path, lrx: Lrx) -> None:
    whole = lived_in(tmp_path / NAME).read_bytes()
    home.mkdir()
    told = 0
    for number, changed in enumerate(CHANGES):
        clear(home)
        (home / NAME).write_bytes(whole)
        change(home / NAME, *changed)
        for look in LOOKS:
            found = lrx(*look)
            assert found.code in (0, INVALID_FILE), (changed, look, found)
            assert "\x1b" not in found.out + found.err
            told += found.code == INVALID_FILE
        with SessionHistory(later(number)) as keeping:
            assert keeping.kept, changed
    assert told > 15
    assert told < 100
