"""How a session is seen: on a live screen, perhaps with a drawing, as lines, or as JSON.

Each way is imported where it is taken: none of them is cheap.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Literal

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.ports import Output
from lrx_cli.core.settings import Settings
from lrx_cli.render.console import columns, is_read_aloud
from lrx_cli.system.signals import Signals
from lrx_cli.system.terminal import NOT_ASKED, TerminalTraits

if TYPE_CHECKING:
    from lrx_cli.session.outputs.live.frame import Drawing

Way = Literal["json", "live", "plain"]
"""How a session is shown: as JSON lines, on the live screen, or as plain lines."""

_FASTEST = 4
"""From this speed on nothing moves that could be followed."""


class OutputFactory:
    """Makes the output that shows a session.

    ``figures``: whether exercises are drawn, where there is a screen. ``traits``: what the terminal says of
    itself. ``week``: how much was played this week before this session; ``None``: nobody knows.
    ``end_words``: what else is said on the end card: how it felt before, and what is next.
    """

    def __init__(
        self,
        way: Way,
        color: bool,
        catalog: Catalog,
        settings: Settings,
        *,
        figures: bool,
        speed: float,
        traits: TerminalTraits = NOT_ASKED,
        week: Ms | None = None,
        end_words: str = "",
    ) -> None:
        self._week = week
        self._end_words = end_words
        self._traits = traits
        self.way: Way = way
        self._color = color
        self._catalog = catalog
        self._figures = figures
        self._cell = traits.cell_for(settings.pictures) if color else None
        self._moving = settings.animation and speed <= _FASTEST

    def output(self, signals: Signals, *, id: str, attended: bool) -> Output:
        """``id``: the session's. ``attended``: somebody can press keys, so keys are spoken of."""
        if self.way == "json":
            from lrx_cli.session.outputs.jsonl import JsonLines

            return JsonLines(sys.stdout, id=id)
        if self.way == "live":
            from lrx_cli.render.console import depth_of
            from lrx_cli.session.outputs.live.images import GONE, SentImages
            from lrx_cli.session.outputs.live.output import Live
            from lrx_cli.session.outputs.live.painter import Terminal
            from lrx_cli.session.outputs.live.panels import EndNotes

            terminal = Terminal(sys.stdout.fileno(), self._encoding, GONE if self._cell else b"")
            signals.if_forced(terminal.give_back)
            return Live(
                terminal,
                depth=depth_of(os.environ) if self._color else "none",
                exercises={exercise.id: exercise for exercise in self._catalog.exercises},
                drawing=self._drawing(),
                images=SentImages() if self._cell else None,
                end_notes=EndNotes(self._week, self._end_words),
            )
        from lrx_cli.session.outputs.plain import Plain

        return Plain(
            sys.stdout,
            width=lambda: columns(sys.stdout, os.environ),
            color=self._color,
            keys=attended,
            aloud=is_read_aloud(os.environ),
        )

    @property
    def _encoding(self) -> str:
        """Of the letters that can be placed: where block letters are two columns wide, none of them."""
        return "ascii" if self._traits.wide else sys.stdout.encoding

    def _drawing(self) -> Drawing | None:
        if not self._figures:
            return None
        from lrx_cli.session import drawing as drawn  # slow to import
        from lrx_cli.session.outputs.live.picture import Picture

        if not drawn.can_draw(self._encoding):
            return None
        mode = drawn.mode_of(self._color, os.environ)
        palette = drawn.palette_of(os.environ, self._traits.background)
        return Picture(drawn.figure_of, mode, palette, moving=self._moving, cell=self._cell)
