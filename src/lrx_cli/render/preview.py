"""``lrx preview``: a session laid out in time. What stands here is what ``lrx session`` plays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.planning.plan import Plan, Planned
from lrx_cli.core.timeline import Segment, Timeline
from lrx_cli.core.words import (
    POSITION_NAMES,
    changed_words,
    clock,
    dose_words,
    needs_words,
    picked,
    short_dose,
)
from lrx_cli.render import parts
from lrx_cli.render.console import safe_text
from lrx_cli.text import count

_KINDS = {"prepare": "get ready", "return": "come back"}
"""What kinds of segments are called here, where it is not by their name."""
_LEAST_BAR = 10


@parts.page
def preview_page(
    room: parts.Room, plan: Plan, timeline: Timeline, names: Mapping[str, str], *, every_cue: bool
) -> parts.Composed:
    """``plan`` has something to play. ``names``: of the exercises, by id."""
    head = _head(plan, timeline)
    if every_cue:
        yield head
        yield from _every_cue(plan, timeline)
    elif room.columns:  # without an empty line, ten exercises fit a screen of 24 rows
        yield parts.stacked(head, _schedule(room, plan, timeline))
    else:
        yield head
        yield _schedule(room, plan, timeline)
    changed = changed_words(plan, names)
    yield parts.stacked(
        parts.facts([("You need", needs_words(plan.needs))]),
        parts.bullets(changed, style="warn") if changed else None,
    )
    if not every_cue and room.boxes:
        yield parts.hints(
            ("lrx session", "play it, with the same options"), ("--all", "every movement and word")
        )


def _head(plan: Plan, timeline: Timeline) -> Text:
    waits = ", and the waiting for a key" if plan.manual else ""
    return Text.assemble(
        (clock(timeline.duration), "title"),
        (f" minutes{waits}  ", "aside"),
        (count(len(plan.lines), "exercise"), "title"),
        (f"  {plan.level} level", "aside"),
    )


def _schedule(room: parts.Room, plan: Plan, timeline: Timeline) -> RenderableType:
    """A row an exercise: when it begins, and its share of the time as a bar at its place."""
    shorts = [safe_text(short_dose(line.exercise, line.dose), "aside") for line in plan.lines]
    names = [safe_text(line.exercise.name, "name") for line in plan.lines]
    named = max(name.cell_len + short.cell_len + 2 for name, short in zip(names, shorts, strict=True))
    width = max(room.width - 8 - named - 2 - 8 - 7, _LEAST_BAR)
    grid = Table.grid(padding=(0, 2, 0, 0))
    for right in (True, False, False, False, True):
        grid.add_column(justify="right" if right else "left", no_wrap=True)
    rows = parts.Listing(grid, indent=3, airy=True)
    position = None
    for name, short, (line, start, lasts) in zip(names, shorts, _laid_out(plan, timeline), strict=True):
        place = POSITION_NAMES[line.position]
        if line.position != position:
            position = line.position
            grid.add_row("", Text(place, "position"))
        drawn = parts.meter(room, lasts, timeline.duration, width, before=start)
        sides = parts.side_chips(line.sides)
        begins, dose = Text(clock(start), "aside"), Text.assemble(name, "  ", short)
        takes = Text.assemble(short, (f"  takes {clock(lasts)}", "aside"))
        head = Text.assemble((clock(start), "number"), "  ", name, "  ", sides)
        first = f", {line.sides[0]} first" if len(line.sides) == 2 else ""
        words = f"{dose_words(line.exercise, line.dose, line.sides)}{first}"
        rows.add(
            (begins, dose, sides, drawn, clock(lasts)),
            head, Text(place, "position"), takes,
            record=(clock(start), clock(lasts), line.exercise.name, place, words),
        )  # fmt: skip
    rows.records.append((clock(timeline.duration), "", "The end", "", ""))
    return rows


def _laid_out(plan: Plan, timeline: Timeline) -> Iterator[tuple[Planned, Ms, Ms]]:
    """Each exercise with when it begins, its approach included, and how long it takes."""
    starts: list[Ms] = []
    for start, segment in timeline.timed():
        if segment.block == len(starts):
            starts.append(start)
    for line, start, end in zip(plan.lines, starts, [*starts[1:], timeline.duration], strict=True):
        yield line, start, end - start


def _every_cue(plan: Plan, timeline: Timeline) -> Iterator[RenderableType]:
    """A section an exercise: each segment with its time, and below it what is said in it, and when."""
    sections: list[list[RenderableType]] = [
        [safe_text(f"{place}. {line.exercise.name}", "position")] for place, line in enumerate(plan.lines, 1)
    ]
    for start, segment in timeline.timed():
        when = Column(justify="right", width=8, no_wrap=True, style="aside")
        grid = Table.grid(when, Column(overflow="fold"), padding=(0, 2, 0, 0))
        grid.add_row(_moment(start), Text(_segment_words(segment), "label"))
        for cue in segment.cues:
            words = cue.text if cue.tone is None else f"[{cue.tone}] {cue.text}"
            grid.add_row(_moment(start + cue.at), safe_text(words))
        sections[segment.block].append(grid)
    for section in sections:
        yield Group(*section)


def _segment_words(segment: Segment) -> str:
    words = ["the end" if segment.is_finish else _KINDS.get(segment.kind, segment.kind)]
    if segment.rep:
        words.append(f"set {segment.set}, {segment.rep}" if segment.set > 1 else f"{segment.rep}")
    if segment.side:
        words.append(segment.side)
    length = "until a key" if segment.duration is None else f"{segment.duration / 1000:.1f} s"
    return f"{', '.join(words)} ({length})"


def _moment(ms: Ms) -> str:
    """To the tenth of a second: ``4:05.3``."""
    minutes, rest = divmod((ms + 50) // 100, 600)
    return f"{minutes}:{rest // 10:02d}.{rest % 10}"


def preview_document(plan: Plan, timeline: Timeline) -> dict[str, object]:
    """For ``--json``; every moment counts from the beginning of the session."""
    return {
        "format": 1,
        "routine": None if plan.named else plan.routine,
        "level": plan.level,
        "teach": plan.teach,
        "duration_ms": timeline.duration,
        "exercises": [line.exercise.id for line in plan.lines],
        "equipment": list(plan.needs),
        "left_out": [{"exercise": id, "why": why} for id, why in plan.left_out],
        "notes": list(plan.notes),
        "segments": [_segment_document(segment, start) for start, segment in timeline.timed()],
    }


def _segment_document(segment: Segment, start: Ms) -> dict[str, object]:
    return {
        "start_ms": start,
        **picked(segment, "index", "kind", "exercise", "side", "set", "rep"),
        "duration_ms": segment.duration,
        "cues": [
            {"at_ms": start + cue.at, **picked(cue, "kind", "text", "say", "tone")} for cue in segment.cues
        ],
    }
