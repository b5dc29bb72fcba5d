"""How a command says what it takes: in the annotations of its parameters, as plain data.

``level: Annotated[str | None, Option("--level", "gentle|standard|stronger", "How much.")] = None``

Two read that: ``parser``, which makes a typer command of it, and ``tools/refresh.py``, which writes what
``reader`` goes by. All values are text; what a text means is read by the command.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple


class Option(NamedTuple):
    """Takes a value. ``list[str]``: may be given more than once."""

    name: str
    takes: str
    """What, in the help; words between bars are all there are."""
    help: str


class Flag(NamedTuple):
    """On or, as in ``--voice/--no-voice``, off."""

    name: str
    help: str = ""
    hidden: bool = False


class Argument(NamedTuple):
    """A word of its own. ``list[str]``: all that follow."""

    takes: str
    help: str


Verbs = Mapping[str, Callable[..., int | None]]
"""What a command's module has as ``VERBS``: the functions that obey it, by the verb within (empty: none was
named). Each returns its exit code; ``None``: 0. Its docstring is the help."""
