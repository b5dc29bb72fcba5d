"""``lrx show``"""

from __future__ import annotations

from typing import Annotated

import typer

from lrx_cli.cli import completion
from lrx_cli.cli.context import catalog_now, paper_now, settings_now
from lrx_cli.cli.options import SCREEN, WHAT, ExerciseArgument, JsonOption, LevelOption
from lrx_cli.cli.showing import shown
from lrx_cli.core.catalog.finding import find
from lrx_cli.render.console import put, put_json
from lrx_cli.render.exercise import exercise_document
from lrx_cli.session.plan_today import read_variant

app = typer.Typer(add_completion=False)


@app.command()
def show(
    exercise: ExerciseArgument,
    level: LevelOption = None,
    variant: Annotated[
        str | None,
        typer.Option(
            "--variant",
            metavar="NAME",
            help="The form whose steps are shown.",
            rich_help_panel=WHAT,
            autocompletion=completion.variants_of_shown,
        ),
    ] = None,
    figures: Annotated[
        bool | None,
        typer.Option(
            "--figures/--no-figures",
            help="The drawing; into a file or a pipe only when asked for.",
            rich_help_panel=SCREEN,
        ),
    ] = None,
    no_animation: Annotated[
        bool,
        typer.Option(
            "--no-animation",
            help="Key poses side by side, and nothing that moves.",
            rich_help_panel=SCREEN,
        ),
    ] = False,
    json: JsonOption = False,
) -> None:
    """Show one exercise: steps, dose, tips, cautions and where they come from.

    Examples:
      lrx show figure-four
      lrx show "cat cow" --level gentle
      lrx show 10 --variant seated

    On a terminal it draws it, too.
    """
    settings = settings_now()
    paper = paper_now()
    catalog = catalog_now()
    found = find(catalog, exercise)
    asked = level or settings.level
    form = read_variant("--variant", found, variant) if variant is not None else None
    if json:
        put_json(exercise_document(catalog, found))
    else:
        put(shown(paper, catalog, found, asked, form, settings, figures=figures, moving=not no_animation))
