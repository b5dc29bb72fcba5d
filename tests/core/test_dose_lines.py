"""Lines of real sheets: each plays what it says, or is refused with what to type."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from lrx_cli.core.catalog.routine import Choice, Routine
from lrx_cli.core.catalog.typed_dose import TwoReadings, TypedDose, read_dose
from lrx_cli.core.planning.plan import plan
from lrx_cli.core.timeline.compile import compile
from lrx_cli.storage.new_files import prescriptions
from tests.core.shipped import CATALOG

_FILE = Path(__file__).with_name("dose_lines.txt")
_FIELDS = re.compile(r", (?=(?:sets|reps|hold|rest|side|often|note) )")
LINES = [
    (line, dict(part.partition(" ")[::2] for part in _FIELDS.split(meant)))
    for line, arrow, meant in (row.partition(" => ") for row in _FILE.read_text().splitlines())
    if arrow and not line.startswith("#")
]
READ = [(line, meant) for line, meant in LINES if "ask" not in meant and "refuse" not in meant]
REFUSED = [line for line, meant in LINES if "ask" in meant or "refuse" in meant]


def said(dose: TypedDose) -> dict[str, str]:
    """A reading as the file has it."""
    found = {name: getattr(dose, name) for name in ("sets", "reps", "often", "note")}
    found |= {
        name: ms / 1_000 for name in ("hold", "rest", "tempo") if (ms := getattr(dose, name)) is not None
    }
    found["side"] = dose.only_side or (dose.sides and "each")
    return {name: f"{value:g}" if value == value and isinstance(value, float) else str(value)
            for name, value in found.items() if value is not None}  # fmt: skip


def test_most_lines_of_sheets_can_be_read() -> None:
    assert len(LINES) >= 150
    assert len(READ) / len(LINES) >= 0.8


@pytest.mark.parametrize(("line", "meant"), READ, ids=[line for line, _ in READ])
def test_a_line_is_read_as_it_is_meant(line: str, meant: dict[str, str]) -> None:
    assert said(read_dose(line)) == meant


@pytest.mark.parametrize("line", REFUSED)
def test_any_other_line_is_refused_with_what_to_type(line: str) -> None:
    two_ways = "ask" in dict(LINES)[line]
    with pytest.raises(TwoReadings if two_ways else ValueError, match=r"ype|allowed:|rite|a line of"):
        read_dose(line)


@pytest.mark.parametrize(("line", "meant"), READ, ids=[line for line, _ in READ])
def test_a_line_plays_the_sides_counts_and_holds_that_it_says(line: str, meant: dict[str, str]) -> None:
    id = "figure-four-stretch"
    routine = Routine("sheet", "Sheet", "A sheet.", tuple(prescriptions(id, read_dose(line))), ordered=True)
    segments = compile(plan(CATALOG, Choice(routine, teach="off"))).path
    repetitions = {(each.side, each.set, each.rep) for each in segments if each.kind == "move"}
    moves = Counter(side for side, _, _ in repetitions)
    usual = CATALOG[id].doses["standard"]
    each_side = int(meant.get("sets", usual.sets)) * int(meant.get("reps", usual.reps))
    sides = (meant["side"],) if meant.get("side") in ("left", "right") else ("left", "right")
    assert moves == dict.fromkeys(sides, each_side)
    held = {each.duration for each in segments if each.kind == "hold"}
    hold = round(1_000 * float(meant.get("hold", usual.hold / 1_000)))
    assert held == ({hold} if hold else set())
