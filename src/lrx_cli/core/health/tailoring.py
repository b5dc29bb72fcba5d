"""Flags x exercise: what somebody ticked against what an exercise cautions against.

The catalog's cautions are the table (the project's safety notes, 5.4); this only reads it. An exercise is
left out, waits for a professional's word, or is played in another form; each with the caution's own sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lrx_cli.core.catalog.exercise import Caution, Exercise, Side, opposite
from lrx_cli.core.catalog.words import Flag
from lrx_cli.core.health.profile import Person

RED = "it made it worse last time, so it rests for two days (our rule of thumb)"
EASES_FORWARD = "it bends backward, and you said that bending forward eases it"
WHICH_LEG = "in a flare it is for the easier leg only, and which one is sore was not said"
ASK_FIRST = "A professional's yes is recorded by: lrx session --check"

_FIRST: tuple[Flag, ...] = (
    "no-floor", "dizzy", "wrist", "shoulder", "knee", "hip", "pregnancy", "osteoporosis", "surgery",
    "spondylolisthesis", "stenosis", "backward-worse", "bending-worse", "flare", "first-hour",
)  # fmt: skip
"""Whose form is played where several flags each ask for another one: what keeps somebody from doing it at
all, or from falling, before what makes it smaller. The gentle dose then stands in for the other one."""

_NEVER_THE_SORE_LEG = frozenset({"lower-body-nerve-glide"})
"""In a flare left out where it is not known which leg is easier. The seated one just gets lower."""


class Fit(NamedTuple):
    """How an exercise fits somebody today."""

    left_out: str | None = None
    """Why it is not played."""
    variant: str | None = None
    """The form that is played instead; ``None``: as it would be."""
    gentle: bool = False
    """Not more than the gentle dose."""
    only_side: Side | None = None
    notes: tuple[str, ...] = ()
    """What to know while doing it, in whole sentences."""


def fit(exercise: Exercise, person: Person, sore_side: Side | None = None) -> Fit:
    """How ``exercise`` fits ``person``. ``sore_side``: the leg that hurts; ``None``: not said."""
    if exercise.id in person.reds:
        return Fit(RED)
    concerned = [caution for caution in exercise.cautions if _flags(caution, person)]
    for caution in concerned:
        if caution.action == "skip":
            return Fit(caution.text)
        if caution.action == "ask" and _flags(caution, person) - person.cleared:
            return Fit(f"{caution.text} {ASK_FIRST}")
    if person.preference == "flexion" and exercise.family == "extension":
        return Fit(EASES_FORWARD)
    notes = [caution.text for caution in concerned]
    only_side = None
    if "flare" in person.flags and exercise.listens_first:
        if sore_side is not None:
            only_side = opposite(sore_side)
            notes.append(f"The {only_side} leg only today: it is the easier one.")
        elif exercise.id in _NEVER_THE_SORE_LEG:
            return Fit(WHICH_LEG)
    variants = _variants(exercise, concerned, person)
    return Fit(
        variant=variants[0] if variants else None,
        gentle=len(variants) > 1 or exercise.id in person.ambers,
        only_side=only_side,
        notes=tuple(notes),
    )


def concerned_by(exercise: Exercise, flags: frozenset[Flag]) -> frozenset[Flag]:
    """Which of ``flags`` need a professional's yes before this exercise."""
    return frozenset(
        flag
        for caution in exercise.cautions
        if caution.action == "ask"
        for flag in flags
        if flag in caution.flags
    )


def _flags(caution: Caution, person: Person) -> frozenset[Flag]:
    return frozenset(flag for flag in person.flags if flag in caution.flags)


def _variants(exercise: Exercise, concerned: Sequence[Caution], person: Person) -> list[str]:
    """The forms that are asked for, the one to play first. A form in another position comes before the
    others: what one cannot get into is no form at all."""
    usual = exercise.variants[0].position

    def rank(caution: Caution) -> tuple[bool, int]:
        assert caution.variant is not None
        elsewhere = exercise.variant(caution.variant).position != usual
        return not elsewhere, min(_FIRST.index(flag) for flag in _flags(caution, person))

    asking = sorted((caution for caution in concerned if caution.variant), key=rank)
    return list(dict.fromkeys(caution.variant for caution in asking if caution.variant))
