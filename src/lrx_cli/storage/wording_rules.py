"""What must hold for the words of an exercise.

The limits are those of speech: a line has to fit its moment, and a person on the floor follows short
lines better. The player puts in left and right, so no line says them itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lrx_cli.core.catalog.exercise import Dose, Exercise, Step
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.catalog.words import Level
from lrx_cli.core.timeline import cue_duration as time
from lrx_cli.core.timeline.phrases import fill_sides
from lrx_cli.core.timeline.repetitions import shapes_of
from lrx_cli.shapes import fields_in
from lrx_cli.sound.tones import voice_at
from lrx_cli.storage.files import Problem, within

_MOST_WORDS_A_SENTENCE = 18
_MOST_WORDS_FULL = 16
MOST_WORDS_BRIEF = 8
MOST_LETTERS_BRIEF = 30
_MOST_WORDS_TIP = 9
_MOST_WORDS_QUIET = 3
CUE_WORDS = range(2, 5)
_MOST_CHARACTERS_WORD = 10
"""Of the big word: more do not fit beside the drawing on a screen of 80 columns in large letters."""
_FAST_TEMPO = 2_000
_MOST_LETTERS_CUE = 18
"""After "Last one," in a movement of three seconds."""
MOST_LETTERS_CUE_FAST = 16
_MOST_LETTERS_QUIET_FAST = 9
_A_SENTENCE = "must be a sentence: a capital first, a period last"
_STRETCH = 10_000
"""Holds from here on have hints."""
FOR_THE_PLAYER = frozenset({"paused", "switch", "next", "ready", "done"})
"""Words that belong to the player, so that they never mean a movement."""
SIDE_WORDS = frozenset({"left", "right", "other"})
_OF_STEPS = frozenset({"full", "brief", "cue", "quiet", "word", "before"})
_SHORT_LINES = frozenset({"limit", "tip", "easier_say", "hints"})
_LINES = frozenset({"leave", "way_out", "first_check"})
"""Fields that are spoken: of steps, of an exercise and of its variants."""
SIDE_MARKS = ("{s}", "{o}", "{S}", "{O}")


def wording_problems(exercise: Exercise) -> Iterator[Problem]:
    """What is wrong with the lines of one exercise."""
    yield from _side_problems(exercise)
    for place, step in enumerate(exercise.steps):
        yield from within(f"steps[{place}]", _step_wording(step, exercise))
    yield from _line_problems(exercise)


# --- sides -----------------------------------------------------------------------------------------


def _side_problems(exercise: Exercise) -> Iterator[Problem]:
    two_sided = exercise.side_mode != "none"
    if two_sided:
        if "{s}" not in exercise.side_noun:
            yield Problem("side_noun", 'must contain {s}, as in "{s} leg"')
        if not exercise.side_meaning:
            yield Problem("side_meaning", "is empty; say what left means here")
    else:
        for field, found, empty in (
            ("side_noun", exercise.side_noun, ""),
            ("side_meaning", exercise.side_meaning, ""),
            ("first_side", exercise.first_side, "any"),
            ("roll", exercise.roll, False),
        ):
            if found != empty:
                allowed = f'"{empty}"' if isinstance(empty, str) else "false"
                yield Problem(field, f"must be {allowed} in an exercise without sides")
    for field, line in _spoken(exercise, _OF_STEPS | _SHORT_LINES | _LINES):
        rest = line
        for mark in SIDE_MARKS:
            rest = rest.replace(mark, "")
        if "{" in rest or "}" in rest:
            yield Problem(field, "braces are for {s}, {o}, {S} and {O} only")
        if not two_sided and rest != line:
            yield Problem(field, "names a side, and the exercise has none")
        if two_sided and (named := SIDE_WORDS.intersection(words_of(line.casefold()))):
            word = min(named)
            yield Problem(
                field,
                f'says "{word}"; write {{s}} for the working side and {{o}} for the opposite one, '
                "with a part of the body",
            )
    for place, step in enumerate(exercise.steps):
        if "{" in step.text or "}" in step.text:
            yield Problem(f"steps[{place}].text", "is to read, so it names no sides: write it without braces")


def _spoken(exercise: Exercise, fields: Collection[str]) -> Iterator[tuple[str, str]]:
    """Every line in a field of one of these names, at its place."""
    for place, _, found in fields_in(exercise):
        if place.rpartition(".")[2] in fields:
            if isinstance(found, tuple):
                yield from ((f"{place}[{number}]", line) for number, line in enumerate(found))
            elif found:
                yield place, found


# --- steps -----------------------------------------------------------------------------------------


def _step_wording(step: Step, exercise: Exercise) -> Iterator[Problem]:
    for field in ("text", "full", "brief", "before"):
        line = getattr(step, field)
        if line and not _is_sentence(line):
            yield Problem(field, _A_SENTENCE)
    yield from _too_many_words("full", step.full, _MOST_WORDS_FULL)
    if step.tag != "setup" and not step.with_previous and len(_sentences(step.full)) > 2:
        yield Problem("full", "has more than two sentences; a movement is one idea")
    if step.before:
        yield from _too_many_words("before", step.before, _MOST_WORDS_A_SENTENCE)
    if (count := len(words_of(step.brief))) > MOST_WORDS_BRIEF:
        yield Problem("brief", f"has {count} words; at most {MOST_WORDS_BRIEF}")
    if (count := letters(step.brief)) > MOST_LETTERS_BRIEF:
        yield Problem("brief", f"has {count} letters; at most {MOST_LETTERS_BRIEF}")
    yield from _cue_problems(step, exercise)


def _cue_problems(step: Step, exercise: Exercise) -> Iterator[Problem]:
    if step.tag == "setup":
        for field in ("cue", "quiet", "word"):
            if getattr(step, field):
                yield Problem(field, "a set-up line has none; only repetitions are cued")
        return
    fast = any(dose.tempo <= _FAST_TEMPO for dose in exercise.doses.values())
    if (count := len(words_of(step.cue))) not in CUE_WORDS:
        yield Problem("cue", f"must have two to four words, found {count}")
    most = MOST_LETTERS_CUE_FAST if fast else _MOST_LETTERS_CUE
    if (count := letters(step.cue)) > most:
        yield Problem("cue", f"has {count} letters; at most {most} fit the tempo")
    if step.cue != step.cue.casefold().replace("{S}", "{s}") or step.cue.endswith("."):
        yield Problem("cue", "is a piece of a line: lower case, no period")
    if reserved := FOR_THE_PLAYER.intersection(words_of(step.cue)):
        yield Problem("cue", f'"{min(reserved)}" belongs to the player; use another word')
    if step.quiet is not None:
        if not 1 <= (count := len(words_of(step.quiet))) <= _MOST_WORDS_QUIET:
            yield Problem("quiet", f"has {count} words; it needs one to {_MOST_WORDS_QUIET}")
        if fast and (count := letters(step.quiet)) > _MOST_LETTERS_QUIET_FAST:
            yield Problem("quiet", f"has {count} letters; at most {_MOST_LETTERS_QUIET_FAST} fit the tempo")
    if not step.word:
        yield Problem("word", "is missing; the screen shows it in large letters")
    elif len(_with_longest_side(step.word)) > _MOST_CHARACTERS_WORD:
        yield Problem("word", f"is longer than {_MOST_CHARACTERS_WORD} characters")


# --- the exercise's own lines ----------------------------------------------------------------------


def _line_problems(exercise: Exercise) -> Iterator[Problem]:
    for most, fields in ((_MOST_WORDS_TIP, _SHORT_LINES), (_MOST_WORDS_A_SENTENCE, _LINES)):
        for field, line in _spoken(exercise, fields):
            if not _is_sentence(line):
                yield Problem(field, _A_SENTENCE)
            yield from _too_many_words(field, line, most)
    if not exercise.hints and any(dose.hold >= _STRETCH for dose in exercise.doses.values()):
        yield Problem("hints", "is empty; holds of ten seconds and more need something to listen to")


# --- words -----------------------------------------------------------------------------------------


def _too_many_words(field: str, line: str, most: int) -> Iterator[Problem]:
    for sentence in _sentences(line):
        if (count := len(words_of(sentence))) > most:
            yield Problem(field, f"has a sentence of {count} words; at most {most}")


def _sentences(line: str) -> list[str]:
    return [part for part in line.replace("?", ".").replace("!", ".").split(".") if part.strip()]


def words_of(line: str) -> list[str]:
    return "".join(c if c.isalnum() or c in "'-{}" else " " for c in line).split()


def letters(line: str) -> int:
    return sum(1 for c in _with_longest_side(line) if c.isalpha())


def _with_longest_side(line: str) -> str:
    for mark in SIDE_MARKS:
        line = line.replace(mark, "right")
    return line


def _is_sentence(line: str) -> bool:
    first = line[1:2] if line.startswith("{") else line[:1]
    return first.isupper() and line.endswith((".", "?"))


# --- what cannot be said in its time ---------------------------------------------------------------

_SHORTEST: Ms = 900
"""No two words take less."""


def timing_problems(exercise: Exercise) -> list[str]:
    """What cannot be said in its time, a sentence each, with the place and what to do."""
    found = dict.fromkeys(
        problem for level, dose in exercise.doses.items() for problem in _timing_at(exercise, level, dose)
    )
    return list(found)


def _timing_at(exercise: Exercise, level: Level, dose: Dose) -> Iterator[str]:
    for shape in shapes_of(exercise.steps_of(level, dose.variant)):
        if exercise.is_nerve:
            yield from _in_room(shape.move, time.move_room(dose.tempo))
        else:
            yield from _drawn_out(shape.move, dose.tempo, voice_at("go"), "movement")
        yield from _drawn_out(shape.back, dose.tempo, voice_at("back"), "way back")
        if shape.hold and dose.hold:
            yield from _held(shape.hold, dose.hold)


def _drawn_out(step: Step, tempo: Ms, before: Ms, what: str) -> Iterator[str]:
    """A taught movement may last 2.5 s longer than its tempo, and no more."""
    for form, line, tail in (
        ("full", step.full, time.TAUGHT_TAIL),
        ("brief", step.brief, time.REMINDED_TAIL),
    ):
        needs = before + time.speech(fill_sides(line, "right")) + tail
        most = tempo + time.TAUGHT_MOST
        if needs > most:
            yield (
                f'the {what} "{line}" ({form}) needs {_s(needs)}, and with a tempo of {_s(tempo)} '
                f"it may last {_s(most)}: take {_letters_over(needs - most)} letters out"
            )


def _in_room(step: Step, room: Ms) -> Iterator[str]:
    line = fill_sides(step.brief, "right")
    if time.speech(line) > room and time.speech(fill_sides(step.cue, "right")) > room:
        yield (
            f'the movement "{line}" (brief) takes {_s(time.speech(line))} to say and has {_s(room)}: '
            f"take {_letters_over(time.speech(line) - room)} letters out, or give it a shorter cue"
        )


def _held(step: Step, hold: Ms) -> Iterator[str]:
    """What a hold cannot carry is said before, or not at all."""
    room = time.hold_room(hold)
    if room < _SHORTEST:
        return  # its tone says it all
    full, brief = (fill_sides(line, "right") for line in (step.full, step.brief))
    if time.speech(full) > room and time.speech(brief) > room and not step.before:
        yield (
            f'the hold "{step.full}" takes {_s(time.speech(full))} to say and the hold of {_s(hold)} has '
            f"{_s(room)}: shorten `brief`, or move part of it to `before`"
        )


def _letters_over(over: Ms) -> int:
    return -(-over // 66)


def _s(ms: Ms) -> str:
    return f"{ms / 1000:.1f} s"
