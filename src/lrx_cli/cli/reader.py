"""Reads the command lines that are plainly right, by a table; leaves all others to typer.

Loading typer takes as long as four starts of Python. It stays the judge: what this reads, it reads as typer
does (a test holds the two together), and whatever is not certain (help, a mistake, a value like ``-5``) is
not read here at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple

from lrx_cli.cli.commands import module_of, verb_of
from lrx_cli.cli.grammar import ARGUMENTS, OPTIONS
from lrx_cli.cli.options import Choosing

Values = dict[str, Any]
"""What was typed, by parameter; what was not typed is not in it."""
Options = Mapping[str, tuple[str, str, str]]
"""Of one verb, as ``grammar`` has them."""


class Line(NamedTuple):
    """What a command line asks for."""

    verb: str
    """``list``, ``routine show``."""
    values: Values

    def obey(self) -> int:
        """The exit code."""
        name, _, inner = self.verb.partition(" ")
        command = import_module(module_of(name)).VERBS[inner]
        if "choosing" not in command.__annotations__:
            return command(**self.values) or 0
        own = {**self.values}
        chosen = {name: own.pop(name) for name in Choosing._fields if name in own}
        return command(choosing=Choosing(**chosen), **own) or 0


def read(arguments: Sequence[str]) -> Line | None:
    """``None``: it is not plainly right."""
    verb, words = verb_of(arguments, OPTIONS)
    values: Values = {}
    rest: list[str] = []
    if verb is None or not _take_options(OPTIONS[verb], words, values, rest):
        return None
    return Line(verb, values) if _take_arguments(ARGUMENTS[verb], rest, values) else None


def _take_options(options: Options, words: Sequence[str], values: Values, rest: list[str]) -> bool:
    """Puts options into ``values`` and every other word into ``rest``. False: one is not plainly right."""
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            rest += waiting
        elif not word.startswith("-"):
            rest.append(word)
        elif not _take_option(options, word, waiting, values):
            return False
    return True


def _take_option(options: Options, word: str, waiting: Iterator[str], values: Values) -> bool:
    option, equals, value = word.partition("=")
    if option not in options:
        return False
    name, kind, _takes = options[option]
    if kind in ("yes", "no"):
        values[name] = kind == "yes"
        return not equals
    if not equals:
        value = next(waiting, "-")
    elif not option.startswith("--"):
        return False  # `-o=file` is a file called `=file` to some programs
    values[name] = [*values.get(name, []), value] if kind == "many" else value
    return not value.startswith("-")


def _take_arguments(arguments: Sequence[tuple[str, str, str]], words: list[str], values: Values) -> bool:
    """False: there are too many words, or too few."""
    for name, kind, _takes in arguments:
        if kind == "many":
            if words:
                values[name] = words
            return True
        if words:
            values[name] = words.pop(0)
        elif kind == "one":
            return False
    return not words
