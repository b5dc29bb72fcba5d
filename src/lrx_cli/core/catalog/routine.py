"""What is prescribed, in order: a routine and its lines, before anything has been chosen for today."""

from __future__ import annotations

from typing import NamedTuple

from lrx_cli.core.catalog.exercise import LEVELS, Level, Ms, Side


class Prescription(NamedTuple):
    """One line of a routine: an exercise and, perhaps, a dose of its own (the *Rx*).

    ``None`` everywhere means: as the catalog has it at today's level.
    """

    exercise: str
    levels: tuple[Level, ...] = LEVELS
    left_out: str | None = None
    """Why it is left out at the other levels, in a sentence."""
    variant: str | None = None
    hold: Ms | None = None
    reps: int | None = None
    sets: int | None = None
    rest: Ms | None = None
    tempo: Ms | None = None
    only_side: Side | None = None
    note: str | None = None


class Routine(NamedTuple):
    id: str
    name: str
    about: str
    lines: tuple[Prescription, ...]
    ordered: bool
    """Whether the order of the lines counts; otherwise the fewest changes of position do."""
