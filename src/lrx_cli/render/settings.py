"""``lrx config show``: every setting, its value, and where that comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from lrx_cli.core.settings import Settings, settings_table
from lrx_cli.render.console import safe_text
from lrx_cli.render.parts import Page, Records, Room, hints, stacked, table, whole

_DEFAULT = "default"


def settings_page(settings: Settings, origins: Mapping[str, str], path: str) -> RenderableType:
    """``path``: of the settings file. What is not at its default stands out."""
    rows = []
    for key, setting in settings_table().items():
        origin = origins.get(key, _DEFAULT)
        value = value_words(getattr(settings, key))
        rows.append((key, value, "the file" if origin == path else origin, setting.what, setting.allowed))

    def compose(room: Room) -> Iterable[RenderableType | None]:
        if room.columns:
            grid = table("Setting", "Value", "From", "What it sets")
            grid.columns[0].no_wrap = True
            for key, value, origin, what, _allowed in rows:
                style = "aside" if origin == _DEFAULT else "number"
                grid.add_row(Text(key, "name"), safe_text(value, style), safe_text(origin, "aside"), what)
            yield grid
        elif room.boxes:
            for key, value, origin, what, allowed in rows:
                head = Text.assemble(
                    (key, "name"), "  ", safe_text(value), ("  ", ""), safe_text(origin, "aside")
                )
                yield Group(head, Padding(Text(f"{what}; {allowed}", "aside"), (0, 0, 0, 2)))
        else:
            yield Records(
                (key, value, f"({origin})", f"{what}; {allowed}")
                for key, value, origin, what, allowed in rows
            )
        # Whole, however long: it is there to be copied.
        yield stacked(
            Text("The file, and the environment counts more: LRX_LEVEL=gentle", "aside"), whole(path)
        )
        yield hints(("lrx config set level gentle", "sets one"), ("lrx config unset level", "takes it back"))

    return Page(compose)


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
