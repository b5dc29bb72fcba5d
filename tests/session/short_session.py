"""A session of two exercises and under two minutes, laid out by hand: every kind of segment, a counted
repetition, a stretch. For tests of what plays it and tells it; independent of catalog and compiler."""

from __future__ import annotations

from lrx_cli.core.catalog.exercise import Dose, Why
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import Side
from lrx_cli.core.timeline.timeline import Block, Cue, Segment, Timeline


def ticks(start: Ms) -> tuple[Cue, ...]:
    return tuple(Cue(start + 1_000 * n, "count", str(3 - n), None, "tick") for n in range(3))


NO_REASONS = Why((), (), (), (), ())


class Sheet:
    """Segments in the making; ``add`` gives each its index."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []

    def add(self, segment: Segment) -> int:
        index = len(self.segments)
        self.segments.append(segment._replace(index=index))
        return index

    def since(self, start: int) -> range:
        return range(start, len(self.segments))


def prepare(
    block: int, exercise: str | None, *lines: str, side: Side | None = None, tick: bool = True
) -> Segment:
    cues = tuple(Cue(2_000 * n, "step", line, line) for n, line in enumerate(lines))
    end = 2_000 * len(lines)
    if tick:
        cues, end = cues + ticks(end), end + 3_000
    return Segment(0, "prepare", block, exercise, side, 0, 0, end, "NEXT", lines[-1], lines[-1], cues)


def repetition(
    sheet: Sheet, block: int, exercise: str, rep: int, hold: Ms, side: Side | None, reps: int = 1
) -> None:
    """Taught the first time, only counted the second, the last one cued again."""
    quiet = rep == 2
    opening = {1: "Bring the knee up slowly.", 2: f"2 of {reps}."}.get(rep, "Last one, knee up.")

    def add(kind: str, duration: Ms, word: str, cues: tuple[Cue, ...]) -> None:
        sheet.add(
            Segment(
                0,
                kind,
                block,
                exercise,
                side,
                1,
                rep,
                duration,
                word,
                cues[0].text,
                cues[0].text,
                cues,
                0,
                quiet,
            )
        )

    add("move", 3_000, "UP", (Cue(0, "step", opening, "Number two." if quiet else opening, "go"),))
    inside: tuple[Cue, ...] = ()
    if hold >= 10_000:
        inside = (Cue(hold // 2, "halfway", "Halfway through.", "Halfway through."), *ticks(hold - 3_000))
    add(
        "hold",
        hold,
        "HOLD",
        (Cue(0, "hold", "Hold there.", None if quiet else "Hold there.", "stay"), *inside),
    )
    add("return", 3_000, "DOWN", (Cue(0, "step", "And lower.", None if quiet else "And lower.", "back"),))


def short_session(*, reps: int = 3, waits: bool = False) -> Timeline:
    """``waits``: getting ready for the second exercise takes until a key is pressed."""
    sheet = Sheet()
    ranges: list[tuple[range, range, range, range]] = []
    for place, (exercise, hold) in enumerate((("knee-lift", 3_000), ("long-stretch", 12_000))):
        start = len(sheet.segments)
        sheet.add(prepare(place, None, "Lie down on your back.", tick=False))
        approach = sheet.since(start)
        start = len(sheet.segments)
        first: Side | None = "right" if place else None
        ready = prepare(place, exercise, "Knees bent.", "Start with the right leg.", side=first)
        if waits and place:
            ready = ready._replace(duration=None, cues=ready.cues[:2])
        sheet.add(ready)
        setup = sheet.since(start)
        start = len(sheet.segments)
        if place == 0:
            for rep in range(1, reps + 1):
                repetition(sheet, place, exercise, rep, hold, None, reps)
        else:
            repetition(sheet, place, exercise, 1, hold, "right")
            switch = (
                Cue(0, "step", "Put the foot down.", "Put the foot down.", "switch"),
                Cue(3_000, "switch", "Now the left leg.", "Now the left leg."),
                *ticks(5_000),
            )
            sheet.add(
                Segment(
                    0,
                    "switch",
                    place,
                    exercise,
                    "left",
                    1,
                    0,
                    8_000,
                    "SWITCH",
                    "Foot down.",
                    "Foot down.",
                    switch,
                )
            )
            repetition(sheet, place, exercise, 1, hold, "left")
        body = sheet.since(start)
        start = len(sheet.segments)
        sheet.add(prepare(place, exercise, "And rest there.", tick=False))
        ranges.append((approach, setup, body, sheet.since(start)))
    end = Cue(0, "end", "That was the last one.", "That was the last one.", "done")
    up = Cue(2_000, "end", "Roll onto your side, and get up.", "Roll onto your side, and get up.")
    finish = sheet.add(Segment(0, "rest", 1, None, None, 0, 0, 5_000, "DONE", up.text, up.text, (end, up)))
    planned = len(sheet.segments)
    blocks = []
    for place, (approach, setup, body, leaving) in enumerate(ranges):
        entry = sheet.add(prepare(place, "knee-lift", "Easier from here."))
        way_out = sheet.add(prepare(place, "knee-lift", "Put the foot down and rest.", tick=False))
        sided = place == 1
        blocks.append(
            Block(
                exercise="long-stretch" if sided else "knee-lift",
                name="Long stretch" if sided else "Knee lift",
                family="hip",
                position="supine",
                variant="floor",
                level="standard",
                teach="full",
                dose=Dose(
                    12_000 if sided else 3_000,
                    1 if sided else reps,
                    1,
                    8_000,
                    3_000,
                    "floor",
                    NO_REASONS,
                ),
                side_mode="one_then_other" if sided else "none",
                side_noun="{s} leg" if sided else "",
                first_side="right" if sided else None,
                hold_cap=30_000,
                notes=("The article does not say how high: as high as is easy.",) if sided else (),
                approach={"start": approach, "supine": approach},
                setup=setup,
                body=body,
                leaving=leaving,
                easier=body,
                easier_entry=entry,
                way_out=way_out,
                way_out_text="Put the foot down and rest.",
            )
        )
    return Timeline(
        "short", "standard", "auto", tuple(blocks), tuple(sheet.segments), planned, {"supine": finish}
    )
