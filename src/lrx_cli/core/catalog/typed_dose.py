"""Reading a dose as it is copied from a sheet: ``2 sets, 10 times, hold 5 s, left only``.

Pieces come in any order, between commas. What is left out stays as the exercise has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lrx_cli.core.catalog.exercise import Ms, Side

EXAMPLE = "2 sets, 10 times, hold 5 s, left only, note: slowly"
ALLOWED = (
    "pieces between commas: 2 sets · 10 times · hold 5 s · rest 20 s · tempo 4 s · left only · right only · "
    "2 sets on the left · variant NAME · note: anything (last)"
)
_SECONDS = {"s", "sec", "secs", "second", "seconds"}
_TIMES = {"times", "time", "reps", "rep", "repetitions", "x"}
_SETS = {"sets", "set"}
_SIDES: tuple[Side, ...] = ("left", "right")
_BESIDE_A_SIDE = {"only", "side", "the", "on", "leg", "arm"}


class TypedDose(NamedTuple):
    """``None``: not typed."""

    sets: int | None = None
    reps: int | None = None
    hold: Ms | None = None
    rest: Ms | None = None
    tempo: Ms | None = None
    only_side: Side | None = None
    sore_side: Side | None = None
    """The side that gets more sets than the other one."""
    sore_sets: int | None = None
    variant: str | None = None
    note: str | None = None


def read_dose(text: str) -> TypedDose:
    """Raises ``ValueError`` with a sentence that names the piece and what is allowed."""
    dose = TypedDose()
    pieces, note = _split(text)
    for piece in pieces:
        found = _piece(piece.casefold().split())
        if not found:
            raise ValueError(f'found "{piece}", allowed: {ALLOWED}.')
        for field, value in found.items():
            if getattr(dose, field) not in (None, value):
                raise ValueError(f'"{piece}" says otherwise than what stands before it.')
        dose = dose._replace(**found)  # type: ignore[arg-type]  # _piece names fields only
    if dose.only_side and dose.sore_side:
        raise ValueError("one side only, and more sets on one side: say only one of them.")
    return dose._replace(note=note)


def _split(text: str) -> tuple[list[str], str | None]:
    """The pieces, and the note, which takes all that follows it."""
    pieces: list[str] = []
    rest = text
    while rest.strip():
        word, colon, after = rest.strip().partition(":")
        if colon and word.strip().casefold() == "note":
            return pieces, after.strip() or None
        piece, _, rest = rest.strip().partition(",")
        if piece.strip():
            pieces.append(piece.strip())
    return pieces, None


def _piece(words: Sequence[str]) -> dict[str, object]:
    """The fields that one piece fills; empty: it means nothing."""
    head, rest = words[0], words[1:]
    if head in ("hold", "rest", "tempo") and rest:
        seconds = _number("".join(rest[:1]).removesuffix("s"))
        if seconds is not None and set(rest[1:]) <= _SECONDS:
            return {head: round(seconds * 1_000)}
    if words == ["no", "hold"]:
        return {"hold": 0}
    if head == "variant" and len(rest) == 1:
        return {"variant": rest[0]}
    sides = [side for side in _SIDES if side in words]
    if len(sides) == 1 and set(words) <= {*sides, *_BESIDE_A_SIDE}:
        return {"only_side": sides[0]}
    sets, reps = map(_whole, head.partition("x")[::2])
    if not rest and sets is not None and reps is not None:
        return {"sets": sets, "reps": reps}
    return _counted(head, rest, sides)


def _counted(head: str, rest: Sequence[str], sides: Sequence[Side]) -> dict[str, object]:
    number = {"once": 1, "twice": 2}.get(head, _whole(head))
    if number is None:
        return {}
    if head in ("once", "twice"):
        return {} if rest else {"reps": number}
    if rest and rest[0] in _SETS:
        after = rest[1:]
        if not after:
            return {"sets": number}
        if after[0] == "of" and len(after) in (2, 3) and set(after[2:]) <= _TIMES:
            reps = _whole(after[1])
            return {} if reps is None else {"sets": number, "reps": reps}
        if len(sides) == 1 and set(after) <= {*sides, *_BESIDE_A_SIDE}:
            return {"sore_side": sides[0], "sore_sets": number}
        return {}
    return {"reps": number} if len(rest) == 1 and rest[0] in _TIMES else {}


def _whole(text: str) -> int | None:
    """A number of three digits at most; Python refuses to read one of thousands."""
    return int(text) if text.isdecimal() and len(text) < 4 else None


def _number(text: str) -> float | None:
    whole, _, part = text.partition(".")
    if whole.isdecimal() and len(whole) < 5 and (not part or (part.isdecimal() and len(part) < 4)):
        return float(text)
    return None
