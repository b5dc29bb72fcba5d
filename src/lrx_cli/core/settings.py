"""What can be set, what each setting accepts, and what holds when nothing is set.

The command line reads its options with the same kinds, so a word means the same in a flag, in an
environment variable and in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, Literal, NamedTuple, Protocol, TypeVar

from lrx_cli.core.catalog.words import LEVELS, Level, Order, Preference, Side, Telling
from lrx_cli.text import clean, did_you_mean, listed

Value = str | float | bool
Read = TypeVar("Read", covariant=True)
OneOf = TypeVar("OneOf", bound=str)


class Kind(Protocol[Read]):
    """What a setting accepts. ``read`` raises ``ValueError`` with a sentence about what is allowed."""

    @property
    def allowed(self) -> str: ...

    def read(self, found: object) -> Read: ...


class Word(NamedTuple, Generic[OneOf]):
    words: tuple[OneOf, ...]

    @property
    def allowed(self) -> str:
        return listed(self.words)

    def read(self, found: object) -> OneOf:
        typed = found.strip().lower() if isinstance(found, str) else ""
        for word in self.words:
            if word == typed:
                return word
        raise _refused(found, self.allowed, did_you_mean(typed, self.words))


class Number(NamedTuple):
    least: float
    most: float

    @property
    def allowed(self) -> str:
        return f"a number from {self.least:g} to {self.most:g}"

    def read(self, found: object) -> float:
        if isinstance(found, str | int | float) and not isinstance(found, bool):
            try:
                number = float(found)
            except (ValueError, OverflowError):
                number = float("nan")
            if self.least <= number <= self.most:
                return number
        raise _refused(found, self.allowed)


class Whole(NamedTuple):
    least: int
    most: int

    @property
    def allowed(self) -> str:
        return f"a whole number from {self.least} to {self.most}"

    def read(self, found: object) -> int:
        number = Number(self.least, self.most)
        try:
            value = number.read(found)
        except ValueError:
            value = 0.5
        if value == int(value):
            return int(value)
        raise _refused(found, self.allowed)


class YesNo:
    @property
    def allowed(self) -> str:
        return "true or false"

    def read(self, found: object) -> bool:
        if isinstance(found, bool):
            return found
        word = found.strip().lower() if isinstance(found, str) else ""
        if word in ("true", "yes", "on", "1"):
            return True
        if word in ("false", "no", "off", "0"):
            return False
        raise _refused(found, self.allowed)


_LONGEST = 1_000
"""Letters of a command or a path in the settings; more is a mistake."""
_LONGEST_QUOTE = 60


class Name(NamedTuple):
    """Any text that can be read: what it names is looked up where it is used."""

    allowed: str

    def read(self, found: object) -> str:
        if isinstance(found, str) and found.strip() and found.isprintable() and len(found) <= _LONGEST:
            return found.strip()
        raise _refused(found, self.allowed)


def _refused(found: object, allowed: str, meant: str = "") -> ValueError:
    try:
        words = clean(str(found), _LONGEST_QUOTE)
    except ValueError:  # Python writes out no whole number of thousands of digits
        words = "a number of thousands of digits"
    return ValueError(f'found "{words}", allowed: {allowed}.{meant}')


class Command(NamedTuple):
    """A command line that a shell would take: words, and quotation marks that are closed."""

    allowed: str

    def read(self, found: object) -> str:
        import shlex  # only for who has set one

        command = Name(self.allowed).read(found)
        try:
            shlex.split(command)
        except ValueError as error:
            raise _refused(found, f"{self.allowed}; a quotation mark in it is not closed") from error
        return command


class Setting(NamedTuple):
    kind: Kind[Value]
    what: str
    """What it sets, for reading aloud."""


Color = Literal["auto", "always", "never"]

ORDERS: tuple[Order, ...] = ("position", "article")
SIDES: tuple[Side, ...] = ("left", "right")
TEACHINGS: tuple[Telling, ...] = ("auto", "full", "short", "off")
PREFERENCES: tuple[Preference, ...] = ("extension", "flexion", "unsure")
COLORS: tuple[Color, ...] = ("auto", "always", "never")
PACE = Number(0.5, 3)
MINUTES = Number(1, 240)

SETTINGS: Mapping[str, Setting] = {
    "level": Setting(Word(LEVELS), "how much is prescribed"),
    "minutes": Setting(MINUTES, "how long a session plays at most"),
    "routine": Setting(Name("a routine's name, or a file"), "what is played when nothing is named"),
    "order": Setting(Word(ORDERS), "in which order the exercises of the catalog are played"),
    "first_side": Setting(Word(SIDES), "the side that begins"),
    "sore_side": Setting(Word(SIDES), "the side that hurts; it comes second in the nerve glides"),
    "preference": Setting(
        Word(PREFERENCES), "what eases it: leaning back or walking, bending forward or sitting, or unsure"
    ),
    "teach": Setting(Word(TEACHINGS), "how much is explained"),
    "pace": Setting(PACE, "stretches preparing, switching, resting and changing position"),
    "voice": Setting(YesNo(), "whether a session speaks"),
    "sound": Setting(YesNo(), "whether a session sounds at all: tones, and with them the voice"),
    "volume": Setting(Whole(0, 100), "how loud, in percent"),
    "player": Setting(Command("a command that plays a WAV file"), "what plays the sounds"),
    "voice_command": Setting(
        Command("a command that reads a line and writes a WAV file"), "what speaks lines of one's own"
    ),
    "figures": Setting(YesNo(), "whether exercises are drawn"),
    "animation": Setting(YesNo(), "whether drawings move"),
    "plain": Setting(YesNo(), "lines instead of a live screen"),
    "color": Setting(Word(COLORS), "colors on the terminal"),
}


class Settings(NamedTuple):
    """What is set. The values here hold where nothing else says otherwise."""

    level: Level = "standard"
    minutes: float | None = None
    """``None``: as long as it takes."""
    routine: str = "full"
    order: Order = "position"
    first_side: Side = "left"
    sore_side: Side | None = None
    preference: Preference = "unsure"
    teach: Telling = "auto"
    pace: float = 1.0
    voice: bool | None = None
    """``None``: as the way of telling has it."""
    sound: bool | None = None
    """``None``: as the way of telling has it."""
    volume: int = 100
    player: str | None = None
    """``None``: the first of the system's own that works. The clip comes on standard input, or as the
    file that ``{file}`` stands for."""
    voice_command: str | None = None
    """``None``: the first engine that is there. The line comes on standard input; the WAV file goes to
    standard output, or to the file that ``{file}`` stands for."""
    figures: bool = True
    animation: bool = True
    plain: bool = False
    color: Color = "auto"
