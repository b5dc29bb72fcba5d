"""Every line that the built-in routines can say: at any level, amount of telling, first side and variant,
with any doses that may be asked for, and whatever a key makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace
from itertools import permutations, product

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import Catalog, Exercise
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.routine import Choice, Routine
from lrx_cli.core.catalog.words import LEVELS, Side, Teach
from lrx_cli.core.health.policy import ANYTHING, Allowance
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.player.interruptions import answers, repertoire
from lrx_cli.core.timeline import Cue, Timeline, phrases
from lrx_cli.core.timeline.compile import compile
from lrx_cli.core.timeline.cue_duration import counted, number_word
from lrx_cli.core.timeline.draft import Draft
from lrx_cli.core.timeline.phrases import fill_sides
from lrx_cli.core.timeline.transitions import rest_line, set_line
from lrx_cli.exports.page import data
from lrx_cli.sound.clips import parts, sentences
from lrx_cli.storage.catalog import load_catalog, load_routines

_TEACHES: tuple[Teach, ...] = ("full", "short", "off")
_SIDES: tuple[Side, ...] = ("left", "right")
_LONGEST_MINUTES = 60
_REPS = (*range(1, 16), 20)
_SETS = (2, 3)
_RESTS: tuple[Ms, ...] = (15_000, 20_000, 30_000, 60_000)
_LONG_HOLDS: tuple[Ms, ...] = (10_000, 15_000, 20_000, 30_000, 60_000)
"""What prescriptions have beyond what one may ask for."""
_PACES = (1.0, 3.0)
"""As usual, and so slow that there is time for all that may be said besides."""
SAFETY_WORDS_A_MINUTE = 200


def built_in_lines() -> list[str]:
    """All of them, each once, in alphabetical order."""
    catalog = load_catalog(locations.exercises_file())
    lines: set[str] = set()
    for timeline in built_in_timelines(catalog):
        lines.update(repertoire(timeline))
    moves = {line.partition(", ")[2] for line in lines if line.startswith(("Two of ", "Final one, "))}
    lines.update(_counted_lines(catalog, moves))
    lines.update(_needs(lines))
    lines.update(cue.say or "" for cue in data.own_lines())
    for change in (*phrases.CHANGES.values(), *phrases.BED_CHANGES.values(), phrases.ROLL):
        changed = [fill_sides(change.text, side) for side in _SIDES]
        lines.update(changed)
        lines.update(sentence for line in changed for sentence in sentences(line))  # as there is time between
    return sorted(lines)


def safety_parts() -> set[str]:
    """All that is said about safety, in the parts it is put together from."""
    cues: set[Cue] = set()
    for timeline in built_in_timelines(load_catalog(locations.exercises_file())):
        cues.update(cue for segment in timeline.segments for cue in segment.cues)
        cues.update(answers(timeline))
    return {part.text for cue in cues if cue.kind == "safety" and cue.say for part in parts(cue.say)}


def hurried(text: str, ms: Ms) -> bool:
    """Whether it is said faster than 200 words a minute; two or three words alone say nothing about that."""
    words = len(text.split())
    return words > 3 and words * 60_000 > SAFETY_WORDS_A_MINUTE * ms


def built_in_timelines(catalog: Catalog) -> Iterator[Timeline]:
    """Every built-in routine and every exercise in every variant, at every level and teaching."""
    for level, teach, side in product(LEVELS, _TEACHES, _SIDES):
        for routine in _routines(catalog):
            on_a_bed = Choice(routine, level=level, teach=teach, first_side=side)
            yield _compiled(catalog, on_a_bed, True, Allowance(flags=frozenset({"bed"})))
        for attended, routine, pace in product((True, False), _routines(catalog), _PACES):
            choice = Choice(routine, level=level, teach=teach, first_side=side, pace=pace)
            yield _compiled(catalog, choice, attended)
        for exercise in catalog.exercises:
            for variant in exercise.variants:
                chosen = {exercise.id: variant.id}
                choice = Choice(
                    _alone(exercise), (exercise.id,), level, variants=chosen, teach=teach, first_side=side
                )
                yield _compiled(catalog, choice, True)


def _routines(catalog: Catalog) -> tuple[Routine, ...]:
    return load_routines(locations.builtin_routines_file(), catalog)


def _alone(exercise: Exercise) -> Routine:
    return Routine(exercise.id, exercise.name, "", (), True)


def _compiled(catalog: Catalog, choice: Choice, attended: bool, allowed: Allowance = ANYTHING) -> Timeline:
    return compile(plan(catalog, choice, None, allowed), attended=attended)


def _counted_lines(catalog: Catalog, moves: Set[str]) -> Iterator[str]:
    """What depends on how many are played, how long it takes, and how often and how long one asked for.
    ``moves``: what may be said after a count."""
    ten = len(catalog.exercises)
    lasting = [f"about {counted(minutes, 'minute')}" for minutes in range(1, _LONGEST_MINUTES + 1)]
    for exercises, long in product(range(1, ten + 1), (*lasting, "less than a minute")):
        yield f"{counted(exercises, 'exercise').capitalize()}, {long}."
    for number, of, move in product(range(2, _REPS[-1]), _REPS[2:], ("", *moves)):
        if number < of:
            count = f"{number_word(number).capitalize()} of {number_word(of)}"
            yield f"{count}, {move}" if move else f"{count}."
    for sets in _SETS:
        yield from (set_line(number, sets) for number in range(2, sets + 1))
    yield from (rest_line(rest) for rest in _RESTS)
    for exercise in catalog.exercises:
        name = exercise.name[:1].lower() + exercise.name[1:]
        for place in range(1, ten + 1):
            for places in range(max(2, place), ten + 1):
                yield f"Next, exercise {number_word(place)} of {number_word(places)}: {name}."
        yield from (f"First, {name}.", f"Next, {name}.", f"Final exercise: {name}.")
        yield from _dose_lines(catalog, exercise)


def _needs(lines: Set[str]) -> Iterator[str]:
    """What to fetch, in the order in which the exercises that one names need it."""
    begin = phrases.YOU_NEED
    listed = [line.removeprefix(begin).removesuffix(".") for line in lines if line.startswith(begin)]
    things = {thing[:1].lower() + thing[1:] for each in listed for thing in each.split(". ")}
    for count in (2, 3):
        for chosen in permutations(sorted(things), count):
            yield phrases.spoken_needs(chosen)


def _dose_lines(catalog: Catalog, exercise: Exercise) -> Iterator[str]:
    """At every length and as often as one may ask for; and as a prescription may have it: in more sets, more
    often, on one side only."""
    today = plan(catalog, Choice(_alone(exercise), (exercise.id,)))
    line = today.lines[0]
    own = exercise.doses["standard"]
    lengths = [seconds * 1_000 for seconds in range(exercise.hold_cap // 1_000 + 1)]
    asked = product(range(1, exercise.reps_cap + 1), lengths, {dose.sets for dose in exercise.doses.values()})
    doses = [replace(own, reps=reps, hold=hold, sets=sets) for reps, hold, sets in asked]
    doses += [replace(own, reps=reps, sets=sets) for reps, sets in product(_REPS[1:], (1, *_SETS))]
    doses += [replace(own, hold=hold, sets=2) for hold in lengths if hold in _LONG_HOLDS]
    lines = [line._replace(dose=dose) for dose in doses]
    if len(line.sides) == 2:
        forms = [replace(own, variant=variant.id) for variant in exercise.variants]
        lines += [line._replace(dose=form, sides=(side,)) for form, side in product(forms, _SIDES)]
    told: tuple[Teach, ...] = ("full", "off")
    for one, teach in product(lines, told):
        yield Draft(today._replace(lines=(one._replace(teach=teach),)), 0, attended=True).dose_line()
