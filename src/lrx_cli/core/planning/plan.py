"""What is played today: a choice from the catalog, with its doses settled.

The person decides; this only carries it out, and says what it left out and why.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from lrx_cli.core.catalog.exercise import Catalog, Dose, Exercise
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.routine import Choice, Prescription, Rung, rungs
from lrx_cli.core.catalog.words import POSITIONS, POSTURE, Level, Position, Side, Teach, Telling, opposite
from lrx_cli.core.health.answers import Raised
from lrx_cli.core.health.policy import ANYTHING, Allowance, Fit, fewest, fit, lower
from lrx_cli.text import count, sentence


class Planned(NamedTuple):
    """One exercise of today, its dose settled."""

    exercise: Exercise
    level: Level
    dose: Dose
    sides: tuple[Side, ...]
    """In the order they are done; empty without sides."""
    teach: Teach
    safe: tuple[str, ...] = ()
    """The forms that conditions of the person allow, where they do not allow every one."""
    notes: tuple[str, ...] = ()
    """How the dose differs from what was asked for."""

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
    on_bed: bool = False
    """A firm bed is used instead of the floor."""
    named: bool = False
    """Exercises were named, so what is played is not a routine."""

    @property
    def needs(self) -> tuple[str, ...]:
        """What to have at hand, in the order it is used. A counter serves where a wall would, too."""
        things = [thing for line in self.lines for thing in line.exercise.variant(line.dose.variant).needs]
        return tuple(dict.fromkeys(t for t in things if t != "counter or wall" or "counter" not in things))


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
    safe: tuple[str, ...] = ()
    """The forms that may be played, where not every one may."""
    rung: Rung | None = None
    """What it was raised to from its own level."""

    def at(self, level: Level) -> Planned:
        exercise, line, choice = self.exercise, self.prescription, self.choice
        usual = exercise.doses[level]
        if self.rung is not None and level == self.level:
            level, usual = self.rung.level, self.rung.dose
        hold, reps, notes = _asked_for(exercise, choice, usual, level)
        # A routine's line is somebody's prescription and holds as it is; the caps bind what was only typed.
        dose = replace(
            usual,
            hold=_first(hold, line.hold, usual.hold),
            reps=_first(reps, line.reps, usual.reps),
            sets=_first(line.sets, usual.sets),
            rest=_first(line.rest, usual.rest),
            tempo=_first(line.tempo, usual.tempo),
            variant=self.variant or usual.variant,
        )
        if above := line.above_caps(exercise, dose):
            notes.append(above)
        if self.reps is not None and reps is None:
            dose = replace(dose, reps=min(dose.reps, self.reps))
        return Planned(exercise, level, dose, self.sides, self.teach, self.safe, tuple(notes))


class Candidates(NamedTuple):
    """Everything that can be played today, in the order of the routine, and what cannot, and why."""

    choice: Choice
    allowed: Allowance
    playable: tuple[Candidate, ...]
    left_out: tuple[tuple[str, str], ...]
    notes: tuple[tuple[Exercise, str], ...]
    """What was changed, or is worth knowing, in a sentence."""


def plan(
    catalog: Catalog,
    choice: Choice,
    times_played: Mapping[str, int] | None = None,
    allowed: Allowance = ANYTHING,
) -> Plan:
    """Lay out ``choice``, however long it takes; ``fit_to_minutes`` keeps to the minutes.

    ``times_played``: how often each exercise was completed, for ``--teach auto``. Without a history
    everything is said in full.
    """
    found = find_candidates(catalog, choice, times_played, allowed)
    return arrange(found, [candidate.at(candidate.level) for candidate in found.playable])


def find_candidates(
    catalog: Catalog,
    choice: Choice,
    times_played: Mapping[str, int] | None = None,
    allowed: Allowance = ANYTHING,
) -> Candidates:
    """What of ``choice`` can be played today, and at most how much of it."""
    most_level = lower(choice.level or allowed.usual_level, allowed.effect.level)
    choice = choice._replace(level=most_level)
    notes: list[tuple[Exercise, str]] = []
    left_out: list[tuple[str, str]] = []
    playable: list[Candidate] = []
    for prescription in _prescribed(choice):
        exercise = catalog[prescription.exercise]
        if "bed" in allowed.flags:
            exercise = on_a_bed(exercise)
        fits = fit(exercise, allowed, choice.sore_side)
        named = exercise.id in choice.named
        variant = choice.variants.get(exercise.id) or fits.variant or prescription.variant
        if fits.safe and variant not in fits.safe:
            variant = fits.variant
            notes.append((exercise, "not in the form that you asked for."))
        position = exercise.variant(variant or exercise.doses[most_level].variant).position
        why = _why_left_out(choice, prescription, exercise, position)
        if why is None and fits.left_out and (fits.firm or not named):
            why = fits.left_out
        if why:
            left_out.append((exercise.id, why))
            continue
        if fits.left_out:  # asked for by name, but not in silence
            notes.append((exercise, f"you asked for it by name. {sentence(fits.left_out)}"))
        if prescription.note:
            notes.append((exercise, prescription.note))
        notes += [(exercise, note) for note in fits.notes]
        level: Level = "gentle" if fits.gentle else most_level
        playable.append(
            Candidate(
                exercise,
                choice,
                prescription,
                level,
                variant,
                _sides(exercise, choice, prescription, fits),
                _teach(choice.teach, (times_played or {}).get(exercise.id, 0)),
                _most_reps(exercise, level, allowed, prescription.reps),
                fits.safe,
                None if fits.gentle else _raised_to(exercise, most_level, allowed.raised, variant),
            )
        )
        if fits.gentle and choice.level != "gentle":
            notes.append((exercise, "at the gentle dose today."))
    if allowed.effect.one_nerve:
        _one_nerve_in_full(playable, notes)
    notes += [(one.exercise, note) for one in playable for note in one.at(one.level).notes]
    found = Candidates(choice, allowed, tuple(playable), tuple(left_out), tuple(notes))
    return _only_so_many(found, fewest(allowed.effect.most, choice.most))


def by_priority(found: Candidates) -> list[Candidate]:
    """Exercises that were named, and routines with an order of their own, have their priorities in it;
    what has no priority comes last."""
    playable = list(found.playable)
    if found.choice.named or found.choice.routine.ordered:
        return playable
    preference = found.allowed.preference

    def rank(candidate: Candidate) -> float:
        priority = candidate.exercise.priority
        return math.inf if priority is None else priority[preference]

    return sorted(playable, key=rank)


def first_of_each_family(ranked: Sequence[Candidate]) -> list[Candidate]:
    firsts: dict[str, Candidate] = {}
    for candidate in ranked:
        firsts.setdefault(candidate.exercise.family, candidate)
    return list(firsts.values())


def _only_so_many(found: Candidates, most: int | None) -> Candidates:
    """The first ones by priority, of different families where there are as many; the rest is left out."""
    if most is None or len(found.playable) <= most:
        return found
    ranked = by_priority(found)
    firsts = first_of_each_family(ranked)
    taken = {one.exercise.id for one in [*firsts, *(one for one in ranked if one not in firsts)][:most]}
    return found._replace(
        playable=tuple(one for one in found.playable if one.exercise.id in taken),
        left_out=(
            *found.left_out,
            *(
                (one.exercise.id, f"not more than {count(most, 'exercise')} today")
                for one in found.playable
                if one.exercise.id not in taken
            ),
        ),
    )


def _most_reps(exercise: Exercise, level: Level, allowed: Allowance, prescribed: int | None) -> int | None:
    """Not more repetitions than one's own, and fewer where the policy says so; ``None``: the level's."""
    own = allowed.reps.get(exercise.id) if prescribed is None else prescribed
    if not allowed.effect.fewer:
        return own
    reps = prescribed or exercise.doses[level].reps
    return max(1, min(reps, own or reps) - allowed.effect.fewer)


def arrange(
    found: Candidates,
    lines: Sequence[Planned],
    left_out: Sequence[tuple[str, str]] = (),
    notes: Sequence[str] = (),
) -> Plan:
    """``lines`` in the order they are played, with everything that is to be said about them."""
    choice = found.choice
    assert choice.level is not None
    played = {line.exercise.id for line in lines}
    known = (f"{exercise.name}: {note}" for exercise, note in found.notes if exercise.id in played)
    return Plan(
        choice.routine.id,
        choice.level,
        choice.teach,
        tuple(_ordered(list(lines), choice)),
        (*found.left_out, *left_out),
        (*found.allowed.says, *known, *notes),
        choice.pace,
        choice.manual,
        "bed" in found.allowed.flags,
        bool(choice.named),
    )


@lru_cache(maxsize=64)
def on_a_bed(exercise: Exercise) -> Exercise:
    """With a firm bed wherever its lines have a mat."""
    spoken = ("steps", "variants", "limit", "tip", "leave", "way_out", "first_check", "easier_say", "needs")
    return replace(exercise, **{name: _in_bed(getattr(exercise, name)) for name in spoken})


def _in_bed(value: Any) -> Any:
    if isinstance(value, str):
        return "firm bed" if value == "mat" else re.sub(r"\bmat\b", "bed", value)
    if isinstance(value, tuple):
        return tuple(map(_in_bed, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _in_bed(getattr(value, field.name)) for field in fields(value)})
    return value


def _prescribed(choice: Choice) -> tuple[Prescription, ...]:
    if not choice.named:
        return choice.routine.lines
    own = {line.exercise: line for line in choice.routine.lines}
    return tuple(own.get(id) or Prescription(id) for id in choice.named)


def _why_left_out(choice: Choice, line: Prescription, exercise: Exercise, position: Position) -> str | None:
    if exercise.id in choice.skip:
        return "skipped, as you asked"
    if choice.positions and position not in choice.positions:
        return f"it is done {POSTURE[position]}"
    if choice.level not in line.levels and exercise.id not in choice.named:
        return line.left_out or f"not part of this routine at the {choice.level} level"
    return None


def _asked_for(
    exercise: Exercise, choice: Choice, dose: Dose, level: Level
) -> tuple[Ms | None, int | None, list[str]]:
    """The hold and the repetitions that were typed, capped, and what was capped."""
    hold, reps, notes = choice.hold, choice.reps, list[str]()
    if hold is not None and dose.hold == 0 and hold > 0:
        notes.append(f"the {level} level has no hold, so the one you asked for is left out.")
        hold = None
    if hold is not None and hold > exercise.hold_cap:
        notes.append(f"{exercise.hold_cap // 1000} s is the longest hold here, not {hold // 1000} s.")
        hold = exercise.hold_cap
    if reps is not None and reps > exercise.reps_cap:
        notes.append(f"{exercise.reps_cap} repetitions is the most here, not {reps}.")
        reps = exercise.reps_cap
    return hold, reps, notes


def _first(*values: int | None) -> int:
    return next(value for value in values if value is not None)


def _sides(exercise: Exercise, choice: Choice, line: Prescription, fits: Fit) -> tuple[Side, ...]:
    if exercise.side_mode == "none":
        return ()
    only = fits.only_side or line.only_side
    if only:
        return (only,)
    first = choice.first_side
    if choice.sore_side and exercise.first_side != "any":
        first = choice.sore_side if exercise.first_side == "sore" else opposite(choice.sore_side)
    return (first, opposite(first))


def _raised_to(exercise: Exercise, level: Level, raised: Raised, form: str | None) -> Rung | None:
    """What it was raised to; ``None``: nothing, or another level, or a ``form``, was asked for."""
    number = raised.by_exercise.get(exercise.id)
    if not number or raised.level != level or form is not None:
        return None
    found = rungs(exercise, level)
    return found[min(number, len(found) - 1)]


def _one_nerve_in_full(playable: list[Candidate], notes: list[tuple[Exercise, str]]) -> None:
    """The second nerve exercise stays at its gentle dose."""
    in_full = [
        place
        for place, one in enumerate(playable)
        if one.exercise.family == "nerve" and one.level != "gentle"
    ]
    for place in in_full[1:]:
        notes.append((playable[place].exercise, "gentle today, for one nerve exercise in full is enough."))
        playable[place] = playable[place]._replace(level="gentle")


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
