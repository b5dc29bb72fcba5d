"""A cat on the keyboard (``tests/faults/cat.py``) breaks nothing.

    python bench/faults/keyboard.py --bytes 1000000 --seed 1

Everything is typed into sessions on a terminal, in pieces of random size: a cat may pause twice, which says
that it hurts, and then end the session. Prints its seed and one JSON line of figures; exit 1 where a session
does not end well.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

import typer

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.faults.cat import piece
from tests.faults.places import at, wait_until_keys_count

from lrx_cli.errors import WARNING_SIGN


def main(bytes: int = 1_000_000, seed: int = 1, seconds: float = 300) -> None:
    """``seconds``: give up after so long."""
    typed, pieces, problem = _typed(random.Random(seed), bytes, seconds)
    print(json.dumps({"seed": seed, "bytes": typed, "pieces": pieces, "problem": problem}))
    raise typer.Exit(1 if problem else 0)


def _typed(chance: random.Random, wanted: int, seconds: float) -> tuple[int, int, str | None]:
    """Bytes, pieces, and what went wrong. A session that was ended by its keys is followed by another."""
    until = time.monotonic() + seconds
    typed = pieces = 0
    problem = None
    while problem is None and typed < wanted and time.monotonic() < until:
        with tempfile.TemporaryDirectory() as home, at("preparing", Path(home)) as terminal:
            wait_until_keys_count(lambda: terminal.screen, terminal.watch)
            try:
                while typed < wanted and time.monotonic() < until:
                    os.kill(terminal.pid, 0)  # raises where the session has ended
                    data = piece(chance)
                    terminal.type(data)
                    typed += len(data)
                    pieces += 1
                    terminal.watch(chance.choice((0, 0, 0, 0.002, 0.04)))
                terminal.watch(2.0)
                terminal.kill(signal.SIGTERM)
            except ProcessLookupError:
                pass
            except AssertionError as error:
                return typed, pieces, str(error)[-1500:]
            status = terminal.ended()
            if status not in (-signal.SIGTERM, 0, WARNING_SIGN) or not terminal.as_found:
                problem = f"ended with {status}\n{terminal.text[-1500:]}"
    return typed, pieces, problem


if __name__ == "__main__":
    typer.run(main)
