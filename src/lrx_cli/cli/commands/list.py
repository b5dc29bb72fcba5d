"""``lrx list``"""

import typer

from lrx_cli.cli.context import catalog_now, level_now, show_page
from lrx_cli.cli.options import JsonOption, LevelOption, PositionOption
from lrx_cli.core.catalog.words import positions_named
from lrx_cli.render.console import print_json
from lrx_cli.render.lists import catalog_document, catalog_page

app = typer.Typer(add_completion=False)


@app.command()
def list_exercises(
    position: PositionOption = None, level: LevelOption = None, json: JsonOption = False
) -> None:
    """List the ten exercises for sciatica, by position.

    Examples:
      lrx list
      lrx list --level gentle
      lrx list --position floor

    They are in the order in which a session plays them.
    """
    asked = level_now(level)
    wanted = positions_named(position or ())
    exercises = [
        exercise
        for exercise in catalog_now().exercises
        if not wanted or exercise.variant(exercise.doses[asked].variant).position in wanted
    ]
    if json:
        print_json(catalog_document(exercises, asked))
    else:
        show_page(catalog_page(exercises, asked))
