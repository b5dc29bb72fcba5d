"""What the page for a phone costs: its size, the time to make it, and how late the picture follows the sound.

    python bench/page.py [--seconds SECONDS] [--few FEW] [--firefox]

Pages are made by ``lrx render`` in a home where nothing was answered, with everything explained: the full
routine, and of all threes of exercises at all levels those FEW that have most to say. Then one plays in
Chromium (``--firefox``: in Firefox) without a window, and the page itself says how far the track was beyond
the beginning of a phase when its script saw that. What is shown is painted in the same frame.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.exports.browsers import Chromium, Firefox
from tests.exports.phone_pages import FULL, THREE, heaviest

MAKING, CHANGE = 3.0, 50.0
"""Budgets: seconds of CPU for a page, ms of the 95th percentile of a phase's change."""


class Made(NamedTuple):
    path: Path
    size: float
    """MB."""
    cpu: float
    """Seconds."""


def made(folder: Path, *words: str) -> Made:
    """A page with everything explained."""
    path = folder / f"{len(list(folder.iterdir()))}.html"
    environment = {**os.environ, "LRX_HOME": str(folder / "home")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "lrx_cli", "render", *words, "--teach", "full", "-o", str(path)]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Made(path, path.stat().st_size / 1e6, cpu)


def full_routine(folder: Path) -> Made:
    return made(folder, "--routine", "full", "--level", "stronger")


def three_exercises(folder: Path, few: int = 3) -> Made:
    """The largest page of those ``few`` that have most to say, of all threes and levels."""
    pages = [made(folder, *three, "--level", level) for level, three in heaviest(few)]
    return max(pages, key=lambda page: page.size)


def changes(path: Path, profile: Path, seconds: float, *, firefox: bool) -> list[float]:
    """How late each phase was seen to begin, in ms of the track."""
    profile.mkdir()
    browser = Firefox(profile) if firefox else Chromium(profile)
    try:
        browser.size(390, 844)
        browser.open(path)
        browser.run("globalThis.late = []")
        browser.run("document.addEventListener('segment', e => late.push(e.detail[2] - e.detail[1]))")
        browser.run("document.getElementById('start').click()")
        # Past the long explanations, to where something changes every few seconds.
        browser.run("audio.currentTime = starts[route.findIndex(s => s.kind === 'move')] / 1000 - 1")
        browser.run("new Promise(done => setTimeout(done, 500))")
        browser.run("late.length = 0")
        time.sleep(seconds)
        found: list[float] = browser.run("late")
    finally:
        browser.close()
    return sorted(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=75)
    parser.add_argument("--firefox", action="store_true")
    parser.add_argument("--few", type=int, default=3, help="how many threes of exercises are tried")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pages").mkdir()
        full, three = full_routine(folder / "pages"), three_exercises(folder / "pages", asked.few)
        desk = made(folder / "pages", "--routine", "desk", "--level", "standard")
        for what, page, most in (
            ("the full routine", full, FULL),
            ("three exercises", three, THREE),
            ("the desk routine", desk, THREE),
        ):
            print(f"{what}: {page.size:.2f} MB (budget {most / 1e6}), made in {page.cpu:.1f} s of CPU")
        print(f"budget of making the full routine: {MAKING} s")
        late = changes(desk.path, folder / "profile", asked.seconds, firefox=asked.firefox)
    print(
        f"{len(late)} changes of phase: median {median(late):.1f} ms, 95th percentile "
        f"{late[int(0.95 * (len(late) - 1))]:.1f} ms (budget {CHANGE}), most {late[-1]:.1f} ms late"
    )


if __name__ == "__main__":
    main()
