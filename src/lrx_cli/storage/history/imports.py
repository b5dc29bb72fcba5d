"""Reading an exported history, which may come from anywhere.

A small file may be laid out in any way; a large one as we write it, one session or answer a line, so that it
never has to be in memory whole.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Annotated, Any, BinaryIO, Literal, NamedTuple, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, PlainValidator

from lrx_cli.core.catalog.words import Level, Side
from lrx_cli.core.dates import Moment, moment
from lrx_cli.core.health.answers import WHATS, Answer, from_kept
from lrx_cli.core.records.session_record import (
    EXPORT_ANSWERS,
    EXPORT_END,
    EXPORT_HEAD,
    EXPORTED_AS,
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
from lrx_cli.core.timeline import Kind, Outcome
from lrx_cli.errors import NO_FILE, LrxError
from lrx_cli.shapes import Interval, Len, MaxLen
from lrx_cli.storage.files import LARGEST_FILE, Problem, invalid, parse, read_bytes, who_takes, within
from lrx_cli.storage.history.backups import check
from lrx_cli.storage.history.files import Damaged, connect_reading, finding_damage
from lrx_cli.storage.history.queries import records
from lrx_cli.storage.history.schema import is_newer, is_ours
from lrx_cli.storage.history.tables import read_answers
from lrx_cli.storage.user_files import new_file
from lrx_cli.storage.validation import validate
from lrx_cli.text import clean

T = TypeVar("T")

_MOST: int = 2**53
"""Whole numbers up to here mean the same to every reader of JSON."""
_LARGEST_LINE = 8 * LARGEST_FILE
"""Bytes: a session of as many segments as are allowed."""
_LONGEST_NAME = 64
_DATABASE = b"SQLite format 3\0"


class Unread(NamedTuple):
    """An answer of which this lrx does not know the kind, or not all that it says. A newer lrx wrote it."""

    place: str


def _uuid(text: str) -> str:
    if len(text) != 36 or not set(text) <= set("0123456789abcdef-"):
        raise ValueError("a UUID in small letters")
    return text


def _moment(text: object) -> Moment:
    try:
        return moment(str(text))
    except ValueError:
        raise ValueError("a time like 2026-03-01T07:30:00.000+01:00") from None


def _said(found: object) -> object:
    """A part of an answer: a number or a word, or a few of them with or without names."""
    parts = list(found.values()) if isinstance(found, dict) else found if isinstance(found, list) else [found]
    words = [*(found if isinstance(found, dict) else ()), *(part for part in parts if isinstance(part, str))]
    plain = all(part is None or isinstance(part, str) or type(part) is int for part in parts)
    if not plain or len(parts) > 200 or any(len(word) > _LONGEST_NAME for word in words):
        raise ValueError("whole numbers or short texts, at most 200 of them")
    return found


_Count = Annotated[int, Interval(ge=0, le=_MOST)]
_Number = Annotated[int, Interval(ge=0, le=1_000)]
_Seq = Annotated[int, Interval(ge=1, le=_MOST)]
_Name = Annotated[str, Len(1, _LONGEST_NAME)]
_Rows = MaxLen(20_000)
_Uuid = Annotated[str, AfterValidator(_uuid)]
_Time = Annotated[Moment, PlainValidator(_moment)]


class _Exported(BaseModel):
    """What an export has. More may come with a later version, so what is not known here is ignored."""

    model_config = ConfigDict(
        strict=True, extra="ignore", alias_generator=lambda field: EXPORTED_AS.get(field, field)
    )


class _Exercise(_Exported):
    block: _Number
    exercise: _Name
    planned: _Count


class _Segment(_Exported):
    """The fields of a :class:`LoggedSegment`, by the names that they have in a file."""

    seq: _Seq
    at: _Count
    day: _Count
    place: Annotated[int, Interval(ge=0, le=1_000_000)]
    kind: Kind
    block: _Number
    side: Side | None
    set: _Number
    rep: _Number
    outcome: Outcome
    active: Annotated[int, Interval(ge=0, le=40 * 60 * 60 * 1_000)]
    duration: _Count | None
    credit: bool

    def row(self) -> LoggedSegment:
        row = LoggedSegment(**dict(self))
        return row._replace(
            credit=row.credit and row.kind in ("move", "hold") and row.outcome in ("done", "eased")
        )


class _Event(_Exported):
    """Beside these, each kind of event has values of its own."""

    model_config = ConfigDict(extra="allow")

    seq: _Seq
    at: _Count
    event: EventKind

    def row(self) -> LoggedEvent:
        value = {
            clean(key, _LONGEST_NAME): clean(found, 200) if isinstance(found, str) else found
            for key, found in (self.model_extra or {}).items()
            if found is None or isinstance(found, str) or (type(found) is int and abs(found) <= _MOST)
        }
        return LoggedEvent(self.seq, self.at, self.event, value)


class _Session(_Exported):
    id: _Uuid
    started: _Time
    routine: _Name | None
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

    def rows(self) -> list[Row]:
        rows: list[Row] = [*(each.row() for each in self.segments), *(each.row() for each in self.events)]
        return sorted(rows, key=lambda row: row.seq)

    def problems(self) -> Iterator[Problem]:
        """What does not hold together in a session whose shape is right."""
        rows = self.rows()
        if [row.seq for row in rows] != list(range(1, len(rows) + 1)):
            yield Problem("", f"its segments and events are not numbered 1 to {len(rows)}")
        if len({each.block for each in self.exercises}) != len(self.exercises):
            yield Problem("exercises", "a block is given twice")

    def record(self) -> Record:
        exercises = [ExerciseTotals(each.block, each.exercise, each.planned) for each in self.exercises]
        session, rows = Session(*(getattr(self, field) for field in Session._fields)), self.rows()
        session = session._replace(routine=self.routine or "")
        return Record(session, totals_of(exercises, rows), tuple(rows))


class _Answer(_Exported):
    session: _Uuid | None
    given: _Time
    what: _Name
    value: dict[_Name, Annotated[Any, AfterValidator(_said)]]

    def answers(self, place: str) -> Iterator[Answer | Unread]:
        what = next((what for what in WHATS if what == self.what), None)
        answer = what and Answer(self.session or "", self.given, from_kept(what, self.value))
        if answer:
            yield answer
        kept = answer.kept if answer else {}
        if not answer or any(name not in kept or kept[name] != said for name, said in self.value.items()):
            yield Unread(place)


class _History(_Exported):
    format: Annotated[int, Interval(ge=1, le=1)]
    kind: Literal["history"] = "history"
    sessions: tuple[_Session, ...]
    answers: tuple[_Answer, ...] = ()


@contextmanager
def standard_input(stream: BinaryIO) -> Iterator[str]:
    """The path of a private copy of all that comes from ``stream``, since an import is read twice."""
    with TemporaryDirectory(prefix="lrx-") as folder:
        path = os.path.join(folder, "history.json")
        with new_file(path) as file:
            copyfileobj(stream, file)
        yield path


def read_history(path: str, name: str | None = None) -> Iterator[Record | Answer | Unread]:
    """The sessions in an exported file, and after them what was said about one's health.

    Raises :class:`LrxError` that names what is wrong, and where; ``name`` stands for the file there.
    """
    name = name or path
    begin, size = _beginning(path)
    if begin == _DATABASE:
        yield from _of_history(path, name)
        return
    if size > LARGEST_FILE:
        try:
            yield from _line_by_line(path, name)
        except OSError as error:
            raise LrxError(f"{clean(name)} cannot be read: {error.strerror}.", exit_code=NO_FILE) from error
        return
    document = parse(read_bytes(path), name)
    if not isinstance(document, dict) or "sessions" not in document:
        usual = "lrx import takes what lrx export history has written, and no file of another program."
        hint = who_takes(document, name) or usual
        raise invalid(name, ["this is not an exported history: it has no sessions"], hint)
    history, problems = validate(document, _History, most_values=LARGEST_FILE)
    if history is not None:
        for number, session in enumerate(history.sessions):
            problems += within(f"sessions[{number}]", session.problems())
    if history is None or problems:
        raise invalid(name, problems)
    yield from (session.record() for session in history.sessions)
    for number, answer in enumerate(history.answers):
        yield from answer.answers(f"answers[{number}]")


def _beginning(path: str) -> tuple[bytes, int]:
    """How a file begins, and how many bytes it has. Nothing of a pipe, which would be waited for, or of what
    cannot be read: ``read_bytes`` says what is wrong with it."""
    with suppress(OSError):
        if os.path.isfile(path):
            with open(path, "rb") as file:
                return file.read(len(_DATABASE)), os.path.getsize(path)
    return b"", 0


def _of_history(path: str, name: str) -> Iterator[Record | Answer]:
    """All of a history file itself: a backup, or one that was kept beside the history."""
    try:
        with finding_damage(), closing(connect_reading(path)) as connection:
            if not is_ours(connection):
                raise invalid(name, ["this is a database of another program"])
            if is_newer(connection):
                raise invalid(name, ["it was made by a newer lrx"], "lrx export history there writes a file.")
            check(connection, recent=None)
            yield from records(connection)
            yield from read_answers(connection)
    except (OSError, sqlite3.Error, Damaged) as error:
        hint = "What lrx keeps beside its own history, lrx history --restore saves as far as it can be read."
        raise invalid(name, [f"this history is damaged or incomplete: {error}"], hint) from error


def _line_by_line(path: str, name: str) -> Iterator[Record | Answer | Unread]:
    with open(path, "rb") as file:
        head = file.readline(LARGEST_FILE).decode("utf-8-sig", "replace").rstrip()
        if head != EXPORT_HEAD:
            raise invalid(
                name,
                [f"it has over {LARGEST_FILE:,} bytes and is not laid out as lrx export writes it"],
            )
        list_, number = "sessions", 0
        while (line := file.readline(_LARGEST_LINE + 1).strip()) != EXPORT_END.encode():
            place = f"{list_}[{number}]"
            number += 1
            if not line:
                raise invalid(name, ["the file ends before its end: was it copied whole?"])
            if line == EXPORT_ANSWERS.encode():
                list_, number = "answers", 0
            elif len(line) > _LARGEST_LINE:
                raise invalid(name, [f"{place} is larger than any session"])
            elif list_ == "answers":
                yield from _read_line(line, _Answer, place, name).answers(place)
            else:
                session = _read_line(line, _Session, place, name)
                if problems := list(within(place, session.problems())):
                    raise invalid(name, problems)
                yield session.record()


def _read_line(line: bytes, shape: type[T], place: str, name: str) -> T:
    found, problems = validate(parse(line.removesuffix(b","), name), shape, most_values=LARGEST_FILE)
    if found is None:
        raise invalid(name, list(within(place, problems)))
    return found
