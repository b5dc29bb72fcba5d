"""Hostile files, each read by a process of its own: refused in words, or shown; in 2 s and 200 MB.

python bench/faults/hostile.py --documents 2000 --seed 1

The documents are chosen by chance out of everything that ``tests/hostile`` can do to a good one; the files
that are none, and the great ones (up to 200 MB), are tried all.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import typer

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.hostile.escapes import obeyed
from tests.hostile.files import BYTES, NO_FILES
from tests.hostile.good import DOCUMENTS, exported
from tests.hostile.judging import faults_of, faults_of_refusal
from tests.hostile.measured import MOST_MEGABYTES, measured
from tests.hostile.walking import damages, places

MOST_SECONDS = 2.0
"""Of the processor."""
_EXERCISE, _ROUTINE = "an exercise of one's own", "a routine of one's own"


class Try(NamedTuple):
    name: str
    path: Path
    lines: tuple[tuple[str, ...], ...]
    """The command lines that read it."""
    home: Path


def main(documents: int = 2_000, seed: int = 1) -> None:
    ends: Counter[int] = Counter()
    findings: list[str] = []
    slowest = largest = 0.0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as two:
        tries = [*_documents(Path(folder), documents, random.Random(seed))]
        tries += [*_odd(Path(folder)), *_great(Path(folder))]
        for faults, codes, seconds, megabytes in two.map(_tried, tries):
            findings += faults
            ends.update(codes)
            slowest, largest = max(slowest, seconds), max(largest, megabytes)
    print(
        json.dumps(
            {
                "seed": seed,
                "files": len(tries),
                "ends": dict(sorted(ends.items())),
                "seconds": round(slowest, 2),
                "megabytes": round(largest),
                "findings": findings[:50],
            }
        )
    )
    raise typer.Exit(1 if findings else 0)


def _documents(folder: Path, count: int, chance: random.Random) -> Iterator[Try]:
    goods = {name: make() for name, make in DOCUMENTS.items()} | {"an export": exported(folder)}
    for number in range(count):
        kind, good = chance.choice([*goods.items()])
        damage = chance.choice([*damages(good, chance.choice([*places(good)]))])
        home = folder / f"home{number}"
        path = folder / f"{number}.json"
        lines: tuple[tuple[str, ...], ...] = (("check", str(path)),)
        if kind == "an export":
            lines = (("import", str(path)), ("history", "1"), ("export", "history", "--format", "csv"))
        elif kind == _EXERCISE:
            path = home / "exercises" / "bridge.json"
            lines = (("list",), ("show", "bridge"), ("handout", "bridge"), ("check", str(path)))
        elif kind == _ROUTINE:
            lines = (("preview", "--routine", str(path)), ("remind", "--at", "7:30", "--routine", str(path)))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(damage.data)
        yield Try(f"{kind}: {damage}", path, lines, home)


def _odd(folder: Path) -> Iterator[Try]:
    good = json.dumps(DOCUMENTS[_ROUTINE]()).encode()
    for number, (name, damage) in enumerate(BYTES.items()):
        path = folder / f"bytes{number}.json"
        path.write_bytes(damage(good))
        yield Try(name, path, (("check", str(path)), ("import", str(path))), folder / f"b{number}")
    for number, (name, make) in enumerate(NO_FILES.items()):
        path = folder / f"odd{number}.json"
        make(path)
        lines = (("check", str(path)), ("import", str(path)), ("preview", "--routine", str(path)))
        yield Try(name, path, lines, folder / f"o{number}")


def _great(folder: Path) -> Iterator[Try]:
    """Larger than memory may be, in the form that costs a reader most."""
    parts = {
        "a text of 200 MB": (b'{"format": 1, "exercises": "', b"x" * 1_000_000, 200, b'"}'),
        "a number of 50 MB": (b'{"format": ', b"9" * 1_000_000, 50, b"}"),
        "five million names": (b'{"format": 1', b', "x": 1' * 100_000, 50, b"}"),
        "a million exercises": (b'{"format": 1, "exercises": [{}', b", {}" * 100_000, 10, b"]}"),
        "brackets of 100 MB": (b"", b"[" * 1_000_000, 100, b""),
        "an export of 60 MB in one line": (
            b'{"format": 1, "kind": "history", "sessions": [\n', b"{}," * 400_000, 50, b"\n]}"
        ),
        "an export of a million lines": (
            b'{"format": 1, "kind": "history", "sessions": [\n', b"{},\n" * 100_000, 10, b"]}\n"
        ),
    }  # fmt: skip
    for number, (name, (head, part, times, tail)) in enumerate(parts.items()):
        path = folder / f"great{number}.json"
        with path.open("wb") as file:
            file.write(head)
            for _ in range(times):
                file.write(part)
            file.write(tail)
        yield Try(name, path, (("check", str(path)), ("import", str(path))), folder / f"g{number}")
    growing = folder / "growing.json"
    growing.write_bytes(b"[")
    threading.Thread(target=_grow, args=(growing,), daemon=True).start()
    yield Try("a file that grows", growing, (("check", str(growing)),), folder / "growing")


def _grow(path: Path) -> None:
    with path.open("ab", buffering=0) as file:
        for _ in range(300):
            file.write(b"1," * 100_000)


def _tried(each: Try) -> tuple[list[str], list[int], float, float]:
    faults: list[str] = []
    codes: list[int] = []
    slowest = largest = 0.0
    for line in each.lines:
        ended = measured(line, {"LRX_HOME": str(each.home)}, patience=60)
        codes.append(ended.code)
        slowest, largest = max(slowest, ended.seconds), max(largest, ended.megabytes)
        found = faults_of_refusal(ended.code, ended.out + ended.err) if ended.code else faults_of(ended.err)
        found += [f"shows {letter}" for letter in obeyed(ended.out, ours="\r\n")[:3]]
        if ended.seconds > MOST_SECONDS:
            found.append(f"took {ended.seconds:.1f} s")
        if ended.megabytes > MOST_MEGABYTES:
            found.append(f"took {ended.megabytes:.0f} MB")
        if ended.code and line[0] == "import" and (each.home / "history.sqlite3").exists():
            found.append("wrote a history")
        faults += [f"{each.name}: lrx {line[0]}: {fault}" for fault in found]
        if line[0] == "import" and ended.code:
            break
    return faults, codes, slowest, largest


if __name__ == "__main__":
    typer.run(main)
