"""Does what an exercise says fit the time it has? Found by telling it, at every level.

What does not fit is not an accident of playing: the next shorter form is told instead, or only the
tone. So this is for the author of the words, in seconds.
"""

from __future__ import annotations

from collections.abc import Iterator

from lrx_cli.core.catalog.exercise import Dose, Exercise, Step
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import Level
from lrx_cli.core.timeline.cue_duration import (
    REMINDED_TAIL,
    TAUGHT_MOST,
    TAUGHT_TAIL,
    hold_room,
    move_room,
    speech,
    voice_at,
)
from lrx_cli.core.timeline.repetitions import fill_sides, shapes_of

_SHORTEST: Ms = 900
"""No two words take less."""


def timing_problems(exercise: Exercise) -> list[str]:
    """What cannot be told in its time, a sentence each, with the place and what to do."""
    found = dict.fromkeys(
        problem for level, dose in exercise.doses.items() for problem in _at(exercise, level, dose)
    )
    return list(found)


def _at(exercise: Exercise, level: Level, dose: Dose) -> Iterator[str]:
    for shape in shapes_of(exercise.steps_of(level, dose.variant)):
        if exercise.listens_first:
            yield from _in_room(shape.move, "brief", move_room(dose.tempo), "movement")
        else:
            yield from _drawn_out(shape.move, dose.tempo, voice_at("go"), "movement")
        yield from _drawn_out(shape.back, dose.tempo, voice_at("back"), "way back")
        if shape.hold and dose.hold:
            yield from _held(shape.hold, dose.hold)


def _drawn_out(step: Step, tempo: Ms, before: Ms, what: str) -> Iterator[str]:
    """A taught movement may last 2.5 s longer than its tempo, and no more."""
    for form, line, tail in (
        ("full", step.full, TAUGHT_TAIL),
        ("brief", step.brief, REMINDED_TAIL),
    ):
        needs = before + speech(fill_sides(line, "right")) + tail
        most = tempo + TAUGHT_MOST
        if needs > most:
            yield (
                f'the {what} "{line}" ({form}) needs {_s(needs)}, and with a tempo of {_s(tempo)} '
                f"it may last {_s(most)}: take {_letters(needs - most)} letters out"
            )


def _in_room(step: Step, form: str, room: Ms, what: str) -> Iterator[str]:
    line = fill_sides(step.brief, "right")
    if speech(line) > room and speech(fill_sides(step.cue, "right")) > room:
        yield (
            f'the {what} "{line}" ({form}) takes {_s(speech(line))} to say and has {_s(room)}: '
            f"take {_letters(speech(line) - room)} letters out, or give it a shorter cue"
        )


def _held(step: Step, hold: Ms) -> Iterator[str]:
    """What a hold cannot carry is told before, or not at all."""
    room = hold_room(hold)
    if room < _SHORTEST:
        return  # its tone says it all
    full, brief = (fill_sides(line, "right") for line in (step.full, step.brief))
    if speech(full) > room and speech(brief) > room and not step.before:
        yield (
            f'the hold "{step.full}" takes {_s(speech(full))} to say and the hold of {_s(hold)} has '
            f"{_s(room)}: shorten `brief`, or move part of it to `before`"
        )


def _letters(over: Ms) -> int:
    return -(-over // 66)


def _s(ms: Ms) -> str:
    return f"{ms / 1000:.1f} s"
