"""What has to be known of an exercise that lrx does not know: as questions, and as a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from lrx_cli import locations
from lrx_cli.core.catalog.exercise import POSITIONS, Position, SideMode
from lrx_cli.core.catalog.typed_dose import EXAMPLE, TypedDose, read_dose
from lrx_cli.core.health.questions import Key, Query, Value
from lrx_cli.core.timeline.phrases import POSTURE
from lrx_cli.session.interview import TextQuestion
from lrx_cli.storage.new_files import Sheet

SIDES: dict[str, SideMode] = {"none": "none", "each": "one_then_other", "alternating": "alternating"}
_SIDE_KEYS = (
    Key("n", "none", "no, there is one way of doing it"),
    Key("e", "each", "one side, then the other"),
    Key("a", "alternating", "left and right in turn"),
)
_LONGEST_URI = 300
"""As the models have it."""


def sheet_questions(
    given: Mapping[str, Value], prefix: str = "", dose: TypedDose | None = None
) -> Iterator[Query | TextQuestion]:
    """What has to be known of an exercise, as far as the answers so far say. ``prefix``: of the ids.
    ``dose``: where it is known already."""
    yield Query(
        f"{prefix}position",
        "In which position?",
        tuple(Key(str(place), one, POSTURE[one]) for place, one in enumerate(POSITIONS, 1)),
        needed=True,
    )
    if dose is None:
        yield TextQuestion("dose", "Which dose?", read_dose, f"As in: {EXAMPLE}")
        dose = _dose_of(given)
    if usual_sides(dose) == "none":
        yield Query(f"{prefix}sides", "Is it done on each side?", _SIDE_KEYS, enter="none")
    yield TextQuestion(
        f"{prefix}setup", "How to get ready?", _anything, "As in: Lie on your back, knees bent."
    )
    yield TextQuestion(f"{prefix}move", "What is the movement?", _anything, "As in: Lift your hips.")
    if dose.hold:
        yield TextQuestion(
            f"{prefix}hold", "What to mind while holding?", _anything, needed=False, empty="nothing"
        )
    yield TextQuestion(f"{prefix}back", "What is the way back?", _anything, "As in: Lower them slowly.")


def sheet_fields(
    given: Mapping[str, Value], prefix: str = "", dose: TypedDose | None = None
) -> Iterator[tuple[str, str, str]]:
    """For a review: id, name and answer of each question that was answered."""
    for question in sheet_questions(given, prefix, dose):
        if question.id in given:
            name = question.id.removeprefix(prefix)
            yield question.id, name.capitalize(), str(given[question.id] or "nothing")


def sheet_of(name: str, given: Mapping[str, Value], prefix: str = "", dose: TypedDose | None = None) -> Sheet:
    dose = _dose_of(given) if dose is None else dose
    words = [str(given.get(f"{prefix}{field}") or "") for field in ("setup", "move", "back", "hold")]
    position = cast("Position", given[f"{prefix}position"])
    sides = SIDES[str(given.get(f"{prefix}sides") or "none")]
    usual = usual_sides(dose)
    return Sheet(name, position, usual if usual != "none" else sides, dose, *words)


def _dose_of(given: Mapping[str, Value]) -> TypedDose:
    return read_dose(str(given.get("dose") or ""))


def _anything(typed: str) -> None:
    """Any sentence will do until the whole exercise is checked."""


def usual_sides(dose: TypedDose) -> SideMode:
    return "one_then_other" if dose.only_side or dose.sore_side else "none"


def schema_uri(name: str) -> str | None:
    """Where editors find what may be written; ``None``: its path is longer than a file may say."""
    uri = Path(locations.schema_file(name)).as_uri()
    return uri if len(uri) <= _LONGEST_URI else None
