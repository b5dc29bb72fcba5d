"""The words of a dose: what sheets write for the same thing, and a line cut into counts, times and words."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_SAME: Mapping[str, str] = {
    "sets": "set round rounds serie series",
    "reps": "rep repetition repetitions",
    "times": "time time(s)",
    "hold": "holds held holding keep keeping stay maintain sustain",
    "rest": "rests resting break",
    "side": "sides leg legs arm arms knee knees hip hips foot feet hand hands limb limbs le ue",
    "way": "ways direction directions",
    "left": "l lt lhs",
    "right": "r rt rhs",
    "each": "ea every-side",
    "bid": "bd bds",
    "tid": "tds",
    "qid": "qds",
    "both": "bilateral bilaterally bil bilat b",
    "other": "opposite",
    "switch": "swap change",
    "alternating": "alternate alternately alternated",
    "day": "days-a d",
    "days": "",
    "daily": "everyday",
    "week": "wk weeks-a",
    "mon": "monday mondays",
    "tue": "tues tuesday tuesdays",
    "wed": "weds wednesday wednesdays",
    "thu": "thur thurs thursday thursdays",
    "fri": "friday fridays",
    "sat": "saturday saturdays",
    "sun": "sunday sundays",
    "weeks": "wks",
    "hours": "hour hr hrs hourly-every",
    "sessions": "session",
    "evening": "night pm evenings nights",
    "morning": "am mornings",
    "and": "& + plus",
    "x": "× *",
    "-": "– —",
    "at": "@",
    "number": "#",
    "slowly": "slow gently gentle controlled",
    "tolerated": "tolerable",
    "able": "possible",
    "comfortable": "comfort",
    "progress": "progressing increase increasing build building work working",
    "per": "",
}
ALIASES = {word: one for one, words in _SAME.items() for word in words.split()}
FILLERS = frozenset(
    "aim do doing perform performed performing complete repeat repeated repeating start starting by be then "
    "and with of for relax release exercise freq frequency on return begin".split()
)
"""Words between phrases that say nothing."""
DROPPED = frozenset(
    "a an the your this that these it please about approximately approx roughly can you stretch "
    "position".split()
)
NOT_PLAYED = {
    **dict.fromkeys(("breath", "breaths"), 'breaths are not timed; type the seconds, as in "hold 8 s".'),
    **dict.fromkeys(
        "affected injured operated painful sore bad worse weak involved surgical".split(),
        'lrx does not know which side that is; type "left only" or "right only".',
    ),
    **dict.fromkeys(
        ("fatigue", "failure", "many", "max", "amrap", "few", "several", "couple"),
        'it does not say how many; type a number, as in "10 times", and add note: and the words.',
    ),
    "_": 'there is a blank in it; type the number that is meant, as in "10 times" or "hold 5 s".',
    "tempo": 'a tempo is the seconds of moving one way, as in "tempo 3"; a hold is typed as "hold 1 s".',
    "between": 'lrx rests between sets and sides; type "rest 20 s", or write note: and the words.',
    "down": 'type the seconds of moving one way as "tempo 3", or write note: and the words.',
    "total": "lrx needs repetitions and sets; type those, and leave the total out.",
    "or": "type the one that is meant, and add note: and the words.",
    **dict.fromkeys(
        ("band", "weight", "lbs", "kg", "lb", "body", "at"),
        "lrx counts and times; write what it takes as the last piece, as in note: with a red band.",
    ),
}
"""What cannot be played, and what to type instead."""

_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
} | {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60, "ninety": 90}
_SECONDS = frozenset(["s", "sec", "secs", "second", "seconds", '"', "”", "″", "count", "counts"])
_MINUTES = frozenset(["min", "mins", "minute", "minutes", "'", "′"])
_TOKEN = re.compile(
    r"(?P<clock>\d+:\d\d(?!\d))|(?P<number>\d+(?:\.\d+)?)|(?P<word>[^\W\d_]+(?:['’-][^\W\d_]\w*)*(?:\(s\))?)"
    r"|(?P<mark>\S)"
)
_ABBREVIATIONS = (
    (re.compile(r"\b([btq])\.\s?([id])\.\s?([ds])\b\.?", re.IGNORECASE), r"\1\2\3"),
    (re.compile(r"\bb\.\s?d\b\.?", re.IGNORECASE), "bid"),
    (re.compile(r"\bb\s?/\s?l\b", re.IGNORECASE), "bil"),
    (re.compile(r"\b(?:r\s?/\s?l|l\s?/\s?r)\b", re.IGNORECASE), "each side"),
    (re.compile(r"′′|''"), '"'),
    (re.compile(r"\bonce or twice\b", re.IGNORECASE), "1-2 times"),
    (re.compile(r"\bonce (?=every\b)|\bat (?:the )?(?:top|end)\b", re.IGNORECASE), ""),
    (re.compile(r"\bon one side\b|\bor (?=(?:as|if) )", re.IGNORECASE), ""),
    (re.compile(r"\b(approx|secs?|mins?|reps?|hrs?|ea)\.", re.IGNORECASE), r"\1"),
    (re.compile(r"\bM\s?/\s?W\s?/\s?F\b"), "mon, wed, fri"),
    (re.compile(r"\(\s*(?:s|secs?|seconds?)\s*\)(?=\s*:)", re.IGNORECASE), ""),
    (re.compile(r"(?<=\w)-(?=(?:count|sec|second|min|minute)s?\b)", re.IGNORECASE), " "),
    (re.compile(r"\bslow (?=count\b)", re.IGNORECASE), ""),
    (re.compile(r"\b(?:no|not) more than\b|\bat most\b|\b(?:a )?maximum of\b", re.IGNORECASE), "up to"),
    (re.compile(r"\b(?:a )?minimum of\b", re.IGNORECASE), "at least"),
    (re.compile(r"\b(?:do not|don['’]?t) hold\b", re.IGNORECASE), "no hold"),
)
_MOST_DIGITS = 4


class Item(NamedTuple):
    """A count (``#``), a time in milliseconds (``@``), a word (``w``) or a separator (``,``)."""

    kind: str
    text: str
    start: int
    end: int
    word: str = ""
    """As the table of phrases has it; empty for numbers."""
    low: float = 0
    plain: str = ""
    """``low`` as it is written."""
    words: str = ""
    """The same for one number, ``8 to 12`` for a range, ``up to 5``."""


def spelled_out(line: str) -> str:
    """With a few abbreviations as words, whose points and slashes would separate."""
    for pattern, words in _ABBREVIATIONS:
        line = pattern.sub(words, line)
    return line


_CODES = {
    **dict.fromkeys(_SECONDS, "s"),
    **dict.fromkeys(_MINUTES, "m"),
    **dict(zip("half a minute up to count of or - /".split(), "haMutkfo-/", strict=True)),
}
_NUMBER = re.compile(r"ha?M|(ut|kf)?(?:c[mM]?|(n)(?:[-to/](n))?(?:-?([skmM]))?)")
"""Half a minute, or: up to, count of · a clock, or a number, a higher one, a unit. A letter for each token:
``n`` a number, ``c`` a clock, and what the table above has."""


def items_of(line: str) -> list[Item]:
    """Raises ``ValueError`` for a number that no sheet has."""
    tokens = _tokens(line)
    codes = "".join(_code(token) for token in tokens)
    items: list[Item] = []
    place = 0
    while place < len(tokens):
        if number := _NUMBER.match(codes, place):
            items.append(_number(tokens[place : number.end()], number))
            place = number.end()
            continue
        token = tokens[place]
        place += 1
        if token.word == "-":  # it is in no range
            items.append(token._replace(kind=",", word=""))
        elif token.kind == "," or token.word not in DROPPED:
            items.append(token)
    return items


def _code(token: Item) -> str:
    if token.kind != "w":
        return token.kind
    return _CODES.get(token.word) or _CODES.get(token.text.casefold(), ".")


def _number(tokens: Sequence[Item], found: re.Match[str]) -> Item:
    """The count or time that these tokens are."""
    lead, count, _, unit = found.groups()
    numbers = [token.low for token in tokens if token.kind in "nc"] or [30]  # half a minute
    if len(numbers) == 2 and numbers[1] <= numbers[0]:
        low, high = (token.text for token in tokens if token.kind == "n")
        raise ValueError(f'"{low}-{high}" is not a range; type one number.')
    timed = unit or not count or lead == "kf"
    factor = 60 if unit in ("m", "M") else 1
    plain, *high_end = (f"{number * factor:g}" for number in numbers)
    said = " to ".join([plain, *high_end])
    value = numbers[0] * factor * (1_000 if timed else 1)
    return Item(
        "@" if timed else "#",
        "",
        tokens[0].start,
        tokens[-1].end,
        low=round(value) if timed or value == int(value) else value,
        plain=plain,
        words=f"up to {said}" if lead == "ut" and count else said,
    )


def _tokens(line: str) -> list[Item]:
    found: list[Item] = []
    for match in _TOKEN.finditer(line):
        kind, text, (start, end) = match.lastgroup, match.group(), match.span()
        if kind == "word":
            found += _word(text, start, end)
        elif kind == "clock":
            minutes, seconds = text.split(":")
            found.append(Item("c", text, start, end, low=int(minutes[:_MOST_DIGITS]) * 60 + int(seconds)))
        elif kind == "number":
            if len(text.partition(".")[0]) > _MOST_DIGITS or len(text.partition(".")[2]) > 3:
                raise ValueError(
                    f'found "{text[:20]}", which is more than lrx counts; type a smaller number.'
                )
            found.append(Item("n", text, start, end, low=float(text)))
        elif text in ",;.|·•\n()":
            found.append(Item(",", text, start, end))
        elif text == "/":
            found.append(Item("w", text, start, end, "/"))
        elif text == ":" and found and found[-1].kind == "w":
            pass  # `Sets: 3`
        else:
            found.append(Item("w", text, start, end, ALIASES.get(text, text)))
    return [_slash(found, place) for place in range(len(found))]


def _word(text: str, start: int, end: int) -> list[Item]:
    word = text.casefold()
    if word in ("once", "twice"):
        number = "1" if word == "once" else "2"
        return [Item("n", number, start, end, low=float(number)), Item("w", text, start, end, "times")]
    if word in _NUMBERS:
        return [Item("n", text, start, end, low=_NUMBERS[word])]
    words = ("every", "hours") if word == "hourly" else (ALIASES.get(word, word),)
    return [Item("w", text, start, end, one) for one in words]


def _slash(tokens: Sequence[Item], place: int) -> Item:
    """``10/side`` is ten for each, ``2/3`` a range; any other slash separates."""
    token = tokens[place]
    if token.word != "/":
        return token
    before, after = tokens[max(place - 1, 0)], tokens[min(place + 1, len(tokens) - 1)]
    if after.word in ("side", "day", "week", "way"):
        return token._replace(word="per")
    a_range = before.kind == after.kind == "n" and before.low < after.low
    return token if a_range else token._replace(kind=",", word="")
