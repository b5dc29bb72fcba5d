"""``lrx doctor``: the verdict first, then what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from lrx_cli.render.console import safe_text
from lrx_cli.render.parts import Page, Records, Room, hints, table

State = Literal["ok", "missing", "broken"]
"""missing: not there, and nothing needs it; broken: there, and it does not work."""
_STYLES = {"ok": "good", "missing": "aside", "broken": "stop"}
_GLYPHS = {"ok": "●", "missing": "○", "broken": "✗"}


class Finding(NamedTuple):
    what: str
    state: State
    found: str
    """What was found, and why."""

    @property
    def works(self) -> bool:
        return self.state == "ok"


def doctor_page(verdict: str, findings: Sequence[Finding]) -> RenderableType:
    """``verdict``: what it comes to, in a sentence or two."""

    def compose(room: Room) -> Iterable[RenderableType | None]:
        broken = any(finding.state == "broken" for finding in findings)
        yield safe_text(verdict, "warn" if broken else "title")
        if room.columns:
            yield _table(room, findings)
        elif room.boxes:
            yield Group(*(part for finding in findings for part in _entry(room, finding)))
        else:
            yield Records((finding.state, finding.what, finding.found) for finding in findings)
        if room.boxes:
            yield hints(("lrx doctor --json", "for a report"), ("lrx sounds", "hear every tone"))

    return Page(compose)


def _state(room: Room, finding: Finding) -> Text:
    style = _STYLES[finding.state]
    return Text.assemble((room.glyph(_GLYPHS[finding.state] + " ", ""), style), (finding.state, style))


def _table(room: Room, findings: Sequence[Finding]) -> RenderableType:
    grid = table("", "What", "Found")
    grid.columns[0].no_wrap = True
    for finding in findings:
        grid.add_row(_state(room, finding), safe_text(finding.what, "name"), safe_text(finding.found))
    return grid


def _entry(room: Room, finding: Finding) -> Iterable[RenderableType]:
    yield Text.assemble(_state(room, finding), "  ", safe_text(finding.what, "name"))
    yield Padding(safe_text(finding.found), (0, 0, 0, 2))
