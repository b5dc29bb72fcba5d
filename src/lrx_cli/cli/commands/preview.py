"""``lrx preview``"""

from __future__ import annotations

from typing import Annotated

from lrx_cli.cli.context import catalog_now, paper_now, plan_options, settings_now
from lrx_cli.cli.declaring import Flag, Verbs
from lrx_cli.cli.options import Choosing, ColorOption, JsonOption
from lrx_cli.core.timeline.compile import compile
from lrx_cli.errors import USAGE
from lrx_cli.render.console import put, put_json
from lrx_cli.render.preview import preview_document, preview_page
from lrx_cli.session.personal import planned_for_me
from lrx_cli.session.plan_today import choice_from


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
    today = planned_for_me(
        catalog, choice_from(plan_options(choosing), settings, catalog, manual=manual), settings
    )
    timeline = compile(today)
    if json:
        put_json(preview_document(today, timeline))
    else:
        put(preview_page(paper, today, timeline, every_cue=every))
    return 0 if today.lines else USAGE  # as a session would end


VERBS: Verbs = {"": preview}
