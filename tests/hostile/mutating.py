"""Changes by chance, of the bytes of a good file and of what stands in it. A seed always gives the same."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from tests.hostile.walking import VALUES, Place, at, members, replaced

_TOKENS = (
    b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"\0", b"\x1b[2J", b"\xff", b"\xe2\x80", b"\xf0\x9f",
    b"null", b"NaN", b"1e999", b"-", b"9" * 400, b"[" * 300, b'{"a":' * 300, b"\\ud800", b"\\u001b", b"//",
    b"\r", b"\xef\xbb\xbf",
)  # fmt: skip


def mutated_bytes(good: bytes, chance: Random) -> bytes:
    data = bytearray(good)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        place = chance.randrange(len(data) + 1)
        end = min(len(data), place + chance.choice((1, 2, 8, 64, 512)))
        match chance.randrange(5):
            case 0 if place < len(data):
                data[place] ^= 1 << chance.randrange(8)
            case 1:
                del data[place:end]
            case 2:
                data[place:place] = data[place:end]
            case 3:
                data[place:end] = chance.choice(_TOKENS)
            case _:
                data[place:place] = chance.choice(_TOKENS)
    return bytes(data)


def mutated_document(good: Any, chance: Random) -> bytes:
    """With what stands in one place in another, or something hostile; several times over."""
    document = good
    for _ in range(chance.choice((1, 2, 3, 8))):
        place = _place(document, chance)
        if place:
            value = at(document, _place(document, chance)) if chance.random() < 0.7 else _hostile(chance)
            document = replaced(document, place, value)
    return json.dumps(document).encode("utf-8", "surrogatepass")


def _place(document: Any, chance: Random) -> Place:
    place: Place = ()
    while (keys := [key for key, _ in members(document)]) and (not place or chance.random() < 0.85):
        place = (*place, chance.choice(keys))
        document = document[place[-1]]
    return place


def _hostile(chance: Random) -> Any:
    while True:
        try:
            return json.loads(chance.choice(VALUES))
        except (ValueError, RecursionError):
            continue
