"""``lrx handout``: a choice as a page to print."""

from typing import Annotated, Literal

import typer

from lrx_cli import locations
from lrx_cli.cli.context import check_output, refuse_terminal, write_output
from lrx_cli.cli.options import ForceOption, OutputOption, PlanOptions, option, takes_plan
from lrx_cli.cli.plan_today import my_flags, plan_now
from lrx_cli.core.words import changed_words
from lrx_cli.errors import LrxError
from lrx_cli.exports import handout as page
from lrx_cli.figure.figure import Figure
from lrx_cli.render.console import put, tell
from lrx_cli.storage.catalog import load_safety
from lrx_cli.storage.figures import load_figure
from lrx_cli.text import clean

app = typer.Typer(add_completion=False)


@app.command()
@takes_plan
def handout(
    plan: PlanOptions,
    title: Annotated[str | None, option("--title", "A heading of your own.", metavar="WORDS")] = None,
    per_page: Annotated[
        Literal["1", "4", "6"],
        option("--per-page", "How many exercises to print on a page; 1 adds boxes to check for each."),
    ] = "4",
    everything: Annotated[
        bool, option("--all", "Print every caution, not only yours, and the sources.")
    ] = False,
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """Print a handout: drawings, steps, boxes to check, when to stop.

    Examples:
      lrx handout --routine morning -o morning.html
      lrx handout figure-four "cat cow" --level gentle -o two.html
      lrx handout bridge > bridge.html

    One HTML file that needs nothing else; a browser prints it or saves it as PDF.
    The last page is a log for two weeks, with the routine as lines that
    lrx routine import takes.
    """
    check_output(output, [".html", ".htm"], force=force)
    if output is None:
        refuse_terminal("A handout is a file for a browser.", "lrx handout -o handout.html")
    _, catalog, choice, today = plan_now(plan, what="print")
    flags = None if everything else my_flags()
    document = page.render(
        choice,
        today,
        catalog,
        load_safety(locations.safety_file()),
        _figure_of,
        title=title,
        per_page=int(per_page),
        flags=flags,
        sources=everything,
    )
    printed = {
        f"{line.exercise.name}: {words}"
        for line in today.lines
        for rx in choice.routine.lines
        if rx.exercise == line.exercise.id
        for words in (rx.note, rx.above_caps(line.exercise, line.dose))
    }
    rest = today._replace(notes=tuple(note for note in today.notes if note not in printed))
    tell(changed_words(rest, catalog.names()))
    if flags is not None and not flags:
        tell(["No cautions are printed: none is known to be yours. --all prints every one."])
    if write_output(output, document.encode(), force=force):
        put([f"{clean(output or '')} is written; a browser shows and prints it."])


def _figure_of(exercise: str, variant: str) -> Figure | None:
    try:
        return load_figure(exercise, variant)
    except LrxError as error:  # somebody's own drawing is wrong; the words are not
        tell([error.message])
        return None
