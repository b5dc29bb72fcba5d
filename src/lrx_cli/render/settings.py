"""``lrx config show``: every setting, its value, and where that comes from."""

from __future__ import annotations

from collections.abc import Mapping

from lrx_cli.core.settings import Settings, settings_table
from lrx_cli.render.paper import Paper, joined

_DEFAULT = "default"


def settings_page(paper: Paper, settings: Settings, origins: Mapping[str, str], path: str) -> list[str]:
    lines: list[str] = []
    for key, setting in settings_table().items():
        origin = origins.get(key, _DEFAULT)
        shown = "the file" if origin == path else origin
        lines += paper.entry(key, f"{value_words(getattr(settings, key))} ({shown})", column=13)
        lines += paper.paragraph(
            f"{setting.what}; {setting.allowed}", indent=2 if paper.narrow else 13, style="faint"
        )
    return joined(
        [
            lines,
            [
                *paper.paragraph(
                    'lrx config set level gentle sets one, or write it into this file: level = "gentle"'
                ),
                # Whole, however long: it is there to be copied.
                paper.paint(path, "plain"),
                *paper.paragraph("Or in the environment: LRX_LEVEL=gentle."),
            ],
        ]
    )


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
