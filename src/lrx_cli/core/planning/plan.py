"""What is played today: a choice from the catalog, with its doses settled.

The person decides; this only carries it out, and tells what it left out and why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from lrx_cli.core.catalog.exercise import (
    POSITIONS,
    Catalog,
    Dose,
    Exercise,
    Level,
    Ms,
    Position,
    Side,
    Teach,
    opposite,
)
from lrx_cli.core.catalog.routine import Prescription, Routine
from lrx_cli.core.catalog.words import Order as Order
from lrx_cli.core.catalog.words import Telling as Telling
from lrx_cli.core.health.profile import NOBODY, Person
from lrx_cli.core.health.tailoring import Fit, fit
from lrx_cli.text import sentence


class Choice(NamedTuple):
    """What was asked for. ``named`` exercises keep their order and are never left out."""

    routine: Routine
    named: tuple[str, ...] = ()
    level: Level = "standard"
    positions: tuple[Position, ...] = ()
    skip: tuple[str, ...] = ()
    order: Order = "position"
    variants: Mapping[str, str] = {}
    hold: Ms | None = None
    reps: int | None = None
    first_side: Side = "left"
    sore_side: Side | None = None
    teach: Telling = "auto"
    pace: float = 1.0
    """Stretches preparing, switching, resting and changing position, never a movement or a hold."""
    manual: bool = False
    """Wait for a key after every instruction."""
    minutes: float | None = None
    """Playing time, questions not counted; ``None``: as long as it takes. Kept by ``budget``."""


class Planned(NamedTuple):
    """One exercise of today, its dose settled."""

    exercise: Exercise
    level: Level
    dose: Dose
    sides: tuple[Side, ...]
    """In the order they are done; empty without sides."""
    teach: Teach

    @property
    def position(self) -> Position:
        return self.exercise.variant(self.dose.variant).position


class Plan(NamedTuple):
    routine: str
    level: Level
    teach: Telling
    """As asked for."""
    lines: tuple[Planned, ...]
    left_out: tuple[tuple[str, str], ...]
    """Exercise id and why, in a sentence."""
    notes: tuple[str, ...]
    """What was changed against what was asked for: a capped hold, say."""
    pace: float
    manual: bool

    @property
    def needs(self) -> tuple[str, ...]:
        """What to have at hand, in the order it is used."""
        return tuple(
            dict.fromkeys(
                thing for line in self.lines for thing in line.exercise.variant(line.dose.variant).needs
            )
        )


class Candidate(NamedTuple):
    """One exercise that can be played today, at its own level or below it."""

    exercise: Exercise
    choice: Choice
    prescription: Prescription
    level: Level
    """The most it is played at."""
    variant: str | None
    """The form at every level; ``None``: each level's own."""
    sides: tuple[Side, ...]
    teach: Teach
    reps: int | None = None
    """Not more than these; ``None``: the level's."""

    def at(self, level: Level, notes: list[str] | None = None) -> Planned:
        """Played at ``level``. ``notes`` gets what was capped."""
        variant = self.variant or self.exercise.doses[level].variant
        dose = _settled(
            self.exercise, self.choice, self.prescription, level, variant, [] if notes is None else notes
        )
        if self.reps is not None and self.choice.reps is None:
            dose = replace(dose, reps=min(dose.reps, self.reps))
        return Planned(self.exercise, level, dose, self.sides, self.teach)


class Candidates(NamedTuple):
    """Everything that can be played today, in the order of the routine, and what cannot, and why."""

    choice: Choice
    person: Person
    playable: tuple[Candidate, ...]
    left_out: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, str], ...]
    """Exercise id and what was changed or is to be known, in a sentence."""


def plan(
    catalog: Catalog,
    choice: Choice,
    times_played: Mapping[str, int] | None = None,
    person: Person = NOBODY,
) -> Plan:
    """Lay out ``choice`` for ``person``, however long it takes; ``budget.within`` keeps to the minutes.

    ``times_played``: how often each exercise was completed, for ``--teach auto``. Without a history
    everything is told in full.
    """
    found = find_candidates(catalog, choice, times_played, person)
    return arrange(found, [candidate.at(candidate.level) for candidate in found.playable])


def find_candidates(
    catalog: Catalog,
    choice: Choice,
    times_played: Mapping[str, int] | None = None,
    person: Person = NOBODY,
) -> Candidates:
    """What of ``choice`` ``person`` can play today, and at most how much of it."""
    notes: list[tuple[str, str]] = []
    left_out: list[tuple[str, str]] = []
    playable: list[Candidate] = []
    for prescription in _prescribed(choice):
        exercise = catalog[prescription.exercise]
        fits = fit(exercise, person, choice.sore_side)
        named = exercise.id in choice.named
        asked = choice.variants.get(exercise.id)
        variant = asked or fits.variant or prescription.variant
        position = exercise.variant(variant or exercise.doses[choice.level].variant).position
        why = _why_left_out(choice, prescription, exercise, position)
        if why is None and fits.left_out and not named:
            why = fits.left_out
        if why:
            left_out.append((exercise.id, why))
            continue
        if fits.left_out:  # the person decides; that it was named does not make it silent
            notes.append(
                (exercise.id, f"{exercise.name}: you asked for it by name. {sentence(fits.left_out)}")
            )
        if prescription.note:
            notes.append((exercise.id, f"{exercise.name}: {prescription.note}"))
        notes += [(exercise.id, f"{exercise.name}: {note}") for note in fits.notes]
        playable.append(
            Candidate(
                exercise,
                choice,
                prescription,
                "gentle" if fits.gentle else choice.level,
                variant,
                _sides(exercise, choice, prescription, fits),
                _teach(choice.teach, (times_played or {}).get(exercise.id, 0)),
                person.reps.get(exercise.id),
            )
        )
        if fits.gentle and choice.level != "gentle":
            notes.append((exercise.id, f"{exercise.name}: at the gentle dose today."))
    playable = _one_nerve_in_full(playable, person, notes)
    for candidate in playable:
        capped: list[str] = []
        candidate.at(candidate.level, capped)
        notes += [(candidate.exercise.id, note) for note in capped]
    return Candidates(choice, person, tuple(playable), tuple(left_out), tuple(notes))


def arrange(
    found: Candidates,
    lines: Sequence[Planned],
    left_out: Sequence[tuple[str, str]] = (),
    notes: Sequence[str] = (),
) -> Plan:
    """``lines`` in the order they are played, with everything that is to be told of them."""
    choice = found.choice
    played = {line.exercise.id for line in lines}
    return Plan(
        choice.routine.id,
        choice.level,
        choice.teach,
        tuple(_ordered(list(lines), choice)),
        (*found.left_out, *left_out),
        (*(note for id, note in found.notes if id in played), *notes),
        choice.pace,
        choice.manual,
    )


def _prescribed(choice: Choice) -> tuple[Prescription, ...]:
    if not choice.named:
        return choice.routine.lines
    own = {line.exercise: line for line in choice.routine.lines}
    return tuple(own.get(id) or Prescription(id) for id in choice.named)


def _why_left_out(choice: Choice, line: Prescription, exercise: Exercise, position: Position) -> str | None:
    if exercise.id in choice.skip:
        return "skipped, as you asked"
    if choice.positions and position not in choice.positions:
        return f"it is done {_IN_POSITION[position]}"
    if choice.level not in line.levels and exercise.id not in choice.named:
        return line.left_out or f"not part of this routine at the {choice.level} level"
    return None


_IN_POSITION: dict[Position, str] = {
    "quadruped": "on hands and knees",
    "prone": "lying on the front",
    "supine": "lying on the back",
    "side-lying": "lying on the side",
    "seated": "on a chair",
    "standing": "standing",
}


def _settled(
    exercise: Exercise,
    choice: Choice,
    line: Prescription,
    level: Level,
    variant: str,
    notes: list[str],
) -> Dose:
    """The level's dose, with what the routine and then the person put in its place, within the caps."""
    dose = exercise.doses[level]
    hold = choice.hold if choice.hold is not None else line.hold
    reps = choice.reps if choice.reps is not None else line.reps
    if hold is not None and dose.hold == 0 and hold > 0:
        notes.append(f"{exercise.name}: no hold at the {level} level, so none is made.")
        hold = None
    if hold is not None and hold > exercise.hold_cap:
        notes.append(
            f"{exercise.name}: {exercise.hold_cap // 1000} s is the longest hold here, not {hold // 1000} s."
        )
        hold = exercise.hold_cap
    if reps is not None and reps > exercise.reps_cap:
        notes.append(f"{exercise.name}: {exercise.reps_cap} repetitions are the most here, not {reps}.")
        reps = exercise.reps_cap
    sets = line.sets
    if sets is not None and sets > exercise.sets_cap:
        notes.append(f"{exercise.name}: {exercise.sets_cap} sets are the most here, not {sets}.")
        sets = exercise.sets_cap
    return replace(
        dose,
        hold=dose.hold if hold is None else hold,
        reps=dose.reps if reps is None else reps,
        sets=dose.sets if sets is None else sets,
        rest=dose.rest if line.rest is None else line.rest,
        tempo=dose.tempo if line.tempo is None else line.tempo,
        variant=variant,
    )


def _sides(exercise: Exercise, choice: Choice, line: Prescription, fits: Fit) -> tuple[Side, ...]:
    if exercise.side_mode == "none":
        return ()
    only = fits.only_side or line.only_side
    if only:
        return (only,)
    first = choice.first_side
    if choice.sore_side and exercise.first_side == "easier":
        first = opposite(choice.sore_side)
    return (first, opposite(first))


def _one_nerve_in_full(
    playable: list[Candidate], person: Person, notes: list[tuple[str, str]]
) -> list[Candidate]:
    """After an amber session the second nerve exercise stays at its gentle dose."""
    kept: list[Candidate] = []
    for candidate in playable:
        earlier = [other for other in kept if other.exercise.listens_first and other.level != "gentle"]
        if person.touchy and earlier and candidate.exercise.listens_first and candidate.level != "gentle":
            name = candidate.exercise.name
            notes.append(
                (candidate.exercise.id, f"{name}: gentle today, for one nerve exercise in full is enough.")
            )
            candidate = candidate._replace(level="gentle")
        kept.append(candidate)
    return kept


def _teach(asked: Telling, times: int) -> Teach:
    """``auto``: in full twice, shorter up to the sixth time, then names, sides and counts only."""
    if asked != "auto":
        return asked
    if times < 2:
        return "full"
    return "short" if times < 6 else "off"


def _ordered(lines: list[Planned], choice: Choice) -> list[Planned]:
    """Grouped by position in the order one passes through them: the fewest changes there can be."""
    if choice.named or choice.routine.ordered:
        return lines
    if choice.order == "article":
        return sorted(lines, key=lambda line: line.exercise.number)
    return sorted(lines, key=lambda line: POSITIONS.index(line.position))
