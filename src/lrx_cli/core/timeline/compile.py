"""From a plan to a timeline: every moment of a session, settled before it starts; and what fits into a time.

Theory of operation. Each exercise becomes a block: an approach for every position one may come from,
a set-up, a body of repetitions, a leaving line, and beside them the easier form and the way out. The
planned path is laid out first, in order, and the alternates behind it; so a segment's index is its
place, and it keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from lrx_cli.core.catalog.exercise import Catalog, Dose, Exercise, Step
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import LEVELS, Level, Side
from lrx_cli.core.health.policy import ANYTHING, Allowance
from lrx_cli.core.planning.plan import (
    Candidate,
    Candidates,
    Choice,
    Plan,
    arrange,
    by_priority,
    find_candidates,
    first_of_each_family,
)
from lrx_cli.core.timeline import transitions
from lrx_cli.core.timeline.cue_duration import (
    REMINDED_TAIL,
    TAUGHT_MOST,
    TAUGHT_TAIL,
    hold_room,
    move_room,
    speech,
)
from lrx_cli.core.timeline.draft import Draft
from lrx_cli.core.timeline.repetitions import Working, fill_sides, shapes_of
from lrx_cli.core.timeline.timeline import Block, Segment, Timeline
from lrx_cli.sound.tones import voice_at


def compile(plan: Plan, *, attended: bool = True, audible: bool = True) -> Timeline:
    """Lay ``plan`` out in time.

    ``attended``: somebody can press keys, so keys are spoken of. ``audible``: there are tones, so it is
    said what they mean. The times are the same either way.
    """
    drafts = [Draft(plan, place, attended=attended, audible=audible) for place in range(len(plan.lines))]
    if not drafts:
        return Timeline(plan.routine, plan.level, plan.teach, (), (), 0, {}, plan.named)
    parts = [
        [
            transitions.approach(draft, draft.origin),
            [transitions.setup(draft)],
            _body(draft),
            [transitions.leaving(draft)],
        ]
        for draft in drafts
    ]
    positions = dict.fromkeys((drafts[-1].position, *(draft.position for draft in drafts)))
    finishes = {
        position: transitions.finish(len(drafts) - 1, position, on_bed=plan.on_bed) for position in positions
    }
    closing = finishes.pop(drafts[-1].position)
    lasts = sum(s.duration or 0 for block in parts for part in block for s in part)
    parts[0][0] = transitions.approach(drafts[0], drafts[0].origin, opening=lasts + (closing.duration or 0))

    laid: list[Segment] = []

    def lay(segments: Sequence[Segment]) -> range:
        laid.extend(segments)
        return range(len(laid) - len(segments), len(laid))

    rows = [[lay(part) for part in block] for block in parts]
    finish: dict[str, int] = {drafts[-1].position: lay([closing]).start}
    planned = len(laid)
    finish.update((position, lay([segment]).start) for position, segment in finishes.items())
    blocks = tuple(_block(draft, row, lay) for draft, row in zip(drafts, rows, strict=True))
    segments = tuple(Segment._make((index, *segment[1:])) for index, segment in enumerate(laid))
    if plan.manual:
        segments = tuple(map(_waiting, segments))
    return Timeline(plan.routine, plan.level, plan.teach, blocks, segments, planned, finish, plan.named)


Bodies = dict[tuple[object, ...], Ms]
"""How long bodies last, by everything they are made of; for asking about many plans of the same lines."""


def playing_time(plan: Plan, bodies: Bodies | None = None) -> Ms:
    """How long ``plan`` plays: what :func:`compile` would say, without laying it out.

    ``bodies`` is filled and read; repetitions are nearly all of the work, and do not depend on what else
    is played.
    """
    drafts = [Draft(plan, place, attended=True) for place in range(len(plan.lines))]
    if not drafts:
        return 0
    known = {} if bodies is None else bodies
    closing = transitions.finish(len(drafts) - 1, drafts[-1].position, on_bed=plan.on_bed)
    rest = sum(_body_time(draft, known) for draft in drafts) + (closing.duration or 0)
    rest += _lasts([transitions.setup(draft) for draft in drafts])
    rest += _lasts([transitions.leaving(draft) for draft in drafts])
    for draft in drafts[1:]:
        rest += _lasts(transitions.approach(draft, draft.origin))
    opening = rest + _lasts(transitions.approach(drafts[0], drafts[0].origin))
    return rest + _lasts(transitions.approach(drafts[0], drafts[0].origin, opening=opening))


def _body_time(draft: Draft, known: Bodies) -> Ms:
    dose, line = draft.dose, draft.line
    key = (
        draft.exercise.id, line.level, line.sides, draft.teach, draft.pace,
        dose.variant, dose.hold, dose.reps, dose.sets, dose.rest, dose.tempo,
    )  # fmt: skip
    if key not in known:
        known[key] = _lasts(_body(draft))
    return known[key]


def _lasts(segments: Sequence[Segment]) -> Ms:
    return sum(segment.duration or 0 for segment in segments)


def _body(draft: Draft) -> list[Segment]:
    """Sets, sides and repetitions in order. Each side gets its full dose; a switch takes none of it."""
    dose = draft.dose
    working = Working(draft.exercise, draft.place, dose, draft.steps, draft.teach)
    sides = draft.line.sides
    turns: list[tuple[Side | None, ...]]
    if not sides:
        turns = [(None,)]
    elif draft.exercise.side_mode == "alternating":
        turns = [sides]
    else:
        turns = [(side,) for side in sides]
    laid: list[Segment] = []
    for set_ in range(1, dose.sets + 1):
        for turn, on in enumerate(turns):
            new_set = set_ > 1 and not turn
            if len(turns) > 1 and on[0] and (turn or new_set):
                laid.append(transitions.switch(draft, on[0], set_, new_set=new_set))
            elif new_set:
                laid.append(transitions.rest(draft, set_))
            laid += working.lay_out_set(on, set_, again=bool(laid))
    return laid


def _block(draft: Draft, row: list[range], lay: Callable[[Sequence[Segment]], range]) -> Block:
    approach, setup, body, leaving = row
    approaches = {draft.origin: approach}
    for origin in draft.other_origins:
        approaches[origin] = lay(transitions.approach(draft, origin))
    easier = _body(draft.eased) if draft.line.level != "gentle" else []
    exercise = draft.exercise
    return Block(
        exercise=exercise.id,
        name=exercise.name,
        number=exercise.number,
        family=exercise.family,
        position=draft.position,
        variant=draft.dose.variant,
        level=draft.line.level,
        teach=draft.teach,
        dose=draft.dose,
        side_mode=exercise.side_mode,
        side_noun=draft.side_noun,
        first_side=draft.side,
        hold_cap=exercise.hold_cap,
        reps_cap=exercise.reps_cap,
        needs=draft.needs,
        notes=tuple(gap.tell for gap in exercise.gaps if gap.upfront and gap.tell),
        approach=approaches,
        setup=setup,
        body=body,
        leaving=leaving,
        easier=lay(easier) if easier else body,
        easier_entry=lay([transitions.easier_entry(draft)]).start,
        way_out=lay([transitions.way_out(draft)]).start,
        way_out_text=draft.here(draft.way_out),
        loads=exercise.loads,
    )


def _waiting(segment: Segment) -> Segment:
    """For ``--manual``: preparing, switching and resting wait for a key, and their ticks with them."""
    if segment.kind not in ("prepare", "switch", "rest") or segment.is_finish:
        return segment
    cues = tuple(cue for cue in segment.cues if cue.kind != "count")
    return segment._replace(duration=None, cues=cues)


# --- what fits into the minutes there are ----------------------------------------------------------

MINUTE: Ms = 60_000
NO_TIME = "there is no time for it today"


def fit_to_minutes(
    catalog: Catalog,
    choice: Choice,
    times_played: Mapping[str, int] | None = None,
    allowed: Allowance = ANYTHING,
) -> Plan:
    """As ``plan``, and never longer than ``choice.minutes`` of playing time; empty, with the least that
    fits in a note, where that is too little.

    Breadth before depth. One movement of each kind does more than many of one, so the first exercise of
    every family comes first, each at its gentle dose: the longest row of them, in order of priority, that
    fits. Then those are raised to the person's level, then the families' further members are added, then
    raised too. A longer budget so never loses a family that a shorter one had.
    """
    found = find_candidates(catalog, choice, times_played, allowed)
    whole = arrange(found, [candidate.at(candidate.level) for candidate in found.playable])
    if choice.minutes is None or not found.playable:
        return whole
    bodies: Bodies = {}
    room = int(choice.minutes * MINUTE)
    if playing_time(whole, bodies) <= room:
        return whole
    return _Fitting(found, room, bodies).plan()


class _Fitting:
    """The levels chosen so far, by exercise; what is not in it is not played."""

    def __init__(self, found: Candidates, room: Ms, bodies: Bodies) -> None:
        self._found = found
        self._room = room
        self._bodies = bodies
        self._chosen: dict[str, Level] = {}

    def plan(self) -> Plan:
        ranked = by_priority(self._found)
        firsts = first_of_each_family(ranked)
        for candidate in firsts:
            if not self._take(candidate, "gentle"):
                break
        if not self._chosen:
            return self._too_little(firsts[0])
        self._raise([candidate for candidate in firsts if candidate.exercise.id in self._chosen])
        if all(candidate.exercise.id in self._chosen for candidate in firsts):
            for candidate in ranked:
                if candidate.exercise.id not in self._chosen:
                    self._take(candidate, "gentle")
        self._raise([candidate for candidate in ranked if candidate.exercise.id in self._chosen])
        return self._arranged(self._chosen)

    def _take(self, candidate: Candidate, level: Level) -> bool:
        """Add it at that level, or raise it to that; unless it gets too long."""
        tried = {**self._chosen, candidate.exercise.id: level}
        if playing_time(self._arranged(tried), self._bodies) > self._room:
            return False
        self._chosen = tried
        return True

    def _raise(self, taken: Sequence[Candidate]) -> None:
        for level in LEVELS[1:]:
            for candidate in taken:
                if LEVELS.index(level) <= LEVELS.index(candidate.level):
                    self._take(candidate, level)

    def _arranged(self, chosen: Mapping[str, Level]) -> Plan:
        playable = self._found.playable
        return arrange(
            self._found,
            [p.at(chosen[p.exercise.id]) for p in playable if p.exercise.id in chosen],
            [(p.exercise.id, NO_TIME) for p in playable if p.exercise.id not in chosen],
            self._lowered(chosen),
        )

    def _lowered(self, chosen: Mapping[str, Level]) -> list[str]:
        """What is played at less than its own level, in one sentence a level."""
        names: dict[Level, list[str]] = {}
        for candidate in self._found.playable:
            level = chosen.get(candidate.exercise.id, candidate.level)
            if level != candidate.level:
                names.setdefault(level, []).append(candidate.exercise.name)
        return [
            f"At the {level} dose, to fit the time: {', '.join(listed)}." for level, listed in names.items()
        ]

    def _too_little(self, first: Candidate) -> Plan:
        alone = playing_time(self._arranged({first.exercise.id: "gentle"}), self._bodies)
        minutes = -(-alone // (MINUTE // 2)) / 2
        nothing = self._arranged({})
        note = f"The least that fits is {minutes:g} minutes: {first.exercise.name} alone, at the gentle dose."
        return arrange(self._found, [], nothing.left_out[len(self._found.left_out) :], [note])


# --- what cannot be said in its time ---------------------------------------------------------------

_SHORTEST: Ms = 900
"""No two words take less."""


def timing_problems(exercise: Exercise) -> list[str]:
    """What cannot be said in its time, a sentence each, with the place and what to do."""
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
    """What a hold cannot carry is said before, or not at all."""
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
