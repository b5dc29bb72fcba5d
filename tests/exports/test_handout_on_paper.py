"""The handout as a browser prints it: how many pages it takes, and that nothing is cut."""

from __future__ import annotations

import base64
import math
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.exports.browsers import Chromium

pytestmark = pytest.mark.external

PAPER = {"A4": (210 / 25.4, 297 / 25.4), "Letter": (8.5, 11.0)}
"""Width and height in inches."""
MARGIN = (14 / 25.4, 12 / 25.4)
"""At each side, and above and below, as the handout has it."""
CSS_PIXELS = 96
"""An inch."""


def opened(chromium: Chromium, folder: Path, *options: str) -> None:
    file = folder / "handout.html"
    line = [sys.executable, "-m", "lrx_cli", "handout", *options, "-o", str(file), "--force"]
    subprocess.run(line, env=os.environ | {"LRX_HOME": str(folder / "home")}, check=True, capture_output=True)
    chromium.open(file, scripts=False)
    end = time.monotonic() + 10
    while chromium.run("document.readyState") != "complete":
        assert time.monotonic() < end
        time.sleep(0.02)


def pages(chromium: Chromium, paper: str) -> int:
    width, height = PAPER[paper]
    printed = chromium.send("Page.printToPDF", paperWidth=width, paperHeight=height, preferCSSPageSize=False)
    return len(re.findall(rb"/Type\s*/Page\b", base64.b64decode(printed["data"])))


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("per_page", [1, 4, 6])
@pytest.mark.parametrize(("routine", "exercises"), [("full", 10), ("desk", 3)])
def test_one_page_before_the_exercises_and_one_after_them(
    chromium: Chromium, tmp_path: Path, routine: str, exercises: int, per_page: int, paper: str
) -> None:
    opened(chromium, tmp_path, "--routine", routine, "--level", "standard", "--per-page", str(per_page))
    assert pages(chromium, paper) == 1 + math.ceil(exercises / per_page) + 1


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("per_page", [1, 4, 6])
def test_no_exercise_is_taller_or_wider_than_its_page(
    chromium: Chromium, tmp_path: Path, per_page: int, paper: str
) -> None:
    opened(chromium, tmp_path, "--level", "stronger", "--per-page", str(per_page))
    width, height = (
        int((size - 2 * edge) * CSS_PIXELS) for size, edge in zip(PAPER[paper], MARGIN, strict=True)
    )
    chromium.send("Emulation.setEmulatedMedia", media="print")
    chromium.size(width, height)
    tallest = chromium.run(
        "Math.max(...[...document.querySelectorAll('.exercise')].map(e => e.offsetHeight))"
    )
    wide = chromium.run("document.documentElement.scrollWidth")
    chromium.send("Emulation.setEmulatedMedia", media="")
    assert tallest <= height
    assert wide <= width
