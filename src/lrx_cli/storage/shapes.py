"""Holding a document against the shape its file must have, and saying in our own words what is off.

pydantic finds what is wrong; what is said about it comes from the JSON Schema at that place, so every
message names what was found and what is allowed.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from lrx_cli.storage.models import PATTERNS, schema_of
from lrx_cli.text import clean

_KINDS = {"string": "a text", "integer": "a whole number", "number": "a number", "boolean": "true or false"}
_LONGEST_QUOTE = 40
_MOST_DESCRIBED = 500
"""A file with more mistakes is some other file, and describing each would take seconds; of the others only
the place is told."""
_MOST_NAMES = 400
"""In one object; no model allows more. What is in it is looked at before its names are counted."""
_MOST_VALUES = 60_000
"""In a whole file. The largest catalog that fits into one has fewer, and each may be a mistake of a
kilobyte."""


class Problem(NamedTuple):
    """Something wrong in a file. ``place`` is like ``exercises[3].doses.standard.hold_s``."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text


def shape_problems(document: Any, model: type[BaseModel]) -> list[Problem]:
    """Where ``document`` is not what ``model`` asks for; empty if it is."""
    if crowded := _crowded(document):
        return [crowded]
    try:
        model.model_validate(document)
    except ValidationError as error:
        schema = schema_of(model)
        # Without the URL and the context, which pydantic would compute for each.
        errors = error.errors(include_url=False, include_context=False)
        return [
            _problem(found["type"], found["loc"], found["input"], schema)
            if number < _MOST_DESCRIBED
            else Problem(place_of(found["loc"]), "is not what is allowed here")
            for number, found in enumerate(errors)
        ]
    return []


def _crowded(document: Any) -> Problem | None:
    """What would take more memory to find wrong, mistake by mistake, than a whole session does."""
    values = 0
    waiting: list[tuple[str, Any]] = [("", document)]
    while waiting:
        place, value = waiting.pop()
        if not isinstance(value, (dict, list)):
            continue
        values += len(value)
        if values > _MOST_VALUES:
            return Problem("", f"the file has more than {_MOST_VALUES:,} values; no file of ours has so many")
        if isinstance(value, list):
            waiting += [(f"{place}[{number}]", member) for number, member in enumerate(value)]
        elif len(value) > _MOST_NAMES:
            return Problem(place, f"found {_quoted(value)}; allowed are at most {_MOST_NAMES}")
        else:
            waiting += [(f"{place}.{name}" if place else name, member) for name, member in value.items()]
    return None


def _problem(kind: str, loc: Sequence[str | int], found: Any, schema: dict[str, Any]) -> Problem:
    if loc and loc[-1] == "[key]":
        place = place_of(loc[:-1])
        return Problem(place, f"the name must be {PATTERNS[_pattern_of_names(schema, loc)]}")
    place = place_of(loc)
    if kind == "missing":
        return Problem(place, f"is missing; allowed: {_allowed(_at(schema, loc))}")
    if kind == "extra_forbidden":
        known = list(_at(schema, loc[:-1]).get("properties", {}))
        near = get_close_matches(str(loc[-1]), known, n=1)
        meant = f"did you mean {near[0]}?" if near else f"allowed: {', '.join(known)}"
        return Problem(place, f"there is no such name here; {meant}")
    return Problem(place, f"found {_quoted(found)}; allowed: {_allowed(_at(schema, loc))}")


def place_of(loc: Sequence[str | int]) -> str:
    """``('exercises', 3, 'name')`` as ``exercises[3].name``."""
    place = ""
    for part in loc:
        if isinstance(part, int):
            place += f"[{part}]"
        else:
            place += f".{clean(part, 60)}" if place else clean(part, 60)
    return place


def _at(schema: dict[str, Any], loc: Sequence[str | int]) -> dict[str, Any]:
    """The part of the schema that speaks of the place ``loc``; empty where none does."""
    node = _followed(schema, schema)
    for part in loc:
        if isinstance(part, int):
            node = node.get("items", {})
        else:
            node = node.get("properties", {}).get(part) or _any_member(node)
        node = _followed(node if isinstance(node, dict) else {}, schema)
    return node


def _any_member(node: dict[str, Any]) -> Any:
    """What every member of a dictionary must be like, whatever its name."""
    patterns: dict[str, Any] = node.get("patternProperties", {})
    return next(iter(patterns.values()), node.get("additionalProperties", {}))


def _followed(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    for option in node.get("anyOf", ()):
        if option.get("type") != "null":
            return _followed(option, schema)
    reference = node.get("$ref", "")
    return schema["$defs"][reference.rpartition("/")[2]] if reference else node


def _pattern_of_names(schema: dict[str, Any], loc: Sequence[str | int]) -> str:
    """What the names in a dictionary must be like; ``loc`` ends in the name and ``[key]``."""
    node = _at(schema, loc[:-2])
    names: dict[str, Any] = node.get("propertyNames", {})
    return str(names.get("pattern") or next(iter(node["patternProperties"])))


def _allowed(node: dict[str, Any]) -> str:
    if "enum" in node:
        return ", ".join(node["enum"])
    kind = node.get("type")
    if kind == "object":
        most_names = node.get("maxProperties")
        return f"an object in braces with at most {most_names} names" if most_names else "an object in braces"
    if kind == "array":
        return _allowed_list(node)
    allowed = _KINDS.get(str(kind), "another value")
    least, most = node.get("minimum"), node.get("maximum")
    if least is not None and least == most:
        return f"{least:g}"
    if least is not None and most is not None:
        allowed += f" from {least:g} to {most:g}"
    if "pattern" in node:
        allowed += f" ({PATTERNS[node['pattern']]})"
    if "maxLength" in node:
        allowed += f" of at most {node['maxLength']} characters"
    return allowed


def _allowed_list(node: dict[str, Any]) -> str:
    least, most = node.get("minItems", 0), node.get("maxItems")
    if most is None:
        return "a list in brackets"
    return f"a list of {least}" if least == most else f"a list of {least} to {most}"


def _quoted(found: Any) -> str:
    if found is None or isinstance(found, bool):
        return {None: "null", True: "true", False: "false"}[found]
    if isinstance(found, str):
        return f'"{clean(found, _LONGEST_QUOTE)}"' if found else "an empty text"
    if isinstance(found, list):
        return f"a list of {len(found)}"
    if isinstance(found, float):
        return f"{found:.1f}" if found.is_integer() else f"{found:g}"
    if isinstance(found, dict):
        return f"an object in braces with {len(found)} names"
    return str(found)
