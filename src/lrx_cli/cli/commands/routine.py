"""``lrx routine list|show|new|edit|remove``: what somebody prescribed, as a file of one's own."""

import os
import sys
from collections.abc import Mapping
from typing import Annotated

import typer

from lrx_cli import locations
from lrx_cli.cli import forms
from lrx_cli.cli.commands.exercise import write_exercise
from lrx_cli.cli.context import catalog_now, level_now, settings_now, show_page
from lrx_cli.cli.dialogs import edit as edit_file
from lrx_cli.cli.dialogs import fill_in, remove_asked, somebody_is_there
from lrx_cli.cli.options import (
    JsonOption,
    LevelOption,
    YesOption,
    argument,
    complete_own_routines,
    complete_routines,
    option,
)
from lrx_cli.cli.plan_today import read_routine
from lrx_cli.core.catalog.exercise import Catalog, UnknownExercise, find
from lrx_cli.core.catalog.typed_dose import EXAMPLE, TypedDose, read_dose
from lrx_cli.core.dates import flags_for
from lrx_cli.errors import INVALID_FILE, LrxError, UsageError
from lrx_cli.render.console import print_json, put, tell
from lrx_cli.render.lists import Listed, routine_document, routine_page, routines_document, routines_page
from lrx_cli.storage import user_files
from lrx_cli.storage.catalog import load_routine, load_routines
from lrx_cli.storage.files import LARGEST_FILE, read_bytes
from lrx_cli.storage.sheets import Sheet, read_sheet, split_line
from lrx_cli.text import clean, sentence

app = typer.Typer(add_completion=False)

OwnRoutineArgument = Annotated[
    str, argument("NAME", "The name of a routine of your own.", complete_own_routines)
]
_BY_HAND = "Put in by hand."


@app.callback(invoke_without_command=True)
def overview(ctx: typer.Context) -> None:
    """List, show, write, edit and remove routines.

    Examples:
      lrx routine new
      lrx routine new "Anna's sheet" --line "cat cow: 2x10"
      lrx routine show annas-sheet
      lrx routine edit annas-sheet
      lrx session --routine annas-sheet

    A routine says which exercises to play, in what order, and with what doses.
    """
    if ctx.invoked_subcommand is None:
        list_routines()


@app.command("list")
def list_routines(json: JsonOption = False) -> None:
    """List the built-in routines and your own."""
    catalog = catalog_now()
    listed = [
        Listed(routine.id, routine, own=False)
        for routine in load_routines(locations.builtin_routines_file(), catalog)
    ]
    listed += [_listed(path, catalog) for path in user_files.own_files(locations.routines_folder())]
    if json:
        print_json(routines_document(listed))
    else:
        show_page(routines_page(listed))


def _listed(path: str, catalog: Catalog) -> Listed:
    name = user_files.id_of(path)
    try:
        return Listed(name, load_routine(path, catalog), own=True)
    except LrxError as error:
        return Listed(name, None, own=True, trouble=f"{error.message} lrx check {path} says more.")


@app.command("show")
def show(
    name: Annotated[str, argument("NAME|FILE", "A routine's name, or a file.", complete_routines)],
    level: LevelOption = None,
    json: JsonOption = False,
) -> None:
    """Show what is in a routine, with every dose.

    Example:
      lrx routine show evening --level gentle

    The doses are those of the level, except where the routine has its own.
    """
    settings = settings_now()
    catalog = catalog_now()
    routine = read_routine(name, settings, catalog)
    if json:
        print_json(routine_document(routine))
    else:
        show_page(routine_page(catalog, routine, level_now(level)))


@app.command("new")
def new(
    name: Annotated[str | None, argument("[NAME]", "What to call it.")] = None,
    line: Annotated[
        list[str] | None,
        option(
            "--line",
            f'An exercise and its dose, "{EXAMPLE}". May be given more than once.',
            metavar='"EXERCISE: DOSE"',
        ),
    ] = None,
    about: Annotated[str | None, option("--about", "A sentence about it.", metavar="WORDS")] = None,
    any_order: Annotated[
        bool, option("--any-order", "Play with the fewest changes of position, not in this order.")
    ] = False,
) -> None:
    """Write a routine: without --line it asks.

    Examples:
      lrx routine new
      lrx routine new "Anna's sheet" --line "cat cow: 2x10" \\
        --line "figure four: hold 20, left only"

    A dose is typed as the sheet has it: 3x10 each side, hold 5 sec, rest 30 s,
    2x/day; 3 x 30 s; left only; variant NAME; note: anything (last). What can be
    read in two ways is asked about, and what was read is shown. What is left
    out stays as the exercise has it. Where it asks, it takes exercises that lrx
    does not know.
    """
    catalog = catalog_now()
    if not line and not somebody_is_there():
        raise UsageError(
            "There is no one here to ask, and no --line.",
            hint='lrx routine new "My sheet" --line "cat cow: 2x10"',
        )
    if line:
        if name is None:
            raise UsageError("A routine needs a name.", hint='lrx routine new "My sheet" ...')
        lines = [_read_line(each, catalog) for each in line]
        put(["Read as:", *_read_back(catalog, lines)])
        id, path = forms.write_routine(name, about or _BY_HAND, lines, ordered=not any_order)
        _written(id, path, lines)
    else:
        if name is not None:
            forms.free_place(name, catalog)
        known = {} if name is None else {"name": name}
        _fill_in(["routine", "new", *known.values()], known, about or _BY_HAND, ordered=not any_order)


def _fill_in(
    command: list[str], known: Mapping[str, str], about: str, *, ordered: bool, often: str | None = None
) -> None:
    form = forms.RoutineForm(about, write_exercise, ordered=ordered, often=often)
    fill_in(command, "A new routine", form.flow, known)
    assert form.written is not None
    _written(*form.written, form.lines)


def _read_line(typed: str, catalog: Catalog) -> tuple[str, TypedDose]:
    words, colon, dose = typed.partition(":")
    split = None if colon else split_line(typed, catalog)
    if split and split[2]:
        words, dose, _ = split
    try:
        found = find(catalog, words)
    except UnknownExercise as error:
        error.hint = (
            'lrx exercise new "..." adds one that lrx does not know; lrx list shows those that it knows.'
        )
        raise
    return found.id, forms.dose_for(f'--line "{clean(typed, 60)}"', dose, found)


@app.command("import")
def import_(
    file: Annotated[str, argument("FILE", "A text file or a table; - for standard input.")],
    name: Annotated[str | None, argument("[NAME]", "What to call it: its title without this.")] = None,
) -> None:
    """Make a routine from a therapist's sheet: text or CSV, one exercise per line.

    Examples:
      lrx routine import sheet.txt
      lrx routine import sheet.csv "Anna's sheet"
      pbpaste | lrx routine import - "Anna's sheet"

    A line such as "Figure four stretch: 3 x 30 sec each side, 2x/day". A table
    names its columns first: Exercise, Sets, Reps, Hold, Side, Frequency, Notes.
    What was read is shown. lrx asks about a line that is unclear or no exercise,
    an exercise that it does not know, and a name that is taken. If nobody can
    answer, nothing is written.
    """
    data = sys.stdin.buffer.read(LARGEST_FILE + 1) if file == "-" else read_bytes(file)
    catalog = catalog_now()
    sheet = read_sheet(data, "Standard input" if file == "-" else file, catalog)
    often, wrong = _of_all(sheet)
    lines, asked = _understood(sheet, catalog, often)
    stem = os.path.splitext(os.path.basename(file))[0]
    title = name or clean(sheet.title or ("My sheet" if file == "-" else stem), 60)
    about = "From a sheet."
    if wrong and (lines or asked) and somebody_is_there():
        put([f"line {number}: {text}" for number, text in sorted(wrong)])
        if typer.confirm("Leave out these lines?"):
            wrong = []
    unclear = asked or (lines and not _is_free(title, catalog))
    if unclear and not wrong and somebody_is_there():
        known = {"name": title, **_as_answers(sheet)}
        _fill_in(
            ["routine", "import", file, *([name] if name else [])], known, about, ordered=True, often=often
        )
        return
    if asked or wrong or not lines:
        if lines:
            tell(["Understood:", *_read_back(catalog, lines)])
        raise LrxError(
            "Nothing was written.",
            problems=[f"line {number}: {text}" for number, text in sorted(asked + wrong)]
            or ["There is no exercise in it; a line is an exercise and its dose."],
            hint="Change these lines, or put # before what is not an exercise.",
            exit_code=INVALID_FILE,
        )
    put([f"{clean(title, 60)}, read as:", *_read_back(catalog, lines)])
    _written(*forms.write_routine(title, about, lines, ordered=True), lines)


def _is_free(name: str, catalog: Catalog) -> bool:
    try:
        forms.free_place(name, catalog)
    except LrxError:
        return False
    return True


_Problems = list[tuple[int, str]]
"""Numbers of lines, and what is wrong there."""


def _of_all(sheet: Sheet) -> tuple[str | None, _Problems]:
    """How often all exercises are done, and the lines that say neither that nor an exercise."""
    wrong = [(number, f"“{text}” is not an exercise with a dose.") for number, text in sheet.odd]
    often = None
    for line in sheet.lines:
        try:
            if line.name:
                continue
            dose = read_dose(line.dose)
            if dose != TypedDose(often=dose.often):
                raise ValueError(f"“{line.text}” is a dose without an exercise.")
            often = dose.often
        except ValueError as error:
            wrong.append((line.number, str(error)))
    return often, wrong


def _understood(sheet: Sheet, catalog: Catalog, often: str | None) -> tuple[forms.Lines, _Problems]:
    """The lines that can be played, and what has to be asked about the others."""
    lines: forms.Lines = []
    asked: _Problems = []
    for line in sheet.lines:
        try:
            if line.exercise is not None:
                dose = forms.dose_for(f"“{line.text}”", line.dose, line.exercise)
                lines.append((line.exercise.id, dose._replace(often=dose.often or often)))
            elif line.name:
                near = find(catalog, line.name)
                words = f"“{line.name}” may mean {near.name}; write its whole name, or a colon after it."
                asked.append((line.number, words))
        except LrxError as error:
            unknown = isinstance(error, UnknownExercise)
            hint = f' lrx exercise new "{clean(line.name, 60)}" puts it in.' if unknown else ""
            asked.append((line.number, error.message + hint))
    return lines, asked


def _as_answers(sheet: Sheet) -> dict[str, str]:
    """What the sheet says, by the questions of the form, so that nothing has to be typed again."""
    typed = []
    for line in sheet.lines:
        name = line.name.replace(":", " ")
        if name:
            typed.append(f"{name}: {line.dose}" if line.dose or line.exercise else name)
    return {f"exercise.{number}": words for number, words in enumerate([*typed, ""], 1)}


def _read_back(catalog: Catalog, lines: forms.Lines) -> list[str]:
    return [f"  {clean(words)}" for words in forms.readings(catalog, lines)]


def _written(id: str, path: str, lines: forms.Lines) -> None:
    often = next((dose.often for _, dose in lines if dose.often and flags_for(dose.often)), None)
    put(
        [
            f"{clean(path)} is written.",
            f"lrx session --routine {id} plays it, lrx handout --routine {id} prints it.",
            *([f"{sentence(often)} lrx remind {flags_for(often)} --routine {id} -o {id}.ics reminds you."]
              if often else []),
        ]
    )  # fmt: skip


@app.command("edit")
def edit(name: OwnRoutineArgument) -> None:
    """Change a routine of your own in your editor; it is checked when you save.

    Problems are listed at the top when the editor opens again. VISUAL or EDITOR
    names the editor.
    """
    path = user_files.existing_in(locations.routines_folder(), name, "routine")
    catalog = catalog_now()
    edit_file(path, lambda data: forms.mistakes(data, path, catalog))


@app.command("remove")
def remove(name: OwnRoutineArgument, yes: YesOption = False) -> None:
    """Remove a routine of your own. The sessions that played it stay in the history."""
    remove_asked(user_files.existing_in(locations.routines_folder(), name, "routine"), sure=yes)
