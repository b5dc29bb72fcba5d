"""``lrx session``: its options. ``session/run`` plays it."""

from typing import Annotated

import typer

from lrx_cli.cli.context import catalog_now, colors_now, plan_options, run, settings_now, taken
from lrx_cli.cli.options import (
    ExercisesArgument,
    FiguresOption,
    FirstSideOption,
    HoldOption,
    JsonOption,
    LevelOption,
    MinutesOption,
    OrderOption,
    PaceOption,
    PlainOption,
    PositionOption,
    RepsOption,
    RoutineOption,
    SkipOption,
    SoreSideOption,
    TeachOption,
    VariantsOption,
    finite,
)
from lrx_cli.cli.panels import SAFETY, SCREEN

app = typer.Typer(add_completion=False)


@app.command()
def session(
    ctx: typer.Context,
    exercises: ExercisesArgument = None,
    routine: RoutineOption = None,
    position: PositionOption = None,
    skip: SkipOption = None,
    variant: VariantsOption = None,
    level: LevelOption = None,
    minutes: MinutesOption = None,
    hold: HoldOption = None,
    reps: RepsOption = None,
    teach: TeachOption = None,
    pace: PaceOption = None,
    order: OrderOption = None,
    first_side: FirstSideOption = None,
    sore_side: SoreSideOption = None,
    plain: PlainOption = False,
    figures: FiguresOption = None,
    sound: Annotated[
        bool | None,
        typer.Option(
            "--sound/--no-sound",
            help="Tones, and with them the voice.",
            envvar="LRX_SOUND",
            show_envvar=False,
            rich_help_panel=SCREEN,
        ),
    ] = None,
    voice: Annotated[
        bool | None,
        typer.Option(
            "--voice/--no-voice",
            help="Spoken words.",
            envvar="LRX_VOICE",
            show_envvar=False,
            rich_help_panel=SCREEN,
        ),
    ] = None,
    manual: Annotated[
        bool,
        typer.Option("--manual", help="Wait for a key after every instruction.", rich_help_panel=SCREEN),
    ] = False,
    speed: Annotated[
        float,
        typer.Option(
            "--speed",
            metavar="NUMBER",
            min=0.25,
            max=1000,
            callback=finite,
            help="Everything so many times as fast; for trying it out.",
            envvar="LRX_SPEED",
            show_envvar=False,
            rich_help_panel=SCREEN,
        ),
    ] = 1.0,
    no_inhibit: Annotated[
        bool,
        typer.Option(
            "--no-inhibit",
            help="Let the computer go to sleep while a session plays.",
            rich_help_panel=SCREEN,
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
            "--resume", help="Go on with the session that was left, without asking.", rich_help_panel=SAFETY
        ),
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Begin anew, without asking.", rich_help_panel=SAFETY)
    ] = False,
    json: JsonOption = False,
) -> int:
    """Play a routine: every step, hold and change of sides at its time.

    Examples:
      lrx session
      lrx session --routine morning --level gentle
      lrx session figure-four "cat cow"
      lrx session --position floor --skip open-book --teach short
      lrx session --speed 20 --teach off

    You follow; no key needs pressing. Space pauses, h is for when it hurts,
    q twice ends it.
    """
    from lrx_cli.session.run import SessionOptions, run_session  # slow to import

    options = SessionOptions(**taken(ctx, SessionOptions._fields), no_input=not run.asks)
    return run_session(options, plan_options(ctx), settings_now(), catalog_now(), colors_now())
