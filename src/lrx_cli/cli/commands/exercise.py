"""``lrx exercise new|edit|remove``: an exercise that is not in the catalog."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

import typer

from lrx_cli import locations
from lrx_cli.cli import forms
from lrx_cli.cli.context import catalog_now
from lrx_cli.cli.dialogs import edit as edit_file
from lrx_cli.cli.dialogs import fill_in, remove_asked, somebody_is_there
from lrx_cli.cli.options import YesOption, argument, complete_own_exercises, option
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.typed_dose import EXAMPLE, TypedDose, in_words, read_dose
from lrx_cli.core.catalog.words import Position
from lrx_cli.core.health.questions import Value
from lrx_cli.errors import LrxError, UsageError, usage_of
from lrx_cli.render.console import put
from lrx_cli.session.interview import Question, Review
from lrx_cli.storage import new_files, user_files
from lrx_cli.storage.catalog import load_catalog, with_own
from lrx_cli.storage.files import parse
from lrx_cli.storage.new_files import NewExercise
from lrx_cli.storage.user_files import own_files as files_in
from lrx_cli.text import clean

app = typer.Typer(add_completion=False)

OwnExerciseArgument = Annotated[
    str, argument("ID", "The id of an exercise of your own.", complete_own_exercises)
]


@app.callback(invoke_without_command=True)
def overview(ctx: typer.Context) -> None:
    """Add, edit and remove exercises of your own.

    Examples:
      lrx exercise new Bridge
      lrx exercise edit bridge
      lrx exercise remove bridge

    lrx list shows them with all the others.
    """
    if ctx.invoked_subcommand is not None:
        return
    folder = locations.exercises_folder()
    put([clean(path) for path in files_in(folder)] or [f"There are none in {clean(folder)}."])


@app.command("new")
def new(
    name: Annotated[str, argument("NAME", "What it is called.")],
    position: Annotated[Position | None, option("--position", "In which position it is done.")] = None,
    setup: Annotated[
        str | None, option("--setup", "How to get ready, in short sentences.", metavar="WORDS")
    ] = None,
    move: Annotated[str | None, option("--move", "The movement, in a sentence.", metavar="WORDS")] = None,
    back: Annotated[str | None, option("--back", "The way back, in a sentence.", metavar="WORDS")] = None,
    hold: Annotated[str | None, option("--hold", "What to mind while holding.", metavar="WORDS")] = None,
    dose: Annotated[str | None, option("--dose", f'As in "{EXAMPLE}".', metavar="DOSE")] = None,
    sides: Annotated[
        Literal["none", "each", "alternating"] | None,
        option("--sides", "Each side by itself, or in turn; none by default."),
    ] = None,
    target: Annotated[
        str | None, option("--target", "What moves, or what it is for.", metavar="WORDS")
    ] = None,
) -> None:
    """Add an exercise from a sheet. If you give only its name, it asks for the rest.

    Examples:
      lrx exercise new Bridge
      lrx exercise new "Clam" --position side-lying --sides each \\
        --dose "2x10, hold 3, left only" \\
        --setup "Lie on your right side, knees bent." \\
        --move "Lift your left knee." --back "Lower it."

    Write left and right as the sheet has them; lrx turns them around for the
    other side.
    """
    title, _ = free_place(name)
    needed = {"position": position, "dose": dose, "setup": setup, "move": move, "back": back}
    missing = [f"--{name}" for name, value in needed.items() if not value or not value.strip()]
    if len(missing) == len(needed) and somebody_is_there():
        id, typed = ask_and_write(title)
    elif missing:
        raise UsageError(
            f"lrx exercise new also needs {', '.join(missing)}.",
            hint="Without any of them, and on a terminal, it asks.",
        )
    else:
        with usage_of("--dose"):
            typed = read_dose(dose or "")
        given = {**needed, "hold": hold, "sides": sides, "target": target}
        id = write_exercise(forms.new_exercise(title, given, dose=typed))
    put(_written(id, typed))


def _written(id: str, dose: TypedDose) -> list[str]:
    lines = [f"Read as: {in_words(dose) or 'the usual dose, 8 times'}."]
    lines += [f"lrx show {id} shows it, lrx session {id} plays it, lrx exercise edit {id} changes it."]
    if dose.only_side or dose.left_sets or dose.often or dose.note:
        lines.append(
            "One side only, how often and notes belong to a routine, and are not in this file: "
            f'lrx routine new "..." --line "{id}: {in_words(dose)}" keeps them.'
        )
    return lines


def ask_and_write(name: str) -> tuple[str, TypedDose]:
    """A form, and the file. The id of the exercise, and the dose as it was typed."""
    written: list[str] = []

    def flow(given: Mapping[str, Value]) -> Iterator[Question]:
        def finish() -> None:
            written.append(write_exercise(forms.new_exercise(name, given)))

        yield from forms.exercise_questions(given)
        yield Review("review", f"{name}: is this right?", tuple(forms.exercise_fields(given)), finish)

    answers = fill_in(["exercise", "new", name], f"A new exercise: {name}", flow, {"name": name})
    return written[-1], read_dose(str(answers["dose"]))


def free_place(name: str) -> tuple[str, str]:
    """The name and the file it gets, where no file has it yet."""
    builtin = load_catalog(locations.exercises_file()).exercises
    taken = [exercise.id for exercise in builtin]
    return forms.free_place_in(locations.exercises_folder(), "exercise", name, taken)


def write_exercise(asked: NewExercise) -> str:
    """The id of the exercise, once its file is written. Raises :class:`LrxError`, and nothing is written."""
    catalog = catalog_now()
    title, path = free_place(asked.name)
    number = max(exercise.number for exercise in catalog.exercises) + 1
    id = user_files.id_of(path)
    document = new_files.exercise_document(id, asked._replace(name=title), number)
    tags = [step["tag"] for step in document["exercises"][0]["steps"]]

    def check(data: bytes) -> list[str]:
        return list(dict.fromkeys(_as_asked(problem, id, tags) for problem in _mistakes(data, path, catalog)))

    forms.write_new(path, document, check)
    return id


def _as_asked(problem: str, id: str, tags: list[str]) -> str:
    """Without the place in a file that nobody has seen, and in the words of the question."""
    place, colon, text = problem.replace(f" ({id}): ", ": ", 1).partition(": ")
    place = place.removeprefix("exercises[0]").lstrip(".")
    if place.startswith("steps["):
        tag = tags[int(place[len("steps[") :].partition("]")[0])]
        return f"{'back' if tag == 'return' else tag}: {text}"
    return f"{place}{colon}{text}" if place else text


def _mistakes(data: bytes, path: str, beside: Catalog) -> list[str]:
    """What is wrong with the text of an exercise's file, beside the other exercises."""
    from lrx_cli.storage.catalog import checked_as
    from lrx_cli.storage.files import kind_of

    try:
        document = parse(data, path)
    except LrxError as error:
        return error.all_problems
    if kind_of(document) != "catalog":
        return ["exercises: is missing; allowed: a list in brackets"]
    return [str(problem) for problem in checked_as("catalog", document, None, beside, thorough=True)[1]]


@app.command("edit")
def edit(id: OwnExerciseArgument) -> None:
    """Change an exercise of your own in your editor; it is checked when you save.

    Problems are listed at the top when the editor opens again. VISUAL or EDITOR
    names the editor.
    """
    path = user_files.existing_in(locations.exercises_folder(), id, "exercise")
    builtin = load_catalog(locations.exercises_file())
    beside, _ = with_own(builtin, locations.exercises_folder(), without=path)
    edit_file(path, lambda data: _mistakes(data, path, beside))


@app.command("remove")
def remove(id: OwnExerciseArgument, yes: YesOption = False) -> None:
    """Remove an exercise of your own. The sessions that played it stay in the history."""
    remove_asked(user_files.existing_in(locations.exercises_folder(), id, "exercise"), sure=yes)
