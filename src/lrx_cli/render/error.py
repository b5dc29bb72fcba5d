"""What went wrong: a panel on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from lrx_cli.render.console import safe_text
from lrx_cli.render.parts import Page, Room, bullets, whole
from lrx_cli.render.words import count


def error_page(message: str, problems: Sequence[str] = (), hint: str | None = None) -> RenderableType:
    """``problems``: a list below the message. ``hint``: what to do about it."""

    def compose(room: Room) -> Iterable[RenderableType]:
        if not room.boxes:
            lines = [
                f"Error: {message}",
                *(f"  - {problem}" for problem in problems),
                *([hint] if hint else []),
            ]
            yield Group(*(whole(line) for line in lines))
            return
        parts: list[RenderableType] = [safe_text(message)]
        if problems:
            parts.append(bullets(problems, style="stop"))
        if hint:
            parts.append(safe_text(hint, "label"))
        title = Text("Error", "stop")
        yield Panel(
            Group(*parts),
            title=title,
            title_align="left",
            border_style="stop",
            box=box.ROUNDED,
            padding=(0, 1),
        )

    return Page(compose)


# --- lrx check ------------------------------------------------------------------------------------

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
