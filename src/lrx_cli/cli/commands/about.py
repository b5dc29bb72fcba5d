"""``lrx about``"""

from __future__ import annotations

import typer

from lrx_cli import locations
from lrx_cli.cli.context import paper_now
from lrx_cli.render.about import about_page
from lrx_cli.render.console import put
from lrx_cli.storage.catalog import load_catalog
from lrx_cli.storage.safety import load_safety

app = typer.Typer(add_completion=False)


@app.command()
def about() -> None:
    """What lrx is and is not, how sure the evidence is, privacy, sources.

    Example:
      lrx about

    It can be read with a broken settings file, too.
    """
    # Not the person's settings: what is said here has to be readable with a broken file, too.
    paper = paper_now()
    catalog = load_catalog(locations.exercises_file())
    put(about_page(paper, load_safety(locations.safety_file()), catalog))
