"""What may reach a terminal, how wide it is there, and a few words that many sentences need.

Whatever was written by somebody else (catalogs, routines, settings, file names, arguments) goes
through :func:`clean` before it is shown: an escape sequence in the name of an exercise must not move
the cursor, rename the window or hide text. It works character by character, never by pattern, so that
there is nothing to outwit.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""They shape letters in Persian, Hindi and others, so they stay."""
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0"
"""The Hangul fillers: letters by category, nothing on the screen."""
_LOOKS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
"""Variation selectors choose between two looks of a letter, and terminals think differently of how wide each
is. Without them every letter has its own. They are also used to hide words."""
_MARKS_IN_A_ROW = 4
"""No language stacks more; what does wants to paint over the lines above."""

_WIDE_NOW = frozenset(
    map(
        chr,
        (
            *range(0x2630, 0x2638), *range(0x268A, 0x2690), *range(0x4DC0, 0x4E00), *range(0x1D300, 0x1D357),
            *range(0x1D360, 0x1D377), *range(0x1F1E6, 0x1F200),
        ),
    )
)  # fmt: skip
"""Signs that are wide since Unicode 16, of which Python may not know yet; and the letters of flags, of which
one alone is."""

_SPELLED = {
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{MINUS SIGN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{MIDDLE DOT}": "|",
    "\N{BULLET}": "*",
    "\N{MULTIPLICATION SIGN}": "x",
    "\N{DEGREE SIGN}": " deg",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{CHECK MARK}": "+",
    "\N{BLACK RIGHT-POINTING POINTER}": ">",
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{LEFTWARDS ARROW}": "<-",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{NO-BREAK SPACE}": " ",
}


def clean(text: str, limit: int = 2_000) -> str:
    """``text`` as one line that a terminal shows and does not obey, at most ``limit`` characters long.

    Cleaning what is clean changes nothing.
    """
    if not (text.isascii() and text.isprintable()):
        text = "".join(_clean_characters(text))
    return text if len(text) <= limit else text[: limit - 1] + "\N{HORIZONTAL ELLIPSIS}"


def _clean_characters(text: str) -> Iterator[str]:
    marks = 0
    for character in text:
        if character in _LOOKS:
            continue
        if character in _JOINERS or unicodedata.category(character).startswith("M"):
            marks += 1
            if marks <= _MARKS_IN_A_ROW:
                yield character
            continue
        marks = 0
        if character in "\t\n\r" or unicodedata.category(character) == "Zs":
            yield " "
        elif character.isprintable() and character not in _BLANK_LETTERS:
            yield character
        else:  # Cc Cf Cs Co Cn Zl Zp
            yield REPLACEMENT


def spelled_out(json: str) -> str:
    """JSON in ASCII, without the one control character that ``json.dumps`` leaves as it is."""
    return json.replace("\x7f", "\\u007f")


def width(text: str) -> int:
    """How many cells of a terminal ``text`` takes."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    """As wide as any terminal has it: what is drawn narrower leaves a gap, what is wider spoils the line."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" or character in _WIDE_NOW else 1


def wrap(text: str, cells: int) -> list[str]:
    """The lines of ``text`` in ``cells`` columns; a word too long for a line is cut. Never empty.

    Where there is no room at all, each letter has a line.
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        if line and width(line) + 1 + width(word) <= cells:
            line += " " + word
            continue
        if line:
            lines.append(line)
        line = word
        while line and width(line) > cells:
            head = _fitting(line, cells)
            lines.append(head)
            line = line[len(head) :]
    return [*lines, line] if line or not lines else lines


def _fitting(word: str, cells: int) -> str:
    """The longest beginning of ``word`` that fits; at least one character, or nothing would ever end."""
    taken = 0
    for place, character in enumerate(word):
        taken += _cells(character)
        if taken > cells and place:
            return word[:place]
    return word


def spelled(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: what a terminal's encoding cannot take, in letters that it can.

    ``cli.app`` gives it to stdout and stderr, so no other place asks which encoding is in use.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return in_ascii(error.object[error.start : error.end]), error.end


def in_ascii(text: str) -> str:
    return text if text.isascii() else "".join(c if c.isascii() else _SPELLED.get(c, "?") for c in text)


def can_write(text: str, encoding: str | None) -> bool:
    """Whether a stream of that ``encoding`` takes ``text``; ``None``: only ASCII."""
    try:
        text.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def without_ambiguous(text: str) -> str:
    """``text`` with ASCII for the signs that some terminals write in two columns; letters stay."""
    if text.isascii():
        return text
    return "".join(_SPELLED.get(c, c) if unicodedata.east_asian_width(c) == "A" else c for c in text)


# --- words ------------------------------------------------------------------------------------------


def sentence(words: str) -> str:
    """``round up`` as ``Round up.``"""
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?")) else ".")


def lower_first(text: str) -> str:
    """For the middle of a sentence; a name in capitals (NHS) stays one."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def count(number: int, one: str, many: str | None = None) -> str:
    """``1 session``, ``2 sessions``; ``many`` where it is not ``one`` and an s."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(words: Iterable[str]) -> str:
    """``gentle, standard or stronger``"""
    *front, last = words
    return f"{', '.join(front)} or {last}" if front else last


def with_article(thing: str) -> str:
    """``a firm chair without wheels``; two towels, bands and what is counted stay as they are."""
    noun = thing.split(" with")[0].split(" or ")[0]
    if not thing[:1].isalpha() or noun.endswith("s"):
        return thing
    return f"{'an' if thing[0] in 'aeiou' else 'a'} {thing}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence with the known word that is nearest, after a space; empty if none is near."""
    from difflib import get_close_matches  # slow to import, and needed only after a mistake

    words = {one.lower(): one for one in known}
    near = get_close_matches(word.lower(), words, n=1)
    return f" Did you mean {clean(words[near[0]], 60)}?" if near else ""
