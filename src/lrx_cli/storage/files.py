"""Reading a JSON file that somebody wrote: its bytes, then the document in it.

Whatever is in the file, the result is the parsed document or an :class:`LrxError` that says what is
wrong and where. ``json`` alone is not enough: it silently takes the last of two equal keys, reads ``NaN``,
and lets an escape sequence through to the terminal. What the document means is checked in ``validation``.
"""

import json
import os
import os.path
import re
import shlex
import stat
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from lrx_cli.errors import INVALID_FILE, NO_FILE, LrxError
from lrx_cli.text import clean

LARGEST_FILE = 1_048_576
"""Bytes. The built-in catalog has a tenth of it; what is larger is some other file."""
DEEPEST = 20
"""Levels of nesting. The catalog has seven."""
_LONGEST_NUMBER = 18
"""Digits; also keeps Python from spending seconds on a number of a million."""
_MOST_PROBLEMS = 20


class Problem(NamedTuple):
    """Something wrong in a file. ``place`` is like ``exercises[3].doses.standard.hold_s``."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text


def within(place: str, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The same problems, of something that is at that place."""
    for problem in problems:
        yield Problem(f"{place}.{problem.place}" if problem.place else place, problem.text)


def place_of(loc: Sequence[str | int]) -> str:
    """``('exercises', 3, 'name')`` as ``exercises[3].name``."""
    place = ""
    for part in loc:
        if isinstance(part, int):
            place += f"[{part}]"
        else:
            place += f".{clean(part, 60)}" if place else clean(part, 60)
    return place


def read_bytes(path: str) -> bytes:
    """The file's content, if it is a regular file of a reasonable size."""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise LrxError(f"{clean(path)} is not a regular file.", exit_code=NO_FILE)
            # One more than allowed, for a file that grows while it is read.
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise LrxError(f"There is no file {clean(path)}.", exit_code=NO_FILE) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        why = getattr(error, "strerror", None) or str(error)
        raise LrxError(f"{clean(path)} cannot be read: {clean(why)}.", exit_code=NO_FILE) from None
    if len(data) > LARGEST_FILE:
        raise invalid(path, [f"the file has more than {LARGEST_FILE:,} bytes, which is the most allowed"])
    return data


def _without_waiting(path: str, flags: int) -> int:
    # Opening a named pipe would otherwise wait for a writer.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def invalid(path: str, problems: Sequence[Problem | str], hint: str | None = None) -> LrxError:
    """One error that lists the problems of a file."""
    count = "a mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
    return LrxError(
        f"{clean(path)} has {count}.", problems=first_of(problems), hint=hint, exit_code=INVALID_FILE
    )


def first_of(problems: Sequence[Problem | str]) -> list[str]:
    """The first of them, and how many more there are."""
    shown = [clean(str(problem), 400) for problem in problems[:_MOST_PROBLEMS]]
    more = len(problems) - len(shown)
    return [*shown, f"and {more} more"] if more else shown


def parse(data: bytes, path: str) -> Any:
    """The document in ``data``, or an error with every problem of its form. ``path`` is for the error."""
    try:
        text = data.decode("utf-8-sig")  # Notepad and Excel begin a file with a byte order mark
    except UnicodeDecodeError as error:
        if kind := _other_kind(data):
            raise _not_json(path, kind) from None
        line = data.count(b"\n", 0, error.start) + 1
        raise invalid(path, [f"line {line} is not UTF-8; save the file as UTF-8"]) from None
    try:
        document = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_Unusable,
            parse_int=lambda found: int(found) if len(found) <= _LONGEST_NUMBER else _Unusable(found),
            parse_float=_number,
        )
    except json.JSONDecodeError as error:
        if kind := _other_kind(data):
            raise _not_json(path, kind) from None
        raise invalid(path, [_syntax(error)]) from None
    except RecursionError:
        raise invalid(path, [_too_deep("the file")]) from None
    problems = list(_problems(document, "", 1))
    if problems:
        raise invalid(path, problems)
    return document


class _Kind(NamedTuple):
    """What else people have, and what to do about it; ``{}`` stands for the file."""

    words: str
    hint: str | None = None
    is_plain: bool = False
    """Whether a sheet of lines can be written like this."""


_UNPACK = "Unpack it first, and give the file that was in it."
_TYPE = "lrx cannot read PDFs or pictures. lrx routine new asks for what a sheet says, line by line."
_BINARIES = {
    b"PK\x03\x04": _Kind("a ZIP archive or an office document", _UNPACK),
    b"\x1f\x8b": _Kind("a gzip archive", _UNPACK),
    b"BZh": _Kind("a bzip2 archive", _UNPACK),
    b"\xfd7zXZ": _Kind("an xz archive", _UNPACK),
    b"7z\xbc\xaf": _Kind("a 7-Zip archive", _UNPACK),
    b"Rar!": _Kind("a RAR archive", _UNPACK),
    b"%PDF": _Kind("a PDF", _TYPE),
    b"\x89PNG": _Kind("a picture", _TYPE),
    b"\xff\xd8\xff": _Kind("a picture", _TYPE),
    b"SQLite": _Kind("a database", "To import a history of lrx: lrx import {}"),
}
_TEXTS = {
    r"\Z": _Kind("an empty file"),
    r"<": _Kind("HTML or XML"),
    r"\[[\w.-]+\]\s*$|[\w.-]+[ \t]*=": _Kind("TOML"),
    r"---\s*$|[\w-]+:(?:\s|$)": _Kind("YAML", is_plain=True),
    "session,day,started,": _Kind(
        "a history as a table", "lrx import takes one as JSON: lrx export history -o history.json"
    ),
    r"[^\[{\"\d\s/-]": _Kind(
        "a table or plain text",
        "To make a routine from a therapist's sheet: lrx routine import {}",
        is_plain=True,
    ),
}
"""By how they begin."""


def _other_kind(data: bytes) -> _Kind | None:
    """What a file that is not JSON seems to be; ``None``: JSON with a mistake, or in another encoding."""
    for begin, kind in _BINARIES.items():
        if data.startswith(begin):
            return kind
    if data[257:262] == b"ustar":
        return _Kind("a tar archive", _UNPACK)
    try:
        text = data.decode("utf-8-sig").lstrip()
    except UnicodeDecodeError:
        is_text = data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in data[:1_000]
        return None if is_text else _Kind("a program, a picture or another binary file")
    return next((kind for begin, kind in _TEXTS.items() if re.match(begin, text, re.MULTILINE)), None)


def kind_of_text(data: bytes) -> str | None:
    """What a file seems to be that is not plain text; ``None``: it may be."""
    kind = _other_kind(data)
    return None if kind is None or kind.is_plain else kind.words


def _not_json(path: str, kind: _Kind) -> LrxError:
    hint = kind.hint and kind.hint.format(clean(shlex.quote(path)))
    return invalid(path, [f"this is not JSON: it looks like {kind.words}"], hint)


FileKind = Literal["catalog", "routine", "routines", "safety", "figure"]
_KNOWN_BY: dict[str, FileKind] = {
    "exercises": "catalog",
    "routines": "routines",
    "lines": "routine",
    "warning_signs": "safety",
    "stop_rules": "safety",
    "panels": "figure",
}
"""The name in a file that shows what kind of file it is."""


def kind_of(document: Any) -> FileKind | None:
    """What kind of file a document comes from; ``None`` if it is none of ours."""
    if not isinstance(document, dict):
        return None
    return next((kind for name, kind in _KNOWN_BY.items() if name in document), None)


def who_takes(document: Any, path: str) -> str | None:
    """The command that takes such a file; ``None``: it is none of ours."""
    named = clean(shlex.quote(path))
    if isinstance(document, dict) and "sessions" in document:
        return f"It looks like a history: lrx import {named}"
    kind = kind_of(document)
    if kind == "routine":
        return f"It looks like a routine of lrx: lrx session --routine {named} plays it."
    return f"It looks like a {kind} file of lrx: lrx check {named}" if kind else None


class _Unusable:
    """A number that JSON readers accept and no file means."""

    def __init__(self, found: str) -> None:
        self.found = found


class _Repeating(dict[str, Any]):
    """An object in which a name comes twice, as it was written."""

    pairs: list[tuple[str, Any]]


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    repeating = _Repeating(members)
    repeating.pairs = pairs
    return repeating


def _number(found: str) -> float | _Unusable:
    value = float(found)
    return value if abs(value) <= 1e18 else _Unusable(found)


_MISTAKES = {
    "Expecting ',' delimiter": "a comma is missing before this place, or a quotation mark inside a text",
    "Expecting property name": "a name in double quotes is expected here",
    "Expecting ':'": "a colon is missing after the name",
    "Expecting value": "a value is expected here",
    "Unterminated string": "the text that begins here has no closing quotation mark",
    "Invalid control character": "a line break or another control character inside a text",
    "Invalid \\": "a backslash followed by a letter that means nothing",
    "Extra data": "the file goes on after its end; is there a bracket too many before it?",
}
"""What ``json`` says, by how it begins, in words for people who write JSON by hand twice a year."""


def _syntax(error: json.JSONDecodeError) -> str:
    comma = _comma_before_a_bracket(error)
    if comma is not None:
        error = json.JSONDecodeError(error.msg, error.doc, comma)
        words = "a comma too many: nothing follows it"
    else:
        found = (words for begin, words in _MISTAKES.items() if error.msg.startswith(begin))
        words = next(found, "this is not JSON")
    return f"line {error.lineno}, column {error.colno}: {words}"


def _comma_before_a_bracket(error: json.JSONDecodeError) -> int | None:
    """Where it stands, if that is the mistake. Python 3.13 points at the comma, older ones at the bracket."""
    if error.doc[error.pos : error.pos + 1] == "," and error.msg.startswith("Illegal trailing comma"):
        return error.pos
    before = error.doc[: error.pos].rstrip()
    if error.doc[error.pos : error.pos + 1] in ("}", "]") and before.endswith(","):
        return len(before) - 1
    return None


def _too_deep(place: str) -> str:
    return f"{place} is nested more than {DEEPEST} levels deep"


def _problems(value: Any, place: str, depth: int) -> Iterator[str]:
    """What is wrong with the form of ``value``, and of all that is in it."""
    here = place or "the file"
    if isinstance(value, (dict, list)) and depth > DEEPEST:
        yield _too_deep(here)
    elif isinstance(value, dict):
        seen = set()
        for name, member in value.pairs if isinstance(value, _Repeating) else value.items():
            inside = f"{place}.{name}" if place else name
            if found := _unprintable(name):
                yield f"{here}: a name contains {found}"
            elif name in seen:
                yield f"{inside} is given twice"
            seen.add(name)
            yield from _problems(member, inside, depth + 1)
    elif isinstance(value, list):
        for number, member in enumerate(value):
            yield from _problems(member, f"{place}[{number}]", depth + 1)
    elif isinstance(value, str) and (found := _unprintable(value)):
        yield f"{here}: the text contains {found}, which a screen could obey"
    elif isinstance(value, _Unusable):
        yield f"{here}: {clean(value.found, 30)} is not a usable number"


def _unprintable(text: str) -> str | None:
    """The first character that is not to be shown, named and placed; ``None`` if there is none."""
    if text.isascii() and text.isprintable():
        return None
    for place, character in enumerate(text, start=1):
        if clean(character) not in ("", " ", character) or character in "\t\n\r":
            return f"U+{ord(character):04X} as character {place}"
    return None
