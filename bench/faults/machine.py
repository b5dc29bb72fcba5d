"""Anything may happen to a history, in any order (``tests/faults/test_history_machine.py``), or to the files
of two homes (``test_history_homes.py``), for longer.

python bench/faults/machine.py --examples 300 --steps 40 --seed 1
python bench/faults/machine.py --homes --examples 100 --steps 20 --seed 1
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from pathlib import Path

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.faults.test_history_homes import AnyHomes
from tests.faults.test_history_machine import AnyHistory


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--examples", type=int, default=300)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--homes", action="store_true", help="replace, remove and restore files of two homes")
    arguments = parser.parse_args()
    chosen = settings(
        max_examples=arguments.examples,
        stateful_step_count=arguments.steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    machine = AnyHomes if arguments.homes else AnyHistory
    begun, found = time.monotonic(), 0
    try:
        run_state_machine_as_test(seed(arguments.seed)(machine), settings=chosen)
    except Exception:
        traceback.print_exc()
        found = 1
    figures = {**vars(arguments), "seconds": round(time.monotonic() - begun), "findings": found}
    print(json.dumps(figures))
    return found


if __name__ == "__main__":
    raise SystemExit(main())
