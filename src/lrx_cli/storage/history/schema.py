"""The tables, and how an older history becomes a newer one.

No secondary index: an index can be damaged without its table, and everything that is asked for is found
by session or by day. Each row carries a checksum (``crc``, made in ``tables``); what triggers add up
carries a ``mark``, which SQLite computes when it writes and we compute again when we read.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing

from lrx_cli.storage.history.files import transaction

APPLICATION = 0x6C727831
"""Tells a history of ours from any other SQLite file: ``lrx1``."""

MARK = 2_147_483_647
"""The marks are sums of products modulo this prime: one flipped bit always changes one."""

_TABLES = (
    """CREATE TABLE session (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL,
  rank INTEGER NOT NULL,
  started INTEGER NOT NULL,
  utc_offset INTEGER NOT NULL,
  routine TEXT NOT NULL,
  level TEXT NOT NULL,
  teach TEXT NOT NULL,
  planned_ms INTEGER NOT NULL,
  counted INTEGER NOT NULL,
  asked TEXT NOT NULL,
  version TEXT NOT NULL,
  whole INTEGER NOT NULL,
  shares INTEGER NOT NULL,
  crc INTEGER NOT NULL
) STRICT""",
    """CREATE TABLE share (
  session INTEGER NOT NULL,
  block INTEGER NOT NULL,
  exercise TEXT NOT NULL,
  planned INTEGER NOT NULL,
  done INTEGER NOT NULL,
  active INTEGER NOT NULL,
  crc INTEGER NOT NULL,
  mark INTEGER AS (
    (session * 7919 + block * 104729 + done * 1299709 + active * 15485863) % 2147483647
  ) STORED,
  PRIMARY KEY (session, block)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE segment (
  session INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  day INTEGER NOT NULL,
  place INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  block INTEGER NOT NULL,
  side INTEGER,
  "set" INTEGER NOT NULL,
  rep INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  active INTEGER NOT NULL,
  duration INTEGER,
  credit INTEGER NOT NULL,
  crc INTEGER NOT NULL,
  PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE event (
  session INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  what TEXT NOT NULL,
  value TEXT NOT NULL,
  crc INTEGER NOT NULL,
  PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID""",
    # What is being played, and how far into it: a segment row in the making.
    """CREATE TABLE running (
  session INTEGER PRIMARY KEY,
  value TEXT NOT NULL,
  crc INTEGER NOT NULL
) STRICT""",
    # How many rows a session has, the checksum of their checksums in order, and whether one is in the making.
    """CREATE TABLE seal (
  session INTEGER PRIMARY KEY,
  rows INTEGER NOT NULL,
  digest INTEGER NOT NULL,
  running INTEGER NOT NULL,
  crc INTEGER NOT NULL
) STRICT""",
    # The compiled timeline of the one session that can be resumed.
    """CREATE TABLE score (
  session INTEGER PRIMARY KEY,
  timeline BLOB NOT NULL,
  crc INTEGER NOT NULL
) STRICT""",
    """CREATE TABLE day (
  day INTEGER PRIMARY KEY,
  sessions INTEGER NOT NULL,
  done INTEGER NOT NULL,
  active INTEGER NOT NULL,
  mark INTEGER AS ((day * 7919 + sessions * 104729 + done * 1299709 + active * 15485863) % 2147483647) STORED
) STRICT""",
    # How many sessions and days there are, and a sum of the sessions' numbers and ranks: none goes missing
    # or moves unseen.
    """CREATE TABLE book (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  sessions INTEGER NOT NULL,
  ranks INTEGER NOT NULL,
  days INTEGER NOT NULL,
  mark INTEGER AS ((sessions * 104729 + ranks * 1299709 + days * 15485863 + 7919) % 2147483647) STORED
) STRICT""",
)

_TRIGGERS = (
    """CREATE TRIGGER segment_added AFTER INSERT ON segment BEGIN
  UPDATE share SET done = done + NEW.credit, active = active + NEW.active
    WHERE session = NEW.session AND block = NEW.block;
  INSERT INTO day (day, sessions, done, active)
    SELECT NEW.day,
      NEW.credit AND NOT EXISTS (SELECT 1 FROM segment WHERE session = NEW.session
        AND day = NEW.day AND credit AND seq <> NEW.seq),
      NEW.credit, NEW.active
    FROM session WHERE id = NEW.session AND counted
    ON CONFLICT (day) DO UPDATE SET sessions = sessions + excluded.sessions,
      done = done + excluded.done, active = active + excluded.active;
END""",
    """CREATE TRIGGER segment_removed AFTER DELETE ON segment BEGIN
  UPDATE share SET done = done - OLD.credit, active = active - OLD.active
    WHERE session = OLD.session AND block = OLD.block;
  UPDATE day SET done = done - OLD.credit, active = active - OLD.active,
      sessions = sessions - (OLD.credit AND NOT EXISTS (SELECT 1 FROM segment WHERE session = OLD.session
        AND day = OLD.day AND credit))
    WHERE day = OLD.day AND EXISTS (SELECT 1 FROM session WHERE id = OLD.session AND counted);
END""",
    """CREATE TRIGGER day_added AFTER INSERT ON day BEGIN
  UPDATE book SET days = days + 1;
END""",
    """CREATE TRIGGER day_removed AFTER DELETE ON day BEGIN
  UPDATE book SET days = days - 1;
END""",
    """CREATE TRIGGER session_added AFTER INSERT ON session BEGIN
  UPDATE book SET sessions = sessions + 1, ranks =
    (ranks + ((NEW.id * 7919 + NEW.rank) % 2147483647 + 2147483647) % 2147483647) % 2147483647;
END""",
    """CREATE TRIGGER session_removed AFTER DELETE ON session BEGIN
  UPDATE book SET sessions = sessions - 1, ranks = (ranks + 2147483647 -
    ((OLD.id * 7919 + OLD.rank) % 2147483647 + 2147483647) % 2147483647) % 2147483647;
END""",
)

_ANSWER = """CREATE TABLE answer (
  id INTEGER PRIMARY KEY,
  session TEXT NOT NULL,
  utc INTEGER NOT NULL,
  utc_offset INTEGER NOT NULL,
  what TEXT NOT NULL,
  value TEXT NOT NULL,
  crc INTEGER NOT NULL
) STRICT"""
"""Answers about health. ``session``: the uuid of the session they belong to, or empty."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (*_TABLES, *_TRIGGERS, "INSERT INTO book (id, sessions, ranks, days) VALUES (1, 0, 0, 0)"),
    (_ANSWER,),
)
"""``MIGRATIONS[n]`` makes a history of version n + 1 out of one of version n; version 0 is an empty file.
Append only: what has been released is what is in people's files."""

ANSWERS = 2
"""The version from which on answers are kept."""


def newest() -> int:
    """The version that this lrx makes and reads."""
    return len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


def is_ours(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION)


def is_newer(connection: sqlite3.Connection) -> bool:
    """Whether a newer lrx made it."""
    return is_ours(connection) and version_of(connection) > newest()


def migrate(connection: sqlite3.Connection, version: int | None = None) -> None:
    """Migrates to that version (``None``: the newest), all steps in one transaction; does nothing if it has
    that version already."""
    with transaction(connection):
        for number in range(version_of(connection), newest() if version is None else version):
            for statement in MIGRATIONS[number]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number + 1:d}")
        connection.execute(f"PRAGMA application_id = {APPLICATION:d}")


def empty(version: int | None = None) -> sqlite3.Connection:
    """A history in memory, of that version (``None``: the newest), in which nothing is recorded."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection, version)
    return connection


def as_made(connection: sqlite3.Connection) -> bool:
    """Whether tables and triggers are, letter by letter, what the migrations to its version make."""
    with closing(empty(version_of(connection))) as fresh:
        return _statements(connection) == _statements(fresh)


def _statements(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    return connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
    ).fetchall()
