"""What must hold in exercises, routines and safety texts, beyond the shape of the file.

Names mean one thing, doses keep to their caps and never shrink from level to level, and every variant can
be played at every level. What must hold for the words of an exercise is in ``wording_rules``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, get_args

from lrx_cli.core.catalog.exercise import Catalog, Dose, Exercise, Source, Step, plain
from lrx_cli.core.catalog.limits import Codes
from lrx_cli.core.catalog.routine import Prescription, Routine, RoutinesFile
from lrx_cli.core.catalog.words import LEVELS, Flag, Level, Light
from lrx_cli.shapes import Shape, fields_in
from lrx_cli.storage.files import Problem, within
from lrx_cli.storage.wording_rules import SIDE_MARKS, wording_problems

if TYPE_CHECKING:
    from lrx_cli.core.catalog.safety import Safety

DESIGN = "design"
"""Stands for our own choice where a source would stand."""

_NERVE_HOLD = 3_000


Exercises = Mapping[int, Exercise]
"""Those of a file whose shape is right, by their place in it."""


def catalog_problems(
    exercises: Exercises, sources: Mapping[str, Source], *, complete: bool, beside: Catalog | None
) -> Iterator[Problem]:
    """Everything that does not hold together in a catalog.

    ``complete``: these are all of its exercises, so one that is not there is one that does not exist.
    ``beside``: the catalog that it adds to; ``None``: it stands alone.
    """
    others = beside.exercises if beside else ()
    codes = {*sources, *(beside.sources if beside else ())}
    ids = {exercise.id for exercise in (*exercises.values(), *others)}
    for place, exercise in exercises.items():
        where = f"exercises[{place}]"
        yield from within(where, exercise_problems(exercise))
        yield from within(where, _unknown_sources(exercise, codes))
        for number, wanted in enumerate(exercise.requires_ok if complete else ()):
            if wanted not in ids or wanted == exercise.id:
                there = f"{where}.requires_ok[{number}]"
                yield Problem(there, f'"{wanted}" is not another exercise of this catalog')
    yield from _shared_names(exercises, others)
    yield from _replacing(exercises, others)
    for code, source in sources.items():
        if beside and beside.sources.get(code, source) != source:
            yield Problem(f"sources.{code}", "is another source already; choose another code")


def exercise_problems(exercise: Exercise) -> Iterator[Problem]:
    """What is wrong inside one exercise."""
    yield from _variant_problems(exercise)
    yield from _dose_problems(exercise)
    for place, step in enumerate(exercise.steps):
        yield from within(f"steps[{place}]", _step_problems(step, exercise))
    yield from _sequence_problems(exercise)
    yield from wording_problems(exercise)
    for place, gap in enumerate(exercise.gaps):
        if gap.upfront and not gap.tell:
            yield Problem(f"gaps[{place}].tell", "is missing; what is shown upfront needs words to show")


# --- between exercises -----------------------------------------------------------------------------


def _shared_names(exercises: Exercises, others: Sequence[Exercise]) -> Iterator[Problem]:
    """Ids, numbers, names and aliases are how people ask for an exercise, so each means only one."""
    own = {exercise.id for exercise in exercises.values()}
    # An exercise of the same id is replaced, or _replacing says that it may not be.
    first = {
        plain(name): (f"the {field} of {exercise.id}", -1)
        for exercise in others
        if exercise.id not in own
        for field, name in _names(exercise)
    }
    for place, exercise in exercises.items():
        for field, name in _names(exercise):
            where = f"exercises[{place}].{field}"
            taken, taken_by = first.setdefault(plain(name), (where, place))
            if taken_by != place:
                yield Problem(where, f'"{name}" is {taken} already; it must mean one exercise only')


def _names(exercise: Exercise) -> Iterator[tuple[str, str]]:
    yield "id", exercise.id
    yield "number", str(exercise.number)
    yield "name", exercise.name
    for i, alias in enumerate(exercise.aliases):
        yield f"aliases[{i}]", alias


def _replacing(exercises: Exercises, others: Sequence[Exercise]) -> Iterator[Problem]:
    """Replacing a built-in exercise must be said: an id may also be chosen by chance."""
    taken = {exercise.id for exercise in others}
    for place, exercise in exercises.items():
        if exercise.id in taken and not exercise.overrides:
            yield Problem(
                f"exercises[{place}].id",
                f'"{exercise.id}" is an exercise already; choose another id, '
                'or say "overrides": true to play this one instead',
            )
        if exercise.overrides and exercise.id not in taken:
            yield Problem(
                f"exercises[{place}].overrides", f'there is no other exercise "{exercise.id}" to replace'
            )


# --- variants and doses ----------------------------------------------------------------------------


def _variant_problems(exercise: Exercise) -> Iterator[Problem]:
    ids = [variant.id for variant in exercise.variants]
    yield from _twice("variants", "id", ids)
    if exercise.needs != exercise.variants[0].needs:
        yield Problem("needs", f"differs from what the first variant, {ids[0]}, needs; make them the same")
    for level, dose in exercise.doses.items():
        yield from _unknown_variant(f"doses.{level}.variant", dose.variant, ids)
    for place, step in enumerate(exercise.steps):
        for id in step.variants or ():
            yield from _unknown_variant(f"steps[{place}].variants", id, ids)
    for place, caution in enumerate(exercise.cautions):
        field = f"cautions[{place}].variant"
        yield from _unknown_variant(field, caution.variant, ids)
        if caution.variant is not None and caution.action != "modify":
            yield Problem(field, "a variant belongs to the action modify only")


def _unknown_variant(field: str, id: str | None, ids: Sequence[str], of: str = "") -> Iterator[Problem]:
    if id is not None and id not in ids:
        allowed = ", ".join(dict.fromkeys(ids))
        yield Problem(field, f'"{id}" is not a variant{of}; allowed: {allowed}')


def _dose_problems(exercise: Exercise) -> Iterator[Problem]:
    below: tuple[Level, Dose] | None = None
    for level in LEVELS:
        dose = exercise.doses[level]
        where = f"doses.{level}"
        for field, name in (("hold", "hold_s"), ("reps", "reps"), ("sets", "sets")):
            found, cap = getattr(dose, field), getattr(exercise, f"{field}_cap")
            if found > cap:
                shown = f"{cap / 1_000:g} s" if field == "hold" else str(cap)
                yield Problem(f"{where}.{name}", f"is more than the exercise's cap, {shown}")
            if below is not None and found < getattr(below[1], field):
                yield Problem(f"{where}.{name}", f"is less than at {below[0]}; a level never asks for less")
        below = level, dose
    if exercise.family == "nerve":
        if exercise.hold_cap > _NERVE_HOLD:
            yield Problem("hold_cap_s", "is more than 3; a nerve is moved, not held")
        if exercise.sets_cap > 1:
            yield Problem("sets_cap", "is more than 1; a nerve exercise is done once and then judged")


# --- steps -----------------------------------------------------------------------------------------


def _step_problems(step: Step, exercise: Exercise) -> Iterator[Problem]:
    setup = step.tag == "setup"
    if setup == (step.scope == "rep"):
        allowed = "once or side" if setup else "rep"
        yield Problem("scope", f"found {step.scope}; allowed for a {step.tag}: {allowed}")
    if step.scope == "side" and exercise.side_mode == "none":
        yield Problem("scope", "found side; the exercise has no sides, so it can only be once")
    if step.with_previous and step.tag != "move":
        yield Problem("with_previous", "only a move can be part of the movement before it")
    if step.with_previous and step.from_rep == 1:
        yield Problem("from_rep", "must be 2 or more: what joins in later needs one repetition without it")
    if step.from_rep > 1 and not step.with_previous:
        yield Problem("with_previous", "must be true: a step that comes later joins the movement before it")
    if step.on_arrival and not (setup and step.scope == "once"):
        yield Problem("on_arrival", "belongs to set-up lines that are spoken once")
    if step.before and step.tag != "hold":
        yield Problem("before", "belongs to a hold that is too short for its own words")


def _sequence_problems(exercise: Exercise) -> Iterator[Problem]:
    """Every variant must be playable at every level: set up, move, hold where the dose has one, return."""
    seen = set()
    for variant in exercise.variants:
        for level in LEVELS:
            for text in _unplayable(exercise, level, variant.id):
                if (variant.id, text) not in seen:
                    seen.add((variant.id, text))
                    yield Problem("steps", f"variant {variant.id}, {level}: {text}")


def _unplayable(exercise: Exercise, level: Level, variant: str) -> Iterator[str]:
    steps = exercise.steps_of(level, variant)
    tags = [step.tag for step in steps]
    if "setup" not in tags:
        yield "there is no set-up"
    if "move" in tags and "setup" in tags[tags.index("move") :]:
        yield "a set-up line comes after the first move"
    order = "".join(step.tag[0] for step in steps if step.scope == "rep" and not step.with_previous)
    shapes = order.split("r")
    movements = len(shapes) - 1
    if not order.endswith("r") or any(shape not in ("m", "mh") for shape in shapes[:-1]):
        yield "a repetition must go move, hold if there is one, return, and so on in turn"
        return
    if exercise.doses[level].hold and "m" in shapes:
        yield "the dose holds, and there is no hold step"
    if exercise.family == "flex-ext" and movements != 2:
        yield f"bending both ways takes two movements, found {movements}"
    if movements > 2:
        yield f"a repetition has at most two movements, found {movements}"
    if exercise.side_mode != "none" and movements != 1:
        yield "an exercise with sides has one movement a repetition"
    if exercise.side_mode == "alternating" or movements == 2:
        for step in steps:
            if step.tag == "move" and not step.with_previous and not step.quiet:
                yield "a move lacks its quiet word, which says which of two shapes or sides it is"
    if exercise.side_mode != "none" and not any(mark in step.full for step in steps for mark in SIDE_MARKS):
        yield "no line names the side"


# --- routines --------------------------------------------------------------------------------------


def routines_problems(file: RoutinesFile, catalog: Catalog | None) -> Iterator[Problem]:
    yield from _twice("routines", "id", [routine.id for routine in file.routines])
    for place, routine in enumerate(file.routines):
        yield from within(f"routines[{place}]", routine_problems(routine, catalog))


def routine_problems(routine: Routine, catalog: Catalog | None) -> Iterator[Problem]:
    """``None``: its exercises are not looked up."""
    if catalog is None:
        return
    exercises = {exercise.id: exercise for exercise in catalog.exercises}
    for place, line in enumerate(routine.lines):
        where = f"lines[{place}]"
        exercise = exercises.get(line.exercise)
        if exercise is None:
            known = ", ".join(exercises)
            yield Problem(f"{where}.exercise", f'there is no exercise "{line.exercise}"; allowed: {known}')
            continue
        yield from within(where, _line_problems(line, exercise))


def _line_problems(line: Prescription, exercise: Exercise) -> Iterator[Problem]:
    if len(set(line.levels)) < len(line.levels):
        yield Problem("levels", "names a level twice")
    limited = set(line.levels) != set(LEVELS)
    if limited and not line.left_out:
        yield Problem("left_out", "is missing; say why it is left out at the other levels")
    if line.left_out and not limited:
        yield Problem("left_out", "says why it is left out, and it never is; limit its levels or drop this")
    ids = [variant.id for variant in exercise.variants]
    yield from _unknown_variant("variant", line.variant, ids, f" of {exercise.id}")
    if line.hold and not any(step.tag == "hold" for step in exercise.steps):
        yield Problem("hold_s", f"is not for {exercise.id}; it has no hold")
    if line.only_side and exercise.side_mode != "one_then_other":
        why = "it has no sides" if exercise.side_mode == "none" else "its sides take turns"
        yield Problem("only_side", f"is not for {exercise.id}; {why}")


# --- safety texts ----------------------------------------------------------------------------------


def safety_problems(safety: Safety) -> Iterator[Problem]:
    for where, _, found in fields_in(safety):
        if isinstance(found, tuple) and where != "colors":
            yield from _twice(where, "id", [getattr(member, "id", None) for member in found])
    flags = [condition.flag for condition in safety.conditions]
    yield from _twice("conditions", "flag", flags)
    if missing := [flag for flag in get_args(Flag) if flag not in flags]:
        yield Problem("conditions", f"lacks {', '.join(missing)}")
    if [color.id for color in safety.colors] != list(get_args(Light)):
        yield Problem("colors", f"must be {', '.join(get_args(Light))}, in this order")
    yield from _unknown_sources(safety, safety.sources)


# --- in whatever is checked ------------------------------------------------------------------------


def _twice(place: str, key: str, values: Sequence[str | None]) -> Iterator[Problem]:
    for number, value in enumerate(values):
        if value is not None and value in values[:number]:
            yield Problem(f"{place}[{number}].{key}", f'"{value}" is given twice')


def _unknown_sources(shape: Shape, known: Collection[str]) -> Iterator[Problem]:
    for where, kind, codes in fields_in(shape):
        if kind is Codes:
            for code in codes:
                if code != DESIGN and code not in known:
                    yield Problem(where, f'there is no source "{code}" in sources')
