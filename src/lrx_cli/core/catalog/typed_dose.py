"""A dose as somebody typed it, read by the grammar of ``dose_grammar``.

A range plays its lower end, and a count without sets is one set. What else is left out stays as the exercise
has it. What can be read in two ways raises :class:`TwoReadings` with both, each of which can be typed.
"""

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Literal, NamedTuple

from lrx_cli.core.catalog.dose_grammar import ALLOWED, facts_of
from lrx_cli.core.catalog.dose_words import spelled_out
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import Side, opposite
from lrx_cli.text import count

EXAMPLE = "2 sets of 10, hold 5 s, each side, twice a day, note: slowly"
_LIMITS = {
    **dict.fromkeys(("sets", "left_sets", "right_sets"), (1, 10, "1 to 10 sets")),
    "reps": (1, 50, "1 to 50 times in a set"),
    "hold": (0, 120_000, "a hold of 1 to 120 s, or none"),
    "rest": (0, 300_000, "a rest of up to 300 s"),
    "tempo": (1_000, 20_000, "a tempo of 1 to 20 s"),
}
"""The least and the most that is played, and that in words."""
_NOTE = re.compile(r"(^|[,;]|\. )[ ,;.]*note[ ,;.]*:(.*)", re.IGNORECASE | re.DOTALL)
"""A piece of the line that takes all that follows its word."""
_MOST_BARE_SETS = 5
"""``10x2`` is 10 times in 2 sets to many who write sheets, and ``3x10`` is 3 sets to all of them."""
_LEAST_BARE_SECONDS = 20
"""``3x30`` may be 30 seconds."""
_LEAST_DAILY = 5
"""``10 times a day`` may be 10 times, once a day; ``3 times a day`` is how often."""


class TypedDose(NamedTuple):
    """``None``: not typed."""

    sets: int | None = None
    reps: int | None = None
    hold: Ms | None = None
    rest: Ms | None = None
    tempo: Ms | None = None
    only_side: Side | None = None
    sides: Literal["each", "both"] | None = None
    """``each`` side by itself; ``both`` is said of exercises without sides, too."""
    left_sets: int | None = None
    right_sets: int | None = None
    """Both or neither: how many sets each side does, where that is not the same."""
    variant: str | None = None
    often: str | None = None
    """How many times a day or a week, in words."""
    note: str | None = None


class TwoReadings(ValueError):
    """A line that can be read in two ways. ``readings``: two lines that can be read in one way each."""

    def __init__(self, found: str, readings: tuple[str, str]) -> None:
        first, second = readings
        super().__init__(f'"{found}" can be read in two ways. Type "{first}" or "{second}".')
        self.found = found
        self.readings = readings


def in_words(dose: TypedDose) -> str:
    """What was read, as it can be typed again: ``2 sets of 10, hold 5 s, left only, twice a day``."""
    sets, reps = dose.sets, dose.reps
    if reps is None:
        times = count(sets, "set") if sets else ""
    else:
        times = f"{sets} sets of {reps}" if (sets or 1) > 1 else count(reps, "time")
    left, right = dose.left_sets, dose.right_sets
    # Without a count "10 times a day" might be one: "10 x a day" is not.
    often = (dose.often or "").replace(" times ", " times " if times else " x ")
    parts = [
        times,
        f"{count(left, 'set')} on the left, {count(right, 'set')} on the right" if left and right else "",
        "no hold" if dose.hold == 0 else f"hold {_plain(dose.hold / 1_000)} s" if dose.hold else "",
        f"{dose.only_side} only" if dose.only_side else "",
        "each side" if dose.sides == "each" else "both sides" if dose.sides else "",
        f"rest {_plain(dose.rest / 1_000)} s" if dose.rest is not None else "",
        f"tempo {_plain(dose.tempo / 1_000)} s" if dose.tempo else "",
        f"variant {dose.variant}" if dose.variant else "",
        often,
        f"note: {dose.note}" if dose.note else "",
    ]
    return ", ".join(part for part in parts if part)


def read_dose(text: str) -> TypedDose:
    """Raises :class:`TwoReadings` where both can be meant, and ``ValueError`` with a sentence that names what
    was not understood and what is allowed."""
    line = unicodedata.normalize("NFKC", text)
    note = ""
    if found := _NOTE.search(line):
        line, note = line[: found.end(1)], " ".join(found[2].split())
    line = spelled_out(line)
    facts, often, remarks = facts_of(line)
    return _settled(line, facts, often, "; ".join(filter(None, [*dict.fromkeys(remarks), note])))


def _two_ways(found: str, readings: Sequence[str]) -> ValueError:
    """What is wrong with ``found``, which means one of ``readings``, some of which cannot be played."""
    possible = []
    for reading in readings:
        with suppress(ValueError):
            read_dose(reading)
            possible.append(reading)
    if len(possible) == 2:
        return TwoReadings(found, (possible[0], possible[1]))
    if not possible:
        return ValueError(f'found "{found}"; allowed: {ALLOWED}.')
    return ValueError(f'found "{found}". If you mean "{possible[0]}", type that.')


def _settled(line: str, facts: dict[str, Any], often: list[str], note: str) -> TypedDose:
    if facts.get("only_side") and (facts.get("sides") or "left_sets" in facts):
        raise ValueError("one side only, and both sides: say only one of them.")
    if "mornings" in facts:
        number, later = facts["mornings"], facts["evenings"]
        if later != number or facts.setdefault("count" if "wordless" in facts else "reps", number) != number:
            raise ValueError(
                "the morning and the evening have different counts; write a line for each: "
                f'"{_plain(number)} times, every morning" and "{_plain(later)} times, every evening".'
            )
        often.append("morning and evening")
    if readings := _of_counts(facts) or _of_sides(facts) or _of_seconds(facts):
        # Some readings are about how often it is.
        more = f", {_often(often)}" if often and " day" not in readings[0] else ""
        more += f", note: {note}" if note else ""
        raise _two_ways(" ".join(line.split()).rstrip(" ,;"), [reading + more for reading in readings])
    if "lefts" in facts:
        if facts["lefts"] != facts["rights"] or facts.get("reps", facts["lefts"]) != facts["lefts"]:
            left, right = _plain(facts["lefts"]), _plain(facts["rights"])
            raise ValueError(
                "the sides do not do the same. Write a line for each side: "
                f'"{left} times, left only" and "{right} times, right only".'
            )
        facts.update(reps=facts["lefts"], sides="each")
    if "seconds" in facts:
        facts.setdefault("hold", facts["seconds"])
    if "left_sets" in facts and "sets" in facts:
        raise ValueError("sets of both sides, and sets of each of them: say only one of them.")
    if "reps" in facts and "left_sets" not in facts:
        facts.setdefault("sets", 1)
    for field in _LIMITS:
        if field in facts:
            _check(field, facts[field])
    fields = {field: value for field, value in facts.items() if field in TypedDose._fields}
    return TypedDose(**fields)._replace(often=_often(often), note=note or None)


def _check(field: str, value: float) -> None:
    least, most, words = _LIMITS[field]
    if not least <= value <= most or value != int(value) or (field == "hold" and 0 < value < 1_000):
        raise ValueError(f"lrx plays {words}; for anything else write note: and the words.")


def _often(parts: list[str]) -> str | None:
    """``twice a day and 5 days a week for 6 weeks``."""
    found = [part for part in dict.fromkeys(parts) if not part.startswith("for ")]
    weeks = [part for part in dict.fromkeys(parts) if part.startswith("for ")]
    return " ".join([" and ".join(found), *weeks]).strip() or None


_Readings = tuple[str, str]


def _of_counts(facts: dict[str, Any]) -> _Readings | None:
    """``8x3``, ``3x30``, ``10``: which number is which."""
    sets, reps, hold = (facts.get(field) for field in ("sets", "reps", "hold"))
    bare, others = facts.get("bare"), _others(facts)
    if bare and facts["sets"] > _MOST_BARE_SETS:
        return f"{sets} sets of {reps}{others}", f"{reps} sets of {sets}{others}"
    if bare == "x" and facts["reps"] >= _LEAST_BARE_SECONDS and hold is None:
        return f"{count(facts['sets'], 'set')} of {reps}{others}", f"{sets} x {reps} s{others}"
    if "count" in facts and not any(field in facts for field in ("more", "alternating", "daily_sets")):
        number = _plain(facts["count"])
        if sets is not None or reps is not None:
            raise ValueError(f'found "{number}" without a word; allowed: {ALLOWED}.')
        return f"{number} times{others}", f"hold {number} s{others}"
    return None


def _of_sides(facts: dict[str, Any]) -> _Readings | None:
    """``2 sets on the left``, ``10 alternating``, ``2 sets a day``: of all, or of each."""
    others = _others(facts)
    if "more" in facts:
        sets, side = count(facts["sets"], "set"), facts["more"]
        others = f", {_plain(facts['reps'])} times{others}" if "reps" in facts else others
        one, other = f"{sets}, {side} only", f"{sets} on the {side}, 1 set on the {opposite(side)}"
        return one + others, other + others
    if "alternating" in facts:
        number = int(facts.get("reps") or facts.get("count") or 10)
        sets = f"{_plain(facts['sets'])} sets of " if facts.get("sets", 1) > 1 else ""
        words = ("" if sets else " times") + f" each side{others}"
        return f"{sets}{number}{words}", f"{sets}{-(-number // 2)}{words}"
    if "daily_sets" in facts:
        return f"2 sets of 10, every day{others}", f"10 times, twice a day{others}"
    return None


def _of_seconds(facts: dict[str, Any]) -> _Readings | None:
    """A time without a count, and a count a day without a count."""
    sets, hold, others = facts.get("sets"), facts.get("hold"), _others(facts)
    if facts.get("reps") is not None:
        return None
    if "seconds" in facts and hold is None:
        _check("hold", facts["seconds"])
        seconds = _plain(facts["seconds"] / 1_000)
        return f"{sets or 1} x {seconds} s{others}", f"10 times, hold {seconds} s{others}"
    if sets is not None and hold:
        seconds, others = _plain(hold / 1_000), _others(facts | {"hold": None})
        return f"{sets} x {seconds} s{others}", f"{sets} sets of 10, hold {seconds} s{others}"
    if facts.get("daily_times", 0) >= _LEAST_DAILY:
        plain = _plain(facts["daily_times"])
        return f"{plain} times, every day{others}", f"1 time, {plain} times a day{others}"
    return None


def _others(facts: dict[str, Any]) -> str:
    """What the line says besides sets and repetitions, for the readings that are offered."""
    fields = [field for field in TypedDose._fields if field in facts and field not in ("sets", "reps")]
    words = in_words(TypedDose(**{field: facts[field] for field in fields}))
    return f", {words}" if words else ""


def _plain(number: float) -> str:
    return f"{number:g}"
