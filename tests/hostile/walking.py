"""A good document, damaged in every place that it has, one place at a time.

Documents are written as text and not by ``json.dumps``: most of what is hostile is no value of Python's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from tests.hostile.escapes import MARKUP

Place = tuple[str | int, ...]

LONG = 1_000_000
"""Letters; with little around them still a file that is read."""


def _written(text: str) -> str:
    return json.dumps(text)


_NUMBERS = (
    "0", "-0", "-0.0", "-1", "1.0", "1.5", "7", "1e400", "-1e400", "NaN", "Infinity", "-Infinity", "5e-324",
    "1e-9", "1e18", "999999999999999999", "9007199254740993", "1" + "0" * 400, "9" * 5_000,
    "0." + "3" * 5_000, "1E+9", "01", "+1", ".5", "1.", "0x10", "1_000",
)  # fmt: skip
_KINDS = ("null", "true", "false", "[]", "{}", "[null]", '[""]', '{"a": 1}', "[[[[]]]]", '""', '" "', '"7"')
_CONTROLS = (
    "\x1b[31mred", "\x1b]0;owned\x07", "\x1b]52;c;b3duZWQ=\x1b\\", "\x1b]8;;http://evil.example\x07x",
    "\x1bP1$r\x1b\\", "\x1b_apc\x1b\\", "\x9b31m", "\x9d0;owned\x9c", "\0", "\x07", "\x7f", "two\nlines",
    "tab\there", "left\u202etfel", "hid\u200bden", "tag\U000e0041", "blank\u3164letter", "\ufeff", "\u2028",
    "\ue000", "\u0378",
)  # fmt: skip
_WORDS = (
    "x" * 61, "x" * 601, "x" * 20_000, "x" * LONG, "伸" * 300, "e\u0301" * 100, " padded ", "Ａ", "-rf",
    "../x", "/etc/passwd", "a/b", "con", ".", "..", "C:\\x", "~", "figure-four-stretch\n",
    "FIGURE-FOUR-STRETCH",
)  # fmt: skip
_RAW = (
    '"\\ud800"', '"\\udc00\\ud800"', '"\\u0000"', '"\\u001b[2J"', '"\\u009b2J"', '"\\x41"', '"', "", "nul",
    "True", "'x'", "// x\n1", "/* x */ 1", "1,", "[1,]", "{,}", "\x00", "\x1b[31m",
)  # fmt: skip
_GREAT = ("[" * 100_000, "[" * 100_000 + "]" * 100_000, "[" + "1," * 99_999 + "1]", '{"a":' * 19_000)

VALUES: tuple[str, ...] = (
    *_KINDS,
    *_NUMBERS,
    *map(_written, _CONTROLS),
    *map(_written, _WORDS),
    *map(_written, MARKUP.values()),
    *_RAW,
    *_GREAT,
)
"""As they are written in a file."""
NAMES: tuple[str, ...] = (
    "extra", "", " ", "__proto__", "__class__", "id ", "Id", "\x1b[31m", "\0", "\u202e", "\ud800",
    "x" * 5_000, "[/]", "a.b", "a[0]",
)  # fmt: skip
"""Of things that nobody asked for."""


class Damage(NamedTuple):
    place: Place
    what: str
    write: Callable[[], str]
    """The whole document; only written when it is looked at."""

    @property
    def data(self) -> bytes:
        return self.write().encode("utf-8", "surrogatepass")

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.place)) or 'the document'} {self.what}"


def places(document: Any, *, every: bool = False) -> Iterator[Place]:
    """All places in ``document``. Unless ``every``: of list items that are alike, the first."""
    seen: set[tuple[object, ...]] = set()
    for place in _places(document, ()):
        kind = tuple("*" if isinstance(key, int) else key for key in place)
        if every or kind not in seen:
            seen.add(kind)
            yield place


def _places(value: Any, place: Place) -> Iterator[Place]:
    yield place
    for key, member in members(value):
        yield from _places(member, (*place, key))


def members(value: Any) -> Iterable[tuple[str | int, Any]]:
    """What is in an object or a list; nothing is in anything else."""
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def at(document: Any, place: Place) -> Any:
    for key in place:
        document = document[key]
    return document


def damages(document: Any, place: Place) -> Iterator[Damage]:
    """Everything that can be wrong at one place."""
    for number, value in enumerate(VALUES):
        yield Damage(place, f"is value {number}: {value[:30]!a}", partial(_with, document, place, value))
    inside = at(document, place)
    if isinstance(inside, dict):
        whole = json.dumps(inside)[1:-1]
        for name in NAMES:
            added = f"{{{_written(name)}: 1{', ' if whole else ''}{whole}}}"
            yield Damage(place, f"has a name {name[:20]!a}", partial(_with, document, place, added))
        for name in list(inside)[:1]:
            twice = f"{{{whole}, {_written(name)}: {json.dumps(inside[name])}}}"
            yield Damage((*place, name), "comes twice", partial(_with, document, place, twice))
    if isinstance(inside, list) and inside:
        many = json.dumps([inside[0]] * 2_000)
        yield Damage(place, "has two thousand entries", partial(_with, document, place, many))
    if place and isinstance(place[-1], str):
        yield Damage(place, "is missing", partial(_without, document, place))


def every_damage(document: Any, *, first: int = 0, step: int = 1) -> Iterator[Damage]:
    """At every place; or of all that, each ``step``-th from ``first`` on."""
    found = (damage for place in places(document) for damage in damages(document, place))
    return islice(found, first, None, step)


_HERE = "\N{INTERROBANG} here \N{INTERROBANG}"


def _with(document: Any, place: Place, value: str) -> str:
    return json.dumps(replaced(document, place, _HERE)).replace(json.dumps(_HERE), value)


def replaced(document: Any, place: Place, value: object) -> Any:
    """A copy with ``value`` at ``place``."""
    if not place:
        return value
    key, *rest = place
    inside = dict(document) if isinstance(document, dict) else list(document)
    inside[key] = replaced(inside[key], tuple(rest), value)
    return inside


def _without(document: Any, place: Place) -> str:
    key = place[-1]
    kept = {name: value for name, value in at(document, place[:-1]).items() if name != key}
    return json.dumps(replaced(document, place[:-1], kept))
