"""Every sector of a history zeroed and filled, every page swapped, cut off at every sector, and several bits
flipped at once: lrx history says so or shows what was kept, and the next session keeps all that can be read.

python bench/faults/sectors.py --flips 300 --seed 1
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import typer

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.faults.homes import clear, lived_in, seen
from tests.faults.sectors import finding, harmed


def main(flips: int = 300, seed: int = 1, seconds: float = 900) -> None:
    """``seconds``: give up after so long."""
    until = time.monotonic() + seconds
    tried = 0
    wrong: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        good, home = Path(folder) / "good" / "history.sqlite3", Path(folder) / "home"
        home.mkdir()
        whole, before = lived_in(good).read_bytes(), seen(good)
        for name, data in (*harmed(whole), *_flipped(whole, flips, seed)):
            if time.monotonic() > until:
                break
            tried += 1
            what = finding(good, home / "history.sqlite3", data, before)
            if what:
                wrong[name] = what
            clear(home)
    print(json.dumps({"seed": seed, "damages": tried, "findings": wrong}))
    raise typer.Exit(1 if wrong else 0)


def _flipped(whole: bytes, times: int, seed: int) -> Iterator[tuple[str, bytes]]:
    chance = random.Random(seed)
    for number in range(times):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 2, 5, 50))):
            bit = chance.randrange(len(data) * 8)
            data[bit // 8] ^= 1 << bit % 8
        yield f"flips {number}", bytes(data)


if __name__ == "__main__":
    typer.run(main)
