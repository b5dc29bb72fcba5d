"""``lrx session``: its options, and what they mean. ``sitting`` does it."""

from __future__ import annotations

from typing import Annotated

import typer

from lrx_cli.commands.choosing import Choosing, chooses
from lrx_cli.commands.options import ColorOption, JsonOption


def register(app: typer.Typer, summary: str) -> None:
    app.command("session", short_help=summary)(chooses(session))


def session(
    choosing: Choosing,
    plain: Annotated[
        bool, typer.Option("--plain", help="Lines only: nothing on the screen is moved or rewritten.")
    ] = False,
    manual: Annotated[bool, typer.Option("--manual", help="Wait for a key after every instruction.")] = False,
    skip_check: Annotated[
        bool, typer.Option("--skip-check", help="Only the short form of the safety notice.")
    ] = False,
    check: Annotated[bool, typer.Option("--check", help="Ask all safety questions again.")] = False,
    speed: Annotated[
        str | None,
        typer.Option(
            "--speed",
            metavar="NUMBER",
            envvar="LRX_SPEED",
            help="Everything so many times as fast, 0.25 to 1000; for trying it out.",
            show_default=False,
            show_envvar=False,
        ),
    ] = None,
    sound: Annotated[
        bool | None,
        typer.Option("--sound/--no-sound", help="Tones, and with them the voice.", show_default=False),
    ] = None,
    voice: Annotated[
        bool | None, typer.Option("--voice/--no-voice", help="Spoken words.", show_default=False)
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the session that was left, without asking.")
    ] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew, without asking.")] = False,
    figures: Annotated[
        bool | None,
        typer.Option("--figures/--no-figures", help="Draw how it is done.", show_default=False),
    ] = None,
    no_inhibit: Annotated[
        bool, typer.Option("--no-inhibit", help="Let the computer go to sleep while a session plays.")
    ] = False,
    json: JsonOption = False,
    color: ColorOption = None,
) -> None:
    """Play a routine: every step, hold and change of sides at its time.

    You follow; no key needs pressing. Space pauses, h is for when it hurts, q twice ends it.

    \b
    Examples:
      lrx session
      lrx session --routine morning --level gentle
      lrx session figure-four "cat cow"
      lrx session --position floor --skip open-book --teach short
      lrx session --speed 20 --teach off
    """
    from lrx_cli.commands.sitting import Wanted, sit  # all that plays; who reads the help needs none of it

    wanted = Wanted(
        choosing,
        plain=plain,
        manual=manual,
        skip_check=skip_check,
        check=check,
        speed=speed,
        sound=sound,
        voice=voice,
        resume=resume,
        fresh=fresh,
        figures=figures,
        inhibit=not no_inhibit,
        json=json,
        color=color,
    )
    raise typer.Exit(sit(wanted))
