"""One flipped bit in a history, anywhere in what is used of it: told, or nothing that is shown changes.

python bench/faults/bitflips.py --flips 3000 --seed 1
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from pathlib import Path

import typer

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.faults.homes import seen
from tests.storage.recorded import flip, history, hurried, record

from lrx_cli.errors import LrxError


def main(flips: int = 3_000, seed: int = 1) -> None:
    chance = random.Random(seed)
    told = same = 0
    silent: list[int] = []
    with tempfile.TemporaryDirectory() as folder:
        path = history(Path(folder) / "history.sqlite3", 3)
        with hurried(path) as store:
            record(store, 9, cut_at=60_500)
        whole, before = path.read_bytes(), seen(path)
        used = [place for place, byte in enumerate(whole) if byte]
        for _ in range(flips):
            bit = chance.choice(used) * 8 + chance.randrange(8)
            path.write_bytes(whole)
            flip(path, bit)
            try:
                after = seen(path)
            except LrxError:
                told += 1
                continue
            same += after == before
            if after != before:
                silent.append(bit)
    print(json.dumps({"seed": seed, "told": told, "unhurt": same, "silent": silent}))
    raise typer.Exit(1 if silent else 0)


if __name__ == "__main__":
    typer.run(main)
