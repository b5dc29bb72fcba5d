"""Sessions in tmux, in xterm, and on every kind of terminal in every language and size.

    python bench/faults/terminals.py --pictures FOLDER

Looks for: the words and the seconds that belong there, nothing left on the screen afterwards, every block of
xterm's screen where it was meant, no trace of an error. ``--pictures``: also screenshots of xterm, to look
at. Prints every finding and one JSON line of figures; exit 1 with a finding.
"""

from __future__ import annotations

import itertools
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import typer

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.faults.emulators import PLAYED, Tmux, XTerm, missing
from tests.faults.places import LRX, ROUGH_SIZES, SHORT, environment, wait_until_keys_count
from tests.pty_driver import Terminal

KINDS = ("dumb", "", "unknown", "vt100", "linux", "xterm", "xterm-256color", "screen", "tmux", "nonsense")
LANGUAGES = ("C", "POSIX", "C.UTF-8", "en_US.ISO-8859-1", "xx_YY.nonsense", "")
COMMANDS = (("list",), ("show", "cat-cow"), ("history",), ("preview", "cat-cow"), ("doctor",), ("--help",))
_WINDOWS = ((40, 12), (80, 24), (200, 60))


def main(pictures: Path | None = None, seconds: float = 900) -> None:
    """``seconds``: give up after so long."""
    until = time.monotonic() + seconds
    lacking = missing("tmux", "Xvfb", "xterm", "script", "import")
    if lacking:
        print(f"not here: {lacking}")
        raise typer.Exit(1)
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    found: list[str] = []
    runs = 0
    for problems in itertools.chain(_in_tmux(), _in_xterm(pictures), _matrix()):
        runs += 1
        found += problems
        if time.monotonic() > until:
            break
    for problem in found:
        print(problem)
    print(json.dumps({"runs": runs, "bad": len(found)}))
    raise typer.Exit(1 if found else 0)


def _in_tmux() -> Iterator[list[str]]:
    """A whole session, a hundred times as fast, and one that is left, at its own pace."""
    for columns, rows in _WINDOWS:
        with tempfile.TemporaryDirectory() as home, Tmux(columns, rows, Path(home)) as tmux:
            found = []
            try:
                tmux.run("for n in $(seq 200); do echo before $n; done")
                tmux.wait_for("before 200")
                tmux.run(sys.executable, "-m", "lrx_cli", "session --skip-check --speed 200 --no-sound")
                tmux.wait_for(r"[Dd]one(.*\n)+(Saved\.\n+)?ready>")
                tmux.run(sys.executable, "-m", "lrx_cli", *PLAYED)
                tmux.wait_for(r"\d:\d\d")
                wait_until_keys_count(tmux.screen)
                for key, shown in (
                    ("?", "keys|pause"),
                    ("?", "session +[▄▁]|then"),
                    ("Space", "paused"),
                    ("h", "further down"),
                ):
                    tmux.type(key)
                    tmux.wait_for(shown)
                tmux.type("4")
                last = tmux.wait_for(r"Saved\.\n+ready>")
                whole = tmux.screen(history=True)
                if tmux.taken:
                    found.append("the terminal is still taken")
                if any(f"before {n}\n" not in whole for n in (1, 100, 200)):
                    found.append("what was there before is gone")
                if "█" in last or "paused" in whole:
                    found.append(f"something is left:\n{last}")
            except AssertionError as error:
                found.append(str(error))
            yield [f"tmux {columns}x{rows}: {problem}" for problem in found]


def _in_xterm(pictures: Path | None) -> Iterator[list[str]]:
    for columns, rows in _WINDOWS:
        with (
            tempfile.TemporaryDirectory() as home,
            XTerm(columns, rows, Path(home), *PLAYED, "--manual") as xterm,
        ):
            try:
                if wrong := xterm.mispainted("waiting"):
                    yield [f"xterm {columns}x{rows}: not painted as it was sent at {wrong[:10]}"]
                    continue
            except AssertionError as error:
                yield [f"xterm {columns}x{rows}: {error}"]
                continue
            if pictures is not None:
                xterm.photograph(pictures / f"{columns}x{rows}.png")
            yield []


def _matrix() -> Iterator[list[str]]:
    """Every kind of terminal in every language; every size; and what only prints, in every language."""
    for kind, language in itertools.product(KINDS, LANGUAGES):
        yield _run(SHORT, 80, 24, kind, language)
    for (columns, rows), kind in itertools.product(ROUGH_SIZES, ("xterm-256color", "dumb")):
        yield _run(SHORT, columns, rows, kind, "C.UTF-8")
    for command, language in itertools.product(COMMANDS, LANGUAGES):
        yield _run(command, 40, 24, "xterm", language)


def _run(line: tuple[str, ...], columns: int, rows: int, kind: str, language: str) -> list[str]:
    with tempfile.TemporaryDirectory() as home:
        own = environment(Path(home), TERM=kind, LC_ALL=language, LANG="", PAGER="")  # nobody turns its pages
        found = []
        with Terminal([*LRX, *line], columns=columns, rows=rows, environment=own) as terminal:
            try:
                status = terminal.ended()
            except AssertionError as error:
                return [str(error)]
            if status:
                found.append(f"ended with {status}: {terminal.text[-500:]}")
            if not terminal.as_found:
                found.append("the terminal is not as it was")
            if any(word in terminal.text for word in ("Traceback", "Error", "bug in lrx")):
                found.append(terminal.text[-500:])
            if kind in ("dumb", "unknown") and b"\x1b" in terminal.shown:
                found.append("escapes for a terminal that has none")
    return [f"{' '.join(line)} at {columns}x{rows}, {kind!r}, {language!r}: {problem}" for problem in found]


if __name__ == "__main__":
    typer.run(main)
