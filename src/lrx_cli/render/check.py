"""``lrx check``: what is wrong in a file, or that nothing is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.text import Text

from lrx_cli.render.console import safe_text
from lrx_cli.render.parts import Page, Room, bullets
from lrx_cli.render.words import count

_MOST_SHOWN = 20
"""More than that is not read; --json has them all."""


def check_page(file: str, problems: Sequence[str]) -> RenderableType:
    def compose(room: Room) -> Iterable[RenderableType]:
        if not problems:
            mark = room.glyph("✓ ", "") if room.boxes else ""
            yield Text.assemble((mark, "good"), safe_text(f"{file} is right."))
            return
        yield Text.assemble(safe_text(file, "name"), (f": {count(len(problems), 'problem')}", "stop"))
        yield bullets(problems[:_MOST_SHOWN], style="stop")
        more = len(problems) - _MOST_SHOWN
        if more > 0:
            yield Text.assemble((f"and {more} more: ", "aside"), ("lrx check --json", "command"))

    return Page(compose)
