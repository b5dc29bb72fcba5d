"""How a source is named on a page: title, place, and how much weight it bears."""

from __future__ import annotations

from lrx_cli.core.catalog.exercise import Source

_QUALITY = {
    "A": "health body, guideline or paper",
    "B": "hospital or large publisher",
    "C": "a clinic's page",
    "D": "a copy or quotation",
}


def source_words(source: Source) -> str:
    return f"{source.title}; {source.where} ({_QUALITY[source.quality]}; {source.seen})"
