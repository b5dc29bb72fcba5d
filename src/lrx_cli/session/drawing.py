"""Drawings in commands: with how many colors, on what background, and moving in place for a moment."""

import os
import sys
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from rich.console import Console, RenderableType
from rich.live import Live

from lrx_cli.core.catalog.exercise import Exercise
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import Level, Pictures
from lrx_cli.core.ports import Terminated
from lrx_cli.core.timeline.draft import rest_pose
from lrx_cli.core.timeline.repetitions import shapes_of
from lrx_cli.errors import LrxError
from lrx_cli.figure.cells import LEAST_COLUMNS, CellFilm
from lrx_cli.figure.figure import Figure
from lrx_cli.figure.film import Film
from lrx_cli.figure.palette import DARK, EITHER, LIGHT, Palette
from lrx_cli.render.console import window
from lrx_cli.render.drawing import Panels, PixelPanels
from lrx_cli.session.outputs.live.images import Image, SentImages
from lrx_cli.storage.figures import load_figure
from lrx_cli.system.clock import MonotonicClock
from lrx_cli.system.signals import Signals, end_by
from lrx_cli.system.terminal import (
    NOT_ASKED,
    Background,
    TerminalTraits,
    ask_standard_output,
    background_set,
    open_keys,
    seems_to_show_pixels,
)

_HOLD: Ms = 1_000
"""In a page nobody waits for a hold to end; it only has to be seen that there is one."""
_PAGE = 80, 24
"""Columns and rows of the smallest screen on which the page of an exercise stands whole."""
GLYPHS = "▛⣿"
"""That a terminal needs for a drawing."""


def figure_of(exercise: str, variant: str) -> Figure | None:
    """The drawing of a variant; ``None``: there is none, or it cannot be drawn."""
    try:
        return load_figure(exercise, variant)
    except LrxError:
        return None  # ``lrx check`` says what is wrong with it; a session does not stop for it


def palette_of(environment: Mapping[str, str], background: Background | None = None) -> Palette:
    """For what the terminal says is behind its letters, or a variable does."""
    found = background or background_set(environment)
    return EITHER if found is None else LIGHT if found == "light" else DARK


def traits_for_page(pictures: Pictures) -> TerminalTraits:
    """What the terminal says of itself, for the page of an exercise. Asked only where there may be pixels,
    never where the page goes through a pager, which takes letters only."""
    if pictures == "blocks" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return NOT_ASKED
    columns, rows = window(sys.stdout)
    if columns < _PAGE[0] or rows < _PAGE[1]:
        return NOT_ASKED
    traits = ask_standard_output() if seems_to_show_pixels(os.environ) else NOT_ASKED
    return traits._replace(cell=traits.cell_for(pictures))


class Passage(NamedTuple):
    """One way of a repetition, or a moment of stillness (``start`` and ``end`` are the same)."""

    start: str
    end: str
    lasts: Ms


def repetition(exercise: Exercise, level: Level, variant: str) -> list[Passage]:
    """The ways of one repetition on the left, or to both sides where they alternate."""
    dose = exercise.doses[level]
    steps = exercise.steps_of(level, variant)
    rest = rest_pose(steps)
    found: list[Passage] = []
    for side in ("left", "right") if exercise.side_mode == "alternating" else ("left",):
        for shape in shapes_of(steps):
            if rest is None or shape.move.pose is None:
                continue
            there = shape.move.pose.replace("{s}", side)
            found += [
                Passage(rest, there, dose.tempo),
                Passage(there, there, _HOLD),
                Passage(there, rest, dose.tempo),
            ]
    return found


def move_in_place(console: Console, film: Film[Any], passages: list[Passage], mirrored: bool) -> None:
    """Play a repetition where the cursor is, until it is over or a key is pressed, and clear it away.

    The cursor ends where it began. Ends the program if a signal asks for that.
    """
    # Without rich's own thread: a frame comes when it is due.
    live = Live(console=console, auto_refresh=False, transient=True, redirect_stdout=False)
    try:
        with Signals() as signals, open_keys(signals, wanted=True) as keys, live:
            clock = MonotonicClock(1)
            begun = clock.look().now
            pressed: list[str] = []
            printed = Printed(film)
            try:
                for at, frame in _frames(film, passages, mirrored):
                    live.update(printed.picture(frame), refresh=True)
                    left = at - (clock.look().now - begun)
                    if left > 0 and (pressed := keys.read(left / 1000)):
                        break
            finally:
                live.update(printed.nothing(), refresh=True)
            if "stop" in pressed:
                live.stop()
                keys.suspend()
    except Terminated as ended:
        end_by(ended.signal)


class Printed:
    """What is printed of each frame: all cells, or of pixels what makes this picture of the one before."""

    def __init__(self, film: Film[Any]) -> None:
        self._film = film
        self._images = SentImages()
        self._shown: Image | None = None

    def picture(self, frame: Any) -> Panels:
        film = self._film
        if isinstance(film, CellFilm):
            return Panels([frame], film.mode)
        return self._changed(Image(frame, None, 0, film.columns, film.rows))

    def nothing(self) -> RenderableType:
        """Takes away what the terminal was sent."""
        return "" if self._shown is None else self._changed(None)

    def _changed(self, image: Image | None) -> Panels:
        commands = self._images.difference(self._shown, image, cleared=image is None)
        self._shown = image
        return PixelPanels(commands, self._film.columns, self._film.rows)


def _frames(film: Film[Any], passages: list[Passage], mirrored: bool) -> Iterator[tuple[Ms, Any]]:
    """Each frame, and until when it is to be seen, in ms from the beginning."""
    begun = 0
    for passage in passages:
        at: Ms = 0
        while at < passage.lasts:
            frame = film.frame(passage.start, passage.end, at, passage.lasts, mirrored=mirrored)
            due = film.due(passage.start, passage.end, at, passage.lasts)
            at = passage.lasts if due is None else at + due
            yield begun + at, frame
        begun += passage.lasts


def moves_here(rows: int) -> bool:
    """Whether a drawing of so many rows can move on this terminal, and somebody can stop it."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        return False
    columns, lines = window(sys.stdout)
    return lines > rows + 2 and columns >= LEAST_COLUMNS
