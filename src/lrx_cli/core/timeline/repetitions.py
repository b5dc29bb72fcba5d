"""Repetitions: what is said in each, and how long it lasts.

A repetition is one or two *shapes* (cat cow rounds, then sinks), each a move, perhaps a hold, and a
return; in an alternating exercise the shape is done to each side. What is said follows from the class
of the repetition (``cue_duration``); how long it lasts from the dose, and only a taught movement may take
longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lrx_cli.core.catalog.exercise import Step
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import Side
from lrx_cli.core.timeline import cue_duration as timing
from lrx_cli.core.timeline import phrases
from lrx_cli.core.timeline.cue_duration import Class
from lrx_cli.core.timeline.draft import Draft
from lrx_cli.core.timeline.phrases import fill_sides
from lrx_cli.core.timeline.timeline import Cue, CueKind, Kind, Posed, Segment
from lrx_cli.sound.tones import Tone, voice_at
from lrx_cli.text import sentence

_LATE_STEP_GAP: Ms = 500
_LATE_MOVE: Ms = 1_000
"""How long the drawing takes for what joins in within a hold."""
_HALFWAY_CLEAR: Ms = 500
"""A hint is over so long before the halfway line."""


class Shape(NamedTuple):
    """A movement, where it ends, and the way back."""

    move: Step
    hold: Step | None
    back: Step
    late: Step | None
    """A step that joins in from a later repetition on."""


def shapes_of(steps: Iterable[Step]) -> list[Shape]:
    """The shapes of a repetition, from its steps in order."""
    found: list[Shape] = []
    parts: dict[str, Step] = {}
    for step in steps:
        if step.scope == "rep":
            part = "late" if step.with_previous else step.tag
            if part == "move":
                parts.clear()
            parts[part] = step
            if part == "return" and "move" in parts:
                found.append(Shape(parts.pop("move"), parts.get("hold"), step, parts.get("late")))
    return found


_Opening = tuple[str | None, str | None]
"""What is said, and the number of the repetition where that has none: it is said as soon as there is room."""


def lay_out_set(draft: Draft, sides: Sequence[Side | None], set_: int, *, again: bool) -> list[Segment]:
    """All repetitions of a set on one side, or in turn on both.

    ``again``: a second side or a later set, whose person has just done it.
    """
    shapes, reps = shapes_of(draft.steps), draft.dose.reps
    classes = [timing.repetition_class(draft.teach, again, rep, reps) for rep in range(1, reps + 1)]
    openings = _openings(draft, shapes[0].move, sides[0], classes, len(shapes) * len(sides) > 1)
    parts = [
        _OneSide(draft, shape, index, side, second_half=bool(turn))
        for turn, side in enumerate(sides)
        for index, shape in enumerate(shapes)
    ]
    last = len(parts) - 1
    laid: list[Segment] = []
    for rep, cls in enumerate(classes, start=1):
        for place, part in enumerate(parts):
            opening = openings[rep - 1] if place == 0 else None
            laid += part.lay(set_, rep, cls, opening, last=place == last, again=again)
    return laid


def _openings(
    draft: Draft, move: Step, side: Side | None, classes: list[Class], paired: bool
) -> list[_Opening]:
    """What opens each repetition; one wording for all numbers of a class."""
    room, reps = timing.move_room(draft.dose.tempo), len(classes)
    cue = timing.first_that_fits((sentence(fill_sides(move.cue, side)),), room)
    wording: dict[Class, _Opening] = {}
    for cls in set(classes) & {"C", "Q", "L"}:
        numbers = [n for n, own in enumerate(classes, start=1) if own == cls]
        ways = [fill_sides(form, side) for form in timing.counting_forms(move, cls, paired=paired)]
        form = timing.pick(ways, numbers, reps, room)
        wording[cls] = (form, None) if form or not paired else (cue, f"{timing.number_form(move, cls)}.")
    openings: list[_Opening] = []
    for rep, cls in enumerate(classes, start=1):
        forms = wording.get(cls, (None, None))
        said, number = (form and timing.fill_number(form, rep, reps) for form in forms)
        openings.append((said, number))
    if classes[0] == "C":  # the first needs no number
        openings[0] = cue, None
    return openings


class _Line(NamedTuple):
    """What is said in one part of a repetition, and how long it lasts."""

    duration: Ms
    text: str
    cues: tuple[Cue, ...]


class _OneSide:
    """One shape on one side."""

    def __init__(
        self, draft: Draft, shape: Shape, index: int, side: Side | None, *, second_half: bool
    ) -> None:
        self.draft, self.index, self.side, self.second_half = draft, index, side, second_half
        self.noun = fill_sides(draft.side_noun, side)
        self.move = _Forms(shape.move, side)
        self.back = _Forms(shape.back, side)
        self.hold = _Forms(shape.hold, side) if shape.hold and draft.dose.hold else None
        self.late = _Forms(shape.late, side) if shape.late else None
        self.late_from = shape.late.from_rep if shape.late else 0
        self.there = fill_sides(shape.move.pose or "", side)
        self.here = fill_sides(draft.rest_pose or "", side)
        self.later = fill_sides(shape.late.pose or "", side) if shape.late else ""
        self.ending: Tone = "end" if self.hold and draft.dose.hold >= timing.TICKED_HOLD else "back"

    def lay(
        self, set_: int, rep: int, cls: Class, opening: _Opening | None, *, last: bool, again: bool
    ) -> list[Segment]:
        own: Class = "R" if cls == "T" and self.second_half else cls
        draft = self.draft

        def part(kind: Kind, forms: _Forms, line: _Line, pose: str, over: Ms) -> Segment:
            poses = (Posed(0, pose, over),) if pose else ()
            return Segment(
                0, kind, draft.place, draft.exercise.id, self.side, set_, rep, line.duration, forms.word,
                line.text, forms.full, line.cues, self.index, own == "Q", poses,
            )  # fmt: skip

        said, number = opening or (None, None)
        if opening and own not in ("T", "R"):
            move = self._counted(rep, own, said)
        else:
            move = self._movement(self.move, "go", own)
        laid = [part("move", self.move, move, self.there, move.duration)]
        if self.hold:
            hold = self._held(self.hold, rep, own, last, number)
            number = None if hold.cues[0].say == number else number
            later = self.later if rep >= self.late_from else ""
            laid.append(part("hold", self.hold, hold, later, _LATE_MOVE))
        if self.late and rep == self.late_from - 1 and draft.teach == "full" and not again:
            back = self._back_with_late_step(own)
        else:
            back = self._movement(self.back, self.ending, own, silent=own == "Q" or (own == "L" and not last))
            room = back.duration - voice_at(self.ending) - timing.VOICE_TO_END
            if number and timing.first_that_fits([number], room):
                back = back._replace(cues=(back.cues[0]._replace(say=number),))
        over = min(back.duration, draft.dose.tempo + timing.TAUGHT_MOST)
        return [*laid, part("return", self.back, back, self.here, over)]

    # --- moves and returns -----------------------------------------------------------------------

    def _movement(self, forms: _Forms, tone: Tone, cls: Class, *, silent: bool = False) -> _Line:
        """Without a number. T and R may take longer than the tempo, except a nerve's move."""
        tempo = self.draft.dose.tempo
        kind: CueKind = "end" if tone == "end" else "step"
        *lengthy, cue = lines = forms.by_class(cls)
        if not (tone == "go" and self.draft.exercise.is_nerve):
            for line in lengthy:
                tail = timing.TAUGHT_TAIL if line == forms.full else timing.REMINDED_TAIL
                duration = max(tempo, voice_at(tone) + timing.speech(line) + tail)
                if duration <= tempo + timing.TAUGHT_MOST:
                    return _Line(duration, lines[0], (Cue(0, kind, line, line, tone),))
        quiet = cls == "Q" and tone == "go"
        said = [forms.quiet] if quiet else [] if silent else [line for line in lines if line != forms.full]
        say = timing.first_that_fits(said, tempo - voice_at(tone) - timing.VOICE_TO_END)
        read = self._all_of_it(cue) if quiet else lines[0]
        return _Line(tempo, lines[0], (Cue(0, kind, read, say, tone),))

    def _counted(self, rep: int, cls: Class, opening: str | None) -> _Line:
        """The move that opens a repetition from C on."""
        cue = self.move.cue
        place = f"{rep} of {self.draft.dose.reps}"
        alternating = self.draft.exercise.side_mode == "alternating"  # its cue names the side
        if self.noun and not alternating:
            place += f", {self.noun}"
        cue_text = f"{cue[:1].lower()}{cue[1:]}"
        if cls == "Q":
            cue_text = self._all_of_it(cue_text)
        text = f"{place}: {cue_text}"
        return _Line(self.draft.dose.tempo, cue, (Cue(0, "step", text, opening, "go"),))

    def _all_of_it(self, move: str) -> str:
        """One line to read for all of a repetition: ``move, hold there, back to flat.``"""
        parts = [move, *(form.cue[:1].lower() + form.cue[1:] for form in (self.hold, self.back) if form)]
        return ", ".join(part.removesuffix(".") for part in parts) + "."

    def _back_with_late_step(self, cls: Class) -> _Line:
        """The way back, and in the safe position at its end what joins in from the next repetition."""
        assert self.late
        line = self.back.full if cls == "T" else self.back.brief
        after = voice_at(self.ending) + timing.speech(line) + _LATE_STEP_GAP
        kind: CueKind = "end" if self.ending == "end" else "step"
        return _Line(
            after + timing.speech(self.late.full) + timing.TAUGHT_TAIL,
            line,
            (Cue(0, kind, line, line, self.ending), Cue(after, "step", self.late.full, self.late.full)),
        )

    # --- holds -------------------------------------------------------------------------------------

    def _held(self, forms: _Forms, rep: int, cls: Class, last: bool, number: str | None) -> _Line:
        """``number``: which repetition this is, where its opening had no room for it."""
        draft, hold, lines = self.draft, self.draft.dose.hold, forms.by_class(cls)
        text = lines[0]
        told = cls in ("T", "R", "C") or (cls == "L" and hold >= timing.STRETCH)
        said: list[str | None] = [number, *(lines if told else ())]
        if self.late and cls == "C" and self.late_from <= rep <= self.late_from + 1:  # it has just joined in
            said = [self.late.cue]
            text = f"{self.late.cue[:-1]}, {forms.cue[:1].lower()}{forms.cue[1:]}"
        reminder = timing.breathing_rep(draft.dose.reps)
        reminded = cls == "Q" and last and draft.teach != "off" and rep == reminder
        if reminded:
            said = [phrases.KEEP_BREATHING]
        say = timing.first_that_fits(said, timing.hold_room(hold))
        if reminded and say:
            text = say
        cues = [Cue(0, "hold", text, say, "stay")]
        if hold >= timing.STRETCH:
            cues += self._midway(hold, timing.cue_duration(cues[0]))
        if hold >= timing.TICKED_HOLD:
            cues += timing.ticks(hold - timing.TICKS)
        return _Line(hold, lines[0], tuple(cues))

    def _midway(self, hold: Ms, opened: Ms) -> list[Cue]:
        """The halfway of a stretch, and hints around it while there is room."""
        hints, half = self.draft.hints, hold // 2
        cues: list[Cue] = []
        early = max(hold * 3 // 10, opened + 1_000)
        if hints and early + timing.speech(hints[0]) <= half - _HALFWAY_CLEAR:
            cues.append(self._hint(early))
        cues.append(Cue(half, "halfway", phrases.HALFWAY, phrases.HALFWAY))
        if hints and hold >= timing.TWO_HINTS:
            cues.append(self._hint(hold * 7 // 10))
        return cues

    def _hint(self, at: Ms) -> Cue:
        """The one whose turn it is."""
        line = self.draft.hints[0]
        self.draft.hints.rotate(-1)
        return Cue(at, "tip", line, line)


class _Forms:
    """The forms of a step as sentences, the side filled in."""

    def __init__(self, step: Step, side: Side | None) -> None:
        self.full = fill_sides(step.full, side)
        self.brief = fill_sides(step.brief, side)
        self.cue = sentence(fill_sides(step.cue, side))
        self.quiet = f"Now {fill_sides(step.quiet, side)}." if step.quiet else None
        self.word = fill_sides(step.word, side).upper()

    def by_class(self, cls: Class) -> list[str]:
        """Those that may be told in a repetition of this class, the longest first."""
        return {"T": [self.full, self.brief, self.cue], "R": [self.brief, self.cue]}.get(cls, [self.cue])
