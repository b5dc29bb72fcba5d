"""How things stand: what ``lrx doctor`` and ``lrx check`` found, and what is set."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from rich.console import RenderableType
from rich.text import Text

from lrx_cli.core.settings import Settings, settings_table
from lrx_cli.render.console import safe_text
from lrx_cli.render.parts import Page, Room, bullets, entry, hints, listing, stacked, table, whole
from lrx_cli.text import count

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
        yield _findings(room, findings)
        if room.boxes:
            yield hints(("lrx doctor --json", "for a report"), ("lrx sounds", "hear every tone"))

    return Page(compose)


def _findings(room: Room, findings: Sequence[Finding]) -> RenderableType:
    grid = table("", "What", "Found")
    grid.columns[0].no_wrap = True
    entries = []
    for finding in findings:
        style, mark = _STYLES[finding.state], room.glyph(_GLYPHS[finding.state] + " ", "")
        state = Text.assemble((mark, style), (finding.state, style))
        what, found = safe_text(finding.what, "name"), safe_text(finding.found)
        grid.add_row(state, what, found)
        entries.append(entry(Text.assemble(state, "  ", what), found))
    return listing(room, grid, entries, [(one.state, one.what, one.found) for one in findings])


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


# --- lrx config show ------------------------------------------------------------------------------

_DEFAULT = "default"


def settings_page(settings: Settings, origins: Mapping[str, str], path: str) -> RenderableType:
    """``path``: of the settings file. What is not at its default stands out."""

    def compose(room: Room) -> Iterable[RenderableType | None]:
        yield _settings(room, settings, {key: _origin(origins, key, path) for key in settings_table()})
        # Whole, however long: it is there to be copied.
        yield stacked(
            Text("The file, and the environment counts more: LRX_LEVEL=gentle", "aside"), whole(path)
        )
        yield hints(("lrx config set level gentle", "sets one"), ("lrx config unset level", "takes it back"))

    return Page(compose)


def _origin(origins: Mapping[str, str], key: str, path: str) -> str:
    origin = origins.get(key, _DEFAULT)
    return "the file" if origin == path else origin


def _settings(room: Room, settings: Settings, origins: Mapping[str, str]) -> RenderableType:
    grid = table("Setting", "Value", "From", "What it sets")
    grid.columns[0].no_wrap = True
    entries, records = [], []
    for key, setting in settings_table().items():
        value, what = value_words(getattr(settings, key)), f"{setting.what}; {setting.allowed}"
        name, origin = Text(key, "name"), safe_text(origins[key], "aside")
        style = "aside" if origins[key] == _DEFAULT else "number"
        grid.add_row(name, safe_text(value, style), origin, setting.what)
        entries.append(entry(Text.assemble(name, f"  {value}  ", origin), Text(what, "aside")))
        records.append((key, value, f"({origins[key]})", what))
    return listing(room, grid, entries, records)


def value_words(value: object) -> str:
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def settings_document(settings: Settings, origins: Mapping[str, str]) -> dict[str, object]:
    """For ``--json``; docs/json.md describes it."""
    return {
        "format": 1,
        "settings": {
            key: {"value": getattr(settings, key), "origin": origins.get(key, _DEFAULT)}
            for key in settings_table()
        },
    }
