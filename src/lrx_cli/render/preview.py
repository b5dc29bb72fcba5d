"""``lrx preview``: a session laid out in time. What stands here is what ``lrx session`` plays."""

from __future__ import annotations

from collections.abc import Iterator

from lrx_cli.core.catalog.exercise import Ms
from lrx_cli.core.planning.plan import Plan, Planned
from lrx_cli.core.timeline.timeline import Cue, Segment, Timeline
from lrx_cli.render.dose import POSITION_NAMES, dose_words, needs_words
from lrx_cli.render.paper import Paper, clock, joined

_KINDS = {
    "prepare": "get ready",
    "move": "move",
    "hold": "hold",
    "return": "come back",
    "rest": "rest",
    "switch": "switch",
}


def preview_page(paper: Paper, plan: Plan, timeline: Timeline, *, every_cue: bool) -> list[str]:
    body = _every_cue(paper, plan, timeline) if every_cue else [_exercises(paper, plan, timeline)]
    return joined([_head(paper, plan, timeline), *body, _left_out(paper, plan), _notes(paper, plan)])


def _head(paper: Paper, plan: Plan, timeline: Timeline) -> list[str]:
    count = len(plan.lines)
    if not count:
        return paper.paragraph("Nothing is left to play.", style="title")
    exercises = "1 exercise" if count == 1 else f"{count} exercises"
    waits = " and the waiting for a key" if plan.manual else ""
    return [
        *paper.title(f"{exercises}, {clock(timeline.duration)} minutes{waits}, {plan.level} level"),
        *paper.paragraph(f"You need: {needs_words(plan.needs)}."),
    ]


def _exercises(paper: Paper, plan: Plan, timeline: Timeline) -> list[str]:
    lines: list[str] = []
    for line, start in zip(plan.lines, _starts(timeline), strict=True):
        mark = f"{clock(start):>6}  "
        lines += paper.paragraph(line.exercise.name, mark=mark, style="strong")
        lines += paper.paragraph(_line_words(line), indent=len(mark))
    return [*lines, *paper.paragraph("The end", mark=f"{clock(timeline.duration):>6}  ", style="faint")]


def _line_words(line: Planned) -> str:
    form = line.exercise.variant(line.dose.variant)
    words = f"{POSITION_NAMES[form.position]}: {dose_words(line.exercise, line.dose, line.sides)}"
    return f"{words}, {line.sides[0]} first." if len(line.sides) == 2 else f"{words}."


def _every_cue(paper: Paper, plan: Plan, timeline: Timeline) -> Iterator[list[str]]:
    """A section an exercise: each segment with its time, and below it what is told in it, and when."""
    sections: list[list[str]] = [
        paper.title(f"{place}. {line.exercise.name}") for place, line in enumerate(plan.lines, 1)
    ]
    start: Ms = 0
    for segment in timeline.path:
        lines = sections[segment.block]
        lines += paper.paragraph(_segment_words(segment), mark=f"{_moment(start):>8}  ", style="label")
        for cue in segment.cues:
            lines += paper.paragraph(_cue_words(cue), mark=f"{_moment(start + cue.at):>8}  ", indent=2)
        start += segment.duration or 0
    yield from sections


def _segment_words(segment: Segment) -> str:
    words = ["the end" if segment.is_finish else _KINDS[segment.kind]]
    if segment.rep:
        words.append(f"set {segment.set}, {segment.rep}" if segment.set > 1 else f"{segment.rep}")
    if segment.side:
        words.append(segment.side)
    length = "until a key" if segment.duration is None else f"{segment.duration / 1000:.1f} s"
    return f"{', '.join(words)} ({length})"


def _cue_words(cue: Cue) -> str:
    return cue.text if cue.tone is None else f"[{cue.tone}] {cue.text}"


def _moment(ms: Ms) -> str:
    """To the tenth of a second: ``4:05.3``."""
    minutes, rest = divmod((ms + 50) // 100, 600)
    return f"{minutes}:{rest // 10:02d}.{rest % 10}"


def _starts(timeline: Timeline) -> list[Ms]:
    """When each exercise begins, its approach included."""
    starts: list[Ms] = []
    now: Ms = 0
    for segment in timeline.path:
        if segment.block == len(starts):
            starts.append(now)
        now += segment.duration or 0
    return starts


def _left_out(paper: Paper, plan: Plan) -> list[str]:
    if not plan.left_out:
        return []
    return [*paper.title("Left out"), *paper.items([f"{id}: {why}" for id, why in plan.left_out])]


def _notes(paper: Paper, plan: Plan) -> list[str]:
    return paper.items(plan.notes, indent=0)


def preview_document(plan: Plan, timeline: Timeline) -> dict[str, object]:
    """For ``--json``; every moment counts from the beginning of the session."""
    segments = []
    start: Ms = 0
    for segment in timeline.path:
        segments.append({"start_ms": start, **_segment_document(segment, start)})
        start += segment.duration or 0
    return {
        "format": 1,
        "routine": plan.routine,
        "level": plan.level,
        "teach": plan.teach,
        "duration_ms": timeline.duration,
        "exercises": [line.exercise.id for line in plan.lines],
        "equipment": list(plan.needs),
        "left_out": [{"exercise": id, "why": why} for id, why in plan.left_out],
        "notes": list(plan.notes),
        "segments": segments,
    }


def _segment_document(segment: Segment, start: Ms) -> dict[str, object]:
    return {
        "index": segment.index,
        "kind": segment.kind,
        "exercise": segment.exercise,
        "side": segment.side,
        "set": segment.set,
        "rep": segment.rep,
        "duration_ms": segment.duration,
        "cues": [
            {"at_ms": start + cue.at, "kind": cue.kind, "text": cue.text, "say": cue.say, "tone": cue.tone}
            for cue in segment.cues
        ],
    }
