"""Checking a document by the dataclass that it is read into, and saying in words what is wrong.

pydantic checks and makes the value; one :class:`TypeAdapter` for each kind of file. Its errors have a type,
a place and a context, which the table below turns into what a person may do about it.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from lrx_cli.core.catalog.limits import PATTERNS
from lrx_cli.shapes import name_in_file
from lrx_cli.storage.files import Problem, place_of
from lrx_cli.text import clean

T = TypeVar("T")

_LONGEST_QUOTE = 40
_MOST_DESCRIBED = 500
"""A file with more mistakes is some other file, and looking for names that were meant takes time; of the
others only the place is given."""

_MOST_VALUES = 60_000
"""In a whole file. The largest catalog has fewer, and each may be a mistake of a kilobyte."""

_ALLOWED = {
    "string_type": "a text",
    "string_too_long": "a text of at most {max_length} characters",
    "string_too_short": "a text of at least {min_length} characters",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "literal_error": "{expected}",
    "greater_than": "more than {gt:g}",
    "greater_than_equal": "at least {ge:g}",
    "less_than_equal": "at most {le:g}",
    "value_error": "{error}",
    "too_long": "at most {max_length}",
    "too_short": "at least {min_length}",
    "tuple_type": "a list in brackets",
    "list_type": "a list in brackets",
    "dict_type": "an object in braces",
    "dataclass_type": "an object in braces",
    "model_type": "an object in braces",
}
"""What is allowed, by the type of a pydantic error. A validator of ours says it in its ``ValueError``."""
_PATTERNS = {pattern.regex: pattern.words for pattern in PATTERNS}


def validate(
    document: Any, shape: type[T], *, most_values: int = _MOST_VALUES
) -> tuple[T | None, list[Problem]]:
    """``document`` as a ``shape``, a dataclass or a model, or ``None`` and every problem that it has."""
    if _count(document) > most_values:
        return None, [
            Problem("", f"the file has more than {most_values:,} values; no file of ours has so many")
        ]
    try:
        # As JSON: only then does strict mode take lists for tuples and objects for dataclasses.
        value: T = adapter_of(shape).validate_json(json.dumps(document))  # type: ignore[arg-type]  # mypy asks for the hash of an instance
        return value, []
    except ValidationError as error:
        found = [each for each in error.errors(include_url=False) if not _counted_short(each)]
    return None, [
        _problem(shape, each["type"], each["loc"], each["input"], each.get("ctx", {}))
        if number < _MOST_DESCRIBED
        else Problem(place_of(each["loc"]), "is not what is allowed here")
        for number, each in enumerate(found)
    ]


def _count(value: Any) -> int:
    """How many values there are in lists and objects."""
    members: Iterable[Any] = value.values() if isinstance(value, dict) else value
    return sum(1 + _count(member) for member in members) if isinstance(value, (dict, list)) else 0


def _counted_short(error: ErrorDetails) -> bool:
    """pydantic counts only the right members of a tuple: one wrong member makes it too short as well."""
    return error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]


@cache
def adapter_of(shape: Any) -> TypeAdapter[Any]:
    """One for each kind of file: to make it takes longer than to use it."""
    return TypeAdapter(shape)


def _problem(
    shape: type[Any], kind: str, loc: Sequence[str | int], found: Any, context: Mapping[str, Any]
) -> Problem:
    if loc and loc[-1] == "[key]":
        return Problem(place_of(loc[:-1]), f"the name must be {_allowed(kind, context)}")
    place = place_of(loc)
    if kind == "missing":
        return Problem(place, "is missing")
    if kind == "unexpected_keyword_argument":
        known = list(_fields(_type_at(shape, loc[:-1])))
        near = get_close_matches(str(loc[-1]), known, n=1)
        meant = f"did you mean {near[0]}?" if near else f"allowed: {', '.join(known)}"
        return Problem(place, f"there is no such name here; {meant}")
    return Problem(place, f"found {_quoted(found)}; allowed: {_allowed(kind, context)}")


def _allowed(kind: str, context: Mapping[str, Any]) -> str:
    if kind == "string_pattern_mismatch":
        return _PATTERNS[context["pattern"]]
    return _ALLOWED[kind].format(**context).replace("'", "") if kind in _ALLOWED else "another value"


def _quoted(found: Any) -> str:
    if isinstance(found, str):
        return f'"{clean(found, _LONGEST_QUOTE)}"' if found else "an empty text"
    if isinstance(found, list):
        return f"a list of {len(found)}"
    if isinstance(found, dict):
        return f"an object in braces with {len(found)} names"
    return clean(json.dumps(found), _LONGEST_QUOTE)


def _type_at(shape: Any, loc: Sequence[str | int]) -> Any:
    """The dataclass at the place ``loc`` of a ``shape``."""
    for part in loc:
        arguments = get_args(shape)
        shape = (
            _fields(shape)[str(part)]
            if dataclasses.is_dataclass(shape)
            else arguments[-2 if isinstance(part, int) else -1]
        )
        while get_origin(shape) is Annotated or type(None) in get_args(shape):
            shape = get_args(shape)[0]
    return shape


def _fields(shape: Any) -> dict[str, Any]:
    """The type of each field, by its name in a file."""
    hints = get_type_hints(shape, include_extras=True)
    return {name_in_file(field.name): hints[field.name] for field in dataclasses.fields(shape)}


def with_id(problem: Problem, document: Any) -> Problem:
    """With the id of the exercise or routine after its number, so that nobody has to count."""
    for field in ("exercises", "routines"):
        if problem.place.startswith(f"{field}["):
            number = int(problem.place[len(field) + 1 :].partition("]")[0])
            item = document[field][number]
            id = item.get("id") if isinstance(item, dict) else None
            if isinstance(id, str):
                return Problem(f"{problem.place} ({clean(id, 60)})", problem.text)
    return problem
