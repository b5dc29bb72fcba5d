"""What is read before a session where nobody is asked how they are."""

from __future__ import annotations

from lrx_cli.core.catalog.safety import Safety
from lrx_cli.core.planning.plan import Plan
from lrx_cli.render.paper import Paper, joined


def notice_page(paper: Paper, safety: Safety, plan: Plan, *, short: bool) -> list[str]:
    """With what today's choice changed. Ends with an empty line: the session follows."""
    whole = [] if short else [paper.paragraph(text) for text in safety.notice]
    changed = [f"{id}: {why}" for id, why in plan.left_out] + list(plan.notes)
    return [
        *joined(
            [
                *whole,
                paper.paragraph(safety.in_short, style="alert"),
                paper.items(changed, indent=0),
            ]
        ),
        "",
    ]
