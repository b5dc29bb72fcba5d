"""``lrx session``: its options, and what they mean. ``sitting`` does it."""

from __future__ import annotations

import os
from typing import Annotated

from lrx_cli.cli.context import catalog_now, paper_now, plan_options, read_option, settings_now
from lrx_cli.cli.declaring import Flag, Option, Verbs
from lrx_cli.cli.options import Choosing, ColorOption, JsonOption
from lrx_cli.core.settings import Number

_SPEED = Number(0.25, 1000)


def session(
    choosing: Choosing,
    plain: Annotated[
        bool, Flag("--plain", "Lines only: nothing on the screen is moved or rewritten.")
    ] = False,
    manual: Annotated[bool, Flag("--manual", "Wait for a key after every instruction.")] = False,
    skip_check: Annotated[bool, Flag("--skip-check", "Only the short form of the safety notice.")] = False,
    check: Annotated[bool, Flag("--check", "Ask all safety questions again.")] = False,
    speed: Annotated[
        str | None,
        Option("--speed", "NUMBER", "Everything so many times as fast, 0.25 to 1000; for trying it out."),
    ] = None,
    sound: Annotated[
        bool | None,
        Flag("--sound/--no-sound", "Tones, and with them the voice."),
    ] = None,
    voice: Annotated[bool | None, Flag("--voice/--no-voice", "Spoken words.")] = None,
    resume: Annotated[
        bool, Flag("--resume", "Go on with the session that was left, without asking.")
    ] = False,
    fresh: Annotated[bool, Flag("--fresh", "Begin anew, without asking.")] = False,
    figures: Annotated[
        bool | None,
        Flag("--figures/--no-figures", "Draw how it is done."),
    ] = None,
    no_inhibit: Annotated[
        bool, Flag("--no-inhibit", "Let the computer go to sleep while a session plays.")
    ] = False,
    json: JsonOption = False,
    color: ColorOption = None,
) -> int:
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
    from lrx_cli.session.run import SessionOptions, sit  # slow to import

    settings = settings_now()
    paper = paper_now(color, settings)
    typed = os.environ.get("LRX_SPEED") or "1" if speed is None else speed
    options = SessionOptions(
        plain=plain,
        manual=manual,
        skip_check=skip_check,
        check=check,
        speed=read_option("--speed", _SPEED, typed),
        sound=sound,
        voice=voice,
        resume=resume,
        fresh=fresh,
        figures=figures,
        no_inhibit=no_inhibit,
        json=json,
    )
    return sit(options, plan_options(choosing), settings, catalog_now(), paper)


VERBS: Verbs = {"": session}
