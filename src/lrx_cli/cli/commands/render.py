"""``lrx render``: the session as one sound file, for a phone on the mat."""

from typing import Annotated

import typer

from lrx_cli import locations
from lrx_cli.cli.context import catalog_now, color_now, plan_options, settings_now
from lrx_cli.cli.options import (
    ExercisesArgument,
    FirstSideOption,
    ForceOption,
    HoldOption,
    LevelOption,
    MinutesOption,
    OrderOption,
    OutputOption,
    PaceOption,
    PositionOption,
    RepsOption,
    RoutineOption,
    SkipOption,
    SoreSideOption,
    TeachOption,
    VariantsOption,
)
from lrx_cli.cli.output import STDOUT, check_output, refuse_terminal, write_output
from lrx_cli.core.health.checkin import refusal_text
from lrx_cli.core.timeline.compile import compile
from lrx_cli.core.timeline.timeline import Timeline
from lrx_cli.errors import USAGE, WARNING_SIGN, LrxError
from lrx_cli.exports import wav
from lrx_cli.render.console import put, tell, tell_page
from lrx_cli.render.health_check import refusal_page
from lrx_cli.session.audio import show_progress, voice_now
from lrx_cli.session.plan_today import choice_from, planned_for_me, sign_that_holds
from lrx_cli.storage.safety import load_safety
from lrx_cli.text import clean

app = typer.Typer(add_completion=False)


@app.command()
def render(
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
    output: OutputOption = None,
    force: ForceOption = False,
    voice: Annotated[bool, typer.Option("--voice/--no-voice", help="Words, or tones alone.")] = True,
) -> None:
    """Write a session as one sound file, for a phone on the mat.

    Examples:
      lrx render -o session.wav
      lrx render --routine morning --teach short -o morning.wav

    Every tone and word comes at its moment.
    """
    if output is None:
        raise LrxError("lrx render needs a file to write.", hint="lrx render -o session.wav", exit_code=USAGE)
    check_output(output, [".wav"], force=force)
    if output == STDOUT:
        refuse_terminal("A sound file is nothing for a terminal.", "lrx render -o session.wav")
    if sign := sign_that_holds():
        text = refusal_text(load_safety(locations.safety_file()), sign)
        tell_page(refusal_page(text), color=color_now())
        raise typer.Exit(WARNING_SIGN)
    settings = settings_now()
    catalog = catalog_now()
    today = planned_for_me(catalog, choice_from(plan_options(ctx), settings, catalog), settings)
    if not today.lines:
        raise LrxError(
            "Nothing is left to render.",
            problems=[f"{id}: {why}" for id, why in today.left_out],
            exit_code=USAGE,
        )
    # Nobody can press a key on what a phone plays, so no key is spoken of.
    timeline = compile(today, attended=False)
    lines = [cue.say for segment in timeline.path for cue in segment.cues if cue.say]
    speaking = voice_now(settings.voice_command)
    if voice:
        speaking.prepare(lines, show_progress)
    document = wav.render(timeline, speaking.line if voice else _nobody, volume=settings.volume)
    say = put if write_output(output, document, force=force) else tell
    say(_summary(output, timeline, len(document)))
    if voice:
        say(_unsaid([line for line in dict.fromkeys(lines) if speaking.line(line) is None], speaking.failed))


def _nobody(line: str) -> None:
    """Without a voice the tones have to do."""


def _summary(path: str, timeline: Timeline, size: int) -> list[str]:
    minutes, seconds = divmod(round(timeline.duration / 1_000), 60)
    return [f"{clean(path)}: {minutes}:{seconds:02} minutes, {size / 1e6:.1f} MB."]


def _unsaid(lines: list[str], failed: list[str]) -> list[str]:
    if not lines:
        return []
    count = "One line has" if len(lines) == 1 else f"{len(lines)} lines have"
    return [
        f"{count} no voice here, only tones; lrx doctor says why.",
        *(f"  - {clean(line)}" for line in lines[:5]),
        *(f"  ({clean(why)})" for why in failed[:3]),
    ]
