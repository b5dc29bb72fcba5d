"""What went wrong: a panel on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from lrx_cli.render.console import safe_text
from lrx_cli.render.parts import Page, Room, bullets, whole


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
