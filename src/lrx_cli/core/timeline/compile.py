"""From a plan to a timeline: every moment of a session, settled before it starts.

Theory of operation. Each exercise becomes a block: an approach for every position one may come from,
a set-up, a body of repetitions, a leaving line, and beside them the easier form and the way out. The
planned path is laid out first, in order, and the alternates behind it; so a segment's index is its
place, and it keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import Side
from lrx_cli.core.planning.plan import Plan
from lrx_cli.core.timeline import transitions
from lrx_cli.core.timeline.draft import Draft
from lrx_cli.core.timeline.repetitions import lay_out_set
from lrx_cli.core.timeline.timeline import Block, Segment, Timeline


def compile(plan: Plan, *, attended: bool = True, audible: bool = True) -> Timeline:
    """Lay ``plan`` out in time.

    ``attended``: somebody can press keys, so keys are spoken of. ``audible``: there are tones, so it is
    said what they mean. The times are the same either way.
    """
    drafts = [Draft(plan, place, attended=attended, audible=audible) for place in range(len(plan.lines))]
    if not drafts:
        return Timeline(plan.routine, plan.level, plan.teach, (), (), 0, {}, plan.named)
    bodies = [_body(draft) for draft in drafts]
    around, closing = _around(drafts, sum(map(_lasts, bodies)))

    laid: list[Segment] = []

    def lay(segments: Sequence[Segment]) -> range:
        laid.extend(segments)
        return range(len(laid) - len(segments), len(laid))

    rows = [
        [lay(approach), lay(setup), lay(body), lay(leaving)]
        for (approach, setup, leaving), body in zip(around, bodies, strict=True)
    ]
    finish: dict[str, int] = {drafts[-1].position: lay([closing]).start}
    planned = len(laid)
    for draft in drafts:
        if draft.position not in finish:
            finish[draft.position] = lay([transitions.finish(drafts[-1], draft.position)]).start
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
    repeating = sum(_body_time(draft, known) for draft in drafts)
    around, closing = _around(drafts, repeating)
    return repeating + sum(_lasts(part) for block in around for part in block) + _lasts([closing])


def _around(drafts: Sequence[Draft], repeating: Ms) -> tuple[list[list[list[Segment]]], Segment]:
    """All of each block but its repetitions, which last ``repeating`` in all: the approach, the set-up, the
    leaving. And the end of the session."""
    first, last = drafts[0], drafts[-1]
    around = [
        [transitions.approach(draft, draft.origin), [transitions.setup(draft)], [transitions.leaving(draft)]]
        for draft in drafts
    ]
    closing = transitions.finish(last, last.position)
    lasts = repeating + sum(_lasts(part) for block in around for part in block) + _lasts([closing])
    around[0][0] = transitions.approach(first, first.origin, opening=lasts)
    return around, closing


def _body_time(draft: Draft, known: Bodies) -> Ms:
    dose, line = draft.dose, draft.line
    key = (
        draft.exercise.id, line.level, line.sides, draft.teach, draft.plan.pace,
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
            laid += lay_out_set(draft, on, set_, again=bool(laid))
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
