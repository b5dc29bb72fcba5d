"""What an exercise is: its steps, its doses, its sides, and why each number is what it is.

Shapes only. Files are read and checked in ``storage``; nothing here knows how they are written.
All times are whole milliseconds (:data:`Ms`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Ms = int
"""Whole milliseconds."""

Level = Literal["gentle", "standard", "stronger"]
LEVELS: tuple[Level, ...] = ("gentle", "standard", "stronger")

Teach = Literal["full", "short", "off"]
"""How much of an exercise is explained."""

Position = Literal["prone", "supine", "side-lying", "quadruped", "seated", "standing"]
POSITIONS: tuple[Position, ...] = (
    "quadruped",
    "prone",
    "supine",
    "side-lying",
    "seated",
    "standing",
)
"""In the order a session passes through them: down to the mat once, up from it once."""
FLOOR: frozenset[Position] = frozenset({"quadruped", "prone", "supine", "side-lying"})

Side = Literal["left", "right"]
SideMode = Literal["none", "alternating", "one_then_other"]
Family = Literal["rotation", "nerve", "extension", "flex-ext", "hip", "other"]
Tag = Literal["setup", "move", "hold", "return"]
Scope = Literal["once", "side", "rep"]
"""``once`` an exercise, once per ``side``, or in every repetition."""


def opposite(side: Side) -> Side:
    return "right" if side == "left" else "left"


class Step(NamedTuple):
    """One line of instruction, in the forms it is told in.

    ``{s}`` stands for the working side and ``{o}`` for the opposite one in every form but ``text``.
    """

    tag: Tag
    scope: Scope
    text: str
    """To read on a page, without sides."""
    full: str
    """To hear the first time."""
    brief: str
    """A reminder: eight words at most."""
    cue: str
    """Two to four words; empty for set-up lines."""
    quiet: str | None = None
    """One to three words, where a repetition has two shapes or two sides."""
    word: str = ""
    """The big word on the screen, seven letters at most."""
    before: str | None = None
    """Told before the first repetition, because the hold itself is too short to carry it."""
    levels: tuple[Level, ...] = LEVELS
    variants: tuple[str, ...] | None = None
    """The variants that have this step; ``None``: all of them."""
    from_rep: int = 1
    """The first repetition that has it; later than 1 means it is told on the way back before."""
    on_arrival: bool = False
    """A set-up line that is told only on coming from another position; who stays knows it."""
    with_previous: bool = False
    """Part of the movement before it: has no time of its own."""
    pose: str | None = None
    """The pose of the drawing it leads to, with ``{s}`` for the working side. A hold stays where it is,
    and a return goes back to where its movement began, so neither names one."""


class Dose(NamedTuple):
    """How much, at one level. ``reps`` are per side where an exercise has sides."""

    hold: Ms
    reps: int
    sets: int
    rest: Ms
    """Between sets and, at least, between sides; never between repetitions."""
    tempo: Ms
    """To go in, and the same again to come back."""
    variant: str
    why: Mapping[str, tuple[str, ...]]
    """For each of hold_s, reps, sets, rest_s, tempo_s: source codes, or ``design`` for our own choice."""
    note: str = ""


class Variant(NamedTuple):
    """A way of doing an exercise. Steps that differ name the variants they belong to."""

    id: str
    name: str
    text: str
    position: Position
    needs: tuple[str, ...]
    limit: str | None = None
    tip: str | None = None
    leave: str | None = None
    leave_pose: str | None = None
    way_out: str | None = None
    easier_say: str | None = None
    """Where the gentle dose is played in this variant, and the exercise's own words would not fit it."""


class Caution(NamedTuple):
    text: str
    flags: tuple[str, ...]
    action: Literal["skip", "modify", "ask"]
    sources: tuple[str, ...]
    variant: str | None = None
    """The variant to play instead, where ``modify`` has one that says it all."""


class Tip(NamedTuple):
    text: str
    sources: tuple[str, ...]


class Gap(NamedTuple):
    """Something the article leaves out or leaves unclear, and what we did about it."""

    code: str
    what: str
    resolution: str
    tell: str | None
    """What the user is told; ``None`` where nothing changes for them."""
    upfront: bool = False
    """Shown before the first time, because it changes what the person does."""


class Exercise(NamedTuple):
    id: str
    number: int
    """The article's number, 1 to 10; one's own exercises count on from 11."""
    name: str
    name_source: Literal["article", "inferred", "own"]
    name_note: str
    aliases: tuple[str, ...]
    family: Family
    needs: tuple[str, ...]
    optional: tuple[str, ...]
    target: str
    benefit: str
    side_mode: SideMode
    side_noun: str
    """How a side is spoken: ``{s} leg``, ``knees to the {s}``; empty without sides."""
    side_meaning: str
    """What left means here, for reading."""
    first_side: Literal["any", "easier"]
    variants: tuple[Variant, ...]
    """The first one is the default."""
    steps: tuple[Step, ...]
    doses: Mapping[Level, Dose]
    hold_cap: Ms
    reps_cap: int
    sets_cap: int
    limit: str
    tip: str | None
    """Spoken in the switch, where it fits."""
    hints: tuple[str, ...]
    """Spoken inside holds of ten seconds and more, in turn."""
    leave: str
    """How to leave the last repetition."""
    leave_pose: str | None
    """The pose of the drawing that ``leave`` leads to; ``None``: it stays."""
    way_out: str
    """How to come out at any moment, when it hurts."""
    easier_say: str
    first_check: str | None
    roll: bool
    """Changing sides means rolling over onto the working side's opposite."""
    tips: tuple[Tip, ...]
    cautions: tuple[Caution, ...]
    easier: tuple[str, ...]
    harder: tuple[str, ...]
    requires_ok: tuple[str, ...]
    gaps: tuple[Gap, ...]
    sources: tuple[str, ...]
    caps_why: str = ""
    """Why the three caps are what they are."""
    overrides: bool = False
    """One's own, and played instead of the built-in exercise of the same id."""

    @property
    def positions(self) -> tuple[Position, ...]:
        """Of the default variant first, then of the others."""
        return tuple(dict.fromkeys(variant.position for variant in self.variants))

    @property
    def listens_first(self) -> bool:
        """A nerve exercise is heard in whole before it begins, so that no sentence keeps the leg
        near the end of its range; its holds are capped for the same reason."""
        return self.family == "nerve"

    def variant(self, name: str) -> Variant:
        return next(variant for variant in self.variants if variant.id == name)

    def steps_of(self, level: Level, variant: str) -> tuple[Step, ...]:
        return tuple(
            step
            for step in self.steps
            if level in step.levels and (step.variants is None or variant in step.variants)
        )


class Source(NamedTuple):
    code: str
    title: str
    where: str
    quality: Literal["A", "B", "C", "D"]
    seen: str
    """``seen``, ``seen (part)``, ``seen (copy)`` or ``known``."""


class Catalog:
    """The exercises by number, and what they rest on, by code. No tuple, since it is asked for an id."""

    def __init__(self, exercises: tuple[Exercise, ...], sources: Mapping[str, Source]) -> None:
        self.exercises = exercises
        self.sources = sources

    def __getitem__(self, id: str) -> Exercise:
        for exercise in self.exercises:
            if exercise.id == id:
                return exercise
        raise KeyError(id)
