"""Reading a dose as a therapist's sheet has it: ``3x10 each side, hold 5 sec, 2x/day``.

A line is a row of phrases. At each place the longest phrase of the table below is taken; what stands between
phrases is a separator or one of a few words that say nothing (``do``, ``repeat``, ``then``). Three rules make
this safe:

1. **Every word is read.** A word that belongs to no phrase refuses the whole line, and is named.
2. **A fact is said once.** Two phrases may repeat a fact, not contradict it.
3. **Nothing is guessed.** What can be read in two ways raises :class:`TwoReadings` with both, each of which can
   be typed.

So the order of phrases does not matter, and a longer line never plays more than its phrases say. A range plays
its lower end. A count without sets is one set. What else is left out stays as the exercise has it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from lrx_cli.core.catalog.dose_words import FILLERS, NOT_PLAYED, Item, items_of, spelled_out
from lrx_cli.core.catalog.exercise import Ms, Side
from lrx_cli.core.catalog.phrase_table import longest

EXAMPLE = "2 sets of 10, hold 5 s, each side, twice a day, note: slowly"
ALLOWED = (
    "pieces such as 2x10 · 3 sets of 10 · 10 times · hold 5 s · 3 x 30 s · rest 20 s · tempo 4 s · each side · "
    "left only · twice a day · variant NAME · note: anything (last)"
)

_TABLE: tuple[tuple[str, str], ...] = (
    # How much. `#` is a count and `@` a time, `?` may be missing, `|` is or; on the right what they fill.
    ("# sets x|of # reps|times?", "sets reps"),
    ("reps # sets of # reps|times?", "sets reps"),
    ("# sets ,? # reps|times", "sets reps"),
    ("# sets side? of @ hold?", "sets hold reps=1"),
    ("# sets each|both side? of @ hold?", "sets hold reps=1 sides=each"),
    ("# reps|times ,? x|for|and # sets", "reps sets"),
    ("# sets per? sessions?", "sets"),
    ("sets x? #", "sets"),
    ("# reps|times per? sets?", "reps"),
    ("x? # x|reps|times? on|with|for|to? per|each|both side", "reps sides=each"),
    ("# sets on|with|for? per|each side of # reps|times?", "sets reps sides=each"),
    ("# x|reps|times? each|both|per way?", "reps sides=both"),
    ("x # sets", "sets"),
    ("reps x? #", "reps"),
    ("x # reps|times?", "reps"),
    ("# x", "reps"),
    ("# slowly reps|times", "reps slowly"),
    ("# x #", "sets reps bare=x"),
    ("# x # reps|times", "sets reps bare=reps"),
    ("# x # sets", "reps sets"),
    ("# x # x @ hold?", "sets reps hold"),
    ("# reps|times? x @ hold?", "reps hold sets=1"),
    ("hold? for? @ hold? x # reps|times?", "hold reps"),
    ("# of", "reps"),
    ("#", "count"),
    ("x? @", "seconds"),
    ("x @ hold", "hold"),
    # How long.
    ("hold only? x|for|to|each? for|of? @", "hold"),
    ("hold only? for? #", "hold_s"),
    ("hold each reps for? @", "hold"),
    ("@ hold", "hold"),
    ("for @", "hold"),
    ("no hold", "hold=0"),
    ("rest for|of? @ between? sets?", "rest"),
    ("rest for? # between? sets?", "rest_s"),
    ("@ rest between? sets?", "rest"),
    ("tempo @", "tempo"),
    ("tempo #", "tempo_s"),
    # Which side.
    ("on|with|for|per? each|per|both|either side", "sides=each"),
    ("on|with|for? both", "sides=both"),
    ("each way", "sides=both"),
    ("per way", "sides=both"),
    ("each", "sides=both"),
    ("on|with|for? left and|then on? right side?", "sides=each"),
    ("on|with|for? right and|then on? left side?", "sides=each"),
    ("on|with|to? other side", "sides=each"),
    ("repeat on|with other side", "sides=each"),
    ("switch side and? repeat?", "sides=each"),
    ("only? on|with|for|to? only? left side? only?", "only_side=left"),
    ("only? on|with|for|to? only? right side? only?", "only_side=right"),
    ("# sets on|with? left side? only", "sets only_side=left"),
    ("# sets on|with? right side? only", "sets only_side=right"),
    ("# sets on|with? left side?", "sets more=left"),
    ("# sets on|with? right side?", "sets more=right"),
    ("# sets on|with? left side? ,|and|then? # sets on|with? right side?", "left_sets right_sets"),
    ("# sets on|with? right side? ,|and|then? # sets on|with? left side?", "right_sets left_sets"),
    ("# reps|times on|to? left side? ,|and|then? then? # reps|times on|to? right side?", "lefts rights"),
    ("# reps|times on|to? right side? ,|and|then? then? # reps|times on|to? left side?", "rights lefts"),
    ("alternating side?", "alternating"),
    # How often: kept with the line, not played.
    ("# x|sessions per? day|daily", "often={times} a day"),
    ("# times per? day|daily", "often={times} a day daily_times"),
    ("x # per? day", "often={times} a day"),
    ("# sets per? day|daily", "daily_sets"),
    ("daily #", "often={times} a day"),
    ("daily", "often=every day"),
    ("every|each day", "often=every day"),
    ("days per? week daily", "often=every day"),
    ("every # hours", "often=every {} hours"),
    ("every hours", "often=every hour"),
    ("every other day", "often=every other day"),
    ("# x|times|sessions per? week", "often={times} a week"),
    ("# days per? week", "often={} days a week"),
    ("days per? week #", "often={} days a week"),
    ("weekly #", "often={} days a week"),
    ("morning and evening", "often=morning and evening"),
    ("every|each morning", "often=every morning"),
    ("every|each evening", "often=every evening"),
    ("bid", "often=twice a day"),
    ("tid", "often=3 times a day"),
    ("qid", "often=4 times a day"),
    ("qd", "often=once a day"),
    ("for|x # weeks", "often=for {} weeks"),
    # Kept in words.
    ("as|if tolerated|able|needed|comfortable", "remark"),
    ("to tolerance", "remark"),
    ("slowly", "remark"),
    ("pain free range?", "remark"),
    ("pain-free range?", "remark"),
    ("if pain free", "remark"),
    ("provided exercise is pain free", "remark"),
    ("progress to? #", "remark"),
    ("progress to? # reps|times|sets", "remark"),
    ("progress to? @", "remark"),
    # Said of nothing.
    ("each exercise|reps|times|sets", ""),
    ("per sessions|sets", ""),
)

_LIMITS = {"sets": (1, 10), "reps": (1, 50), "hold": (0, 120_000), "rest": (0, 300_000), "tempo": (1_000, 20_000)}
_LIMIT_WORDS = {
    "sets": "1 to 10 sets",
    "reps": "1 to 50 times in a set",
    "hold": "a hold of 1 to 120 s, or none",
    "rest": "a rest of up to 300 s",
    "tempo": "a tempo of 1 to 20 s",
}
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
        self.readings = readings


class _Phrase(NamedTuple):
    text: str
    start: int
    end: int
    facts: dict[str, Any]


def read_dose(text: str) -> TypedDose:
    """Raises :class:`TwoReadings` where both can be meant, and ``ValueError`` with a sentence that names what
    was not understood and what is allowed."""
    line, note = _without_note(unicodedata.normalize("NFKC", text))
    line = spelled_out(line)
    facts: dict[str, Any] = {}
    notes: list[str] = []
    often: list[str] = []
    for phrase in _phrases(line):
        for field, value in phrase.facts.items():
            if field == "remark":
                notes.append(phrase.text)
            elif field == "often":
                often.append(value)
            elif field == "ranges":
                notes += value
            elif facts.get(field, value) != value and {facts[field], value} != {"each", "both"}:
                raise ValueError(
                    f'"{phrase.text}" says otherwise than what stands before it. '
                    "What differs between the sides, or from one time to the next, is a line of its own."
                )
            else:
                facts[field] = value if facts.get(field) != "each" else "each"
    dose = _settled(line, facts, often)
    words = [*dict.fromkeys(notes), *([note] if note else [])]
    return dose._replace(note="; ".join(words) or None)


# --- phrases -----------------------------------------------------------------------------------------


def _without_note(line: str) -> tuple[str, str | None]:
    """The line, and the note, which takes all that follows its word."""
    before = ""
    rest = line
    while rest:
        word, colon, after = rest.partition(":")
        if colon and word.strip(" ,;.").casefold() == "note":
            return before, " ".join(after.split()) or None
        piece, separator, rest = _cut(rest)
        before += piece + separator
    return line, None


def _cut(text: str) -> tuple[str, str, str]:
    places = [place for place in (text.find(","), text.find(";"), text.find(". ")) if place >= 0]
    place = min(places, default=len(text))
    return text[:place], text[place : place + 1], text[place + 1 :]


def _phrases(line: str) -> Iterator[_Phrase]:
    items = items_of(line)
    place = 0
    while place < len(items):
        item = items[place]
        if item.kind == "w" and item.word == "variant" and place + 1 < len(items):
            name = items[place + 1]
            yield _Phrase(line[item.start : name.end], item.start, name.end, {"variant": name.text.casefold()})
            place += 2
            continue
        length, meaning = longest(_TABLE, items[place:])
        if not length:
            if item.kind == "," or item.word in FILLERS:
                place += 1
                continue
            raise _not_read(line, items, place)
        taken = items[place : place + length]
        start, end = taken[0].start, taken[-1].end
        yield _Phrase(line[start:end], start, end, _facts(meaning, taken))
        place += length


def _not_read(line: str, items: Sequence[Item], place: int) -> ValueError:
    """Names what was not understood, up to the next separator."""
    end = next((item.start for item in items[place:] if item.kind == ","), len(line))
    begin = place
    while begin and items[begin - 1].kind != ",":
        begin -= 1
    found = line[items[begin].start : end].strip()
    for item in items[begin:]:
        if item.kind == ",":
            break
        if advice := NOT_PLAYED.get(item.word):
            return ValueError(f'found "{found}": {advice}')
    return ValueError(f'found "{found}", allowed: {ALLOWED}.')


def _facts(meaning: str, items: Sequence[Item]) -> dict[str, Any]:
    """What the phrase says, its numbers in the order they stand there."""
    values = [item for item in items if item.kind in "#@"]
    facts: dict[str, Any] = {}
    if meaning.startswith("often="):
        words, flag = (meaning.removesuffix(" daily_times"), meaning.endswith(" daily_times"))
        number = values[0].words if values else ""
        facts["often"] = words[len("often=") :].replace("{times}", _times(number)).replace("{}", number)
        if flag:
            facts["daily_times"] = (values[0].low, items[0].start, items[-1].end)
        return facts
    for part in meaning.split():
        field, equals, constant = part.partition("=")
        if equals:
            facts[field] = int(constant) if constant.isdigit() else constant
        elif field == "slowly":
            facts.setdefault("ranges", []).append("slowly")
        elif field in ("remark", "alternating", "daily_sets"):
            facts[field] = (items[0].start, items[-1].end)
        else:
            value = values.pop(0)
            if field.endswith("_s"):
                field, low, unit = field.removesuffix("_s"), round(value.low * 1_000), " s"
            else:
                low, unit = value.low, " s" if value.kind == "@" else ""
            facts[field] = low
            if value.words != value.plain:
                facts.setdefault("ranges", []).append(_range_words(field, value.words + unit))
    return facts


def _times(number: str) -> str:
    return {"1": "once", "2": "twice"}.get(number, f"{number} times")


def _range_words(field: str, words: str) -> str:
    return {"reps": f"{words} times", "sets": f"{words} sets", "count": f"{words} times"}.get(
        field, f"{'hold' if field == 'seconds' else field} {words}"
    )


# --- a dose ------------------------------------------------------------------------------------------


def _settled(line: str, facts: dict[str, Any], often: list[str]) -> TypedDose:
    _refuse_two_readings(line, facts)
    if "lefts" in facts:
        if facts["lefts"] != facts["rights"] or facts.get("reps", facts["lefts"]) != facts["lefts"]:
            raise ValueError(
                "the sides do not do the same. Write a line for each side: "
                f'"{_plain(facts["lefts"])} times, left only" and "{_plain(facts["rights"])} times, right only".'
            )
        facts.update(reps=facts["lefts"], sides="each")
    if "seconds" in facts:
        facts.setdefault("hold", facts["seconds"])
    if facts.get("only_side") and (facts.get("sides") or "left_sets" in facts):
        raise ValueError("one side only, and both sides: say only one of them.")
    if "left_sets" in facts and "sets" in facts:
        raise ValueError("sets of both sides, and sets of each of them: say only one of them.")
    if "reps" in facts and "left_sets" not in facts:
        facts.setdefault("sets", 1)
    counted = {"sets": ("sets", "left_sets", "right_sets")}
    for limit in _LIMITS:
        for field in counted.get(limit, (limit,)):
            if field in facts:
                _check(limit, facts[field])
    fields = {field: value for field, value in facts.items() if field in TypedDose._fields}
    return TypedDose(**fields)._replace(often=_often(often))


def _check(limit: str, value: float) -> None:
    least, most = _LIMITS[limit]
    if not least <= value <= most or value != int(value) or (limit == "hold" and 0 < value < 1_000):
        raise ValueError(f"lrx plays {_LIMIT_WORDS[limit]}; for anything else write note: and the words.")


def _often(parts: list[str]) -> str | None:
    """``twice a day and 5 days a week for 6 weeks``."""
    found = [part for part in dict.fromkeys(parts) if not part.startswith("for ")]
    weeks = [part for part in dict.fromkeys(parts) if part.startswith("for ")]
    return " ".join([" and ".join(found), *weeks]).strip() or None


def _refuse_two_readings(line: str, facts: dict[str, Any]) -> None:
    sets, reps, hold = facts.get("sets"), facts.get("reps"), facts.get("hold")
    bare, found = facts.get("bare"), " ".join(line.split())
    others = _others(facts)
    if bare and sets > _MOST_BARE_SETS:
        raise TwoReadings(found, (f"{sets} sets of {reps}{others}", f"{reps} sets of {sets}{others}"))
    if bare == "x" and reps >= _LEAST_BARE_SECONDS and hold is None:
        counted = f"{sets} set{'s' if sets > 1 else ''} of {reps}{others}"
        raise TwoReadings(found, (counted, f"{sets} x {reps} s{others}"))
    if "more" in facts:
        side = facts["more"]
        other = "right" if side == "left" else "left"
        raise TwoReadings(
            found, (f"{sets} sets, {side} only", f"{sets} sets on the {side}, 1 set on the {other}")
        )
    if "alternating" in facts:
        number = _plain(reps or facts.get("count") or 10)
        raise TwoReadings(found, (f"{number} times each side", f"{_plain(-(-int(number) // 2))} times each side"))
    if "daily_sets" in facts:
        raise TwoReadings(found, ("2 sets of 10, every day", "10 times, twice a day"))
    if "count" in facts:
        number = _plain(facts["count"])
        if sets is not None or reps is not None:
            raise ValueError(f'found "{number}" without a word; allowed: {ALLOWED}.')
        raise TwoReadings(found, (f"{number} times{others}", f"hold {number} s{others}"))
    if "seconds" in facts and hold is None and reps is None:
        _check("hold", facts["seconds"])
        seconds = _plain(facts["seconds"] / 1_000)
        once = f"{sets or 1} x {seconds} s{others}"
        raise TwoReadings(found, (once, f"10 times, hold {seconds} s{others}"))
    if sets is not None and hold and reps is None:
        seconds = _plain(hold / 1_000)
        raise TwoReadings(found, (f"{sets} x {seconds} s{others}", f"{sets} sets of 10, hold {seconds} s{others}"))
    if "daily_times" in facts and reps is None:
        number = facts["daily_times"][0]
        if number >= _LEAST_DAILY:
            plain = _plain(number)
            raise TwoReadings(found, (f"{plain} times, every day", f"1 time, {plain} times a day"))


def _others(facts: dict[str, Any]) -> str:
    """What else the line says, for the readings that are offered."""
    parts = [
        f", hold {_plain(facts['hold'] / 1_000)} s" if facts.get("bare") and facts.get("hold") else "",
        f", rest {_plain(facts['rest'] / 1_000)} s" if facts.get("rest") else "",
        ", each side" if facts.get("sides") else "",
        f", {facts['only_side']} only" if facts.get("only_side") else "",
    ]
    return "".join(parts)


def _plain(number: float) -> str:
    return f"{number:g}"
