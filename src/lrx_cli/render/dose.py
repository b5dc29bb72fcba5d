"""How a dose and a position are put into words, the same on every page."""

from __future__ import annotations

from collections.abc import Sequence

from lrx_cli.core.catalog.exercise import Dose, Exercise, Position, Side
from lrx_cli.core.settings import SIDES
from lrx_cli.render.words import seconds

POSITION_NAMES: dict[Position, str] = {
    "quadruped": "On hands and knees",
    "prone": "On your front",
    "supine": "On your back",
    "side-lying": "On your side",
    "seated": "On a chair",
    "standing": "Standing",
}


def dose_words(exercise: Exercise, dose: Dose, sides: Sequence[Side] = SIDES) -> str:
    """``2 sets, each 8 times, hold 3 s``. ``sides``: those that are done, where there are any."""
    times = {1: "once", 2: "twice"}.get(dose.reps, f"{dose.reps} times")
    if dose.sets > 1:
        times = f"{dose.sets} sets, each {times}"
    if exercise.side_mode != "none":
        times += " each side" if len(sides) == 2 else f" on the {sides[0]}"
    if not dose.hold:
        return f"{times}, no hold"
    return f"{times}, hold {seconds(dose.hold)}{' each way' if has_two_shapes(exercise, dose) else ''}"


def short_dose(exercise: Exercise, dose: Dose) -> str:
    """``8 × 3 s``, ``2 sets of 8 × 3 s``, ``5 times``: for a table, with its own column for the sides."""
    times = f"{dose.reps} times" if not dose.hold else f"{dose.reps} × {seconds(dose.hold)}"
    if dose.sets > 1:
        times = f"{dose.sets} sets of {times.removesuffix(' times')}"
    return f"{times} both ways" if dose.hold and has_two_shapes(exercise, dose) else times


def has_two_shapes(exercise: Exercise, dose: Dose) -> bool:
    """Whether one repetition goes two ways, as cat cow does: each of them has its hold."""
    moves = [
        step
        for step in exercise.steps
        if step.tag == "move"
        and step.scope == "rep"
        and not step.with_previous
        and step.from_rep == 1
        and (step.variants is None or dose.variant in step.variants)
    ]
    return len(moves) > 1 and exercise.side_mode == "none"


def needs_words(needs: tuple[str, ...]) -> str:
    return ", ".join(needs) if needs else "nothing"
