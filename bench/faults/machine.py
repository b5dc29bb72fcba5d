"""Anything may happen to a history, in any order (``tests/faults/test_history_machine.py``), or to the files
of two homes (``test_history_homes.py``), for longer.

python bench/faults/machine.py --examples 300 --steps 40 --seed 1
python bench/faults/machine.py --homes --examples 100 --steps 20 --seed 1
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from pathlib import Path

import hypothesis
import typer
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.faults.test_history_homes import AnyHomes
from tests.faults.test_history_machine import AnyHistory


def main(examples: int = 300, steps: int = 40, seed: int = 1, homes: bool = False) -> None:
    """``homes``: replace, remove and restore files of two homes."""
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    machine = AnyHomes if homes else AnyHistory
    begun, found = time.monotonic(), 0
    try:
        run_state_machine_as_test(hypothesis.seed(seed)(machine), settings=chosen)
    except Exception:
        traceback.print_exc()
        found = 1
    asked = {"examples": examples, "steps": steps, "seed": seed, "homes": homes}
    print(json.dumps({**asked, "seconds": round(time.monotonic() - begun), "findings": found}))
    raise typer.Exit(found)


if __name__ == "__main__":
    typer.run(main)
