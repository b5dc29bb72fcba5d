"""What can be set, what each setting accepts, and what holds when nothing is set.

One field of :class:`Settings` is one setting. Its annotation is what pydantic checks the settings file and
the environment by, and what ``lrx config show`` says about it.
"""

import shlex
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, get_args, get_origin

from lrx_cli.core.catalog.words import Color, Level, Order, Pictures, Preference, Side, Telling
from lrx_cli.shapes import Interval, MaxLen, Shape
from lrx_cli.text import listed

Value = str | float | bool

YES_NO = "true or false"
LEAST_MINUTES, MOST_MINUTES = 1, 240
LEAST_PACE, MOST_PACE = 0.5, 3
_LONGEST = 1_000
"""Letters of a command or a path in the settings; more is a mistake."""


class About(NamedTuple):
    """What a setting sets, for reading aloud. ``allowed``: what it accepts, where its type does not say."""

    what: str
    allowed: str = ""


class TextCheck:
    """A text that ``check`` accepts and returns. It raises ``ValueError`` with what is wrong."""

    __slots__ = ("check",)

    def __init__(self, check: Callable[[str], str]) -> None:
        self.check = check

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        return {
            "type": "function-after",
            "schema": handler(source),
            "function": {"type": "no-info", "function": self.check},
        }


def _readable(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise ValueError
    return text.strip()


def _command(text: str) -> str:
    try:
        shlex.split(_readable(text))
    except ValueError as error:
        raise ValueError("a quotation mark in it is not closed" if str(error) else "") from error
    return text.strip()


_Name = Annotated[str, MaxLen(_LONGEST), TextCheck(_readable)]
"""What it names is looked up where it is used."""
_Command = Annotated[str, MaxLen(_LONGEST), TextCheck(_command)]
"""A command line that a shell would take: words, and quotation marks that are closed."""


class Settings(Shape):
    """What is set. The values here hold where nothing else says otherwise."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {}  # not strict: a variable has only text, "12" or "true"

    level: Annotated[
        Level | None, About("which dose is played; if not set, the one you played last, and gentle at first")
    ] = None
    minutes: Annotated[
        Annotated[float, Interval(ge=LEAST_MINUTES, le=MOST_MINUTES)] | None,
        About("the longest that a session may play"),
    ] = None
    """``None``: as long as it takes."""
    routine: Annotated[
        _Name, About("what is played when nothing is named", "a routine's name, or a file")
    ] = "full"
    order: Annotated[Order, About("in what order the exercises of the catalog are played")] = "position"
    first_side: Annotated[Side, About("the side to start with")] = "left"
    sore_side: Annotated[Side | None, About("the side that hurts; it comes second in the nerve glides")] = (
        None
    )
    preference: Annotated[
        Preference,
        About("what eases it: leaning back or walking, bending forward or sitting, or unsure"),
    ] = "unsure"
    teach: Annotated[Telling, About("how much is explained")] = "auto"
    pace: Annotated[
        Annotated[float, Interval(ge=LEAST_PACE, le=MOST_PACE)],
        About("stretches preparing, switching, resting and changing position"),
    ] = 1.0
    voice: Annotated[bool | None, About("whether a session speaks")] = None
    """``None``: as the output has it."""
    sound: Annotated[bool | None, About("whether there is any sound: the tones and the voice")] = None
    """``None``: as the output has it."""
    volume: Annotated[Annotated[int, Interval(ge=0, le=100)], About("how loud, as a percentage")] = 100
    wake_ms: Annotated[
        Annotated[int, Interval(ge=0, le=2_000)],
        About("silence ahead of a sound after a quiet stretch, in milliseconds, for outputs that sleep"),
    ] = 400
    """HDMI, Bluetooth and USB outputs fall asleep and swallow 200 to 1,000 ms of what wakes them; 0: none."""
    player: Annotated[_Command | None, About("what plays the sounds", "a command that plays a WAV file")] = (
        None
    )
    """``None``: the first of the system's own that works. The clip comes on standard input, or as the
    file that ``{file}`` stands for."""
    voice_command: Annotated[
        _Command | None,
        About("what speaks lines of one's own", "a command that reads a line and writes a WAV file"),
    ] = None
    """``None``: the first engine that is there. The line comes on standard input; the WAV file goes to
    standard output, or to the file that ``{file}`` stands for."""
    figures: Annotated[bool, About("whether exercises are drawn")] = True
    animation: Annotated[bool, About("whether drawings move")] = True
    pictures: Annotated[
        Pictures,
        About("of what drawings are made: auto is pixels where the terminal shows them"),
    ] = "auto"
    plain: Annotated[bool, About("lines instead of a live screen")] = False
    color: Annotated[Color, About("colors on the terminal")] = "auto"
    wide: Annotated[
        bool | None, About("whether the terminal writes characters of ambiguous width in two columns")
    ] = None
    """``None``: as the terminal says, or narrow. Where they are wide, blocks and lines are not used."""


class Setting(NamedTuple):
    what: str
    allowed: str
    """What it accepts, in words."""
    words: tuple[str, ...]
    """All that it accepts, where they are words."""


@cache
def settings_table() -> Mapping[str, Setting]:
    """Every setting by its key."""
    return {field.name: _setting(*_unwrapped(field.type)) for field in fields(Settings)}


def _unwrapped(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """A type without ``None``, and everything that is said about it."""
    said: tuple[Any, ...] = ()
    while True:
        if get_origin(hint) is Annotated:
            said += hint.__metadata__
            hint = hint.__origin__
        elif type(None) in get_args(hint):
            hint = get_args(hint)[0]
        else:
            return hint, said


def _setting(kind: Any, said: tuple[Any, ...]) -> Setting:
    about = next(each for each in said if isinstance(each, About))
    if get_origin(kind) is Literal:
        words: tuple[str, ...] = get_args(kind)
        return Setting(about.what, listed(words), words)
    if kind is bool:
        return Setting(about.what, YES_NO, ())
    for limits in said:
        if isinstance(limits, Interval):
            number = "a whole number" if kind is int else "a number"
            return Setting(about.what, f"{number} from {limits.ge} to {limits.le}", ())
    return Setting(about.what, about.allowed, ())
