"""Exercises and routines that are put in by answering, and written where nothing is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import count
from typing import Any, NamedTuple, cast

from lrx_cli import locations
from lrx_cli.cli.context import catalog_now, settings_now
from lrx_cli.cli.dialogs import Check
from lrx_cli.core.catalog.exercise import Catalog, Exercise, UnknownExercise, find, resembling
from lrx_cli.core.catalog.typed_dose import EXAMPLE, TwoReadings, TypedDose, in_words, read_dose
from lrx_cli.core.catalog.words import POSITIONS, POSTURE, Position, SideMode
from lrx_cli.core.health.questions import Key, Query, Value
from lrx_cli.errors import INVALID_FILE, LrxError, UsageError, usage_of
from lrx_cli.render.lists import reading
from lrx_cli.render.question import answer_in_words
from lrx_cli.session.interview import Question, Review
from lrx_cli.session.question_screens import TextQuestion
from lrx_cli.storage import new_files, user_files
from lrx_cli.storage.catalog import load_routines, routine_in
from lrx_cli.storage.files import parse
from lrx_cli.storage.new_files import NewExercise
from lrx_cli.storage.sheets import find_one
from lrx_cli.text import clean

Lines = list[tuple[str, TypedDose]]


class RoutineForm:
    """A routine that is put in by answering: its name, then one exercise after the other, each with its dose.

    The answers are by question: ``name``, ``exercise.1``, ``dose.1``, ... An exercise that lrx does not know
    is asked about in the same form (``new.1.position``, ...).
    """

    def __init__(
        self, about: str, put_in: Callable[[NewExercise], str], *, ordered: bool, often: str | None = None
    ) -> None:
        """``put_in``: writes a new exercise, and gives its id. ``often``: what a line says that does not say
        how often."""
        self._about = about
        self._often = often
        self._ordered = ordered
        self._catalog = catalog_now()
        self._put_in = put_in
        self._written: dict[str, str] = {}
        """The ids of new exercises whose files are written, by name."""
        self.lines: Lines = []
        self.written: tuple[str, str] | None = None
        """The id of the routine, and its file."""

    def flow(self, given: Mapping[str, Value]) -> Iterator[Question]:
        yield TextQuestion("name", "What is it called?", lambda typed: free_place(typed, self._catalog))
        for number in count(1):
            yield TextQuestion(
                f"exercise.{number}",
                f"Exercise {number}",
                self._check_exercise,
                "As the sheet has it: cat cow, or with its dose, cat cow: 2x10",
                needed=number == 1,
                empty="that is all",
            )
            if not given.get(f"exercise.{number}"):
                break
            yield from self._about_exercise(number, given)
        yield Review("review", "Is this right?", tuple(self._fields(given)), lambda: self._write(given))

    def _about_exercise(self, number: int, given: Mapping[str, Value]) -> Iterator[Question]:
        line = self._line(number, given)
        if find_one(self._catalog, line.words) is None and (near := resembling(self._catalog, line.words)):
            yield Query(
                f"meant.{number}",
                f"There is no exercise “{clean(line.words.strip(), 60)}”.",
                (Key("y", near.id, f"I meant {near.name}"), Key("p", "new", "put it in as a new one")),
                needed=True,
            )
        if line.dose_is_asked:
            yield TextQuestion(
                f"dose.{number}",
                f"Which dose of {line.name}?",
                lambda dose: _readable(dose, line.exercise),
                f"As in: {EXAMPLE}",
                needed=line.exercise is None,
                empty="the usual one",
            )
        if two := line.two_readings:
            yield Query(
                f"reading.{number}: {line.dose}",
                f"{line.name}: “{clean(two.found, 60)}” can be read in two ways. Which one is meant?",
                tuple(Key(str(place), one, one) for place, one in enumerate(two.readings, 1)),
                needed=True,
            )
        if line.exercise is None:
            for question in exercise_questions(given, f"new.{number}.", self._dose(line)):
                yield question._replace(ask=f"{line.name}: {question.ask}")

    # --- what the answers say -------------------------------------------------------------------------

    def _line(self, number: int, given: Mapping[str, Value]) -> _Line:
        words, colon, dose = str(given[f"exercise.{number}"]).partition(":")
        meant = given.get(f"meant.{number}")
        found = find_one(self._catalog, words if meant in (None, "new") else str(meant))
        dose = dose if colon else str(given.get(f"dose.{number}") or "")
        dose = str(given.get(f"reading.{number}: {dose}") or dose)
        return _Line(words, found, found.name if found else words.strip(), dose, dose_is_asked=not colon)

    def _lines(self, given: Mapping[str, Value]) -> Iterator[tuple[int, _Line]]:
        for number in range(1, len(given) + 1):
            if given.get(f"exercise.{number}"):
                yield number, self._line(number, given)

    def _dose(self, line: _Line) -> TypedDose:
        dose = read_dose(line.dose)
        return dose._replace(often=dose.often or self._often)

    def _check_exercise(self, typed: str) -> None:
        words, _, dose = typed.partition(":")
        _readable(dose)
        with suppress(UnknownExercise):  # what it is, is asked then
            _readable(dose, find(self._catalog, words))

    def _fields(self, given: Mapping[str, Value]) -> Iterator[tuple[str, str, str]]:
        yield "name", "Name", str(given["name"])
        for number, line in self._lines(given):
            dose = self._dose(line)
            if line.exercise is not None:
                whole = plays = " ".join(readings(self._catalog, [(line.exercise.id, dose)]))
            else:
                plays = in_words(dose) or "the usual dose"
                whole = f"{line.name}: {plays}"
            asked = line.dose_is_asked
            yield f"exercise.{number}", f"Exercise {number}", line.name if asked else whole
            if asked:
                yield f"dose.{number}", "  its dose", plays
            if line.exercise is None:
                yield from exercise_fields(given, f"new.{number}.", dose)

    def _write(self, given: Mapping[str, Value]) -> None:
        lines: Lines = []
        for number, line in self._lines(given):
            dose = self._dose(line)
            if line.exercise is not None:
                _require_fit(f"Exercise {number}", dose, line.exercise)
                lines.append((line.exercise.id, dose))
                continue
            if line.name not in self._written:
                new = new_exercise(line.name, given, f"new.{number}.", dose)
                self._written[line.name] = self._put_in(new)
            lines.append((self._written[line.name], dose))
        self.written = write_routine(str(given["name"]), self._about, lines, ordered=self._ordered)
        self.lines = lines


class _Line(NamedTuple):
    """One exercise of the form, as far as the answers say."""

    words: str
    """What was typed for it, without its dose."""
    exercise: Exercise | None
    """``None``: a new one."""
    name: str
    dose: str
    """As it was typed, or the reading of that which was chosen."""
    dose_is_asked: bool

    @property
    def two_readings(self) -> TwoReadings | None:
        try:
            read_dose(self.dose)
        except TwoReadings as two:
            return two
        return None


def write_routine(name: str, about: str, lines: Lines, *, ordered: bool) -> tuple[str, str]:
    """Its id and its file. Raises :class:`LrxError` with everything that is wrong, and writes nothing."""
    catalog = catalog_now()  # what was put in a moment ago counts as well
    title, path = free_place(name, catalog)
    id = user_files.id_of(path)
    document = new_files.routine_document(id, title, about, lines, ordered=ordered)
    write_new(path, document, lambda data: mistakes(data, path, catalog))
    return id, path


def free_place(typed: str, catalog: Catalog) -> tuple[str, str]:
    """The name of a routine and the file it gets, where nothing of that name is there yet."""
    builtin = load_routines(locations.builtin_routines_file(), catalog)
    title = user_files.title_from(typed)
    if title.casefold() in (word.casefold() for routine in builtin for word in (routine.id, routine.name)):
        raise UsageError(
            f"There is already a built-in routine {user_files.id_from(title)}.", hint="Choose another name."
        )
    return free_place_in(locations.routines_folder(), "routine", title, [routine.id for routine in builtin])


def free_place_in(folder: str, kind: str, typed: str, taken: Sequence[str]) -> tuple[str, str]:
    """The name and the file it gets. Raises :class:`LrxError` where there is one of one's own already.
    ``taken``: ids that no file may have."""
    title = user_files.title_from(typed)
    path = user_files.place_for(folder, title, taken)
    if os.path.lexists(path):
        id = user_files.id_of(path)
        raise UsageError(
            f"You already have {'an' if kind == 'exercise' else 'a'} {kind} {id}.",
            hint=f"lrx {kind} edit {id} changes it.",
        )
    return title, path


def _readable(typed: str, exercise: Exercise | None = None) -> None:
    """Two readings are asked about afterwards."""
    try:
        dose = read_dose(typed)
    except TwoReadings:
        return
    if exercise:
        _require_fit("Dose", dose, exercise)


def dose_for(where: str, typed: str, exercise: Exercise) -> TypedDose:
    with usage_of(where):
        dose = read_dose(typed)
    _require_fit(where, dose, exercise)
    return dose


def _require_fit(where: str, dose: TypedDose, exercise: Exercise) -> None:
    if (dose.only_side or dose.left_sets) and exercise.side_mode != "one_then_other":
        raise UsageError(f"{where}: {exercise.name} has no side of its own to choose.")
    if dose.variant and all(dose.variant != variant.id for variant in exercise.variants):
        allowed = ", ".join(variant.id for variant in exercise.variants)
        raise UsageError(
            f'{where}: "{clean(dose.variant, 60)}" is not a variant of {exercise.id}; allowed: {allowed}.'
        )
    if dose.sides == "each" and exercise.side_mode == "none":
        raise UsageError(
            f'{where}: {exercise.name} has no sides; leave "each side" out, if both work at once.'
        )


def readings(catalog: Catalog, lines: Lines) -> list[str]:
    """What the lines play, each in a sentence, before anything is written."""
    level = settings_now().level or "standard"
    return [reading(catalog, line, level) for id, dose in lines for line in new_files.prescriptions(id, dose)]


def mistakes(data: bytes, path: str, catalog: Catalog) -> list[str]:
    """What is wrong with the text of a routine's file, which is called ``path``."""
    id = user_files.id_of(path)
    try:
        routine = routine_in(parse(data, path), path, catalog)
    except LrxError as error:
        return error.all_problems
    return [] if routine.id == id else [f'id: found "{routine.id}"; allowed: {id}, as the file is called']


# --- an exercise ----------------------------------------------------------------------------------

SIDES: dict[str, SideMode] = {"none": "none", "each": "one_then_other", "alternating": "alternating"}
_SIDE_KEYS = (
    Key("n", "none", "no, there is one way of doing it"),
    Key("e", "each", "one side, then the other"),
    Key("a", "alternating", "left and right in turn"),
)


def exercise_questions(
    given: Mapping[str, Value], prefix: str = "", dose: TypedDose | None = None
) -> Iterator[Query | TextQuestion]:
    """What has to be known of an exercise, as far as the answers so far say. ``prefix``: of the ids.
    ``dose``: where it is known already."""
    yield Query(
        f"{prefix}position",
        "In which position?",
        tuple(Key(str(place), one, POSTURE[one]) for place, one in enumerate(POSITIONS, 1)),
        needed=True,
    )
    if dose is None:
        yield TextQuestion("dose", "Which dose?", read_dose, f"As in: {EXAMPLE}")
        dose = _dose_of(given)
    if usual_sides(dose) == "none":
        yield Query(f"{prefix}sides", "Is it done on each side?", _SIDE_KEYS, enter="none")
    yield TextQuestion(
        f"{prefix}setup", "How to get ready?", _anything, "As in: Lie on your back, knees bent."
    )
    yield TextQuestion(f"{prefix}move", "What is the movement?", _anything, "As in: Lift your hips.")
    if dose.hold:
        yield TextQuestion(
            f"{prefix}hold", "What to mind while holding?", _anything, needed=False, empty="nothing"
        )
    yield TextQuestion(f"{prefix}back", "What is the way back?", _anything, "As in: Lower them slowly.")


def exercise_fields(
    given: Mapping[str, Value], prefix: str = "", dose: TypedDose | None = None
) -> Iterator[tuple[str, str, str]]:
    """For a review: id, name and answer of each question that was answered."""
    for question in exercise_questions(given, prefix, dose):
        if question.id in given:
            name = question.id.removeprefix(prefix)
            answer = given[question.id]
            words = answer_in_words(question, answer) if isinstance(question, Query) else str(answer or "")
            yield question.id, name.capitalize(), words or "nothing"


def new_exercise(
    name: str, given: Mapping[str, Value], prefix: str = "", dose: TypedDose | None = None
) -> NewExercise:
    dose = _dose_of(given) if dose is None else dose
    fields = ("setup", "move", "back", "hold", "target")
    words = [str(given.get(f"{prefix}{field}") or "") for field in fields]
    sides = given.get(f"{prefix}sides")
    way = SIDES[str(sides)] if sides else usual_sides(dose)
    return NewExercise(name, cast("Position", given[f"{prefix}position"]), way, dose, *words)


def _dose_of(given: Mapping[str, Value]) -> TypedDose:
    return read_dose(str(given.get("dose") or ""))


def _anything(typed: str) -> None:
    """Any sentence will do until the whole exercise is checked."""


def usual_sides(dose: TypedDose) -> SideMode:
    sided = dose.only_side or dose.left_sets or dose.sides == "each"
    return "one_then_other" if sided else "none"


def write_new(path: str, document: dict[str, Any], check: Check) -> None:
    """A new file of one's own, and above its folder the schema that it names, for editors. So a file that is
    passed on names no place of this machine. Raises :class:`LrxError` with everything that is wrong, and
    writes nothing."""
    data = new_files.file_of(document)
    if problems := check(data):
        raise LrxError("Nothing was written.", problems=problems, exit_code=INVALID_FILE)
    user_files.write(path, data, new=True, folders=True)
    schema = os.path.basename(document["$schema"])
    copy = os.path.join(os.path.dirname(os.path.dirname(path)), schema)
    with suppress(LrxError, OSError), open(locations.schema_file(schema.split(".")[0]), "rb") as file:
        user_files.write(copy, file.read(), new=True, private=True)
