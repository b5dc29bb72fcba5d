"""A session as it stands in tmux and in xterm, and what is left there when it is over."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from lrx_cli.figure.palette import DARK
from tests.faults.emulators import PLAYED, Kitty, Tmux, XTerm, is_block, missing
from tests.faults.places import wait_until_keys_count

pytestmark = pytest.mark.external
NO_TMUX = missing("tmux")
NO_XTERM = missing("Xvfb", "xterm", "script", "import")
NO_KITTY = missing("Xvfb", "kitty", "import")
DRAWN = {color.to_bytes(3, "big") for color in DARK if color > 0x202020}
"""The colors of a drawing; letters of the screen have none of them."""


@pytest.mark.skipif(bool(NO_TMUX), reason=f"needs {NO_TMUX}")
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 12)])
def test_in_tmux_nothing_is_left_and_nothing_is_lost(columns: int, rows: int, tmp_path: Path) -> None:
    with Tmux(columns, rows, tmp_path) as tmux:
        tmux.run("for n in $(seq 100); do echo before $n; done")
        tmux.wait_for("before 100")
        tmux.run(sys.executable, "-m", "lrx_cli", *PLAYED, "--no-figures")
        tmux.wait_for("Figure four stretch")
        assert tmux.taken
        wait_until_keys_count(tmux.screen)
        tmux.type("Space")
        tmux.wait_for("paused")
        tmux.type("q")
        tmux.wait_for("Press Q again")
        tmux.type("q")
        last = tmux.wait_for(r"Saved\.\n+ready>")
        assert not tmux.taken
        assert "Ended after" in last
        assert "█" not in last
        whole = tmux.screen(history=True)
        assert [f"before {n}" in whole for n in (1, 50, 100)] == [True] * 3
        assert "paused" not in whole


@pytest.mark.skipif(bool(NO_XTERM), reason=f"needs {NO_XTERM}")
def test_in_xterm_every_block_is_seen_where_it_was_meant(tmp_path: Path) -> None:
    with XTerm(80, 24, tmp_path, *PLAYED, "--no-figures", "--manual") as xterm:
        assert xterm.mispainted("waiting(.*\n)+.*keys") == []
        screen = xterm.wait_for("waiting").buffer
        cells = [screen[row][column] for row in range(24) for column in range(80)]
        assert sum(map(is_block, cells)) > 60
        assert sum(cell.data == " " for cell in cells) > 1_000


@pytest.mark.skipif(bool(NO_KITTY), reason=f"needs {NO_KITTY}")
@pytest.mark.parametrize("ending", ["quit", "killed"])
def test_in_kitty_the_drawing_is_made_of_pixels_and_nothing_of_it_is_left(
    ending: str, tmp_path: Path
) -> None:
    with Kitty(tmp_path) as kitty:
        before = kitty.count(DRAWN)
        kitty.type(" ".join([sys.executable, "-m", "lrx_cli", *PLAYED]) + "\n")
        kitty.wait_for("exercise 1 of 1")
        kitty.wait_for_drawing(DRAWN, lambda pixels: pixels > before + 2_000)
        assert not set("▛▜▙▟▞▚") & set(kitty.screen)
        wait_until_keys_count(lambda: kitty.screen)
        kitty.type("?")
        kitty.wait_for("Keys")
        kitty.wait_for_drawing(DRAWN, lambda pixels: pixels < before + 200)  # a panel has the room
        kitty.type("?")
        kitty.wait_for_drawing(DRAWN, lambda pixels: pixels > before + 2_000)
        if ending == "killed":
            kitty.kill()
            kitty.wait_for("Killed|ready>")
            kitty.type("clear; " + " ".join([sys.executable, "-m", "lrx_cli", "reset"]) + "\n")
        else:
            kitty.type("qq")
        kitty.wait_for(r"ready>\s*$")
        kitty.wait_for_drawing(DRAWN, lambda pixels: pixels <= before + 200)
