"""Adding the sessions of a backup, a damaged file or another machine to a history, each only once; and what a
backup has that the history does not have."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from lrx_cli.core.dates import Moment
from lrx_cli.core.health.answers import Answer, Said, What
from lrx_cli.core.records.session_record import LoggedSegment, Record, Row, Session
from lrx_cli.storage.history import tables
from lrx_cli.storage.history.schema import ANSWERS, version_of

Fate = Literal["added", "known", "longer", "others"]
"""What becomes of a session that comes from elsewhere."""


class Merged(NamedTuple):
    """How many sessions were new here, were here already, went on and are whole here now, and are others here
    than there: those stay as they are. Then answers about health: how many were new here, and how many belong
    to such a session, or to one about which something else was said here; those are left out."""

    added: int = 0
    known: int = 0
    longer: int = 0
    others: int = 0
    answers: int = 0
    other_answers: int = 0
    newer: frozenset[What] = frozenset()
    """The kinds of answer that were given here too, and there later, which counts from now on."""


def merge(connection: sqlite3.Connection, found: Iterable[Record | Answer], *, ours: bool = False) -> Merged:
    """Adds all of it or nothing. Runs inside a transaction.

    Sessions come before answers, both in the order in which they were played and given; that order is kept
    though a clock may have been put back in between. A session that is there already is replaced only by one
    that goes on where it stops (it was continued elsewhere), or where a part of it was lost here. ``ours``:
    they come from a backup, so all answers are taken.
    """
    here = {session.id: number for number, _, session in tables.read_sessions(connection)}
    fates: dict[str, Fate] = {}
    counts: Counter[Fate] = Counter()
    answers: list[Answer] = []
    rank: int | None = None
    for each in found:
        if isinstance(each, Answer):
            answers.append(each)
            continue
        id = each.session.id
        rank = _rank(each.session.started, rank)
        fate = _fate(connection, here.get(id), each.session, each.rows)
        if fate == "longer":
            remove(connection, here[id])
        if fate in ("added", "longer"):
            here[id] = tables.insert_record(connection, each, rank)
        counts[fate] += 1
        fates[id] = fate
    mine = tables.read_answers(connection)
    said: dict[tuple[str, What], list[Said]] = {}
    for answer in mine:
        said.setdefault((answer.session, answer.what), []).append(answer.said)
    taken = [each for each in answers if ours or not _contradicts(each, said, fates.get(each.session))]
    together = _in_order(mine, taken)
    if len(together) > len(mine):
        tables.put_answers(connection, together)
    before, after = _latest(mine), _latest(together)
    return Merged(
        counts["added"],
        counts["known"],
        counts["longer"],
        counts["others"],
        len(together) - len(mine),
        len(answers) - len(taken),
        frozenset(what for what in before if before[what] != after[what]),
    )


def resume_here(connection: sqlite3.Connection, backup: sqlite3.Connection) -> bool:
    """Lets the session that a backup could go on with be resumed here, if it is the last one and was left
    before its end. Runs inside a transaction."""
    left, last = tables.read_score(backup), tables.numbers(connection, latest=1)
    if left is None or not last:
        return False
    there, here = tables.read_session(backup, left[0])[2], tables.read_record(connection, last[0])
    if here.session.id != there.id or here.outcome == "done":
        return False
    tables.put_score(connection, last[0], left[1])
    return True


def _fate(
    connection: sqlite3.Connection, number: int | None, session: Session, rows: tuple[Row, ...]
) -> Fate:
    """What becomes of a session with these rows. ``number``: that of the one that is here."""
    if number is None:
        return "added"
    _, _, mine = tables.read_session(connection, number)
    there, here = _extent(rows), _kept_extent(connection, number)
    if there < here or (there == here and not (session.whole and not mine.whole)):
        return "known"
    is_same = session._replace(whole=mine.whole) == mine
    goes_on = is_same and (not mine.whole or _begins(_played(connection, number), rows))
    return "longer" if goes_on else "others"


def _contradicts(answer: Answer, said: Mapping[tuple[str, What], Sequence[Said]], fate: Fate | None) -> bool:
    """Whether an answer about a session is to be left out: the session is another one here, or something else
    was ``said`` about it here. What was said when it went on elsewhere is new."""
    if not answer.session or fate in ("added", "longer", "others"):
        return fate == "others"
    here = said.get((answer.session, answer.what))
    return here is not None and answer.said not in here


def _in_order(here: Sequence[Answer], there: Sequence[Answer]) -> list[Answer]:
    """All answers, each once and at its place in time, since the latest counts. Those of one place keep their
    order, though its clock was put back in between."""
    known = {_key(each) for each in here}
    dated = [*_dated(here), *((at, each) for at, each in _dated(there) if _key(each) not in known)]
    return [each for _, each in sorted(dated, key=lambda one: one[0])]


def _key(answer: Answer) -> tuple[object, ...]:
    return answer.session, answer.given, answer.what, json.dumps(answer.kept, sort_keys=True)


def _dated(answers: Iterable[Answer]) -> Iterator[tuple[int, Answer]]:
    latest = None
    for answer in answers:
        latest = answer.given.utc if latest is None else max(latest, answer.given.utc)
        yield latest, answer


def _latest(answers: Iterable[Answer]) -> dict[What, Answer]:
    """Of each kind that does not belong to one session alone."""
    return {each.what: each for each in answers if each.what not in ("before", "after", "next_day")}


class Missing(NamedTuple):
    """What a history does not have of a backup."""

    sessions: frozenset[str] = frozenset()
    """Not at all, or less of them. By id."""
    others: frozenset[str] = frozenset()
    """Those that went on in another way in the backup: they cannot be in one history."""
    answers: bool = False
    """Whether something that was said about one's health is missing."""
    gone: bool = False
    """Whether there is no history at all."""

    @property
    def sentences(self) -> list[str]:
        """What it is, and what to do; empty where there is nothing."""
        if self.sessions:
            number = len(self.sessions)
            count, them = ("1 session", "it") if number == 1 else (f"{number} sessions", "them")
            what = count if self.gone else f"{count} that the history does not have, or not whole"
        elif self.answers:
            what, them = "answers about your health that the history does not have", "them"
        else:
            return []
        return [f"Backups have {what}. lrx history --restore brings {them} back."]


def missing(history: sqlite3.Connection, backup: sqlite3.Connection) -> Missing:
    gone, others = set(), set()
    last = backup.execute("SELECT max(id) FROM session").fetchone()[0]
    # Almost always they are the same: a backup is an earlier state of its history.
    if _sums(backup, last) != _sums(history, last):
        here = _sessions(history)
        for id, (number, rows, digest, whole) in _sessions(backup).items():
            found = here.get(id)
            if found is None:
                gone.add(id)
            # With another number, as after damage, what was played in the same way has another digest.
            elif found[1] != rows or (found[0] == number and found[2] != digest) or whole > found[3]:
                _, _, session = tables.read_session(backup, number)
                played = _played(backup, number)
                if _fate(history, found[0], session, played) == "longer":
                    gone.add(id)
                elif not _begins(played, _played(history, found[0])):
                    others.add(id)
    return Missing(frozenset(gone), frozenset(others), bool(_answers(backup) - _answers(history)))


def _sums(connection: sqlite3.Connection, last: int | None) -> tuple[int, ...]:
    """Of all sessions up to one, with how far they were played."""
    found: tuple[int, ...] = connection.execute(
        "SELECT count(*), sum(session.crc), (SELECT sum(crc) FROM seal WHERE session <= :last) "
        "FROM session WHERE id <= :last",
        {"last": last},
    ).fetchone()
    return found


def _sessions(connection: sqlite3.Connection) -> dict[str, tuple[int, int, int, int]]:
    rows = connection.execute(
        "SELECT uuid, id, rows + running, digest, whole FROM session JOIN seal ON session = id"
    ).fetchall()
    return {uuid: tuple(found) for uuid, *found in rows}


def _answers(connection: sqlite3.Connection) -> set[tuple[object, ...]]:
    if version_of(connection) < ANSWERS:
        return set()
    return set(connection.execute("SELECT session, utc, utc_offset, what, value FROM answer"))


def _begins(first: tuple[Row, ...], rows: tuple[Row, ...]) -> bool:
    """Whether ``rows`` begin in this way. Where somebody was cut off, the last one may have become longer."""
    if first and isinstance(first[-1], LoggedSegment) and first[-1].outcome == "stopped":
        first = first[:-1]
    return rows[: len(first)] == first


def _played(connection: sqlite3.Connection, number: int) -> tuple[Row, ...]:
    return tables.with_running(connection, number, tables.read_rows(connection, number))


def _extent(rows: tuple[Row, ...]) -> tuple[int, int]:
    return len(rows), sum(row.active for row in rows if isinstance(row, LoggedSegment))


def _kept_extent(connection: sqlite3.Connection, number: int) -> tuple[int, int]:
    """That of a session that is kept, without reading its rows."""
    rows, active = connection.execute(
        "SELECT (SELECT count(*) FROM segment WHERE session = :n) + "
        "(SELECT count(*) FROM event WHERE session = :n), "
        "(SELECT coalesce(sum(active), 0) FROM segment WHERE session = :n)",
        {"n": number},
    ).fetchone()
    running = tables.read_running(connection, number)
    return (rows, active) if running is None else (rows + 1, active + running.active)


def remove(connection: sqlite3.Connection, number: int) -> None:
    """Deletes a session and its part in all sums. Runs inside a transaction."""
    for table in ("segment", "event", "share", "running", "seal", "score"):
        connection.execute(f"DELETE FROM {table} WHERE session = ?", (number,))
    connection.execute("DELETE FROM session WHERE id = ?", (number,))
    connection.execute(
        "DELETE FROM day WHERE sessions = 0 AND done = 0 AND active = 0 AND NOT EXISTS ("
        "SELECT 1 FROM segment JOIN session ON session.id = session WHERE counted AND segment.day = day.day)"
    )


def rank_after(connection: sqlite3.Connection, started: Moment) -> int:
    """The place of a session that begins now among the others: by its date, but never before one that was
    played earlier here, since a clock can be put back."""
    latest: int | None = connection.execute("SELECT max(rank) FROM session").fetchone()[0]
    return _rank(started, latest)


def _rank(started: Moment, latest: int | None) -> int:
    return started.utc if latest is None else max(started.utc, latest + 1)
