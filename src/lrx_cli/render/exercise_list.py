"""``lrx list``: the exercises grouped by position, in the order a session passes through them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lrx_cli.core.catalog.exercise import Catalog, Exercise
from lrx_cli.core.catalog.limits import to_document
from lrx_cli.core.catalog.words import POSITIONS, Level
from lrx_cli.render.console import safe_text
from lrx_cli.render.parts import Fitting, Page, Records, Room, hints, side_chips, stacked, table
from lrx_cli.render.words import POSITION_NAMES, all_codes, count, dose_words, needs_words, short_dose

Groups = Sequence[tuple[str, Sequence[Exercise]]]
_LEAST_NEEDS = 14
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def catalog_page(exercises: Sequence[Exercise], level: Level) -> RenderableType:
    groups = [
        (POSITION_NAMES[position], [one for one in exercises if _position(one, level) == position])
        for position in POSITIONS
    ]
    groups = [(name, group) for name, group in groups if group]

    def compose(room: Room) -> Iterable[RenderableType | None]:
        if not room.boxes:
            yield Records(_record(one, level, name) for name, group in groups for one in group)
            return
        number = _NUMBERS[len(exercises)] if len(exercises) < len(_NUMBERS) else str(len(exercises))
        yield stacked(
            Text.assemble(
                (f"{number} {count(len(exercises), 'exercise').partition(' ')[2]}", "title"),
                (f"  by position, {level} level", "aside"),
            ),
            Fitting(_table(groups, level), _lists(groups, level)) if room.columns else _lists(groups, level),
        )
        if exercises:
            yield hints(
                (f"lrx show {exercises[-1].number}", "one of them"),
                ("lrx session", "play them"),
            )

    return Page(compose)


def _table(groups: Groups, level: Level) -> Table:
    grid = table("#", "Exercise", "Dose", "Sides", "You need", right=("#",))
    for column in grid.columns[:4]:
        column.no_wrap = True
    grid.columns[4].min_width = _LEAST_NEEDS
    for name, group in groups:
        grid.add_row("", Text(name, "position"))
        for one in group:
            dose = one.doses[level]
            grid.add_row(
                Text(str(one.number), "number"),
                safe_text(one.name, "name"),
                safe_text(short_dose(one, dose)),
                side_chips() if one.side_mode != "none" else "",
                safe_text(needs_words(one.variant(dose.variant).needs), "aside"),
            )
    return grid


def _lists(groups: Groups, level: Level) -> RenderableType:
    lists = Page(lambda _room: [_list(name, group, level) for name, group in groups])
    return Group(Text(""), lists)


def _list(name: str, group: Sequence[Exercise], level: Level) -> RenderableType:
    entries: list[RenderableType] = [Text(name, "position")]
    for one in group:
        dose = one.doses[level]
        sides = side_chips() if one.side_mode != "none" else ""
        entries += [
            Text.assemble((str(one.number), "number"), " ", safe_text(one.name, "name"), "  ", sides),
            Padding(safe_text(short_dose(one, dose)), (0, 0, 0, 3)),
            Padding(
                safe_text(f"You need: {needs_words(one.variant(dose.variant).needs)}", "aside"), (0, 0, 0, 3)
            ),
        ]
    return Group(*entries)


def _record(one: Exercise, level: Level, position: str) -> tuple[str | Text, ...]:
    dose = one.doses[level]
    needs = needs_words(one.variant(dose.variant).needs)
    name = safe_text(one.name, "name")
    return (
        Text(str(one.number), "number"),
        name,
        one.id,
        position,
        dose_words(one, dose),
        f"you need: {needs}",
    )


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
