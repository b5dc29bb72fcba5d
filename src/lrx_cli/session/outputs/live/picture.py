"""The person beside the words: which frame of the drawing goes with a moment of the session.

A segment says which pose the drawing goes to and when (``Segment.poses``); where it comes from is where
it was left. So a move animates over its own time, a hold stands still, and a switch turns the picture
around once its side is left, because the other one works now.

How many frames a second it gets: as many as look smooth, if the line and the terminal take them. A movement
whose frames are heavy (a whole body that moves, a large screen, true color) would send more than its share,
so its frames come further apart, all of them alike. And a terminal that shows frames late gets fewer of all
movements until it has kept up for a while.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import opposite
from lrx_cli.core.player import Snapshot
from lrx_cli.core.timeline import Posed, Segment
from lrx_cli.figure.cells import LEAST_COLUMNS, LEAST_ROWS, Grid, Mode, film_of, sgr
from lrx_cli.figure.figure import Figure
from lrx_cli.figure.film import PIXEL_RATE, RATE, Film
from lrx_cli.figure.palette import DARK, Palette
from lrx_cli.session.outputs.live.frame import Drawn

FigureOf = Callable[[str, str], Figure | None]
"""The figure of an exercise's variant; ``None``: it has none."""


_Movement = tuple[str, str, bool]
"""From one pose to another, mirrored or not."""

BUDGET = 18_000
"""Bytes a second; words that change meanwhile have the rest of 20 kB."""
PIXEL_BUDGET = 130_000
"""The same for real pixels, which are larger, and sent once: a repetition later they are only placed."""
_RATES = (RATE, 10, 8, 6, 5, 4, 3)
"""Below the last a movement is not recognized as one. Few, since every rate has frames of its own to make."""
_SLOWEST = _RATES[-1]
_LONGEST: Ms = 500
"""So long at most no frame comes after one in which all was new."""
_CALM: Ms = 20_000
"""After so long without a late frame a slow terminal is tried at a higher rate again."""
_ROOM = 1.15
"""What a picture may be larger than those before it, without coming too late at the rate that was chosen."""


class Pace:
    """``budget``: bytes a second. ``most``: frames a second at best. ``sent_once``: the terminal keeps
    frames, so a movement keeps its rate: another one would have frames of its own to send. All moments are
    session time."""

    def __init__(self, budget: int = BUDGET, most: int = RATE, *, sent_once: bool = False) -> None:
        self._budget, self._best = budget, most
        self._sent_once = sent_once
        self._chosen: dict[Hashable, int] = {}
        """By movement: frames a second of what is sent once."""
        self._most = most
        """What the terminal keeps up with."""
        self._last_late: Ms = 0
        self._heaviest: dict[Hashable, int] = {}
        """By movement: bytes of its heaviest frame so far. Repetitions are alike."""
        self._free: Ms = 0
        """When the last frame has had its share of the line: a whole drawing at once takes longer."""

    def of(self, movement: Hashable) -> int:
        """Frames a second."""
        if not self._sent_once:
            return min(self._most, self._rate_for(self._heaviest.get(movement, 0)))
        if movement not in self._chosen and self._heaviest:  # each is a whole picture, as large as the others
            self._chosen[movement] = self._rate_for(_ROOM * max(self._heaviest.values()))
        return min(self._most, self._chosen.get(movement, self._best))

    def _rate_for(self, size: float) -> int:
        return next((rate for rate in _RATES if rate * size <= self._budget), _SLOWEST)

    def wait(self, at: Ms) -> Ms:
        """How long no frame should come."""
        return max(0, self._free - at)

    def sent(self, size: int, at: Ms, movement: Hashable | None) -> None:
        """A frame took so many bytes. ``movement``: which one it goes on with; ``None``: all was new."""
        self._free = min(at + _LONGEST, max(self._free, at) + size * 1_000 // self._budget)
        if movement is not None or self._sent_once:
            self._heaviest[movement] = max(size, self._heaviest.get(movement, 0))

    def forget(self) -> None:
        """Other movements come, or the same ones in another size."""
        self._heaviest.clear()
        self._chosen.clear()

    def late(self, by: Ms, at: Ms) -> None:
        """A frame came ``by`` ms after its moment."""
        if by > 1_000 // self._most:
            self._last_late = at
            self._most = max(_SLOWEST, self._most * 2 // 3)
        elif self._most < self._best and at - self._last_late > _CALM:
            self._last_late = at
            self._most = min(self._best, self._most + 3)


class Picture:
    """A drawing for the live screen, on the terminal's own background. ``moving``: whether it moves at all;
    some people must not see it. ``cell``: how many pixels a cell is wide and high, where it is drawn in
    pixels."""

    def __init__(
        self,
        figure_of: FigureOf,
        mode: Mode,
        palette: Palette = DARK,
        *,
        moving: bool = True,
        cell: tuple[int, int] | None = None,
    ) -> None:
        self._figure_of = figure_of
        self._mode: Mode = mode
        self._palette = palette
        self._moving = moving
        self._cell = cell
        self._pace = Pace() if cell is None else Pace(PIXEL_BUDGET, PIXEL_RATE, sent_once=True)
        self._movement: _Movement | None = None
        """What the last frame was of."""
        self._goes_on = False
        """Whether the frame before was of the same movement."""
        self._drawn: Drawn = ()
        """The last frame."""
        self._of: tuple[str, str] | None = None
        self._figure: Figure | None = None
        self._film: Film[Any] | None = None
        self._segment: Segment | None = None
        self._from = ""
        """The pose in which the segment found the drawing."""

    def frame(self, now: Snapshot, columns: int, rows: int) -> Drawn | None:
        film = self._film_for(now, columns, rows)
        if film is None or now.segment is None:
            return None
        movement, elapsed, over = self._where(now.segment, now.elapsed, film)
        self._goes_on, self._movement = movement == self._movement, movement
        start, end, mirrored = movement
        if not self._moving:
            return self._drawn_as(film.arrived(start, end, mirrored))
        film.rate = self._pace.of(movement)
        moving = now.state == "running" and film.due(start, end, elapsed, over) is not None
        if moving and self._goes_on and self._pace.wait(now.at):
            return self._drawn  # a word changes before the drawing has its turn
        return self._drawn_as(film.frame(start, end, elapsed, over, mirrored))

    def _drawn_as(self, frame: Grid | bytes) -> Drawn:
        self._drawn = (
            frame
            if isinstance(frame, bytes)
            else [[(cell.glyph, sgr(cell, self._mode)) for cell in row] for row in frame]
        )
        return self._drawn

    def due(self, now: Snapshot) -> Ms | None:
        """In how many ms the next frame differs; ``None``: nothing moves."""
        segment, film = now.segment, self._film
        if not self._moving or segment is None or film is None or now.state != "running":
            return None
        if self._drawing(now) != self._of:
            return None
        moments = [posed.at - now.elapsed for posed in segment.poses if posed.at > now.elapsed]
        movement, elapsed, over = self._where(segment, now.elapsed, film)
        film.rate = self._pace.of(movement)
        start, end, _ = movement
        moving = film.due(start, end, elapsed, over)
        if moving is not None:
            moments.append(max(moving, self._pace.wait(now.at)))
        return min(moments, default=None)

    def late(self, by: Ms, at: Ms) -> None:
        self._pace.late(by, at)

    def sent(self, size: int, at: Ms) -> None:
        self._pace.sent(size, at, self._movement if self._goes_on else None)

    # --- what is where ---------------------------------------------------------------------------

    def _film_for(self, now: Snapshot, columns: int, rows: int) -> Film[Any] | None:
        if now.block is None or columns < LEAST_COLUMNS or rows < LEAST_ROWS:
            return None
        of = self._drawing(now)
        if of != self._of:
            self._of, self._figure = of, self._figure_of(*of)
            self._film, self._segment, self._from = None, None, ""
        film = self._film
        if self._figure is not None and (film is None or (film.columns, film.rows) != (columns, rows)):
            self._pace.forget()
            self._movement = None
            self._film = film_of(self._figure, columns, rows, self._mode, self._palette, self._cell)
        before = self._segment
        if now.segment is not None and now.segment != before:
            if before is not None and before.poses:  # it begins in the pose that the one before it ended in
                self._from = before.poses[-1].pose.rpartition(":")[2]
            self._segment = now.segment
        return self._film

    def _drawing(self, now: Snapshot) -> tuple[str, str]:
        """The exercise and variant of the drawing that is shown now; another one while getting up."""
        begun = _begun(now.segment, now.elapsed) if now.segment else []
        other = begun[-1].pose.rpartition(":")[0] if begun else ""
        if other or now.block is None:
            return other, ""
        return now.block.exercise, now.block.variant

    def _where(self, segment: Segment, elapsed: Ms, film: Film[Any]) -> tuple[_Movement, Ms, Ms]:
        """From which pose to which it goes (the same where nothing moves), for how long already, and for how
        long in all."""
        figure, side = film.figure, segment.side
        start, end, drawing = self._from, "", ""
        begun = _begun(segment, elapsed)
        for posed in begun:
            other, _, pose = posed.pose.rpartition(":")
            # What another drawing did does not lead into this one.
            start, end, drawing = (end or start) if other == drawing else "", pose, other
        if end not in figure.poses:  # also one that was recorded before the drawing was changed
            end = ""
        if start not in figure.poses:
            start = end or next(iter(figure.poses), "")
        if not end:
            return (start, start, figure.mirrored_for(side)), 0, 0
        going = begun[-1]
        shown = opposite(side) if side and going.other_side else side
        return (start, end, figure.mirrored_for(shown)), elapsed - going.at, going.over


def _begun(segment: Segment, elapsed: Ms) -> list[Posed]:
    return [posed for posed in segment.poses if posed.at <= elapsed]
