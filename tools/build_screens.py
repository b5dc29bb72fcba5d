"""Makes docs/pictures/screens.png: a session on a phone, in a terminal with pixels, and in one with blocks.

    python tools/build_screens.py

Each is photographed while it plays: the page in Chromium, the live screen in kitty and in xterm. So it needs
those three, Xvfb and ImageMagick, takes a minute, and is not the same byte by byte each time.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.exports.browsers import Chromium
from tests.faults.emulators import Kitty, XTerm

PICTURE = ROOT / "docs" / "pictures" / "screens.png"
EXERCISE = ("figure-four", "--teach", "off", "--level", "standard")
LRX = [sys.executable, "-m", "lrx_cli"]
SESSION = ("session", *EXERCISE, "--skip-check", "--no-sound")
HELD = "► Hold"
"""What stands on a screen while the position is held."""
HIGH = 480
"""Pixels of each picture, from which margins are cut off before."""


def phone(folder: Path) -> Path:
    page, picture = folder / "session.html", folder / "phone.png"
    subprocess.run([*LRX, "render", *EXERCISE, "-o", str(page)], check=True, stdout=subprocess.DEVNULL)
    profile = folder / "profile"
    profile.mkdir()
    browser = Chromium(profile)
    try:
        browser.size(390, 844)
        browser.open(page)
        browser.run("document.getElementById('start').click()")
        browser.until("/hold/i.test(document.getElementById('word').textContent)", seconds=120)
        time.sleep(2)
        browser.picture(picture)
    finally:
        browser.close()
    return picture


def pixels(folder: Path) -> Path:
    picture = folder / "kitty.png"
    with Kitty(folder) as kitty:
        kitty.type(" ".join([*LRX, *SESSION]) + "\n")
        kitty.wait_for(HELD, seconds=120)
        time.sleep(2)
        kitty.photograph(picture)
    return picture


def blocks(folder: Path) -> Path:
    picture = folder / "xterm.png"
    with XTerm(80, 24, folder, *SESSION) as xterm:
        xterm.wait_for(HELD, seconds=120)
        time.sleep(2)
        xterm.photograph(picture)
    return picture


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = []
        for make in (phone, pixels, blocks):
            home = folder / make.__name__  # each has a home of its own, and nothing to go on with
            home.mkdir()
            made.append(make(home))
        for picture in made:
            trimmed = ["-bordercolor", "black", "-trim", "+repage", "-resize", f"x{HIGH}"]
            subprocess.run(["convert", str(picture), *trimmed, str(picture)], check=True)
        look = ["-tile", "3x1", "-geometry", "+8+8", "-background", "white", "-colors", "64"]
        subprocess.run(["montage", *map(str, made), *look, str(PICTURE)], check=True)
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
