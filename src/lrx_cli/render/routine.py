"""``lrx routine list`` and ``lrx routine show``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Prescription, Routine
from lrx_cli.core.catalog.words import Level
from lrx_cli.core.planning.plan import Choice, Planned, plan
from lrx_cli.render.console import safe_text
from lrx_cli.render.parts import Fitting, Page, Records, Room, bullets, hints, side_chips, stacked, table
from lrx_cli.render.words import POSITION_NAMES, count, dose_words, short_dose
from lrx_cli.text import sentence


class Listed(NamedTuple):
    """One row of the list. ``routine`` is ``None`` where its file is wrong, and ``trouble`` says so."""

    id: str
    routine: Routine | None
    own: bool
    trouble: str = ""


def routines_page(listed: Sequence[Listed]) -> RenderableType:
    groups = [
        ("Built in", [row for row in listed if not row.own]),
        ("Your own", [row for row in listed if row.own]),
    ]

    def compose(room: Room) -> Iterable[RenderableType | None]:
        if not room.boxes:
            yield Records((row.id, "own" if row.own else "built in", *_about(row)) for row in listed)
        elif room.columns:
            grid = table("Routine", "Lines", "About", right=("Lines",))
            grid.columns[0].no_wrap = True
            for title, rows in groups:
                if rows:
                    grid.add_row(Text(title, "position"))
                for row in rows:
                    grid.add_row(safe_text(row.id, "name"), *_cells(row))
            yield grid
        else:
            for title, rows in groups:
                parts = [part for row in rows for part in _routine_entry(row)]
                yield stacked(Text(title, "position"), *parts) if rows else None
        if room.boxes and not any(row.own for row in listed):
            yield Text(
                "None of your own yet: lrx routine new makes one, lrx routine import reads a sheet.", "aside"
            )
        yield hints(("lrx routine show NAME", "what is in one"), ("lrx session --routine NAME", "play it"))

    return Page(compose)


def _about(row: Listed) -> tuple[str, str]:
    if row.routine is None:
        return "", row.trouble
    return count(len(row.routine.lines), "line"), f"{row.routine.name}: {row.routine.about}"


def _cells(row: Listed) -> tuple[Text, Text]:
    if row.routine is None:
        return Text(""), safe_text(row.trouble, "stop")
    about = Text.assemble(safe_text(row.routine.name), "  ", safe_text(row.routine.about, "aside"))
    return Text(str(len(row.routine.lines))), about


def _routine_entry(row: Listed) -> Iterator[RenderableType]:
    yield safe_text(row.id, "name")
    yield Padding(_cells(row)[1], (0, 0, 0, 2))


def routines_document(listed: Sequence[Listed]) -> dict[str, object]:
    return {
        "format": 1,
        "routines": [
            {
                "id": row.id,
                "own": row.own,
                "name": row.routine.name if row.routine else None,
                "about": row.routine.about if row.routine else None,
                "exercises": [line.exercise for line in row.routine.lines] if row.routine else [],
                "trouble": row.trouble or None,
            }
            for row in listed
        ],
    }


def routine_page(catalog: Catalog, routine: Routine, level: Level) -> RenderableType:
    order = "In this order." if routine.ordered else "Played with the fewest changes of position."
    rows = [(catalog[line.exercise].name, planned_line(catalog, line, level), line) for line in routine.lines]

    def compose(room: Room) -> Iterable[RenderableType | None]:
        head = Text.assemble(safe_text(routine.name, "title"), (f"  {level} level", "aside"))
        yield stacked(head, safe_text(f"{routine.about} {order}"))
        if room.columns:
            yield Fitting(_lines_table(rows), _lines_list(rows))
        elif room.boxes:
            yield _lines_list(rows)
        notes = [f"{name}: {words}" for name, planned, line in rows for words in _line_notes(planned, line)]
        if room.boxes and notes:
            yield bullets(notes, style="warn")
        if not room.boxes:
            yield Records(
                (str(place), name, _line_words(planned, line), " ".join(_line_notes(planned, line)))
                for place, (name, planned, line) in enumerate(rows, start=1)
            )
        yield hints(
            (f"lrx session --routine {routine.id}", "play it"),
            (f"lrx handout --routine {routine.id}", "print it"),
        )

    return Page(compose)


Line = tuple[str, Planned | None, Prescription]
"""The name of an exercise, what is played of it, and what was written."""


def _lines_table(rows: Sequence[Line]) -> Table:
    grid = table("#", "Exercise", "Position", "Dose", "Sides", right=("#",))
    for column in grid.columns:
        column.no_wrap = True
    for place, (name, planned, _line) in enumerate(rows, start=1):
        grid.add_row(Text(str(place), "number"), safe_text(name, "name"), *_line_cells(planned))
    return grid


def _lines_list(rows: Sequence[Line]) -> RenderableType:
    return Group(*(part for number, row in enumerate(rows, 1) for part in _line_entry(number, *row)))


def _line_cells(planned: Planned | None) -> tuple[Text, Text, Text]:
    if planned is None:
        return Text(""), Text("left out", "warn"), Text("")
    return (
        Text(POSITION_NAMES[planned.position]),
        safe_text(short_dose(planned.exercise, planned.dose)),
        side_chips(planned.sides),
    )


def _line_notes(planned: Planned | None, line: Prescription) -> Iterator[str]:
    if planned is None:
        yield _line_words(planned, line)
    if line.often:
        yield sentence(line.often)
    if planned is not None and (above := line.above_caps(planned.exercise, planned.dose)):
        yield above
    if line.note:
        yield line.note


def _line_entry(
    number: int, name: str, planned: Planned | None, line: Prescription
) -> Iterator[RenderableType]:
    yield Text.assemble((f"{number} ", "number"), safe_text(name, "name"))
    words = "left out" if planned is None else _line_words(planned, line)
    yield Padding(safe_text(words, "aside"), (0, 0, 0, 2))


def _line_words(planned: Planned | None, line: Prescription) -> str:
    if planned is None:
        return f"{line.left_out or 'not at this level'}."
    words = dose_words(planned.exercise, planned.dose, planned.sides)
    return f"{POSITION_NAMES[planned.position]}: {words}."


def reading(catalog: Catalog, line: Prescription, level: Level) -> str:
    """What a line that somebody typed plays, in a sentence or two, to be read back."""
    exercise, planned = catalog[line.exercise], planned_line(catalog, line, level)
    words = "left out" if planned is None else dose_words(exercise, planned.dose, planned.sides)
    open_ = [name for name in ("sets", "reps", "hold") if getattr(line, name) is None]
    usual = f" ({_as_usual(open_)} as at the {level} level)" if open_ else ""
    parts = [f"{exercise.name}: {words}{usual}."]
    if line.often:
        parts.append(f"{sentence(line.often)}")
    above = line.above_caps(exercise, planned.dose) if planned else None
    parts += [part for part in (above, line.note and f"Note: {sentence(line.note)}") if part]
    return " ".join(parts)


def _as_usual(fields: Sequence[str]) -> str:
    """What a line leaves to the exercise."""
    if len(fields) == 3:
        return "all"
    return " and ".join({"reps": "repetitions"}.get(field, field) for field in fields)


def planned_line(catalog: Catalog, line: Prescription, level: Level) -> Planned | None:
    """The line with its dose settled; ``None``: it is left out at that level."""
    alone = Routine("line", "Line", "", (line,), ordered=True)
    return next(iter(plan(catalog, Choice(alone, level=level)).lines), None)


def routine_document(routine: Routine) -> dict[str, object]:
    """Named as in a routine's file, times in seconds."""
    return {
        "format": 1,
        "routine": {
            "id": routine.id,
            "name": routine.name,
            "about": routine.about,
            "ordered": routine.ordered,
            "lines": [
                {
                    "exercise": line.exercise,
                    "levels": list(line.levels),
                    "left_out": line.left_out,
                    "variant": line.variant,
                    "hold_s": _seconds(line.hold),
                    "reps": line.reps,
                    "sets": line.sets,
                    "rest_s": _seconds(line.rest),
                    "tempo_s": _seconds(line.tempo),
                    "only_side": line.only_side,
                    "often": line.often,
                    "note": line.note,
                }
                for line in routine.lines
            ],
        },
    }


def _seconds(ms: int | None) -> float | None:
    return None if ms is None else ms / 1_000
