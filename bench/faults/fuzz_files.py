"""Good files changed by chance and read, over and over in one process: refused or right, and no other end.

python bench/faults/fuzz_files.py --seconds 20 --seed 1
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import typer

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.hostile.good import DOCUMENTS, exported
from tests.hostile.judging import faults_of, refusal, words_of
from tests.hostile.mutating import mutated_bytes, mutated_document

from lrx_cli import locations
from lrx_cli.errors import LrxError
from lrx_cli.storage.catalog import load_catalog
from lrx_cli.storage.history.imports import read_history


def main(seconds: float = 20, seed: int = 1) -> None:
    chance = random.Random(seed)
    catalog = load_catalog(locations.exercises_file())
    ends: Counter[str] = Counter()
    findings: list[str] = []
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mutated.json"
        goods = {name: make() for name, make in DOCUMENTS.items()} | {"an export": exported(Path(folder))}
        written = {name: json.dumps(good, indent=1).encode() for name, good in goods.items()}
        end = time.monotonic() + seconds
        while time.monotonic() < end and len(findings) < 20:
            kind = chance.choice([*goods])
            by_bytes = chance.random() < 0.5
            data = mutated_bytes(written[kind], chance) if by_bytes else mutated_document(goods[kind], chance)
            path.write_bytes(data)
            begun = time.process_time()
            try:
                error = _imported(path) if kind == "an export" else refusal(path, catalog)
                ends["refused" if error else "right"] += 1
                if error:
                    findings += [f"{kind}: {fault}" for fault in faults_of(words_of(error))]
            except Exception as error:
                findings.append(f"{kind}: {type(error).__name__}: {error}: {data[:2_000]!r}")
            slowest = max(slowest, time.process_time() - begun)
    print(
        json.dumps(
            {"seed": seed, **ends, "seconds": round(slowest, 2), "findings": findings},
        )
    )
    raise typer.Exit(1 if findings else 0)


def _imported(path: Path) -> LrxError | None:
    try:
        list(read_history(str(path)))
    except LrxError as error:
        return error
    return None


if __name__ == "__main__":
    typer.run(main)
