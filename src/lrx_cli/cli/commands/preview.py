"""``lrx preview``"""

from typing import Annotated

import typer

from lrx_cli.cli.context import show_page
from lrx_cli.cli.options import JsonOption, PlanOptions, option, takes_plan
from lrx_cli.cli.plan_today import plan_now, tell_refusal
from lrx_cli.core.timeline.compile import compile
from lrx_cli.core.words import changed_words
from lrx_cli.errors import UsageError
from lrx_cli.render.console import print_json
from lrx_cli.render.preview import preview_document, preview_page

app = typer.Typer(add_completion=False)


@app.command()
@takes_plan
def preview(
    plan: PlanOptions,
    every: Annotated[
        bool, option("--all", "Show every movement, hold and rest, and every spoken line.")
    ] = False,
    manual: Annotated[
        bool, option("--manual", "Show a session that waits for a key after every instruction.")
    ] = False,
    no_keys: Annotated[
        bool, option("--no-keys", "Show a session without keys, as in a pipe or a file from lrx render.")
    ] = False,
    json: JsonOption = False,
) -> int:
    """Show what a session will do, and when, without playing it.

    Examples:
      lrx preview
      lrx preview --routine morning --level gentle
      lrx preview figure-four cat-cow --all

    It takes the same options as lrx session, which then plays exactly this.
    """
    tell_refusal()
    _, catalog, _, today = plan_now(plan, manual=manual)
    timeline = compile(today, attended=not no_keys)
    if json:
        print_json(preview_document(today, timeline))
    if not today.lines:
        raise UsageError(
            "Nothing is left to play.",
            problems=changed_words(today, catalog.names()),
            hint="lrx preview -h says how to choose.",
        )
    if not json:
        show_page(preview_page(today, timeline, catalog.names(), every_cue=every))
    return 0
