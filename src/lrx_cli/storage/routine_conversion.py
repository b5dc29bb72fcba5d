"""From a checked document to routines."""

from __future__ import annotations

from typing import cast

from lrx_cli.core.catalog.exercise import LEVELS, Level, Ms
from lrx_cli.core.catalog.routine import Prescription, Routine
from lrx_cli.storage.catalog_conversion import Raw, ms


def routines_from(raw: Raw) -> tuple[Routine, ...]:
    return tuple(map(routine_from, raw["routines"]))


def routine_from(raw: Raw) -> Routine:
    return Routine(
        id=raw["id"],
        name=raw["name"],
        about=raw["about"],
        lines=tuple(map(_prescription, raw["lines"])),
        ordered=raw["ordered"],
    )


def _prescription(raw: Raw) -> Prescription:
    return Prescription(
        exercise=raw["exercise"],
        levels=cast("tuple[Level, ...]", tuple(raw.get("levels", LEVELS))),
        left_out=raw.get("left_out"),
        variant=raw.get("variant"),
        hold=_optional_ms(raw.get("hold_s")),
        reps=raw.get("reps"),
        sets=raw.get("sets"),
        rest=_optional_ms(raw.get("rest_s")),
        tempo=_optional_ms(raw.get("tempo_s")),
        only_side=raw.get("only_side"),
        note=raw.get("note"),
    )


def _optional_ms(seconds: float | None) -> Ms | None:
    return None if seconds is None else ms(seconds)
