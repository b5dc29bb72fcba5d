"""What is read before a session where nobody is asked how they are."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType
from rich.text import Text

from lrx_cli.core.catalog.safety import Safety
from lrx_cli.core.planning.plan import Plan
from lrx_cli.render.console import safe_text
from lrx_cli.render.parts import Page, Room, bullets


def notice_page(safety: Safety, plan: Plan, *, short: bool) -> RenderableType:
    """With what today's choice changed. Ends with an empty line: the session follows."""

    def compose(room: Room) -> Iterable[RenderableType | None]:
        if not short:
            yield from (safe_text(text) for text in safety.notice)
        yield safe_text(safety.in_short, "notice")
        changed = [f"{id}: {why}" for id, why in plan.left_out] + list(plan.notes)
        yield bullets(changed) if changed else None
        yield Text("", end="")

    return Page(compose)
