"""A cat on the keyboard (``tests/faults/cat.py``) ends and crashes nothing.

    python bench/faults/keyboard.py --bytes 1000000 --seed 1

Everything is typed into one session on a terminal, in pieces of random size. Prints its seed and one JSON
line of figures; exit 1 where the session has ended, or does not end well afterwards.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.faults.cat import piece
from tests.faults.places import TYPED_AHEAD_S, at


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bytes", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=300, help="give up after so long")
    arguments = parser.parse_args()
    typed, pieces, problem = _typed(random.Random(arguments.seed), arguments.bytes, arguments.seconds)
    print(json.dumps({"seed": arguments.seed, "bytes": typed, "pieces": pieces, "problem": problem}))
    return 1 if problem else 0


def _typed(chance: random.Random, wanted: int, seconds: float) -> tuple[int, int, str | None]:
    until = time.monotonic() + seconds
    typed = pieces = 0
    with tempfile.TemporaryDirectory() as home, at("preparing", Path(home)) as terminal:
        time.sleep(TYPED_AHEAD_S)
        while typed < wanted and time.monotonic() < until:
            data = piece(chance)
            try:
                terminal.type(data)
            except AssertionError as error:
                return typed, pieces, str(error)[-1500:]
            typed += len(data)
            pieces += 1
            terminal.watch(chance.choice((0, 0, 0, 0.002, 0.04)))
        terminal.watch(2.0)
        try:
            terminal.kill(signal.SIGTERM)
            status = terminal.ended()
        except (ProcessLookupError, AssertionError) as error:
            return typed, pieces, f"it had ended: {error}\n{terminal.text[-1500:]}"
        if status != -signal.SIGTERM or not terminal.as_found:
            return typed, pieces, f"ended with {status}\n{terminal.text[-1500:]}"
    return typed, pieces, None


if __name__ == "__main__":
    raise SystemExit(main())
