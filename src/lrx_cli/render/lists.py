"""What there is to play: ``lrx list``, ``lrx routine list`` and ``lrx routine show``."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.console import RenderableType
from rich.text import Text

from lrx_cli.core.catalog.exercise import Catalog, Exercise
from lrx_cli.core.catalog.routine import Choice, Prescription, Routine
from lrx_cli.core.catalog.words import POSITIONS, Level
from lrx_cli.core.planning.plan import Planned, plan
from lrx_cli.core.words import POSITION_NAMES, all_codes, dose_words, needs_words, picked, short_dose
from lrx_cli.render import parts
from lrx_cli.render.console import safe_text
from lrx_cli.shapes import to_document
from lrx_cli.text import count, sentence

_LEAST_NEEDS = 14
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


@parts.page
def catalog_page(room: parts.Room, exercises: Sequence[Exercise], level: Level) -> parts.Composed:
    number = _NUMBERS[len(exercises)] if len(exercises) < len(_NUMBERS) else str(len(exercises))
    title = Text.assemble(
        (f"{number} exercise{'' if len(exercises) == 1 else 's'}", "title"),
        (f"  for sciatica, by position, {level} level", "aside"),
    )
    yield parts.stacked(title if room.boxes else None, _catalog(exercises, level))
    if exercises and room.boxes:
        yield parts.hints((f"lrx show {exercises[-1].number}", "one of them"), ("lrx session", "play them"))


def _catalog(exercises: Sequence[Exercise], level: Level) -> RenderableType:
    whole = "#", "Exercise", "Dose", "Sides"
    grid = parts.table(*whole, "You need", right=("#",), whole=whole)
    grid.columns[4].min_width = _LEAST_NEEDS
    rows = parts.Listing(grid, indent=3)
    for position in POSITIONS:
        group = [one for one in exercises if one.variant(one.doses[level].variant).position == position]
        place = POSITION_NAMES[position]
        if group:
            rows.title(place, "")
        for one in group:
            dose = one.doses[level]
            number, name = Text(str(one.number), "number"), safe_text(one.name, "name")
            short, needs = safe_text(short_dose(one, dose)), needs_words(one.variant(dose.variant).needs)
            sides = parts.side_chips() if one.side_mode != "none" else Text()
            rows.add(
                (number, name, short, sides, safe_text(needs, "aside")),
                Text.assemble(number, " ", name, "  ", sides),
                short, safe_text(f"You need: {needs}", "aside"),
                record=(number, name, one.id, place, dose_words(one, dose), f"you need: {needs}"),
            )  # fmt: skip
    return rows


def catalog_document(exercises: Sequence[Exercise], level: Level) -> dict[str, object]:
    """For ``--json``; docs/json.md describes it."""
    return {
        "format": 1,
        "level": level,
        "exercises": [
            {
                **picked(exercise, "id", "number", "name", "aliases", "positions"),
                "sides": exercise.side_mode,
                "equipment": list(exercise.needs),
                "optional_equipment": list(exercise.optional),
                "family": exercise.family,
                "variants": [variant.id for variant in exercise.variants],
                "dose": {
                    name: value
                    for name, value in to_document(exercise.doses[level]).items()
                    if name not in ("why", "note")
                },
            }
            for exercise in exercises
        ],
    }


# --- lrx show --json ------------------------------------------------------------------------------


def exercise_document(catalog: Catalog, exercise: Exercise) -> dict[str, object]:
    """docs/json.md describes it."""
    return {
        "format": 1,
        "exercise": {
            **to_document(exercise),
            "positions": list(exercise.positions),
            "equipment": list(exercise.needs),
            "sides": exercise.side_mode,
        },
        "sources": {
            code: {"code": code, **to_document(catalog.sources[code])}
            for code in all_codes(exercise)
            if code in catalog.sources
        },
    }


# --- routines -------------------------------------------------------------------------------------


class Listed(NamedTuple):
    """One row of the list. ``routine`` is ``None`` where its file is wrong, and ``trouble`` says so."""

    id: str
    routine: Routine | None
    own: bool
    trouble: str = ""


@parts.page
def routines_page(room: parts.Room, listed: Sequence[Listed]) -> parts.Composed:
    yield _routines(listed)
    if room.boxes and not any(row.own for row in listed):
        yield Text(
            "None of your own yet: lrx routine new makes one, lrx routine import reads a sheet.", "aside"
        )
    yield parts.hints(("lrx routine show NAME", "what is in one"), ("lrx session --routine NAME", "play it"))


def _routines(listed: Sequence[Listed]) -> RenderableType:
    grid = parts.table("Routine", "Lines", "About", right=("Lines",), whole=("Routine",))
    found = parts.Listing(grid)
    for own, title in ((False, "Built in"), (True, "Your own")):
        rows = [row for row in listed if row.own == own]
        if rows:
            found.title(title)
        for row in rows:
            name, lines, about = safe_text(row.id, "name"), "", safe_text(row.trouble, "stop")
            words = row.trouble
            if row.routine is not None:
                lines, words = str(len(row.routine.lines)), f"{row.routine.name}: {row.routine.about}"
                about = Text.assemble(
                    safe_text(row.routine.name), "  ", safe_text(row.routine.about, "aside")
                )
            record = (row.id, title.lower(), count(int(lines), "line") if lines else "", words)
            found.add((name, lines, about), name, about, record=record)
    return found


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


@parts.page
def routine_page(room: parts.Room, catalog: Catalog, routine: Routine, level: Level) -> parts.Composed:
    order = "In this order." if routine.ordered else "Played with the fewest changes of position."
    rows = [(catalog[line.exercise].name, planned_line(catalog, line, level), line) for line in routine.lines]
    head = Text.assemble(safe_text(routine.name, "title"), (f"  {level} level", "aside"))
    yield parts.stacked(head, safe_text(f"{routine.about} {order}"))
    yield _lines(rows)
    notes = [f"{name}: {words}" for name, planned, line in rows for words in _line_notes(planned, line)]
    if room.boxes and notes:
        yield parts.bullets(notes, style="warn")
    yield parts.hints(
        (f"lrx session --routine {routine.id}", "play it"),
        (f"lrx handout --routine {routine.id}", "print it"),
    )


def _lines(rows: Sequence[tuple[str, Planned | None, Prescription]]) -> RenderableType:
    """``rows``: the name of an exercise, what is played of it, and what was written."""
    columns = "#", "Exercise", "Position", "Dose", "Sides"
    grid = parts.table(*columns, right=("#",), whole=columns)
    found = parts.Listing(grid)
    for place, (name, planned, line) in enumerate(rows, start=1):
        number, named, words = Text(str(place), "number"), safe_text(name, "name"), _line_words(planned, line)
        played: tuple[RenderableType, ...] = ("", Text("left out", "warn"))
        if planned is not None:
            dose = safe_text(short_dose(planned.exercise, planned.dose))
            played = POSITION_NAMES[planned.position], dose, parts.side_chips(planned.sides)
        said = safe_text("left out" if planned is None else words, "aside")
        record = (str(place), name, words, " ".join(_line_notes(planned, line)))
        found.add((number, named, *played), Text.assemble(number, " ", named), said, record=record)
    return found


def _line_notes(planned: Planned | None, line: Prescription) -> Iterator[str]:
    if planned is None:
        yield _line_words(planned, line)
    if line.often:
        yield sentence(line.often)
    if planned is not None and (above := line.above_caps(planned.exercise, planned.dose)):
        yield above
    if line.note:
        yield line.note


def _line_words(planned: Planned | None, line: Prescription) -> str:
    if planned is None:
        return f"{line.left_out or 'not at this level'}."
    words = dose_words(planned.exercise, planned.dose, planned.sides)
    return f"{POSITION_NAMES[planned.position]}: {words}."


def reading(catalog: Catalog, line: Prescription, level: Level) -> str:
    """What a line that somebody typed plays, in a sentence or two, to be read back."""
    exercise, planned = catalog[line.exercise], planned_line(catalog, line, level)
    words = "left out" if planned is None else dose_words(exercise, planned.dose, planned.sides)
    fields = {"sets": "sets", "reps": "repetitions", "hold": "hold"}
    open_ = [name for field, name in fields.items() if getattr(line, field) is None]
    as_usual = "all" if len(open_) == len(fields) else " and ".join(open_)
    usual = f" ({as_usual} as at the {level} level)" if open_ else ""
    pieces = [f"{exercise.name}: {words}{usual}."]
    if line.often:
        pieces.append(f"{sentence(line.often)}")
    above = line.above_caps(exercise, planned.dose) if planned else None
    pieces += [part for part in (above, line.note and f"Note: {sentence(line.note)}") if part]
    return " ".join(pieces)


def planned_line(catalog: Catalog, line: Prescription, level: Level) -> Planned | None:
    """The line with its dose settled; ``None``: it is left out at that level."""
    alone = Routine("line", "Line", "", (line,), ordered=True)
    return next(iter(plan(catalog, Choice(alone, level=level)).lines), None)


def routine_document(routine: Routine) -> dict[str, object]:
    """Named as in a routine's file, times in seconds."""
    return {"format": 1, "routine": to_document(routine)}
