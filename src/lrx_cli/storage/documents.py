"""Documents as the dataclasses that the program uses: files that lrx ships with, and those that people write.

A shipped file is known by its digest and built by the annotations of its dataclass; a test holds the result
equal to pydantic's. Every other file is checked by pydantic (``validation``) and by rules of ours.
"""

import dataclasses
import json
import os.path
from collections.abc import Callable, Iterable
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin
from zlib import crc32

from lrx_cli import locations
from lrx_cli.shapes import Seconds, name_in_file, to_ms
from lrx_cli.storage.files import Problem, invalid, parse, read_bytes

T = TypeVar("T")

_Make = Callable[[Any], Any]


def digest(data: bytes) -> str:
    """Tells an edited file from the original; no protection against malice."""
    return f"{len(data)}-{crc32(data):08x}"


@cache
def _digests() -> dict[str, str]:
    """Of the shipped files, by their name in the data folder, as they were when they were checked."""
    try:
        with open(os.path.join(locations.catalog_folder(), "digests.json"), "rb") as file:
            found: dict[str, str] = json.load(file)
    except (OSError, ValueError):
        return {}  # every file is checked, then
    return found


Checked = tuple[T | None, list[Problem]]
"""What a document was read into, and everything wrong with it."""


def load(path: str, name: str, shape: type[T], check: Callable[[Any], Checked[T]]) -> T:
    """What is in the file ``path``, which ships as ``name``. Raises one :class:`LrxError` that names
    everything that ``check`` finds wrong."""
    data = read_bytes(path)
    if _digests().get(name) == digest(data):
        return build(shape, json.loads(data))
    return required(check(parse(data, path)), path)


def required(found: Checked[T], path: str) -> T:
    """What a document was read into, or an error with every problem that it has."""
    value, problems = found
    if value is None or problems:
        raise invalid(path, problems)
    return value


def check(
    document: Any, shape: type[T], rules: Callable[[T], Iterable[Problem]] = lambda found: ()
) -> Checked[T]:
    """A document as a ``shape``, and everything wrong with it. ``rules``: for one whose shape is right."""
    from lrx_cli.storage.validation import validate, with_id  # imports pydantic

    found, problems = validate(document, shape)
    if found is not None:
        problems = list(rules(found))
    return found, [with_id(problem, document) for problem in problems]


def build(shape: type[T], document: dict[str, Any]) -> T:
    """An instance of the dataclass ``shape`` from a document that is known to be right."""
    made: T = _maker_of_shape(shape)(document)  # type: ignore[arg-type]  # mypy asks for the hash of an instance
    return made


@cache
def _maker_of_shape(shape: Any) -> _Make:
    fields = [
        (field.name, name_in_file(field.name), _maker(field.type)) for field in dataclasses.fields(shape)
    ]

    def make(document: dict[str, Any]) -> Any:
        return shape(
            **{
                field: document[name] if inner is None else inner(document[name])
                for field, name, inner in fields
                if name in document
            }
        )

    return make


def _maker(annotation: Any) -> _Make | None:
    """How a value of this type is made from JSON; ``None``: JSON has it as it is."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        in_seconds = any(isinstance(limit, Seconds) for limit in arguments[1:])
        return to_ms if in_seconds else _maker(arguments[0])
    if dataclasses.is_dataclass(annotation):
        return _maker_of_shape(annotation)  # type: ignore[arg-type]  # mypy asks for the hash of an instance
    if origin is tuple:
        item = _maker(arguments[0])
        return tuple if item is None else lambda found: tuple(map(item, found))
    if origin is dict:
        value = _maker(arguments[1])
        return None if value is None else lambda found: {key: value(each) for key, each in found.items()}
    if origin in (Union, UnionType):  # only ``X | None``
        some = _maker(arguments[0])
        return None if some is None else lambda found: None if found is None else some(found)
    return None
