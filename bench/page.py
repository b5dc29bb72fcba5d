"""What the page for a phone costs: its size, the time to make it, and how late the picture follows the sound.

    python bench/page.py [--seconds SECONDS] [--firefox]

Pages are made by ``lrx render`` in a home where nothing was answered, at the standard dose, with everything
explained. Then one plays in Chromium (``--firefox``: in Firefox) without a window, and the page itself says
how far the track was beyond the beginning of a phase when its script saw that. What is shown is painted in
the same frame.
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

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.exports.browsers import Chromium, Firefox

PAGES = {
    "the full routine": (["--routine", "full", "--level", "standard", "--teach", "full"], 3.9),
    "the full routine, stronger": (["--routine", "full", "--level", "stronger", "--teach", "full"], 3.9),
    "the desk routine": (["--routine", "desk", "--level", "standard", "--teach", "full"], 1.4),
    "three exercises": (["seal", "figure-four", "open-book", "--level", "standard", "--teach", "full"], 1.4),
}
"""What is rendered, and the budget in MB. The three are those with the largest page."""
MAKING, CHANGE = 3.0, 50.0
"""Budgets: seconds of CPU for a page, ms of the 95th percentile of a phase's change."""


def made(folder: Path, words: list[str]) -> tuple[Path, float]:
    """A page, and the seconds of CPU that it took."""
    path = folder / f"{len(list(folder.iterdir()))}.html"
    environment = {**os.environ, "LRX_HOME": str(folder / "home")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "lrx_cli", "render", *words, "-o", str(path)]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return path, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


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
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pages").mkdir()
        pages = {what: made(folder / "pages", words) for what, (words, _) in PAGES.items()}
        for what, (path, took) in pages.items():
            size, budget = path.stat().st_size / 1e6, PAGES[what][1]
            print(f"{what}: {size:.2f} MB (budget {budget}), made in {took:.1f} s of CPU (budget {MAKING})")
        late = changes(pages["the desk routine"][0], folder / "profile", asked.seconds, firefox=asked.firefox)
    print(
        f"{len(late)} changes of phase: median {median(late):.1f} ms, 95th percentile "
        f"{late[int(0.95 * (len(late) - 1))]:.1f} ms (budget {CHANGE}), most {late[-1]:.1f} ms late"
    )


if __name__ == "__main__":
    main()
