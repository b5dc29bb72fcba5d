"""Real command lines and hostile files: each ends by itself, in words, and with little memory.

How long each takes is asked in ``bench/faults/hostile.py``; here it only may not hang.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.hostile.files import BYTES, NO_FILES
from tests.hostile.judging import faults_of_refusal
from tests.hostile.measured import MOST_MEGABYTES, measured
from tests.written_example import examples

_ROUTINE = examples()["routines/back-and-bridge.json"].encode()
_GREAT = [name for name, damage in BYTES.items() if len(damage(_ROUTINE)) > 50_000]


def faults(home: Path, *arguments: str) -> list[str]:
    """What is wrong with how a command line refuses its file."""
    ended = measured(arguments, {"LRX_HOME": str(home)})
    found = faults_of_refusal(ended.code, ended.out + ended.err)
    if ended.megabytes > MOST_MEGABYTES:
        found.append(f"took {ended.megabytes:.0f} MB")
    if home.exists():
        found.append("wrote something")
    return [f"{arguments}: {fault}" for fault in found]


@pytest.mark.long
def test_files_that_are_none_are_refused_by_the_program_itself(tmp_path: Path) -> None:
    lines: list[tuple[str, ...]] = []
    for number, name in enumerate(_GREAT):
        path = tmp_path / f"great{number}.json"
        path.write_bytes(BYTES[name](_ROUTINE))
        lines += [("check", str(path)), ("preview", "--routine", str(path))]
    for number, make in enumerate(NO_FILES.values()):
        path = tmp_path / f"odd{number}.json"
        make(path)
        lines.append(("import" if number % 2 else "check", str(path)))
    assert len(lines) >= 30
    with ThreadPoolExecutor(2) as two:
        homes = [tmp_path / str(number) for number in range(len(lines))]
        found = list(two.map(lambda home, line: faults(home, *line), homes, lines))
    assert [fault for each in found for fault in each] == []
