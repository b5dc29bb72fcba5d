"""``lrx session``: its options. ``session/run`` plays it."""

from dataclasses import replace
from typing import Annotated, Any

import typer

from lrx_cli.cli.context import catalog_now, colors_now, global_options, settings_now
from lrx_cli.cli.options import (
    HOW_MUCH,
    SAFETY,
    SCREEN,
    WHAT,
    JsonOption,
    PlanOptions,
    number,
    option,
    takes_plan,
)

app = typer.Typer(add_completion=False)


@app.command()
@takes_plan
def session(
    plan: PlanOptions,
    plain: Annotated[
        bool, option("--plain", "Plain lines: nothing on the screen moves or is rewritten.", SCREEN)
    ] = False,
    figures: Annotated[bool | None, option("--figures/--no-figures", "Draw how it is done.", SCREEN)] = None,
    sound: Annotated[
        bool | None, option("--sound/--no-sound", "Any sound: the tones and the voice.", SCREEN)
    ] = None,
    voice: Annotated[bool | None, option("--voice/--no-voice", "Spoken words.", SCREEN)] = None,
    manual: Annotated[bool, option("--manual", "Wait for a key after every instruction.", SCREEN)] = False,
    speed: Annotated[
        float,
        number(
            "--speed",
            "Play this many times as fast, to try things out.",
            HOW_MUCH,
            0.25,
            1000,
            envvar="LRX_SPEED",
            show_envvar=False,
        ),
    ] = 1.0,
    no_inhibit: Annotated[
        bool, option("--no-inhibit", "Let the computer go to sleep while a session plays.", SCREEN)
    ] = False,
    check: Annotated[bool, option("--check", "Ask all safety questions again.", SAFETY)] = False,
    skip_check: Annotated[
        bool, option("--skip-check", "Only the short form of the safety notice.", SAFETY)
    ] = False,
    assessed: Annotated[
        bool, option("--assessed", "A doctor has looked at the warning sign that you reported.", SAFETY)
    ] = False,
    resume: Annotated[
        bool, option("--resume", "Continue the interrupted session, without asking.", WHAT)
    ] = False,
    fresh: Annotated[bool, option("--fresh", "Start over, without asking.", WHAT)] = False,
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
    from lrx_cli.cli.plan_today import choice_from  # slow to import, all of them
    from lrx_cli.session.playback import SessionOptions
    from lrx_cli.session.run import run_session

    options = SessionOptions(
        manual=manual,
        skip_check=skip_check,
        check=check,
        speed=speed,
        resume=resume,
        fresh=fresh,
        assessed=assessed,
        no_inhibit=no_inhibit,
        no_input=global_options.no_input,
        json=json,
    )
    typed: dict[str, Any] = {"plain": plain or None, "figures": figures, "sound": sound, "voice": voice}
    settings = replace(settings_now(), **{key: value for key, value in typed.items() if value is not None})
    catalog = catalog_now()
    return run_session(
        options,
        lambda settings: choice_from(plan, settings, catalog, manual=manual),
        settings,
        catalog,
        colors_now(),
    )
