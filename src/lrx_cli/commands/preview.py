"""``lrx preview``"""

from __future__ import annotations

from typing import Annotated

from lrx_cli.commands.choosing import choice_from
from lrx_cli.commands.declaring import Flag, Verbs
from lrx_cli.commands.options import Choosing, ColorOption, JsonOption
from lrx_cli.commands.personal import planned_for_me
from lrx_cli.commands.reading import catalog_now, paper_now, settings_now
from lrx_cli.commands.terminal import put, put_json
from lrx_cli.core.compile import compile
from lrx_cli.errors import USAGE
from lrx_cli.pages.preview import preview_document, preview_page


def preview(
    choosing: Choosing,
    every: Annotated[
        bool, Flag("--all", "Every movement, hold and rest, and every line that is told.")
    ] = False,
    manual: Annotated[
        bool, Flag("--manual", "As a session that waits for a key after every instruction.")
    ] = False,
    json: JsonOption = False,
    color: ColorOption = None,
) -> int:
    """Show what a session will do, and when, without playing it.

    It takes the same choice as lrx session, and a session keeps to it.

    \b
    Examples:
      lrx preview
      lrx preview --routine morning --level gentle
      lrx preview figure-four cat-cow --all
    """
    settings = settings_now()
    paper = paper_now(color, settings)
    catalog = catalog_now()
    today = planned_for_me(catalog, choice_from(choosing, settings, catalog, manual=manual), settings)
    timeline = compile(today)
    if json:
        put_json(preview_document(today, timeline))
    else:
        put(preview_page(paper, today, timeline, every_cue=every))
    return 0 if today.lines else USAGE  # as a session would end


VERBS: Verbs = {"": preview}
