"""``lrx session``: its options. ``session/run`` plays it."""

from typing import Annotated

import typer

from lrx_cli.cli.context import catalog_now, colors_now, global_options, settings_now
from lrx_cli.cli.options import SAFETY, SCREEN, WHAT, JsonOption, PlanOptions, finite, setting, takes_plan

app = typer.Typer(add_completion=False)


@app.command()
@takes_plan
def session(
    ctx: typer.Context,
    plan: PlanOptions,
    plain: Annotated[
        bool,
        setting(
            "--plain",
            help="Plain lines: nothing on the screen moves or is rewritten.",
            rich_help_panel=SCREEN,
        ),
    ] = False,
    figures: Annotated[
        bool,
        setting(
            "--figures/--no-figures", help="Draw how it is done.", show_default=False, rich_help_panel=SCREEN
        ),
    ] = True,
    sound: Annotated[
        bool | None,
        setting("--sound/--no-sound", help="Any sound: the tones and the voice.", rich_help_panel=SCREEN),
    ] = None,
    voice: Annotated[
        bool | None, setting("--voice/--no-voice", help="Spoken words.", rich_help_panel=SCREEN)
    ] = None,
    manual: Annotated[
        bool, typer.Option("--manual", help="Wait for a key after every instruction.", rich_help_panel=SCREEN)
    ] = False,
    speed: Annotated[
        float,
        setting(
            "--speed",
            metavar="NUMBER",
            min=0.25,
            max=1000,
            callback=finite,
            help="Play this many times as fast, to try things out.",
            rich_help_panel=SCREEN,
        ),
    ] = 1.0,
    no_inhibit: Annotated[
        bool,
        typer.Option(
            "--no-inhibit", help="Let the computer go to sleep while a session plays.", rich_help_panel=SCREEN
        ),
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Ask all safety questions again.", rich_help_panel=SAFETY)
    ] = False,
    skip_check: Annotated[
        bool,
        typer.Option(
            "--skip-check", help="Only the short form of the safety notice.", rich_help_panel=SAFETY
        ),
    ] = False,
    assessed: Annotated[
        bool,
        typer.Option(
            "--assessed",
            help="A doctor has looked at the warning sign that you reported.",
            rich_help_panel=SAFETY,
        ),
    ] = False,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", help="Continue the interrupted session, without asking.", rich_help_panel=WHAT
        ),
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Start over, without asking.", rich_help_panel=WHAT)
    ] = False,
    json: JsonOption = False,
) -> int:
    """Play a routine: every step, hold and switch of sides at the right time.

    Examples:
      lrx session
      lrx session --routine morning --level gentle
      lrx session figure-four "cat cow"
      lrx session --position floor --skip open-book --teach short
      lrx session --speed 20 --teach off

    Just follow along; you do not need to press a key. Space pauses, h says that
    it hurts, q twice ends the session.
    """
    from lrx_cli.cli.plan_today import choice_from  # slow to import, both
    from lrx_cli.session.run import SessionOptions, run_session

    given = {name: ctx.params[name] for name in SessionOptions._fields if ctx.params.get(name) is not None}
    options = SessionOptions(**given, no_input=global_options.no_input)
    catalog = catalog_now()
    return run_session(
        options,
        lambda settings: choice_from(plan, settings, catalog, manual=manual),
        settings_now(),
        catalog,
        colors_now(),
    )
