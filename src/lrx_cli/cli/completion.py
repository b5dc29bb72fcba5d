"""What can be completed where an exercise, a routine or a variant is asked for. typer does the rest.

A shell may put what it gets through an ``eval``, and files of one's own can hold or be called anything. So
only ids are offered, which have nothing in them but letters, digits and hyphens, and what is said about them
has letters, digits and the plainest punctuation.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from lrx_cli import locations
from lrx_cli.errors import LrxError

if TYPE_CHECKING:  # every command imports this module, and few of them the catalog
    from lrx_cli.core.catalog.exercise import Catalog

Offered = Iterator[tuple[str, str]]
"""Words, each with what it is."""

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 ,.-]+")


def exercises() -> Offered:
    """Every exercise, built in or one's own."""
    for exercise in _catalog().exercises:
        yield from _safe(exercise.id, exercise.name)


def own_exercises() -> Offered:
    for id in _names_in(locations.exercises_folder()):
        yield from _safe(id, "your own")


def routines() -> Offered:
    """Every routine, built in or one's own."""
    from lrx_cli.storage.routines import load_routines

    for routine in load_routines(locations.builtin_routines_file(), _catalog()):
        yield from _safe(routine.id, routine.name)
    yield from own_routines()


def own_routines() -> Offered:
    for id in _names_in(locations.routines_folder()):
        yield from _safe(id, "your own")


def variants() -> Offered:
    """``EXERCISE=VARIANT``, every one there is."""
    for exercise in _catalog().exercises:
        for variant in exercise.variants:
            for id, what in _safe(variant.id, exercise.name):
                yield f"{exercise.id}={id}", what


def variants_of_shown() -> Offered:
    """The variants of the exercise that stands on the command line."""
    from lrx_cli.core.catalog.exercise import find

    # typer stops to read the line at the option that still waits for its value, so it has not seen it.
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS", "")
    catalog = _catalog()
    for word in line.split():
        with suppress(LrxError):
            exercise = find(catalog, word.strip("'\""))
            for variant in exercise.variants:
                yield from _safe(variant.id, exercise.name)
            return


def _safe(id: str, what: str) -> Offered:
    if _ID.fullmatch(id):
        yield id, _NOT_PLAIN.sub(" ", what)[:60].strip()


def _catalog() -> Catalog:
    """All exercises; what is wrong with files of one's own is not said at a prompt."""
    from lrx_cli.storage.catalog import load_catalog, with_own

    builtin = load_catalog(locations.exercises_file())
    folder = locations.exercises_folder()
    if not _names_in(folder):
        return builtin
    return with_own(builtin, folder)[0]


def _names_in(folder: str) -> list[str]:
    try:
        files = sorted(os.listdir(folder))
    except OSError:
        return []
    return [name.removesuffix(".json") for name in files if name.endswith(".json")]


# --- bash ------------------------------------------------------------------------------------------


def join_words_of_bash(environment: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """What bash has cut at ``=``, put together again for typer: ``--level = g`` and ``cat-cow = s``.

    Also what bash has of the current word already and does not want to have once more: the part before the
    ``=``. Both are nothing where there is nothing to join.
    """
    words = environment.get("COMP_WORDS", "").split()
    place = environment.get("COMP_CWORD", "")
    if not place.isdecimal() or "=" not in words[: int(place) + 1]:
        return {}, ""
    if int(place) >= len(words):
        words.append("")
    joined: list[str] = []
    for number, word in enumerate(words[: int(place) + 1]):
        if joined and "=" in (word, words[number - 1]):
            joined[-1] += word
        else:
            joined.append(word)
    if joined[-1].startswith("--") and "=" in joined[-1]:  # typer wants an option and its value as two words
        joined[-1:] = joined[-1].partition("=")[::2]
    kept = joined[-1][: joined[-1].rfind("=") + 1]
    return {"COMP_WORDS": " ".join(joined), "COMP_CWORD": str(len(joined) - 1)}, kept
