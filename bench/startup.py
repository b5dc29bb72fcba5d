"""How long lrx takes to start, as a multiple of the interpreter alone.

    python bench/startup.py [ROUNDS]

Run it with the Python that has lrx installed. Each command runs once a round, in turn, so that a busy
machine slows all of them; what counts is the CPU time of the fastest run of each. Budgets are those
of docs/design.md.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys

BUDGETS: dict[str, float] = {
    "--version": 1.3,
    "_complete show fig": 1.3,
    "": 6,
    "--help": 6,
    "list": 6,
    "show figure-four": 6,
    "preview": 6,
}
"""By command line: how many times as long as ``python -c pass``."""

# What a console script does; some installers put an `import re` before it, which costs as much as half of
# starting Python.
START = "from lrx_cli.cli import main; main()"


def cpu_seconds(arguments: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # A container may forbid writing byte code, and every run would compile everything again.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    base = float("inf")
    best = dict.fromkeys(BUDGETS, float("inf"))
    for _ in range(rounds):
        base = min(base, cpu_seconds(["-c", "pass"]))
        for line in BUDGETS:
            best[line] = min(best[line], cpu_seconds(["-c", START, *line.split()]))
    print(f"{'python -c pass':24} {base * 1000:7.1f} ms")
    for line, budget in BUDGETS.items():
        name = f"lrx {line}".strip()
        print(f"{name:24} {best[line] * 1000:7.1f} ms {best[line] / base:6.2f}x  budget {budget:g}x")


if __name__ == "__main__":
    main()
