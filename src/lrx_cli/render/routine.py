"""``lrx routine list`` and ``lrx routine show``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lrx_cli.core.catalog.exercise import Catalog, Level
from lrx_cli.core.catalog.routine import Prescription, Routine
from lrx_cli.core.planning.plan import Choice, Planned, plan
from lrx_cli.render.dose import POSITION_NAMES, dose_words
from lrx_cli.render.paper import Paper, joined


class Listed(NamedTuple):
    """One row of the list. ``routine`` is ``None`` where its file is wrong, and ``trouble`` says so."""

    id: str
    routine: Routine | None
    own: bool
    trouble: str = ""


def routines_page(paper: Paper, listed: Sequence[Listed]) -> list[str]:
    sections = []
    for title, own in (("Built in", False), ("Your own", True)):
        rows = [row for row in listed if row.own is own]
        column = max((len(row.id) for row in rows), default=0) + 4
        lines = [line for row in rows for line in paper.entry(row.id, _about(row), column=column, indent=2)]
        sections.append([*paper.title(title), *lines] if rows else [])
    footer = "lrx routine show NAME tells what is in one; lrx session --routine NAME plays it."
    return joined([*sections, paper.paragraph(footer, style="faint")])


def _about(row: Listed) -> str:
    if row.routine is None:
        return row.trouble
    count = len(row.routine.lines)
    return f"{row.routine.name}: {'1 line' if count == 1 else f'{count} lines'}. {row.routine.about}"


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


def routine_page(paper: Paper, catalog: Catalog, routine: Routine, level: Level) -> list[str]:
    order = "In this order." if routine.ordered else "Played with the fewest changes of position."
    lines = []
    for place, line in enumerate(routine.lines, start=1):
        name = catalog[line.exercise].name
        lines += paper.paragraph(name, mark=f"{place:>3}. ", style="strong")
        lines += paper.paragraph(_line_words(catalog, line, level), indent=5)
        if line.note:
            lines += paper.paragraph(line.note, indent=5)
    return joined(
        [
            [*paper.title(routine.name), *paper.paragraph(f"{routine.about} {order}")],
            lines,
            paper.paragraph(
                f"Doses are those of the {level} level. lrx session --routine {routine.id} plays it, "
                f"lrx handout --routine {routine.id} prints it.",
                style="faint",
            ),
        ]
    )


def _line_words(catalog: Catalog, line: Prescription, level: Level) -> str:
    planned = planned_line(catalog, line, level)
    if planned is None:
        return f"{line.left_out or 'not at this level'}."
    form = planned.exercise.variant(planned.dose.variant)
    words = dose_words(planned.exercise, planned.dose, planned.sides)
    return f"{POSITION_NAMES[form.position]}: {words}."


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
                    "note": line.note,
                }
                for line in routine.lines
            ],
        },
    }


def _seconds(ms: int | None) -> float | None:
    return None if ms is None else ms / 1_000
