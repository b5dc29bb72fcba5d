"""The base of dataclasses, and of those that files are read into; the limits that annotations give to fields.

``storage.validation`` hands those dataclasses to pydantic, which checks a file by these annotations, and
the JSON Schemas for editors are made from them. Nothing here imports pydantic: each limit implements its
documented hook for annotations, and adds what it asks for to the core schema, a plain dictionary.

Modules with shapes do without ``from __future__ import annotations``: the limits are read from the classes,
and text would have to be compiled again at every start.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, fields, is_dataclass
from typing import Annotated, Any, ClassVar, dataclass_transform


class _Limit:
    """What an annotation adds to the core schema of its field."""

    added: Mapping[str, Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        return {**handler(source), **self.added}


class Interval(_Limit):
    """A number from ``ge`` to ``le``; with ``gt``, above that."""

    def __init__(self, *, le: float, ge: float | None = None, gt: float | None = None) -> None:
        self.ge, self.le = ge, le
        bounds = {"ge": ge, "gt": gt, "le": le}
        self.added = {name: bound for name, bound in bounds.items() if bound is not None}


class Len(_Limit):
    """So many letters of a text, or entries of a list."""

    def __init__(self, least: int, most: int) -> None:
        self.added = {"min_length": least, "max_length": most}


class MaxLen(_Limit):
    """At most so many."""

    def __init__(self, most: int) -> None:
        self.added = {"max_length": most}


class Pattern(_Limit):
    """A text that matches a regular expression. ``words`` say in an error what that asks for."""

    def __init__(self, regex: str, words: str) -> None:
        self.regex, self.words = regex, words
        self.added = {"pattern": regex}


class Seconds:
    """A time that a file gives in seconds, from ``least`` to ``most``, and the code has in milliseconds."""

    def __init__(self, least: float, most: float) -> None:
        self.seconds = Annotated[float, Interval(ge=least, le=most)]

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        to_whole = {"type": "no-info", "function": to_ms}
        return {"type": "function-after", "schema": handler(self.seconds), "function": to_whole}


class Description:
    """What an editor shows for a field, in its JSON Schema."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __get_pydantic_json_schema__(self, schema: Any, handler: Callable[[Any], Any]) -> Any:
        return {**handler(schema), "description": self.text}


def to_ms(seconds: float) -> int:
    """Whole milliseconds."""
    return round(seconds * 1_000)


_ALIASES = {
    "hold": "hold_s",
    "rest": "rest_s",
    "tempo": "tempo_s",
    "takes": "takes_s",
    "hold_cap": "hold_cap_s",
    "schema": "$schema",
    "from_": "from",
}


def name_in_file(field: str) -> str:
    """The name that a field has in a file: times say that they are in seconds."""
    return _ALIASES.get(field, field)


def to_document(shape: Any) -> Any:
    """A shape as a file has it: names and seconds as there, lists for tuples, every field given."""
    if is_dataclass(shape):
        named = {field.name: name_in_file(field.name) for field in fields(shape)}
        return {
            name: getattr(shape, field) / 1_000
            if name != field and name.endswith("_s") and getattr(shape, field) is not None
            else to_document(getattr(shape, field))
            for field, name in named.items()
        }
    if isinstance(shape, Mapping):
        return {key: to_document(value) for key, value in shape.items()}
    return [to_document(value) for value in shape] if isinstance(shape, tuple) else shape


@dataclass_transform(frozen_default=True)
class Frozen:
    """Base of frozen dataclasses: whatever derives from it is one.

    What ``dataclass`` would write and compile for each of sixty classes, at every start, is here once.
    """

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    __match_args__: ClassVar[tuple[str, ...]]

    _blank: ClassVar[dict[str, Any]]
    """The default of each field, or that there is none."""

    def __init_subclass__(cls, *, kw_only: bool = False) -> None:
        dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(cls)
        cls._blank = {field.name: field.default for field in fields(cls)}

    def __init__(self, *values: Any, **named: Any) -> None:
        if values:
            named |= zip(self.__match_args__, values, strict=False)
        given = self._blank | named
        if (
            MISSING in given.values()
            or len(given) > len(self._blank)
            or len(values) > len(self.__match_args__)
        ):
            missing = [name for name, value in given.items() if value is MISSING]
            raise TypeError(
                f"{type(self).__name__}: {[*given.keys() - self._blank]} too many, {missing} missing"
            )
        vars(self).update(given)

    def __setattr__(self, name: str, value: Any) -> None:
        raise FrozenInstanceError(name)

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(name)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash(tuple(vars(self).values()))

    def __repr__(self) -> str:
        given = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({given})"


class Shape(Frozen):
    """Base of what files are read into.

    Strict on purpose: a number in quotes or a misspelled name is a mistake that its author wants to know of.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {
        "strict": True,
        "extra": "forbid",
        "alias_generator": name_in_file,
    }


def fields_in(shape: Shape, before: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Every field of an object and of the objects in it: its place in the file, its type and its value."""
    for field in fields(shape):
        place, value = f"{before}{name_in_file(field.name)}", getattr(shape, field.name)
        yield place, field.type, value
        members = [("", value)]
        if isinstance(value, tuple):
            members = [(f"[{number}]", member) for number, member in enumerate(value)]
        elif isinstance(value, dict):
            members = [(f".{name}", member) for name, member in value.items()]
        for name, member in members:
            if isinstance(member, Shape):
                yield from fields_in(member, f"{place}{name}.")


ID = Pattern(r"^[a-z0-9]+(-[a-z0-9]+)*$", "lower-case letters, digits and single hyphens")
Id = Annotated[str, ID, MaxLen(60)]
