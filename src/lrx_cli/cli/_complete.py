"""``lrx _complete WORD... WORD``: what the last word could become, for the shells' scripts.

One line each: the word, a tab, what it is. ``:files`` alone means that file names will do as well. Asked at
every press of Tab, so it imports nothing but tables, unless there is something of the person's own to name.
"""

from __future__ import annotations

import os
import sys

from lrx_cli import locations
from lrx_cli.cli.commands import COMMANDS, verb_of
from lrx_cli.cli.completions import EXERCISES, ROUTINES, VARIANTS
from lrx_cli.cli.grammar import ARGUMENTS, OPTIONS

_POSITIONS = ("quadruped", "prone", "supine", "side-lying", "seated", "standing", "floor")
_FILES = ":files"


def complete(words: list[str]) -> int:
    """Prints the answer. Whatever is wrong, a person at a prompt sees nothing of it."""
    try:
        lines = candidates(words)
        sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode())
        sys.stdout.flush()
    except (OSError, ValueError, AttributeError):
        return 1
    return 0


def candidates(words: list[str]) -> list[str]:
    before, current = _joined(words)
    verb, before = verb_of(before, OPTIONS)
    if verb is None:
        offered = {**COMMANDS, "--help": "", "--version": ""} if not before else {}
        return _fitting(current, offered)
    options = {word: takes for word, (_, _, takes) in OPTIONS[verb].items()} | {"--help": ""}
    takes, place = _waiting(before, options)
    if takes is None and current.startswith("-"):
        name, equals, value = current.partition("=")
        if not equals:
            return _fitting(current, dict.fromkeys(options, ""))
        offered = _meant(options.get(name, ""), verb)
        return [line if line == _FILES else f"{name}={line}" for line in _fitting(value, offered)]
    if takes is None and place == 0 and (inner := _inner(verb)):
        return _fitting(current, inner)
    return _fitting(current, _meant(_placed(verb, place) if takes is None else takes, verb))


def _joined(words: list[str]) -> tuple[list[str], str]:
    """The words before the last one, and that. bash cuts ``--level=gentle`` in three."""
    *before, current = words or [""]
    if current == "=":
        return before, ""
    if before[-1:] == ["="]:
        before.pop()
    return before, current


def _inner(verb: str) -> dict[str, str]:
    """The verbs within a verb, with nothing to say about them."""
    return {name.partition(" ")[2]: "" for name in OPTIONS if name.startswith(f"{verb} ")}


def _placed(verb: str, place: int) -> str:
    """What stands at that place among the arguments; empty: nothing does."""
    arguments = ARGUMENTS[verb]
    if arguments and arguments[-1][1] == "many":
        return arguments[min(place, len(arguments) - 1)][2]
    return arguments[place][2] if place < len(arguments) else ""


def _waiting(before: list[str], options: dict[str, str]) -> tuple[str | None, int]:
    """What an option still waits for (``None``: none does), and how many arguments there are."""
    takes: str | None = None
    arguments = 0
    for word in before:
        if takes is not None:
            takes = None
        elif word.startswith("-"):
            takes = options.get(word) or None
        else:
            arguments += 1
    return takes, arguments


def _meant(takes: str, verb: str) -> dict[str, str]:
    """The words that can stand where ``takes`` is asked for, each with what it is."""
    if takes == "EXERCISE":
        return _exercises()
    if takes in ("NAME|FILE", "NAME") and (takes != "NAME" or verb.startswith("routine ")):
        own = dict.fromkeys(_names(locations.routines_folder()), "your own")
        changing = verb in ("routine edit", "routine remove")
        if verb == "routine new":
            return {}
        return own if changing else {**ROUTINES, **own, **({_FILES: ""} if takes == "NAME|FILE" else {})}
    if takes == "ID" and verb.startswith("exercise "):
        return dict.fromkeys(_names(locations.exercises_folder()), "your own")
    if takes == "EXERCISE=NAME":
        return {f"{id}={form}": "" for id, forms in VARIANTS.items() for form in forms.split()}
    if takes == "POSITION":
        return dict.fromkeys(_POSITIONS, "")
    if takes.startswith("FILE"):
        return {_FILES: ""}
    return dict.fromkeys(takes.split("|"), "") if "|" in takes and takes.islower() else {}


def _exercises() -> dict[str, str]:
    folder = locations.exercises_folder()
    if not _names(folder):
        return EXERCISES
    return {**EXERCISES, **_own_exercises(folder)}


def _own_exercises(folder: str) -> dict[str, str]:
    # A third of a millisecond for each; only for those who have exercises of their own.
    from lrx_cli.errors import LrxError
    from lrx_cli.storage.files import parse, read_bytes

    found: dict[str, str] = {}
    for name in _names(folder):
        path = os.path.join(folder, f"{name}.json")
        try:
            document = parse(read_bytes(path), path)
            found |= {str(each["id"]): str(each["name"]) for each in document["exercises"]}
        except (LrxError, LookupError, TypeError):
            continue  # lrx list says what is wrong with it
    return found


def _names(folder: str) -> list[str]:
    try:
        files = sorted(os.listdir(folder))
    except OSError:
        return []
    return [name[:-5] for name in files if name.endswith(".json") and not name.startswith(".")]


def _fitting(current: str, offered: dict[str, str]) -> list[str]:
    """What can be typed only: a file's name may be anything, and a shell's screen gets none of it."""
    return [
        f"{word}\t{shown}" if (shown := _shown(what)) else word
        for word, what in offered.items()
        if word == _FILES or (word.startswith(current) and word.isprintable())
    ]


def _shown(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())
