"""``lrx about``"""

from typing import Annotated

import typer

from lrx_cli import locations
from lrx_cli.cli.context import show_page
from lrx_cli.cli.options import option
from lrx_cli.render.program import about_page
from lrx_cli.storage.catalog import load_catalog, load_safety

app = typer.Typer(add_completion=False)


@app.command()
def about(
    all: Annotated[
        bool, option("--all", "Also print what studies found, our own choices and every source.")
    ] = False,
) -> None:
    """What lrx is and is not, how strong the evidence is, privacy, sources.

    Examples:
      lrx about
      lrx about --all

    It works even if the settings file is broken.
    """
    # Not the person's settings: what is said here has to be readable with a broken file, too.
    catalog = load_catalog(locations.exercises_file())
    show_page(about_page(load_safety(locations.safety_file()), catalog, everything=all))
