"""``lrx list`` and ``lrx show NAME`` without options: answered before a parser is loaded.

The parser is two thirds of what these take, and here there is nothing to parse. A test holds both doors to
the same answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from lrx_cli.commands.reading import catalog_now, paper_now, settings_now
from lrx_cli.commands.terminal import put
from lrx_cli.core.finding import find


def answered(arguments: Sequence[str]) -> bool:
    """Whether this was such a command line; then its answer is printed."""
    verb, *words = arguments
    if verb not in _WORDS or len(words) != _WORDS[verb] or any(word.startswith("-") for word in words):
        return False
    _ANSWERS[verb](words)
    return True


def _list(_words: Sequence[str]) -> None:
    from lrx_cli.pages.catalog import catalog_page

    settings = settings_now()
    put(catalog_page(paper_now(None, settings), catalog_now().exercises, settings.level))


def _show(words: Sequence[str]) -> None:
    from lrx_cli.commands.showing import shown

    settings = settings_now()
    paper, catalog = paper_now(None, settings), catalog_now()
    put(shown(paper, catalog, find(catalog, words[0]), settings.level, None, settings))


_WORDS: Mapping[str, int] = {"list": 0, "show": 1}
"""How many words follow each."""
_ANSWERS: Mapping[str, Callable[[Sequence[str]], None]] = {"list": _list, "show": _show}
