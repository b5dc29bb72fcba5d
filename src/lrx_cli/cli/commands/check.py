"""``lrx check``"""

from __future__ import annotations

import os.path
from collections.abc import Sequence
from typing import Annotated

import typer

from lrx_cli import locations
from lrx_cli.cli.context import paper_now
from lrx_cli.cli.options import JsonOption
from lrx_cli.core.catalog.exercise import Exercise
from lrx_cli.core.timeline.timing_problems import timing_problems
from lrx_cli.errors import INVALID_FILE, LrxError
from lrx_cli.render.console import put, put_json
from lrx_cli.render.paper import Paper
from lrx_cli.storage.catalog import load_catalog, with_own
from lrx_cli.storage.figures import unknown_poses

app = typer.Typer(add_completion=False)

_MOST_SHOWN = 20
"""More than that is not read; --json has them all."""


@app.command()
def check(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="A catalog, routine, figure or safety file (JSON).", show_default=False
        ),
    ],
    json: JsonOption = False,
) -> int:
    """Check a catalog, routine, figure or safety file and name every problem.

    Example:
      lrx check my-routine.json

    Each problem has its place in the file, what was found there, and what is
    allowed. The exit code is 65 where there are any.
    """
    paper = paper_now()
    problems = _problems(file)
    if json:
        put_json({"format": 1, "file": file, "problems": problems})
    else:
        put(_page(paper, file, problems))
    return INVALID_FILE if problems else 0


def _problems(file: str) -> list[str]:
    from lrx_cli.storage.check import check_file  # pydantic: who reads the help does not wait for it

    try:
        builtin = load_catalog(locations.exercises_file())
        folder = locations.exercises_folder()
        # What others have wrong is not told here; and a file does not clash with itself.
        whole, _ = with_own(builtin, folder)
        in_folder = os.path.realpath(os.path.dirname(file)) == os.path.realpath(folder)
        beside = with_own(builtin, folder, without=file)[0] if in_folder else builtin
        _kind, problems = check_file(file, whole, troubles, beside)
    except LrxError as error:
        if error.exit_code != INVALID_FILE:
            raise
        # Not even JSON, or no file of ours: that is the problem.
        return [*error.problems] or [error.message]
    return [str(problem) for problem in problems]


def troubles(exercise: Exercise) -> list[str]:
    """What shows only when an exercise is laid out in time and drawn."""
    return [*timing_problems(exercise), *unknown_poses(exercise)]


def _page(paper: Paper, file: str, problems: Sequence[str]) -> list[str]:
    if not problems:
        return paper.paragraph(f"{file} is right.")
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    lines = [*paper.paragraph(f"{file}: {count}", style="title"), *paper.items(problems[:_MOST_SHOWN])]
    more = len(problems) - _MOST_SHOWN
    return [*lines, *paper.paragraph(f"and {more} more", indent=2)] if more > 0 else lines
