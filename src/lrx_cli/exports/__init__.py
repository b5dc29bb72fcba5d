"""Documents that leave lrx: each module renders one kind, and writes no file."""

from collections.abc import Iterable

from lrx_cli.text import clean


def as_html(text: str) -> str:
    """Whatever somebody wrote, as text and nothing else."""
    from html import escape  # a history, which is exported here as well, has no use for it

    return escape(clean(text))


def list_items(texts: Iterable[str]) -> str:
    return "".join(f'<li dir="auto">{as_html(text)}</li>' for text in texts)
