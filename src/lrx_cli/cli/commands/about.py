"""``lrx about``"""

from __future__ import annotations

from lrx_cli import locations
from lrx_cli.cli.context import paper_now
from lrx_cli.cli.declaring import Verbs
from lrx_cli.cli.options import ColorOption
from lrx_cli.core.settings import Settings
from lrx_cli.render.about import about_page
from lrx_cli.render.console import put
from lrx_cli.storage.catalog import load_catalog
from lrx_cli.storage.safety import load_safety


def about(color: ColorOption = None) -> None:
    """What lrx is and is not, how sure the evidence is, privacy, sources.

    \b
    Example:
      lrx about
    """
    # Not the person's settings: what is said here has to be readable with a broken file, too.
    paper = paper_now(color, Settings())
    catalog = load_catalog(locations.exercises_file())
    put(about_page(paper, load_safety(locations.safety_file()), catalog))


VERBS: Verbs = {"": about}
