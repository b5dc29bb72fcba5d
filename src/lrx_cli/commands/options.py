"""Options that mean the same in every command, and reading their values with one voice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar, cast

from lrx_cli.commands.declaring import Flag, Option
from lrx_cli.commands.reading import catalog_now as catalog_now
from lrx_cli.commands.reading import paper_now as paper_now
from lrx_cli.commands.reading import read_option as read_option
from lrx_cli.commands.reading import settings_now as settings_now
from lrx_cli.core.exercise import FLOOR, LEVELS, POSITIONS, Exercise, Level, Position
from lrx_cli.core.settings import Kind, Settings, Word, did_you_mean, listed
from lrx_cli.errors import USAGE, LrxError

Read = TypeVar("Read")

_FLOOR = "floor"


JsonOption = Annotated[bool, Flag("--json", "Print JSON, for programs.")]
ColorOption = Annotated[str | None, Option("--color", "auto|always|never", "When to use colors.")]
LevelOption = Annotated[str | None, Option("--level", "gentle|standard|stronger", "How much is prescribed.")]
PositionOption = Annotated[
    list[str] | None,
    Option(
        "--position",
        "POSITION",
        "Only exercises done so: prone, supine, side-lying, quadruped, seated, standing; "
        "floor means the first four. May be given more than once.",
    ),
]


class Mistakes:
    """In a command line: all of them are told at once, and not one at each try."""

    def __init__(self) -> None:
        self._found: list[LrxError] = []

    def reading(self, read: Callable[..., Read], *words: object) -> Read:
        """What ``read`` makes of ``words``. Nothing may be done with it before ``tell``."""
        try:
            return read(*words)
        except LrxError as error:
            if error.exit_code != USAGE:  # in a file that was named: with a list of its own
                raise
            self._found.append(error)
            return cast(Read, None)

    def tell(self) -> None:
        """Raises :class:`LrxError` where there was a mistake."""
        if len(self._found) == 1:
            raise self._found[0]
        if self._found:
            problems = [" ".join([error.message, ", ".join(error.problems)]).strip() for error in self._found]
            raise LrxError(f"{len(problems)} things cannot be read.", problems=problems, exit_code=USAGE)


def typed(name: str, kind: Kind[Read], found: str | None, setting: Read) -> Read:
    """What was typed for an option, or else what is set."""
    return setting if found is None else read_option(name, kind, found)


def read_level(found: str | None, settings: Settings) -> Level:
    return typed("--level", Word(LEVELS), found, settings.level)


def read_positions(found: Sequence[str]) -> tuple[Position, ...]:
    """In the order a session passes through them; ``floor`` is four of them."""
    words = {read_option("--position", Word((*POSITIONS, _FLOOR)), word) for word in found}
    return tuple(
        position for position in POSITIONS if position in words or (_FLOOR in words and position in FLOOR)
    )


def read_variant(where: str, exercise: Exercise, found: str) -> str:
    names = [variant.id for variant in exercise.variants]
    if found.strip().lower() in names:
        return found.strip().lower()
    near = did_you_mean(found, names)
    raise LrxError(
        f'{where}: found "{found}", allowed for {exercise.name}: {listed(names)}.{near}', exit_code=USAGE
    )
