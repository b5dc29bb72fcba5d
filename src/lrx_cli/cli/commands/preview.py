"""``lrx preview``"""

from typing import Annotated

import typer

from lrx_cli.cli.context import show_page, tell_refusal, today_now
from lrx_cli.cli.options import JsonOption, takes_plan
from lrx_cli.core.timeline.compile import compile
from lrx_cli.errors import USAGE
from lrx_cli.render.console import print_json
from lrx_cli.render.preview import preview_document, preview_page
from lrx_cli.session.plan_today import PlanOptions

app = typer.Typer(add_completion=False)


@app.command()
@takes_plan
def preview(
    plan: PlanOptions,
    every: Annotated[
        bool, typer.Option("--all", help="Every movement, hold and rest, and every line that is said.")
    ] = False,
    manual: Annotated[
        bool, typer.Option("--manual", help="As a session that waits for a key after every instruction.")
    ] = False,
    no_keys: Annotated[
        bool,
        typer.Option("--no-keys", help="As where nobody presses keys: in a pipe, in a file of lrx render."),
    ] = False,
    json: JsonOption = False,
) -> int:
    """Show what a session will do, and when, without playing it.

    Examples:
      lrx preview
      lrx preview --routine morning --level gentle
      lrx preview figure-four cat-cow --all

    It takes the same choice as lrx session, and a session keeps to it.
    """
    tell_refusal()
    _, catalog, _, today = today_now(plan, manual=manual)
    timeline = compile(today, attended=not no_keys)
    if json:
        print_json(preview_document(today, timeline))
    else:
        show_page(preview_page(today, timeline, catalog.names(), every_cue=every))
    return 0 if today.lines else USAGE  # as a session would end
