"""``lrx check``"""

import os.path
from typing import Annotated

import typer

from lrx_cli import locations
from lrx_cli.cli.context import show_page
from lrx_cli.cli.options import JsonOption, argument
from lrx_cli.errors import INVALID_FILE, LrxError
from lrx_cli.render.console import print_json, tell
from lrx_cli.render.program import check_page
from lrx_cli.storage.catalog import load_catalog, with_own

app = typer.Typer(add_completion=False)


@app.command()
def check(
    file: Annotated[str, argument("FILE", "A catalog, routine, figure or safety file (JSON).")],
    json: JsonOption = False,
) -> int:
    """Check a catalog, routine, figure or safety file and name every problem.

    Example:
      lrx check my-routine.json

    Each problem has its place in the file, what was found there, and what is
    allowed. The exit code is 65 if there are any.
    """
    problems, hint = _problems(file)
    if json:
        print_json({"format": 1, "file": file, "problems": problems})
    else:
        show_page(check_page(file, problems))
        tell([hint] if hint else [])
    return INVALID_FILE if problems else 0


def _problems(file: str) -> tuple[list[str], str | None]:
    """What is wrong, and what to do where it is another kind of file."""
    from lrx_cli.storage.catalog import check_file  # imports pydantic, which help does not need

    try:
        builtin = load_catalog(locations.exercises_file())
        folder = locations.exercises_folder()
        # Mistakes of other files are left to their own check, and a file does not clash with itself.
        whole, _ = with_own(builtin, folder)
        in_folder = os.path.realpath(os.path.dirname(file)) == os.path.realpath(folder)
        beside = with_own(builtin, folder, without=file)[0] if in_folder else builtin
        problems = check_file(file, whole, beside)
    except LrxError as error:
        if error.exit_code != INVALID_FILE:
            raise
        # Not even JSON, or no file of ours: that is the problem.
        return error.all_problems, error.hint
    return [str(problem) for problem in problems], None
