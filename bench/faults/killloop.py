"""SIGKILL at random moments: whatever was promised before the kill is there after it.

    python bench/faults/killloop.py --kills 300 --seed 1

Each round plays one more session into the same history (``tests.storage.recorded``, a program of its own)
and kills it somewhere between its start and its end; then the history is looked at in full. Prints its
seed and one JSON line of figures; exit 1 where anything promised is missing or anything is damaged.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import typer

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(Path(__file__).parent)]

from checks import look


def main(kills: int = 300, seed: int = 1, seconds: float = 900) -> None:
    """``seconds``: give up after so long."""
    chance = random.Random(seed)
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    promised: set[str] = set()
    killed = ended = 0
    until = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.storage.recorded", os.path.join(folder, "history.sqlite3")]
        length = _length(command, environment, promised)
        while killed < kills and time.monotonic() < until:
            with subprocess.Popen(
                command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            ) as player:
                time.sleep(chance.uniform(0.2, 1.1) * length)
                player.send_signal(signal.SIGKILL)
                out = player.communicate()[0]
            killed += player.returncode == -signal.SIGKILL
            ended += player.returncode == 0
            promised |= _acknowledged(out)
            status, have, problems = look(folder)
            lost = promised - have
            if status not in ("ok", "missing") or lost or problems:
                print(json.dumps({"seed": seed, "kill": killed, "status": status, "lost": sorted(lost)}))
                raise typer.Exit(1)
    print(
        json.dumps(
            {
                "seed": seed,
                "kills": killed,
                "ended first": ended,
                "rows promised": len(promised),
                "lost": 0,
                "damaged": 0,
            }
        )
    )


def _length(command: list[str], environment: dict[str, str], promised: set[str]) -> float:
    """How long one session takes here, in seconds."""
    begun = time.monotonic()
    out = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=True).stdout
    promised |= _acknowledged(out)
    return time.monotonic() - begun


def _acknowledged(out: bytes) -> set[str]:
    """Whole lines only: half a promise is none."""
    lines = out.decode().split("\n")[:-1]
    return {line.removeprefix("ACK ") for line in lines if line.startswith("ACK ")}


if __name__ == "__main__":
    typer.run(main)
