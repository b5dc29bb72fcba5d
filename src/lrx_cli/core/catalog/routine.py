"""What is prescribed, in order: a routine and its lines, before anything has been chosen for today."""

from dataclasses import dataclass
from typing import Annotated

from lrx_cli.core.catalog.exercise import LEVELS, Levels, Side
from lrx_cli.core.catalog.limits import (
    Format,
    Hold,
    Id,
    Len,
    Line,
    Name,
    Reps,
    Rest,
    SchemaPath,
    Sets,
    Shape,
    Tempo,
    Text,
)


@dataclass(frozen=True)
class Prescription(Shape):
    """One line of a routine: an exercise and, perhaps, a dose of its own (the *Rx*).

    What is left out is as the catalog has it at today's level.
    """

    exercise: Id
    levels: Levels = LEVELS
    left_out: Line | None = None
    """Why it is left out at the other levels, in a sentence."""
    variant: Id | None = None
    hold: Hold | None = None
    reps: Reps | None = None
    sets: Sets | None = None
    rest: Rest | None = None
    tempo: Tempo | None = None
    only_side: Side | None = None
    note: Text | None = None


@dataclass(frozen=True)
class Routine(Shape):
    id: Id
    name: Name
    about: Text
    lines: Annotated[tuple[Prescription, ...], Len(1, 60)]
    ordered: bool
    """Whether the order of the lines counts; otherwise the fewest changes of position do."""


@dataclass(frozen=True, kw_only=True)
class RoutineFile(Routine):
    """One routine of one's own."""

    format: Format
    schema: SchemaPath | None = None


@dataclass(frozen=True, kw_only=True)
class RoutinesFile(Shape):
    """The built-in routines."""

    routines: Annotated[tuple[Routine, ...], Len(1, 100)]
    format: Format
    schema: SchemaPath | None = None
