"""The live screen: hears what happens, and paints what changed.

Once a second something changes: a digit. A frame in which nothing changed is not written. One thread, one
write a frame. rich renders the parts that changed; what is written is the difference of two screens in cells,
since ``rich.Live`` would write all of it each time: fourteen times as much.

A terminal that takes no more output holds the writer, and with it the loop; so nobody is credited with
what they could not see: when it goes on the clock tells the player of the time that was lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from lrx_cli.core import player
from lrx_cli.core.catalog.exercise import Exercise
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.player import interruptions
from lrx_cli.core.player.keymap import QUIT_AGAIN
from lrx_cli.core.ports import Output
from lrx_cli.core.timeline import Cue
from lrx_cli.session.outputs.live.frame import Drawn, Frame
from lrx_cli.session.outputs.live.images import SentImages
from lrx_cli.session.outputs.live.layout import figure_area
from lrx_cli.session.outputs.live.painter import Cells, Terminal, difference
from lrx_cli.session.outputs.live.panels import EndNotes, details_panel, end_card, keys_panel
from lrx_cli.session.outputs.live.scene import Scene, ScreenNotes, closing, countdown, last_step, scene_of
from lrx_cli.text import can_write

if TYPE_CHECKING:  # slow to import, and not every screen has one
    from lrx_cli.figure.cells import Mode
    from lrx_cli.session.outputs.live.picture import Picture

_READING: Ms = 5_000
"""What the player answers to a key stays so long; it is one short sentence."""
_WIDEST = 88
_ON_THE_SCREEN = interruptions.PAUSED, interruptions.STILL_PAUSED, interruptions.WELCOME_BACK
"""What is said of a pause; the paused screen says it in its own words."""
_GLYPHS = "█▀▄━─·►✓╭"


class Live(Output):
    """``exercises``, by id, are for the details. ``make_drawing`` makes what stands beside the words where
    there is room, in ``images`` where the terminal shows pixels, once the session begins: the first picture
    does not wait for it, and leaves its place free. ``end_notes`` are for the end card."""

    def __init__(
        self,
        terminal: Terminal,
        *,
        mode: Mode = "mono",
        exercises: Mapping[str, Exercise] | None = None,
        make_drawing: Callable[[], Picture] | None = None,
        images: SentImages | None = None,
        end_notes: EndNotes | None = None,
    ) -> None:
        self._terminal = terminal
        self._images = images
        self._frame = Frame(mode, unicode=can_write(_GLYPHS, terminal.encoding))
        self._exercises = exercises or {}
        self._drawing: Picture | None = None
        self._make_drawing = make_drawing if self._frame.unicode else None
        self._end_notes = end_notes or EndNotes()
        self._now: player.Snapshot | None = None
        self._origin: Ms | None = None
        """What the loop's time was when session time was 0; ``None``: that is not known for ``_now``."""
        self._due: Ms | None = None
        """Session time at which the picture changes though nothing happens; ``None``: not before something
        does."""
        self._shown: tuple[Scene, Cells] | None = None
        """``None``: nobody knows what the terminal shows."""
        self._notes = ScreenNotes()
        self._until: Ms | None = None
        """Session time at which what was said, or the notice, goes."""
        self._view: player.View | None = None
        self._page = 0
        """Of what is viewed and does not fit at once, the page that is open."""
        self._quiet: set[player.View] = set()
        """Of ``mute`` and ``voice``, what is off."""

    # --- Output -------------------------------------------------------------------------------------

    def on_events(self, events: Sequence[player.Event], now: player.Snapshot) -> None:
        for event in events:
            self._note(event, now)
        if self._make_drawing is not None:
            self._drawing, self._make_drawing = self._make_drawing(), None
        if self._now is None:
            self._terminal.take()
        # What is heard while another program has the terminal is shown when it is ours again.
        if self._terminal.ours:
            self._draw(now)

    def wake(self, now: Ms) -> Ms | None:
        if self._now is None or self._due is None:
            return None
        if self._origin is None:  # the loop asks at the moment of the snapshot, before it lets any time pass
            self._origin = now - self._now.at
        return self._origin + self._due

    def view(self, view: player.View, now: player.Snapshot) -> None:
        if view in ("mute", "voice"):
            self._quiet ^= {view}
            muted = "sound off" if "mute" in self._quiet else "voice off" if self._quiet else ""
            self._notes = self._notes._replace(muted=muted)
        elif view == "unknown":
            if now.hurt_about is None:  # there, all keys are on the screen already
                paused = now.state == "paused"
                cue = interruptions.UNKNOWN_KEY_PAUSED if paused else interruptions.UNKNOWN_KEY
                self._heard(cue, now.at, now)
        elif view == "close":
            self._view = None
        elif self._view != view:
            self._view, self._page = view, 0
        elif self._page + 1 < self._frame.pages(scene_of(now, self._noted(now)), *self._terminal.size()):
            self._page += 1
        else:
            self._view = None
        self._draw(now)

    @property
    def panel(self) -> player.View | None:
        return self._view

    def suspend(self) -> None:
        self._terminal.give_back()
        self._shown = None

    def redraw(self, now: player.Snapshot) -> None:
        self._shown = None
        self._terminal.take()
        self._draw(now)

    def close(self) -> None:
        """What was done stays to be read on the ordinary screen."""
        self._terminal.give_back()
        if self._now is not None and self._now.state == "ended":
            scene = scene_of(self._now, self._noted(self._now))
            columns = self._terminal.size()[0]  # a warning sign is told across all of them
            text = self._frame.farewell(scene, columns if scene.phase == "hurt" else min(columns, _WIDEST))
            self._terminal.write(text.encode(self._terminal.encoding, "replace"))

    # --- what is known beside the snapshot ----------------------------------------------------------

    def _note(self, event: player.Event, now: player.Snapshot) -> None:
        match event:
            case player.CueDue():
                self._heard(event.cue, event.at, now)
            case player.SegmentStarted() | player.Resumed():
                if isinstance(event, player.Resumed):
                    self._forget_said()  # what was said of the pause is over with it
                    self._view = None
                elif (
                    self._now is None
                    or self._now.segment is None
                    or event.segment.block != self._now.segment.block
                ):
                    self._view = None
                    self._notes = self._notes._replace(before="")
                self._notes = self._notes._replace(lost=0, way_out="")
            case player.SegmentEnded():
                done = event.outcome in ("done", "eased")
                self._notes = self._notes._replace(before=last_step(event.segment) if done else "")
            case player.Paused():
                self._forget_said()
            case player.Changed(what="lost", value=int(lost)):
                self._notes = self._notes._replace(lost=self._notes.lost + lost)

    def _heard(self, cue: Cue, at: Ms, now: player.Snapshot) -> None:
        """What the player says of its own accord answers a key; a segment's own cues are in the segment."""
        ours = now.segment is not None and cue in now.segment.cues
        if ours or cue.kind == "count" or cue in _ON_THE_SCREEN:
            return
        if cue.say is None and (now.hurt_about is not None or now.state == "ended"):
            return  # news, and what to do now must not give way to it
        if now.hurt_about is not None:
            kept = "" if now.easing else self._notes.way_out
            self._notes = self._notes._replace(way_out=kept or cue.text)
        elif cue == interruptions.QUIT_ASKED:
            counts = " What you did still counts." if now.done else ""
            self._notes = self._notes._replace(notice=cue.text + counts, said="")
            self._until = at + QUIT_AGAIN
        else:
            self._notes = self._notes._replace(said=cue.text, notice="")
            self._until = at + _READING

    def _forget_said(self) -> None:
        self._notes, self._until = self._notes._replace(said="", notice=""), None

    def _noted(self, now: player.Snapshot) -> ScreenNotes:
        if self._until is not None and now.at >= self._until and now.state != "ended":
            self._forget_said()
        notes = self._notes
        if now.segment is None or now.block is None:
            return notes
        if now.state == "ended" or closing(now):
            beside = self._end_notes.sentences(now.session_elapsed, done=now.done, reds=now.reds)
            return notes._replace(panel=end_card(now.results), beside_card=beside)
        if self._view == "keys":
            return notes._replace(panel=keys_panel(now.allowed)._replace(page=self._page))
        exercise = self._exercises.get(now.block.exercise)
        if self._view == "details" and now.count_in is None and exercise is not None:
            panel = details_panel(exercise, now)
            return notes._replace(panel=panel._replace(page=self._page))
        return notes

    # --- frames -------------------------------------------------------------------------------------

    def _draw(self, now: player.Snapshot) -> None:
        if self._drawing is not None and self._due is not None:
            self._drawing.late(max(0, now.at - self._due), now.at)
        self._now, self._origin = now, None
        scene, size = scene_of(now, self._noted(now)), self._terminal.size()
        shown, grid = self._shown or (None, None)
        if self._drawing is not None or shown != scene or grid is None or grid.size != size:
            self._paint(scene, now, size, grid)
        self._due = self._next_change(now, size)

    def _paint(self, scene: Scene, now: player.Snapshot, size: tuple[int, int], before: Cells | None) -> None:
        def draw(columns: int, rows: int) -> Drawn | None:
            if self._drawing is not None:
                return self._drawing.frame(now, columns, rows)
            return None if self._make_drawing is None else ()  # its place is left free

        grid = self._frame.cells(scene, *size, draw)
        data = difference(before, grid, encoding=self._terminal.encoding, images=self._images)
        if data:
            self._shown = None  # until it is written nobody knows what is on the screen
            self._terminal.write(data)
            if self._drawing is not None:
                self._drawing.sent(len(data), now.at)
        self._shown = scene, grid

    def _next_change(self, now: player.Snapshot, size: tuple[int, int]) -> Ms | None:
        moments = []
        counted = countdown(now)
        if counted is not None and counted > 0:
            moments.append(now.at + (counted % 1_000 or 1_000))
        if self._until is not None and self._until > now.at:
            moments.append(self._until)
        if self._drawing is not None and figure_area(*size, panel=self._view is not None):
            moving = self._drawing.due(now)
            if moving is not None:
                moments.append(now.at + moving)
        return min(moments, default=None)
