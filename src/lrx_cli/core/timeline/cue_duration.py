"""How long lines take: how long a line is spoken, which form of it fits, how often it is repeated.

Theory of operation. A step has three forms: *full*, *brief* and *cue*. A repetition has a class that
says which one is said: T taught, R reminded, C cued, Q quiet, L last. The longest form that fits the
room of its segment is taken, and it must fit for every number of the set, so that the wording never
flips with the length of a number. The end position never waits for words: a hold is its dose.

The figures were found by compiling, speaking and recognizing whole sessions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import Teach
from lrx_cli.core.timeline.timeline import Cue
from lrx_cli.sound.tones import tone_length, voice_at

if TYPE_CHECKING:
    from lrx_cli.core.catalog.exercise import Step

Class = Literal["T", "R", "C", "Q", "L"]

VOICE_TO_END: Ms = 200
"""At least so long before its segment ends, a line is over."""
BETWEEN_LINES: Ms = 300
AFTER_LEAVING: Ms = 1_500
TICKS: Ms = 3_000
"""Three ticks, one a second: something changes in three seconds."""
TICKED_HOLD: Ms = 5_000
"""From here on a hold ends with ticks and an end tone; a shorter one would tick from end to end."""
STRETCH: Ms = 10_000
"""From here on a hold is a stretch: it has a halfway and hints."""
TWO_HINTS: Ms = 25_000
TAUGHT_TAIL: Ms = 700
REMINDED_TAIL: Ms = 400
TAUGHT_MOST: Ms = 2_500
"""A taught movement lasts at most so much longer than its tempo."""


@lru_cache(maxsize=4096)
def speech(text: str) -> Ms:
    """How long ``text`` takes to say: 66 ms a letter, more at commas and inside full stops.

    Left and right take the same time, so that a side can be swapped without moving anything.
    Measured against 417 rendered lines; words a second would be too short for 188 of them.
    """
    text = text.replace("left", "right").replace("Left", "Right")
    inside = text.rstrip()[:-1]
    letters = sum(map(str.isalpha, text))
    pauses = 450 * sum(map(inside.count, ",;:")) + 500 * sum(map(inside.count, ".?!"))
    return -(-(400 + 66 * letters + pauses) // 50) * 50


def cue_duration(cue: Cue) -> Ms:
    """How long a cue sounds: its tone, the gap, its words."""
    if cue.say is None:
        return tone_length(cue.tone) if cue.tone else 0
    return voice_at(cue.tone) + speech(cue.say)


def move_room(tempo: Ms) -> Ms:
    return tempo - voice_at("go") - VOICE_TO_END


def hold_room(hold: Ms) -> Ms:
    ticks = TICKS if hold >= TICKED_HOLD else 0
    return hold - voice_at("stay") - VOICE_TO_END - ticks


def ticks(start: Ms) -> tuple[Cue, ...]:
    """Three, one a second; what they announce begins three seconds after ``start``."""
    return tuple(Cue(start + 1_000 * n, "count", str(3 - n), None, "tick") for n in range(3))


_FIRST: dict[Teach, tuple[tuple[Class, ...], tuple[Class, ...]]] = {
    "full": (("T", "C", "C"), ("R", "C")),
    "short": (("R", "C"), ("C", "C")),
    "off": (("C",), ("C",)),
}
"""The first repetitions, and those of a second side or a later set."""


def repetition_class(teach: Teach, again: bool, rep: int, reps: int) -> Class:
    """Which form of its lines a repetition has; ``again``: the second side, or a later set."""
    first = _FIRST[teach][again]
    if rep == reps > 1:
        return "L"
    return first[rep - 1] if rep <= len(first) else "Q"


def breathing_rep(reps: int) -> int | None:
    """The one repetition past the middle in whose hold "Keep breathing." is said."""
    if reps >= 6:
        return reps // 2 + 2
    return 4 if reps == 5 else None


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


def number_word(n: int) -> str:
    """``forty two``, for 0 to 999; digits beyond."""
    if n < 20:
        return _ONES[n]
    if n < 100:
        return _TENS[n // 10] + (f" {_ONES[n % 10]}" if n % 10 else "")
    if n < 1000:
        rest = n % 100
        return f"{_ONES[n // 100]} hundred" + (f" {number_word(rest)}" if rest else "")
    return str(n)


def counted(n: int, thing: str) -> str:
    """``one second``, ``twenty seconds``."""
    return f"{number_word(n)} {thing}" + ("" if n == 1 else "s")


def seconds_word(ms: Ms) -> str:
    return counted(round(ms / 1000), "second")


_ORDINALS = "- first second third fourth fifth sixth seventh eighth ninth tenth".split()


def ordinal_word(n: int) -> str:
    """``second``, for 1 to 10; digits beyond."""
    return _ORDINALS[n] if n < len(_ORDINALS) else f"{n}th"


def counting_forms(step: Step, cls: Class, *, paired: bool) -> Sequence[str]:
    """Ways to open a repetition, best first, with ``{N}`` for its number as a word and ``{M}`` for how many
    there are.

    ``paired``: the repetition has two shapes or two sides, and the first of them is meant; a number alone
    would not say which.
    """
    words = [word for word in ((step.quiet,) if cls == "Q" else (step.cue, step.quiet)) if word]
    number = number_form(step, cls)
    if cls == "Q" and not paired:
        return [f"{number}."]
    return [*(f"{number}, {word}." for word in words), *([] if paired else [f"{number}."])]


def number_form(step: Step, cls: Class) -> str:
    """A recognizer heard "Last one" as "Left one", so it is the final one."""
    if cls == "L":
        return "Final one" if step.quiet is None or "{" not in step.quiet else "Final pair"
    return "{N} of {M}"


def fill_number(form: str, n: int, of: int) -> str:
    word = number_word(n)
    form = form.replace("{M}", number_word(of))
    return form.replace("{N}", word.capitalize() if form.startswith("{N}") else word)


def pick(forms: Iterable[str], numbers: Iterable[int], of: int, room: Ms) -> str | None:
    """The first form that fits the room with every one of the numbers; ``None``: none does."""
    numbers = tuple(numbers) or (1,)
    for form in forms:
        if all(speech(fill_number(form, n, of)) <= room for n in numbers):
            return form
    return None


def first_that_fits(lines: Iterable[str | None], room: Ms) -> str | None:
    return next((line for line in lines if line and speech(line) <= room), None)
