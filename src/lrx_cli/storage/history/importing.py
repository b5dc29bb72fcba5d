"""Reading an exported history: every line is somebody else's until it has been looked at.

A small file may be laid out in any way; a large one as we write it, one session a line, so that it
never has to be in memory whole.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from lrx_cli.core.catalog.exercise import LEVELS
from lrx_cli.core.dates import Moment, moment
from lrx_cli.core.records.session_record import (
    ASKED,
    EVENT_KINDS,
    ExerciseTotals,
    LoggedEvent,
    LoggedSegment,
    Record,
    Row,
    Session,
    totals_of,
)
from lrx_cli.errors import NO_FILE, LrxError
from lrx_cli.storage.files import LARGEST_FILE, invalid, parse, read_bytes
from lrx_cli.storage.history.rows import KINDS, OUTCOMES, SIDES
from lrx_cli.text import clean

FORMAT = 1
_MOST: int = 2**53
"""Whole numbers up to here mean the same to every reader of JSON."""
_MOST_ROWS = 20_000
_SHORT = 64
_SESSION_S = 4 * 60 * 60 * 1_000 * 10
_ENDS = (b'], "answers": [', b"]}")
"""What ends the sessions. Answers about health are not taken over: whoever plays here is asked here."""
_FIRST_LINE = '{"format": 1, "kind": "history", "sessions": ['


def read_history(path: str) -> Iterator[Record]:
    """The sessions in an exported file. Raises :class:`LrxError` that names what is wrong, and where."""
    if _is_large(path):
        try:
            yield from _line_by_line(path)
        except OSError as error:
            raise LrxError(f"{clean(path)} cannot be read: {error.strerror}.", exit_code=NO_FILE) from error
        return
    document = parse(read_bytes(path), path)
    problems = _head_problems(document)
    if problems:
        raise invalid(path, problems)
    for number, session in enumerate(document["sessions"]):
        yield _record(session, f"sessions[{number}]", path)


def _is_large(path: str) -> bool:
    """Only what is surely a file is read without a limit; of all else ``read_bytes`` says what it is."""
    try:
        return os.path.isfile(path) and os.path.getsize(path) > LARGEST_FILE
    except OSError:
        return False


def _line_by_line(path: str) -> Iterator[Record]:
    with open(path, "rb") as file:
        head = file.readline(LARGEST_FILE).decode("utf-8", "replace").rstrip()
        if head != _FIRST_LINE:
            raise invalid(
                path,
                [f"it has over {LARGEST_FILE:,} bytes and is not laid out as lrx export writes it"],
            )
        number = 0
        while True:
            line = file.readline(LARGEST_FILE + 1).strip()
            if line in _ENDS:
                return
            if not line:
                raise invalid(path, ["the file ends before its end: was it copied whole?"])
            if len(line) > LARGEST_FILE:
                raise invalid(path, [f"sessions[{number}] is larger than any session"])
            yield _record(parse(line.removesuffix(b","), path), f"sessions[{number}]", path)
            number += 1


def _head_problems(document: Any) -> list[str]:
    if not isinstance(document, dict) or "sessions" not in document:
        return ["this is not an exported history: it has no sessions"]
    found = document.get("format")
    if type(found) is not int or found != FORMAT:
        return [f"format: found {clean(str(found), 30)}, allowed: {FORMAT}"]
    if document.get("kind", "history") != "history":
        return [f"kind: found {clean(str(document['kind']), 30)}, allowed: history"]
    if not isinstance(document["sessions"], list):
        return ["sessions: a list is expected"]
    return []


class _Fields:
    """Takes values out of a JSON object, and writes down what is wrong with them."""

    def __init__(self, raw: Any, place: str, problems: list[str]) -> None:
        self._raw = raw if isinstance(raw, dict) else {}
        self._place = place
        self._problems = problems
        if not isinstance(raw, dict):
            problems.append(f"{place}: an object is expected")

    def _wrong(self, key: str, allowed: str) -> None:
        found = clean(repr(self._raw[key]), 40) if key in self._raw else "nothing"
        self._problems.append(f"{self._place}.{key}: found {found}, allowed: {allowed}")

    def whole(self, key: str, least: int = 0, most: int = _MOST) -> int:
        value = self._raw.get(key)
        if type(value) is not int or not least <= value <= most:
            self._wrong(key, f"a whole number from {least} to {most}")
            return least
        return value

    def maybe(self, key: str) -> int | None:
        return None if self._raw.get(key, 0) is None else self.whole(key)

    def flag(self, key: str) -> bool:
        value = self._raw.get(key)
        if not isinstance(value, bool):
            self._wrong(key, "true or false")
        return value is True

    def words(self, key: str, most: int = _SHORT) -> str:
        value = self._raw.get(key)
        if not isinstance(value, str) or not 0 < len(value) <= most:
            self._wrong(key, f"a text of 1 to {most} characters")
            return "?"
        return value

    def one_of(self, key: str, allowed: tuple[Any, ...]) -> Any:
        value = self._raw.get(key)
        if value not in allowed or isinstance(value, (bool, int)):
            self._wrong(key, ", ".join("null" if word is None else str(word) for word in allowed))
            return allowed[0]
        return value

    def uuid(self, key: str) -> str:
        value = self._raw.get(key)
        if not isinstance(value, str) or len(value) != 36 or not set(value) <= set("0123456789abcdef-"):
            self._wrong(key, "a UUID in small letters")
            return "?"
        return value

    def moment(self, key: str) -> Moment:
        try:
            return moment(str(self._raw.get(key)))
        except ValueError:
            self._wrong(key, "a time like 2026-03-01T07:30:00.000+01:00")
            return Moment(0, 0)

    def rows(self, key: str, most: int) -> list[Any]:
        value = self._raw.get(key)
        if not isinstance(value, list) or len(value) > most:
            self._wrong(key, f"a list of at most {most}")
            return []
        return value

    def rest(self, *known: str) -> Mapping[str, Any]:
        return {key: value for key, value in self._raw.items() if key not in known}


def _record(raw: Any, place: str, path: str) -> Record:
    problems: list[str] = []
    fields = _Fields(raw, place, problems)
    session = Session(
        fields.uuid("id"),
        fields.moment("started"),
        fields.words("routine"),
        fields.one_of("level", LEVELS),
        fields.words("teach"),
        fields.whole("planned_ms"),
        fields.flag("counted"),
        fields.one_of("asked", ASKED),
        fields.words("version"),
        fields.flag("whole"),
    )
    exercises = tuple(_each(fields.rows("exercises", 200), f"{place}.exercises", problems, _share))
    rows: list[Row] = [
        *_each(fields.rows("segments", _MOST_ROWS), f"{place}.segments", problems, _finished),
        *_each(fields.rows("events", _MOST_ROWS), f"{place}.events", problems, _happened),
    ]
    rows.sort(key=lambda row: row.seq)
    if not problems and [row.seq for row in rows] != list(range(1, len(rows) + 1)):
        problems.append(f"{place}: its segments and events are not numbered 1 to {len(rows)}")
    if not problems and len({totals.block for totals in exercises}) != len(exercises):
        problems.append(f"{place}.exercises: a block is given twice")
    if problems:
        raise invalid(path, problems)
    return Record(session, totals_of(exercises, rows), tuple(rows))


def _each(raws: list[Any], place: str, problems: list[str], read: Callable[[_Fields], Any]) -> Iterator[Any]:
    for number, raw in enumerate(raws):
        yield read(_Fields(raw, f"{place}[{number}]", problems))
        if len(problems) > 20:
            return


def _share(fields: _Fields) -> ExerciseTotals:
    return ExerciseTotals(fields.whole("block", 0, 1_000), fields.words("exercise"), fields.whole("planned"))


def _finished(fields: _Fields) -> LoggedSegment:
    kind = fields.one_of("kind", KINDS)
    outcome = fields.one_of("outcome", OUTCOMES)
    credit = fields.flag("credit")
    return LoggedSegment(
        fields.whole("seq", 1),
        fields.whole("at_ms"),
        fields.whole("day"),
        fields.whole("index", 0, 1_000_000),
        kind,
        fields.whole("block", 0, 1_000),
        fields.one_of("side", (None, *SIDES)),
        fields.whole("set", 0, 1_000),
        fields.whole("rep", 0, 1_000),
        outcome,
        fields.whole("active_ms", 0, _SESSION_S),
        fields.maybe("duration_ms"),
        credit and kind in ("move", "hold") and outcome in ("done", "eased"),
    )


def _happened(fields: _Fields) -> LoggedEvent:
    value = fields.rest("seq", "at_ms", "event")
    kept = {
        clean(str(key), _SHORT): clean(found, 200) if isinstance(found, str) else found
        for key, found in value.items()
        if found is None or isinstance(found, str) or (type(found) is int and abs(found) <= _MOST)
    }
    what = fields.one_of("event", EVENT_KINDS)
    return LoggedEvent(fields.whole("seq", 1), fields.whole("at_ms"), what, cast("dict[str, Any]", kept))
