"""A therapist's sheet as people have it: plain text or a table, one exercise a line.

A line is split into an exercise and its dose; what the dose says is read by ``core.catalog.typed_dose``. A
line that cannot be split for certain is kept as it is, for somebody to look at.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import StringIO
from typing import NamedTuple

from lrx_cli.core.catalog.dose_words import DROPPED, FILLERS
from lrx_cli.core.catalog.exercise import Catalog, Exercise, called, find
from lrx_cli.core.catalog.typed_dose import TwoReadings, read_dose
from lrx_cli.errors import LrxError
from lrx_cli.storage.files import LARGEST_FILE, invalid, kind_of_text, parse, who_takes
from lrx_cli.text import clean

_NUMBERED = re.compile(r"^\s*(?:\[[ xX]?\]|[-*•·–▪●]|\d{1,2}[.)])\s+")
_BETWEEN = " \t,;:-–—|("
_DELIMITERS = "\t;,"
_COLUMNS = {
    "exercise": ("exercise", "exercises", "name", "exercise name"),
    "sets": ("sets", "set", "series"),
    "reps": ("reps", "rep", "repetitions", "repeat", "repeats", "times"),
    "hold": ("hold", "hold_s", "hold (s)", "hold (sec)", "hold (secs)", "hold (seconds)", "hold time"),
    "rest": ("rest", "rest_s", "rest (s)", "rest (sec)", "rest (seconds)"),
    "side": ("side", "sides", "leg"),
    "often": ("frequency", "freq", "often", "how often"),
    "a day": ("per day", "times per day", "times a day", "daily", "times/day"),
    "a week": ("per week", "times per week", "times a week", "weekly", "times/week"),
    "dose": ("dose", "dosage", "prescription", "sets x reps", "sets/reps"),
    "note": ("note", "notes", "comment", "comments", "instructions", "remarks"),
}
_FIELD_OF = {heading: field for field, headings in _COLUMNS.items() for heading in headings}
_LEAST_LETTERS = 2
"""Of a name that is followed by nothing but a space: ``4 x 10`` is not exercise number 4."""


class SheetLine(NamedTuple):
    number: int
    """Of the line in the file, from 1."""
    text: str
    name: str
    """Of the exercise; empty: the line says of all exercises how often they are done."""
    dose: str
    exercise: Exercise | None
    """``None``: lrx does not know it."""


class Sheet(NamedTuple):
    title: str
    """Its first line, if that is neither an exercise nor a dose; else empty."""
    lines: tuple[SheetLine, ...]
    odd: tuple[tuple[int, str], ...]
    """The lines that are neither an exercise nor a dose, and their numbers."""


def read_sheet(data: bytes, path: str, catalog: Catalog) -> Sheet:
    """Raises :class:`LrxError` for a file of another kind, which names it and what takes it."""
    text = _text(data, path)
    table = _table(text)
    if table:
        return Sheet("", tuple(_of_table(table, catalog)), ())
    title, lines = "", list[SheetLine]()
    odd: list[tuple[int, str]] = []
    for number, row in enumerate(text.splitlines(), start=1):
        shown = clean(" ".join(row.split()), 400)
        if not shown or shown.startswith("#"):
            continue
        line = split_line(_NUMBERED.sub("", shown), catalog)
        if line is not None:
            lines.append(SheetLine(number, shown, *line))
        elif not lines and not odd and not title and not any(c.isdigit() for c in shown):
            title = shown.rstrip(":")
        else:
            odd.append((number, shown))
    return Sheet(title, tuple(lines), tuple(odd))


def split_line(line: str, catalog: Catalog) -> tuple[str, str, Exercise | None] | None:
    """The name of the exercise, its dose, and the exercise. ``None``: it is neither.

    A name may be in other words only where something separates it from the dose.
    """
    before, colon, after = line.partition(":")
    if colon and (found := find_one(catalog, before)):
        return before.strip(), after.strip(), found
    words = list(re.finditer(r"\S+", line))
    unread = None
    for end in (word.end() for word in reversed(words)):
        name = line[:end].rstrip(_BETWEEN + ".")
        dose = line[end:].strip(_BETWEEN).removesuffix(")")
        if sum(c.isalpha() for c in name) < _LEAST_LETTERS or not (found := called(catalog, name)):
            continue
        if len(name) < end or not dose or _is_dose(dose, a_note=True):
            return name, dose, found
        if any(c.isdigit() for c in dose):
            unread = unread or (name, dose, found)
    for separator in (" - ", " – ", " — ", "\t", ", ", "; "):
        name, there, dose = line.partition(separator)
        if there and (found := find_one(catalog, name)):
            return name.strip(), dose.strip(), found
    if _is_dose(line):
        return "", line, None
    if colon and _is_dose(after):
        return before.strip(), after.strip(), None
    for word in words[1:]:
        name, dose = line[: word.start()].strip(_BETWEEN), line[word.start() :].strip(_BETWEEN)
        says_nothing = word.group().casefold() in FILLERS | DROPPED
        if not says_nothing and any(c.isalpha() for c in name) and _is_dose(dose):
            while (last := name.split()[-1]).casefold() in FILLERS and last != name:
                name = name.removesuffix(last).strip(_BETWEEN)
            return name, dose, None
    return unread  # what is wrong with its dose is told


def find_one(catalog: Catalog, words: str) -> Exercise | None:
    """The exercise that ``words`` mean; ``None``: there is none, or more than one."""
    try:
        return find(catalog, words)
    except LrxError:
        return None


def _is_dose(text: str, *, a_note: bool = False) -> bool:
    """``a_note``: words that say nothing to play will do, such as ``gently``."""
    try:
        dose = read_dose(text)
        return any(dose if a_note else dose._replace(note=None))
    except TwoReadings:
        return not text.isdigit()
    except ValueError:
        return False


# --- tables ------------------------------------------------------------------------------------------


def _table(text: str) -> list[tuple[int, list[str]]] | None:
    """The rows of a table whose first one names its columns, and where they stand."""
    first = text.lstrip().splitlines()[:1]
    for delimiter in _DELIMITERS if first else ():
        fields = [_FIELD_OF.get(cell.strip().strip('"').casefold()) for cell in first[0].split(delimiter)]
        if "exercise" in fields and len(fields) > 1:
            reader = csv.reader(StringIO(text.lstrip()), delimiter=delimiter)
            return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    return None


def _of_table(rows: Sequence[tuple[int, list[str]]], catalog: Catalog) -> Iterator[SheetLine]:
    headings = [cell.strip() for cell in rows[0][1]]
    for number, row in rows[1:]:
        name, pieces, note = "", [], ""
        for heading, cell in zip(headings, row, strict=False):
            field, value = _FIELD_OF.get(heading.casefold()), " ".join(cell.split())
            if not value or value == "-":
                continue
            if field == "exercise":
                name = value
            elif field == "note":
                note = value
            else:
                pieces.append(_piece(field, heading, value))
        dose = ", ".join([*pieces, *([f"note: {note}"] if note else [])])
        shown = clean(" | ".join(cell.strip() for cell in row if cell.strip()), 400)
        yield SheetLine(number, shown, name, dose, find_one(catalog, name) if name else None)


def _piece(field: str | None, heading: str, value: str) -> str:
    """A cell as it is said in a line. A column that nobody knows keeps its heading, and is not read."""
    plain = not any(c.isalpha() for c in value)
    match field:
        case "sets" | "reps":
            return f"{value} {field}" if plain else value
        case "hold" | "rest":
            return f"{field} {value}" if field not in value.casefold() else value
        case "a day" | "a week":
            return f"{value} times {field}" if plain else value
        case "side" | "often" | "dose":
            return value
    return f"{heading} {value}"


# --- files of other kinds ----------------------------------------------------------------------------


def _text(data: bytes, path: str) -> str:
    if len(data) > LARGEST_FILE:
        raise invalid(path, [f"the file has more than {LARGEST_FILE:,} bytes, which no sheet has"])
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    if encoding == "utf-8-sig" and data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        raise invalid(path, ["this is JSON, no sheet of lines"], _who_takes(data, path))
    if encoding == "utf-8-sig" and (kind := kind_of_text(data)):
        raise invalid(
            path,
            [f"this looks like {kind}"],
            "Save its text as a plain text file, one exercise a line (cat cow: 2x10), or type it: "
            "lrx routine new asks.",
        )
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise invalid(path, ["this is not UTF-8; save the file as UTF-8"]) from None


def _who_takes(data: bytes, path: str) -> str:
    with suppress(LrxError):
        if found := who_takes(parse(data, path), path):
            return found
    return "lrx does not read other programs' JSON. Type what it says, one exercise a line: cat cow: 2x10"
