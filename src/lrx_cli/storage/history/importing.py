"""Reading an exported history, which may come from anywhere.

A small file may be laid out in any way; a large one as we write it, one session a line, so that it
never has to be in memory whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Annotated, BinaryIO, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, PlainValidator

from lrx_cli.core.catalog.limits import Interval, Len, MaxLen
from lrx_cli.core.catalog.words import Level, Side
from lrx_cli.core.dates import Moment, moment
from lrx_cli.core.player import Outcome
from lrx_cli.core.records.session_record import (
    Asked,
    EventKind,
    ExerciseTotals,
    LoggedEvent,
    LoggedSegment,
    Record,
    Row,
    Session,
    totals_of,
)
from lrx_cli.core.timeline import Kind
from lrx_cli.errors import NO_FILE, LrxError
from lrx_cli.storage.files import LARGEST_FILE, Problem, invalid, kind_of, parse, read_bytes
from lrx_cli.storage.user_files import new_file
from lrx_cli.storage.validation import validate
from lrx_cli.text import clean

_MOST: int = 2**53
"""Whole numbers up to here mean the same to every reader of JSON."""
_LONGEST_NAME = 64
_ENDS = (b'], "answers": [', b"]}")
"""What ends the sessions. Answers about health are not taken over: the questions are asked again here."""
_FIRST_LINE = '{"format": 1, "kind": "history", "sessions": ['


def _uuid(text: str) -> str:
    if len(text) != 36 or not set(text) <= set("0123456789abcdef-"):
        raise ValueError("a UUID in small letters")
    return text


def _moment(text: object) -> Moment:
    try:
        return moment(str(text))
    except ValueError:
        raise ValueError("a time like 2026-03-01T07:30:00.000+01:00") from None


_Count = Annotated[int, Interval(ge=0, le=_MOST)]
_Number = Annotated[int, Interval(ge=0, le=1_000)]
_Seq = Annotated[int, Interval(ge=1, le=_MOST)]
_Name = Annotated[str, Len(1, _LONGEST_NAME)]
_Rows = MaxLen(20_000)


class _Exported(BaseModel):
    """What an export has. More may come with a later version, so what is not known here is ignored."""

    model_config = ConfigDict(strict=True, extra="ignore")


class _Exercise(_Exported):
    block: _Number
    exercise: _Name
    planned: _Count


class _Segment(_Exported):
    seq: _Seq
    at_ms: _Count
    day: _Count
    index: Annotated[int, Interval(ge=0, le=1_000_000)]
    kind: Kind
    block: _Number
    side: Side | None
    set: _Number
    rep: _Number
    outcome: Outcome
    active_ms: Annotated[int, Interval(ge=0, le=40 * 60 * 60 * 1_000)]
    duration_ms: _Count | None
    credit: bool

    def row(self) -> LoggedSegment:
        return LoggedSegment(
            self.seq,
            self.at_ms,
            self.day,
            self.index,
            self.kind,
            self.block,
            self.side,
            self.set,
            self.rep,
            self.outcome,
            self.active_ms,
            self.duration_ms,
            self.credit and self.kind in ("move", "hold") and self.outcome in ("done", "eased"),
        )


class _Event(_Exported):
    """Beside these, each kind of event has values of its own."""

    model_config = ConfigDict(extra="allow")

    seq: _Seq
    at_ms: _Count
    event: EventKind

    def row(self) -> LoggedEvent:
        value = {
            clean(key, _LONGEST_NAME): clean(found, 200) if isinstance(found, str) else found
            for key, found in (self.model_extra or {}).items()
            if found is None or isinstance(found, str) or (type(found) is int and abs(found) <= _MOST)
        }
        return LoggedEvent(self.seq, self.at_ms, self.event, value)


class _Session(_Exported):
    id: Annotated[str, AfterValidator(_uuid)]
    started: Annotated[Moment, PlainValidator(_moment)]
    routine: _Name
    level: Level
    teach: _Name
    planned_ms: _Count
    counted: bool
    asked: Asked
    version: _Name
    whole: bool
    exercises: Annotated[tuple[_Exercise, ...], MaxLen(200)]
    segments: Annotated[tuple[_Segment, ...], _Rows]
    events: Annotated[tuple[_Event, ...], _Rows]


class _History(_Exported):
    format: Annotated[int, Interval(ge=1, le=1)]
    kind: Literal["history"] = "history"
    sessions: tuple[_Session, ...]


@contextmanager
def standard_input(stream: BinaryIO) -> Iterator[str]:
    """The path of a private copy of all that comes from ``stream``, since an import is read twice."""
    with TemporaryDirectory(prefix="lrx-") as folder:
        path = os.path.join(folder, "history.json")
        with new_file(path) as file:
            copyfileobj(stream, file)
        yield path


def read_history(path: str, name: str | None = None) -> Iterator[Record]:
    """The sessions in an exported file. Raises :class:`LrxError` that names what is wrong, and where;
    ``name`` stands for the file there."""
    name = name or path
    if _is_large(path):
        try:
            yield from _line_by_line(path, name)
        except OSError as error:
            raise LrxError(f"{clean(name)} cannot be read: {error.strerror}.", exit_code=NO_FILE) from error
        return
    document = parse(read_bytes(path), name)
    if not isinstance(document, dict) or "sessions" not in document:
        is_routine = kind_of(document) == "routine"
        hint = "A routine is played from its file: lrx session --routine FILE" if is_routine else None
        raise invalid(name, ["this is not an exported history: it has no sessions"], hint)
    history, problems = validate(document, _History, most_values=LARGEST_FILE)
    if history is None:
        raise invalid(name, problems)
    for number, session in enumerate(history.sessions):
        yield _record(session, f"sessions[{number}]", name)


def _is_large(path: str) -> bool:
    """Only what is surely a file is read without a limit; of all else ``read_bytes`` says what it is."""
    try:
        return os.path.isfile(path) and os.path.getsize(path) > LARGEST_FILE
    except OSError:
        return False


def _line_by_line(path: str, name: str) -> Iterator[Record]:
    with open(path, "rb") as file:
        head = file.readline(LARGEST_FILE).decode("utf-8-sig", "replace").rstrip()
        if head != _FIRST_LINE:
            raise invalid(
                name,
                [f"it has over {LARGEST_FILE:,} bytes and is not laid out as lrx export writes it"],
            )
        number = 0
        while True:
            line = file.readline(LARGEST_FILE + 1).strip()
            if line in _ENDS:
                return
            if not line:
                raise invalid(name, ["the file ends before its end: was it copied whole?"])
            if len(line) > LARGEST_FILE:
                raise invalid(name, [f"sessions[{number}] is larger than any session"])
            place = f"sessions[{number}]"
            session, problems = validate(
                parse(line.removesuffix(b","), name), _Session, most_values=LARGEST_FILE
            )
            if session is None:
                raise invalid(name, [Problem(f"{place}.{found}", text) for found, text in problems])
            yield _record(session, place, name)
            number += 1


def _record(session: _Session, place: str, name: str) -> Record:
    exercises = tuple(ExerciseTotals(each.block, each.exercise, each.planned) for each in session.exercises)
    rows: list[Row] = [
        *(each.row() for each in session.segments),
        *(each.row() for each in session.events),
    ]
    rows.sort(key=lambda row: row.seq)
    if [row.seq for row in rows] != list(range(1, len(rows) + 1)):
        text = f"its segments and events are not numbered 1 to {len(rows)}"
        raise invalid(name, [Problem(place, text)])
    if len({totals.block for totals in exercises}) != len(exercises):
        raise invalid(name, [Problem(f"{place}.exercises", "a block is given twice")])
    return Record(
        Session(*(getattr(session, field) for field in Session._fields)),
        totals_of(exercises, rows),
        tuple(rows),
    )
