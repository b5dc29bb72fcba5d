"""``lrx list``: the exercises grouped by position, in the order a session passes through them."""

from __future__ import annotations

from collections.abc import Sequence

from lrx_cli.core.catalog.exercise import POSITIONS, Exercise, Level
from lrx_cli.render.dose import POSITION_NAMES, dose_words, needs_words
from lrx_cli.render.paper import Paper, joined
from lrx_cli.text import width

_NAME_COLUMN = 5
_ID_COLUMN = 36


def catalog_page(paper: Paper, exercises: Sequence[Exercise], level: Level) -> list[str]:
    by_position = [
        [exercise for exercise in exercises if _position(exercise, level) == position]
        for position in POSITIONS
    ]
    sections = [
        [
            *paper.title(POSITION_NAMES[position]),
            *(line for exercise in group for line in _entry(paper, exercise, level)),
        ]
        for position, group in zip(POSITIONS, by_position, strict=True)
        if group
    ]
    footer = paper.paragraph(
        f"Doses are those of the {level} level. lrx show NAME tells more; lrx session NAME plays one.",
        style="faint",
    )
    return joined([*sections, footer])


def _entry(paper: Paper, exercise: Exercise, level: Level) -> list[str]:
    dose = exercise.doses[level]
    number = f"{exercise.number:>3}  "
    gap = paper.columns - _NAME_COLUMN - width(exercise.name) - width(exercise.id)
    if gap >= 2:
        space = " " * min(gap, max(_ID_COLUMN - _NAME_COLUMN - width(exercise.name), 2))
        head = [number + paper.paint(exercise.name, "strong") + space + paper.paint(exercise.id, "faint")]
    else:
        head = [
            *paper.paragraph(exercise.name, mark=number, style="strong"),
            *paper.paragraph(exercise.id, indent=_NAME_COLUMN, style="faint"),
        ]
    words = dose_words(exercise, dose)
    what = f"{words[0].upper()}{words[1:]}. You need: {needs_words(exercise.variant(dose.variant).needs)}."
    return [*head, *paper.paragraph(what, indent=_NAME_COLUMN)]


def _position(exercise: Exercise, level: Level) -> str:
    return exercise.variant(exercise.doses[level].variant).position


def catalog_document(exercises: Sequence[Exercise], level: Level) -> dict[str, object]:
    """For ``--json``; docs/json.md describes it."""
    return {
        "format": 1,
        "level": level,
        "exercises": [
            {
                "id": exercise.id,
                "number": exercise.number,
                "name": exercise.name,
                "aliases": list(exercise.aliases),
                "positions": list(exercise.positions),
                "sides": exercise.side_mode,
                "equipment": list(exercise.needs),
                "optional_equipment": list(exercise.optional),
                "family": exercise.family,
                "variants": [variant.id for variant in exercise.variants],
                "dose": {
                    "hold_s": exercise.doses[level].hold / 1000,
                    "reps": exercise.doses[level].reps,
                    "sets": exercise.doses[level].sets,
                    "rest_s": exercise.doses[level].rest / 1000,
                    "tempo_s": exercise.doses[level].tempo / 1000,
                    "variant": exercise.doses[level].variant,
                },
            }
            for exercise in exercises
        ],
    }
