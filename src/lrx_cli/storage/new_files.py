"""Documents for new files: a routine from typed lines, an exercise from what a therapist's sheet says.

The catalog's schema asks for more than a sheet has: shorter forms of each line, words for the screen, a
gentler dose, a way out. What can be derived is derived; for the rest there are plain words that fit any
movement. The result is an ordinary file, to be improved by hand.
"""

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Prescription
from lrx_cli.core.catalog.typed_dose import TypedDose
from lrx_cli.core.catalog.words import FLOOR, LEVELS, Position, Side, SideMode
from lrx_cli.errors import LrxError
from lrx_cli.shapes import to_document
from lrx_cli.storage import user_files
from lrx_cli.storage import wording_rules as wording
from lrx_cli.storage.documents import build

Raw = dict[str, Any]

SOURCE = "SHEET"
_USUAL = TypedDose(sets=1, reps=8, hold=0, rest=20_000)
_TEMPOS = range(3, 8)
"""Seconds; the first in which every line can be said is taken."""
_LONG_HOLD = 10_000
"""The hint for a shorter hold is spoken before it."""


# --- routines --------------------------------------------------------------------------------------


def routine_document(
    id: str, name: str, about: str, lines: Iterable[tuple[str, TypedDose]], *, ordered: bool
) -> Raw:
    """``lines``: the id of an exercise and its dose."""
    return {
        "$schema": "../routine.schema.json",
        "format": 1,
        "id": id,
        "name": name,
        "about": about,
        "ordered": ordered,
        "lines": [_as_written(line) for exercise, dose in lines for line in prescriptions(exercise, dose)],
    }


def prescriptions(exercise: str, dose: TypedDose) -> list[Prescription]:
    """One line, or two where one side gets more: both sides first, then that side again."""
    fields = ("variant", "hold", "reps", "sets", "rest", "tempo", "only_side", "often", "note")
    line = Prescription(exercise, **{field: getattr(dose, field) for field in fields})
    if dose.left_sets is None or dose.right_sets is None:
        return [line]
    fewer = min(dose.left_sets, dose.right_sets)
    more = max(dose.left_sets, dose.right_sets) - fewer
    side: Side = "left" if dose.left_sets > fewer else "right"
    again = [replace(line, sets=more, only_side=side, note=None)] if more else []
    return [replace(line, sets=fewer), *again]


def _as_written(line: Prescription) -> Raw:
    """Without what is as the exercise has it anyway; whole seconds without a point."""
    usual = to_document(Prescription(line.exercise))
    given = {name: value for name, value in to_document(line).items() if value != usual[name]}
    whole = {name: int(value) for name, value in given.items() if isinstance(value, float) and value % 1 == 0}
    return {"exercise": line.exercise, **given, **whole}


def file_of(document: Raw) -> bytes:
    """As a file: people can read it, whatever letters they write. A byte that is not UTF-8, from a command
    line, is written as ``\\udcff``, which ``lrx check`` finds."""
    return f"{json.dumps(document, indent=2, ensure_ascii=False)}\n".encode("utf-8", "backslashreplace")


# --- exercises -------------------------------------------------------------------------------------


class NewExercise(NamedTuple):
    """What is asked for."""

    name: str
    position: Position
    sides: SideMode
    dose: TypedDose
    setup: str
    move: str
    back: str
    hold: str = ""
    target: str = ""
    """What moves, and what it is for."""


def exercise_document(id: str, new: NewExercise, number: int) -> Raw:
    """Movements become slower until there is time to say every line."""
    document: Raw = {}
    for tempo in _TEMPOS if new.dose.tempo is None else [new.dose.tempo / 1_000]:
        document = {
            "$schema": "../exercises.schema.json",
            "format": 1,
            "exercises": [_exercise(id, new, number, tempo)],
            "sources": {
                SOURCE: {
                    "title": "Put in by hand, as somebody prescribed or chose it",
                    "where": "lrx exercise new",
                    "quality": "D",
                    "seen": "known",
                }
            },
        }
        if not wording.timing_problems(build(Catalog, document).exercises[0]):
            break
    return document


def _exercise(id: str, new: NewExercise, number: int, tempo: float) -> Raw:
    sided = new.sides != "none"
    hold, reps, sets = (_or(getattr(new.dose, f), getattr(_USUAL, f)) for f in ("hold", "reps", "sets"))
    needs = ["mat"] if new.position in FLOOR else ["chair"] if new.position == "seated" else []
    return {
        "id": id,
        "number": number,
        "name": new.name,
        "name_source": "own",
        "name_note": "Put in by hand.",
        "aliases": [],
        "family": "other",
        "needs": needs,
        "optional": [],
        "target": _sentence(new.target) or "Not written down.",
        "benefit": "As agreed with the person who prescribed it.",
        "side_mode": new.sides,
        "side_noun": "{s} side" if sided else "",
        "side_meaning": "The side that works." if sided else "",
        "first_side": "any",
        "variants": [
            {
                "id": "usual",
                "name": "As prescribed",
                "text": "The only way that is written down.",
                "position": new.position,
                "needs": needs,
            }
        ],
        "steps": _steps(new, held=hold > 0),
        "doses": _doses(hold / 1_000, reps, sets, new.dose, tempo),
        "hold_cap_s": min(120, 2 * hold / 1_000),
        "reps_cap": min(50, 2 * reps),
        "sets_cap": min(10, 2 * sets),
        "caps_why": "Twice what was put in, for want of anything better.",
        "limit": "Only as far as it stays comfortable.",
        "hints": ["Breathe slowly.", "Stay comfortable."],
        "leave": "Rest for a moment.",
        "way_out": "Stop, and come back slowly.",
        "easier_say": "Smaller, and slower.",
        "roll": False,
        "tips": [],
        "cautions": [],
        "easier": [],
        "harder": [],
        "requires_ok": [],
        "gaps": [],
        "sources": [SOURCE],
    }


def _or(found: int | None, usual: int) -> int:
    return usual if found is None else found


def _doses(hold: float, reps: int, sets: int, dose: TypedDose, tempo: float) -> Raw:
    """The prescribed dose at the standard and the stronger level; about half of it at the gentle one."""
    rest = _or(dose.rest, _USUAL.rest or 0) / 1_000
    half = hold if hold <= 1 else float(-(-hold // 2))
    halves = {"hold_s": half, "reps": -(-reps // 2), "sets": 1}
    full = {"hold_s": hold, "reps": reps, "sets": sets}
    return {
        level: {
            **(halves if level == "gentle" else full),
            "rest_s": rest,
            "tempo_s": tempo,
            "variant": "usual",
            "why": {
                name: ["design" if level == "gentle" or name == "tempo_s" else SOURCE]
                for name in ("hold_s", "reps", "sets", "rest_s", "tempo_s")
            },
        }
        for level in LEVELS
    }


# --- steps -----------------------------------------------------------------------------------------


def _steps(new: NewExercise, *, held: bool) -> list[Raw]:
    spoken = _Spoken(new)
    setup = [spoken.setup(sentence) for sentence in _sentences(new.setup)]
    move = spoken.step("move", new.move, word="MOVE", brief="As before, slowly.", cue="and move")
    if new.sides == "alternating":
        move |= {"quiet": "{s}", "cue": "to the {s}"}
    back = spoken.step("return", new.back, word="BACK", brief="Slowly back.", cue="and back")
    hold = spoken.step("hold", new.hold or "Stay there.", word="HOLD", brief="Stay.", cue="hold there")
    if new.hold and (new.dose.hold or 0) < _LONG_HOLD:
        hold |= {"before": hold["full"], "brief": "Stay."}
    body = [move, hold, back] if held else [move, back]
    named = any("{" in step["full"] for step in (*setup, *body))
    if new.sides != "none" and not named:
        setup.append(
            {
                "tag": "setup",
                "scope": "side",
                "text": "One side works, then the other.",
                "full": "The {s} side works.",
                "brief": "{S} side.",
            }
        )
    return [*setup, *body]


class _Spoken:
    """The forms of a line. With sides, the one that a sheet names stands for whichever side works."""

    def __init__(self, new: NewExercise) -> None:
        self._sided = new.sides != "none"
        other = "right" if new.dose.only_side != "right" else "left"
        working = "left" if other == "right" else "right"
        self._spoken = {working: "{s}", other: "{o}", "other": "{o}", "opposite": "{o}"}
        self._read = {working: "working", other: "other"}

    def setup(self, line: str) -> Raw:
        forms = self._forms(line, brief="Get into position.")
        return {"tag": "setup", "scope": "side" if "{" in forms["full"] else "once", **forms}

    def step(self, tag: str, line: str, *, word: str, brief: str, cue: str) -> Raw:
        line = _sentence(line)
        own = _cue_of(line)
        return {
            "tag": tag,
            "scope": "rep",
            **self._forms(line, brief=brief),
            "word": word,
            "cue": own if own else cue,
        }

    def _forms(self, line: str, *, brief: str) -> Raw:
        line = _sentence(line)
        full = _replaced(line, self._spoken) if self._sided else line
        short = (
            len(full.split()) <= wording.MOST_WORDS_BRIEF
            and wording.letters(full) <= wording.MOST_LETTERS_BRIEF
        )
        return {
            "text": _replaced(line, self._read) if self._sided else line,
            "full": full,
            "brief": full if short else brief,
        }


def _cue_of(line: str) -> str | None:
    """The first clause, if it is short enough to be called out: ``lift your hips``."""
    clause = line.casefold().rstrip(".?!")
    for end in (",", ";", " and ", " until ", " as ", " while ", " to "):
        clause = clause.partition(end)[0]
    words = clause.split()
    plain = all(word.replace("'", "").replace("-", "").isalpha() for word in words)
    fits = len(words) in wording.CUE_WORDS and wording.letters(clause) <= wording.MOST_LETTERS_CUE_FAST
    return (
        clause
        if plain and fits and not (wording.FOR_THE_PLAYER | wording.SIDE_WORDS).intersection(words)
        else None
    )


def _sentence(line: str) -> str:
    """A capital first, a full stop last, one space between words."""
    line = " ".join(line.split())
    if line and not line.endswith((".", "?")):
        line = line.rstrip("!;,:") + "."
    return line[:1].upper() + line[1:]


def _sentences(text: str) -> Sequence[str]:
    return [part for part in text.replace("!", ".").replace(".", ".\n").splitlines() if part.strip(". ")]


def _replaced(line: str, words: dict[str, str]) -> str:
    out = []
    for word in line.split(" "):
        bare = word.strip(".,;:?()")
        put = words.get(bare.casefold())
        if put is None:
            out.append(word)
            continue
        capital = bare[:1].isupper()
        marked = put.upper() if put.startswith("{") else put.capitalize()
        out.append(word.replace(bare, marked if capital else put))
    return " ".join(out)


# --- answers to a dialog that was not finished, kept until it is ----------------------------------


@dataclass(frozen=True)
class Draft:
    """What was answered, in order, and text that was typed and is not an answer yet, by its question."""

    answers: dict[str, str | None] = field(default_factory=dict)
    begun: dict[str, str] = field(default_factory=dict)


def read_draft(path: str) -> Draft | None:
    """``None``: there is none that can be read."""
    try:
        with open(path, "rb") as file:
            data = file.read(100_000)
    except OSError:
        return None
    from pydantic import TypeAdapter, ValidationError  # slow to import

    try:
        draft = TypeAdapter(Draft).validate_json(data)
    except ValidationError:
        return None
    return draft if draft.answers or draft.begun else None


def write_draft(path: str, draft: Draft) -> None:
    """Where it cannot be written the dialog goes on without it."""
    text = json.dumps({"answers": draft.answers, "begun": draft.begun}, indent=1)
    with suppress(LrxError):
        user_files.write(path, text.encode(), new=False, folders=True)
