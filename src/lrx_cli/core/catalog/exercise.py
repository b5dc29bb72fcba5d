"""What an exercise is: its steps, its doses, its sides, and why each number is what it is.

A file of exercises is checked against these dataclasses and read into them (``storage.catalog``), and its
JSON Schema is made from them. Times are whole milliseconds here and seconds in files.
"""

from collections.abc import Iterator
from typing import Annotated, Literal
from unicodedata import normalize

from lrx_cli.core.catalog.limits import (
    Code,
    Codes,
    File,
    Hold,
    Label,
    Line,
    Name,
    Needs,
    PoseName,
    Reps,
    Rest,
    Sets,
    Tempo,
    Text,
)
from lrx_cli.core.catalog.words import LEVELS, Family, Flag, Level, Position, Preference, SideMode
from lrx_cli.errors import UsageError
from lrx_cli.shapes import ID, Id, Interval, Len, MaxLen, Shape
from lrx_cli.text import clean

Levels = Annotated[tuple[Level, ...], Len(1, 3)]

Tag = Literal["setup", "move", "hold", "return"]
Load = Literal["nerve", "extension", "flexion", "rotation"]
"""What an exercise asks of the back and of the nerve. After pain that went further down the leg, everything
with the same load is left out."""
Scope = Literal["once", "side", "rep"]
"""``once`` an exercise, once per ``side``, or in every repetition."""


class Step(Shape):
    """One line of instruction, in each form in which it is shown or spoken.

    ``{s}`` stands for the working side and ``{o}`` for the opposite one in every form but ``text``.
    """

    tag: Tag
    scope: Scope
    text: Text
    """To read on a page, without sides."""
    full: Line
    """To hear the first time."""
    brief: Line
    """A reminder: eight words at most (``storage/wording_rules.py`` counts words and characters)."""
    cue: Label = ""
    """Two to four words; empty for set-up lines."""
    quiet: Label | None = None
    """One to three words, where a repetition has two shapes or two sides."""
    word: Label = ""
    """The big word on the screen, ten characters at most."""
    before: Line | None = None
    """Spoken before the first repetition, because the hold itself is too short for it."""
    levels: Levels = LEVELS
    variants: Annotated[tuple[Id, ...], Len(1, 20)] | None = None
    """The variants that have this step; ``None``: all of them."""
    from_rep: Annotated[int, Interval(ge=1, le=5)] = 1
    """The first repetition that has it; if later than 1, it is announced on the way back before that."""
    takes: Rest = 0
    """Time that doing it needs after it was said, where that is more than a moment: threading a strap."""
    on_arrival: bool = False
    """A set-up line that is skipped if the previous exercise has the same position."""
    with_previous: bool = False
    """Part of the movement before it: has no time of its own."""
    pose: PoseName | None = None
    """The pose of the drawing that this step ends in, with ``{s}`` for the working side. A hold stays where
    it is, and a return goes back to where its movement began, so neither names one."""


class Why(Shape):
    """For each number of a dose: source codes, or ``design`` for our own choice."""

    hold_s: Codes
    reps: Codes
    sets: Codes
    rest_s: Codes
    tempo_s: Codes


class Dose(Shape):
    """How much, at one level. ``reps`` are per side where an exercise has sides."""

    hold: Hold
    reps: Reps
    sets: Sets
    rest: Rest
    """Between sets and, at least, between sides; never between repetitions."""
    tempo: Tempo
    """The time to move in; moving back takes as long."""
    variant: Id
    why: Why
    note: Text | None = None


class Doses(Shape):
    """One dose for each level."""

    gentle: Dose
    standard: Dose
    stronger: Dose

    def __getitem__(self, level: Level) -> Dose:
        dose: Dose = getattr(self, level)
        return dose

    def items(self) -> Iterator[tuple[Level, Dose]]:
        """Levels with their doses, the gentlest first."""
        return ((level, self[level]) for level in LEVELS)

    def values(self) -> tuple[Dose, ...]:
        return self.gentle, self.standard, self.stronger


class Variant(Shape):
    """A way of doing an exercise. Steps that differ name the variants they belong to."""

    id: Id
    name: Name
    text: Text
    position: Position
    needs: Needs
    side_noun: Label = ""
    """Where it is another part of the body that has the sides; ``{o}`` where it goes to the opposite one."""
    limit: Line | None = None
    tip: Line | None = None
    leave: Line | None = None
    leave_pose: PoseName | None = None
    way_out: Line | None = None
    easier_say: Line | None = None
    """Where the gentle dose is played in this variant, and the exercise's own words would not fit it."""


class Caution(Shape):
    """What to do about an exercise if one of ``flags`` applies to the person."""

    text: Text
    flags: tuple[Flag, ...]
    action: Literal["skip", "modify", "ask"]
    sources: Codes
    variant: Id | None = None
    """The variant to play instead, where ``modify`` has one that needs no more words."""
    also: Annotated[tuple[Id, ...], MaxLen(12)] = ()
    """Other variants that meet this caution as well, for people with several conditions."""
    easier_side_only: bool = False
    """Not with the sore leg; where it is not known which one that is, not at all."""


class Tip(Shape):
    text: Text
    sources: Codes


class Gap(Shape):
    """Something that the article leaves out or leaves unclear, and what we did about it."""

    code: Annotated[str, ID, MaxLen(12)]
    what: Text
    resolution: Text
    tell: Text | None = None
    """What the user reads about it; ``None`` where nothing changes for them."""
    upfront: bool = False
    """Shown before the first time, because it changes what the person does."""


Rank = Annotated[int, Interval(ge=1, le=999)]


class Priority(Shape):
    """The rank of an exercise when time is short, 1 comes first, by what eases the person. Our own order: if
    bending forward eases, backward bends come last."""

    unsure: Rank
    extension: Rank
    flexion: Rank

    def __getitem__(self, preference: Preference) -> int:
        rank: int = getattr(self, preference)
        return rank


class Exercise(Shape, kw_only=True):
    id: Id
    number: Annotated[int, Interval(ge=1, le=999)]
    """The article's number, 1 to 10; one's own exercises count on from 11."""
    name: Name
    name_source: Literal["article", "inferred", "own"]
    name_note: Text
    aliases: Annotated[tuple[Name, ...], MaxLen(20)]
    priority: Priority | None = None
    """``None``: after all that have one."""
    family: Family
    loads: Annotated[tuple[Load, ...], MaxLen(4)] = ()
    mild: bool = False
    """Mild enough for a day of severe pain."""
    needs: Needs
    optional: Needs
    target: Text
    benefit: Text
    side_mode: SideMode
    side_noun: Label
    """How a side is spoken: ``{s} leg``, ``knees to the {s}``; empty without sides."""
    side_meaning: Annotated[str, MaxLen(160)]
    """What left means here, for reading."""
    first_side: Literal["any", "easier", "sore"]
    """Which side begins where one leg is sore. ``sore``: that side lies on top."""
    variants: Annotated[tuple[Variant, ...], Len(1, 12)]
    """The first one is the default."""
    steps: Annotated[tuple[Step, ...], Len(3, 60)]
    doses: Doses
    hold_cap: Hold
    reps_cap: Reps
    sets_cap: Sets
    caps_why: Text
    """Why the three caps are what they are."""
    limit: Line
    tip: Line | None = None
    """Spoken while changing sides, where it fits."""
    hints: Annotated[tuple[Line, ...], MaxLen(8)]
    """Spoken during holds of ten seconds and more, in turn."""
    leave: Line
    """How to leave the last repetition."""
    leave_pose: PoseName | None = None
    """The pose of the drawing that ``leave`` ends in; ``None``: it stays."""
    way_out: Line
    """How to come out at any moment, when it hurts."""
    easier_say: Line
    first_check: Line | None = None
    roll: bool
    """Changing sides means rolling over to the other side."""
    tips: Annotated[tuple[Tip, ...], MaxLen(12)]
    cautions: Annotated[tuple[Caution, ...], MaxLen(24)]
    easier: Annotated[tuple[Text, ...], MaxLen(12)]
    harder: Annotated[tuple[Text, ...], MaxLen(12)]
    requires_ok: Annotated[tuple[Id, ...], MaxLen(4)]
    """Exercises that should be comfortable before this one is tried."""
    gaps: Annotated[tuple[Gap, ...], MaxLen(20)]
    sources: Codes
    overrides: bool = False
    """One's own, and played instead of the built-in exercise of the same id."""

    @property
    def positions(self) -> tuple[Position, ...]:
        """Of the default variant first, then of the others."""
        return tuple(dict.fromkeys(variant.position for variant in self.variants))

    @property
    def is_nerve(self) -> bool:
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


class Source(Shape):
    """Where a number or a claim comes from."""

    title: Text
    where: Text
    quality: Literal["A", "B", "C", "D"]
    seen: Literal["seen", "seen (part)", "seen (copy)", "known"]
    """How much of it was read; ``known``: nothing, it is cited as commonly known."""


class Catalog(Shape):
    """Exercises by number, and by its code each source that they rest on."""

    exercises: Annotated[tuple[Exercise, ...], Len(1, 200)]
    sources: Annotated[dict[Code, Source], MaxLen(400)]

    def __getitem__(self, id: str) -> Exercise:
        for exercise in self.exercises:
            if exercise.id == id:
                return exercise
        raise KeyError(id)

    def names(self) -> dict[str, str]:
        """By id."""
        return {exercise.id: exercise.name for exercise in self.exercises}


class CatalogFile(Catalog, File, kw_only=True):
    """Exercises, and the sources of their numbers."""


class UnknownExercise(UsageError):
    """No exercise has such a name."""


def find(catalog: Catalog, words: str) -> Exercise:
    """The exercise that ``words`` mean. Raises :class:`UnknownExercise` for none, :class:`UsageError` for
    more than one, and for no words.

    A whole name counts more than a part of one: "cat cow" is that, although it is in "seated cat cow".
    """
    wanted = plain(words)
    if not wanted:
        raise UsageError("The name of the exercise is empty.", hint="lrx list shows all of them.")
    # A single letter is a slip of the finger, and an answer such as n for no; a number is whole.
    whole = len(wanted) == 1 or wanted.isdigit()
    for matches in (str.__eq__, str.startswith, str.__contains__)[: 1 if whole else 3]:
        found = [one for one in catalog.exercises if any(matches(name, wanted) for name in _names(one))]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(
                f'"{clean(words, 60)}" could be more than one exercise.',
                problems=[f"{one.id} ({one.number}, {one.name})" for one in found],
                hint="Say a little more of the name, or the number.",
            )
    meant = f" Did you mean {near.id}?" if (near := resembling(catalog, words)) else ""
    raise UnknownExercise(
        f'There is no exercise "{clean(words, 60)}".{meant}',
        hint="lrx list shows all of them.",
    )


def called(catalog: Catalog, words: str) -> Exercise | None:
    """The exercise with this very name, in whatever letters; ``None``: there is none."""
    wanted = plain(words)
    return next((exercise for exercise in catalog.exercises if wanted in _names(exercise)), None)


def plain(words: str) -> str:
    """Lower case, and one space for whatever stands between words: ``Figure-Four`` is ``figure four``."""
    return " ".join(normalize("NFC", clean(words).casefold()).translate(_BETWEEN_WORDS).split())


_BETWEEN_WORDS = str.maketrans("-_/", "   ")


def _names(exercise: Exercise) -> Iterator[str]:
    yield str(exercise.number)
    for name in (exercise.id, exercise.name, *exercise.aliases):
        yield plain(name)


def resembling(catalog: Catalog, words: str) -> Exercise | None:
    """The exercise with a name nearly like ``words``; ``None``: there is none."""
    from difflib import get_close_matches  # slow to import, and needed only after a mistake

    names = {name: exercise for exercise in catalog.exercises for name in _names(exercise)}
    near = get_close_matches(plain(words), [name for name in names if not name.isdigit()], n=1)
    return names[near[0]] if near else None
