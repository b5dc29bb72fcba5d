"""Makes the pictures of the README: docs/demo.svg and docs/pictures/*.svg.

    python tools/build_pictures.py

From the program itself, so they show what it does: the demo is what the live screen painted in a session
on the real catalog. The same each time, byte by byte; the tests hold what is committed to it.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

from demo_session import EXERCISES, record
from exercise_strips import strip
from moving_svg import moving_svg

from lrx_cli import locations
from lrx_cli.storage.catalog import load_catalog
from lrx_cli.storage.figures import load_figure

TITLE = "A session on the live screen"
ALT = (
    "A terminal window. Big letters say what to do, beside them a drawn person does it: on hands and knees"
    " the back is rounded, held, brought back to level and let sink; then, on a chair, the left knee"
    " straightens and bends, and the picture turns around for the right leg. Below are seconds, repetitions,"
    " one sentence, two bars and the keys. At the end the screen says what was done."
)
STILL = "HOLD"


def pictures() -> dict[str, str]:
    """By path from the root of the project."""
    found = {"docs/demo.svg": demo()}
    for exercise in load_catalog(locations.exercises_file()).exercises:
        figure = load_figure(exercise.id)
        if figure is not None:
            found[f"docs/pictures/{exercise.id}.svg"] = strip(figure)
    return found


def demo() -> str:
    command = " ".join(["$ lrx session", *EXERCISES])
    return moving_svg(record(), title=TITLE, alt=ALT, caption=command, still=STILL)


def main() -> int:
    for name, text in pictures().items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}: {len(text.encode()) / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
