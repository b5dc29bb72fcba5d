"""The grammar of a dose as sheets have it: ``3x10 each side, hold 5 sec, 2x/day``.

A line is a row of phrases. At each place the longest phrase of the table below is taken; what stands between
phrases is a separator or one of a few words that say nothing (``do``, ``repeat``, ``then``). Three rules make
this safe:

1. **Every word is read.** A word that belongs to no phrase refuses the whole line, and is named.
2. **A fact is said once.** Two phrases may repeat a fact, not contradict it.
3. **Nothing is guessed.** ``typed_dose`` refuses what can be read in two ways, with both readings.

So the order of phrases does not matter, and a longer line never plays more than its phrases say.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from lrx_cli.core.catalog.dose_words import FILLERS, NOT_PLAYED, Item, items_of

ALLOWED = (
    "pieces such as 2x10 · 3 sets of 10 · 10 times · hold 5 s · 3 x 30 s · rest 20 s · tempo 4 s · "
    "each side · left only · twice a day · variant NAME · note: anything (last)"
)

_DAY = "mon|tue|wed|thu|fri|sat|sun"
_TABLE: tuple[tuple[str, str], ...] = (
    # How much. `#` is a count and `@` a time, `?` may be missing, `|` is or; on the right what they fill.
    # What is said of left and right holds the other way round, too.
    ("# sets x|of # reps|times?", "sets reps"),
    ("reps # sets of # reps|times?", "sets reps"),
    ("# sets ,? # reps|times", "sets reps"),
    ("# sets side? of @ hold?", "sets hold reps=1"),
    ("# sets each|both side? of @ hold?", "sets hold reps=1 sides=each"),
    ("# reps|times ,? x|for|and # sets", "reps sets"),
    ("# reps x #", "reps sets"),
    ("# sets per? sessions?", "sets"),
    ("sets x? #", "sets"),
    ("# reps|times per? sets?", "reps"),
    ("x? # x|reps|times? on|with|for|to? per|each side", "reps sides=each"),
    ("x? # x|reps|times? on|with|for? both|either side", "reps sides=both"),
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
    # How long.
    ("hold only? x|for|to|each? for|of? @", "hold"),
    ("hold only? for? #", "hold"),
    ("hold each reps for? @", "hold"),
    ("duration|times @", "hold"),
    ("x? @ hold", "hold"),
    ("for @", "hold"),
    ("no hold", "hold=0"),
    ("rest for|of? #|@ in? between? sets?", "rest"),
    ("@ rest between? sets?", "rest"),
    ("tempo #|@", "tempo"),
    # Which side.
    ("on|with|for|per? each|per side", "sides=each"),
    ("on|with|for? both|either side?", "sides=both"),
    ("each|per way", "sides=both"),
    ("each", "sides=both"),
    ("on|with|for? left and|then on? right side?", "sides=each"),
    ("repeat? on|with|to? other side", "sides=each"),
    ("switch side and? repeat?", "sides=each"),
    ("only? on|with|for|to? only? left side? only?", "only_side=left"),
    ("side left", "only_side=left"),
    ("# sets on|with? left side? only", "sets only_side=left"),
    ("# sets on|with? left side?", "sets more=left"),
    ("# sets on|with? left side? ,|and|then? # sets on|with? right side?", "left_sets right_sets"),
    ("# reps|times on|to? left side? ,|and|then? then? # reps|times on|to? right side?", "lefts rights"),
    ("# left side? ,|and|then? # right side?", "lefts rights"),
    ("# reps|times|x in? morning ,|and? # reps|times|x? in? evening", "mornings evenings"),
    ("# in? morning ,|and? # in? evening", "mornings evenings wordless=1"),
    ("alternating side?", "alternating"),
    # How often: kept with the line, not played.
    ("# x|sessions per? day|daily", "often={times} a day"),
    ("# times per? day|daily", "often={times} a day daily_times"),
    ("x # per? day", "often={times} a day"),
    ("# sets per? day|daily", "daily_sets"),
    ("daily #", "often={times} a day"),
    ("times per? day #", "often={times} a day"),
    ("times per? week #", "often={times} a week"),
    ("daily", "often=every day"),
    ("every|each day", "often=every day"),
    ("days per? week daily", "often=every day"),
    ("every # hours", "often=every {} hours"),
    ("every hours", "often=every hour"),
    ("every other day", "often=every other day"),
    ("alternating days", "often=every other day"),
    ("eod", "often=every other day"),
    ("before bed", "often=before bed"),
    (f"on? {_DAY}" + f" ,|and? {_DAY}?" * 6, "weekdays"),
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
    ("for|x|duration # weeks", "often=for {} weeks"),
    # Kept in words.
    ("as|if tolerated|able|needed|comfortable", "remark"),
    ("to tolerance", "remark"),
    ("slowly", "remark"),
    ("if? pain free range?", "remark"),
    ("pain-free range?", "remark"),
    ("provided exercise is pain free", "remark"),
    ("progress to? # reps|times|sets?", "remark"),
    ("progress to? @", "remark"),
    ("progress to? # sets of # reps|times?", "remark"),
    ("at least", "remark"),
    ("breathe slowly|normally?", "remark"),
    # Said of nothing.
    ("each exercise|reps|times|sets", ""),
    ("per sessions|sets", ""),
)


_RANGES = {"reps": "{} times", "sets": "{} sets", "count": "{} times", "seconds": "hold {}"}


class Facts(NamedTuple):
    """What a line says: facts by name, how often, and what is kept in words."""

    facts: dict[str, Any]
    often: list[str]
    remarks: list[str]


class _Phrase(NamedTuple):
    text: str
    facts: dict[str, Any]


def facts_of(line: str) -> Facts:
    """Raises ``ValueError`` with a sentence that names what was not understood and what is allowed."""
    found = Facts({}, [], [])
    facts = found.facts
    for phrase in _phrases(line):
        for field, value in phrase.facts.items():
            if field == "remark":
                found.remarks.append(phrase.text)
            elif field == "often":
                found.often.append(value)
            elif field == "ranges":
                found.remarks.extend(value)
            elif facts.get(field, value) != value and {facts[field], value} != {"each", "both"}:
                raise ValueError(
                    f'"{phrase.text}" says otherwise than what stands before it. '
                    "What differs between the sides, or from one time to the next, is a line of its own."
                )
            else:
                facts[field] = value if facts.get(field) != "each" else "each"
    return found


def _phrases(line: str) -> Iterator[_Phrase]:
    items = items_of(line)
    place = 0
    while place < len(items):
        item = items[place]
        if item.word == "variant" and place + 1 < len(items):
            name = items[place + 1]
            yield _Phrase(line[item.start : name.end], {"variant": name.text.casefold()})
            place += 2
            continue
        length, meaning = _longest(items[place:])
        if not length:
            if item.kind == "," or item.word in FILLERS:
                place += 1
                continue
            raise _not_read(line, items, place)
        taken = items[place : place + length]
        yield _Phrase(line[taken[0].start : taken[-1].end], _facts(meaning, taken))
        place += length


def _not_read(line: str, items: Sequence[Item], place: int) -> ValueError:
    """Names what was not understood, up to the next separator."""
    separators = [number for number, item in enumerate(items) if item.kind == ","]
    begin = max((number + 1 for number in separators if number < place), default=0)
    end = min((number for number in separators if number >= place), default=len(items))
    found = line[items[begin].start : items[end].start if end < len(items) else len(line)].strip()
    advice = next((NOT_PLAYED[item.word] for item in items[begin:end] if item.word in NOT_PLAYED), None)
    return ValueError(f'found "{found}": {advice}' if advice else f'found "{found}", allowed: {ALLOWED}.')


def _longest(items: Sequence[Item]) -> tuple[int, str]:
    """How many items the longest phrase at the beginning takes, and what it means; 0: there is none. Of
    phrases of the same length, the first one of the table."""
    line = "".join(f"{item.word or item.kind} " for item in items)
    matches = ((pattern.match(line), meaning) for pattern, meaning in _compiled())
    lengths = ((match[0].count(" "), meaning) for match, meaning in matches if match)
    return max(lengths, key=itemgetter(0), default=(0, ""))


@cache
def _compiled() -> list[tuple[re.Pattern[str], str]]:
    def element(written: str) -> str:
        return f"(?:(?:{written.removesuffix('?')}) ){'?' * written.endswith('?')}"

    def mirrored(text: str) -> str:
        return re.sub("left|right", lambda found: "right" if found[0] == "left" else "left", text)

    rows = dict.fromkeys(
        each
        for pattern, meaning in _TABLE
        for each in ((pattern, meaning), (mirrored(pattern), mirrored(meaning)))
    )
    return [(re.compile("".join(map(element, pattern.split()))), meaning) for pattern, meaning in rows]


def _facts(meaning: str, items: Sequence[Item]) -> dict[str, Any]:
    """What the phrase says, its numbers in the order they stand there."""
    values = [item for item in items if item.kind in "#@"]
    facts: dict[str, Any] = {}
    if meaning.startswith("often="):
        words, counted, _ = meaning.removeprefix("often=").partition(" daily_times")
        number = values[0].words if values else ""
        times = {"1": "once", "2": "twice"}.get(number, f"{number} times")
        facts["often"] = words.format(number, times=times)
        if counted:
            facts["daily_times"] = values[0].low
        return facts
    if meaning == "weekdays":
        *days, last = (item.text.capitalize()[:3] for item in items if item.word in _DAY.split("|"))
        facts["often"] = f"on {', '.join(days)} and {last}" if days else f"on {last}"
        return facts
    for part in meaning.split():
        field, equals, constant = part.partition("=")
        if equals:
            facts[field] = int(constant) if constant.isdigit() else constant
        elif field == "slowly":
            facts.setdefault("ranges", []).append("slowly")
        elif field in ("remark", "alternating", "daily_sets"):
            facts[field] = True
        else:
            value = values.pop(0)
            seconds = value.kind == "#" and field in ("hold", "rest", "tempo")
            facts[field] = round(value.low * 1_000) if seconds else value.low
            unit = " s" if seconds or value.kind == "@" else ""
            if value.words != value.plain:
                words = _RANGES.get(field, field + " {}").format(value.words + unit)
                facts.setdefault("ranges", []).append(words)
    return facts
