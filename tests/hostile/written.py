"""A whole catalog, safety file, routine and history in which every word was written by somebody hostile.

No loader lets such a thing in. It is what the pages and outputs would get if one did, or if a history was
changed by hand.
"""

from __future__ import annotations

from typing import Any

from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Routine
from lrx_cli.core.catalog.safety import Safety
from lrx_cli.core.dates import Moment
from lrx_cli.core.records.session_record import ExerciseTotals, LoggedEvent, LoggedSegment, Record, Session
from lrx_cli.storage.documents import build
from tests.storage import documents

_KEYS = {
    "name", "aliases", "text", "full", "brief", "cue", "quiet", "word", "before", "limit", "tip", "leave",
    "way_out", "easier_say", "target", "benefit", "name_note", "side_noun", "side_meaning", "caps_why",
    "what", "resolution", "tell", "note", "title", "where", "needs", "optional", "hints", "easier", "harder",
    "first_check", "about", "left_out", "notice", "in_short", "not_for", "ask", "daily", "assessed",
    "cleared", "when", "topic", "our_choices", "about_numbers",
}  # fmt: skip
"""Under which a document has words, and neither ids nor one of a few words that are known."""


def _rewritten(value: Any, words: str, inside: bool = False) -> Any:
    if isinstance(value, dict):
        return {key: _rewritten(member, words, key in _KEYS) for key, member in value.items()}
    if isinstance(value, list):
        return [_rewritten(member, words, inside) for member in value]
    return words if inside and isinstance(value, str) else value


def catalog(words: str, *ids: str) -> Catalog:
    document = documents.catalog()
    document["exercises"] = [each for each in document["exercises"] if each["id"] in ids]
    return build(Catalog, _rewritten(document, words))


def safety(words: str) -> Safety:
    return build(Safety, _rewritten(documents.safety(), words))


def routine(words: str, *ids: str) -> Routine:
    lines = [{"exercise": id, "note": words} for id in ids]
    return build(Routine, {**documents.routine(lines=lines), "name": words, "about": words})


def record(words: str) -> Record:
    """As a history has it that somebody opened in another program."""
    any_word: Any = words
    session = Session(words, Moment(0, 0), words, any_word, words, 60_000, True, any_word, words)
    rows = (
        LoggedSegment(1, 1_000, 0, 0, "hold", 0, "left", 1, 1, "done", 1_000, 1_000, True),
        LoggedEvent(2, 2_000, "reported", {"what": words, "value": words, words: words}),
        LoggedEvent(3, 3_000, "changed", {"what": words, "exercise": words, "value": words}),
    )
    return Record(session, (ExerciseTotals(0, words, 10, 1, 1_000),), rows)


def summary(words: str) -> Record:
    found = record(words)
    return found._replace(rows=tuple(row for row in found.rows if isinstance(row, LoggedEvent)))
